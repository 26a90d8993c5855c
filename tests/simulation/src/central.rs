//! The service of a schedule: the real ledger over SQLite in memory, with a disk that can be put back to an older copy.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::change::Change;
use doorstep_domain::id::{BatchId, ChangeId, DeviceId, StaffId, Subject};
use doorstep_service::ledger::sqlite::SqliteLedger;
use doorstep_service::ledger::{Decision, DeviceState, Joining, Organisation, Registry as _};
use doorstep_service::simulation::{Caller, answer, fail_after, sweep};
use doorstep_sync::digest::Sum;
use rusqlite::Connection;

use crate::Outcome;
use crate::base::beginning;
use crate::cast::ORGANISATION;

pub(crate) struct Service {
    folder: PathBuf,
    ledger: Option<SqliteLedger>,
    /// Devices that were ever revoked.
    revoked: Vec<DeviceId>,
    largest_page: usize,
}

/// What the ledger keeps, read behind its back.
pub(crate) struct Kept {
    /// Changes in force, by id.
    pub(crate) in_force: BTreeMap<ChangeId, Change>,
    /// Every change that is kept, whatever became of it.
    pub(crate) all: BTreeSet<ChangeId>,
    /// Where each subject was registered.
    pub(crate) registered: BTreeMap<Subject, Scope>,
    /// The scopes that the ledger has each subject in.
    pub(crate) granted: BTreeMap<Subject, BTreeSet<Scope>>,
}

impl Service {
    pub(crate) fn new(folder: &Path, largest_page: usize) -> Outcome<Self> {
        let ledger = Some(SqliteLedger::open(&folder.join("ledger.db"))?);
        Ok(Self { folder: folder.to_owned(), ledger, revoked: Vec::new(), largest_page })
    }

    fn ledger(&self) -> Outcome<&SqliteLedger> {
        Ok(self.ledger.as_ref().ok_or("the service is down")?)
    }

