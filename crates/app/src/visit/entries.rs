//! The entries that a visit makes: as small as access tells apart, one subject each.

use doorstep_domain::entries::contact::{ChildSeen, Contact, Present};
use doorstep_domain::entries::contact_narrative::ContactNarrative;
use doorstep_domain::entries::feeding::Feeding;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::entries::{About, Body, EntryKind};
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::sensitivity::Sensitivity;
use serde_json::value::{RawValue, to_raw_value};

use super::form::{ReadChild, ReadForm, prefix};
use crate::error::ApiError;
use crate::mint::Mint;

/// An entry about to be signed.
pub(super) struct Prepared {
    pub(super) kind: EntryKind,
    pub(super) entry: EntryId,
    pub(super) subject: Subject,
    pub(super) parents: Vec<ChangeId>,
    pub(super) sensitivity: Sensitivity,
    pub(super) body: Box<RawValue>,
}

/// The entries of a visit so far, and what checking found, by the form's own field names.
pub(super) struct Visit<'a> {
    pub(super) mint: &'a Mint,
    pub(super) found: Findings,
    pub(super) entries: Vec<Prepared>,
    /// The contact of each person of the visit.
    pub(super) contacts: Vec<(PersonId, EntryId)>,
}

impl<'a> Visit<'a> {
    pub(super) fn new(mint: &'a Mint) -> Self {
        Self { mint, found: Findings::default(), entries: Vec::new(), contacts: Vec::new() }
    }

    /// One child's entries. Nothing is made of fields that were left empty.
    pub(super) fn add_child(
        &mut self,
        read: &ReadForm<'_>,
        contact: &Contact,
        (place, person): (usize, PersonId),
        about: &About<'_>,
    ) -> Result<(), ApiError> {
        let Some(child) = read.children.get(place) else { return Ok(()) };
        let mut of_child = OfChild { subject: Subject::Person(person), about, found: Findings::default(), visit: self };
        let attended = Contact { child_seen: child.child_seen.unwrap_or(ChildSeen::NotSeen), ..contact.clone() };
        let at = of_child.add(EntryKind::Contact, &attended)?;
        of_child.add_narrative(child, at)?;
        of_child.add_measurement(read, child, at)?;
        of_child.add_feeding(child, at)?;
        let found = in_the_forms_names(of_child.found);
        self.contacts.push((person, at));
        self.found.include(&prefix(place), found);
        Ok(())
    }

    /// A visit to two people is two contacts: hers stands without the child's. Its times were checked with the child's.
    pub(super) fn add_mother(
        &mut self,
        read: &ReadForm<'_>,
        contact: &Contact,
        mother: PersonId,
    ) -> Result<(), ApiError> {
        let told = read.form.mother_narrative.clone();
        let asked = |part: &super::TypedPart| part.subject == Subject::Person(mother) && !super::parts::is_blank(part);
        let took_part = read.form.present.contains(&Present::Mother) || read.form.parts.iter().any(asked);
        if !took_part && told.trim().is_empty() {
            return Ok(());
        }
        let subject = Subject::Person(mother);
        let attended = Contact { child_seen: ChildSeen::NotApplicable, ..contact.clone() };
        let contact = self.add(EntryKind::Contact, subject, &attended)?;
        self.contacts.push((mother, contact));
        if !told.trim().is_empty() {
            let (seen, parents_words, plan) = (String::new(), String::new(), String::new());
            let told = ContactNarrative { contact, seen, parents_words, narrative: told, plan };
            self.add(EntryKind::ContactNarrative, subject, &told)?;
        }
        Ok(())
    }

    fn add<B: Body>(&mut self, kind: EntryKind, subject: Subject, body: &B) -> Result<EntryId, ApiError> {
        let entry = self.mint.id(EntryId::mint)?;
        let sensitivity = body.sensitivity().max(kind.sensitivity());
        let body = to_raw_value(body)?;
        self.entries.push(Prepared { kind, entry, subject, parents: Vec::new(), sensitivity, body });
        Ok(entry)
    }
}

struct OfChild<'v, 'a> {
    visit: &'v mut Visit<'a>,
    subject: Subject,
    about: &'v About<'v>,
    found: Findings,
}

impl OfChild<'_, '_> {
    /// Adds an entry that is checked.
    fn add<B: Body>(&mut self, kind: EntryKind, body: &B) -> Result<EntryId, ApiError> {
        self.found.include("", body.check(self.about));
        self.visit.add(kind, self.subject, body)
    }

    fn add_narrative(&mut self, child: &ReadChild<'_>, contact: EntryId) -> Result<(), ApiError> {
        let form = child.typed;
        if has_text([&form.seen, &form.parents_words, &form.narrative, &form.plan]) {
            let told = ContactNarrative {
                contact,
                seen: form.seen.clone(),
                parents_words: form.parents_words.clone(),
                narrative: form.narrative.clone(),
                plan: form.plan.clone(),
            };
            self.add(EntryKind::ContactNarrative, &told)?;
        }
        Ok(())
    }

    fn add_measurement(
        &mut self,
        read: &ReadForm<'_>,
        child: &ReadChild<'_>,
        contact: EntryId,
    ) -> Result<(), ApiError> {
        let form = child.typed;
        let measured = child.weight.is_some() || child.head.is_some() || child.length.is_some();
        if let (Some(measured_on), true) = (read.day(), measured || has_text([&form.measurement_note])) {
            let measurement = Measurement {
                contact: Some(contact),
                measured_on,
                weight: child.weight,
                length: child.length,
                head: child.head,
                clothing: form.clothing,
                note: form.measurement_note.clone(),
            };
            self.add(EntryKind::Measurement, &measurement)?;
        }
        Ok(())
    }

    fn add_feeding(&mut self, child: &ReadChild<'_>, contact: EntryId) -> Result<(), ApiError> {
        let form = child.typed;
        if let Some(status) = form.feeding {
            let note = form.feeding_note.clone();
            let ReadChild { stopped_on, solids_from, .. } = *child;
            let feeding = Feeding { contact: Some(contact), status, stopped_on, solids_from, note };
            self.add(EntryKind::Feeding, &feeding)?;
        } else if has_text([&form.stopped_on, &form.solids_from, &form.feeding_note]) {
            // Nothing that was typed may vanish at signing.
            self.found.reject("feeding", Rule::Required);
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
