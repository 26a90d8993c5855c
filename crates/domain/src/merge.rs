//! Merging registered facts field by field, from the ancestry alone: no merge base, any number of heads.
//!
//! A change writes a field when its value differs from that in any of its parents. A field's values are its writes
//! that no later write of that field descends from; equal values count once. Fields that say one thing together are
//! written together. While two are left, the last value on
//! which all heads agreed stays in force; of a field that protects somebody, the most protective value.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::entries::EntryKind;
use crate::fold::{Ancestry, Versions};
use crate::id::ChangeId;

use field::{Field, Fields, fields_of, lists_with_ids};

mod field;

/// A field that two people wrote differently, neither having seen the other's.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
#[cfg_attr(test, derive(Debug))]
pub struct FieldConflict {
    /// The field's name; an item of a list is `list/id`.
    pub field: String,
    /// The value that stays in force until somebody decides; null where nothing was ever agreed on.
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

impl FieldConflict {
    /// Sets this field in a body to the value that somebody chose. Null empties it: the field is left out, the item removed.
    pub fn put_into(&self, body: &mut Map<String, Value>, chosen: &Value) {
        match self.field.split_once('/').filter(|(list, _)| body.get(*list).is_some_and(Value::is_array)) {
            Some((list, id)) => {
                let Some(Value::Array(items)) = body.get_mut(list) else { return };
                let place = items.iter().position(|item| item.get("id").is_some_and(|known| known == id));
                match (place, chosen.is_null()) {
                    (Some(place), true) => drop(items.remove(place)),
                    (Some(place), false) => items[place] = chosen.clone(),
                    (None, true) => {}
                    (None, false) => items.push(chosen.clone()),
                }
            }
            None if chosen.is_null() => drop(body.remove(&self.field)),
            None => drop(body.insert(self.field.clone(), chosen.clone())),
        }
    }
}

/// What merging gave.
pub(crate) struct Merged {
    pub(crate) in_force: Map<String, Value>,
    pub(crate) conflicts: Vec<FieldConflict>,
}

/// Merges what `sides` say, each of them heads with one body.
pub(crate) fn merge(kind: EntryKind, set: &Versions<'_>, ancestry: &Ancestry, sides: &[Vec<ChangeId>]) -> Merged {
    // Content that was disposed of neither wrote nor emptied anything: its children are compared with what it followed.
    let ancestry = ancestry.among(|id| set[&id].body.is_some());
    let heads: Vec<ChangeId> = sides.concat();
    let within = ancestry.up_to(heads.iter().copied());
    let bodies: Vec<(ChangeId, &Map<String, Value>)> =
        within.iter().filter_map(|id| Some((*id, set[id].body.as_ref()?))).collect();
    let lists = lists_with_ids(bodies.iter().map(|(_, body)| *body));
    let said = bodies.iter().map(|(id, body)| (*id, fields_of(body, &lists))).collect();
    let record = Record { kind, ancestry, said };
    let mut in_force: Fields<'_> = BTreeMap::new();
    let mut conflicts = Vec::new();
    for field in record.fields() {
        let written = record.written(field, &heads);
        let value = match written.as_slice() {
            [] => None,
            [only] => only.value,
            several => record.in_force(field, sides, several),
        };
        if let [_, _, ..] = written.as_slice() {
            conflicts.push(conflict(field, value, &written));
        }
        in_force.extend(value.map(|value| (field, value)));
    }
    let lists_kept = lists.into_iter().filter(|list| heads.iter().any(|head| has_list(set, *head, list)));
    Merged { in_force: field::body_of(&in_force, lists_kept), conflicts }
}

fn has_list(set: &Versions<'_>, head: ChangeId, list: &str) -> bool {
    set[&head].body.as_ref().and_then(|body| body.get(list)).is_some_and(Value::is_array)
}

fn conflict(field: Field<'_>, in_force: Option<&Value>, written: &[Written<'_>]) -> FieldConflict {
    let or_null = |value: Option<&Value>| value.cloned().unwrap_or(Value::Null);
    let candidates = written.iter().map(|w| Candidate { value: or_null(w.value), written_by: w.by.clone() });
    FieldConflict { field: field.to_string(), in_force: or_null(in_force), candidates: candidates.collect() }
}

/// A value that is left, and the changes that wrote it.
struct Written<'a> {
    value: Option<&'a Value>,
    by: Vec<ChangeId>,
}

/// What every change of one entry said, field by field.
struct Record<'a> {
    kind: EntryKind,
    ancestry: Ancestry,
    said: BTreeMap<ChangeId, Fields<'a>>,
}

