//! Who is to hold what, worked out from nothing: from every change in force, by the pure rules alone.
//!
//! The ledger works it out step by step, as things are recorded; here it is done at once and forgotten. Where the two
//! differ, a step was missed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use doorstep_domain::audience::{Agreed, EntryFacts, Limits, Place, Places, Placing, Reader, Scope, may_hold};
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::sharing_protocol::SharingProtocol;
use doorstep_domain::fold::{Folded, State, Version, fold};
use doorstep_domain::id::{CentreId, ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::staff::Role;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::cast::CENTRE;
use crate::central::Kept;

/// The record as a whole.
pub(crate) struct Oracle<'k> {
    entries: BTreeMap<EntryId, Vec<&'k Change>>,
    folded: BTreeMap<EntryId, Folded>,
    kept: &'k Kept,
    today: NaiveDate,
    ties: Vec<(Subject, Subject)>,
    protocols: Vec<(CentreId, SharingProtocol)>,
}

impl<'k> Oracle<'k> {
    pub(crate) fn of(kept: &'k Kept, today: NaiveDate) -> Self {
        let mut entries: BTreeMap<EntryId, Vec<&Change>> = BTreeMap::new();
        for change in kept.in_force.values() {
            entries.entry(change.header.entry).or_default().push(change);
        }
        let folded = entries.iter().map(|(entry, changes)| (*entry, folded(changes))).collect();
        let (ties, protocols) = (Vec::new(), Vec::new());
        let mut oracle = Self { entries, folded, kept, today, ties, protocols };
        oracle.ties = oracle.ties();
        let said = oracle.said(Subject::Centre(CENTRE), EntryKind::SharingProtocol, false);
        oracle.protocols = said.into_iter().map(|protocol| (CENTRE, protocol)).collect();
        oracle
    }

    /// How an entry stands, by all that is in force of it.
    pub(crate) fn folded(&self, entry: EntryId) -> Option<&Folded> {
        self.folded.get(&entry)
    }

