//! Bringing the logs of a subject's audiences into line with the scopes that it is in.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use doorstep_domain::audience::{Agreed, EntryFacts, Scope, may_hold};
use doorstep_domain::id::{AudienceId, ChangeId, EntryId, OrganisationId, Subject};
use doorstep_sync::planted::{Planted, is_planted};

use super::known::{agreed, row_to_facts};
use super::logs::Growing;
use super::members;
use crate::ledger::Error;
use crate::ledger::db::{Db, values};

/// Subjects that are new join the scopes that they begin in; the first of these is kept as where they were registered.
pub(super) fn register(db: &dyn Db, organisation: OrganisationId, new: &[(Subject, Vec<Scope>)]) -> Result<(), Error> {
    let registered = |(subject, scopes): &(Subject, Vec<Scope>)| {
        scopes.first().map(|first| values![organisation, *subject, *first].to_vec())
    };
    let registered: Vec<_> = new.iter().filter_map(registered).collect();
    if registered.is_empty() {
        return Ok(());
    }
    // Their rows are taken, and so they are there.
    db.run_each(
        "INSERT INTO subject (organisation, subject, registered) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, subject) DO UPDATE SET registered = excluded.registered",
        registered,
    )?;
    let granted = |(subject, scopes): &(Subject, Vec<Scope>)| {
        let subject = *subject;
        scopes.iter().map(|scope| values![organisation, subject, *scope, ""].to_vec()).collect::<Vec<_>>()
    };
    let sql = "INSERT INTO granted (organisation, subject, scope, agreed) VALUES ($1, $2, $3, $4)";
    db.run_each(sql, new.iter().flat_map(granted).collect())
}

