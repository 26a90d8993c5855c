//! What everybody must know before they knock or ring: a neutral line. What lies behind it is an entry of its own.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// What an alert warns of (DOMAIN 3.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// Dog, weapon, a named person, visit in pairs, parking.
    VisitRisk,
    /// A safeguarding plan or worry.
    Safeguarding,
    /// How and when it is safe to get in touch.
    SafeContact,
    /// An allergy.
    Allergy,
    /// Language, hearing, sight, reading.
    Communication,
    /// An adoption.
    Adoption,
    /// Looked after by a council.
    LookedAfter,
}

/// SAFE-12 and CON-10. Every alert stays in force until somebody ends it: past its review it says so, and never hides.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Alert {
    /// What it warns of.
    pub kind: AlertKind,
    /// The line that is shown: neutral, since others may read along.
    pub text: String,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// When somebody looks whether it still holds: within twelve months.
    #[ts(type = "string")]
    pub review_by: NaiveDate,
    /// Since when it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_on: Option<NaiveDate>,
    /// How it is known that it no longer holds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ended_because: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_REASON: usize = 2_000;
const LONGEST_DAYS: Days = Days::new(366);

impl Body for Alert {
    const SAMPLE: &str = concat!(
        r#"{"kind":"visit_risk","text":"Visit in pairs. Large dog: ring first.","from":"2026-05-01","#,
        r#""review_by":"2027-05-01","ended_on":"2026-11-02","ended_because":"The dog has been rehomed; seen today."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("text", &self.text, LONGEST_LINE);
        found.limit_text("ended_because", &self.ended_because, LONGEST_REASON);
        let latest = self.from.checked_add_days(LONGEST_DAYS).unwrap_or(NaiveDate::MAX);
        if self.review_by <= self.from || self.review_by > latest {
            found.reject("review_by", Rule::ReviewWithinAYear);
        }
        if let Some(ended) = self.ended_on {
            if ended < self.from {
                found.reject("ended_on", Rule::EndsBeforeStart);
            }
            if ended > about.today() {
                found.reject("ended_on", Rule::InTheFuture);
            }
            found.require_text("ended_because", &self.ended_because, LONGEST_REASON);
        }
        found
    }

    fn protection(field: &str, value: Option<&serde_json::Value>) -> Option<u8> {
        // An alert that one person ended and another kept is still there.
        (field == "ended_on").then(|| u8::from(value.is_none()))
    }
}
