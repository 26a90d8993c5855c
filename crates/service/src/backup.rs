//! A copy of the ledger, made while the service runs, and the proof that the copy can be read.
//!
//! A ledger in a file is copied by SQLite, one in PostgreSQL by `pg_dump`. The secret keys are not in a copy: whoever has both can
//! sign as the service. Their names are, so that somebody who restores knows which to look for.

mod postgres;

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, SubsecRound as _, Utc};
use doorstep_platform::{create_private_dir, free_space, open_private_file, replace_file};
use ring::digest::{Context, SHA256};
use rusqlite::{Connection, OpenFlags};
use serde::{Deserialize, Serialize};

use crate::Error;
use crate::ledger::postgres::PostgresUrl;
use crate::ledger_at::{LedgerAt, url_in};

/// The file of a data folder that says as whom a ledger in PostgreSQL is copied.
const BACKUP_URL: &str = "backup.url";
/// What the description of a copy is called.
const DESCRIPTION: &str = "backup.json";

/// What a copy is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// A SQLite file.
    #[default]
    Sqlite,
    /// What `pg_dump` writes and `pg_restore` reads.
    PgDump,
}

impl Format {
    /// What the copy of the ledger is called.
    fn file(self) -> &'static str {
        match self {
            Self::Sqlite => "ledger.db",
            Self::PgDump => "ledger.dump",
        }
    }

    fn read_whole(self, copy: &Path) -> Result<(u32, BTreeMap<String, u64>), Error> {
        match self {
            Self::Sqlite => read_whole(copy),
            Self::PgDump => postgres::read_whole(copy),
        }
    }
}

/// What a copy holds, as it is written beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The version of the program that made it.
    pub version: String,
    /// What the copy is.
    #[serde(default)]
    pub format: Format,
    /// The ledger's schema.
    pub schema: u32,
    /// The size of the ledger's copy, in bytes.
    pub bytes: u64,
    /// SHA-256 of the ledger's copy.
    pub sha256: String,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// The files of secret keys that belong to it, which are kept elsewhere.
    pub keys: Vec<String>,
}

/// Copies the ledger of a data folder into a new folder of `to`, and reads the copy whole. The service may be at work.
///
/// The copy is complete where the folder is there: until then it has another name.
///
/// # Errors
/// When there is no ledger, no room, a file cannot be written, nobody said as whom a ledger in PostgreSQL is copied, or
/// the copy is not what was copied.
pub fn back_up(data: &Path, to: &Path, at: DateTime<Utc>) -> Result<(PathBuf, Backup), Error> {
    let source = Source::of(data)?;
    create_private_dir(to).map_err(Error::file(to))?;
    if free_space(to).map_err(Error::file(to))? < source.needs()? {
        return Err(Error::file(to)(io::ErrorKind::StorageFull.into()));
    }
    let name = format!("doorstep-{}", at.format("%Y%m%dT%H%M%SZ"));
    let (folder, unfinished) = (to.join(&name), to.join(format!("{name}.unfinished")));
    if folder.exists() {
        return Err(Error::file(&folder)(io::ErrorKind::AlreadyExists.into()));
    }
    create_private_dir(&unfinished).map_err(Error::file(&unfinished))?;
    let copy = unfinished.join(source.format().file());
    source.copy(&copy)?;
    let backup = describe(source.format(), &copy, data, at)?;
    let text = serde_json::to_vec_pretty(&backup).map_err(|error| Error::Backup(error.to_string()))?;
    let description = unfinished.join(DESCRIPTION);
    replace_file(&description, &text).map_err(Error::file(&description))?;
    std::fs::rename(&unfinished, &folder).map_err(Error::file(&folder))?;
    sync(to)?;
    Ok((folder, backup))
}

/// Reads a copy whole, and says what is in it.
///
/// # Errors
/// When it is not what its description says, or is damaged.
pub fn check_backup(folder: &Path) -> Result<Backup, Error> {
    let description = folder.join(DESCRIPTION);
    let text = std::fs::read(&description).map_err(Error::file(&description))?;
    let backup: Backup = serde_json::from_slice(&text).map_err(|error| Error::Backup(error.to_string()))?;
    let copy = folder.join(backup.format.file());
    if hash(&copy)? != (backup.bytes, backup.sha256.clone()) {
        return Err(Error::Backup("the ledger's copy is not the one that was made".to_owned()));
    }
    let found = backup.format.read_whole(&copy)?;
    if found == (backup.schema, backup.rows.clone()) {
        Ok(backup)
    } else {
        Err(Error::Backup("the ledger's copy holds something else than its description says".to_owned()))
    }
}

/// What is copied.
enum Source {
    File(PathBuf),
    Postgres(Box<PostgresUrl>),
}

