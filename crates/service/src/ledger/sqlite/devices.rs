//! Enrolment codes and devices.

use chrono::{DateTime, Utc};
use doorstep_domain::id::{AudienceId, DeviceId, OrganisationId, StaffId};
use doorstep_sync::accept::Author;
use doorstep_sync::digest::Sum;
use doorstep_sync::key::{Bytes, PublicKey};
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::convert::{get_int, get_time, id, id_or_none, inserted, name_of, named};
use super::registry::row_to_staff;
use crate::ledger::{AudienceLog, Code, Device, DeviceFlag, DeviceState, Enrolment, Error, NewDevice, Standing};

pub(super) fn keep_code(transaction: &Transaction<'_>, organisation: OrganisationId, code: &Code) -> Result<(), Error> {
    let keeping = transaction.execute(
        "INSERT INTO enrolment_code (organisation, hash, staff, expires_at) VALUES (?1, ?2, ?3, ?4)",
        params![organisation.bytes(), code.hash, code.staff.bytes(), code.expires_at.timestamp_millis()],
    );
    inserted(keeping, "code", "member of staff")
}

pub(super) fn enrol(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    new: &NewDevice,
) -> Result<Option<Enrolment>, Error> {
    let Some(code) = code(transaction, organisation, &new.code)? else { return Ok(None) };
    let known = device_of_key(transaction, organisation, &new.key)?;
    let device = match (code.used_by, known) {
        (Some(used_by), Some(known)) if used_by == new.key => known,
        (Some(_), _) => return Ok(None),
        (None, _) if code.expires_at <= new.at => return Ok(None),
        // The same vault asks again with a fresh code: the answer to an earlier one was lost, and it expired.
        (None, Some(known)) => known,
        (None, None) => insert_device(transaction, organisation, new, code.staff)?,
    };
    if device.staff != code.staff || device.state != DeviceState::Active {
        return Ok(None);
    }
    if code.used_by.is_none() {
        let using = "UPDATE enrolment_code SET used_by = ?3, device = ?4 WHERE organisation = ?1 AND hash = ?2";
        transaction.execute(using, params![organisation.bytes(), new.code, new.key.0, device.id.bytes()])?;
    }
    enrolment(transaction, organisation, device).map(Some)
}

struct KeptCode {
    staff: StaffId,
    expires_at: DateTime<Utc>,
    used_by: Option<PublicKey>,
}

#[derive(Clone, Copy)]
struct KeptDevice {
    id: DeviceId,
    staff: StaffId,
    state: DeviceState,
}

fn code(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    hash: &[u8; 32],
) -> Result<Option<KeptCode>, Error> {
    let mut statement = transaction.prepare_cached(
        "SELECT staff, expires_at, used_by FROM enrolment_code WHERE organisation = ?1 AND hash = ?2",
    )?;
    let kept = |row: &Row<'_>| {
        Ok(KeptCode {
            staff: id(row, 0, StaffId::from_bytes)?,
            expires_at: get_time(row, 1)?,
            used_by: id_or_none(row, 2, Bytes)?,
        })
    };
    Ok(statement.query_row(params![organisation.bytes(), hash], kept).optional()?)
}

fn device_of_key(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    key: &PublicKey,
) -> Result<Option<KeptDevice>, Error> {
    let mut statement =
        transaction.prepare_cached("SELECT id, staff, state FROM device WHERE organisation = ?1 AND key = ?2")?;
    let kept = |row: &Row<'_>| {
        let device = id(row, 0, DeviceId::from_bytes)?;
        Ok(KeptDevice { id: device, staff: id(row, 1, StaffId::from_bytes)?, state: named(row, 2)? })
    };
    Ok(statement.query_row(params![organisation.bytes(), key.0], kept).optional()?)
}

fn insert_device(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    new: &NewDevice,
    staff: StaffId,
) -> Result<KeptDevice, Error> {
    let inserting = transaction.execute(
        "INSERT INTO device (organisation, id, staff, key, state, version, enrolled_at, last_seen_at)
         VALUES (?1, ?2, ?3, ?4, 'active', ?5, ?6, ?6)",
        params![organisation.bytes(), new.id.bytes(), staff.bytes(), new.key.0, new.version, new.at.timestamp_millis()],
    );
    inserted(inserting, "device", "member of staff")?;
    Ok(KeptDevice { id: new.id, staff, state: DeviceState::Active })
}

