//! Which versions may follow which, where a kind goes through states (DOMAIN 3.9-3.10c).

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{Ancestry, Version, Versions};
use crate::entries::{EntryKind, Writer};
use crate::id::ChangeId;

/// The versions that took a step that there is not, and those that were built on such alone.
///
/// A version that reconciles several stands where it may follow any of them: its author saw them all and chose.
pub(super) fn illegal(kind: EntryKind, set: &Versions<'_>) -> BTreeSet<ChangeId> {
    let ancestry = Ancestry::of(set);
    let (mut legal, mut illegal) = (BTreeSet::new(), BTreeSet::new());
    let mut left: Vec<&Version<'_>> = set.values().copied().collect();
    while !left.is_empty() {
        let before = left.len();
        left.retain(|version| {
            let known: Vec<ChangeId> = version.parents.iter().copied().filter(|id| set.contains_key(id)).collect();
            if !known.iter().all(|id| legal.contains(id) || illegal.contains(id)) {
                return true;
            }
            let standing: Vec<&Version<'_>> = known.iter().filter(|id| legal.contains(*id)).map(|id| set[id]).collect();
            let stands = (known.is_empty() || !standing.is_empty())
                && may_follow(kind, &standing, version, &writer(set, &ancestry, version));
            if stands {
                legal.insert(version.id)
            } else {
                illegal.insert(version.id)
            };
            false
        });
        if left.len() == before {
            // Changes that name each other as parents cannot be: an id is the hash of what names them.
            illegal.extend(left.drain(..).map(|version| version.id));
        }
    }
    illegal
}

/// Who wrote a version, and whether they wrote one that it all began with.
fn writer(set: &Versions<'_>, ancestry: &Ancestry, version: &Version<'_>) -> Writer {
    let (staff, role) = version.written_by;
    let before = ancestry.up_to([version.id]);
    let began = before.iter().any(|id| ancestry.parents_of(*id).is_empty() && set[id].written_by.0 == staff);
    Writer { staff, role, began }
}

fn may_follow(kind: EntryKind, parents: &[&Version<'_>], version: &Version<'_>, by: &Writer) -> bool {
    let Some(after) = version.body.as_ref().map(object) else { return true };
    if version.in_error {
        return kind.may_withdraw(by);
    }
    let before = |parent: &&Version<'_>| parent.body.as_ref().filter(|_| !parent.in_error).map(object);
    parents.is_empty() && kind.may_follow(None, &after, by)
        || parents.iter().any(|parent| kind.may_follow(before(parent).as_ref(), &after, by))
}

fn object(body: &Map<String, Value>) -> Value {
    Value::Object(body.clone())
}
