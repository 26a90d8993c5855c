//! Making the projections again from the changes: after an upgrade they may be shaped otherwise, or a kind may be known
//! that was only kept before.

use doorstep_domain::access::may_open_sealed;
use doorstep_domain::entries::EntryKind;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::append::{Appending, index_words, read_change};
use crate::device::{enrolment, set_setting, setting};
use crate::error::Error;
use crate::find;
use crate::set_aside::note_replaced;

/// Raised whenever a projection changes its shape, or the fold a rule. A new kind, or a new form of one, counts by itself.
const SHAPE: u32 = 10;

/// Rebuilds what an earlier build projected, all or nothing. A store that is up to date costs one query.
pub(crate) fn rebuild_stale(connection: &mut Connection) -> Result<(), Error> {
    let wanted = version(connection)?;
    if setting(connection, "projections")?.as_deref() == Some(&wanted) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    rebuild(&transaction)?;
    set_setting(&transaction, "projections", &wanted)?;
    Ok(transaction.commit()?)
}

/// What is hidden depends on whose vault it is: another role's is made again.
fn version(connection: &Connection) -> Result<String, Error> {
    let opens_sealed = enrolment(connection)?.is_some_and(|by| may_open_sealed(by.role));
    let kinds = EntryKind::ALL.iter().map(|kind| format!(" {}.{}", kind.name(), kind.schema()));
    Ok(format!("{SHAPE}{}{}", if opens_sealed { " sealed" } else { "" }, kinds.collect::<String>()))
}

/// Folds every entry again and indexes every word again.
pub(crate) fn rebuild(transaction: &Transaction<'_>) -> Result<(), Error> {
    transaction.execute_batch(
        "DELETE FROM person; DELETE FROM membership; DELETE FROM relationship; DELETE FROM home;
         DELETE FROM waiting; DELETE FROM same_person; DELETE FROM one_person; DELETE FROM sealed; DELETE FROM hidden;
         DELETE FROM document_part; DELETE FROM replaced;
         INSERT INTO found_by_start (found_by_start) VALUES ('delete-all');
         INSERT INTO found_by_part (found_by_part) VALUES ('delete-all');
         INSERT INTO record_word (record_word) VALUES ('delete-all');",
    )?;
    let mut appending = Appending::begin(transaction)?;
    let mut entries = transaction.prepare("SELECT number FROM entry ORDER BY number")?;
    for entry in entries.query_map([], |row| row.get(0))? {
        appending.refold(entry?)?;
    }
    let mut changes = transaction.prepare("SELECT number, id, bytes, batch IS NOT NULL FROM change ORDER BY number")?;
    let mut rows = changes.query([])?;
    while let Some(row) = rows.next()? {
        let (number, change, is_own) = (row.get(0)?, read_change(row.get(1)?, row.get(2)?)?, row.get(3)?);
        index_words(transaction, number, &change)?;
        if is_own {
            note_replaced(transaction, &change)?;
        }
    }
    find::make_findable(transaction, appending.touched)
}
