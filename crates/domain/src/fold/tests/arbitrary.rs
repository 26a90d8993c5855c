//! Arbitrary ancestries of one entry, and a second opinion on who descends from whom.

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::entries::EntryKind;
use crate::fold::{Folded, Version, fold};
use crate::id::{ChangeId, StaffId};
use crate::staff::Role;

/// A change that owns what it says.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) id: ChangeId,
    pub(super) parents: Vec<ChangeId>,
    pub(super) role: Role,
    pub(super) in_error: bool,
    pub(super) body: Option<Map<String, Value>>,
}

pub(super) fn folded(kind: EntryKind, changes: &[Told]) -> Folded {
    let versions: Vec<Version<'_>> = changes
        .iter()
        .map(|told| Version {
            id: told.id,
            parents: &told.parents,
            written_by: (StaffId::from_bytes([1; 16]), told.role),
            in_error: told.in_error,
            body: told.body.clone(),
        })
        .collect();
    fold(Some(kind), &versions)
}

/// The fields of the bodies made here; those of `people` are items of a list.
pub(super) const FIELDS: [&str; 5] = ["note", "value", "safe_to_text", "people/a", "people/b"];

/// What may happen in an ancestry beside first versions, amendments, reconciling, criss-cross and unknown parents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum With {
    /// Every change has content and stands.
    WordsAlone,
    /// Some are marks "entered in error".
    Marks,
    /// Some are marks, and the content of some was disposed of.
    MarksAndDisposal,
}

/// Numbers that choose how a change comes about; small ones choose what is simple, so that failures shrink to it.
type Choices = (u8, u8, u16, u32);

/// One to twelve changes of one entry, parents before children, ids in no order.
pub(super) fn ancestry(with: With) -> impl Strategy<Value = Vec<Told>> {
    vec(any::<Choices>(), 1..=12).prop_map(move |choices| {
        let mut changes: Vec<Told> = Vec::with_capacity(choices.len());
        for choice in choices {
            let next = told(&changes, choice, with);
            changes.push(next);
        }
        changes
    })
}

fn told(earlier: &[Told], (place, shape, which, says): Choices, with: With) -> Told {
    let mut parents = parents(earlier, shape & 7, which);
    let said = body(earlier, &parents, says);
    let special = (shape >> 3) & 7;
    let disposed = special == 6 && with == With::MarksAndDisposal;
    if shape >> 6 == 3 {
        parents.push(ChangeId::of(b"a change that nobody here holds"));
    }
    Told {
        id: id(place, earlier.len()),
        parents,
        role: Role::HealthVisitor,
        in_error: special == 7 && with != With::WordsAlone,
        body: (!disposed).then_some(said),
    }
}

/// Ids sort by `place`, which knows nothing of the ancestry; `number` makes them differ.
fn id(place: u8, number: usize) -> ChangeId {
    let mut bytes = [0; 32];
    bytes[0] = place;
    bytes[1] = u8::try_from(number).expect("few changes");
    ChangeId::from_bytes(bytes)
}

fn parents(earlier: &[Told], shape: u8, which: u16) -> Vec<ChangeId> {
    let count = earlier.len();
    let heads = heads(earlier);
    match shape {
        _ if count == 0 => Vec::new(),
        0..=2 => vec![heads[usize::from(which) % heads.len()]],
        3 => Vec::new(),
        4 => heads,
        5 | 6 => vec![earlier[usize::from(which) % count].id],
        _ => (0..count).filter(|number| which >> number & 1 == 1).map(|number| earlier[number].id).collect(),
    }
}

fn heads(changes: &[Told]) -> Vec<ChangeId> {
    let named = |id: &ChangeId| changes.iter().any(|told| told.parents.contains(id));
    changes.iter().map(|told| told.id).filter(|id| !named(id)).collect()
}

