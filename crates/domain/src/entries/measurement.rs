//! Weight, length or height, head circumference: numbers with units in their types.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::growth::{Grams, MeasurementContext, Millimetres, check_bmi, check_head, check_length, check_weight};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// What the child wore on the scales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Clothing {
    /// Nothing.
    Naked,
    /// A nappy.
    Nappy,
    /// Light clothes.
    LightClothes,
    /// Other clothes.
    Clothed,
}

/// CLIN-01. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Measurement {
    /// The contact at which it was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<EntryId>,
    /// On which day.
    #[ts(type = "string")]
    pub measured_on: NaiveDate,
    /// Weight, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Grams>,
    /// Length (lying, under 2 years) or height (standing), in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub length: Option<Millimetres>,
    /// Head circumference, in millimetres.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head: Option<Millimetres>,
    /// What the child wore.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clothing: Option<Clothing>,
    /// Why something was not measured, or how it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NOTE: usize = 2_000;

impl Body for Measurement {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","measured_on":"2026-11-02","#,
        r#""weight":3620,"length":512,"head":352,"clothing":"naked","note":"Scales of the clinic."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if self.measured_on > about.today() {
            found.reject("measured_on", Rule::InTheFuture);
        }
        if self.weight.is_none() && self.length.is_none() && self.head.is_none() && self.note.trim().is_empty() {
            found.reject("weight", Rule::NothingRecorded);
        }
        found.limit_text("note", &self.note, LONGEST_NOTE);
        self.check_sizes(about, &mut found);
        found
    }
}

impl Measurement {
    fn check_sizes(&self, about: &About<'_>, found: &mut Findings) {
        let context = MeasurementContext {
            measured_on: self.measured_on,
            born_on: about.born_on,
            sex: about.sex,
            gestation: about.gestation,
            birth_weight: about.birth_weight,
        };
        if let Some(weight) = self.weight {
            check_weight(weight, &context, about.last_weight, found);
        }
        if let Some(length) = self.length {
            check_length(length, &context, about.last_length, found);
        }
        if let Some(head) = self.head {
            check_head(head, &context, about.last_head, found);
        }
        if let (Some(weight), Some(length)) = (self.weight, self.length) {
            check_bmi(weight, length, &context, found);
        }
    }
}
