//! Reading logs: everything after a cursor, in order, until the page is full.

use doorstep_domain::id::{AudienceId, ChangeId, DeviceId};
use doorstep_sync::accept::Author;
use doorstep_sync::wire::{OwnBatch, Page};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::convert::{get_int, id, int};
use crate::ledger::{Error, Pulled, Wanted};

/// What a reference to a device's own change counts for in a page: about what it takes on the wire.
const OWN_COSTS: usize = 16;

pub(super) fn pull(
    connection: &Connection,
    author: &Author,
    wanted: &[Wanted],
    page_bytes: usize,
) -> Result<Pulled, Error> {
    let mut reading = Reading { connection, author, room: page_bytes, empty: true, pulled: Pulled::default() };
    for wanted in wanted {
        reading.log(wanted)?;
    }
    Ok(reading.pulled)
}

struct Reading<'c> {
    connection: &'c Connection,
    author: &'c Author,
    room: usize,
    /// A page holds at least one change, however long.
    empty: bool,
    pulled: Pulled,
}

/// A row of a log, with the bytes of its change unless the device itself wrote it.
struct Logged {
    position: u64,
    device: DeviceId,
    batch: (u32, u64, u32),
    change: ChangeId,
    bytes: Option<String>,
}

impl Reading<'_> {
    fn log(&mut self, wanted: &Wanted) -> Result<(), Error> {
        let Some((epoch, head)) = self.end_of(wanted.audience)? else { return Ok(()) };
        let from = if wanted.epoch == epoch { wanted.after } else { 0 };
        let mut page = Page {
            audience: wanted.audience,
            epoch,
            from,
            to: from,
            head,
            withdrawn: Vec::new(),
            timed: Vec::new(),
            changes: 0,
            own: Vec::new(),
        };
        self.fill(&mut page)?;
        self.pulled.more |= page.to < head;
        // An empty page of a new epoch still tells the device that there is one.
        if page.to > from || wanted.epoch != epoch {
            self.pulled.pages.push(page);
        }
        Ok(())
    }

    fn end_of(&self, audience: AudienceId) -> Result<Option<(u32, u64)>, Error> {
        let mut statement =
            self.connection.prepare_cached("SELECT epoch, head FROM audience WHERE organisation = ?1 AND id = ?2")?;
        let key = [self.author.organisation.bytes(), audience.bytes()];
        Ok(statement.query_row(key, |row| Ok((row.get(0)?, get_int(row, 1)?))).optional()?)
    }

    fn fill(&mut self, page: &mut Page) -> Result<(), Error> {
        // CROSS JOIN holds SQLite to the log's order, so that it stops where the page does.
        let mut statement = self.connection.prepare_cached(
            "SELECT log.position, change.device, change.incarnation, change.number, change.place, change.id,
                 CASE WHEN change.device = ?4 THEN NULL ELSE change.bytes END
             FROM log CROSS JOIN change ON change.organisation = log.organisation AND change.id = log.change
             WHERE log.organisation = ?1 AND log.audience = ?2 AND log.position > ?3
             ORDER BY log.position",
        )?;
        let author = self.author;
        let parameters =
            params![author.organisation.bytes(), page.audience.bytes(), int(page.from), author.device.bytes()];
        let mut rows = statement.query(parameters)?;
        while page.to < page.head {
            let Some(row) = rows.next()? else { return Err(hole(page)) };
            let logged = row_to_logged(row)?;
            let size = logged.bytes.as_ref().map_or(OWN_COSTS, String::len);
            if !self.empty && size > self.room {
                break;
            }
            self.take(page, logged)?;
            self.room = self.room.saturating_sub(size);
            self.empty = false;
        }
        Ok(())
    }

    fn take(&mut self, page: &mut Page, logged: Logged) -> Result<(), Error> {
        if logged.position != page.to + 1 {
            return Err(hole(page));
        }
        page.to = logged.position;
        let Some(bytes) = logged.bytes else {
            add_own(&mut page.own, logged.batch);
            return Ok(());
        };
        // SQLite has no checksums. What a laptop would store under another id must not leave here as if it were whole.
        if ChangeId::of(bytes.as_bytes()) != logged.change {
            return Err(Error::Damaged(format!("change {} of device {}", logged.change, logged.device)));
        }
        page.changes += 1;
        self.pulled.changes.push(bytes);
        Ok(())
    }
}

/// Positions are dense and the head is of the same instant, so a hole is damage, never a row still to come.
fn hole(page: &Page) -> Error {
    Error::Damaged(format!("the log of {} has no position {}", page.audience, page.to + 1))
}

fn add_own(own: &mut Vec<OwnBatch>, (incarnation, number, place): (u32, u64, u32)) {
    match own.last_mut() {
        Some(last) if (last.0, last.1) == (incarnation, number) => last.2.push(place),
        _ => own.push(OwnBatch(incarnation, number, vec![place])),
    }
}

fn row_to_logged(row: &Row<'_>) -> rusqlite::Result<Logged> {
    let bytes = row.get_ref(6)?.as_blob_or_null()?.map(std::str::from_utf8).transpose();
    Ok(Logged {
        position: get_int(row, 0)?,
        device: id(row, 1, DeviceId::from_bytes)?,
        batch: (row.get(2)?, get_int(row, 3)?, row.get(4)?),
        change: id(row, 5, ChangeId::from_bytes)?,
        bytes: bytes.map_err(|error| rusqlite::Error::Utf8Error(6, error))?.map(str::to_owned),
    })
}
