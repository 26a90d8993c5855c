//! What an entry says now: a pure function of the set of its changes, whatever their order of arrival.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::change::Change;
use crate::id::ChangeId;
use crate::merge::{Ancestry, FieldConflict, merge};

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
        /// The values in force until somebody decides.
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
}

impl<'a> Version<'a> {
    /// The version that `change` is. A body that is no JSON object counts as disposed of: it says nothing.
    #[must_use]
    pub fn of(change: &'a Change) -> Self {
        Self {
            id: change.id(),
            parents: &change.header.parents,
            in_error: change.header.in_error,
            body: serde_json::from_str(change.body()).ok(),
        }
    }
}

/// Folds a set of changes of one entry. Repeated changes count once; an unknown parent is as good as none.
#[must_use]
pub fn fold(rule: MergeRule, versions: &[Version<'_>]) -> Folded {
    let set: BTreeMap<ChangeId, &Version<'_>> = versions.iter().map(|version| (version.id, version)).collect();
    let ancestry = Ancestry::of(&set);
    let heads: Vec<ChangeId> = ancestry.heads();
    let standing = standing_heads(rule, &set, &ancestry, &heads);
    let state = if standing.is_empty() {
        withdrawn_state(&set, &heads)
    } else {
        standing_state(rule, &set, &ancestry, &standing)
    };
    Folded { heads, state }
}

/// The heads that no mark "entered in error" reaches. A mark reaches what shares an ancestor with it: an amendment
/// written at the same time is beaten, a registration made apart from it is not.
fn standing_heads(
    rule: MergeRule,
    set: &BTreeMap<ChangeId, &Version<'_>>,
    ancestry: &Ancestry,
    heads: &[ChangeId],
) -> Vec<ChangeId> {
    let marks: Vec<ChangeId> = match rule {
        // A clinical entry in error stays in error: nothing may follow the mark.
        MergeRule::Never => set.values().filter(|version| version.in_error).map(|version| version.id).collect(),
        MergeRule::ByField => heads.iter().copied().filter(|head| set[head].in_error).collect(),
    };
    let reached: BTreeSet<ChangeId> = marks.iter().flat_map(|mark| ancestry.up_to(*mark)).collect();
    let stands = |head: &ChangeId| ancestry.up_to(*head).all(|change| !reached.contains(&change));
    heads.iter().copied().filter(stands).collect()
}

fn withdrawn_state(set: &BTreeMap<ChangeId, &Version<'_>>, heads: &[ChangeId]) -> State {
    let last = heads.iter().find_map(|head| set[head].body.clone());
    last.map_or(State::Disposed, State::InError)
}

fn standing_state(
    rule: MergeRule,
    set: &BTreeMap<ChangeId, &Version<'_>>,
    ancestry: &Ancestry,
    standing: &[ChangeId],
) -> State {
    let mut bodies: Vec<(ChangeId, &Map<String, Value>)> = Vec::new();
    for head in standing {
        if let Some(body) = &set[head].body
            && bodies.iter().all(|(_, said)| *said != body)
        {
            bodies.push((*head, body));
        }
    }
    match (bodies.as_slice(), rule) {
        ([], _) => State::Disposed,
        ([(_, only)], _) => State::Settled((*only).clone()),
        (_, MergeRule::Never) => State::Concurrent(bodies.iter().map(|(head, _)| *head).collect()),
        (_, MergeRule::ByField) => {
            let merged = merge(set, ancestry, standing);
            if merged.conflicts.is_empty() {
                State::Settled(merged.in_force)
            } else {
                State::Disputed { in_force: merged.in_force, conflicts: merged.conflicts }
            }
        }
    }
}
