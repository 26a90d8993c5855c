//! Adding changes to the vault, and folding the entries that they belong to, within one transaction.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::id::{ChangeId, EntryId};
use doorstep_domain::sensitivity::Sensitivity;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::device::{set_setting, setting};
use crate::error::Error;
use crate::project;
use crate::set_aside::note_replaced;
use crate::standing::Standing;
use crate::words::words_of;

/// An entry's row, and whether it stands for a registered fact or a clinical record.
pub(crate) struct EntryRow {
    pub(crate) number: i64,
    pub(crate) kind: Kind,
    pub(crate) subject: [u8; 16],
    /// Whether the time of everybody who held it has passed: then nothing of it is shown.
    pub(crate) has_ended: bool,
}

/// One transaction that adds changes. People touched are made findable again once, at its end.
pub(crate) struct Appending<'t> {
    pub(crate) transaction: &'t Transaction<'t>,
    pub(crate) touched: BTreeSet<[u8; 16]>,
    next_change: i64,
    next_entry: i64,
    /// Whether own changes have left this laptop, which may come back.
    some_are_gone: bool,
}

impl<'t> Appending<'t> {
    pub(crate) fn begin(transaction: &'t Transaction<'t>) -> Result<Self, Error> {
        // The writer is alone, so numbers can be counted on here instead of being read back after each insert.
        let next = |sql| transaction.query_row(sql, [], |row| row.get::<_, i64>(0));
        let next_change = next("SELECT coalesce(max(number), 0) + 1 FROM change")?;
        let next_entry = next("SELECT coalesce(max(number), 0) + 1 FROM entry")?;
        let some_are_gone = next("SELECT EXISTS (SELECT 1 FROM gone)")? == 1;
        // What came after a change that is gone still came after it: its number is not given again.
        let last = setting(transaction, LAST_CHANGE)?.and_then(|last| last.parse::<i64>().ok());
        let next_change = next_change.max(last.map_or(1, |last| last.saturating_add(1)));
        Ok(Self { transaction, touched: BTreeSet::new(), next_change, next_entry, some_are_gone })
    }

    /// Remembers the last number given, before changes go.
    pub(crate) fn keep_last_number(&self) -> Result<(), Error> {
        set_setting(self.transaction, LAST_CHANGE, &(self.next_change - 1).to_string())
    }

    /// Own changes have left: those that come back are looked for.
    pub(crate) fn some_left(&mut self) {
        self.some_are_gone = true;
    }

    /// Remembers that what is added from here on arrived on this day or after it.
    pub(crate) fn arrives_on(&self, day: NaiveDate) -> Result<(), Error> {
        let mut statement = self
            .transaction
            .prepare_cached("INSERT INTO arrival (day, first) VALUES (?1, ?2) ON CONFLICT DO NOTHING")?;
        statement.execute(params![day.to_string(), self.next_change])?;
        Ok(())
    }

    /// Adds a change and gives its number. One that is there already counts once.
    pub(crate) fn add(&mut self, change: &Change, batch: Option<i64>) -> Result<i64, Error> {
        match self.entry_number(change.header.entry)? {
            None => self.add_first(change, batch),
            Some(entry) => self.add_version(change, entry, batch),
        }
    }

    fn entry_number(&self, entry: EntryId) -> Result<Option<i64>, Error> {
        let mut statement = self.transaction.prepare_cached("SELECT number FROM entry WHERE id = ?1")?;
        Ok(statement.query_row([entry.bytes()], |row| row.get(0)).optional()?)
    }

    /// The usual case, and the fast one: a new entry has one version, and nothing to fold.
    fn add_first(&mut self, change: &Change, batch: Option<i64>) -> Result<i64, Error> {
        let entry = self.next_entry;
        self.next_entry += 1;
        let header = &change.header;
        let state = if header.in_error { "in_error" } else { "settled" };
        let mut statement = self.transaction.prepare_cached(
            "INSERT INTO entry (number, id, kind, subject, sensitivity, occurred, state, versions, shown)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1, ?8)",
        )?;
        statement.execute(params![
            entry,
            header.entry.bytes(),
            header.kind.name(),
            header.subject.bytes(),
            rank(header.sensitivity),
            header.occurred.order(),
            state,
            self.next_change,
        ])?;
        let number = self.insert_change(change, entry, batch)?;
        let (kind, subject) = (header.kind.clone(), *header.subject.bytes());
        let row = EntryRow { number: entry, kind, subject, has_ended: false };
        project::show(self, &row, (!header.in_error).then(|| change.body()))?;
        Ok(number)
    }

