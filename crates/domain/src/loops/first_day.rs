//! From which day an entry may leave something open: so that a whole caseload is not read to find the few that do.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::access::is_no_access;
use super::ended::is_missed;
use crate::entries::EntryKind;
use crate::entries::alert::Alert;
use crate::entries::appointment::{Appointment, AppointmentState};
use crate::entries::attendance::Attendance;
use crate::entries::consent::{Consent, ConsentState};
use crate::entries::contact::Contact;
use crate::entries::delegation::Delegation;
use crate::entries::document::Document;
use crate::entries::early_help::{EarlyHelp, EarlyHelpAnswer};
use crate::entries::escalation::{Escalation, EscalationState};
use crate::entries::goal::Goal;
use crate::entries::information_request::InformationRequest;
use crate::entries::level_of_need::LevelOfNeed;
use crate::entries::looked_after::LookedAfter;
use crate::entries::meeting::{Meeting, MeetingAttendance, MeetingReport};
use crate::entries::message::Message;
use crate::entries::midwifery_handover::{HandoverState, MidwiferyHandover};
use crate::entries::no_access::NoAccess;
use crate::entries::programme::Programme;
use crate::entries::referral::{Referral, ReferralState};
use crate::entries::review_decision::ReviewDecision;
use crate::entries::safeguarding_status::SafeguardingStatus;
use crate::entries::school_handover::{SchoolHandover, SchoolHandoverState};
use crate::entries::supervision::Supervision;
use crate::entries::task::{Task, TaskState};
use crate::entries::transfer::{Transfer, TransferState};
use crate::entries::what_now::{WhatNow, WhatNowState};

/// There is no telling: it is open already.
const ALREADY: NaiveDate = NaiveDate::MIN;

type FirstDay = fn(&Value) -> Option<NaiveDate>;

/// The kinds that can leave something open, and the day that counts of each. No other kind is read for it.
const CAN_WAIT: [(EntryKind, FirstDay); 26] = [
    (EntryKind::Referral, |body| {
        open(body, |one: &Referral| one.state != ReferralState::Closed || one.after_declined.is_none())
    }),
    (EntryKind::Contact, |body| open(body, |one: &Contact| is_no_access(one))),
    (EntryKind::NoAccess, |body| open(body, |one: &NoAccess| one.next_on.is_some())),
    (EntryKind::Programme, |body| open(body, |one: &Programme| one.to.is_some())),
    (EntryKind::EarlyHelp, |body| {
        open(body, |one: &EarlyHelp| one.answer != EarlyHelpAnswer::Declined || one.ended_on.is_some())
    }),
    (EntryKind::LookedAfter, |body| open(body, |_: &LookedAfter| true)),
    (EntryKind::Delegation, |body| open(body, |_: &Delegation| true)),
    (EntryKind::Attendance, |body| open(body, |one: &Attendance| is_missed(one.attended))),
    (EntryKind::WhatNow, |body| open(body, |one: &WhatNow| one.state == WhatNowState::Open)),
    (EntryKind::MidwiferyHandover, |body| open(body, is_expected)),
    (EntryKind::Transfer, |body| {
        open(body, |one: &Transfer| !matches!(one.state, TransferState::Closed | TransferState::Cancelled))
    }),
    (EntryKind::SchoolHandover, |body| open(body, |one: &SchoolHandover| one.state != SchoolHandoverState::TakenOver)),
    (EntryKind::Alert, |body| read(body).filter(|one: &Alert| one.ended_on.is_none()).map(|one| one.review_by)),
    (EntryKind::LevelOfNeed, |body| Some(read::<LevelOfNeed>(body)?.review_by)),
    (EntryKind::Goal, |body| read(body).filter(|one: &Goal| one.outcome.is_none()).map(|one| one.review_on)),
    (EntryKind::Consent, consent),
    (EntryKind::ReviewDecision, |body| {
        let one: ReviewDecision = read(body)?;
        one.reoffer_on.into_iter().chain(one.meet_by).min()
    }),
    (EntryKind::SafeguardingStatus, |body| open(body, |_: &SafeguardingStatus| true)),
    (EntryKind::Meeting, meeting),
    (EntryKind::Supervision, |body| Some(read::<Supervision>(body)?.next_by)),
    (EntryKind::Escalation, |body| open(body, |one: &Escalation| one.state != EscalationState::Resolved)),
    (EntryKind::InformationRequest, |body| open(body, |one: &InformationRequest| one.replied_on.is_none())),
    (EntryKind::Task, |body| open(body, |one: &Task| one.state == TaskState::Open)),
    (EntryKind::Message, |body| open(body, |one: &Message| one.acknowledged_by.is_none())),
    (EntryKind::Document, |body| open(body, |one: &Document| one.read_by.is_none() || one.acted_on.trim().is_empty())),
    (EntryKind::Appointment, |body| {
        open(body, |one: &Appointment| matches!(one.state, AppointmentState::Booked | AppointmentState::Moved))
    }),
];

/// Whether entries of this kind can leave something open.
#[must_use]
pub fn can_wait(kind: EntryKind) -> bool {
    CAN_WAIT.iter().any(|(can, _)| *can == kind)
}

/// The day that counts of what an entry in force may leave open; none where it leaves nothing open, whatever day it is.
///
/// It may be too early, and is then asked about for nothing; it is never too late. What is reviewed on a day gives that
/// day: whoever wants to be reminded before it asks for later days as well.
#[must_use]
pub fn waits_from(kind: EntryKind, body: &Value) -> Option<NaiveDate> {
    CAN_WAIT.iter().find(|(can, _)| *can == kind).and_then(|(_, first_day)| first_day(body))
}

fn read<T: DeserializeOwned>(body: &Value) -> Option<T> {
    T::deserialize(body).ok()
}

fn open<T: DeserializeOwned>(body: &Value, is_open: impl FnOnce(&T) -> bool) -> Option<NaiveDate> {
    read(body).filter(is_open).map(|_| ALREADY)
}

fn is_expected(handover: &MidwiferyHandover) -> bool {
    match handover.state {
        HandoverState::Expected
        | HandoverState::NotReceived
        | HandoverState::Chased
        | HandoverState::PartiallyReceived => true,
        HandoverState::Received => !handover.gaps.trim().is_empty(),
        HandoverState::GapsClosed | HandoverState::Unobtainable => false,
    }
}

fn consent(body: &Value) -> Option<NaiveDate> {
    let one: Consent = read(body)?;
    if one.state == ConsentState::AskedDeferred { Some(one.on) } else { one.expires_on }
}

fn meeting(body: &Value) -> Option<NaiveDate> {
    let one: Meeting = read(body)?;
    let is_owed = one.report == MeetingReport::NotSentYet || one.actions.iter().any(|action| action.done_on.is_none());
    let invited = (one.attendance == MeetingAttendance::Invited).then_some(one.held_on);
    is_owed.then_some(ALREADY).into_iter().chain(invited).chain(one.next_on).min()
}
