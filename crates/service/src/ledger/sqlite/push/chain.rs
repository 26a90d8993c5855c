//! A device's chain of batches: which numbers are there, which are missing, and which are there twice.

use doorstep_domain::id::{BatchId, ChangeId};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::{Outcome, Refused};
use rusqlite::{Row, Transaction, params};

use super::{Push, is_forged};
use crate::ledger::sqlite::convert::{get_int, id, id_or_none, int, name_of, named};
use crate::ledger::{Arrived, Error, Flag};

/// What is kept at a batch's number and at the one before.
pub(super) struct Chain {
    number: u64,
    kept: Vec<Kept>,
}

struct Kept {
    number: u64,
    id: BatchId,
    outcome: Outcome,
}

impl Chain {
    pub(super) fn read(transaction: &Transaction<'_>, batch: &Arrived) -> Result<Self, Error> {
        let own = &batch.signed.batch;
        let mut statement = transaction.prepare_cached(
            "SELECT number, id, outcome, reason, fault FROM batch
             WHERE organisation = ?1 AND device = ?2 AND incarnation = ?3 AND number BETWEEN ?4 - 1 AND ?4",
        )?;
        let parameters = params![own.organisation.bytes(), own.device.bytes(), own.incarnation, int(own.number)];
        let kept = statement.query_map(parameters, row_to_kept)?.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { number: own.number, kept: kept.into_iter().filter(|kept| !is_forged(&kept.outcome)).collect() })
    }

    /// The answer, where this very batch has been answered before: the first answer may have been lost on the way.
    pub(super) fn had(&self, batch: &Arrived) -> Option<Outcome> {
        let same = self.kept.iter().find(|kept| kept.id == batch.id)?;
        Some(match &same.outcome {
            Outcome::Accepted => Outcome::AlreadyHad,
            other => other.clone(),
        })
    }

    /// Whether the number belongs to another batch.
    pub(super) fn is_taken(&self) -> bool {
        self.kept.iter().any(|kept| kept.number == self.number)
    }

    fn before(&self) -> Option<BatchId> {
        self.kept.iter().find(|kept| kept.number != self.number).map(|kept| kept.id)
    }
}

fn row_to_kept(row: &Row<'_>) -> rusqlite::Result<Kept> {
    let outcome = match row.get_ref(2)?.as_str()? {
        "accepted" => Outcome::Accepted,
        "waiting" => Outcome::Waiting,
        _ => Outcome::Quarantined {
            change: id_or_none(row, 4, ChangeId::from_bytes)?,
            reason: named::<Refused>(row, 3)?,
        },
    };
    Ok(Kept { number: get_int(row, 0)?, id: id(row, 1, BatchId::from_bytes)?, outcome })
}

/// The newest batch of a device, whatever became of it.
pub(super) struct Newest {
    place: (u32, u64),
    batch: Option<BatchId>,
}

impl Newest {
    pub(super) fn read(transaction: &Transaction<'_>, author: &Author) -> Result<Self, Error> {
        let mut statement = transaction
            .prepare_cached("SELECT incarnation, number, batch FROM device WHERE organisation = ?1 AND id = ?2")?;
        Ok(statement.query_row([author.organisation.bytes(), author.device.bytes()], |row| {
            Ok(Self { place: (row.get(0)?, get_int(row, 1)?), batch: id_or_none(row, 2, BatchId::from_bytes)? })
        })?)
    }
}

impl Push<'_> {
    /// Flags a hole before this batch and a fork at it, and moves the device's newest batch on. Neither refuses anything.
    pub(super) fn note_place(&mut self, batch: &Arrived, chain: &Chain) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let before = chain.before();
        if own.number > 1 && before.is_none() {
            self.flag(batch, Flag::Gap)?;
        }
        if chain.is_taken() || (before.is_some() && before != own.previous) {
            self.flag(batch, Flag::Fork)?;
        }
        let place = (own.incarnation, own.number);
        if place > self.newest.place {
            self.newest = Newest { place, batch: Some(batch.id) };
        } else {
            self.close_gap_after(batch)?;
        }
        Ok(())
    }

    fn flag(&self, batch: &Arrived, flag: Flag) -> Result<(), Error> {
        let own = &batch.signed.batch;
        tracing::warn!(device = %own.device, number = own.number, ?flag, "a break in a device's chain");
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO device_flag (organisation, device, incarnation, number, flag, flagged_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
        )?;
        statement.execute(params![
            own.organisation.bytes(),
            own.device.bytes(),
            own.incarnation,
            int(own.number),
            name_of(&flag)?,
            self.at.timestamp_millis()
        ])?;
        Ok(())
    }

    /// What was missing before the next batch has come after all.
    fn close_gap_after(&self, batch: &Arrived) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let mut statement = self.transaction.prepare_cached(
            "DELETE FROM device_flag
             WHERE organisation = ?1 AND device = ?2 AND incarnation = ?3 AND number = ?4 + 1 AND flag = 'gap'",
        )?;
        statement.execute(params![own.organisation.bytes(), own.device.bytes(), own.incarnation, int(own.number)])?;
        Ok(())
    }

    pub(super) fn note_device(&self) -> Result<(), Error> {
        let mut statement = self.transaction.prepare_cached(
            "UPDATE device SET last_seen_at = ?3, incarnation = ?4, number = ?5, batch = ?6
             WHERE organisation = ?1 AND id = ?2",
        )?;
        let (incarnation, number) = self.newest.place;
        statement.execute(params![
            self.author.organisation.bytes(),
            self.author.device.bytes(),
            self.at.timestamp_millis(),
            incarnation,
            int(number),
            self.newest.batch.map(|batch| *batch.bytes())
        ])?;
        Ok(())
    }
}
