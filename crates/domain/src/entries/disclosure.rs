//! What was shared of a record with somebody outside the service, and what was asked for and not shared.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// Shared or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureDecision {
    /// It was shared.
    Shared,
    /// Some of it was.
    PartlyShared,
    /// It was not.
    NotShared,
}

/// On what footing something is shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DisclosureBasis {
    /// Consent.
    Consent,
    /// The task that the law gives the service.
    PublicTask,
    /// A child may be at risk of harm.
    Safeguarding,
    /// An order of a court.
    LegalOrder,
}

/// Whether the family knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FamilyTold {
    /// They were told.
    Told,
    /// Not yet.
    NotYet,
    /// Telling them could put somebody at risk.
    NotSafe,
}

/// A record that was shared.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DisclosedRecord {
    /// Which.
    pub record: EntryId,
}

/// SHR-03. Without consent, and for every refusal, the reasons are part of it. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Disclosure {
    /// When it was decided.
    #[ts(type = "string")]
    pub decided_on: NaiveDate,
    /// Shared or not.
    pub decision: DisclosureDecision,
    /// What it is about.
    pub what: String,
    /// Which records.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub records: Vec<DisclosedRecord>,
    /// To whom.
    pub to_whom: String,
    /// What for.
    pub purpose: String,
    /// On what footing.
    pub basis: DisclosureBasis,
    /// Why without consent, or why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// By what way.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub how: String,
    /// Whether the family knows.
    pub family_told: FamilyTold,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Disclosure {
    const SAMPLE: &str = concat!(
        r#"{"decided_on":"2026-10-28","decision":"shared","what":"Weights and missed contacts since June.","#,
        r#""records":[{"record":"cccccccc-cccc-cccc-cccc-cccccccccccc"}],"#,
        r#""to_whom":"Tom Price, Lindshire children’s services","purpose":"Strategy discussion on 28 October","#,
        r#""basis":"safeguarding","reasons":"Asking first could have put the child at risk.","how":"Secure email","#,
        r#""family_told":"not_safe"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.require_text("to_whom", &self.to_whom, LONGEST_LINE);
        found.require_text("purpose", &self.purpose, LONGEST_LINE);
        found.limit_text("reasons", &self.reasons, LONGEST_TEXT);
        found.limit_text("how", &self.how, LONGEST_LINE);
        found.refuse_future("decided_on", self.decided_on, about.today());
        let needs_reasons = self.basis != DisclosureBasis::Consent || self.decision != DisclosureDecision::Shared;
        if needs_reasons && self.reasons.trim().is_empty() {
            found.reject("reasons", Rule::Required);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    // Shows SHR-03.
    #[test]
    fn sharing_without_consent_and_not_sharing_need_reasons() {
        each_is_refused::<Disclosure>(&[
            (json!({ "reasons": null }), "reasons", Rule::Required),
            (json!({ "basis": "public_task", "reasons": null }), "reasons", Rule::Required),
            (json!({ "basis": "consent", "decision": "not_shared", "reasons": null }), "reasons", Rule::Required),
            (json!({ "basis": "consent", "decision": "partly_shared", "reasons": null }), "reasons", Rule::Required),
            (json!({ "decided_on": "2026-11-04" }), "decided_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Disclosure>(&[json!({ "basis": "consent", "reasons": null })]);
    }
}
