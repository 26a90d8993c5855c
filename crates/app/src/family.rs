//! A family: who is who, how to reach them, and what happened.

mod around;
mod before_birth;
mod contact_point;
mod entries;
mod mother;
mod standing;
mod timeline;

use std::borrow::Cow;

use chrono::NaiveDate;
use doorstep_domain::access::may_read;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::contact::ReviewKind;
use doorstep_domain::entries::membership::Residence;
use doorstep_domain::entries::relationship::{ParentalResponsibility, Relationship, RelationshipKind};
use doorstep_domain::household::MainHome;
use doorstep_domain::id::{ChangeId, DraftId, EntryId, HouseholdId, PersonId, Subject, SubjectKind};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::draft::Draft;
use doorstep_store::read::{EntryState, Stored};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::entry::is_single;
use crate::error::ApiError;
use crate::identity::{SameView, same};
use crate::loops::LoopView;
use crate::person::{PersonView, person_view};
use crate::register::beside;
use crate::reviews::{ReviewView, due, reviews};
pub(crate) use around::Family;
pub(crate) use entries::{Entries, ReadOnce};
pub(crate) use mother::may_be_mother;
pub(crate) use standing::{alerts, in_force};

pub use contact_point::ContactPointView;
pub use standing::{AlertView, ServiceView, ServicesView};
pub use timeline::{Receipt, TimelineItem};
pub(crate) use timeline::{belongs_in_timeline, receipt, timeline_item};

/// Whose family.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct FamilyQuery {
    /// Anyone in it; the banner is theirs.
    pub person: PersonId,
}

/// A family, seen from one person.
#[derive(Clone, Serialize, TS)]
pub struct FamilyView {
    /// The person that the screen is about.
    pub person: PersonView,
    /// Whether somebody recorded the birth: a child of the caseload.
    pub is_child: bool,
    /// Whether they may carry a child: they may be offered an antenatal visit, and a baby of theirs be registered.
    pub may_be_mother: bool,
    /// Their mother or first carer, for the visit form.
    pub mother: Option<PersonId>,
    /// When alcohol in the pregnancy with this child was last recorded, ISO, for whoever may read the mother's record.
    pub alcohol_before_birth: Option<String>,
    /// Everybody in the family, the person first.
    pub people: Vec<MemberView>,
    /// What must be read before somebody knocks or rings.
    pub alerts: Vec<AlertView>,
    /// When somebody else of the family died, ISO, the latest: to be known on every screen of the family (S8).
    pub bereaved_on: Option<String>,
    /// Who else works with the family.
    pub services: ServicesView,
    /// The homes.
    pub households: Vec<HouseholdView>,
    /// The reviews of the screen's child, by age.
    pub reviews: Vec<ReviewView>,
    /// The review that is due soon or overdue, which a visit today is likely to be.
    pub next_review: Option<ReviewKind>,
    /// What was asked for, promised or due and has no answer: the longest overdue first.
    pub loops: Vec<LoopView>,
    /// Other records that are, or may be, of the screen's person.
    pub same: Vec<SameView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
    /// The kinds of entry about a person that the practitioner may record.
    pub may_record: Vec<EntryKind>,
    /// Drafts about anybody in the family.
    pub drafts: Vec<DraftId>,
    /// When this copy was last brought up to date, RFC 3339.
    pub as_of: Option<String>,
}

/// Somebody in the family.
#[derive(Clone, Serialize, TS)]
pub struct MemberView {
    /// Who.
    pub person: PersonView,
    /// What they are to the screen's person, or they to it.
    pub relationship: Option<RelationshipView>,
    /// How to reach them.
    pub contact_points: Vec<ContactPointView>,
}

/// Who an adult is to the child.
#[derive(Clone, Serialize, TS)]
pub struct RelationshipView {
    /// The entry that says so.
    pub entry: EntryId,
    /// The version of it that is shown.
    pub change: ChangeId,
    /// The child.
    pub child: PersonId,
    /// The adult: the member, or the screen's person where the member is their child.
    pub adult: PersonId,
    /// What.
    pub relationship: RelationshipKind,
    /// Parental responsibility.
    pub parental_responsibility: ParentalResponsibility,
    /// A restriction, in words.
    pub contact_restriction: Option<String>,
    /// From when, ISO.
    pub from: Option<String>,
    /// Until when, ISO.
    pub to: Option<String>,
}

