//! Who descends from whom among the changes of one entry.

use std::collections::{BTreeMap, BTreeSet};

use super::Version;
use crate::id::ChangeId;

/// Each change with its parents, as far as they are known: an unknown parent is as good as none.
///
/// Every walk visits a change once and keeps its own stack, so an entry amended ten thousand times costs no more than that.
pub(crate) struct Ancestry {
    parents: BTreeMap<ChangeId, Vec<ChangeId>>,
}

impl Ancestry {
    pub(crate) fn of(set: &BTreeMap<ChangeId, &Version<'_>>) -> Self {
        let known = |version: &Version<'_>| version.parents.iter().copied().filter(|id| set.contains_key(id)).collect();
        Self { parents: set.iter().map(|(id, version)| (*id, known(version))).collect() }
    }

    /// The same with only the changes that `keeps` says: who descended through one that is left out still descends.
    pub(crate) fn among(&self, keeps: impl Fn(ChangeId) -> bool) -> Self {
        let nearest = |id: ChangeId| {
            let mut pending = self.parents_of(id).to_vec();
            let mut seen = BTreeSet::new();
            while let Some(next) = pending.pop() {
                if seen.insert(next) && !keeps(next) {
                    pending.extend(self.parents_of(next));
                }
            }
            seen.into_iter().filter(|id| keeps(*id)).collect()
        };
        let kept = self.parents.keys().copied().filter(|id| keeps(*id));
        Self { parents: kept.map(|id| (id, nearest(id))).collect() }
    }

    pub(crate) fn parents_of(&self, change: ChangeId) -> &[ChangeId] {
        self.parents.get(&change).map_or(&[], Vec::as_slice)
    }

    /// The changes that no other names as parent, in the order of their ids.
    pub(crate) fn heads(&self) -> Vec<ChangeId> {
        let named: BTreeSet<&ChangeId> = self.parents.values().flatten().collect();
        self.parents.keys().filter(|id| !named.contains(id)).copied().collect()
    }

    /// `changes` and everything that they descend from.
    pub(crate) fn up_to(&self, changes: impl IntoIterator<Item = ChangeId>) -> BTreeSet<ChangeId> {
        let mut pending: Vec<ChangeId> = changes.into_iter().collect();
        let mut reached = BTreeSet::new();
        while let Some(change) = pending.pop() {
            if reached.insert(change) {
                pending.extend(self.parents_of(change));
            }
        }
        reached
    }

    /// Those of `changes` that no other of them descends from.
    pub(crate) fn latest(&self, changes: &BTreeSet<ChangeId>) -> Vec<ChangeId> {
        let before = self.up_to(changes.iter().flat_map(|change| self.parents_of(*change)).copied());
        changes.difference(&before).copied().collect()
    }

    /// The last changes that every side had seen; each side is heads that say the same.
    pub(crate) fn last_shared(&self, sides: &[Vec<ChangeId>]) -> Vec<ChangeId> {
        let mut seen = sides.iter().map(|side| self.up_to(side.iter().copied()));
        let Some(mut shared) = seen.next() else { return Vec::new() };
        seen.for_each(|next| shared.retain(|change| next.contains(change)));
        self.latest(&shared)
    }
}
