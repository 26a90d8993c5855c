//! Use of drugs, or of medicines that were not prescribed, by an adult of the family (CLIN-10). Sensitive.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Answer, Asked, Body};
use crate::id::EntryId;
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// Whether somebody is being helped with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SubstanceHelp {
    /// With a service.
    InTreatment,
    /// Referred, and waiting.
    Waiting,
    /// Offered, and declined.
    Declined,
    /// Not with a service.
    None,
}

/// One substance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Substance {
    /// Which.
    pub name: String,
    /// How, how much, how often.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub pattern: String,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// Since when no longer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_on: Option<PartialDate>,
}

/// CLIN-10. In the record of who was asked. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SubstanceUse {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Whether it was asked.
    pub asked: Asked,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_asked_because: String,
    /// Whether they use, or used, something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub uses: Option<Answer>,
    /// What.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub substances: Vec<Substance>,
    /// Whether they are being helped with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub help: Option<SubstanceHelp>,
    /// By which service.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// Who looks after the children meanwhile, and where it is kept.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub care_of_children: String,
    /// What was said and agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 4_000;

impl Body for SubstanceUse {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","asked":"asked","not_asked_because":"Asked later.","uses":"yes","#,
        r#""substances":[{"name":"Cannabis","pattern":"Smoked at weekends, outside","since":"about 2018","stopped_on":"2026-06"}],"#,
        r#""help":"in_treatment","service":"Town drug and alcohol service","#,
        r#""care_of_children":"Her mother has the baby overnight; nothing is kept in the flat.","narrative":"Wants to stay off it."}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("not_asked_because", &self.not_asked_because, LONGEST_TEXT);
        found.limit_text("service", &self.service, LONGEST_NAME);
        found.limit_text("care_of_children", &self.care_of_children, LONGEST_TEXT);
        found.limit_text("narrative", &self.narrative, LONGEST_TEXT);
        match (self.asked, self.uses) {
            (Asked::Asked, None) => found.reject("uses", Rule::Required),
            (Asked::NotAsked, Some(_)) => found.reject("asked", Rule::Contradiction),
            (Asked::NotAsked, None) if self.not_asked_because.trim().is_empty() => {
                found.reject("not_asked_because", Rule::Required);
            }
            (Asked::Asked, Some(_)) | (Asked::NotAsked, None) => {}
        }
        match (self.uses, self.substances.is_empty()) {
            (Some(Answer::Yes), true) => found.reject("substances", Rule::Required),
            (Some(Answer::No), false) => found.reject("uses", Rule::Contradiction),
            (Some(Answer::Yes), false) | (Some(Answer::No), true) | (None, _) => {}
        }
        for (place, substance) in self.substances.iter().enumerate() {
            found.include(&format!("substances.{place}"), substance.check(about));
        }
        found
    }
}

impl Substance {
    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("name", &self.name, LONGEST_NAME);
        found.limit_text("pattern", &self.pattern, LONGEST_TEXT);
        for (field, date) in [("since", self.since), ("stopped_on", self.stopped_on)] {
            found.refuse_future(field, date.map(PartialDate::first_day), about.today());
        }
        if let (Some(since), Some(stopped)) = (self.since, self.stopped_on)
            && stopped.latest() < since.earliest()
        {
            found.reject("stopped_on", Rule::EndsBeforeStart);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    // Shows CLIN-10.
    #[test]
    fn substances_are_asked_about_or_it_says_why_not() {
        each_is_refused::<SubstanceUse>(&[
            (json!({ "uses": null }), "uses", Rule::Required),
            (json!({ "asked": "not_asked" }), "asked", Rule::Contradiction),
            (
                json!({ "asked": "not_asked", "uses": null, "substances": [], "not_asked_because": "" }),
                "not_asked_because",
                Rule::Required,
            ),
            (json!({ "substances": [] }), "substances", Rule::Required),
            (json!({ "uses": "no" }), "uses", Rule::Contradiction),
        ]);
        each_is_fine::<SubstanceUse>(&[json!({ "uses": "no", "substances": [] })]);
    }

    #[test]
    fn use_ends_after_it_began_and_by_today() {
        let used = |since: &str, stopped: &str| -> Value {
            json!({ "substances": [{ "name": "Codeine", "since": since, "stopped_on": stopped }] })
        };
        each_is_refused::<SubstanceUse>(&[
            (used("2025", "2024"), "substances.0.stopped_on", Rule::EndsBeforeStart),
            (used("2025", "2027"), "substances.0.stopped_on", Rule::InTheFuture),
            (json!({ "substances": [{ "name": " " }] }), "substances.0.name", Rule::Required),
        ]);
        each_is_fine::<SubstanceUse>(&[used("about 2025", "2024-03")]);
    }
}