fn enrolment(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    device: KeptDevice,
) -> Result<Enrolment, Error> {
    let staff = transaction.query_row(
        "SELECT id, name, role, team FROM staff WHERE organisation = ?1 AND id = ?2",
        [organisation.bytes(), device.staff.bytes()],
        row_to_staff,
    )?;
    Ok(Enrolment { device: device.id, staff: staff.id, name: staff.name, role: staff.role })
}

pub(super) fn devices(connection: &Connection, organisation: OrganisationId) -> Result<Vec<Device>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT id, staff, state, version, last_seen_at, incarnation, number FROM device
         WHERE organisation = ?1 ORDER BY enrolled_at, id",
    )?;
    let mut devices: Vec<Device> =
        statement.query_map([organisation.bytes()], row_to_device)?.collect::<Result<_, _>>()?;
    for device in &mut devices {
        device.flags = flags(connection, organisation, device.id)?;
    }
    Ok(devices)
}

fn row_to_device(row: &Row<'_>) -> rusqlite::Result<Device> {
    Ok(Device {
        id: id(row, 0, DeviceId::from_bytes)?,
        staff: id(row, 1, StaffId::from_bytes)?,
        state: named(row, 2)?,
        version: row.get(3)?,
        last_seen_at: get_time(row, 4)?,
        newest: (row.get(5)?, get_int(row, 6)?),
        flags: Vec::new(),
    })
}

fn flags(connection: &Connection, organisation: OrganisationId, device: DeviceId) -> Result<Vec<DeviceFlag>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT incarnation, number, flag FROM device_flag WHERE organisation = ?1 AND device = ?2
         ORDER BY incarnation, number, flag",
    )?;
    let flag =
        |row: &Row<'_>| Ok(DeviceFlag { incarnation: row.get(0)?, number: get_int(row, 1)?, flag: named(row, 2)? });
    let flags = statement.query_map([organisation.bytes(), device.bytes()], flag)?.collect::<Result<_, _>>()?;
    Ok(flags)
}

pub(super) fn set_state(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    device: DeviceId,
    state: DeviceState,
) -> Result<(), Error> {
    // What is revoked stays revoked: a laptop that was lost is never trusted again.
    let changed = transaction.execute(
        "UPDATE device SET state = ?3
         WHERE organisation = ?1 AND id = ?2 AND (state <> 'revoked' OR ?3 = 'revoked')",
        params![organisation.bytes(), device.bytes(), name_of(&state)?],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Unknown("device, or it is revoked")) }
}

pub(super) fn note_seen(
    transaction: &Transaction<'_>,
    organisation: OrganisationId,
    device: DeviceId,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    transaction.execute(
        "UPDATE device SET last_seen_at = ?3 WHERE organisation = ?1 AND id = ?2",
        params![organisation.bytes(), device.bytes(), at.timestamp_millis()],
    )?;
    Ok(())
}

pub(super) fn standing(
    connection: &Connection,
    organisation: OrganisationId,
    device: DeviceId,
) -> Result<Option<Standing>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT device.key, device.staff, staff.role, device.state, device.last_seen_at FROM device
         JOIN staff ON staff.organisation = device.organisation AND staff.id = device.staff
         WHERE device.organisation = ?1 AND device.id = ?2",
    )?;
    let found = statement.query_row([organisation.bytes(), device.bytes()], |row| {
        let (key, staff) = (id(row, 0, Bytes)?, id(row, 1, StaffId::from_bytes)?);
        let author = Author { organisation, device, key, staff, role: named(row, 2)? };
        Ok(Standing { author, state: named(row, 3)?, last_seen_at: get_time(row, 4)?, logs: Vec::new() })
    });
    let Some(mut standing) = found.optional()? else { return Ok(None) };
    standing.logs = logs(connection, &standing.author)?;
    Ok(Some(standing))
}

fn logs(connection: &Connection, reader: &Author) -> Result<Vec<AudienceLog>, Error> {
    let mut statement = connection.prepare_cached(
        "SELECT audience.id, member.number, audience.epoch, audience.head, audience.sum
         FROM audience_member AS member
         JOIN audience ON audience.organisation = member.organisation AND audience.id = member.audience
         WHERE member.organisation = ?1 AND member.staff = ?2 ORDER BY audience.id",
    )?;
    let log = |row: &Row<'_>| {
        Ok(AudienceLog {
            audience: id(row, 0, AudienceId::from_bytes)?,
            membership: row.get(1)?,
            epoch: row.get(2)?,
            head: get_int(row, 3)?,
            sum: id(row, 4, Sum::from_bytes)?,
        })
    };
    let logs = statement.query_map([reader.organisation.bytes(), reader.staff.bytes()], log)?;
    Ok(logs.collect::<Result<_, _>>()?)
}
