//! Asking another service to help, until it is known whether that helped (DOMAIN 3.9, REF-01 to REF-06).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::{CentreId, EntryId};
use crate::invalid::{Findings, Rule};
use crate::staff::Role;

/// How soon it must be acknowledged: five working days, two, or the same day by telephone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Five working days.
    Routine,
    /// Two working days.
    Urgent,
    /// Telephone today, in writing within 48 hours.
    Immediate,
}

/// On what footing it goes (Department for Education, 2024: safeguarding needs no consent, and says why).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReferralBasis {
    /// The person, or somebody with parental responsibility, agreed.
    ConsentGiven,
    /// A child may be at risk of harm.
    Safeguarding,
    /// Another duty in law.
    LegalDuty,
}

/// How far it has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReferralState {
    /// Signed; the laptop sends it.
    Signed,
    /// The service says that it has it.
    Acknowledged,
    /// It takes the referral.
    Accepted,
    /// It does not.
    Declined,
    /// It passed the referral on to another.
    Redirected,
    /// First seen there.
    FirstAppointment,
    /// Being helped there.
    InService,
    /// Help has ended.
    Ended,
    /// What came of it is recorded.
    OutcomeRecorded,
    /// Looked at whether what was wanted was reached.
    Reviewed,
    /// Done with.
    Closed,
    /// Taken back, with a reason.
    Withdrawn,
}

/// Whether what was wanted was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeReached {
    /// Yes.
    Achieved,
    /// In part.
    Partly,
    /// No.
    NotAchieved,
    /// It cannot be said.
    UnableToSay,
}

/// What follows from a referral that was declined. None of them is silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AfterDeclined {
    /// Referred again, as a new referral.
    ReferAgain,
    /// Something else instead.
    Alternative,
    /// Nothing further, with reasons.
    NothingFurther,
}

impl States for ReferralState {
    const FIRST: &'static [Self] = &[Self::Signed];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Signed, Self::Acknowledged),
        (Self::Signed, Self::Accepted),
        (Self::Signed, Self::Declined),
        (Self::Acknowledged, Self::Accepted),
        (Self::Acknowledged, Self::Declined),
        (Self::Acknowledged, Self::Redirected),
        (Self::Accepted, Self::FirstAppointment),
        (Self::Redirected, Self::Acknowledged),
        (Self::Redirected, Self::Accepted),
        (Self::Redirected, Self::Declined),
        (Self::FirstAppointment, Self::InService),
        (Self::FirstAppointment, Self::Ended),
        (Self::InService, Self::Ended),
        (Self::Ended, Self::OutcomeRecorded),
        (Self::OutcomeRecorded, Self::Reviewed),
        (Self::Reviewed, Self::Closed),
        (Self::Declined, Self::Closed),
        (Self::Signed, Self::Withdrawn),
        (Self::Acknowledged, Self::Withdrawn),
        (Self::Accepted, Self::Withdrawn),
        (Self::Redirected, Self::Withdrawn),
        (Self::FirstAppointment, Self::Withdrawn),
        (Self::InService, Self::Withdrawn),
        (Self::Ended, Self::Withdrawn),
        (Self::OutcomeRecorded, Self::Withdrawn),
        (Self::Reviewed, Self::Withdrawn),
        (Self::Declined, Self::Withdrawn),
    ];
}

/// A referral. What was asked for never changes once it is signed; how far it has come does.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Referral {
    /// The service that is asked.
    pub to_service: String,
    /// The children’s centre, where it is one: its workers get the referral on their own laptops, if the family agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub centre: Option<CentreId>,
    /// How soon.
    pub urgency: Urgency,
    /// Why.
    pub reason: String,
    /// What is hoped for: without it nobody can say whether it helped.
    pub desired_outcome: String,
    /// On what footing.
    pub basis: ReferralBasis,
    /// Why without consent, and whether it was asked for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub basis_reasons: String,
    /// Signed on this day.
    #[ts(type = "string")]
    pub made_on: NaiveDate,
    /// When it is looked at whether it helped.
    #[ts(type = "string")]
    pub review_on: NaiveDate,
    /// The referral that was declined before, where this one asks again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub follows: Option<EntryId>,
    /// How far it has come.
    pub state: ReferralState,
    /// When that was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub state_on: Option<NaiveDate>,
    /// Who said so, or what was said: the reason of a refusal, where it was passed on, why it was withdrawn.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_note: String,
    /// What follows, where it was declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after_declined: Option<AfterDeclined>,
    /// Whether the family has been told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub family_told: bool,
    /// What came of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub outcome: String,
    /// Whether what was wanted was reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reached: Option<OutcomeReached>,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Referral {
    /// Whether somebody there may still ring or write to the family about it.
    #[must_use]
    pub fn goes_on(&self) -> bool {
        match self.state {
            ReferralState::Signed
            | ReferralState::Acknowledged
            | ReferralState::Accepted
            | ReferralState::Redirected
            | ReferralState::FirstAppointment
            | ReferralState::InService => true,
            ReferralState::Declined
            | ReferralState::Ended
            | ReferralState::OutcomeRecorded
            | ReferralState::Reviewed
            | ReferralState::Closed
            | ReferralState::Withdrawn => false,
        }
    }

    /// What was asked for: fixed once it is signed.
    fn asked(&self) -> (&str, Option<CentreId>, Urgency, &str, &str, ReferralBasis, NaiveDate) {
        (&self.to_service, self.centre, self.urgency, &self.reason, &self.desired_outcome, self.basis, self.made_on)
    }
}

