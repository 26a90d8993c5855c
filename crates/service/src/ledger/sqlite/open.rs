//! Opening the file, with settings that keep what was acknowledged, and refusing to go on without them.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use crate::ledger::Error;

/// 3.51.3: before it, a checkpoint and a commit at the same moment could lose the commit in WAL mode.
const OLDEST_SQLITE: i32 = 3_051_003;

/// As long as the longest request: a second process (the command line) may hold the lock for a moment.
const WAIT_FOR_LOCK: Duration = Duration::from_secs(10);

/// More than the different statements that there are.
const CACHED_STATEMENTS: usize = 64;

pub(super) fn writer(path: &Path) -> Result<Connection, Error> {
    if rusqlite::version_number() < OLDEST_SQLITE {
        return Err(Error::Database(format!("SQLite {} may lose a commit", rusqlite::version()).into()));
    }
    // Made before SQLite makes it, so that nobody else can ever read it; its WAL takes the same permissions.
    doorstep_platform::open_private_file(path).map_err(|error| Error::Database(error.into()))?;
    let connection = connect(path)?;
    connection.execute_batch(
        "PRAGMA page_size = 8192;
         PRAGMA auto_vacuum = NONE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA cache_size = -65536;
         PRAGMA wal_autocheckpoint = 4000;",
    )?;
    check(&connection)?;
    Ok(connection)
}

pub(super) fn reader(path: &Path) -> Result<Connection, Error> {
    let connection = connect(path)?;
    connection.execute_batch("PRAGMA query_only = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -16384;")?;
    Ok(connection)
}

fn connect(path: &Path) -> Result<Connection, Error> {
    // No SQLITE_OPEN_URI: a folder's name must never be read as options.
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(WAIT_FOR_LOCK)?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    Ok(connection)
}

/// A pragma that cannot be met is silently ignored, so each that durability hangs on is asked back.
fn check(connection: &Connection) -> Result<(), Error> {
    let journal: String = connection.query_row("PRAGMA journal_mode", [], |row| row.get(0))?;
    let synchronous: i64 = connection.query_row("PRAGMA synchronous", [], |row| row.get(0))?;
    let foreign_keys: i64 = connection.query_row("PRAGMA foreign_keys", [], |row| row.get(0))?;
    if (journal.as_str(), synchronous, foreign_keys) == ("wal", 2, 1) {
        return Ok(());
    }
    let found = format!("journal_mode {journal}, synchronous {synchronous}, foreign_keys {foreign_keys}");
    Err(Error::Database(format!("SQLite would not keep what was acknowledged: {found}").into()))
}
