//! What an administrator does: organisations, teams, staff, enrolment codes, devices.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use doorstep_domain::change::{Batch, Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{CentreId, ChangeId, DeviceId, EntryId, OrganisationId, StaffId, Subject, TeamId};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_platform::create_private_dir;
use doorstep_sync::accept::Author;
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::SignedBatch;
use ring::signature::Ed25519KeyPair;
use serde::Serialize;

use crate::allocate::Why;
use crate::code::{new_code, read_code};
use crate::config::Clock;
use crate::error::Error;
use crate::keys::KeyFolder;
use crate::ledger::{
    self, Arrived, ChainEnd, ChangedStaff, Code, Device, DeviceState, EntryStanding, Ledger, NewStaff, Organisation,
    Own, Staff, Team,
};
use crate::ledger_at::LedgerAt;
use crate::number::OrganisationNumber;
use crate::random::random;
use crate::revoked::Revoked;

/// How long a code may be used: as long as it takes to walk over and type it.
pub const CODE_LASTS: TimeDelta = TimeDelta::minutes(10);

/// Where somebody works: in a team, at a centre, or for the whole organisation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Workplace {
    /// Their team.
    pub team: Option<TeamId>,
    /// The centre of a centre worker.
    pub centre: Option<CentreId>,
}

impl From<TeamId> for Workplace {
    fn from(team: TeamId) -> Self {
        Self { team: Some(team), centre: None }
    }
}

/// An administrator's desk, over a data folder. A running service may have the same folder open.
pub struct Admin {
    ledger: Arc<dyn Ledger>,
    keys: KeyFolder,
    revoked: Revoked,
    clock: Clock,
}

impl Admin {
    /// Opens a data folder, making it where it is missing.
    ///
    /// # Errors
    /// When the folder, its keys or its ledger cannot be opened.
    pub fn open(data: &Path, clock: Clock) -> Result<Self, Error> {
        if !data.exists() {
            create_private_dir(data).map_err(Error::file(data))?;
        }
        let keys = KeyFolder::open(data)?;
        Ok(Self { ledger: LedgerAt::of(data)?.open()?, keys, revoked: Revoked::of(data), clock })
    }

    pub(crate) fn ledger(&self) -> Arc<dyn Ledger> {
        Arc::clone(&self.ledger)
    }

    /// Registers an organisation and makes its keys.
    ///
    /// # Errors
    /// When the ledger or the key files cannot be written.
    pub fn create_organisation(&self, name: &str) -> Result<OrganisationId, Error> {
        let at = self.clock.now();
        let id = OrganisationId::mint(at.fixed_offset(), random()?);
        let number = self.next_number()?;
        let keys = self.keys.make(id)?;
        let organisation = Organisation {
            id,
            number,
            name: name.to_owned(),
            service_staff: StaffId::mint(at.fixed_offset(), random()?),
            service_device: number.mint_device(at, random()?),
            service_key: keys.service,
            recovery_key: keys.recovery,
            is_restoring: false,
        };
        self.registry().create_organisation(&organisation, at)?;
        Ok(id)
    }

    /// Adds a team: one whose families are the team's, or one whose health visitors have a caseload each.
    ///
    /// # Errors
    /// When there is no such organisation, or the ledger cannot be written.
    pub fn add_team(&self, organisation: OrganisationId, name: &str, shares_families: bool) -> Result<TeamId, Error> {
        let id = TeamId::mint(self.clock.now().fixed_offset(), random()?);
        self.registry().add_team(organisation, &Team { id, name: name.to_owned(), shares_families })?;
        Ok(id)
    }

    /// Adds a member of staff to a team, and signs the entry by which every laptop of the team learns who they are.
    ///
    /// # Errors
    /// When there is no such organisation or team, or the ledger cannot be written.
    pub fn add_staff(
        &self,
        organisation: OrganisationId,
        place: Workplace,
        who: &StaffMember,
    ) -> Result<StaffId, Error> {
        let organisation = self.organisation(organisation)?;
        let pair = self.keys.service(organisation.id)?;
        let at = self.clock.now();
        let id = StaffId::mint(at.fixed_offset(), random()?);
        let staff = Staff { id, name: who.name.clone(), role: who.role, team: place.team, centre: place.centre };
        let entry = self.entry(&organisation, (Subject::Staff(id), EntryKind::StaffMember), Amends::nothing(), who)?;
        let service = organisation.service();
        let sign = |end: &ChainEnd| sign_next(&service, &pair, end, entry.clone());
        self.registry().add_staff(&organisation, &NewStaff { staff: &staff, at, sign: &sign })?;
        Ok(id)
    }

