//! How long a pregnancy lasted, or had lasted when the mother booked, in weeks and days: 31+2.

use std::borrow::Cow;
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

const TERM_DAYS: u16 = 40 * 7;
const PRETERM_BEFORE_DAYS: u16 = 37 * 7;

/// Weeks (22 to 44) and days of pregnancy at birth, written `31+2`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Gestation {
    days: u16,
}

/// Weeks (4 to 44) and days of pregnancy when the mother booked, written `9+3`. Most book between 8 and 12 weeks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct GestationAtBooking {
    days: u16,
}

/// Why a text or a count of days is not a gestation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum GestationError {
    /// Not weeks and days, such as `31+2`.
    #[error("not weeks and days, such as 31+2")]
    NotAGestation,
    /// Outside 22+0 to 44+6 at birth, 4+0 to 44+6 at booking.
    #[error("gestation is from 22+0 (at booking 4+0) to 44+6 weeks")]
    OutOfRange,
}

impl Gestation {
    /// `weeks` from 22 to 44 and `days` from 0 to 6.
    ///
    /// # Errors
    /// Outside those bounds.
    pub fn new(weeks: u8, days: u8) -> Result<Self, GestationError> {
        in_days(weeks, days, 22..=44).map(|days| Self { days })
    }

    /// The gestation of a baby that was expected on one day and born on another.
    ///
    /// # Errors
    /// The two days are too far apart to be of one pregnancy.
    pub fn from_expected(expected_on: NaiveDate, born_on: NaiveDate) -> Result<Self, GestationError> {
        let days = i64::from(TERM_DAYS) - (expected_on - born_on).num_days();
        let weeks = u8::try_from(days.div_euclid(7)).map_err(|_| GestationError::OutOfRange)?;
        let over = u8::try_from(days.rem_euclid(7)).map_err(|_| GestationError::OutOfRange)?;
        Self::new(weeks, over)
    }

    /// Completed weeks.
    #[must_use]
    pub fn weeks(self) -> u16 {
        self.days / 7
    }

    /// Days over the completed weeks, 0 to 6.
    #[must_use]
    pub fn days(self) -> u16 {
        self.days % 7
    }

    /// Born before 37+0.
    #[must_use]
    pub fn is_preterm(self) -> bool {
        self.days < PRETERM_BEFORE_DAYS
    }

    /// The day on which a baby born on `birth` at this gestation was expected: at 40+0.
    #[must_use]
    pub fn expected_date(self, birth: NaiveDate) -> NaiveDate {
        let late = u64::from(self.days.saturating_sub(TERM_DAYS));
        let early = u64::from(TERM_DAYS.saturating_sub(self.days));
        let expected = birth.checked_add_days(Days::new(early)).and_then(|date| date.checked_sub_days(Days::new(late)));
        // Only at the ends of the calendar, 262,000 years away.
        expected.unwrap_or(birth)
    }
}

fn in_days(weeks: u8, days: u8, allowed: RangeInclusive<u8>) -> Result<u16, GestationError> {
    if !allowed.contains(&weeks) || days > 6 {
        return Err(GestationError::OutOfRange);
    }
    Ok(u16::from(weeks) * 7 + u16::from(days))
}

impl fmt::Display for Gestation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.weeks(), self.days())
    }
}

impl fmt::Display for GestationAtBooking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.days / 7, self.days % 7)
    }
}

impl FromStr for Gestation {
    type Err = GestationError;

    /// Reads `31+2`, spaces allowed, and whole weeks without the `+0`.
    fn from_str(text: &str) -> Result<Self, GestationError> {
        let (weeks, days) = weeks_and_days(text)?;
        Self::new(weeks, days)
    }
}

impl FromStr for GestationAtBooking {
    type Err = GestationError;

    /// Reads what [`Gestation`] reads, from 4 weeks on.
    fn from_str(text: &str) -> Result<Self, GestationError> {
        let (weeks, days) = weeks_and_days(text)?;
        in_days(weeks, days, 4..=44).map(|days| Self { days })
    }
}

