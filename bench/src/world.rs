//! A service with a team of two, each on a laptop behind a counting proxy.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use chrono::TimeDelta;
use doorstep_app::laptop_clock;
use doorstep_domain::change::Change;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::PersonId;
use doorstep_domain::staff::Role;
use doorstep_service::{Clock, Config, Service, Transport};
use serde_json::json;

use crate::Failed;
use crate::laptop::{self, PASSPHRASE};
use crate::narrative::Names;
use crate::postgres::Database;
use crate::proxy::Proxy;
use crate::records::{Visited, Writer};

/// A service, and the laptops of Amina, who writes, and Beth, who reads.
pub(crate) struct World {
    pub(crate) amina: PathBuf,
    pub(crate) beth: PathBuf,
    pub(crate) proxy: Proxy,
    /// The database, where the ledger is in PostgreSQL.
    pub(crate) database: Option<Database>,
    /// Another seed each time: records signed twice would be the same records.
    signings: AtomicU64,
    service: Option<Service>,
    // Last: the folder goes when everything in it is closed.
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) fn new(transport: Transport, ledger: LedgerIn) -> Result<Self, Failed> {
        let folder = tempfile::tempdir()?;
        let database = if ledger == LedgerIn::Postgres { Some(Database::create()?) } else { None };
        let (data, listen) = (folder.path().join("service"), ([127, 0, 0, 1], 0).into());
        if let Some(database) = &database {
            std::fs::create_dir(&data)?;
            std::fs::write(data.join("ledger.url"), database.url())?;
        }
        let mut config = Config::new(data, listen, transport, Clock::new(|| laptop_clock()().to_utc()));
        // What is measured is how fast it is, and not how patient.
        (config.limits.burst, config.limits.changes_an_hour) = (1_000_000, 100_000_000);
        let service = Service::start(config)?;
        let proxy = Proxy::before(service.address())?;
        let organisation = service.admin().create_organisation("Marsh Health Visiting")?;
        let team = service.admin().add_team(organisation, "Romney", true)?;
        let url = service.url().replace(&service.address().port().to_string(), &proxy.port().to_string());
        let authority = if transport == Transport::DevelopmentTls { Some(service.ca_pem()?) } else { None };
        let enrolled = |name: &str| -> Result<PathBuf, Failed> {
            let who = StaffMember { name: name.to_owned(), role: Role::HealthVisitor, employer: None };
            let staff = service.admin().add_staff(organisation, team.into(), &who)?;
            let code = service.admin().enrolment_code(organisation, staff, TimeDelta::minutes(10))?;
            let data = folder.path().join(name);
            let app = laptop::app(&data);
            let input = json!({ "address": url, "authority": authority, "code": code, "passphrase": PASSPHRASE });
            laptop::call(&app, "enrol", input)?;
            laptop::call(&app, "lock", json!({}))?;
            Ok(data)
        };
        let (amina, beth) = (enrolled("Amina Yusuf")?, enrolled("Beth Carter")?);
        Ok(Self { amina, beth, proxy, database, signings: AtomicU64::new(0), service: Some(service), _folder: folder })
    }

    /// Signs these batches on Amina's laptop.
    pub(crate) fn amina_signs(&self, batches: Batches, count: usize) -> Result<Vec<Change>, Failed> {
        let vault = laptop::vault(&self.amina)?;
        let mut writer = Writer::new(7 + self.signings.fetch_add(1, Ordering::Relaxed), laptop::author(&vault)?);
        let mut all = Vec::new();
        let mut acts = Vec::with_capacity(count);
        for _ in 0..count {
            let names = Names { child: writer.given_name(), mother: writer.given_name() };
            let (child, mother) = (writer.id(PersonId::mint), writer.id(PersonId::mint));
            let visited = Visited { child, mother, names };
            let changes = match batches {
                Batches::Visits => writer.visit(visited)?,
                Batches::Notes => vec![writer.note(visited)?],
            };
            all.extend(changes.iter().cloned());
            acts.push(laptop::to_sign(changes));
        }
        for part in acts.chunks(500) {
            vault.sign(part)?;
        }
        vault.close(laptop_clock()())?;
        Ok(all)
    }
}

impl Drop for World {
    /// The service first: it has the database open.
    fn drop(&mut self) {
        drop(self.service.take());
        drop(self.database.take());
    }
}

/// Where the service has its ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LedgerIn {
    /// One file.
    Sqlite,
    /// A database of its own, in the cluster that whoever runs this has started.
    Postgres,
}

/// What is signed in one act.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Batches {
    /// Visits of five changes.
    Visits,
    /// Notes of one change.
    Notes,
}
