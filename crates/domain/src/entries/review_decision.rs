//! What was decided about a review that was not done as it should be (HCP-10). Without one it stays owed, and says so.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact::ReviewKind;
use super::{About, Body, States, Writer, legal_step};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::schedule::{Decided, DeclinedBy, FaceToFace, Remotely, Undeliverable, WhyRemote};

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewDecisionState {
    /// The family does not want it.
    Declined,
    /// It cannot be done.
    NotDeliverable,
    /// It was done by telephone or video.
    DeliveredRemotely,
    /// It is to be done after all.
    Reopened,
}

impl States for ReviewDecisionState {
    const FIRST: &'static [Self] = &[Self::Declined, Self::NotDeliverable, Self::DeliveredRemotely];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Declined, Self::Reopened),
        (Self::NotDeliverable, Self::Reopened),
        (Self::DeliveredRemotely, Self::Declined),
        (Self::DeliveredRemotely, Self::NotDeliverable),
        (Self::DeliveredRemotely, Self::Reopened),
        (Self::Reopened, Self::Declined),
        (Self::Reopened, Self::NotDeliverable),
        (Self::Reopened, Self::DeliveredRemotely),
    ];
}

/// Whether they will meet after a review by telephone or video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StillToMeet {
    /// By a day.
    ByADay,
    /// There is no need.
    NotNeeded,
}

/// HCP-10 and CON-03. One for each review of a child, and for the antenatal one of each pregnancy.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ReviewDecision {
    /// Which review.
    pub review: ReviewKind,
    /// Of which pregnancy, for the antenatal one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pregnancy: Option<EntryId>,
    /// What was decided.
    pub state: ReviewDecisionState,
    /// When.
    #[ts(type = "string")]
    pub decided_on: NaiveDate,
    /// Why, in words.
    pub reason: String,
    /// Who declined.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub declined_by: Option<DeclinedBy>,
    /// When it will be offered again, if it will.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub reoffer_on: Option<NaiveDate>,
    /// Why it cannot be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub undeliverable: Option<Undeliverable>,
    /// The contact by telephone or video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Why it was by telephone or video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub why_remote: Option<WhyRemote>,
    /// Whether they will meet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub face_to_face: Option<StillToMeet>,
    /// By which day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub meet_by: Option<NaiveDate>,
}

const LONGEST_TEXT: usize = 4_000;

impl Body for ReviewDecision {
    const SAMPLE: &str = concat!(
        r#"{"review":"antenatal","pregnancy":"eeeeeeee-eeee-eeee-eeee-eeeeeeeeeeee","state":"delivered_remotely","#,
        r#""decided_on":"2026-11-02","reason":"Everybody at home has a cold.","declined_by":"mother","#,
        r#""reoffer_on":"2026-12-01","undeliverable":"away","contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","#,
        r#""why_remote":"infection","face_to_face":"by_a_day","meet_by":"2026-11-20"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        let same = before.is_none_or(|before| (before.review, before.pregnancy) == (self.review, self.pregnancy));
        same && legal_step(before.map(|before| before.state), self.state)
    }

    fn key(&self) -> Option<String> {
        Some(Self::key_of(self.review, self.pregnancy))
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("reason", &self.reason, LONGEST_TEXT);
        found.refuse_future("decided_on", self.decided_on, about.today());
        found.refuse_before("reoffer_on", self.reoffer_on, self.decided_on);
        found.refuse_before("meet_by", self.meet_by, self.decided_on);
        if self.pregnancy.is_some() && self.review != ReviewKind::Antenatal {
            found.reject("pregnancy", Rule::Contradiction);
        }
        match self.state {
            ReviewDecisionState::Declined => found.require_given("declined_by", self.declined_by.as_ref()),
            ReviewDecisionState::NotDeliverable => found.require_given("undeliverable", self.undeliverable.as_ref()),
            ReviewDecisionState::DeliveredRemotely => {
                found.require_given("why_remote", self.why_remote.as_ref());
                found.require_given("face_to_face", self.face_to_face.as_ref());
                if self.face_to_face == Some(StillToMeet::ByADay) {
                    found.require_given("meet_by", self.meet_by.as_ref());
                }
            }
            ReviewDecisionState::Reopened => {}
        }
        found
    }
}

