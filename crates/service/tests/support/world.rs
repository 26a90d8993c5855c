//! An organisation in a ledger.

use std::sync::atomic::{AtomicU8, Ordering};

use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::change::{Batch, Change, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{AudienceId, CentreId, ChangeId, EntryId, OrganisationId, StaffId, Subject, TeamId};
use doorstep_domain::staff::Role;
use doorstep_service::OrganisationNumber;
use doorstep_service::ledger::{
    Arrived, AudienceLog, ChainEnd, ChangedStaff, Code, Decision, Error, Ledger, NewDevice, NewStaff, Organisation,
    Own, Pulled, Staff, Team, Wanted,
};
use doorstep_sync::accept::Author;
use doorstep_sync::key::{Bytes, PublicKey};
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::{Outcome, SignedBatch};
use ring::signature::Ed25519KeyPair;
use serde_json::json;

use super::laptop::{Laptop, key_pair};
use super::morning;

pub(crate) struct World<'l> {
    pub(crate) ledger: &'l dyn Ledger,
    pub(crate) organisation: Organisation,
    /// The audience of the team's health visitors.
    pub(crate) team: AudienceId,
    pub(crate) team_id: TeamId,
    pair: Ed25519KeyPair,
    next: AtomicU8,
}

impl<'l> World<'l> {
    /// The only organisation.
    pub(crate) fn of(ledger: &'l dyn Ledger) -> Self {
        Self::numbered(ledger, 1)
    }

    pub(crate) fn numbered(ledger: &'l dyn Ledger, number: u8) -> Self {
        let (pair, service_key) = key_pair();
        let organisation_number = OrganisationNumber::new(number.into()).unwrap();
        let organisation = Organisation {
            id: OrganisationId::from_bytes([number; 16]),
            number: organisation_number,
            name: format!("Organisation {number}"),
            service_staff: StaffId::from_bytes([200; 16]),
            service_device: organisation_number.mint_device(morning(), [200; 10]),
            service_key,
            recovery_key: Bytes([number; 32]),
            is_restoring: false,
        };
        ledger.create_organisation(&organisation, morning()).unwrap();
        let team_id = TeamId::from_bytes([100; 16]);
        let team = AudienceId::of(organisation.id, Scope::Team(team_id), Reader::HealthVisitor);
        let world = Self { ledger, team, team_id, organisation, pair, next: AtomicU8::new(1) };
        world.add_team(team_id, true);
        world
    }

    /// A team that shares its families.
    pub(crate) fn another_team(&self) -> TeamId {
        let id = TeamId::from_bytes([100 + self.next(); 16]);
        self.add_team(id, true);
        id
    }

    /// A team whose health visitors have a caseload each.
    pub(crate) fn team_of_caseloads(&self) -> TeamId {
        let id = TeamId::from_bytes([100 + self.next(); 16]);
        self.add_team(id, false);
        id
    }

    fn add_team(&self, id: TeamId, shares_families: bool) {
        let team = Team { id, name: format!("Team {id}"), shares_families };
        self.ledger.add_team(self.organisation.id, &team).unwrap();
    }

    /// A health visitor of the team, with a laptop.
    pub(crate) fn laptop(&self) -> Laptop {
        self.laptop_of(Role::HealthVisitor, self.team_id)
    }

    pub(crate) fn laptop_of(&self, role: Role, team: TeamId) -> Laptop {
        self.laptop_for(role, Some(team), None)
    }

    /// Somebody who belongs to the whole organisation.
    pub(crate) fn laptop_of_all(&self, role: Role) -> Laptop {
        self.laptop_for(role, None, None)
    }

    /// A worker of a children's centre.
    pub(crate) fn laptop_at(&self, centre: CentreId) -> Laptop {
        self.laptop_for(Role::CentreWorker, None, Some(centre))
    }

    fn laptop_for(&self, role: Role, team: Option<TeamId>, centre: Option<CentreId>) -> Laptop {
        let staff = self.staff_at(role, team, centre);
        let (pair, key) = key_pair();
        Laptop::new(self.enrol(&staff, key).expect("a fresh code"), pair)
    }

    pub(crate) fn staff(&self, role: Role, team: TeamId) -> Staff {
        self.staff_at(role, Some(team), None)
    }

    fn staff_at(&self, role: Role, team: Option<TeamId>, centre: Option<CentreId>) -> Staff {
        let id = StaffId::from_bytes([self.next(); 16]);
        let staff = Staff { id, name: format!("Nurse {id}"), role, team, centre };
        let sign = |end: &ChainEnd| self.sign(id, role, Vec::new(), end);
        self.ledger.add_staff(&self.organisation, &NewStaff { staff: &staff, at: morning(), sign: &sign }).unwrap();
        staff
    }

