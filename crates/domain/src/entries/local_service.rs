//! A service near a children's centre that families can be referred to, or go to by themselves: a line of the directory.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Ask, Findings};

/// REF-07. About the centre in whose area it is. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct LocalService {
    /// What it is called.
    pub name: String,
    /// What it helps with.
    pub what_for: String,
    /// Who may refer, or whether families go by themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub who_may_refer: String,
    /// How one refers.
    pub how: String,
    /// Its telephone number.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// Which area it serves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub area: String,
    /// For children of which age.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub ages: String,
    /// When it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opening: String,
    /// When somebody last made sure that all this is right.
    #[ts(type = "string")]
    pub checked_on: NaiveDate,
    /// Since when there is no such service any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 1_000;
const CHECKED_LONG_AGO: Days = Days::new(365);

impl LocalService {
    /// Whether families can be referred to it on a day.
    #[must_use]
    pub fn is_there(&self, on: NaiveDate) -> bool {
        self.ended_on.is_none_or(|ended| on < ended)
    }

    /// Whether nobody has made sure of it for a year.
    #[must_use]
    pub fn was_checked_long_ago(&self, on: NaiveDate) -> bool {
        on.checked_sub_days(CHECKED_LONG_AGO).is_some_and(|year_ago| self.checked_on < year_ago)
    }
}

impl Body for LocalService {
    const SAMPLE: &str = concat!(
        r#"{"name":"Saltmere speech and language drop-in","what_for":"Talking and understanding","#,
        r#""who_may_refer":"Anybody; families can go by themselves","how":"Ring, or come on a Tuesday","#,
        r#""phone":"07700 900141","area":"Saltmere and the marsh","ages":"18 months to 5 years","#,
        r#""opening":"Tuesdays 10:00 to 12:00","checked_on":"2026-10-01","ended_on":"2026-12-31"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("name", &self.name, LONGEST_LINE);
        found.require_text("what_for", &self.what_for, LONGEST_TEXT);
        found.require_text("how", &self.how, LONGEST_TEXT);
        for (field, text) in [("phone", &self.phone), ("area", &self.area), ("ages", &self.ages)] {
            found.limit_text(field, text, LONGEST_LINE);
        }
        found.limit_text("who_may_refer", &self.who_may_refer, LONGEST_TEXT);
        found.limit_text("opening", &self.opening, LONGEST_TEXT);
        found.refuse_future("checked_on", self.checked_on, about.today());
        if !about.clock_doubtful && self.was_checked_long_ago(about.today()) {
            found.ask("checked_on", Ask::CheckedLongAgo);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{asked, each_is_fine, each_is_refused, laid_over};
    use crate::invalid::Rule;

    // Shows REF-07.
    #[test]
    fn a_line_of_the_directory_says_what_for_and_how() {
        each_is_refused::<LocalService>(&[
            (json!({ "name": "" }), "name", Rule::Required),
            (json!({ "what_for": "" }), "what_for", Rule::Required),
            (json!({ "how": "" }), "how", Rule::Required),
            (json!({ "checked_on": "2026-11-04" }), "checked_on", Rule::InTheFuture),
            (json!({ "phone": "0".repeat(201) }), "phone", Rule::TooLong),
        ]);
        each_is_fine::<LocalService>(&[json!({ "phone": null, "area": null, "ages": null, "ended_on": null })]);
    }

    // Shows REF-07.
    #[test]
    fn what_nobody_made_sure_of_for_a_year_is_asked_about() {
        assert_eq!(asked::<LocalService>(&json!({ "checked_on": "2025-11-03" })), []);
        let asked = asked::<LocalService>(&json!({ "checked_on": "2025-11-02" }));
        assert_eq!(asked, [("checked_on".to_owned(), Ask::CheckedLongAgo)]);
    }

    #[test]
    fn nobody_is_referred_to_a_service_from_the_day_on_which_it_ended() {
        let service: LocalService = laid_over(&json!({ "ended_on": "2026-12-31" }));
        let on = |day: &str| service.is_there(day.parse().unwrap());
        assert!(on("2026-12-30") && !on("2026-12-31"));
    }
}
