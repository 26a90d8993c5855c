//! Scanned files of documents, kept in parts: which there are, and the parts of one.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::document_part::DocumentPart;
use doorstep_domain::id::EntryId;
use rusqlite::{Connection, params};

use crate::append::{Appending, EntryRow};
use crate::error::Error;
use crate::read::{self, Stored};

/// A file of a document, as far as it is held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScanRow {
    /// SHA-256 of the whole file, in hex.
    pub file: String,
    /// How many parts it has.
    pub of: u16,
    /// How many of them are here.
    pub held: u16,
}

/// The kind of which entries are parts of files: read here, and never with what is shown of a person.
pub(crate) const PART: EntryKind = EntryKind::DocumentPart;

/// The files of a document, in the order in which they came.
pub(crate) fn of_document(connection: &Connection, document: EntryId) -> Result<Vec<ScanRow>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT file, max(of), count(DISTINCT number) FROM document_part WHERE document = ?1
         GROUP BY file ORDER BY min(entry)",
    )?;
    let rows = statement
        .query_map([document.bytes()], |row| Ok(ScanRow { file: row.get(0)?, of: row.get(1)?, held: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The parts of a file that are here, in their order.
pub(crate) fn parts(connection: &Connection, document: EntryId, file: &str) -> Result<Vec<Stored>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT entry.id FROM document_part JOIN entry ON entry.number = document_part.entry
         WHERE document = ?1 AND file = ?2 ORDER BY document_part.number",
    )?;
    let rows = statement.query_map(params![document.bytes(), file], |row| row.get(0).map(EntryId::from_bytes))?;
    let entries = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    entries.into_iter().filter_map(|entry| read::one(connection, entry).transpose()).collect()
}

/// Brings the place of a part up to date; none is in force when it was marked in error.
pub(crate) fn show(appending: &Appending<'_>, entry: &EntryRow, part: Option<DocumentPart>) -> Result<(), Error> {
    let Some(part) = part else {
        let sql = "DELETE FROM document_part WHERE entry = ?1";
        appending.transaction.prepare_cached(sql)?.execute([entry.number])?;
        return Ok(());
    };
    let mut statement = appending.transaction.prepare_cached(
        "INSERT INTO document_part (entry, document, file, number, of) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (entry) DO UPDATE SET document = ?2, file = ?3, number = ?4, of = ?5",
    )?;
    statement.execute(params![entry.number, part.document.bytes(), part.file, part.number, part.of])?;
    Ok(())
}
