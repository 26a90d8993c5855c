//! Who reads which scope. Joining one whose class of reader is new there gives that class its log.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use doorstep_domain::audience::{Reader, Scope, reads, reads_the_teams_caseloads};
use doorstep_domain::id::{AudienceId, OrganisationId, StaffId, Subject};

use super::{place, registry};
use crate::ledger::db::{Db, Row, values};
use crate::ledger::{Error, Joining, Member, Staff};

/// What somebody new reads from the start, and what of theirs the leaders of their team read.
pub(super) fn begin(db: &dyn Db, organisation: OrganisationId, staff: &Staff) -> Result<(), Error> {
    let own = reads(staff.id, staff.role, staff.team, staff.centre);
    own.iter()
        .try_for_each(|scope| join(db, organisation, &Joining { staff: staff.id, scope: *scope, until: None }))?;
    let Some(team) = staff.team else { return Ok(()) };
    let has_caseload = |staff: &Staff| own_caseload(staff).is_some();
    for colleague in registry::staff(db, organisation)? {
        if colleague.team != Some(team) || colleague.id == staff.id {
            continue;
        }
        if reads_the_teams_caseloads(colleague.role) && has_caseload(staff) {
            let scope = Scope::Caseload(staff.id);
            join(db, organisation, &Joining { staff: colleague.id, scope, until: None })?;
        }
        if reads_the_teams_caseloads(staff.role) && has_caseload(&colleague) {
            let scope = Scope::Caseload(colleague.id);
            join(db, organisation, &Joining { staff: staff.id, scope, until: None })?;
        }
    }
    Ok(())
}

fn own_caseload(staff: &Staff) -> Option<Scope> {
    let own = Scope::Caseload(staff.id);
    reads(staff.id, staff.role, staff.team, staff.centre).contains(&own).then_some(own)
}

pub(super) fn join(db: &dyn Db, organisation: OrganisationId, joining: &Joining) -> Result<(), Error> {
    let staff = registry::member_of_staff(db, organisation, joining.staff)?;
    db.run(
        "INSERT INTO membership (organisation, staff, scope, number, until, is_member) VALUES ($1, $2, $3, 1, $4, 1)
         ON CONFLICT (organisation, staff, scope) DO UPDATE SET number = membership.number + 1 - membership.is_member,
             until = excluded.until, is_member = 1",
        &values![organisation, staff.id, joining.scope, joining.until],
    )?;
    match Reader::of(staff.role) {
        Some(reader) => begin_audience(db, organisation, joining.scope, reader),
        None => Ok(()),
    }
}

fn begin_audience(db: &dyn Db, organisation: OrganisationId, scope: Scope, reader: Reader) -> Result<(), Error> {
    let audience = AudienceId::of(organisation, scope, reader);
    let begun = db.run(
        "INSERT INTO audience (organisation, id, scope, reader, sum) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
        &values![organisation, audience, scope, reader.name(), [0; 16]],
    )?;
    if begun == 0 {
        return Ok(());
    }
    let sql = "SELECT subject FROM granted WHERE organisation = $1 AND scope = $2 ORDER BY subject";
    for row in db.rows(sql, &values![organisation, scope])? {
        place::place_again(db, organisation, row.parsed::<Subject>(0)?)?;
    }
    Ok(())
}

pub(super) fn leave(db: &dyn Db, organisation: OrganisationId, staff: StaffId, scope: Scope) -> Result<(), Error> {
    let left = db.run(
        "UPDATE membership SET is_member = 0, until = NULL WHERE organisation = $1 AND staff = $2 AND scope = $3 AND is_member = 1",
        &values![organisation, staff, scope],
    )?;
    if left == 1 { Ok(()) } else { Err(Error::Unknown("member of that caseload")) }
}

pub(super) fn all(db: &dyn Db, organisation: OrganisationId, at: DateTime<Utc>) -> Result<Vec<Member>, Error> {
    let rows = db.rows(
        "SELECT staff, scope, until FROM membership
         WHERE organisation = $1 AND is_member = 1 AND (until IS NULL OR until > $2) ORDER BY staff, scope",
        &values![organisation, at],
    )?;
    let member = |row: &Row| {
        let (staff, scope) = (row.id(0, StaffId::from_bytes)?, row.parsed(1)?);
        Ok(Member { staff, scope, until: row.maybe_time(2)? })
    };
    rows.iter().map(member).collect()
}

/// The scopes that somebody reads now.
pub(super) fn scopes(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    at: DateTime<Utc>,
) -> Result<Vec<Scope>, Error> {
    let rows = db.rows(
        "SELECT scope FROM membership WHERE organisation = $1 AND staff = $2 AND is_member = 1 AND (until IS NULL OR until > $3)",
        &values![organisation, staff, at],
    )?;
    rows.iter().map(|row| row.parsed(0)).collect()
}

/// Whether somebody ever read a scope, and no longer does.
pub(super) fn has_left(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    scope: Scope,
    at: DateTime<Utc>,
) -> Result<bool, Error> {
    let sql = "SELECT is_member, until FROM membership WHERE organisation = $1 AND staff = $2 AND scope = $3";
    let Some(row) = db.row(sql, &values![organisation, staff, scope])? else { return Ok(false) };
    Ok(!row.flag(0)? || row.maybe_time(1)?.is_some_and(|until| until <= at))
}

/// An audience of a scope.
#[derive(Debug, Clone, Copy)]
pub(super) struct Audience {
    pub(super) id: AudienceId,
    pub(super) reader: Reader,
}

/// The audiences of each scope that was asked for.
pub(super) fn audiences(
    db: &dyn Db,
    organisation: OrganisationId,
    scopes: impl Iterator<Item = Scope>,
) -> Result<BTreeMap<Scope, Vec<Audience>>, Error> {
    let keys: Vec<_> = scopes.map(|scope| values![organisation, scope].to_vec()).collect();
    let sql = "SELECT scope, id, reader FROM audience WHERE organisation = $1 AND scope = $2 ORDER BY id";
    let mut found: BTreeMap<Scope, Vec<Audience>> = BTreeMap::new();
    for row in db.rows_of_each(sql, &keys)? {
        let reader = Reader::named(row.text(2)?).ok_or_else(|| Error::Damaged("a class of reader".to_owned()))?;
        found.entry(row.parsed(0)?).or_default().push(Audience { id: row.id(1, AudienceId::from_bytes)?, reader });
    }
    Ok(found)
}

/// What new families of somebody join, where they may register any.
pub(super) fn home(db: &dyn Db, organisation: OrganisationId, staff: StaffId) -> Result<Option<Scope>, Error> {
    let sql = "SELECT home FROM staff WHERE organisation = $1 AND id = $2";
    db.row(sql, &values![organisation, staff])?.map_or(Ok(None), |row| row.maybe_parsed(0))
}
