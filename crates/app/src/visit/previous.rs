//! The values of last time, which stand beside the fields.

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::contact_narrative::ContactNarrative;
use doorstep_domain::entries::feeding::Feeding;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::growth::{Grams, Millimetres};
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_store::Vault;
use serde::de::DeserializeOwned;

use super::PreviousValues;
use crate::error::ApiError;
use crate::family::{bodies, said};

/// The last measurement of each sort, with its day.
#[derive(Default)]
pub(crate) struct LastSizes {
    pub(crate) weight: Option<(Grams, NaiveDate)>,
    pub(crate) length: Option<(Millimetres, NaiveDate)>,
    pub(crate) head: Option<(Millimetres, NaiveDate)>,
}

pub(crate) fn last_sizes(vault: &Vault, child: PersonId, but: Option<EntryId>) -> Result<LastSizes, ApiError> {
    let all = said::<Measurement>(vault, Subject::Person(child), EntryKind::Measurement)?.into_iter();
    let mut measured: Vec<Measurement> =
        all.filter(|(entry, _)| Some(*entry) != but).map(|(_, measurement)| measurement).collect();
    measured.sort_by_key(|measurement| measurement.measured_on);
    let mut last = LastSizes::default();
    for Measurement { measured_on, weight, length, head, .. } in measured {
        last.weight = weight.map(|weight| (weight, measured_on)).or(last.weight);
        last.length = length.map(|length| (length, measured_on)).or(last.length);
        last.head = head.map(|head| (head, measured_on)).or(last.head);
    }
    Ok(last)
}

pub(super) fn values(vault: &Vault, child: PersonId) -> Result<PreviousValues, ApiError> {
    let last = last_sizes(vault, child, None)?;
    let birth = bodies::<Birth>(vault, Subject::Person(child), EntryKind::Birth)?.into_iter().next();
    let on = |size: String, day: NaiveDate| format!("{size} on {}", in_words(day));
    Ok(PreviousValues {
        birth_weight: birth.and_then(|birth| birth.weight).map(kilograms),
        weight: last.weight.map(|(weight, day)| on(kilograms(weight), day)),
        head: last.head.map(|(head, day)| on(centimetres(head), day)),
        length: last.length.map(|(length, day)| on(centimetres(length), day)),
        feeding: latest::<Feeding>(vault, child, EntryKind::Feeding)?.map(|feeding| feeding.status),
        plan: latest::<ContactNarrative>(vault, child, EntryKind::ContactNarrative)?
            .map(|told| told.plan)
            .filter(|plan| !plan.is_empty()),
    })
}

fn latest<T: DeserializeOwned>(vault: &Vault, child: PersonId, kind: EntryKind) -> Result<Option<T>, ApiError> {
    let stored = vault.latest(Subject::Person(child), kind)?;
    Ok(stored.and_then(|stored| serde_json::from_str(stored.body()).ok()))
}

fn kilograms(weight: Grams) -> String {
    format!("{}.{:03} kg", weight.0 / 1_000, weight.0 % 1_000)
}

fn centimetres(length: Millimetres) -> String {
    format!("{}.{} cm", length.0 / 10, length.0 % 10)
}

/// "2 November 2026".
fn in_words(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
