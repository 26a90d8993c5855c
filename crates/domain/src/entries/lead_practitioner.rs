//! Who leads the plan for a child (Working Together 2023): never the health visitor by default.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::safeguarding_status::SafeguardingState;
use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// What a lead practitioner is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Profession {
    /// A social worker.
    SocialWorker,
    /// A health visitor.
    HealthVisitor,
    /// A worker of early help or a family hub.
    EarlyHelpWorker,
    /// A midwife.
    Midwife,
    /// A teacher, or in a nursery.
    Teacher,
    /// Another.
    Other,
}

/// What is led, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LeadBasis {
    /// Early help.
    EarlyHelp,
    /// Child in need.
    #[serde(rename = "section_17")]
    Section17,
    /// An enquiry, or the plan after it.
    #[serde(rename = "section_47")]
    Section47,
}

/// An answer that may not be known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Whether {
    /// It is so.
    Yes,
    /// It is not.
    No,
    /// Nobody has found out.
    NotKnown,
}

/// SAFE-02. One for each child. Under section 47 a social worker leads; under section 17 another may, asked and
/// agreed.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LeadPractitioner {
    /// Who.
    pub who: String,
    /// What they are.
    pub profession: Profession,
    /// For whom they work.
    pub agency: String,
    /// How they are reached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reached_at: String,
    /// What they lead.
    pub basis: LeadBasis,
    /// Since when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub to: Option<NaiveDate>,
    /// Who asked them to lead.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub allocated_by: String,
    /// Whether whoever asked is a social-work-qualified manager.
    pub social_work_manager: Whether,
    /// Whether the practitioner agreed.
    pub agreed: Whether,
    /// What a health visitor who leads needs to have the time, and what gives way.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub capacity: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for LeadPractitioner {
    const SAMPLE: &str = concat!(
        r#"{"who":"Helen Marsh","profession":"health_visitor","agency":"Lindshire health visiting","#,
        r#""reached_at":"01632 960123","basis":"section_17","from":"2026-09-01","to":"2026-12-01","#,
        r#""allocated_by":"Joan Field, team manager","social_work_manager":"yes","agreed":"yes","#,
        r#""capacity":"Two clinics a month pass to the team; agreed with her team leader."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    // Who leads, as what, and what: a lead of one laptop under the basis of another was never agreed by anybody.
    const TOGETHER: &'static [&'static str] = &["who", "profession", "agency", "reached_at", "basis"];

    fn completed(self, about: &About<'_>) -> Self {
        Self { basis: self.basis_of_record(about), ..self }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("who", &self.who, LONGEST_LINE);
        found.require_text("agency", &self.agency, LONGEST_LINE);
        found.limit_text("reached_at", &self.reached_at, LONGEST_LINE);
        found.limit_text("allocated_by", &self.allocated_by, LONGEST_LINE);
        found.limit_text("capacity", &self.capacity, LONGEST_TEXT);
        found.refuse_future("from", self.from, about.today());
        found.refuse_before("to", self.to, self.from);
        let is_social_worker = self.profession == Profession::SocialWorker;
        match self.basis_of_record(about) {
            LeadBasis::Section47 if !is_social_worker => found.reject("profession", Rule::SocialWorkerLeads),
            LeadBasis::Section17 if !is_social_worker => {
                for (field, answer) in [("social_work_manager", self.social_work_manager), ("agreed", self.agreed)] {
                    if answer != Whether::Yes {
                        found.reject(field, Rule::AllocatedAndAgreed);
                    }
                }
            }
            LeadBasis::EarlyHelp | LeadBasis::Section17 | LeadBasis::Section47 => {}
        }
        if self.profession == Profession::HealthVisitor && self.capacity.trim().is_empty() {
            found.reject("capacity", Rule::Required);
        }
        found
    }
}

impl LeadPractitioner {
    /// What is led: never less than the plan that the record says is in force, while the lead goes on.
    fn basis_of_record(&self, about: &About<'_>) -> LeadBasis {
        let has_ended = self.to.is_some_and(|to| to <= about.today());
        let in_force = match about.safeguarding.filter(|_| !has_ended) {
            // A child in care stands above a plan, and is led by a social worker no less.
            Some(
                SafeguardingState::Section47 | SafeguardingState::ChildProtectionPlan | SafeguardingState::LookedAfter,
            ) => LeadBasis::Section47,
            Some(SafeguardingState::ChildInNeed) => LeadBasis::Section17,
            Some(SafeguardingState::EarlyHelp | SafeguardingState::None) | None => LeadBasis::EarlyHelp,
        };
        self.basis.max(in_force)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    #[test]
    fn a_section_47_enquiry_is_led_by_a_social_worker() {
        each_is_refused::<LeadPractitioner>(&[
            (json!({ "basis": "section_47" }), "profession", Rule::SocialWorkerLeads),
            (json!({ "basis": "section_47", "profession": "other" }), "profession", Rule::SocialWorkerLeads),
        ]);
        each_is_fine::<LeadPractitioner>(&[json!({ "basis": "section_47", "profession": "social_worker" })]);
    }

    // Shows SAFE-02.
    #[test]
    fn what_is_led_is_what_the_record_says_whatever_was_typed() {
        use SafeguardingState as State;
        let now = "2026-11-03T10:00:00Z".parse().unwrap();
        for (safeguarding, typed, basis, rules) in [
            (None, "early_help", LeadBasis::EarlyHelp, vec![]),
            (Some(State::None), "section_17", LeadBasis::Section17, vec![]),
            (Some(State::EarlyHelp), "section_17", LeadBasis::Section17, vec![]),
            (Some(State::ChildInNeed), "early_help", LeadBasis::Section17, vec![]),
            (Some(State::Section47), "section_17", LeadBasis::Section47, vec![Rule::SocialWorkerLeads]),
            (Some(State::ChildProtectionPlan), "early_help", LeadBasis::Section47, vec![Rule::SocialWorkerLeads]),
            (Some(State::LookedAfter), "section_17", LeadBasis::Section47, vec![Rule::SocialWorkerLeads]),
        ] {
            let about = About { safeguarding, ..About::nobody(now) };
            let lead: LeadPractitioner = laid_over(&json!({ "basis": typed, "to": null }));
            let found: Vec<Rule> = lead.check(&about).problems.iter().map(|problem| problem.rule).collect();
            assert_eq!((lead.completed(&about).basis, found), (basis, rules), "{safeguarding:?} {typed}");
        }
        let about = About { safeguarding: Some(State::Section47), ..About::nobody(now) };
        let ended: LeadPractitioner = laid_over(&json!({ "to": "2026-11-03" }));
        assert!(ended.check(&about).is_clear(), "a lead before the enquiry can be ended");
    }

    // Shows SAFE-02.
    #[test]
    fn another_leads_only_when_asked_and_agreed_and_a_health_visitor_with_the_time() {
        each_is_refused::<LeadPractitioner>(&[
            (json!({ "agreed": "not_known" }), "agreed", Rule::AllocatedAndAgreed),
            (json!({ "social_work_manager": "no" }), "social_work_manager", Rule::AllocatedAndAgreed),
            (json!({ "capacity": null }), "capacity", Rule::Required),
            (json!({ "to": "2026-08-31" }), "to", Rule::EndsBeforeStart),
        ]);
        each_is_fine::<LeadPractitioner>(&[
            json!({ "basis": "early_help", "agreed": "no" }),
            json!({ "profession": "teacher", "capacity": null }),
        ]);
    }
}
