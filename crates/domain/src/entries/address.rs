//! One address of a household: an entry of its own, since a second home may be hidden from one parent.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::postcode::Postcode;
use crate::time::PartialDate;

/// DOMAIN 3.3. Registered fact, merged by field. A traveller's site is a description in `lines`.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Address {
    /// Up to five lines, without the postcode.
    pub lines: Vec<String>,
    /// The postcode; ZZ99 3VZ for no fixed abode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub postcode: Option<Postcode>,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<PartialDate>,
    /// Until when; none while it is in use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<PartialDate>,
    /// Kept off letters and away from children's centres.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

impl Address {
    /// The first line and the postcode, for a row of a list.
    #[must_use]
    pub fn in_a_line(&self) -> String {
        let first = self.lines.iter().find(|line| !line.is_empty()).cloned();
        let postcode = self.postcode.as_ref().map(ToString::to_string);
        first.into_iter().chain(postcode).collect::<Vec<_>>().join(", ")
    }
}

const MOST_LINES: usize = 5;
const LONGEST_LINE: usize = 100;

impl Body for Address {
    const SAMPLE: &str = concat!(
        r#"{"lines":["Pitch 4","Hook Lane site"],"postcode":"ME7 1AA","from":"about 2019","#,
        r#""to":"2026","hidden":true}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if self.lines.iter().all(|line| line.trim().is_empty()) && self.postcode.is_none() {
            found.reject("lines.0", Rule::Required);
        }
        if self.lines.len() > MOST_LINES {
            found.reject("lines", Rule::TooLong);
        }
        for (number, line) in self.lines.iter().enumerate() {
            found.limit_text(&format!("lines.{number}"), line, LONGEST_LINE);
        }
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && to.latest() < from.earliest()
        {
            found.reject("to", Rule::EndsBeforeStart);
        }
        found
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // Whatever a later build writes instead of a plain no counts as hidden.
        (field == "hidden").then(|| u8::from(value.is_some_and(|value| *value != Value::Bool(false))))
    }

    /// That an address need not be hidden was said of that address.
    fn speaks_of(field: &str) -> &'static [&'static str] {
        if field == "hidden" { &["lines", "postcode"] } else { &[] }
    }
}