    /// Gives a member of staff another role or place. What they read is worked out anew, and leaves their laptops at their
    /// next sync where they no longer do; what they had signed before they could know is taken.
    ///
    /// # Errors
    /// When there is no such member of staff or team, they would leave families without anybody, or the ledger cannot be
    /// written.
    pub fn change_staff(
        &self,
        organisation: OrganisationId,
        id: StaffId,
        (role, place): (Role, Workplace),
        why: Why<'_>,
    ) -> Result<(), Error> {
        let organisation = self.organisation(organisation)?;
        let before = self.registry().staff(organisation.id)?.into_iter().find(|staff| staff.id == id);
        let before = before.ok_or(ledger::Error::Unknown("member of staff"))?;
        let after = Staff { role, team: place.team, centre: place.centre, ..before };
        let what = (Subject::Staff(id), EntryKind::StaffMember);
        let entry = EntryId::derived(organisation.id, what.0, what.1, "");
        let EntryStanding { heads, body } = self.registry().standing_of_entry(organisation.id, entry)?;
        let said: Option<StaffMember> = body.and_then(|body| serde_json::from_value(body.into()).ok());
        let said = said.ok_or(ledger::Error::Unknown("entry about that member of staff"))?;
        let amends = Amends { parents: heads, reason: why.because };
        let says_so = said.role != role;
        let entry = self.entry(&organisation, what, amends, &StaffMember { role, ..said })?;
        let (pair, service) = (self.keys.service(organisation.id)?, organisation.service());
        let sign = |end: &ChainEnd| sign_next(&service, &pair, end, entry.clone());
        let own = says_so.then_some(Own { at: self.now(), sign: &sign });
        let changed = ChangedStaff { staff: &after, decision: why.at(self.now()), own };
        self.registry().change_staff(&organisation, &changed)?;
        self.settle()
    }

    /// Makes an enrolment code for a member of staff, to be used once within `lasts`.
    ///
    /// # Errors
    /// When there is no such member of staff, or the ledger cannot be written.
    pub fn enrolment_code(
        &self,
        organisation: OrganisationId,
        staff: StaffId,
        lasts: TimeDelta,
    ) -> Result<String, Error> {
        let organisation = self.organisation(organisation)?;
        let code = new_code(organisation.number)?;
        let (_, hash) = read_code(&code).ok_or(Error::Random)?;
        self.registry().keep_code(organisation.id, &Code { hash, staff, expires_at: self.clock.now() + lasts })?;
        Ok(code)
    }

