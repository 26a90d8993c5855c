//! What was signed in a schedule, and what is to become of it.

use doorstep_domain::change::Change;
use doorstep_domain::id::{BatchId, ChangeId};
use doorstep_sync::wire::LONGEST_CHANGE;

use crate::acts::Act;

/// Something signed, which its author was told is saved.
pub(crate) struct Signed {
    pub(crate) laptop: usize,
    pub(crate) batch: BatchId,
    pub(crate) changes: Vec<ChangeId>,
    /// The kinds of what was signed.
    pub(crate) kinds: String,
    /// Whether the service may set it aside.
    pub(crate) may_be_set_aside: bool,
    /// Which intention it carries out, where it is one that must be carried out once.
    pub(crate) intention: Option<usize>,
    /// Whether it was lost with its laptop's disk, and its laptop said so.
    pub(crate) is_lost: bool,
}

/// Whether the service takes no change that is so long.
pub(crate) fn is_too_long(change: &Change) -> bool {
    change.bytes().len() > LONGEST_CHANGE
}

/// The kinds of what an act writes.
pub(crate) fn kinds(act: &Act) -> String {
    let kinds: Vec<&str> = act.changes.iter().map(|change| change.header.kind.name()).collect();
    kinds.join(", ")
}
