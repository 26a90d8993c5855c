//! What an entry says now: a pure function of the set of its changes, whatever their order of arrival.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use crate::change::Change;
use crate::entries::EntryKind;
use crate::id::{ChangeId, StaffId};
use crate::merge::{FieldConflict, merge};
use crate::staff::Role;

pub(crate) use ancestry::Ancestry;

mod ancestry;
mod steps;
#[cfg(test)]
mod tests;

/// Whether two heads of an entry become one by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MergeRule {
    /// Clinical: never; both heads are shown until somebody decides.
    Never,
    /// Registered facts: field by field, from the ancestry.
    ByField,
}

/// One change as the fold sees it: where it stands and what it says.
#[derive(Clone)]
#[cfg_attr(test, derive(Debug))]
pub struct Version<'a> {
    /// Its id.
    pub id: ChangeId,
    /// The heads that its author saw.
    pub parents: &'a [ChangeId],
    /// Who wrote it, in which role.
    pub written_by: (StaffId, Role),
    /// Whether it marks the entry as entered in error.
    pub in_error: bool,
    /// The kind's full content; `None` when the content was disposed of under a retention rule.
    pub body: Option<Map<String, Value>>,
}

/// What an entry says now.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub enum State {
    /// One head, or heads that say the same: this is in force.
    Settled(Map<String, Value>),
    /// Heads of a registered fact that differ: what is in force meanwhile, and what must be decided.
    Disputed {
        /// The values in force until somebody decides. A field that was never agreed on is left out.
        in_force: Map<String, Value>,
        /// The fields with more than one value.
        conflicts: Vec<FieldConflict>,
    },
    /// Heads of a clinical entry that differ: all are shown, none is in force.
    Concurrent(Vec<ChangeId>),
    /// Entered in error: hidden but kept. The last content, for whoever asks.
    InError(Map<String, Value>),
    /// Every content was disposed of.
    Disposed,
}

/// An entry, folded.
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub struct Folded {
    /// The changes that no other change names as parent, in the order of their ids: the parents of the next change.
    pub heads: Vec<ChangeId>,
    /// What the entry says.
    pub state: State,
    /// Versions that could not follow what they followed, and what was built on them: kept, shown, never applied.
    pub set_aside: Vec<ChangeId>,
}

impl<'a> Version<'a> {
    /// The version that `change` is. A body that is no JSON object counts as disposed of: it says nothing.
    #[must_use]
    pub fn of(change: &'a Change) -> Self {
        Self {
            id: change.id(),
            parents: &change.header.parents,
            written_by: (change.header.author, change.header.role),
            in_error: change.header.in_error,
            body: serde_json::from_str(change.body()).ok(),
        }
    }
}

/// A set of changes of one entry, repeated ones counted once.
pub(crate) type Versions<'a> = BTreeMap<ChangeId, &'a Version<'a>>;

/// Folds a set of changes of one entry. An unknown parent is as good as none; no kind is one of a later build.
#[must_use]
pub fn fold(kind: Option<EntryKind>, versions: &[Version<'_>]) -> Folded {
    let mut set: Versions<'_> = versions.iter().map(|version| (version.id, version)).collect();
    let set_aside = kind.filter(|kind| kind.has_states()).map(|kind| steps::illegal(kind, &set)).unwrap_or_default();
    set.retain(|id, _| !set_aside.contains(id));
    let ancestry = Ancestry::of(&set);
    let heads = ancestry.heads();
    // A kind of a later build is never merged: nobody here knows how.
    let merging = kind.filter(|kind| kind.merge_rule() == MergeRule::ByField);
    let standing = standing_heads(&set, &ancestry, &heads, merging);
    let state = if standing.is_empty() {
        withdrawn_state(&set, &heads)
    } else {
        standing_state(&set, &ancestry, &standing, merging)
    };
    Folded { heads, state, set_aside: set_aside.into_iter().collect() }
}

/// The heads that no mark "entered in error" reaches. A mark reaches what shares an ancestor with it: an amendment
/// written at the same time is beaten, a registration made apart from it is not.
fn standing_heads(
    set: &Versions<'_>,
    ancestry: &Ancestry,
    heads: &[ChangeId],
    merging: Option<EntryKind>,
) -> Vec<ChangeId> {
    let is_mark = |id: &ChangeId| match merging {
        // A clinical entry in error stays in error: nothing may follow the mark.
        None => set[id].in_error,
        Some(_) => set[id].in_error && heads.contains(id),
    };
    let reached = ancestry.up_to(set.keys().copied().filter(is_mark));
    let stands = |head: &ChangeId| ancestry.up_to([*head]).is_disjoint(&reached);
    heads.iter().copied().filter(stands).collect()
}

/// What was said last: by a mark, where one is a head, since its author chose what to keep.
fn withdrawn_state(set: &Versions<'_>, heads: &[ChangeId]) -> State {
    let (marks, others): (Vec<ChangeId>, Vec<ChangeId>) = heads.iter().partition(|head| set[head].in_error);
    let last = marks.iter().chain(&others).find_map(|head| set[head].body.clone());
    last.map_or(State::Disposed, State::InError)
}

fn standing_state(set: &Versions<'_>, ancestry: &Ancestry, standing: &[ChangeId], merging: Option<EntryKind>) -> State {
    let sides = sides(set, standing);
    match (sides.as_slice(), merging) {
        ([], _) => State::Disposed,
        ([(only, _)], _) => State::Settled((*only).clone()),
        (several, None) => State::Concurrent(several.iter().filter_map(|(_, side)| side.first().copied()).collect()),
        (several, Some(kind)) => {
            let sides: Vec<Vec<ChangeId>> = several.iter().map(|(_, side)| side.clone()).collect();
            let merged = merge(kind, set, ancestry, &sides);
            if merged.conflicts.is_empty() {
                State::Settled(merged.in_force)
            } else {
                State::Disputed { in_force: merged.in_force, conflicts: merged.conflicts }
            }
        }
    }
}

/// What the heads say, each with the heads that say it: heads with equal bodies are one, one without a body says nothing.
fn sides<'a>(set: &Versions<'a>, heads: &[ChangeId]) -> Vec<(&'a Map<String, Value>, Vec<ChangeId>)> {
    let mut sides: Vec<(&Map<String, Value>, Vec<ChangeId>)> = Vec::new();
    for head in heads {
        let Some(body) = &set[head].body else { continue };
        match sides.iter_mut().find(|(said, _)| *said == body) {
            Some((_, side)) => side.push(*head),
            None => sides.push((body, vec![*head])),
        }
    }
    sides
}
