//! What the service set aside and nobody has signed again yet.

use std::collections::BTreeSet;

use doorstep_domain::change::Change;
use doorstep_domain::id::{BatchId, ChangeId};
use rusqlite::{Connection, Transaction, params};

use crate::append::read_change;
use crate::error::Error;

/// Which batches have something that waits to be signed again.
pub(crate) const WAITS: &str = "state = 'quarantined' AND EXISTS (
    SELECT 1 FROM change WHERE change.batch = batch.row
        AND NOT EXISTS (SELECT 1 FROM replaced WHERE replaced.change = change.id))";

/// A change of a batch that was set aside, not signed again yet.
#[derive(Debug, Clone)]
pub struct SetAside {
    /// The change.
    pub change: Change,
    /// Whether the batch was set aside for this one.
    pub at_fault: bool,
    /// What signing it again replaces: itself, and what it builds on that was set aside before it.
    pub replaces: Vec<ChangeId>,
}

/// The changes of a batch that was set aside, in the order in which they were written.
pub(crate) fn of_batch(connection: &Connection, batch: BatchId) -> Result<Vec<SetAside>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.entry, change.id, change.bytes, coalesce(batch.fault = change.id, 0)
         FROM batch JOIN change ON change.batch = batch.row
         WHERE batch.id = ?1 AND batch.state = 'quarantined'
             AND NOT EXISTS (SELECT 1 FROM replaced WHERE replaced.change = change.id)
         ORDER BY change.number",
    )?;
    let mut rows = statement.query([batch.bytes()])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let change = read_change(row.get(1)?, row.get(2)?)?;
        let replaces = with_what_it_builds_on(connection, row.get(0)?, &change)?;
        // Of two versions of one entry the later says it all.
        found.retain(|before: &SetAside| !replaces.contains(&before.change.id()));
        found.push(SetAside { change, at_fault: row.get(3)?, replaces });
    }
    Ok(found)
}

/// A change, and those of its ancestors that were set aside: what it says was written with them in sight.
fn with_what_it_builds_on(connection: &Connection, entry: i64, change: &Change) -> Result<Vec<ChangeId>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.id, change.bytes FROM change JOIN batch ON batch.row = change.batch
         WHERE change.entry = ?1 AND batch.state = 'quarantined' ORDER BY change.number DESC",
    )?;
    let mut rows = statement.query([entry])?;
    let (mut wanted, mut all) = (BTreeSet::from([change.id()]), Vec::new());
    // Parents arrive before their children, so one pass backwards sees every chain.
    while let Some(row) = rows.next()? {
        let one = read_change(row.get(0)?, row.get(1)?)?;
        if wanted.contains(&one.id()) {
            all.push(one.id());
            wanted.extend(one.header.parents);
        }
    }
    Ok(all)
}

/// Remembers what an own change was signed in place of.
pub(crate) fn note_replaced(transaction: &Transaction<'_>, change: &Change) -> Result<(), Error> {
    for replaced in &change.header.replaces {
        let sql = "INSERT INTO replaced (change) VALUES (?1) ON CONFLICT DO NOTHING";
        transaction.prepare_cached(sql)?.execute(params![replaced.bytes()])?;
    }
    Ok(())
}