    /// The organisations of this service.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn organisations(&self) -> Result<Vec<Organisation>, Error> {
        Ok(self.registry().organisations()?)
    }

    /// The teams of an organisation.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn teams(&self, organisation: OrganisationId) -> Result<Vec<Team>, Error> {
        Ok(self.registry().teams(organisation)?)
    }

    /// The people of an organisation; the service itself is none.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn staff(&self, organisation: OrganisationId) -> Result<Vec<Staff>, Error> {
        let staff = self.registry().staff(organisation)?;
        Ok(staff.into_iter().filter(|staff| staff.role != Role::Service).collect())
    }

    /// The laptops of an organisation, revoked ones included.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn devices(&self, organisation: OrganisationId) -> Result<Vec<Device>, Error> {
        let service = self.organisation(organisation)?.service_device;
        let devices = self.registry().devices(organisation)?;
        Ok(devices.into_iter().filter(|device| device.id != service).collect())
    }

    /// Suspends or revokes a device, or lets a suspended one in again. It counts from the device's next request.
    ///
    /// # Errors
    /// When there is no such device, or it is revoked already and would come back.
    pub fn set_device_state(&self, device: DeviceId, state: DeviceState) -> Result<(), Error> {
        let unknown = ledger::Error::Unknown("device");
        let Some(number) = OrganisationNumber::of_device(device) else { return Err(unknown.into()) };
        let organisation = self.registry().organisation(number)?.ok_or(unknown)?;
        self.registry().set_state(organisation.id, device, state)?;
        if state == DeviceState::Revoked { self.revoked.add(device) } else { Ok(()) }
    }

    /// Shuts out again every laptop that was revoked here before a copy of the ledger was put back. One that the copy does
    /// not know is shut out by that.
    pub(crate) fn revoke_again(&self, organisation: &Organisation) -> Result<(), Error> {
        let own = |device: &DeviceId| OrganisationNumber::of_device(*device) == Some(organisation.number);
        for device in self.revoked.all()?.into_iter().filter(own) {
            match self.registry().set_state(organisation.id, device, DeviceState::Revoked) {
                Ok(()) | Err(ledger::Error::Unknown(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Ok(())
    }

    fn registry(&self) -> &dyn Ledger {
        &*self.ledger
    }

    pub(crate) fn organisation(&self, id: OrganisationId) -> Result<Organisation, Error> {
        let organisations = self.registry().organisations()?;
        let found = organisations.into_iter().find(|organisation| organisation.id == id);
        found.ok_or_else(|| ledger::Error::Unknown("organisation").into())
    }

    fn next_number(&self) -> Result<OrganisationNumber, Error> {
        let last = self.registry().organisations()?.last().map_or(0, |last| last.number.get());
        OrganisationNumber::new(last + 1).ok_or_else(|| ledger::Error::Taken("organisation of every number").into())
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// Signs and stores a version of the one entry of a kind that a subject can have: what only the service decides.
    pub(crate) fn write_own(
        &self,
        organisation: OrganisationId,
        (subject, kind): (Subject, EntryKind),
        parents: Vec<ChangeId>,
        body: &impl Serialize,
    ) -> Result<(), Error> {
        let organisation = self.organisation(organisation)?;
        let pair = self.keys.service(organisation.id)?;
        let amends = Amends { parents, reason: "Allocated by the service." };
        let entry = self.entry(&organisation, (subject, kind), amends, body)?;
        let service = organisation.service();
        let sign = |end: &ChainEnd| sign_next(&service, &pair, end, entry.clone());
        Ok(self.registry().write_own(&organisation, &Own { at: self.now(), sign: &sign })?)
    }

    fn entry(
        &self,
        organisation: &Organisation,
        (subject, kind): (Subject, EntryKind),
        Amends { parents, reason }: Amends<'_>,
        body: &impl Serialize,
    ) -> Result<Change, Error> {
        let now = self.clock.now().fixed_offset();
        let header = Header {
            entry: EntryId::derived(organisation.id, subject, kind, ""),
            kind: Kind::Known(kind),
            schema: kind.schema(),
            organisation: organisation.id,
            subject,
            // An amendment says why.
            reason: (!parents.is_empty()).then(|| reason.to_owned()),
            parents,
            author: organisation.service_staff,
            role: Role::Service,
            occurred: Occurred::Instant(now),
            recorded_at: now,
            sensitivity: kind.sensitivity(),
            replaces: Vec::new(),
            in_error: false,
            confirmed: Vec::new(),
            unverified: false,
        };
        Ok(Change::write(header, body).map_err(|error| ledger::Error::Own(error.to_string()))?)
    }
}

/// What an entry of the service's own amends, and why; a first version amends nothing.
struct Amends<'a> {
    parents: Vec<ChangeId>,
    reason: &'a str,
}

impl Amends<'_> {
    fn nothing() -> Self {
        Self { parents: Vec::new(), reason: "" }
    }
}

/// The next batch of the service's own chain.
fn sign_next(
    service: &Author,
    pair: &Ed25519KeyPair,
    end: &ChainEnd,
    change: Change,
) -> Result<Arrived, ledger::Error> {
    let own = |error: doorstep_domain::change::Malformed| ledger::Error::Own(error.to_string());
    let batch = Batch {
        organisation: service.organisation,
        device: service.device,
        incarnation: end.incarnation,
        number: end.number,
        previous: end.previous,
        act: None,
        seen: Vec::new(),
        ids: vec![change.id()],
    };
    let signature = sign_batch(pair, &batch).map_err(own)?;
    let signed = SignedBatch { batch, signature, changes: vec![change.bytes().into()] };
    Arrived::check(service, signed).map_err(own)
}