impl ReviewDecision {
    /// The decision as the schedule reads it; none for a review by telephone or video, which is a contact.
    #[must_use]
    pub fn decided(&self) -> Option<Decided> {
        match self.state {
            ReviewDecisionState::Declined => {
                self.declined_by.map(|by| Decided::Declined { by, reoffer_on: self.reoffer_on })
            }
            ReviewDecisionState::NotDeliverable => self.undeliverable.map(Decided::NotDeliverable),
            ReviewDecisionState::Reopened => Some(Decided::ChangedMind),
            ReviewDecisionState::DeliveredRemotely => None,
        }
    }

    /// Why it was by telephone or video, and what was decided about meeting.
    #[must_use]
    pub fn remotely(&self) -> Option<Remotely> {
        if self.state != ReviewDecisionState::DeliveredRemotely {
            return None;
        }
        let face_to_face = match self.face_to_face? {
            StillToMeet::ByADay => FaceToFace::StillToBe { by: self.meet_by? },
            StillToMeet::NotNeeded => FaceToFace::NotNeeded,
        };
        Some(Remotely { reason: self.why_remote?, face_to_face })
    }
}

impl ReviewDecision {
    /// The key of the decision about a review, known before anything of it is written.
    #[must_use]
    pub fn key_of(review: ReviewKind, pregnancy: Option<EntryId>) -> String {
        let review = review.name();
        pregnancy.map_or_else(|| review.to_owned(), |pregnancy| format!("{review} {pregnancy}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{HEALTH_VISITOR, each_is_fine, each_is_refused, laid_over};
    use super::*;

    #[test]
    fn a_decision_about_a_review_says_what_it_rests_on() {
        each_is_refused::<ReviewDecision>(&[
            (json!({ "reason": " " }), "reason", Rule::Required),
            (json!({ "decided_on": "2026-11-04" }), "decided_on", Rule::InTheFuture),
            (json!({ "reoffer_on": "2026-11-01" }), "reoffer_on", Rule::EndsBeforeStart),
            (json!({ "meet_by": "2026-11-01" }), "meet_by", Rule::EndsBeforeStart),
            (json!({ "review": "twelve_month" }), "pregnancy", Rule::Contradiction),
            (json!({ "state": "declined", "declined_by": null }), "declined_by", Rule::Required),
            (json!({ "state": "not_deliverable", "undeliverable": null }), "undeliverable", Rule::Required),
            (json!({ "why_remote": null }), "why_remote", Rule::Required),
            (json!({ "face_to_face": null }), "face_to_face", Rule::Required),
            (json!({ "meet_by": null }), "meet_by", Rule::Required),
        ]);
        each_is_fine::<ReviewDecision>(&[
            json!({ "state": "declined", "reoffer_on": null, "why_remote": null }),
            json!({ "face_to_face": "not_needed", "meet_by": null }),
            json!({ "state": "reopened", "declined_by": null, "undeliverable": null }),
        ]);
    }

    #[test]
    fn each_review_and_each_pregnancy_has_one_decision_in_force() {
        let key = |changed| laid_over::<ReviewDecision>(&changed).key();
        assert_eq!(key(json!({ "review": "new_birth", "pregnancy": null })), Some("new_birth".to_owned()));
        assert_eq!(key(json!({})), Some("antenatal eeeeeeee-eeee-eeee-eeee-eeeeeeeeeeee".to_owned()));
        let before = laid_over::<ReviewDecision>(&json!({ "review": "new_birth", "pregnancy": null }));
        assert!(
            !laid_over::<ReviewDecision>(&json!({})).may_follow(Some(&before), &HEALTH_VISITOR),
            "of another review"
        );
    }

    #[test]
    fn the_schedule_reads_what_was_decided() {
        let read = |changed| laid_over::<ReviewDecision>(&changed);
        let by = "2026-11-20".parse().unwrap();
        let remotely = Remotely { reason: WhyRemote::Infection, face_to_face: FaceToFace::StillToBe { by } };
        assert_eq!((read(json!({})).remotely(), read(json!({})).decided()), (Some(remotely), None));
        let reoffer_on = "2026-12-01".parse().ok();
        for (state, decided) in [
            ("declined", Decided::Declined { by: DeclinedBy::Mother, reoffer_on }),
            ("not_deliverable", Decided::NotDeliverable(Undeliverable::Away)),
            ("reopened", Decided::ChangedMind),
        ] {
            let decision = read(json!({ "state": state }));
            assert_eq!((decision.remotely(), decision.decided()), (None, Some(decided)), "{state}");
        }
    }
}
