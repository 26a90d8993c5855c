//! What has not reached the service: the number on every screen, and the list behind it.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::id::{ActId, BatchId};
use rusqlite::{Connection, params};

use crate::draft::instant;
use crate::error::Error;
use crate::read::{Progress, progress};
use crate::set_aside::WAITS;

/// What is on every screen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Waiting {
    /// Batches that the service has not acknowledged.
    pub unsent: u32,
    /// When the oldest of them was signed.
    pub oldest: Option<DateTime<FixedOffset>>,
    /// Batches that the service set aside, of which something is not signed again yet.
    pub quarantined: u32,
    /// Drafts.
    pub drafts: u32,
}

/// A batch that has no final answer.
#[derive(Debug, Clone)]
pub struct OutboxItem {
    /// Its id.
    pub id: BatchId,
    /// Its number.
    pub number: u64,
    /// When it was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// How far it has come.
    pub progress: Progress,
    /// Why the service set it aside, as JSON.
    pub reason: Option<String>,
    /// The kinds of its entries.
    pub kinds: Vec<String>,
    /// The subjects of its entries.
    pub subjects: Vec<[u8; 16]>,
}

/// An act of many batches, such as an import.
#[derive(Debug, Clone)]
pub struct ActRow {
    /// The act.
    pub act: ActId,
    /// When its first batch was signed.
    pub signed_at: DateTime<FixedOffset>,
    /// How many batches.
    pub batches: u32,
    /// How many entries.
    pub entries: u32,
    /// Of those, how many are in error.
    pub in_error: u32,
}

/// Counts what waits.
pub(crate) fn waiting(connection: &Connection) -> Result<Waiting, Error> {
    let mut statement = connection.prepare_cached(&format!(
        "SELECT (SELECT count(*) FROM batch WHERE state IN ('unsent', 'waiting')),
                (SELECT count(*) FROM batch WHERE {WAITS}),
                (SELECT count(*) FROM draft)",
    ))?;
    let mut waiting = statement.query_row([], |row| {
        Ok(Waiting { unsent: row.get(0)?, quarantined: row.get(1)?, drafts: row.get(2)?, oldest: None })
    })?;
    waiting.oldest = items(connection, 1)?.pop().map(|item| item.signed_at);
    Ok(waiting)
}

/// Batches on their way, the oldest first.
pub(crate) fn items(connection: &Connection, limit: u32) -> Result<Vec<OutboxItem>, Error> {
    list(connection, "state IN ('unsent', 'waiting')", limit)
}

/// Batches that the service set aside, of which something is not signed again yet.
pub(crate) fn quarantined(connection: &Connection, limit: u32) -> Result<Vec<OutboxItem>, Error> {
    list(connection, WAITS, limit)
}

fn list(connection: &Connection, which: &str, limit: u32) -> Result<Vec<OutboxItem>, Error> {
    let sql =
        format!("SELECT row, number, signed_at, state, reason, id FROM batch WHERE {which} ORDER BY row LIMIT ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([limit])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let (kinds, subjects) = content(connection, row.get(0)?)?;
        let state: String = row.get(3)?;
        items.push(OutboxItem {
            id: BatchId::from_bytes(row.get(5)?),
            number: row.get(1)?,
            signed_at: instant(row, 2)?,
            progress: progress(&state)?,
            reason: row.get(4)?,
            kinds,
            subjects,
        });
    }
    Ok(items)
}

fn content(connection: &Connection, batch: i64) -> Result<(Vec<String>, Vec<[u8; 16]>), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.kind, entry.subject FROM change JOIN entry ON entry.number = change.entry
         WHERE change.batch = ?1 ORDER BY change.number",
    )?;
    let rows = statement.query_map([batch], |row| Ok((row.get::<_, String>(0)?, row.get::<_, [u8; 16]>(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().unzip())
}

/// The acts of many batches made on this laptop, the latest first.
pub(crate) fn acts(connection: &Connection, limit: u32) -> Result<Vec<ActRow>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT batch.act, min(batch.signed_at), count(DISTINCT batch.row), count(DISTINCT entry.number),
                count(DISTINCT CASE WHEN entry.state = 'in_error' THEN entry.number END)
         FROM batch JOIN change ON change.batch = batch.row JOIN entry ON entry.number = change.entry
         WHERE batch.act IS NOT NULL GROUP BY batch.act ORDER BY max(batch.row) DESC LIMIT ?1",
    )?;
    let rows = statement.query_map(params![limit], |row| {
        Ok(ActRow {
            act: ActId::from_bytes(row.get(0)?),
            signed_at: instant(row, 1)?,
            batches: row.get(2)?,
            entries: row.get(3)?,
            in_error: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
