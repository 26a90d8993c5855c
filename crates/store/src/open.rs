//! Opening the store: keyed, with the settings that protect the records, and only if they hold.

mod guard;
mod place;
mod settings;
#[cfg(test)]
mod tests;

pub use guard::guarded_read;
pub use place::{VaultLock, probe};
pub use settings::Settings;

use std::{fs, io, path::Path};

use doorstep_platform::{key_connection, open_private_file};
use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::keys::{DataKey, Error};

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Read and write; one at a time.
    Writer,
    /// Read only, by `query_only` and not by a read-only handle: on such a handle the guard of [`guarded_read`] could see nothing.
    Reader,
}

/// Make a new, empty store. `VaultExists` where there is a file already, whatever it holds.
pub fn create(path: &Path, key: &DataKey, settings: &Settings) -> Result<Connection, Error> {
    if path.exists() {
        return Err(Error::VaultExists);
    }
    drop(open_private_file(path)?);
    connect(path, key, settings, Mode::Writer)
}

/// Open the store of an unlocked vault.
///
/// The key opened its slot, so a store that does not open with it is damaged: `StoreDamaged`, never a wrong passphrase.
/// A newer schema is refused before anything is set or written. Every setting is read back, and one that did not hold is an error.
pub fn open(path: &Path, key: &DataKey, settings: &Settings, mode: Mode) -> Result<Connection, Error> {
    let length = match fs::metadata(path) {
        Ok(about) => about.len(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Error::StoreMissing),
        Err(error) => return Err(error.into()),
    };
    // SQLite takes an empty file for a new store, with any key.
    if length < u64::from(settings.page_size()) {
        return Err(Error::StoreDamaged);
    }
    connect(path, key, settings, mode)
}

fn connect(path: &Path, key: &DataKey, settings: &Settings, mode: Mode) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    key_connection(&connection, key.store_key()?.as_slice())?;
    settings.describe_file(&connection)?;
    refuse_newer(&connection, settings)?;
    settings.apply(&connection, mode)?;
    settings.check(&connection, mode)?;
    Ok(connection)
}

/// The first read of the file: page 1 must pass its check under our key.
fn refuse_newer(connection: &Connection, settings: &Settings) -> Result<(), Error> {
    let found: u32 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let known = settings.newest_schema();
    if found > known {
        // Closing would otherwise fold the WAL into the file.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(Error::NewerVersion { what: "store", found, known });
    }
    Ok(())
}
