//! A package of contacts that a health visitor hands to a colleague. Whoever hands it over stays accountable.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::competency::Competency;
use super::{About, Body, States, Writer, legal_step};
use crate::id::{EntryId, StaffId};
use crate::invalid::{Findings, Rule};
use crate::staff::Role;

/// What may be delegated, and what may not be to everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DelegatedPackage {
    /// Sleep.
    Sleep,
    /// Feeding and weaning.
    Feeding,
    /// Play and language.
    Play,
    /// Behaviour.
    Behaviour,
    /// Weighing.
    GrowthFollowUp,
    /// Development.
    DevelopmentFollowUp,
    /// Safety at home.
    HomeSafety,
    /// A review of the child.
    Review,
    /// The new birth visit.
    NewBirthVisit,
    /// The first assessment of needs.
    FirstAssessment,
    /// Work in an enquiry under section 47.
    SafeguardingEnquiry,
    /// Something else.
    Other,
}

/// Whether somebody is on a professional register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DelegateRegistration {
    /// They are.
    Registered,
    /// They are not.
    NotRegistered,
}

/// How far a delegation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DelegationState {
    /// Proposed.
    Proposed,
    /// Taken on.
    Accepted,
    /// Not taken on.
    Refused,
    /// Under way.
    InProgress,
    /// Reported back.
    Reported,
    /// Reviewed by the health visitor.
    Reviewed,
    /// Done with.
    Closed,
    /// Taken back by the health visitor.
    Revoked,
    /// Handed back by the colleague.
    HandedBack,
}

/// What a review found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DelegationReview {
    /// It goes on.
    GoOn,
    /// It helped.
    Effective,
    /// It did not help.
    NotEffective,
}

impl States for DelegationState {
    const FIRST: &'static [Self] = &[Self::Proposed];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Proposed, Self::Accepted),
        (Self::Proposed, Self::Refused),
        (Self::Proposed, Self::Revoked),
        (Self::Proposed, Self::HandedBack),
        (Self::Accepted, Self::InProgress),
        (Self::Accepted, Self::Revoked),
        (Self::Accepted, Self::HandedBack),
        (Self::InProgress, Self::Reported),
        (Self::InProgress, Self::Revoked),
        (Self::InProgress, Self::HandedBack),
        (Self::Reported, Self::Reviewed),
        (Self::Reviewed, Self::InProgress),
        (Self::Reviewed, Self::Closed),
    ];
}

