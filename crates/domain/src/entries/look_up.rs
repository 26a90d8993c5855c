//! Asking the service for a family that is not on one's own laptop, with the reason (break-glass).

use chrono::{DateTime, Days, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::identity::{Identity, LONGEST_NAME};
use super::nhs_number::NhsNumberEntry;
use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::name::fold;
use crate::nhs_number::NhsNumber;
use crate::time::PartialDate;

/// What somebody needs another's record for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LookUpReason {
    /// The family is here: at a clinic, at the door.
    FamilyIsHere,
    /// Somebody rang about them.
    Call,
    /// A strategy meeting or another safeguarding enquiry.
    Safeguarding,
    /// They move in.
    MovesIn,
    /// Another, as written.
    Other,
}

/// OFF-09. About whoever asks, signed by them: it is kept for ever, whether anybody was found or not.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LookUp {
    /// The NHS number; or name and birth date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub nhs_number: Option<NhsNumber>,
    /// The family name, whole.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family: String,
    /// The day of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub birth_date: Option<NaiveDate>,
    /// What for.
    pub reason: LookUpReason,
    /// In one's own words: a privacy officer reads them.
    pub why: String,
}

const LONGEST_WHY: usize = 500;

/// A look-up is asked for while somebody waits. What arrives so much later was on a laptop that had no connection.
const ASKED_LATELY_DAYS: u64 = 2;

impl LookUp {
    /// Whether a person's number is the one that was asked for.
    #[must_use]
    pub fn asks_for_number(&self, said: &NhsNumberEntry) -> bool {
        self.nhs_number.is_some() && said.number == self.nhs_number
    }

    /// Whether a person is the one that was asked for by name: exactly, but for accents and capitals.
    #[must_use]
    pub fn asks_for_name(&self, said: &Identity) -> bool {
        let names = said.previous.iter().map(String::as_str).chain([said.family.as_str()]);
        let is_named = names.map(fold).any(|name| name == fold(&self.family));
        let born = self.birth_date.map(PartialDate::from);
        self.nhs_number.is_none() && born.is_some() && said.birth_date == born && is_named
    }

    /// The last day on which the record may be read: the day after it was asked for. None where it was asked for long ago.
    #[must_use]
    pub fn last_day(asked_at: DateTime<FixedOffset>, arrived_at: DateTime<Utc>) -> Option<NaiveDate> {
        let (asked, arrived) = (asked_at.with_timezone(&Utc).date_naive(), arrived_at.date_naive());
        let is_late = asked.checked_add_days(Days::new(ASKED_LATELY_DAYS)).is_none_or(|day| day < arrived);
        if is_late { None } else { arrived.succ_opt() }
    }
}

impl Body for LookUp {
    const SAMPLE: &str = concat!(
        r#"{"nhs_number":"9990000018","family":"Okafor","birth_date":"2026-10-20","reason":"safeguarding","#,
        r#""why":"Strategy meeting at two today."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("why", &self.why, LONGEST_WHY);
        found.limit_text("family", &self.family, LONGEST_NAME);
        if self.nhs_number.is_none() {
            found.require_text("family", &self.family, LONGEST_NAME);
            if self.birth_date.is_none() {
                found.reject("birth_date", Rule::Required);
            }
        }
        if self.birth_date.is_some_and(|born| born > about.today()) {
            found.reject("birth_date", Rule::InTheFuture);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    // Shows OFF-09.
    #[test]
    fn a_number_or_a_whole_name_with_a_birth_date_and_always_why() {
        each_is_refused::<LookUp>(&[
            (json!({ "why": " " }), "why", Rule::Required),
            (json!({ "nhs_number": null, "birth_date": null }), "birth_date", Rule::Required),
            (json!({ "nhs_number": null, "family": "" }), "family", Rule::Required),
        ]);
        each_is_fine::<LookUp>(&[json!({ "family": "", "birth_date": null }), json!({ "nhs_number": null })]);
    }

    #[test]
    fn nobody_is_found_by_half_of_what_tells_people_apart() {
        let number: NhsNumberEntry = laid_over(&json!({}));
        let ada: Identity = laid_over(&json!({ "family": "Ókafor", "birth_date": "2026-10-20", "previous": [] }));
        let born_else: Identity = laid_over(&json!({ "family": "Okafor", "birth_date": "2026-10" }));
        let by_number: LookUp = laid_over(&json!({}));
        let by_name: LookUp = laid_over(&json!({ "nhs_number": null }));
        assert!(by_number.asks_for_number(&number) && !by_number.asks_for_name(&ada), "the number counts alone");
        assert!(by_name.asks_for_name(&ada) && !by_name.asks_for_name(&born_else) && !by_name.asks_for_number(&number));
        let unnumbered: NhsNumberEntry = laid_over(&json!({ "number": null, "status": "trace_required" }));
        assert!(!by_name.asks_for_number(&unnumbered));
    }

    #[test]
    fn it_is_over_the_day_after_and_what_comes_late_opens_nothing() {
        let at = |text: &str| DateTime::parse_from_rfc3339(text).unwrap();
        let last = |asked: &str, arrived: &str| LookUp::last_day(at(asked), at(arrived).with_timezone(&Utc));
        let day = |text: &str| text.parse::<NaiveDate>().ok();
        assert_eq!(last("2026-11-02T10:00:00Z", "2026-11-02T10:00:03Z"), day("2026-11-03"));
        assert_eq!(last("2026-11-02T10:00:00Z", "2026-11-04T10:00:00Z"), day("2026-11-05"));
        assert_eq!(last("2026-11-02T10:00:00Z", "2026-11-05T00:00:00Z"), None);
    }
}
