//! Which reference scores a measurement: by whose age, from when, until when (UK-WHO, its UK90 part only from a pack).

use chrono::NaiveDate;

use super::{Centile, Grams, GrowthTable, Measure, Millimetres, Sex, TableError, Uk90, centile};
use crate::time::Gestation;

/// WHO Child Growth Standards start here, as UK-WHO charts use them: two weeks.
pub(super) const FIRST_SCORED_DAY: i64 = 14;
/// The first day after two years, from which height is measured standing.
const FIRST_STANDING_DAY: i64 = 731;
/// Four years: from here UK-WHO charts use UK90, which is not shipped.
pub(super) const FIRST_UNSCORED_DAY: i64 = 1_461;

/// One measured value, with its unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Measured {
    /// Weight.
    Weight(Grams),
    /// Length lying under two years, height standing from then on.
    LengthOrHeight(Millimetres),
    /// Head circumference.
    Head(Millimetres),
    /// Body mass index, in kg/m².
    Bmi(f64),
    /// A number in the unit of the growth table, as exact as another system gives it.
    Number(Measure, f64),
}

/// What scoring a child's growth needs to know of the child.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Growth<'t> {
    /// Which standard.
    pub sex: Sex,
    /// The birth date.
    pub born_on: NaiveDate,
    /// How long the pregnancy lasted. Unknown is scored as term: say so beside the score.
    pub gestation: Option<Gestation>,
    /// The organisation's UK90 pack, where it has one.
    pub uk90: Option<&'t Uk90>,
}

/// Where a measurement stands among healthy children of that age and sex.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// Standard deviations from the median.
    pub sds: f64,
    /// The same as a centile.
    pub centile: Centile,
}

/// Why a measurement has no score. The value itself is shown all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoScore {
    /// Measured before the child was born.
    #[error("measured before birth")]
    BeforeBirth,
    /// Under two weeks of age, corrected for a preterm birth: that needs UK90.
    #[error("no reference before two weeks of age")]
    BeforeTwoWeeks,
    /// Four years or more: that needs UK90.
    #[error("no reference from four years of age")]
    FromFourYears,
    /// Body mass index is not used under two years.
    #[error("no body mass index before two years of age")]
    BmiBeforeTwoYears,
    /// The table is broken, or lacks this measure.
    #[error("the growth table cannot be used")]
    NoTable(Option<TableError>),
}

impl Measured {
    /// What was measured.
    #[must_use]
    pub fn measure(self) -> Measure {
        match self {
            Self::Weight(_) => Measure::Weight,
            Self::LengthOrHeight(_) => Measure::LengthOrHeight,
            Self::Head(_) => Measure::Head,
            Self::Bmi(_) => Measure::Bmi,
            Self::Number(measure, _) => measure,
        }
    }

    /// The number in the unit of the growth table: kg, cm or kg/m².
    #[must_use]
    pub fn value(self) -> f64 {
        match self {
            Self::Weight(weight) => weight.kilograms(),
            Self::LengthOrHeight(length) | Self::Head(length) => length.centimetres(),
            Self::Bmi(number) | Self::Number(_, number) => number,
        }
    }
}

