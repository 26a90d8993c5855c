//! The LMS table: how a measure is distributed at each day of age.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::{Measure, Sex};

const WHO_TABLE: &str = include_str!("../../../../assets/growth/who-growth-standards-lms.csv");
const HEADER: &str = "indicator,sex,age_days,L,M,S";

/// One age's distribution: Box-Cox power, median and coefficient of variation (Cole's LMS method).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lms {
    l: f64,
    m: f64,
    s: f64,
}

impl Lms {
    /// The standard deviation score of a measured value.
    #[must_use]
    pub fn sds(self, value: f64) -> f64 {
        let ratio = value / self.m;
        if self.l == 0.0 { ratio.ln() / self.s } else { (ratio.powf(self.l) - 1.0) / (self.l * self.s) }
    }

    /// The value at a standard deviation score: a centile line at this age. Not a number where the curve ends.
    #[must_use]
    pub fn value_at(self, sds: f64) -> f64 {
        if self.l == 0.0 {
            self.m * (self.s * sds).exp()
        } else {
            self.m * (1.0 + self.l * self.s * sds).powf(1.0 / self.l)
        }
    }

    fn between(earlier: Self, later: Self, part: f64) -> Self {
        let mix = |from: f64, to: f64| from + (to - from) * part;
        Self { l: mix(earlier.l, later.l), m: mix(earlier.m, later.m), s: mix(earlier.s, later.s) }
    }
}

/// A line of a growth table that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("growth table, line {line}: {fault}")]
pub struct TableError {
    /// Counted from 1, the header included.
    pub line: usize,
    /// What is wrong with it.
    pub fault: TableFault,
}

/// What is wrong with a line of a growth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// The first line names other columns.
    #[error("the columns are not indicator, sex, age_days, L, M, S")]
    Header,
    /// Not six columns.
    #[error("not six columns")]
    Columns,
    /// An indicator that this build does not know.
    #[error("unknown indicator")]
    Indicator,
    /// Neither female nor male.
    #[error("sex is neither female nor male")]
    Sex,
    /// Not a number, or a median or variation that is not positive.
    #[error("not a usable number")]
    Number,
    /// An age that does not come after the one before it.
    #[error("ages are not in rising order")]
    Order,
    /// An age before the first that the table can be used for.
    #[error("the age is before 23 weeks of pregnancy, 119 days before 40+0")]
    TooEarly,
    /// Too many days since the row before: something is missing.
    #[error("more than 31 days after the row before it")]
    Gap,
    /// A median that nobody grows to between two rows: a slip of the point, or another unit.
    #[error("the median is less than half or more than twice that of the row before it")]
    Jump,
    /// No rows for an age at which the table would be used.
    #[error("there is no row before 14 days or from 1461 days, where it would be used")]
    Empty,
}

/// L, M and S by measure, sex and day of age.
#[derive(Debug, Clone, PartialEq)]
pub struct GrowthTable {
    curves: BTreeMap<(Measure, Sex), Vec<(i32, Lms)>>,
}

impl GrowthTable {
    /// The WHO Child Growth Standards that this build carries, 0 to 1,856 days.
    ///
    /// # Errors
    /// The embedded file is broken; a test keeps that from being released.
    pub fn who() -> Result<&'static Self, &'static TableError> {
        static TABLE: OnceLock<Result<GrowthTable, TableError>> = OnceLock::new();
        TABLE.get_or_init(|| Self::parse(WHO_TABLE)).as_ref()
    }

    /// Reads a table of the same columns, such as one that an organisation is licensed for.
    ///
    /// # Errors
    /// Names the first line that cannot be used, and why.
    pub fn parse(csv: &str) -> Result<Self, TableError> {
        Self::read(csv, |_, row| if row.days < 0 { Err(TableFault::Number) } else { Ok(()) })
    }

