//! Which versions may follow which, where a kind goes through states (DOMAIN 3.9-3.10c).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{Ancestry, Version, Versions};
use crate::entries::{EntryKind, Said, Writer};
use crate::id::ChangeId;

/// The versions that took a step that there is not, and those that were built on such alone.
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
            let standing: Vec<Said> = known.iter().filter(|id| legal.contains(*id)).map(|id| said(set[id])).collect();
            let stands = (known.is_empty() || !standing.is_empty())
                && kind.is_legal(&standing, &said(version), &writer(set, &ancestry, version));
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

fn said(version: &Version<'_>) -> Said {
    Said { in_error: version.in_error, body: version.body.clone().map(Value::Object) }
}
