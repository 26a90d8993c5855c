//! Something that somebody has to do for a family by a day. It has one owner, and is done or dropped with a reason.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::{EntryId, StaffId};
use crate::invalid::{Findings, Rule};

/// Where a task stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskState {
    /// Open.
    Open,
    /// Done.
    Done,
    /// Not to be done any more.
    Dropped,
}

impl States for TaskState {
    const FIRST: &'static [Self] = &[Self::Open];
    const STEPS: &'static [(Self, Self)] = &[(Self::Open, Self::Done), (Self::Open, Self::Dropped)];
}

/// TASK-01. Handing it to somebody else keeps it open. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Task {
    /// What.
    pub what: String,
    /// Whose it is.
    pub owner: StaffId,
    /// By when.
    #[ts(type = "string")]
    pub due_on: NaiveDate,
    /// The record that it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<EntryId>,
    /// Where it stands.
    pub state: TaskState,
    /// When it was done or dropped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub closed_on: Option<NaiveDate>,
    /// What came of it, or why it was handed on or dropped.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Task {
    const SAMPLE: &str = concat!(
        r#"{"what":"Ring the speech therapist about the date","owner":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","#,
        r#""due_on":"2026-11-10","from":"cccccccc-cccc-cccc-cccc-cccccccccccc","state":"dropped","#,
        r#""closed_on":"2026-11-02","note":"The family moved; part of the transfer now."}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_LINE);
        found.limit_text("note", &self.note, LONGEST_TEXT);
        found.refuse_future("closed_on", self.closed_on, about.today());
        if self.state != TaskState::Open {
            found.require_given("closed_on", self.closed_on.as_ref());
        }
        if self.state == TaskState::Dropped && self.note.trim().is_empty() {
            found.reject("note", Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn a_task_is_done_on_a_day_and_dropped_with_a_reason() {
        each_is_refused::<Task>(&[
            (json!({ "closed_on": null }), "closed_on", Rule::Required),
            (json!({ "note": null }), "note", Rule::Required),
            (json!({ "closed_on": "2026-11-04" }), "closed_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Task>(&[
            json!({ "state": "done", "note": null }),
            json!({ "state": "open", "note": null, "closed_on": null }),
        ]);
    }
}
