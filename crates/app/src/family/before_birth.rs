//! What a child was exposed to before birth, from the mother's record (CLIN-07): said where the child is looked after.

use chrono::Days;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::alcohol::Alcohol;
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::person::Person;

use super::{Entries, is_in_force};
use crate::error::ApiError;

/// Until then the pregnancy that somebody is asked about is the one with this child.
const ASKED_UNTIL: Days = Days::new(60);
/// The longest pregnancy, in days.
const LONGEST: Days = Days::new(308);

/// The last day on which alcohol in the pregnancy with this child was recorded, for whoever may read the mother's record.
pub(super) fn alcohol_on(entries: &impl Entries, child: &Person, mother: PersonId) -> Result<Option<String>, ApiError> {
    let Some(born_on) = child.birth_day() else { return Ok(None) };
    let recorded = entries.of_kind(Subject::Person(mother), EntryKind::Alcohol)?.into_iter();
    let days = recorded.filter(|stored| is_in_force(stored)).filter_map(|stored| {
        let day = stored.change.header.occurred.latest();
        let any = serde_json::from_str::<Alcohol>(stored.body()).is_ok_and(|alcohol| alcohol.was_any());
        (any && day <= born_on + ASKED_UNTIL && born_on <= day + LONGEST).then_some(day)
    });
    Ok(days.max().map(|day| day.to_string()))
}
