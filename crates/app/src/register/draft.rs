//! Opening, journalling and taking up a registration.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::pregnancy::{Pregnancy, PregnancyOutcome};
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_store::Vault;
use doorstep_store::draft::Draft;
use doorstep_store::read::{EntryState, Stored};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::{Joining, OpenRegistration, RegistrationDraft, SaveRegistration};
use crate::App;
use crate::error::ApiError;
use crate::family::{bodies, may_be_mother};
use crate::journal::Form;
use crate::person::person_view;
use crate::visit::{DraftSaved, DraftWhich};

const FORM: Form<'_> = Form { name: "registration", schema: 1 };

/// A registration as it is journalled. Its draft is about an id that was minted for it: nobody is registered yet.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Typed {
    pub(super) joining: Joining,
    pub(super) beside: Option<PersonId>,
    /// The pregnancy that ends with this baby's birth.
    pub(super) pregnancy: Option<EntryId>,
    pub(super) form: Map<String, Value>,
}

/// Whether a draft registers somebody.
pub(crate) fn registers(draft: &Draft) -> bool {
    draft.form == FORM.name
}

/// Beside whom a draft registers somebody.
pub(crate) fn beside(draft: &Draft) -> Option<PersonId> {
    Typed::of(draft).ok().and_then(|typed| typed.beside)
}

/// Who is registered, as typed so far: "Rowan Marsh".
pub(crate) fn typed_name(draft: &Draft) -> Option<String> {
    let typed = Typed::of(draft).ok()?;
    let identity = typed.form.get("identity")?;
    let names = ["given", "family"].map(|field| identity[field].as_str().unwrap_or_default().trim());
    let name = names.into_iter().filter(|name| !name.is_empty()).collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

impl Typed {
    pub(super) fn of(draft: &Draft) -> Result<Self, ApiError> {
        if !registers(draft) {
            return Err(ApiError::not_found());
        }
        Ok(serde_json::from_str(&draft.typed)?)
    }
}

impl App {
    pub(crate) fn open_registration(&self, input: OpenRegistration) -> Result<RegistrationDraft, ApiError> {
        let vault = self.vault()?;
        if input.beside.is_none() && matches!(input.joining, Joining::Baby | Joining::Adult) {
            return Err(ApiError::not_found());
        }
        let same = |draft: &&Draft| {
            let typed = Typed::of(draft);
            typed.is_ok_and(|typed| typed.joining == input.joining && typed.beside == input.beside)
        };
        if let Some(draft) = vault.drafts()?.iter().find(same) {
            return self.registration_draft(&vault, draft);
        }
        let typed = opened(&vault, input)?;
        let draft = self.begin_draft(&vault, FORM, Subject::Person(self.mint().id(PersonId::mint)?), &typed)?;
        self.registration_draft(&vault, &draft)
    }

    pub(crate) fn resume_registration(&self, input: DraftWhich) -> Result<RegistrationDraft, ApiError> {
        let vault = self.vault()?;
        self.registration_draft(&vault, &vault.draft(input.draft)?)
    }

    pub(crate) fn save_registration(&self, input: SaveRegistration) -> Result<DraftSaved, ApiError> {
        let vault = self.vault()?;
        let before = vault.draft(input.draft)?;
        let typed = Typed { form: input.form, ..Typed::of(&before)? };
        self.journal(&vault, before, FORM.schema, &typed)
    }

    fn registration_draft(&self, vault: &Vault, draft: &Draft) -> Result<RegistrationDraft, ApiError> {
        let typed = Typed::of(draft)?;
        let today = self.now().date_naive();
        Ok(RegistrationDraft {
            draft: draft.id,
            joining: typed.joining,
            beside: typed.beside.map(|beside| person_view(vault, beside, today)).transpose()?,
            home: typed.beside.map(|beside| vault.home_of(beside)).transpose()?.flatten(),
            form: typed.form,
            saved_at: draft.saved_at.to_rfc3339(),
        })
    }
}

fn opened(vault: &Vault, input: OpenRegistration) -> Result<Typed, ApiError> {
    let typed = Typed { joining: input.joining, beside: input.beside, pregnancy: None, form: Map::new() };
    let (Joining::Baby, Some(mother)) = (input.joining, input.beside) else { return Ok(typed) };
    let row = vault.person(mother)?.ok_or_else(ApiError::not_found)?;
    if !may_be_mother(vault, mother)? {
        return Err(ApiError::not_found());
    }
    // Until the parents have registered a name (DOMAIN 3.2).
    let mut identity = json!({ "family": format!("Baby of {}", row.full_name()), "given": "" });
    let mut birth = json!({});
    if let Some(twin) = input.after {
        identity["birth_date"] = json!(vault.person(twin)?.and_then(|twin| twin.born).map(|born| born.to_string()));
        birth = next_of(bodies::<Birth>(vault, Subject::Person(twin), EntryKind::Birth)?.into_iter().next());
    }
    let form = json!({ "identity": identity, "birth": birth, "relationship": { "parental_responsibility": "yes" } });
    let Value::Object(form) = form else { return Ok(typed) };
    Ok(Typed { pregnancy: pregnancy_of(vault, mother, input.after)?, form, ..typed })
}

/// What the next of twins shares with the one before.
fn next_of(before: Option<Birth>) -> Value {
    let Some(before) = before else { return json!({}) };
    let order = before.order.unwrap_or(1).saturating_add(1);
    let multiple = before.multiple.unwrap_or(2).max(order);
    json!({ "gestation": before.gestation, "order": order, "multiple": multiple })
}

/// The pregnancy that a birth ends: the one that is expected, or that of the twin.
fn pregnancy_of(vault: &Vault, mother: PersonId, after: Option<PersonId>) -> Result<Option<EntryId>, ApiError> {
    let stored = vault.entries_of_kind(Subject::Person(mother), EntryKind::Pregnancy)?;
    let is_it = |stored: &&Stored| {
        let body = serde_json::from_str::<Pregnancy>(stored.body()).ok();
        let ends = |body: Pregnancy| match after {
            Some(twin) => body.babies.contains(&twin),
            None => body.outcome == PregnancyOutcome::Expected,
        };
        stored.state == EntryState::Settled && body.is_some_and(ends)
    };
    Ok(stored.iter().rev().find(is_it).map(|stored| stored.entry))
}
