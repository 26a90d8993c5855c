//! A meeting of health visitors and a children's centre: what was talked about, and who agreed to do what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::meeting::MeetingAction;
use super::{About, Body};
use crate::invalid::{Ask, Findings};

/// SHR-05. About the centre: it names no family, whose meetings are in their own records. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct JointMeeting {
    /// On which day it was.
    #[ts(type = "string")]
    pub held_on: NaiveDate,
    /// Who was there.
    pub present: String,
    /// What was talked about.
    pub notes: String,
    /// Who does what, until when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<MeetingAction>,
    /// When they meet next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub next_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 500;
const LONGEST_TEXT: usize = 8_000;

impl Body for JointMeeting {
    const SAMPLE: &str = concat!(
        r#"{"held_on":"2026-10-29","present":"Amina Okafor; Jo Marsh, centre manager","#,
        r#""notes":"The Friday group is full; fathers ask for a Saturday.","#,
        r#""actions":[{"what":"Find a room for Saturdays.","by_whom":"Jo Marsh","due_on":"2026-11-12","#,
        r#""done_on":"2026-11-02"}],"next_on":"2026-12-03"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("held_on", self.held_on, about.today());
        found.require_text("present", &self.present, LONGEST_LINE);
        found.require_text("notes", &self.notes, LONGEST_TEXT);
        for (place, action) in self.actions.iter().enumerate() {
            found.include(&format!("actions.{place}"), action.check());
        }
        if self.actions.is_empty() {
            found.ask("actions", Ask::NothingAgreed);
        }
        found.refuse_before("next_on", self.next_on, self.held_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{asked, each_is_refused};
    use crate::invalid::Rule;

    // Shows SHR-05.
    #[test]
    fn a_joint_meeting_says_who_came_and_who_does_what() {
        each_is_refused::<JointMeeting>(&[
            (json!({ "held_on": "2026-11-04", "next_on": null }), "held_on", Rule::InTheFuture),
            (json!({ "present": "" }), "present", Rule::Required),
            (json!({ "notes": "" }), "notes", Rule::Required),
            (json!({ "actions": [{ "what": "Ring.", "by_whom": "" }] }), "actions.0.by_whom", Rule::Required),
            (json!({ "next_on": "2026-10-28" }), "next_on", Rule::EndsBeforeStart),
        ]);
    }

    // Shows SHR-05.
    #[test]
    fn a_meeting_at_which_nothing_was_agreed_is_asked_about() {
        assert_eq!(asked::<JointMeeting>(&json!({ "actions": null })), [("actions".to_owned(), Ask::NothingAgreed)]);
        assert_eq!(asked::<JointMeeting>(&json!({})), []);
    }
}
