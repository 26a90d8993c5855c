//! Needs your decision: what two people wrote differently, neither having seen the other's.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::family::TimelineItem;
use crate::person::{AuthorView, PersonView};

/// A decision that waits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DecisionView {
    /// The entry.
    pub entry: EntryId,
    /// What a settlement names as parents.
    pub heads: Vec<ChangeId>,
    /// Whose.
    pub person: Option<PersonView>,
    /// What sort of entry.
    pub kind: EntryKind,
    /// Fields of a registered fact with several values.
    pub fields: Vec<DisputedField>,
    /// Versions of a clinical entry; empty for a registered fact.
    pub versions: Vec<TimelineItem>,
}

/// A field with several values.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DisputedField {
    /// Its name.
    pub field: String,
    /// The value that is in force meanwhile.
    #[ts(type = "unknown")]
    pub in_force: serde_json::Value,
    /// The values to choose from.
    pub candidates: Vec<CandidateView>,
}

/// One of the values.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CandidateView {
    /// The value; null where the field was emptied.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// Who wrote it, and when.
    pub written_by: Vec<AuthorView>,
}

/// A decision.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct Settle {
    /// The entry.
    pub entry: EntryId,
    /// The heads that were shown.
    pub heads: Vec<ChangeId>,
    /// For each disputed field, the value chosen or typed.
    pub values: Vec<ChosenValue>,
    /// For a clinical entry, the version that stands.
    pub version: Option<ChangeId>,
    /// Why.
    pub reason: String,
}

/// The value chosen for a field.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct ChosenValue {
    /// The field.
    pub field: String,
    /// Its value.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}
