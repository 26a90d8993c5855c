//! How old a child is, and how old corrected for an early birth.

use chrono::{Datelike, Months, NaiveDate};

use super::Gestation;

const DAYS_ONLY_BEFORE: u32 = 2 * 7;
const WEEKS_BEFORE: u32 = 16 * 7;
const MONTHS_ONLY_BEFORE: u32 = 24;

/// An age on a day, counted from birth (chronological) or from the expected date (corrected).
///
/// Months are calendar months. Where the month is too short for the birthday, its last day stands in: a child born
/// on 29 February is one year old on 28 February.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    from: NaiveDate,
    on: NaiveDate,
}

/// A child's age had it been born when expected, or why there is none to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CorrectedAge {
    /// Born at 37+0 or later: the chronological age is the age.
    NotNeeded,
    /// Nobody recorded the gestation. It is never taken for 40 weeks in silence.
    GestationUnknown,
    /// Born early, and not yet expected: so many days are left.
    BeforeExpected(u32),
    /// Counted from the expected date.
    Corrected(Age),
}

impl Age {
    /// The age on a day of somebody born on `birth`; none before birth.
    #[must_use]
    pub fn on(birth: NaiveDate, on: NaiveDate) -> Option<Self> {
        (birth <= on).then_some(Self { from: birth, on })
    }

    /// This chronological age, corrected for the gestation at birth. There is no age at which correction stops.
    #[must_use]
    pub fn corrected(self, gestation: Option<Gestation>) -> CorrectedAge {
        let Some(gestation) = gestation else { return CorrectedAge::GestationUnknown };
        if !gestation.is_preterm() {
            return CorrectedAge::NotNeeded;
        }
        let expected = gestation.expected_date(self.from);
        Self::on(expected, self.on)
            .map_or_else(|| CorrectedAge::BeforeExpected(days_between(self.on, expected)), CorrectedAge::Corrected)
    }

    /// Completed days.
    #[must_use]
    pub fn days(self) -> u32 {
        days_between(self.from, self.on)
    }

    /// Completed weeks.
    #[must_use]
    pub fn weeks(self) -> u32 {
        self.days() / 7
    }

    /// Completed calendar months.
    #[must_use]
    pub fn months(self) -> u32 {
        let of = |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
        let months = u32::try_from(of(self.on) - of(self.from)).unwrap_or(0);
        let reached = self.from.checked_add_months(Months::new(months)).is_some_and(|date| date <= self.on);
        if reached { months } else { months.saturating_sub(1) }
    }

    /// Days over the completed months, as 25 months and 15 days are said.
    #[must_use]
    pub fn days_over_months(self) -> u32 {
        let reached = self.from.checked_add_months(Months::new(self.months()));
        reached.map_or(0, |reached| days_between(reached, self.on))
    }

    /// Completed years.
    #[must_use]
    pub fn years(self) -> u32 {
        self.months() / 12
    }

    /// In words, as precisely as matters at that age: days under 2 weeks, weeks under 16, months under 2 years.
    #[must_use]
    pub fn in_words(self) -> String {
        let (days, months) = (self.days(), self.months());
        if days < DAYS_ONLY_BEFORE {
            count(days, "day")
        } else if days < WEEKS_BEFORE {
            counts(self.weeks(), "week", days % 7, "day")
        } else if months < MONTHS_ONLY_BEFORE {
            count(months, "month")
        } else {
            counts(self.years(), "year", months % 12, "month")
        }
    }
}

fn days_between(earlier: NaiveDate, later: NaiveDate) -> u32 {
    u32::try_from((later - earlier).num_days()).unwrap_or(0)
}

fn count(number: u32, unit: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {unit}{plural}")
}

