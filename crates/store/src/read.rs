//! Reading entries: each with the change that is shown, hashed again, and what is in force.

use chrono::{Datelike as _, NaiveDate};
use doorstep_domain::access::may_read;
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ActId, BatchId, EntryId, PersonId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use rusqlite::{Connection, Params, Row, params};

use crate::append::read_change;
use crate::error::Error;
use crate::one_person::GROUP;
use crate::scans::PART;

/// An entry as it stands.
#[derive(Clone)]
pub struct Stored {
    /// Its id.
    pub entry: EntryId,
    /// Its place in the order in which entries arrived.
    pub arrived: i64,
    /// How it stands.
    pub state: EntryState,
    /// How many versions there are.
    pub versions: u32,
    /// The highest sensitivity that any version carried.
    pub sensitivity: Sensitivity,
    /// The version to show.
    pub change: Change,
    /// The body in force, where several versions together say it.
    pub merged: Option<String>,
    /// The batch, where it was signed on this laptop.
    pub batch: Option<OwnBatchState>,
}

/// How an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EntryState {
    /// In force.
    Settled,
    /// Fields with several values wait for a decision.
    Disputed,
    /// Versions of a clinical record wait for a decision.
    Concurrent,
    /// Entered in error.
    InError,
    /// Its content was disposed of.
    Disposed,
    /// The service set every version aside.
    SetAside,
}

/// How far a batch of this laptop has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnBatchState {
    /// The batch.
    pub id: BatchId,
    /// How far.
    pub progress: Progress,
}

/// How far a batch of this laptop has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// Only here.
    Unsent,
    /// The service has it.
    Received,
    /// The service keeps it until a parent arrives.
    Waiting,
    /// The service set it aside.
    Quarantined,
}

impl Stored {
    /// The body in force, as JSON.
    #[must_use]
    pub fn body(&self) -> &str {
        self.merged.as_deref().unwrap_or_else(|| self.change.body())
    }

    /// Whether somebody of this role may read it.
    #[must_use]
    pub fn is_readable_by(&self, role: Role) -> bool {
        may_read(role, &self.change.header.kind, self.sensitivity)
    }
}

/// What was read, less what a role may not read of it.
pub(crate) trait Readable {
    fn keep(&mut self, role: Role);
}

impl Readable for Vec<Stored> {
    fn keep(&mut self, role: Role) {
        self.retain(|stored| stored.is_readable_by(role));
    }
}

impl Readable for Option<Stored> {
    fn keep(&mut self, role: Role) {
        self.take_if(|stored| !stored.is_readable_by(role));
    }
}

const SELECT: &str = "SELECT entry.id, entry.state, entry.versions, entry.sensitivity, entry.in_force,
        change.id, change.bytes, batch.id, batch.state,
        EXISTS (SELECT 1 FROM hidden WHERE hidden.person = entry.subject)
        OR EXISTS (SELECT 1 FROM ended WHERE ended.entry = entry.number), entry.number
    FROM entry JOIN change ON change.number = entry.shown LEFT JOIN batch ON batch.row = change.batch";

/// All entries about a subject, but for the parts of files: those would be megabytes to say that there is a file.
pub(crate) fn of_subject(connection: &Connection, subject: Subject) -> Result<Vec<Stored>, Error> {
    let which =
        format!("WHERE entry.subject IN {GROUP} AND entry.kind <> ?2 ORDER BY entry.occurred DESC, entry.number DESC");
    select(connection, &which, params![subject.bytes(), PART.name()])
}

/// All entries of a kind about a subject, in the order of arrival.
pub(crate) fn of_kind(connection: &Connection, subject: Subject, kind: EntryKind) -> Result<Vec<Stored>, Error> {
    let which = format!("WHERE entry.subject IN {GROUP} AND entry.kind = ?2 ORDER BY entry.number");
    select(connection, &which, params![subject.bytes(), kind.name()])
}

