//! Registering somebody at this desk: a baby of a mother who is here, a family that moves in, another adult of a family.

mod draft;
mod read;
mod sign;
mod write;

use doorstep_domain::id::{DraftId, PersonId};
use doorstep_domain::invalid::Question;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::PersonView;

pub(crate) use draft::{beside, registers, typed_name};

/// Who is registered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Joining {
    /// A baby of a mother who has a record.
    Baby,
    /// A pregnant woman whose baby is not born yet.
    Mother,
    /// A child who is new here, with the adult who cares for it.
    Family,
    /// Another adult of a child who has a record.
    Adult,
}

/// What is to be registered.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct OpenRegistration {
    /// Who.
    pub joining: Joining,
    /// The mother of a baby, or the child of an adult; nobody for a family.
    pub beside: Option<PersonId>,
    /// The baby of the same birth that was registered just before.
    pub after: Option<PersonId>,
}

/// A registration, open.
#[derive(Clone, Serialize, TS)]
pub struct RegistrationDraft {
    /// The draft.
    pub draft: DraftId,
    /// Who is registered.
    pub joining: Joining,
    /// The mother, or the child.
    pub beside: Option<PersonView>,
    /// The first line and postcode of the home that they will be recorded in.
    pub home: Option<String>,
    /// What has been typed, part by part.
    #[ts(type = "Record<string, unknown>")]
    pub form: serde_json::Map<String, serde_json::Value>,
    /// When it was last journalled, RFC 3339.
    pub saved_at: String,
}

/// What has been typed so far.
#[derive(Clone, Deserialize, TS)]
pub struct SaveRegistration {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    #[ts(type = "Record<string, unknown>")]
    pub form: serde_json::Map<String, serde_json::Value>,
}

/// Signing a registration.
#[derive(Clone, Deserialize, TS)]
pub struct SignRegistration {
    /// The draft.
    pub draft: DraftId,
    /// The whole form.
    #[ts(type = "Record<string, unknown>")]
    pub form: serde_json::Map<String, serde_json::Value>,
    /// Soft checks answered with yes.
    pub confirmed: Vec<Question>,
}

/// Registered.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Registered {
    /// Who: the baby, the child, the adult.
    pub person: PersonId,
    /// Whose page shows the family.
    pub open: PersonId,
    /// When, RFC 3339.
    pub signed_at: String,
}
