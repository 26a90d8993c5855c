//! What a member of staff may do on their own: who assessed it, and until when.

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::delegation::DelegatedPackage;
use super::{About, Body};
use crate::id::StaffId;
use crate::invalid::{Findings, Rule};

/// How far somebody may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompetencyLevel {
    /// With somebody at their side.
    Supervised,
    /// Alone.
    Alone,
    /// Alone, and teaches others.
    Teaches,
}

/// DEL-04. About the member of staff. It lasts three years at most. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Competency {
    /// For what.
    pub task: DelegatedPackage,
    /// How far.
    pub level: CompetencyLevel,
    /// Who assessed it.
    pub assessed_by: StaffId,
    /// On which day.
    #[ts(type = "string")]
    pub assessed_on: NaiveDate,
    /// Until when: three years at most.
    #[ts(type = "string")]
    pub expires_on: NaiveDate,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Safeguarding training level, 1 to 5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub safeguarding_level: Option<u8>,
}

impl Competency {
    /// Whether somebody may do this alone by it, on the days on which it holds.
    #[must_use]
    pub fn lets_do(&self, package: DelegatedPackage) -> bool {
        self.task == package && self.level != CompetencyLevel::Supervised
    }
}

/// How a competency stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Validity {
    /// It holds.
    Valid,
    /// It holds for eight weeks more at most: time to assess it again.
    EndsSoon,
    /// It has run out.
    Ended,
}

const SOON: Days = Days::new(56);

impl Competency {
    /// How it stands on a day.
    #[must_use]
    pub fn validity(&self, on: NaiveDate) -> Validity {
        if on > self.expires_on {
            Validity::Ended
        } else if on.checked_add_days(SOON).is_none_or(|soon| soon >= self.expires_on) {
            Validity::EndsSoon
        } else {
            Validity::Valid
        }
    }
}

const LONGEST_LINE: usize = 200;

impl Body for Competency {
    const SAMPLE: &str = concat!(
        r#"{"task":"sleep","level":"alone","assessed_by":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","#,
        r#""assessed_on":"2026-05-01","expires_on":"2029-05-01","evidence":"Three observed sessions; portfolio","#,
        r#""safeguarding_level":3}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("evidence", &self.evidence, LONGEST_LINE);
        found.refuse_future("assessed_on", self.assessed_on, about.today());
        let latest = self.assessed_on.checked_add_months(LONGEST).unwrap_or(NaiveDate::MAX);
        found.refuse_before("expires_on", self.expires_on, self.assessed_on);
        if self.expires_on > latest {
            found.reject("expires_on", Rule::OverThreeYears);
        }
        if self.safeguarding_level.is_some_and(|level| !(1..=5).contains(&level)) {
            found.reject("safeguarding_level", Rule::OutOfRange);
        }
        found
    }
}

const LONGEST: Months = Months::new(36);

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    // Shows DEL-04.
    #[test]
    fn a_competency_ends_soon_eight_weeks_before_it_ends() {
        let held = crate::entries::trying::laid_over::<Competency>(&json!({ "expires_on": "2027-03-01" }));
        for (on, validity) in [
            ("2027-01-03", Validity::Valid),
            ("2027-01-04", Validity::EndsSoon),
            ("2027-03-01", Validity::EndsSoon),
            ("2027-03-02", Validity::Ended),
        ] {
            assert_eq!(held.validity(on.parse().unwrap()), validity, "{on}");
        }
    }

    // Shows DEL-04.
    #[test]
    fn a_competency_lasts_three_years_at_most() {
        each_is_refused::<Competency>(&[
            (json!({ "expires_on": "2029-05-02" }), "expires_on", Rule::OverThreeYears),
            (json!({ "expires_on": "2026-04-30" }), "expires_on", Rule::EndsBeforeStart),
            (json!({ "assessed_on": "2026-11-04" }), "assessed_on", Rule::InTheFuture),
            (json!({ "safeguarding_level": 6 }), "safeguarding_level", Rule::OutOfRange),
        ]);
        each_is_fine::<Competency>(&[json!({ "expires_on": "2029-04-30", "safeguarding_level": null })]);
    }
}
