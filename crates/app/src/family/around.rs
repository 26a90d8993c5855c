//! The closure of households and relationships around a person: what a screen calls a family.

use std::borrow::Cow;
use std::collections::BTreeSet;

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::membership::Membership;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::entries::transfer::{Transfer, TransferDirection, TransferState};
use doorstep_domain::id::{ChangeId, EntryId, HouseholdId, PersonId, Subject};
use doorstep_store::Vault;
use doorstep_store::read::Stored;

use super::contact_point::contact_points;
use super::standing::subjects_of;
use super::timeline::{TimelineItem, belongs_in_timeline, of_person, timeline_item};
use super::{
    Entries, HouseholdMember, HouseholdView, MemberView, ReadOnce, RelationshipView, address_lines, is_in_force,
    mother_among, said, shown,
};
use crate::error::ApiError;
use crate::loops::{LoopView, Reader, in_order};
use crate::scans::scans;
use crate::seen::Acknowledged;
use crate::staff::StaffNames;

/// What one adult is to one child.
struct Related {
    entry: EntryId,
    change: ChangeId,
    child: PersonId,
    said: Relationship,
}

/// The closure of households and relationships around a person: what a screen calls a family.
pub(crate) struct Family {
    about: PersonId,
    pub(crate) people: Vec<PersonId>,
    relationships: Vec<Related>,
    households: Vec<HouseholdId>,
    /// The records that are of the screen's person.
    records: Vec<PersonId>,
}

impl Family {
    pub(crate) fn around(vault: &Vault, about: PersonId) -> Result<Self, ApiError> {
        Self::unrelated(vault, about)?.related(vault)
    }

    /// With everything that is recorded about it, read once.
    pub(super) fn with_entries(vault: &Vault, about: PersonId) -> Result<(Self, ReadOnce<'_>), ApiError> {
        let family = Self::unrelated(vault, about)?;
        let entries = ReadOnce::of(vault, &family.subjects())?;
        Ok((family.related(&entries)?, entries))
    }

    /// Who belongs to it; not yet what they are to one another.
    fn unrelated(vault: &Vault, about: PersonId) -> Result<Self, ApiError> {
        let households = vault.households_of(about)?;
        let mut people = vec![about];
        people.extend(vault.adults_of(about)?);
        people.extend(vault.children_of(about)?);
        for adult in people.clone() {
            people.extend(vault.children_of(adult)?);
        }
        for household in &households {
            people.extend(vault.members_of(*household)?);
        }
        let mut seen = BTreeSet::new();
        people.retain(|person| seen.insert(*person));
        let records = vault.records_of(about)?;
        Ok(Self { about, people, relationships: Vec::new(), households, records })
    }

    fn related(self, entries: &impl Entries) -> Result<Self, ApiError> {
        let (vault, mut relationships) = (entries.vault(), Vec::new());
        for child in &self.people {
            for (stored, said) in shown::<Relationship>(entries, Subject::Person(*child), EntryKind::Relationship)? {
                let (entry, change) = (stored.entry, stored.change.id());
                let said = Relationship { adult: vault.one_of(said.adult)?, ..said };
                if !vault.is_sealed(said.adult)? {
                    relationships.push(Related { entry, change, child: *child, said });
                }
            }
        }
        Ok(Self { relationships, ..self })
    }

    /// Whether a record is one of the screen's person.
    pub(super) fn is_about(&self, record: PersonId) -> bool {
        self.records.contains(&record)
    }

    /// What entries about the family are about.
    pub(crate) fn subjects(&self) -> Vec<Subject> {
        subjects_of(&self.people, &self.households)
    }

    /// The mother, or the first carer, of the person that the screen is about.
    pub(super) fn mother(&self) -> Option<PersonId> {
        mother_among(self.relationships.iter().filter(|one| one.child == self.about).map(|one| &one.said))
    }

    pub(super) fn members(&self, entries: &impl Entries, today: NaiveDate) -> Result<Vec<MemberView>, ApiError> {
        let vault = entries.vault();
        let known = self.people.iter().filter_map(|person| vault.person(*person).transpose().map(|row| (*person, row)));
        known
            .map(|(person, row)| {
                Ok(MemberView {
                    person: crate::person::view(row?, today),
                    relationship: self.relationship_of(person),
                    contact_points: contact_points(entries, person)?,
                })
            })
            .collect()
    }

    /// What somebody is to the person of the screen, or that person to them.
    fn relationship_of(&self, person: PersonId) -> Option<RelationshipView> {
        let links = |child: PersonId, adult: PersonId| {
            self.relationships.iter().find(|one| one.child == child && one.said.adult == adult)
        };
        let found = links(self.about, person).or_else(|| links(person, self.about))?;
        Some(RelationshipView {
            entry: found.entry,
            change: found.change,
            child: found.child,
            adult: found.said.adult,
            relationship: found.said.relationship,
            parental_responsibility: found.said.parental_responsibility,
            contact_restriction: found.said.contact_restriction.clone(),
            from: found.said.from.map(|date| date.to_string()),
            to: found.said.to.map(|date| date.to_string()),
        })
    }

