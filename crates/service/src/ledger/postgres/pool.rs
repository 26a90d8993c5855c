//! Connections to PostgreSQL, each with a runtime of its own that whoever has it drives.
//!
//! A push is some forty short statements. Were connections served by threads of their own, each statement would wake one
//! and be woken by it, and that would be most of what a push costs.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, NoTls, Socket, Statement};

use super::tls::Tls;
use super::url::PostgresUrl;
use crate::ledger::Error;

/// How long a request waits for a connection before it is told to come back.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

/// How long a database may take to answer the door, and how long what is sent may stay unreceived.
const CONNECT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(15);

/// So many connections at most, made when they are needed and kept.
pub(super) struct Pool {
    config: Config,
    /// None where the connection is in clear, on this machine.
    tls: Option<Tls>,
    most: usize,
    kept: Mutex<Kept>,
    freed: Condvar,
}

#[derive(Default)]
struct Kept {
    idle: Vec<Connection>,
    made: usize,
}

/// A connection.
pub(super) struct Connection {
    runtime: Runtime,
    pub(super) client: Client,
    statements: RefCell<HashMap<String, Statement>>,
}

/// A connection that is in use. It goes back when this is dropped, where it still is one and no transaction is open.
pub(super) struct Taken<'p> {
    pool: &'p Pool,
    connection: Option<Connection>,
    /// Whether a transaction is open. Where whoever had it panics, nobody else may end up in the middle of it.
    in_transaction: bool,
}

impl Pool {
    pub(super) fn new(url: &PostgresUrl, most: usize) -> Result<Self, Error> {
        let mut config = url.config.clone();
        let tls = url.trusted.as_deref().map(Tls::trusting).transpose()?;
        // A machine that is gone says nothing. Where the URL says otherwise, that counts.
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        if config.get_tcp_user_timeout().is_none() {
            config.tcp_user_timeout(SILENCE);
        }
        Ok(Self { config, tls, most, kept: Mutex::default(), freed: Condvar::new() })
    }

    /// One that is free, or a new one, or the first to become free.
    pub(super) fn take(&self) -> Result<Taken<'_>, Error> {
        let until = Instant::now() + WAIT_FOR_CONNECTION;
        let mut kept = self.kept();
        loop {
            if let Some(connection) = kept.idle.pop() {
                if connection.is_alive() {
                    return Ok(Taken { pool: self, connection: Some(connection), in_transaction: false });
                }
                kept.made -= 1;
            } else if kept.made < self.most {
                kept.made += 1;
                drop(kept);
                // Counted until it is dropped, also where it cannot be made.
                let mut taken = Taken { pool: self, connection: None, in_transaction: false };
                taken.connection = Some(Connection::open(&self.config, self.tls.as_ref())?);
                return Ok(taken);
            } else {
                let left = until.saturating_duration_since(Instant::now());
                if left.is_zero() {
                    return Err(Error::Database("every connection is in use".into()));
                }
                kept = self.freed.wait_timeout(kept, left).unwrap_or_else(PoisonError::into_inner).0;
            }
        }
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        let mut kept = self.pool.kept();
        match self.connection.take() {
            Some(connection) if !self.in_transaction && !connection.client.is_closed() => kept.idle.push(connection),
            _ => kept.made -= 1,
        }
        drop(kept);
        self.pool.freed.notify_one();
    }
}

impl Taken<'_> {
    pub(super) fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or_else(|| Error::Database("the connection is closed".into()))
    }

    pub(super) fn connection_mut(&mut self) -> Result<&mut Connection, Error> {
        self.connection.as_mut().ok_or_else(|| Error::Database("the connection is closed".into()))
    }

    /// A transaction begins.
    pub(super) fn begins(&mut self) {
        self.in_transaction = true;
    }

    /// It was committed, rolled back, or never begun.
    pub(super) fn ends(&mut self) {
        self.in_transaction = false;
    }
}

impl Connection {
    fn open(config: &Config, tls: Option<&Tls>) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| Error::Database(error.into()))?;
        let connecting = async {
            match tls {
                Some(tls) => tokio::time::timeout(WAIT_FOR_CONNECTION, connect(config, tls.clone())).await,
                None => tokio::time::timeout(WAIT_FOR_CONNECTION, connect(config, NoTls)).await,
            }
        };
        let client = runtime.block_on(connecting).map_err(|late| Error::Database(late.into()))??;
        Ok(Self { runtime, client, statements: RefCell::default() })
    }

    /// Nobody has listened to it since it was last used: what has come meanwhile may be its end.
    fn is_alive(&self) -> bool {
        self.wait_for(async {
            for _ in 0..3 {
                tokio::task::yield_now().await;
            }
        });
        !self.client.is_closed()
    }

    pub(super) fn wait_for<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Does something with the connection itself.
    pub(super) fn use_client<T>(&mut self, work: impl AsyncFnOnce(&mut Client) -> T) -> T {
        self.runtime.block_on(work(&mut self.client))
    }

    /// A statement, prepared once.
    pub(super) async fn prepared(&self, sql: &str) -> Result<Statement, tokio_postgres::Error> {
        if let Some(known) = self.statements.borrow().get(sql) {
            return Ok(known.clone());
        }
        let statement = self.client.prepare(sql).await?;
        self.statements.borrow_mut().insert(sql.to_owned(), statement.clone());
        Ok(statement)
    }
}

/// Connects, and listens to the connection for as long as its runtime is driven.
async fn connect<T>(config: &Config, tls: T) -> Result<Client, tokio_postgres::Error>
where
    T: MakeTlsConnect<Socket>,
    T::Stream: Send + 'static,
{
    let (client, connection) = config.connect(tls).await?;
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::warn!(%error, "a connection to the database ended");
        }
    });
    Ok(client)
}