pub(super) fn registered(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<Option<Scope>, Error> {
    let sql = "SELECT registered FROM subject WHERE organisation = $1 AND subject = $2";
    db.row(sql, &values![organisation, subject])?.map_or(Ok(None), |row| row.maybe_parsed(0))
}

pub(super) fn is_held(
    db: &dyn Db,
    organisation: OrganisationId,
    audience: AudienceId,
    entry: EntryId,
) -> Result<bool, Error> {
    let sql = "SELECT since FROM held WHERE organisation = $1 AND audience = $2 AND entry = $3";
    Ok(db.row(sql, &values![organisation, audience, entry])?.is_some())
}

/// Brings the logs into line with the scopes that a subject is in as things stand: for an audience that is new, and after
/// an entry became more sensitive.
pub(super) fn place_again(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<(), Error> {
    let grants = granted(db, organisation, subject)?;
    let scopes = grants.keys().copied().collect();
    place(db, organisation, subject, &grants, &scopes)
}

pub(super) struct Grant {
    pub(super) agreed: Agreed,
    pub(super) until: Option<DateTime<Utc>>,
}

pub(super) fn granted(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
) -> Result<BTreeMap<Scope, Grant>, Error> {
    let sql = "SELECT scope, agreed, until FROM granted WHERE organisation = $1 AND subject = $2";
    let rows = db.rows(sql, &values![organisation, subject])?;
    let grant = |row: &crate::ledger::db::Row| {
        Ok((row.parsed(0)?, Grant { agreed: agreed(row.text(1)?)?, until: row.maybe_time(2)? }))
    };
    rows.iter().map(grant).collect()
}

pub(super) fn place(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    grants: &BTreeMap<Scope, Grant>,
    scopes: &BTreeSet<Scope>,
) -> Result<(), Error> {
    let entries = entries_of(db, organisation, subject)?;
    let name_sealed = naming_sealed(db, organisation, subject)?;
    let audiences = members::audiences(db, organisation, scopes.iter().copied())?;
    let mut growing = Growing::default();
    for (scope, audience) in audiences.iter().flat_map(|(scope, of)| of.iter().map(move |one| (*scope, *one))) {
        let grant = grants.get(&scope);
        let leaks = is_planted(Planted::LeakToCentre) && matches!(scope, Scope::Centre(_));
        let wanted = |(entry, facts): &&(EntryId, EntryFacts)| {
            (scope == Scope::Sealed || !name_sealed.contains(entry))
                && grant.is_some_and(|grant| leaks || may_hold(scope, audience.reader, facts, &grant.agreed))
        };
        let wanted: BTreeSet<EntryId> = entries.iter().filter(wanted).map(|(entry, _)| *entry).collect();
        let held = held(db, organisation, subject, audience.id)?;
        let dropped: Vec<EntryId> = held.difference(&wanted).copied().collect();
        if !dropped.is_empty() {
            let changes = ids_of(db, organisation, &dropped)?;
            growing.withdraw(audience.id, subject, &changes, wanted.is_empty());
        }
        let added: Vec<EntryId> = wanted.difference(&held).copied().collect();
        for (entry, mut changes) in ids_of(db, organisation, &added)? {
            if is_planted(Planted::NoBackfill) {
                changes.clear();
            } else if is_planted(Planted::GrantMissesPush) && changes.len() > 1 {
                changes.pop();
            }
            growing.add_entry(audience.id, subject, entry, &changes);
        }
        if let Some(until) = grant.and_then(|grant| grant.until).filter(|_| !added.is_empty()) {
            growing.set_until(audience.id, subject, until);
        }
    }
    growing.write(db, organisation)
}

fn entries_of(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
) -> Result<Vec<(EntryId, EntryFacts)>, Error> {
    let sql = "SELECT id, kind, subject, sensitivity, limits FROM entry WHERE organisation = $1 AND subject = $2";
    let rows = db.rows(sql, &values![organisation, subject])?;
    rows.iter().map(|row| Ok((row.id(0, EntryId::from_bytes)?, row_to_facts(row)?))).collect()
}

/// Entries of a subject that name somebody whose record is sealed: that a child lives there, whose mother she is.
fn naming_sealed(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<BTreeSet<EntryId>, Error> {
    let rows = db.rows(
        "SELECT link.entry FROM link
         JOIN granted ON granted.organisation = link.organisation AND granted.subject = link.other
         WHERE link.organisation = $1 AND link.one = $2 AND granted.scope = $3",
        &values![organisation, subject, Scope::Sealed],
    )?;
    rows.iter().map(|row| row.id(0, EntryId::from_bytes)).collect()
}

fn held(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    audience: AudienceId,
) -> Result<BTreeSet<EntryId>, Error> {
    let rows = db.rows(
        "SELECT entry.id FROM entry WHERE entry.organisation = $1 AND entry.subject = $2
             AND (SELECT held.since FROM held WHERE held.organisation = entry.organisation
                 AND held.audience = $3 AND held.entry = entry.id) IS NOT NULL",
        &values![organisation, subject, audience],
    )?;
    rows.iter().map(|row| row.id(0, EntryId::from_bytes)).collect()
}

/// The changes in force of entries, each entry's in the order in which they arrived.
pub(super) fn ids_of(
    db: &dyn Db,
    organisation: OrganisationId,
    entries: &[EntryId],
) -> Result<Vec<(EntryId, Vec<ChangeId>)>, Error> {
    let keys: Vec<_> = entries.iter().map(|entry| values![organisation, *entry].to_vec()).collect();
    let rows = db.rows_of_each(
        "SELECT entry, id FROM change WHERE organisation = $1 AND entry = $2 AND state = 'in_force'
         ORDER BY arrived_at, device, incarnation, number, place",
        keys,
    )?;
    let mut of: BTreeMap<EntryId, Vec<ChangeId>> = entries.iter().map(|entry| (*entry, Vec::new())).collect();
    for row in rows {
        of.entry(row.id(0, EntryId::from_bytes)?).or_default().push(row.id(1, ChangeId::from_bytes)?);
    }
    // Parents before their children, as far as one entry's order goes; between entries, as they were asked for.
    Ok(entries.iter().map(|entry| (*entry, of.remove(entry).unwrap_or_default())).collect())
}