impl Body for Referral {
    const SAMPLE: &str = concat!(
        r#"{"to_service":"Speech and language therapy","urgency":"routine","reason":"Ten words at 27 months.","#,
        r#""desired_outcome":"Joins two words by three.","basis":"consent_given","basis_reasons":"Mother asked for it.","#,
        r#""made_on":"2026-10-12","review_on":"2027-01-15","follows":"cccccccc-cccc-cccc-cccc-cccccccccccc","#,
        r#""state":"reviewed","state_on":"2027-01-15","#,
        r#""state_note":"Heard by telephone.","after_declined":"alternative","family_told":true,"#,
        r#""outcome":"Chat and play group, six times.","reached":"partly"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, by: &Writer) -> bool {
        let unchanged = before.is_none_or(|before| before.asked() == self.asked());
        let reviews = self.state == ReferralState::Reviewed;
        // Which health visitor covers is the service's to know: it sends them the family.
        let may_review = by.began || matches!(by.role, Role::HealthVisitor | Role::TeamLeader);
        unchanged && (!reviews || may_review) && legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("to_service", &self.to_service, LONGEST_NAME);
        found.require_text("reason", &self.reason, LONGEST_TEXT);
        found.require_text("desired_outcome", &self.desired_outcome, LONGEST_TEXT);
        if self.basis != ReferralBasis::ConsentGiven {
            found.require_text("basis_reasons", &self.basis_reasons, LONGEST_TEXT);
        }
        for (field, text) in [("state_note", &self.state_note), ("outcome", &self.outcome)] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        if self.made_on > about.today() {
            found.reject("made_on", Rule::InTheFuture);
        }
        if self.review_on <= self.made_on {
            found.reject("review_on", Rule::EndsBeforeStart);
        }
        self.check_state(&mut found);
        found
    }
}

impl Referral {
    fn check_state(&self, found: &mut Findings) {
        match self.state {
            ReferralState::Declined | ReferralState::Withdrawn | ReferralState::Redirected => {
                found.require_text("state_note", &self.state_note, LONGEST_TEXT);
            }
            ReferralState::OutcomeRecorded => found.require_text("outcome", &self.outcome, LONGEST_TEXT),
            ReferralState::Reviewed if self.reached.is_none() => found.reject("reached", Rule::Required),
            // A refusal is closed by a decision, and by telling the family: it never drops off by itself.
            ReferralState::Closed if self.reached.is_none() => {
                if self.after_declined.is_none() {
                    found.reject("after_declined", Rule::Required);
                }
                if !self.family_told {
                    found.reject("family_told", Rule::FamilyNotTold);
                }
            }
            ReferralState::Signed
            | ReferralState::Acknowledged
            | ReferralState::Accepted
            | ReferralState::FirstAppointment
            | ReferralState::InService
            | ReferralState::Ended
            | ReferralState::Reviewed
            | ReferralState::Closed => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::EntryKind;
    use serde_json::{Value, json};

    fn problems(more: &Value) -> Vec<(String, Rule)> {
        let mut body: Value = serde_json::from_str(Referral::SAMPLE).unwrap();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let now = chrono::DateTime::parse_from_rfc3339("2027-01-15T09:00:00Z").unwrap();
        let found = EntryKind::Referral.check(&body.to_string(), &About::nobody(now)).unwrap();
        found.problems.into_iter().map(|problem| (problem.field, problem.rule)).collect()
    }

    // Shows REF-02.
    #[test]
    fn nothing_is_referred_without_what_is_hoped_for_and_a_day_to_look() {
        assert_eq!(problems(&json!({})), []);
        assert_eq!(problems(&json!({ "desired_outcome": " " })), [("desired_outcome".into(), Rule::Required)]);
        assert_eq!(problems(&json!({ "review_on": "2026-10-12" })), [("review_on".into(), Rule::EndsBeforeStart)]);
    }

    // Shows REF-06.
    #[test]
    fn without_consent_it_says_on_what_footing_and_why() {
        for basis in ["safeguarding", "legal_duty"] {
            assert_eq!(
                problems(&json!({ "basis": basis, "basis_reasons": "" })),
                [("basis_reasons".into(), Rule::Required)]
            );
        }
        assert_eq!(problems(&json!({ "basis": "consent_given", "basis_reasons": "" })), []);
    }
}
