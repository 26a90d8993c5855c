//! Reading what was typed: texts become values, and what cannot be read becomes a problem of its own field.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use doorstep_domain::entries::contact::{ChildSeen, Contact, ContactMode, ContactOutcome, ContactPlace};
use doorstep_domain::growth::{Grams, LengthError, Millimetres, WeightError, parse_length_cm, parse_weight};
use doorstep_domain::invalid::{Ask, Findings, Rule};
use doorstep_domain::time::Occurred;

use super::{ChildForm, VisitForm};

/// A form, read. What is missing or wrong is in `found`; the rest can be checked all the same, so that a person learns
/// of everything at once.
pub(super) struct ReadForm<'a> {
    pub(super) form: &'a VisitForm,
    pub(super) started: Option<DateTime<FixedOffset>>,
    pub(super) contact: Option<Contact>,
    /// The child whose form it is, and then the siblings.
    pub(super) children: Vec<ReadChild<'a>>,
    /// Why it is written late, where it is.
    pub(super) late_reason: Option<String>,
    pub(super) found: Findings,
}

/// What was typed of one child.
pub(super) struct ReadChild<'a> {
    pub(super) typed: &'a ChildForm,
    pub(super) child_seen: Option<ChildSeen>,
    pub(super) weight: Option<Grams>,
    pub(super) head: Option<Millimetres>,
    pub(super) length: Option<Millimetres>,
    pub(super) stopped_on: Option<NaiveDate>,
    pub(super) solids_from: Option<NaiveDate>,
}

/// What reading must know of the people.
#[derive(Clone, Copy)]
pub(super) struct Asking {
    /// The form is an adult's own: no child is seen.
    pub(super) of_adult: bool,
    /// One child could be taken for another: whose numbers they are is said again.
    pub(super) name: bool,
}

const LONGEST_REASON: usize = 500;

/// Before the fields of a sibling: the first is `s1`. The fields of the form's own child have no prefix.
pub(super) fn prefix(place: usize) -> String {
    if place == 0 { String::new() } else { format!("s{place}") }
}

impl<'a> ReadForm<'a> {
    pub(super) fn of(form: &'a VisitForm, asking: Asking, now: DateTime<FixedOffset>) -> Self {
        let mut found = Findings::default();
        let day = read_day(form, &mut found);
        let ends = form.outcome == Some(ContactOutcome::TookPlace) && !form.quick;
        let started = read_time(day.zip(Some(("start", form.start.as_str(), true))), now, &mut found);
        let ended = read_time(day.zip(Some(("end", form.end.as_str(), ends))), now, &mut found);
        let ended = ended.or_else(|| ended_in_passing(form, started, now));
        let children: Vec<_> = [&form.child]
            .into_iter()
            .chain(form.siblings.iter().map(|sibling| &sibling.child))
            .enumerate()
            .map(|(place, typed)| {
                let mut of_child = Findings::default();
                let read = ReadChild::of(typed, form.outcome, asking, &mut of_child);
                found.include(&prefix(place), of_child);
                read
            })
            .collect();
        let contact = read_contact(form, started, ended, &mut found)
            .and_then(|contact| Some(Contact { child_seen: children.first()?.child_seen?, ..contact }));
        let late_reason = read_late_reason(form, started, now, &mut found);
        Self { form, started, contact, children, late_reason, found }
    }

    /// The day of the visit, which is that of its measurements.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.started.map(|at| at.date_naive())
    }

    /// Whether it was a review that took place, and not face to face: by telephone or video it is "delivered remotely",
    /// and a decision about meeting goes with it (DOMAIN 2.10).
    pub(super) fn is_remote_review(&self) -> bool {
        self.form.review.is_some()
            && self.form.outcome == Some(ContactOutcome::TookPlace)
            && self.form.mode.is_some_and(|mode| mode != ContactMode::FaceToFace)
    }
}

impl<'a> ReadChild<'a> {
    fn of(typed: &'a ChildForm, outcome: Option<ContactOutcome>, asking: Asking, found: &mut Findings) -> Self {
        let child_seen = match outcome {
            _ if asking.of_adult => Some(ChildSeen::NotApplicable),
            // Nobody was seen behind a closed door, whatever was ticked before the outcome.
            Some(outcome) if outcome != ContactOutcome::TookPlace => Some(ChildSeen::NotSeen),
            _ => required(typed.child_seen, "child_seen", found),
        };
        let measured = [&typed.weight, &typed.head, &typed.length].into_iter().any(|size| !size.trim().is_empty());
        if asking.name && measured && !typed.name_confirmed {
            found.reject("name_confirmed", Rule::NameNotConfirmed);
        }
        Self {
            typed,
            child_seen,
            weight: read_weight(&typed.weight, found),
            head: read_length("head", &typed.head, found),
            length: read_length("length", &typed.length, found),
            stopped_on: read_date("stopped_on", &typed.stopped_on, found),
            solids_from: read_date("solids_from", &typed.solids_from, found),
        }
    }
}

fn read_date(field: &str, text: &str, found: &mut Findings) -> Option<NaiveDate> {
    let day = text.trim().parse().ok();
    if day.is_none() && !text.trim().is_empty() {
        found.reject(field, Rule::NotADate);
    }
    day
}

/// A contact in passing ends when it is signed; a minute is the shortest that there is.
fn ended_in_passing(
    form: &VisitForm,
    started: Option<DateTime<FixedOffset>>,
    now: DateTime<FixedOffset>,
) -> Option<DateTime<FixedOffset>> {
    let started = started.filter(|_| form.quick && form.outcome == Some(ContactOutcome::TookPlace))?;
    let shortest = started + chrono::TimeDelta::minutes(1);
    Some(if now.date_naive() == started.date_naive() { now.max(shortest) } else { shortest })
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
    Some(Contact {
        review: form.review,
        mode: mode?,
        place: place?,
        started_at: started?,
        ended_at: ended,
        outcome: outcome?,
        child_seen: ChildSeen::NotApplicable,
        present: form.present.clone(),
        interpreted_by: form.interpreted_by,
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
