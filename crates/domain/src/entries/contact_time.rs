//! How long a piece of work took: what was planned, what it became, the way there and the writing. A time study.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Ask, Findings, Rule};
use crate::time::clock;

/// What the time went into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// A home visit.
    HomeVisit,
    /// A contact in a clinic.
    Clinic,
    /// A telephone or video call.
    Call,
    /// A group.
    Group,
    /// A meeting.
    Meeting,
    /// Records, letters, planning.
    Desk,
    /// Another.
    Other,
}

/// CON-09. About the member of staff whose time it was. It names no family and has no box for one. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ContactTime {
    /// What it went into.
    pub work: Work,
    /// On which day.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// When it was planned to start.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "clock::optional")]
    #[ts(optional, type = "string")]
    pub planned_start: Option<NaiveTime>,
    /// When it was planned to end.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "clock::optional")]
    #[ts(optional, type = "string")]
    pub planned_end: Option<NaiveTime>,
    /// When it started.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "clock::optional")]
    #[ts(optional, type = "string")]
    pub started_at: Option<NaiveTime>,
    /// When it ended.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "clock::optional")]
    #[ts(optional, type = "string")]
    pub ended_at: Option<NaiveTime>,
    /// Minutes of travel, there and back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub travel_min: Option<u16>,
    /// Minutes of writing and telephoning afterwards.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub admin_min: Option<u16>,
}

/// Ten hours, as a contact lasts at most.
const MOST_MIN: u16 = 600;
const LONG_MIN: i64 = 240;

impl ContactTime {
    /// Minutes from start to end, where both are known.
    #[must_use]
    pub fn worked_min(&self) -> Option<i64> {
        minutes(self.started_at, self.ended_at)
    }

    /// Minutes that it was planned to take, where both times are known.
    #[must_use]
    pub fn planned_min(&self) -> Option<i64> {
        minutes(self.planned_start, self.planned_end)
    }
}

fn minutes(start: Option<NaiveTime>, end: Option<NaiveTime>) -> Option<i64> {
    Some((end? - start?).num_minutes())
}

impl Body for ContactTime {
    const SAMPLE: &str = concat!(
        r#"{"work":"home_visit","on":"2026-11-02","planned_start":"09:30:00","planned_end":"10:30:00","#,
        r#""started_at":"09:40:00","ended_at":"10:50:00","travel_min":25,"admin_min":30}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        let halves = [
            ("planned_start", self.planned_start, "planned_end", self.planned_end),
            ("started_at", self.started_at, "ended_at", self.ended_at),
        ];
        for (first, start, last, end) in halves {
            match (start, end) {
                (Some(start), Some(end)) if end <= start => found.reject(last, Rule::EndsBeforeStart),
                (Some(_), None) => found.reject(last, Rule::Required),
                (None, Some(_)) => found.reject(first, Rule::Required),
                (Some(_), Some(_)) | (None, None) => {}
            }
        }
        found.refuse_outside("travel_min", self.travel_min, 0..=MOST_MIN);
        found.refuse_outside("admin_min", self.admin_min, 0..=MOST_MIN);
        let happened = self.started_at.is_some() || self.travel_min.is_some() || self.admin_min.is_some();
        if happened {
            found.refuse_future("on", self.on, about.today());
        } else if self.planned_start.is_none() && self.planned_end.is_none() {
            found.reject("started_at", Rule::NothingRecorded);
        }
        if self.worked_min().is_some_and(|minutes| minutes > LONG_MIN) {
            found.ask("ended_at", Ask::LongContact);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{asked, each_is_fine, each_is_refused, laid_over};

    // Shows CON-09.
    #[test]
    fn time_has_both_its_ends_and_what_happened_is_not_after_today() {
        each_is_refused::<ContactTime>(&[
            (json!({ "planned_end": "09:30:00" }), "planned_end", Rule::EndsBeforeStart),
            (json!({ "ended_at": "09:39:00" }), "ended_at", Rule::EndsBeforeStart),
            (json!({ "started_at": null }), "started_at", Rule::Required),
            (json!({ "planned_end": null }), "planned_end", Rule::Required),
            (json!({ "travel_min": 601 }), "travel_min", Rule::OutOfRange),
            (json!({ "admin_min": 601 }), "admin_min", Rule::OutOfRange),
            (json!({ "on": "2026-11-04" }), "on", Rule::InTheFuture),
        ]);
        let nothing = json!({
            "planned_start": null, "planned_end": null, "started_at": null, "ended_at": null, "travel_min": null,
            "admin_min": null
        });
        each_is_refused::<ContactTime>(&[(nothing, "started_at", Rule::NothingRecorded)]);
        let only_planned = json!({
            "on": "2026-11-20", "started_at": null, "ended_at": null, "travel_min": null, "admin_min": null
        });
        each_is_fine::<ContactTime>(&[only_planned, json!({ "planned_start": null, "planned_end": null })]);
    }

    // Shows CON-09.
    #[test]
    fn planned_and_worked_minutes_are_those_between_the_times() {
        let time: ContactTime = laid_over(&json!({}));
        assert_eq!((time.planned_min(), time.worked_min()), (Some(60), Some(70)));
        let planned: ContactTime = laid_over(&json!({ "started_at": null, "ended_at": null }));
        assert_eq!(planned.worked_min(), None);
    }

    #[test]
    fn over_four_hours_are_asked_about() {
        assert_eq!(asked::<ContactTime>(&json!({ "ended_at": "13:40:00" })), []);
        assert_eq!(
            asked::<ContactTime>(&json!({ "ended_at": "13:41:00" })),
            [("ended_at".to_owned(), Ask::LongContact)]
        );
    }
}
