//! When something happened: an instant with its offset, or a date as precise as it is known.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Days, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, TimeDelta};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

use super::{PartialDate, Precision};

const LATE_AFTER: TimeDelta = TimeDelta::hours(24);
const CLOCKS_MAY_DIFFER_BY: TimeDelta = TimeDelta::minutes(5);

/// When something happened. Written as RFC 3339 (`2026-03-02T09:12:00Z`), or as a [`PartialDate`]: a `T` tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, TS)]
#[ts(type = "string")]
pub enum Occurred {
    /// At this instant. The offset tells which day it was for the people there, and 01:30 from 01:30 when clocks go back.
    Instant(DateTime<FixedOffset>),
    /// On this day, or in this month or year.
    On(PartialDate),
}

/// A text that is neither an instant nor a date. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither an instant (RFC 3339) nor a date")]
pub struct NotATime;

impl Occurred {
    /// The day, for the people there, where it is known to the day.
    #[must_use]
    pub fn day(self) -> Option<NaiveDate> {
        match self {
            Self::Instant(at) => Some(at.date_naive()),
            Self::On(date) => date.exact(),
        }
    }

    /// The earliest day that it can have been.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        match self {
            Self::Instant(at) => at.date_naive(),
            Self::On(date) => date.earliest(),
        }
    }

    /// The latest day that it can have been.
    #[must_use]
    pub fn latest(self) -> NaiveDate {
        match self {
            Self::Instant(at) => at.date_naive(),
            Self::On(date) => date.latest(),
        }
    }

    /// Whether it was before `day` however it is read; nothing happens to a child before its birth.
    #[must_use]
    pub fn is_surely_before(self, day: NaiveDate) -> bool {
        self.latest() < day
    }

    /// Whether it was recorded over 24 hours after it surely had happened, which needs a reason.
    ///
    /// A day counts to its end, so nothing is late by guess. A month, a year or "about" is history being taken, never late.
    #[must_use]
    pub fn is_late(self, recorded_at: DateTime<FixedOffset>) -> bool {
        match self {
            Self::Instant(at) => recorded_at - at > LATE_AFTER,
            Self::On(date) => date
                .exact()
                .and_then(day_after)
                .is_some_and(|next| recorded_at.naive_local() - next.and_time(NaiveTime::MIN) > LATE_AFTER),
        }
    }

    /// Whether it is surely after the moment of recording: over 5 minutes for an instant, a later day for a date.
    #[must_use]
    pub fn is_ahead_of(self, recorded_at: DateTime<FixedOffset>) -> bool {
        match self {
            Self::Instant(at) => at - recorded_at > CLOCKS_MAY_DIFFER_BY,
            Self::On(date) => date.earliest() > recorded_at.date_naive(),
        }
    }

    /// Where it stands in a chronology: by day as people there saw it, the vaguer first, then by instant to the second.
    ///
    /// One number, so that a store can sort by it. Equal keys are left to ancestry, device and id.
    #[must_use]
    pub fn order(self) -> i64 {
        // A day is 200,000 wide: 0-3 for dates, then UTC seconds from that day's midnight, 14 hours early at most.
        let (day, within) = match self {
            Self::On(date) => (date.first_day(), vagueness(date.precision())),
            Self::Instant(at) => {
                let day = at.date_naive();
                (day, 50_404 + (at.naive_utc() - day.and_time(NaiveTime::MIN)).num_seconds())
            }
        };
        i64::from(day.to_epoch_days()) * 200_000 + within
    }
}

fn vagueness(precision: Precision) -> i64 {
    match precision {
        Precision::About => 0,
        Precision::Year => 1,
        Precision::Month => 2,
        Precision::Day => 3,
    }
}

fn day_after(date: NaiveDate) -> Option<NaiveDate> {
    date.checked_add_days(Days::new(1))
}

impl fmt::Display for Occurred {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(at) => f.write_str(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            Self::On(date) => date.fmt(f),
        }
    }
}

impl FromStr for Occurred {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        if text.contains('T') {
            DateTime::parse_from_rfc3339(text).map(Self::Instant).map_err(|_| NotATime)
        } else {
            text.parse().map(Self::On).map_err(|_| NotATime)
        }
    }
}

