//! Batches as they come off the wire: put together again, signature checked, changes read. No ledger, no lock.

use doorstep_domain::change::{Batch, Change, Malformed};
use doorstep_domain::id::{BatchId, ChangeId};
use doorstep_sync::accept::{Author, read};
use doorstep_sync::wire::{Outcome, PushedBatch, SignedBatch, is_next};

/// Below this a second thread costs more than it brings.
const BATCHES_A_THREAD: usize = 16;

/// A batch whose signature has been checked and whose changes have been read, or the outcome of one that failed.
#[derive(Debug)]
pub struct Arrived {
    /// The batch, whole: it is kept whatever becomes of it.
    pub signed: SignedBatch,
    /// Its bytes.
    pub bytes: String,
    /// Its id: what its bytes hash to.
    pub id: BatchId,
    /// Its changes, or why it is set aside.
    pub read: Result<Vec<Change>, Outcome>,
}

impl Arrived {
    /// Checks a batch against its author's key.
    ///
    /// # Errors
    /// As [`Batch::bytes`].
    pub fn check(author: &Author, signed: SignedBatch) -> Result<Self, Malformed> {
        let bytes = signed.batch.bytes()?;
        Ok(Self { id: BatchId::of(bytes.as_bytes()), read: read(author, &signed), bytes, signed })
    }

    /// Checks batches, on all cores where there are many: a signature takes longer than storing what it signs.
    ///
    /// # Errors
    /// As [`Batch::bytes`].
    pub fn check_all(author: &Author, batches: Vec<SignedBatch>) -> Result<Vec<Self>, Malformed> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let share = batches.len().div_ceil(cores).max(BATCHES_A_THREAD);
        let mut rest = batches;
        std::thread::scope(|scope| {
            let mut others = Vec::new();
            while rest.len() > share {
                let part = rest.split_off(rest.len() - share);
                others.push(scope.spawn(move || check_each(author, part)));
            }
            let mut arrived = check_each(author, rest)?;
            for other in others.into_iter().rev() {
                arrived.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
            }
            Ok(arrived)
        })
    }
}

fn check_each(author: &Author, batches: Vec<SignedBatch>) -> Result<Vec<Arrived>, Malformed> {
    batches.into_iter().map(|signed| Arrived::check(author, signed)).collect()
}

/// Puts pushed batches together again: organisation and device are the session's, the ids are what the changes hash to,
/// and what was left out is what the batch before in the same request says.
///
/// # Errors
/// As [`Batch::bytes`].
pub(crate) fn put_together<'a>(
    author: &Author,
    pushed: &[PushedBatch],
    mut changes: impl Iterator<Item = &'a str>,
) -> Result<Vec<SignedBatch>, Malformed> {
    let mut before: Option<((u32, u64), BatchId)> = None;
    let mut seen = Vec::new();
    let mut batches = Vec::with_capacity(pushed.len());
    for pushed in pushed {
        let changes: Vec<Box<str>> = changes.by_ref().take(pushed.changes).map(Box::from).collect();
        seen = pushed.seen.clone().unwrap_or(seen);
        let place = (pushed.incarnation, pushed.number);
        let follows = before.filter(|(before, _)| is_next(*before, place)).map(|(_, batch)| batch);
        let batch = Batch {
            organisation: author.organisation,
            device: author.device,
            incarnation: pushed.incarnation,
            number: pushed.number,
            previous: pushed.previous.or(follows),
            act: pushed.act,
            seen: seen.clone(),
            ids: changes.iter().map(|bytes| ChangeId::of(bytes.as_bytes())).collect(),
        };
        before = Some((place, batch.id()?));
        batches.push(SignedBatch { batch, signature: pushed.signature, changes });
    }
    Ok(batches)
}
