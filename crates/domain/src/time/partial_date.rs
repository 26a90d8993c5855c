//! A date as somebody remembers it: a day, a month, a year, or about a year.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

/// How much of a date is known; the vaguest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// About a year: the year before or after is possible.
    About,
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

/// A date of history, with the precision at which it is known.
///
/// Written `2026-03-02`, `2026-03`, `2026` or `about 2019`; each has that one spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, TS)]
#[ts(type = "string")]
pub struct PartialDate {
    /// The first day of the day, month or year.
    first: NaiveDate,
    precision: Precision,
}

/// A text that is none of the spellings of a [`PartialDate`]. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a date, a month, a year or about a year")]
pub struct NotADate;

impl PartialDate {
    /// Known to the day.
    #[must_use]
    pub fn day(date: NaiveDate) -> Self {
        Self { first: date, precision: Precision::Day }
    }

    /// Known to the month (1 to 12) of a year (1 to 9999).
    ///
    /// # Errors
    /// There is no such month or year.
    pub fn month(year: i32, month: u32) -> Result<Self, NotADate> {
        Self::starting(year, month, Precision::Month)
    }

    /// Known to the year (1 to 9999).
    ///
    /// # Errors
    /// The year has more than four digits.
    pub fn year(year: i32) -> Result<Self, NotADate> {
        Self::starting(year, 1, Precision::Year)
    }

    /// Known to be about a year (1 to 9999).
    ///
    /// # Errors
    /// The year has more than four digits.
    pub fn about(year: i32) -> Result<Self, NotADate> {
        Self::starting(year, 1, Precision::About)
    }

    fn starting(year: i32, month: u32, precision: Precision) -> Result<Self, NotADate> {
        let four_digits = (1..=9999).contains(&year);
        let first = NaiveDate::from_ymd_opt(year, month, 1).filter(|_| four_digits);
        first.map(|first| Self { first, precision }).ok_or(NotADate)
    }

    /// How much is known.
    #[must_use]
    pub fn precision(self) -> Precision {
        self.precision
    }

    /// The date, where it is known to the day.
    #[must_use]
    pub fn exact(self) -> Option<NaiveDate> {
        (self.precision == Precision::Day).then_some(self.first)
    }

    /// The day that it sorts by: the first of the day, month or year.
    #[must_use]
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// The earliest day that it can be. "About 2019" reaches back to 1 January 2018.
    #[must_use]
    pub fn earliest(self) -> NaiveDate {
        match self.precision {
            Precision::About => self.first.checked_sub_months(Months::new(12)).unwrap_or(NaiveDate::MIN),
            Precision::Year | Precision::Month | Precision::Day => self.first,
        }
    }

    /// The latest day that it can be. "About 2019" reaches on to 31 December 2020.
    #[must_use]
    pub fn latest(self) -> NaiveDate {
        let months = match self.precision {
            Precision::About => 24,
            Precision::Year => 12,
            Precision::Month => 1,
            Precision::Day => return self.first,
        };
        let next = self.first.checked_add_months(Months::new(months));
        next.and_then(|next| next.checked_sub_days(Days::new(1))).unwrap_or(NaiveDate::MAX)
    }

    /// Whether it is before `day` however it is read: what "before birth" and "in the past" need.
    #[must_use]
    pub fn is_surely_before(self, day: NaiveDate) -> bool {
        self.latest() < day
    }
}

impl From<NaiveDate> for PartialDate {
    fn from(date: NaiveDate) -> Self {
        Self::day(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.precision {
            Precision::Day => write!(f, "{}", self.first),
            Precision::Month => write!(f, "{}", self.first.format("%Y-%m")),
            Precision::Year => write!(f, "{}", self.first.format("%Y")),
            Precision::About => write!(f, "about {}", self.first.format("%Y")),
        }
    }
}

impl FromStr for PartialDate {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let read = match text.strip_prefix("about ") {
            Some(year) => Self::about(number(year)?)?,
            None if text.len() == 4 => Self::year(number(text)?)?,
            None if text.len() == 7 => {
                let (year, month) = text.split_once('-').ok_or(NotADate)?;
                Self::month(number(year)?, number(month)?)?
            }
            None => Self::day(text.parse().map_err(|_| NotADate)?),
        };
        // One date, one spelling: `2026-3-2` and `02026` are refused.
        if read.to_string() == text { Ok(read) } else { Err(NotADate) }
    }
}

fn number<N: FromStr>(digits: &str) -> Result<N, NotADate> {
    digits.parse().map_err(|_| NotADate)
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_is_written_as_precisely_as_it_is_known() {
        let spellings = [
            ("2026-03-02", Precision::Day),
            ("2026-03", Precision::Month),
            ("2026", Precision::Year),
            ("about 2019", Precision::About),
        ];
        for (text, precision) in spellings {
            let read: PartialDate = text.parse().unwrap();
            assert_eq!(read.precision(), precision, "{text}");
            assert_eq!(read.to_string(), text);
            assert_eq!(serde_json::to_value(read).unwrap(), text);
            assert_eq!(serde_json::from_value::<PartialDate>(text.into()).unwrap(), read);
        }
    }

    #[test]
    fn a_date_with_another_spelling_is_refused() {
        let refused = [
            "",
            "26",
            "0000",
            "02026",
            "-026",
            "+026",
            "2026-13",
            "2026-00",
            "2026-3",
            "2026-3-2",
            "2026-02-29",
            " 2026",
            "About 2019",
            "about 2019-03",
            "about",
            "02/11/2026",
            "2026-03-02T00:00:00Z",
            "２０２６",
        ];
        for text in refused {
            assert_eq!(text.parse::<PartialDate>(), Err(NotADate), "{text}");
        }
    }

    #[test]
    fn a_vague_date_spans_every_day_that_it_can_be() {
        let spans = [
            ("2026-03-02", "2026-03-02", "2026-03-02"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("2026", "2026-01-01", "2026-12-31"),
            ("about 2019", "2018-01-01", "2020-12-31"),
        ];
        for (text, earliest, latest) in spans {
            let read: PartialDate = text.parse().unwrap();
            assert_eq!((read.earliest(), read.latest()), (date(earliest), date(latest)), "{text}");
        }
    }

    #[test]
    fn a_year_of_birth_itself_is_not_surely_before_birth() {
        let before = |text: &str| text.parse::<PartialDate>().unwrap().is_surely_before(date("2026-03-02"));
        assert!(before("2026-03-01") && before("2026-02") && before("2025") && before("about 2024"));
        assert!(!before("2026-03-02") && !before("2026-03") && !before("2026") && !before("about 2025"));
    }

    proptest! {
        #[test]
        fn every_date_is_read_back_as_it_was_written(days in NaiveDate::MIN.to_epoch_days()..=NaiveDate::MAX.to_epoch_days()) {
            let written = PartialDate::day(NaiveDate::from_epoch_days(days).unwrap());
            prop_assert_eq!(written.to_string().parse(), Ok(written));
        }

        #[test]
        fn every_vague_date_is_read_back_and_spans_its_first_day(year in 1..=9999, month in 1..=12_u32) {
            for vague in [PartialDate::month(year, month), PartialDate::year(year), PartialDate::about(year)] {
                let vague = vague.unwrap();
                prop_assert_eq!(vague.to_string().parse(), Ok(vague));
                prop_assert!(vague.earliest() <= vague.first_day() && vague.first_day() <= vague.latest());
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in ".{0,12}") {
            let _ = text.parse::<PartialDate>();
        }
    }
}
