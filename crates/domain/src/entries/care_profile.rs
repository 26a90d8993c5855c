//! Graded Care Profile 2: the grade of each area, by a licensed practitioner. Its wording belongs to the NSPCC.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// Grades of 1 to 5, 1 the best care. They stand side by side and are never added up. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CareProfile {
    /// The contact at which it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// On which day.
    #[ts(type = "string")]
    pub graded_on: NaiveDate,
    /// Who holds the licence.
    pub licence_holder: String,
    /// Physical care.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub physical: Option<u8>,
    /// Safety.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub safety: Option<u8>,
    /// Emotional care.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub emotional: Option<u8>,
    /// Developmental care.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub developmental: Option<u8>,
    /// What the practitioner makes of it, and what the parents say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for CareProfile {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","graded_on":"2026-11-02","licence_holder":"A. Hughes","#,
        r#""physical":2,"safety":3,"emotional":1,"developmental":2,"narrative":"Done with both parents over two visits."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("graded_on", self.graded_on, about.today());
        found.require_text("licence_holder", &self.licence_holder, LONGEST_NAME);
        let areas = [
            ("physical", self.physical),
            ("safety", self.safety),
            ("emotional", self.emotional),
            ("developmental", self.developmental),
        ];
        for (area, grade) in areas {
            found.refuse_outside(area, grade, 1..=5);
        }
        if areas.iter().all(|(_, grade)| grade.is_none()) {
            found.reject("physical", Rule::NothingRecorded);
        }
        found.limit_text("narrative", &self.narrative, LONGEST_TEXT);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    #[test]
    fn a_care_profile_has_grades_and_a_licence_holder() {
        each_is_refused::<CareProfile>(&[
            (json!({ "graded_on": "2026-11-04" }), "graded_on", Rule::InTheFuture),
            (json!({ "licence_holder": " " }), "licence_holder", Rule::Required),
            (json!({ "safety": 0 }), "safety", Rule::OutOfRange),
            (json!({ "emotional": 6 }), "emotional", Rule::OutOfRange),
            (
                json!({ "physical": null, "safety": null, "emotional": null, "developmental": null }),
                "physical",
                Rule::NothingRecorded,
            ),
        ]);
        each_is_fine::<CareProfile>(&[json!({ "physical": null, "safety": null, "emotional": null })]);
    }
}
