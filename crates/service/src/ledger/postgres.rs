//! The ledger in PostgreSQL: for production.
//!
//! What many rows are asked or written by is one statement over arrays, made from the text for one row: a round trip
//! and a plan for each would be most of the cost. Row-level security is the second wall (SECURITY 3.3): each
//! transaction names its organisation, and without a name there are no rows.

mod migrate;
mod over_many;
mod pool;
mod tls;
mod url;
mod values;

use std::cell::Cell;
use std::time::Duration;

use doorstep_domain::id::OrganisationId;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;

use super::Error;
use super::db::{Database, Db, Row, Value};
use super::sql::SqlLedger;
use over_many::over_many;
use pool::{Connection, Pool, Taken};
pub use url::PostgresUrl;
use values::columns;

/// The ledger in a PostgreSQL database.
pub type PostgresLedger = SqlLedger<Postgres>;

/// How often a transaction is run again that the database gave up in favour of another: two that lock in one order do not
/// meet, but a batch that was waiting may bring subjects that come before those that are taken.
const MOST_TRIES: u32 = 10;

/// A PostgreSQL database, with its pool of connections.
pub struct Postgres(Pool);

impl PostgresLedger {
    /// Opens the ledger at a URL, as [`PostgresUrl`] says, making its tables where they are missing.
    ///
    /// # Errors
    /// When it cannot be reached, is of a newer version, would not keep what was acknowledged, or the role could see
    /// past row-level security.
    pub fn open(url: &str, connections: usize) -> Result<Self, Error> {
        Self::open_at(&url.parse()?, connections)
    }

    pub(crate) fn open_at(url: &PostgresUrl, connections: usize) -> Result<Self, Error> {
        let pool = Pool::new(url, connections)?;
        let mut taken = pool.take()?;
        taken.connection_mut()?.migrate()?;
        drop(taken);
        Ok(Self::over(Postgres(pool)))
    }
}

impl Connection {
    fn migrate(&mut self) -> Result<(), Error> {
        self.use_client(async |client| {
            migrate::check(client).await?;
            migrate::migrate(client).await
        })
    }
}

/// The schema of the ledger in a database; none where there is none yet.
pub(crate) fn schema_of(url: &PostgresUrl) -> Result<Option<u32>, Error> {
    Pool::new(url, 1)?.take()?.connection_mut()?.use_client(async |client| migrate::found(client).await)
}

/// As what a transaction begins.
enum Begin {
    Write(OrganisationId),
    Read(OrganisationId),
    Directory,
}

impl Begin {
    fn sql(&self) -> String {
        match self {
            // Whatever is usual in the cluster: rows are taken first, and what is read after that was committed before.
            Self::Write(tenant) => format!("BEGIN ISOLATION LEVEL READ COMMITTED; {}", set_tenant(*tenant)),
            Self::Read(tenant) => {
                format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {}", set_tenant(*tenant))
            }
            Self::Directory => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(),
        }
    }
}

/// For this transaction alone: a setting of the session would leak to whoever gets the connection next.
fn set_tenant(tenant: OrganisationId) -> String {
    let hex: String = tenant.bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("SET LOCAL app.organisation = '{hex}'")
}

impl Postgres {
    fn run<T>(&self, begin: &Begin, work: &impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        let mut taken = self.0.take()?;
        taken.begins();
        let connection = taken.connection()?;
        let open = Open { connection, begin: Cell::new(Some(begin.sql())) };
        let done = work(&open);
        if open.begin.take().is_some() {
            // Nothing was asked, and so nothing has begun.
            taken.ends();
            return done;
        }
        let Ok(done) = done else {
            // Nothing of it is kept, whatever has become of the connection.
            let is_lost = connection.client.is_closed();
            return done.map_err(|why| if is_lost { lost(why) } else { given_up(&mut taken, why) });
        };
        match connection.wait_for(connection.client.batch_execute("COMMIT")) {
            Ok(()) => {
                taken.ends();
                Ok(done)
            }
            Err(error) => Err(given_up(&mut taken, error.into())),
        }
    }

    fn again<T>(&self, begin: &Begin, work: &impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        let mut tries = 1;
        loop {
            match self.run(begin, work) {
                Err(Error::TryAgain(_)) if tries < MOST_TRIES => {
                    std::thread::sleep(Duration::from_millis(u64::from(tries * tries)));
                    tries += 1;
                }
                done => return done,
            }
        }
    }
}

