//! Who is who: rows of the caseload, and the families that households and relationships make.

use std::str::FromStr;

use doorstep_domain::id::{HouseholdId, PersonId};
use doorstep_domain::person::{BirthOrder, Person};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::de::DeserializeOwned;

use crate::error::Error;

const COLUMNS: &str = "person.id, person.family, person.given, person.preferred, person.born, person.nhs_number,
    person.nhs_status, person.sex, person.gestation, person.birth_order, person.multiple, person.child";

/// One person.
pub(crate) fn one(connection: &Connection, person: PersonId) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([person.bytes()], row_to_person).optional()?)
}

/// The person of this NHS number, ten digits.
pub(crate) fn by_nhs_number(connection: &Connection, digits: &str) -> Result<Option<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE nhs_number = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([digits], row_to_person).optional()?)
}

/// How many children there are.
pub(crate) fn count_children(connection: &Connection) -> Result<u32, Error> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM person WHERE child = 1")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Children by family name, then given name.
pub(crate) fn children(connection: &Connection, from: u32, limit: u32) -> Result<Vec<Person>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE child = 1 ORDER BY sort, number LIMIT ?2 OFFSET ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    Ok(statement.query_map(params![from, limit], row_to_person)?.collect::<rusqlite::Result<_>>()?)
}

/// The households that a person belongs or belonged to.
pub(crate) fn households_of(connection: &Connection, person: PersonId) -> Result<Vec<HouseholdId>, Error> {
    let sql = "SELECT DISTINCT household FROM membership WHERE person = ?1 ORDER BY entry";
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([person.bytes()], |row| row.get(0).map(HouseholdId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Everybody who belongs or belonged to a household.
pub(crate) fn members_of(connection: &Connection, household: HouseholdId) -> Result<Vec<PersonId>, Error> {
    of(connection, "SELECT DISTINCT person FROM membership WHERE household = ?1 ORDER BY entry", *household.bytes())
}

/// The adults that have a relationship to a child.
pub(crate) fn adults_of(connection: &Connection, child: PersonId) -> Result<Vec<PersonId>, Error> {
    of(connection, "SELECT DISTINCT adult FROM relationship WHERE child = ?1 ORDER BY entry", *child.bytes())
}

/// The children that an adult has a relationship to.
pub(crate) fn children_of(connection: &Connection, adult: PersonId) -> Result<Vec<PersonId>, Error> {
    of(connection, "SELECT DISTINCT child FROM relationship WHERE adult = ?1 ORDER BY entry", *adult.bytes())
}

/// The first line and the postcode of the main home; none where it is hidden or not known.
pub(crate) fn home_of(connection: &Connection, person: PersonId) -> Result<Option<String>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT CASE WHEN home.hidden = 0 THEN home.line END
         FROM membership JOIN home ON home.household = membership.household
         WHERE membership.person = ?1 AND membership.lives = 1
         ORDER BY membership.main DESC, home.entry LIMIT 1",
    )?;
    Ok(statement.query_row([person.bytes()], |row| row.get(0)).optional()?.flatten())
}

fn of(connection: &Connection, sql: &str, id: [u8; 16]) -> Result<Vec<PersonId>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
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
