//! The guard against SQLCipher's silent wrong reads.
//!
//! When a page fails its check SQLCipher fills it with zeros and only remembers an error. If it was the last overflow page of a record,
//! no later step looks, and the statement succeeds with the record's tail gone. The remembered error makes the connection read-only,
//! which can be asked.

use rusqlite::{Connection, MAIN_DB};

use crate::keys::Error;

/// Run `read` in one read transaction, and give what it read only if every page passed its check.
///
/// `PageDamaged` comes before whatever `read` itself returned, and from then on from every read of this connection: reopen it.
/// On a transaction that writes, the commit fails instead. A record's own hash is still the caller's to check.
pub fn guarded_read<T, E: From<Error>>(
    connection: &Connection,
    read: impl FnOnce(&Connection) -> Result<T, E>,
) -> Result<T, E> {
    let transaction = connection.unchecked_transaction().map_err(Error::from)?;
    let outcome = read(&transaction);
    // A transaction that only read has nothing to keep.
    let ended = transaction.rollback().map_err(Error::from);
    if connection.is_readonly(MAIN_DB).map_err(Error::from)? {
        return Err(Error::PageDamaged.into());
    }
    let value = outcome?;
    ended?;
    Ok(value)
}
