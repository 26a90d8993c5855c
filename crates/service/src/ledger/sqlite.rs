//! The ledger in one SQLite file: for one machine, and for trying the service out.

mod migrate;
mod open;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};

use doorstep_domain::id::OrganisationId;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{Connection, ErrorCode, Statement, ToSql, Transaction, TransactionBehavior, ffi, params_from_iter};

use super::Error;
use super::db::{Answers, Call, Database, Db, Row, Value};
use super::sql::SqlLedger;

/// Reads run beside the one writer and beside each other.
const READERS: usize = 4;

/// The ledger in one SQLite file.
pub type SqliteLedger = SqlLedger<Sqlite>;

/// The statements that make an empty ledger's tables.
#[must_use]
pub fn schema() -> Vec<String> {
    migrate::statements()
}

/// The schema of the ledger in a file; none where there is no file yet.
pub(crate) fn schema_of(file: &Path) -> Result<Option<u32>, Error> {
    if !file.exists() {
        return Ok(None);
    }
    Ok(Some(open::reader(file)?.query_row("PRAGMA user_version", [], |row| row.get(0))?))
}

/// One SQLite file.
pub struct Sqlite {
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
        Ok(Self::over(Sqlite { writer: Mutex::new(writer), readers }))
    }
}

impl Database for Sqlite {
    fn write<T>(&self, _tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = lock(&self.writer);
        // Immediate, so that what it reads is still true when it writes.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&Open(&transaction))?;
        transaction.commit()?;
        Ok(done)
    }

    fn read<T>(&self, _tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        self.directory(work)
    }

    fn directory<T>(&self, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        let mut connection = self.reader();
        // One transaction, so that everything it reads is of one instant.
        let transaction = connection.transaction()?;
        work(&Open(&transaction))
    }
}

impl Sqlite {
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

/// An open transaction.
struct Open<'t>(&'t Transaction<'t>);

impl Db for Open<'_> {
    fn run(&self, sql: &'static str, values: &[Value]) -> Result<u64, Error> {
        #[cfg(feature = "simulation")]
        crate::simulation::statement()?;
        Ok(self.0.prepare_cached(sql)?.execute(params_from_iter(values))? as u64)
    }

    fn later(&self, call: Call) -> Result<(), Error> {
        self.answer(call).map(drop)
    }

    fn answers(&self, calls: Vec<Call>) -> Result<Answers, Error> {
        calls.into_iter().map(|call| self.answer(call)).collect::<Result<_, _>>().map(Answers::of)
    }
}

impl Open<'_> {
    fn answer(&self, call: Call) -> Result<Vec<Row>, Error> {
        if call.is_for_nothing() {
            return Ok(Vec::new());
        }
        let (sql, each) = match call {
            Call::Once(sql, values) => (sql, vec![values]),
            Call::Each(sql, each) => (sql, each),
        };
        let mut found = Vec::new();
        #[cfg(feature = "simulation")]
        crate::simulation::statement()?;
        let mut statement = self.0.prepare_cached(without_locks(sql))?;
        each.iter().try_for_each(|values| read(&mut statement, values, &mut found))?;
        Ok(found)
    }
}

/// A transaction that writes has the file to itself: there are no rows to lock.
fn without_locks(sql: &'static str) -> &'static str {
    sql.strip_suffix(" FOR UPDATE").unwrap_or(sql)
}

fn read(statement: &mut Statement<'_>, values: &[Value], found: &mut Vec<Row>) -> Result<(), Error> {
    let columns = statement.column_count();
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let column = |at| row.get_ref(at).map_err(Error::from).and_then(value);
        found.push(Row((0..columns).map(column).collect::<Result<_, _>>()?));
    }
    Ok(())
}

fn value(column: ValueRef<'_>) -> Result<Value, Error> {
    match column {
        ValueRef::Null => Ok(Value::NoBytes),
        ValueRef::Integer(int) => Ok(Value::Int(int)),
        ValueRef::Blob(bytes) => Ok(Value::Bytes(bytes.to_owned())),
        ValueRef::Text(text) => {
            let text = std::str::from_utf8(text).map_err(|_| Error::Damaged("a text that is none".to_owned()))?;
            Ok(Value::Text(text.to_owned()))
        }
        ValueRef::Real(_) => Err(Error::Damaged("a number where none is kept".to_owned())),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::NoBytes | Self::NoInt | Self::NoText => ValueRef::Null,
            Self::Bytes(bytes) => ValueRef::Blob(bytes),
            Self::Int(int) => ValueRef::Integer(*int),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
        }))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error() {
            Some(cause) if cause.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Self::IsMissing,
            Some(cause) if cause.code == ErrorCode::ConstraintViolation => Self::IsThere,
            _ => Self::Database(Box::new(error)),
        }
    }
}
