//! Requests and replies around the changes' own bytes. Protocol version 2; of version 1 only what is pushed is still taken.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Batch, Seen};
use doorstep_domain::id::{ActId, AudienceId, BatchId, ChangeId, DeviceId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::key::{Bytes, Challenge, PublicKey, RollUp, SessionToken, Signature};

/// The protocol that this build speaks.
pub const PROTOCOL: u32 = 2;

/// The oldest protocol that a service still takes work from. Its laptops knew no withdrawals, so they get nothing new.
pub const OLDEST_PROTOCOL: u32 = 1;

/// The most changes in one push (SECURITY 3.14).
pub const MOST_CHANGES_A_PUSH: usize = 500;

/// The most bytes of changes in one push, unpacked: half of what a service takes, whatever the packing gives.
pub const MOST_BYTES_A_PUSH: usize = 4 << 20;

/// The longest change, in bytes (SECURITY 3.14).
pub const LONGEST_CHANGE: usize = 256 << 10;

/// Where enrolment is asked for: [`Enrol`] for [`Enrolled`].
pub const ENROL: &str = "/v1/enrol";
/// Where a challenge is asked for: [`AskChallenge`] for [`GivenChallenge`].
pub const CHALLENGE: &str = "/v1/challenge";
/// Where a session is opened: [`OpenSession`] for [`Session`].
pub const SESSION: &str = "/v1/session";
/// Where everything else happens: a frame of [`SyncRequest`] for a frame of [`SyncReply`].
pub const SYNC: &str = "/v1/sync";

/// Asks to enrol a device with a one-time code.
#[derive(Clone, Serialize, Deserialize)]
pub struct Enrol {
    /// The protocol spoken.
    pub protocol: u32,
    /// The code, as typed.
    pub code: String,
    /// The device's new public key. The same code with the same key gets the same answer again.
    pub key: PublicKey,
    /// Version of the application, for the fleet list.
    pub version: String,
}

/// A device's place in the organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolled {
    /// The tenant.
    pub organisation: OrganisationId,
    /// Its name.
    pub organisation_name: String,
    /// The practitioner.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// The device's id.
    pub device: DeviceId,
    /// The service's own public key, for what it signs.
    pub service_key: PublicKey,
    /// The organisation's X25519 recovery key, which every vault gets a slot for.
    pub recovery_key: PublicKey,
}

/// Asks for something to sign.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct AskChallenge {
    /// Who asks.
    pub device: DeviceId,
}

/// Something to sign, once, within a minute.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GivenChallenge {
    /// The bytes to sign.
    pub challenge: Challenge,
}

/// Opens a session.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct OpenSession {
    /// The protocol spoken.
    pub protocol: u32,
    /// Who opens it.
    pub device: DeviceId,
    /// The challenge that was given.
    pub challenge: Challenge,
    /// Its signature.
    pub signature: Signature,
}

/// A session, open. A new one ends the device's old one.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// Goes with every request, as a bearer token.
    pub token: SessionToken,
}

/// How far a device has read an audience's log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cursor {
    /// The audience.
    pub audience: AudienceId,
    /// The service's epoch when it was read; another one after a restore from a backup.
    pub epoch: u32,
    /// The last position read; 0 before the first.
    pub position: u64,
}

/// The head of a sync request; the changes of its batches follow, in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncRequest {
    /// The protocol spoken.
    pub protocol: u32,
    /// Batches to push, in the device's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub push: Vec<PushedBatch>,
    /// How far each audience has been read. An audience left out is read from its start.
    pub cursors: Vec<Cursor>,
    /// Digest of what is held at those cursors.
    pub roll_up: RollUp,
    /// What is being written here, so that a loss can be reported. Never its words.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<DraftNotice>,
    /// What is signed and still only here after this push; left out where that is nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<LeftBehind>,
    /// The newest batch that was signed here, incarnation and number: said to a service that was restored, so that it
    /// knows what it lacks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<(u32, u64)>,
    /// What is held of each subject, where the last reply said that the digests differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub compare: Vec<HeldSums>,
    /// The most bytes of changes to send back, unpacked; left out where it is [`PAGE_BYTES`].
    #[serde(default = "usual_page", skip_serializing_if = "is_usual_page")]
    pub page_bytes: u32,
}

