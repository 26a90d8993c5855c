//! An assessment of what a family needs and what it is good at: who told, whose words, for whom (DOMAIN 3.6).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};

/// What an assessment was made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssessmentOccasion {
    /// The antenatal review.
    Antenatal,
    /// The new birth review.
    NewBirth,
    /// The review at 6 to 8 weeks.
    SixToEightWeek,
    /// The review at 12 months.
    TwelveMonth,
    /// The review at 2 to 2½ years.
    TwoToTwoAndAHalfYear,
    /// For a need, between reviews.
    Targeted,
}

/// Whom or what an assessment was learnt from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Informant {
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// A parent's partner.
    Partner,
    /// Another carer.
    OtherCarer,
    /// The child.
    Child,
    /// Somebody else of the family.
    OtherFamily,
    /// Another professional.
    Professional,
    /// Earlier records.
    Records,
}

/// NEED-03, NEED-05 and NEED-06. What was found in each domain is an entry of its own, as is the level of need.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NeedsAssessment {
    /// What it was made for.
    pub occasion: AssessmentOccasion,
    /// On which day.
    #[ts(type = "string")]
    pub assessed_on: NaiveDate,
    /// The contact at which it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Whom or what it was learnt from.
    pub informants: Vec<Informant>,
    /// What life is like for this child, also before it can speak: needed, but before birth and of an adult.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub voice_of_child: String,
    /// What the parents say, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub parents_words: String,
    /// What the family wishes for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub wishes: String,
    /// What the practitioner makes of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

const LONGEST_TEXT: usize = 8_000;
/// The youngest mothers are 11 (DOMAIN 3.2): whoever is younger is surely the child of the family.
const SURELY_A_CHILD_UNTIL: u32 = 11;

impl Body for NeedsAssessment {
    const SAMPLE: &str = concat!(
        r#"{"occasion":"twelve_month","assessed_on":"2026-11-02","contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","#,
        r#""informants":["mother","records"],"voice_of_child":"Crawls to his mother and is picked up each time.","#,
        r#""parents_words":"I am tired, and he is such fun.","wishes":"A night's sleep, and a place at nursery.","#,
        r#""narrative":"Managing well with little help."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("assessed_on", self.assessed_on, about.today());
        if self.informants.is_empty() {
            found.reject("informants", Rule::Required);
        }
        for (field, text) in [
            ("voice_of_child", &self.voice_of_child),
            ("parents_words", &self.parents_words),
            ("wishes", &self.wishes),
            ("narrative", &self.narrative),
        ] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        if self.occasion != AssessmentOccasion::Antenatal && self.voice_of_child.trim().is_empty() {
            self.check_unheard_child(about, &mut found);
        }
        found
    }
}

impl NeedsAssessment {
    fn check_unheard_child(&self, about: &About<'_>, found: &mut Findings) {
        match about.born_on.map(|born| self.assessed_on.years_since(born).unwrap_or(0)) {
            Some(age) if age < SURELY_A_CHILD_UNTIL => found.reject("voice_of_child", Rule::Required),
            Some(_) => {}
            // A household, or somebody whose birth date is not known: nobody here can tell.
            None => found.ask("voice_of_child", Ask::NoVoiceOfChild),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checking::{about, asked, problems};
    use super::*;

    fn on(date: &str) -> NaiveDate {
        date.parse().unwrap()
    }

    // Shows NEED-05.
    #[test]
    fn a_child_is_never_assessed_without_its_voice() {
        let silent = |occasion| {
            move |assessment: &mut NeedsAssessment| {
                assessment.occasion = occasion;
                assessment.voice_of_child = "  ".to_owned();
            }
        };
        let mut whom = about();
        for (born, occasion, rejected, is_asked) in [
            (Some("2025-11-01"), AssessmentOccasion::TwelveMonth, true, false),
            (Some("2025-11-01"), AssessmentOccasion::Targeted, true, false),
            (Some("1996-03-01"), AssessmentOccasion::TwelveMonth, false, false),
            (None, AssessmentOccasion::TwelveMonth, false, true),
            (None, AssessmentOccasion::Antenatal, false, false),
        ] {
            whom.born_on = born.map(on);
            let rule = rejected.then_some(("voice_of_child", Rule::Required));
            assert_eq!(problems(silent(occasion), &whom), Vec::from_iter(rule), "{born:?} {occasion:?}");
            let ask = is_asked.then_some(("voice_of_child", Ask::NoVoiceOfChild));
            assert_eq!(asked(silent(occasion), &whom), Vec::from_iter(ask), "{born:?} {occasion:?}");
        }
    }

    // Shows NEED-03.
    #[test]
    fn an_assessment_was_made_by_today_and_learnt_from_somebody() {
        let tomorrow = |assessment: &mut NeedsAssessment| assessment.assessed_on = on("2026-11-04");
        assert_eq!(problems(tomorrow, &about()), [("assessed_on", Rule::InTheFuture)]);
        let from_nobody = |assessment: &mut NeedsAssessment| assessment.informants.clear();
        assert_eq!(problems(from_nobody, &about()), [("informants", Rule::Required)]);
    }
}
