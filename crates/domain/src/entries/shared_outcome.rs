//! One outcome that health visitors and a children's centre work for together: how it is measured, and what came of it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::Findings;

/// SHR-06. About the centre: of families together, never of one. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SharedOutcome {
    /// What is wanted for families.
    pub outcome: String,
    /// How it is measured, and from what.
    pub measured_by: String,
    /// How it stood at the start.
    pub baseline: String,
    /// What both want to reach.
    pub target: String,
    /// By when.
    #[ts(type = "string")]
    pub by_when: NaiveDate,
    /// Who looks after it, on both sides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub led_by: String,
    /// How it stands, as it was last looked at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub result_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 2_000;

impl Body for SharedOutcome {
    const SAMPLE: &str = concat!(
        r#"{"outcome":"More mothers still breastfeed at 6 to 8 weeks.","#,
        r#""measured_by":"Feeding as recorded at the 6 to 8 week review, for the centre’s patch.","#,
        r#""baseline":"41 of 100 in 2025","target":"50 of 100","by_when":"2027-03-31","#,
        r#""led_by":"Amina Okafor; Jo Marsh","result":"45 of 100","result_on":"2026-10-30"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("outcome", &self.outcome),
            ("measured_by", &self.measured_by),
            ("baseline", &self.baseline),
            ("target", &self.target),
        ] {
            found.require_text(field, text, LONGEST_TEXT);
        }
        found.limit_text("led_by", &self.led_by, LONGEST_LINE);
        found.limit_text("result", &self.result, LONGEST_TEXT);
        found.refuse_future("result_on", self.result_on, about.today());
        if self.result_on.is_some() {
            found.require_text("result", &self.result, LONGEST_TEXT);
        } else if !self.result.trim().is_empty() {
            found.require_given("result_on", self.result_on.as_ref());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};
    use crate::invalid::Rule;

    // Shows SHR-06.
    #[test]
    fn an_outcome_says_how_it_is_measured_and_a_result_has_its_day() {
        each_is_refused::<SharedOutcome>(&[
            (json!({ "outcome": "" }), "outcome", Rule::Required),
            (json!({ "measured_by": "" }), "measured_by", Rule::Required),
            (json!({ "baseline": "" }), "baseline", Rule::Required),
            (json!({ "target": "" }), "target", Rule::Required),
            (json!({ "result": null }), "result", Rule::Required),
            (json!({ "result_on": null }), "result_on", Rule::Required),
            (json!({ "result_on": "2026-11-04" }), "result_on", Rule::InTheFuture),
        ]);
        each_is_fine::<SharedOutcome>(&[json!({ "result": null, "result_on": null, "led_by": null })]);
    }
}