/// A body that says what one of the parents said, but for the fields that `says` writes.
fn body(earlier: &[Told], parents: &[ChangeId], says: u32) -> Map<String, Value> {
    let seen: Vec<&Told> = earlier.iter().filter(|told| parents.contains(&told.id)).collect();
    let mut body = Map::new();
    let mut people: Vec<Value> = Vec::new();
    for (number, field) in FIELDS.iter().enumerate() {
        let kept = seen.get((says >> 20 & 15) as usize % seen.len().max(1)).and_then(|told| value(told, field));
        let written = match (says >> (4 * number)) & 15 {
            0..=8 => kept.cloned(),
            9 | 10 => Some(word(field, 0)),
            11 | 12 => Some(word(field, 1)),
            13 | 14 => Some(word(field, 2)),
            _ => None,
        };
        match field.strip_prefix("people/") {
            Some(_) => people.extend(written),
            None => body.extend(written.map(|value| ((*field).to_owned(), value))),
        }
    }
    if !people.is_empty() || says >> 24 & 1 == 1 {
        body.insert("people".to_owned(), Value::Array(people));
    }
    body
}

fn word(field: &str, number: usize) -> Value {
    match field.strip_prefix("people/") {
        Some(id) => json!({"id": id, "says": number}),
        None if field == "safe_to_text" => json!(["yes", "not_known", "no"][number]),
        None => json!(number),
    }
}

/// What a change says of a field.
pub(super) fn value<'a>(told: &'a Told, field: &str) -> Option<&'a Value> {
    value_in(told.body.as_ref()?, field)
}

/// What a body says of a field; an item of a list is `list/id`.
pub(super) fn value_in<'a>(body: &'a Map<String, Value>, field: &str) -> Option<&'a Value> {
    match field.split_once('/') {
        Some((list, id)) => body.get(list)?.as_array()?.iter().find(|item| item["id"] == id),
        None => body.get(field),
    }
}

/// A second opinion on ancestry, by a matrix instead of walks. Good for up to 16 changes, parents first, all with content.
pub(super) struct Matrix<'a> {
    pub(super) changes: &'a [Told],
    /// For each change, itself and its ancestors as bits.
    above: Vec<u16>,
    parents: Vec<u16>,
}

impl<'a> Matrix<'a> {
    pub(super) fn of(changes: &'a [Told]) -> Self {
        let place = |id: &ChangeId| changes.iter().position(|told| told.id == *id);
        let bits = |told: &Told| told.parents.iter().filter_map(place).fold(0, |bits, place| bits | 1 << place);
        let parents: Vec<u16> = changes.iter().map(bits).collect();
        let mut above: Vec<u16> = Vec::with_capacity(changes.len());
        for (number, parents) in parents.iter().enumerate() {
            above.push((0..number).filter(|p| parents >> p & 1 == 1).fold(1 << number, |bits, p| bits | above[p]));
        }
        Self { changes, above, parents }
    }

    pub(super) fn places(&self) -> std::ops::Range<usize> {
        0..self.changes.len()
    }

    pub(super) fn descends(&self, later: usize, earlier: usize) -> bool {
        later != earlier && self.above[later] >> earlier & 1 == 1
    }

    pub(super) fn share_an_ancestor(&self, one: usize, other: usize) -> bool {
        self.above[one] & self.above[other] != 0
    }

    pub(super) fn heads(&self) -> Vec<usize> {
        let named = self.parents.iter().fold(0, |named, parents| named | parents);
        self.places().filter(|place| named >> place & 1 == 0).collect()
    }

    /// What all of `places` descend from.
    pub(super) fn shared(&self, places: &[usize]) -> Vec<usize> {
        let bits = places.iter().fold(u16::MAX, |bits, place| bits & self.above[*place]);
        self.places().filter(|place| bits >> place & 1 == 1).collect()
    }

    /// Those of `places` that no other of them descends from.
    pub(super) fn latest(&self, places: &[usize]) -> Vec<usize> {
        let superseded = |place: &usize| places.iter().any(|other| self.descends(*other, *place));
        places.iter().copied().filter(|place| !superseded(place)).collect()
    }

    pub(super) fn wrote(&self, place: usize, field: &str) -> bool {
        let own = value(&self.changes[place], field);
        if self.parents[place] == 0 {
            return own.is_some();
        }
        let parents = self.places().filter(|parent| self.parents[place] >> parent & 1 == 1);
        parents.into_iter().any(|parent| value(&self.changes[parent], field) != own)
    }

    /// The writes of a field that no later write of it descends from.
    pub(super) fn last_writes(&self, field: &str) -> Vec<usize> {
        let writes: Vec<usize> = self.places().filter(|place| self.wrote(*place, field)).collect();
        self.latest(&writes)
    }
}
