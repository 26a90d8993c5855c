//! The settings of a store, in one table: what is set is what is read back.

use rusqlite::{Connection, config::DbConfig};

use super::Mode;
use crate::{
    keys::Error,
    slots::{HmacAlgorithm, KeyFile, PAGE_SIZE},
};

/// SQLite before this could corrupt a WAL store (the WAL-reset bug).
const OLDEST_SQLITE: i32 = 3_051_003;
/// 64 MiB: a cache that holds the working set takes the whole cost of decryption off reading.
const CACHE_KIB: u32 = 65_536;

/// Fixed for a store when it is made, except for the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    hmac: HmacAlgorithm,
    page_size: u32,
    cache_kib: u32,
    newest_schema: u32,
}

/// One setting: a pragma and the only value that it may read back.
type Pragma = (&'static str, String);

impl Settings {
    /// The settings of the vault with this key file, for a program whose newest migration is `newest_schema` (`user_version`).
    #[must_use]
    pub fn of(file: &KeyFile, newest_schema: u32) -> Self {
        Self { hmac: file.hmac(), page_size: PAGE_SIZE, cache_kib: CACHE_KIB, newest_schema }
    }

    /// With another page cache, in KiB, for a laptop short of memory.
    #[must_use]
    pub fn with_cache_kib(self, cache_kib: u32) -> Self {
        Self { cache_kib, ..self }
    }

    pub(super) fn page_size(&self) -> u32 {
        self.page_size
    }

    pub(super) fn newest_schema(&self) -> u32 {
        self.newest_schema
    }

    /// How the file is encrypted; SQLCipher must be told before the first read.
    fn of_the_file(&self) -> [Pragma; 3] {
        [
            ("cipher_page_size", self.page_size.to_string()),
            ("cipher_hmac_algorithm", self.hmac.pragma().to_owned()),
            ("cipher_use_hmac", "1".to_owned()),
        ]
    }

    /// How this connection works on it.
    fn of_the_connection(&self) -> Vec<Pragma> {
        let cache = format!("-{}", self.cache_kib);
        [
            ("journal_mode", "wal"),
            // NORMAL loses acknowledged saves in a power cut.
            ("synchronous", "2"),
            // Any other value switches off SQLCipher's check of pages that are all zero.
            ("auto_vacuum", "0"),
            ("cache_size", &cache),
            ("mmap_size", "0"),
            // Five times the cost of a commit. Locking the vault closes the connection and wipes its keys instead.
            ("cipher_memory_security", "0"),
            ("foreign_keys", "1"),
            ("trusted_schema", "0"),
            ("cell_size_check", "1"),
            // What leaves is overwritten, not only forgotten.
            ("secure_delete", "1"),
            // In memory: a temporary file would be records in clear.
            ("temp_store", "2"),
            ("journal_size_limit", "8388608"),
            ("wal_autocheckpoint", "1000"),
            ("busy_timeout", "5000"),
        ]
        .into_iter()
        .map(|(name, value)| (name, value.to_owned()))
        .collect()
    }

    pub(super) fn describe_file(&self, connection: &Connection) -> Result<(), Error> {
        self.of_the_file().iter().try_for_each(|pragma| set(connection, pragma))
    }

    pub(super) fn apply(&self, connection: &Connection, mode: Mode) -> Result<(), Error> {
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
        // A kept statement keeps its plan. Otherwise SQLite compares what is bound with the conditions of partial indexes, and
        // prepares every statement that asks for a kind anew each time: two thirds of what it takes.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // Damage is told by our own errors; SQLCipher's lines on standard error are for support.
        set(connection, &("cipher_log_level", "ERROR".to_owned()))?;
        self.of_the_connection().iter().try_for_each(|pragma| set(connection, pragma))?;
        match mode {
            Mode::Writer => Ok(()),
            Mode::Reader => set(connection, &("query_only", "1".to_owned())),
        }
    }

    /// Read every setting back and refuse the store if one is not what was set.
    pub(super) fn check(&self, connection: &Connection, mode: Mode) -> Result<(), Error> {
        check_versions(rusqlite::version_number(), read(connection, "cipher_version")?.as_deref())?;
        let query_only = match mode {
            Mode::Writer => "0",
            Mode::Reader => "1",
        };
        let all = self
            .of_the_file()
            .into_iter()
            .chain(self.of_the_connection())
            .chain([("query_only", query_only.to_owned())]);
        for (setting, wanted) in all {
            let found = read(connection, setting)?.unwrap_or_default();
            if found != wanted {
                return Err(Error::WeakerSetting { setting, found, wanted });
            }
        }
        if !connection.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE)? {
            return Err(weaker("defensive", "off", "on"));
        }
        Ok(())
    }
}

fn check_versions(sqlite: i32, cipher: Option<&str>) -> Result<(), Error> {
    if sqlite < OLDEST_SQLITE {
        return Err(weaker("SQLite version", &sqlite.to_string(), "3.51.3 or later"));
    }
    // Plain SQLite knows no such pragma and answers nothing: the store would be in clear.
    if cipher.is_none_or(str::is_empty) {
        return Err(weaker("SQLCipher", "absent", "present"));
    }
    Ok(())
}

fn weaker(setting: &'static str, found: &str, wanted: &str) -> Error {
    Error::WeakerSetting { setting, found: found.to_owned(), wanted: wanted.to_owned() }
}

/// Names and values are this file's own, so that they may stand in the text.
fn set(connection: &Connection, (name, value): &Pragma) -> Result<(), Error> {
    let mut statement = connection.prepare(&format!("PRAGMA {name} = {value}"))?;
    let mut answers = statement.query([])?;
    while answers.next()?.is_some() {}
    Ok(())
}

fn read(connection: &Connection, name: &str) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare(&format!("PRAGMA {name}"))?;
    let mut answers = statement.query([])?;
    let Some(row) = answers.next()? else { return Ok(None) };
    Ok(Some(match row.get_ref(0)? {
        rusqlite::types::ValueRef::Integer(number) => number.to_string(),
        other => other.as_str().unwrap_or_default().to_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_sqlite_with_the_wal_reset_bug_or_without_encryption_is_refused() {
        assert!(check_versions(3_051_003, Some("4.19.0 community")).is_ok());
        assert!(check_versions(3_051_002, Some("4.19.0 community")).is_err());
        assert!(check_versions(3_053_004, None).is_err());
        assert!(check_versions(3_053_004, Some("")).is_err());
    }
}
