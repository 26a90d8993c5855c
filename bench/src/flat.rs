//! What a push and a pull of ten changes cost where 5,000 changes are stored, and where half a million are.
//!
//! Asked of the ledger itself, without a network that would hide a difference: one service pushes two visits to families
//! that are known, and another laptop reads them. The two ledgers take turns.

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use doorstep_app::laptop_clock;
use doorstep_domain::change::{Batch, Change};
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{BatchId, OrganisationId, PersonId, TeamId};
use doorstep_domain::staff::Role;
use doorstep_service::ledger::postgres::PostgresLedger;
use doorstep_service::ledger::sqlite::SqliteLedger;
use doorstep_service::ledger::{Arrived, Code, Ledger, NewDevice, Organisation, Wanted};
use doorstep_service::{Admin, Clock};
use doorstep_sync::accept::Author;
use doorstep_sync::key::Bytes;
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::{Outcome, SignedBatch};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};

use crate::explained::Explained;
use crate::narrative::Names;
use crate::postgres::Database;
use crate::records::{self, Visited, Writer};
use crate::report::{Line, Target, Times};
use crate::world::LedgerIn;
use crate::{Failed, fail};

const STORED: [usize; 2] = [5_000, 500_000];
const RUNS: usize = 20;
const A_VISIT: usize = 5;
const VISITS_A_PUSH: usize = 100;
/// How often each family was visited.
const VISITS_A_FAMILY: usize = 4;
const A_PAGE: usize = 2 << 20;
/// How much more half a million may cost.
const MOST: f64 = 1.3;

pub(crate) fn flat(name: &str, ledger: LedgerIn) -> Result<(), Failed> {
    let mut stores = STORED.iter().map(|changes| Store::filled(ledger, *changes)).collect::<Result<Vec<_>, _>>()?;
    let mut times: [[Vec<Duration>; 2]; 2] = Default::default();
    for run in 0..=RUNS {
        for (store, times) in stores.iter_mut().zip(&mut times) {
            let took = store.push_and_pull()?;
            // The first warms up.
            if run > 0 {
                times.iter_mut().zip(took).for_each(|(times, took)| times.push(took));
            }
        }
    }
    let median = |of: &Vec<Duration>| Times::of(of).percentile(50);
    for (what, at) in [("push", 0), ("pull", 1)] {
        Line::new(format!("{name}.{what}_10"), median(&times[1][at]), "ms")
            .against(median(&times[0][at]))
            .should_be(Target::RatioAtMost(MOST))
            .print();
    }
    if ledger == LedgerIn::Postgres {
        let rows = stores.iter_mut().map(Store::rows_read).collect::<Result<Vec<_>, _>>()?;
        Line::new(format!("{name}.rows_read"), rows[1] as f64, "rows")
            .against(rows[0] as f64)
            .should_be(Target::RatioAtMost(1.0))
            .print();
    }
    Ok(())
}

/// A ledger with so many changes in it.
struct Store {
    ledger: Box<dyn Ledger>,
    writer: Signer,
    reader: Author,
    families: Vec<[PersonId; 2]>,
    next: usize,
    database: Option<Database>,
    _folder: tempfile::TempDir,
}

impl Store {
    fn filled(ledger: LedgerIn, changes: usize) -> Result<Self, Failed> {
        eprintln!("storing {changes} changes in {ledger:?}");
        let folder = tempfile::tempdir()?;
        let data = folder.path().join("service");
        std::fs::create_dir(&data)?;
        let database = if ledger == LedgerIn::Postgres { Some(Database::create()?) } else { None };
        if let Some(database) = &database {
            std::fs::write(data.join("ledger.url"), database.url())?;
        }
        let admin = Admin::open(&data, Clock::new(now))?;
        let id = admin.create_organisation("Marsh Health Visiting")?;
        let team = admin.add_team(id, "Romney", true)?;
        let opened = open(&data, database.as_ref())?;
        let organisation = admin.organisations()?.into_iter().next().ok_or("no organisation")?;
        let people = People { admin: &admin, ledger: &*opened, organisation: &organisation, team };
        let (writer, reader) = (people.signer(1)?, people.signer(2)?.author);
        let mut store =
            Self { ledger: opened, writer, reader, families: Vec::new(), next: 0, database, _folder: folder };
        store.fill(changes)?;
        Ok(store)
    }

    fn fill(&mut self, changes: usize) -> Result<(), Failed> {
        let visits = changes / A_VISIT;
        for _ in 0..visits / VISITS_A_FAMILY {
            self.families.push([self.writer.writer.id(PersonId::mint), self.writer.writer.id(PersonId::mint)]);
        }
        for _ in 0..visits / VISITS_A_PUSH {
            self.push(VISITS_A_PUSH)?;
        }
        match &self.database {
            Some(database) => {
                let session = database.session()?;
                session.run("VACUUM ANALYZE")?;
                session.run("CHECKPOINT")
            }
            None => Ok(()),
        }
    }

