//! SQL as both databases speak it: one text for each statement, `$1` `$2` … in the order of their first use, and six
//! sorts of value. What a statement means is decided above; what differs between databases is decided below.

use chrono::{DateTime, Utc};
use doorstep_domain::id::{
    AudienceId, BatchId, CentreId, ChangeId, DeviceId, EntryId, OrganisationId, StaffId, TeamId,
};
use serde::Serialize;
use serde::de::value::{Error as Unreadable, StrDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};

use super::Error;

/// A parameter or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    NoBytes,
    NoInt,
    NoText,
    Bytes(Vec<u8>),
    Int(i64),
    Text(String),
}

/// A row of an answer.
#[derive(Debug)]
pub(super) struct Row(pub(super) Vec<Value>);

/// A statement, with what it is run for.
#[derive(Debug)]
pub(super) enum Call {
    /// Once.
    Once(&'static str, Vec<Value>),
    /// A question for each of many keys, in their order; or an `INSERT … VALUES ($1, …)` of many rows, of which no two are
    /// of one key.
    Each(&'static str, Vec<Vec<Value>>),
}

impl Call {
    /// Whether there is nothing that it is to be run for.
    pub(super) fn is_for_nothing(&self) -> bool {
        matches!(self, Self::Each(_, each) if each.is_empty())
    }
}

/// What statements answered, in their order.
pub(super) struct Answers(std::vec::IntoIter<Vec<Row>>);

/// A transaction of a database.
pub(super) trait Db {
    /// Runs a statement; how many rows it touched.
    fn run(&self, sql: &'static str, values: &[Value]) -> Result<u64, Error>;

    /// Runs a statement that answers nothing, before whatever is asked next and before the end of the transaction: those
    /// fail where it does.
    fn later(&self, call: Call) -> Result<(), Error>;

    /// Runs statements one after the other, in one round trip. Each sees what was committed until it began, and so what
    /// comes after one that takes rows sees them as they were taken.
    fn answers(&self, calls: Vec<Call>) -> Result<Answers, Error>;

    /// Runs an insert later, for many rows.
    fn run_each(&self, sql: &'static str, rows: Vec<Vec<Value>>) -> Result<(), Error> {
        self.later(Call::Each(sql, rows))
    }

    /// What a statement answers.
    fn rows(&self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, Error> {
        self.answers(vec![Call::Once(sql, values.to_vec())])?.next()
    }

    /// What a statement answers for each of many keys, in their order.
    fn rows_of_each(&self, sql: &'static str, keys: Vec<Vec<Value>>) -> Result<Vec<Row>, Error> {
        self.answers(vec![Call::Each(sql, keys)])?.next()
    }

    /// The first row that a statement answers.
    fn row(&self, sql: &'static str, values: &[Value]) -> Result<Option<Row>, Error> {
        Ok(self.rows(sql, values)?.into_iter().next())
    }
}

/// A database that the ledger can be kept in.
pub(super) trait Database: Send + Sync {
    /// One transaction that writes, for one organisation. It may be run again where the database asks for that.
    fn write<T>(&self, tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error>;

    /// One transaction that reads, for one organisation: everything of one instant.
    fn read<T>(&self, tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error>;

    /// One transaction over the directory of organisations.
    fn directory<T>(&self, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error>;
}

impl Answers {
    pub(super) fn of(answers: Vec<Vec<Row>>) -> Self {
        Self(answers.into_iter())
    }

    /// The rows of the next statement.
    pub(super) fn next(&mut self) -> Result<Vec<Row>, Error> {
        self.0.next().ok_or_else(|| Error::Damaged("an answer that nobody asked for".to_owned()))
    }
}

impl Row {
    fn column(&self, column: usize) -> Result<&Value, Error> {
        self.0.get(column).ok_or_else(|| unexpected(column))
    }

    pub(super) fn int(&self, column: usize) -> Result<i64, Error> {
        if let Value::Int(int) = self.column(column)? { Ok(*int) } else { Err(unexpected(column)) }
    }

    /// A position or a number.
    pub(super) fn count(&self, column: usize) -> Result<u64, Error> {
        u64::try_from(self.int(column)?).map_err(|_| unexpected(column))
    }

    pub(super) fn small(&self, column: usize) -> Result<u32, Error> {
        u32::try_from(self.int(column)?).map_err(|_| unexpected(column))
    }

    pub(super) fn flag(&self, column: usize) -> Result<bool, Error> {
        Ok(self.int(column)? != 0)
    }

    pub(super) fn time(&self, column: usize) -> Result<DateTime<Utc>, Error> {
        DateTime::from_timestamp_millis(self.int(column)?).ok_or_else(|| unexpected(column))
    }

    pub(super) fn maybe_time(&self, column: usize) -> Result<Option<DateTime<Utc>>, Error> {
        if self.is_none(column)? { Ok(None) } else { self.time(column).map(Some) }
    }

    pub(super) fn text(&self, column: usize) -> Result<&str, Error> {
        if let Value::Text(text) = self.column(column)? { Ok(text) } else { Err(unexpected(column)) }
    }

    pub(super) fn bytes(&self, column: usize) -> Result<&[u8], Error> {
        if let Value::Bytes(bytes) = self.column(column)? { Ok(bytes) } else { Err(unexpected(column)) }
    }

    /// Bytes that are text: a change's or a batch's own.
    pub(super) fn signed(&mut self, column: usize) -> Result<Option<String>, Error> {
        match self.0.get_mut(column).map(|value| std::mem::replace(value, Value::NoBytes)) {
            Some(Value::Bytes(bytes)) => String::from_utf8(bytes).map(Some).map_err(|_| unexpected(column)),
            Some(Value::NoBytes) => Ok(None),
            _ => Err(unexpected(column)),
        }
    }

    pub(super) fn is_none(&self, column: usize) -> Result<bool, Error> {
        Ok(matches!(self.column(column)?, Value::NoBytes | Value::NoInt | Value::NoText))
    }

    /// An id, sum or key, which is kept as its bytes.
    pub(super) fn id<T, const N: usize>(&self, column: usize, from: fn([u8; N]) -> T) -> Result<T, Error> {
        self.bytes(column)?.try_into().map(from).map_err(|_| unexpected(column))
    }

    /// The same, where there may be none.
    pub(super) fn maybe_id<T, const N: usize>(
        &self,
        column: usize,
        from: fn([u8; N]) -> T,
    ) -> Result<Option<T>, Error> {
        if self.is_none(column)? { Ok(None) } else { self.id(column, from).map(Some) }
    }

    /// The variant of the name in this column.
    pub(super) fn named<T: DeserializeOwned>(&self, column: usize) -> Result<T, Error> {
        let name: StrDeserializer<'_, Unreadable> = self.text(column)?.into_deserializer();
        T::deserialize(name).map_err(|_| unexpected(column))
    }

    /// What is written in this column as text: a subject, a scope.
    pub(super) fn parsed<T: std::str::FromStr>(&self, column: usize) -> Result<T, Error> {
        self.text(column)?.parse().map_err(|_| unexpected(column))
    }

    /// The same, where there may be none.
    pub(super) fn maybe_parsed<T: std::str::FromStr>(&self, column: usize) -> Result<Option<T>, Error> {
        if self.is_none(column)? { Ok(None) } else { self.parsed(column).map(Some) }
    }
}

/// Names no content: it may be a family's.
fn unexpected(column: usize) -> Error {
    Error::Damaged(format!("column {column} of a row holds something else than was written"))
}

/// The name of a variant without content, as JSON has it: one spelling on the wire and in the ledger.
pub(super) fn name_of(value: &impl Serialize) -> Result<String, Error> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => Ok(name),
        _ => Err(Error::Damaged("a value that has no name".to_owned())),
    }
}

/// What the failure of an insert means: something is there already, or what it belongs to is not.
pub(super) fn inserted<T>(result: Result<T, Error>, what: &'static str, within: &'static str) -> Result<(), Error> {
    match result {
        Ok(_) => Ok(()),
        Err(Error::IsThere) => Err(Error::Taken(what)),
        Err(Error::IsMissing) => Err(Error::Unknown(within)),
        Err(error) => Err(error),
    }
}

impl From<i64> for Value {
    fn from(int: i64) -> Self {
        Self::Int(int)
    }
}

impl From<u32> for Value {
    fn from(int: u32) -> Self {
        Self::Int(int.into())
    }
}

/// What is over a database's largest is the largest: no log and no chain is ever that long.
impl From<u64> for Value {
    fn from(int: u64) -> Self {
        Self::Int(i64::try_from(int).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(int: usize) -> Self {
        (int as u64).into()
    }
}

impl From<bool> for Value {
    fn from(yes: bool) -> Self {
        Self::Int(yes.into())
    }
}

impl From<DateTime<Utc>> for Value {
    fn from(at: DateTime<Utc>) -> Self {
        Self::Int(at.timestamp_millis())
    }
}

impl From<Option<DateTime<Utc>>> for Value {
    fn from(at: Option<DateTime<Utc>>) -> Self {
        at.map_or(Self::NoInt, Self::from)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Option<String>> for Value {
    fn from(text: Option<String>) -> Self {
        text.map_or(Self::NoText, Self::Text)
    }
}

impl From<&[u8]> for Value {
    fn from(bytes: &[u8]) -> Self {
        Self::Bytes(bytes.to_owned())
    }
}

impl<const N: usize> From<[u8; N]> for Value {
    fn from(bytes: [u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Value {
    fn from(bytes: &[u8; N]) -> Self {
        Self::Bytes(bytes.to_vec())
    }
}

macro_rules! ids {
    ($($id:ty)*) => {$(
        impl From<$id> for Value {
            fn from(id: $id) -> Self {
                id.bytes().into()
            }
        }

        impl From<Option<$id>> for Value {
            fn from(id: Option<$id>) -> Self {
                id.map_or(Self::NoBytes, Self::from)
            }
        }
    )*};
}
ids! { OrganisationId TeamId StaffId CentreId DeviceId EntryId AudienceId ChangeId BatchId }

macro_rules! written {
    ($($text:ty)*) => {$(
        impl From<$text> for Value {
            fn from(text: $text) -> Self {
                Self::Text(text.to_string())
            }
        }

        impl From<Option<$text>> for Value {
            fn from(text: Option<$text>) -> Self {
                text.map_or(Self::NoText, Self::from)
            }
        }
    )*};
}
written! { doorstep_domain::id::Subject doorstep_domain::audience::Scope }

/// Parameters of a statement.
macro_rules! values {
    ($($value:expr),* $(,)?) => { [$($crate::ledger::db::Value::from($value)),*] };
}
pub(super) use values;
