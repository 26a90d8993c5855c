//! A person's NHS number: an attribute, never a key.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::nhs_number::NhsNumber;

/// How far the number was traced (UK Core `NHSNumberVerificationStatusEngland`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NhsNumberStatus {
    /// 01.
    Verified,
    /// 02.
    PresentNotTraced,
    /// 03.
    TraceRequired,
    /// 04: no match, or several.
    NoOrMultipleMatch,
    /// 05.
    Conflict,
    /// 06.
    TraceInProgress,
    /// 07: not present, and not required.
    NotRequired,
    /// 08: a baby of under six weeks.
    TracePostponed,
}

/// DOMAIN 3.2. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NhsNumberEntry {
    /// The number, where there is one.
    pub number: Option<NhsNumber>,
    /// How far it was traced.
    pub status: NhsNumberStatus,
}

impl Body for NhsNumberEntry {
    const SAMPLE: &str = r#"{"number":"9990000018","status":"verified"}"#;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        let needs_number = matches!(self.status, NhsNumberStatus::Verified | NhsNumberStatus::PresentNotTraced);
        if needs_number && self.number.is_none() {
            found.reject("number", Rule::Required);
        }
        found
    }
}
