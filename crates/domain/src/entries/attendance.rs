//! Whether somebody came to a session of a group or a clinic: the centre’s own register.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::Findings;

/// Whether somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Attended {
    /// They came.
    Attended,
    /// A child was not brought.
    WasNotBrought,
    /// An adult did not come.
    DidNotAttend,
    /// They cancelled.
    Cancelled,
}

/// REP-09. A child “was not brought”; an adult “did not attend”. The note is short and neutral. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Attendance {
    /// The session.
    pub session: EntryId,
    /// On which day it was.
    #[ts(type = "string")]
    pub held_on: NaiveDate,
    /// What it is called.
    pub session_title: String,
    /// Whether they came.
    pub attended: Attended,
    /// A short neutral note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_LINE: usize = 200;

impl Body for Attendance {
    const SAMPLE: &str = concat!(
        r#"{"session":"5e551050-5e55-5e55-5e55-5e5510505e55","held_on":"2026-11-02","session_title":"Little Waves","#,
        r#""attended":"attended","note":"Came with grandmother."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("session_title", &self.session_title, LONGEST_LINE);
        found.limit_text("note", &self.note, LONGEST_LINE);
        found.refuse_future("held_on", self.held_on, about.today());
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};
    use crate::invalid::Rule;

    #[test]
    fn a_note_in_a_register_is_short() {
        each_is_refused::<Attendance>(&[
            (json!({ "note": "x".repeat(201) }), "note", Rule::TooLong),
            (json!({ "held_on": "2026-11-04" }), "held_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Attendance>(&[json!({ "note": "x".repeat(200) }), json!({ "note": null })]);
    }
}
