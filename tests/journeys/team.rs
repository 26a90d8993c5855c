//! A team: a service that can be stopped and started, and a laptop for each practitioner.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{OrganisationId, TeamId};
use doorstep_domain::staff::Role;
use doorstep_service::admin::{CODE_LASTS, Workplace};
use doorstep_service::{Admin, Clock, Config, Service, Transport};

use crate::laptop::Laptop;

pub(crate) struct Team {
    folder: tempfile::TempDir,
    service: Option<Service>,
    address: SocketAddr,
    pub(crate) organisation: OrganisationId,
    team: TeamId,
    pub(crate) amina: Laptop,
    pub(crate) beth: Laptop,
}

impl Team {
    /// Amina and Beth, two health visitors of one team, each enrolled on a laptop of her own.
    pub(crate) fn of_two() -> Self {
        Self::with_beth_as(Role::HealthVisitor)
    }

    /// Amina, a health visitor, and Beth in another role, of a team that shares its families.
    pub(crate) fn with_beth_as(role: Role) -> Self {
        Self::of(role, true)
    }

    /// Amina and Beth, with a caseload each.
    pub(crate) fn of_caseloads() -> Self {
        Self::of(Role::HealthVisitor, false)
    }

    fn of(role: Role, shares_families: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = start(folder.path().join("service"), ([127, 0, 0, 1], 0).into());
        let admin = service.admin();
        let organisation = admin.create_organisation("Marsh Health Visiting").unwrap();
        let team = admin.add_team(organisation, "Romney", shares_families).unwrap();
        let enrolled = |name: &str, role: Role| {
            let member = StaffMember { name: name.into(), role, employer: None };
            let staff = admin.add_staff(organisation, team.into(), &member).unwrap();
            let code = admin.enrolment_code(organisation, staff, CODE_LASTS).unwrap();
            let laptop = Laptop::new(folder.path().join(name));
            laptop.enrols(&service.url(), &service.ca_pem().unwrap(), &code);
            laptop
        };
        let (amina, beth) = (enrolled("Amina Yusuf", Role::HealthVisitor), enrolled("Beth Carter", role));
        let address = service.address();
        Self { service: Some(service), address, amina, beth, organisation, team, folder }
    }

    pub(crate) fn admin(&self) -> &Admin {
        self.service.as_ref().unwrap().admin()
    }

    /// Where everybody of the team works.
    pub(crate) fn place(&self) -> Workplace {
        self.admin().teams(self.organisation).unwrap()[0].id.into()
    }

    /// Somebody new, with a laptop.
    pub(crate) fn is_joined_by(&self, name: &str, role: Role, place: Workplace) -> Laptop {
        let member = StaffMember { name: name.into(), role, employer: None };
        let staff = self.admin().add_staff(self.organisation, place, &member).unwrap();
        let code = self.admin().enrolment_code(self.organisation, staff, CODE_LASTS).unwrap();
        let laptop = Laptop::new(self.folder.path().join(name));
        let service = self.service.as_ref().unwrap();
        laptop.enrols(&service.url(), &service.ca_pem().unwrap(), &code);
        laptop
    }

    /// The same, in the team of the others, with a way of their own to the service.
    pub(crate) fn is_joined_through(&self, name: &str, role: Role, url: &str) -> Laptop {
        let member = StaffMember { name: name.into(), role, employer: None };
        let staff = self.admin().add_staff(self.organisation, self.team.into(), &member).unwrap();
        let code = self.admin().enrolment_code(self.organisation, staff, CODE_LASTS).unwrap();
        let laptop = Laptop::new(self.folder.path().join(name));
        laptop.enrols(url, &self.service.as_ref().unwrap().ca_pem().unwrap(), &code);
        laptop
    }

    /// Where the service listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    pub(crate) fn service_stops(&mut self) {
        self.service.take().unwrap().stop();
    }

    /// A copy of the ledger, as an administrator makes it.
    pub(crate) fn is_copied(&self) -> PathBuf {
        let (data, copies) = (self.folder.path().join("service"), self.folder.path().join("copies"));
        doorstep_service::back_up(&data, &copies, (doorstep_app::laptop_clock())().to_utc()).unwrap().0
    }

    /// The service's disk failed: a copy takes the place of the ledger.
    pub(crate) fn is_restored_from(&mut self, copy: &Path) {
        self.service_stops();
        let data = self.folder.path().join("service");
        for file in ["ledger.db", "ledger.db-wal", "ledger.db-shm"] {
            drop(std::fs::remove_file(data.join(file)));
        }
        std::fs::copy(copy.join("ledger.db"), data.join("ledger.db")).unwrap();
        self.service_comes_back();
        self.admin().begin_restore(self.organisation).unwrap();
    }

    pub(crate) fn service_comes_back(&mut self) {
        self.service = Some(start(self.folder.path().join("service"), self.address));
    }

    /// Everybody syncs until nobody has anything to say: once to send, once more to hear what others sent.
    pub(crate) fn everybody_syncs(&self) {
        for laptop in [&self.amina, &self.beth, &self.amina, &self.beth] {
            laptop.syncs();
        }
    }
}

/// Three families; Chidi was born 13 days ago.
pub(crate) fn caseload() -> String {
    let born = |days| ((doorstep_app::laptop_clock())() - chrono::TimeDelta::days(days)).format("%Y-%m-%d").to_string();
    include_str!("../fixtures/caseload.csv").replace("{13 days ago}", &born(13)).replace("{400 days ago}", &born(400))
}

fn start(data: PathBuf, listen: SocketAddr) -> Service {
    let clock = Clock::new(|| (doorstep_app::laptop_clock())().to_utc());
    let config = Config::new(data, listen, Transport::DevelopmentTls, clock);
    // The port may still be closing from before.
    let tries = std::iter::repeat_with(|| Service::start(config.clone()));
    let mut last = None;
    for tried in tries.take(50) {
        match tried {
            Ok(service) => return service,
            Err(error) => last = Some(error),
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("the service does not start: {:?}", Arc::new(last));
}
