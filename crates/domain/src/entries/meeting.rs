//! A meeting about a child under early help, child protection or care: who came, what was decided, who does what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// The meetings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    /// Team around the family.
    EarlyHelp,
    /// Child in need.
    ChildInNeedReview,
    /// Strategy discussion.
    Strategy,
    /// First child protection conference.
    InitialConference,
    /// A later one.
    ReviewConference,
    /// Core group.
    CoreGroup,
    /// Review of a looked-after child.
    LookedAfterReview,
    /// Professionals without the family.
    Professionals,
    /// Another.
    Other,
}

/// Whether the service was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeetingAttendance {
    /// Not held yet.
    Invited,
    /// The author was there.
    Attended,
    /// A colleague went.
    SomebodyElse,
    /// Nobody could.
    NobodyWent,
    /// Nobody was asked.
    NotInvited,
}

/// Whether a report was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MeetingReport {
    /// It was.
    Sent,
    /// Not yet.
    NotSentYet,
    /// Nobody asked for one.
    NotAskedFor,
}

/// Who does what, until when.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct MeetingAction {
    /// What.
    pub what: String,
    /// Who.
    pub by_whom: String,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub due_on: Option<NaiveDate>,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub done_on: Option<NaiveDate>,
}

/// SAFE-07. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Meeting {
    /// Which meeting.
    pub kind: MeetingKind,
    /// On which day it is, or was.
    #[ts(type = "string")]
    pub held_on: NaiveDate,
    /// When the invitation came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub invited_on: Option<NaiveDate>,
    /// Whether the service was there.
    pub attendance: MeetingAttendance,
    /// Who went instead, or why nobody did.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub attendance_note: String,
    /// Whether a report was sent.
    pub report: MeetingReport,
    /// When it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub report_sent_on: Option<NaiveDate>,
    /// What was decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decision: String,
    /// Who does what, until when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<MeetingAction>,
    /// When it meets next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub next_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl MeetingAction {
    pub(super) fn check(&self) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.require_text("by_whom", &self.by_whom, LONGEST_LINE);
        found
    }
}

impl Body for Meeting {
    const SAMPLE: &str = concat!(
        r#"{"kind":"core_group","held_on":"2026-10-29","invited_on":"2026-10-15","attendance":"attended","#,
        r#""attendance_note":"Beth Carr went for the health visitor.","report":"sent","#,
        r#""report_sent_on":"2026-10-26","decision":"The plan goes on; weigh every fortnight.","#,
        r#""actions":[{"what":"Weigh at home.","by_whom":"Health visitor","due_on":"2026-11-12","done_on":"2026-11-02"}],"#,
        r#""next_on":"2026-12-03"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("attendance_note", &self.attendance_note, LONGEST_TEXT);
        found.limit_text("decision", &self.decision, LONGEST_TEXT);
        found.refuse_future("invited_on", self.invited_on, about.today());
        found.refuse_future("report_sent_on", self.report_sent_on, about.today());
        for (place, item) in self.actions.iter().enumerate() {
            found.include(&format!("actions.{place}"), item.check());
        }
        if self.attendance != MeetingAttendance::Invited {
            found.refuse_future("held_on", self.held_on, about.today());
        }
        match self.attendance {
            MeetingAttendance::SomebodyElse | MeetingAttendance::NobodyWent
                if self.attendance_note.trim().is_empty() =>
            {
                found.reject("attendance_note", Rule::Required);
            }
            MeetingAttendance::Attended if self.decision.trim().is_empty() => {
                found.reject("decision", Rule::Required);
            }
            MeetingAttendance::Invited
            | MeetingAttendance::Attended
            | MeetingAttendance::SomebodyElse
            | MeetingAttendance::NobodyWent
            | MeetingAttendance::NotInvited => {}
        }
        if self.report == MeetingReport::Sent {
            found.require_given("report_sent_on", self.report_sent_on.as_ref());
        }
        found.refuse_before("next_on", self.next_on, self.held_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn a_meeting_says_who_went_and_what_was_decided() {
        each_is_refused::<Meeting>(&[
            (json!({ "attendance": "nobody_went", "attendance_note": null }), "attendance_note", Rule::Required),
            (json!({ "attendance": "somebody_else", "attendance_note": null }), "attendance_note", Rule::Required),
            (json!({ "decision": null }), "decision", Rule::Required),
            (json!({ "report_sent_on": null }), "report_sent_on", Rule::Required),
            (json!({ "held_on": "2026-11-20" }), "held_on", Rule::InTheFuture),
            (json!({ "next_on": "2026-10-28" }), "next_on", Rule::EndsBeforeStart),
            (json!({ "actions": [{ "what": "Ring.", "by_whom": "" }] }), "actions.0.by_whom", Rule::Required),
        ]);
        each_is_fine::<Meeting>(&[
            json!({ "attendance": "invited", "held_on": "2026-11-20", "decision": null, "report": "not_sent_yet" }),
            json!({ "attendance": "not_invited", "decision": null, "report": "not_asked_for", "report_sent_on": null }),
        ]);
    }
}
