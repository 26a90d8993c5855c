//! A result of newborn screening, as its source says it (HCP-12). Kept and shown; nothing is read into it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// Which screening.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningTest {
    /// Newborn blood spot.
    BloodSpot,
    /// Newborn hearing.
    Hearing,
    /// Physical examination: eyes.
    NipeEyes,
    /// Physical examination: heart.
    NipeHeart,
    /// Physical examination: hips.
    NipeHips,
    /// Physical examination: testes.
    NipeTestes,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningStatus {
    /// There is a result.
    Result,
    /// Done, and waited for.
    Awaited,
    /// To be repeated, or looked at further.
    FurtherTest,
    /// The parents declined it.
    Declined,
    /// Not done.
    NotDone,
}

/// Who says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScreeningSource {
    /// The red book.
    RedBook,
    /// A letter or a report.
    Letter,
    /// The child health information service.
    ChildHealthService,
    /// The midwife's handover.
    Midwife,
    /// A parent.
    Parent,
}

/// HCP-12 and DOMAIN 3.10b. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ScreeningFact {
    /// Which screening.
    pub test: ScreeningTest,
    /// How far it has come.
    pub status: ScreeningStatus,
    /// The result, in the words or the code of its source.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Who says so.
    pub source: ScreeningSource,
    /// What follows: a repeat, a clinic, who tells the parents.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub follow_up: String,
}

const LONGEST_TEXT: usize = 2_000;

impl Body for ScreeningFact {
    const SAMPLE: &str = concat!(
        r#"{"test":"hearing","status":"further_test","result":"No clear response on the left","on":"2026-10-20","#,
        r#""source":"letter","follow_up":"Audiology on 12 November; parents know."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("result", &self.result, LONGEST_TEXT);
        found.limit_text("follow_up", &self.follow_up, LONGEST_TEXT);
        found.refuse_future("on", self.on, about.today());
        if about.born_on.is_some_and(|born| self.on < born) {
            found.reject("on", Rule::BeforeBirth);
        }
        let (must_say, text) = match self.status {
            ScreeningStatus::Result => ("result", &self.result),
            ScreeningStatus::FurtherTest | ScreeningStatus::Declined | ScreeningStatus::NotDone => {
                ("follow_up", &self.follow_up)
            }
            ScreeningStatus::Awaited => return found,
        };
        if text.trim().is_empty() {
            found.reject(must_say, Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::checking::{about, problems};
    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows HCP-12.
    #[test]
    fn a_result_says_what_it_is_and_what_is_missing_says_what_follows() {
        let blank = |status: &str| json!({ "status": status, "result": "", "follow_up": "" });
        each_is_refused::<ScreeningFact>(&[
            (blank("result"), "result", Rule::Required),
            (blank("further_test"), "follow_up", Rule::Required),
            (blank("declined"), "follow_up", Rule::Required),
            (blank("not_done"), "follow_up", Rule::Required),
            (json!({ "on": "2026-11-04" }), "on", Rule::InTheFuture),
        ]);
        each_is_fine::<ScreeningFact>(&[blank("awaited")]);
    }

    #[test]
    fn nobody_is_screened_before_birth() {
        let whom = About { born_on: "2026-10-21".parse().ok(), ..about() };
        assert_eq!(problems(|_: &mut ScreeningFact| {}, &whom), [("on", Rule::BeforeBirth)]);
    }
}
