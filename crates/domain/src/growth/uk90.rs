//! A UK90 pack: what an organisation that may use UK90 supplies for the ages at which the WHO standards are not used.

use super::lms::Row;
use super::reference::{FIRST_SCORED_DAY, FIRST_UNSCORED_DAY};
use super::{GrowthTable, Lms, Measure, Sex, TableError, TableFault};

/// 23 weeks of pregnancy, counted from 40+0.
const FIRST_DAY: i32 = -119;
/// Rows of a month are the furthest apart that UK90 has.
const LONGEST_GAP: i32 = 31;

/// L, M and S by day of age, negative before 40+0. Read under two weeks and from four years, and nowhere else.
#[derive(Debug, Clone, PartialEq)]
pub struct Uk90(GrowthTable);

impl Uk90 {
    /// Reads a pack of the columns of the WHO table that this build carries.
    ///
    /// # Errors
    /// Names the first line that cannot be used, and why.
    pub fn parse(csv: &str) -> Result<Self, TableError> {
        let table = GrowthTable::read(csv, check)?;
        if !table.days().any(|days| part(days).is_some()) {
            return Err(TableError { line: 1, fault: TableFault::Empty });
        }
        Ok(Self(table))
    }

    /// The distribution at an age in days; none where the pack has nothing near.
    pub(super) fn at(&self, measure: Measure, sex: Sex, days: i64) -> Option<Lms> {
        self.0.at_within(measure, sex, i32::try_from(days).ok()?, LONGEST_GAP)
    }
}

#[derive(PartialEq, Eq)]
enum Part {
    Newborn,
    FromFourYears,
}

/// Where a row is used. Rows between are allowed, as in a whole UK90 table, and not read.
fn part(days: i32) -> Option<Part> {
    match i64::from(days) {
        ..=FIRST_SCORED_DAY => Some(Part::Newborn),
        FIRST_UNSCORED_DAY.. => Some(Part::FromFourYears),
        _ => None,
    }
}

fn check(before: Option<&Row>, row: &Row) -> Result<(), TableFault> {
    if row.days < FIRST_DAY {
        return Err(TableFault::TooEarly);
    }
    let same_part = |before: &&Row| part(row.days).is_some() && part(before.days) == part(row.days);
    let Some(before) = before.filter(same_part) else { return Ok(()) };
    if row.days - before.days > LONGEST_GAP {
        return Err(TableFault::Gap);
    }
    let grown = row.median / before.median;
    if (0.5..=2.0).contains(&grown) { Ok(()) } else { Err(TableFault::Jump) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::growth::{Grams, Growth, Measured, Millimetres, NoScore};
    use chrono::{Days, NaiveDate};

    /// Made-up numbers: nobody grows so.
    const PACK: &str = "indicator,sex,age_days,L,M,S
weight_kg,female,-63,1,2.0,0.1
weight_kg,female,-49,1,2.4,0.1
weight_kg,female,-21,1,3.0,0.1
weight_kg,female,0,1,4.0,0.1
weight_kg,female,14,1,4.0,0.1
weight_kg,female,1461,1,20.0,0.1
weight_kg,female,1491,1,22.0,0.1
";

    fn girl(gestation: &str, uk90: Option<&'static Uk90>) -> Growth<'static> {
        Growth { sex: Sex::Female, born_on: born(), gestation: gestation.parse().ok(), uk90 }
    }

    fn born() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 1, 10).unwrap()
    }

    fn pack() -> Option<&'static Uk90> {
        Some(Box::leak(Box::new(Uk90::parse(PACK).unwrap())))
    }

    fn day(days: u64) -> NaiveDate {
        born() + Days::new(days)
    }

    #[test]
    fn a_newborn_has_a_centile_with_a_pack_and_none_without() {
        let weight = Measured::Weight(Grams(3_600));
        for days in [0, 7, 13] {
            assert_eq!(girl("40+0", None).corrected(weight, day(days)), Err(NoScore::BeforeTwoWeeks));
            let score = girl("40+0", pack()).corrected(weight, day(days)).unwrap();
            assert!((score.sds - -1.0).abs() < 1e-9, "day {days}: {}", score.sds);
        }
        let who = |uk90| girl("40+0", uk90).corrected(weight, day(14));
        assert_eq!(who(pack()), who(None), "from two weeks it is the WHO standard, pack or not");
    }

    #[test]
    fn a_preterm_baby_is_read_at_its_days_before_it_was_expected() {
        let weight = Measured::Weight(Grams(2_200));
        let score = girl("31+0", pack()).corrected(weight, day(7)).unwrap();
        assert!((score.sds - 0.0).abs() < 1e-9, "63 days early, a week old, half way from 2.0 to 2.4: {}", score.sds);
        assert_eq!(girl("31+0", None).corrected(weight, day(7)), Err(NoScore::BeforeTwoWeeks));
    }

    #[test]
    fn from_four_years_it_is_the_pack_while_it_has_rows() {
        let at = |uk90, days| girl("40+0", uk90).corrected(Measured::Weight(Grams(22_000)), day(days));
        assert!((at(pack(), 1_461).unwrap().sds - 1.0).abs() < 1e-9);
        assert!((at(pack(), 1_491).unwrap().sds - 0.0).abs() < 1e-9);
        assert_eq!(at(pack(), 1_492), Err(NoScore::FromFourYears));
        assert_eq!(at(None, 1_461), Err(NoScore::FromFourYears));
        assert_eq!(at(pack(), 1_460), at(None, 1_460));
    }

    #[test]
    fn what_the_pack_does_not_hold_has_no_centile() {
        let girl = girl("40+0", pack());
        assert_eq!(girl.corrected(Measured::Head(Millimetres(350)), day(3)), Err(NoScore::BeforeTwoWeeks));
        assert_eq!(girl.corrected(Measured::Bmi(13.0), day(3)), Err(NoScore::BmiBeforeTwoYears));
        let ends_at_birth = PACK.replace("weight_kg,female,14,1,4.0,0.1\n", "");
        let table = Uk90::parse(&ends_at_birth).unwrap();
        assert!(table.at(Measure::Weight, Sex::Female, 0).is_some());
        assert_eq!(table.at(Measure::Weight, Sex::Female, 7), None, "nothing is drawn from birth to four years");
    }

    #[test]
    fn a_broken_pack_is_refused_by_its_line() {
        let faults = [
            ("age_days", "age_weeks", 1, TableFault::Header),
            ("female,-63", "female,-120", 2, TableFault::TooEarly),
            ("-49,1,2.4", "-49,1,24", 3, TableFault::Jump),
            ("-21,1", "-70,1", 4, TableFault::Order),
            ("weight_kg,female,0,1,4.0", "weight_kg,female,0,1,heavy", 5, TableFault::Number),
            ("female,14,1", "girl,14,1", 6, TableFault::Sex),
            ("female,1491,", "female,1493,", 8, TableFault::Gap),
        ];
        for (from, to, line, fault) in faults {
            assert_eq!(Uk90::parse(&PACK.replacen(from, to, 1)), Err(TableError { line, fault }), "{to}");
        }
        let only_between = "indicator,sex,age_days,L,M,S\nweight_kg,female,400,1,9,0.1\n";
        for nothing in [only_between, "indicator,sex,age_days,L,M,S\n"] {
            assert_eq!(Uk90::parse(nothing), Err(TableError { line: 1, fault: TableFault::Empty }));
        }
    }
}
