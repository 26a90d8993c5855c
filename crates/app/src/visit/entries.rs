//! The entries that a visit makes: as small as access tells apart, one subject each.

use doorstep_domain::entries::contact::{ChildSeen, Contact, Present};
use doorstep_domain::entries::contact_narrative::ContactNarrative;
use doorstep_domain::entries::feeding::Feeding;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::entries::{About, Body, EntryKind};
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::invalid::Findings;
use serde_json::value::{RawValue, to_raw_value};

use super::form::ReadForm;
use crate::error::ApiError;
use crate::mint::Mint;

/// Whom a visit was to.
#[derive(Clone, Copy)]
pub(super) struct Subjects {
    pub(super) child: PersonId,
    pub(super) mother: Option<PersonId>,
}

/// An entry about to be signed.
pub(super) struct Prepared {
    pub(super) kind: EntryKind,
    pub(super) entry: EntryId,
    pub(super) subject: Subject,
    pub(super) body: Box<RawValue>,
}

/// Makes the entries of a form and checks each. What checking finds is added to the form's findings, by the form's
/// own field names. Nothing is made of fields that were left empty.
pub(super) fn prepare(
    read: &mut ReadForm<'_>,
    subjects: Subjects,
    about: &About<'_>,
    mint: &Mint,
) -> Result<Vec<Prepared>, ApiError> {
    let mut visit = Preparing { mint, about, found: Findings::default(), entries: Vec::new() };
    if let Some(contact) = &read.contact {
        let child = Subject::Person(subjects.child);
        let at = visit.add(EntryKind::Contact, child, contact)?;
        visit.add_narrative(read, child, at)?;
        visit.add_measurement(read, child, at)?;
        visit.add_feeding(read, child, at)?;
        if let Some(mother) = subjects.mother {
            visit.add_mothers(read, Subject::Person(mother), contact)?;
        }
    }
    let Preparing { found, entries, .. } = visit;
    read.found.include("", in_the_forms_names(found));
    Ok(entries)
}

struct Preparing<'a> {
    mint: &'a Mint,
    about: &'a About<'a>,
    found: Findings,
    entries: Vec<Prepared>,
}

impl Preparing<'_> {
    /// Adds an entry that is checked.
    fn add<B: Body>(&mut self, kind: EntryKind, subject: Subject, body: &B) -> Result<EntryId, ApiError> {
        self.found.include("", body.check(self.about));
        self.add_unchecked(kind, subject, body)
    }

    fn add_unchecked<B: Body>(&mut self, kind: EntryKind, subject: Subject, body: &B) -> Result<EntryId, ApiError> {
        let entry = self.mint.id(EntryId::mint)?;
        self.entries.push(Prepared { kind, entry, subject, body: to_raw_value(body)? });
        Ok(entry)
    }

    fn add_narrative(&mut self, read: &ReadForm<'_>, child: Subject, contact: EntryId) -> Result<(), ApiError> {
        let form = read.form;
        if has_text([&form.seen, &form.parents_words, &form.narrative, &form.plan]) {
            let told = ContactNarrative {
                contact,
                seen: form.seen.clone(),
                parents_words: form.parents_words.clone(),
                narrative: form.narrative.clone(),
                plan: form.plan.clone(),
            };
            self.add(EntryKind::ContactNarrative, child, &told)?;
        }
        Ok(())
    }

    fn add_measurement(&mut self, read: &ReadForm<'_>, child: Subject, contact: EntryId) -> Result<(), ApiError> {
        let form = read.form;
        let measured = read.weight.is_some() || read.head.is_some() || read.length.is_some();
        if let (Some(measured_on), true) = (read.day(), measured || has_text([&form.measurement_note])) {
            let measurement = Measurement {
                contact: Some(contact),
                measured_on,
                weight: read.weight,
                length: read.length,
                head: read.head,
                clothing: form.clothing,
                note: form.measurement_note.clone(),
            };
            self.add(EntryKind::Measurement, child, &measurement)?;
        }
        Ok(())
    }

    fn add_feeding(&mut self, read: &ReadForm<'_>, child: Subject, contact: EntryId) -> Result<(), ApiError> {
        if let Some(status) = read.form.feeding {
            let note = read.form.feeding_note.clone();
            let feeding = Feeding { contact: Some(contact), status, stopped_on: None, solids_from: None, note };
            self.add(EntryKind::Feeding, child, &feeding)?;
        }
        Ok(())
    }

    /// A visit to two people is two contacts: hers stands without the child's. Its times were checked with the child's.
    fn add_mothers(&mut self, read: &ReadForm<'_>, mother: Subject, contact: &Contact) -> Result<(), ApiError> {
        let told = read.form.mother_narrative.clone();
        if !read.form.present.contains(&Present::Mother) && told.trim().is_empty() {
            return Ok(());
        }
        let attended = Contact { child_seen: ChildSeen::NotApplicable, ..contact.clone() };
        let contact = self.add_unchecked(EntryKind::Contact, mother, &attended)?;
        if !told.trim().is_empty() {
            let (seen, parents_words, plan) = (String::new(), String::new(), String::new());
            let told = ContactNarrative { contact, seen, parents_words, narrative: told, plan };
            self.add(EntryKind::ContactNarrative, mother, &told)?;
        }
        Ok(())
    }
}

fn has_text<const N: usize>(texts: [&String; N]) -> bool {
    texts.iter().any(|text| !text.trim().is_empty())
}

/// Bodies name their fields as the record does; a message must stand beside the field that was typed into.
fn in_the_forms_names(mut found: Findings) -> Findings {
    let rename = |field: &mut String| {
        let name = match field.as_str() {
            "started_at" => "start",
            "ended_at" => "end",
            "measured_on" => "date",
            "note" => "measurement_note",
            _ => return,
        };
        name.clone_into(field);
    };
    found.problems.iter_mut().for_each(|problem| rename(&mut problem.field));
    found.questions.iter_mut().for_each(|question| rename(&mut question.field));
    found
}