impl Source {
    fn of(data: &Path) -> Result<Self, Error> {
        Ok(match LedgerAt::of(data)? {
            LedgerAt::File(file) => Self::File(file),
            LedgerAt::Postgres(_) => {
                let url = url_in(&data.join(BACKUP_URL))?;
                Self::Postgres(Box::new(url.ok_or_else(|| Error::Backup(postgres::HOW.to_owned()))?))
            }
        })
    }

    fn format(&self) -> Format {
        match self {
            Self::File(_) => Format::Sqlite,
            Self::Postgres(_) => Format::PgDump,
        }
    }

    /// How much room a copy takes at most, where that is known beforehand.
    fn needs(&self) -> Result<u64, Error> {
        match self {
            // The write-ahead log may hold as much again.
            Self::File(file) => Ok(std::fs::metadata(file).map_err(Error::file(file))?.len().saturating_mul(2)),
            Self::Postgres(_) => Ok(0),
        }
    }

    /// One transaction of the running ledger, as a file that needs nothing else.
    fn copy(&self, copy: &Path) -> Result<(), Error> {
        // Made before it is written, so that nobody else can ever read it. One of an earlier try is not gone on with.
        if copy.exists() {
            std::fs::remove_file(copy).map_err(Error::file(copy))?;
        }
        drop(open_private_file(copy).map_err(Error::file(copy))?);
        match self {
            Self::File(ledger) => {
                let target = copy.to_str().ok_or_else(|| Error::Backup("the folder's name is no text".to_owned()))?;
                read_only(ledger)?.execute("VACUUM INTO ?1", [target])?;
            }
            Self::Postgres(url) => postgres::copy(url, copy)?,
        }
        let copied = File::options().write(true).open(copy).map_err(Error::file(copy))?;
        copied.sync_all().map_err(Error::file(copy))?;
        sync(copy.parent().unwrap_or(copy))
    }
}

fn describe(format: Format, copy: &Path, data: &Path, at: DateTime<Utc>) -> Result<Backup, Error> {
    let (schema, rows) = format.read_whole(copy)?;
    let (bytes, sha256) = hash(copy)?;
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Backup { at: at.trunc_subsecs(0), version, format, schema, bytes, sha256, rows, keys: names_of_keys(data)? })
}

/// Every page and every row: its schema and how many rows each table has.
fn read_whole(copy: &Path) -> Result<(u32, BTreeMap<String, u64>), Error> {
    let connection = read_only(copy)?;
    let said: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if said != "ok" {
        return Err(Error::Backup(format!("the copy is damaged: {said}")));
    }
    let broken: u64 = connection.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |row| row.get(0))?;
    if broken > 0 {
        return Err(Error::Backup(format!("{broken} rows of the copy refer to rows that are not there")));
    }
    let mut tables =
        connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
    let names = tables.query_map([], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    let count = |name: String| {
        // The name is one that the ledger has, and is quoted as a name.
        let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
        Ok((name, connection.query_row(&sql, [], |row| row.get(0))?))
    };
    let rows = names.into_iter().map(count).collect::<Result<_, rusqlite::Error>>()?;
    Ok((schema(&connection)?, rows))
}

fn schema(connection: &Connection) -> Result<u32, Error> {
    Ok(connection.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// No `SQLITE_OPEN_URI`: a folder's name must never be read as options.
fn read_only(file: &Path) -> Result<Connection, Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(file, flags)?;
    connection.busy_timeout(std::time::Duration::from_secs(10))?;
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON")?;
    Ok(connection)
}

fn names_of_keys(data: &Path) -> Result<Vec<String>, Error> {
    let folder = data.join("keys");
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let files = std::fs::read_dir(&folder).map_err(Error::file(&folder))?;
    let name = |file: io::Result<std::fs::DirEntry>| Ok(file?.file_name().to_string_lossy().into_owned());
    let mut names = files.map(name).collect::<Result<Vec<String>, io::Error>>().map_err(Error::file(&folder))?;
    names.sort();
    Ok(names)
}

fn hash(file: &Path) -> Result<(u64, String), Error> {
    let mut open = File::open(file).map_err(Error::file(file))?;
    let (mut context, mut bytes, mut buffer) = (Context::new(&SHA256), 0, vec![0; 1 << 20]);
    loop {
        let read = open.read(&mut buffer).map_err(Error::file(file))?;
        if read == 0 {
            break;
        }
        context.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok((bytes, context.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// The folder's own entries, so that a copy that was reported is there after a power cut.
fn sync(folder: &Path) -> Result<(), Error> {
    let opened = if cfg!(unix) { File::open(folder).and_then(|folder| folder.sync_all()) } else { Ok(()) };
    opened.map_err(Error::file(folder))
}
