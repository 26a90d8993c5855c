//! How a child's development was looked at: ASQ-3, ASQ:SE-2, SDQ (CLIN-13). Numbers alone: the questions belong to others.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Answer, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};

/// By which age the form was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AgeUsed {
    /// From the day of birth.
    Chronological,
    /// From the expected day, for a child born before 37 weeks.
    Corrected,
}

/// ASQ-3: five domains of 0 to 60. One that was left out has a reason; the five are never added up.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Asq3 {
    /// The form's age in months.
    pub form_months: u8,
    /// By which age it was chosen.
    pub age_used: AgeUsed,
    /// Communication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub communication: Option<f64>,
    /// Gross motor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gross_motor: Option<f64>,
    /// Fine motor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub fine_motor: Option<f64>,
    /// Problem solving.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub problem_solving: Option<f64>,
    /// Personal-social.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub personal_social: Option<f64>,
    /// Why a domain was not done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_done_because: String,
}

/// ASQ:SE-2: one total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AsqSe2 {
    /// The form's age in months.
    pub form_months: u8,
    /// By which age it was chosen.
    pub age_used: AgeUsed,
    /// Its total.
    pub total: u16,
}

/// CLIN-13. Clinical: never merges. What a score means is for the policy's cut-offs and the practitioner to say.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Development {
    /// The contact at which it was looked at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// ASQ-3.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asq_3: Option<Asq3>,
    /// ASQ:SE-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub asq_se_2: Option<AsqSe2>,
    /// SDQ, 0 to 40: from two years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub sdq_total: Option<u8>,
    /// Whether a parent or a practitioner worries about speech or language, whatever the scores.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub speech_language_concern: Option<Answer>,
    /// Why nothing of this was done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_done_because: String,
    /// What was seen, and what the parents say.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

const LONGEST_TEXT: usize = 8_000;
const LONGEST_REASON: usize = 500;
const SDQ_FROM_YEARS: u32 = 2;
const ASQ_MONTHS: std::ops::RangeInclusive<u8> = 1..=66;
const ASQ_SE_MONTHS: std::ops::RangeInclusive<u8> = 1..=72;

impl Body for Development {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","#,
        r#""asq_3":{"form_months":27,"age_used":"corrected","communication":25.0,"gross_motor":50.0,"#,
        r#""fine_motor":43.3,"problem_solving":35.0,"personal_social":40.0,"not_done_because":"One page was left blank."},"#,
        r#""asq_se_2":{"form_months":24,"age_used":"chronological","total":45},"sdq_total":12,"#,
        r#""speech_language_concern":"yes","not_done_because":"Asleep at first.","narrative":"Points and leads by the hand."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if let Some(asq) = &self.asq_3 {
            found.include("asq_3", asq.check());
        }
        if let Some(asq) = self.asq_se_2 {
            found.refuse_outside("asq_se_2.form_months", Some(asq.form_months), ASQ_SE_MONTHS);
            // Above the highest total of any form: a slip of typing.
            found.refuse_outside("asq_se_2.total", Some(asq.total), 0..=700);
        }
        found.refuse_outside("sdq_total", self.sdq_total, 0..=40);
        let years = about.born_on.and_then(|born| about.today().years_since(born));
        if self.sdq_total.is_some() && years.is_some_and(|years| years < SDQ_FROM_YEARS) {
            found.reject("sdq_total", Rule::TooYoung);
        }
        let is_empty = self.asq_3.is_none()
            && self.asq_se_2.is_none()
            && self.sdq_total.is_none()
            && self.speech_language_concern.is_none();
        if is_empty && self.not_done_because.trim().is_empty() {
            found.reject("asq_3", Rule::NothingRecorded);
        }
        found.limit_text("not_done_because", &self.not_done_because, LONGEST_REASON);
        found.limit_text("narrative", &self.narrative, LONGEST_TEXT);
        found
    }
}

impl Asq3 {
    fn check(&self) -> Findings {
        let mut found = Findings::default();
        found.refuse_outside("form_months", Some(self.form_months), ASQ_MONTHS);
        let domains = [
            ("communication", self.communication),
            ("gross_motor", self.gross_motor),
            ("fine_motor", self.fine_motor),
            ("problem_solving", self.problem_solving),
            ("personal_social", self.personal_social),
        ];
        for (domain, score) in domains {
            found.refuse_outside(domain, score, 0.0..=60.0);
        }
        if domains.iter().any(|(_, score)| score.is_none()) && self.not_done_because.trim().is_empty() {
            found.reject("not_done_because", Rule::Required);
        }
        found.limit_text("not_done_because", &self.not_done_because, LONGEST_REASON);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::checking::{about, problems};
    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    fn asq(domain: &str, score: &Value, reason: &str) -> Value {
        let mut asq = json!({ "form_months": 24, "age_used": "chronological", "communication": 60, "gross_motor": 0,
            "fine_motor": 32.5, "problem_solving": 50, "personal_social": 55, "not_done_because": reason });
        asq[domain] = score.clone();
        json!({ "asq_3": asq })
    }

    // Shows CLIN-13.
    #[test]
    fn a_score_is_one_that_its_form_can_give() {
        each_is_refused::<Development>(&[
            (asq("communication", &json!(60.5), ""), "asq_3.communication", Rule::OutOfRange),
            (asq("gross_motor", &json!(-5), ""), "asq_3.gross_motor", Rule::OutOfRange),
            (asq("fine_motor", &json!(61), ""), "asq_3.fine_motor", Rule::OutOfRange),
            (asq("form_months", &json!(67), ""), "asq_3.form_months", Rule::OutOfRange),
            (json!({ "sdq_total": 41 }), "sdq_total", Rule::OutOfRange),
            (
                json!({ "asq_se_2": { "form_months": 24, "age_used": "corrected", "total": 701 } }),
                "asq_se_2.total",
                Rule::OutOfRange,
            ),
        ]);
    }

    #[test]
    fn a_domain_that_was_not_done_says_why() {
        let refused = (asq("problem_solving", &Value::Null, " "), "asq_3.not_done_because", Rule::Required);
        each_is_refused::<Development>(&[refused]);
        each_is_fine::<Development>(&[
            asq("problem_solving", &Value::Null, "Would not sit."),
            asq("gross_motor", &json!(0), ""),
        ]);
    }

    #[test]
    fn sdq_is_for_children_from_two() {
        for (born, too_young) in [(Some("2024-11-04"), true), (Some("2024-11-03"), false), (None, false)] {
            let whom = About { born_on: born.map(|date| date.parse().unwrap()), ..about() };
            let rule = too_young.then_some(("sdq_total", Rule::TooYoung));
            assert_eq!(problems(|_: &mut Development| {}, &whom), Vec::from_iter(rule), "{born:?}");
        }
    }

    #[test]
    fn where_nothing_was_done_it_says_why() {
        let nothing = |reason: &str| {
            json!({ "asq_3": null, "asq_se_2": null, "sdq_total": null, "speech_language_concern": null,
                "not_done_because": reason })
        };
        each_is_refused::<Development>(&[(nothing(""), "asq_3", Rule::NothingRecorded)]);
        each_is_fine::<Development>(&[nothing("Unwell today.")]);
    }
}
