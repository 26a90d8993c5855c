//! What can be open, and what says so.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use crate::entries::EntryKind;
use crate::id::{EntryId, StaffId, Subject};
use crate::policy::{AtOnce, NextStep};
use crate::sensitivity::Sensitivity;

/// What is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Waits {
    /// A referral is still on this laptop: nobody there has it.
    ReferralNotSent,
    /// The service that was asked has not said that it has a referral.
    ReferralNotAcknowledged,
    /// It has not said yes or no.
    ReferralNotAnswered,
    /// It said no, and nobody decided what follows, or told the family.
    ReferralDeclined,
    /// It said yes, and gave no appointment.
    ReferralNoAppointment,
    /// The first appointment is past, and nobody recorded what became of it.
    ReferralAppointmentPassed,
    /// Its help ended, and nobody recorded what came of it.
    ReferralNoOutcome,
    /// It is to be looked at whether it helped.
    ReferralReview,
    /// Nobody was in, or the child was not brought, and nobody decided what follows.
    NoAccess,
    /// It was decided to try again, and the day is past.
    TryAgain,
    /// Something has ended, and nobody decided what follows.
    WhatNow,
    /// What follows is somebody's to decide.
    WhatNowOpen,
    /// Sessions of a group were missed in a row.
    DroppedOut,
    /// Nothing is recorded of the midwives' handover.
    NoHandover,
    /// The midwives' handover is expected, was asked for, or did not come.
    Handover,
    /// Something is missing from it.
    HandoverGaps,
    /// A transfer out that nobody there has confirmed by name.
    TransferOut,
    /// The receiver is not known: where the family lives has to be found.
    WhereaboutsUnknown,
    /// A family that moved in is to be contacted.
    TransferIn,
    /// The previous record is not here.
    PreviousRecord,
    /// With a plan in force, the handover by word of mouth.
    WordOfMouth,
    /// School nursing has not taken over.
    SchoolHandover,
    /// A delegated package was proposed and not answered.
    DelegationNotAnswered,
    /// A report of it is due.
    DelegationReport,
    /// The health visitor has to look at the report.
    DelegationReview,
    /// An alert past the day by which it was to be looked at.
    AlertReview,
    /// A level of need.
    LevelReview,
    /// A goal.
    GoalReview,
    /// The family is thinking about early help.
    EarlyHelpAnswer,
    /// Early help is to be looked at.
    EarlyHelpReview,
    /// The family is thinking about sharing.
    ConsentAnswer,
    /// A consent ends.
    ConsentEnds,
    /// A review that the family declined is to be offered again.
    OfferAgain,
    /// A child of whom a review was done by telephone is to be met.
    MeetAfterRemote,
    /// A safeguarding status told by word of mouth.
    StatusUnconfirmed,
    /// A safeguarding status is reviewed elsewhere on this day.
    StatusReview,
    /// An action of a meeting.
    MeetingAction,
    /// A meeting that took place, with nothing recorded of it.
    MeetingOutcome,
    /// A report for a meeting.
    MeetingReport,
    /// The next meeting.
    MeetingNext,
    /// Supervision about the child.
    Supervision,
    /// A plan is in force, and no supervision was recorded.
    NoSupervision,
    /// A disagreement between professionals.
    Escalation,
    /// Somebody asked for information.
    InformationRequest,
    /// The initial health assessment of a looked-after child.
    LookedAfterInitial,
    /// Their next one.
    LookedAfterReview,
    /// A task.
    Task,
    /// A message.
    Message,
    /// A document that nobody has read.
    DocumentUnread,
    /// A document that was read, with nothing said about what was done.
    DocumentNotActedOn,
    /// An appointment is past, and nobody recorded what became of it.
    AppointmentPassed,
    /// An interpreter has to be booked.
    InterpreterToBook,
    /// The person has died, and a referral still asks for them.
    ReferralAfterDeath,
    /// The person has died, and they are still expected.
    AppointmentAfterDeath,
}

impl Waits {
    /// Whether somebody still has to answer when the child has died or is in the care of others: what was asked of a
    /// person, and a handover, are not answered by that.
    pub(super) fn outlives_care(self) -> bool {
        matches!(
            self,
            Self::Task
                | Self::Message
                | Self::DocumentUnread
                | Self::DocumentNotActedOn
                | Self::InformationRequest
                | Self::Escalation
                | Self::MeetingAction
                | Self::WordOfMouth
                | Self::ReferralAfterDeath
                | Self::AppointmentAfterDeath
        )
    }
}

/// How long the rule allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum Allowed {
    /// So many working days by England's table of bank holidays.
    WorkingDays {
        /// How many.
        days: u32,
    },
    /// So many days.
    Days {
        /// How many.
        days: u32,
    },
    /// The same day, by telephone, and in writing within so many hours.
    SameDay {
        /// The hours.
        written_within_hours: u32,
    },
}

/// The form that answers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct Answering {
    /// Of which kind.
    pub kind: EntryKind,
    /// The entry to amend; none records a new one.
    pub entry: Option<EntryId>,
}

/// Something that was asked for, promised or due, and has no answer yet.
#[derive(Clone, PartialEq)]
pub struct OpenLoop {
    /// What is waited for.
    pub waits: Waits,
    /// Whose.
    pub about: Subject,
    /// The entry that leaves it open; none where there is none.
    pub entry: Option<EntryId>,
    /// The kind of that entry, or of the one that is missing.
    pub kind: EntryKind,
    /// How sensitive that entry is.
    pub sensitivity: Sensitivity,
    /// In the words of the record: the service, the task, the title. Empty where it is restricted.
    pub what: String,
    /// Since when.
    pub since: NaiveDate,
    /// By when; none where no rule gives a day.
    pub due: Option<NaiveDate>,
    /// What the rule allows.
    pub allowed: Option<Allowed>,
    /// Whose it is.
    pub owner: Option<StaffId>,
    /// Minutes on this laptop, which attempt, how many sessions.
    pub count: Option<u32>,
    /// What follows no access.
    pub step: Option<NextStep>,
    /// Why this child's first attempt is as grave as the third.
    pub at_once: Option<AtOnce>,
    /// The form that answers it.
    pub answer: Answering,
}

impl std::fmt::Debug for OpenLoop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} since {} due {:?}", self.waits, self.since, self.due)
    }
}

impl OpenLoop {
    pub(super) fn named(self, what: &str) -> Self {
        let hidden = self.sensitivity == Sensitivity::Restricted;
        Self { what: if hidden { String::new() } else { what.to_owned() }, ..self }
    }

    pub(super) fn due(self, due: impl Into<Option<NaiveDate>>) -> Self {
        Self { due: due.into(), ..self }
    }

    pub(super) fn allowed(self, allowed: Allowed) -> Self {
        Self { allowed: Some(allowed), ..self }
    }

    pub(super) fn owned_by(self, owner: StaffId) -> Self {
        Self { owner: Some(owner), ..self }
    }

    pub(super) fn answered_by(self, kind: EntryKind) -> Self {
        Self { answer: Answering { kind, entry: None }, ..self }
    }

    pub(super) fn counted(self, count: u32) -> Self {
        Self { count: Some(count), ..self }
    }
}
