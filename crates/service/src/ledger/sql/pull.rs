//! Reading logs: everything after a cursor, in order, until the page is full. What was withdrawn meanwhile is not sent
//! again, only that it was.

use std::collections::BTreeMap;

use doorstep_domain::id::{AudienceId, ChangeId, EntryId, OrganisationId, Subject};
use doorstep_sync::accept::Author;
use doorstep_sync::digest::Sum;
use doorstep_sync::key::Bytes;
use doorstep_sync::planted::{Planted, is_planted};
use doorstep_sync::wire::{HeldSums, OwnBatch, Page, Repair, Timed, Withdrawn};

use crate::ledger::db::{Call, Db, Row, values};
use crate::ledger::{Error, Pulled, Repaired, Wanted};

/// What a reference to a device's own change counts for in a page: about what it takes on the wire.
const OWN_COSTS: usize = 16;

/// How many rows of a log are read at once: a page of usual changes, or a part of one.
const ROWS_AT_ONCE: u32 = 1_000;

pub(super) fn pull(db: &dyn Db, author: &Author, wanted: &[Wanted], page_bytes: usize) -> Result<Pulled, Error> {
    let mut reading = Reading { db, author, room: page_bytes, empty: true, pulled: Pulled::default() };
    let ends = ends(db, author.organisation, wanted)?;
    for wanted in wanted {
        if let Some(end) = ends.get(&wanted.audience) {
            reading.log(wanted, *end)?;
        }
    }
    Ok(reading.pulled)
}

/// The epoch of logs, and where each ends.
fn ends(
    db: &dyn Db,
    organisation: OrganisationId,
    wanted: &[Wanted],
) -> Result<BTreeMap<AudienceId, (u32, u64)>, Error> {
    let end = |wanted: &Wanted| {
        Call::Once(
            "SELECT audience.id, organisation.epoch, audience.head FROM audience
             JOIN organisation ON organisation.id = audience.organisation
             WHERE audience.organisation = $1 AND audience.id = $2",
            values![organisation, wanted.audience].to_vec(),
        )
    };
    let mut answers = db.answers(wanted.iter().map(end).collect())?;
    let mut ends = BTreeMap::new();
    for _ in wanted {
        for row in answers.next()? {
            ends.insert(row.id(0, AudienceId::from_bytes)?, (row.small(1)?, row.count(2)?));
        }
    }
    Ok(ends)
}

struct Reading<'d> {
    db: &'d dyn Db,
    author: &'d Author,
    room: usize,
    /// A page holds at least one change, however long.
    empty: bool,
    pulled: Pulled,
}

/// What a row of a log says to a device.
enum Logged {
    /// A change, with its bytes.
    Change(ChangeId, String),
    /// A change that the device itself wrote.
    Own(u32, u64, u32),
    Withdrawn(Withdrawn),
    Timed(Timed),
    /// What was withdrawn since.
    Gone,
}