/// All alerts about a person and about the homes that they belong or belonged to.
pub(crate) fn alerts_around(connection: &Connection, person: PersonId) -> Result<Vec<Stored>, Error> {
    let which = format!(
        "WHERE entry.kind = 'alert' AND entry.subject IN (SELECT * FROM {GROUP}
             UNION ALL SELECT household FROM membership WHERE person IN {GROUP}) ORDER BY entry.number"
    );
    select(connection, &which, [person.bytes()])
}

/// The staff that the service has told of, in the order of arrival.
pub(crate) fn staff(connection: &Connection) -> Result<Vec<Stored>, Error> {
    select(connection, "WHERE entry.kind = 'staff' AND entry.state <> 'in_error' ORDER BY entry.number", [])
}

/// What is known of each centre, in the order of arrival.
pub(crate) fn centres(connection: &Connection) -> Result<Vec<Stored>, Error> {
    select(connection, "WHERE entry.kind = 'centre' AND entry.state <> 'in_error' ORDER BY entry.number", [])
}

/// Contacts of everybody that started between two moments, as [`doorstep_domain::time::Occurred::order`] gives them.
pub(crate) fn contacts_between(connection: &Connection, from: i64, until: i64) -> Result<Vec<Stored>, Error> {
    let which =
        "WHERE entry.kind = 'contact' AND entry.occurred >= ?1 AND entry.occurred < ?2 AND entry.state = 'settled'";
    select(connection, which, [from, until])
}

/// The latest settled entry of a kind about a subject.
pub(crate) fn latest(connection: &Connection, subject: Subject, kind: EntryKind) -> Result<Option<Stored>, Error> {
    let which = format!(
        "WHERE entry.subject IN {GROUP} AND entry.kind = ?2 AND entry.state = 'settled'
         ORDER BY entry.occurred DESC, entry.number DESC LIMIT 1"
    );
    Ok(select(connection, &which, params![subject.bytes(), kind.name()])?.pop())
}

/// Appointments that nobody has cancelled, and of which nobody said what became of them.
pub(crate) fn booked(connection: &Connection) -> Result<Vec<Stored>, Error> {
    let which = "WHERE entry.kind = 'appointment' AND entry.state IN ('settled', 'disputed')
         AND EXISTS (SELECT 1 FROM waiting WHERE waiting.entry = entry.number) ORDER BY entry.number";
    select(connection, which, [])
}

/// All entries that wait for a decision, the oldest first.
pub(crate) fn undecided(connection: &Connection) -> Result<Vec<Stored>, Error> {
    select(connection, "WHERE entry.state IN ('disputed', 'concurrent') ORDER BY entry.number", [])
}

