//! What happened to a review: contacts that were signed, and decisions that were made.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entries::contact::{ChildSeen, Contact, ContactMode, ContactOutcome, Present, ReviewKind};
use crate::entries::past_review::PastReview;
use crate::id::EntryId;
use crate::staff::Role;

/// Whether whom the review is about was seen: the child, or before birth the mother.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Seen {
    /// In the room.
    Yes,
    /// Not in the room.
    No,
    /// A record of before does not say more than that the review was done.
    NotSaid,
}

/// What says that a review was done, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Witness {
    /// A contact that was signed here.
    Contact,
    /// Somebody here saw it written or was told, and signed for that.
    Told,
    /// The system before Doorstep: nobody here has verified it (IMP-01).
    PreviousSystem,
}

/// A signed contact that was to be a review, or the record of one that was done elsewhere or before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// Its entry.
    pub contact: EntryId,
    /// Which review it was to be.
    pub review: ReviewKind,
    /// The day on which it took place, wherever and whenever it was written.
    pub on: NaiveDate,
    /// How people met.
    pub mode: ContactMode,
    /// What became of it.
    pub outcome: ContactOutcome,
    /// Whether whom it is about was seen.
    pub seen: Seen,
    /// The role of who did it; none where a record of before does not say.
    pub by: Option<Role>,
    /// What says so.
    pub witness: Witness,
    /// For one by telephone or video: why so, and what was decided about meeting.
    pub remotely: Option<Remotely>,
}

impl Done {
    /// This contact as a review, if it was one. The day is that of its own time zone.
    #[must_use]
    pub fn of(contact: EntryId, body: &Contact, by: Role, remotely: Option<Remotely>) -> Option<Self> {
        let review = body.review?;
        let child_seen = match body.child_seen {
            ChildSeen::Awake | ChildSeen::Asleep => true,
            ChildSeen::NotSeen | ChildSeen::NotApplicable => false,
        };
        let seen = if review == ReviewKind::Antenatal { body.present.contains(&Present::Mother) } else { child_seen };
        Some(Self {
            contact,
            review,
            on: body.started_at.date_naive(),
            mode: body.mode,
            outcome: body.outcome,
            seen: if seen { Seen::Yes } else { Seen::No },
            by: Some(by),
            witness: Witness::Contact,
            remotely,
        })
    }

    /// A review that was done before, or elsewhere. Who did it and whom they saw is not said: that it was done is.
    #[must_use]
    pub fn before(entry: EntryId, body: &PastReview, witness: Witness, remotely: Option<Remotely>) -> Self {
        Self {
            contact: entry,
            review: body.review,
            on: body.done_on,
            mode: body.mode,
            outcome: ContactOutcome::TookPlace,
            seen: Seen::NotSaid,
            by: None,
            witness,
            remotely,
        }
    }
}

/// Why a review was by telephone or video, and what was decided about meeting. Without both the reminder goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Remotely {
    /// Why.
    pub reason: WhyRemote,
    /// Whether they will meet.
    pub face_to_face: FaceToFace,
}

/// Why a review was by telephone or video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WhyRemote {
    /// The family asked for it.
    FamilyAsked,
    /// Somebody has something catching.
    Infection,
    /// The baby is in hospital.
    InHospital,
    /// The family is away.
    Away,
    /// The service's own policy of that time.
    ServicePolicy,
    /// Something else, said in the contact.
    Other,
}

/// What was decided about meeting after a remote review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", tag = "decided")]
pub enum FaceToFace {
    /// They meet by this day. After it the review is owed again.
    StillToBe {
        /// The last day.
        #[ts(type = "string")]
        by: NaiveDate,
    },
    /// The practitioner decided that there is no need.
    NotNeeded,
}

/// A decision about a review, with the day on which it was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// Which review.
    pub review: ReviewKind,
    /// When.
    pub on: NaiveDate,
    /// What.
    pub what: Decided,
}

/// What can be decided about a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// The family does not want it.
    Declined {
        /// Who said so.
        by: DeclinedBy,
        /// When it will be offered again, if it will.
        reoffer_on: Option<NaiveDate>,
    },
    /// The family wants it after all. Only until the window closes.
    ChangedMind,
    /// It cannot be done.
    NotDeliverable(Undeliverable),
}

/// Who declined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeclinedBy {
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// Somebody else who cares for the child.
    OtherCarer,
}

/// Why a review cannot be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Undeliverable {
    /// Nobody was reached, and the no-access pathway came to its end.
    NotReached,
    /// Abroad, or travelling, for the whole of the window.
    Away,
    /// In hospital for the whole of the window.
    InHospital,
    /// The service had suspended the review.
    Suspended,
    /// Something else, said in the record.
    Other,
}