impl Reading<'_> {
    fn log(&mut self, wanted: &Wanted, (epoch, head): (u32, u64)) -> Result<(), Error> {
        // Of another epoch a device keeps what it holds, and compares: it reads on from where the restored log ends.
        let is_restored = wanted.epoch != epoch && wanted.after > 0;
        let from = if is_restored { head } else { wanted.after };
        let mut page = Page {
            audience: wanted.audience,
            epoch,
            from,
            to: from,
            head,
            withdrawn: Vec::new(),
            timed: Vec::new(),
            changes: 0,
            own: Vec::new(),
        };
        self.fill(&mut page)?;
        self.pulled.more |= page.to < head;
        if page.to > from || wanted.epoch != epoch {
            self.pulled.pages.push(page);
        }
        Ok(())
    }

    fn fill(&mut self, page: &mut Page) -> Result<(), Error> {
        while page.to < page.head {
            let rows = self.rows(page)?;
            if rows.is_empty() {
                return Err(hole(page));
            }
            for row in rows {
                if !self.take(page, row)? {
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    fn rows(&self, page: &Page) -> Result<Vec<Row>, Error> {
        // Bytes are most of a row: only those that are sent are read. What is held is asked for row by row and not joined:
        // PostgreSQL, before it has counted an audience, takes it for small and reads all of it for every row. Where the
        // part begins and ends is kept from its planner: it would plan anew for each, longer the more is in the log.
        self.db.rows(
            "SELECT logged.position, logged.change, logged.subject, logged.entry, logged.until,
                 change.device, change.incarnation, change.number, change.place,
                 CASE WHEN logged.since IS NULL OR logged.since > logged.position THEN 0
                      WHEN change.device = $1 AND logged.subject IS NULL THEN 1 ELSE 2 END,
                 CASE WHEN logged.since IS NULL OR logged.since > logged.position THEN NULL
                      WHEN change.device = $2 AND logged.subject IS NULL THEN NULL ELSE change.bytes END
             FROM (SELECT log.position, log.change, log.subject, log.entry, log.until,
                     (SELECT held.since FROM held WHERE held.organisation = log.organisation
                         AND held.audience = log.audience AND held.entry = log.entry) AS since
                 FROM log
                 WHERE log.organisation = $3 AND log.audience = $4 AND log.position > (SELECT CAST($5 AS bigint))
                     AND log.position <= (SELECT CAST($6 AS bigint))
                 ORDER BY log.position LIMIT $7) AS logged
             LEFT JOIN change ON change.organisation = $8 AND change.id = logged.change
             ORDER BY logged.position",
            &values![
                self.author.device,
                self.author.device,
                self.author.organisation,
                page.audience,
                page.to,
                page.head,
                ROWS_AT_ONCE,
                self.author.organisation
            ],
        )
    }

    /// Takes a row into the page, where there is room.
    fn take(&mut self, page: &mut Page, row: Row) -> Result<bool, Error> {
        let position = row.count(0)?;
        if position != page.to + 1 {
            return Err(hole(page));
        }
        let is_missed = is_planted(Planted::SequenceGap) && position == page.head && position.is_multiple_of(3);
        let logged = if is_missed { Logged::Gone } else { read(row)? };
        let size = match &logged {
            Logged::Change(_, bytes) => bytes.len(),
            Logged::Own(..) | Logged::Withdrawn(_) | Logged::Timed(_) => OWN_COSTS,
            Logged::Gone => 0,
        };
        if !self.empty && size > self.room {
            return Ok(false);
        }
        page.to = position;
        self.room = self.room.saturating_sub(size);
        self.empty &= size == 0;
        match logged {
            Logged::Change(id, bytes) => {
                page.changes += 1;
                self.pulled.changes.push(whole(id, bytes)?);
            }
            Logged::Own(incarnation, number, place) => add_own(&mut page.own, (incarnation, number, place)),
            // Whoever reads from the start has nothing yet that could be withdrawn.
            Logged::Withdrawn(withdrawn) if page.from > 0 => page.withdrawn.push(withdrawn),
            Logged::Timed(timed) => page.timed.push(timed),
            Logged::Withdrawn(_) | Logged::Gone => {}
        }
        Ok(true)
    }
}

fn read(mut row: Row) -> Result<Logged, Error> {
    if let Some(id) = row.maybe_id(1, ChangeId::from_bytes)? {
        return Ok(match row.int(9)? {
            0 => Logged::Gone,
            1 => Logged::Own(row.small(6)?, row.count(7)?, row.small(8)?),
            _ => {
                let bytes = row.signed(10)?.ok_or_else(|| Error::Damaged(format!("change {id} has no bytes")))?;
                Logged::Change(id, bytes)
            }
        });
    }
    let subject: Subject = row.parsed(2)?;
    Ok(match row.maybe_time(4)? {
        Some(until) => Logged::Timed(Timed { subject, until: until.fixed_offset() }),
        None => Logged::Withdrawn(Withdrawn { subject, entry: row.maybe_id(3, EntryId::from_bytes)? }),
    })
}

/// Databases have no checksums of rows. What a laptop would store under another id must not leave as if it were whole.
fn whole(id: ChangeId, bytes: String) -> Result<String, Error> {
    if ChangeId::of(bytes.as_bytes()) == id { Ok(bytes) } else { Err(Error::Damaged(format!("change {id}"))) }
}

/// Positions are dense and the head is of the same instant, so a hole is damage, never a row still to come.
fn hole(page: &Page) -> Error {
    Error::Damaged(format!("the log of {} has no position {}", page.audience, page.to + 1))
}

fn add_own(own: &mut Vec<OwnBatch>, (incarnation, number, place): (u32, u64, u32)) {
    match own.last_mut() {
        Some(last) if (last.0, last.1) == (incarnation, number) => last.2.push(place),
        _ => own.push(OwnBatch(incarnation, number, vec![place])),
    }
}

/// What audiences hold of the subjects of which a device holds something else: as much as there is room for, and of at
/// least one subject.
pub(super) fn compare(db: &dyn Db, author: &Author, held: &[HeldSums], page_bytes: usize) -> Result<Repaired, Error> {
    let mut repaired = Repaired::default();
    let mut room = page_bytes;
    for asked in held {
        let theirs: BTreeMap<Subject, Bytes<16>> = asked.sums.iter().copied().collect();
        let ours = sums(db, author, asked.audience)?;
        let subjects = ours.keys().chain(theirs.keys().filter(|subject| !ours.contains_key(subject)));
        for subject in subjects {
            let sum = ours.get(subject).map(|sum| Bytes(sum.bytes()));
            if theirs.get(subject).copied() == sum {
                continue;
            }
            let changes = all_of(db, author, asked.audience, *subject)?;
            let size: usize = changes.iter().map(String::len).sum();
            if !repaired.repairs.is_empty() && size > room {
                repaired.more = true;
                return Ok(repaired);
            }
            room = room.saturating_sub(size);
            repaired.repairs.push(Repair { audience: asked.audience, subject: *subject, changes: changes.len() });
            repaired.changes.extend(changes);
        }
    }
    Ok(repaired)
}

fn sums(db: &dyn Db, author: &Author, audience: AudienceId) -> Result<BTreeMap<Subject, Sum>, Error> {
    let rows = db.rows(
        "SELECT entry.subject, change.id FROM held
         JOIN entry ON entry.organisation = held.organisation AND entry.id = held.entry
         JOIN change ON change.organisation = held.organisation AND change.entry = held.entry AND change.state = 'in_force'
         WHERE held.organisation = $1 AND held.audience = $2",
        &values![author.organisation, audience],
    )?;
    let mut sums: BTreeMap<Subject, Sum> = BTreeMap::new();
    for row in &rows {
        sums.entry(row.parsed(0)?).or_default().add(row.id(1, ChangeId::from_bytes)?);
    }
    Ok(sums)
}

fn all_of(db: &dyn Db, author: &Author, audience: AudienceId, subject: Subject) -> Result<Vec<String>, Error> {
    let rows = db.rows(
        "SELECT change.id, change.bytes FROM entry
         JOIN change ON change.organisation = entry.organisation AND change.entry = entry.id AND change.state = 'in_force'
         WHERE entry.organisation = $1 AND entry.subject = $2
             AND (SELECT held.since FROM held WHERE held.organisation = entry.organisation
                 AND held.audience = $3 AND held.entry = entry.id) IS NOT NULL
         ORDER BY change.arrived_at, change.device, change.incarnation, change.number, change.place",
        &values![author.organisation, subject, audience],
    )?;
    let mut changes = Vec::with_capacity(rows.len());
    for mut row in rows {
        let id = row.id(0, ChangeId::from_bytes)?;
        let bytes = row.signed(1)?.ok_or_else(|| Error::Damaged(format!("change {id} has no bytes")))?;
        changes.push(whole(id, bytes)?);
    }
    Ok(changes)
}
