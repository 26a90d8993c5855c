//! What to reject and what to ask about a weight, a length or a head circumference (DOMAIN 3.8).

use std::ops::{Range, RangeInclusive};

use chrono::NaiveDate;

use super::reference::{Growth, Measured};
use super::{Grams, Millimetres, Sex, bmi};
use crate::invalid::{Ask, Findings, Rule};
use crate::time::Gestation;

/// What checking a measurement may know of the child. What is not known is not checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MeasurementContext {
    /// The day of measuring.
    pub measured_on: NaiveDate,
    /// The birth date.
    pub born_on: Option<NaiveDate>,
    /// Sex, as growth standards need it.
    pub sex: Option<Sex>,
    /// How long the pregnancy lasted.
    pub gestation: Option<Gestation>,
    /// The weight at birth.
    pub birth_weight: Option<Grams>,
}

const WEIGHT_GRAMS: RangeInclusive<u32> = 200..=60_000;
const LENGTH_MILLIMETRES: RangeInclusive<u32> = 200..=1_400;
const HEAD_MILLIMETRES: RangeInclusive<u32> = 150..=650;
/// A kilogram for each gram: 100 in the kilogram box.
const PERHAPS_GRAMS: Grams = Grams(100_000);
const TWO_CENTILE_SPACES: f64 = 1.33;
const NEONATAL_DAYS: Range<i64> = 0..29;
const ALLOWED_FALL_MILLIMETRES: u32 = 5;
/// In hundredths of the birth weight, what a newborn may weigh without being asked about.
const LIKE_BIRTH_WEIGHT: RangeInclusive<u64> = 60..=150;

/// The scores beyond which a measure is rejected or asked about.
struct Limits {
    reject: f64,
    ask: f64,
}

const SIZE: Limits = Limits { reject: 8.0, ask: 4.0 };
const BMI: Limits = Limits { reject: 15.0, ask: 4.0 };

/// Checks a weight against its range, the child's age, its birth weight and the last weight with its day.
pub fn check_weight(
    weight: Grams,
    context: &MeasurementContext,
    last: Option<(Grams, NaiveDate)>,
    found: &mut Findings,
) {
    let field = "weight";
    if context.is_before_birth() {
        return found.reject(field, Rule::BeforeBirth);
    }
    if !WEIGHT_GRAMS.contains(&weight.0) {
        found.reject(field, Rule::WeightOutOfRange);
        if weight >= PERHAPS_GRAMS {
            found.ask(field, Ask::Grams);
        }
        return;
    }
    let measured = Measured::Weight(weight);
    let last = last.map(|(weight, on)| (Measured::Weight(weight), on));
    let moved = context.movement(measured, last).is_some_and(|spaces| spaces.abs() > TWO_CENTILE_SPACES);
    context.check_score(measured, &SIZE, field, found);
    if moved {
        found.ask(field, Ask::WeightChange);
    }
    if context.lost_a_tenth(weight) {
        found.ask(field, Ask::WeightLossTenPercent);
    }
    if context.is_unlike_birth_weight(weight) {
        found.ask(field, Ask::UnlikeBirthWeight);
    }
}

/// Checks a length or height against its range, the child's age, and the last one with its day.
pub fn check_length(
    length: Millimetres,
    context: &MeasurementContext,
    last: Option<(Millimetres, NaiveDate)>,
    found: &mut Findings,
) {
    let field = "length";
    if context.is_before_birth() {
        return found.reject(field, Rule::BeforeBirth);
    }
    if !LENGTH_MILLIMETRES.contains(&length.0) {
        return found.reject(field, Rule::LengthOutOfRange);
    }
    let fell = last.is_some_and(|(taller, on)| {
        on <= context.measured_on && taller.0.saturating_sub(length.0) > ALLOWED_FALL_MILLIMETRES
    });
    context.check_score(Measured::LengthOrHeight(length), &SIZE, field, found);
    if fell {
        found.ask(field, Ask::HeightFell);
    }
}

