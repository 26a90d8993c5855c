//! What audiences' logs are extended by. Positions are given out last of all: one is visible only once every lower one is.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use doorstep_domain::id::{AudienceId, ChangeId, EntryId, OrganisationId, Subject};
use doorstep_sync::digest::Sum;

use crate::ledger::Error;
use crate::ledger::db::{Call, Db, Value, values};

/// A row of a log.
enum LogRow {
    /// A change of an entry that the audience holds.
    Change { change: ChangeId, entry: EntryId },
    /// The same, come with a grant: its author's laptop may have given it up meanwhile.
    Granted { change: ChangeId, entry: EntryId, subject: Subject },
    /// A subject, or one entry of it, that the audience no longer holds.
    Withdrawn { subject: Subject, entry: Option<EntryId> },
    /// A subject that the audience holds until then.
    Timed { subject: Subject, until: DateTime<Utc> },
}

#[derive(Default)]
struct Growth {
    rows: Vec<LogRow>,
    /// Entries that the audience holds from this row on, and did not before.
    held: BTreeMap<EntryId, usize>,
    dropped: Vec<EntryId>,
    added: Sum,
    removed: Sum,
}

/// What the logs of an organisation are extended by, in one transaction.
#[derive(Default)]
pub(super) struct Growing(BTreeMap<AudienceId, Growth>);

impl Growing {
    /// A change that was just signed; `is_new` where the audience did not hold its entry before.
    pub(super) fn add_change(&mut self, audience: AudienceId, change: ChangeId, entry: EntryId, is_new: bool) {
        let growth = self.0.entry(audience).or_default();
        if is_new {
            growth.held.insert(entry, growth.rows.len());
        }
        growth.rows.push(LogRow::Change { change, entry });
        growth.added.add(change);
    }

    /// Whether the audience holds an entry from a row on that is still to be written.
    pub(super) fn holds(&self, audience: AudienceId, entry: EntryId) -> bool {
        self.0.get(&audience).is_some_and(|growth| growth.held.contains_key(&entry))
    }

    /// Whether the audience held an entry before, and no longer does from a row on that is still to be written.
    pub(super) fn drops(&self, audience: AudienceId, entry: EntryId) -> bool {
        self.0.get(&audience).is_some_and(|growth| growth.dropped.contains(&entry))
    }

    /// All of an entry that comes into an audience, in the order in which it arrived.
    pub(super) fn add_entry(&mut self, audience: AudienceId, subject: Subject, entry: EntryId, changes: &[ChangeId]) {
        let growth = self.0.entry(audience).or_default();
        growth.held.insert(entry, growth.rows.len());
        for change in changes {
            growth.rows.push(LogRow::Granted { change: *change, entry, subject });
            growth.added.add(*change);
        }
    }

    /// Entries that leave an audience: alone, or with the whole subject.
    pub(super) fn withdraw(
        &mut self,
        audience: AudienceId,
        subject: Subject,
        entries: &[(EntryId, Vec<ChangeId>)],
        is_whole: bool,
    ) {
        let growth = self.0.entry(audience).or_default();
        if is_whole {
            growth.rows.push(LogRow::Withdrawn { subject, entry: None });
        }
        for (entry, changes) in entries {
            if !is_whole {
                growth.rows.push(LogRow::Withdrawn { subject, entry: Some(*entry) });
            }
            if growth.held.remove(entry).is_none() {
                growth.dropped.push(*entry);
            }
            changes.iter().for_each(|change| growth.removed.add(*change));
        }
    }

    pub(super) fn set_until(&mut self, audience: AudienceId, subject: Subject, until: DateTime<Utc>) {
        self.0.entry(audience).or_default().rows.push(LogRow::Timed { subject, until });
    }

    /// The rows of audiences are taken last, in the order of their ids, and let go with the end of the transaction: nothing
    /// is asked after this.
    pub(super) fn write(self, db: &dyn Db, organisation: OrganisationId) -> Result<(), Error> {
        let keys = self.0.keys().map(|audience| values![organisation, *audience].to_vec()).collect();
        let taken =
            db.rows_of_each("SELECT id, head, sum FROM audience WHERE organisation = $1 AND id = $2 FOR UPDATE", keys)?;
        if taken.len() < self.0.len() {
            return Err(Error::Unknown("audience"));
        }
        let mut written = Written::default();
        for (row, (audience, growth)) in taken.iter().zip(self.0) {
            let (head, mut sum) = (row.count(1)?, row.id(2, Sum::from_bytes)?);
            sum.add_sum(growth.added);
            sum.remove_sum(growth.removed);
            let grown = values![head + growth.rows.len() as u64, sum.bytes(), organisation, audience];
            let grow = "UPDATE audience SET head = $1, sum = $2 WHERE organisation = $3 AND id = $4";
            db.later(Call::Once(grow, grown.to_vec()))?;
            written.add(growth, organisation, (audience, head + 1));
        }
        for dropped in written.dropped {
            let drop = "DELETE FROM held WHERE organisation = $1 AND audience = $2 AND entry = $3";
            db.later(Call::Once(drop, dropped))?;
        }
        db.run_each("INSERT INTO held (organisation, audience, entry, since) VALUES ($1, $2, $3, $4)", written.held)?;
        db.run_each(
            "INSERT INTO log (organisation, audience, position, change, subject, entry, until)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
            written.rows,
        )
    }
}

/// The rows of all audiences, together.
#[derive(Default)]
struct Written {
    dropped: Vec<Vec<Value>>,
    held: Vec<Vec<Value>>,
    rows: Vec<Vec<Value>>,
}

impl Written {
    fn add(&mut self, growth: Growth, organisation: OrganisationId, (audience, first): (AudienceId, u64)) {
        let key = |entry: &EntryId| values![organisation, audience, *entry].to_vec();
        self.dropped.extend(growth.dropped.iter().map(key));
        let held =
            |(entry, row): (&EntryId, &usize)| values![organisation, audience, *entry, first + *row as u64].to_vec();
        self.held.extend(growth.held.iter().map(held));
        let row = |(row, position): (&LogRow, u64)| row.values(organisation, audience, position);
        self.rows.extend(growth.rows.iter().zip(first..).map(row));
    }
}

impl LogRow {
    fn values(&self, organisation: OrganisationId, audience: AudienceId, position: u64) -> Vec<Value> {
        let (change, subject, entry, until) = match self {
            Self::Change { change, entry } => (Some(*change), None, Some(*entry), None),
            Self::Granted { change, entry, subject } => (Some(*change), Some(*subject), Some(*entry), None),
            Self::Withdrawn { subject, entry } => (None, Some(*subject), *entry, None),
            Self::Timed { subject, until } => (None, Some(*subject), None, Some(*until)),
        };
        values![organisation, audience, position, change, subject, entry, until].to_vec()
    }
}
