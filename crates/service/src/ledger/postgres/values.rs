//! Between the ledger's values and PostgreSQL's.

use std::error::Error as StdError;

use tokio_postgres::types::private::BytesMut;
use tokio_postgres::types::{FromSql, IsNull, ToSql, Type, to_sql_checked};

use crate::ledger::db::Value;

type Failed = Box<dyn StdError + Sync + Send>;

impl ToSql for Value {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Failed> {
        match self {
            Self::NoBytes | Self::NoInt | Self::NoText => Ok(IsNull::Yes),
            Self::Bytes(bytes) => bytes.as_slice().to_sql(ty, out),
            Self::Int(int) => int.to_sql(ty, out),
            Self::Text(text) => text.as_str().to_sql(ty, out),
        }
    }

    fn accepts(ty: &Type) -> bool {
        [Type::BYTEA, Type::INT8, Type::TEXT].contains(ty)
    }

    to_sql_checked!();
}

impl<'a> FromSql<'a> for Value {
    fn from_sql(ty: &Type, raw: &'a [u8]) -> Result<Self, Failed> {
        Ok(match *ty {
            Type::BYTEA => Self::Bytes(raw.to_owned()),
            Type::INT8 => Self::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Self::Int(i32::from_sql(ty, raw)?.into()),
            _ => Self::Text(String::from_sql(ty, raw)?),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, Failed> {
        Ok(Self::NoBytes)
    }

    fn accepts(ty: &Type) -> bool {
        [Type::BYTEA, Type::INT8, Type::INT4, Type::TEXT].contains(ty)
    }
}

/// One parameter of many rows, as an array.
pub(super) enum Column {
    Bytes(Vec<Option<Vec<u8>>>),
    Int(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
}

impl Column {
    pub(super) fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Bytes(column) => column,
            Self::Int(column) => column,
            Self::Text(column) => column,
        }
    }

    fn like(value: &Value) -> Self {
        match value {
            Value::NoBytes | Value::Bytes(_) => Self::Bytes(Vec::new()),
            Value::NoInt | Value::Int(_) => Self::Int(Vec::new()),
            Value::NoText | Value::Text(_) => Self::Text(Vec::new()),
        }
    }

    fn push(&mut self, value: Value) {
        match (self, value) {
            (Self::Bytes(column), Value::Bytes(bytes)) => column.push(Some(bytes)),
            (Self::Int(column), Value::Int(int)) => column.push(Some(int)),
            (Self::Text(column), Value::Text(text)) => column.push(Some(text)),
            (Self::Bytes(column), _) => column.push(None),
            (Self::Int(column), _) => column.push(None),
            (Self::Text(column), _) => column.push(None),
        }
    }
}

/// What a statement is run with.
pub(super) enum Parameters {
    Values(Vec<Value>),
    /// Of many rows. Every row has the sorts of value that the first has.
    Columns(Vec<Column>),
}

impl Parameters {
    pub(super) fn of_each(rows: Vec<Vec<Value>>) -> Self {
        let mut columns: Vec<Column> = rows.first().into_iter().flatten().map(Column::like).collect();
        for row in rows {
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        Self::Columns(columns)
    }

    pub(super) fn all(&self) -> Vec<&(dyn ToSql + Sync)> {
        match self {
            Self::Values(values) => values.iter().map(|value| value as &(dyn ToSql + Sync)).collect(),
            Self::Columns(columns) => columns.iter().map(Column::parameter).collect(),
        }
    }
}
