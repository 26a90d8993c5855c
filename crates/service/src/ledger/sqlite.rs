//! The ledger in one SQLite file: for one machine, and for trying the service out.

mod convert;
mod devices;
mod migrate;
mod open;
mod pull;
mod push;
mod registry;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use chrono::{DateTime, Utc};
use doorstep_domain::id::{DeviceId, OrganisationId};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::Outcome;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    Arrived, Code, Device, DeviceState, Enrolment, Error, Log, NewDevice, NewStaff, Organisation, Pulled, Registry,
    Staff, Standing, Team, Wanted,
};
use crate::number::OrganisationNumber;

/// Reads run beside the one writer and beside each other.
const READERS: usize = 4;

/// The ledger in one SQLite file.
pub struct SqliteLedger {
    writer: Mutex<Connection>,
    readers: Vec<Mutex<Connection>>,
}

impl SqliteLedger {
    /// Opens the ledger, making it where it is missing. Several processes may have it open.
    ///
    /// # Errors
    /// When it cannot be opened, is of a newer version, or SQLite is too old or will not keep what was acknowledged.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let mut writer = open::writer(path)?;
        migrate::migrate(&mut writer)?;
        let reader = |_| open::reader(path).map(Mutex::new);
        let readers = (0..READERS).map(reader).collect::<Result<_, _>>()?;
        Ok(Self { writer: Mutex::new(writer), readers })
    }

    fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = lock(&self.writer);
        // Immediate, so that what it reads is still true when it writes.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction)?;
        transaction.commit()?;
        Ok(done)
    }

    fn read<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.reader();
        // One transaction, so that everything it reads is of one instant.
        let transaction = connection.transaction()?;
        work(&transaction)
    }

    /// One that is free, or the first when all are busy.
    fn reader(&self) -> MutexGuard<'_, Connection> {
        let free = self.readers.iter().find_map(|reader| match reader.try_lock() {
            Ok(connection) => Some(connection),
            Err(TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(TryLockError::WouldBlock) => None,
        });
        free.unwrap_or_else(|| lock(&self.readers[0]))
    }
}

/// A panic in one request must not end the service: by the time the lock is free, its transaction is rolled back.
fn lock(connection: &Mutex<Connection>) -> MutexGuard<'_, Connection> {
    connection.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Registry for SqliteLedger {
    fn create_organisation(&self, new: &Organisation, at: DateTime<Utc>) -> Result<(), Error> {
        self.write(|transaction| registry::create_organisation(transaction, new, at))
    }

    fn organisations(&self) -> Result<Vec<Organisation>, Error> {
        self.read(registry::organisations)
    }

    fn organisation(&self, number: OrganisationNumber) -> Result<Option<Organisation>, Error> {
        self.read(|connection| registry::organisation(connection, number))
    }

    fn add_team(&self, organisation: OrganisationId, team: &Team) -> Result<(), Error> {
        self.write(|transaction| registry::add_team(transaction, organisation, team))
    }

    fn teams(&self, organisation: OrganisationId) -> Result<Vec<Team>, Error> {
        self.read(|connection| registry::teams(connection, organisation))
    }

    fn add_staff(&self, organisation: &Organisation, new: &NewStaff<'_>) -> Result<(), Error> {
        self.write(|transaction| registry::add_staff(transaction, organisation, new))
    }

    fn staff(&self, organisation: OrganisationId) -> Result<Vec<Staff>, Error> {
        self.read(|connection| registry::staff(connection, organisation))
    }

    fn keep_code(&self, organisation: OrganisationId, code: &Code) -> Result<(), Error> {
        self.write(|transaction| devices::keep_code(transaction, organisation, code))
    }

    fn enrol(&self, organisation: OrganisationId, new: &NewDevice) -> Result<Option<Enrolment>, Error> {
        self.write(|transaction| devices::enrol(transaction, organisation, new))
    }

    fn devices(&self, organisation: OrganisationId) -> Result<Vec<Device>, Error> {
        self.read(|connection| devices::devices(connection, organisation))
    }

    fn set_state(&self, organisation: OrganisationId, device: DeviceId, state: DeviceState) -> Result<(), Error> {
        self.write(|transaction| devices::set_state(transaction, organisation, device, state))
    }
}

impl Log for SqliteLedger {
    fn standing(&self, organisation: OrganisationId, device: DeviceId) -> Result<Option<Standing>, Error> {
        self.read(|connection| devices::standing(connection, organisation, device))
    }

    fn push(&self, author: &Author, batches: &[Arrived], at: DateTime<Utc>) -> Result<Vec<Outcome>, Error> {
        self.write(|transaction| push::push(transaction, author, batches, at))
    }

    fn pull(&self, author: &Author, wanted: &[Wanted], page_bytes: usize) -> Result<Pulled, Error> {
        self.read(|connection| pull::pull(connection, author, wanted, page_bytes))
    }

    fn note_seen(&self, organisation: OrganisationId, device: DeviceId, at: DateTime<Utc>) -> Result<(), Error> {
        self.write(|transaction| devices::note_seen(transaction, organisation, device, at))
    }

    fn ready(&self) -> Result<(), Error> {
        self.read(|connection| Ok(connection.query_row("SELECT count(*) FROM organisation", [], |_| Ok(()))?))
    }
}
