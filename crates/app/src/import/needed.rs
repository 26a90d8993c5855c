//! What an undo must leave because something hangs on it: nobody's visit may be left without its child, and no child of
//! another import without its mother.

use std::collections::BTreeSet;

use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::membership::Membership;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use serde::de::DeserializeOwned;

use crate::error::ApiError;

/// People and households that records outside the act are about, or refer to.
pub(super) struct Needed {
    people: BTreeSet<PersonId>,
    households: BTreeSet<HouseholdId>,
}

/// The vault, as seen from outside one act.
struct Outside<'a> {
    vault: &'a Vault,
    act: &'a BTreeSet<EntryId>,
    drafts: BTreeSet<PersonId>,
}

impl Needed {
    /// `act` is all that the act wrote, `going` what of it would be marked in error.
    pub(super) fn of(vault: &Vault, act: &BTreeSet<EntryId>, going: &[Box<Change>]) -> Result<Self, ApiError> {
        let drafts = vault.drafts()?.into_iter().filter_map(|draft| draft.subject.person()).collect();
        let outside = Outside { vault, act, drafts };
        let mut needed = Self { people: BTreeSet::new(), households: BTreeSet::new() };
        for subject in going.iter().filter(|change| is_founding(change)).map(|change| change.header.subject) {
            match subject {
                Subject::Person(person) if outside.needs_person(person)? => drop(needed.people.insert(person)),
                Subject::Household(home) if outside.is_about(subject)? => drop(needed.households.insert(home)),
                Subject::Person(_) | Subject::Household(_) | Subject::Staff(_) | Subject::Centre(_) => {}
            }
        }
        // Who stays keeps their carers, and all of them keep their homes.
        let carers: Vec<PersonId> = bodies(going, EntryKind::Relationship)
            .filter(|(subject, _)| needed.keeps(*subject))
            .map(|(_, body): (_, Relationship)| body.adult)
            .collect();
        needed.people.extend(carers);
        let homes: Vec<HouseholdId> = bodies(going, EntryKind::Membership)
            .filter(|(_, body): &(_, Membership)| needed.people.contains(&body.person))
            .filter_map(|(subject, _)| subject.household())
            .collect();
        needed.households.extend(homes);
        Ok(needed)
    }

    /// Whether an entry of the act must stay. A membership goes with its person, whoever else lives there.
    pub(super) fn keep(&self, change: &Change) -> bool {
        let header = &change.header;
        if header.kind.known() == Some(EntryKind::Membership) {
            let member: Option<Membership> = serde_json::from_str(change.body()).ok();
            return member.is_some_and(|member| self.people.contains(&member.person));
        }
        self.keeps(header.subject)
    }

    fn keeps(&self, subject: Subject) -> bool {
        match subject {
            Subject::Person(person) => self.people.contains(&person),
            Subject::Household(household) => self.households.contains(&household),
            Subject::Staff(_) | Subject::Centre(_) => false,
        }
    }
}

impl Outside<'_> {
    fn needs_person(&self, person: PersonId) -> Result<bool, ApiError> {
        if self.drafts.contains(&person) || self.is_about(Subject::Person(person))? {
            return Ok(true);
        }
        for child in self.vault.children_of(person)? {
            let is_carer = |carer: &Relationship| carer.adult == person;
            if self.has(Subject::Person(child), EntryKind::Relationship, is_carer)? {
                return Ok(true);
            }
        }
        for household in self.vault.households_of(person)? {
            let is_member = |member: &Membership| member.person == person;
            if self.has(Subject::Household(household), EntryKind::Membership, is_member)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether something in force outside the act is about the subject.
    fn is_about(&self, subject: Subject) -> Result<bool, ApiError> {
        Ok(self.vault.standing_of(subject)?.iter().any(|(entry, state)| self.stands(*entry, *state)))
    }

    /// Whether something in force outside the act, of this kind and about this subject, says so.
    fn has<B: DeserializeOwned>(
        &self,
        subject: Subject,
        kind: EntryKind,
        says: impl Fn(&B) -> bool,
    ) -> Result<bool, ApiError> {
        let stored = self.vault.entries_of_kind(subject, kind)?;
        let said = |stored: &Stored| serde_json::from_str(stored.body()).is_ok_and(|body: B| says(&body));
        Ok(stored.iter().any(|stored| self.stands(stored.entry, stored.state) && said(stored)))
    }

    fn stands(&self, entry: EntryId, state: EntryState) -> bool {
        let in_force = match state {
            EntryState::Settled | EntryState::Disputed | EntryState::Concurrent => true,
            EntryState::InError | EntryState::Disposed | EntryState::SetAside => false,
        };
        in_force && !self.act.contains(&entry)
    }
}

/// Whether a person or a household is gone without it. What an import added to somebody else's can go alone.
fn is_founding(change: &Change) -> bool {
    matches!(change.header.kind.known(), Some(EntryKind::Identity | EntryKind::Address))
}

/// The bodies of one kind, each with its subject.
fn bodies<B: DeserializeOwned>(changes: &[Box<Change>], kind: EntryKind) -> impl Iterator<Item = (Subject, B)> {
    let of_kind = changes.iter().filter(move |change| change.header.kind.known() == Some(kind));
    of_kind.filter_map(|change| Some((change.header.subject, serde_json::from_str(change.body()).ok()?)))
}
