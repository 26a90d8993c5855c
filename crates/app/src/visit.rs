//! The visit form: typed, journalled, taken up again, signed.

mod draft;
mod entries;
mod form;
mod previous;
mod sign;

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{ChildSeen, ContactMode, ContactOutcome, ContactPlace, Present, ReviewKind};
use doorstep_domain::entries::feeding::FeedingStatus;
use doorstep_domain::entries::measurement::Clothing;
use doorstep_domain::id::{BatchId, DraftId, EntryId, PersonId};
use doorstep_domain::invalid::Question;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::PersonView;

pub(crate) use sign::about_person;

/// What the visit form holds, as typed: nothing is lost for being wrong.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VisitForm {
    /// Which review it is.
    pub review: Option<ReviewKind>,
    /// The day, `2026-11-02`.
    pub date: String,
    /// The start, `09:30`.
    pub start: String,
    /// The end, `10:20`.
    pub end: String,
    /// How.
    pub mode: Option<ContactMode>,
    /// Where.
    pub place: Option<ContactPlace>,
    /// What became of it.
    pub outcome: Option<ContactOutcome>,
    /// Whether the child was seen.
    pub child_seen: Option<ChildSeen>,
    /// Who was in the room.
    pub present: Vec<Present>,
    /// Weight in kg, as typed.
    pub weight: String,
    /// What the child wore.
    pub clothing: Option<Clothing>,
    /// Head circumference in cm, as typed.
    pub head: String,
    /// Length in cm, as typed.
    pub length: String,
    /// Why something was not measured.
    pub measurement_note: String,
    /// How the baby is fed.
    pub feeding: Option<FeedingStatus>,
    /// Anything else about feeding.
    pub feeding_note: String,
    /// What was seen of the child.
    pub seen: String,
    /// The parents' words.
    pub parents_words: String,
    /// What was discussed and done.
    pub narrative: String,
    /// How the mother is: a record of her own.
    pub mother_narrative: String,
    /// What was agreed.
    pub plan: String,
    /// Why it is written over 24 hours later, where it is.
    pub late_reason: String,
    /// Text of an older form that has no field any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_text: Option<String>,
}

/// For whom a visit is opened.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenVisit {
    /// The child.
    pub child: PersonId,
    /// Which review.
    pub review: Option<ReviewKind>,
}

/// Which draft.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct DraftWhich {
    /// The draft.
    pub draft: DraftId,
}

/// The visit form, open.
#[derive(Clone, Serialize, TS)]
pub struct VisitDraft {
    /// The draft.
    pub draft: DraftId,
    /// The child.
    pub child: PersonView,
    /// The mother or first carer, who gets a contact of her own.
    pub mother: Option<PersonView>,
    /// What has been typed.
    pub form: VisitForm,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// When it was last journalled, RFC 3339.
    pub saved_at: Option<String>,
    /// The values of last time, to read beside the fields.
    pub previous: PreviousValues,
}

/// Values of last time, in words: "3.41 kg on 2 November 2026".
#[derive(Clone, Default, Serialize, TS)]
pub struct PreviousValues {
    /// Birth weight.
    pub birth_weight: Option<String>,
    /// Weight.
    pub weight: Option<String>,
    /// Head circumference.
    pub head: Option<String>,
    /// Length.
    pub length: Option<String>,
    /// Feeding.
    pub feeding: Option<FeedingStatus>,
    /// What was agreed.
    pub plan: Option<String>,
}

/// What has been typed so far.
#[derive(Clone, Deserialize, TS)]
pub struct SaveVisit {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    pub form: VisitForm,
}

/// When it was journalled.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DraftSaved {
    /// RFC 3339.
    pub saved_at: String,
}

/// A draft in a list.
#[derive(Clone, Serialize, TS)]
pub struct DraftView {
    /// The draft.
    pub draft: DraftId,
    /// Whose.
    pub child: PersonView,
    /// Which review, where it is a visit.
    pub review: Option<ReviewKind>,
    /// Which kind of entry, where it is not a visit.
    pub kind: Option<EntryKind>,
    /// Whether it registers somebody: then `child` is the mother or the child beside whom, if there is one.
    pub registers: bool,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// When it was last journalled, RFC 3339.
    pub saved_at: String,
}

/// Signing a visit.
#[derive(Clone, Deserialize, TS)]
pub struct SignVisit {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    pub form: VisitForm,
    /// Soft checks answered with yes.
    pub confirmed: Vec<Question>,
}

/// Signed and on the disk.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Signed {
    /// The batch.
    pub batch: BatchId,
    /// The entries.
    pub entries: Vec<EntryId>,
    /// When, RFC 3339.
    pub signed_at: String,
}
