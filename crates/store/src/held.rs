//! Which audience holds which change on this laptop, and how far its log was read.

use doorstep_domain::id::{AudienceId, ChangeId, EntryId, Subject};
use doorstep_sync::digest::Sum;
use doorstep_sync::wire::{Cursor, Membership, Withdrawn};
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::error::Error;

/// An audience that this laptop belongs to.
pub(crate) struct Audience {
    pub(crate) row: i64,
    pub(crate) epoch: u32,
    pub(crate) position: u64,
    sum: Sum,
}

impl Audience {
    pub(crate) fn of(transaction: &Transaction<'_>, audience: AudienceId) -> Result<Option<Self>, Error> {
        let mut statement =
            transaction.prepare_cached("SELECT row, epoch, position, sum FROM cursor WHERE audience = ?1")?;
        let found = statement.query_row([audience.bytes()], |row| {
            let (number, epoch, position) = (row.get(0)?, row.get(1)?, row.get(2)?);
            Ok(Self { row: number, epoch, position, sum: Sum::from_bytes(row.get(3)?) })
        });
        Ok(found.optional()?)
    }

    /// Sum of what it holds.
    pub(crate) fn sum(&self) -> Sum {
        self.sum
    }

    /// Holds a change, once.
    pub(crate) fn hold(&mut self, transaction: &Transaction<'_>, change: i64, id: ChangeId) -> Result<(), Error> {
        let sql = "INSERT OR IGNORE INTO held (change, audience) VALUES (?1, ?2)";
        if transaction.prepare_cached(sql)?.execute(params![change, self.row])? > 0 {
            self.sum.add(id);
        }
        Ok(())
    }

    /// Holds a change no longer. Whether it is still wanted here is looked at when everything has come.
    pub(crate) fn let_go(&mut self, transaction: &Transaction<'_>, change: i64, id: ChangeId) -> Result<(), Error> {
        let sql = "DELETE FROM held WHERE change = ?1 AND audience = ?2";
        if transaction.prepare_cached(sql)?.execute(params![change, self.row])? > 0 {
            self.sum.remove(id);
            transaction
                .prepare_cached(
                    "INSERT INTO unheld (entry, answered) SELECT entry, 0 FROM change WHERE number = ?1
                     ON CONFLICT DO NOTHING",
                )?
                .execute([change])?;
        }
        Ok(())
    }

    /// A subject, or one entry of it, left the audience.
    pub(crate) fn withdraw(&mut self, transaction: &Transaction<'_>, withdrawn: &Withdrawn) -> Result<(), Error> {
        for (change, id) in self.held_of(transaction, withdrawn.subject, withdrawn.entry.as_ref())? {
            self.let_go(transaction, change, id)?;
        }
        if withdrawn.entry.is_none() {
            let sql = "DELETE FROM held_until WHERE audience = ?1 AND subject = ?2";
            transaction.prepare_cached(sql)?.execute(params![self.row, withdrawn.subject.bytes()])?;
        }
        Ok(())
    }