/// A home.
#[derive(Clone, Serialize, TS)]
pub struct HouseholdView {
    /// Which.
    pub household: HouseholdId,
    /// The address in use, its lines and postcode.
    pub address: Vec<String>,
    /// The entry that says so; none where there is no address.
    pub address_entry: Option<EntryId>,
    /// Kept off letters.
    pub hidden: bool,
    /// Who lives there.
    pub members: Vec<HouseholdMember>,
}

/// Somebody who lives there.
#[derive(Clone, Serialize, TS)]
pub struct HouseholdMember {
    /// The entry that says so.
    pub entry: EntryId,
    /// The version of it that is shown.
    pub change: ChangeId,
    /// Who.
    pub person: PersonId,
    /// Main home or another.
    pub residence: Residence,
    /// From when, ISO.
    pub from: Option<String>,
    /// Until when, ISO.
    pub to: Option<String>,
}

impl App {
    /// Noted before anything is shown: a look that cannot be noted does not happen. The same family shown again, because
    /// something in it changed, is the same look.
    pub(crate) fn note_look(&self, vault: &Vault, person: PersonId) -> Result<(), ApiError> {
        let mut open = self.open()?;
        let open = open.as_mut().ok_or_else(ApiError::locked)?;
        if open.looking_at != Some(person) {
            vault.look(&Noted::new(self.now(), Act::Viewed), *person.bytes())?;
            open.looking_at = Some(person);
        }
        Ok(())
    }

    pub(crate) fn alerts(&self, input: FamilyQuery) -> Result<Vec<AlertView>, ApiError> {
        let vault = self.vault()?;
        let family = Family::around(&vault, input.person)?;
        alerts(&*vault, &family.subjects(), self.now().date_naive())
    }

    pub(crate) fn family(&self, input: FamilyQuery) -> Result<FamilyView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let today = now.date_naive();
        if vault.is_sealed(input.person)? {
            vault.note(&Noted { subject: Some(*input.person.bytes()), ..Noted::new(now, Act::Denied) })?;
            return Err(ApiError::not_found());
        }
        let about = vault.one_of(input.person)?;
        let row = vault.person(about)?;
        if row.is_none() && is_nowhere(&vault, about)? {
            return Err(ApiError::not_found());
        }
        let person = person_view(&vault, about, today)?;
        self.note_look(&vault, about)?;
        let (family, entries) = Family::with_entries(&vault, about)?;
        let same = same(&vault, about, today)?;
        let is_ours = |draft: &Draft| {
            let whose = beside(draft).or(draft.subject.person());
            whose.is_some_and(|person| family.people.contains(&person) || family.is_about(person))
        };
        let drafts = vault.drafts()?.into_iter().filter(is_ours);
        let (mother, child) = (family.mother(), row.as_ref().filter(|row| row.is_child));
        let exposed = child.zip(mother).map(|(child, mother)| before_birth::alcohol_on(&entries, child, mother));
        let reviews = row.as_ref().map_or_else(|| Ok(Vec::new()), |row| reviews(&entries, row, today))?;
        let people = family.members(&entries, today)?;
        let others = people.iter().map(|member| &member.person).filter(|other| other.person != person.person);
        Ok(FamilyView {
            bereaved_on: others.filter_map(|other| other.died_on.clone()).max(),
            alcohol_before_birth: exposed.transpose()?.flatten(),
            may_be_mother: may_be_mother(&entries, about)?,
            next_review: due(&reviews),
            mother,
            alerts: alerts(&entries, &family.subjects(), today)?,
            services: standing::services(&entries, input.person, &family.subjects(), today)?,
            loops: family.loops(&entries, now)?,
            people,
            households: family.households(&entries)?,
            timeline: family.timeline(&entries)?,
            is_child: row.as_ref().is_some_and(|row| row.is_child),
            reviews,
            may_record: may_record(vault.enrolment()?.role),
            drafts: drafts.map(|draft| draft.id).collect(),
            as_of: vault.synced_at()?.map(|at| at.to_rfc3339()),
            same,
            person,
        })
    }
}

