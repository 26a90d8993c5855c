//! A team's service, which can stop and come back, and the codes that it gives out.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{OrganisationId, TeamId};
use doorstep_domain::staff::Role;
use doorstep_service::admin::CODE_LASTS;
use doorstep_service::{Admin, Clock, Config, Service, Transport};

pub(crate) struct Team {
    folder: tempfile::TempDir,
    service: Option<Service>,
    address: SocketAddr,
    of: (OrganisationId, TeamId),
}

/// What an administrator gives to a practitioner with a new laptop.
pub(crate) struct Invitation {
    pub(crate) address: String,
    pub(crate) authority: String,
    pub(crate) code: String,
}

impl Team {
    pub(crate) fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let service = serve(folder.path().join("service"), ([127, 0, 0, 1], 0).into());
        let organisation = service.admin().create_organisation("Marsh Health Visiting").unwrap();
        let team = service.admin().add_team(organisation, "Romney", true).unwrap();
        Self { address: service.address(), service: Some(service), of: (organisation, team), folder }
    }

    /// A folder for the laptops, which goes when the team goes.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Takes on a health visitor.
    pub(crate) fn invites(&self, name: &str) -> Invitation {
        self.invites_as(name, Role::HealthVisitor)
    }

    /// Takes on somebody in a role.
    pub(crate) fn invites_as(&self, name: &str, role: Role) -> Invitation {
        let service = self.service.as_ref().unwrap();
        let (organisation, team) = self.of;
        let who = StaffMember { name: name.to_owned(), role, employer: None };
        let staff = service.admin().add_staff(organisation, team.into(), &who).unwrap();
        let code = service.admin().enrolment_code(organisation, staff, CODE_LASTS).unwrap();
        Invitation { address: service.url(), authority: service.ca_pem().unwrap(), code }
    }

    pub(crate) fn service_stops(&mut self) {
        self.service.take().unwrap().stop();
    }

    /// Takes on a health visitor and makes her accountable for every child, at the desk of a service that is stopped.
    pub(crate) fn hands_everybody_on_to(&self, name: &str) {
        assert!(self.service.is_none(), "it would hand on what a laptop is just sending");
        let clock = Clock::new(|| (doorstep_app::laptop_clock())().to_utc());
        let admin = Admin::open(&self.folder.path().join("service"), clock).unwrap();
        let (organisation, team) = self.of;
        let who = StaffMember { name: name.to_owned(), role: Role::HealthVisitor, employer: None };
        let staff = admin.add_staff(organisation, team.into(), &who).unwrap();
        let children = admin.unallocated(organisation).unwrap();
        let children: Vec<_> = children.into_iter().map(|unallocated| unallocated.child).collect();
        admin.allocate(organisation, &children, staff).unwrap();
    }

    /// Makes somebody of the team accountable for every child that the service has.
    pub(crate) fn gives_everybody_to(&self, name: &str) {
        let (admin, organisation) = (self.service.as_ref().unwrap().admin(), self.of.0);
        let staff = admin.staff(organisation).unwrap().into_iter().find(|staff| staff.name == name).unwrap();
        let children = admin.unallocated(organisation).unwrap();
        assert!(!children.is_empty(), "they have reached the service");
        let children: Vec<_> = children.into_iter().map(|unallocated| unallocated.child).collect();
        admin.allocate(organisation, &children, staff.id).unwrap();
    }

    pub(crate) fn service_comes_back(&mut self) {
        self.service = Some(serve(self.folder.path().join("service"), self.address));
    }
}

fn serve(data: PathBuf, listen: SocketAddr) -> Service {
    let clock = Clock::new(|| (doorstep_app::laptop_clock())().to_utc());
    let config = Config::new(data, listen, Transport::DevelopmentTls, clock);
    // The port may still be closing from before.
    for _ in 0..50 {
        match Service::start(config.clone()) {
            Ok(service) => return service,
            Err(_) => sleep(Duration::from_millis(100)),
        }
    }
    Service::start(config).unwrap()
}
