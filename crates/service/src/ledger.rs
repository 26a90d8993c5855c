//! What the service keeps. Nothing outside this module knows SQL.
//!
//! Operations are coarse, one transaction each. What they do is written once, in `sql`, over statements that every
//! database understands (`db`); each database passes the same contract suite (`tests/ledger_contract.rs`). None of them
//! reads across organisations.

mod arrived;
mod db;
mod membership;
pub mod postgres;
mod restore;
mod rows;
mod schema;
mod sql;
pub mod sqlite;

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::id::{DeviceId, EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::HeldSums;

pub use arrived::Arrived;
pub(crate) use arrived::put_together;
pub use membership::{Decision, Joining, Member, MembershipChange};
pub use restore::{CameBack, Missing, Restore, RestoredDevice};
pub use rows::{
    AudienceLog, ChainEnd, ChangedStaff, Code, Device, DeviceFlag, DeviceState, Enrolment, EntryStanding, Flag,
    LookedUp, MANY_LOOK_UPS_A_DAY, NewDevice, NewStaff, OnlyThere, Organisation, Own, Pulled, Pushed, Repaired, Report,
    Staff, Standing, Team, Unallocated, Wanted,
};
pub use sql::SqlLedger;

use crate::number::OrganisationNumber;

/// What can go wrong in a ledger. A bad batch is no error: it is quarantined.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database cannot be read or written.
    #[error("the database: {0}")]
    Database(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A stored row is not what was written. Names the row, never what it holds.
    #[error("damaged: {0}")]
    Damaged(String),
    /// The ledger was written by a newer version of this program.
    #[error("the ledger has schema {found}, and this version knows up to {known}")]
    Newer {
        /// Schema of the ledger.
        found: u32,
        /// Newest schema of this build.
        known: u32,
    },
    /// What says where the database is cannot be used. Says nothing of what it holds: a password may be in it.
    #[error("where the database is cannot be used: {0}")]
    Url(&'static str),
    /// The database gave this transaction up in favour of another, as often as it was tried.
    #[error("the database is busy: {0}")]
    TryAgain(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The ledger is of a preview, before there were audiences.
    #[error(
        "the ledger is of a preview of Doorstep, before 0.2, and cannot be brought up to date: start with an empty folder"
    )]
    TooOld,
    /// A row of that key is there already.
    #[error("such a row is there already")]
    IsThere,
    /// What a row belongs to is not there.
    #[error("what the row belongs to is not there")]
    IsMissing,
    /// There is no such organisation, team, member of staff or device.
    #[error("no such {0}")]
    Unknown(&'static str),
    /// Something of that name or number is there already.
    #[error("there is already such a {0}")]
    Taken(&'static str),
    /// A restore that is to be confirmed, of which something is missing.
    #[error("not everything has come back: see `restore-check`, or say why it is confirmed all the same")]
    NotWhole,
    /// They can hold no caseload any more, and families are still in theirs.
    #[error("families are still in their caseload: reallocate them first")]
    HoldsFamilies,
    /// Cover of what somebody reads by their role: its end would end that as well.
    #[error("they read that caseload by their role, for as long as they have it")]
    ReadsByRole,
    /// Cover that cannot be: somebody covers already, it ends before it begins, or they are accountable themselves.
    #[error("that cannot be covered: {0}")]
    Cover(&'static str),
    /// The service's own batch could not be signed, or was not accepted.
    #[error("the service's own entry was not accepted: {0}")]
    Own(String),
}

/// Organisations, staff, devices and enrolment codes.
pub trait Registry: Send + Sync {
    /// Registers an organisation, with the service itself as its first member of staff and first device.
    fn create_organisation(&self, new: &Organisation, at: DateTime<Utc>) -> Result<(), Error>;

    /// Every organisation of this service: the directory, the one place where they stand side by side.
    fn organisations(&self) -> Result<Vec<Organisation>, Error>;

    /// The organisation of this number, which device ids and enrolment codes carry.
    fn organisation(&self, number: OrganisationNumber) -> Result<Option<Organisation>, Error>;

    /// Adds a team.
    fn add_team(&self, organisation: OrganisationId, team: &Team) -> Result<(), Error>;

    /// The teams of an organisation.
    fn teams(&self, organisation: OrganisationId) -> Result<Vec<Team>, Error>;

    /// Adds a member of staff to a team, with the entry about them, in one transaction.
    fn add_staff(&self, organisation: &Organisation, new: &NewStaff<'_>) -> Result<(), Error>;

    /// Gives a member of staff another role, team or centre, and works out anew what they read and who reads theirs.
    fn change_staff(&self, organisation: &Organisation, changed: &ChangedStaff<'_>) -> Result<(), Error>;

    /// The staff of an organisation, the service itself included.
    fn staff(&self, organisation: OrganisationId) -> Result<Vec<Staff>, Error>;

    /// Lets somebody read a scope: covering a caseload is joining its audience, and copies nothing. Refused where they read
    /// it by their role.
    fn join(&self, organisation: OrganisationId, joining: &Joining, decision: &Decision<'_>) -> Result<(), Error>;

    /// Ends that.
    fn leave(
        &self,
        organisation: OrganisationId,
        staff: StaffId,
        scope: Scope,
        decision: &Decision<'_>,
    ) -> Result<(), Error>;

    /// Every time that somebody was let read a scope or was no longer, with who decided it and why: rows only ever added.
    fn membership_history(&self, organisation: OrganisationId) -> Result<Vec<MembershipChange>, Error>;

    /// Works out from that history who reads what, and gives how many members the ledger had otherwise.
    fn rebuild_memberships(&self, organisation: OrganisationId) -> Result<usize, Error>;

    /// Who reads what now.
    fn members(&self, organisation: OrganisationId, at: DateTime<Utc>) -> Result<Vec<Member>, Error>;

    /// Signs and stores a batch of the service's own: what only the service decides.
    fn write_own(&self, organisation: &Organisation, own: &Own<'_>) -> Result<(), Error>;

    /// How an entry stands.
    fn standing_of_entry(&self, organisation: OrganisationId, entry: EntryId) -> Result<EntryStanding, Error>;

    /// The children whom somebody is accountable for, by the entries in force.
    fn accountable_for(&self, organisation: OrganisationId, staff: StaffId) -> Result<Vec<PersonId>, Error>;

    /// The children whom nobody is accountable for.
    fn unallocated(&self, organisation: OrganisationId) -> Result<Vec<Unallocated>, Error>;

    /// What was looked up since then, the latest first.
    fn look_ups(&self, organisation: OrganisationId, since: DateTime<Utc>) -> Result<Vec<LookedUp>, Error>;

    /// Keeps an enrolment code, by its hash.
    fn keep_code(&self, organisation: OrganisationId, code: &Code) -> Result<(), Error>;

    /// Uses a code for a device. None for a code that is unknown, expired, or used by another key; which of these
    /// it was, nobody is told. The same code with the same key gives the same device again.
    fn enrol(&self, organisation: OrganisationId, new: &NewDevice) -> Result<Option<Enrolment>, Error>;

    /// The devices of an organisation, the service's own included.
    fn devices(&self, organisation: OrganisationId) -> Result<Vec<Device>, Error>;

    /// Says that the ledger was put back from a copy: its logs begin another epoch, and laptops offer what it lacks.
    fn begin_restore(&self, organisation: &Organisation, at: DateTime<Utc>) -> Result<(), Error>;

    /// The newest restore and what came back since; none where there never was one.
    fn restore(&self, organisation: &Organisation) -> Result<Option<Restore>, Error>;

    /// Ends a restore: where everything is back, or for a reason.
    fn confirm_restore(
        &self,
        organisation: &Organisation,
        at: DateTime<Utc>,
        because: Option<&str>,
    ) -> Result<(), Error>;

    /// Suspends or revokes a device, or lets it in again. It counts from the device's next request.
    fn set_state(&self, organisation: OrganisationId, device: DeviceId, state: DeviceState) -> Result<(), Error>;
}

/// Batches in, audiences' logs out.
pub trait Log: Send + Sync {
    /// Who a device is and what its practitioner reads, at one instant.
    fn standing(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        at: DateTime<Utc>,
    ) -> Result<Option<Standing>, Error>;

    /// Stores batches in their order, in one transaction, and says what became of each, in the same order.
    ///
    /// Positions are given out last and are dense in every audience. A batch that is sent again changes nothing.
    fn push(&self, author: &Author, batches: &[Arrived], at: DateTime<Utc>) -> Result<Pushed, Error>;

    /// Whose place in the audiences is to be worked out again by now: at most so many.
    fn unsettled(&self, organisation: OrganisationId, at: DateTime<Utc>, most: u32) -> Result<Vec<Subject>, Error>;

    /// Works out which audiences a subject is in, and grants and withdraws accordingly, in one transaction.
    fn settle(&self, organisation: OrganisationId, subject: Subject, at: DateTime<Utc>) -> Result<(), Error>;

    /// What stands in these logs after the cursors, in order, up to `page_bytes` of changes, and at least one change.
    fn pull(&self, author: &Author, wanted: &[Wanted], page_bytes: usize) -> Result<Pulled, Error>;

    /// All that audiences hold of subjects of which a device holds something else: as much as fits into `page_bytes`,
    /// and of at least one.
    fn compare(&self, author: &Author, held: &[HeldSums], page_bytes: usize) -> Result<Repaired, Error>;

    /// Notes that a device was here, and what it said was only on it.
    fn note_seen(&self, organisation: OrganisationId, device: DeviceId, report: &Report) -> Result<(), Error>;

    /// Notes that a device has nothing more that a restored service lacks, and the newest batch that was signed on it.
    fn note_restored(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        signed: (u32, u64),
        at: DateTime<Utc>,
    ) -> Result<(), Error>;

    /// Whether the ledger can be read now.
    fn ready(&self) -> Result<(), Error>;
}

/// A ledger, whole.
pub trait Ledger: Registry + Log {}
impl<T: Registry + Log> Ledger for T {}
