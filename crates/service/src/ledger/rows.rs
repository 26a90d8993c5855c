//! What a ledger is asked and what it answers.

use chrono::{DateTime, NaiveDate, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::entries::look_up::LookUp;
use doorstep_domain::id::{
    AudienceId, BatchId, CentreId, ChangeId, DeviceId, OrganisationId, PersonId, StaffId, Subject, TeamId,
};
use doorstep_domain::staff::Role;
use doorstep_sync::accept::Author;
use doorstep_sync::digest::Sum;
use doorstep_sync::key::PublicKey;
use doorstep_sync::wire::{Outcome, Page, Repair};
use serde::{Deserialize, Serialize};
use serde_json::Map;

use super::{Arrived, Decision, Error};
use crate::number::OrganisationNumber;

/// An organisation: a tenant of the service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// Its number, within its device ids and enrolment codes.
    pub number: OrganisationNumber,
    /// Its name.
    pub name: String,
    /// The service, as a member of its staff.
    pub service_staff: StaffId,
    /// The service, as one of its devices.
    pub service_device: DeviceId,
    /// The service's public key for this organisation.
    pub service_key: PublicKey,
    /// The organisation's X25519 recovery key, public half.
    pub recovery_key: PublicKey,
    /// Whether it was restored from a backup and nobody has confirmed yet that it is whole.
    pub is_restoring: bool,
}

impl Organisation {
    /// The service itself, as the author of what only it decides.
    #[must_use]
    pub fn service(&self) -> Author {
        Author {
            organisation: self.id,
            device: self.service_device,
            key: self.service_key,
            staff: self.service_staff,
            role: Role::Service,
        }
    }
}

/// A team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Its id.
    pub id: TeamId,
    /// Its name.
    pub name: String,
    /// Whether its new families join one caseload that all of it reads, or that of the health visitor who registers them.
    pub shares_families: bool,
}

/// A member of staff.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staff {
    /// Their id.
    pub id: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Their team; none for the service itself, and for who belongs to the whole organisation.
    pub team: Option<TeamId>,
    /// Where a centre worker works.
    pub centre: Option<CentreId>,
}

/// How an entry stands.
#[derive(Debug, Clone, Default)]
pub struct EntryStanding {
    /// The parents of its next version.
    pub heads: Vec<ChangeId>,
    /// What it says; none where nothing is in force.
    pub body: Option<Map<String, serde_json::Value>>,
}

/// A child whom nobody is accountable for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unallocated {
    /// Who.
    pub child: PersonId,
    /// Where the child was registered.
    pub registered: Option<Scope>,
}

/// More look-ups than so many by one person in a day are told to whoever runs the service: nobody's day needs them.
pub const MANY_LOOK_UPS_A_DAY: usize = 5;

/// What became of a look-up.
pub struct LookedUp {
    /// Who asked.
    pub staff: StaffId,
    /// When.
    pub at: DateTime<Utc>,
    /// Whom it found; nobody where there is no such family, or more than one.
    pub found: Option<Subject>,
    /// The last day that they may read the record.
    pub last_day: Option<NaiveDate>,
    /// What they asked, and why; none where a later build wrote it.
    pub asked: Option<LookUp>,
}

/// What became of a push.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pushed {
    /// Of each batch, in their order.
    pub outcomes: Vec<Outcome>,
    /// Whether it decides nothing about who holds what, beyond what it has entered into the logs already.
    pub is_settled: bool,
}

/// A batch of the service's own.
pub struct Own<'a> {
    /// Now.
    pub at: DateTime<Utc>,
    /// Signs the service's next batch. It is called within the transaction that stores it.
    pub sign: &'a dyn Fn(&ChainEnd) -> Result<Arrived, Error>,
}

/// A member of staff to be added, with the entry about them that the service signs.
pub struct NewStaff<'a> {
    /// Who.
    pub staff: &'a Staff,
    /// Now.
    pub at: DateTime<Utc>,
    /// Signs the service's next batch. It is called within the transaction that stores it.
    pub sign: &'a dyn Fn(&ChainEnd) -> Result<Arrived, Error>,
}

/// A member of staff who gets another role, team or centre.
pub struct ChangedStaff<'a> {
    /// Who, as they are from now on.
    pub staff: &'a Staff,
    /// Who decided it, when and why.
    pub decision: Decision<'a>,
    /// The entry about them, where it says something else now.
    pub own: Option<Own<'a>>,
}

