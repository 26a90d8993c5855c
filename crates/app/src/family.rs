//! A family: who is who, how to reach them, and what happened.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint, Safe};
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::entries::relationship::{ParentalResponsibility, Relationship, RelationshipKind};
use doorstep_domain::entries::{About, Body, EntryKind};
use doorstep_domain::fold::MergeRule;
use doorstep_domain::id::{BatchId, ChangeId, DraftId, EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::phone::Phone;
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::read::{EntryState, Progress, Stored};
use doorstep_store::sign::ToSign;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::ApiError;
use crate::person::{AuthorView, PersonView, person_view};
use crate::staff::StaffNames;
use crate::visit::Signed;
use crate::writing::{Of, Writing};

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
    /// Their mother or first carer, for the visit form.
    pub mother: Option<PersonId>,
    /// Everybody in the family, the person first.
    pub people: Vec<MemberView>,
    /// The homes.
    pub households: Vec<HouseholdView>,
    /// What happened, newest first.
    pub timeline: Vec<TimelineItem>,
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
    /// What.
    pub relationship: RelationshipKind,
    /// Parental responsibility.
    pub parental_responsibility: ParentalResponsibility,
    /// A restriction, in words.
    pub contact_restriction: Option<String>,
}

/// A telephone number or an address.
#[derive(Clone, Serialize, TS)]
pub struct ContactPointView {
    /// The entry.
    pub entry: EntryId,
    /// What an amendment names as parents.
    pub heads: Vec<ChangeId>,
    /// By what means.
    pub means: ContactMeans,
    /// As shown: "07700 900123".
    pub value: String,
    /// May a voicemail be left?
    pub safe_to_voicemail: Safe,
    /// May a text be sent?
    pub safe_to_text: Safe,
    /// When it is safe.
    pub safe_hours: Option<String>,
    /// Who answers.
    pub who_answers: Option<String>,
    /// Whether two people wrote different values, and a decision waits.
    pub disputed: bool,
}

/// A home.
#[derive(Clone, Serialize, TS)]
pub struct HouseholdView {
    /// Which.
    pub household: HouseholdId,
    /// The address in use, its lines and postcode.
    pub address: Vec<String>,
    /// Kept off letters.
    pub hidden: bool,
    /// Who lives there.
    pub members: Vec<HouseholdMember>,
}

/// Somebody who lives there.
#[derive(Clone, Serialize, TS)]
pub struct HouseholdMember {
    /// Who.
    pub person: PersonId,
    /// Main home or another.
    pub residence: Residence,
    /// From when, ISO.
    pub from: Option<String>,
    /// Until when, ISO.
    pub to: Option<String>,
}

/// How far an item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// Signed, and only on this laptop.
    OnThisLaptop,
    /// Sent, and not acknowledged.
    Sent,
    /// The service has it.
    AtTheService,
    /// The service set it aside.
    Quarantined,
}

/// One entry of the timeline.
#[derive(Clone, Serialize, TS)]
pub struct TimelineItem {
    /// Which.
    pub entry: EntryId,
    /// Whose.
    pub person: PersonId,
    /// What sort; none for a kind of a later version of Doorstep.
    pub kind: Option<EntryKind>,
    /// The content, `EntryBodies[kind]`.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
    /// When it happened, ISO.
    pub occurred: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// Items of one signature belong together: one visit, one card.
    pub batch: Option<BatchId>,
    /// How sensitive it is.
    pub sensitivity: Sensitivity,
    /// Written over 24 hours after it happened.
    pub late: bool,
    /// Changed since first signed.
    pub amended: bool,
    /// Entered in error.
    pub in_error: bool,
    /// Two versions differ, and a decision waits.
    pub disputed: bool,
    /// How far it has come.
    pub receipt: Receipt,
}

/// A new value for a contact point.
#[derive(Clone, Deserialize, TS)]
pub struct AmendContactPoint {
    /// The entry.
    pub entry: EntryId,
    /// The heads that were shown when the form opened.
    pub heads: Vec<ChangeId>,
    /// As typed.
    pub value: String,
    /// May a voicemail be left?
    pub safe_to_voicemail: Safe,
    /// May a text be sent?
    pub safe_to_text: Safe,
    /// When it is safe.
    pub safe_hours: String,
    /// Who answers.
    pub who_answers: String,
    /// Why it changes.
    pub reason: String,
    /// Soft checks answered with yes.
    #[serde(default)]
    pub confirmed: Vec<Question>,
}

impl App {
    pub(crate) fn family(&self, input: FamilyQuery) -> Result<FamilyView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let today = now.date_naive();
        let person = person_view(&vault, input.person, today)?;
        // Noted before anything is shown: a look that cannot be noted does not happen.
        vault.note(&Noted { subject: Some(*input.person.bytes()), ..Noted::new(now, Act::Viewed) })?;
        let family = Family::around(&vault, input.person)?;
        let drafts = vault.drafts()?.into_iter().filter(|draft| family.people.contains(&draft.person));
        Ok(FamilyView {
            mother: family.mother(),
            people: family.members(&vault, today)?,
            households: family.households(&vault)?,
            timeline: family.timeline(&vault)?,
            drafts: drafts.map(|draft| draft.id).collect(),
            as_of: vault.synced_at()?.map(|at| at.to_rfc3339()),
            person,
        })
    }
}

