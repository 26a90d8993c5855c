//! What was seen, said and planned at a contact: apart from attendance, since more people may read that.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// DOMAIN 3.7, NEED-05 and NEED-06. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ContactNarrative {
    /// The contact that it tells of.
    pub contact: EntryId,
    /// What was seen of the child: a day in the life of this baby.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub seen: String,
    /// What the parents said, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parents_words: String,
    /// What was discussed and done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
    /// What was agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
}

/// The longest text of one field, in characters: far above what anybody types, and all four together in the script that
/// takes most bytes are below what a change may carry.
pub const LONGEST_TEXT: usize = 15_000;

impl Body for ContactNarrative {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","seen":"Asleep in a Moses basket.\nWoke, fed, settled.","#,
        r#""parents_words":"“She never stops”","narrative":"Discussed safe sleep.","#,
        r#""plan":"Weigh in two weeks."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        let texts = [
            ("seen", &self.seen),
            ("parents_words", &self.parents_words),
            ("narrative", &self.narrative),
            ("plan", &self.plan),
        ];
        for (field, text) in texts {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        if texts.iter().all(|(_, text)| text.trim().is_empty()) {
            found.reject("seen", Rule::NothingRecorded);
        }
        found
    }
}