/// DEL-01 to DEL-05. What was delegated, and to whom, never changes once it is proposed; how far it has come does.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Delegation {
    /// What is delegated.
    pub package: DelegatedPackage,
    /// What is to be done, in words.
    pub what: String,
    /// The health visitor who delegates.
    pub by: StaffId,
    /// Who does it.
    pub to: StaffId,
    /// Who employs them, where that is not the service.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub employer: String,
    /// The competency that covers it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub competency: Option<EntryId>,
    /// Until when that competency is valid, as the register of competencies had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub competent_until: Option<NaiveDate>,
    /// Whether they are on a professional register, as the staff register had it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub is_registered: Option<DelegateRegistration>,
    /// What is hoped for.
    pub goal: String,
    /// What they are not to do, and when to hand back.
    pub limits: String,
    /// How many sessions at most: 1 to 12.
    pub sessions_max: u8,
    /// From when.
    #[ts(type = "string")]
    pub start_on: NaiveDate,
    /// When they report back.
    #[ts(type = "string")]
    pub report_by: NaiveDate,
    /// When the health visitor reviews it.
    #[ts(type = "string")]
    pub review_by: NaiveDate,
    /// How far it has come.
    pub state: DelegationState,
    /// Why it was refused, taken back or handed back; what was reported.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub state_note: String,
    /// What the health visitor found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub review: Option<DelegationReview>,
    /// What follows where it did not help.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub plan: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Delegation {
    const SAMPLE: &str = concat!(
        r#"{"package":"sleep","what":"Bedtime routine and settling; a diary each week.","#,
        r#""by":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","to":"0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b","#,
        r#""employer":"Lindshire County Council","competency":"c0c0c0c0-c0c0-c0c0-c0c0-c0c0c0c0c0c0","#,
        r#""competent_until":"2027-05-01","is_registered":"not_registered","#,
        r#""goal":"Wakes twice a night at most by Christmas.","#,
        r#""limits":"No advice on medicines. Ring at once if mother is low.","sessions_max":4,"#,
        r#""start_on":"2026-10-12","report_by":"2026-11-09","review_by":"2026-11-16","state":"reviewed","#,
        r#""state_note":"Four sessions done; wakes once or twice.","review":"effective","plan":"None needed."}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, by: &Writer) -> bool {
        let unchanged = before.is_none_or(|before| before.asked() == self.asked());
        unchanged
            && legal_step(before.map(|before| before.state), self.state)
            && self.is_step_of(before.map(|before| before.state), by)
    }

    fn may_withdraw(by: &Writer) -> bool {
        by.role == Role::HealthVisitor
    }

    fn completed(self, about: &About<'_>) -> Self {
        let Some(colleague) = about.colleagues.iter().find(|known| known.staff == self.to) else { return self };
        let may = |(_, held): &&(EntryId, Competency)| held.lets_do(self.package) && held.assessed_on <= self.start_on;
        let held = colleague.competencies.iter().filter(may).max_by_key(|(_, held)| held.expires_on);
        let registration = if colleague.role.is_registered() {
            DelegateRegistration::Registered
        } else {
            DelegateRegistration::NotRegistered
        };
        Self {
            competency: held.map(|(entry, _)| *entry),
            competent_until: held.map(|(_, held)| held.expires_on),
            is_registered: Some(registration),
            ..self
        }
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("what", &self.what, LONGEST_TEXT);
        found.require_text("goal", &self.goal, LONGEST_TEXT);
        found.require_text("limits", &self.limits, LONGEST_TEXT);
        found.limit_text("employer", &self.employer, LONGEST_LINE);
        found.limit_text("state_note", &self.state_note, LONGEST_TEXT);
        found.limit_text("plan", &self.plan, LONGEST_TEXT);
        if self.is_registered != Some(DelegateRegistration::Registered) && self.package.needs_registration() {
            found.reject("package", Rule::NotToUnregistered);
        }
        let is_asked = matches!(self.state, DelegationState::Proposed | DelegationState::Accepted);
        if is_asked && self.competent_until.is_none_or(|until| until < self.start_on) {
            found.reject("to", Rule::CompetencyNotValid);
        }
        if self.to == self.by {
            found.reject("to", Rule::SamePerson);
        }
        if !(1..=MOST_SESSIONS).contains(&self.sessions_max) {
            found.reject("sessions_max", Rule::OutOfRange);
        }
        found.refuse_before("report_by", self.report_by, self.start_on);
        found.refuse_before("review_by", self.review_by, self.report_by);
        self.check_state(&mut found);
        found
    }
}

const MOST_SESSIONS: u8 = 12;

impl DelegatedPackage {
    /// What somebody who is on no professional register never does (DOMAIN 3.10b).
    fn needs_registration(self) -> bool {
        match self {
            Self::NewBirthVisit | Self::FirstAssessment | Self::SafeguardingEnquiry => true,
            Self::Sleep
            | Self::Feeding
            | Self::Play
            | Self::Behaviour
            | Self::GrowthFollowUp
            | Self::DevelopmentFollowUp
            | Self::HomeSafety
            | Self::Review
            | Self::Other => false,
        }
    }
}

impl Delegation {
    /// What was delegated, by whom and to whom: fixed once it is proposed.
    fn asked(&self) -> (DelegatedPackage, &str, StaffId, StaffId, u8, &str) {
        (self.package, &self.what, self.by, self.to, self.sessions_max, &self.limits)
    }

    /// Whose step it is: the health visitor proposes, reviews and takes back; who was asked takes on, declines, reports
    /// and hands back (DEL-01 to DEL-05).
    fn is_step_of(&self, before: Option<DelegationState>, by: &Writer) -> bool {
        let (delegates, does_it) = (by.role == Role::HealthVisitor, by.staff == self.to);
        if before == Some(self.state) {
            return delegates || does_it;
        }
        match self.state {
            DelegationState::Proposed
            | DelegationState::Reviewed
            | DelegationState::Closed
            | DelegationState::Revoked => delegates,
            DelegationState::Accepted
            | DelegationState::Refused
            | DelegationState::Reported
            | DelegationState::HandedBack => does_it,
            // It goes on when the health visitor who reviewed it says so.
            DelegationState::InProgress if before == Some(DelegationState::Reviewed) => delegates,
            DelegationState::InProgress => does_it,
        }
    }