    /// What it holds of a subject, or of one of its entries: numbers and ids of changes.
    pub(crate) fn held_of(
        &self,
        transaction: &Transaction<'_>,
        subject: Subject,
        entry: Option<&EntryId>,
    ) -> Result<Vec<(i64, ChangeId)>, Error> {
        let mut statement = transaction.prepare_cached(
            "SELECT change.number, change.id FROM entry JOIN change ON change.entry = entry.number
             JOIN held ON held.change = change.number AND held.audience = ?1
             WHERE entry.subject = ?2 AND (?3 IS NULL OR entry.id = ?3)",
        )?;
        let values = params![self.row, subject.bytes(), entry.map(EntryId::bytes)];
        let rows = statement.query_map(values, |row| Ok((row.get(0)?, ChangeId::from_bytes(row.get(1)?))))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Puts down how far the log was read, and the sum of what is held.
    pub(crate) fn moves_to(&self, transaction: &Transaction<'_>, to: Cursor) -> Result<(), Error> {
        transaction
            .prepare_cached("UPDATE cursor SET epoch = ?2, position = ?3, sum = ?4 WHERE row = ?1")?
            .execute(params![self.row, to.epoch, to.position, self.sum.bytes()])?;
        Ok(())
    }

    /// Puts down the sum of what is held.
    pub(crate) fn keep_sum(&self, transaction: &Transaction<'_>) -> Result<(), Error> {
        let sql = "UPDATE cursor SET sum = ?2 WHERE row = ?1";
        transaction.prepare_cached(sql)?.execute(params![self.row, self.sum.bytes()])?;
        Ok(())
    }

    /// Holds nothing any more.
    fn let_all_go(&self, transaction: &Transaction<'_>) -> Result<(), Error> {
        transaction
            .prepare_cached(
                "INSERT INTO unheld (entry, answered) SELECT DISTINCT change.entry, 0 FROM held
                 JOIN change ON change.number = held.change WHERE held.audience = ?1 ON CONFLICT DO NOTHING",
            )?
            .execute([self.row])?;
        transaction.prepare_cached("DELETE FROM held WHERE audience = ?1")?.execute([self.row])?;
        transaction.prepare_cached("DELETE FROM held_until WHERE audience = ?1")?.execute([self.row])?;
        Ok(())
    }
}

/// What became of the audiences that the service named.
#[derive(Default)]
pub(crate) struct Joined {
    /// Whether one was left, or its end moved.
    pub(crate) is_news: bool,
    /// Whether a log is to be read again from its start.
    pub(crate) starts_again: bool,
}

/// Joins what is named, leaves what is not. Belonging anew is leaving and joining: the log is read from its start.
pub(crate) fn belong_to(transaction: &Transaction<'_>, named: &[Membership]) -> Result<Joined, Error> {
    let mut joined = Joined::default();
    let mut statement = transaction.prepare_cached("SELECT audience, membership, until FROM cursor")?;
    let rows = statement.query_map([], |row| {
        Ok((AudienceId::from_bytes(row.get(0)?), row.get::<_, u32>(1)?, row.get::<_, Option<i64>>(2)?))
    })?;
    for (audience, number, until) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
        let Some(left) = Audience::of(transaction, audience)? else { continue };
        match named.iter().find(|membership| membership.audience == audience) {
            None => {
                left.let_all_go(transaction)?;
                transaction.prepare_cached("DELETE FROM cursor WHERE row = ?1")?.execute([left.row])?;
                joined.is_news = true;
            }
            Some(again) if again.number != number => {
                left.let_all_go(transaction)?;
                let sql = "UPDATE cursor SET position = 0, sum = zeroblob(16) WHERE row = ?1";
                transaction.prepare_cached(sql)?.execute([left.row])?;
                joined = Joined { is_news: true, starts_again: joined.starts_again || left.position > 0 };
            }
            Some(same) => joined.is_news |= until_of(same) != until,
        }
    }
    named.iter().try_for_each(|membership| join(transaction, membership))?;
    Ok(joined)
}

/// Joins what is named and leaves nothing: a service restored from a backup may not know of every membership yet.
pub(crate) fn join_only(transaction: &Transaction<'_>, named: &[Membership]) -> Result<Joined, Error> {
    for membership in named {
        if Audience::of(transaction, membership.audience)?.is_none() {
            join(transaction, membership)?;
        }
    }
    Ok(Joined::default())
}

fn join(transaction: &Transaction<'_>, membership: &Membership) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO cursor (audience, epoch, position, membership, sum, until)
             VALUES (?1, 0, 0, ?2, zeroblob(16), ?3)
             ON CONFLICT (audience) DO UPDATE SET membership = ?2, until = ?3",
        )?
        .execute(params![membership.audience.bytes(), membership.number, until_of(membership)])?;
    Ok(())
}

fn until_of(membership: &Membership) -> Option<i64> {
    membership.until.map(|until| until.timestamp_millis())
}

/// Makes the sums again from what is held.
pub(crate) fn recount(transaction: &Transaction<'_>) -> Result<(), Error> {
    let mut audiences = transaction.prepare_cached("SELECT row FROM cursor")?;
    let rows = audiences.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    for row in rows {
        let sql = "UPDATE cursor SET sum = ?2 WHERE row = ?1";
        transaction.prepare_cached(sql)?.execute(params![row, sum_of(transaction, row)?.bytes()])?;
    }
    Ok(())
}

/// The sum of what an audience holds, by its row.
pub(crate) fn sum_of(connection: &Connection, audience: i64) -> Result<Sum, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT change.id FROM held JOIN change ON change.number = held.change WHERE held.audience = ?1",
    )?;
    let ids = statement.query_map([audience], |row| row.get(0).map(ChangeId::from_bytes))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}
