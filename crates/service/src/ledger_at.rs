//! Where the ledger of a data folder is: in PostgreSQL where the file `ledger.url` says in which, and else in the folder
//! itself.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::ledger::Ledger;
use crate::ledger::postgres::{self, PostgresLedger, PostgresUrl};
use crate::ledger::sqlite::{self, SqliteLedger};
use crate::{Error, secret};

/// The file that says in which PostgreSQL database the ledger is.
const URL: &str = "ledger.url";

/// Connections to PostgreSQL of one service: as many as requests that may block at once.
const CONNECTIONS: usize = 16;

/// Where the ledger is. What it prints as never holds a password.
pub enum LedgerAt {
    /// In a SQLite file.
    File(PathBuf),
    /// In a PostgreSQL database.
    Postgres(Box<PostgresUrl>),
}

impl LedgerAt {
    /// Where the ledger of a data folder is, whether it is there yet or not.
    ///
    /// # Errors
    /// When the file that says so cannot be read, is not understood, or holds a password that others may read.
    pub fn of(data: &Path) -> Result<Self, Error> {
        match url_in(&data.join(URL))? {
            Some(url) => Ok(Self::Postgres(Box::new(url))),
            None => Ok(Self::File(data.join("ledger.db"))),
        }
    }

    /// Opens it, making it or bringing it up to date where needed.
    pub(crate) fn open(&self) -> Result<Arc<dyn Ledger>, Error> {
        Ok(match self {
            Self::File(file) => Arc::new(SqliteLedger::open(file)?),
            Self::Postgres(url) => Arc::new(PostgresLedger::open_at(url, CONNECTIONS)?),
        })
    }

    /// Its schema; none where nothing is there yet.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn schema(&self) -> Result<Option<u32>, Error> {
        Ok(match self {
            Self::File(file) => sqlite::schema_of(file)?,
            Self::Postgres(url) => postgres::schema_of(url)?,
        })
    }
}

impl fmt::Display for LedgerAt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "SQLite, {}", file.display()),
            Self::Postgres(url) => url.fmt(f),
        }
    }
}

/// The URL that a file holds; none where there is no such file.
pub(crate) fn url_in(file: &Path) -> Result<Option<PostgresUrl>, Error> {
    let text = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Error::file(file)(error)),
    };
    let url: PostgresUrl = text.parse()?;
    if url.has_password() {
        secret::refuse_if_others_may_read(file)?;
    }
    Ok(Some(url))
}
