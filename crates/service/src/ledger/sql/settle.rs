//! Which scopes a subject is in, worked out from what is said of it and of who belongs to it.
//!
//! What is written and what is granted stand in one log, in one order. Each subject is settled in a transaction of its
//! own that has taken the subject's row, so that no change of it is stored meanwhile: a grant misses no change.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use doorstep_domain::audience::{Place, Places, Placing, Scope};
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::sharing_protocol::SharingProtocol;
use doorstep_domain::fold::State;
use doorstep_domain::id::{CentreId, EntryId, OrganisationId, PersonId, Subject};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value as Json};

use super::known::{json, lock};
use super::look_up;
use super::place::{Grant, granted, place, place_again, registered};
use super::restore;
use super::said::{changes_of, folded, in_force};
use crate::ledger::Error;
use crate::ledger::db::{Call, Db, values};

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

/// Everybody: what is known of all of them may be another.
pub(super) fn mark_all_unsettled(
    db: &dyn Db,
    organisation: OrganisationId,
    due_at: DateTime<Utc>,
) -> Result<(), Error> {
    let sql = "SELECT subject FROM subject WHERE organisation = $1";
    let rows = db.rows(sql, &values![organisation])?;
    let subjects = rows.iter().map(|row| row.parsed(0)).collect::<Result<_, _>>()?;
    mark_unsettled(db, organisation, &subjects, due_at)
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
    let sql = "DELETE FROM unsettled WHERE organisation = $1 AND subject = $2";
    db.later(Call::Once(sql, values![organisation, subject].to_vec()))?;
    let settling = Settling { db, organisation, at };
    match subject {
        Subject::Centre(centre) => settling.mark_families_of(centre)?,
        Subject::Staff(staff) => {
            let found = look_up::find_asked_for(db, organisation, staff, at)?;
            mark_unsettled(db, organisation, &found, at)?;
        }
        Subject::Person(_) | Subject::Household(_) => return settling.settle(subject),
    }
    place_again(db, organisation, subject)
}

/// Whom what is said of a subject may concern, also where it stays in the scopes that it is in: a child may be in the
/// caseload where it was registered already, and its mother elsewhere.
pub(super) fn family_of(
    db: &dyn Db,
    organisation: OrganisationId,
    subject: Subject,
    at: DateTime<Utc>,
) -> Result<BTreeSet<Subject>, Error> {
    Settling { db, organisation, at }.family(subject)
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
        if restore::is_restoring(self.db, self.organisation)? {
            grant_nothing_new(&before, &mut after);
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
            look_ups: look_up::of_subject(self.db, self.organisation, subject)?,
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

/// A service that was restored may have forgotten what ended since: until it is whole, it takes away and does not give.
fn grant_nothing_new(before: &BTreeMap<Scope, Grant>, after: &mut BTreeMap<Scope, Grant>) {
    after.retain(|scope, _| before.contains_key(scope));
    for (scope, grant) in after {
        let Some(known) = before.get(scope) else { continue };
        grant.agreed.slices.retain(|slice| known.agreed.slices.contains(slice));
        grant.agreed.people.retain(|person| known.agreed.people.contains(person));
    }
}

fn beginning_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.and_time(NaiveTime::MIN).and_utc())
}

fn end_of(day: NaiveDate) -> Option<DateTime<Utc>> {
    day.succ_opt().and_then(beginning_of)
}
