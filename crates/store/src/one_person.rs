//! Which records are shown as one person, and which are hidden from this vault's practitioner.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::access::may_open_sealed;
use doorstep_domain::entries::same_person::{SamePerson, Sameness};
use doorstep_domain::entries::sealing::Sealing;
use doorstep_domain::id::{EntryId, PersonId};
use doorstep_domain::one_person::shown_as;
use rusqlite::{Connection, OptionalExtension, params};

use crate::append::{Appending, EntryRow};
use crate::device::enrolment;
use crate::error::Error;

/// The ids of everybody who is shown as the person of the first parameter: a set for `IN`, which keeps each once.
pub(crate) const GROUP: &str = "(SELECT ?1 UNION ALL SELECT other.person FROM one_person AS own
    JOIN one_person AS other ON other.one = own.one WHERE own.person = ?1)";

/// What was recorded of two records.
pub(crate) fn show_same_person(
    appending: &mut Appending<'_>,
    entry: &EntryRow,
    body: Option<SamePerson>,
) -> Result<(), Error> {
    let connection = appending.transaction;
    match body {
        None => connection.prepare_cached("DELETE FROM same_person WHERE entry = ?1")?.execute([entry.number])?,
        Some(body) => connection
            .prepare_cached(
                "INSERT INTO same_person (entry, folded, other, state) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (entry) DO UPDATE SET other = ?3, state = ?4",
            )?
            .execute(params![entry.number, entry.subject, body.other.bytes(), name(body.state)])?,
    };
    regroup(connection)
}

/// That a record is sealed, or no longer.
pub(crate) fn show_sealing(
    appending: &mut Appending<'_>,
    entry: &EntryRow,
    body: Option<Sealing>,
) -> Result<(), Error> {
    let connection = appending.transaction;
    let sql = if body.is_some_and(|body| body.lifted_on.is_none()) {
        "INSERT INTO sealed (entry, person) VALUES (?1, ?2) ON CONFLICT (entry) DO UPDATE SET person = ?2"
    } else {
        "DELETE FROM sealed WHERE entry = ?1 AND person = ?2"
    };
    connection.prepare_cached(sql)?.execute(params![entry.number, entry.subject])?;
    regroup(connection)
}

fn name(state: Sameness) -> &'static str {
    match state {
        Sameness::Merged => "merged",
        Sameness::Linked => "linked",
        Sameness::Separate => "separate",
    }
}

/// Makes the groups again. There are few: two records of one person are the exception.
///
/// Where the same two were folded both ways, on two laptops, they are one only while nobody says otherwise of either.
pub(crate) fn regroup(connection: &Connection) -> Result<(), Error> {
    let mut merged = connection.prepare_cached(
        "SELECT folded, other FROM same_person AS this WHERE state = 'merged' AND NOT EXISTS (
             SELECT 1 FROM same_person AS that WHERE that.state <> 'merged'
             AND that.folded = this.other AND that.other = this.folded)",
    )?;
    let pairs =
        merged.query_map([], |row| Ok((PersonId::from_bytes(row.get(0)?), PersonId::from_bytes(row.get(1)?))))?;
    let shown = shown_as(&pairs.collect::<rusqlite::Result<BTreeSet<_>>>()?);
    connection.execute_batch("DELETE FROM one_person; DELETE FROM hidden;")?;
    for (person, one) in &shown {
        connection
            .prepare_cached("INSERT INTO one_person (person, one, listed) VALUES (?1, ?2, 0)")?
            .execute(params![person.bytes(), one.bytes()])?;
    }
    relist(connection)?;
    hide(connection, &shown)
}

/// Of each group one record stands in lists of children: that under which it is shown, or else the first that is a child's.
pub(crate) fn relist(connection: &Connection) -> Result<(), Error> {
    connection.execute_batch(
        "UPDATE one_person SET listed = person IS (
             SELECT child.id FROM one_person AS member JOIN person AS child ON child.id = member.person
             WHERE member.one = one_person.one AND child.child = 1
             ORDER BY child.id <> one_person.one, child.id LIMIT 1)",
    )?;
    Ok(())
}

fn hide(connection: &Connection, shown: &BTreeMap<PersonId, PersonId>) -> Result<(), Error> {
    if enrolment(connection)?.is_some_and(|by| may_open_sealed(by.role)) {
        return Ok(());
    }
    let mut sealed = connection.prepare_cached("SELECT person FROM sealed")?;
    let sealed = sealed.query_map([], |row| row.get(0).map(PersonId::from_bytes))?;
    for person in sealed.collect::<rusqlite::Result<Vec<_>>>()? {
        let one = shown.get(&person);
        let group = shown.iter().filter(|(_, other)| Some(*other) == one).map(|(member, _)| *member);
        for member in group.chain([person]) {
            connection
                .prepare_cached("INSERT OR IGNORE INTO hidden (person) VALUES (?1)")?
                .execute([member.bytes()])?;
        }
    }
    Ok(())
}

/// The record that somebody is shown under: their own, where they are in no group.
pub(crate) fn one_of(connection: &Connection, person: PersonId) -> Result<PersonId, Error> {
    let mut statement = connection.prepare_cached("SELECT one FROM one_person WHERE person = ?1")?;
    let one = statement.query_row([person.bytes()], |row| row.get(0).map(PersonId::from_bytes)).optional()?;
    Ok(one.unwrap_or(person))
}

/// The records of a person, that under which they are shown first.
pub(crate) fn records_of(connection: &Connection, person: PersonId) -> Result<Vec<PersonId>, Error> {
    let one = one_of(connection, person)?;
    let mut statement =
        connection.prepare_cached("SELECT person FROM one_person WHERE one = ?1 AND person <> ?1 ORDER BY person")?;
    let others = statement.query_map([one.bytes()], |row| row.get(0).map(PersonId::from_bytes))?;
    let mut records = vec![one];
    for other in others {
        records.push(other?);
    }
    Ok(records)
}

/// Whether a record is sealed from this vault's practitioner.
pub(crate) fn is_hidden(connection: &Connection, person: PersonId) -> Result<bool, Error> {
    Ok(connection.prepare_cached("SELECT 1 FROM hidden WHERE person = ?1")?.exists([person.bytes()])?)
}

/// The entries that say how records of a person stand to others, whichever of the two they are about.
pub(crate) fn sameness_of(connection: &Connection, person: PersonId) -> Result<Vec<EntryId>, Error> {
    let sql = format!(
        "SELECT entry.id FROM same_person JOIN entry ON entry.number = same_person.entry
         WHERE same_person.folded IN {GROUP} OR same_person.other IN {GROUP} ORDER BY entry.number"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([person.bytes()], |row| row.get(0).map(EntryId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
