//! Whether a child has had its immunisations, as somebody said (HCP-13). Health visitors ask; they do not give vaccines.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// How it stands against the schedule of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImmunisationState {
    /// All that is due was given.
    UpToDate,
    /// Something is late.
    Overdue,
    /// The parents do not want some, or any.
    Declined,
    /// Nobody can say.
    Unknown,
}

/// Who says so: never left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ImmunisationSource {
    /// A parent.
    Parent,
    /// The red book.
    RedBook,
    /// The general practice.
    GeneralPractice,
    /// The child health information service.
    ChildHealthService,
}

/// One vaccine of one dose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct VaccineLine {
    /// Which, as the red book names it.
    pub vaccine: String,
    /// At which age it was due, as the schedule says: "8 weeks".
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub due_at: String,
    /// When it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub given_on: Option<PartialDate>,
    /// Where, or by whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub given_by: String,
    /// Who says so.
    pub source: ImmunisationSource,
    /// Why it was declined.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub declined_because: String,
}

/// HCP-13 and DOMAIN 3.10b. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ImmunisationStatus {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// On which day it stood so.
    #[ts(type = "string")]
    pub as_of: NaiveDate,
    /// How it stands.
    pub state: ImmunisationState,
    /// Who says so.
    pub source: ImmunisationSource,
    /// Vaccines one by one, where they were looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vaccines: Vec<VaccineLine>,
    /// What the parents say, and what was advised.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 4_000;

impl Body for ImmunisationStatus {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","as_of":"2026-11-02","state":"overdue","source":"red_book","#,
        r#""vaccines":[{"vaccine":"6-in-1","due_at":"8 weeks","given_on":"2026-09-14","given_by":"Town surgery","#,
        r#""source":"red_book","declined_because":"Wanted to wait a week."}],"note":"Booked for Friday."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("as_of", self.as_of, about.today());
        found.limit_text("note", &self.note, LONGEST_TEXT);
        let is_explained = self.vaccines.iter().any(|line| !line.declined_because.trim().is_empty());
        if self.state == ImmunisationState::Declined && !is_explained && self.note.trim().is_empty() {
            found.reject("note", Rule::Required);
        }
        for (place, line) in self.vaccines.iter().enumerate() {
            found.include(&format!("vaccines.{place}"), line.check(about));
        }
        found
    }
}

impl VaccineLine {
    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("vaccine", &self.vaccine, LONGEST_NAME);
        found.limit_text("due_at", &self.due_at, LONGEST_NAME);
        found.limit_text("given_by", &self.given_by, LONGEST_NAME);
        found.limit_text("declined_because", &self.declined_because, LONGEST_TEXT);
        found.refuse_future("given_on", self.given_on.map(PartialDate::first_day), about.today());
        if let (Some(given), Some(born)) = (self.given_on, about.born_on)
            && given.is_surely_before(born)
        {
            found.reject("given_on", Rule::BeforeBirth);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::checking::{about, problems};
    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    fn line(name: &str, given_on: &str) -> Value {
        json!({ "vaccines": [{ "vaccine": name, "given_on": given_on, "source": "parent" }] })
    }

    // Shows HCP-13.
    #[test]
    fn what_was_given_has_a_name_and_a_day_that_has_been() {
        each_is_refused::<ImmunisationStatus>(&[
            (json!({ "as_of": "2026-11-04" }), "as_of", Rule::InTheFuture),
            (line(" ", "2026"), "vaccines.0.vaccine", Rule::Required),
            (line("MenB", "2027"), "vaccines.0.given_on", Rule::InTheFuture),
            (json!({ "state": "declined", "vaccines": [], "note": "" }), "note", Rule::Required),
        ]);
        each_is_fine::<ImmunisationStatus>(&[
            json!({ "state": "declined", "note": "" }),
            json!({ "state": "unknown", "vaccines": [], "note": "" }),
            line("MenB", "about 2026"),
        ]);
    }

    #[test]
    fn nothing_is_given_before_birth() {
        let whom = About { born_on: "2026-09-15".parse().ok(), ..about() };
        let expected = [("vaccines.0.given_on", Rule::BeforeBirth)];
        assert_eq!(problems(|_: &mut ImmunisationStatus| {}, &whom), expected, "a day too early");
    }

    // Shows HCP-13.
    #[test]
    fn a_status_without_a_source_is_no_status() {
        let mut body: Value = serde_json::from_str(ImmunisationStatus::SAMPLE).unwrap();
        body["source"] = json!("");
        let found = super::super::EntryKind::ImmunisationStatus.read(body).unwrap_err();
        assert_eq!((found.problems[0].field.as_str(), found.problems[0].rule), ("source", Rule::Required));
    }
}
