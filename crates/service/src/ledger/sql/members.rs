//! Who reads which scope. Joining one whose class of reader is new there gives that class its log.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use doorstep_domain::audience::{Reader, Scope, reads, reads_the_teams_caseloads};
use doorstep_domain::id::{AudienceId, OrganisationId, StaffId, Subject};

use super::membership_log::{self, Stands};
use super::{place, registry};
use crate::ledger::db::{Call, Db, Row, values};
use crate::ledger::{Decision, Error, Joining, Member, Staff};

/// What somebody new reads from the start, and what of theirs the leaders of their team read.
pub(super) fn begin(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: &Staff,
    decision: &Decision<'_>,
) -> Result<(), Error> {
    let team = of_the_team(db, organisation, staff)?;
    for (who, scope) in by_rule(staff, &team) {
        join(db, organisation, &Joining { staff: who, scope, until: None }, decision)?;
    }
    Ok(())
}

/// Whose role or team is another reads what follows from it and nothing else: what they covered ends as well, since it
/// was decided for whoever they were. Who led their old team no longer reads their caseload.
pub(super) fn begin_again(
    db: &dyn Db,
    organisation: OrganisationId,
    (before, after): (&Staff, &Staff),
    decision: &Decision<'_>,
) -> Result<(), Error> {
    let reading = by_rule(after, &of_the_team(db, organisation, after)?);
    let mut ended = by_rule(before, &of_the_team(db, organisation, before)?);
    ended.extend(scopes(db, organisation, after.id, decision.at)?.into_iter().map(|scope| (after.id, scope)));
    for (staff, scope) in ended.difference(&reading) {
        let stands = membership_log::stands(db, organisation, *staff, *scope)?;
        if stands.is_some_and(|stands| stands.is_member) {
            leave(db, organisation, *staff, *scope, decision)?;
        }
    }
    for (staff, scope) in reading {
        join(db, organisation, &Joining { staff, scope, until: None }, decision)?;
    }
    Ok(())
}

/// Accountability never lapses: who can hold no caseload any more gives up the one that they have first.
pub(super) fn refuse_to_orphan(
    db: &dyn Db,
    organisation: OrganisationId,
    before: &Staff,
    after: &Staff,
) -> Result<(), Error> {
    let Some(caseload) = own_caseload(before).filter(|_| own_caseload(after).is_none()) else { return Ok(()) };
    let sql = "SELECT subject FROM granted WHERE organisation = $1 AND scope = $2 LIMIT 1";
    let holds = db.row(sql, &values![organisation, caseload])?.is_some();
    if holds { Err(Error::HoldsFamilies) } else { Ok(()) }
}

/// The others of somebody's team.
fn of_the_team(db: &dyn Db, organisation: OrganisationId, staff: &Staff) -> Result<Vec<Staff>, Error> {
    let all = registry::staff(db, organisation)?.into_iter();
    Ok(all.filter(|one| staff.team.is_some() && one.team == staff.team && one.id != staff.id).collect())
}

/// Who reads what by role and team, as far as it is about one member of staff: what they read, and who reads their caseload.
fn by_rule(staff: &Staff, team: &[Staff]) -> BTreeSet<(StaffId, Scope)> {
    let own = reads(staff.id, staff.role, staff.team, staff.centre);
    let mut reading: BTreeSet<(StaffId, Scope)> = own.into_iter().map(|scope| (staff.id, scope)).collect();
    for colleague in team {
        if reads_the_teams_caseloads(colleague.role) {
            reading.extend(own_caseload(staff).map(|scope| (colleague.id, scope)));
        }
        if reads_the_teams_caseloads(staff.role) {
            reading.extend(own_caseload(colleague).map(|scope| (staff.id, scope)));
        }
    }
    reading
}

fn own_caseload(staff: &Staff) -> Option<Scope> {
    let own = Scope::Caseload(staff.id);
    reads(staff.id, staff.role, staff.team, staff.centre).contains(&own).then_some(own)
}

