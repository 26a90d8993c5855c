//! Facts of a birth that age, growth and twins need.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::growth::{Grams, Sex};
use crate::invalid::{Ask, Findings, Rule};
use crate::time::Gestation;

/// Sex as growth standards need it; centiles only for female and male (UK Core `BirthSex`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SexForGrowth {
    /// Female.
    Female,
    /// Male.
    Male,
    /// Neither, at birth.
    Indeterminate,
    /// Not recorded.
    Unknown,
}

impl SexForGrowth {
    /// The growth standard to read, where there is one.
    #[must_use]
    pub fn standard(self) -> Option<Sex> {
        match self {
            Self::Female => Some(Sex::Female),
            Self::Male => Some(Sex::Male),
            Self::Indeterminate | Self::Unknown => None,
        }
    }
}

/// DOMAIN 3.2, birth facts. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Birth {
    /// Sex, for growth.
    pub sex: SexForGrowth,
    /// How long the pregnancy lasted; unknown is never taken for 40 weeks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gestation: Option<Gestation>,
    /// Weight at birth, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Grams>,
    /// 1 for the first born of twins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<u8>,
    /// How many were born: 2 for twins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub multiple: Option<u8>,
}

impl Body for Birth {
    const SAMPLE: &str = r#"{"sex":"female","gestation":"31+2","weight":1480,"order":1,"multiple":2}"#;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        match self.weight {
            Some(Grams(grams)) if !(200..=8_000).contains(&grams) => {
                found.reject("weight", Rule::BirthWeightOutOfRange)
            }
            Some(Grams(grams)) if !(300..=7_000).contains(&grams) => found.ask("weight", Ask::BirthWeightUnusual),
            Some(_) | None => {}
        }
        if let (Some(order), Some(multiple)) = (self.order, self.multiple)
            && (order == 0 || order > multiple)
        {
            found.reject("order", Rule::NotAChoice);
        }
        found
    }
}
