//! That a record is sealed: found and opened by the named safeguarding nurse alone. After an adoption the child has a new
//! record, and nothing leads from one to the other.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// Why a record is sealed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SealedBecause {
    /// An adoption order.
    Adoption,
    /// A court ordered it.
    CourtOrder,
    /// Somebody is protected under another identity.
    ProtectedIdentity,
}

/// One for each person. The seal holds until it was lifted, and while colleagues differ.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Sealing {
    /// Why.
    pub because: SealedBecause,
    /// From when.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// By whose order: the court, its reference. Never the new name.
    pub order: String,
    /// Since when it no longer holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub lifted_on: Option<NaiveDate>,
}

const LONGEST_ORDER: usize = 500;

impl Body for Sealing {
    const SAMPLE: &str = concat!(
        r#"{"because":"adoption","on":"2026-11-02","order":"Canterbury Family Court, adoption order of 30 October 2026","#,
        r#""lifted_on":"2026-11-03"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("order", &self.order, LONGEST_ORDER);
        found.refuse_future("on", self.on, about.today());
        found.refuse_future("lifted_on", self.lifted_on, about.today());
        if self.lifted_on.is_some_and(|lifted| lifted < self.on) {
            found.reject("lifted_on", Rule::EndsBeforeStart);
        }
        found
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        (field == "lifted_on").then(|| u8::from(value.is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::trying::each_is_refused;
    use super::*;
    use serde_json::json;

    #[test]
    fn a_seal_rests_on_an_order_and_is_not_lifted_before_it_holds() {
        each_is_refused::<Sealing>(&[
            (json!({"order": ""}), "order", Rule::Required),
            (json!({"on": "2026-12-01", "lifted_on": null}), "on", Rule::InTheFuture),
            (json!({"lifted_on": "2026-11-01"}), "lifted_on", Rule::EndsBeforeStart),
        ]);
    }

    #[test]
    fn a_seal_that_one_lifted_and_another_kept_holds() {
        let lifted = json!("2026-11-03");
        assert!(Sealing::protection("lifted_on", None) > Sealing::protection("lifted_on", Some(&lifted)));
    }
}