/// The subjects of which something may be open on a day, and the babies born since another.
pub(crate) fn may_wait(connection: &Connection, on: NaiveDate, born_since: NaiveDate) -> Result<Vec<[u8; 16]>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT coalesce(one_person.one, found.id) FROM (
             SELECT subject AS id FROM waiting WHERE from_day <= ?1
             UNION SELECT id FROM person WHERE child = 1 AND length(born) = 10 AND born >= ?2) AS found
         LEFT JOIN one_person ON one_person.person = found.id
         WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = found.id) GROUP BY 1",
    )?;
    let rows = statement.query_map(params![on.num_days_from_ce(), born_since.to_string()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// One entry.
pub(crate) fn one(connection: &Connection, entry: EntryId) -> Result<Option<Stored>, Error> {
    Ok(select(connection, "WHERE entry.id = ?1", [entry.bytes()])?.pop())
}

/// The entry whose shown change has this number.
pub(crate) fn by_change(connection: &Connection, number: i64) -> Result<Option<Stored>, Error> {
    Ok(select(connection, "WHERE change.number = ?1 AND entry.number = change.entry", [number])?.pop())
}

/// Whether there is such an entry.
pub(crate) fn holds(connection: &Connection, entry: EntryId) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM entry WHERE id = ?1")?;
    Ok(statement.exists([entry.bytes()])?)
}

/// Every entry about a subject, and how it stands.
pub(crate) fn standing_of(connection: &Connection, subject: Subject) -> Result<Vec<(EntryId, EntryState)>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, state FROM entry WHERE subject = ?1")?;
    let mut rows = statement.query([subject.bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let name = row.get_ref(1)?.as_str().map_err(|_| Error::Column("entry.state"))?;
        found.push((EntryId::from_bytes(row.get(0)?), state(name)?));
    }
    Ok(found)
}

/// The entries that an act of this laptop wrote.
pub(crate) fn of_act(connection: &Connection, act: ActId) -> Result<Vec<EntryId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT entry.id FROM batch JOIN change ON change.batch = batch.row
         JOIN entry ON entry.number = change.entry WHERE batch.act = ?1",
    )?;
    let rows = statement.query_map([act.bytes()], |row| row.get(0).map(EntryId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn select(connection: &Connection, which: &str, values: impl Params) -> Result<Vec<Stored>, Error> {
    let mut statement = connection.prepare_cached(&format!("{SELECT} {which}"))?;
    let mut rows = statement.query(values)?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        if !row.get::<_, bool>(9)? {
            found.push(row_to_stored(row)?);
        }
    }
    Ok(found)
}

fn row_to_stored(row: &Row<'_>) -> Result<Stored, Error> {
    let batch = row.get::<_, Option<[u8; 32]>>(7)?;
    let progress =
        row.get_ref(8)?.as_str_or_null().map_err(|_| Error::Column("batch.state"))?.map(progress).transpose()?;
    Ok(Stored {
        entry: EntryId::from_bytes(row.get(0)?),
        arrived: row.get(10)?,
        state: state(row.get_ref(1)?.as_str().map_err(|_| Error::Column("entry.state"))?)?,
        versions: row.get(2)?,
        sensitivity: sensitivity(row.get(3)?)?,
        merged: row.get(4)?,
        change: read_change(row.get(5)?, row.get(6)?)?,
        batch: batch.zip(progress).map(|(id, progress)| OwnBatchState { id: BatchId::from_bytes(id), progress }),
    })
}

/// Every version of an entry, in the order of arrival, each hashed again.
pub(crate) fn versions(connection: &Connection, entry: EntryId) -> Result<Vec<Change>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.id, change.bytes FROM entry JOIN change ON change.entry = entry.number
         WHERE entry.id = ?1 ORDER BY change.number",
    )?;
    let rows = statement.query_map([entry.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.map(|row| row.map_err(Error::from).and_then(|(id, bytes)| read_change(id, bytes))).collect()
}

fn state(name: &str) -> Result<EntryState, Error> {
    match name {
        "settled" => Ok(EntryState::Settled),
        "disputed" => Ok(EntryState::Disputed),
        "concurrent" => Ok(EntryState::Concurrent),
        "in_error" => Ok(EntryState::InError),
        "disposed" => Ok(EntryState::Disposed),
        "set_aside" => Ok(EntryState::SetAside),
        _ => Err(Error::Column("entry.state")),
    }
}

pub(crate) fn progress(name: &str) -> Result<Progress, Error> {
    match name {
        "unsent" => Ok(Progress::Unsent),
        "received" => Ok(Progress::Received),
        "waiting" => Ok(Progress::Waiting),
        "quarantined" => Ok(Progress::Quarantined),
        _ => Err(Error::Column("batch.state")),
    }
}

pub(crate) fn sensitivity(rank: i64) -> Result<Sensitivity, Error> {
    match rank {
        0 => Ok(Sensitivity::Standard),
        1 => Ok(Sensitivity::Sensitive),
        2 => Ok(Sensitivity::Restricted),
        _ => Err(Error::Column("entry.sensitivity")),
    }
}