    /// Stores so many visits, and says how long the ledger took.
    fn push(&mut self, visits: usize) -> Result<Duration, Failed> {
        let mut batches = Vec::with_capacity(visits);
        for _ in 0..visits {
            // Far apart, so that what is read is not what was just read.
            let [child, mother] = self.families[self.next * 7_919 % self.families.len()];
            self.next += 1;
            batches.push(self.writer.visit(child, mother)?);
        }
        let author = &self.writer.author;
        let arrived = Arrived::check_all(author, batches)?;
        let started = Instant::now();
        let outcomes = self.ledger.push(author, &arrived, now())?.outcomes;
        let took = started.elapsed();
        if outcomes.iter().all(|outcome| *outcome == Outcome::Accepted) {
            Ok(took)
        } else {
            fail(format!("not accepted: {outcomes:?}"))
        }
    }

    /// Two visits, and another laptop that reads them.
    fn push_and_pull(&mut self) -> Result<[Duration; 2], Failed> {
        let logs = self.logs()?;
        let pushed = self.push(2)?;
        let started = Instant::now();
        self.logs()?;
        let pulled = self.ledger.pull(&self.reader, &logs, A_PAGE)?;
        let took = started.elapsed();
        if pulled.changes.len() == 2 * A_VISIT { Ok([pushed, took]) } else { fail("ten changes did not come") }
    }

    /// Where every log of the reader ends.
    fn logs(&self) -> Result<Vec<Wanted>, Failed> {
        let standing = self.ledger.standing(self.reader.organisation, self.reader.device, now())?;
        let logs = standing.ok_or("no such device")?.logs;
        Ok(logs.iter().map(|log| Wanted { audience: log.audience, epoch: log.epoch, after: log.head }).collect())
    }

    /// How many rows PostgreSQL's plans read for one push and one pull.
    fn rows_read(&mut self) -> Result<u64, Failed> {
        let Some(database) = &self.database else { return Ok(0) };
        let mut explained = Explained::of(database)?;
        self.ledger = Box::new(PostgresLedger::open(&database.url(), 1)?);
        // The first prepares the statements.
        self.push_and_pull()?;
        explained.begin()?;
        self.push_and_pull()?;
        explained.rows_read()
    }
}

fn now() -> DateTime<Utc> {
    laptop_clock()().to_utc()
}

fn open(data: &Path, database: Option<&Database>) -> Result<Box<dyn Ledger>, Failed> {
    Ok(match database {
        Some(database) => Box::new(PostgresLedger::open(&database.url(), 2)?),
        None => Box::new(SqliteLedger::open(&data.join("ledger.db"))?),
    })
}

/// Whoever lets people in.
struct People<'s> {
    admin: &'s Admin,
    ledger: &'s dyn Ledger,
    organisation: &'s Organisation,
    team: TeamId,
}

impl People<'_> {
    /// A health visitor with a laptop.
    fn signer(&self, number: u8) -> Result<Signer, Failed> {
        let id: OrganisationId = self.organisation.id;
        let who = StaffMember { name: "Robin Marsh".to_owned(), role: Role::HealthVisitor, employer: None };
        let staff = self.admin.add_staff(id, self.team.into(), &who)?;
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| "no key")?;
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(|_| "no key")?;
        let key = Bytes(pair.public_key().as_ref().try_into()?);
        let code = [number; 32];
        self.ledger.keep_code(id, &Code { hash: code, staff, expires_at: now() + TimeDelta::minutes(10) })?;
        let device = self.organisation.number.mint_device(now(), [number; 10]);
        let new = NewDevice { code, id: device, key, version: "0.1.0".to_owned(), at: now() };
        let enrolled = self.ledger.enrol(id, &new)?.ok_or("not enrolled")?;
        let author = Author { organisation: id, device: enrolled.device, key, staff, role: enrolled.role };
        let written_by = records::Author { organisation: id, staff, role: enrolled.role };
        Ok(Signer { author, pair, writer: Writer::new(u64::from(number), written_by), number: 0, previous: None })
    }
}

/// A laptop's chain of batches.
struct Signer {
    author: Author,
    pair: Ed25519KeyPair,
    writer: Writer,
    number: u64,
    previous: Option<BatchId>,
}

impl Signer {
    fn visit(&mut self, child: PersonId, mother: PersonId) -> Result<SignedBatch, Failed> {
        let names = Names { child: self.writer.given_name(), mother: self.writer.given_name() };
        let changes = self.writer.visit(Visited { child, mother, names })?;
        self.number += 1;
        let batch = Batch {
            organisation: self.author.organisation,
            device: self.author.device,
            incarnation: 1,
            number: self.number,
            previous: self.previous,
            act: None,
            seen: Vec::new(),
            ids: changes.iter().map(Change::id).collect(),
        };
        let signature = sign_batch(&self.pair, &batch)?;
        self.previous = Some(batch.id()?);
        Ok(SignedBatch { batch, signature, changes: changes.iter().map(|change| change.bytes().into()).collect() })
    }
}
