//! What leaves this laptop: changes that no audience holds any more, with everything that was made of them.

use doorstep_domain::id::ChangeId;
use doorstep_sync::planted::{Planted, is_planted};
use rusqlite::{Connection, Transaction, params};

use crate::append::{Appending, forget_words, read_change};
use crate::device::{set_setting, setting};
use crate::draft::instant;
use crate::error::Error;
use crate::project;

/// An own item that the service has, and that left this laptop before the answer came.
#[derive(Debug, Clone)]
pub struct LeftItem {
    /// Its number.
    pub number: u64,
    /// When it was signed.
    pub signed_at: chrono::DateTime<chrono::FixedOffset>,
    /// The kinds of its entries that left.
    pub kinds: Vec<String>,
}

/// Own items that the service received when nobody held them here any more, the latest first.
pub(crate) fn left(connection: &Connection, limit: u32) -> Result<Vec<LeftItem>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT batch.number, batch.signed_at, json_group_array(gone.kind) FROM gone JOIN batch ON batch.row = gone.batch
         WHERE gone.late = 1 GROUP BY batch.row ORDER BY batch.row DESC LIMIT ?1",
    )?;
    let mut rows = statement.query([limit])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        let kinds = serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
        items.push(LeftItem { number: row.get(0)?, signed_at: instant(row, 1)?, kinds });
    }
    Ok(items)
}

/// The service has these own changes: whether anybody holds them here is looked at when everything has come.
pub(crate) fn look_at_entries_of(transaction: &Transaction<'_>, batch: i64) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO unheld (entry, answered) SELECT DISTINCT entry, 1 FROM change WHERE batch = ?1
             ON CONFLICT (entry) DO UPDATE SET answered = 1",
        )?
        .execute([batch])?;
    Ok(())
}

/// Forgets the entries of which everything turned out to be held, or has no answer yet: after an import, nearly all.
pub(crate) fn keep_what_is_held(transaction: &Transaction<'_>) -> Result<(), Error> {
    let sql =
        format!("DELETE FROM unheld WHERE NOT EXISTS (SELECT 1 {} AND change.entry = unheld.entry)", which_leave());
    transaction.prepare_cached(&sql)?.execute([])?;
    Ok(())
}

/// Changes that leave: nobody holds them, and none waits for an answer.
const LEAVING: &str = "FROM change LEFT JOIN batch ON batch.row = change.batch
    WHERE (batch.row IS NULL OR batch.state = 'received')
    AND NOT EXISTS (SELECT 1 FROM held WHERE held.change = change.number)";

fn which_leave() -> &'static str {
    if is_planted(Planted::UnsentPurged) {
        return "FROM change WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.change = change.number)";
    }
    LEAVING
}

/// How many entries leave in one transaction: whoever signs meanwhile waits for no more than these.
const AT_ONCE: i64 = 200;

/// What a purge did.
pub(crate) struct Purged {
    /// Whether anything went.
    pub(crate) any: bool,
    /// Whether there may be more, for the next transaction.
    pub(crate) more: bool,
}

/// Purges what no audience holds any more, or a part of it. Own changes without an answer stay.
pub(crate) fn purge_unheld(appending: &mut Appending<'_>) -> Result<Purged, Error> {
    let transaction = appending.transaction;
    let mut statement = transaction.prepare_cached("SELECT entry, answered FROM unheld ORDER BY entry LIMIT ?1")?;
    let rows = statement.query_map([AT_ONCE], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, bool>(1)?)))?;
    let unheld = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut any = false;
    for (entry, is_answered) in &unheld {
        any |= purge(appending, *entry, *is_answered)?;
        transaction.prepare_cached("DELETE FROM unheld WHERE entry = ?1")?.execute([entry])?;
    }
    if any {
        count_removal(transaction)?;
    }
    let more = transaction.prepare_cached("SELECT 1 FROM unheld")?.exists([])?;
    Ok(Purged { any, more })
}

struct Leaving {
    number: i64,
    id: [u8; 32],
    bytes: String,
    batch: Option<i64>,
}

fn purge(appending: &mut Appending<'_>, entry: i64, is_answered: bool) -> Result<bool, Error> {
    let leaving = leaving(appending.transaction, entry)?;
    if leaving.is_empty() {
        return Ok(false);
    }
    appending.keep_last_number()?;
    let row = appending.entry_row(entry)?;
    for change in leaving {
        // The words of a damaged change cannot be told, so that its row in the index stays: it leads to nothing.
        if let Ok(read) = read_change(change.id, change.bytes) {
            forget_words(appending.transaction, change.number, &read)?;
        }
        if let Some(batch) = change.batch {
            keep_receipt(appending, ChangeId::from_bytes(change.id), batch, row.kind.name(), is_answered)?;
        }
        appending.transaction.prepare_cached("DELETE FROM change WHERE number = ?1")?.execute([change.number])?;
    }
    let is_left = appending.transaction.prepare_cached("SELECT 1 FROM change WHERE entry = ?1")?.exists([entry])?;
    if is_left {
        show_what_is_left(appending, entry)?;
    } else {
        project::forget(appending, &row)?;
        appending.transaction.prepare_cached("DELETE FROM ended WHERE entry = ?1")?.execute([entry])?;
        appending.transaction.prepare_cached("DELETE FROM entry WHERE number = ?1")?.execute([entry])?;
    }
    Ok(true)
}

/// Of what is left nothing may stand: then the last that was written is shown, beside the mark that it was set aside.
fn show_what_is_left(appending: &mut Appending<'_>, entry: i64) -> Result<(), Error> {
    let sql = "UPDATE entry SET shown = (SELECT max(number) FROM change WHERE entry = ?1) WHERE number = ?1";
    appending.transaction.prepare_cached(sql)?.execute([entry])?;
    appending.refold(entry)
}

fn leaving(transaction: &Transaction<'_>, entry: i64) -> Result<Vec<Leaving>, Error> {
    let sql =
        format!("SELECT change.number, change.id, change.bytes, change.batch {} AND change.entry = ?1", which_leave());
    let mut statement = transaction.prepare_cached(&sql)?;
    let rows = statement.query_map([entry], |row| {
        Ok(Leaving { number: row.get(0)?, id: row.get(1)?, bytes: row.get(2)?, batch: row.get(3)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn keep_receipt(appending: &mut Appending<'_>, id: ChangeId, batch: i64, kind: &str, late: bool) -> Result<(), Error> {
    appending.some_left();
    appending
        .transaction
        .prepare_cached("INSERT OR REPLACE INTO gone (id, batch, kind, late) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![id.bytes(), batch, kind, late])?;
    Ok(())
}

/// How often people left, or came and went with time: what was read before then may name them.
pub(crate) fn removals(connection: &Connection) -> Result<i64, Error> {
    Ok(setting(connection, REMOVALS)?.and_then(|count| count.parse().ok()).unwrap_or(0))
}

pub(crate) fn count_removal(transaction: &Transaction<'_>) -> Result<(), Error> {
    set_setting(transaction, REMOVALS, &(removals(transaction)? + 1).to_string())
}

const REMOVALS: &str = "removals";

/// Writes the indices again without what was taken out of them: they only mark it until they are merged.
pub(crate) fn sweep(transaction: &Transaction<'_>) -> Result<(), Error> {
    Ok(transaction.execute_batch(
        "INSERT INTO record_word (record_word) VALUES ('optimize');
         INSERT INTO found_by_start (found_by_start) VALUES ('optimize');
         INSERT INTO found_by_part (found_by_part) VALUES ('optimize');",
    )?)
}

#[cfg(test)]
pub(crate) mod tests;
