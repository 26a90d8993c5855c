//! Connections to PostgreSQL, each with a runtime of its own that whoever has it drives.
//!
//! Were connections served by threads of their own, each round trip would wake one and be woken by it, and that would be
//! most of what a short one costs.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, NoTls, Socket, Statement};

use super::over_many::over_many;
use super::tls::Tls;
use super::url::PostgresUrl;
use super::values::Parameters;
use crate::ledger::Error;
use crate::ledger::db::Call;

/// How long a request waits for a connection before it is told to come back.
const WAIT_FOR_CONNECTION: Duration = Duration::from_secs(10);

/// How long a database may take to answer the door, and how long what is sent may stay unreceived.
const CONNECT: Duration = Duration::from_secs(5);
const SILENCE: Duration = Duration::from_secs(15);

/// How every connection works. Most of what storing a change takes is packing it, which is twice as fast where the
/// database can do it so.
const WORKS: &str = "SELECT set_config(name, 'lz4', false) FROM pg_settings
    WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)";

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
                drop(kept);
                let taken = Taken { pool: self, connection: Some(connection), in_transaction: false };
                if taken.connection()?.is_alive() {
                    return Ok(taken);
                }
                drop(taken);
                kept = self.kept();
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
        runtime.block_on(client.batch_execute(WORKS))?;
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

    /// Sends what nobody waits for: what answers it is read before whatever comes next.
    pub(super) fn send(&self, sql: &str) -> Result<(), tokio_postgres::Error> {
        self.wait_for(async {
            let mut sent = pin!(self.client.batch_execute(sql));
            if let Poll::Ready(ended) = poll_fn(|context| Poll::Ready(sent.as_mut().poll(context))).await {
                return ended;
            }
            // The connection's turn, to write it.
            tokio::task::yield_now().await;
            Ok(())
        })
    }

    /// The statement of a call, prepared once, and what it is run with.
    pub(super) async fn ready(&self, call: Call) -> Result<(Statement, Parameters), tokio_postgres::Error> {
        let (sql, parameters) = match call {
            Call::Once(sql, values) => (Cow::Borrowed(sql), Parameters::Values(values)),
            // Over arrays this short PostgreSQL plans anew each time, which takes longer than what it plans.
            Call::Each(sql, mut each) if each.len() == 1 => {
                (Cow::Borrowed(sql), Parameters::Values(each.pop().unwrap_or_default()))
            }
            Call::Each(sql, each) => {
                let sql = over_many(sql, each.first().map_or(&[], Vec::as_slice));
                (Cow::Owned(sql), Parameters::of_each(each))
            }
        };
        if let Some(known) = self.statements.borrow().get(&*sql) {
            return Ok((known.clone(), parameters));
        }
        let statement = self.client.prepare(&sql).await?;
        self.statements.borrow_mut().insert(sql.into_owned(), statement.clone());
        Ok((statement, parameters))
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
