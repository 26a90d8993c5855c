//! That somebody has died. Letters, reminders and invitations stop at once, on hearsay too.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// How a death is known (PDS death notification status).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeathSource {
    /// 1: somebody said so.
    Informal,
    /// 2: a certificate or the registrar.
    Formal,
}

/// Whether it was expected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeathCircumstances {
    /// It was.
    Expected,
    /// It was not.
    Unexpected,
    /// Nobody has said.
    NotKnown,
}

/// DOMAIN 3.2 and CLIN-18. One for each person. An informal word is enough to stop everything that goes out.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Death {
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// How it is known.
    pub source: DeathSource,
    /// Who said so.
    pub told_by: String,
    /// Whether it was expected.
    pub circumstances: DeathCircumstances,
    /// When the child death review was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub review_told_on: Option<NaiveDate>,
    /// Who supports the family.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub bereavement_contact: String,
    /// What the family wishes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family_wishes: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Death {
    const SAMPLE: &str = concat!(
        r#"{"on":"2026-11-01","source":"formal","told_by":"A&E, then the registrar","circumstances":"unexpected","#,
        r#""review_told_on":"2026-11-02","bereavement_contact":"Amina Okafor, with the hospice","#,
        r#""family_wishes":"No letters. Ring the grandmother first."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // What is formal is not taken back by hearsay written at the same time.
        (field == "source").then(|| u8::from(value.and_then(Value::as_str) != Some("informal")))
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("told_by", &self.told_by, LONGEST_LINE);
        found.limit_text("bereavement_contact", &self.bereavement_contact, LONGEST_LINE);
        found.limit_text("family_wishes", &self.family_wishes, LONGEST_TEXT);
        found.refuse_future("on", self.on, about.today());
        found.refuse_future("review_told_on", self.review_told_on, about.today());
        if about.born_on.is_some_and(|born| self.on < born) {
            found.reject("on", Rule::BeforeBirth);
        }
        found.refuse_before("review_told_on", self.review_told_on, self.on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_refused, laid_over};

    #[test]
    fn a_death_is_of_the_past_after_the_birth_and_somebody_said_so() {
        each_is_refused::<Death>(&[
            (json!({ "on": "2026-11-04", "review_told_on": null }), "on", Rule::InTheFuture),
            (json!({ "told_by": "" }), "told_by", Rule::Required),
            (json!({ "review_told_on": "2026-10-31" }), "review_told_on", Rule::EndsBeforeStart),
        ]);
        let about = About {
            born_on: Some("2026-11-02".parse().unwrap()),
            ..About::nobody("2026-11-03T10:00:00Z".parse().unwrap())
        };
        let problems = laid_over::<Death>(&json!({})).check(&about).problems;
        assert_eq!((problems[0].field.as_str(), problems[0].rule), ("on", Rule::BeforeBirth));
    }

    #[test]
    fn a_formal_notice_stands_beside_hearsay() {
        let rank = |source: &str| Death::protection("source", Some(&json!(source)));
        assert!(rank("formal") > rank("informal"));
    }
}
