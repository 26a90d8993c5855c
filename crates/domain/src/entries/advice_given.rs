//! What was talked about and given to read (HCP-14, GUID-01). A list to choose from, never one to tick off.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// What was talked about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AdviceTopic {
    /// Safe sleep.
    SafeSleep,
    /// Feeding.
    Feeding,
    /// Starting solid food.
    SolidFood,
    /// Preventing accidents.
    AccidentPrevention,
    /// Coping with crying; never shake a baby.
    CopingWithCrying,
    /// Teeth.
    OralHealth,
    /// Immunisations.
    Immunisations,
    /// Signs of illness, and whom to call.
    SignsOfIllness,
    /// Play, talk and reading.
    PlayAndTalk,
    /// Behaviour, limits and sleep.
    BehaviourAndSleep,
    /// Using the toilet.
    Toileting,
    /// Parents' own minds.
    ParentsMentalHealth,
    /// Parents as a couple.
    Relationships,
    /// Smoke-free home.
    SmokeFree,
    /// Alcohol and drugs.
    AlcoholAndDrugs,
    /// Contraception and recovery.
    Contraception,
    /// Benefits, Healthy Start, housing.
    MoneyAndHousing,
    /// Groups, centre, nursery places.
    LocalServices,
    /// Something else, in the note.
    Other,
}

/// One leaflet or link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Leaflet {
    /// Its title.
    pub title: String,
    /// Of when it is, as it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub dated: Option<PartialDate>,
}

/// HCP-14 and CON-08. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AdviceGiven {
    /// The contact at which it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// What was talked about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<AdviceTopic>,
    /// What was given to read.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub leaflets: Vec<Leaflet>,
    /// What came up by itself, and was the moment to talk about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub teachable_moment: String,
    /// What the parents made of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NAME: usize = 500;
const LONGEST_TEXT: usize = 4_000;

impl Body for AdviceGiven {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","topics":["safe_sleep","coping_with_crying"],"#,
        r#""leaflets":[{"title":"Safer sleep for babies","dated":"2025"}],"#,
        r#""teachable_moment":"Found the bottle propped, and fed together.","note":"Will show her mother too."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if self.topics.is_empty() && self.leaflets.is_empty() && self.teachable_moment.trim().is_empty() {
            found.reject("topics", Rule::NothingRecorded);
        }
        for (place, leaflet) in self.leaflets.iter().enumerate() {
            found.require_text(&format!("leaflets.{place}.title"), &leaflet.title, LONGEST_NAME);
            let dated = leaflet.dated.map(PartialDate::first_day);
            found.refuse_future(&format!("leaflets.{place}.dated"), dated, about.today());
        }
        found.limit_text("teachable_moment", &self.teachable_moment, LONGEST_TEXT);
        if self.topics.contains(&AdviceTopic::Other) {
            found.require_text("note", &self.note, LONGEST_TEXT);
        } else {
            found.limit_text("note", &self.note, LONGEST_TEXT);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows HCP-14.
    #[test]
    fn advice_was_about_something() {
        each_is_refused::<AdviceGiven>(&[
            (json!({ "topics": [], "leaflets": [], "teachable_moment": "" }), "topics", Rule::NothingRecorded),
            (json!({ "topics": ["other"], "note": "" }), "note", Rule::Required),
            (json!({ "leaflets": [{ "title": " " }] }), "leaflets.0.title", Rule::Required),
            (json!({ "leaflets": [{ "title": "Weaning", "dated": "2027" }] }), "leaflets.0.dated", Rule::InTheFuture),
        ]);
        each_is_fine::<AdviceGiven>(&[json!({ "topics": [], "leaflets": [] }), json!({ "teachable_moment": "" })]);
    }
}
