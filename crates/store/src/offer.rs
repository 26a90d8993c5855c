//! What a vault offers to a sync: what is unsent, how far it has read, and what it holds of each subject.

use std::collections::{BTreeMap, HashMap};

use doorstep_domain::change::Batch;
use doorstep_domain::id::{AudienceId, ChangeId, Subject};
use doorstep_sync::client::Offer;
use doorstep_sync::digest::{Sum, roll_up};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{Cursor, DraftNotice, HeldSums, LeftBehind, MOST_BYTES_A_PUSH, SignedBatch};
use rusqlite::Connection;

use crate::append::read_change;
use crate::device::setting;
use crate::draft::{self, instant};
use crate::error::Error;

/// What a sync may send now: unsent batches in order, cursors, digest, drafts.
pub(crate) fn offer(connection: &Connection, most_changes: usize) -> Result<Offer, Error> {
    let cursors = cursors(connection)?;
    let sums: BTreeMap<AudienceId, Sum> = cursors.iter().map(|(cursor, sum)| (cursor.audience, *sum)).collect();
    let drafts = draft::all(connection)?.into_iter();
    let Unsent { batches, everything, left } = unsent(connection, most_changes)?;
    Ok(Offer {
        batches,
        everything,
        left,
        cursors: cursors.into_iter().map(|(cursor, _)| cursor).collect(),
        roll_up: roll_up(&sums),
        drafts: drafts
            .map(|draft| DraftNotice { subject: draft.subject, kind: draft.form, opened_at: draft.opened_at })
            .collect(),
        signed: if setting(connection, RESTORING)?.as_deref() == Some("1") { newest_signed(connection)? } else { None },
        compare: Vec::new(),
    })
}

fn newest_signed(connection: &Connection) -> Result<Option<(u32, u64)>, Error> {
    let head = crate::sign::chain_head(connection)?;
    Ok(u32::try_from(head.incarnation).ok().map(|incarnation| (incarnation, head.number)))
}

fn cursors(connection: &Connection) -> Result<Vec<(Cursor, Sum)>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT audience, epoch, position, sum FROM cursor ORDER BY audience")?;
    let rows = statement.query_map([], |row| {
        let cursor =
            Cursor { audience: AudienceId::from_bytes(row.get(0)?), epoch: row.get(1)?, position: row.get(2)? };
        Ok((cursor, Sum::from_bytes(row.get(3)?)))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// What is to be sent now, and what is not.
struct Unsent {
    batches: Vec<SignedBatch>,
    everything: bool,
    left: Option<LeftBehind>,
}

/// The oldest batches without an answer that fit into one push, but at least one; and whether these are all. That
/// cannot be told from how many they are: the next may just not have fitted.
///
/// What waits at the service for a parent is asked after again, behind what is new and only where it fits: its answer
/// is news, not progress.
fn unsent(connection: &Connection, most_changes: usize) -> Result<Unsent, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT row, bytes, signature, changes, state = 'waiting' FROM batch WHERE state IN ('unsent', 'waiting')
         ORDER BY state = 'waiting', row",
    )?;
    let mut rows = statement.query([])?;
    let mut batches = Vec::new();
    let (mut changes, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let waits: bool = row.get(4)?;
        let batch: Batch = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        let lines = bytes_of_batch(connection, row.get(0)?, &batch)?;
        changes += row.get::<_, usize>(3)?;
        bytes += lines.iter().map(|line| line.len()).sum::<usize>();
        if (changes > most_changes || bytes > MOST_BYTES_A_PUSH) && (waits || !batches.is_empty()) {
            let left = if waits { None } else { Some(left_from(connection, row.get(0)?)?) };
            return Ok(Unsent { batches, everything: waits, left });
        }
        batches.push(SignedBatch { batch, signature: Bytes(row.get(2)?), changes: lines });
    }
    Ok(Unsent { batches, everything: true, left: None })
}

/// What is unsent from this batch on. What waits at the service for a parent is not only here.
fn left_from(connection: &Connection, row: i64) -> Result<LeftBehind, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT count(*), (SELECT signed_at FROM batch WHERE row = ?1) FROM batch WHERE state = 'unsent' AND row >= ?1",
    )?;
    Ok(statement.query_row([row], |row| Ok(LeftBehind { batches: row.get(0)?, oldest: instant(row, 1)? }))?)
}

/// In the order in which they were signed: one that left this laptop and came back arrived after the others.
fn bytes_of_batch(connection: &Connection, row: i64, batch: &Batch) -> Result<Vec<Box<str>>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, bytes FROM change WHERE batch = ?1")?;
    let rows = statement.query_map([row], |row| Ok((ChangeId::from_bytes(row.get(0)?), row.get::<_, String>(1)?)))?;
    let mut stored = rows.collect::<rusqlite::Result<HashMap<_, _>>>()?;
    let take = |id: &ChangeId| {
        // A damaged page must not be pushed as if it were what was signed.
        let whole = stored.remove(id).filter(|bytes| ChangeId::of(bytes.as_bytes()) == *id);
        whole.map(String::into_boxed_str).ok_or(Error::ChangeDamaged(*id))
    };
    batch.ids.iter().map(take).collect()
}

/// For each audience and subject the sum of what is held, from the stored bytes; nothing where nobody asked for it.
/// What is damaged is not held: the service sends it again.
pub(crate) fn compare(connection: &Connection) -> Result<Vec<HeldSums>, Error> {
    if setting(connection, COMPARE)?.as_deref() != Some("1") {
        return Ok(Vec::new());
    }
    let mut sums: BTreeMap<AudienceId, BTreeMap<Subject, Sum>> =
        cursors(connection)?.into_iter().map(|(cursor, _)| (cursor.audience, BTreeMap::new())).collect();
    let mut statement = connection.prepare(
        "SELECT cursor.audience, change.id, change.bytes FROM held JOIN change ON change.number = held.change
         JOIN cursor ON cursor.row = held.audience",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let audience = AudienceId::from_bytes(row.get(0)?);
        let whole = row.get::<_, String>(2).ok().zip(row.get(1).ok()).map(|(bytes, id)| read_change(id, bytes));
        if let Some(Ok(change)) = whole {
            sums.entry(audience).or_default().entry(change.header.subject).or_default().add(change.id());
        }
    }
    let of_subjects = |sums: BTreeMap<Subject, Sum>| sums.into_iter().map(|(of, sum)| (of, Bytes(sum.bytes())));
    Ok(sums.into_iter().map(|(audience, sums)| HeldSums { audience, sums: of_subjects(sums).collect() }).collect())
}

/// The setting that says that the service was restored and is not whole yet.
pub(crate) const RESTORING: &str = "restoring";

/// The setting that asks for a comparison with the next request.
pub(crate) const COMPARE: &str = "compare";
