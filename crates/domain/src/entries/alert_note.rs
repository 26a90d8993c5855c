//! What lies behind an alert: the alert is a neutral line for everybody, and this is for those who must know why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::Findings;

/// SAFE-12 and CON-12. Restricted. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AlertNote {
    /// The alert that it explains.
    pub alert: EntryId,
    /// What is known.
    pub behind: String,
    /// How it is known, and from whom.
    pub known_from: String,
    /// Who must not come to know of it, or of the address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub keep_from: String,
    /// What to do, or not, on a visit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub do_on_a_visit: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for AlertNote {
    const SAMPLE: &str = concat!(
        r#"{"alert":"a1a1a1a1-a1a1-a1a1-a1a1-a1a1a1a1a1a1","#,
        r#""behind":"Her former partner has threatened her; an order is in force until May.","#,
        r#""known_from":"Police notice of 12 October","keep_from":"Father and his sister. Never by voicemail.","#,
        r#""do_on_a_visit":"Ring first. Do not speak of it when others are there."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("behind", &self.behind, LONGEST_TEXT);
        found.require_text("known_from", &self.known_from, LONGEST_LINE);
        found.limit_text("keep_from", &self.keep_from, LONGEST_TEXT);
        found.limit_text("do_on_a_visit", &self.do_on_a_visit, LONGEST_TEXT);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;
    use crate::invalid::Rule;

    #[test]
    fn what_lies_behind_an_alert_is_said_and_how_it_is_known() {
        each_is_refused::<AlertNote>(&[
            (json!({ "behind": " " }), "behind", Rule::Required),
            (json!({ "known_from": "" }), "known_from", Rule::Required),
        ]);
    }
}