    /// The entries of which anything is in force.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (EntryId, &[&'k Change])> {
        self.entries.iter().map(|(entry, changes)| (*entry, changes.as_slice()))
    }

    /// The changes that somebody of this role holds who reads these scopes.
    pub(crate) fn held_by(&self, role: Role, reads: &BTreeSet<Scope>) -> BTreeSet<ChangeId> {
        let Some(reader) = Reader::of(role) else { return BTreeSet::new() };
        let mut held = BTreeSet::new();
        let mut grants: BTreeMap<Subject, BTreeMap<Scope, Agreed>> = BTreeMap::new();
        for (entry, changes) in self.entries() {
            let Some(facts) = self.facts(entry, changes) else { continue };
            let granted = grants.entry(facts.subject).or_insert_with(|| self.grants(facts.subject));
            let names_sealed = self.names_sealed(entry, changes);
            let holds = |(scope, agreed): (&Scope, &Agreed)| {
                reads.contains(scope)
                    && (*scope == Scope::Sealed || !names_sealed)
                    && may_hold(*scope, reader, &facts, agreed)
            };
            if granted.iter().any(holds) {
                held.extend(changes.iter().map(|change| change.id()));
            }
        }
        held
    }

    fn facts(&self, entry: EntryId, changes: &[&Change]) -> Option<EntryFacts> {
        let kind = changes.first()?.header.kind.clone();
        let heads = &self.folded(entry)?.heads;
        let heads: Vec<Value> = changes
            .iter()
            .filter(|change| heads.contains(&change.id()))
            .filter_map(|change| serde_json::from_str(change.body()).ok())
            .collect();
        let sensitivity = changes.iter().map(|change| change.header.sensitivity).max()?.max(kind.sensitivity());
        let limits = Limits::of(&kind, &heads);
        Some(EntryFacts { kind, subject: changes.first()?.header.subject, sensitivity, limits })
    }

    /// The scopes that a subject is in.
    pub(crate) fn grants(&self, subject: Subject) -> BTreeMap<Scope, Agreed> {
        match subject {
            Subject::Staff(staff) => {
                [Scope::Organisation, Scope::Own(staff)].map(|scope| (scope, Agreed::default())).into()
            }
            Subject::Centre(_) => [(Scope::Organisation, Agreed::default())].into(),
            Subject::Person(_) | Subject::Household(_) => {
                self.places(subject).scopes.into_iter().map(|(scope, place)| (scope, place.agreed)).collect()
            }
        }
    }

    /// A household is where its people are; an adult of whom nothing is said, where the child is.
    fn places(&self, subject: Subject) -> Places {
        let mut places = self.own_places(subject);
        let is_sealed = |places: &Places| places.scopes.contains_key(&Scope::Sealed);
        if matches!(subject, Subject::Household(_)) {
            for member in self.named_by(subject) {
                places.add_of_child(&self.own_places(member), true);
            }
        } else if !places.has_caseload() && !is_sealed(&places) {
            for relative in self.family(subject) {
                places.add_of_child(&self.own_places(relative), false);
            }
        }
        if !places.has_caseload()
            && !is_sealed(&places)
            && let Some(scope) = self.kept.registered.get(&subject)
        {
            places.add(*scope, Place::default());
        }
        places
    }

    fn own_places(&self, subject: Subject) -> Places {
        let Subject::Person(person) = subject else { return Places::default() };
        let sealed: Vec<Map<String, Value>> = self.said(subject, EntryKind::Sealing, false);
        let statuses: Vec<Map<String, Value>> = self.said(subject, EntryKind::SafeguardingStatus, false);
        let placing = Placing {
            is_sealed: sealed.iter().any(|sealing| sealing.get("lifted_on").is_none_or(Value::is_null)),
            accountable: self.said(subject, EntryKind::Accountable, true),
            is_safeguarded: statuses.iter().any(|status| status.get("state").and_then(Value::as_str) != Some("none")),
            delegations: self.said(subject, EntryKind::Delegation, false),
            consents: self.said(subject, EntryKind::Consent, false),
            // Nobody looks anybody up in these days.
            look_ups: Vec::new(),
        };
        placing.places(person, &self.protocols, self.today)
    }

    /// What entries of a kind say of a subject; `differing`: with every head, where colleagues differ.
    fn said<B: DeserializeOwned>(&self, subject: Subject, kind: EntryKind, differing: bool) -> Vec<B> {
        let mut said = Vec::new();
        for (entry, changes) in self.entries() {
            let is_it = |change: &&Change| change.header.subject == subject && change.header.kind.known() == Some(kind);
            let (true, Some(folded)) = (changes.first().is_some_and(is_it), self.folded(entry)) else { continue };
            match &folded.state {
                State::InError(_) | State::Disposed => {}
                _ if differing => {
                    let heads = changes.iter().filter(|change| folded.heads.contains(&change.id()));
                    let heads = heads.filter(|change| !change.header.in_error);
                    said.extend(heads.filter_map(|change| serde_json::from_str(change.body()).ok()));
                }
                State::Settled(body) | State::Disputed { in_force: body, .. } => {
                    said.extend(serde_json::from_value(Value::Object(body.clone())).ok());
                }
                State::Concurrent(_) => {}
            }
        }
        said
    }

    /// Who names whom: a child its adult, a household its people.
    fn ties(&self) -> Vec<(Subject, Subject)> {
        let mut ties = Vec::new();
        for (entry, changes) in self.entries() {
            let Some(first) = changes.first() else { continue };
            ties.extend(self.named(entry, first).map(|named| (first.header.subject, named)));
        }
        ties
    }

    /// Whom an entry names besides its subject.
    fn named(&self, entry: EntryId, first: &Change) -> Option<Subject> {
        let field = match first.header.kind.known() {
            Some(EntryKind::Relationship) => "adult",
            Some(EntryKind::Membership) => "person",
            _ => return None,
        };
        let (State::Settled(body) | State::Disputed { in_force: body, .. }) = &self.folded[&entry].state else {
            return None;
        };
        body.get(field)?.as_str()?.parse::<PersonId>().ok().map(Subject::Person)
    }

    fn names_sealed(&self, entry: EntryId, changes: &[&Change]) -> bool {
        let named = changes.first().and_then(|first| self.named(entry, first));
        named.is_some_and(|named| self.own_places(named).scopes.contains_key(&Scope::Sealed))
    }

    fn named_by(&self, subject: Subject) -> BTreeSet<Subject> {
        self.ties.iter().filter(|(one, _)| *one == subject).map(|(_, other)| *other).collect()
    }

    /// The people whom what is true of somebody may concern.
    fn family(&self, subject: Subject) -> BTreeSet<Subject> {
        let mut family = self.named_by(subject);
        for (near, _) in self.ties.iter().filter(|(_, other)| *other == subject) {
            family.insert(*near);
            if matches!(near, Subject::Household(_)) {
                family.extend(self.named_by(*near));
            }
        }
        family.retain(|relative| *relative != subject && relative.person().is_some());
        family
    }
}

fn folded(changes: &[&Change]) -> Folded {
    let kind = changes.first().and_then(|change| change.header.kind.known());
    fold(kind, &changes.iter().map(|change| Version::of(change)).collect::<Vec<_>>())
}