/// Lets somebody read what they do not read by their role.
pub(super) fn cover(
    db: &dyn Db,
    organisation: OrganisationId,
    joining: &Joining,
    decision: &Decision<'_>,
) -> Result<(), Error> {
    refuse_by_role(db, organisation, joining.staff, joining.scope)?;
    join(db, organisation, joining, decision)
}

/// Ends that.
pub(super) fn end_cover(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    scope: Scope,
    decision: &Decision<'_>,
) -> Result<(), Error> {
    refuse_by_role(db, organisation, staff, scope)?;
    leave(db, organisation, staff, scope, decision)
}

fn refuse_by_role(db: &dyn Db, organisation: OrganisationId, staff: StaffId, scope: Scope) -> Result<(), Error> {
    let staff = registry::member_of_staff(db, organisation, staff)?;
    let by_role = by_rule(&staff, &of_the_team(db, organisation, &staff)?);
    if by_role.contains(&(staff.id, scope)) { Err(Error::ReadsByRole) } else { Ok(()) }
}

fn join(db: &dyn Db, organisation: OrganisationId, joining: &Joining, decision: &Decision<'_>) -> Result<(), Error> {
    let Joining { staff, scope, until } = *joining;
    let role = registry::member_of_staff(db, organisation, staff)?.role;
    let before = membership_log::stands(db, organisation, staff, scope)?;
    // Leaving and coming back gives another number; an extension does not.
    let has_left = |before: Stands| !before.is_member || before.until.is_some_and(|until| until <= decision.at);
    let membership = before.map_or(1, |before| before.membership + u32::from(has_left(before)));
    let stands = Stands { staff, scope, membership, is_member: true, until };
    if before != Some(stands) {
        membership_log::decide(db, organisation, &stands, decision)?;
    }
    match Reader::of(role) {
        Some(reader) => begin_audience(db, organisation, scope, reader),
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

fn leave(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    scope: Scope,
    decision: &Decision<'_>,
) -> Result<(), Error> {
    let before = membership_log::stands(db, organisation, staff, scope)?.filter(|before| before.is_member);
    let before = before.ok_or(Error::Unknown("member of that caseload"))?;
    membership_log::decide(db, organisation, &Stands { is_member: false, until: None, ..before }, decision)
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
    by_scope(&db.rows_of_each(sql, keys)?)
}

/// Asks for the scopes that somebody reads now and the audiences of each.
pub(super) fn reading(organisation: OrganisationId, staff: StaffId, at: DateTime<Utc>) -> Call {
    Call::Once(
        "SELECT membership.scope, audience.id, audience.reader FROM membership
         LEFT JOIN audience ON audience.organisation = membership.organisation AND audience.scope = membership.scope
         WHERE membership.organisation = $1 AND membership.staff = $2 AND membership.is_member = 1
             AND (membership.until IS NULL OR membership.until > $3)
         ORDER BY audience.id",
        values![organisation, staff, at].to_vec(),
    )
}

/// Scope, id and class of reader; no id where nobody of any class reads it yet.
pub(super) fn by_scope(rows: &[Row]) -> Result<BTreeMap<Scope, Vec<Audience>>, Error> {
    let mut found: BTreeMap<Scope, Vec<Audience>> = BTreeMap::new();
    for row in rows {
        let of = found.entry(row.parsed(0)?).or_default();
        if let Some(id) = row.maybe_id(1, AudienceId::from_bytes)? {
            let reader = Reader::named(row.text(2)?).ok_or_else(|| Error::Damaged("a class of reader".to_owned()))?;
            of.push(Audience { id, reader });
        }
    }
    Ok(found)
}

/// What new families of somebody join, where they may register any.
pub(super) fn home(db: &dyn Db, organisation: OrganisationId, staff: StaffId) -> Result<Option<Scope>, Error> {
    let sql = "SELECT home FROM staff WHERE organisation = $1 AND id = $2";
    db.row(sql, &values![organisation, staff])?.map_or(Ok(None), |row| row.maybe_parsed(0))
}
