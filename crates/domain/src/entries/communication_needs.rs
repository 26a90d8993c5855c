//! How somebody is spoken and written to: language, interpreter, hearing, sight, reading.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::Findings;

/// Whether an interpreter is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InterpreterNeed {
    /// No.
    NotNeeded,
    /// Nobody has asked.
    NotAsked,
    /// For what matters.
    Sometimes,
    /// Always.
    Needed,
}

/// Whether somebody reads what is written to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReadingNeed {
    /// Yes.
    Reads,
    /// With help.
    WithHelp,
    /// No.
    DoesNotRead,
    /// Nobody has asked.
    NotAsked,
}

/// What helps somebody to take part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccessNeed {
    /// Large print.
    LargePrint,
    /// Easy read.
    EasyRead,
    /// Braille.
    Braille,
    /// Audio.
    Audio,
    /// British Sign Language.
    BritishSignLanguage,
    /// Lip reading.
    LipReading,
    /// Text relay.
    TextRelay,
    /// More time.
    LongerAppointment,
    /// No steps.
    StepFreeAccess,
    /// Somebody at their side.
    SomebodyWithThem,
}

/// CON-06 and CON-07. One for each person. Merged by field; that an interpreter is needed stands until somebody
/// decides.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CommunicationNeeds {
    /// The language that they speak best: a name or an ISO 639 code.
    pub language: String,
    /// Whether an interpreter is needed.
    pub interpreter: InterpreterNeed,
    /// Which interpreter: dialect, a woman, never a relative.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub interpreter_note: String,
    /// Whether they read what is written to them.
    pub reading: ReadingNeed,
    /// What else is needed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<AccessNeed>,
    /// In words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was asked.
    #[ts(type = "string")]
    pub asked_on: NaiveDate,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for CommunicationNeeds {
    const SAMPLE: &str = concat!(
        r#"{"language":"Polish","interpreter":"needed","interpreter_note":"A woman; not from the same church","#,
        r#""reading":"with_help","needs":["large_print","british_sign_language"],"note":"Sees best from the left.","#,
        r#""asked_on":"2026-10-22"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // A word of a later build may ask for more than is known here.
        let rank = |value| InterpreterNeed::deserialize(value).map_or(u8::MAX, |need| need as u8);
        (field == "interpreter").then(|| value.map_or(0, rank))
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("language", &self.language, LONGEST_LINE);
        found.limit_text("interpreter_note", &self.interpreter_note, LONGEST_LINE);
        found.limit_text("note", &self.note, LONGEST_TEXT);
        found.refuse_future("asked_on", self.asked_on, about.today());
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;
    use crate::invalid::Rule;

    // Shows CON-07.
    #[test]
    fn a_language_is_said_and_asked_in_the_past() {
        each_is_refused::<CommunicationNeeds>(&[
            (json!({ "language": "" }), "language", Rule::Required),
            (json!({ "asked_on": "2026-11-04" }), "asked_on", Rule::InTheFuture),
        ]);
    }

    // Shows CON-06.
    #[test]
    fn that_an_interpreter_is_needed_stands_until_somebody_decides() {
        let rank = |need: &str| CommunicationNeeds::protection("interpreter", Some(&json!(need)));
        let ladder = ["not_needed", "not_asked", "sometimes", "needed", "a word of a later build"];
        assert!(ladder.windows(2).all(|pair| rank(pair[0]) < rank(pair[1])));
    }
}
