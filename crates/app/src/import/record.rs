//! What the record says, in the vault and in what this import is about to add to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::id::{ChangeId, EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::name::fold;
use doorstep_domain::person::Person;
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::UNDONE;
use crate::error::ApiError;

/// An entry as it stands.
pub(super) enum Standing {
    /// Nobody wrote it.
    Absent,
    /// An import wrote it and was undone: another may write it again.
    Undone(Vec<ChangeId>),
    /// It says this.
    InForce {
        heads: Vec<ChangeId>,
        body: Map<String, Value>,
        /// Two people wrote different values: nothing is added until somebody decides.
        disputed: bool,
    },
    /// Somebody marked it in error, it was disposed of, or the service set it aside: a file does not bring it back.
    Closed,
}

/// The vault, and what this import has planned so far.
pub(super) struct Record<'v> {
    pub(super) vault: &'v Vault,
    planned: BTreeMap<EntryId, (ChangeId, Box<str>)>,
    children: BTreeMap<(String, NaiveDate), Vec<Person>>,
}

/// A home that somebody has now.
pub(super) struct KnownHome {
    pub(super) household: HouseholdId,
    pub(super) residence: Residence,
    /// The address in use, and its entry.
    pub(super) address: Option<(EntryId, Address)>,
}

impl<'v> Record<'v> {
    pub(super) fn of(vault: &'v Vault) -> Result<Self, ApiError> {
        let mut children: BTreeMap<_, Vec<Person>> = BTreeMap::new();
        for row in vault.children(0, u32::MAX)? {
            if let Some(born) = row.birth_day() {
                children.entry((folded_name(&row.family, &row.given), born)).or_default().push(row);
            }
        }
        Ok(Self { children, ..Self::without_index(vault) })
    }

    /// The vault alone, for reading.
    pub(super) fn without_index(vault: &'v Vault) -> Self {
        Self { vault, planned: BTreeMap::new(), children: BTreeMap::new() }
    }

    /// Children of this name, folded, and birth date.
    pub(super) fn namesakes(&self, name: String, born: NaiveDate) -> &[Person] {
        self.children.get(&(name, born)).map(Vec::as_slice).unwrap_or_default()
    }

    /// Remembers a version until it is signed.
    pub(super) fn plan(&mut self, entry: EntryId, change: ChangeId, body: &str) {
        self.planned.insert(entry, (change, body.into()));
    }

    /// What was planned is in the vault now.
    pub(super) fn signed(&mut self) {
        self.planned.clear();
    }

    pub(super) fn standing(&self, entry: EntryId) -> Result<Standing, ApiError> {
        if let Some((change, body)) = self.planned.get(&entry) {
            return Ok(Standing::InForce { heads: vec![*change], body: serde_json::from_str(body)?, disputed: false });
        }
        let Some(stored) = self.vault.entry(entry)? else { return Ok(Standing::Absent) };
        let disputed = match stored.state {
            EntryState::Settled => false,
            EntryState::Disputed => true,
            EntryState::InError if is_undone(&stored) => return Ok(Standing::Undone(self.heads(&stored)?)),
            EntryState::InError | EntryState::Concurrent | EntryState::Disposed | EntryState::SetAside => {
                return Ok(Standing::Closed);
            }
        };
        Ok(Standing::InForce { heads: self.heads(&stored)?, body: serde_json::from_str(stored.body())?, disputed })
    }

    fn heads(&self, stored: &Stored) -> Result<Vec<ChangeId>, ApiError> {
        // One version is its own head; folding is for the few that have more.
        if stored.versions == 1 { Ok(vec![stored.change.id()]) } else { Ok(self.vault.folded(stored.entry)?.heads) }
    }

    /// Entries of a kind that are in force, with their bodies.
    pub(super) fn in_force<B: DeserializeOwned>(
        &self,
        subject: Subject,
        kind: EntryKind,
    ) -> Result<Vec<(EntryId, B)>, ApiError> {
        let stored = self.vault.entries_of_kind(subject, kind)?;
        let stands = |stored: &&Stored| matches!(stored.state, EntryState::Settled | EntryState::Disputed);
        let read = |stored: &Stored| Some((stored.entry, serde_json::from_str(stored.body()).ok()?));
        Ok(stored.iter().filter(stands).filter_map(read).collect())
    }

    /// The homes that somebody has now, the main one first.
    pub(super) fn homes(&self, person: PersonId) -> Result<Vec<KnownHome>, ApiError> {
        let mut homes = Vec::new();
        for household in self.vault.households_of(person)? {
            let members: Vec<(EntryId, Membership)> =
                self.in_force(Subject::Household(household), EntryKind::Membership)?;
            let here = members.into_iter().find(|(_, member)| member.person == person && member.to.is_none());
            if let Some((_, member)) = here {
                homes.push(KnownHome { household, residence: member.residence, address: self.address(household)? });
            }
        }
        homes.sort_by_key(|home| home.residence != Residence::Main);
        Ok(homes)
    }

    /// The address that a household has now.
    pub(super) fn address(&self, household: HouseholdId) -> Result<Option<(EntryId, Address)>, ApiError> {
        let addresses = self.in_force(Subject::Household(household), EntryKind::Address)?;
        Ok(addresses.into_iter().find(|(_, address): &(EntryId, Address)| address.to.is_none()))
    }

    /// The adults that have a relationship to a child.
    pub(super) fn adults(&self, child: PersonId) -> Result<Vec<Person>, ApiError> {
        let known: BTreeSet<PersonId> = self.vault.adults_of(child)?.into_iter().collect();
        let rows: Result<Vec<_>, _> = known.into_iter().map(|adult| self.vault.person(adult)).collect();
        Ok(rows?.into_iter().flatten().collect())
    }
}

/// Both names in plain letters.
pub(super) fn folded_name(family: &str, given: &str) -> String {
    format!("{}|{}", fold(family), fold(given))
}

fn is_undone(stored: &Stored) -> bool {
    stored.change.header.reason.as_deref() == Some(UNDONE)
}
