//! Who is who: rows of the caseload, and the families that households and relationships make.

use std::str::FromStr;

use doorstep_domain::id::{HouseholdId, PersonId};
use doorstep_domain::person::{BirthOrder, Person};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use crate::error::Error;
use crate::one_person::{GROUP, records_of};

const COLUMNS: &str = "person.id, person.family, person.given, person.preferred, person.born, person.nhs_number,
    person.nhs_status, person.sex, person.gestation, person.birth_order, person.multiple, person.child, person.died";

/// In force where the row is not hidden from the practitioner.
const SEEN: &str = "NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = person.id)";

/// One person, by all the records that are theirs.
pub(crate) fn one(connection: &Connection, person: PersonId) -> Result<Option<Person>, Error> {
    let records = records_of(connection, person)?;
    let mut found: Option<Person> = None;
    for record in &records {
        let Some(row) = record_of(connection, *record)? else { continue };
        found = Some(found.map_or_else(|| row.clone(), |person| person.filled_from(&row)));
    }
    Ok(found.map(|found| Person { id: records[0], ..found }))
}

/// One record, whoever else it may be of.
pub(crate) fn record_of(connection: &Connection, person: PersonId) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE id = ?1 AND {SEEN}");
    Ok(connection.prepare_cached(&sql)?.query_row([person.bytes()], row_to_person).optional()?)
}

/// The person of this NHS number, ten digits.
pub(crate) fn by_nhs_number(connection: &Connection, digits: &str) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT person.id FROM person WHERE nhs_number = ?1 AND {SEEN}");
    let id = connection.prepare_cached(&sql)?.query_row([digits], |row| row.get(0)).optional()?;
    id.map_or(Ok(None), |id| one(connection, PersonId::from_bytes(id)))
}

/// Records of people born in a month, `2026-05`, or on a day of it.
pub(crate) fn born_in(connection: &Connection, month: &str) -> Result<Vec<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE born >= ?1 AND born < ?1 || '~' AND {SEEN} ORDER BY number");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map([month], row_to_person)?.collect::<rusqlite::Result<_>>()?)
}

/// Children as lists show them: of merged records one.
const LISTED: &str = "child = 1 AND NOT EXISTS (
    SELECT 1 FROM one_person WHERE one_person.person = person.id AND one_person.listed = 0)";

/// How many children there are.
pub(crate) fn count_children(connection: &Connection) -> Result<u32, Error> {
    let sql = format!("SELECT count(*) FROM person WHERE {LISTED} AND {SEEN}");
    Ok(connection.prepare_cached(&sql)?.query_row([], |row| row.get(0))?)
}

/// Children by family name, then given name.
pub(crate) fn children(connection: &Connection, from: u32, limit: u32) -> Result<Vec<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, EXISTS (SELECT 1 FROM one_person WHERE one_person.person = person.id) FROM person
         WHERE {LISTED} AND {SEEN} ORDER BY sort, number LIMIT ?2 OFFSET ?1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![from, limit], |row| Ok((row_to_person(row)?, row.get::<_, bool>(13)?)))?;
    let mut found = Vec::new();
    for row in rows {
        let (person, is_grouped) = row?;
        let shown = if is_grouped { one(connection, person.id)? } else { None };
        found.push(shown.unwrap_or(person));
    }
    Ok(found)
}

/// The households that a person belongs or belonged to.
pub(crate) fn households_of(connection: &Connection, person: PersonId) -> Result<Vec<HouseholdId>, Error> {
    let sql = format!(
        "SELECT household FROM membership WHERE person IN {GROUP}
         AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = ?1) GROUP BY household ORDER BY min(entry)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([person.bytes()], |row| row.get(0).map(HouseholdId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Everybody who belongs or belonged to a household.
pub(crate) fn members_of(connection: &Connection, household: HouseholdId) -> Result<Vec<PersonId>, Error> {
    of(connection, "(SELECT entry, person AS found FROM membership WHERE household = ?1)", *household.bytes())
}

/// The adults that have a relationship to a child.
pub(crate) fn adults_of(connection: &Connection, child: PersonId) -> Result<Vec<PersonId>, Error> {
    let which = format!("(SELECT entry, adult AS found FROM relationship WHERE child IN {GROUP})");
    of(connection, &which, *child.bytes())
}

/// The children that an adult has a relationship to.
pub(crate) fn children_of(connection: &Connection, adult: PersonId) -> Result<Vec<PersonId>, Error> {
    let which = format!("(SELECT entry, child AS found FROM relationship WHERE adult IN {GROUP})");
    of(connection, &which, *adult.bytes())
}

/// The first line and the postcode of the main home; none where it is hidden or not known.
pub(crate) fn home_of(connection: &Connection, person: PersonId) -> Result<Option<String>, Error> {
    let sql = format!(
        "SELECT CASE WHEN home.hidden = 0 THEN home.line END
         FROM membership JOIN home ON home.household = membership.household
         WHERE membership.person IN {GROUP} AND membership.lives = 1
         AND NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = ?1)
         ORDER BY membership.main DESC, home.entry LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_row([person.bytes()], |row| row.get(0)).optional()?.flatten())
}

/// People of a query's column `found`, each as the person that they are shown as, once. Of a sealed record nobody is known,
/// and nobody knows of it.
fn of(connection: &Connection, which: &str, id: [u8; 16]) -> Result<Vec<PersonId>, Error> {
    let sql = format!(
        "SELECT coalesce(one_person.one, found) FROM {which} LEFT JOIN one_person ON one_person.person = found
         WHERE NOT EXISTS (SELECT 1 FROM hidden WHERE hidden.person = found OR hidden.person = ?1)
         GROUP BY 1 ORDER BY min(entry)"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map([id], |row| row.get(0).map(PersonId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn row_to_person(row: &Row<'_>) -> rusqlite::Result<Person> {
    let order = row.get::<_, Option<u8>>(9)?.zip(row.get::<_, Option<u8>>(10)?);
    Ok(Person {
        id: PersonId::from_bytes(row.get(0)?),
        family: row.get(1)?,
        given: row.get(2)?,
        preferred: row.get(3)?,
        born: parsed(row, 4)?,
        nhs_number: parsed(row, 5)?,
        nhs_number_status: choice(row, 6)?,
        sex: choice(row, 7)?,
        gestation: parsed(row, 8)?,
        birth_order: order.filter(|(_, of)| *of > 1).map(|(place, of)| BirthOrder { place, of }),
        is_child: row.get(11)?,
        died_on: parsed(row, 12)?,
    })
}

fn parsed<T: FromStr<Err: std::error::Error + Send + Sync + 'static>>(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<T>> {
    row.get::<_, Option<String>>(column)?
        .map(|text| text.parse().map_err(|error| unreadable(column, error)))
        .transpose()
}

/// A choice, stored as its code.
fn choice<T: DeserializeOwned>(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<T>> {
    let code = row.get::<_, Option<String>>(column)?;
    code.map(|code| serde_json::from_value(code.into()).map_err(|error| unreadable(column, error))).transpose()
}

fn unreadable(column: usize, error: impl std::error::Error + Send + Sync + 'static) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}
