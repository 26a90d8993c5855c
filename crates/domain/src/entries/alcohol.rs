//! Alcohol in a pregnancy, asked at every antenatal contact (CLIN-07; NICE quality standard on FASD).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Asked, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// CLIN-07. In the mother's record; what it means for the child is said in the child's. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Alcohol {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// The pregnancy that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pregnancy: Option<EntryId>,
    /// Whether it was asked.
    pub asked: Asked,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_asked_because: String,
    /// Units in a week, 0 to 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub units_per_week: Option<f64>,
    /// The most units in one day, 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub most_units_in_a_day: Option<f64>,
    /// Since when none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_on: Option<PartialDate>,
    /// AUDIT-C, 0 to 12.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audit_c: Option<u8>,
    /// That no amount is known to be safe in pregnancy was explained.
    #[serde(default)]
    pub advice_given: bool,
    /// Anything else.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NOTE: usize = 2_000;

impl Body for Alcohol {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","pregnancy":"eeeeeeee-eeee-eeee-eeee-eeeeeeeeeeee","#,
        r#""asked":"asked","not_asked_because":"Asked later.","units_per_week":1.5,"most_units_in_a_day":3.0,"#,
        r#""stopped_on":"2026-09","audit_c":2,"advice_given":true,"note":"Before she knew."}"#,
    );

    /// What a parent takes is theirs: for whoever treats the family, and not for whoever helps with one thing.
    fn sensitivity(&self) -> Sensitivity {
        Sensitivity::Sensitive
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("not_asked_because", &self.not_asked_because, LONGEST_NOTE);
        found.limit_text("note", &self.note, LONGEST_NOTE);
        let is_answered = self.units_per_week.is_some() || self.most_units_in_a_day.is_some() || self.audit_c.is_some();
        match self.asked {
            Asked::Asked if !is_answered => found.reject("units_per_week", Rule::NothingRecorded),
            Asked::NotAsked if is_answered => found.reject("asked", Rule::Contradiction),
            Asked::NotAsked if self.not_asked_because.trim().is_empty() => {
                found.reject("not_asked_because", Rule::Required);
            }
            Asked::Asked | Asked::NotAsked => {}
        }
        found.refuse_outside("units_per_week", self.units_per_week, 0.0..=200.0);
        found.refuse_outside("most_units_in_a_day", self.most_units_in_a_day, 0.0..=100.0);
        found.refuse_outside("audit_c", self.audit_c, 0..=12);
        found.refuse_future("stopped_on", self.stopped_on.map(PartialDate::first_day), about.today());
        if self.was_any() && !self.advice_given {
            found.ask("advice_given", Ask::AlcoholAdvice);
        }
        found
    }
}

impl Alcohol {
    /// Whether there was any at all in the pregnancy, as far as was said.
    #[must_use]
    pub fn was_any(&self) -> bool {
        let units = [self.units_per_week, self.most_units_in_a_day];
        units.into_iter().flatten().any(|units| units > 0.0) || self.audit_c.is_some_and(|total| total > 0)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::trying::{asked, each_is_fine, each_is_refused};
    use super::*;

    fn units(week: Value, day: Value, audit_c: Value) -> Value {
        json!({ "units_per_week": week, "most_units_in_a_day": day, "audit_c": audit_c, "advice_given": false })
    }

    // Shows CLIN-07.
    #[test]
    fn alcohol_is_asked_or_says_why_not_and_its_numbers_are_possible() {
        let nothing = units(Value::Null, Value::Null, Value::Null);
        let not_asked = |reason: &str| {
            let mut body = nothing.clone();
            body["asked"] = json!("not_asked");
            body["not_asked_because"] = json!(reason);
            body
        };
        each_is_refused::<Alcohol>(&[
            (nothing.clone(), "units_per_week", Rule::NothingRecorded),
            (json!({ "asked": "not_asked" }), "asked", Rule::Contradiction),
            (not_asked(""), "not_asked_because", Rule::Required),
            (json!({ "units_per_week": 201 }), "units_per_week", Rule::OutOfRange),
            (json!({ "most_units_in_a_day": -1 }), "most_units_in_a_day", Rule::OutOfRange),
            (json!({ "audit_c": 13 }), "audit_c", Rule::OutOfRange),
            (json!({ "stopped_on": "2027" }), "stopped_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Alcohol>(&[not_asked("Telephone call cut short.")]);
    }

    // Shows CLIN-07.
    #[test]
    fn any_alcohol_in_a_pregnancy_asks_for_advice() {
        for (body, is_asked) in [
            (units(json!(0), json!(0), json!(0)), false),
            (units(json!(0.5), Value::Null, Value::Null), true),
            (units(json!(0), json!(6), Value::Null), true),
            (units(json!(0), Value::Null, json!(1)), true),
            (json!({ "units_per_week": 20 }), false),
        ] {
            let expected = is_asked.then(|| ("advice_given".to_owned(), Ask::AlcoholAdvice));
            assert_eq!(asked::<Alcohol>(&body), Vec::from_iter(expected), "{body}");
        }
    }
}