fn weeks_and_days(text: &str) -> Result<(u8, u8), GestationError> {
    let (weeks, days) = text.split_once('+').unwrap_or((text, "0"));
    Ok((number(weeks)?, number(days)?))
}

fn number(text: &str) -> Result<u8, GestationError> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or(GestationError::NotAGestation)
}

impl Serialize for Gestation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for GestationAtBooking {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for GestationAtBooking {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Gestation {
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
    fn a_baby_born_at_31_plus_2_was_expected_61_days_later() {
        let gestation: Gestation = "31+2".parse().unwrap();
        assert_eq!(gestation.expected_date(date("2026-01-10")), date("2026-03-12"), "DOMAIN S10");
        assert_eq!("41+3".parse::<Gestation>().unwrap().expected_date(date("2026-03-02")), date("2026-02-20"));
    }

    #[test]
    fn preterm_ends_at_37_weeks() {
        for (text, preterm) in [("22+0", true), ("36+1", true), ("36+6", true), ("37+0", false), ("44+6", false)] {
            assert_eq!(text.parse::<Gestation>().unwrap().is_preterm(), preterm, "{text}");
        }
    }

    #[test]
    fn a_gestation_is_read_with_or_without_spaces_and_written_one_way() {
        for (text, written) in [("31+2", "31+2"), (" 31 + 2 ", "31+2"), ("40", "40+0")] {
            let gestation: Gestation = text.parse().unwrap();
            assert_eq!(gestation.to_string(), written);
            assert_eq!(serde_json::to_value(gestation).unwrap(), written);
        }
    }

    #[test]
    fn what_is_not_a_gestation_says_why() {
        for text in ["21+6", "45+0", "31+7", "300+0"] {
            let refused = text.parse::<Gestation>();
            assert!(refused.is_err(), "{text}");
        }
        assert_eq!("21+6".parse::<Gestation>(), Err(GestationError::OutOfRange));
        for text in ["", "+", "31+", "+2", "31/40", "31+2+1", "-31+2", "31.2", "３１+2"] {
            assert_eq!(text.parse::<Gestation>(), Err(GestationError::NotAGestation), "{text}");
        }
    }

    #[test]
    fn a_mother_books_weeks_before_a_baby_could_be_born() {
        for (text, written) in [("9+3", "9+3"), ("12", "12+0"), ("4+0", "4+0"), ("44+6", "44+6")] {
            let booked: GestationAtBooking = text.parse().unwrap();
            assert_eq!(booked.to_string(), written);
            assert_eq!(serde_json::from_value::<GestationAtBooking>(written.into()).unwrap(), booked);
        }
        for text in ["3+6", "45+0", "9+7"] {
            assert_eq!(text.parse::<GestationAtBooking>(), Err(GestationError::OutOfRange), "{text}");
        }
        assert_eq!("9 weeks".parse::<GestationAtBooking>(), Err(GestationError::NotAGestation));
    }

    proptest! {
        #[test]
        fn the_expected_date_and_the_birth_date_give_the_gestation_back(weeks in 22..=44_u8, days in 0..=6_u8, born in -40_000..40_000_i32) {
            let born = NaiveDate::from_epoch_days(born).unwrap();
            let gestation = Gestation::new(weeks, days).unwrap();
            prop_assert_eq!(Gestation::from_expected(gestation.expected_date(born), born), Ok(gestation));
            prop_assert_eq!(gestation.to_string().parse(), Ok(gestation));
        }

        #[test]
        fn days_too_far_apart_are_no_pregnancy(expected in -4_000_000..4_000_000_i32) {
            let born = date("2026-03-02");
            let Some(expected) = NaiveDate::from_epoch_days(expected) else { return Ok(()) };
            let far = (expected - born).num_days() > 126 || (expected - born).num_days() < -34;
            prop_assert_eq!(Gestation::from_expected(expected, born).is_err(), far);
        }
    }
}
