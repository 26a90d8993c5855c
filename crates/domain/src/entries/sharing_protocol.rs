//! What the service and a partner agreed to share: for what, on what footing, from when to when.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::consent::{SharedSlice, SharingPurpose};
use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// The footing in law (UK GDPR articles 6 and 9).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LawfulBasis {
    /// A public task; health or social care.
    PublicTask,
    /// A legal obligation.
    LegalObligation,
    /// Vital interests.
    VitalInterests,
    /// Consent.
    Consent,
}

/// SHR-01. About a centre. Without one in force nothing is shared with that partner. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SharingProtocol {
    /// With which organisation.
    pub partner: String,
    /// For what.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub purposes: Vec<SharingPurpose>,
    /// What may be shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slices: Vec<SharedSlice>,
    /// On what footing in law.
    pub lawful_basis: LawfulBasis,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Until when.
    #[ts(type = "string")]
    pub to: NaiveDate,
    /// Who signed, for both.
    pub signatories: String,
    /// Since when it no longer holds, where that is earlier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_on: Option<NaiveDate>,
}

impl SharingProtocol {
    /// Whether it is about sharing for this purpose.
    #[must_use]
    pub fn covers(&self, purpose: SharingPurpose) -> bool {
        self.purposes.contains(&purpose)
    }

    /// The last day that it can hold on, as things stand.
    #[must_use]
    pub fn last_day(&self) -> NaiveDate {
        let ended = self.ended_on.and_then(|day| day.pred_opt());
        ended.map_or(self.to, |ended| ended.min(self.to))
    }

    /// Whether something may be shared by it on a day.
    #[must_use]
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.from <= on && on <= self.to && self.ended_on.is_none_or(|ended| on < ended)
    }
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for SharingProtocol {
    const SAMPLE: &str = concat!(
        r#"{"partner":"Lindshire County Council","purposes":["childrens_centre"],"slices":["names","safe_phone"],"#,
        r#""lawful_basis":"public_task","from":"2026-04-01","to":"2028-03-31","#,
        r#""signatories":"R. Adeyemi for the council; S. Hill for the service","ended_on":"2026-11-01"}"#,
    );

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // A protocol that one side ended has ended.
        (field == "ended_on").then(|| u8::from(value.is_some()))
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("partner", &self.partner, LONGEST_LINE);
        found.require_text("signatories", &self.signatories, LONGEST_TEXT);
        found.refuse_future("ended_on", self.ended_on, about.today());
        found.refuse_before("to", self.to, self.from);
        found.refuse_before("ended_on", self.ended_on, self.from);
        if self.purposes.is_empty() {
            found.reject("purposes", Rule::Required);
        }
        if self.slices.is_empty() {
            found.reject("slices", Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    // Shows SHR-01.
    #[test]
    fn a_protocol_says_what_for_what_and_until_when() {
        each_is_refused::<SharingProtocol>(&[
            (json!({ "purposes": [] }), "purposes", Rule::Required),
            (json!({ "slices": [] }), "slices", Rule::Required),
            (json!({ "signatories": "" }), "signatories", Rule::Required),
            (json!({ "to": "2026-03-31" }), "to", Rule::EndsBeforeStart),
            (json!({ "ended_on": "2026-03-31" }), "ended_on", Rule::EndsBeforeStart),
        ]);
    }

    // Shows SHR-01.
    #[test]
    fn a_protocol_holds_between_its_days_and_until_somebody_ends_it() {
        let protocol = crate::entries::trying::laid_over::<SharingProtocol>(&json!({}));
        for (on, holds) in [("2026-03-31", false), ("2026-04-01", true), ("2026-10-31", true), ("2026-11-01", false)] {
            assert_eq!(protocol.is_in_force(on.parse().unwrap()), holds, "{on}");
        }
    }

    // Shows SHR-01.
    #[test]
    fn a_protocol_that_somebody_ended_has_ended() {
        let rank = |value: Option<serde_json::Value>| SharingProtocol::protection("ended_on", value.as_ref());
        assert!(rank(Some(json!("2026-11-01"))) > rank(None));
    }
}
