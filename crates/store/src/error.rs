//! What can go wrong in a vault. No variant carries anything of a person.

use doorstep_domain::change::Malformed;
use doorstep_domain::id::{ChangeId, EntryId};

/// What can go wrong in a vault.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The keys, or the opening of the store.
    #[error(transparent)]
    Keys(#[from] crate::keys::Error),
    /// SQLite refused a statement.
    #[error("the store refused a statement: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// A change does not hash to its id: the disk returned something else than was written.
    #[error("change {0} is damaged on the disk")]
    ChangeDamaged(ChangeId),
    /// A change hashes to its id and yet cannot be read: a fault of the writer.
    #[error("change {id} cannot be read: {source}")]
    Unreadable {
        /// The change.
        id: ChangeId,
        /// What is wrong with its bytes.
        source: Malformed,
    },
    /// A stored value is not what its column holds.
    #[error("the column {0} holds something that cannot be read")]
    Column(&'static str),
    /// A change could not be written as JSON.
    #[error("a change could not be written: {0}")]
    Unwritable(#[from] Malformed),
    /// A value could not be written as JSON, or read from it.
    #[error("a stored form could not be read or written: {0}")]
    Json(#[from] serde_json::Error),
    /// There is no such entry.
    #[error("entry {0} is not held here")]
    NoEntry(EntryId),
    /// There is no such draft.
    #[error("there is no such draft")]
    NoDraft,
    /// The vault was made but never enrolled.
    #[error("this vault is not enrolled")]
    NotEnrolled,
    /// The store was written by a later version.
    #[error("the store is of version {found}, this build knows {known}")]
    FromNewerVersion {
        /// Its version.
        found: u32,
        /// The latest that this build knows.
        known: u32,
    },
    /// The system has no randomness to give.
    #[error("the system gave no randomness")]
    NoRandomness,
    /// Another thread failed while it held the vault.
    #[error("the vault was left in the middle of something; unlock it again")]
    Poisoned,
}

impl Error {
    /// Whether the disk is full.
    #[must_use]
    pub fn is_disk_full(&self) -> bool {
        match self {
            Self::Keys(crate::keys::Error::DiskFull) => true,
            Self::Sqlite(error) => error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull),
            _ => false,
        }
    }
}
