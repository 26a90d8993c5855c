//! One session of a delegated package. A worry is said here and handed back in the delegation.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// Whether the goal comes nearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SessionProgress {
    /// It is reached.
    Reached,
    /// Nearer.
    Nearer,
    /// No nearer.
    Same,
    /// Further away.
    Further,
    /// Too soon to say.
    TooSoon,
}

/// DEL-03 and DEL-05. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DelegatedSession {
    /// The delegation that it belongs to.
    pub delegation: EntryId,
    /// The contact at which it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Which session it was: 1 to 12.
    pub number: u8,
    /// On which day.
    #[ts(type = "string")]
    pub held_on: NaiveDate,
    /// What was done.
    pub done: String,
    /// Whether the goal comes nearer.
    pub progress: SessionProgress,
    /// How the parents see it, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parents_words: String,
    /// What should be handed back at once.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub worry: String,
}

const LONGEST_TEXT: usize = 8_000;

impl Body for DelegatedSession {
    const SAMPLE: &str = concat!(
        r#"{"delegation":"de1e6a7e-de1e-de1e-de1e-de1e6a7ede1e","contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","#,
        r#""number":2,"held_on":"2026-10-26","done":"Went through the diary; practised laying her down awake.","#,
        r#""progress":"nearer","parents_words":"“She slept till four.”","worry":"None today."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("done", &self.done, LONGEST_TEXT);
        found.limit_text("parents_words", &self.parents_words, LONGEST_TEXT);
        found.limit_text("worry", &self.worry, LONGEST_TEXT);
        found.refuse_future("held_on", self.held_on, about.today());
        if !(1..=MOST_SESSIONS).contains(&self.number) {
            found.reject("number", Rule::OutOfRange);
        }
        found
    }
}

const MOST_SESSIONS: u8 = 12;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    #[test]
    fn a_session_is_one_of_twelve_and_says_what_was_done() {
        each_is_refused::<DelegatedSession>(&[
            (json!({ "number": 0 }), "number", Rule::OutOfRange),
            (json!({ "number": 13 }), "number", Rule::OutOfRange),
            (json!({ "done": "" }), "done", Rule::Required),
            (json!({ "held_on": "2026-11-04" }), "held_on", Rule::InTheFuture),
        ]);
    }
}
