//! What entries say, as far as it decides who holds what: who belongs together, and what limits who is told.

use std::collections::BTreeMap;

use doorstep_domain::audience::Limits;
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::same_person::{SamePerson, Sameness};
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::fold::{Folded, State, Version, fold};
use doorstep_domain::id::{EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use serde_json::{Map, Value as Json};

use crate::ledger::db::{Db, values};
use crate::ledger::{EntryStanding, Error};

/// Whether what a body of this kind says limits who holds it.
pub(super) fn has_limits(kind: &Kind) -> bool {
    matches!(
        kind.known(),
        Some(
            EntryKind::Address
                | EntryKind::ContactPoint
                | EntryKind::Membership
                | EntryKind::Referral
                | EntryKind::Consent
                | EntryKind::Attendance
                | EntryKind::Acknowledgement
        )
    )
}

/// Whether entries of this kind say that two subjects belong together.
pub(super) fn is_link(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Membership | EntryKind::Relationship | EntryKind::SamePerson)
}

/// Whether entries of this kind decide which scopes their subject, or whom it asks for, is in.
pub(super) fn decides(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Accountable
            | EntryKind::SafeguardingStatus
            | EntryKind::Delegation
            | EntryKind::Consent
            | EntryKind::SharingProtocol
            | EntryKind::Sealing
            | EntryKind::LookUp
    )
}

/// The other end of a link, by the body in force.
pub(super) fn other_end(kind: EntryKind, body: &Map<String, Json>) -> Option<Subject> {
    let named = |field: &str| body.get(field)?.as_str()?.parse().ok().map(Subject::Person);
    match kind {
        EntryKind::Membership => named("person"),
        EntryKind::Relationship => named("adult"),
        EntryKind::SamePerson => {
            let said: SamePerson = serde_json::from_value(Json::Object(body.clone())).ok()?;
            (said.state == Sameness::Merged).then_some(Subject::Person(said.other))
        }
        _ => None,
    }
}

pub(super) fn limits(db: &dyn Db, organisation: OrganisationId, kind: &Kind, heads: &[Json]) -> Result<Limits, Error> {
    let mut limits = Limits::of(kind, heads);
    if let Some(session) = limits.session {
        let sql = "SELECT subject FROM entry WHERE organisation = $1 AND id = $2";
        if let Some(row) = db.row(sql, &values![organisation, session])?
            && let Subject::Centre(centre) = row.parsed(0)?
        {
            limits.centre = Some(centre);
        }
    }
    Ok(limits)
}

/// The bodies of an entry's heads.
pub(super) fn heads(db: &dyn Db, organisation: OrganisationId, entry: EntryId) -> Result<Vec<Json>, Error> {
    let changes = changes_of(db, organisation, entry)?;
    let folded = folded(&changes);
    let heads = changes.iter().filter(|change| folded.heads.contains(&change.id()));
    Ok(heads.filter_map(|change| serde_json::from_str(change.body()).ok()).collect())
}

/// How an entry stands.
pub(super) fn standing(db: &dyn Db, organisation: OrganisationId, entry: EntryId) -> Result<EntryStanding, Error> {
    let changes = changes_of(db, organisation, entry)?;
    Ok(EntryStanding { heads: folded(&changes).heads, body: in_force(&changes) })
}

pub(super) fn changes_of(db: &dyn Db, organisation: OrganisationId, entry: EntryId) -> Result<Vec<Change>, Error> {
    let sql = "SELECT bytes FROM change WHERE organisation = $1 AND entry = $2 AND state = 'in_force'";
    let mut changes = Vec::new();
    for mut row in db.rows(sql, &values![organisation, entry])? {
        changes.extend(row.signed(0)?.and_then(|bytes| Change::read(bytes).ok()));
    }
    Ok(changes)
}

/// Every version of the service's entry about a member of staff.
pub(super) fn versions_of_staff(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
) -> Result<Vec<Change>, Error> {
    let entry = EntryId::derived(organisation, Subject::Staff(staff), EntryKind::StaffMember, "");
    changes_of(db, organisation, entry)
}

/// The role that such a version gives.
pub(super) fn role_in(version: &Change) -> Option<Role> {
    serde_json::from_str::<StaffMember>(version.body()).ok().map(|member| member.role)
}

pub(super) fn folded(changes: &[Change]) -> Folded {
    let kind = changes.first().and_then(|change| change.header.kind.known());
    fold(kind, &changes.iter().map(Version::of).collect::<Vec<_>>())
}

/// What an entry says, and where colleagues differ, what is in force meanwhile.
pub(super) fn in_force(changes: &[Change]) -> Option<Map<String, Json>> {
    match folded(changes).state {
        State::Settled(body) | State::Disputed { in_force: body, .. } => Some(body),
        State::Concurrent(_) | State::InError(_) | State::Disposed => None,
    }
}

pub(super) fn keep_links(
    db: &dyn Db,
    organisation: OrganisationId,
    links: &BTreeMap<EntryId, (Subject, Subject)>,
) -> Result<(), Error> {
    let rows: Vec<_> =
        links.iter().map(|(entry, (one, other))| values![organisation, *entry, *one, *other].to_vec()).collect();
    if rows.is_empty() {
        return Ok(());
    }
    db.run_each(
        "INSERT INTO link (organisation, entry, one, other) VALUES ($1, $2, $3, $4)
         ON CONFLICT (organisation, entry) DO UPDATE SET other = excluded.other",
        rows,
    )?;
    Ok(())
}

/// Works a link out again from its entry. Gives everybody who is, or was, at an end of it.
pub(super) fn link_again(
    db: &dyn Db,
    organisation: OrganisationId,
    entry: EntryId,
    kind: EntryKind,
) -> Result<Vec<Subject>, Error> {
    let before =
        db.row("SELECT other FROM link WHERE organisation = $1 AND entry = $2", &values![organisation, entry])?;
    let mut ends: Vec<Subject> = before.map(|row| row.parsed(0)).transpose()?.into_iter().collect();
    let changes = changes_of(db, organisation, entry)?;
    let Some(subject) = changes.first().map(|change| change.header.subject) else { return Ok(ends) };
    ends.push(subject);
    match in_force(&changes).and_then(|body| other_end(kind, &body)) {
        Some(other) => {
            keep_links(db, organisation, &[(entry, (subject, other))].into())?;
            ends.push(other);
        }
        None => {
            db.run("DELETE FROM link WHERE organisation = $1 AND entry = $2", &values![organisation, entry])?;
        }
    }
    Ok(ends)
}
