//! Where a child stands on the ladder of early help, child protection and care. What lies behind it is an entry of
//! its own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::staff::Role;

/// The ladder (DOMAIN 3.10c), the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SafeguardingState {
    /// Nothing is in force.
    None,
    /// Early help.
    EarlyHelp,
    /// Child in need, section 17.
    ChildInNeed,
    /// An enquiry under section 47.
    #[serde(rename = "section_47")]
    Section47,
    /// A child protection plan.
    ChildProtectionPlan,
    /// Looked after by a council.
    LookedAfter,
}

/// Under what a plan was made (CSDS child protection plan reasons).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanCategory {
    /// 01.
    Neglect,
    /// 02.
    Physical,
    /// 03.
    Emotional,
    /// 04.
    Sexual,
}

/// On what footing a child is looked after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CareBasis {
    /// Accommodated by agreement.
    #[serde(rename = "section_20")]
    Section20,
    /// An interim care order.
    InterimCareOrder,
    /// A care order.
    #[serde(rename = "section_31")]
    Section31,
    /// An emergency protection order, or police protection.
    EmergencyProtection,
    /// A placement order.
    PlacementOrder,
    /// Something else.
    Other,
}

/// How a status is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StatusSource {
    /// A letter of the council.
    CouncilLetter,
    /// Minutes of a meeting.
    Minutes,
    /// An order of a court.
    CourtOrder,
    /// The national child protection information service.
    CpIs,
    /// Heard, and confirmed by somebody named.
    Confirmed,
    /// Heard, and not confirmed.
    Unconfirmed,
}

impl States for SafeguardingState {
    const FIRST: &'static [Self] = &[
        Self::None,
        Self::EarlyHelp,
        Self::ChildInNeed,
        Self::Section47,
        Self::ChildProtectionPlan,
        Self::LookedAfter,
    ];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::None, Self::EarlyHelp),
        (Self::None, Self::ChildInNeed),
        (Self::None, Self::Section47),
        (Self::None, Self::ChildProtectionPlan),
        (Self::None, Self::LookedAfter),
        (Self::EarlyHelp, Self::ChildInNeed),
        (Self::EarlyHelp, Self::Section47),
        (Self::EarlyHelp, Self::ChildProtectionPlan),
        (Self::EarlyHelp, Self::LookedAfter),
        (Self::EarlyHelp, Self::None),
        (Self::ChildInNeed, Self::Section47),
        (Self::ChildInNeed, Self::ChildProtectionPlan),
        (Self::ChildInNeed, Self::LookedAfter),
        (Self::ChildInNeed, Self::EarlyHelp),
        (Self::ChildInNeed, Self::None),
        (Self::Section47, Self::ChildProtectionPlan),
        (Self::Section47, Self::LookedAfter),
        (Self::Section47, Self::ChildInNeed),
        (Self::Section47, Self::None),
        (Self::ChildProtectionPlan, Self::LookedAfter),
        (Self::ChildProtectionPlan, Self::ChildInNeed),
        (Self::ChildProtectionPlan, Self::None),
        (Self::LookedAfter, Self::ChildProtectionPlan),
        (Self::LookedAfter, Self::ChildInNeed),
        (Self::LookedAfter, Self::EarlyHelp),
        (Self::LookedAfter, Self::None),
    ];
}

/// SAFE-01. One for each child; of two written apart the stronger is in force until somebody decides.
///
/// A stronger one is always taken, however far up; a step down only as the standing rules have it, with evidence, and from a
/// health visitor or the named nurse.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SafeguardingStatus {
    /// How far up the ladder.
    pub state: SafeguardingState,
    /// Under which categories, for a child protection plan.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub category: Vec<PlanCategory>,
    /// On what footing, for a child who is looked after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub legal_basis: Option<CareBasis>,
    /// Since when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// When the plan is reviewed next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub review_on: Option<NaiveDate>,
    /// The council that decides.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub authority: String,
    /// How it is known.
    pub source: StatusSource,
    /// Who decided.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub decided_by: String,
    /// Who confirmed it, where it was heard by telephone.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub confirmed_by: String,
    /// The document that says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub document: Option<EntryId>,
}

const LONGEST_LINE: usize = 200;

impl Body for SafeguardingStatus {
    const SAMPLE: &str = concat!(
        r#"{"state":"child_protection_plan","category":["neglect","emotional"],"legal_basis":"section_20","#,
        r#""from":"2026-10-12","review_on":"2027-01-08","authority":"Lindshire County Council","source":"minutes","#,
        r#""decided_by":"Ruth Adeyemi, conference chair","confirmed_by":"Tom Price, social worker","#,
        r#""document":"d0d0d0d0-d0d0-d0d0-d0d0-d0d0d0d0d0d0"}"#,
    );
    const HAS_STATES: bool = true;

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn may_follow(&self, before: Option<&Self>, by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
            && before.is_none_or(|before| self.may_overrule(before, by))
    }

