//! A child who moves to or from another service. Nobody leaves a caseload before a named health visitor has taken
//! over.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::safeguarding_status::SafeguardingState;
use super::{About, Body, States, Writer, legal_step};
use crate::invalid::{Findings, Rule};

/// Out, or in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TransferDirection {
    /// The child leaves.
    Out,
    /// The child comes.
    In,
}

/// Whether something is in force that must be handed over by word of mouth, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlanInForce {
    /// Nothing.
    None,
    /// A child in need plan.
    ChildInNeed,
    /// A child protection plan.
    ChildProtectionPlan,
    /// Looked after.
    LookedAfter,
}

/// How far a transfer has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TransferState {
    /// Out: asked for.
    Requested,
    /// Out: the summary is sent.
    SummarySent,
    /// Out: the other service has it.
    Acknowledged,
    /// Out: it came back.
    Bounced,
    /// Out: a named health visitor has taken over.
    Confirmed,
    /// Out: the child stays.
    Cancelled,
    /// In: heard of.
    Notified,
    /// In: taken on.
    Accepted,
    /// In: the record is asked for.
    PreviousRecordRequested,
    /// In: the record is here.
    Received,
    /// In: the record cannot be had.
    Unobtainable,
    /// In: the family was seen.
    FirstContactDone,
    /// Done with.
    Closed,
}

impl States for TransferState {
    const FIRST: &'static [Self] = &[Self::Requested, Self::Notified];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Requested, Self::SummarySent),
        (Self::Requested, Self::Bounced),
        (Self::Requested, Self::Cancelled),
        (Self::SummarySent, Self::Acknowledged),
        (Self::SummarySent, Self::Bounced),
        (Self::Bounced, Self::Requested),
        (Self::Acknowledged, Self::Confirmed),
        (Self::Confirmed, Self::Closed),
        (Self::Notified, Self::Accepted),
        (Self::Accepted, Self::PreviousRecordRequested),
        (Self::PreviousRecordRequested, Self::Received),
        (Self::PreviousRecordRequested, Self::Unobtainable),
        (Self::Received, Self::FirstContactDone),
        (Self::Unobtainable, Self::FirstContactDone),
        (Self::FirstContactDone, Self::Closed),
    ];
}

/// TRF-03 to TRF-05. Out and in are two ladders: a transfer never changes from one to the other.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Transfer {
    /// Out, or in.
    pub direction: TransferDirection,
    /// The other service.
    pub other_service: String,
    /// How it is reached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reached_at: String,
    /// When the child moves or moved.
    #[ts(type = "string")]
    pub moves_on: NaiveDate,
    /// Whether a plan is in force that asks for a word of mouth.
    pub plan_in_force: PlanInForce,
    /// How far it has come.
    pub state: TransferState,
    /// When that was.
    #[ts(type = "string")]
    pub state_on: NaiveDate,
    /// Why it came back, was cancelled, or what could not be had.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_note: String,
    /// When the summary was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub summary_sent_on: Option<NaiveDate>,
    /// Who takes over, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub health_visitor: String,
    /// Who told them in person.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handed_over_by: String,
    /// Whom they told.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub handed_over_to: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub handed_over_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Transfer {
    const SAMPLE: &str = concat!(
        r#"{"direction":"out","other_service":"Leeds health visiting","reached_at":"0113 496 0123","#,
        r#""moves_on":"2026-10-28","plan_in_force":"child_protection_plan","state":"closed","#,
        r#""state_on":"2026-11-02","state_note":"Heard by telephone.","summary_sent_on":"2026-10-28","#,
        r#""health_visitor":"Mary Obi, health visitor","handed_over_by":"Amina Okafor","handed_over_to":"Mary Obi","#,
        r#""handed_over_on":"2026-10-30"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        let same_way = before.is_none_or(|before| before.direction == self.direction);
        same_way && legal_step(before.map(|before| before.state), self.state)
    }

    fn completed(self, about: &About<'_>) -> Self {
        Self { plan_in_force: self.plan_of_record(about), ..self }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("other_service", &self.other_service, LONGEST_LINE);
        for (field, text) in [
            ("reached_at", &self.reached_at),
            ("health_visitor", &self.health_visitor),
            ("handed_over_by", &self.handed_over_by),
            ("handed_over_to", &self.handed_over_to),
        ] {
            found.limit_text(field, text, LONGEST_LINE);
        }
        found.limit_text("state_note", &self.state_note, LONGEST_TEXT);
        found.refuse_future("state_on", self.state_on, about.today());
        found.refuse_future("summary_sent_on", self.summary_sent_on, about.today());
        found.refuse_future("handed_over_on", self.handed_over_on, about.today());
        if self.state.direction().is_some_and(|direction| direction != self.direction) {
            found.reject("state", Rule::IllegalStep);
        }
        self.check_state(about, &mut found);
        found
    }
}

impl TransferState {
    /// Of which of the two ladders it is; the end is of both.
    fn direction(self) -> Option<TransferDirection> {
        match self {
            Self::Requested
            | Self::SummarySent
            | Self::Acknowledged
            | Self::Bounced
            | Self::Confirmed
            | Self::Cancelled => Some(TransferDirection::Out),
            Self::Notified
            | Self::Accepted
            | Self::PreviousRecordRequested
            | Self::Received
            | Self::Unobtainable
            | Self::FirstContactDone => Some(TransferDirection::In),
            Self::Closed => None,
        }
    }
}

