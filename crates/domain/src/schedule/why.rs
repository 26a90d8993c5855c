//! Why a review stands as it does, as data.

use chrono::NaiveDate;
use serde::Serialize;
use ts_rs::TS;

use super::done::{DeclinedBy, Remotely, Undeliverable, Witness};
use crate::id::EntryId;
use crate::policy::{ReviewRule, RuleVersion};

/// The rule, what it was counted from, and what happened.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Why<'p> {
    /// The version of the rules: the one in force when the review opened.
    pub version: &'p RuleVersion,
    /// Its rule, with the offsets.
    pub rule: &'p ReviewRule,
    /// The day from which they count: birth, or the expected date.
    pub anchor_on: NaiveDate,
    /// What decides.
    pub because: Because,
    /// The latest contact that was to be this review and did not count, while none did.
    pub not_counted: Option<(NaiveDate, NotCounted)>,
}

/// What decides how a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case", tag = "because")]
pub enum Because {
    /// Nothing happened: the day alone.
    Day,
    /// Done, face to face.
    Seen {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
        /// At this contact, or by this record of before.
        contact: EntryId,
        /// What says so.
        witness: Witness,
    },
    /// By telephone or video, with a reason and a decision about meeting.
    Remote {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
        /// At this contact.
        contact: EntryId,
        /// The reason and the decision.
        remotely: Remotely,
    },
    /// The family declined.
    Declined {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
        /// Who.
        by: DeclinedBy,
        /// When it will be offered again.
        #[ts(type = "string | null")]
        reoffer_on: Option<NaiveDate>,
    },
    /// Somebody decided that it cannot be done.
    NotDeliverable {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
        /// Why.
        reason: Undeliverable,
    },
    /// An antenatal review cannot be done after the birth.
    Born {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// The child died, or the pregnancy was lost.
    Died {
        /// When.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// Somebody elsewhere has the child now.
    MovedOut {
        /// When they confirmed it.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// Later rules did away with it.
    RulesChanged {
        /// When they began.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// A contact that the law does not ask for lapses when its window closes.
    Lapsed {
        /// The day after.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// The window had closed when the service began to use Doorstep.
    BeforeGoLive {
        /// When it began.
        #[ts(type = "string")]
        on: NaiveDate,
    },
    /// The window had closed when the family moved in.
    BeforeMovedIn {
        /// When they did.
        #[ts(type = "string")]
        on: NaiveDate,
    },
}

/// Why a contact that was to be a review is not one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotCounted {
    /// No access, not brought, cancelled.
    DidNotTakePlace,
    /// The child, or before birth the mother, was not seen.
    NotSeen,
    /// The rule does not name the role of who signed.
    RoleMayNot,
    /// A text or e-mail is no review.
    NotAMeeting,
    /// By telephone or video, and nobody decided about meeting.
    NoDecisionAboutMeeting,
    /// Before the window opened.
    BeforeItOpened,
    /// After the birth, the death, the move, the rules' end or the end of a suggested contact.
    AfterItEnded,
}