    fn may_overrule(&self, before: &Self, by: &Writer) -> bool {
        self.state >= before.state || (Self::may_withdraw(by) && self.is_evidenced())
    }

    fn may_withdraw(by: &Writer) -> bool {
        matches!(by.role, Role::HealthVisitor | Role::SafeguardingNurse)
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // A status of a later build counts as the strongest: nobody here knows what it means.
        (field == "state").then(|| {
            value.map_or(0, |value| SafeguardingState::deserialize(value).map_or(u8::MAX, |state| state as u8))
        })
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in
            [("authority", &self.authority), ("decided_by", &self.decided_by), ("confirmed_by", &self.confirmed_by)]
        {
            found.limit_text(field, text, LONGEST_LINE);
        }
        found.refuse_future("from", self.from, about.today());
        found.refuse_before("review_on", self.review_on, self.from);
        if self.source == StatusSource::Confirmed && self.confirmed_by.trim().is_empty() {
            found.reject("confirmed_by", Rule::Required);
        }
        self.check_state(&mut found);
        found
    }
}

impl SafeguardingStatus {
    /// Whether it rests on a decision: somebody named, and a document or a confirmed source.
    fn is_evidenced(&self) -> bool {
        let is_known = self.document.is_some() || self.source != StatusSource::Unconfirmed;
        is_known && !self.decided_by.trim().is_empty()
    }

    fn check_state(&self, found: &mut Findings) {
        if self.state >= SafeguardingState::ChildInNeed && self.authority.trim().is_empty() {
            found.reject("authority", Rule::Required);
        }
        match self.state {
            SafeguardingState::None => {
                if self.decided_by.trim().is_empty() {
                    found.reject("decided_by", Rule::Required);
                } else if !self.is_evidenced() {
                    found.reject("source", Rule::NotConfirmed);
                }
            }
            SafeguardingState::ChildProtectionPlan if self.category.is_empty() => {
                found.reject("category", Rule::Required);
            }
            SafeguardingState::LookedAfter => found.require_given("legal_basis", self.legal_basis.as_ref()),
            SafeguardingState::EarlyHelp
            | SafeguardingState::ChildInNeed
            | SafeguardingState::Section47
            | SafeguardingState::ChildProtectionPlan => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{HEALTH_VISITOR, each_is_fine, each_is_refused, laid_over};

    fn status(changed: serde_json::Value) -> SafeguardingStatus {
        laid_over(&changed)
    }

    // Shows SAFE-01.
    #[test]
    fn a_status_says_what_it_rests_on() {
        each_is_refused::<SafeguardingStatus>(&[
            (json!({ "category": null }), "category", Rule::Required),
            (json!({ "state": "looked_after", "legal_basis": null }), "legal_basis", Rule::Required),
            (json!({ "state": "child_in_need", "authority": null }), "authority", Rule::Required),
            (json!({ "source": "confirmed", "confirmed_by": null }), "confirmed_by", Rule::Required),
            (json!({ "state": "none", "decided_by": null }), "decided_by", Rule::Required),
            (json!({ "state": "none", "source": "unconfirmed", "document": null }), "source", Rule::NotConfirmed),
            (json!({ "from": "2026-11-04" }), "from", Rule::InTheFuture),
            (json!({ "review_on": "2026-10-11" }), "review_on", Rule::EndsBeforeStart),
        ]);
        each_is_fine::<SafeguardingStatus>(&[
            json!({ "state": "early_help", "authority": null, "source": "unconfirmed", "decided_by": null }),
            json!({ "state": "none", "source": "unconfirmed" }),
        ]);
    }

    #[test]
    fn a_step_down_needs_a_decision_maker_and_a_confirmed_source() {
        let plan = status(json!({}));
        assert!(status(json!({ "state": "child_in_need" })).may_follow(Some(&plan), &HEALTH_VISITOR));
        let by_nobody = json!({ "state": "child_in_need", "decided_by": null });
        assert!(!status(by_nobody).may_follow(Some(&plan), &HEALTH_VISITOR));
        let heard = json!({ "state": "child_in_need", "source": "unconfirmed", "document": null });
        assert!(!status(heard).may_follow(Some(&plan), &HEALTH_VISITOR));
    }

    #[test]
    fn a_stronger_status_is_taken_on_hearsay() {
        let early_help = status(json!({ "state": "early_help" }));
        let heard = json!({ "source": "unconfirmed", "document": null, "decided_by": null });
        assert!(status(heard).may_follow(Some(&early_help), &HEALTH_VISITOR));
    }

    #[test]
    fn the_stronger_status_protects_better_and_an_unknown_one_best() {
        let rank = |state: &str| SafeguardingStatus::protection("state", Some(&json!(state)));
        let ladder = ["none", "early_help", "child_in_need", "section_47", "child_protection_plan", "looked_after"];
        assert!(ladder.windows(2).all(|pair| rank(pair[0]) < rank(pair[1])));
        assert!(rank("a word of a later build") > rank("looked_after"));
        assert_eq!(SafeguardingStatus::protection("authority", None), None);
    }
}