/// What a device holds by one audience: for each subject the sum of the ids of its changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldSums {
    /// The audience.
    pub audience: AudienceId,
    /// A subject, and the sum of what is held of it.
    pub sums: Vec<(Subject, Bytes<16>)>,
}

/// Whether a batch's number is the one after another's: only then may it leave out which batch it follows.
#[must_use]
pub fn is_next(before: (u32, u64), batch: (u32, u64)) -> bool {
    batch.0 == before.0 && before.1.checked_add(1) == Some(batch.1)
}

/// A batch on its way. Organisation and device are the session's; the ids are recomputed from the changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedBatch {
    /// Raised when the vault was restored from a copy.
    pub incarnation: u32,
    /// Its number within the incarnation.
    pub number: u64,
    /// The batch before; left out where there is none, or it is the one before in this request ([`is_next`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<BatchId>,
    /// The act that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<ActId>,
    /// What its author could know; left out where it is that of the batch before in this request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seen: Option<Vec<Seen>>,
    /// The device's signature over the batch.
    pub signature: Signature,
    /// How many of the lines that follow are its changes.
    pub changes: usize,
}

/// How much a page holds, in bytes of changes: a second or two on 3G, and few round trips on Wi-Fi.
pub const PAGE_BYTES: u32 = 2 << 20;

fn usual_page() -> u32 {
    PAGE_BYTES
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_usual_page(page_bytes: &u32) -> bool {
    *page_bytes == PAGE_BYTES
}

/// A draft that exists on a device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftNotice {
    /// What it is about.
    pub subject: Subject,
    /// Which form.
    pub kind: String,
    /// When it was opened.
    pub opened_at: DateTime<FixedOffset>,
}

/// Signed work that did not fit into a push: what would be lost with the laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftBehind {
    /// How many batches.
    pub batches: u32,
    /// When the oldest of them was signed.
    pub oldest: DateTime<FixedOffset>,
}

/// A batch with its changes' bytes and signature: what the outbox holds and the service checks.
#[derive(Debug, Clone)]
pub struct SignedBatch {
    /// The batch.
    pub batch: Batch,
    /// The device's signature.
    pub signature: Signature,
    /// The bytes of its changes, in the order of its ids.
    pub changes: Vec<Box<str>>,
}

/// The head of a sync reply; the changes of its pages follow, in order.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct SyncReply {
    /// What became of each batch pushed, in the request's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// The audiences that the device belongs to, each with the number of its membership.
    pub audiences: Vec<Membership>,
    /// What is new.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Page>,
    /// Everything that the device may hold of the subjects whose sums differed; their changes follow those of the pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub repairs: Vec<Repair>,
    /// The newest batch of the device that is kept here: incarnation and number, (0, 0) for none. Said to a device that
    /// read a log of another epoch: what came after it is to be sent again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub newest: Option<(u32, u64)>,
    /// Whether the service was restored from a backup and nobody has confirmed yet that it is whole: until then nothing
    /// is dropped because the service does not have it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub restoring: bool,
    /// Whether the application is too old to be sent anything new.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub too_old: bool,
    /// Whether there is more than fitted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub more: bool,
    /// Whether the digests differ, where they could be compared.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub diverged: bool,
    /// The service's clock.
    pub time: DateTime<FixedOffset>,
}

/// Belonging to an audience; leaving and coming back gives another number. One that is no longer named is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Membership {
    /// The audience.
    pub audience: AudienceId,
    /// The number.
    pub number: u32,
    /// Until when, where it ends by itself: what only it holds is hidden from then on, also without a connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<DateTime<FixedOffset>>,
}