/// Checks a head circumference against its range, the child's age, and the last one with its day.
pub fn check_head(
    head: Millimetres,
    context: &MeasurementContext,
    last: Option<(Millimetres, NaiveDate)>,
    found: &mut Findings,
) {
    let field = "head";
    if context.is_before_birth() {
        return found.reject(field, Rule::BeforeBirth);
    }
    if !HEAD_MILLIMETRES.contains(&head.0) {
        return found.reject(field, Rule::HeadOutOfRange);
    }
    let measured = Measured::Head(head);
    let last = last.filter(|(_, on)| *on <= context.measured_on);
    let last = last.map(|(head, on)| (Measured::Head(head), on));
    let crossed = context.movement(measured, last).is_some_and(|spaces| spaces >= TWO_CENTILE_SPACES);
    context.check_score(measured, &SIZE, field, found);
    if crossed {
        found.ask(field, Ask::HeadGrewFast);
    }
}

/// Checks that a weight and a height of the same day fit together, from two years of age.
pub fn check_bmi(weight: Grams, height: Millimetres, context: &MeasurementContext, found: &mut Findings) {
    let Some(index) = bmi(weight, height).map(Measured::Bmi) else { return };
    if context.growth().is_some_and(|growth| growth.corrected(index, context.measured_on).is_ok()) {
        context.check_score(index, &BMI, "weight", found);
    }
}

impl MeasurementContext {
    fn is_before_birth(&self) -> bool {
        self.born_on.is_some_and(|birth| self.measured_on < birth)
    }

