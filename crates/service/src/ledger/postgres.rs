//! The ledger in PostgreSQL: for production.
//!
//! What many rows are asked or written by is one statement over arrays, made from the text for one row: a round trip
//! and a plan for each would be most of the cost. Row-level security is the second wall (SECURITY 3.3): each
//! transaction names its organisation, and without a name there are no rows.

mod migrate;
mod over_many;
mod values;

use std::cell::Cell;
use std::time::Duration;

use deadpool_postgres::{Manager, ManagerConfig, Pool, RecyclingMethod};
use doorstep_domain::id::OrganisationId;
use tokio::runtime::Runtime;
use tokio_postgres::error::SqlState;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Config, NoTls};

use super::Error;
use super::db::{Database, Db, Row, Value};
use super::sql::SqlLedger;
use over_many::over_many;
use values::columns;

/// The ledger in a PostgreSQL database.
pub type PostgresLedger = SqlLedger<Postgres>;

/// How often a transaction is run again that the database gave up in favour of another: two that lock in one order do not
/// meet, but a batch that was waiting may bring subjects that come before those that are taken.
const MOST_TRIES: u32 = 10;

/// How long a request waits for a connection before it is told to come back.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

/// A PostgreSQL database, with its pool of connections.
pub struct Postgres {
    /// Connections live on threads of their own: operations of the ledger may block.
    runtime: Runtime,
    pool: Pool,
}

impl PostgresLedger {
    /// Opens the ledger at a URL such as `postgres://doorstep@127.0.0.1/doorstep`, making its tables where they are missing.
    ///
    /// # Errors
    /// When it cannot be reached, is of a newer version, would not keep what was acknowledged, or the role could see
    /// past row-level security.
    pub fn open(url: &str, connections: usize) -> Result<Self, Error> {
        let config: Config = url.parse()?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| Error::Database(error.into()))?;
        let fast = ManagerConfig { recycling_method: RecyclingMethod::Fast };
        let manager = Manager::from_config(config, NoTls, fast);
        let pool = Pool::builder(manager)
            .max_size(connections)
            .wait_timeout(Some(WAIT_FOR_CONNECTION))
            .runtime(deadpool_postgres::Runtime::Tokio1)
            .build()
            .map_err(|error| Error::Database(error.into()))?;
        let postgres = Postgres { runtime, pool };
        postgres.runtime.block_on(async {
            let mut client = postgres.pool.get().await?;
            migrate::check(&client).await?;
            migrate::migrate(&mut client).await
        })?;
        Ok(Self::over(postgres))
    }
}

/// As what a transaction begins.
enum Begin {
    Write(OrganisationId),
    Read(OrganisationId),
    Directory,
}

impl Begin {
    fn is_of_reading(&self) -> bool {
        matches!(self, Self::Read(_) | Self::Directory)
    }

    fn sql(&self) -> String {
        match self {
            Self::Write(tenant) => format!("BEGIN; {}", set_tenant(*tenant)),
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
        let client = self.runtime.block_on(self.pool.get())?;
        let open = Open { runtime: &self.runtime, client: &client, begin: Cell::new(Some(begin.sql())) };
        let done = work(&open);
        if open.begin.take().is_some() {
            // Nothing was asked, and so nothing has begun.
            return done;
        }
        match done {
            Ok(done) if begin.is_of_reading() => {
                // There is nothing to wait for: whoever gets the connection next comes after this.
                self.runtime.spawn(async move { client.batch_execute("COMMIT").await });
                Ok(done)
            }
            Ok(done) => match self.runtime.block_on(client.batch_execute("COMMIT")) {
                Ok(()) => Ok(done),
                Err(error) => Err(self.given_up(client, error.into())),
            },
            Err(error) => Err(self.given_up(client, error)),
        }
    }

    fn given_up(&self, client: deadpool_postgres::Object, why: Error) -> Error {
        if self.runtime.block_on(client.batch_execute("ROLLBACK")).is_err() {
            // Nobody knows what it would do next: it is closed, and not given to anybody else.
            drop(deadpool_postgres::Object::take(client));
        }
        why
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

/// An open transaction.
struct Open<'c> {
    runtime: &'c Runtime,
    client: &'c deadpool_postgres::Client,
    /// What begins it. It goes out with the first statement, in one round trip.
    begin: Cell<Option<String>>,
}

type Failed = tokio_postgres::Error;

impl Open<'_> {
    fn query(&self, sql: &str, parameters: &[&(dyn ToSql + std::marker::Sync)]) -> Result<Vec<Row>, Error> {
        let rows = self.wait_for(async {
            let statement = self.client.prepare_cached(sql).await?;
            self.client.query(&statement, parameters).await
        })?;
        let row = |row: &tokio_postgres::Row| (0..row.len()).map(|at| row.try_get::<_, Value>(at)).collect();
        let rows: Result<Vec<Vec<Value>>, Failed> = rows.iter().map(row).collect();
        Ok(rows?.into_iter().map(Row).collect())
    }

    fn execute(&self, sql: &str, parameters: &[&(dyn ToSql + std::marker::Sync)]) -> Result<u64, Error> {
        Ok(self.wait_for(async {
            let statement = self.client.prepare_cached(sql).await?;
            self.client.execute(&statement, parameters).await
        })?)
    }

    fn wait_for<T>(&self, statement: impl Future<Output = Result<T, Failed>>) -> Result<T, Failed> {
        let Some(begin) = self.begin.take() else { return self.runtime.block_on(statement) };
        self.runtime.block_on(async {
            // In this order: a connection sends what it is given first, first.
            let ((), answer) = tokio::try_join!(biased; self.client.batch_execute(&begin), statement)?;
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

impl From<deadpool_postgres::PoolError> for Error {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        Self::Database(Box::new(error))
    }
}
