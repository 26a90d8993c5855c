//! A pregnancy: the mother's record exists before any child's.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::PersonId;
use crate::invalid::{Findings, Rule};
use crate::time::GestationAtBooking;

/// How a pregnancy stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PregnancyOutcome {
    /// Not born yet.
    Expected,
    /// Born alive: the babies are linked.
    LiveBirth,
    /// Stillborn: reminders stop, the bereavement path opens.
    Stillbirth,
    /// Lost: reminders stop, the bereavement path opens.
    Loss,
}

/// DOMAIN 3.4. The subject is the mother. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Pregnancy {
    /// The expected date of delivery.
    #[ts(type = "string")]
    pub expected_on: NaiveDate,
    /// When the service was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub notified_on: Option<NaiveDate>,
    /// How far it was when the mother booked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gestation_at_booking: Option<GestationAtBooking>,
    /// How it stands.
    pub outcome: PregnancyOutcome,
    /// The babies, once born.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub babies: Vec<PersonId>,
}

impl Body for Pregnancy {
    const SAMPLE: &str = concat!(
        r#"{"expected_on":"2026-12-22","notified_on":"2026-05-12","gestation_at_booking":"9+3","#,
        r#""outcome":"live_birth","babies":["0c0c0c0c-0c0c-0c0c-0c0c-0c0c0c0c0c0c"]}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if self.notified_on.is_some_and(|date| date > about.today()) {
            found.reject("notified_on", Rule::InTheFuture);
        }
        found
    }
}
