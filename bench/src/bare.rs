//! The baseline in PostgreSQL: the same rows into tables of the same columns and indexes, by statements of many rows, in
//! as many transactions as the service made of them. Nothing is asked, checked, signed or sent anywhere.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Row, Statement};

use crate::postgres::{Database, Session};
use crate::{Failed, fail};

/// What a push writes most of, and how the rows of each hang on the change that brought them.
const TABLES: [(&str, &str); 5] = [
    ("batch", "batch AS it"),
    ("change", "change AS it"),
    ("entry", "entry AS it JOIN change AS by ON by.organisation = it.organisation AND by.entry = it.id"),
    ("held", "held AS it JOIN change AS by ON by.organisation = it.organisation AND by.entry = it.entry"),
    ("log", "log AS it JOIN change AS by ON by.organisation = it.organisation AND by.id = it.change"),
];

/// Rows that a service has stored, by table and transaction.
pub(crate) struct Bare {
    tables: Vec<Table>,
    pub(crate) rows: usize,
}

struct Table {
    insert: String,
    /// In the same order in every table: what one push wrote.
    transactions: Vec<(String, Vec<Column>)>,
}

enum Column {
    Bytes(Vec<Option<Vec<u8>>>),
    Int(Vec<Option<i64>>),
    Text(Vec<Option<String>>),
}

/// Which rows those are.
#[derive(Clone, Copy)]
pub(crate) struct Which {
    /// Received since then, in milliseconds since 1970.
    pub(crate) since: i64,
    /// How many batches of a device were one push.
    pub(crate) batches_a_push: i64,
}

impl Bare {
    /// Reads what laptops have pushed.
    pub(crate) fn read(database: &Database, which: Which) -> Result<Self, Failed> {
        let session = database.session()?;
        session.run("CREATE SCHEMA IF NOT EXISTS bare")?;
        let (mut tables, mut rows) = (Vec::new(), 0);
        for (name, from) in TABLES {
            session.run(&format!("CREATE TABLE IF NOT EXISTS bare.{name} (LIKE public.{name} INCLUDING ALL)"))?;
            let (table, count) = read(&session, (name, from), which)?;
            tables.push(table);
            rows += count;
        }
        Ok(Self { tables, rows })
    }

    /// Writes them, with so many connections at once. How long it takes.
    pub(crate) fn write(&self, database: &Database, connections: usize) -> Result<Duration, Failed> {
        let session = database.session()?;
        session.run("TRUNCATE bare.batch, bare.change, bare.entry, bare.held, bare.log; CHECKPOINT")?;
        let mut keys: Vec<&str> = Vec::new();
        for (key, _) in self.tables.iter().flat_map(|table| &table.transactions) {
            if !keys.contains(&key.as_str()) {
                keys.push(key);
            }
        }
        let writers = (0..connections).map(|_| self.writer(database)).collect::<Result<Vec<_>, _>>()?;
        let left = Mutex::new(keys.into_iter());
        let next = || left.lock().ok()?.next();
        let started = Instant::now();
        std::thread::scope(|scope| {
            let work = |writer: &Writer| -> Result<(), Failed> {
                while let Some(key) = next() {
                    self.write_one(writer, key)?;
                }
                Ok(())
            };
            let running: Vec<_> = writers.iter().map(|writer| scope.spawn(move || work(writer))).collect();
            running.into_iter().try_for_each(|one| one.join().unwrap_or_else(|_| fail("a writer ended badly")))
        })?;
        Ok(started.elapsed())
    }

    fn writer(&self, database: &Database) -> Result<Writer, Failed> {
        let session = database.session()?;
        // As the service's connections pack what they store.
        session.run("SET default_toast_compression = 'lz4'")?;
        let statements = self.tables.iter().map(|table| session.prepare(&table.insert)).collect::<Result<_, _>>()?;
        Ok(Writer { session, statements })
    }

    fn write_one(&self, writer: &Writer, key: &str) -> Result<(), Failed> {
        writer.session.run("BEGIN")?;
        for (table, statement) in self.tables.iter().zip(&writer.statements) {
            let Ok(at) = table.transactions.binary_search_by(|(other, _)| other.as_str().cmp(key)) else { continue };
            let columns: Vec<&(dyn ToSql + Sync)> = table.transactions[at].1.iter().map(Column::parameter).collect();
            writer.session.execute(statement, &columns)?;
        }
        writer.session.run("COMMIT")
    }
}

struct Writer {
    session: Session,
    statements: Vec<Statement>,
}

fn read(session: &Session, (name, from): (&str, &str), which: Which) -> Result<(Table, usize), Failed> {
    let columns = session.rows(
        "SELECT column_name::text, data_type::text FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position",
        &[&name],
    )?;
    let text = |row: &Row, at: usize| row.get::<_, String>(at);
    let names: Vec<String> = columns.iter().map(|row| text(row, 0)).collect();
    let arrays: Vec<String> = (1..).zip(&columns).map(|(n, row)| format!("${n}::{}[]", text(row, 1))).collect();
    let insert = format!("INSERT INTO bare.{name} ({}) SELECT * FROM unnest({})", names.join(", "), arrays.join(", "));
    let (by, at) = match name {
        "batch" => ("it", "received_at"),
        "change" => ("it", "arrived_at"),
        _ => ("by", "arrived_at"),
    };
    let ours: Vec<String> = names.iter().map(|column| format!("it.{column}")).collect();
    let sql = format!(
        "SELECT encode({by}.device, 'hex') || '/' || (({by}.number - 1) / $2)::text COLLATE \"C\" AS push, {} FROM {from}
         WHERE {by}.{at} >= $1
             AND {by}.device NOT IN (SELECT service_device FROM organisation WHERE id = {by}.organisation)
         ORDER BY push",
        ours.join(", ")
    );
    let rows = session.rows(&sql, &[&which.since, &which.batches_a_push])?;
    let mut transactions: Vec<(String, Vec<Column>)> = Vec::new();
    for row in &rows {
        let push = text(row, 0);
        if transactions.last().is_none_or(|(last, _)| *last != push) {
            transactions.push((push, row.columns().iter().skip(1).map(|column| Column::of(column.type_())).collect()));
        }
        if let Some((_, columns)) = transactions.last_mut() {
            columns.iter_mut().enumerate().for_each(|(at, column)| column.push(row, at + 1));
        }
    }
    Ok((Table { insert, transactions }, rows.len()))
}

impl Column {
    fn of(sort: &Type) -> Self {
        match *sort {
            Type::BYTEA => Self::Bytes(Vec::new()),
            Type::INT8 => Self::Int(Vec::new()),
            _ => Self::Text(Vec::new()),
        }
    }

    fn push(&mut self, row: &Row, at: usize) {
        match self {
            Self::Bytes(values) => values.push(row.get(at)),
            Self::Int(values) => values.push(row.get(at)),
            Self::Text(values) => values.push(row.get(at)),
        }
    }

    fn parameter(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Bytes(values) => values,
            Self::Int(values) => values,
            Self::Text(values) => values,
        }
    }
}
