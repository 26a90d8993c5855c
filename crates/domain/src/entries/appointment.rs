//! An appointment: when, with whom, where, and what became of it. What was said there is a contact.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::StaffId;
use crate::invalid::{Ask, Findings, Rule};

/// Whether an interpreter is booked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InterpreterBooking {
    /// None is needed.
    NotNeeded,
    /// Not yet.
    ToBook,
    /// Booked.
    Booked,
}

/// How somebody was invited. Every word of it is neutral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Invitation {
    /// Not yet.
    NotYet,
    /// By letter.
    ByLetter,
    /// By text.
    ByText,
    /// Told in person or by telephone.
    InPerson,
    /// Nothing may be sent.
    NotSafe,
}

/// What became of an appointment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AppointmentState {
    /// Booked.
    Booked,
    /// Moved to another time.
    Moved,
    /// Cancelled.
    Cancelled,
    /// They came.
    Attended,
    /// An adult did not come.
    DidNotAttend,
    /// A child was not brought.
    WasNotBrought,
}

/// Who cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CancelledBy {
    /// The family.
    Family,
    /// The service.
    Service,
}

impl States for AppointmentState {
    const FIRST: &'static [Self] = &[Self::Booked];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Booked, Self::Moved),
        (Self::Booked, Self::Cancelled),
        (Self::Booked, Self::Attended),
        (Self::Booked, Self::DidNotAttend),
        (Self::Booked, Self::WasNotBrought),
        (Self::Moved, Self::Cancelled),
        (Self::Moved, Self::Attended),
        (Self::Moved, Self::DidNotAttend),
        (Self::Moved, Self::WasNotBrought),
    ];
}

/// APP-01. A child “was not brought”; an adult “did not attend”. Merged by field: two times booked apart become a
/// decision.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Appointment {
    /// What for.
    pub purpose: String,
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// At what time.
    #[ts(type = "string")]
    pub at: NaiveTime,
    /// How many minutes: 5 to 600.
    pub duration_min: u16,
    /// With whom.
    pub with: StaffId,
    /// Who else comes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub jointly_with: String,
    /// Where.
    pub place: String,
    /// Which room, or slot of a clinic.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub room: String,
    /// Whether an interpreter is booked.
    pub interpreter: InterpreterBooking,
    /// Whether an invitation was sent, where that is safe.
    pub invitation: Invitation,
    /// What became of it.
    pub state: AppointmentState,
    /// Who cancelled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cancelled_by: Option<CancelledBy>,
    /// Why it was moved or cancelled.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_note: String,
}

impl Appointment {
    /// Whether it is booked, and nobody has cancelled it or said what became of it.
    #[must_use]
    pub fn stands(&self) -> bool {
        match self.state {
            AppointmentState::Booked | AppointmentState::Moved => true,
            AppointmentState::Cancelled
            | AppointmentState::Attended
            | AppointmentState::DidNotAttend
            | AppointmentState::WasNotBrought => false,
        }
    }

    /// When it begins, by the clock on the wall.
    #[must_use]
    pub fn starts_at(&self) -> NaiveDateTime {
        self.on.and_time(self.at)
    }

    /// When it ends, by the clock on the wall.
    #[must_use]
    pub fn ends_at(&self) -> NaiveDateTime {
        self.starts_at() + TimeDelta::minutes(self.duration_min.into())
    }
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Appointment {
    const SAMPLE: &str = concat!(
        r#"{"purpose":"12-month review","on":"2026-10-29","at":"09:30:00","duration_min":40,"#,
        r#""with":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","jointly_with":"Tom Price, social worker","#,
        r#""place":"Seaside children’s centre","room":"Room 2","interpreter":"booked","invitation":"by_text","#,
        r#""state":"was_not_brought","cancelled_by":"family","state_note":"Mother had a shift."}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("purpose", &self.purpose, LONGEST_LINE);
        found.require_text("place", &self.place, LONGEST_LINE);
        found.limit_text("jointly_with", &self.jointly_with, LONGEST_LINE);
        found.limit_text("room", &self.room, LONGEST_LINE);
        found.limit_text("state_note", &self.state_note, LONGEST_TEXT);
        if !(SHORTEST_MIN..=LONGEST_MIN).contains(&self.duration_min) {
            found.reject("duration_min", Rule::OutOfRange);
        }
        if self.stands() && about.slot_taken {
            found.ask("at", Ask::SlotTaken);
        }
        match self.state {
            AppointmentState::Booked | AppointmentState::Moved => {}
            AppointmentState::Cancelled => found.require_given("cancelled_by", self.cancelled_by.as_ref()),
            AppointmentState::Attended | AppointmentState::DidNotAttend | AppointmentState::WasNotBrought => {
                found.refuse_future("on", self.on, about.today());
            }
        }
        found
    }
}

const SHORTEST_MIN: u16 = 5;
const LONGEST_MIN: u16 = 600;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    // Shows APP-01.
    #[test]
    fn an_appointment_has_a_length_and_becomes_something_only_when_it_is_over() {
        each_is_refused::<Appointment>(&[
            (json!({ "duration_min": 4 }), "duration_min", Rule::OutOfRange),
            (json!({ "duration_min": 601 }), "duration_min", Rule::OutOfRange),
            (json!({ "state": "cancelled", "cancelled_by": null }), "cancelled_by", Rule::Required),
            (json!({ "on": "2026-11-20" }), "on", Rule::InTheFuture),
        ]);
        each_is_fine::<Appointment>(&[json!({ "on": "2026-11-20", "state": "booked", "duration_min": 5 })]);
    }

    #[test]
    fn a_time_of_day_is_read_without_seconds() {
        let booked: Appointment = laid_over(&json!({ "at": "09:30" }));
        assert_eq!(serde_json::to_value(booked.at).unwrap(), "09:30:00");
    }
}