impl Transfer {
    fn check_state(&self, about: &About<'_>, found: &mut Findings) {
        let require = |found: &mut Findings, field: &str, text: &str| {
            if text.trim().is_empty() {
                found.reject(field, Rule::Required);
            }
        };
        match self.state {
            TransferState::SummarySent | TransferState::Acknowledged => {
                found.require_given("summary_sent_on", self.summary_sent_on.as_ref());
            }
            TransferState::Confirmed => {
                require(found, "health_visitor", &self.health_visitor);
                self.check_handover(about, found);
            }
            TransferState::FirstContactDone => self.check_handover(about, found),
            TransferState::Bounced | TransferState::Cancelled | TransferState::Unobtainable => {
                require(found, "state_note", &self.state_note);
            }
            TransferState::Requested
            | TransferState::Notified
            | TransferState::Accepted
            | TransferState::PreviousRecordRequested
            | TransferState::Received
            | TransferState::Closed => {}
        }
    }

    /// What is in force: never less than the record says. What was said before stays: a plan that has ended since was in
    /// force then, and is handed over as well.
    fn plan_of_record(&self, about: &About<'_>) -> PlanInForce {
        let of_record = match about.safeguarding {
            Some(SafeguardingState::LookedAfter) => PlanInForce::LookedAfter,
            Some(SafeguardingState::ChildProtectionPlan | SafeguardingState::Section47) => {
                PlanInForce::ChildProtectionPlan
            }
            Some(SafeguardingState::ChildInNeed) => PlanInForce::ChildInNeed,
            Some(SafeguardingState::EarlyHelp | SafeguardingState::None) | None => PlanInForce::None,
        };
        self.plan_in_force.max(of_record)
    }

    /// Where a plan or care is in force, somebody told somebody, on a day.
    fn check_handover(&self, about: &About<'_>, found: &mut Findings) {
        if self.plan_of_record(about) == PlanInForce::None {
            return;
        }
        for (field, text) in [("handed_over_by", &self.handed_over_by), ("handed_over_to", &self.handed_over_to)] {
            if text.trim().is_empty() {
                found.reject(field, Rule::VerbalHandover);
            }
        }
        if self.handed_over_on.is_none() {
            found.reject("handed_over_on", Rule::VerbalHandover);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{HEALTH_VISITOR, each_is_fine, each_is_refused, laid_over};

    #[test]
    fn a_child_leaves_only_to_a_named_health_visitor() {
        each_is_refused::<Transfer>(&[
            (json!({ "state": "confirmed", "health_visitor": null }), "health_visitor", Rule::Required),
            (json!({ "state": "summary_sent", "summary_sent_on": null }), "summary_sent_on", Rule::Required),
            (json!({ "state": "bounced", "state_note": null }), "state_note", Rule::Required),
            (json!({ "state": "unobtainable", "direction": "in", "state_note": null }), "state_note", Rule::Required),
            (json!({ "state_on": "2026-11-04" }), "state_on", Rule::InTheFuture),
        ]);
    }

    #[test]
    fn a_plan_in_force_is_handed_over_by_word_of_mouth() {
        for field in ["handed_over_by", "handed_over_to", "handed_over_on"] {
            for plan in ["child_in_need", "child_protection_plan", "looked_after"] {
                let mut silent = json!({ "state": "confirmed", "plan_in_force": plan });
                silent[field] = json!(null);
                each_is_refused::<Transfer>(&[(silent, field, Rule::VerbalHandover)]);
            }
            let mut without = json!({ "state": "confirmed", "plan_in_force": "none" });
            without[field] = json!(null);
            each_is_fine::<Transfer>(&[without]);
        }
    }

    // Shows TRF-04.
    #[test]
    fn whether_a_plan_is_in_force_is_what_the_record_says() {
        use SafeguardingState as State;
        let silent = |plan: &str| {
            json!({ "state": "confirmed", "plan_in_force": plan, "handed_over_by": null, "handed_over_to": null,
                "handed_over_on": null })
        };
        for (safeguarding, typed, expected) in [
            (None, "none", PlanInForce::None),
            (Some(State::EarlyHelp), "none", PlanInForce::None),
            (Some(State::ChildInNeed), "none", PlanInForce::ChildInNeed),
            (Some(State::Section47), "none", PlanInForce::ChildProtectionPlan),
            (Some(State::ChildProtectionPlan), "none", PlanInForce::ChildProtectionPlan),
            (Some(State::LookedAfter), "child_in_need", PlanInForce::LookedAfter),
            (Some(State::None), "child_in_need", PlanInForce::ChildInNeed),
        ] {
            let about = About { safeguarding, ..About::nobody("2026-11-03T10:00:00Z".parse().unwrap()) };
            let transfer: Transfer = laid_over(&silent(typed));
            assert_eq!(transfer.check(&about).is_clear(), expected == PlanInForce::None, "{safeguarding:?} {typed}");
            assert_eq!(transfer.completed(&about).plan_in_force, expected, "{safeguarding:?} {typed}");
        }
    }

    #[test]
    fn out_and_in_are_two_ladders() {
        each_is_refused::<Transfer>(&[
            (json!({ "state": "notified" }), "state", Rule::IllegalStep),
            (json!({ "state": "requested", "direction": "in" }), "state", Rule::IllegalStep),
        ]);
        let leaving: Transfer = laid_over(&json!({ "state": "confirmed" }));
        let coming: Transfer = laid_over(&json!({ "direction": "in" }));
        assert!(!coming.may_follow(Some(&leaving), &HEALTH_VISITOR));
    }
}
