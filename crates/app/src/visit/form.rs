//! Reading what was typed: texts become values, and what cannot be read becomes a problem of its own field.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use doorstep_domain::entries::contact::{ChildSeen, Contact, ContactMode, ContactOutcome, ContactPlace};
use doorstep_domain::growth::{Grams, LengthError, Millimetres, WeightError, parse_length_cm, parse_weight};
use doorstep_domain::invalid::{Ask, Findings, Rule};
use doorstep_domain::time::Occurred;

use super::VisitForm;

/// A form, read. What is missing or wrong is in `found`; the rest can be checked all the same, so that a person learns
/// of everything at once.
pub(super) struct ReadForm<'a> {
    pub(super) form: &'a VisitForm,
    pub(super) started: Option<DateTime<FixedOffset>>,
    pub(super) contact: Option<Contact>,
    pub(super) weight: Option<Grams>,
    pub(super) head: Option<Millimetres>,
    pub(super) length: Option<Millimetres>,
    /// Why it is written late, where it is.
    pub(super) late_reason: Option<String>,
    pub(super) found: Findings,
}

const LONGEST_REASON: usize = 500;

impl<'a> ReadForm<'a> {
    pub(super) fn of(form: &'a VisitForm, now: DateTime<FixedOffset>) -> Self {
        let mut found = Findings::default();
        let day = read_day(form, &mut found);
        let took_place = form.outcome == Some(ContactOutcome::TookPlace);
        let started = read_time(day.zip(Some(("start", form.start.as_str(), true))), now, &mut found);
        let ended = read_time(day.zip(Some(("end", form.end.as_str(), took_place))), now, &mut found);
        let contact = read_contact(form, started, ended, &mut found);
        let late_reason = read_late_reason(form, started, now, &mut found);
        let weight = read_weight(&form.weight, &mut found);
        let head = read_length("head", &form.head, &mut found);
        let length = read_length("length", &form.length, &mut found);
        Self { form, started, contact, weight, head, length, late_reason, found }
    }

    /// The day of the visit, which is that of its measurements.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.started.map(|at| at.date_naive())
    }
}

fn read_day(form: &VisitForm, found: &mut Findings) -> Option<NaiveDate> {
    let text = form.date.trim();
    let day = text.parse().ok();
    if day.is_none() {
        found.reject("date", if text.is_empty() { Rule::Required } else { Rule::NotADate });
    }
    day
}

fn read_time(
    asked: Option<(NaiveDate, (&str, &str, bool))>,
    now: DateTime<FixedOffset>,
    found: &mut Findings,
) -> Option<DateTime<FixedOffset>> {
    let (day, (field, text, required)) = asked?;
    let text = text.trim();
    if text.is_empty() {
        if required {
            found.reject(field, Rule::Required);
        }
        return None;
    }
    let time = NaiveTime::parse_from_str(text, "%H:%M").ok();
    if time.is_none() {
        found.reject(field, Rule::NotATime);
    }
    // The laptop's offset of now: in the hour that happens twice, the offset tells which one was meant.
    time.and_then(|time| now.offset().from_local_datetime(&day.and_time(time)).single())
}

fn read_contact(
    form: &VisitForm,
    started: Option<DateTime<FixedOffset>>,
    ended: Option<DateTime<FixedOffset>>,
    found: &mut Findings,
) -> Option<Contact> {
    let mode: Option<ContactMode> = required(form.mode, "mode", found);
    let place: Option<ContactPlace> = required(form.place, "place", found);
    let outcome: Option<ContactOutcome> = required(form.outcome, "outcome", found);
    let child_seen = match outcome {
        // Nobody was seen behind a closed door.
        Some(outcome) if outcome != ContactOutcome::TookPlace => Some(form.child_seen.unwrap_or(ChildSeen::NotSeen)),
        _ => required(form.child_seen, "child_seen", found),
    };
    Some(Contact {
        review: form.review,
        mode: mode?,
        place: place?,
        started_at: started?,
        ended_at: ended,
        outcome: outcome?,
        child_seen: child_seen?,
        present: form.present.clone(),
    })
}

fn required<T>(choice: Option<T>, field: &str, found: &mut Findings) -> Option<T> {
    if choice.is_none() {
        found.reject(field, Rule::Required);
    }
    choice
}

fn read_late_reason(
    form: &VisitForm,
    started: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
    found: &mut Findings,
) -> Option<String> {
    let late = started.is_some_and(|at| Occurred::Instant(at).is_late(now));
    let reason = form.late_reason.trim();
    if late && reason.is_empty() {
        found.reject("late_reason", Rule::ReasonRequired);
    }
    found.limit_text("late_reason", reason, LONGEST_REASON);
    (late && !reason.is_empty()).then(|| reason.to_owned())
}

fn read_weight(text: &str, found: &mut Findings) -> Option<Grams> {
    if text.trim().is_empty() {
        return None;
    }
    match parse_weight(text) {
        Ok(weight) => Some(weight),
        Err(WeightError::LooksLikeGrams(weight)) => {
            found.ask("weight", Ask::Grams);
            Some(weight)
        }
        Err(WeightError::Unreadable(_)) => {
            found.reject("weight", Rule::NotANumber);
            None
        }
    }
}

fn read_length(field: &str, text: &str, found: &mut Findings) -> Option<Millimetres> {
    if text.trim().is_empty() {
        return None;
    }
    match parse_length_cm(text) {
        Ok(length) => Some(length),
        // Nobody is 545 cm long, and a head has never been measured in millimetres here: not guessed.
        Err(LengthError::LooksLikeMillimetres(_)) => {
            found.reject(field, if field == "head" { Rule::HeadOutOfRange } else { Rule::LengthOutOfRange });
            None
        }
        Err(LengthError::Unreadable(_)) => {
            found.reject(field, Rule::NotANumber);
            None
        }
    }
}
