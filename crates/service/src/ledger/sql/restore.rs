//! A ledger that was put back from a copy: another epoch of its logs, and what came back since.

use chrono::{DateTime, Utc};
use doorstep_domain::id::{DeviceId, OrganisationId, StaffId};

use super::settle;
use crate::ledger::db::{Db, Row, values};
use crate::ledger::restore::{CameBack, Missing, Restore, RestoredDevice};
use crate::ledger::{Error, Organisation};

/// Whether the organisation's ledger was put back and nobody has confirmed yet that it is whole.
pub(super) fn is_restoring(db: &dyn Db, organisation: OrganisationId) -> Result<bool, Error> {
    let sql = "SELECT restoring FROM organisation WHERE organisation.id = $1";
    db.row(sql, &values![organisation])?.ok_or(Error::Unknown("organisation"))?.flag(0)
}

/// Begins an epoch, of a number that no copy of this ledger ever had: the time is part of it.
pub(super) fn begin(db: &dyn Db, organisation: &Organisation, at: DateTime<Utc>) -> Result<(), Error> {
    let sql = "SELECT epoch FROM organisation WHERE organisation.id = $1 FOR UPDATE";
    let before = db.row(sql, &values![organisation.id])?.ok_or(Error::Unknown("organisation"))?.small(0)?;
    let epoch = u32::try_from(at.timestamp()).unwrap_or(u32::MAX).max(before.saturating_add(1));
    db.run(
        "UPDATE organisation SET epoch = $1, restoring = 1 WHERE organisation.id = $2",
        &values![epoch, organisation.id],
    )?;
    // What the service itself signed since the copy may be on laptops: those numbers are not given out twice.
    db.run(
        "UPDATE device SET incarnation = incarnation + 1, number = 0, batch = NULL WHERE organisation = $1 AND id = $2",
        &values![organisation.id, organisation.service_device],
    )?;
    db.run(
        "INSERT INTO restore (organisation, epoch, began_at) VALUES ($1, $2, $3)",
        &values![organisation.id, epoch, at],
    )?;
    Ok(())
}

/// The newest restore, confirmed or not; none where there never was one.
pub(super) fn newest(db: &dyn Db, organisation: &Organisation) -> Result<Option<Restore>, Error> {
    let row = db.row(
        "SELECT epoch, began_at, confirmed_at FROM restore WHERE organisation = $1 ORDER BY epoch DESC LIMIT 1",
        &values![organisation.id],
    )?;
    let Some(row) = row else { return Ok(None) };
    let (epoch, began_at) = (row.small(0)?, row.time(1)?);
    let rows = db.rows(
        "SELECT device.id, device.staff, device.state, device.last_seen_at, device.incarnation, device.number,
             restored_device.reported_at, restored_device.batches, restored_device.incarnation, restored_device.number
         FROM device
         LEFT JOIN restored_device ON restored_device.organisation = device.organisation
             AND restored_device.device = device.id AND restored_device.epoch = $1
         WHERE device.organisation = $2 AND device.state <> 'revoked' AND device.id <> $3
         ORDER BY device.last_seen_at, device.id",
        &values![epoch, organisation.id, organisation.service_device],
    )?;
    let devices = rows.iter().map(|row| row_to_device(db, organisation.id, began_at, row)).collect::<Result<_, _>>()?;
    Ok(Some(Restore { epoch, began_at, confirmed_at: row.maybe_time(2)?, devices }))
}

fn row_to_device(
    db: &dyn Db,
    organisation: OrganisationId,
    began_at: DateTime<Utc>,
    row: &Row,
) -> Result<RestoredDevice, Error> {
    let device = row.id(0, DeviceId::from_bytes)?;
    let mut missing = gaps(db, organisation, device, began_at)?;
    let mut came_back = None;
    if let Some(at) = row.maybe_time(6)? {
        came_back = Some(CameBack { at, batches: row.count(7)? });
        missing.extend(missing_at_the_end((row.small(4)?, row.count(5)?), (row.small(8)?, row.count(9)?)));
    }
    Ok(RestoredDevice {
        device,
        staff: row.id(1, StaffId::from_bytes)?,
        state: row.named(2)?,
        last_seen_at: row.time(3)?,
        came_back,
        batches: batches_since(db, organisation, device, began_at)?,
        missing,
    })
}

