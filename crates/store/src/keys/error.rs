//! Why a vault does not open. Each variant is one screen (docs/SECURITY.md, unlock outcomes); none may stand in for another.

use std::{io, time::Duration};

use rusqlite::{ErrorCode, ffi};
use thiserror::Error;

/// Why a vault did not unlock, open or read. `Display` and `Debug` hold no secret and no patient data.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// No slot opened with this passphrase; the next try may be made after `wait`.
    #[error("that passphrase does not open this vault")]
    WrongPassphrase {
        /// How long from now until another try is taken.
        wait: Duration,
    },
    /// The delay after wrong tries is not over. The passphrase was not tried and this is not counted.
    #[error("too soon after a wrong passphrase")]
    TooSoon {
        /// How long is left.
        wait: Duration,
    },
    /// `vault.json` and its `.bak` are both torn, missing or unreadable: helpline and escrow, never a new vault over the old store.
    #[error("the key file is damaged")]
    KeyFileDamaged,
    /// The key file is whole but says what this program never wrote; nothing was tried with it.
    #[error("the key file was altered: {why}")]
    KeyFileAltered {
        /// What gave it away.
        why: &'static str,
    },
    /// The vault has no slot of the kind that was asked for.
    #[error("the vault has no such slot")]
    NoSuchSlot,
    /// A vault stands where a new one was to be made.
    #[error("there is a vault here already")]
    VaultExists,
    /// The key is right and the store does not open with it: recovery, never "wrong passphrase".
    #[error("the store is damaged")]
    StoreDamaged,
    /// The key file is there and the store is not.
    #[error("the store is missing")]
    StoreMissing,
    /// Written by a newer program: nothing was migrated, changed or deleted.
    #[error("the {what} is version {found}, and this program knows up to {known}")]
    NewerVersion {
        /// "key file", "slot" or "store".
        what: &'static str,
        /// The version found.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// Another process holds the vault.
    #[error("the vault is open elsewhere")]
    OpenElsewhere,
    /// 4 KiB could not be written beside the store.
    #[error("the disk is full")]
    DiskFull,
    /// The vault's folder cannot be written.
    #[error("the vault's folder cannot be written")]
    ReadOnly,
    /// A setting that protects the records did not hold, so the store was closed again.
    #[error("the store's {setting} is {found}, and only {wanted} is safe")]
    WeakerSetting {
        /// The pragma.
        setting: &'static str,
        /// What it read back.
        found: String,
        /// What it must be.
        wanted: String,
    },
    /// A page failed its check while reading: what was read must not be used, and the connection must be reopened.
    #[error("a page of the store is damaged")]
    PageDamaged,
    /// The system gave no randomness, or ring refused an input that this program made.
    #[error("cryptography failed")]
    Cryptography,
    /// The key derivation did not get its memory.
    #[error("not enough memory to check the passphrase")]
    OutOfMemory,
    /// Any other failure of the file system.
    #[error("the vault's files: {0}")]
    Io(io::Error),
    /// Any other failure of the store.
    #[error("the store: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            // The WAL's index needs 32 KiB even to read; on a full disk SQLite calls that an input/output error.
            Some(code) if code.extended_code == ffi::SQLITE_IOERR_SHMSIZE => Self::DiskFull,
            Some(code) => match code.code {
                ErrorCode::DiskFull => Self::DiskFull,
                ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt => Self::StoreDamaged,
                _ => Self::Sqlite(error),
            },
            None => Self::Sqlite(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from_sqlite(code: i32) -> Error {
        Error::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None))
    }

    #[test]
    fn a_full_disk_is_a_full_disk_whoever_says_so() {
        assert!(matches!(from_sqlite(ffi::SQLITE_FULL), Error::DiskFull));
        assert!(matches!(from_sqlite(ffi::SQLITE_IOERR_SHMSIZE), Error::DiskFull));
        assert!(matches!(Error::from(io::Error::from(io::ErrorKind::StorageFull)), Error::DiskFull));
    }

    #[test]
    fn damage_is_damage_and_the_rest_keeps_its_own_words() {
        assert!(matches!(from_sqlite(ffi::SQLITE_NOTADB), Error::StoreDamaged));
        assert!(matches!(from_sqlite(ffi::SQLITE_CORRUPT), Error::StoreDamaged));
        assert!(matches!(from_sqlite(ffi::SQLITE_BUSY), Error::Sqlite(_)));
        assert!(matches!(Error::from(io::Error::from(io::ErrorKind::ReadOnlyFilesystem)), Error::ReadOnly));
    }
}
