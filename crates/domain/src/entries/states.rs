//! Which steps there are between the states of a kind (DOMAIN 3.9-3.10c): a table, and nothing else is legal.

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