impl Database for Postgres {
    fn write<T>(&self, tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        self.again(&Begin::Write(tenant), &work)
    }

    fn read<T>(&self, tenant: OrganisationId, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        self.again(&Begin::Read(tenant), &work)
    }

    fn directory<T>(&self, work: impl Fn(&dyn Db) -> Result<T, Error>) -> Result<T, Error> {
        self.again(&Begin::Directory, &work)
    }
}

fn given_up(taken: &mut Taken<'_>, why: Error) -> Error {
    let rolled_back =
        |connection: &Connection| connection.wait_for(connection.client.batch_execute("ROLLBACK")).is_ok();
    if taken.connection().is_ok_and(rolled_back) {
        taken.ends();
    }
    why
}

/// A connection that broke before the end: the database was started again, or another has taken its place.
fn lost(why: Error) -> Error {
    match why {
        Error::Database(cause) => Error::TryAgain(cause),
        other => other,
    }
}

/// An open transaction.
struct Open<'c> {
    connection: &'c Connection,
    /// What begins it. It goes out with the first statement, in one round trip.
    begin: Cell<Option<String>>,
}

type Failed = tokio_postgres::Error;

impl Open<'_> {
    fn query(&self, sql: &str, parameters: &[&(dyn ToSql + std::marker::Sync)]) -> Result<Vec<Row>, Error> {
        let rows = self.wait_for(async {
            let statement = self.connection.prepared(sql).await?;
            self.connection.client.query(&statement, parameters).await
        })?;
        let row = |row: &tokio_postgres::Row| (0..row.len()).map(|at| row.try_get::<_, Value>(at)).collect();
        let rows: Result<Vec<Vec<Value>>, Failed> = rows.iter().map(row).collect();
        Ok(rows?.into_iter().map(Row).collect())
    }

    fn execute(&self, sql: &str, parameters: &[&(dyn ToSql + std::marker::Sync)]) -> Result<u64, Error> {
        Ok(self.wait_for(async {
            let statement = self.connection.prepared(sql).await?;
            self.connection.client.execute(&statement, parameters).await
        })?)
    }

    fn wait_for<T>(&self, statement: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
        let Some(begin) = self.begin.take() else { return self.connection.wait_for(statement) };
        self.connection.wait_for(async {
            // In this order: a connection sends what it is given first, first.
            let ((), answer) = tokio::try_join!(biased; self.connection.client.batch_execute(&begin), statement)?;
            Ok(answer)
        })
    }
}

impl Db for Open<'_> {
    fn run(&self, sql: &'static str, values: &[Value]) -> Result<u64, Error> {
        self.execute(sql, &parameters(values))
    }

    fn run_each(&self, sql: &'static str, rows: Vec<Vec<Value>>) -> Result<u64, Error> {
        let Some(first) = rows.first() else { return Ok(0) };
        let sql = over_many(sql, first);
        let columns = columns(rows);
        self.execute(&sql, &columns.iter().map(values::Column::parameter).collect::<Vec<_>>())
    }

    fn rows(&self, sql: &'static str, values: &[Value]) -> Result<Vec<Row>, Error> {
        self.query(sql, &parameters(values))
    }

    fn rows_of_each(&self, sql: &'static str, keys: &[Vec<Value>]) -> Result<Vec<Row>, Error> {
        let Some(first) = keys.first() else { return Ok(Vec::new()) };
        let sql = over_many(sql, first);
        let columns = columns(keys.to_vec());
        self.query(&sql, &columns.iter().map(values::Column::parameter).collect::<Vec<_>>())
    }
}

fn parameters(values: &[Value]) -> Vec<&(dyn ToSql + std::marker::Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + std::marker::Sync)).collect()
}

impl From<tokio_postgres::Error> for Error {
    fn from(error: tokio_postgres::Error) -> Self {
        match error.code() {
            Some(code) if *code == SqlState::UNIQUE_VIOLATION => Self::IsThere,
            Some(code) if *code == SqlState::FOREIGN_KEY_VIOLATION => Self::IsMissing,
            Some(code) if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => {
                Self::TryAgain(Box::new(error))
            }
            _ => Self::Database(Box::new(error)),
        }
    }
}