fn counts(number: u32, unit: &str, rest: u32, small_unit: &str) -> String {
    let whole = count(number, unit);
    if rest == 0 { whole } else { format!("{whole} {}", count(rest, small_unit)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn age(birth: &str, on: &str) -> Age {
        Age::on(date(birth), date(on)).unwrap()
    }

    #[test]
    fn an_age_is_said_as_precisely_as_matters() {
        let said = [
            ("2026-03-02", "2026-03-02", "0 days"),
            ("2026-03-02", "2026-03-03", "1 day"),
            ("2026-03-02", "2026-03-15", "13 days"),
            ("2026-03-02", "2026-03-16", "2 weeks"),
            ("2026-03-12", "2026-05-10", "8 weeks 3 days"),
            ("2026-01-10", "2026-04-26", "15 weeks 1 day"),
            ("2026-01-10", "2026-05-02", "3 months"),
            ("2026-01-10", "2026-05-10", "4 months"),
            ("2024-06-02", "2025-11-20", "17 months"),
            ("2024-03-02", "2026-03-01", "23 months"),
            ("2024-03-02", "2026-03-02", "2 years"),
            ("2024-03-02", "2026-04-02", "2 years 1 month"),
            ("2024-03-02", "2026-06-30", "2 years 3 months"),
            ("1994-03-02", "2026-04-02", "32 years 1 month"),
        ];
        for (birth, on, words) in said {
            assert_eq!(age(birth, on).in_words(), words, "born {birth}, on {on}");
        }
    }

    #[test]
    fn a_child_born_on_29_february_is_a_year_old_on_28_february() {
        assert_eq!(age("2024-02-29", "2025-02-27").months(), 11);
        assert_eq!(age("2024-02-29", "2025-02-28").months(), 12, "DOMAIN 6: add 12 months = 28 February");
        assert_eq!(age("2024-02-29", "2028-02-28").years(), 3, "a leap year has the day itself");
        assert_eq!(age("2024-02-29", "2028-02-29").years(), 4);
        assert_eq!(age("2025-08-31", "2026-02-28").months(), 6);
    }

    #[test]
    fn nobody_has_an_age_before_birth() {
        assert_eq!(Age::on(date("2026-11-02"), date("2024-01-01")), None, "DOMAIN S12: the laptop's clock was reset");
    }

    #[test]
    fn a_baby_born_at_31_plus_2_is_8_weeks_3_days_corrected() {
        let chronological = age("2026-01-10", "2026-05-10");
        assert_eq!((chronological.weeks(), chronological.days() % 7), (17, 1), "DOMAIN S10");
        let CorrectedAge::Corrected(corrected) = chronological.corrected("31+2".parse().ok()) else {
            panic!("a preterm baby after its expected date has a corrected age");
        };
        assert_eq!((corrected.weeks(), corrected.days() % 7), (8, 3));
        assert_eq!(corrected.in_words(), "8 weeks 3 days");
    }

    #[test]
    fn a_corrected_age_says_why_it_is_missing() {
        let chronological = age("2026-01-10", "2026-03-02");
        assert_eq!(chronological.corrected(None), CorrectedAge::GestationUnknown);
        assert_eq!(chronological.corrected("37+0".parse().ok()), CorrectedAge::NotNeeded);
        assert_eq!(chronological.corrected("41+3".parse().ok()), CorrectedAge::NotNeeded);
        assert_eq!(chronological.corrected("31+2".parse().ok()), CorrectedAge::BeforeExpected(10));
    }

    proptest! {
        #[test]
        fn an_age_never_shrinks(birth in 0..30_000_i32, days in 0..40_000_i32) {
            let birth = NaiveDate::from_epoch_days(birth).unwrap();
            let on = |days| Age::on(birth, NaiveDate::from_epoch_days(birth.to_epoch_days() + days).unwrap()).unwrap();
            let (younger, older) = (on(days), on(days + 1));
            prop_assert!(younger.months() <= older.months() && older.months() <= younger.months() + 1);
            prop_assert_eq!(older.days(), younger.days() + 1);
        }

        #[test]
        fn a_birthday_completes_its_months(birth in 0..30_000_i32, months in 0..600_u32) {
            let birth = NaiveDate::from_epoch_days(birth).unwrap();
            let birthday = birth + Months::new(months);
            prop_assert_eq!(Age::on(birth, birthday).unwrap().months(), months);
            if months > 0 {
                prop_assert_eq!(Age::on(birth, birthday.pred_opt().unwrap()).unwrap().months(), months - 1);
            }
        }
    }
}
