//! Which steps there are between the states of a kind (DOMAIN 3.9-3.10c): a table, and nothing else is legal.

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
