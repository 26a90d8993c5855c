//! A session of a group or a clinic at a centre. Who came is an entry of each of them, so it names nobody.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::StaffId;
use crate::invalid::{Findings, Rule};
use crate::time::clock;

/// What sort of session it is (CSDS group session).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupKind {
    /// Well-baby clinic.
    WellBabyClinic,
    /// Baby group.
    BabyGroup,
    /// Parenting course.
    ParentingCourse,
    /// Antenatal class.
    AntenatalClass,
    /// Help with feeding.
    FeedingGroup,
    /// Another.
    Other,
}

/// REP-09 and DOMAIN 3.10b. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct GroupSession {
    /// What sort.
    pub kind: GroupKind,
    /// What it is called.
    pub title: String,
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// From when.
    #[serde(deserialize_with = "clock::deserialize")]
    #[ts(type = "string")]
    pub starts_at: NaiveTime,
    /// Until when.
    #[serde(deserialize_with = "clock::deserialize")]
    #[ts(type = "string")]
    pub ends_at: NaiveTime,
    /// Where.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub room: String,
    /// Who leads it.
    pub leader: StaffId,
    /// How many can come: 1 to 500.
    pub places: u16,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub topics: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for GroupSession {
    const SAMPLE: &str = concat!(
        r#"{"kind":"baby_group","title":"Little Waves","on":"2026-11-05","starts_at":"10:00:00","#,
        r#""ends_at":"11:30:00","room":"Blue room","leader":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","places":12,"#,
        r#""topics":"Weaning; songs"}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("title", &self.title, LONGEST_LINE);
        found.limit_text("room", &self.room, LONGEST_LINE);
        found.limit_text("topics", &self.topics, LONGEST_TEXT);
        if self.ends_at <= self.starts_at {
            found.reject("ends_at", Rule::EndsBeforeStart);
        }
        if !(1..=MOST_PLACES).contains(&self.places) {
            found.reject("places", Rule::OutOfRange);
        }
        found
    }
}

const MOST_PLACES: u16 = 500;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::each_is_refused;

    #[test]
    fn a_session_ends_after_it_starts_and_somebody_can_come() {
        each_is_refused::<GroupSession>(&[
            (json!({ "ends_at": "10:00:00" }), "ends_at", Rule::EndsBeforeStart),
            (json!({ "places": 0 }), "places", Rule::OutOfRange),
            (json!({ "places": 501 }), "places", Rule::OutOfRange),
            (json!({ "title": "" }), "title", Rule::Required),
        ]);
    }
}
