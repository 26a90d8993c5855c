//! Between the ledger's words and SQLite's.

use chrono::{DateTime, Utc};
use rusqlite::types::FromSql;
use rusqlite::{ErrorCode, Row, ffi};
use serde::Serialize;
use serde::de::value::{Error as Unreadable, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use crate::ledger::Error;

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Database(Box::new(error))
    }
}

/// An id, sum or key, which is kept as its bytes.
pub(super) fn id<T, const N: usize>(row: &Row<'_>, column: usize, from: fn([u8; N]) -> T) -> rusqlite::Result<T>
where
    [u8; N]: FromSql,
{
    row.get(column).map(from)
}

/// The same, where there may be none.
pub(super) fn id_or_none<T, const N: usize>(
    row: &Row<'_>,
    column: usize,
    from: fn([u8; N]) -> T,
) -> rusqlite::Result<Option<T>> {
    row.get::<_, Option<[u8; N]>>(column).map(|bytes| bytes.map(from))
}

/// Positions and numbers. What is over SQLite's largest is the largest: no log and no chain is ever that long.
pub(super) fn int(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

pub(super) fn get_int(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    let number: i64 = row.get(column)?;
    u64::try_from(number).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(column, number))
}

pub(super) fn get_time(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<Utc>> {
    let millis: i64 = row.get(column)?;
    DateTime::from_timestamp_millis(millis).ok_or(rusqlite::Error::IntegralValueOutOfRange(column, millis))
}

/// The name of a variant without content, as JSON has it: one spelling on the wire and in the ledger.
pub(super) fn name_of(value: &impl Serialize) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(Error::Damaged("a value that has no name".to_owned())),
    }
}

/// The variant of the name in this column.
pub(super) fn named<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let name: StrDeserializer<'_, Unreadable> = row.get_ref(column)?.as_str()?.into_deserializer();
    let sort = rusqlite::types::Type::Text;
    T::deserialize(name).map_err(|error| rusqlite::Error::FromSqlConversionFailure(column, sort, Box::new(error)))
}

/// What the failure of an insert means: something is there already, or what it belongs to is not.
pub(super) fn inserted(result: rusqlite::Result<usize>, what: &'static str, within: &'static str) -> Result<(), Error> {
    let Err(error) = result else { return Ok(()) };
    match error.sqlite_error() {
        Some(cause) if cause.extended_code == ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Err(Error::Unknown(within)),
        Some(cause) if cause.code == ErrorCode::ConstraintViolation => Err(Error::Taken(what)),
        _ => Err(error.into()),
    }
}