    pub(super) fn households(&self, entries: &impl Entries) -> Result<Vec<HouseholdView>, ApiError> {
        self.households
            .iter()
            .map(|household| {
                let subject = Subject::Household(*household);
                let addresses: Vec<(EntryId, Address)> = said(entries, subject, EntryKind::Address)?;
                // One that is in use, or the last that was.
                let in_use = addresses.iter().find(|(_, address)| address.to.is_none()).or(addresses.last());
                let address = in_use.map(|(_, address)| address);
                let members = shown(entries, subject, EntryKind::Membership)?;
                Ok(HouseholdView {
                    household: *household,
                    hidden: address.is_some_and(|address| address.hidden),
                    address: address.map(address_lines).unwrap_or_default(),
                    address_entry: in_use.map(|(entry, _)| *entry),
                    members: household_members(entries.vault(), members)?,
                })
            })
            .collect()
    }

    /// What is open about anybody of the family.
    pub(super) fn loops(&self, entries: &impl Entries, now: DateTime<FixedOffset>) -> Result<Vec<LoopView>, ApiError> {
        let mut reader = Reader::of(entries, now)?;
        let mut found = Vec::new();
        for person in &self.people {
            found.extend(reader.loops_of(*person)?);
        }
        Ok(in_order(found))
    }

    pub(super) fn timeline(&self, entries: &impl Entries) -> Result<Vec<TimelineItem>, ApiError> {
        let vault = entries.vault();
        let mut names = StaffNames::of(vault)?;
        let mut items: Vec<(i64, TimelineItem)> = Vec::new();
        let people = self.people.iter().map(|person| (*person, Subject::Person(*person)));
        let homes = self.households.iter().map(|home| (self.about, Subject::Household(*home)));
        for (person, subject) in people.chain(homes) {
            let (row, recorded) = (vault.person(person)?, entries.of(subject)?);
            let leaves = leaves_since(vault, &recorded)?;
            let acknowledged = Acknowledged::about(entries, &[subject])?;
            for stored in recorded.iter() {
                if belongs_in_timeline(stored) {
                    let item = of_person(timeline_item(stored, person, &mut names)?, stored, row.as_ref())?;
                    let item = TimelineItem { written_under: written_under(vault, stored, person)?, ..item };
                    let occurred = stored.change.header.occurred;
                    let is_contact = item.kind == Some(EntryKind::Contact);
                    let after_transfer = is_contact && leaves.is_some_and(|since| occurred.order() > since);
                    let is_document = item.kind == Some(EntryKind::Document);
                    let scans = if is_document { scans(vault, item.entry)? } else { Vec::new() };
                    let seen = acknowledged.view(stored, &mut names)?;
                    items.push((occurred.order(), TimelineItem { after_transfer, scans, seen, ..item }));
                }
            }
        }
        // Newest first; what happened at once stays in the order in which it was found.
        items.sort_by_key(|(occurred, _)| std::cmp::Reverse(*occurred));
        Ok(items.into_iter().map(|(_, item)| item).collect())
    }
}

/// Each person once, however many records they have; nobody whose record is sealed.
fn household_members(
    vault: &Vault,
    memberships: Vec<(Cow<'_, Stored>, Membership)>,
) -> Result<Vec<HouseholdMember>, ApiError> {
    let mut members: Vec<HouseholdMember> = Vec::new();
    for (stored, membership) in memberships {
        let person = vault.one_of(membership.person)?;
        let stays = membership.to.is_none();
        let twice = members.iter().any(|known| known.person == person && (known.to.is_none() == stays));
        if !twice && !vault.is_sealed(person)? {
            members.push(HouseholdMember {
                entry: stored.entry,
                change: stored.change.id(),
                person,
                residence: membership.residence,
                from: membership.from.map(|date| date.to_string()),
                to: membership.to.map(|date| date.to_string()),
            });
        }
    }
    Ok(members)
}

/// "Ada Okafor, NHS number 999 000 0018": under which of somebody's records it was written, where that is another one.
fn written_under(vault: &Vault, stored: &Stored, shown: PersonId) -> Result<Option<String>, ApiError> {
    let Some(record) = stored.change.header.subject.person().filter(|record| *record != shown) else { return Ok(None) };
    let Some(row) = vault.record_of(record)? else { return Ok(None) };
    let number = row.nhs_number.map(|number| format!("NHS number {number}"));
    Ok(Some([Some(row.full_name()), number].into_iter().flatten().collect::<Vec<_>>().join(", ")))
}

/// Since when a move out is under way or done: the order of the day on which it was first asked for.
fn leaves_since(vault: &Vault, entries: &[Stored]) -> Result<Option<i64>, ApiError> {
    let mut since = None;
    for stored in entries.iter().filter(|stored| stored.change.header.kind.known() == Some(EntryKind::Transfer)) {
        let Ok(transfer) = serde_json::from_str::<Transfer>(stored.body()) else { continue };
        let goes = transfer.direction == TransferDirection::Out && transfer.state != TransferState::Cancelled;
        if goes && is_in_force(stored) {
            let asked = vault.versions(stored.entry)?.iter().map(|version| version.header.occurred.order()).min();
            since = since.max(asked);
        }
    }
    Ok(since)
}
