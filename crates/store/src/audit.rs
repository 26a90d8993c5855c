//! The audit chain: who looked at what on this laptop, hash-chained so that a break is detected.

use chrono::{DateTime, FixedOffset};
use ring::digest::{Context, SHA256};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::Error;

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// The vault was made.
    Created,
    /// The vault was opened.
    Unlocked,
    /// Somebody tried a wrong passphrase.
    WrongPassphrase,
    /// The vault was closed.
    Locked,
    /// A record was looked at.
    Viewed,
    /// Something was looked for.
    Searched,
    /// Something was signed.
    Signed,
    /// A draft was thrown away.
    DraftDiscarded,
    /// Records were printed.
    Printed,
    /// Records left Doorstep as a file.
    Exported,
    /// Entries that had been saved were missing at unlock.
    FoundMissing,
    /// An entry was recorded again under the person it belongs to: of each of the two, which entry it is of the other.
    Moved,
    /// Something was refused.
    Denied,
}

impl Act {
    fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Unlocked => "unlocked",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::Locked => "locked",
            Self::Viewed => "viewed",
            Self::Searched => "searched",
            Self::Signed => "signed",
            Self::DraftDiscarded => "draft_discarded",
            Self::Printed => "printed",
            Self::Exported => "exported",
            Self::FoundMissing => "found_missing",
            Self::Moved => "moved",
            Self::Denied => "denied",
        }
    }
}

/// One act, to be written down.
#[derive(Debug, Clone)]
pub struct Noted {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// What.
    pub act: Act,
    /// About whom, where it is about one person, household or entry.
    pub subject: Option<[u8; 16]>,
    /// A number or a code. Never a name, and never what was searched for.
    pub detail: String,
}

impl Noted {
    /// An act about nobody in particular.
    #[must_use]
    pub fn new(at: DateTime<FixedOffset>, act: Act) -> Self {
        Self { at, act, subject: None, detail: String::new() }
    }
}

/// Adds an act to the chain.
pub(crate) fn note(connection: &Connection, noted: &Noted) -> Result<(), Error> {
    let last = connection
        .prepare_cached("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 32]>(1)?)))
        .optional()?;
    let (number, previous) = last.map_or((1, [0; 32]), |(number, hash)| (number + 1, hash));
    let at = noted.at.to_rfc3339();
    let row = Row { number, at: &at, act: noted.act.name(), subject: noted.subject, detail: &noted.detail };
    connection
        .prepare_cached("INSERT INTO audit (number, at, act, subject, detail, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![number, row.at, row.act, noted.subject, noted.detail, row.hash(previous)])?;
    Ok(())
}

struct Row<'a> {
    number: i64,
    at: &'a str,
    act: &'a str,
    subject: Option<[u8; 16]>,
    detail: &'a str,
}

impl Row<'_> {
    fn hash(&self, previous: [u8; 32]) -> [u8; 32] {
        let mut context = Context::new(&SHA256);
        context.update(&previous);
        context.update(&self.number.to_be_bytes());
        for part in [
            self.at.as_bytes(),
            self.act.as_bytes(),
            self.subject.as_ref().map_or(&[], |s| &s[..]),
            self.detail.as_bytes(),
        ] {
            context.update(&(part.len() as u64).to_be_bytes());
            context.update(part);
        }
        let mut hash = [0; 32];
        hash.copy_from_slice(context.finish().as_ref());
        hash
    }
}

/// How often something was done.
pub(crate) fn count(connection: &Connection, act: Act) -> Result<usize, Error> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM audit WHERE act = ?1")?;
    Ok(statement.query_row([act.name()], |row| row.get(0))?)
}

/// The first number at which the chain is broken, or none.
pub(crate) fn broken_at(connection: &Connection) -> Result<Option<i64>, Error> {
    let mut statement =
        connection.prepare("SELECT number, at, act, subject, detail, hash FROM audit ORDER BY number")?;
    let mut rows = statement.query([])?;
    let mut previous = [0; 32];
    let mut expected = 1;
    while let Some(row) = rows.next()? {
        let (number, at, act): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let detail: String = row.get(4)?;
        let read = Row { number, at: &at, act: &act, subject: row.get(3)?, detail: &detail };
        let hash: [u8; 32] = row.get(5)?;
        if number != expected || read.hash(previous) != hash {
            return Ok(Some(expected));
        }
        previous = hash;
        expected += 1;
    }
    Ok(None)
}
