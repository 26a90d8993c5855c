//! The ledger in SQL: every operation is one transaction over statements, whatever the database.

mod allocation;
mod chain;
mod devices;
mod keep;
mod known;
mod logs;
mod look_up;
mod members;
mod membership_log;
mod place;
mod pull;
mod push;
mod registry;
mod reports;
mod restore;
mod said;
mod settle;
mod waiting;

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::id::{DeviceId, EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::HeldSums;

use super::db::Database;
use super::{
    Arrived, ChangedStaff, Code, Decision, Device, DeviceState, Enrolment, EntryStanding, Error, Joining, Log,
    LookedUp, Member, MembershipChange, NewDevice, NewStaff, Organisation, Own, Pulled, Pushed, Registry, Repaired,
    Report, Restore, Staff, Standing, Team, Unallocated, Wanted,
};
use crate::number::OrganisationNumber;

/// The ledger over one database.
pub struct SqlLedger<D>(D);

impl<D> SqlLedger<D> {
    pub(super) fn over(database: D) -> Self {
        Self(database)
    }
}

impl<D: Database> Registry for SqlLedger<D> {
    fn create_organisation(&self, new: &Organisation, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.write(new.id, |db| registry::create_organisation(db, new, at))
    }

    fn organisations(&self) -> Result<Vec<Organisation>, Error> {
        self.0.directory(registry::organisations)
    }

    fn organisation(&self, number: OrganisationNumber) -> Result<Option<Organisation>, Error> {
        self.0.directory(|db| registry::organisation(db, number))
    }

    fn add_team(&self, organisation: OrganisationId, team: &Team) -> Result<(), Error> {
        self.0.write(organisation, |db| registry::add_team(db, organisation, team))
    }

    fn teams(&self, organisation: OrganisationId) -> Result<Vec<Team>, Error> {
        self.0.read(organisation, |db| registry::teams(db, organisation))
    }

    fn add_staff(&self, organisation: &Organisation, new: &NewStaff<'_>) -> Result<(), Error> {
        self.0.write(organisation.id, |db| registry::add_staff(db, organisation, new))
    }

    fn change_staff(&self, organisation: &Organisation, changed: &ChangedStaff<'_>) -> Result<(), Error> {
        self.0.write(organisation.id, |db| registry::change_staff(db, organisation, changed))
    }

    fn staff(&self, organisation: OrganisationId) -> Result<Vec<Staff>, Error> {
        self.0.read(organisation, |db| registry::staff(db, organisation))
    }

    fn join(&self, organisation: OrganisationId, joining: &Joining, decision: &Decision<'_>) -> Result<(), Error> {
        self.0.write(organisation, |db| members::cover(db, organisation, joining, decision))
    }

    fn leave(
        &self,
        organisation: OrganisationId,
        staff: StaffId,
        scope: Scope,
        decision: &Decision<'_>,
    ) -> Result<(), Error> {
        self.0.write(organisation, |db| members::end_cover(db, organisation, staff, scope, decision))
    }

    fn membership_history(&self, organisation: OrganisationId) -> Result<Vec<MembershipChange>, Error> {
        self.0.read(organisation, |db| membership_log::history(db, organisation))
    }

    fn rebuild_memberships(&self, organisation: OrganisationId) -> Result<usize, Error> {
        self.0.write(organisation, |db| membership_log::rebuild(db, organisation))
    }

    fn members(&self, organisation: OrganisationId, at: DateTime<Utc>) -> Result<Vec<Member>, Error> {
        self.0.read(organisation, |db| members::all(db, organisation, at))
    }

    fn write_own(&self, organisation: &Organisation, own: &Own<'_>) -> Result<(), Error> {
        self.0.write(organisation.id, |db| registry::write_own(db, organisation, own))
    }

    fn standing_of_entry(&self, organisation: OrganisationId, entry: EntryId) -> Result<EntryStanding, Error> {
        self.0.read(organisation, |db| said::standing(db, organisation, entry))
    }

    fn accountable_for(&self, organisation: OrganisationId, staff: StaffId) -> Result<Vec<PersonId>, Error> {
        self.0.read(organisation, |db| allocation::accountable_for(db, organisation, staff))
    }

    fn look_ups(&self, organisation: OrganisationId, since: DateTime<Utc>) -> Result<Vec<LookedUp>, Error> {
        self.0.read(organisation, |db| look_up::since(db, organisation, since))
    }

    fn unallocated(&self, organisation: OrganisationId) -> Result<Vec<Unallocated>, Error> {
        self.0.read(organisation, |db| allocation::unallocated(db, organisation))
    }

    fn keep_code(&self, organisation: OrganisationId, code: &Code) -> Result<(), Error> {
        self.0.write(organisation, |db| devices::keep_code(db, organisation, code))
    }

    fn enrol(&self, organisation: OrganisationId, new: &NewDevice) -> Result<Option<Enrolment>, Error> {
        self.0.write(organisation, |db| devices::enrol(db, organisation, new))
    }

    fn devices(&self, organisation: OrganisationId) -> Result<Vec<Device>, Error> {
        self.0.read(organisation, |db| devices::devices(db, organisation))
    }

    fn begin_restore(&self, organisation: &Organisation, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.write(organisation.id, |db| restore::begin(db, organisation, at))
    }

    fn restore(&self, organisation: &Organisation) -> Result<Option<Restore>, Error> {
        self.0.read(organisation.id, |db| restore::newest(db, organisation))
    }

    fn confirm_restore(
        &self,
        organisation: &Organisation,
        at: DateTime<Utc>,
        because: Option<&str>,
    ) -> Result<(), Error> {
        self.0.write(organisation.id, |db| restore::confirm(db, organisation, at, because))
    }

    fn set_state(&self, organisation: OrganisationId, device: DeviceId, state: DeviceState) -> Result<(), Error> {
        self.0.write(organisation, |db| devices::set_state(db, organisation, device, state))
    }
}

impl<D: Database> Log for SqlLedger<D> {
    fn standing(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        at: DateTime<Utc>,
    ) -> Result<Option<Standing>, Error> {
        self.0.read(organisation, |db| devices::standing(db, organisation, device, at))
    }

    fn push(&self, author: &Author, batches: &[Arrived], at: DateTime<Utc>) -> Result<Pushed, Error> {
        self.0.write(author.organisation, |db| push::push(db, author, batches, at))
    }

    fn unsettled(&self, organisation: OrganisationId, at: DateTime<Utc>, most: u32) -> Result<Vec<Subject>, Error> {
        self.0.read(organisation, |db| settle::unsettled(db, organisation, at, most))
    }

    fn settle(&self, organisation: OrganisationId, subject: Subject, at: DateTime<Utc>) -> Result<(), Error> {
        self.0.write(organisation, |db| settle::settle(db, organisation, subject, at))
    }

    fn pull(&self, author: &Author, wanted: &[Wanted], page_bytes: usize) -> Result<Pulled, Error> {
        self.0.read(author.organisation, |db| pull::pull(db, author, wanted, page_bytes))
    }

    fn compare(&self, author: &Author, held: &[HeldSums], page_bytes: usize) -> Result<Repaired, Error> {
        self.0.read(author.organisation, |db| pull::compare(db, author, held, page_bytes))
    }

    fn note_seen(&self, organisation: OrganisationId, device: DeviceId, report: &Report) -> Result<(), Error> {
        self.0.write(organisation, |db| reports::note_seen(db, organisation, device, report))
    }

    fn note_restored(
        &self,
        organisation: OrganisationId,
        device: DeviceId,
        signed: (u32, u64),
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        self.0.write(organisation, |db| restore::note_reported(db, organisation, device, signed, at))
    }

    fn ready(&self) -> Result<(), Error> {
        self.0.directory(|db| db.rows("SELECT id FROM organisation LIMIT 1", &[]).map(drop))
    }
}
