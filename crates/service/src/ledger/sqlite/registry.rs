//! Organisations, teams and staff.

use chrono::{DateTime, Utc};
use doorstep_domain::id::{AudienceId, DeviceId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::Outcome;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::convert::{get_int, id, id_or_none, inserted, name_of, named};
use super::push::push;
use crate::ledger::{ChainEnd, Error, NewStaff, Organisation, Staff, Team};
use crate::number::OrganisationNumber;

/// What the service is called in its own list of staff.
const SERVICE_NAME: &str = "Doorstep service";

pub(super) fn create_organisation(
    transaction: &Transaction<'_>,
    new: &Organisation,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let at = at.timestamp_millis();
    let organisation = transaction.execute(
        "INSERT INTO organisation (id, number, name, recovery_key, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![new.id.bytes(), new.number.get(), new.name, new.recovery_key.0, at],
    );
    inserted(organisation, "organisation", "organisation")?;
    let service = Staff { id: new.service_staff, name: SERVICE_NAME.to_owned(), role: Role::Service, team: None };
    insert_staff(transaction, new.id, &service)?;
    let device = transaction.execute(
        "INSERT INTO device (organisation, id, staff, key, state, version, enrolled_at, last_seen_at)
         VALUES (?1, ?2, ?3, ?4, 'active', '', ?5, ?5)",
        params![new.id.bytes(), new.service_device.bytes(), service.id.bytes(), new.service_key.0, at],
    );
    inserted(device, "device", "member of staff")
}

const ORGANISATION: &str = "SELECT organisation.id, organisation.number, organisation.name, organisation.recovery_key,
         device.staff, device.id, device.key
     FROM organisation
     JOIN staff ON staff.organisation = organisation.id AND staff.role = 'service'
     JOIN device ON device.organisation = organisation.id AND device.staff = staff.id";

pub(super) fn organisations(connection: &Connection) -> Result<Vec<Organisation>, Error> {
    let mut statement = connection.prepare_cached(&format!("{ORGANISATION} ORDER BY organisation.number"))?;
    let organisations = statement.query_map([], row_to_organisation)?.collect::<Result<_, _>>()?;
    Ok(organisations)
}

pub(super) fn organisation(connection: &Connection, number: OrganisationNumber) -> Result<Option<Organisation>, Error> {
    let mut statement = connection.prepare_cached(&format!("{ORGANISATION} WHERE organisation.number = ?1"))?;
    Ok(statement.query_row([number.get()], row_to_organisation).optional()?)
}

fn row_to_organisation(row: &Row<'_>) -> rusqlite::Result<Organisation> {
    let number: u16 = row.get(1)?;
    let out_of_range = rusqlite::Error::IntegralValueOutOfRange(1, number.into());
    Ok(Organisation {
        id: id(row, 0, OrganisationId::from_bytes)?,
        number: OrganisationNumber::new(number).ok_or(out_of_range)?,
        name: row.get(2)?,
        recovery_key: id(row, 3, Bytes)?,
        service_staff: id(row, 4, StaffId::from_bytes)?,
        service_device: id(row, 5, DeviceId::from_bytes)?,
        service_key: id(row, 6, Bytes)?,
    })
}

pub(super) fn add_team(transaction: &Transaction<'_>, organisation: OrganisationId, team: &Team) -> Result<(), Error> {
    let audience = transaction.execute(
        "INSERT INTO audience (organisation, id, name) VALUES (?1, ?2, ?3)",
        params![organisation.bytes(), team.audience.bytes(), team.name],
    );
    inserted(audience, "team", "organisation")?;
    // The service writes the entries about the team's staff.
    let service = transaction.query_row(
        "SELECT id FROM staff WHERE organisation = ?1 AND role = 'service'",
        [organisation.bytes()],
        |row| id(row, 0, StaffId::from_bytes),
    )?;
    join(transaction, organisation, service, team.audience)
}

pub(super) fn teams(connection: &Connection, organisation: OrganisationId) -> Result<Vec<Team>, Error> {
    let mut statement =
        connection.prepare_cached("SELECT id, name FROM audience WHERE organisation = ?1 ORDER BY name, id")?;
    let team = |row: &Row<'_>| Ok(Team { audience: id(row, 0, AudienceId::from_bytes)?, name: row.get(1)? });
    let teams = statement.query_map([organisation.bytes()], team)?.collect::<Result<_, _>>()?;
    Ok(teams)
}

pub(super) fn add_staff(
    transaction: &Transaction<'_>,
    organisation: &Organisation,
    new: &NewStaff<'_>,
) -> Result<(), Error> {
    let staff = new.staff;
    insert_staff(transaction, organisation.id, staff)?;
    if let Some(team) = staff.team {
        join(transaction, organisation.id, staff.id, team)?;
        let subject = transaction.execute(
            "INSERT INTO subject_audience (organisation, subject, audience) VALUES (?1, ?2, ?3)",
            params![organisation.id.bytes(), Subject::Staff(staff.id).to_string(), team.bytes()],
        );
        inserted(subject, "member of staff", "team")?;
    }
    let batch = (new.sign)(&end_of_chain(transaction, organisation)?)?;
    match push(transaction, &organisation.service(), &[batch], new.at)?.as_slice() {
        [Outcome::Accepted] => Ok(()),
        outcomes => Err(Error::Own(format!("{outcomes:?}"))),
    }
}

fn end_of_chain(transaction: &Transaction<'_>, organisation: &Organisation) -> Result<ChainEnd, Error> {
    let end = transaction.query_row(
        "SELECT number, batch FROM device WHERE organisation = ?1 AND id = ?2",
        [organisation.id.bytes(), organisation.service_device.bytes()],
        |row| {
            let previous = id_or_none(row, 1, doorstep_domain::id::BatchId::from_bytes)?;
            Ok(ChainEnd { number: get_int(row, 0)? + 1, previous })
        },
    )?;
    Ok(end)
}

pub(super) fn staff(connection: &Connection, organisation: OrganisationId) -> Result<Vec<Staff>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT id, name, role, team FROM staff WHERE organisation = ?1 ORDER BY name, id")?;
    let staff = statement.query_map([organisation.bytes()], row_to_staff)?.collect::<Result<_, _>>()?;
    Ok(staff)
}

pub(super) fn row_to_staff(row: &Row<'_>) -> rusqlite::Result<Staff> {
    Ok(Staff {
        id: id(row, 0, StaffId::from_bytes)?,
        name: row.get(1)?,
        role: named(row, 2)?,
        team: id_or_none(row, 3, AudienceId::from_bytes)?,
    })
}

fn insert_staff(transaction: &Transaction<'_>, organisation: OrganisationId, staff: &Staff) -> Result<(), Error> {
    let team = staff.team.map(|team| *team.bytes());
    let inserting = transaction.execute(
        "INSERT INTO staff (organisation, id, name, role, team) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![organisation.bytes(), staff.id.bytes(), staff.name, name_of(&staff.role)?, team],
    );
    inserted(inserting, "member of staff", "organisation")
}

fn join(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    staff: StaffId,
    audience: AudienceId,
) -> Result<(), Error> {
    let joining = transaction.execute(
        "INSERT INTO audience_member (organisation, staff, audience, number) VALUES (?1, ?2, ?3, 1)",
        [organisation.bytes(), staff.bytes(), audience.bytes()],
    );
    inserted(joining, "member of the team", "team")
}
