//! What midwives hand over when they discharge a mother and baby at 10 to 14 days, and what is still missing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::invalid::{Findings, Rule};

/// How far a handover has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandoverState {
    /// Expected.
    Expected,
    /// Some of it is here.
    PartiallyReceived,
    /// It is here.
    Received,
    /// Nothing is missing any more.
    GapsClosed,
    /// It did not come.
    NotReceived,
    /// It was asked for.
    Chased,
    /// It cannot be had.
    Unobtainable,
}

/// What a handover covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandoverTopic {
    /// Feeding.
    Feeding,
    /// Weight.
    Weight,
    /// Mood.
    Mood,
    /// Domestic abuse and vulnerability.
    Vulnerability,
    /// Newborn blood spot.
    BloodSpot,
    /// Safeguarding.
    Safeguarding,
    /// Anything else.
    Other,
}

impl States for HandoverState {
    const FIRST: &'static [Self] = &[Self::Expected, Self::PartiallyReceived, Self::Received, Self::NotReceived];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Expected, Self::PartiallyReceived),
        (Self::Expected, Self::Received),
        (Self::Expected, Self::NotReceived),
        (Self::PartiallyReceived, Self::Received),
        (Self::PartiallyReceived, Self::GapsClosed),
        (Self::Received, Self::GapsClosed),
        (Self::NotReceived, Self::Chased),
        (Self::Chased, Self::PartiallyReceived),
        (Self::Chased, Self::Received),
        (Self::Chased, Self::Unobtainable),
    ];
}

/// When it was chased.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoverChase {
    /// When.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// With whom, and what was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// TRF-01. About the baby. What is missing is named until it is there.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MidwiferyHandover {
    /// By when it is expected: day 10 to 14.
    #[ts(type = "string")]
    pub expected_by: NaiveDate,
    /// How far it has come.
    pub state: HandoverState,
    /// When the midwives discharged mother and baby.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub discharged_on: Option<NaiveDate>,
    /// When it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub received_on: Option<NaiveDate>,
    /// From whom.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub from: String,
    /// What it covers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covered: Vec<HandoverTopic>,
    /// What is missing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gaps: String,
    /// When it was chased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub chased: Vec<HandoverChase>,
    /// What the midwives are worried about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub worries: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl HandoverChase {
    fn check(&self) -> Findings {
        let mut found = Findings::default();
        found.limit_text("note", &self.note, LONGEST_LINE);
        found
    }
}

impl Body for MidwiferyHandover {
    const SAMPLE: &str = concat!(
        r#"{"expected_by":"2026-11-01","state":"gaps_closed","discharged_on":"2026-10-30","#,
        r#""received_on":"2026-10-30","from":"Priya Nair, community midwife","covered":["feeding","weight"],"#,
        r#""gaps":"Blood spot result","chased":[{"on":"2026-10-31","note":"Left word with the ward."}],"#,
        r#""worries":"Sore nipples; low on day five."}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("from", &self.from, LONGEST_LINE);
        found.limit_text("gaps", &self.gaps, LONGEST_TEXT);
        found.limit_text("worries", &self.worries, LONGEST_TEXT);
        found.refuse_future("discharged_on", self.discharged_on, about.today());
        found.refuse_future("received_on", self.received_on, about.today());
        for (place, item) in self.chased.iter().enumerate() {
            found.include(&format!("chased.{place}"), item.check());
        }
        match self.state {
            HandoverState::PartiallyReceived | HandoverState::Received => {
                found.require_given("received_on", self.received_on.as_ref());
                if self.state == HandoverState::PartiallyReceived && self.gaps.trim().is_empty() {
                    found.reject("gaps", Rule::Required);
                }
            }
            HandoverState::Chased | HandoverState::Unobtainable if self.chased.is_empty() => {
                found.reject("chased", Rule::Required);
            }
            HandoverState::Expected
            | HandoverState::GapsClosed
            | HandoverState::NotReceived
            | HandoverState::Chased
            | HandoverState::Unobtainable => {}
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    // Shows TRF-01.
    #[test]
    fn a_handover_says_when_it_came_what_is_missing_and_when_it_was_chased() {
        each_is_refused::<MidwiferyHandover>(&[
            (json!({ "state": "received", "received_on": null }), "received_on", Rule::Required),
            (json!({ "state": "partially_received", "gaps": null }), "gaps", Rule::Required),
            (json!({ "state": "chased", "chased": [] }), "chased", Rule::Required),
            (json!({ "state": "unobtainable", "chased": [] }), "chased", Rule::Required),
            (json!({ "received_on": "2026-11-04" }), "received_on", Rule::InTheFuture),
        ]);
        each_is_fine::<MidwiferyHandover>(&[json!({ "state": "expected", "received_on": null, "chased": [] })]);
    }
}
