//! One event of a chronology, chosen by hand: what happened, how it is known, and what it meant for the child.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// What sort of event it is. What went well belongs in a chronology too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChronologyCategory {
    /// An injury, an illness, A&E.
    InjuryOrIllness,
    /// Not brought, no access, declined.
    MissedContact,
    /// A referral, a conference, a plan.
    Safeguarding,
    /// Police, a court, an order.
    PoliceOrCourt,
    /// Somebody moved in or out; a birth, a death.
    Household,
    /// A move of house.
    Move,
    /// A parent’s health, drugs or alcohol.
    ParentsHealth,
    /// Something that somebody disclosed.
    Disclosure,
    /// A service began, ended or declined.
    Service,
    /// Something that went well.
    Strength,
    /// Anything else.
    Other,
}

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventNature {
    /// Seen, or in a document.
    Fact,
    /// Somebody said so.
    Reported,
    /// Somebody’s judgement.
    Opinion,
}

/// SAFE-03. Fact, report and opinion are told apart. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ChronologyEvent {
    /// When it was, as precisely as it is known.
    pub on: PartialDate,
    /// What sort of event.
    pub category: ChronologyCategory,
    /// What happened.
    pub what: String,
    /// How sure it is.
    pub nature: EventNature,
    /// Where it is known from.
    pub source: String,
    /// What it meant for the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub impact: String,
    /// The record that it was taken from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub linked: Option<EntryId>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for ChronologyEvent {
    const SAMPLE: &str = concat!(
        r#"{"on":"about 2019","category":"injury_or_illness","what":"Taken to A&E with a scald to the right hand.","#,
        r#""nature":"reported","source":"A&E letter of 3 June 2019","#,
        r#""impact":"Two nights in hospital; afraid of the bath since.","#,
        r#""linked":"cccccccc-cccc-cccc-cccc-cccccccccccc"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.require_text("source", &self.source, LONGEST_LINE);
        found.limit_text("impact", &self.impact, LONGEST_TEXT);
        if self.on.earliest() > about.today() {
            found.reject("on", Rule::InTheFuture);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    // Shows SAFE-03.
    #[test]
    fn an_event_is_of_the_past_and_says_how_it_is_known() {
        each_is_refused::<ChronologyEvent>(&[
            (json!({ "on": "2026-12" }), "on", Rule::InTheFuture),
            (json!({ "source": "" }), "source", Rule::Required),
            (json!({ "what": "" }), "what", Rule::Required),
        ]);
        each_is_fine::<ChronologyEvent>(&[
            json!({ "on": "2026" }),
            json!({ "on": "2026-11" }),
            json!({ "on": "2001" }),
        ]);
    }
}
