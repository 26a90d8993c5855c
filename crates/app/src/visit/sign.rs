//! Signing a visit: everything that the form made is one batch, all or none.

use chrono::{DateTime, Days, FixedOffset, NaiveTime};
use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::birth::Birth;
use doorstep_domain::entries::contact::Contact;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::id::{PersonId, StaffId, Subject};
use doorstep_domain::invalid::{Ask, Rule};
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;

use super::entries::{Prepared, Visit};
use super::form::{Asking, ReadForm};
use super::people::People;
use super::previous::last_sizes;
use super::{SignVisit, Signed};
use crate::App;
use crate::error::ApiError;
use crate::family::bodies;
use crate::mint::Mint;
use crate::writing::{Of, Writing};

type Contacts = Vec<(DateTime<FixedOffset>, DateTime<FixedOffset>)>;

const NO_OTHERS: &Contacts = &Vec::new();

impl App {
    pub(crate) fn sign_visit(&self, input: SignVisit) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (draft, enrolment) = (vault.draft(input.draft)?, vault.enrolment()?);
        let child = draft.subject.person().ok_or_else(ApiError::not_found)?;
        let people = People::of(&vault, child, &input.form, now)?;
        let asking = Asking { of_adult: people.of_adult, name: people.ask_name(&vault)? };
        let mut read = ReadForm::of(&input.form, asking, now);
        if people.clock_doubtful {
            read.found.ask("date", Ask::ClockDoubtful);
        }
        let mint = self.mint();
        let Visit { found, entries: prepared, .. } = prepare(&vault, &people, &read, &mint)?;
        read.found.include("", found);
        if !prepared.iter().all(|entry| may_record(enrolment.role, &Kind::Known(entry.kind))) {
            read.found.reject("review", Rule::RoleMayNot);
        }
        ApiError::unless_clear(read.found, &input.confirmed)?;
        let occurred = Occurred::Instant(read.started.ok_or_else(ApiError::not_found)?);
        let writing = Writing { confirmed: input.confirmed, reason: read.late_reason, ..Writing::by(&enrolment, now) };
        let change = |entry: &Prepared| {
            let of = Of {
                kind: entry.kind,
                entry: entry.entry,
                subject: entry.subject,
                parents: entry.parents.clone(),
                occurred,
                sensitivity: entry.sensitivity,
            };
            writing.change(of, &entry.body)
        };
        let changes = prepared.iter().map(change).collect::<Result<Vec<_>, _>>()?;
        let entries = prepared.iter().map(|entry| entry.entry).collect();
        self.sign_one(&vault, ToSign { changes, act: None, draft: Some(draft.id), at: now }, entries)
    }

    /// Signs one batch and wakes the courier.
    pub(crate) fn sign_one(
        &self,
        vault: &Vault,
        to_sign: ToSign,
        entries: Vec<doorstep_domain::id::EntryId>,
    ) -> Result<Signed, ApiError> {
        self.sign_all(vault, &[to_sign], entries)
    }

    /// Signs batches of one act, all or none, and wakes the courier.
    pub(crate) fn sign_all(
        &self,
        vault: &Vault,
        batches: &[ToSign],
        entries: Vec<doorstep_domain::id::EntryId>,
    ) -> Result<Signed, ApiError> {
        let signed = vault.sign(batches)?;
        self.signed()?;
        let (first, row) = batches.first().zip(signed.first()).ok_or_else(ApiError::not_found)?;
        Ok(Signed { batch: row.id, entries, signed_at: first.at.to_rfc3339() })
    }
}

/// Everything that the form makes, checked as far as it could be read.
fn prepare<'m>(vault: &Vault, people: &People, read: &ReadForm<'_>, mint: &'m Mint) -> Result<Visit<'m>, ApiError> {
    let mut visit = Visit::new(mint);
    let Some(contact) = &read.contact else { return Ok(visit) };
    let others = others_of_the_day(vault, vault.enrolment()?.staff, contact.started_at)?;
    let children = [people.child].into_iter().chain(people.siblings.iter().copied());
    for (place, child) in children.enumerate() {
        // The times are those of one visit: they are asked about once.
        let about = about_person(vault, child, people.now, if place == 0 { &others } else { NO_OTHERS })?;
        let about = About { clock_doubtful: people.clock_doubtful, ..about };
        let review = contact.review.filter(|_| people.is_reviewed(child));
        let contact = Contact { review, ..contact.clone() };
        visit.add_child(read, &contact, (place, child), &about)?;
    }
    if let Some(mother) = people.mother {
        visit.add_mother(read, contact, mother)?;
    }
    visit.add_parts(vault, people, read)?;
    Ok(visit)
}

/// What checks may know of a child.
pub(crate) fn about_person<'a>(
    vault: &Vault,
    child: PersonId,
    now: DateTime<FixedOffset>,
    others: &'a Contacts,
) -> Result<About<'a>, ApiError> {
    let row = vault.person(child)?.ok_or_else(ApiError::not_found)?;
    let birth = bodies::<Birth>(vault, Subject::Person(child), EntryKind::Birth)?.into_iter().next();
    let last = last_sizes(vault, child, None)?;
    Ok(About {
        born_on: row.birth_day(),
        gestation: birth.as_ref().and_then(|birth| birth.gestation),
        sex: birth.as_ref().and_then(|birth| birth.sex.standard()),
        birth_weight: birth.as_ref().and_then(|birth| birth.weight),
        last_weight: last.weight,
        last_length: last.length,
        last_head: last.head,
        other_contacts: others,
        ..About::nobody(now)
    })
}

/// The author's other contacts of that day: one visit with a mother and twins is three contacts at one time, so those
/// that start together are one visit.
fn others_of_the_day(vault: &Vault, author: StaffId, at: DateTime<FixedOffset>) -> Result<Contacts, ApiError> {
    let midnight = at.date_naive().and_time(NaiveTime::MIN).and_local_timezone(*at.offset()).single().unwrap_or(at);
    let order = |moment| Occurred::Instant(moment).order();
    let tomorrow = midnight.checked_add_days(Days::new(1)).unwrap_or(at);
    let own = vault.contacts_between(order(midnight), order(tomorrow))?.into_iter();
    let own = own.filter(|stored| stored.change.header.author == author);
    let contacts = own.filter_map(|stored| serde_json::from_str::<Contact>(stored.body()).ok());
    Ok(contacts
        .filter(|contact| contact.started_at != at)
        .filter_map(|contact| Some((contact.started_at, contact.ended_at?)))
        .collect())
}
