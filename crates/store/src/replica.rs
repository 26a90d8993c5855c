//! The vault as a sync sees it: what to send, and applying what came in one transaction.

use std::collections::BTreeMap;

use doorstep_domain::change::Batch;
use doorstep_domain::id::AudienceId;
use doorstep_sync::client::{Offer, Received, ReceivedPage};
use doorstep_sync::digest::{Sum, roll_up};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{Answer, Cursor, DraftNotice, MOST_BYTES_A_PUSH, Membership, Outcome, OwnBatch, SignedBatch};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::append::Appending;
use crate::device::set_setting;
use crate::error::Error;
use crate::{draft, find};

/// What a sync may send now: unsent batches in order, cursors, digest, drafts.
pub(crate) fn offer(connection: &Connection, most_changes: usize) -> Result<Offer, Error> {
    let cursors = cursors(connection)?;
    let sums: BTreeMap<AudienceId, Sum> = cursors.iter().map(|(cursor, sum)| (cursor.audience, *sum)).collect();
    let drafts = draft::all(connection)?.into_iter();
    let (batches, everything) = unsent(connection, most_changes)?;
    Ok(Offer {
        batches,
        everything,
        cursors: cursors.into_iter().map(|(cursor, _)| cursor).collect(),
        roll_up: roll_up(&sums),
        drafts: drafts
            .map(|draft| DraftNotice { subject: draft.subject, kind: draft.form, opened_at: draft.opened_at })
            .collect(),
    })
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

/// The oldest batches without an answer that fit into one push, but at least one; and whether these are all. That
/// cannot be told from how many they are: the next may just not have fitted.
///
/// What waits at the service for a parent is asked after again, behind what is new and only where it fits: its answer
/// is news, not progress.
fn unsent(connection: &Connection, most_changes: usize) -> Result<(Vec<SignedBatch>, bool), Error> {
    let mut statement = connection.prepare_cached(
        "SELECT row, bytes, signature, changes, state = 'waiting' FROM batch WHERE state IN ('unsent', 'waiting')
         ORDER BY state = 'waiting', row",
    )?;
    let mut rows = statement.query([])?;
    let mut batches = Vec::new();
    let (mut changes, mut bytes) = (0, 0);
    while let Some(row) = rows.next()? {
        let waits: bool = row.get(4)?;
        let lines = bytes_of_batch(connection, row.get(0)?)?;
        changes += row.get::<_, usize>(3)?;
        bytes += lines.iter().map(|line| line.len()).sum::<usize>();
        if (changes > most_changes || bytes > MOST_BYTES_A_PUSH) && (waits || !batches.is_empty()) {
            return Ok((batches, waits));
        }
        let batch: Batch = serde_json::from_str(row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        batches.push(SignedBatch { batch, signature: Bytes(row.get(2)?), changes: lines });
    }
    Ok((batches, true))
}

fn bytes_of_batch(connection: &Connection, batch: i64) -> Result<Vec<Box<str>>, Error> {
    let mut statement = connection.prepare_cached("SELECT id, bytes FROM change WHERE batch = ?1 ORDER BY number")?;
    let rows = statement.query_map([batch], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (id, bytes) = row?;
        // A damaged page must not be pushed as if it were what was signed.
        let id = doorstep_domain::id::ChangeId::from_bytes(id);
        let whole = doorstep_domain::id::ChangeId::of(bytes.as_bytes()) == id;
        if whole { Ok(bytes.into_boxed_str()) } else { Err(Error::ChangeDamaged(id)) }
    })
    .collect()
}

/// Applies a reply. A page that does not start at the cursor is left out: it answers a question of another time.
pub(crate) fn receive(transaction: &Transaction<'_>, received: &Received) -> Result<(), Error> {
    let mut appending = Appending::begin(transaction)?;
    for answer in &received.answers {
        take_answer(&mut appending, answer)?;
    }
    for membership in &received.audiences {
        join(transaction, membership)?;
    }
    if !received.pages.is_empty() {
        appending.arrives_on(received.service_time.date_naive())?;
    }
    for page in &received.pages {
        apply_page(&mut appending, page)?;
    }
    set_setting(transaction, "diverged", if received.diverged { "1" } else { "0" })?;
    if received.complete {
        // The laptop's own clock is not asked: `as of` is what the service said.
        set_setting(transaction, "synced_at", &received.service_time.to_rfc3339())?;
    }
    find::make_findable(transaction, appending.touched)
}

fn take_answer(appending: &mut Appending<'_>, answer: &Answer) -> Result<(), Error> {
    let (state, reason) = match &answer.outcome {
        Outcome::Accepted | Outcome::AlreadyHad => ("received", None),
        Outcome::Waiting => ("waiting", None),
        Outcome::Quarantined { reason, .. } => ("quarantined", Some(serde_json::to_string(reason)?)),
    };
    let sql = "UPDATE batch SET state = ?3, reason = ?4 WHERE incarnation = ?1 AND number = ?2 RETURNING row";
    let row: Option<i64> = appending
        .transaction
        .prepare_cached(sql)?
        .query_row(params![answer.incarnation, answer.number, state, reason], |row| row.get(0))
        .optional()?;
    match (row, state) {
        (Some(row), "quarantined") => refold_entries_of(appending, row),
        _ => Ok(()),
    }
}

/// What the service set aside leaves the fold here as well, and what was built on it goes with it.
fn refold_entries_of(appending: &mut Appending<'_>, batch: i64) -> Result<(), Error> {
    let mut statement = appending.transaction.prepare_cached("SELECT DISTINCT entry FROM change WHERE batch = ?1")?;
    let entries = statement.query_map([batch], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    entries.into_iter().try_for_each(|entry| appending.refold(entry))
}

fn join(transaction: &Transaction<'_>, membership: &Membership) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO cursor (audience, epoch, position, membership, sum) VALUES (?1, 0, 0, ?2, zeroblob(16))
             ON CONFLICT (audience) DO UPDATE SET membership = ?2",
        )?
        .execute(params![membership.audience.bytes(), membership.number])?;
    Ok(())
}

struct CursorRow {
    row: i64,
    epoch: u32,
    position: u64,
    sum: Sum,
}

fn apply_page(appending: &mut Appending<'_>, page: &ReceivedPage) -> Result<(), Error> {
    let Some(mut cursor) = cursor_row(appending.transaction, page.from.audience)? else { return Ok(()) };
    let another_epoch = cursor.epoch != page.from.epoch;
    if another_epoch {
        // What is held stays: a log read again from its start gives the same changes, which count once.
        cursor.position = 0;
        cursor.sum = Sum::default();
    }
    if cursor.position != page.from.position {
        return Ok(());
    }
    for change in &page.changes {
        let entry = appending.add(change, None)?;
        hold(appending.transaction, cursor.row, entry)?;
        cursor.sum.add(change.id());
    }
    for own in &page.own {
        hold_own(appending.transaction, &mut cursor, own)?;
    }
    appending
        .transaction
        .prepare_cached("UPDATE cursor SET epoch = ?2, position = ?3, sum = ?4 WHERE row = ?1")?
        .execute(params![cursor.row, page.to.epoch, page.to.position, cursor.sum.bytes()])?;
    Ok(())
}

fn cursor_row(transaction: &Transaction<'_>, audience: AudienceId) -> Result<Option<CursorRow>, Error> {
    let mut statement =
        transaction.prepare_cached("SELECT row, epoch, position, sum FROM cursor WHERE audience = ?1")?;
    let found = statement.query_row([audience.bytes()], |row| {
        Ok(CursorRow { row: row.get(0)?, epoch: row.get(1)?, position: row.get(2)?, sum: Sum::from_bytes(row.get(3)?) })
    });
    Ok(found.optional()?)
}

fn hold(transaction: &Transaction<'_>, audience: i64, entry: i64) -> Result<(), Error> {
    transaction
        .prepare_cached("INSERT OR IGNORE INTO held (audience, entry) VALUES (?1, ?2)")?
        .execute(params![audience, entry])?;
    Ok(())
}

fn hold_own(transaction: &Transaction<'_>, cursor: &mut CursorRow, own: &OwnBatch) -> Result<(), Error> {
    let OwnBatch(incarnation, number, places) = own;
    let mut statement = transaction.prepare_cached(
        "SELECT change.id, change.entry FROM batch JOIN change ON change.batch = batch.row
         WHERE batch.incarnation = ?1 AND batch.number = ?2 ORDER BY change.number",
    )?;
    let rows = statement
        .query_map(params![incarnation, number], |row| Ok((row.get::<_, [u8; 32]>(0)?, row.get::<_, i64>(1)?)))?;
    let changes = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    for place in places {
        let Some((id, entry)) = changes.get(*place as usize) else { continue };
        hold(transaction, cursor.row, *entry)?;
        cursor.sum.add(doorstep_domain::id::ChangeId::from_bytes(*id));
    }
    // What is in a log is in force, also where its answer was lost or said that it waits.
    transaction
        .prepare_cached(
            "UPDATE batch SET state = 'received' WHERE incarnation = ?1 AND number = ?2 AND state IN ('unsent', 'waiting')",
        )?
        .execute(params![incarnation, number])?;
    Ok(())
}
