//! Batches that wait for a parent: kept whole, and judged again when it arrives, whoever brings it.

use doorstep_domain::change::{Batch, Change};
use doorstep_domain::id::{BatchId, ChangeId, DeviceId, StaffId};
use doorstep_sync::accept::{Author, Known, judge_changes};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::Outcome;
use rusqlite::{Row, Transaction, params};

use super::Push;
use super::keep::{BatchKey, State, columns};
use crate::ledger::sqlite::convert::{get_int, id, int, named};
use crate::ledger::{Arrived, Error};

/// Whether any batch of the organisation waits.
pub(super) fn any(transaction: &Transaction<'_>, author: &Author) -> Result<bool, Error> {
    let mut statement = transaction.prepare_cached("SELECT EXISTS (SELECT 1 FROM awaited WHERE organisation = ?1)")?;
    Ok(statement.query_row([author.organisation.bytes()], |row| row.get(0))?)
}

/// A kept batch that waits.
struct Waiting {
    key: BatchKey,
    id: BatchId,
}

impl Push<'_> {
    pub(super) fn set_waiting(&mut self, batch: &Arrived, changes: &[Change]) -> Result<(), Error> {
        let key = BatchKey::of(batch);
        self.keep_changes(&key, changes, State::Waiting)?;
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO awaited (organisation, parent, device, incarnation, number, batch)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        )?;
        for parent in changes.iter().flat_map(|change| &change.header.parents) {
            if self.change(*parent)?.is_some() {
                continue;
            }
            statement.execute(params![
                self.author.organisation.bytes(),
                parent.bytes(),
                key.device.bytes(),
                key.incarnation,
                int(key.number),
                batch.id.bytes()
            ])?;
        }
        self.any_waits = true;
        Ok(())
    }

    /// Judges again what waited for these changes, and what waited for that, until nothing more comes into force.
    pub(super) fn release(&mut self, entered: Vec<ChangeId>) -> Result<(), Error> {
        let mut entered = entered;
        while let Some(parent) = entered.pop() {
            for waiting in self.waiting_for(parent)? {
                entered.extend(self.judge_again(&waiting)?);
            }
        }
        Ok(())
    }

    fn waiting_for(&self, parent: ChangeId) -> Result<Vec<Waiting>, Error> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT device, incarnation, number, batch FROM awaited WHERE organisation = ?1 AND parent = ?2
             ORDER BY device, incarnation, number, batch",
        )?;
        let parameters = params![self.author.organisation.bytes(), parent.bytes()];
        let waiting = statement.query_map(parameters, row_to_waiting)?.collect::<Result<_, _>>()?;
        Ok(waiting)
    }

    fn judge_again(&mut self, waiting: &Waiting) -> Result<Vec<ChangeId>, Error> {
        let author = self.author_of(waiting.key.device)?;
        let changes = self.changes_of(waiting)?;
        // Its signature was checked when it arrived.
        let outcome = judge_changes(&author, &changes, self)?;
        if outcome == Outcome::Waiting {
            return Ok(Vec::new());
        }
        self.end_waiting(waiting, &outcome)?;
        self.released.insert(waiting.id, outcome.clone());
        if outcome == Outcome::Accepted {
            return self.put_in_force(&waiting.key, &changes);
        }
        self.set_aside(&changes)?;
        Ok(Vec::new())
    }

    fn author_of(&self, device: DeviceId) -> Result<Author, Error> {
        let organisation = self.author.organisation;
        let mut statement = self.transaction.prepare_cached(
            "SELECT device.key, device.staff, staff.role FROM device
             JOIN staff ON staff.organisation = device.organisation AND staff.id = device.staff
             WHERE device.organisation = ?1 AND device.id = ?2",
        )?;
        Ok(statement.query_row([organisation.bytes(), device.bytes()], |row| {
            let (key, staff) = (id(row, 0, Bytes)?, id(row, 1, StaffId::from_bytes)?);
            Ok(Author { organisation, device, key, staff, role: named(row, 2)? })
        })?)
    }

    fn changes_of(&self, waiting: &Waiting) -> Result<Vec<Change>, Error> {
        let organisation = self.author.organisation.bytes();
        let key = &waiting.key;
        let mut batch = self.transaction.prepare_cached(
            "SELECT bytes FROM batch
             WHERE organisation = ?1 AND device = ?2 AND incarnation = ?3 AND number = ?4 AND id = ?5",
        )?;
        let parameters =
            params![organisation, key.device.bytes(), key.incarnation, int(key.number), waiting.id.bytes()];
        let bytes: Vec<u8> = batch.query_row(parameters, |row| row.get(0))?;
        let damaged = || Error::Damaged(format!("batch {}", waiting.id));
        let batch: Batch = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        let mut statement =
            self.transaction.prepare_cached("SELECT bytes FROM change WHERE organisation = ?1 AND id = ?2")?;
        let mut read = |change: &ChangeId| {
            let bytes: Vec<u8> = statement.query_row(params![organisation, change.bytes()], |row| row.get(0))?;
            let change = String::from_utf8(bytes).ok().and_then(|bytes| Change::read(bytes).ok());
            change.filter(|read| batch.ids.contains(&read.id())).ok_or_else(damaged)
        };
        batch.ids.iter().map(&mut read).collect()
    }

    fn end_waiting(&self, waiting: &Waiting, outcome: &Outcome) -> Result<(), Error> {
        let organisation = self.author.organisation.bytes();
        let key = &waiting.key;
        let (outcome, reason, fault) = columns(outcome)?;
        let mut update = self.transaction.prepare_cached(
            "UPDATE batch SET outcome = ?6, reason = ?7, fault = ?8
             WHERE organisation = ?1 AND device = ?2 AND incarnation = ?3 AND number = ?4 AND id = ?5",
        )?;
        update.execute(params![
            organisation,
            key.device.bytes(),
            key.incarnation,
            int(key.number),
            waiting.id.bytes(),
            outcome,
            reason,
            fault.map(|change| *change.bytes())
        ])?;
        let mut forget = self.transaction.prepare_cached(
            "DELETE FROM awaited WHERE organisation = ?1 AND device = ?2 AND incarnation = ?3 AND number = ?4
             AND batch = ?5",
        )?;
        forget.execute(params![
            organisation,
            key.device.bytes(),
            key.incarnation,
            int(key.number),
            waiting.id.bytes()
        ])?;
        Ok(())
    }

    fn set_aside(&self, changes: &[Change]) -> Result<(), Error> {
        let mut statement = self.transaction.prepare_cached(
            "UPDATE change SET state = 'quarantined' WHERE organisation = ?1 AND id = ?2 AND state = 'waiting'",
        )?;
        for change in changes {
            statement.execute(params![self.author.organisation.bytes(), change.id().bytes()])?;
        }
        Ok(())
    }
}

fn row_to_waiting(row: &Row<'_>) -> rusqlite::Result<Waiting> {
    let key =
        BatchKey { device: id(row, 0, DeviceId::from_bytes)?, incarnation: row.get(1)?, number: get_int(row, 2)? };
    Ok(Waiting { key, id: id(row, 3, BatchId::from_bytes)? })
}
