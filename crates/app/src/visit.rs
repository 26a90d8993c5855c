//! The visit form: typed, journalled, taken up again, signed.

mod draft;
mod entries;
mod form;
mod parts;
mod people;
mod previous;
mod sign;

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{
    ChildSeen, ContactMode, ContactOutcome, ContactPlace, InterpretedBy, Present, ReviewKind,
};
use doorstep_domain::entries::feeding::FeedingStatus;
use doorstep_domain::entries::measurement::Clothing;
use doorstep_domain::id::{BatchId, ChangeId, DraftId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::policy::NeedsDomain;
use doorstep_domain::sensitivity::Sensitivity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entry::PreviousEntry;
use crate::person::PersonView;
use crate::scales::ForAge;
use crate::screen::Screen;

pub(crate) use previous::last_sizes;
pub(crate) use sign::about_person;

/// What the visit form holds, as typed: nothing is lost for being wrong.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct VisitForm {
    /// Which review it is.
    pub review: Option<ReviewKind>,
    /// A contact in passing: when it ended is not asked.
    pub quick: bool,
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
    /// Who was in the room.
    pub present: Vec<Present>,
    /// Who interpreted, where one was needed.
    pub interpreted_by: Option<InterpretedBy>,
    /// The child whose form it is, or the mother before birth.
    #[serde(flatten)]
    pub child: ChildForm,
    /// Brothers and sisters that were seen too.
    pub siblings: Vec<SiblingForm>,
    /// How the mother is: a record of her own.
    pub mother_narrative: String,
    /// Further records.
    pub parts: Vec<TypedPart>,
    /// Why it is written over 24 hours later, where it is.
    pub late_reason: String,
    /// Text of an older form that has no field any more.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kept_text: Option<String>,
}

/// What is asked of each child of a visit.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ChildForm {
    /// Whether the child was seen.
    pub child_seen: Option<ChildSeen>,
    /// That the numbers are this child's: asked where two children could be mistaken.
    pub name_confirmed: bool,
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
    /// When breast milk stopped, `2026-10-30`.
    pub stopped_on: String,
    /// When solids began, `2026-10-30`.
    pub solids_from: String,
    /// Anything else about feeding.
    pub feeding_note: String,
    /// What was seen of the child.
    pub seen: String,
    /// The parents' words.
    pub parents_words: String,
    /// What was discussed and done.
    pub narrative: String,
    /// What was agreed.
    pub plan: String,
}

/// A brother or sister that was seen at the same visit.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SiblingForm {
    /// Who.
    pub person: PersonId,
    /// What was typed.
    #[serde(flatten)]
    pub child: ChildForm,
}

/// One more record of a visit, as typed. One that is left blank is not signed.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct TypedPart {
    /// What sort.
    pub kind: EntryKind,
    /// Whose.
    pub subject: Subject,
    /// Of a needs assessment: which domain.
    pub domain: Option<NeedsDomain>,
    /// Asked for by the practitioner, beside what the form has room for.
    pub added: bool,
    /// The entry that it is a further version of.
    pub entry: Option<EntryId>,
    /// The heads that the form was opened on.
    pub heads: Vec<ChangeId>,
    /// The kind's own fields, but those that the visit fills.
    #[ts(type = "Record<string, unknown>")]
    pub body: serde_json::Map<String, serde_json::Value>,
}

/// A contact in passing, as one press says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum QuickContact {
    /// At home.
    AtHome,
    /// In clinic.
    InClinic,
    /// In a children's centre.
    AtCentre,
    /// By telephone.
    ByTelephone,
}

/// For whom a visit is opened.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenVisit {
    /// The child; before birth the mother.
    pub child: PersonId,
    /// Which review.
    pub review: Option<ReviewKind>,
    /// A contact in passing.
    pub quick: Option<QuickContact>,
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
    /// Whose banner it has.
    pub screen: Screen,
    /// The child; before birth the mother.
    pub child: PersonView,
    /// Whether the form is an adult's own.
    pub of_adult: bool,
    /// The mother or first carer, who gets a contact of her own.
    pub mother: Option<PersonView>,
    /// Whether that is the mother: words about a carer are others.
    pub is_mother: bool,
    /// Whether another child could be taken for this one: whose numbers they are is asked again.
    pub ask_name: bool,
    /// What has been typed.
    pub form: VisitForm,
    /// When it was opened, RFC 3339.
    pub opened_at: String,
    /// When it was last journalled, RFC 3339.
    pub saved_at: Option<String>,
    /// The values of last time, to read beside the fields.
    pub previous: PreviousValues,
    /// The brothers and sisters of the visit, as in the form.
    pub siblings: Vec<SiblingView>,
    /// Other children of the family, who may have been seen too.
    pub could_add: Vec<PersonView>,
    /// The further records that the form has room for, in order.
    pub parts: Vec<PartView>,
    /// The people of the visit, about whom more may be recorded.
    pub people: Vec<PersonView>,
    /// The kinds of entry about a person that the practitioner may record.
    pub may_record: Vec<EntryKind>,
}

/// A brother or sister of the visit.
#[derive(Clone, Serialize, TS)]
pub struct SiblingView {
    /// Who.
    pub person: PersonView,
    /// Whether the visit is their review as well: theirs is owed, and its window open.
    pub reviewed: bool,
    /// The values of last time.
    pub previous: PreviousValues,
}

/// Room for one more record.
#[derive(Clone, Serialize, TS)]
pub struct PartView {
    /// Its name in the form.
    pub name: String,
    /// What sort.
    pub kind: EntryKind,
    /// How sensitive its sort is: what is restricted is not named where others read along.
    pub sensitivity: Sensitivity,
    /// Of a needs assessment: which domain.
    pub domain: Option<NeedsDomain>,
    /// Whose; none is the household's.
    pub person: Option<PersonView>,
    /// Shown at once; never what is restricted.
    pub open: bool,
    /// Recorded since the form opened: what was typed is now a change of that, which is shown beside it.
    pub recorded_meanwhile: bool,
    /// The fields that the visit fills by itself.
    pub filled: Vec<String>,
    /// For a conversation, with as many that protect as are a risk.
    pub prompts: Option<Prompts>,
    /// What a policy says about the child's age.
    pub for_age: ForAge,
    /// What was last recorded.
    pub previous: Option<PreviousEntry>,
    /// What has been typed.
    pub typed: TypedPart,
}

/// Prompts of a domain.
#[derive(Clone, Serialize, TS)]
pub struct Prompts {
    /// What may be a risk.
    pub risk: Vec<String>,
    /// What may protect.
    pub protective: Vec<String>,
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
    pub screen: Screen,
    /// Which review, where it is a visit.
    pub review: Option<ReviewKind>,
    /// Which kind of entry, where it is not a visit.
    pub kind: Option<EntryKind>,
    /// How sensitive that kind is.
    pub sensitivity: Sensitivity,
    /// Whether it registers somebody: then `screen` is that of the mother or the child beside whom, if there is one.
    pub registers: bool,
    /// Who is registered, as typed so far.
    pub typed_name: Option<String>,
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
