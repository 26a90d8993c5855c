//! Storing batches, in one transaction: each is judged, kept whatever becomes of it, and entered into the logs if accepted.

mod audiences;
mod chain;
mod keep;
mod waiting;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use doorstep_domain::change::Change;
use doorstep_domain::id::{AudienceId, BatchId, ChangeId, StaffId, Subject};
use doorstep_sync::accept::{Author, judge_changes};
use doorstep_sync::wire::{Outcome, Refused};
use rusqlite::Transaction;

use crate::ledger::{Arrived, Error};
use audiences::Member;
use chain::{Chain, Newest};
use keep::{BatchKey, State};

/// A push under way.
struct Push<'t> {
    transaction: &'t Transaction<'t>,
    author: &'t Author,
    at: DateTime<Utc>,
    /// Who of the staff reads what, as asked so far. Nobody joins or leaves within this transaction.
    members: RefCell<HashMap<StaffId, Member>>,
    /// Which audiences a subject is in, as asked so far and as joined here.
    subjects: RefCell<HashMap<Subject, Vec<AudienceId>>>,
    /// What each audience's log is to be extended by.
    grown: BTreeMap<AudienceId, Vec<ChangeId>>,
    /// Batches that waited and now do not.
    released: HashMap<BatchId, Outcome>,
    /// Whether any batch of the organisation waits: most often none does, and nobody need look.
    any_waits: bool,
    newest: Newest,
}

pub(super) fn push(
    transaction: &Transaction<'_>,
    author: &Author,
    batches: &[Arrived],
    at: DateTime<Utc>,
) -> Result<Vec<Outcome>, Error> {
    let mut push = Push {
        transaction,
        author,
        at,
        members: RefCell::default(),
        subjects: RefCell::default(),
        grown: BTreeMap::new(),
        released: HashMap::new(),
        any_waits: waiting::any(transaction, author)?,
        newest: Newest::read(transaction, author)?,
    };
    let outcomes = batches.iter().map(|batch| push.settle(batch)).collect::<Result<Vec<_>, _>>()?;
    push.extend_logs()?;
    push.note_device()?;
    let settled = |(batch, outcome): (&Arrived, Outcome)| match outcome {
        Outcome::Waiting => push.released.get(&batch.id).cloned().unwrap_or(outcome),
        outcome => outcome,
    };
    Ok(batches.iter().zip(outcomes).map(settled).collect())
}

impl Push<'_> {
    /// One batch, from its place in the chain to its last consequence.
    fn settle(&mut self, batch: &Arrived) -> Result<Outcome, Error> {
        let chain = Chain::read(self.transaction, batch)?;
        if let Some(had) = chain.had(batch) {
            return Ok(had);
        }
        let outcome = match &batch.read {
            Err(refused) => refused.clone(),
            Ok(_) if chain.is_taken() => Outcome::Quarantined { change: None, reason: Refused::Forked },
            Ok(changes) => judge_changes(self.author, changes, self)?,
        };
        self.keep_batch(batch, &outcome)?;
        if !is_forged(&outcome) {
            self.note_place(batch, &chain)?;
        }
        match (&outcome, &batch.read) {
            (Outcome::Accepted | Outcome::AlreadyHad, Ok(changes)) => self.enter(&BatchKey::of(batch), changes)?,
            (Outcome::Waiting, Ok(changes)) => self.set_waiting(batch, changes)?,
            (_, Ok(changes)) => self.keep_changes(&BatchKey::of(batch), changes, State::Quarantined)?,
            (_, Err(_)) => self.keep_unread(batch)?,
        }
        Ok(outcome)
    }

    /// Puts changes in force, and then judges what waited for them.
    fn enter(&mut self, key: &BatchKey, changes: &[Change]) -> Result<(), Error> {
        let entered = self.put_in_force(key, changes)?;
        if self.any_waits { self.release(entered) } else { Ok(()) }
    }
}

/// A batch that its device did not sign says nothing about the device's chain: its number is still free.
fn is_forged(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Quarantined { reason: Refused::Signature, .. })
}