    fn add_version(&mut self, change: &Change, entry: i64, batch: Option<i64>) -> Result<i64, Error> {
        let mut statement = self.transaction.prepare_cached("SELECT number FROM change WHERE id = ?1")?;
        let known = statement.query_row([change.id().bytes()], |row| row.get(0)).optional()?;
        if let Some(number) = known {
            return Ok(number);
        }
        let number = self.insert_change(change, entry, batch)?;
        self.refold(entry)?;
        Ok(number)
    }

    fn insert_change(&mut self, change: &Change, entry: i64, batch: Option<i64>) -> Result<i64, Error> {
        let number = self.next_change;
        self.next_change += 1;
        let batch = match batch {
            None if self.some_are_gone => came_back(self.transaction, change.id())?,
            _ => batch,
        };
        let mut statement = self
            .transaction
            .prepare_cached("INSERT INTO change (number, id, entry, batch, bytes) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        statement.execute(params![number, change.id().bytes(), entry, batch, change.bytes()])?;
        if batch.is_some() {
            note_replaced(self.transaction, change)?;
        }
        index_words(self.transaction, number, change)?;
        Ok(number)
    }

    /// Folds an entry again from its changes, leaving out what the service set aside and what builds on it.
    pub(crate) fn refold(&mut self, entry: i64) -> Result<(), Error> {
        let standing = Standing::of(self.transaction, entry)?;
        let body = standing.body()?;
        let mut statement = self.transaction.prepare_cached(
            "UPDATE entry SET state = ?2, versions = ?3, shown = coalesce(?4, shown), in_force = ?5,
                    sensitivity = coalesce(?6, sensitivity), occurred = coalesce(?7, occurred)
             WHERE number = ?1",
        )?;
        statement.execute(params![
            entry,
            standing.state_name(),
            standing.versions(),
            standing.shown(),
            body.as_deref().filter(|_| standing.is_merged()),
            standing.sensitivity().map(rank),
            standing.occurred(),
        ])?;
        let row = self.entry_row(entry)?;
        project::show(self, &row, body.as_deref())
    }

    pub(crate) fn entry_row(&self, entry: i64) -> Result<EntryRow, Error> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT kind, subject, EXISTS (SELECT 1 FROM ended WHERE ended.entry = entry.number) FROM entry
             WHERE number = ?1",
        )?;
        let row = statement.query_row([entry], |row| Ok((row.get::<_, String>(0)?, row.get(1)?, row.get(2)?)));
        let (kind, subject, has_ended) = row?;
        Ok(EntryRow { number: entry, kind: Kind::from(std::borrow::Cow::Owned(kind)), subject, has_ended })
    }
}

/// The last number that a change was given, where later ones may have gone.
const LAST_CHANGE: &str = "last_change";

/// The batch of an own change that had left this laptop.
fn came_back(transaction: &Transaction<'_>, change: ChangeId) -> Result<Option<i64>, Error> {
    let mut statement = transaction.prepare_cached("DELETE FROM gone WHERE id = ?1 RETURNING batch")?;
    Ok(statement.query_row([change.bytes()], |row| row.get(0)).optional()?)
}

/// Makes a change findable by its words.
pub(crate) fn index_words(transaction: &Transaction<'_>, number: i64, change: &Change) -> Result<(), Error> {
    if let Some(words) = words_of(change) {
        let mut statement = transaction.prepare_cached("INSERT INTO record_word (rowid, text) VALUES (?1, ?2)")?;
        statement.execute(params![number, words])?;
    }
    Ok(())
}

/// Takes the words of a change out of the index again: the very words that were put in, or the index is damaged.
pub(crate) fn forget_words(transaction: &Transaction<'_>, number: i64, change: &Change) -> Result<(), Error> {
    if let Some(words) = words_of(change) {
        let sql = "INSERT INTO record_word (record_word, rowid, text) VALUES ('delete', ?1, ?2)";
        transaction.prepare_cached(sql)?.execute(params![number, words])?;
    }
    Ok(())
}

/// Reads a change that the store returned, and proves that it is the one that was written.
pub(crate) fn read_change(id: [u8; 32], bytes: String) -> Result<Change, Error> {
    let id = ChangeId::from_bytes(id);
    let change = match Change::read(bytes.as_str()) {
        Ok(change) => change,
        Err(_) if ChangeId::of(bytes.as_bytes()) != id => return Err(Error::ChangeDamaged(id)),
        Err(source) => return Err(Error::Unreadable { id, source }),
    };
    if change.id() == id { Ok(change) } else { Err(Error::ChangeDamaged(id)) }
}

fn rank(sensitivity: Sensitivity) -> i64 {
    match sensitivity {
        Sensitivity::Standard => 0,
        Sensitivity::Sensitive => 1,
        Sensitivity::Restricted => 2,
    }
}
