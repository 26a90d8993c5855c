//! Who may write about a subject, who reads what is written, and the positions that it gets in their logs.

use doorstep_domain::change::Change;
use doorstep_domain::id::{AudienceId, ChangeId, EntryId, StaffId, Subject};
use doorstep_sync::accept::{Known, KnownChange};
use doorstep_sync::digest::Sum;
use rusqlite::types::Type;
use rusqlite::{OptionalExtension, Row, params};

use super::Push;
use super::keep::{BatchKey, State};
use crate::ledger::Error;
use crate::ledger::sqlite::convert::{get_int, id, id_or_none, int, named};

/// A member of staff, as far as audiences go.
#[derive(Clone)]
pub(super) struct Member {
    /// What new families of theirs join.
    team: Option<AudienceId>,
    /// What they read.
    audiences: Vec<AudienceId>,
}

impl Known for Push<'_> {
    type Error = Error;

    fn change(&self, change: ChangeId) -> Result<Option<KnownChange>, Error> {
        let mut statement = self.transaction.prepare_cached(
            "SELECT entry, kind, subject, sensitivity FROM change
             WHERE organisation = ?1 AND id = ?2 AND state = 'in_force'",
        )?;
        let organisation = self.author.organisation.bytes();
        Ok(statement.query_row(params![organisation, change.bytes()], row_to_known).optional()?)
    }

    fn written(&self, change: ChangeId) -> Result<Option<Change>, Error> {
        let mut statement =
            self.transaction.prepare_cached("SELECT bytes FROM change WHERE organisation = ?1 AND id = ?2")?;
        let organisation = self.author.organisation.bytes();
        let bytes: Option<Vec<u8>> =
            statement.query_row(params![organisation, change.bytes()], |row| row.get(0)).optional()?;
        Ok(bytes.and_then(|bytes| Change::read(String::from_utf8(bytes).ok()?).ok()))
    }

    fn may_write(&self, staff: StaffId, subject: Subject) -> Result<bool, Error> {
        let held_by = self.audiences_of(subject)?;
        let mine = self.member(staff)?.audiences;
        Ok(held_by.is_empty() || held_by.iter().any(|audience| mine.contains(audience)))
    }
}

fn row_to_known(row: &Row<'_>) -> rusqlite::Result<KnownChange> {
    let subject = row.get_ref(2)?.as_str()?.parse();
    let subject = subject.map_err(|bad| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, Box::new(bad)))?;
    Ok(KnownChange { entry: id(row, 0, EntryId::from_bytes)?, kind: row.get(1)?, subject, sensitivity: named(row, 3)? })
}

impl Push<'_> {
    /// Puts changes in force and notes in which logs they belong. Returns those that were not in force before.
    pub(super) fn put_in_force(&mut self, key: &BatchKey, changes: &[Change]) -> Result<Vec<ChangeId>, Error> {
        let mut entered = Vec::with_capacity(changes.len());
        for (place, change) in changes.iter().enumerate() {
            if !self.insert_change(key, change, (place, State::InForce))? {
                continue;
            }
            for audience in self.join(change.header.subject, change.header.author)? {
                self.grown.entry(audience).or_default().push(change.id());
            }
            entered.push(change.id());
        }
        Ok(entered)
    }

    /// The subject's audiences; a new subject joins that of its author's team.
    fn join(&self, subject: Subject, author: StaffId) -> Result<Vec<AudienceId>, Error> {
        let audiences = self.audiences_of(subject)?;
        if !audiences.is_empty() {
            return Ok(audiences);
        }
        let Some(team) = self.member(author)?.team else { return Ok(audiences) };
        let mut statement = self
            .transaction
            .prepare_cached("INSERT INTO subject_audience (organisation, subject, audience) VALUES (?1, ?2, ?3)")?;
        statement.execute(params![self.author.organisation.bytes(), subject.to_string(), team.bytes()])?;
        self.subjects.borrow_mut().insert(subject, vec![team]);
        Ok(vec![team])
    }

    fn audiences_of(&self, subject: Subject) -> Result<Vec<AudienceId>, Error> {
        if let Some(known) = self.subjects.borrow().get(&subject) {
            return Ok(known.clone());
        }
        let mut statement = self.transaction.prepare_cached(
            "SELECT audience FROM subject_audience WHERE organisation = ?1 AND subject = ?2 ORDER BY audience",
        )?;
        let parameters = params![self.author.organisation.bytes(), subject.to_string()];
        let audiences = statement.query_map(parameters, |row| id(row, 0, AudienceId::from_bytes))?;
        let audiences = audiences.collect::<Result<Vec<_>, _>>()?;
        self.subjects.borrow_mut().insert(subject, audiences.clone());
        Ok(audiences)
    }

    fn member(&self, staff: StaffId) -> Result<Member, Error> {
        if let Some(known) = self.members.borrow().get(&staff) {
            return Ok(known.clone());
        }
        let key = [self.author.organisation.bytes(), staff.bytes()];
        let mut home = self.transaction.prepare_cached("SELECT team FROM staff WHERE organisation = ?1 AND id = ?2")?;
        let team = home.query_row(key, |row| id_or_none(row, 0, AudienceId::from_bytes)).optional()?.flatten();
        let mut reads = self
            .transaction
            .prepare_cached("SELECT audience FROM audience_member WHERE organisation = ?1 AND staff = ?2")?;
        let audiences = reads.query_map(key, |row| id(row, 0, AudienceId::from_bytes))?.collect::<Result<_, _>>()?;
        let member = Member { team, audiences };
        self.members.borrow_mut().insert(staff, member.clone());
        Ok(member)
    }

    /// Gives out positions, last of all: one is visible only once every lower one is.
    pub(super) fn extend_logs(&mut self) -> Result<(), Error> {
        for (audience, changes) in std::mem::take(&mut self.grown) {
            let first = self.take_positions(audience, &changes)?;
            let mut statement = self
                .transaction
                .prepare_cached("INSERT INTO log (organisation, audience, position, change) VALUES (?1, ?2, ?3, ?4)")?;
            for (change, position) in changes.iter().zip(first..) {
                let organisation = self.author.organisation.bytes();
                statement.execute(params![organisation, audience.bytes(), int(position), change.bytes()])?;
            }
        }
        Ok(())
    }

    fn take_positions(&self, audience: AudienceId, changes: &[ChangeId]) -> Result<u64, Error> {
        let added = changes.len() as u64;
        let key = [self.author.organisation.bytes(), audience.bytes()];
        let mut take = self.transaction.prepare_cached(
            "UPDATE audience SET head = head + ?3 WHERE organisation = ?1 AND id = ?2 RETURNING head, sum",
        )?;
        let (head, mut sum) = take.query_row(params![key[0], key[1], int(added)], |row| {
            Ok((get_int(row, 0)?, id(row, 1, Sum::from_bytes)?))
        })?;
        changes.iter().for_each(|change| sum.add(*change));
        let mut keep =
            self.transaction.prepare_cached("UPDATE audience SET sum = ?3 WHERE organisation = ?1 AND id = ?2")?;
        keep.execute(params![key[0], key[1], sum.bytes()])?;
        Ok(head - added + 1)
    }
}