    fn check_state(&self, found: &mut Findings) {
        match self.state {
            DelegationState::Refused
            | DelegationState::Reported
            | DelegationState::Revoked
            | DelegationState::HandedBack => {
                if self.state_note.trim().is_empty() {
                    found.reject("state_note", Rule::Required);
                }
            }
            DelegationState::Reviewed => found.require_given("review", self.review.as_ref()),
            DelegationState::Closed => {
                if !matches!(self.review, Some(DelegationReview::Effective | DelegationReview::NotEffective)) {
                    found.reject("review", Rule::Required);
                }
            }
            DelegationState::Proposed | DelegationState::Accepted | DelegationState::InProgress => {}
        }
        if self.review == Some(DelegationReview::NotEffective) && self.plan.trim().is_empty() {
            found.reject("plan", Rule::Required);
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::entries::Known;
    use crate::entries::trying::{each_is_fine, each_is_refused, laid_over};

    #[test]
    fn nobody_unregistered_is_given_a_new_birth_visit_a_first_assessment_or_an_enquiry() {
        for package in ["new_birth_visit", "first_assessment", "safeguarding_enquiry"] {
            each_is_refused::<Delegation>(&[(json!({ "package": package }), "package", Rule::NotToUnregistered)]);
            each_is_fine::<Delegation>(&[json!({ "package": package, "is_registered": "registered" })]);
        }
    }

    #[test]
    fn a_delegation_has_a_competent_colleague_a_size_and_dates_in_order() {
        each_is_refused::<Delegation>(&[
            (json!({ "state": "proposed", "competent_until": "2026-10-11" }), "to", Rule::CompetencyNotValid),
            (json!({ "state": "accepted", "competent_until": null }), "to", Rule::CompetencyNotValid),
            (json!({ "to": "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a" }), "to", Rule::SamePerson),
            (json!({ "sessions_max": 0 }), "sessions_max", Rule::OutOfRange),
            (json!({ "sessions_max": 13 }), "sessions_max", Rule::OutOfRange),
            (json!({ "report_by": "2026-10-11" }), "report_by", Rule::EndsBeforeStart),
            (json!({ "review_by": "2026-11-08" }), "review_by", Rule::EndsBeforeStart),
            (json!({ "goal": "" }), "goal", Rule::Required),
            (json!({ "limits": "" }), "limits", Rule::Required),
        ]);
    }

    fn colleague(role: Role, competencies: &[Value]) -> Known {
        let held = competencies.iter().map(|changed| (EntryId::from_bytes([7; 16]), laid_over(changed))).collect();
        Known { staff: StaffId::from_bytes([0x0b; 16]), role, competencies: held }
    }

    // Shows DEL-02.
    #[test]
    fn competence_and_registration_are_what_the_registers_say() {
        let typed = json!({ "state": "proposed", "competent_until": null, "is_registered": null, "competency": null });
        let rows: [(&[Value], Option<&str>); 6] = [
            (&[json!({})], Some("2029-05-01")),
            (&[json!({ "level": "supervised" })], None),
            (&[json!({ "task": "feeding" })], None),
            (&[json!({ "assessed_on": "2026-10-13" })], None),
            (&[json!({ "expires_on": "2026-10-11" }), json!({ "expires_on": "2027-01-01" })], Some("2027-01-01")),
            (&[], None),
        ];
        for (competencies, until) in rows {
            let colleagues = [colleague(Role::NurseryNurse, competencies)];
            let about = About { colleagues: &colleagues, ..About::nobody("2026-10-12T10:00:00Z".parse().unwrap()) };
            let delegation = laid_over::<Delegation>(&typed).completed(&about);
            assert_eq!(delegation.competent_until.map(|day| day.to_string()).as_deref(), until);
            assert_eq!(delegation.is_registered, Some(DelegateRegistration::NotRegistered));
            assert_eq!(delegation.check(&about).problems.is_empty(), until.is_some(), "{competencies:?}");
        }
    }

    #[test]
    fn what_became_of_a_delegation_is_said() {
        each_is_refused::<Delegation>(&[
            (json!({ "review": null }), "review", Rule::Required),
            (json!({ "state": "closed", "review": "go_on" }), "review", Rule::Required),
            (json!({ "state": "handed_back", "state_note": null }), "state_note", Rule::Required),
            (json!({ "state": "refused", "state_note": null }), "state_note", Rule::Required),
            (json!({ "review": "not_effective", "plan": null }), "plan", Rule::Required),
        ]);
    }

    #[test]
    fn what_was_delegated_stays_as_it_was() {
        let proposed: Delegation = laid_over(&json!({ "state": "proposed" }));
        let other: Delegation = laid_over(&json!({ "state": "accepted", "what": "Something else." }));
        let same: Delegation = laid_over(&json!({ "state": "accepted" }));
        let colleague = Writer { staff: same.to, role: Role::NurseryNurse, began: false };
        assert!(!other.may_follow(Some(&proposed), &colleague) && same.may_follow(Some(&proposed), &colleague));
    }
}
