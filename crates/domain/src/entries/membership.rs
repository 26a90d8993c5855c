//! Who lives in a household. An entry of the household, so that a child's readers do not learn of its second home.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::PersonId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// Whether a household is where the person mainly lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Residence {
    /// The main home.
    Main,
    /// Another home, such as the other parent's.
    Other,
}

/// DOMAIN 3.4. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// Whether it is their main home.
    pub residence: Residence,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<PartialDate>,
    /// Until when; none while they live there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<PartialDate>,
}

impl Membership {
    /// Whether it holds on a day: from the first day that it may have begun to the last that it may have ended on.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from.earliest() <= day) && self.to.is_none_or(|to| to.latest() >= day)
    }
}

impl Body for Membership {
    const SAMPLE: &str = concat!(
        r#"{"person":"0c0c0c0c-0c0c-0c0c-0c0c-0c0c0c0c0c0c","residence":"main","#,
        r#""from":"2026-03","to":"2026-10-31"}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && to.latest() < from.earliest()
        {
            found.reject("to", Rule::EndsBeforeStart);
        }
        found
    }
}
