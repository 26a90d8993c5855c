//! Merging registered facts field by field, from the ancestry alone: no merge base, any number of heads.
//!
//! A change writes a field when its value differs from that in any of its parents. A field's values are its writes
//! that no later write of that field descends from; equal values count once. While two are left, the last value on
//! which all heads agreed stays in force.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::fold::Version;
use crate::id::ChangeId;

/// A field that two people wrote differently, neither having seen the other's.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(Debug))]
pub struct FieldConflict {
    /// The field's name; an item of a list is `list/id`.
    pub field: String,
    /// The value that stays in force until somebody decides.
    #[ts(type = "unknown")]
    pub in_force: Value,
    /// The values to choose from, in the order of their first writer's id.
    pub candidates: Vec<Candidate>,
}

/// One of the values that a disputed field could have.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(Debug))]
pub struct Candidate {
    /// The value; null where the field was emptied.
    #[ts(type = "unknown")]
    pub value: Value,
    /// The changes that wrote it.
    pub written_by: Vec<ChangeId>,
}

/// What merging gave.
pub(crate) struct Merged {
    pub(crate) in_force: Map<String, Value>,
    pub(crate) conflicts: Vec<FieldConflict>,
}

/// Who descends from whom, within one set of changes.
pub(crate) struct Ancestry {
    parents: BTreeMap<ChangeId, Vec<ChangeId>>,
    /// Every change with all its ancestors, itself among them.
    closed: BTreeMap<ChangeId, BTreeSet<ChangeId>>,
}

impl Ancestry {
    pub(crate) fn of(set: &BTreeMap<ChangeId, &Version<'_>>) -> Self {
        let known = |version: &&Version<'_>| version.parents.iter().copied().filter(|p| set.contains_key(p)).collect();
        let parents: BTreeMap<ChangeId, Vec<ChangeId>> =
            set.iter().map(|(id, version)| (*id, known(version))).collect();
        let mut closed = BTreeMap::new();
        for id in set.keys() {
            close(*id, &parents, &mut closed);
        }
        Self { parents, closed }
    }

    /// The changes that no other names as parent, in the order of their ids.
    pub(crate) fn heads(&self) -> Vec<ChangeId> {
        let named: BTreeSet<&ChangeId> = self.parents.values().flatten().collect();
        self.parents.keys().filter(|id| !named.contains(id)).copied().collect()
    }

    /// `change` and everything that it descends from.
    pub(crate) fn up_to(&self, change: ChangeId) -> impl Iterator<Item = ChangeId> + '_ {
        self.closed[&change].iter().copied()
    }

    fn descends(&self, later: ChangeId, earlier: ChangeId) -> bool {
        later != earlier && self.closed[&later].contains(&earlier)
    }

    /// The heads of what all of `heads` descend from: the last changes that every side had seen.
    fn agreed(&self, heads: &[ChangeId]) -> Vec<ChangeId> {
        let mut common = heads.iter().map(|head| &self.closed[head]);
        let Some(first) = common.next() else { return Vec::new() };
        let shared = common.fold(first.clone(), |shared, next| shared.intersection(next).copied().collect());
        shared.iter().filter(|id| !shared.iter().any(|other| self.descends(*other, **id))).copied().collect()
    }
}

/// Iterative, since an entry amended ten thousand times must not overflow the stack.
fn close(
    start: ChangeId,
    parents: &BTreeMap<ChangeId, Vec<ChangeId>>,
    closed: &mut BTreeMap<ChangeId, BTreeSet<ChangeId>>,
) {
    let mut pending = vec![start];
    while let Some(id) = pending.last().copied() {
        let missing: Vec<ChangeId> =
            parents[&id].iter().filter(|parent| !closed.contains_key(parent)).copied().collect();
        if missing.is_empty() {
            let mut all: BTreeSet<ChangeId> =
                parents[&id].iter().flat_map(|parent| closed[parent].iter().copied()).collect();
            all.insert(id);
            closed.insert(id, all);
            pending.pop();
        } else {
            pending.extend(missing);
        }
    }
}

type Fields = BTreeMap<String, Value>;

