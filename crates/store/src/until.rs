//! What is held for a time: hidden when the time has passed, also without a connection, and back when it is extended.

use chrono::{DateTime, FixedOffset};
use doorstep_sync::wire::Timed;
use rusqlite::{Connection, Transaction, params};

use crate::append::Appending;
use crate::device::{set_setting, setting};
use crate::error::Error;
use crate::leaving::count_removal;

/// A moment, in milliseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Moment(i64);

impl Moment {
    /// Before anything: no clock was read yet.
    pub(crate) const UNKNOWN: Self = Self(i64::MIN);

    pub(crate) fn of(at: DateTime<FixedOffset>) -> Self {
        Self(at.timestamp_millis())
    }

    /// This, or the other where it is later.
    pub(crate) fn or_later(self, at: DateTime<FixedOffset>) -> Self {
        self.max(Self::of(at))
    }
}

/// The setting that keeps when the service last said what time it is.
pub(crate) const SERVICE_TIME: &str = "service_time";

/// The moment that is looked at: the laptop's, and never before what the service last said.
pub(crate) fn moment(connection: &Connection, now: Moment) -> Result<Moment, Error> {
    let said = setting(connection, SERVICE_TIME)?.and_then(|said| DateTime::parse_from_rfc3339(&said).ok());
    Ok(said.map_or(now, |said| now.or_later(said)))
}

/// Notes until when an audience holds a subject.
pub(crate) fn hold_until(transaction: &Transaction<'_>, audience: i64, timed: &Timed) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO held_until (audience, subject, until) VALUES (?1, ?2, ?3)
             ON CONFLICT (audience, subject) DO UPDATE SET until = ?3",
        )?
        .execute(params![audience, timed.subject.bytes(), timed.until.timestamp_millis()])?;
    Ok(())
}

/// The next moment after `at` at which something ends.
pub(crate) fn next_end(connection: &Connection, at: Moment) -> Result<Option<Moment>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT min(until) FROM (SELECT until FROM cursor UNION ALL SELECT until FROM held_until) WHERE until > ?1",
    )?;
    let next: Option<i64> = statement.query_row([at.0], |row| row.get(0))?;
    Ok(next.map(Moment))
}

/// Hides what has ended by `at`, and shows again what has not. Whether anything was hidden or shown.
///
/// `is_changed` says that what is held may have changed since the last look; without it only time has passed.
pub(crate) fn pass(appending: &mut Appending<'_>, at: Moment, is_changed: bool) -> Result<bool, Error> {
    let transaction = appending.transaction;
    let looked_at = setting(transaction, LOOKED_AT)?.and_then(|at| at.parse().ok()).map_or(Moment::UNKNOWN, Moment);
    if !may_differ(transaction, looked_at, at, is_changed)? {
        return Ok(false);
    }
    set_setting(transaction, LOOKED_AT, &at.0.to_string())?;
    let mut statement = transaction.prepare_cached(
        "SELECT change.entry FROM held JOIN change ON change.number = held.change
         JOIN entry ON entry.number = change.entry JOIN cursor ON cursor.row = held.audience
         LEFT JOIN held_until ON held_until.audience = held.audience AND held_until.subject = entry.subject
         GROUP BY change.entry
         HAVING max(coalesce(cursor.until > ?1, 1) AND coalesce(held_until.until > ?1, 1)) = 0
         ORDER BY change.entry",
    )?;
    let ended = statement.query_map([at.0], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    let mut statement = transaction.prepare_cached("SELECT entry FROM ended ORDER BY entry")?;
    let before = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    transaction.execute("DELETE FROM ended", [])?;
    for entry in &ended {
        transaction.prepare_cached("INSERT INTO ended (entry) VALUES (?1)")?.execute([entry])?;
    }
    let differ = |these: &[i64], those: &[i64]| -> Vec<i64> {
        these.iter().copied().filter(|entry| those.binary_search(entry).is_err()).collect()
    };
    let mut moved = differ(&ended, &before);
    moved.extend(differ(&before, &ended));
    for entry in &moved {
        appending.refold(*entry)?;
    }
    if !moved.is_empty() {
        count_removal(transaction)?;
    }
    Ok(!moved.is_empty())
}

/// Whether anything can have ended or begun again since the last look.
fn may_differ(connection: &Connection, looked_at: Moment, at: Moment, is_changed: bool) -> Result<bool, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM (SELECT until FROM cursor UNION ALL SELECT until FROM held_until)
             WHERE until <= ?1 AND (?2 OR until > ?3))
         OR EXISTS (SELECT 1 FROM ended) AND (?2 OR ?1 < ?3)",
    )?;
    Ok(statement.query_row(params![at.0, is_changed, looked_at.0], |row| row.get(0))?)
}

const LOOKED_AT: &str = "until_looked_at";