pub(crate) fn may_record(role: Role) -> Vec<EntryKind> {
    let of_a_person = |kind: &EntryKind| matches!(kind.about(), SubjectKind::Person | SubjectKind::PersonOrHousehold);
    let kinds = EntryKind::ALL.iter().copied().filter(of_a_person);
    kinds.filter(|kind| kind.recorders().include(role) && may_go_on(role, *kind)).collect()
}

/// Of what there is one of for each person, recording it again changes what is there: only for who may read it.
fn may_go_on(role: Role, kind: EntryKind) -> bool {
    may_read(role, &Kind::Known(kind), kind.sensitivity()) || !is_single(kind)
}

/// Bodies in force of one kind about a subject. One that cannot be read is left out here and shows in the timeline.
pub(crate) fn bodies<T: DeserializeOwned>(
    entries: &impl Entries,
    subject: Subject,
    kind: EntryKind,
) -> Result<Vec<T>, ApiError> {
    Ok(said(entries, subject, kind)?.into_iter().map(|(_, body)| body).collect())
}

/// As [`bodies`], each with its entry.
pub(crate) fn said<T: DeserializeOwned>(
    entries: &impl Entries,
    subject: Subject,
    kind: EntryKind,
) -> Result<Vec<(EntryId, T)>, ApiError> {
    Ok(shown(entries, subject, kind)?.into_iter().map(|(stored, body)| (stored.entry, body)).collect())
}

/// As [`bodies`], each with how its entry stands.
fn shown<T: DeserializeOwned>(
    entries: &impl Entries,
    subject: Subject,
    kind: EntryKind,
) -> Result<Vec<(Cow<'_, Stored>, T)>, ApiError> {
    let in_force = entries.of_kind(subject, kind)?.into_iter().filter(|stored| is_in_force(stored));
    Ok(in_force.filter_map(|stored| serde_json::from_str(stored.body()).ok().map(|body| (stored, body))).collect())
}

/// Whether it says what holds now.
pub(crate) fn is_in_force(stored: &Stored) -> bool {
    matches!(stored.state, EntryState::Settled | EntryState::Disputed)
}

/// What adults are to a child, each as the person that they are shown as; nobody whose record is sealed.
pub(crate) fn carers_of(entries: &impl Entries, child: PersonId) -> Result<Vec<Relationship>, ApiError> {
    let (vault, mut carers) = (entries.vault(), Vec::new());
    for said in bodies::<Relationship>(entries, Subject::Person(child), EntryKind::Relationship)? {
        let adult = vault.one_of(said.adult)?;
        if !vault.is_sealed(adult)? {
            carers.push(Relationship { adult, ..said });
        }
    }
    Ok(carers)
}

/// The mother among a child's carers, or the first of them.
pub(crate) fn mother_among<'a>(carers: impl Iterator<Item = &'a Relationship> + Clone) -> Option<PersonId> {
    let mother = carers.clone().find(|carer| carer.relationship == RelationshipKind::Mother);
    mother.or_else(|| carers.clone().next()).map(|carer| carer.adult)
}

/// Where somebody mainly lives on a day, by every household that any of their records belongs to.
pub(crate) fn main_home(vault: &Vault, person: PersonId, day: NaiveDate) -> Result<MainHome, ApiError> {
    let members = |home| bodies(vault, Subject::Household(home), EntryKind::Membership).map(|members| (home, members));
    let homes = vault.households_of(person)?.into_iter().map(members).collect::<Result<Vec<_>, _>>()?;
    Ok(MainHome::on(day, &vault.records_of(person)?, &homes))
}

/// The lines of an address and its postcode.
pub(crate) fn address_lines(address: &Address) -> Vec<String> {
    let postcode = address.postcode.as_ref().map(ToString::to_string);
    address.lines.iter().filter(|line| !line.is_empty()).cloned().chain(postcode).collect()
}

/// Whether nothing here is about somebody, no draft either: their family is not, or no longer, on this laptop.
fn is_nowhere(vault: &Vault, person: PersonId) -> Result<bool, ApiError> {
    let subject = Subject::Person(person);
    Ok(vault.entries_of(subject)?.is_empty() && vault.drafts()?.iter().all(|draft| draft.subject != subject))
}
