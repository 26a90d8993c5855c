//! What follows when something that helped a family has ended: a decision with an owner and a day, open until it is
//! made.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::{EntryId, StaffId};
use crate::invalid::{Findings, Rule};

/// How something ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HowItEnded {
    /// As it was meant to.
    Completed,
    /// The family left.
    DroppedOut,
    /// The service left.
    Withdrawn,
    /// It never began.
    Declined,
    /// Otherwise.
    Other,
}

/// Whether it is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhatNowState {
    /// Not yet.
    Open,
    /// It is.
    Decided,
}

impl States for WhatNowState {
    const FIRST: &'static [Self] = &[Self::Open, Self::Decided];
    const STEPS: &'static [(Self, Self)] = &[(Self::Open, Self::Decided)];
}

/// GAP-01. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct WhatNow {
    /// What has ended.
    pub ended_what: String,
    /// When.
    #[ts(type = "string")]
    pub ended_on: NaiveDate,
    /// The record of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub ended: Option<EntryId>,
    /// How it ended.
    pub how: HowItEnded,
    /// Who decides.
    pub owner: StaffId,
    /// By when.
    #[ts(type = "string")]
    pub decide_by: NaiveDate,
    /// Whether it is decided.
    pub state: WhatNowState,
    /// What follows, and why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// When it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub decided_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for WhatNow {
    const SAMPLE: &str = concat!(
        r#"{"ended_what":"Baby massage, six sessions","ended_on":"2026-10-20","#,
        r#""ended":"cccccccc-cccc-cccc-cccc-cccccccccccc","how":"dropped_out","#,
        r#""owner":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","decide_by":"2026-11-03","state":"decided","#,
        r#""decision":"Home visits instead; she finds groups hard.","decided_on":"2026-11-02"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("ended_what", &self.ended_what, LONGEST_LINE);
        found.limit_text("decision", &self.decision, LONGEST_TEXT);
        found.refuse_future("ended_on", self.ended_on, about.today());
        found.refuse_future("decided_on", self.decided_on, about.today());
        if self.state == WhatNowState::Decided {
            if self.decision.trim().is_empty() {
                found.reject("decision", Rule::Required);
            }
            found.require_given("decided_on", self.decided_on.as_ref());
        }
        found.refuse_before("decided_on", self.decided_on, self.ended_on);
        found.refuse_before("decide_by", self.decide_by, self.ended_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn what_follows_is_decided_in_words_on_a_day() {
        each_is_refused::<WhatNow>(&[
            (json!({ "decision": null }), "decision", Rule::Required),
            (json!({ "decided_on": null }), "decided_on", Rule::Required),
            (json!({ "decide_by": "2026-10-19" }), "decide_by", Rule::EndsBeforeStart),
        ]);
        each_is_fine::<WhatNow>(&[json!({ "state": "open", "decision": null, "decided_on": null })]);
    }
}