impl<'a> Record<'a> {
    fn fields(&self) -> BTreeSet<Field<'a>> {
        self.said.values().flat_map(BTreeMap::keys).copied().collect()
    }

    fn value(&self, change: ChangeId, field: Field<'_>) -> Option<&'a Value> {
        self.said[&change].get(&field).copied()
    }

    /// Whether `change` wrote the field: its value differs from that in any parent, or it is a first version that has one.
    fn wrote(&self, change: ChangeId, field: Field<'_>) -> bool {
        let parents = self.ancestry.parents_of(change);
        let own = self.value(change, field);
        if parents.is_empty() { own.is_some() } else { parents.iter().any(|parent| self.value(*parent, field) != own) }
    }

    /// The writes of a field that no later write of it descends from, in the order of their ids. Of fields that say one
    /// thing together, whoever wrote one wrote them all.
    fn last_writes(&self, field: Field<'_>, heads: &[ChangeId]) -> Vec<ChangeId> {
        let unit = self.kind.together();
        let unit = field.whole().filter(|name| unit.contains(name)).map_or(&[][..], |_| unit);
        let mut writes = self.ancestry.up_to(heads.iter().copied());
        writes.retain(|change| {
            self.wrote(*change, field) || unit.iter().any(|other| self.wrote(*change, Field::named(other)))
        });
        self.ancestry.latest(&writes)
    }

    /// The distinct values left at `heads`. None left means that nobody ever wrote the field.
    fn written(&self, field: Field<'a>, heads: &[ChangeId]) -> Vec<Written<'a>> {
        let mut writes = self.last_writes(field, heads);
        let said = self.said_of_something_new(field, heads, &writes);
        if !said.is_empty() {
            writes = self.ancestry.latest(&writes.into_iter().chain(said).collect());
        }
        let mut written: Vec<Written<'a>> = Vec::new();
        for write in writes {
            let value = self.value(write, field);
            match written.iter_mut().find(|known| known.value == value) {
                Some(known) => known.by.push(write),
                None => written.push(Written { value, by: vec![write] }),
            }
        }
        if field.is_item() && written.len() > 1 {
            // Keeping an item of a list beats removing it.
            written.retain(|known| known.value.is_some());
        }
        written
    }

    /// Who wrote what this field speaks of, where somebody who had not seen that made the field less protective.
    ///
    /// "You may text this number" was said of the number that its author saw, not of the one that a colleague was
    /// typing meanwhile. What the colleague's form said of the new number is then a value as well.
    fn said_of_something_new(&self, field: Field<'a>, heads: &[ChangeId], writes: &[ChangeId]) -> Vec<ChangeId> {
        let spoken_of = field.whole().map_or(&[][..], |name| self.kind.speaks_of(name));
        let authors = spoken_of.iter().flat_map(|other| self.last_writes(Field::named(other), heads));
        let loosened = |author: ChangeId, write: ChangeId| {
            let less = self.protection(field, write) < self.protection(field, author);
            less && !self.ancestry.up_to([write]).contains(&author)
        };
        authors.filter(|author| writes.iter().any(|write| loosened(*author, *write))).collect()
    }

    fn protection(&self, field: Field<'_>, change: ChangeId) -> Option<u8> {
        self.kind.protection(field.whole()?, self.value(change, field))
    }

    /// The value of a disputed field until somebody decides: the last that all sides agreed on, unless the field
    /// protects somebody. Then it is the most protective of that one and of all that are left.
    fn in_force(&self, field: Field<'a>, sides: &[Vec<ChangeId>], several: &[Written<'a>]) -> Option<&'a Value> {
        let agreed = self.last_agreed(field, sides);
        let rank = |value: Option<&Value>| field.whole().and_then(|name| self.kind.protection(name, value));
        if rank(agreed).is_none() {
            return agreed;
        }
        let all = std::iter::once(agreed).chain(several.iter().map(|written| written.value));
        all.max_by_key(|value| (rank(*value), value.is_some())).flatten()
    }

    fn last_agreed(&self, field: Field<'a>, sides: &[Vec<ChangeId>]) -> Option<&'a Value> {
        let mut shared = self.ancestry.last_shared(sides);
        loop {
            match (shared.as_slice(), self.written(field, &shared).as_slice()) {
                ([], _) | (_, []) => return None,
                ([one], _) => return self.value(*one, field),
                (_, [only]) => return only.value,
                (several, _) => {
                    // They had disagreed before already: further back.
                    let sides: Vec<Vec<ChangeId>> = several.iter().map(|change| vec![*change]).collect();
                    shared = self.ancestry.last_shared(&sides);
                }
            }
        }
    }
}
