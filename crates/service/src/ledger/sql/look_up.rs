//! Finding a family that somebody asks for and does not hold, and letting them read it for a time.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::look_up::LookUp;
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, StaffId, Subject};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;

use super::said::{changes_of, in_force};
use crate::ledger::db::{Db, Row, values};
use crate::ledger::{Error, LookedUp, MANY_LOOK_UPS_A_DAY};

/// Entries looked through at once.
const AT_ONCE: i64 = 1_000;

/// Finds whom somebody asked for since this was last done, and gives them: they are to be settled.
pub(super) fn find_asked_for(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    at: DateTime<Utc>,
) -> Result<BTreeSet<Subject>, Error> {
    let rows = db.rows(
        "SELECT change.id, change.bytes, change.arrived_at FROM entry
         JOIN change ON change.organisation = entry.organisation AND change.entry = entry.id
         WHERE entry.organisation = $1 AND entry.subject = $2 AND entry.kind = $3 AND change.state = 'in_force'
             AND (SELECT count(*) FROM look_up
                  WHERE look_up.organisation = change.organisation AND look_up.change = change.id) = 0",
        &values![organisation, Subject::Staff(staff), EntryKind::LookUp.name()],
    )?;
    let (asked_any, mut all) = (!rows.is_empty(), BTreeSet::new());
    for mut row in rows {
        let (id, arrived_at) = (row.id(0, ChangeId::from_bytes)?, row.time(2)?);
        let asked = row.signed(1)?.and_then(|bytes| Change::read(bytes).ok());
        let read = asked.as_ref().and_then(|asked| Some((asked, serde_json::from_str::<LookUp>(asked.body()).ok()?)));
        let (mut found, mut last_day) = (BTreeSet::new(), None);
        if let Some((asked, look_up)) = read {
            last_day = LookUp::last_day(asked.header.recorded_at, arrived_at);
            if last_day.is_some() {
                found = find(db, organisation, &look_up)?;
            }
        }
        keep(db, organisation, (id, staff, at), &found, last_day)?;
        all.extend(found);
    }
    if asked_any {
        tell_of_many(db, organisation, staff, at)?;
    }
    Ok(all)
}

fn keep(
    db: &dyn Db,
    organisation: OrganisationId,
    (change, staff, at): (ChangeId, StaffId, DateTime<Utc>),
    found: &BTreeSet<Subject>,
    last_day: Option<NaiveDate>,
) -> Result<(), Error> {
    let last_day = last_day.filter(|_| !found.is_empty()).map(|day| day.to_string()).unwrap_or_default();
    let row = |subject: String| values![organisation, change, subject.as_str(), staff, at, last_day.as_str()].to_vec();
    let mut rows: Vec<_> = found.iter().map(|subject| row(subject.to_string())).collect();
    if rows.is_empty() {
        rows.push(row(String::new()));
    }
    let sql = "INSERT INTO look_up (organisation, change, subject, staff, at, last_day) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT DO NOTHING";
    db.run_each(sql, rows)
}

/// Everybody of the number that is asked for; by name and birth date one, or nobody. There is no index of who is who here:
/// this is asked a few times a day, and every table that names people is one more that may leak.
fn find(db: &dyn Db, organisation: OrganisationId, asked: &LookUp) -> Result<BTreeSet<Subject>, Error> {
    if asked.nhs_number.is_some() {
        return find_by(db, organisation, EntryKind::NhsNumberEntry, |said| asked.asks_for_number(said));
    }
    let named = find_by(db, organisation, EntryKind::Identity, |said| asked.asks_for_name(said))?;
    Ok(if named.len() == 1 { named } else { BTreeSet::new() })
}

