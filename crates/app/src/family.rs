//! A family: who is who, how to reach them, and what happened.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact_point::{ContactMeans, Safe};
use doorstep_domain::entries::membership::Residence;
use doorstep_domain::entries::relationship::{ParentalResponsibility, RelationshipKind};
use doorstep_domain::id::{BatchId, ChangeId, DraftId, EntryId, HouseholdId, PersonId};
use doorstep_domain::invalid::Question;
use doorstep_domain::sensitivity::Sensitivity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::{AuthorView, PersonView};

/// Whose family.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct FamilyQuery {
    /// Anyone in it; the banner is theirs.
    pub person: PersonId,
}

/// A family, seen from one person.
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
pub struct MemberView {
    /// Who.
    pub person: PersonView,
    /// What they are to the screen's person, or they to it.
    pub relationship: Option<RelationshipView>,
    /// How to reach them.
    pub contact_points: Vec<ContactPointView>,
}

/// Who an adult is to the child.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RelationshipView {
    /// What.
    pub relationship: RelationshipKind,
    /// Parental responsibility.
    pub parental_responsibility: ParentalResponsibility,
    /// A restriction, in words.
    pub contact_restriction: Option<String>,
}

/// A telephone number or an address.
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Deserialize, TS)]
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