impl App {
    pub(crate) fn amend_contact_point(&self, input: AmendContactPoint) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = vault.entry(input.entry)?.ok_or_else(ApiError::not_found)?;
        if stored.change.header.kind.known() != Some(EntryKind::ContactPoint) {
            return Err(ApiError::not_found());
        }
        let before: ContactPoint = serde_json::from_str(stored.body())?;
        let value = input.value.trim();
        let body = ContactPoint {
            value: value.parse::<Phone>().map_or_else(|_| value.to_owned(), |phone| phone.as_str().to_owned()),
            safe_to_voicemail: input.safe_to_voicemail,
            safe_to_text: input.safe_to_text,
            safe_hours: some_text(&input.safe_hours),
            who_answers: some_text(&input.who_answers),
            ..before
        };
        let mut found = body.check(&About::nobody(now));
        found.require_text("reason", &input.reason, LONGEST_REASON);
        ApiError::unless_clear(found, &input.confirmed)?;
        let writing = Writing {
            reason: some_text(&input.reason),
            confirmed: input.confirmed,
            ..Writing::by(&vault.enrolment()?, now)
        };
        // The heads that the form was opened on, not today's: what came in meanwhile was not seen, and must not be lost.
        let of = Of {
            kind: EntryKind::ContactPoint,
            entry: input.entry,
            subject: stored.change.header.subject,
            parents: input.heads,
            occurred: Occurred::Instant(now),
        };
        let change = writing.change(of, &body)?;
        self.sign_one(&vault, ToSign { changes: vec![change], act: None, draft: None, at: now }, vec![input.entry])
    }
}

const LONGEST_REASON: usize = 500;

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The closure of households and relationships around a person: what a screen calls a family.
struct Family {
    about: PersonId,
    people: Vec<PersonId>,
    relationships: Vec<(PersonId, Relationship)>,
    households: Vec<HouseholdId>,
}

impl Family {
    fn around(vault: &Vault, about: PersonId) -> Result<Self, ApiError> {
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
        let mut relationships = Vec::new();
        for child in &people {
            for relationship in bodies::<Relationship>(vault, Subject::Person(*child), EntryKind::Relationship)? {
                relationships.push((*child, relationship));
            }
        }
        Ok(Self { about, people, relationships, households })
    }

    /// The mother, or the first carer, of the person that the screen is about.
    fn mother(&self) -> Option<PersonId> {
        mother_among(
            self.relationships.iter().filter(|(child, _)| *child == self.about).map(|(_, relationship)| relationship),
        )
    }

    fn members(&self, vault: &Vault, today: NaiveDate) -> Result<Vec<MemberView>, ApiError> {
        let known = self.people.iter().filter_map(|person| vault.person(*person).transpose().map(|row| (*person, row)));
        known
            .map(|(person, row)| {
                Ok(MemberView {
                    person: crate::person::view(row?, today),
                    relationship: self.relationship_of(person),
                    contact_points: contact_points(vault, person)?,
                })
            })
            .collect()
    }

    /// What somebody is to the person of the screen, or that person to them.
    fn relationship_of(&self, person: PersonId) -> Option<RelationshipView> {
        let links = |child: PersonId, adult: PersonId| {
            let between = |(of, relationship): &&(PersonId, Relationship)| *of == child && relationship.adult == adult;
            self.relationships.iter().find(between).map(|(_, relationship)| relationship)
        };
        let found = links(self.about, person).or_else(|| links(person, self.about))?;
        Some(RelationshipView {
            relationship: found.relationship,
            parental_responsibility: found.parental_responsibility,
            contact_restriction: found.contact_restriction.clone(),
        })
    }

    fn households(&self, vault: &Vault) -> Result<Vec<HouseholdView>, ApiError> {
        self.households
            .iter()
            .map(|household| {
                let address =
                    bodies::<Address>(vault, Subject::Household(*household), EntryKind::Address)?.into_iter().next();
                let members = bodies::<Membership>(vault, Subject::Household(*household), EntryKind::Membership)?;
                Ok(HouseholdView {
                    household: *household,
                    hidden: address.as_ref().is_some_and(|address| address.hidden),
                    address: address.as_ref().map(address_lines).unwrap_or_default(),
                    members: members.into_iter().map(household_member).collect(),
                })
            })
            .collect()
    }

    fn timeline(&self, vault: &Vault) -> Result<Vec<TimelineItem>, ApiError> {
        let mut names = StaffNames::of(vault)?;
        let mut items: Vec<(i64, TimelineItem)> = Vec::new();
        for person in &self.people {
            for stored in vault.entries_of(Subject::Person(*person))? {
                if belongs_in_timeline(&stored) {
                    items.push((stored.change.header.occurred.order(), timeline_item(&stored, *person, &mut names)?));
                }
            }
        }
        // Newest first; what happened at once stays in the order in which it was found.
        items.sort_by_key(|(occurred, _)| std::cmp::Reverse(*occurred));
        Ok(items.into_iter().map(|(_, item)| item).collect())
    }
}

