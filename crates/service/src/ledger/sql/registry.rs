//! Organisations, teams and staff.

use chrono::{DateTime, Utc};
use doorstep_domain::audience::home;
use doorstep_domain::id::{BatchId, CentreId, DeviceId, OrganisationId, StaffId, TeamId};
use doorstep_domain::staff::Role;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::Outcome;

use super::{members, push};
use crate::ledger::db::{Db, Row, inserted, name_of, values};
use crate::ledger::{Arrived, ChainEnd, ChangedStaff, Decision, Error, NewStaff, Organisation, Own, Staff, Team};
use crate::number::OrganisationNumber;

/// What the service is called in its own list of staff.
const SERVICE_NAME: &str = "Doorstep service";

pub(super) fn create_organisation(db: &dyn Db, new: &Organisation, at: DateTime<Utc>) -> Result<(), Error> {
    let organisation = db.run(
        "INSERT INTO organisation (id, number, name, recovery_key, service_staff, service_device, service_key, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        &values![
            new.id,
            u32::from(new.number.get()),
            new.name.as_str(),
            new.recovery_key.0,
            new.service_staff,
            new.service_device,
            new.service_key.0,
            at
        ],
    );
    inserted(organisation, "organisation", "organisation")?;
    let service =
        Staff { id: new.service_staff, name: SERVICE_NAME.to_owned(), role: Role::Service, team: None, centre: None };
    insert_staff(db, new.id, &service, false)?;
    let device = db.run(
        "INSERT INTO device (organisation, id, staff, key, state, version, enrolled_at, last_seen_at)
         VALUES ($1, $2, $3, $4, 'active', '', $5, $6)",
        &values![new.id, new.service_device, service.id, new.service_key.0, at, at],
    );
    inserted(device, "device", "member of staff")
}

pub(super) fn organisations(db: &dyn Db) -> Result<Vec<Organisation>, Error> {
    let rows = db.rows(
        "SELECT id, number, name, recovery_key, service_staff, service_device, service_key, restoring FROM organisation
         ORDER BY number",
        &[],
    )?;
    rows.iter().map(row_to_organisation).collect()
}

pub(super) fn organisation(db: &dyn Db, number: OrganisationNumber) -> Result<Option<Organisation>, Error> {
    let row = db.row(
        "SELECT id, number, name, recovery_key, service_staff, service_device, service_key, restoring FROM organisation
         WHERE number = $1",
        &values![u32::from(number.get())],
    )?;
    row.as_ref().map(row_to_organisation).transpose()
}

fn row_to_organisation(row: &Row) -> Result<Organisation, Error> {
    let number = u16::try_from(row.int(1)?).ok().and_then(OrganisationNumber::new);
    Ok(Organisation {
        id: row.id(0, OrganisationId::from_bytes)?,
        number: number.ok_or_else(|| Error::Damaged("the number of an organisation".to_owned()))?,
        name: row.text(2)?.to_owned(),
        recovery_key: row.id(3, Bytes)?,
        service_staff: row.id(4, StaffId::from_bytes)?,
        service_device: row.id(5, DeviceId::from_bytes)?,
        service_key: row.id(6, Bytes)?,
        is_restoring: row.flag(7)?,
    })
}

pub(super) fn add_team(db: &dyn Db, organisation: OrganisationId, team: &Team) -> Result<(), Error> {
    let adding = db.run(
        "INSERT INTO team (organisation, id, name, shares_families) VALUES ($1, $2, $3, $4)",
        &values![organisation, team.id, team.name.as_str(), team.shares_families],
    );
    inserted(adding, "team", "organisation")
}

pub(super) fn teams(db: &dyn Db, organisation: OrganisationId) -> Result<Vec<Team>, Error> {
    let rows = db.rows(
        "SELECT id, name, shares_families FROM team WHERE organisation = $1 ORDER BY name, id",
        &values![organisation],
    )?;
    let team = |row: &Row| {
        let (id, name) = (row.id(0, TeamId::from_bytes)?, row.text(1)?.to_owned());
        Ok(Team { id, name, shares_families: row.flag(2)? })
    };
    rows.iter().map(team).collect()
}