impl Serialize for Occurred {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Occurred {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn occurred(text: &str) -> Occurred {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_moment_is_written_short_and_read_back() {
        let spellings = [
            "2026-11-02T09:12:00Z",
            "2026-07-02T09:12:00+01:00",
            "2026-11-02T09:12:00.250Z",
            "2026-11-02",
            "2026-11",
            "2026",
            "about 2019",
        ];
        for text in spellings {
            assert_eq!(occurred(text).to_string(), text);
            let json = serde_json::to_string(&occurred(text)).unwrap();
            assert_eq!(json, format!("\"{text}\""), "one string on the wire");
            assert_eq!(serde_json::from_str::<Occurred>(&json).unwrap(), occurred(text));
        }
        for text in ["", "2026-11-02T09:12", "2026-11-02 09:12:00Z", "yesterday", "T"] {
            assert_eq!(text.parse::<Occurred>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn a_chronology_runs_by_day_and_then_by_instant() {
        let in_order = [
            "about 2025",
            "2025",
            "2025-12-31",
            "2026",
            "2026-03",
            "2026-03-01T23:50:00Z",
            "2026-03-02",
            "2026-03-02T00:10:00Z",
            "2026-03-02T14:00:00Z",
            "2026-10-25T01:30:00+01:00",
            "2026-10-25T01:30:00Z",
            "2026-10-25T23:59:59Z",
            "2026-10-26",
        ];
        for pair in in_order.windows(2) {
            assert!(occurred(pair[0]).order() < occurred(pair[1]).order(), "{} comes before {}", pair[0], pair[1]);
        }
    }

    #[test]
    fn recorded_over_24_hours_later_is_late() {
        let cases = [
            ("2026-11-02T09:00:00Z", "2026-11-03T09:00:00Z", false),
            ("2026-11-02T09:00:00Z", "2026-11-03T09:00:01Z", true),
            ("2026-10-25T01:30:00+01:00", "2026-10-26T00:30:00Z", false),
            ("2026-10-25T01:30:00+01:00", "2026-10-26T01:00:00Z", true),
            ("2026-11-02", "2026-11-02T23:00:00Z", false),
            ("2026-11-02", "2026-11-04T00:00:00Z", false),
            ("2026-11-02", "2026-11-04T00:00:01Z", true),
            ("2026-10", "2026-11-20T09:00:00Z", false),
            ("about 2019", "2026-11-20T09:00:00Z", false),
            ("2026-11-05T09:00:00Z", "2026-11-02T09:00:00Z", false),
        ];
        for (happened, recorded, late) in cases {
            assert_eq!(occurred(happened).is_late(at(recorded)), late, "{happened} recorded {recorded}");
        }
    }

    #[test]
    fn five_minutes_ahead_of_the_clock_is_allowed() {
        let recorded = at("2026-11-02T09:00:00Z");
        for (text, ahead) in [
            ("2026-11-02T09:05:00Z", false),
            ("2026-11-02T09:05:01Z", true),
            ("2026-11-02", false),
            ("2026-11-03", true),
            ("2026-11", false),
            ("2026", false),
            ("2027", true),
            ("about 2027", false),
        ] {
            assert_eq!(occurred(text).is_ahead_of(recorded), ahead, "{text}");
        }
    }

    #[test]
    fn a_visit_before_birth_is_seen_whatever_its_precision() {
        let birth = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        for text in ["2024-01-01T09:00:00Z", "2026-11-01", "2026-10", "2025", "about 2024"] {
            assert!(occurred(text).is_surely_before(birth), "{text}");
        }
        for text in ["2026-11-02T00:00:00Z", "2026-11", "2026", "about 2025"] {
            assert!(!occurred(text).is_surely_before(birth), "{text}");
        }
    }

    prop_compose! {
        fn any_instant()(seconds in -4_000_000_000..8_000_000_000_i64, quarters in -48..=56_i32) -> DateTime<FixedOffset> {
            let offset = FixedOffset::east_opt(quarters * 900).unwrap();
            DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&offset)
        }
    }

    proptest! {
        #[test]
        fn every_instant_is_read_back_with_its_offset(at in any_instant()) {
            let Occurred::Instant(read) = occurred(&Occurred::Instant(at).to_string()) else { panic!("an instant stays one") };
            prop_assert_eq!((read, read.offset()), (at, at.offset()));
        }

        #[test]
        fn instants_of_one_day_sort_by_instant_and_days_by_day(first in any_instant(), second in any_instant(), seconds in 0..86_400_i64) {
            let (one, two) = (Occurred::Instant(first), Occurred::Instant(second));
            if first.date_naive() != second.date_naive() {
                prop_assert_eq!(one.order() < two.order(), first.date_naive() < second.date_naive());
            }
            let later = first + TimeDelta::seconds(seconds);
            if later.date_naive() == first.date_naive() && seconds > 0 {
                prop_assert!(one.order() < Occurred::Instant(later).order());
            }
            let day = Occurred::On(PartialDate::day(first.date_naive()));
            prop_assert!(day.order() < one.order(), "a day without a time comes first");
        }
    }
}