    /// Gives somebody another role or team.
    pub(crate) fn moves(&self, who: &Laptop, role: Role, team: Option<TeamId>) -> Result<(), Error> {
        let organisation = self.organisation.id;
        let staff = self.ledger.staff(organisation)?;
        let before = staff.into_iter().find(|staff| staff.id == who.author.staff).expect("one of the staff");
        let entry = EntryId::derived(organisation, Subject::Staff(before.id), EntryKind::StaffMember, "");
        let heads = self.ledger.standing_of_entry(organisation, entry)?.heads;
        let says_so = before.role != role;
        let sign = |end: &ChainEnd| self.sign(before.id, role, heads.clone(), end);
        let staff = Staff { role, team, ..before.clone() };
        let decision = Decision { at: morning(), by: "Lena Marsh", because: "A new post." };
        let own = says_so.then_some(Own { at: morning(), sign: &sign });
        let changed = ChangedStaff { staff: &staff, decision, own };
        self.ledger.change_staff(&self.organisation, &changed)
    }

    fn sign(&self, staff: StaffId, role: Role, parents: Vec<ChangeId>, end: &ChainEnd) -> Result<Arrived, Error> {
        let service = self.organisation.service();
        let laptop = Laptop::new(service.clone(), key_pair().0);
        let mut header = laptop.header(Subject::Staff(staff));
        header.kind = Kind::Known(EntryKind::StaffMember);
        header.entry = EntryId::derived(self.organisation.id, header.subject, EntryKind::StaffMember, "");
        header.reason = (!parents.is_empty()).then(|| "A new post.".to_owned());
        header.parents = parents;
        let change = Change::write(header, &json!({ "name": "Nurse", "role": role })).unwrap();
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
        let signature = sign_batch(&self.pair, &batch).unwrap();
        Ok(Arrived::check(&service, SignedBatch { batch, signature, changes: vec![change.bytes().into()] }).unwrap())
    }

    pub(crate) fn code(&self, staff: &Staff) -> [u8; 32] {
        let hash = [self.next(); 32];
        let expires_at = morning() + chrono::TimeDelta::minutes(10);
        self.ledger.keep_code(self.organisation.id, &Code { hash, staff: staff.id, expires_at }).unwrap();
        hash
    }

    pub(crate) fn new_device(&self, code: [u8; 32], key: PublicKey) -> NewDevice {
        let id = self.organisation.number.mint_device(morning(), [self.next(); 10]);
        NewDevice { code, id, key, version: "0.1.0".to_owned(), at: morning() }
    }

    pub(crate) fn enrol(&self, staff: &Staff, key: PublicKey) -> Option<Author> {
        let new = self.new_device(self.code(staff), key);
        let enrolment = self.ledger.enrol(self.organisation.id, &new).unwrap()?;
        Some(Author {
            organisation: self.organisation.id,
            device: enrolment.device,
            key,
            staff: enrolment.staff,
            role: enrolment.role,
        })
    }

    pub(crate) fn push(&self, laptop: &Laptop, batches: &[Arrived]) -> Vec<Outcome> {
        self.ledger.push(&laptop.author, batches, morning()).unwrap().outcomes
    }

    /// The team's log after a position, in one page of this size.
    pub(crate) fn pull(&self, laptop: &Laptop, after: u64, page_bytes: usize) -> Pulled {
        let wanted = Wanted { audience: self.team, epoch: 1, after };
        self.ledger.pull(&laptop.author, &[wanted], page_bytes).unwrap()
    }

    /// Everything in the team's log, as somebody reads it who wrote none of it.
    pub(crate) fn everything(&self) -> Vec<String> {
        let reader = self.laptop();
        self.pull(&reader, 0, usize::MAX).changes
    }

    pub(crate) fn head(&self) -> u64 {
        let log = self.log_of(&self.laptop(), self.team);
        log.map_or(0, |log| log.head)
    }

    /// An audience's log, as a laptop is told of it.
    pub(crate) fn log_of(&self, laptop: &Laptop, audience: AudienceId) -> Option<AudienceLog> {
        let author = &laptop.author;
        let standing = self.ledger.standing(author.organisation, author.device, morning()).unwrap().unwrap();
        standing.logs.into_iter().find(|log| log.audience == audience)
    }

    fn next(&self) -> u8 {
        self.next.fetch_add(1, Ordering::Relaxed)
    }
}