/// What was signed after the newest batch that is here.
fn missing_at_the_end(newest: (u32, u64), signed: (u32, u64)) -> Option<Missing> {
    if signed <= newest || signed.1 == 0 {
        return None;
    }
    let from = if signed.0 == newest.0 { newest.1 + 1 } else { 1 };
    Some(Missing { incarnation: signed.0, from, to: signed.1 })
}

/// Holes that were found since: each is before a batch that came.
fn gaps(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    began_at: DateTime<Utc>,
) -> Result<Vec<Missing>, Error> {
    let rows = db.rows(
        "SELECT device_flag.incarnation, device_flag.number,
             (SELECT max(batch.number) FROM batch WHERE batch.organisation = device_flag.organisation
                  AND batch.device = device_flag.device AND batch.incarnation = device_flag.incarnation
                  AND batch.number < device_flag.number)
         FROM device_flag WHERE device_flag.organisation = $1 AND device_flag.device = $2 AND device_flag.flag = 'gap'
             AND device_flag.flagged_at >= $3 ORDER BY device_flag.incarnation, device_flag.number",
        &values![organisation, device, began_at],
    )?;
    let gap = |row: &Row| {
        let before = if row.is_none(2)? { 0 } else { row.count(2)? };
        Ok(Missing { incarnation: row.small(0)?, from: before + 1, to: row.count(1)? - 1 })
    };
    rows.iter().map(gap).collect()
}

fn batches_since(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    since: DateTime<Utc>,
) -> Result<u64, Error> {
    let sql = "SELECT count(*) FROM batch WHERE organisation = $1 AND device = $2 AND received_at >= $3";
    db.row(sql, &values![organisation, device, since])?.map_or(Ok(0), |row| row.count(0))
}

/// Whether a device has said since the restore that it has nothing more to send, and what it had signed.
pub(super) fn reported(
    db: &dyn Db,
    organisation: OrganisationId,
    epoch: u32,
    device: DeviceId,
) -> Result<Option<(u32, u64)>, Error> {
    let sql = "SELECT incarnation, number FROM restored_device WHERE organisation = $1 AND epoch = $2 AND device = $3";
    let row = db.row(sql, &values![organisation, epoch, device])?;
    row.map(|row| Ok((row.small(0)?, row.count(1)?))).transpose()
}

/// Notes that a device has nothing more to send, and the newest batch that was signed on it.
pub(super) fn note_reported(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    signed: (u32, u64),
    at: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "SELECT epoch, began_at FROM restore WHERE organisation = $1 AND confirmed_at IS NULL
        ORDER BY epoch DESC LIMIT 1";
    let Some(row) = db.row(sql, &values![organisation])? else { return Ok(()) };
    let batches = batches_since(db, organisation, device, row.time(1)?)?;
    db.run(
        "INSERT INTO restored_device (organisation, epoch, device, reported_at, batches, incarnation, number)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organisation, epoch, device) DO UPDATE SET incarnation = excluded.incarnation, number = excluded.number",
        &values![organisation, row.small(0)?, device, at, batches, signed.0, signed.1],
    )?;
    Ok(())
}

/// Ends a restore: from now on what the service has counts, and everybody's place is worked out from it.
pub(super) fn confirm(
    db: &dyn Db,
    organisation: &Organisation,
    at: DateTime<Utc>,
    because: Option<&str>,
) -> Result<(), Error> {
    let restore = newest(db, organisation)?.filter(|restore| restore.confirmed_at.is_none());
    let restore = restore.ok_or(Error::Unknown("restore that is not confirmed"))?;
    if because.is_none() && !restore.is_whole() {
        return Err(Error::NotWhole);
    }
    db.run(
        "UPDATE restore SET confirmed_at = $1, because = $2 WHERE organisation = $3 AND epoch = $4",
        &values![at, because.map(str::to_owned), organisation.id, restore.epoch],
    )?;
    db.run("UPDATE organisation SET restoring = 0 WHERE organisation.id = $1", &values![organisation.id])?;
    settle::mark_all_unsettled(db, organisation.id, at)
}
