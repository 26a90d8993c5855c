//! An accident or an injury, heard of from a hospital or seen at home (CLIN-17).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};
use crate::time::PartialDate;

/// Where the child was seen with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SeenWithInjury {
    /// Accident and emergency.
    EmergencyDepartment,
    /// Minor injuries unit or walk-in centre.
    MinorInjuries,
    /// General practice.
    GeneralPractice,
    /// By the author.
    Author,
    /// Nowhere.
    Nowhere,
}

/// What sort of injury.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InjuryKind {
    /// A bruise, or a mark that may be one.
    Bruise,
    /// A burn or scald.
    Burn,
    /// A cut, graze or bite.
    Wound,
    /// A broken bone.
    Fracture,
    /// A knock on the head.
    Head,
    /// Something swallowed or breathed in.
    Swallowed,
    /// Something else.
    Other,
}

/// Whether the child moves about by itself: rolls, crawls, cruises, walks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Mobility {
    /// It does.
    Mobile,
    /// It does not yet.
    NotMobile,
    /// Not known.
    NotKnown,
}

/// One injury.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Injury {
    /// What sort.
    pub kind: InjuryKind,
    /// Where on the body.
    pub body_site: String,
    /// Size, colour, shape.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
}

/// CLIN-17. What is said to have happened stands beside what was seen. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Accident {
    /// The contact at which it was seen or told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// When it happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub happened: Option<PartialDate>,
    /// Where the child was seen with it.
    pub seen_at: SeenWithInjury,
    /// Name of that place, and who told us.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub heard_from: String,
    /// What is said to have happened, and by whom.
    pub explanation: String,
    /// Whether the child moves about by itself.
    pub mobility: Mobility,
    /// The injuries; none is an answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub injuries: Vec<Injury>,
    /// What was done, and what is agreed.
    pub action: String,
}

const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 4_000;

impl Body for Accident {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","happened":"2026-10-30","seen_at":"emergency_department","#,
        r#""heard_from":"County Hospital, liaison note","explanation":"Mother: fell off the sofa on to a rug.","#,
        r#""mobility":"mobile","injuries":[{"kind":"bruise","body_site":"Middle of the forehead","#,
        r#""description":"1 cm, blue"}],"action":"Sent home; stair gate and sofa talked about."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("happened", self.happened.map(PartialDate::first_day), about.today());
        if let (Some(happened), Some(born)) = (self.happened, about.born_on)
            && happened.is_surely_before(born)
        {
            found.reject("happened", Rule::BeforeBirth);
        }
        found.limit_text("heard_from", &self.heard_from, LONGEST_NAME);
        found.require_text("explanation", &self.explanation, LONGEST_TEXT);
        found.require_text("action", &self.action, LONGEST_TEXT);
        for (place, injury) in self.injuries.iter().enumerate() {
            found.require_text(&format!("injuries.{place}.body_site"), &injury.body_site, LONGEST_NAME);
            found.limit_text(&format!("injuries.{place}.description"), &injury.description, LONGEST_TEXT);
        }
        // A baby that cannot move about does not hurt itself: somebody senior hears of it the same day.
        if self.mobility == Mobility::NotMobile && !self.injuries.is_empty() {
            found.ask("injuries", Ask::InjuredBeforeMobile);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::checking::{about, problems};
    use super::super::trying::{asked, each_is_fine, each_is_refused};
    use super::*;

    // Shows SAFE-04.
    #[test]
    fn any_injury_of_a_baby_that_does_not_move_asks_for_action_at_once() {
        let bruise = json!([{ "kind": "bruise", "body_site": "Left cheek" }]);
        let fracture = json!([{ "kind": "fracture", "body_site": "Right thigh" }]);
        for (mobility, injuries, is_asked) in [
            ("not_mobile", &bruise, true),
            ("not_mobile", &fracture, true),
            ("not_mobile", &Value::Null, false),
            ("mobile", &bruise, false),
        ] {
            let questions = asked::<Accident>(&json!({ "mobility": mobility, "injuries": injuries }));
            let expected = is_asked.then(|| ("injuries".to_owned(), Ask::InjuredBeforeMobile));
            assert_eq!(questions, Vec::from_iter(expected), "{mobility} {injuries}");
        }
    }

    // Shows CLIN-17.
    #[test]
    fn an_accident_says_what_is_told_where_it_is_seen_and_what_was_done() {
        each_is_refused::<Accident>(&[
            (json!({ "happened": "2026-11-04" }), "happened", Rule::InTheFuture),
            (json!({ "explanation": " " }), "explanation", Rule::Required),
            (json!({ "action": "" }), "action", Rule::Required),
            (json!({ "injuries": [{ "kind": "burn", "body_site": "" }] }), "injuries.0.body_site", Rule::Required),
        ]);
        each_is_fine::<Accident>(&[json!({ "happened": null, "injuries": [] })]);
        let whom = About { born_on: "2026-10-31".parse().ok(), ..about() };
        assert_eq!(problems(|_: &mut Accident| {}, &whom), [("happened", Rule::BeforeBirth)]);
    }
}
