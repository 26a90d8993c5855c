//! Recording any kind of entry: opened, journalled, taken up again, signed, amended, marked in error.

mod death;
mod draft;
mod facts;
mod mark;
mod sign;

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, DraftId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::sensitivity::Sensitivity;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::AuthorView;
use crate::scales::ForAge;
use crate::screen::Screen;

pub(crate) use draft::{existing, is_single, kind_of, previous, subject_of};
pub(crate) use mark::{check_mark, mark};
pub(crate) use sign::{Version, is_legal, may_sign};

/// What is to be recorded, or amended.
#[derive(Clone, Deserialize, TS)]
pub struct OpenEntry {
    /// Whose screen it is, where it is a person’s; the banner is theirs.
    pub person: Option<PersonId>,
    /// Which kind.
    pub kind: EntryKind,
    /// What it is about, where that is not the person: their household, a colleague, a centre. With neither, it is about
    /// the practitioner, or about a centre that is not known yet.
    pub subject: Option<Subject>,
    /// The entry to amend; none records a new one.
    pub entry: Option<EntryId>,
    /// What a new one begins with, as if it had been typed.
    #[serde(default)]
    #[ts(optional, type = "Record<string, unknown>")]
    pub begins: Option<serde_json::Map<String, serde_json::Value>>,
}

/// What the form holds, as typed: nothing is lost for being wrong.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EntryForm {
    /// The day on which it happened, `2026-11-02`.
    pub happened_on: String,
    /// Why it is changed, or written late.
    pub why: String,
    /// The kind's own fields.
    #[ts(type = "Record<string, unknown>")]
    pub body: serde_json::Map<String, serde_json::Value>,
}

/// A form, open.
#[derive(Clone, Serialize, TS)]
pub struct EntryDraft {
    /// The draft.
    pub draft: DraftId,
    /// Whose screen.
    pub screen: Screen,
    /// Which kind.
    pub kind: EntryKind,
    /// How sensitive that kind is.
    pub sensitivity: Sensitivity,
    /// Whether it changes an entry that was signed before.
    pub amends: bool,
    /// What has been typed.
    pub form: EntryForm,
    /// When it was last journalled, RFC 3339.
    pub saved_at: String,
    /// What a policy says about the child's age.
    pub for_age: ForAge,
    /// What was last recorded of this kind, to read beside the fields.
    pub previous: Option<PreviousEntry>,
}

/// What was last recorded.
#[derive(Clone, Serialize, TS)]
pub struct PreviousEntry {
    /// Its content, `EntryBodies[kind]`.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
    /// When it happened, ISO.
    pub occurred: String,
    /// Who wrote it.
    pub author: AuthorView,
}

/// What has been typed so far.
#[derive(Clone, Deserialize, TS)]
pub struct SaveEntry {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    pub form: EntryForm,
}

/// Signing an entry.
#[derive(Clone, Deserialize, TS)]
pub struct SignEntry {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    pub form: EntryForm,
    /// Soft checks answered with yes.
    pub confirmed: Vec<Question>,
}

/// Marking an entry as made in error: it is hidden, and kept.
#[derive(Clone, Deserialize, TS)]
pub struct MarkInError {
    /// The entry.
    pub entry: EntryId,
    /// The version that was shown.
    pub change: ChangeId,
    /// Why.
    pub reason: String,
}
