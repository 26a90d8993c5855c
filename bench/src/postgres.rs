//! A database in the PostgreSQL that whoever runs this has started for it (`crates/service/tests/postgres/with`).

use std::sync::atomic::{AtomicU32, Ordering};

use tokio::runtime::Runtime;
use tokio_postgres::types::ToSql;
use tokio_postgres::{Client, NoTls, Row};

use crate::{Failed, fail};

/// Where that is said: a URL of a superuser.
const CLUSTER: &str = "DOORSTEP_TEST_POSTGRES";

/// The URL of the cluster's superuser.
pub(crate) fn cluster() -> Result<String, Failed> {
    match std::env::var(CLUSTER) {
        Ok(url) => Ok(url),
        Err(_) => fail(format!("{CLUSTER} is not set: run this in crates/service/tests/postgres/with, as ./dev does")),
    }
}

/// A connection that waits for each answer.
pub(crate) struct Session {
    runtime: Runtime,
    client: Client,
}

impl Session {
    pub(crate) fn open(url: &str) -> Result<Self, Failed> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
        let (client, connection) = runtime.block_on(tokio_postgres::connect(url, NoTls))?;
        runtime.spawn(connection);
        Ok(Self { runtime, client })
    }

    /// Runs statements that take no parameters.
    pub(crate) fn run(&self, sql: &str) -> Result<(), Failed> {
        self.runtime.block_on(self.client.batch_execute(sql)).map_err(said)
    }

    pub(crate) fn rows(&self, sql: &str, parameters: &[&(dyn ToSql + Sync)]) -> Result<Vec<Row>, Failed> {
        self.runtime.block_on(self.client.query(sql, parameters)).map_err(said)
    }

    /// Runs a statement that is prepared once.
    pub(crate) fn execute(
        &self,
        statement: &tokio_postgres::Statement,
        parameters: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, Failed> {
        self.runtime.block_on(self.client.execute(statement, parameters)).map_err(said)
    }

    pub(crate) fn prepare(&self, sql: &str) -> Result<tokio_postgres::Statement, Failed> {
        self.runtime.block_on(self.client.prepare(sql)).map_err(said)
    }
}

/// What the database said, which the error itself keeps back.
fn said(error: tokio_postgres::Error) -> Failed {
    match error.as_db_error() {
        Some(said) => said.to_string().into(),
        None => error.into(),
    }
}

/// A database whose owner is no superuser. It goes when this is dropped.
pub(crate) struct Database {
    cluster: String,
    name: String,
}

impl Database {
    pub(crate) fn create() -> Result<Self, Failed> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let cluster = cluster()?;
        let name = format!("bench_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let session = Session::open(&cluster)?;
        session.run(
            "DO $$ BEGIN CREATE ROLE doorstep LOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        )?;
        session.run(&format!("CREATE DATABASE {name} OWNER doorstep"))?;
        Ok(Self { cluster, name })
    }

    /// As the service opens it.
    pub(crate) fn url(&self) -> String {
        self.url_as("doorstep")
    }

    /// As a superuser opens it, who sees every row.
    pub(crate) fn session(&self) -> Result<Session, Failed> {
        Session::open(&self.url_as("postgres"))
    }

    fn url_as(&self, role: &str) -> String {
        let place = self.cluster.split_once('@').map_or("", |(_, place)| place);
        let host = place.split_once('/').map_or(place, |(host, _)| host);
        format!("postgres://{role}@{host}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let dropped = Session::open(&self.cluster)
            .and_then(|session| session.run(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name)));
        if let Err(error) = dropped {
            eprintln!("{}: {error}", self.name);
        }
    }
}
