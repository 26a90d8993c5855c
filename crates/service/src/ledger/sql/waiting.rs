//! Batches that wait for a parent: kept whole, and judged again when it arrives, whoever brings it.

use doorstep_domain::change::{Batch, Change};
use doorstep_domain::id::{BatchId, ChangeId, DeviceId, OrganisationId, StaffId};
use doorstep_sync::accept::{Author, judge_changes};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::Outcome;

use super::keep::{BatchKey, State, columns};
use super::push::Push;
use crate::ledger::db::{Call, Row, values};
use crate::ledger::{Arrived, Error};

/// Answered with a row where any batch of the organisation waits.
pub(super) fn any(organisation: OrganisationId) -> Call {
    Call::Once("SELECT parent FROM awaited WHERE organisation = $1 LIMIT 1", values![organisation].to_vec())
}

/// A kept batch that waits.
struct Waiting {
    key: BatchKey,
    id: BatchId,
}

impl Push<'_> {
    pub(super) fn set_waiting(&mut self, batch: &Arrived, changes: &[Change]) -> Result<(), Error> {
        let key = BatchKey::of(batch);
        self.kept.add_changes(&key, changes, State::Waiting, self.at);
        for parent in changes.iter().flat_map(|change| &change.header.parents) {
            if self.known.change(*parent)?.is_some() {
                continue;
            }
            let row = values![self.author.organisation, *parent, key.device, key.incarnation, key.number, batch.id];
            self.db.later(Call::Once(
                "INSERT INTO awaited (organisation, parent, device, incarnation, number, batch)
                 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
                row.to_vec(),
            ))?;
        }
        self.any_waits = true;
        Ok(())
    }

    /// Judges again what waited for these changes, which came into force or were set aside, and what waited for that.
    pub(super) fn release(&mut self, settled: Vec<ChangeId>) -> Result<(), Error> {
        // What waits is read from the database, where it may be of this very push.
        self.kept.write(self.db)?;
        let mut settled = settled;
        while let Some(parent) = settled.pop() {
            for waiting in self.waiting_for(parent)? {
                settled.extend(self.judge_again(&waiting)?);
            }
        }
        Ok(())
    }

    fn waiting_for(&self, parent: ChangeId) -> Result<Vec<Waiting>, Error> {
        let rows = self.db.rows(
            "SELECT device, incarnation, number, batch FROM awaited WHERE organisation = $1 AND parent = $2
             ORDER BY device, incarnation, number, batch",
            &values![self.author.organisation, parent],
        )?;
        rows.iter().map(row_to_waiting).collect()
    }

    fn judge_again(&mut self, waiting: &Waiting) -> Result<Vec<ChangeId>, Error> {
        let author = self.author_of(waiting.key.device)?;
        let (batch, changes) = self.read_waiting(waiting)?;
        self.known.take(&changes.iter().collect::<Vec<_>>())?;
        self.set_seen(batch.seen.clone());
        // Its signature was checked when it arrived.
        let outcome = judge_changes(&self.as_they_knew(&author, &changes)?, &changes, self)?;
        if outcome == Outcome::Waiting {
            return Ok(Vec::new());
        }
        self.end_waiting(waiting, &outcome)?;
        self.released.insert(waiting.id, outcome.clone());
        if outcome == Outcome::Accepted {
            return self.put_in_force(&waiting.key, &changes);
        }
        self.end_changes_waiting(&changes)?;
        self.known.add_set_aside(&batch.ids);
        Ok(batch.ids)
    }

    fn author_of(&self, device: DeviceId) -> Result<Author, Error> {
        let organisation = self.author.organisation;
        let row = self.db.row(
            "SELECT device.key, device.staff, staff.role FROM device
             JOIN staff ON staff.organisation = device.organisation AND staff.id = device.staff
             WHERE device.organisation = $1 AND device.id = $2",
            &values![organisation, device],
        )?;
        let row = row.ok_or(Error::Unknown("device"))?;
        let (key, staff) = (row.id(0, Bytes)?, row.id(1, StaffId::from_bytes)?);
        Ok(Author { organisation, device, key, staff, role: row.named(2)? })
    }

    fn read_waiting(&self, waiting: &Waiting) -> Result<(Batch, Vec<Change>), Error> {
        let organisation = self.author.organisation;
        let key = &waiting.key;
        let damaged = || Error::Damaged(format!("batch {}", waiting.id));
        let mut row = self
            .db
            .row(
                "SELECT bytes FROM batch
                 WHERE organisation = $1 AND device = $2 AND incarnation = $3 AND number = $4 AND id = $5",
                &values![organisation, key.device, key.incarnation, key.number, waiting.id],
            )?
            .ok_or_else(damaged)?;
        let bytes = row.signed(0)?.ok_or_else(damaged)?;
        let batch: Batch = serde_json::from_str(&bytes).map_err(|_| damaged())?;
        let keys: Vec<_> = batch.ids.iter().map(|id| values![organisation, *id].to_vec()).collect();
        let sql = "SELECT bytes FROM change WHERE organisation = $1 AND id = $2";
        let mut changes = Vec::with_capacity(batch.ids.len());
        for mut row in self.db.rows_of_each(sql, keys)? {
            let change = row.signed(0)?.and_then(|bytes| Change::read(bytes).ok());
            changes.push(change.filter(|read| batch.ids.contains(&read.id())).ok_or_else(damaged)?);
        }
        if changes.len() == batch.ids.len() { Ok((batch, changes)) } else { Err(damaged()) }
    }

    fn end_waiting(&self, waiting: &Waiting, outcome: &Outcome) -> Result<(), Error> {
        let organisation = self.author.organisation;
        let key = &waiting.key;
        let (outcome, reason, fault) = columns(outcome)?;
        self.db.run(
            "UPDATE batch SET outcome = $1, reason = $2, fault = $3
             WHERE organisation = $4 AND device = $5 AND incarnation = $6 AND number = $7 AND id = $8",
            &values![outcome, reason, fault, organisation, key.device, key.incarnation, key.number, waiting.id],
        )?;
        self.db.run(
            "DELETE FROM awaited WHERE organisation = $1 AND device = $2 AND incarnation = $3 AND number = $4
             AND batch = $5",
            &values![organisation, key.device, key.incarnation, key.number, waiting.id],
        )?;
        Ok(())
    }

    fn end_changes_waiting(&self, changes: &[Change]) -> Result<(), Error> {
        for change in changes {
            self.db.run(
                "UPDATE change SET state = 'quarantined' WHERE organisation = $1 AND id = $2 AND state = 'waiting'",
                &values![self.author.organisation, change.id()],
            )?;
        }
        Ok(())
    }
}

fn row_to_waiting(row: &Row) -> Result<Waiting, Error> {
    let key = BatchKey { device: row.id(0, DeviceId::from_bytes)?, incarnation: row.small(1)?, number: row.count(2)? };
    Ok(Waiting { key, id: row.id(3, BatchId::from_bytes)? })
}
