//! Rows of batches and changes. Every batch is kept whole, whatever became of it.

use doorstep_domain::change::{Change, Header};
use doorstep_domain::id::{ChangeId, DeviceId};
use doorstep_sync::wire::Outcome;
use rusqlite::params;

use super::Push;
use crate::ledger::sqlite::convert::{int, name_of};
use crate::ledger::{Arrived, Error};

/// Which batch a change came in.
pub(super) struct BatchKey {
    pub(super) device: DeviceId,
    pub(super) incarnation: u32,
    pub(super) number: u64,
}

impl BatchKey {
    pub(super) fn of(batch: &Arrived) -> Self {
        let batch = &batch.signed.batch;
        Self { device: batch.device, incarnation: batch.incarnation, number: batch.number }
    }
}

/// What a change is to the fold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    InForce,
    Waiting,
    Quarantined,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Waiting => "waiting",
            Self::Quarantined => "quarantined",
        }
    }
}

/// A change that is here already stays as it is.
const KEEP: &str = "INSERT INTO change (organisation, id, entry, kind, subject, sensitivity, state,
         device, incarnation, number, place, bytes)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     ON CONFLICT DO NOTHING";

/// A change that waited or was set aside comes into force with the batch that brings it in order.
const PUT_IN_FORCE: &str = "INSERT INTO change (organisation, id, entry, kind, subject, sensitivity, state,
         device, incarnation, number, place, bytes)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     ON CONFLICT (organisation, id) DO UPDATE SET entry = excluded.entry, kind = excluded.kind,
         subject = excluded.subject, sensitivity = excluded.sensitivity, state = excluded.state,
         device = excluded.device, incarnation = excluded.incarnation, number = excluded.number, place = excluded.place
     WHERE change.state <> 'in_force'";

struct ChangeRow<'c> {
    id: ChangeId,
    header: Option<&'c Header>,
    bytes: &'c str,
    place: usize,
}

impl Push<'_> {
    pub(super) fn keep_batch(&self, batch: &Arrived, outcome: &Outcome) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let (outcome, reason, fault) = columns(outcome)?;
        // The conflict is a batch that was kept with a bad signature and now comes with a good one.
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO batch (organisation, device, incarnation, number, id, bytes, signature, act, received_at,
                 outcome, reason, fault)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT DO UPDATE SET signature = excluded.signature, received_at = excluded.received_at,
                 outcome = excluded.outcome, reason = excluded.reason, fault = excluded.fault",
        )?;
        statement.execute(params![
            own.organisation.bytes(),
            own.device.bytes(),
            own.incarnation,
            int(own.number),
            batch.id.bytes(),
            batch.bytes.as_bytes(),
            batch.signed.signature.0,
            own.act.map(|act| *act.bytes()),
            self.at.timestamp_millis(),
            outcome,
            reason,
            fault.map(|change| *change.bytes())
        ])?;
        Ok(())
    }

    /// Keeps the changes of a batch that cannot be read: their bytes are all that is known of them.
    pub(super) fn keep_unread(&self, batch: &Arrived) -> Result<(), Error> {
        let key = BatchKey::of(batch);
        for (place, (bytes, id)) in batch.signed.changes.iter().zip(&batch.signed.batch.ids).enumerate() {
            self.insert(&key, &ChangeRow { id: *id, header: None, bytes, place }, State::Quarantined)?;
        }
        Ok(())
    }

    pub(super) fn keep_changes(&self, key: &BatchKey, changes: &[Change], state: State) -> Result<(), Error> {
        for (place, change) in changes.iter().enumerate() {
            self.insert_change(key, change, (place, state))?;
        }
        Ok(())
    }

    /// Whether anything was written: a change that is in force already is not.
    pub(super) fn insert_change(
        &self,
        key: &BatchKey,
        change: &Change,
        (place, state): (usize, State),
    ) -> Result<bool, Error> {
        let row = ChangeRow { id: change.id(), header: Some(&change.header), bytes: change.bytes(), place };
        self.insert(key, &row, state)
    }

    fn insert(&self, key: &BatchKey, row: &ChangeRow<'_>, state: State) -> Result<bool, Error> {
        let sql = if state == State::InForce { PUT_IN_FORCE } else { KEEP };
        let sensitivity = row.header.map(|header| name_of(&header.sensitivity)).transpose()?;
        let written = self.transaction.prepare_cached(sql)?.execute(params![
            self.author.organisation.bytes(),
            row.id.bytes(),
            row.header.map(|header| *header.entry.bytes()),
            row.header.map(|header| header.kind.name()),
            row.header.map(|header| header.subject.to_string()),
            sensitivity,
            state.name(),
            key.device.bytes(),
            key.incarnation,
            int(key.number),
            row.place as i64,
            row.bytes.as_bytes()
        ])?;
        Ok(written == 1)
    }
}

/// Outcome, reason and change at fault, as the batch's row has them.
pub(super) fn columns(outcome: &Outcome) -> Result<(&'static str, Option<String>, Option<ChangeId>), Error> {
    Ok(match outcome {
        Outcome::Accepted | Outcome::AlreadyHad => ("accepted", None, None),
        Outcome::Waiting => ("waiting", None, None),
        Outcome::Quarantined { change, reason } => ("quarantined", Some(name_of(reason)?), *change),
    })
}