    /// Without UK90: what is asked about does not depend on whose laptop it is.
    fn growth(&self) -> Option<Growth<'static>> {
        Some(Growth { sex: self.sex?, born_on: self.born_on?, gestation: self.gestation, uk90: None })
    }

    /// Finds a score that is too far out to be true, or far enough to ask.
    ///
    /// Unlike a score that is shown, this one is taken from birth on and to the end of the table: 35 kg for a newborn's
    /// 3.5 has to be found. Too small proves nothing of a baby who is not yet expected, or whose gestation is not known.
    fn check_score(&self, measured: Measured, limits: &Limits, field: &str, found: &mut Findings) {
        let Some(growth) = self.growth() else { return };
        let days = growth.corrected_days(self.measured_on);
        let Ok(sds) = growth.who_sds(measured, days.max(0)) else { return };
        if sds < 0.0 && days < 0 {
            return;
        }
        let certain = sds > 0.0 || self.gestation.is_some();
        if sds.abs() > limits.reject && certain {
            found.reject(field, Rule::Beyond8Sd);
        } else if sds.abs() > limits.ask {
            found.ask(field, Ask::Beyond4Sd);
        }
    }

    /// By how many standard deviations the child moved since the last measurement, where both have a score.
    fn movement(&self, measured: Measured, last: Option<(Measured, NaiveDate)>) -> Option<f64> {
        let growth = self.growth()?;
        let (last, on) = last?;
        let before = growth.corrected(last, on).ok()?;
        let now = growth.corrected(measured, self.measured_on).ok()?;
        Some(now.sds - before.sds)
    }

    /// The birth weight, while the child is so young that its weight tells of it.
    fn newborn_from(&self) -> Option<u64> {
        let newborn = self.born_on.is_some_and(|birth| NEONATAL_DAYS.contains(&(self.measured_on - birth).num_days()));
        self.birth_weight.filter(|_| newborn).map(|birth| u64::from(birth.0))
    }

    fn lost_a_tenth(&self, weight: Grams) -> bool {
        self.newborn_from().is_some_and(|birth| u64::from(weight.0) * 10 <= birth * 9)
    }

    /// No centile is shown before two weeks, and none at all for a baby whose sex nobody recorded: this still finds a slip.
    fn is_unlike_birth_weight(&self, weight: Grams) -> bool {
        let unlike = |birth: u64| {
            let hundredths = u64::from(weight.0) * 100;
            hundredths < birth * LIKE_BIRTH_WEIGHT.start() || hundredths > birth * LIKE_BIRTH_WEIGHT.end()
        };
        self.newborn_from().is_some_and(unlike)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    const BORN: &str = "2026-03-02";

    /// What one check found, all of it about one field.
    #[derive(Debug, PartialEq)]
    enum Found {
        Reject(Rule),
        Ask(Ask),
    }

    use Found::{Ask as Asks, Reject};

    fn found(field: &str, check: impl FnOnce(&mut Findings)) -> Vec<Found> {
        let mut findings = Findings::default();
        check(&mut findings);
        assert!(findings.problems.iter().all(|problem| problem.field == field));
        assert!(findings.questions.iter().all(|question| question.field == field));
        let rejected = findings.problems.into_iter().map(|problem| Reject(problem.rule));
        rejected.chain(findings.questions.into_iter().map(|question| Asks(question.ask))).collect()
    }

    fn weigh(weight: Grams, context: &MeasurementContext, last: Option<(Grams, NaiveDate)>) -> Vec<Found> {
        found("weight", |findings| check_weight(weight, context, last, findings))
    }

    fn lay(length: Millimetres, context: &MeasurementContext, last: Option<(Millimetres, NaiveDate)>) -> Vec<Found> {
        found("length", |findings| check_length(length, context, last, findings))
    }

    fn round(head: Millimetres, context: &MeasurementContext, last: Option<(Millimetres, NaiveDate)>) -> Vec<Found> {
        found("head", |findings| check_head(head, context, last, findings))
    }

    fn fit(weight: Grams, height: Millimetres, context: &MeasurementContext) -> Vec<Found> {
        found("weight", |findings| check_bmi(weight, height, context, findings))
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn boy(measured_on: &str) -> MeasurementContext {
        MeasurementContext {
            measured_on: date(measured_on),
            born_on: Some(date(BORN)),
            sex: Some(Sex::Male),
            gestation: "40+0".parse().ok(),
            birth_weight: Some(Grams(3_500)),
        }
    }

    #[test]
    fn an_ordinary_measurement_passes_in_silence() {
        let context = boy("2026-04-27");
        assert_eq!(weigh(Grams(5_100), &context, Some((Grams(4_400), date("2026-04-07")))), []);
        assert_eq!(lay(Millimetres(580), &context, Some((Millimetres(585), date("2026-04-07")))), []);
        assert_eq!(round(Millimetres(390), &context, Some((Millimetres(380), date("2026-04-07")))), []);
    }

    #[test]
    fn a_weight_that_cannot_be_is_rejected() {
        let cases: &[(u32, &[Found])] = &[
            (199, &[Reject(Rule::WeightOutOfRange)]),
            (60_001, &[Reject(Rule::WeightOutOfRange)]),
            (100_000, &[Reject(Rule::WeightOutOfRange), Asks(Ask::Grams)]),
            (51_000, &[Reject(Rule::Beyond8Sd)]),
            (10_000, &[Asks(Ask::Beyond4Sd)]),
            (2_900, &[Asks(Ask::Beyond4Sd)]),
            (1_000, &[Reject(Rule::Beyond8Sd)]),
        ];
        for (grams, findings) in cases {
            assert_eq!(weigh(Grams(*grams), &boy("2026-04-27"), None), *findings, "{grams} g at 8 weeks");
        }
    }

    #[test]
    fn a_length_or_head_that_cannot_be_is_rejected() {
        let context = boy("2026-04-27");
        let cases = [
            (199, Reject(Rule::LengthOutOfRange)),
            (1_401, Reject(Rule::LengthOutOfRange)),
            (800, Reject(Rule::Beyond8Sd)),
            (680, Asks(Ask::Beyond4Sd)),
        ];
        for (millimetres, finding) in cases {
            assert_eq!(lay(Millimetres(millimetres), &context, None), [finding], "{millimetres} mm");
        }
        let cases = [
            (149, Reject(Rule::HeadOutOfRange)),
            (651, Reject(Rule::HeadOutOfRange)),
            (545, Reject(Rule::Beyond8Sd)),
            (440, Asks(Ask::Beyond4Sd)),
        ];
        for (millimetres, finding) in cases {
            assert_eq!(round(Millimetres(millimetres), &context, None), [finding], "{millimetres} mm");
        }
    }

    #[test]
    fn a_slipped_point_is_found_on_the_first_day() {
        let slipped = weigh(Grams(35_000), &boy(BORN), None);
        assert_eq!(slipped, [Reject(Rule::Beyond8Sd), Asks(Ask::UnlikeBirthWeight)], "35 kg for 3.5");
        assert_eq!(weigh(Grams(3_500), &boy(BORN), None), []);
    }

    #[test]
    fn nothing_is_measured_before_birth() {
        let context = boy("2024-01-01");
        assert_eq!(weigh(Grams(3_500), &context, None), [Reject(Rule::BeforeBirth)]);
        assert_eq!(lay(Millimetres(500), &context, None), [Reject(Rule::BeforeBirth)]);
        assert_eq!(round(Millimetres(350), &context, None), [Reject(Rule::BeforeBirth)]);
    }

    #[test]
    fn a_preterm_twin_is_not_rejected_for_being_small() {
        let mut context = MeasurementContext {
            gestation: "31+2".parse().ok(),
            birth_weight: Some(Grams(1_500)),
            ..boy("2026-03-12")
        };
        assert_eq!(weigh(Grams(1_420), &context, None), [], "not yet expected: no lower bound");
        assert_eq!(weigh(Grams(14_200), &context, None)[0], Reject(Rule::Beyond8Sd), "the upper one stands");
        context.gestation = None;
        assert_eq!(weigh(Grams(850), &context, None)[0], Asks(Ask::Beyond4Sd), "gestation unknown: ask");
        context.gestation = "40+0".parse().ok();
        assert_eq!(weigh(Grams(850), &context, None)[0], Reject(Rule::Beyond8Sd));
    }

    // Shows CLIN-02.
    #[test]
    fn a_tenth_of_birth_weight_lost_is_asked_about_in_the_first_28_days() {
        assert_eq!(weigh(Grams(3_150), &boy("2026-03-07"), None), [Asks(Ask::WeightLossTenPercent)]);
        assert_eq!(weigh(Grams(3_151), &boy("2026-03-07"), None), []);
        assert_eq!(weigh(Grams(3_150), &boy("2026-03-30"), None), [Asks(Ask::WeightLossTenPercent)], "day 28");
        assert_eq!(weigh(Grams(3_150), &boy("2026-03-31"), None), [], "day 29");
        let unknown = MeasurementContext { birth_weight: None, ..boy("2026-03-07") };
        assert_eq!(weigh(Grams(2_900), &unknown, None), []);
    }

    #[test]
    fn a_newborn_weighs_about_what_it_weighed_at_birth() {
        let cases: &[(u32, &[Found])] = &[
            (2_099, &[Asks(Ask::WeightLossTenPercent), Asks(Ask::UnlikeBirthWeight)]),
            (2_100, &[Asks(Ask::WeightLossTenPercent)]),
            (5_250, &[]),
            (5_251, &[Asks(Ask::UnlikeBirthWeight)]),
        ];
        // Whose sex nobody recorded, so that no growth standard can be read.
        let context = MeasurementContext { sex: None, ..boy("2026-03-09") };
        for (grams, expected) in cases {
            assert_eq!(weigh(Grams(*grams), &context, None), *expected, "{grams} g at a week, 3,500 at birth");
        }
        assert_eq!(
            weigh(Grams(5_251), &MeasurementContext { sex: None, ..boy("2026-03-30") }, None).len(),
            1,
            "day 28"
        );
        assert_eq!(weigh(Grams(5_251), &MeasurementContext { sex: None, ..boy("2026-03-31") }, None), [], "day 29");
    }

    #[test]
    fn a_slip_is_never_signed_in_silence_in_the_first_two_weeks() {
        for day in 2..16 {
            let context = MeasurementContext { birth_weight: Some(Grams(3_620)), ..boy(&format!("2026-03-{day:02}")) };
            let tenfold = weigh(Grams(36_200), &context, None);
            assert!(tenfold.contains(&Reject(Rule::Beyond8Sd)), "36.2 kg for 3.62 on day {day}: {tenfold:?}");
            let digit = weigh(Grams(2_000), &context, None);
            assert!(digit.contains(&Asks(Ask::UnlikeBirthWeight)), "2 kg for 3.62 on day {day}: {digit:?}");
            let unknown = MeasurementContext { sex: None, birth_weight: None, ..context };
            assert_eq!(weigh(Grams(3_620), &unknown, None), [], "what is not known is not checked");
        }
    }

    // Shows CLIN-03.
    #[test]
    fn falling_through_two_centile_spaces_is_asked_about() {
        let last = Some((Grams(4_600), date("2026-04-27")));
        assert_eq!(weigh(Grams(5_300), &boy("2026-06-22"), last), [], "-1.28 to -2.16");
        assert_eq!(weigh(Grams(5_600), &boy("2026-08-17"), last), [Asks(Ask::WeightChange)], "to -2.88");
        let newborn = Some((Grams(4_600), date("2026-03-02")));
        assert_eq!(weigh(Grams(4_200), &boy("2026-04-27"), newborn), [], "weight at birth has no centile to fall from");
    }

    #[test]
    fn a_child_does_not_shrink() {
        let last = Some((Millimetres(586), date("2026-04-07")));
        assert_eq!(lay(Millimetres(580), &boy("2026-04-27"), last), [Asks(Ask::HeightFell)]);
        let later = Some((Millimetres(640), date("2026-06-30")));
        assert_eq!(lay(Millimetres(580), &boy("2026-04-27"), later), [], "entered after a later one");
    }

    #[test]
    fn a_head_that_grows_across_two_spaces_is_asked_about() {
        let last = Some((Millimetres(380), date("2026-04-27")));
        assert_eq!(round(Millimetres(425), &boy("2026-06-22"), last), [Asks(Ask::HeadGrewFast)]);
        let last = Some((Millimetres(410), date("2026-04-27")));
        assert_eq!(round(Millimetres(405), &boy("2026-06-22"), last), [], "downward is not asked about");
    }

    #[test]
    fn weight_and_height_that_do_not_fit_are_found_from_two_years() {
        assert_eq!(fit(Grams(12_400), Millimetres(865), &boy("2028-06-02")), []);
        assert_eq!(fit(Grams(21_000), Millimetres(865), &boy("2028-06-02")), [Asks(Ask::Beyond4Sd)]);
        assert_eq!(fit(Grams(4_000), Millimetres(1_000), &boy("2028-06-02")), [Reject(Rule::Beyond8Sd)]);
        assert_eq!(fit(Grams(4_000), Millimetres(1_000), &boy("2027-06-02")), []);
    }

    #[test]
    fn without_sex_or_birth_date_only_the_range_is_checked() {
        let unknown = MeasurementContext { sex: None, ..boy("2026-04-27") };
        assert_eq!(weigh(Grams(51_000), &unknown, None), []);
        assert_eq!(
            weigh(Grams(61_000), &MeasurementContext { born_on: None, ..unknown }, None),
            [Reject(Rule::WeightOutOfRange)]
        );
    }

    proptest! {
        #[test]
        fn a_measurement_within_four_deviations_is_never_rejected(days in 0..1_857_u64, sds in -4.0..4.0_f64) {
            let context = MeasurementContext { measured_on: date(BORN) + Days::new(days), birth_weight: None, ..boy(BORN) };
            let table = crate::growth::GrowthTable::who().unwrap();
            let value = |measure| table.at(measure, Sex::Male, i32::try_from(days).unwrap()).unwrap().value_at(sds);
            let grams = Grams((value(crate::growth::Measure::Weight) * 1_000.0).trunc() as u32);
            let head = Millimetres((value(crate::growth::Measure::Head) * 10.0).trunc() as u32);
            prop_assert!(!weigh(grams, &context, None).iter().any(|found| matches!(found, Reject(_))));
            prop_assert!(!round(head, &context, None).iter().any(|found| matches!(found, Reject(_))));
        }

        #[test]
        fn no_number_breaks_the_checks(value: u32, last: u32, days in -40_000..40_000_i32, last_days in -40_000..40_000_i32) {
            let day = |days| NaiveDate::from_epoch_days(days).unwrap();
            let context = MeasurementContext { measured_on: day(days), ..boy(BORN) };
            let _ = weigh(Grams(value), &context, Some((Grams(last), day(last_days))));
            let _ = lay(Millimetres(value), &context, Some((Millimetres(last), day(last_days))));
            let _ = round(Millimetres(value), &context, Some((Millimetres(last), day(last_days))));
            let _ = fit(Grams(value), Millimetres(last), &context);
        }
    }
}
