//! What laptops said was only on them.

use doorstep_domain::id::{DeviceId, OrganisationId};

use crate::ledger::db::{Db, Row, values};
use crate::ledger::{Error, OnlyThere, Report};

/// Notes that a device was here, with its report in the place of its last.
pub(super) fn note_seen(
    db: &dyn Db,
    organisation: OrganisationId,
    device: DeviceId,
    report: &Report,
) -> Result<(), Error> {
    let Report { at, drafts, unsent } = *report;
    let seen = db.run(
        "UPDATE device SET last_seen_at = $1 WHERE organisation = $2 AND id = $3",
        &values![at, organisation, device],
    )?;
    if seen == 0 {
        return Err(Error::Unknown("device"));
    }
    let count = |of: Option<OnlyThere>| of.map_or(0, |of| of.count);
    let oldest = |of: Option<OnlyThere>| of.map(|of| of.oldest_at);
    db.run(
        "INSERT INTO device_report (organisation, device, at, drafts, oldest_draft_at, unsent, oldest_unsent_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (organisation, device) DO UPDATE SET at = excluded.at, drafts = excluded.drafts,
             oldest_draft_at = excluded.oldest_draft_at, unsent = excluded.unsent,
             oldest_unsent_at = excluded.oldest_unsent_at",
        &values![organisation, device, at, count(drafts), oldest(drafts), count(unsent), oldest(unsent)],
    )?;
    Ok(())
}

/// The report in the columns of a row from `first` on; none where the device never made one.
pub(super) fn in_row(row: &Row, first: usize) -> Result<Option<Report>, Error> {
    let Some(at) = row.maybe_time(first)? else { return Ok(None) };
    Ok(Some(Report { at, drafts: only_there(row, first + 1)?, unsent: only_there(row, first + 3)? }))
}

fn only_there(row: &Row, count: usize) -> Result<Option<OnlyThere>, Error> {
    let Some(oldest_at) = row.maybe_time(count + 1)? else { return Ok(None) };
    Ok(Some(OnlyThere { count: row.small(count)?, oldest_at }))
}
