//! What the simulation needs of a vault and nobody else: opening it without a passphrase, and seeing what is stored.

use std::path::Path;

use doorstep_domain::id::{BatchId, ChangeId, Subject};
use rusqlite::Connection;

use crate::error::Error;
use crate::keys::DataKey;
use crate::migrate;
use crate::open::{Settings, VaultLock};
use crate::slots::{self, KeyFile};
use crate::vault::Vault;

/// A batch of this laptop, as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchRow {
    /// Its id.
    pub id: BatchId,
    /// `unsent`, `waiting`, `received` or `quarantined`: what the screens say of it.
    pub state: String,
    /// Why it was set aside.
    pub reason: Option<String>,
}

/// A change that is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ChangeRow {
    /// Its id.
    pub id: ChangeId,
    /// What it is about.
    pub subject: Subject,
    /// Whether an audience holds it here.
    pub is_held: bool,
}

impl Vault {
    /// Opens a vault with its key: thousands of openings cannot each pay for a passphrase.
    ///
    /// # Errors
    /// As [`Vault::unlock`].
    pub fn open_with(folder: &Path, key: &DataKey) -> Result<Self, Error> {
        let lock = VaultLock::acquire(folder)?;
        let settings = Settings::of(&KeyFile::load(folder)?.file, migrate::newest());
        let key = DataKey::from_slice(key.as_slice()).ok_or(Error::Poisoned)?;
        Self::assemble(folder, key, settings, lock)
    }

    /// The key of a vault.
    ///
    /// # Errors
    /// As [`Vault::unlock`].
    pub fn key_of(
        folder: &Path,
        passphrase: &crate::passphrase::Passphrase,
        at: chrono::DateTime<chrono::Utc>,
    ) -> Result<DataKey, Error> {
        Ok(slots::unlock(folder, passphrase, at)?.key)
    }

    /// Every batch of this laptop.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn all_batches(&self) -> Result<Vec<BatchRow>, Error> {
        self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT id, state, reason FROM batch ORDER BY row")?;
            let rows = statement.query_map([], |row| {
                Ok(BatchRow { id: BatchId::from_bytes(row.get(0)?), state: row.get(1)?, reason: row.get(2)? })
            })?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        })
    }

    /// Every change that is stored.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn all_changes(&self) -> Result<Vec<ChangeRow>, Error> {
        self.read(all_changes)
    }
}

fn all_changes(connection: &Connection) -> Result<Vec<ChangeRow>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.id, entry.subject, EXISTS (SELECT 1 FROM held WHERE held.change = change.number), change.bytes
         FROM change JOIN entry ON entry.number = change.entry",
    )?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let change = crate::append::read_change(row.get(0)?, row.get(3)?)?;
        found.push(ChangeRow { id: change.id(), subject: change.header.subject, is_held: row.get(2)? });
    }
    Ok(found)
}
