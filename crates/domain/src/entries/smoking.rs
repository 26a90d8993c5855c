//! Smoking and vaping of somebody in the family, and the smoke that a child breathes (CLIN-09).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Answer, Asked, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// Whether somebody smokes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SmokingStatus {
    /// Never has.
    Never,
    /// Did, and stopped.
    Stopped,
    /// Does.
    Smokes,
}

/// What became of the offer of a stop-smoking service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum StopSmokingOffer {
    /// Referred.
    Referred,
    /// Is already with one.
    AlreadyThere,
    /// Offered, and declined.
    Declined,
    /// Not offered.
    NotOffered,
}

/// CLIN-09. In the record of who was asked: mother, father or partner. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Smoking {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Whether it was asked.
    pub asked: Asked,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_asked_because: String,
    /// Whether they smoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub status: Option<SmokingStatus>,
    /// Cigarettes a day, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cigarettes_per_day: Option<u8>,
    /// Since when they no longer do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_on: Option<PartialDate>,
    /// Whether they vape.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub vapes: Option<Answer>,
    /// Whether she is pregnant now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pregnant: Option<Answer>,
    /// Carbon monoxide breathed out, in parts per million: 0 to 80.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub co_ppm: Option<u8>,
    /// Whether somebody else of the household smokes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub others_smoke: Option<Answer>,
    /// Whether home and car are free of smoke.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub smoke_free_home: Option<Answer>,
    /// What became of the offer of a stop-smoking service.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub offer: Option<StopSmokingOffer>,
    /// Anything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NOTE: usize = 2_000;

impl Body for Smoking {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","asked":"asked","not_asked_because":"Asked later.","#,
        r#""status":"smokes","cigarettes_per_day":8,"stopped_on":"2026-09","vapes":"no","pregnant":"yes","co_ppm":9,"#,
        r#""others_smoke":"yes","smoke_free_home":"no","offer":"referred","note":"Stopped for a month in the summer."}"#,
    );

    /// What a parent takes is theirs: for whoever treats the family, and not for whoever helps with one thing.
    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::Sensitive
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("not_asked_because", &self.not_asked_because, LONGEST_NOTE);
        found.limit_text("note", &self.note, LONGEST_NOTE);
        match (self.asked, self.status) {
            (Asked::Asked, None) => found.reject("status", Rule::Required),
            (Asked::NotAsked, Some(_)) => found.reject("asked", Rule::Contradiction),
            (Asked::NotAsked, None) if self.not_asked_because.trim().is_empty() => {
                found.reject("not_asked_because", Rule::Required);
            }
            (Asked::Asked, Some(_)) | (Asked::NotAsked, None) => {}
        }
        found.refuse_outside("cigarettes_per_day", self.cigarettes_per_day, 0..=100);
        found.refuse_outside("co_ppm", self.co_ppm, 0..=80);
        found.refuse_future("stopped_on", self.stopped_on.map(PartialDate::first_day), about.today());
        let smokes_pregnant = self.status == Some(SmokingStatus::Smokes) && self.pregnant == Some(Answer::Yes);
        if smokes_pregnant && matches!(self.offer, None | Some(StopSmokingOffer::NotOffered)) {
            found.ask("offer", Ask::StopSmokingOffer);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{asked, each_is_fine, each_is_refused};
    use super::*;

    // Shows CLIN-09.
    #[test]
    fn smoking_is_asked_or_says_why_not_and_its_numbers_are_possible() {
        each_is_refused::<Smoking>(&[
            (json!({ "status": null }), "status", Rule::Required),
            (json!({ "asked": "not_asked" }), "asked", Rule::Contradiction),
            (
                json!({ "asked": "not_asked", "status": null, "not_asked_because": "" }),
                "not_asked_because",
                Rule::Required,
            ),
            (json!({ "cigarettes_per_day": 101 }), "cigarettes_per_day", Rule::OutOfRange),
            (json!({ "co_ppm": 81 }), "co_ppm", Rule::OutOfRange),
            (json!({ "stopped_on": "2026-12" }), "stopped_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Smoking>(&[
            json!({ "asked": "not_asked", "status": null }),
            json!({ "stopped_on": "about 2020" }),
        ]);
    }

    // Shows CLIN-09.
    #[test]
    fn a_pregnant_smoker_is_offered_help_to_stop() {
        for (status, pregnant, offer, is_asked) in [
            ("smokes", "yes", json!(null), true),
            ("smokes", "yes", json!("not_offered"), true),
            ("smokes", "yes", json!("declined"), false),
            ("smokes", "no", json!(null), false),
            ("stopped", "yes", json!(null), false),
        ] {
            let questions = asked::<Smoking>(&json!({ "status": status, "pregnant": pregnant, "offer": offer }));
            let expected = is_asked.then(|| ("offer".to_owned(), Ask::StopSmokingOffer));
            assert_eq!(questions, Vec::from_iter(expected), "{status} {pregnant} {offer}");
        }
    }
}