impl Growth<'_> {
    /// The score for the age since birth, whatever the gestation: the dot of a chart.
    ///
    /// # Errors
    /// There is none at that age. Without UK90, a preterm baby has none by either age before two weeks of corrected age.
    pub fn chronological(&self, measured: Measured, on: NaiveDate) -> Result<Score, NoScore> {
        self.score(measured, on, self.days_since_birth(on))
    }

    /// The score for the age corrected for a birth before 37+0: the cross of a chart. At term, the chronological one.
    ///
    /// # Errors
    /// There is none at that age.
    pub fn corrected(&self, measured: Measured, on: NaiveDate) -> Result<Score, NoScore> {
        self.score(measured, on, self.corrected_days(on))
    }

    /// Days since birth; negative before.
    pub(super) fn days_since_birth(&self, on: NaiveDate) -> i64 {
        (on - self.born_on).num_days()
    }

    /// Days since the expected date of a preterm baby, since birth at term or where the gestation is unknown.
    pub(super) fn corrected_days(&self, on: NaiveDate) -> i64 {
        let preterm = self.gestation.filter(|gestation| gestation.is_preterm());
        let from = preterm.map_or(self.born_on, |gestation| gestation.expected_date(self.born_on));
        (on - from).num_days()
    }

    fn score(&self, measured: Measured, on: NaiveDate, days: i64) -> Result<Score, NoScore> {
        if self.days_since_birth(on) < 0 {
            return Err(NoScore::BeforeBirth);
        }
        if self.uk90.is_none() && self.corrected_days(on) < FIRST_SCORED_DAY {
            return Err(NoScore::BeforeTwoWeeks);
        }
        if self.uk90.is_none() && days >= FIRST_UNSCORED_DAY {
            return Err(NoScore::FromFourYears);
        }
        if measured.measure() == Measure::Bmi && days < FIRST_STANDING_DAY {
            return Err(NoScore::BmiBeforeTwoYears);
        }
        let sds = match days {
            ..FIRST_SCORED_DAY => self.uk90_sds(measured, days).ok_or(NoScore::BeforeTwoWeeks)?,
            FIRST_UNSCORED_DAY.. => self.uk90_sds(measured, days).ok_or(NoScore::FromFourYears)?,
            _ => self.who_sds(measured, days)?,
        };
        Ok(Score { sds, centile: centile(sds) })
    }

    fn uk90_sds(&self, measured: Measured, days: i64) -> Option<f64> {
        let lms = self.uk90?.at(measured.measure(), self.sex, days)?;
        Some(lms.sds(measured.value()))
    }

    /// The score by the WHO table alone at an age in days, whether or not it is shown at that age.
    pub(super) fn who_sds(&self, measured: Measured, days: i64) -> Result<f64, NoScore> {
        let table = GrowthTable::who().map_err(|error| NoScore::NoTable(Some(error.clone())))?;
        let days = i32::try_from(days).map_err(|_| NoScore::BeforeTwoWeeks)?;
        let lms = table.at(measured.measure(), self.sex, days).ok_or(NoScore::NoTable(None))?;
        Ok(lms.sds(measured.value()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    const BORN: &str = "2024-03-02";

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn growth(sex: Sex, born_on: &str, gestation: &str) -> Growth<'static> {
        Growth { sex, born_on: date(born_on), gestation: gestation.parse().ok(), uk90: None }
    }

    fn sds_at_days(sex: Sex, days: u64, measured: Measured) -> f64 {
        growth(sex, BORN, "40+0").chronological(measured, date(BORN) + Days::new(days)).unwrap().sds
    }

    #[test]
    fn the_gold_cases_of_the_royal_college_hold_within_0_005() {
        let cases = [
            (Sex::Male, 56, Measured::Weight(Grams(5_100)), -0.4757),
            (Sex::Female, 56, Measured::Head(Millimetres(380)), -0.0138),
            (Sex::Male, 365, Measured::LengthOrHeight(Millimetres(750)), -0.3111),
            (Sex::Female, 821, Measured::LengthOrHeight(Millimetres(865)), -0.5211),
            (Sex::Female, 821, Measured::Weight(Grams(12_400)), 0.1982),
            (Sex::Female, 821, Measured::Bmi(16.57), 0.7007),
        ];
        for (sex, days, measured, gold) in cases {
            let sds = sds_at_days(sex, days, measured);
            assert!((sds - gold).abs() < 0.005, "{sex:?} at {days} days, {measured:?}: {sds}, gold {gold}");
        }
        assert_eq!(centile(sds_at_days(Sex::Male, 56, Measured::Weight(Grams(5_100)))).to_string(), "32");
        assert_eq!(centile(sds_at_days(Sex::Male, 365, Measured::LengthOrHeight(Millimetres(750)))).to_string(), "38");
    }

    #[test]
    fn a_slipped_point_stands_out_by_22_deviations() {
        let sds = sds_at_days(Sex::Male, 56, Measured::Weight(Grams(51_000)));
        assert!((sds - 22.6).abs() < 0.05, "51 kg for 5.1: {sds}");
    }

    // Shows CLIN-01, HCP-09.
    #[test]
    fn a_preterm_girl_has_two_scores() {
        let girl = growth(Sex::Female, "2026-01-10", "31+2");
        let (weight, on) = (Measured::Weight(Grams(4_900)), date("2026-05-10"));
        let chronological = girl.chronological(weight, on).unwrap();
        let corrected = girl.corrected(weight, on).unwrap();
        assert!((chronological.sds - -2.144).abs() < 0.005, "{}", chronological.sds);
        assert!((corrected.sds - -0.273).abs() < 0.005, "{}", corrected.sds);
        assert_eq!(
            (chronological.centile.to_string(), corrected.centile.to_string()),
            ("2".into(), "39".into()),
            "S10"
        );
    }

    #[test]
    fn a_faltering_boy_falls_through_the_centiles() {
        let boy = growth(Sex::Male, "2026-03-02", "40+0");
        for (on, grams, gold) in
            [("2026-04-27", 4_600, -1.282), ("2026-06-22", 5_300, -2.159), ("2026-08-17", 5_600, -2.878)]
        {
            let sds = boy.corrected(Measured::Weight(Grams(grams)), date(on)).unwrap().sds;
            assert!((sds - gold).abs() < 0.005, "{on}: {sds}, gold {gold}");
        }
    }

    #[test]
    fn there_is_no_score_where_uk90_would_be_needed() {
        let boy = growth(Sex::Male, BORN, "40+0");
        let scored = |days| boy.chronological(Measured::Weight(Grams(5_000)), date(BORN) + Days::new(days));
        assert_eq!(scored(13), Err(NoScore::BeforeTwoWeeks));
        assert!(scored(14).is_ok());
        assert!(scored(1_460).is_ok());
        assert_eq!(scored(1_461), Err(NoScore::FromFourYears));
        assert_eq!(boy.corrected(Measured::Head(Millimetres(350)), date("2024-03-01")), Err(NoScore::BeforeBirth));
    }

    #[test]
    fn a_preterm_baby_has_its_first_score_two_weeks_after_it_was_expected() {
        let girl = growth(Sex::Female, "2026-01-10", "31+2");
        let weight = Measured::Weight(Grams(3_000));
        assert_eq!(girl.corrected(weight, date("2026-03-25")), Err(NoScore::BeforeTwoWeeks));
        assert_eq!(
            girl.chronological(weight, date("2026-03-25")),
            Err(NoScore::BeforeTwoWeeks),
            "nor by age since birth"
        );
        assert!(girl.corrected(weight, date("2026-03-26")).is_ok());
    }

    // Shows CLIN-01.
    #[test]
    fn body_mass_index_is_read_from_two_years() {
        let girl = growth(Sex::Female, BORN, "");
        let scored = |days| girl.chronological(Measured::Bmi(16.0), date(BORN) + Days::new(days));
        assert_eq!(scored(730), Err(NoScore::BmiBeforeTwoYears));
        assert!(scored(731).is_ok());
    }

    proptest! {
        #[test]
        fn a_term_child_has_one_score(days in 14..1_461_u64, grams in 1_000..30_000_u32, gestation in 259..=314_u16) {
            let gestation = format!("{}+{}", gestation / 7, gestation % 7);
            let boy = growth(Sex::Male, BORN, &gestation);
            let (weight, on) = (Measured::Weight(Grams(grams)), date(BORN) + Days::new(days));
            prop_assert_eq!(boy.chronological(weight, on), boy.corrected(weight, on));
        }

        #[test]
        fn the_heavier_child_has_the_higher_score(days in 14..1_461_u64, grams in 500..30_000_u32) {
            let (lighter, heavier) = (Measured::Weight(Grams(grams)), Measured::Weight(Grams(grams + 5)));
            prop_assert!(sds_at_days(Sex::Female, days, lighter) < sds_at_days(Sex::Female, days, heavier));
        }
    }
}