/// Merges what `heads` say. `set` and `ancestry` may hold more than their ancestors; only those count.
pub(crate) fn merge(set: &BTreeMap<ChangeId, &Version<'_>>, ancestry: &Ancestry, heads: &[ChangeId]) -> Merged {
    let within: BTreeSet<ChangeId> = heads.iter().flat_map(|head| ancestry.up_to(*head)).collect();
    let fields: BTreeMap<ChangeId, Fields> = within.iter().map(|id| (*id, fields_of(set[id]))).collect();
    let names: BTreeSet<&String> = fields.values().flat_map(BTreeMap::keys).collect();
    let mut merged = BTreeMap::new();
    let mut conflicts = Vec::new();
    for name in names {
        let values = Values { name, fields: &fields, ancestry };
        let candidates = values.candidates(heads);
        let in_force = values.in_force(heads, &candidates);
        if candidates.len() > 1 {
            conflicts.push(FieldConflict { field: name.clone(), in_force: in_force.clone(), candidates });
        }
        merged.insert(name.clone(), in_force);
    }
    Merged { in_force: unfold_lists(merged), conflicts }
}

/// One field throughout the ancestry.
struct Values<'a> {
    name: &'a str,
    fields: &'a BTreeMap<ChangeId, Fields>,
    ancestry: &'a Ancestry,
}

impl Values<'_> {
    fn value(&self, change: ChangeId) -> &Value {
        self.fields[&change].get(self.name).unwrap_or(&Value::Null)
    }

    /// Whether `change` wrote the field: its value differs from that in any parent, or it is a first version that has one.
    fn wrote(&self, change: ChangeId) -> bool {
        let parents = &self.ancestry.parents[&change];
        let own = self.value(change);
        if parents.is_empty() { !own.is_null() } else { parents.iter().any(|parent| self.value(*parent) != own) }
    }

    /// The distinct values left standing at `heads`. None left means that nobody ever wrote the field.
    fn candidates(&self, heads: &[ChangeId]) -> Vec<Candidate> {
        let reached: BTreeSet<ChangeId> = heads.iter().flat_map(|head| self.ancestry.up_to(*head)).collect();
        let writes: Vec<ChangeId> = reached.into_iter().filter(|change| self.wrote(*change)).collect();
        let standing =
            writes.iter().filter(|write| !writes.iter().any(|later| self.ancestry.descends(*later, **write)));
        let mut candidates: Vec<Candidate> = Vec::new();
        for write in standing {
            let value = self.value(*write);
            match candidates.iter_mut().find(|candidate| candidate.value == *value) {
                Some(same) => same.written_by.push(*write),
                None => candidates.push(Candidate { value: value.clone(), written_by: vec![*write] }),
            }
        }
        if self.is_list_item() && candidates.len() > 1 {
            // Keeping an item of a list beats removing it.
            candidates.retain(|candidate| !candidate.value.is_null());
        }
        candidates
    }

    fn in_force(&self, heads: &[ChangeId], candidates: &[Candidate]) -> Value {
        match candidates {
            [] => Value::Null,
            [only] => only.value.clone(),
            [_, _, ..] => {
                let agreed = self.ancestry.agreed(heads);
                if agreed.is_empty() { Value::Null } else { self.in_force(&agreed, &self.candidates(&agreed)) }
            }
        }
    }

    fn is_list_item(&self) -> bool {
        self.name.contains('/')
    }
}

/// A body as named values. A list of objects that have ids is a field for each item, so that two people can add one each.
fn fields_of(version: &Version<'_>) -> Fields {
    let mut fields = BTreeMap::new();
    for (name, value) in version.body.iter().flatten() {
        match items_with_ids(value) {
            Some(items) => fields.extend(items.map(|(id, item)| (format!("{name}/{id}"), item.clone()))),
            None => drop(fields.insert(name.clone(), value.clone())),
        }
    }
    fields
}

fn items_with_ids(value: &Value) -> Option<impl Iterator<Item = (&str, &Value)>> {
    let items = value.as_array().filter(|items| !items.is_empty())?;
    let with_ids: Option<Vec<(&str, &Value)>> =
        items.iter().map(|item| Some((item.get("id")?.as_str()?, item))).collect();
    with_ids.map(Vec::into_iter)
}

fn unfold_lists(fields: Fields) -> Map<String, Value> {
    let mut body = Map::new();
    for (name, value) in fields {
        match name.split_once('/') {
            Some((list, _)) => {
                let slot = body.entry(list).or_insert_with(|| Value::Array(Vec::new()));
                if !slot.is_array() {
                    *slot = Value::Array(Vec::new());
                }
                if let (Value::Array(items), false) = (slot, value.is_null()) {
                    items.push(value);
                }
            }
            None => drop(body.entry(name).or_insert(value)),
        }
    }
    body
}
