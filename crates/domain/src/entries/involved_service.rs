//! A service that works with a family: who, what for, from when to when, and when it was last heard of.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// Services that work with families.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InvolvedServiceKind {
    /// GP practice.
    GpPractice,
    /// Midwifery.
    Midwifery,
    /// Social care.
    SocialCare,
    /// Nursery or childminder.
    Nursery,
    /// School.
    School,
    /// Children’s centre or family hub.
    ChildrensCentre,
    /// Hospital or specialist.
    Hospital,
    /// Speech, physio or occupational therapy.
    Therapy,
    /// Mental health.
    MentalHealth,
    /// Drugs and alcohol.
    SubstanceUse,
    /// Domestic abuse.
    DomesticAbuse,
    /// Housing.
    Housing,
    /// Police or probation.
    Police,
    /// Voluntary.
    Voluntary,
    /// Another.
    Other,
}

/// INV-01. One for each service. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct InvolvedService {
    /// Which sort.
    pub service: InvolvedServiceKind,
    /// Its name.
    pub service_name: String,
    /// What for.
    pub purpose: String,
    /// Who there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub key_worker: String,
    /// How they are reached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reached_at: String,
    /// From when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<PartialDate>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<PartialDate>,
    /// When they were last heard of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub heard_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;

impl Body for InvolvedService {
    const SAMPLE: &str = concat!(
        r#"{"service":"nursery","service_name":"Harbour Nursery","purpose":"Fifteen hours a week","#,
        r#""key_worker":"Mrs Lane","reached_at":"01632 960125","from":"2026-09","to":"2026-10","#,
        r#""heard_on":"2026-10-20"}"#,
    );

    fn sensitivity(&self) -> Sensitivity {
        match self.service {
            InvolvedServiceKind::DomesticAbuse | InvolvedServiceKind::Police => Sensitivity::Restricted,
            InvolvedServiceKind::MentalHealth | InvolvedServiceKind::SubstanceUse => Sensitivity::Sensitive,
            InvolvedServiceKind::GpPractice
            | InvolvedServiceKind::Midwifery
            | InvolvedServiceKind::SocialCare
            | InvolvedServiceKind::Nursery
            | InvolvedServiceKind::School
            | InvolvedServiceKind::ChildrensCentre
            | InvolvedServiceKind::Hospital
            | InvolvedServiceKind::Therapy
            | InvolvedServiceKind::Housing
            | InvolvedServiceKind::Voluntary
            | InvolvedServiceKind::Other => Sensitivity::Standard,
        }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("service_name", &self.service_name, LONGEST_LINE);
        found.require_text("purpose", &self.purpose, LONGEST_LINE);
        found.limit_text("key_worker", &self.key_worker, LONGEST_LINE);
        found.limit_text("reached_at", &self.reached_at, LONGEST_LINE);
        found.refuse_future("heard_on", self.heard_on, about.today());
        if let (Some(from), Some(to)) = (&self.from, &self.to)
            && to.latest() < from.earliest()
        {
            found.reject("to", Rule::EndsBeforeStart);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_refused, laid_over};

    #[test]
    fn a_service_has_a_name_a_purpose_and_dates_in_order() {
        each_is_refused::<InvolvedService>(&[
            (json!({ "service_name": "" }), "service_name", Rule::Required),
            (json!({ "purpose": "" }), "purpose", Rule::Required),
            (json!({ "to": "2026-08" }), "to", Rule::EndsBeforeStart),
            (json!({ "heard_on": "2026-11-04" }), "heard_on", Rule::InTheFuture),
        ]);
    }

    #[test]
    fn that_some_services_are_involved_says_more_than_their_name() {
        let of = |service: &str| laid_over::<InvolvedService>(&json!({ "service": service })).sensitivity();
        assert_eq!(of("domestic_abuse"), Sensitivity::Restricted);
        assert_eq!(of("mental_health"), Sensitivity::Sensitive);
        assert_eq!(of("nursery"), Sensitivity::Standard);
    }
}
