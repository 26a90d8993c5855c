//! What arrived since somebody last looked: by the order of arrival, since a colleague's record of last week may arrive today.

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::change::Change;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::append::read_change;
use crate::audit::{self, Noted};
use crate::draft::instant;
use crate::error::Error;
use crate::vault::Vault;

/// A look at a family, and the last change that had arrived by then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// The number of the last change.
    pub arrived: i64,
}

/// Since when something is asked for as new.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Since {
    /// After the change of this number: a look.
    Look(i64),
    /// On or after this day. Of what filled a new vault on its first day, what was written on or after it.
    Day(NaiveDate),
}

impl Vault {
    /// Notes a look at somebody in the audit, and remembers the look before it.
    ///
    /// # Errors
    /// When the vault cannot be written: then what was to be looked at must not be shown.
    pub fn look(&self, noted: &Noted, subject: [u8; 16]) -> Result<(), Error> {
        self.write(|transaction| {
            audit::note(transaction, &Noted { subject: Some(subject), ..noted.clone() })?;
            remember(transaction, noted.at, subject)
        })
    }

    /// The look before the one that is going on; none where this is the first.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn look_before(&self, subject: [u8; 16]) -> Result<Option<Look>, Error> {
        self.read(|connection| before(connection, subject))
    }

    /// The changes of some kinds that arrived since then, in the order of arrival, whenever their author's clock says that
    /// they were written; what the practitioner may not read is not among them.
    ///
    /// # Errors
    /// When the vault cannot be read, or a record in it is damaged.
    pub fn arrived_since(&self, since: Since, kinds: &[&str]) -> Result<Vec<Change>, Error> {
        let found = self.read(|connection| arrived(connection, since, kinds))?;
        let mut readable = Vec::with_capacity(found.len());
        for change in found {
            if self.entry(change.header.entry)?.is_some() {
                readable.push(change);
            }
        }
        Ok(readable)
    }
}

fn remember(transaction: &Transaction<'_>, at: DateTime<FixedOffset>, subject: [u8; 16]) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO look (subject, at, arrived) VALUES (?1, ?2, (SELECT coalesce(max(number), 0) FROM change))
             ON CONFLICT (subject) DO UPDATE SET
                before_at = look.at, before = look.arrived, at = excluded.at, arrived = excluded.arrived",
        )?
        .execute(params![subject, at.to_rfc3339()])?;
    Ok(())
}

fn before(connection: &Connection, subject: [u8; 16]) -> Result<Option<Look>, Error> {
    let sql = "SELECT before_at, before FROM look WHERE subject = ?1 AND before_at IS NOT NULL";
    let look = |row: &rusqlite::Row<'_>| Ok(Look { at: instant(row, 0)?, arrived: row.get(1)? });
    Ok(connection.prepare_cached(sql)?.query_row([subject], look).optional()?)
}

fn arrived(connection: &Connection, since: Since, kinds: &[&str]) -> Result<Vec<Change>, Error> {
    let (first, day) = match since {
        Since::Look(arrived) => (arrived + 1, None),
        Since::Day(day) => (first_arrived(connection, day)?, Some(day.to_string())),
    };
    let mut statement = connection.prepare_cached(
        "SELECT change.id, change.bytes FROM change JOIN entry ON entry.number = change.entry
         WHERE entry.kind IN (SELECT value FROM json_each(?3)) AND CASE
             WHEN ?2 IS NULL OR change.number >= (
                 SELECT min(first) FROM arrival WHERE first > (SELECT min(first) FROM arrival))
             THEN change.number >= ?1
             ELSE substr(json_extract(change.bytes, '$.recorded_at'), 1, 10) >= ?2 END
         ORDER BY change.number",
    )?;
    let kinds = serde_json::to_string(kinds)?;
    let rows = statement.query_map(params![first, day, kinds], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| row.map_err(Error::from).and_then(|(id, bytes)| read_change(id, bytes))).collect()
}

/// The first change that arrived on a day or after it; beyond all where nothing did.
fn first_arrived(connection: &Connection, day: NaiveDate) -> Result<i64, Error> {
    let mut statement = connection.prepare_cached("SELECT min(first) FROM arrival WHERE day >= ?1")?;
    let first: Option<i64> = statement.query_row([day.to_string()], |row| row.get(0))?;
    Ok(first.unwrap_or(i64::MAX))
}