/// Clinical records are the timeline; registered facts are shown where they are in force.
fn belongs_in_timeline(stored: &Stored) -> bool {
    stored.change.header.kind.known().is_none_or(|kind| kind.merge_rule() == MergeRule::Never)
}

/// An entry as the timeline shows it.
pub(crate) fn timeline_item(
    stored: &Stored,
    person: PersonId,
    names: &mut StaffNames<'_>,
) -> Result<TimelineItem, ApiError> {
    let header = &stored.change.header;
    Ok(TimelineItem {
        entry: stored.entry,
        person,
        kind: header.kind.known(),
        body: serde_json::from_str(stored.body())?,
        occurred: header.occurred.to_string(),
        author: names.author(header)?,
        batch: stored.batch.map(|batch| batch.id),
        sensitivity: stored.sensitivity,
        late: header.occurred.is_late(header.recorded_at),
        amended: stored.versions > 1,
        in_error: stored.state == EntryState::InError,
        disputed: matches!(stored.state, EntryState::Disputed | EntryState::Concurrent),
        receipt: receipt(stored),
    })
}

fn receipt(stored: &Stored) -> Receipt {
    match stored.batch.map(|batch| batch.progress) {
        None | Some(Progress::Received) => Receipt::AtTheService,
        Some(Progress::Unsent) => Receipt::OnThisLaptop,
        Some(Progress::Sent | Progress::Waiting) => Receipt::Sent,
        Some(Progress::Quarantined) => Receipt::Quarantined,
    }
}

/// Bodies in force of one kind about a subject. One that cannot be read is left out here and shows in the timeline.
pub(crate) fn bodies<T: DeserializeOwned>(
    vault: &Vault,
    subject: Subject,
    kind: EntryKind,
) -> Result<Vec<T>, ApiError> {
    let in_force = vault.entries_of_kind(subject, kind)?.into_iter().filter(is_in_force);
    Ok(in_force.filter_map(|stored| serde_json::from_str(stored.body()).ok()).collect())
}

fn is_in_force(stored: &Stored) -> bool {
    matches!(stored.state, EntryState::Settled | EntryState::Disputed)
}

/// The mother among a child's carers, or the first of them.
pub(crate) fn mother_among<'a>(carers: impl Iterator<Item = &'a Relationship> + Clone) -> Option<PersonId> {
    let mother = carers.clone().find(|carer| carer.relationship == RelationshipKind::Mother);
    mother.or_else(|| carers.clone().next()).map(|carer| carer.adult)
}

/// The addresses where a person lives, the main home first.
pub(crate) fn homes_of(vault: &Vault, person: PersonId) -> Result<Vec<Address>, ApiError> {
    let mut homes = Vec::new();
    for household in vault.households_of(person)? {
        let memberships = bodies::<Membership>(vault, Subject::Household(household), EntryKind::Membership)?;
        let lives = memberships.iter().find(|membership| membership.person == person && membership.to.is_none());
        let Some(membership) = lives else { continue };
        for address in bodies::<Address>(vault, Subject::Household(household), EntryKind::Address)? {
            homes.push((membership.residence != Residence::Main, address));
        }
    }
    homes.sort_by_key(|(other, _)| *other);
    Ok(homes.into_iter().map(|(_, address)| address).collect())
}

/// The lines of an address and its postcode.
pub(crate) fn address_lines(address: &Address) -> Vec<String> {
    let postcode = address.postcode.as_ref().map(ToString::to_string);
    address.lines.iter().filter(|line| !line.is_empty()).cloned().chain(postcode).collect()
}

fn household_member(membership: Membership) -> HouseholdMember {
    HouseholdMember {
        person: membership.person,
        residence: membership.residence,
        from: membership.from.map(|date| date.to_string()),
        to: membership.to.map(|date| date.to_string()),
    }
}

fn contact_points(vault: &Vault, person: PersonId) -> Result<Vec<ContactPointView>, ApiError> {
    let stored = vault.entries_of_kind(Subject::Person(person), EntryKind::ContactPoint)?.into_iter();
    stored.filter(is_in_force).map(|stored| contact_point_view(vault, &stored)).collect()
}

fn contact_point_view(vault: &Vault, stored: &Stored) -> Result<ContactPointView, ApiError> {
    let point: ContactPoint = serde_json::from_str(stored.body())?;
    let phone = point.value.parse::<Phone>().map(|phone| phone.to_string());
    Ok(ContactPointView {
        entry: stored.entry,
        heads: vault.folded(stored.entry)?.heads,
        means: point.means,
        value: match point.means {
            ContactMeans::Phone => phone.unwrap_or(point.value),
            ContactMeans::Email => point.value,
        },
        safe_to_voicemail: point.safe_to_voicemail,
        safe_to_text: point.safe_to_text,
        safe_hours: point.safe_hours,
        who_answers: point.who_answers,
        disputed: stored.state == EntryState::Disputed,
    })
}
