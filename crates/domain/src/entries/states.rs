//! Which steps there are between the states of a kind (DOMAIN 3.9-3.10c): a table, and nothing else is legal.

use serde_json::Value;

use super::EntryKind;
use crate::change::Change;
use crate::id::StaffId;
use crate::staff::Role;

/// Who writes a version: some steps are only some people's to take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Writer {
    /// Who.
    pub staff: StaffId,
    /// In which role.
    pub role: Role,
    /// Whether they wrote the entry's first version too.
    pub began: bool,
}

/// The states that entries of a kind go through.
pub trait States: Copy + PartialEq + 'static {
    /// In which of them an entry may begin.
    const FIRST: &'static [Self];
    /// Every step that there is. Staying where it is, to put something right, needs none.
    const STEPS: &'static [(Self, Self)];
}

/// Whether an entry may go from `before` to `after`; from nothing, whether it may begin there.
pub fn legal_step<S: States>(before: Option<S>, after: S) -> bool {
    match before {
        None => S::FIRST.contains(&after),
        Some(before) => before == after || S::STEPS.contains(&(before, after)),
    }
}

/// What a version says, as far as the step to it, or from it, is judged.
pub struct Said {
    /// Whether it marks the entry as made in error.
    pub in_error: bool,
    /// Its content; none where that was disposed of or is no JSON.
    pub body: Option<Value>,
}

impl Said {
    /// What a change says.
    #[must_use]
    pub fn by(change: &Change) -> Self {
        Self { in_error: change.header.in_error, body: serde_json::from_str(change.body()).ok() }
    }
}

impl EntryKind {
    /// Whether `by` may write `after` over `parents`: asked before signing, by the service and by the fold.
    ///
    /// After a mark in error an entry begins anew. Whoever brings several versions together may take the step from any of
    /// them, and must be entitled to leave each: what one colleague raised, nobody lowers from a version that is older.
    #[must_use]
    pub fn is_legal(self, parents: &[Said], after: &Said, by: &Writer) -> bool {
        if after.in_error {
            return self.may_withdraw(by);
        }
        let Some(body) = &after.body else { return true };
        let standing = |said: &Said| said.body.clone().filter(|_| !said.in_error);
        let mut before: Vec<Option<Value>> = parents.iter().map(standing).collect();
        if before.is_empty() {
            before.push(None);
        }
        before.iter().any(|before| self.may_follow(before.as_ref(), body, by))
            && before.iter().flatten().all(|before| self.may_overrule(before, body, by))
    }
}
