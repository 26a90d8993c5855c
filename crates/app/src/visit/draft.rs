//! Opening, journalling, resuming and throwing away a visit's draft.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::id::{DraftId, PersonId, Subject};
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::draft::Draft;

use super::{DraftSaved, DraftView, DraftWhich, OpenVisit, SaveVisit, VisitDraft, VisitForm, previous};
use crate::App;
use crate::api::Nothing;
use crate::entry::kind_of;
use crate::error::ApiError;
use crate::family::{bodies, mother_among};
use crate::person::person_view;
use crate::register::{beside, registers};
use crate::status::Area;

const FORM: &str = "visit";
/// The version of [`VisitForm`]: an older draft is lifted when it is opened.
const SCHEMA: u32 = 1;

impl App {
    pub(crate) fn drafts(&self, _: Nothing) -> Result<Vec<DraftView>, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let view = |draft: Draft| {
            Ok(DraftView {
                draft: draft.id,
                child: person_view(&vault, beside(&draft).unwrap_or(draft.person), today)?,
                kind: kind_of(&draft),
                registers: registers(&draft),
                review: if draft.form == FORM { lifted(&draft).review } else { None },
                opened_at: draft.opened_at.to_rfc3339(),
                saved_at: draft.saved_at.to_rfc3339(),
            })
        };
        vault.drafts()?.into_iter().map(view).collect()
    }

    pub(crate) fn open_visit(&self, input: OpenVisit) -> Result<VisitDraft, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        person_view(&vault, input.child, now.date_naive())?;
        let same =
            |draft: &Draft| draft.form == FORM && draft.person == input.child && lifted(draft).review == input.review;
        if let Some(draft) = vault.drafts()?.into_iter().find(same) {
            return self.view_of(&vault, &draft);
        }
        let form = VisitForm { review: input.review, date: now.format("%Y-%m-%d").to_string(), ..VisitForm::default() };
        let draft = Draft {
            id: self.mint().id(DraftId::mint)?,
            person: input.child,
            form: FORM.to_owned(),
            schema: SCHEMA,
            typed: serde_json::to_string(&form)?,
            opened_at: now,
            saved_at: now,
        };
        vault.save_draft(&draft)?;
        self.changed(&[Area::Drafts]);
        self.view_of(&vault, &draft)
    }

    pub(crate) fn resume_visit(&self, input: DraftWhich) -> Result<VisitDraft, ApiError> {
        let vault = self.vault()?;
        self.view_of(&vault, &vault.draft(input.draft)?)
    }

    pub(crate) fn save_visit(&self, input: SaveVisit) -> Result<DraftSaved, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let before = vault.draft(input.draft)?;
        let typed = serde_json::to_string(&input.form)?;
        if typed == before.typed && before.schema == SCHEMA {
            return Ok(DraftSaved { saved_at: before.saved_at.to_rfc3339() });
        }
        vault.save_draft(&Draft { typed, schema: SCHEMA, saved_at: now, ..before })?;
        Ok(DraftSaved { saved_at: now.to_rfc3339() })
    }

    pub(crate) fn discard_draft(&self, input: DraftWhich) -> Result<Nothing, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let draft = vault.draft(input.draft)?;
        let noted = Noted { subject: Some(*draft.person.bytes()), ..Noted::new(now, Act::DraftDiscarded) };
        vault.discard_draft(input.draft, &noted)?;
        self.changed(&[Area::Drafts]);
        Ok(Nothing {})
    }

    fn view_of(&self, vault: &Vault, draft: &Draft) -> Result<VisitDraft, ApiError> {
        let today = self.now().date_naive();
        let mother = mother_of(vault, draft.person)?;
        Ok(VisitDraft {
            draft: draft.id,
            child: person_view(vault, draft.person, today)?,
            mother: mother.map(|mother| person_view(vault, mother, today)).transpose()?,
            form: lifted(draft),
            opened_at: draft.opened_at.to_rfc3339(),
            saved_at: Some(draft.saved_at.to_rfc3339()),
            previous: previous::values(vault, draft.person)?,
        })
    }
}

/// The mother, or the first carer, of a child.
pub(super) fn mother_of(vault: &Vault, child: PersonId) -> Result<Option<PersonId>, ApiError> {
    let carers = bodies::<Relationship>(vault, Subject::Person(child), EntryKind::Relationship)?;
    Ok(mother_among(carers.iter()))
}

/// What was typed, in today's form. What has no field any more is kept beside it, never dropped.
fn lifted(draft: &Draft) -> VisitForm {
    match serde_json::from_str(&draft.typed) {
        Ok(form) => form,
        Err(_) => VisitForm { kept_text: Some(draft.typed.clone()), ..VisitForm::default() },
    }
}
