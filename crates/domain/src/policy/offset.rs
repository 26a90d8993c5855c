//! How long after a birth or an expected date something is: `14 days`, `8 weeks`, `15 months`, `84 days before`, `birth`.

use std::fmt;
use std::str::FromStr;

use chrono::{Days, Months, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

const LONGEST_DAYS: i32 = 4_000;
const LONGEST_MONTHS: u32 = 120;

/// A distance from a birth or an expected date.
///
/// Months are calendar months. Where the month is too short, its last day stands in: 12 months after 29 February is
/// 28 February, as for an age (`time::Age`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offset {
    /// Days after, or before where negative. Weeks are read as seven days each.
    Days(i32),
    /// Calendar months after.
    Months(u32),
    /// The day of birth; until then, the expected one.
    Birth,
}

/// A text that is no offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a time such as \"14 days\", \"8 weeks\", \"15 months\", \"84 days before\" or \"birth\"")]
pub struct NotAnOffset;

impl Offset {
    /// The day this far from `anchor`, of a child that was born, or else is expected, on `birth`.
    ///
    /// None only beyond the ends of the calendar, 262,000 years away.
    #[must_use]
    pub fn after(self, anchor: NaiveDate, birth: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Days(days @ ..0) => anchor.checked_sub_days(Days::new(u64::from(days.unsigned_abs()))),
            Self::Days(days) => anchor.checked_add_days(Days::new(u64::from(days.unsigned_abs()))),
            Self::Months(months) => anchor.checked_add_months(Months::new(months)),
            Self::Birth => Some(birth),
        }
    }
}

impl FromStr for Offset {
    type Err = NotAnOffset;

    fn from_str(text: &str) -> Result<Self, NotAnOffset> {
        let words: Vec<&str> = text.split(' ').collect();
        let (number, unit, sign) = match words[..] {
            ["birth"] => return Ok(Self::Birth),
            [number, unit] => (number, unit, 1),
            [number, unit, "before"] => (number, unit, -1),
            _ => return Err(NotAnOffset),
        };
        let plain = number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit());
        let number: i32 = number.parse().ok().filter(|_| plain).ok_or(NotAnOffset)?;
        match unit {
            "day" | "days" if number <= LONGEST_DAYS => Ok(Self::Days(sign * number)),
            "week" | "weeks" if number <= LONGEST_DAYS / 7 => Ok(Self::Days(sign * number * 7)),
            "month" | "months" if sign > 0 && number.unsigned_abs() <= LONGEST_MONTHS => {
                Ok(Self::Months(number.unsigned_abs()))
            }
            _ => Err(NotAnOffset),
        }
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |number: u32| if number == 1 { "" } else { "s" };
        match self {
            Self::Birth => f.write_str("birth"),
            Self::Days(days) => {
                let number = days.unsigned_abs();
                write!(f, "{number} day{}{}", plural(number), if *days < 0 { " before" } else { "" })
            }
            Self::Months(months) => write!(f, "{months} month{}", plural(*months)),
        }
    }
}

impl Serialize for Offset {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn an_offset_is_read_as_it_is_said() {
        for (text, offset, said) in [
            ("1 day", Offset::Days(1), "1 day"),
            ("8 weeks", Offset::Days(56), "56 days"),
            ("84 days before", Offset::Days(-84), "84 days before"),
            ("15 months", Offset::Months(15), "15 months"),
            ("birth", Offset::Birth, "birth"),
        ] {
            assert_eq!(text.parse(), Ok(offset), "{text}");
            assert_eq!(offset.to_string(), said);
        }
        for text in ["", "14", "14 Days", "-1 days", "1 month before", "14  days", "1 year", "99999 days", "+3 days"] {
            assert_eq!(text.parse::<Offset>(), Err(NotAnOffset), "{text}");
        }
    }

    #[test]
    fn where_a_month_is_too_short_its_last_day_stands_in() {
        for (birth, months, day) in [
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 24, "2026-02-28"),
            ("2024-02-29", 48, "2028-02-29"),
            ("2025-11-30", 3, "2026-02-28"),
            ("2025-05-31", 9, "2026-02-28"),
        ] {
            let birth = date(birth);
            assert_eq!(Offset::Months(months).after(birth, birth), Some(date(day)), "{birth} and {months} months");
        }
    }

    #[test]
    fn days_are_counted_across_a_change_of_clocks_like_any_others() {
        let birth = date("2026-10-25");
        assert_eq!(Offset::Days(14).after(birth, birth), Some(date("2026-11-08")));
        assert_eq!(Offset::Days(-84).after(birth, birth), Some(date("2026-08-02")));
    }
}