    /// Reads a table whose every row is also held against the row before it of the same curve.
    pub(super) fn read(
        csv: &str,
        check: impl Fn(Option<&Row>, &Row) -> Result<(), TableFault>,
    ) -> Result<Self, TableError> {
        let mut table = Self { curves: BTreeMap::new() };
        let mut lines = csv.lines().zip(1..);
        if lines.next().is_none_or(|(header, _)| header != HEADER) {
            return Err(TableError { line: 1, fault: TableFault::Header });
        }
        for (row, line) in lines {
            table.add(row, &check).map_err(|fault| TableError { line, fault })?;
        }
        Ok(table)
    }

    fn add(
        &mut self,
        row: &str,
        check: &impl Fn(Option<&Row>, &Row) -> Result<(), TableFault>,
    ) -> Result<(), TableFault> {
        let columns: Vec<&str> = row.split(',').collect();
        let [indicator, sex, days, l, m, s] = columns[..] else { return Err(TableFault::Columns) };
        let lms = Lms { l: number(l)?, m: number(m)?, s: number(s)? };
        let days = days.parse().map_err(|_| TableFault::Number)?;
        if lms.m <= 0.0 || lms.s <= 0.0 {
            return Err(TableFault::Number);
        }
        let curve = self.curves.entry((measure_named(indicator)?, sex_named(sex)?)).or_default();
        let before = curve.last().map(|(days, lms)| Row { days: *days, median: lms.m });
        check(before.as_ref(), &Row { days, median: lms.m })?;
        if before.is_some_and(|before| before.days >= days) {
            return Err(TableFault::Order);
        }
        curve.push((days, lms));
        Ok(())
    }

    /// Every age that has a row.
    pub(super) fn days(&self) -> impl Iterator<Item = i32> {
        self.curves.values().flatten().map(|(days, _)| *days)
    }

    /// The distribution at an age in days, between two rows of the table in proportion; none outside the table.
    #[must_use]
    pub fn at(&self, measure: Measure, sex: Sex, days: i32) -> Option<Lms> {
        self.at_within(measure, sex, days, i32::MAX)
    }

    /// The same, only between rows that are at most so many days apart.
    pub(super) fn at_within(&self, measure: Measure, sex: Sex, days: i32, apart: i32) -> Option<Lms> {
        let curve = self.curves.get(&(measure, sex))?;
        let next = curve.partition_point(|(row, _)| *row < days);
        let (later_days, later) = *curve.get(next)?;
        if later_days == days {
            return Some(later);
        }
        let (earlier_days, earlier) = *curve.get(next.checked_sub(1)?)?;
        if later_days - earlier_days > apart {
            return None;
        }
        let part = f64::from(days - earlier_days) / f64::from(later_days - earlier_days);
        Some(Lms::between(earlier, later, part))
    }
}

/// What a row is checked by.
pub(super) struct Row {
    pub(super) days: i32,
    pub(super) median: f64,
}

fn number(text: &str) -> Result<f64, TableFault> {
    text.parse().ok().filter(|number: &f64| number.is_finite()).ok_or(TableFault::Number)
}

fn measure_named(name: &str) -> Result<Measure, TableFault> {
    match name {
        "weight_kg" => Ok(Measure::Weight),
        "length_or_height_cm" => Ok(Measure::LengthOrHeight),
        "head_circumference_cm" => Ok(Measure::Head),
        "bmi_kg_m2" => Ok(Measure::Bmi),
        _ => Err(TableFault::Indicator),
    }
}