    /// Answers a request. `dies_after`: so many statements later the process is gone, with what it had not committed.
    pub(crate) fn answers(
        &mut self,
        device: DeviceId,
        request: &[u8],
        now: DateTime<Utc>,
        dies_after: Option<u32>,
    ) -> Outcome<Result<Vec<u8>, &'static str>> {
        fail_after(dies_after);
        let caller = Caller { organisation: ORGANISATION, device };
        let answered = answer(self.ledger()?, caller, request, now, self.largest_page);
        fail_after(None);
        if dies_after.is_some() && answered.is_err() {
            self.starts_again()?;
        }
        Ok(answered)
    }

    pub(crate) fn sweeps(&self, now: DateTime<Utc>) -> Outcome<()> {
        sweep(self.ledger()?, now)?;
        Ok(())
    }

    pub(crate) fn starts_again(&mut self) -> Outcome<()> {
        self.ledger = None;
        self.ledger = Some(SqliteLedger::open(&self.folder.join("ledger.db"))?);
        Ok(())
    }

    pub(crate) fn backs_up(&mut self) -> Outcome<()> {
        self.ledger = None;
        fs::copy(self.folder.join("ledger.db"), self.folder.join("backup.db"))?;
        self.starts_again()
    }

    /// Puts the backup in the place of the ledger. False where there is none.
    pub(crate) fn is_put_back(&mut self) -> Outcome<bool> {
        let backup = self.folder.join("backup.db");
        if !backup.exists() {
            return Ok(false);
        }
        self.ledger = None;
        for left in ["ledger.db-wal", "ledger.db-shm"] {
            drop(fs::remove_file(self.folder.join(left)));
        }
        fs::copy(backup, self.folder.join("ledger.db"))?;
        self.starts_again()?;
        Ok(true)
    }

    /// An administrator says that it was put back, as they are told to.
    pub(crate) fn is_declared(&self, now: DateTime<Utc>) -> Outcome<()> {
        let organisation = self.organisation()?;
        self.ledger()?.begin_restore(&organisation, now)?;
        // What the copy is too old to know: an administrator's folder names it.
        for device in &self.revoked {
            self.ledger()?.set_state(ORGANISATION, *device, DeviceState::Revoked)?;
        }
        Ok(())
    }

    /// An administrator has seen that it is whole.
    pub(crate) fn is_confirmed(&self, now: DateTime<Utc>) -> Outcome<()> {
        let organisation = self.organisation()?;
        if self.ledger()?.restore(&organisation)?.is_some_and(|restore| restore.confirmed_at.is_none()) {
            self.ledger()?.confirm_restore(&organisation, now, Some("Whoever can has been here."))?;
        }
        Ok(())
    }

    fn organisation(&self) -> Outcome<Organisation> {
        Ok(self.ledger()?.organisations()?.remove(0))
    }

    pub(crate) fn joins(&self, staff: StaffId, scope: Scope, until: Option<DateTime<Utc>>) -> Outcome<()> {
        Ok(self.ledger()?.join(ORGANISATION, &Joining { staff, scope, until }, &decided())?)
    }

    /// Whether somebody did read the scope.
    pub(crate) fn leaves(&self, staff: StaffId, scope: Scope) -> Outcome<bool> {
        Ok(self.ledger()?.leave(ORGANISATION, staff, scope, &decided()).is_ok())
    }

    pub(crate) fn revokes(&mut self, device: DeviceId) -> Outcome<()> {
        self.revoked.push(device);
        Ok(self.ledger()?.set_state(ORGANISATION, device, DeviceState::Revoked)?)
    }

    /// The scopes that each member of staff reads now.
    pub(crate) fn memberships(&self, now: DateTime<Utc>) -> Outcome<BTreeMap<StaffId, BTreeSet<Scope>>> {
        let mut read: BTreeMap<StaffId, BTreeSet<Scope>> = BTreeMap::new();
        for member in self.ledger()?.members(ORGANISATION, now)? {
            read.entry(member.staff).or_default().insert(member.scope);
        }
        Ok(read)
    }

    /// What the ledger keeps: read from its file, by nothing of its own code.
    pub(crate) fn kept(&self) -> Outcome<Kept> {
        let connection = Connection::open(self.folder.join("ledger.db"))?;
        let mut kept = Kept {
            in_force: BTreeMap::new(),
            all: BTreeSet::new(),
            registered: BTreeMap::new(),
            granted: BTreeMap::new(),
        };
        let mut statement = connection.prepare("SELECT id, bytes, state = 'in_force' FROM change")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = ChangeId::from_bytes(row.get(0)?);
            kept.all.insert(id);
            if row.get(2)? {
                let change = Change::read(String::from_utf8(row.get(1)?)?)?;
                if change.id() != id {
                    return Err(format!("I4: the ledger keeps something else as change {id}").into());
                }
                kept.in_force.insert(id, change);
            }
        }
        let mut statement =
            connection.prepare("SELECT subject, registered FROM subject WHERE registered IS NOT NULL")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, scope): (String, String) = (row.get(0)?, row.get(1)?);
            kept.registered.insert(subject.parse()?, scope.parse()?);
        }
        let mut statement = connection.prepare("SELECT subject, scope FROM granted")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (subject, scope): (String, String) = (row.get(0)?, row.get(1)?);
            kept.granted.entry(subject.parse()?).or_default().insert(scope.parse()?);
        }
        Ok(kept)
    }

    /// The batches that were accepted.
    pub(crate) fn accepted(&self) -> Outcome<BTreeSet<BatchId>> {
        let connection = Connection::open(self.folder.join("ledger.db"))?;
        accepted(&connection)
    }

    /// An audience of which the sum is not that of what it holds.
    pub(crate) fn wrong_sum(&self) -> Outcome<Option<String>> {
        let connection = Connection::open(self.folder.join("ledger.db"))?;
        let mut statement = connection.prepare("SELECT id, sum, scope || ' ' || reader FROM audience")?;
        let mut audiences = statement.query([])?;
        let mut of_audience = connection.prepare(
            "SELECT change.id FROM held JOIN change ON change.entry = held.entry AND change.state = 'in_force'
             WHERE held.audience = ?1",
        )?;
        while let Some(row) = audiences.next()? {
            let id: [u8; 16] = row.get(0)?;
            let ids = of_audience.query_map([id], |row| Ok(ChangeId::from_bytes(row.get(0)?)))?;
            let sum: Sum = ids.collect::<Result<_, _>>()?;
            if sum.bytes() != row.get::<_, [u8; 16]>(1)? {
                return Ok(Some(row.get(2)?));
            }
        }
        Ok(None)
    }

    /// The audiences that hold a change's entry, for whoever looks into a failure.
    pub(crate) fn holders(&self, change: ChangeId) -> Outcome<Vec<String>> {
        let connection = Connection::open(self.folder.join("ledger.db"))?;
        let mut statement = connection.prepare(
            "SELECT audience.scope || ' ' || audience.reader || ' ' || change.subject FROM change
             LEFT JOIN held ON held.entry = change.entry LEFT JOIN audience ON audience.id = held.audience
             WHERE change.id = ?1",
        )?;
        let rows = statement.query_map([change.bytes()], |row| row.get::<_, Option<String>>(0))?;
        Ok(rows.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
    }

    /// Changes that stand twice in a log where they are held: what whoever reads it would get twice.
    pub(crate) fn doubled(&self) -> Outcome<u32> {
        let connection = Connection::open(self.folder.join("ledger.db"))?;
        Ok(connection.query_row(
            "SELECT count(*) FROM (SELECT 1 FROM log
                 JOIN held ON held.audience = log.audience AND held.entry = log.entry AND held.since <= log.position
                 WHERE log.change IS NOT NULL GROUP BY log.audience, log.change HAVING count(*) > 1)",
            [],
            |row| row.get(0),
        )?)
    }
}

fn accepted(connection: &Connection) -> Outcome<BTreeSet<BatchId>> {
    let mut statement = connection.prepare("SELECT id FROM batch WHERE outcome = 'accepted'")?;
    let ids = statement.query_map([], |row| Ok(BatchId::from_bytes(row.get(0)?)))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn decided() -> Decision<'static> {
    Decision { at: beginning(), by: "Lena", because: "Cover." }
}
