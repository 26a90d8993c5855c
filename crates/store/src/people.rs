//! Who is who: rows of the caseload, and the families that households and relationships make.

use doorstep_domain::id::{HouseholdId, PersonId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::Error;

/// A person as rows and banners show them.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonRow {
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What they are called.
    pub preferred: Option<String>,
    /// Birth date, ISO, as precise as known.
    pub born: Option<String>,
    /// NHS number, ten digits.
    pub nhs_number: Option<String>,
    /// How far it was traced, as its code.
    pub nhs_status: Option<String>,
    /// Sex for growth, as its code.
    pub sex: Option<String>,
    /// Gestation, "31+2".
    pub gestation: Option<String>,
    /// 1 for the first of twins.
    pub birth_order: Option<u8>,
    /// 2 for twins.
    pub multiple: Option<u8>,
    /// Whether somebody recorded their birth: a child.
    pub child: bool,
}

const COLUMNS: &str = "person.id, person.family, person.given, person.preferred, person.born, person.nhs_number,
    person.nhs_status, person.sex, person.gestation, person.birth_order, person.multiple, person.child";

/// One person.
pub(crate) fn one(connection: &Connection, person: PersonId) -> Result<Option<PersonRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE id = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([person.bytes()], row_to_person).optional()?)
}

/// The person of this NHS number, ten digits.
pub(crate) fn by_nhs_number(connection: &Connection, digits: &str) -> Result<Option<PersonRow>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM person WHERE nhs_number = ?1");
    Ok(connection.prepare_cached(&sql)?.query_row([digits], row_to_person).optional()?)
}

/// How many children there are.
pub(crate) fn count_children(connection: &Connection) -> Result<u32, Error> {
    let mut statement = connection.prepare_cached("SELECT count(*) FROM person WHERE child = 1")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Children by family name, then given name.
pub(crate) fn children(connection: &Connection, from: u32, limit: u32) -> Result<Vec<PersonRow>, Error> {
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

fn of(connection: &Connection, sql: &str, id: [u8; 16]) -> Result<Vec<PersonId>, Error> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map([id], |row| row.get(0).map(PersonId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn row_to_person(row: &Row<'_>) -> rusqlite::Result<PersonRow> {
    Ok(PersonRow {
        person: PersonId::from_bytes(row.get(0)?),
        family: row.get(1)?,
        given: row.get(2)?,
        preferred: row.get(3)?,
        born: row.get(4)?,
        nhs_number: row.get(5)?,
        nhs_status: row.get(6)?,
        sex: row.get(7)?,
        gestation: row.get(8)?,
        birth_order: row.get(9)?,
        multiple: row.get(10)?,
        child: row.get(11)?,
    })
}
