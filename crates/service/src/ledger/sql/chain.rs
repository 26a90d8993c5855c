//! A device's chain of batches: which numbers are there, which are missing, and which are there twice.

use std::collections::{BTreeSet, HashMap};

use doorstep_domain::id::{BatchId, ChangeId};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::{Outcome, Refused};

use super::push::is_forged;
use crate::ledger::db::{Answers, Call, Row, values};
use crate::ledger::{Arrived, Error};

/// Incarnation and number.
pub(super) type Place = (u32, u64);

/// What is kept of a device's chain around the batches of a push.
pub(super) struct Chain {
    kept: HashMap<Place, Vec<Kept>>,
    /// The newest batch of the device, whatever became of it.
    pub(super) newest: (Place, Option<BatchId>),
}

#[derive(Clone)]
struct Kept {
    id: BatchId,
    outcome: Outcome,
}

impl Chain {
    /// Takes the device's row, so that of two requests of one laptop one waits for the other.
    pub(super) fn questions(author: &Author, batches: &[Arrived]) -> [Call; 2] {
        let around = |batch: &Arrived| {
            let (incarnation, number) = place_of(batch);
            [(incarnation, number), (incarnation, number.saturating_sub(1))]
        };
        let places: BTreeSet<Place> = batches.iter().flat_map(around).collect();
        let keys = places
            .iter()
            .map(|(incarnation, number)| values![author.organisation, author.device, *incarnation, *number].to_vec());
        [
            Call::Once(
                "SELECT incarnation, number, batch FROM device WHERE organisation = $1 AND id = $2 FOR UPDATE",
                values![author.organisation, author.device].to_vec(),
            ),
            Call::Each(
                "SELECT incarnation, number, id, outcome, reason, fault FROM batch
                 WHERE organisation = $1 AND device = $2 AND incarnation = $3 AND number = $4",
                keys.collect(),
            ),
        ]
    }

    pub(super) fn read(answers: &mut Answers) -> Result<Self, Error> {
        let device = answers.next()?.into_iter().next().ok_or(Error::Unknown("device"))?;
        let newest = ((device.small(0)?, device.count(1)?), device.maybe_id(2, BatchId::from_bytes)?);
        let rows = answers.next()?;
        let mut kept: HashMap<Place, Vec<Kept>> = HashMap::new();
        for row in &rows {
            let batch = row_to_kept(row)?;
            // A batch that its device did not sign says nothing about the device's chain: its number is still free.
            if !is_forged(&batch.outcome) {
                kept.entry((row.small(0)?, row.count(1)?)).or_default().push(batch);
            }
        }
        Ok(Self { kept, newest })
    }

    /// The answer, where this very batch has been answered before: the first answer may have been lost on the way.
    pub(super) fn had(&self, batch: &Arrived) -> Option<Outcome> {
        let same = self.at(place_of(batch)).iter().find(|kept| kept.id == batch.id)?;
        Some(match &same.outcome {
            Outcome::Accepted => Outcome::AlreadyHad,
            other => other.clone(),
        })
    }

    /// Whether the number belongs to another batch.
    pub(super) fn is_taken(&self, batch: &Arrived) -> bool {
        !self.at(place_of(batch)).is_empty()
    }

    /// The batch before.
    pub(super) fn before(&self, batch: &Arrived) -> Option<BatchId> {
        let (incarnation, number) = place_of(batch);
        let place = (incarnation, number.checked_sub(1)?);
        self.at(place).first().map(|kept| kept.id)
    }

    pub(super) fn add(&mut self, batch: &Arrived, outcome: &Outcome) {
        self.kept.entry(place_of(batch)).or_default().push(Kept { id: batch.id, outcome: outcome.clone() });
    }

    fn at(&self, place: Place) -> &[Kept] {
        self.kept.get(&place).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn place_of(batch: &Arrived) -> Place {
    (batch.signed.batch.incarnation, batch.signed.batch.number)
}

fn row_to_kept(row: &Row) -> Result<Kept, Error> {
    let outcome = match row.text(3)? {
        "accepted" => Outcome::Accepted,
        "waiting" => Outcome::Waiting,
        _ => Outcome::Quarantined { change: row.maybe_id(5, ChangeId::from_bytes)?, reason: row.named::<Refused>(4)? },
    };
    Ok(Kept { id: row.id(2, BatchId::from_bytes)?, outcome })
}
