//! Drafts: what is being typed. A draft is not a change; its words never leave the laptop until signed.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::id::{CentreId, DraftId, HouseholdId, PersonId, StaffId, Subject};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Error;

/// Something being typed.
#[derive(Clone)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// Whose screen it was opened on: a person's, a colleague's, a centre's.
    pub subject: Subject,
    /// Which form, such as `visit`.
    pub form: String,
    /// Which version of the form it was typed into.
    pub schema: u32,
    /// The form's fields as JSON, right or wrong.
    pub typed: String,
    /// When the form opened.
    pub opened_at: DateTime<FixedOffset>,
    /// When it was last journalled.
    pub saved_at: DateTime<FixedOffset>,
}

const COLUMNS: &str = "id, subject, about, form, schema, typed, opened_at, saved_at";

/// Journals a draft.
pub(crate) fn save(connection: &Connection, draft: &Draft) -> Result<(), Error> {
    connection
        .prepare_cached(
            "INSERT INTO draft (id, subject, about, form, schema, typed, opened_at, saved_at)
             VALUES (?1, ?2, ?8, ?3, ?4, ?5, ?6, ?7)
             ON CONFLICT (id) DO UPDATE SET schema = ?4, typed = ?5, saved_at = ?7",
        )?
        .execute(params![
            draft.id.bytes(),
            draft.subject.bytes(),
            draft.form,
            draft.schema,
            draft.typed,
            draft.opened_at.to_rfc3339(),
            draft.saved_at.to_rfc3339(),
            sort(draft.subject),
        ])?;
    Ok(())
}

pub(crate) fn discard(connection: &Connection, id: DraftId) -> Result<(), Error> {
    let removed = connection.execute("DELETE FROM draft WHERE id = ?1", [id.bytes()])?;
    if removed == 0 { Err(Error::NoDraft) } else { Ok(()) }
}

pub(crate) fn one(connection: &Connection, id: DraftId) -> Result<Draft, Error> {
    let sql = format!("SELECT {COLUMNS} FROM draft WHERE id = ?1");
    connection.prepare_cached(&sql)?.query_row([id.bytes()], row_to_draft).optional()?.ok_or(Error::NoDraft)
}

/// All drafts, the one opened last first.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Draft>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM draft ORDER BY opened_at DESC");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([], row_to_draft)?.collect::<rusqlite::Result<_>>()?)
}

fn row_to_draft(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        id: DraftId::from_bytes(row.get(0)?),
        subject: subject(row)?,
        form: row.get(3)?,
        schema: row.get(4)?,
        typed: row.get(5)?,
        opened_at: instant(row, 6)?,
        saved_at: instant(row, 7)?,
    })
}

/// What sort of subject an id is of.
fn sort(subject: Subject) -> &'static str {
    match subject {
        Subject::Person(_) => "person",
        Subject::Household(_) => "household",
        Subject::Staff(_) => "staff",
        Subject::Centre(_) => "centre",
    }
}

fn subject(row: &Row<'_>) -> rusqlite::Result<Subject> {
    let id = row.get(1)?;
    let known = [
        Subject::Person(PersonId::from_bytes(id)),
        Subject::Household(HouseholdId::from_bytes(id)),
        Subject::Staff(StaffId::from_bytes(id)),
        Subject::Centre(CentreId::from_bytes(id)),
    ];
    let about = row.get_ref(2)?.as_str()?;
    known.into_iter().find(|subject| sort(*subject) == about).ok_or(rusqlite::Error::IntegralValueOutOfRange(2, 0))
}

/// An instant that was stored as RFC 3339.
pub(crate) fn instant(row: &Row<'_>, column: usize) -> rusqlite::Result<DateTime<FixedOffset>> {
    let text: String = row.get(column)?;
    DateTime::parse_from_rfc3339(&text).map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
    })
}