/// A subject, or one entry of it, that left an audience.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawn {
    /// The subject.
    pub subject: Subject,
    /// The entry; left out where the whole subject left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<EntryId>,
}

/// A subject that an audience holds for a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Timed {
    /// The subject.
    pub subject: Subject,
    /// Until when.
    pub until: DateTime<FixedOffset>,
}

/// All that an audience holds of a subject. Whatever else a device holds of it by that audience is not there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The audience.
    pub audience: AudienceId,
    /// The subject.
    pub subject: Subject,
    /// How many of the lines that follow are its changes. The device's own are among them: it may have lost them.
    pub changes: usize,
}

/// What became of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// Its incarnation.
    pub incarnation: u32,
    /// Its number.
    pub number: u64,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a batch. Every batch has exactly one outcome; none is ever refused without being kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Stored now.
    Accepted,
    /// Stored before: sending again is harmless.
    AlreadyHad,
    /// Kept until a parent that the service lacks arrives.
    Waiting,
    /// Kept whole and set aside.
    Quarantined {
        /// The change at fault, where it is one.
        change: Option<ChangeId>,
        /// Why.
        reason: Refused,
    },
}

/// Why a batch is set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Refused {
    /// The signature is not the device's.
    Signature,
    /// A change cannot be read.
    Malformed,
    /// A change is longer than [`LONGEST_CHANGE`].
    TooLong,
    /// A change names another organisation.
    OtherOrganisation,
    /// A change's author is not the device's practitioner, or their role is another.
    OtherAuthor,
    /// The author may not record this kind.
    RoleMayNot,
    /// A parent is of another entry, kind or subject.
    ParentOfAnother,
    /// A parent is itself set aside: whoever waited for it would wait for ever.
    ParentSetAside,
    /// Less sensitive than its kind or its entry.
    SensitivityTooLow,
    /// The author may not write about this subject.
    SubjectNotHeld,
    /// A kind of entry that is never about such a subject.
    WrongSubject,
    /// From the state that its parents left the entry in, no step leads there.
    IllegalStep,
    /// Another batch has this number: a copied vault.
    Forked,
    /// What only a later service knows. The batch is set aside like any other.
    #[serde(other)]
    Unknown,
}

/// Part of an audience's log. Its changes follow the head of the reply, page by page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The audience.
    pub audience: AudienceId,
    /// The epoch of the log.
    pub epoch: u32,
    /// The cursor that it starts after.
    pub from: u64,
    /// The cursor that it ends at.
    pub to: u64,
    /// The last position of the log.
    pub head: u64,
    /// What left the audience within this part. To be applied before the part's changes: those are what is left.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawn: Vec<Withdrawn>,
    /// Which subjects of this part are held for a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub timed: Vec<Timed>,
    /// How many of the lines that follow are its changes.
    pub changes: usize,
    /// Changes of this log that the device itself wrote: it has their bytes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<OwnBatch>,
}

/// Changes that the device itself wrote: incarnation, number, and the places in that batch, from 0, of those meant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnBatch(pub u32, pub u64, pub Vec<u32>);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_of_a_later_service_sets_one_batch_aside_and_no_more() {
        let reply = r#"{"answers":[
                {"incarnation":1,"number":4,"outcome":{"quarantined":{"change":null,"reason":"of_next_year"}}},
                {"incarnation":1,"number":5,"outcome":"accepted"}],
            "audiences":[],"time":"2026-11-02T10:00:00Z"}"#;
        let reply: SyncReply = serde_json::from_str(reply).unwrap();
        let outcomes: Vec<Outcome> = reply.answers.into_iter().map(|answer| answer.outcome).collect();
        let aside = Outcome::Quarantined { change: None, reason: Refused::Unknown };
        assert_eq!(outcomes, [aside, Outcome::Accepted]);
    }
}
