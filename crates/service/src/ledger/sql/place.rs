//! Which audiences a subject is in, and bringing their logs into line with that.
//!
//! What is written and what is granted stand in one log, in one order. Each subject is settled in a transaction of its
//! own that has taken the subject's row, so that no change of it is stored meanwhile: a grant misses no change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use doorstep_domain::audience::{Agreed, EntryFacts, Limits, Place, Places, Placing, Scope, may_hold};
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::same_person::{SamePerson, Sameness};
use doorstep_domain::entries::sharing_protocol::SharingProtocol;
use doorstep_domain::fold::{Folded, State, Version, fold};
use doorstep_domain::id::{AudienceId, CentreId, ChangeId, EntryId, OrganisationId, PersonId, Subject};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::known::{agreed, json, lock, row_to_facts};
use super::logs::Growing;
use super::members;
use crate::ledger::Error;
use crate::ledger::db::{Db, values};

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
        )
    )
}

/// Whether entries of this kind say that two subjects belong together.
pub(super) fn is_link(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Membership | EntryKind::Relationship | EntryKind::SamePerson)
}

/// Whether entries of this kind decide which scopes their subject is in.
pub(super) fn decides(kind: EntryKind) -> bool {
    matches!(
        kind,
        EntryKind::Accountable
            | EntryKind::SafeguardingStatus
            | EntryKind::Delegation
            | EntryKind::Consent
            | EntryKind::SharingProtocol
            | EntryKind::Sealing
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

fn changes_of(db: &dyn Db, organisation: OrganisationId, entry: EntryId) -> Result<Vec<Change>, Error> {
    let sql = "SELECT bytes FROM change WHERE organisation = $1 AND entry = $2 AND state = 'in_force'";
    let mut changes = Vec::new();
    for mut row in db.rows(sql, &values![organisation, entry])? {
        changes.extend(row.signed(0)?.and_then(|bytes| Change::read(bytes).ok()));
    }
    Ok(changes)
}

fn folded(changes: &[Change]) -> Folded {
    let kind = changes.first().and_then(|change| change.header.kind.known());
    fold(kind, &changes.iter().map(Version::of).collect::<Vec<_>>())
}

/// What an entry says, and where colleagues differ, what is in force meanwhile.
fn in_force(changes: &[Change]) -> Option<Map<String, Json>> {
    match folded(changes).state {
        State::Settled(body) | State::Disputed { in_force: body, .. } => Some(body),
        State::Concurrent(_) | State::InError(_) | State::Disposed => None,
    }
}

/// A subject that is new joins the scopes that it begins in.
pub(super) fn register(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    first: Scope,
    scopes: &[Scope],
) -> Result<(), Error> {
    let registering = "UPDATE subject SET registered = $1 WHERE organisation = $2 AND subject = $3";
    db.run(registering, &values![first, organisation, subject])?;
    let rows = scopes.iter().map(|scope| values![organisation, subject, *scope, ""].to_vec()).collect();
    db.run_each("INSERT INTO granted (organisation, subject, scope, agreed) VALUES ($1, $2, $3, $4)", rows)?;
    Ok(())
}

pub(super) fn is_registered(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<bool, Error> {
    Ok(registered(db, organisation, subject)?.is_some())
}

fn registered(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<Option<Scope>, Error> {
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

pub(super) fn mark_unsettled(
    db: &dyn Db,
    organisation: OrganisationId,
    subjects: &BTreeSet<Subject>,
    due_at: DateTime<Utc>,
) -> Result<(), Error> {
    if subjects.is_empty() {
        return Ok(());
    }
    let rows = subjects.iter().map(|subject| values![organisation, *subject, due_at].to_vec()).collect();
    db.run_each(
        "INSERT INTO unsettled (organisation, subject, due_at) VALUES ($1, $2, $3)
         ON CONFLICT (organisation, subject) DO UPDATE SET
             due_at = CASE WHEN unsettled.due_at < excluded.due_at THEN unsettled.due_at ELSE excluded.due_at END",
        rows,
    )?;
    Ok(())
}

pub(super) fn unsettled(
    db: &dyn Db,
    organisation: OrganisationId,
    at: DateTime<Utc>,
    most: u32,
) -> Result<Vec<Subject>, Error> {
    let rows = db.rows(
        "SELECT subject FROM unsettled WHERE organisation = $1 AND due_at <= $2 ORDER BY due_at, subject LIMIT $3",
        &values![organisation, at, most],
    )?;
    rows.iter().map(|row| row.parsed(0)).collect()
}

/// Works out which scopes a subject is in, and brings the logs of their audiences into line.
pub(super) fn settle(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    at: DateTime<Utc>,
) -> Result<(), Error> {
    lock(db, organisation, &[subject])?;
    db.run("DELETE FROM unsettled WHERE organisation = $1 AND subject = $2", &values![organisation, subject])?;
    let settling = Settling { db, organisation, at };
    match subject {
        Subject::Centre(centre) => settling.mark_families_of(centre)?,
        Subject::Staff(_) => {}
        Subject::Person(_) | Subject::Household(_) => return settling.settle(subject),
    }
    place_again(db, organisation, subject)
}

/// Brings the logs into line with the scopes that a subject is in as things stand: for an audience that is new, and after
/// an entry became more sensitive.
pub(super) fn place_again(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<(), Error> {
    let grants = granted(db, organisation, subject)?;
    let scopes = grants.keys().copied().collect();
    place(db, organisation, subject, &grants, &scopes)
}

struct Grant {
    agreed: Agreed,
    until: Option<DateTime<Utc>>,
}

fn granted(db: &dyn Db, organisation: OrganisationId, subject: Subject) -> Result<BTreeMap<Scope, Grant>, Error> {
    let sql = "SELECT scope, agreed, until FROM granted WHERE organisation = $1 AND subject = $2";
    let rows = db.rows(sql, &values![organisation, subject])?;
    let grant = |row: &crate::ledger::db::Row| {
        Ok((row.parsed(0)?, Grant { agreed: agreed(row.text(1)?)?, until: row.maybe_time(2)? }))
    };
    rows.iter().map(grant).collect()
}

fn place(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    grants: &BTreeMap<Scope, Grant>,
    scopes: &BTreeSet<Scope>,
) -> Result<(), Error> {
    let entries = entries_of(db, organisation, subject)?;
    let audiences = members::audiences(db, organisation, scopes.iter().copied())?;
    let mut growing = Growing::default();
    for (scope, audience) in audiences.iter().flat_map(|(scope, of)| of.iter().map(move |one| (*scope, *one))) {
        let grant = grants.get(&scope);
        let wanted =
            |facts: &EntryFacts| grant.is_some_and(|grant| may_hold(scope, audience.reader, facts, &grant.agreed));
        let wanted: BTreeSet<EntryId> =
            entries.iter().filter(|(_, facts)| wanted(facts)).map(|(entry, _)| *entry).collect();
        let held = held(db, organisation, subject, audience.id)?;
        let dropped: Vec<EntryId> = held.difference(&wanted).copied().collect();
        if !dropped.is_empty() {
            let changes = ids_of(db, organisation, &dropped)?;
            growing.withdraw(audience.id, subject, &changes, wanted.is_empty());
        }
        let added: Vec<EntryId> = wanted.difference(&held).copied().collect();
        for (entry, changes) in ids_of(db, organisation, &added)? {
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

fn held(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    audience: AudienceId,
) -> Result<BTreeSet<EntryId>, Error> {
    let rows = db.rows(
        "SELECT entry.id FROM entry
         JOIN held ON held.organisation = entry.organisation AND held.entry = entry.id AND held.audience = $1
         WHERE entry.organisation = $2 AND entry.subject = $3",
        &values![audience, organisation, subject],
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
        &keys,
    )?;
    let mut of: BTreeMap<EntryId, Vec<ChangeId>> = entries.iter().map(|entry| (*entry, Vec::new())).collect();
    for row in rows {
        of.entry(row.id(0, EntryId::from_bytes)?).or_default().push(row.id(1, ChangeId::from_bytes)?);
    }
    // Parents before their children, as far as one entry's order goes; between entries, as they were asked for.
    Ok(entries.iter().map(|entry| (*entry, of.remove(entry).unwrap_or_default())).collect())
}

/// The settling of one subject.
struct Settling<'d> {
    db: &'d dyn Db,
    organisation: OrganisationId,
    at: DateTime<Utc>,
}

impl Settling<'_> {
    fn settle(&self, subject: Subject) -> Result<(), Error> {
        let places = self.places(subject)?;
        let before = granted(self.db, self.organisation, subject)?;
        let mut after: BTreeMap<Scope, Grant> = BTreeMap::new();
        for (scope, Place { agreed, until }) in places.scopes {
            after.insert(scope, Grant { agreed, until: until.and_then(end_of) });
        }
        // Whoever looked somebody up holds them until the time is over, whatever is recorded meanwhile.
        for (scope, grant) in &before {
            if matches!(scope, Scope::LookUp(_)) && grant.until.is_some_and(|until| until > self.at) {
                after.insert(*scope, Grant { agreed: grant.agreed.clone(), until: grant.until });
            }
        }
        let is_changed = self.keep_grants(subject, &before, &after)?;
        if is_changed {
            mark_unsettled(self.db, self.organisation, &self.family(subject)?, self.at)?;
        }
        if let Some(due) = places.changes_on.and_then(beginning_of) {
            mark_unsettled(self.db, self.organisation, &[subject].into(), due)?;
        }
        let scopes = before.keys().chain(after.keys()).copied().collect();
        place(self.db, self.organisation, subject, &after, &scopes)
    }

    fn keep_grants(
        &self,
        subject: Subject,
        before: &BTreeMap<Scope, Grant>,
        after: &BTreeMap<Scope, Grant>,
    ) -> Result<bool, Error> {
        let mut is_changed = false;
        for scope in before.keys().filter(|scope| !after.contains_key(scope)) {
            is_changed = true;
            self.db.run(
                "DELETE FROM granted WHERE organisation = $1 AND subject = $2 AND scope = $3",
                &values![self.organisation, subject, *scope],
            )?;
        }
        for (scope, grant) in after {
            let same = |known: &Grant| known.agreed == grant.agreed && known.until == grant.until;
            if before.get(scope).is_some_and(same) {
                continue;
            }
            is_changed = true;
            self.db.run(
                "INSERT INTO granted (organisation, subject, scope, agreed, until) VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (organisation, subject, scope) DO UPDATE SET agreed = excluded.agreed, until = excluded.until",
                &values![self.organisation, subject, *scope, json(&grant.agreed)?, grant.until],
            )?;
        }
        Ok(is_changed)
    }

    /// The scopes that what is said of a subject, and of who belongs to it, puts it in.
    fn places(&self, subject: Subject) -> Result<Places, Error> {
        let mut places = match subject {
            Subject::Person(person) => self.places_of_person(person)?,
            Subject::Household(_) => {
                let mut places = Places::default();
                for member in self.linked_from(subject)? {
                    places.add_of_child(&self.own_places(member)?, true);
                }
                places
            }
            Subject::Staff(_) | Subject::Centre(_) => Places::default(),
        };
        if !places.has_caseload()
            && !places.scopes.contains_key(&Scope::Sealed)
            && let Some(scope) = registered(self.db, self.organisation, subject)?
        {
            places.add(scope, Place::default());
        }
        Ok(places)
    }

    fn places_of_person(&self, person: PersonId) -> Result<Places, Error> {
        let subject = Subject::Person(person);
        let mut places = self.own_places(subject)?;
        if places.has_caseload() || places.scopes.contains_key(&Scope::Sealed) {
            return Ok(places);
        }
        for relative in self.family(subject)?.into_iter().filter(|relative| relative.person().is_some()) {
            places.add_of_child(&self.own_places(relative)?, false);
        }
        Ok(places)
    }

    /// The scopes that a person is in by what is said of them, and of records that are merged with theirs.
    fn own_places(&self, subject: Subject) -> Result<Places, Error> {
        let Subject::Person(person) = subject else { return Ok(Places::default()) };
        let today = self.at.date_naive();
        let placing = self.placing(subject)?;
        let protocols = self.protocols(&placing)?;
        let mut places = placing.places(person, &protocols, today);
        if places.scopes.contains_key(&Scope::Sealed) {
            return Ok(places);
        }
        for twin in self.merged_with(subject)? {
            places.add_of_child(&self.placing(twin)?.places(person, &protocols, today), false);
        }
        Ok(places)
    }

    fn placing(&self, subject: Subject) -> Result<Placing, Error> {
        // Both are read without their types: a body of a later build must neither open a record nor hide a child.
        let sealed: Vec<Map<String, Json>> = self.said(subject, EntryKind::Sealing)?;
        let statuses: Vec<Map<String, Json>> = self.said(subject, EntryKind::SafeguardingStatus)?;
        Ok(Placing {
            is_sealed: sealed.iter().any(|sealing| sealing.get("lifted_on").is_none_or(Json::is_null)),
            accountable: self.candidates(subject, EntryKind::Accountable)?,
            is_safeguarded: statuses.iter().any(|status| status.get("state").and_then(Json::as_str) != Some("none")),
            delegations: self.said(subject, EntryKind::Delegation)?,
            consents: self.said(subject, EntryKind::Consent)?,
        })
    }

    fn protocols(&self, placing: &Placing) -> Result<Vec<(CentreId, SharingProtocol)>, Error> {
        let centres: BTreeSet<CentreId> = placing.consents.iter().filter_map(|consent| consent.centre).collect();
        let mut protocols = Vec::new();
        for centre in centres {
            let said: Vec<SharingProtocol> = self.said(Subject::Centre(centre), EntryKind::SharingProtocol)?;
            protocols.extend(said.into_iter().map(|protocol| (centre, protocol)));
        }
        Ok(protocols)
    }

    /// What the entries of a kind say of a subject.
    fn said<B: DeserializeOwned>(&self, subject: Subject, kind: EntryKind) -> Result<Vec<B>, Error> {
        let mut said = Vec::new();
        for changes in self.entries(subject, kind)? {
            let body = in_force(&changes).map(Json::Object);
            said.extend(body.and_then(|body| serde_json::from_value(body).ok()));
        }
        Ok(said)
    }

    /// The same, with every head where colleagues differ.
    fn candidates<B: DeserializeOwned>(&self, subject: Subject, kind: EntryKind) -> Result<Vec<B>, Error> {
        let mut said = Vec::new();
        for changes in self.entries(subject, kind)? {
            let folded = folded(&changes);
            if matches!(folded.state, State::InError(_) | State::Disposed) {
                continue;
            }
            let heads = changes.iter().filter(|change| folded.heads.contains(&change.id()) && !change.header.in_error);
            said.extend(heads.filter_map(|change| serde_json::from_str(change.body()).ok()));
        }
        Ok(said)
    }

    fn entries(&self, subject: Subject, kind: EntryKind) -> Result<Vec<Vec<Change>>, Error> {
        let rows = self.db.rows(
            "SELECT id FROM entry WHERE organisation = $1 AND subject = $2 AND kind = $3",
            &values![self.organisation, subject, kind.name()],
        )?;
        rows.iter().map(|row| changes_of(self.db, self.organisation, row.id(0, EntryId::from_bytes)?)).collect()
    }

    /// Whom what is true of a subject may concern: who lives with them, and who is what to whom.
    fn family(&self, subject: Subject) -> Result<BTreeSet<Subject>, Error> {
        let mut family: BTreeSet<Subject> = self.linked_from(subject)?.into_iter().collect();
        for near in self.linked_to(subject)? {
            family.insert(near);
            if matches!(near, Subject::Household(_)) {
                family.extend(self.linked_from(near)?);
            }
        }
        family.remove(&subject);
        Ok(family)
    }

    /// Those that entries of a subject name.
    fn linked_from(&self, subject: Subject) -> Result<Vec<Subject>, Error> {
        let sql = "SELECT other FROM link WHERE organisation = $1 AND one = $2";
        self.db.rows(sql, &values![self.organisation, subject])?.iter().map(|row| row.parsed(0)).collect()
    }

    /// Those whose entries name a subject.
    fn linked_to(&self, subject: Subject) -> Result<Vec<Subject>, Error> {
        let sql = "SELECT one FROM link WHERE organisation = $1 AND other = $2";
        self.db.rows(sql, &values![self.organisation, subject])?.iter().map(|row| row.parsed(0)).collect()
    }

    fn merged_with(&self, subject: Subject) -> Result<Vec<Subject>, Error> {
        let rows = self.db.rows(
            "SELECT CASE WHEN link.one = $1 THEN link.other ELSE link.one END FROM link
             JOIN entry ON entry.organisation = link.organisation AND entry.id = link.entry
             WHERE link.organisation = $2 AND entry.kind = $3 AND (link.one = $4 OR link.other = $5)",
            &values![subject, self.organisation, EntryKind::SamePerson.name(), subject, subject],
        )?;
        rows.iter().map(|row| row.parsed(0)).collect()
    }

    /// Everybody of whom a centre is told, or would be by a protocol that is new.
    fn mark_families_of(&self, centre: CentreId) -> Result<(), Error> {
        let told = self.db.rows(
            "SELECT subject FROM granted WHERE organisation = $1 AND scope = $2",
            &values![self.organisation, Scope::Centre(centre)],
        )?;
        let agreed = self.db.rows(
            "SELECT subject FROM entry WHERE organisation = $1 AND kind = $2 AND limits LIKE $3",
            &values![self.organisation, EntryKind::Consent.name(), format!("%{centre}%")],
        )?;
        let subjects = told.iter().chain(&agreed).map(|row| row.parsed(0)).collect::<Result<_, _>>()?;
        mark_unsettled(self.db, self.organisation, &subjects, self.at)
    }
}

fn beginning_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.succ_opt().and_then(beginning_of)
}
