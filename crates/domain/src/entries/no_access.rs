//! What was decided after a family was not in or a child was not brought. Silence never ends it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::level_of_need::Level;
use super::safeguarding_status::SafeguardingState;
use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// Whether something asks for haste.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HigherNeed {
    /// Nothing.
    #[default]
    None,
    /// The level of need is Specialist.
    Specialist,
    /// Child in need.
    ChildInNeed,
    /// An enquiry under section 47.
    #[serde(rename = "section_47")]
    Section47,
    /// Child protection plan.
    ChildProtectionPlan,
    /// Looked after.
    LookedAfter,
}

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoAccessDecision {
    /// Booked again.
    BookAgain,
    /// Telephone.
    Telephone,
    /// A visit with a colleague.
    JointVisit,
    /// Ask the GP, the nursery or the centre.
    AskOthers,
    /// Discussed with the named nurse or social worker.
    Discussed,
    /// Referred to social care or the police.
    Escalated,
    /// The child was seen after all.
    Seen,
    /// The family declined in person.
    DeclinedInPerson,
    /// They have moved: a transfer is open.
    Moved,
}

/// CON-05 and DOMAIN 3.10c. One for each attempt; how many days there are is the service’s policy. Clinical: never
/// merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NoAccess {
    /// The contact that did not take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Which attempt in a row it was.
    pub attempt: u8,
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Whether a plan is in force, or the level is Specialist, as the record had it.
    #[serde(default)]
    #[ts(optional, as = "Option<HigherNeed>")]
    pub plan_in_force: HigherNeed,
    /// What was decided.
    pub decision: NoAccessDecision,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reasons: String,
    /// With whom it was discussed the same day.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub discussed_with: String,
    /// When somebody tries again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub next_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for NoAccess {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","attempt":3,"on":"2026-11-02","#,
        r#""plan_in_force":"child_protection_plan","decision":"discussed","#,
        r#""reasons":"Third time; curtains drawn, post behind the door.","#,
        r#""discussed_with":"Ngozi Bell, named nurse","next_on":"2026-11-03"}"#,
    );

    fn completed(self, about: &About<'_>) -> Self {
        // What was said before stays: a plan that has ended since was in force then.
        Self { plan_in_force: self.plan_in_force.max(HigherNeed::of(about)), ..self }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("reasons", &self.reasons, LONGEST_TEXT);
        found.limit_text("discussed_with", &self.discussed_with, LONGEST_LINE);
        found.refuse_future("on", self.on, about.today());
        if self.attempt == 0 {
            found.reject("attempt", Rule::OutOfRange);
        }
        if self.attempt > 1 && self.reasons.trim().is_empty() {
            found.reject("reasons", Rule::Required);
        }
        if self.decision.ends_it() {
            return found;
        }
        let is_pressing = self.plan_in_force != HigherNeed::None || self.attempt > 2;
        if is_pressing && self.discussed_with.trim().is_empty() {
            found.reject("discussed_with", Rule::SameDayDiscussion);
        }
        found.require_given("next_on", self.next_on.as_ref());
        found.refuse_before("next_on", self.next_on, self.on);
        found
    }
}

impl NoAccessDecision {
    /// Whether it ends the attempts: those after it are counted anew.
    #[must_use]
    pub fn ends_it(self) -> bool {
        match self {
            Self::Seen | Self::DeclinedInPerson | Self::Moved => true,
            Self::BookAgain
            | Self::Telephone
            | Self::JointVisit
            | Self::AskOthers
            | Self::Discussed
            | Self::Escalated => false,
        }
    }
}

impl HigherNeed {
    /// What the record says of the child.
    fn of(about: &About<'_>) -> Self {
        match about.safeguarding {
            Some(SafeguardingState::LookedAfter) => Self::LookedAfter,
            Some(SafeguardingState::ChildProtectionPlan) => Self::ChildProtectionPlan,
            Some(SafeguardingState::Section47) => Self::Section47,
            Some(SafeguardingState::ChildInNeed) => Self::ChildInNeed,
            Some(SafeguardingState::EarlyHelp | SafeguardingState::None) | None => {
                if about.level == Some(Level::Specialist) { Self::Specialist } else { Self::None }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    // Shows CON-05.
    #[test]
    fn a_third_attempt_or_a_first_under_a_plan_is_discussed_the_same_day() {
        let first = json!({ "attempt": 1, "plan_in_force": "none", "discussed_with": null, "reasons": null });
        each_is_fine::<NoAccess>(&[first]);
        for (attempt, plan) in
            [(3, "none"), (1, "child_protection_plan"), (1, "child_in_need"), (1, "specialist"), (1, "looked_after")]
        {
            let alone = json!({ "attempt": attempt, "plan_in_force": plan, "discussed_with": null });
            each_is_refused::<NoAccess>(&[(alone, "discussed_with", Rule::SameDayDiscussion)]);
        }
    }

    #[test]
    fn whether_a_plan_is_in_force_is_what_the_record_says() {
        let typed = json!({ "attempt": 1, "plan_in_force": null, "discussed_with": null });
        for (safeguarding, level, expected) in [
            (None, None, HigherNeed::None),
            (None, Some(Level::Specialist), HigherNeed::Specialist),
            (Some(SafeguardingState::EarlyHelp), Some(Level::Targeted), HigherNeed::None),
            (Some(SafeguardingState::Section47), None, HigherNeed::Section47),
            (Some(SafeguardingState::ChildInNeed), Some(Level::Specialist), HigherNeed::ChildInNeed),
            (Some(SafeguardingState::LookedAfter), None, HigherNeed::LookedAfter),
        ] {
            let about = About { safeguarding, level, ..About::nobody("2026-11-03T10:00:00Z".parse().unwrap()) };
            let no_access = laid_over::<NoAccess>(&typed).completed(&about);
            assert_eq!(no_access.plan_in_force, expected);
            assert_eq!(no_access.check(&about).is_clear(), expected == HigherNeed::None);
        }
    }

    #[test]
    fn somebody_tries_again_until_the_child_is_seen() {
        each_is_refused::<NoAccess>(&[
            (json!({ "next_on": null }), "next_on", Rule::Required),
            (json!({ "next_on": "2026-11-01" }), "next_on", Rule::EndsBeforeStart),
            (json!({ "attempt": 0 }), "attempt", Rule::OutOfRange),
            (json!({ "attempt": 2, "reasons": null }), "reasons", Rule::Required),
        ]);
        each_is_fine::<NoAccess>(&[json!({ "decision": "seen", "next_on": null, "discussed_with": null })]);
    }
}
