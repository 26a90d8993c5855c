//! Opening, journalling, resuming and throwing away a visit's draft.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{ChildSeen, ContactMode, ContactOutcome, ContactPlace, ReviewKind};
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::draft::Draft;

use super::people::People;
use super::{
    ChildForm, DraftSaved, DraftView, DraftWhich, OpenVisit, QuickContact, SaveVisit, SiblingView, VisitDraft,
    VisitForm, parts, previous,
};
use crate::App;
use crate::api::Nothing;
use crate::entry::kind_of;
use crate::error::ApiError;
use crate::family::may_be_mother;
use crate::journal::Form;
use crate::person::person_view;
use crate::register::{registers, typed_name};
use crate::screen::Screen;
use crate::status::Area;

/// An older draft is lifted when it is opened.
const FORM: Form<'_> = Form { name: "visit", schema: 1 };

impl App {
    pub(crate) fn drafts(&self, _: Nothing) -> Result<Vec<DraftView>, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let view = |draft: Draft| {
            let screen = Screen::of_draft(&vault, &draft, today)?;
            // Of a sealed record it says only that there is a draft: what was typed stays until it is opened again.
            let seen = !matches!(screen, Screen::Sealed {});
            Ok(DraftView {
                draft: draft.id,
                kind: kind_of(&draft).filter(|_| seen),
                sensitivity: kind_of(&draft).filter(|_| seen).map_or(Sensitivity::Standard, EntryKind::sensitivity),
                registers: registers(&draft) && seen,
                typed_name: typed_name(&draft).filter(|_| seen),
                review: if draft.form == FORM.name && seen { lifted(&draft).review } else { None },
                opened_at: draft.opened_at.to_rfc3339(),
                saved_at: draft.saved_at.to_rfc3339(),
                screen,
            })
        };
        vault.drafts()?.into_iter().map(view).collect()
    }

    pub(crate) fn open_visit(&self, input: OpenVisit) -> Result<VisitDraft, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        person_view(&vault, input.child, now.date_naive())?;
        let is_adult = vault.person(input.child)?.is_some_and(|row| !row.is_child);
        if is_adult && input.review == Some(ReviewKind::Antenatal) && !may_be_mother(&*vault, input.child)? {
            return Err(ApiError::not_found());
        }
        let same = |draft: &Draft| {
            let typed = lifted(draft);
            draft.form == FORM.name
                && draft.subject == Subject::Person(input.child)
                && typed.review == input.review
                && typed.quick == input.quick.is_some()
        };
        if let Some(draft) = vault.drafts()?.into_iter().find(same) {
            return self.view_of(&vault, &draft);
        }
        let draft = self.begin_draft(&vault, FORM, Subject::Person(input.child), &begun(&input, now))?;
        self.view_of(&vault, &draft)
    }

    pub(crate) fn resume_visit(&self, input: DraftWhich) -> Result<VisitDraft, ApiError> {
        let vault = self.vault()?;
        self.view_of(&vault, &vault.draft(input.draft)?)
    }

    pub(crate) fn save_visit(&self, input: SaveVisit) -> Result<DraftSaved, ApiError> {
        let vault = self.vault()?;
        let before = vault.draft(input.draft)?;
        self.journal(&vault, before, FORM.schema, &input.form)
    }

    pub(crate) fn discard_draft(&self, input: DraftWhich) -> Result<Nothing, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let draft = vault.draft(input.draft)?;
        let noted = Noted { subject: Some(*draft.subject.bytes()), ..Noted::new(now, Act::DraftDiscarded) };
        vault.discard_draft(input.draft, &noted)?;
        self.changed(&[Area::Drafts]);
        Ok(Nothing {})
    }

    fn view_of(&self, vault: &Vault, draft: &Draft) -> Result<VisitDraft, ApiError> {
        let (now, form) = (self.now(), lifted(draft));
        let child = draft.subject.person().ok_or_else(ApiError::not_found)?;
        let screen = Screen::of_draft(vault, draft, now.date_naive())?;
        if matches!(screen, Screen::Sealed {}) {
            return Err(ApiError::not_found());
        }
        let people = People::of(vault, child, &form, now)?;
        let view = |person: PersonId| person_view(vault, person, people.today);
        let sibling = |person: &PersonId| {
            let (reviewed, previous) = (people.is_reviewed(*person), previous::values(vault, *person)?);
            Ok(SiblingView { person: view(*person)?, reviewed, previous })
        };
        Ok(VisitDraft {
            draft: draft.id,
            screen,
            child: view(child)?,
            of_adult: people.of_adult,
            mother: people.mother.map(view).transpose()?,
            is_mother: people.is_mother,
            ask_name: people.ask_name(vault)?,
            opened_at: draft.opened_at.to_rfc3339(),
            saved_at: Some(draft.saved_at.to_rfc3339()),
            previous: previous::values(vault, child)?,
            siblings: people.siblings.iter().map(sibling).collect::<Result<_, ApiError>>()?,
            could_add: people.could_add.iter().copied().map(view).collect::<Result<_, _>>()?,
            parts: parts::views(vault, &people, &form)?,
            people: people.everybody().map(view).collect::<Result<_, _>>()?,
            may_record: crate::family::may_record(people.role),
            form,
        })
    }
}

/// The form as it is begun: a contact in passing has its usual answers.
fn begun(input: &OpenVisit, now: DateTime<FixedOffset>) -> VisitForm {
    let date = now.format("%Y-%m-%d").to_string();
    let form = VisitForm { review: input.review, date, ..VisitForm::default() };
    let Some(quick) = input.quick else { return form };
    let place = match quick {
        QuickContact::AtHome => ContactPlace::Home,
        QuickContact::InClinic => ContactPlace::Clinic,
        QuickContact::AtCentre => ContactPlace::ChildrensCentre,
        QuickContact::ByTelephone => ContactPlace::Other,
    };
    let by_telephone = quick == QuickContact::ByTelephone;
    VisitForm {
        quick: true,
        start: now.format("%H:%M").to_string(),
        mode: Some(if by_telephone { ContactMode::Telephone } else { ContactMode::FaceToFace }),
        place: Some(place),
        outcome: Some(ContactOutcome::TookPlace),
        child: ChildForm { child_seen: by_telephone.then_some(ChildSeen::NotSeen), ..ChildForm::default() },
        ..form
    }
}

/// What was typed, in today's form. What has no field any more is kept beside it, never dropped.
fn lifted(draft: &Draft) -> VisitForm {
    match serde_json::from_str(&draft.typed) {
        Ok(form) => form,
        Err(_) => VisitForm { kept_text: Some(draft.typed.clone()), ..VisitForm::default() },
    }
}