fn sex_named(name: &str) -> Result<Sex, TableFault> {
    match name {
        "female" => Ok(Sex::Female),
        "male" => Ok(Sex::Male),
        _ => Err(TableFault::Sex),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_table_that_we_ship_has_every_day_of_every_curve() {
        let table = GrowthTable::who().unwrap();
        for measure in [Measure::Weight, Measure::LengthOrHeight, Measure::Head, Measure::Bmi] {
            for sex in [Sex::Female, Sex::Male] {
                let days: Vec<i32> = table.curves[&(measure, sex)].iter().map(|(days, _)| *days).collect();
                assert_eq!(days, (0..=1_856).collect::<Vec<i32>>(), "{measure:?} {sex:?}");
                assert_eq!(table.at(measure, sex, 1_857), None);
            }
        }
    }

    #[test]
    fn four_deviations_lie_where_who_puts_them() {
        // DOMAIN 3.8: -4 SD of a girl to +4 SD of a boy, for weight, length and head.
        let expected = [
            (14, [(1.93, 6.36), (43.9, 60.0), (30.7, 40.5)]),
            (56, [(2.92, 8.73), (48.5, 65.9), (33.2, 43.6)]),
            (365, [(5.6, 14.8), (63.7, 85.2), (39.5, 51.2)]),
            (730, [(7.2, 19.2), (73.5, 100.0), (41.6, 53.7)]),
            (1_461, [(9.7, 27.7), (85.5, 120.1), (43.7, 56.1)]),
        ];
        let table = GrowthTable::who().unwrap();
        for (days, ranges) in expected {
            for (measure, (low, high)) in
                [Measure::Weight, Measure::LengthOrHeight, Measure::Head].into_iter().zip(ranges)
            {
                let at = |sex, sds| table.at(measure, sex, days).unwrap().value_at(sds);
                let tolerance = if measure == Measure::Weight && days < 100 { 0.006 } else { 0.06 };
                assert!((at(Sex::Female, -4.0) - low).abs() < tolerance, "{measure:?} at {days} days");
                assert!((at(Sex::Male, 4.0) - high).abs() < tolerance, "{measure:?} at {days} days");
            }
        }
    }

    #[test]
    fn a_broken_line_is_named() {
        let good = "weight_kg,female,0,0.3809,3.2322,0.14171";
        let faults = [
            ("", TableFault::Columns),
            ("weight_kg,female,1,0.38,3.23", TableFault::Columns),
            ("weight_lb,female,1,0.38,3.23,0.14", TableFault::Indicator),
            ("weight_kg,f,1,0.38,3.23,0.14", TableFault::Sex),
            ("weight_kg,female,-1,0.38,3.23,0.14", TableFault::Number),
            ("weight_kg,female,1,NaN,3.23,0.14", TableFault::Number),
            ("weight_kg,female,1,0.38,0,0.14", TableFault::Number),
            ("weight_kg,female,0,0.38,3.23,0.14", TableFault::Order),
        ];
        for (row, fault) in faults {
            let read = GrowthTable::parse(&format!("{HEADER}\n{good}\n{row}\n"));
            assert_eq!(read, Err(TableError { line: 3, fault }), "{row}");
        }
        let headless = GrowthTable::parse(good).unwrap_err();
        assert_eq!(headless.to_string(), "growth table, line 1: the columns are not indicator, sex, age_days, L, M, S");
    }

    #[test]
    fn ages_between_two_rows_are_read_in_proportion() {
        let table = format!("{HEADER}\r\nweight_kg,male,10,0.2,4.0,0.1\r\nweight_kg,male,20,0.4,5.0,0.2\r\n");
        let table = GrowthTable::parse(&table).unwrap();
        let middle = table.at(Measure::Weight, Sex::Male, 15).unwrap();
        assert!((middle.l - 0.3).abs() < 1e-12 && (middle.m - 4.5).abs() < 1e-12 && (middle.s - 0.15).abs() < 1e-12);
        assert_eq!(table.at(Measure::Weight, Sex::Male, 9), None);
        assert_eq!(table.at(Measure::Weight, Sex::Male, 21), None);
        assert_eq!(table.at(Measure::Weight, Sex::Female, 15), None);
    }

    #[test]
    fn a_power_of_zero_is_a_logarithm() {
        let lms = Lms { l: 0.0, m: 4.0, s: 0.1 };
        assert!((lms.sds(4.0 * (0.1_f64).exp()) - 1.0).abs() < 1e-12);
        assert!((lms.value_at(1.0) - 4.0 * (0.1_f64).exp()).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn a_centile_line_runs_through_its_own_score(days in 0..=1_856_i32, sds in -4.0..4.0_f64) {
            let table = GrowthTable::who().unwrap();
            for (measure, sex) in table.curves.keys() {
                let lms = table.at(*measure, *sex, days).unwrap();
                prop_assert!((lms.sds(lms.value_at(sds)) - sds).abs() < 1e-6);
            }
        }
    }
}
