//! The ledger in PostgreSQL: for production.
//!
//! What many rows are asked or written by is one statement over arrays, made from the text for one row: a round trip
//! and a plan for each would be most of the cost. Statements that do not wait for each other's answers go out together: a
//! push is three round trips, of what it asks, what it writes, and its positions with the end. The database runs them one
//! after the other, each from what was committed when it began, as if each had been waited for.
//!
//! Row-level security is the second wall (SECURITY 3.3): each transaction names its organisation, and without a name
//! there are no rows.

mod migrate;
mod over_many;
mod pool;
mod tls;
mod url;
mod values;

use std::cell::{Cell, RefCell};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use doorstep_domain::id::OrganisationId;
use tokio_postgres::Statement;
use tokio_postgres::error::SqlState;

use super::Error;
use super::db::{Answers, Call, Database, Db, Row, Value};
use super::sql::SqlLedger;
use pool::{Connection, Pool, Taken};
pub use url::PostgresUrl;
use values::Parameters;

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
    /// Whether nothing is lost where it ends otherwise than it should.
    fn reads(&self) -> bool {
        !matches!(self, Self::Write(_))
    }

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

const COMMIT: &str = "COMMIT";

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
        let open = Open { connection, begin: Cell::new(Some(begin.sql())), later: RefCell::default() };
        let done = work(&open);
        if open.has_not_begun() {
            // Nothing was asked, and so nothing has begun.
            taken.ends();
            return done;
        }
        let Ok(done) = done else {
            // Nothing of it is kept, whatever has become of the connection.
            let is_lost = connection.client.is_closed();
            return done.map_err(|why| if is_lost { lost(why) } else { given_up(&mut taken, why) });
        };
        let ended =
            if begin.reads() { connection.send(COMMIT) } else { open.exchange(Vec::new(), Last::Commit).map(drop) };
        match ended {
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
    /// What begins it. It goes out with the first statements, in one round trip.
    begin: Cell<Option<String>>,
    /// What is to be run before anything else.
    later: RefCell<Vec<Call>>,
}

/// What comes after the statements of a round trip.
enum Last<'v> {
    Nothing,
    Commit,
    /// A statement whose rows are counted.
    Run(&'static str, &'v [Value]),
}

/// Rows that a statement answered, or how many it touched.
enum Answer {
    Rows(Vec<tokio_postgres::Row>),
    Touched(u64),
}

type Failed = tokio_postgres::Error;
type Waiting<'s> = Pin<Box<dyn Future<Output = Result<Answer, Failed>> + 's>>;

impl Open<'_> {
    fn has_not_begun(&self) -> bool {
        let begin = self.begin.take();
        let has_not = begin.is_some() && self.later.borrow().is_empty();
        self.begin.set(begin);
        has_not
    }

    /// Sends what was put off, then these and the last, and waits for what all of them answer.
    fn exchange(&self, calls: Vec<Call>, last: Last<'_>) -> Result<Vec<Answer>, Failed> {
        let mut all = self.later.take();
        let put_off = all.len();
        all.extend(calls);
        let begin = self.begin.take();
        self.connection.wait_for(async {
            let client = &self.connection.client;
            let mut ready: Vec<(Statement, Parameters)> = Vec::with_capacity(all.len() + 1);
            for call in all {
                ready.push(self.connection.ready(call).await?);
            }
            let run = match last {
                Last::Run(sql, values) => Some(self.connection.ready(Call::Once(sql, values.to_vec())).await?),
                _ => None,
            };
            let mut waiting: Vec<Waiting<'_>> = Vec::with_capacity(ready.len() + 2);
            waiting.extend(begin.as_deref().map(|sql| plain(client, sql)));
            for (statement, parameters) in &ready {
                waiting.push(Box::pin(async { client.query(statement, &parameters.all()).await.map(Answer::Rows) }));
            }
            if let Some((statement, parameters)) = &run {
                waiting
                    .push(Box::pin(async { client.execute(statement, &parameters.all()).await.map(Answer::Touched) }));
            }
            waiting.extend(matches!(last, Last::Commit).then(|| plain(client, COMMIT)));
            let mut answers = in_their_order(waiting).await?;
            Ok(answers.split_off(usize::from(begin.is_some()) + put_off))
        })
    }
}

fn plain<'s>(client: &'s tokio_postgres::Client, sql: &'s str) -> Waiting<'s> {
    Box::pin(async { client.batch_execute(sql).await.map(|()| Answer::Touched(0)) })
}

/// Sends all before it waits for the first: a connection sends what it is given first, first. The first that fails is why
/// those after it do.
async fn in_their_order(mut waiting: Vec<Waiting<'_>>) -> Result<Vec<Answer>, Failed> {
    let mut answers: Vec<Option<Answer>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (waiting, answer) in waiting.iter_mut().zip(&mut answers).filter(|(_, answer)| answer.is_none()) {
            match waiting.as_mut().poll(context) {
                Poll::Ready(Ok(answered)) => *answer = Some(answered),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {}
            }
        }
        if answers.iter().all(Option::is_some) { Poll::Ready(Ok(())) } else { Poll::Pending }
    })
    .await?;
    Ok(answers.into_iter().flatten().collect())
}

impl Db for Open<'_> {
    fn run(&self, sql: &'static str, values: &[Value]) -> Result<u64, Error> {
        let answers = self.exchange(Vec::new(), Last::Run(sql, values))?;
        Ok(answers.into_iter().map(|answer| if let Answer::Touched(rows) = answer { rows } else { 0 }).sum())
    }

    fn later(&self, call: Call) -> Result<(), Error> {
        if !call.is_for_nothing() {
            self.later.borrow_mut().push(call);
        }
        Ok(())
    }

    fn answers(&self, calls: Vec<Call>) -> Result<Answers, Error> {
        let asked: Vec<bool> = calls.iter().map(|call| !call.is_for_nothing()).collect();
        let calls: Vec<Call> = calls.into_iter().filter(|call| !call.is_for_nothing()).collect();
        let mut answers = if calls.is_empty() { Vec::new() } else { self.exchange(calls, Last::Nothing)? }.into_iter();
        let rows = asked.into_iter().map(|asked| match if asked { answers.next() } else { None } {
            Some(Answer::Rows(rows)) => read(&rows),
            _ => Ok(Vec::new()),
        });
        Ok(Answers::of(rows.collect::<Result<_, _>>()?))
    }
}

fn read(rows: &[tokio_postgres::Row]) -> Result<Vec<Row>, Failed> {
    let row = |row: &tokio_postgres::Row| (0..row.len()).map(|at| row.try_get(at)).collect::<Result<_, _>>().map(Row);
    rows.iter().map(row).collect()
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