/// An enrolment code, as it is kept.
#[derive(Clone)]
pub struct Code {
    /// SHA-256 of the code.
    pub hash: [u8; 32],
    /// Whom it enrols.
    pub staff: StaffId,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// A device that asks to be enrolled.
pub struct NewDevice {
    /// SHA-256 of the code that it shows.
    pub code: [u8; 32],
    /// The id that it gets, if it is new.
    pub id: DeviceId,
    /// Its public key.
    pub key: PublicKey,
    /// Version of its application.
    pub version: String,
    /// Now.
    pub at: DateTime<Utc>,
}

/// A device, enrolled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enrolment {
    /// The device's id.
    pub device: DeviceId,
    /// Its practitioner.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

/// Whether a device is let in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeviceState {
    /// It is.
    Active,
    /// Not for now.
    Suspended,
    /// Never again.
    Revoked,
}

/// A device, for the list of devices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its id.
    pub id: DeviceId,
    /// Its practitioner.
    pub staff: StaffId,
    /// Whether it is let in.
    pub state: DeviceState,
    /// Version of its application when it enrolled.
    pub version: String,
    /// When it was here, to the hour.
    pub last_seen_at: DateTime<Utc>,
    /// Incarnation and number of its newest batch; (0, 0) before the first.
    pub newest: (u32, u64),
    /// What a person should look into.
    pub flags: Vec<DeviceFlag>,
    /// What it said was only on it; none where it was never here.
    pub report: Option<Report>,
}

/// What a laptop said was only on it, the last time that it was here: what would be lost with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// When it said so.
    pub at: DateTime<Utc>,
    /// Drafts. Their words never leave it.
    pub drafts: Option<OnlyThere>,
    /// Signed batches that it had not sent.
    pub unsent: Option<OnlyThere>,
}

impl Report {
    /// Whether it says something else than another, whenever that was said.
    #[must_use]
    pub fn differs_from(&self, other: &Self) -> bool {
        (self.drafts, self.unsent) != (other.drafts, other.unsent)
    }
}

/// Something that is on a laptop and nowhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OnlyThere {
    /// How many.
    pub count: u32,
    /// Since when there was the oldest, to the millisecond.
    pub oldest_at: DateTime<Utc>,
}

/// What a person should look into, at this batch of a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DeviceFlag {
    /// The batch's incarnation.
    pub incarnation: u32,
    /// Its number.
    pub number: u64,
    /// What it is.
    pub flag: Flag,
}

/// What a person should look into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// The batch before never came: lost work.
    Gap,
    /// The batch before, or of this number, is another: a copied vault.
    Fork,
}

/// Where the service's own chain of batches ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChainEnd {
    /// Incarnation of the next batch: another one after a restore from a copy.
    pub incarnation: u32,
    /// Number of the next batch.
    pub number: u64,
    /// Id of the last.
    pub previous: Option<BatchId>,
}

/// Who a device is and what its practitioner reads, at one instant.
#[derive(Debug, Clone)]
pub struct Standing {
    /// The device, its key and its practitioner.
    pub author: Author,
    /// Whether it is let in.
    pub state: DeviceState,
    /// When it was here, to the hour.
    pub last_seen_at: DateTime<Utc>,
    /// Incarnation and number of its newest batch; (0, 0) before the first.
    pub newest: (u32, u64),
    /// What it last said was only on it.
    pub report: Option<Report>,
    /// Whether the service was restored from a backup and nobody has confirmed yet that it is whole.
    pub is_restoring: bool,
    /// While it is: the newest batch that was signed on the device, where it has said that it has nothing more to send.
    pub reported: Option<(u32, u64)>,
    /// The epoch of every log.
    pub epoch: u32,
    /// The audiences that its practitioner belongs to, and that anything was ever written to.
    pub logs: Vec<AudienceLog>,
}

/// An audience's log, as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AudienceLog {
    /// The audience.
    pub audience: AudienceId,
    /// Number of the membership.
    pub membership: u32,
    /// Until when it lasts, where it ends by itself.
    pub until: Option<DateTime<Utc>>,
    /// Epoch of the log.
    pub epoch: u32,
    /// Its last position.
    pub head: u64,
    /// Sum of the ids of the changes that it holds now.
    pub sum: Sum,
}

/// A log that a device wants more of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// The audience.
    pub audience: AudienceId,
    /// The epoch that the device has read; another one means from the start.
    pub epoch: u32,
    /// The position that it has read.
    pub after: u64,
}

/// Parts of logs.
#[derive(Debug, Default)]
pub struct Pulled {
    /// Where each part starts and ends.
    pub pages: Vec<Page>,
    /// The bytes of the pages' changes, page by page.
    pub changes: Vec<String>,
    /// Whether some log goes on.
    pub more: bool,
}

/// What audiences hold of some subjects.
#[derive(Debug, Default)]
pub struct Repaired {
    /// Subject by subject.
    pub repairs: Vec<Repair>,
    /// The bytes of their changes, repair by repair.
    pub changes: Vec<String>,
    /// Whether more differs than there was room for.
    pub more: bool,
}
