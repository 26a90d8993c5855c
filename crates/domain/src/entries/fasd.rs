//! Alcohol before birth and what followed for the child: the five statements of NICE on FASD (CLIN-07, CLIN-08).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Answer, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};
use crate::sensitivity::Sensitivity;

/// What is known of alcohol before birth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlcoholExposure {
    /// Recorded, or said by the mother.
    Confirmed,
    /// Probable, by what else is known.
    Probable,
    /// None, as she says.
    None,
    /// Not known.
    NotKnown,
}

/// Whether what a statement of NICE asks for was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FasdStatement {
    /// It was.
    Done,
    /// It is arranged.
    Arranged,
    /// It was not.
    NotDone,
    /// It does not apply to this child.
    NotApplicable,
    /// Nobody knows.
    NotKnown,
}

/// CLIN-08. In the child's record: how it stands with each of the five, side by side. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Fasd {
    /// The contact at which it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Alcohol before birth.
    pub exposure: AlcoholExposure,
    /// What is hard for the child: growth, learning, behaviour.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub difficulties: String,
    /// Whether a doctor found the three facial features.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub facial_features: Option<Answer>,
    /// 1: advice on alcohol was given throughout the pregnancy.
    pub advice: FasdStatement,
    /// 2: alcohol was asked about, and recorded.
    pub recorded: FasdStatement,
    /// 3: the child was referred for assessment.
    pub referral: FasdStatement,
    /// 4: a neurodevelopmental assessment.
    pub assessment: FasdStatement,
    /// 5: a management plan.
    pub plan: FasdStatement,
    /// Who does what, and what the plan says.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_TEXT: usize = 4_000;

impl Body for Fasd {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","exposure":"confirmed","#,
        r#""difficulties":"Small, sleeps badly, few words.","facial_features":"no","advice":"done","recorded":"done","#,
        r#""referral":"arranged","assessment":"not_done","plan":"not_applicable","note":"Paediatrician sees him in January."}"#,
    );

    /// What a parent takes is theirs: for whoever treats the family, and not for whoever helps with one thing.
    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::Sensitive
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("difficulties", &self.difficulties, LONGEST_TEXT);
        found.limit_text("note", &self.note, LONGEST_TEXT);
        let referred = match self.referral {
            FasdStatement::Done | FasdStatement::Arranged => true,
            FasdStatement::NotDone | FasdStatement::NotApplicable | FasdStatement::NotKnown => false,
        };
        let exposed = match self.exposure {
            AlcoholExposure::Confirmed | AlcoholExposure::Probable => true,
            AlcoholExposure::None | AlcoholExposure::NotKnown => false,
        };
        if exposed && !self.difficulties.trim().is_empty() && !referred {
            found.ask("referral", Ask::FasdReferral);
        }
        // A plan rests on an assessment.
        if self.plan == FasdStatement::Done && self.assessment == FasdStatement::NotDone {
            found.reject("plan", Rule::Contradiction);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{asked, each_is_fine, each_is_refused};
    use super::*;

    // Shows CLIN-08.
    #[test]
    fn exposure_with_difficulties_asks_for_a_referral() {
        for (exposure, difficulties, referral, is_asked) in [
            ("confirmed", "Few words.", "not_done", true),
            ("probable", "Few words.", "not_known", true),
            ("confirmed", "Few words.", "done", false),
            ("confirmed", "", "not_done", false),
            ("not_known", "Few words.", "not_done", false),
            ("none", "Few words.", "not_done", false),
        ] {
            let body = json!({ "exposure": exposure, "difficulties": difficulties, "referral": referral });
            let expected = is_asked.then(|| ("referral".to_owned(), Ask::FasdReferral));
            assert_eq!(asked::<Fasd>(&body), Vec::from_iter(expected), "{body}");
        }
    }

    // Shows CLIN-08.
    #[test]
    fn a_plan_rests_on_an_assessment() {
        each_is_refused::<Fasd>(&[(json!({ "plan": "done" }), "plan", Rule::Contradiction)]);
        each_is_fine::<Fasd>(&[json!({ "plan": "done", "assessment": "done" })]);
    }
}
