//! Who may carry a child. Nobody is asked: it follows from what was recorded, and where nothing was, they may.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::birth::SexForGrowth;
use doorstep_domain::entries::relationship::RelationshipKind;
use doorstep_domain::id::{PersonId, Subject};

use super::{Entries, carers_of};
use crate::error::ApiError;

/// A pregnancy says so, then the sex, then what they are to their children: a mother may, a father may not.
pub(crate) fn may_be_mother(entries: &impl Entries, person: PersonId) -> Result<bool, ApiError> {
    let vault = entries.vault();
    if vault.latest(Subject::Person(person), EntryKind::Pregnancy)?.is_some() {
        return Ok(true);
    }
    match vault.person(person)?.and_then(|row| row.sex) {
        Some(SexForGrowth::Female) => return Ok(true),
        Some(SexForGrowth::Male) => return Ok(false),
        Some(SexForGrowth::Indeterminate | SexForGrowth::Unknown) | None => {}
    }
    let mut related = Vec::new();
    for child in vault.children_of(person)? {
        let own = carers_of(entries, child)?.into_iter().filter(|carer| carer.adult == person);
        related.extend(own.map(|carer| carer.relationship));
    }
    Ok(related.contains(&RelationshipKind::Mother) || !related.contains(&RelationshipKind::Father))
}
