//! Enrolment codes and devices.

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Reader;
use doorstep_domain::id::{AudienceId, DeviceId, OrganisationId, StaffId};
use doorstep_sync::accept::Author;
use doorstep_sync::digest::Sum;
use doorstep_sync::key::{Bytes, PublicKey};

use super::registry::member_of_staff;
use super::{reports, restore};
use crate::ledger::db::{Call, Db, Row, inserted, name_of, values};
use crate::ledger::{AudienceLog, Code, Device, DeviceFlag, DeviceState, Enrolment, Error, NewDevice, Standing};

pub(super) fn keep_code(db: &dyn Db, organisation: OrganisationId, code: &Code) -> Result<(), Error> {
    let keeping = db.run(
        "INSERT INTO enrolment_code (organisation, hash, staff, expires_at) VALUES ($1, $2, $3, $4)",
        &values![organisation, code.hash, code.staff, code.expires_at],
    );
    inserted(keeping, "code", "member of staff")
}

pub(super) fn enrol(db: &dyn Db, organisation: OrganisationId, new: &NewDevice) -> Result<Option<Enrolment>, Error> {
    let Some(code) = code(db, organisation, &new.code)? else { return Ok(None) };
    let known = device_of_key(db, organisation, &new.key)?;
    let device = match (code.used_by, known) {
        (Some(used_by), Some(known)) if used_by == new.key => known,
        (Some(_), _) => return Ok(None),
        (None, _) if code.expires_at <= new.at => return Ok(None),
        // The same vault asks again with a fresh code: the answer to an earlier one was lost, and it expired.
        (None, Some(known)) => known,
        (None, None) => insert_device(db, organisation, new, code.staff)?,
    };
    if device.staff != code.staff || device.state != DeviceState::Active {
        return Ok(None);
    }
    if code.used_by.is_none() {
        let using = "UPDATE enrolment_code SET used_by = $1, device = $2 WHERE organisation = $3 AND hash = $4";
        db.run(using, &values![new.key.0, device.id, organisation, new.code])?;
    }
    let staff = member_of_staff(db, organisation, device.staff)?;
    Ok(Some(Enrolment { device: device.id, staff: staff.id, name: staff.name, role: staff.role }))
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

fn code(db: &dyn Db, organisation: OrganisationId, hash: &[u8; 32]) -> Result<Option<KeptCode>, Error> {
    // Two laptops may show one code at the same moment: one of them waits here.
    let row = db.row(
        "SELECT staff, expires_at, used_by FROM enrolment_code WHERE organisation = $1 AND hash = $2 FOR UPDATE",
        &values![organisation, hash],
    )?;
    let kept = |row: Row| {
        let (staff, expires_at) = (row.id(0, StaffId::from_bytes)?, row.time(1)?);
        Ok(KeptCode { staff, expires_at, used_by: row.maybe_id(2, Bytes)? })
    };
    row.map(kept).transpose()
}

fn device_of_key(db: &dyn Db, organisation: OrganisationId, key: &PublicKey) -> Result<Option<KeptDevice>, Error> {
    let row = db.row(
        "SELECT id, staff, state FROM device WHERE organisation = $1 AND key = $2",
        &values![organisation, key.0],
    )?;
    let kept = |row: Row| {
        let id = row.id(0, DeviceId::from_bytes)?;
        Ok(KeptDevice { id, staff: row.id(1, StaffId::from_bytes)?, state: row.named(2)? })
    };
    row.map(kept).transpose()
}

fn insert_device(
    db: &dyn Db,
    organisation: OrganisationId,
    new: &NewDevice,
    staff: StaffId,
) -> Result<KeptDevice, Error> {
    let inserting = db.run(
        "INSERT INTO device (organisation, id, staff, key, state, version, enrolled_at, last_seen_at)
         VALUES ($1, $2, $3, $4, 'active', $5, $6, $7)",
        &values![organisation, new.id, staff, new.key.0, new.version.as_str(), new.at, new.at],
    );
    inserted(inserting, "device", "member of staff")?;
    Ok(KeptDevice { id: new.id, staff, state: DeviceState::Active })
}

pub(super) fn devices(db: &dyn Db, organisation: OrganisationId) -> Result<Vec<Device>, Error> {
    let rows = db.rows(
        "SELECT device.id, device.staff, device.state, device.version, device.last_seen_at, device.incarnation,
             device.number, device_report.at, device_report.drafts, device_report.oldest_draft_at,
             device_report.unsent, device_report.oldest_unsent_at
         FROM device
         LEFT JOIN device_report ON device_report.organisation = device.organisation AND device_report.device = device.id
         WHERE device.organisation = $1 ORDER BY device.enrolled_at, device.id",
        &values![organisation],
    )?;
    let mut devices = rows.iter().map(row_to_device).collect::<Result<Vec<_>, Error>>()?;
    for device in &mut devices {
        device.flags = flags(db, organisation, device.id)?;
    }
    Ok(devices)
}

fn row_to_device(row: &Row) -> Result<Device, Error> {
    Ok(Device {
        id: row.id(0, DeviceId::from_bytes)?,
        staff: row.id(1, StaffId::from_bytes)?,
        state: row.named(2)?,
        version: row.text(3)?.to_owned(),
        last_seen_at: row.time(4)?,
        newest: (row.small(5)?, row.count(6)?),
        flags: Vec::new(),
        report: reports::in_row(row, 7)?,
    })
}

fn flags(db: &dyn Db, organisation: OrganisationId, device: DeviceId) -> Result<Vec<DeviceFlag>, Error> {
    let rows = db.rows(
        "SELECT incarnation, number, flag FROM device_flag WHERE organisation = $1 AND device = $2
         ORDER BY incarnation, number, flag",
        &values![organisation, device],
    )?;
    let flag = |row: &Row| Ok(DeviceFlag { incarnation: row.small(0)?, number: row.count(1)?, flag: row.named(2)? });
    rows.iter().map(flag).collect()
}

pub(super) fn set_state(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    state: DeviceState,
) -> Result<(), Error> {
    // What is revoked stays revoked: a laptop that was lost is never trusted again.
    let name = name_of(&state)?;
    let changed = db.run(
        "UPDATE device SET state = $1
         WHERE organisation = $2 AND id = $3 AND (state <> 'revoked' OR $4 = 'revoked')",
        &values![name.as_str(), organisation, device, name.as_str()],
    )?;
    if changed == 1 { Ok(()) } else { Err(Error::Unknown("device, or it is revoked")) }
}

pub(super) fn standing(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    at: DateTime<Utc>,
) -> Result<Option<Standing>, Error> {
    let of_device = Call::Once(
        "SELECT device.key, device.staff, staff.role, device.state, device.last_seen_at, organisation.epoch,
             organisation.restoring, device.incarnation, device.number, device_report.at, device_report.drafts,
             device_report.oldest_draft_at, device_report.unsent, device_report.oldest_unsent_at
         FROM device
         JOIN staff ON staff.organisation = device.organisation AND staff.id = device.staff
         JOIN organisation ON organisation.id = device.organisation
         LEFT JOIN device_report ON device_report.organisation = device.organisation AND device_report.device = device.id
         WHERE device.organisation = $1 AND device.id = $2",
        values![organisation, device].to_vec(),
    );
    // A log that nothing was ever written to is no news to anybody.
    let of_logs = Call::Once(
        "SELECT audience.id, membership.number, membership.until, audience.head, audience.sum, audience.reader
         FROM device
         JOIN membership ON membership.organisation = device.organisation AND membership.staff = device.staff
         JOIN audience ON audience.organisation = membership.organisation AND audience.scope = membership.scope
         WHERE device.organisation = $1 AND device.id = $2 AND membership.is_member = 1
             AND (membership.until IS NULL OR membership.until > $3) AND audience.head > 0
         ORDER BY audience.id",
        values![organisation, device, at].to_vec(),
    );
    let mut answers = db.answers(vec![of_device, of_logs])?;
    let Some(row) = answers.next()?.into_iter().next() else { return Ok(None) };
    let (key, staff) = (row.id(0, Bytes)?, row.id(1, StaffId::from_bytes)?);
    let author = Author { organisation, device, key, staff, role: row.named(2)? };
    let (epoch, is_restoring) = (row.small(5)?, row.flag(6)?);
    let logs = logs(&answers.next()?, Reader::of(author.role), epoch)?;
    let reported = if is_restoring { restore::reported(db, organisation, epoch, device)? } else { None };
    Ok(Some(Standing {
        author,
        state: row.named(3)?,
        last_seen_at: row.time(4)?,
        is_restoring,
        reported,
        epoch,
        newest: (row.small(7)?, row.count(8)?),
        report: reports::in_row(&row, 9)?,
        logs,
    }))
}

/// Of the logs of what somebody reads, those of their class of reader.
fn logs(rows: &[Row], class: Option<Reader>, epoch: u32) -> Result<Vec<AudienceLog>, Error> {
    let mut logs = Vec::with_capacity(rows.len());
    for row in rows {
        if class.is_some_and(|class| row.text(5).is_ok_and(|reader| reader == class.name())) {
            logs.push(AudienceLog {
                audience: row.id(0, AudienceId::from_bytes)?,
                membership: row.small(1)?,
                until: row.maybe_time(2)?,
                epoch,
                head: row.count(3)?,
                sum: row.id(4, Sum::from_bytes)?,
            });
        }
    }
    Ok(logs)
}