fn find_by<B: DeserializeOwned>(
    db: &dyn Db,
    organisation: OrganisationId,
    kind: EntryKind,
    is_asked_for: impl Fn(&B) -> bool,
) -> Result<BTreeSet<Subject>, Error> {
    let (mut found, mut after) = (BTreeSet::new(), EntryId::from_bytes([0; 16]));
    loop {
        let rows = db.rows(
            "SELECT id, subject FROM entry WHERE organisation = $1 AND kind = $2 AND id > $3 ORDER BY id LIMIT $4",
            &values![organisation, kind.name(), after, AT_ONCE],
        )?;
        let Some(last) = rows.last() else { return Ok(found) };
        after = last.id(0, EntryId::from_bytes)?;
        for entry in may_say_so(db, organisation, &rows, &is_asked_for)? {
            let changes = changes_of(db, organisation, entry)?;
            let said = in_force(&changes).and_then(|body| serde_json::from_value(Json::Object(body)).ok());
            if said.is_some_and(|said| is_asked_for(&said)) {
                found.extend(changes.first().map(|change| change.header.subject));
            }
        }
    }
}

/// The entries of which some version says it: only these are folded.
fn may_say_so<B: DeserializeOwned>(
    db: &dyn Db,
    organisation: OrganisationId,
    entries: &[Row],
    is_asked_for: &impl Fn(&B) -> bool,
) -> Result<BTreeSet<EntryId>, Error> {
    let key = |row: &Row| Ok(values![organisation, row.id(0, EntryId::from_bytes)?].to_vec());
    let keys = entries.iter().map(key).collect::<Result<Vec<_>, Error>>()?;
    let sql = "SELECT entry, bytes FROM change WHERE organisation = $1 AND entry = $2 AND state = 'in_force'";
    let mut some = BTreeSet::new();
    for mut row in db.rows_of_each(sql, keys)? {
        let change = row.signed(1)?.and_then(|bytes| Change::read(bytes).ok());
        if change.and_then(|change| serde_json::from_str(change.body()).ok()).is_some_and(|said| is_asked_for(&said)) {
            some.insert(row.id(0, EntryId::from_bytes)?);
        }
    }
    Ok(some)
}

fn tell_of_many(db: &dyn Db, organisation: OrganisationId, staff: StaffId, at: DateTime<Utc>) -> Result<(), Error> {
    let today = at.date_naive().and_time(NaiveTime::MIN).and_utc();
    let sql = "SELECT count(*) FROM look_up WHERE organisation = $1 AND staff = $2 AND at >= $3";
    let many = db.row(sql, &values![organisation, staff, today])?.map_or(Ok(0), |row| row.count(0))?;
    if many > MANY_LOOK_UPS_A_DAY as u64 {
        tracing::warn!(%staff, many, "one person has looked up many families today");
    }
    Ok(())
}

/// Who looked somebody up, and the last day that they may read the record.
pub(super) fn of_subject(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
) -> Result<Vec<(StaffId, NaiveDate)>, Error> {
    let sql = "SELECT staff, last_day FROM look_up WHERE organisation = $1 AND subject = $2";
    let rows = db.rows(sql, &values![organisation, subject])?;
    rows.iter().map(|row| Ok((row.id(0, StaffId::from_bytes)?, row.parsed(1)?))).collect()
}

/// What was looked up since then, the latest first.
pub(super) fn since(db: &dyn Db, organisation: OrganisationId, since: DateTime<Utc>) -> Result<Vec<LookedUp>, Error> {
    let rows = db.rows(
        "SELECT look_up.staff, look_up.at, look_up.subject, look_up.last_day, change.bytes FROM look_up
         JOIN change ON change.organisation = look_up.organisation AND change.id = look_up.change
         WHERE look_up.organisation = $1 AND look_up.at >= $2 ORDER BY look_up.at DESC, look_up.change, look_up.subject",
        &values![organisation, since],
    )?;
    let read = |mut row: Row| {
        let asked = row.signed(4)?.and_then(|bytes| Change::read(bytes).ok());
        Ok(LookedUp {
            staff: row.id(0, StaffId::from_bytes)?,
            at: row.time(1)?,
            found: row.text(2)?.parse().ok(),
            last_day: row.text(3)?.parse().ok(),
            asked: asked.and_then(|asked| serde_json::from_str(asked.body()).ok()),
        })
    };
    rows.into_iter().map(read).collect()
}