pub(super) fn add_staff(db: &dyn Db, organisation: &Organisation, new: &NewStaff<'_>) -> Result<(), Error> {
    let staff = new.staff;
    insert_staff(db, organisation.id, staff, shares_families(db, organisation.id, staff)?)?;
    write_own(db, organisation, &Own { at: new.at, sign: new.sign })?;
    let decision = Decision::by_rule(new.at, "Begins in this role and team.");
    members::begin(db, organisation.id, staff, &decision)
}

fn shares_families(db: &dyn Db, organisation: OrganisationId, staff: &Staff) -> Result<bool, Error> {
    let Some(team) = staff.team else { return Ok(false) };
    let sql = "SELECT shares_families FROM team WHERE organisation = $1 AND id = $2";
    db.row(sql, &values![organisation, team])?.ok_or(Error::Unknown("team"))?.flag(0)
}

pub(super) fn change_staff(db: &dyn Db, organisation: &Organisation, changed: &ChangedStaff<'_>) -> Result<(), Error> {
    let (after, decision) = (changed.staff, &changed.decision);
    let before = member_of_staff(db, organisation.id, after.id)?;
    let shares = shares_families(db, organisation.id, after)?;
    members::refuse_to_orphan(db, organisation.id, &before, after)?;
    db.run(
        "UPDATE staff SET name = $1, role = $2, team = $3, centre = $4, home = $5 WHERE organisation = $6 AND id = $7",
        &values![
            after.name.as_str(),
            name_of(&after.role)?,
            after.team,
            after.centre,
            home(after.id, after.role, after.team, shares),
            organisation.id,
            after.id
        ],
    )?;
    if let Some(own) = &changed.own {
        write_own(db, organisation, own)?;
    }
    members::begin_again(db, organisation.id, (&before, after), decision)
}

/// Signs and stores the service's own next batch.
pub(super) fn write_own(db: &dyn Db, organisation: &Organisation, own: &Own<'_>) -> Result<(), Error> {
    let batch: Arrived = (own.sign)(&end_of_chain(db, organisation)?)?;
    match push::push(db, &organisation.service(), &[batch], own.at)?.outcomes.as_slice() {
        [Outcome::Accepted] => Ok(()),
        outcomes => Err(Error::Own(format!("{outcomes:?}"))),
    }
}

fn end_of_chain(db: &dyn Db, organisation: &Organisation) -> Result<ChainEnd, Error> {
    let sql = "SELECT number, batch, incarnation FROM device WHERE organisation = $1 AND id = $2 FOR UPDATE";
    let row = db.row(sql, &values![organisation.id, organisation.service_device])?.ok_or(Error::Unknown("device"))?;
    let previous = row.maybe_id(1, BatchId::from_bytes)?;
    Ok(ChainEnd { incarnation: row.small(2)?.max(1), number: row.count(0)? + 1, previous })
}

pub(super) fn staff(db: &dyn Db, organisation: OrganisationId) -> Result<Vec<Staff>, Error> {
    let rows = db.rows(
        "SELECT id, name, role, team, centre FROM staff WHERE organisation = $1 ORDER BY name, id",
        &values![organisation],
    )?;
    rows.iter().map(row_to_staff).collect()
}

pub(super) fn member_of_staff(db: &dyn Db, organisation: OrganisationId, id: StaffId) -> Result<Staff, Error> {
    let sql = "SELECT id, name, role, team, centre FROM staff WHERE organisation = $1 AND id = $2";
    row_to_staff(&db.row(sql, &values![organisation, id])?.ok_or(Error::Unknown("member of staff"))?)
}

fn row_to_staff(row: &Row) -> Result<Staff, Error> {
    Ok(Staff {
        id: row.id(0, StaffId::from_bytes)?,
        name: row.text(1)?.to_owned(),
        role: row.named(2)?,
        team: row.maybe_id(3, TeamId::from_bytes)?,
        centre: row.maybe_id(4, CentreId::from_bytes)?,
    })
}

fn insert_staff(db: &dyn Db, organisation: OrganisationId, staff: &Staff, shares: bool) -> Result<(), Error> {
    let inserting = db.run(
        "INSERT INTO staff (organisation, id, name, role, team, centre, home) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        &values![
            organisation,
            staff.id,
            staff.name.as_str(),
            name_of(&staff.role)?,
            staff.team,
            staff.centre,
            home(staff.id, staff.role, staff.team, shares)
        ],
    );
    inserted(inserting, "member of staff", "organisation")
}
