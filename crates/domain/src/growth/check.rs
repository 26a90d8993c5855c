//! What to reject and what to ask about a weight, a length or a head circumference (DOMAIN 3.8).

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use super::reference::{Growth, Measured};
use super::{Grams, Millimetres, Sex, bmi};
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

/// A rule that a measurement breaks, or that gives reason to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasurementRule {
    /// Measured before the child was born.
    MeasuredBeforeBirth,
    /// Outside 0.2 to 60 kg.
    WeightOutOfRange,
    /// 100 or more in kilograms: grams?
    WeightLooksLikeGrams,
    /// Beyond 8 standard deviations.
    WeightBeyond8Sd,
    /// Beyond 4 standard deviations.
    WeightBeyond4Sd,
    /// Moved by over two centile spaces since the last weight.
    WeightChangeBeyondTwoSpaces,
    /// In the first 28 days, down from birth weight by 10 % or more.
    NeonatalLossTenPercent,
    /// Outside 20 to 140 cm.
    LengthOutOfRange,
    /// Beyond 8 standard deviations.
    LengthBeyond8Sd,
    /// Beyond 4 standard deviations.
    LengthBeyond4Sd,
    /// Shorter than last time by over 0.5 cm.
    HeightFell,
    /// Outside 15 to 65 cm.
    HeadOutOfRange,
    /// Beyond 8 standard deviations.
    HeadBeyond8Sd,
    /// Beyond 4 standard deviations.
    HeadBeyond4Sd,
    /// Crossed two centile spaces or more upward since last time.
    HeadCrossedTwoSpaces,
    /// Body mass index beyond 15 standard deviations: weight and height do not fit together.
    BmiBeyond15Sd,
    /// Body mass index beyond 4 standard deviations.
    BmiBeyond4Sd,
}

/// What a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MeasurementFinding {
    /// It cannot be signed like this.
    Reject(MeasurementRule),
    /// It may be right: ask, and remember the answer.
    Ask(MeasurementRule),
}

use MeasurementFinding::{Ask, Reject};
use MeasurementRule::{
    BmiBeyond4Sd, BmiBeyond15Sd, HeadBeyond4Sd, HeadBeyond8Sd, HeadCrossedTwoSpaces, HeadOutOfRange, HeightFell,
    LengthBeyond4Sd, LengthBeyond8Sd, LengthOutOfRange, MeasuredBeforeBirth, NeonatalLossTenPercent, WeightBeyond4Sd,
    WeightBeyond8Sd, WeightChangeBeyondTwoSpaces, WeightLooksLikeGrams, WeightOutOfRange,
};

const WEIGHT_GRAMS: RangeInclusive<u32> = 200..=60_000;
const LENGTH_MILLIMETRES: RangeInclusive<u32> = 200..=1_400;
const HEAD_MILLIMETRES: RangeInclusive<u32> = 150..=650;
/// A kilogram for each gram: 100 in the kilogram box.
const PERHAPS_GRAMS: Grams = Grams(100_000);
const TWO_CENTILE_SPACES: f64 = 1.33;
const NEONATAL_DAYS: i64 = 28;
const ALLOWED_FALL_MILLIMETRES: u32 = 5;

/// The scores beyond which a measure is rejected or asked about.
struct Limits {
    reject: (f64, MeasurementRule),
    ask: (f64, MeasurementRule),
}

const WEIGHT: Limits = Limits { reject: (8.0, WeightBeyond8Sd), ask: (4.0, WeightBeyond4Sd) };
const LENGTH: Limits = Limits { reject: (8.0, LengthBeyond8Sd), ask: (4.0, LengthBeyond4Sd) };
const HEAD: Limits = Limits { reject: (8.0, HeadBeyond8Sd), ask: (4.0, HeadBeyond4Sd) };
const BMI: Limits = Limits { reject: (15.0, BmiBeyond15Sd), ask: (4.0, BmiBeyond4Sd) };

/// Checks a weight against its range, the child's age, its birth weight and the last weight with its day.
#[must_use]
pub fn check_weight(
    weight: Grams,
    context: &MeasurementContext,
    last: Option<(Grams, NaiveDate)>,
) -> Vec<MeasurementFinding> {
    if context.is_before_birth() {
        return vec![Reject(MeasuredBeforeBirth)];
    }
    if !WEIGHT_GRAMS.contains(&weight.0) {
        let grams = (weight >= PERHAPS_GRAMS).then_some(Ask(WeightLooksLikeGrams));
        return [Reject(WeightOutOfRange)].into_iter().chain(grams).collect();
    }
    let measured = Measured::Weight(weight);
    let last = last.map(|(weight, on)| (Measured::Weight(weight), on));
    let moved = context.movement(measured, last).is_some_and(|spaces| spaces.abs() > TWO_CENTILE_SPACES);
    let findings = [
        context.beyond(measured, &WEIGHT),
        moved.then_some(Ask(WeightChangeBeyondTwoSpaces)),
        context.lost_a_tenth(weight).then_some(Ask(NeonatalLossTenPercent)),
    ];
    findings.into_iter().flatten().collect()
}

/// Checks a length or height against its range, the child's age, and the last one with its day.
#[must_use]
pub fn check_length(
    length: Millimetres,
    context: &MeasurementContext,
    last: Option<(Millimetres, NaiveDate)>,
) -> Vec<MeasurementFinding> {
    if context.is_before_birth() {
        return vec![Reject(MeasuredBeforeBirth)];
    }
    if !LENGTH_MILLIMETRES.contains(&length.0) {
        return vec![Reject(LengthOutOfRange)];
    }
    let fell = last.is_some_and(|(taller, on)| {
        on <= context.measured_on && taller.0.saturating_sub(length.0) > ALLOWED_FALL_MILLIMETRES
    });
    let findings = [context.beyond(Measured::LengthOrHeight(length), &LENGTH), fell.then_some(Ask(HeightFell))];
    findings.into_iter().flatten().collect()
}

/// Checks a head circumference against its range, the child's age, and the last one with its day.
#[must_use]
pub fn check_head(
    head: Millimetres,
    context: &MeasurementContext,
    last: Option<(Millimetres, NaiveDate)>,
) -> Vec<MeasurementFinding> {
    if context.is_before_birth() {
        return vec![Reject(MeasuredBeforeBirth)];
    }
    if !HEAD_MILLIMETRES.contains(&head.0) {
        return vec![Reject(HeadOutOfRange)];
    }
    let measured = Measured::Head(head);
    let last = last.filter(|(_, on)| *on <= context.measured_on);
    let last = last.map(|(head, on)| (Measured::Head(head), on));
    let crossed = context.movement(measured, last).is_some_and(|spaces| spaces >= TWO_CENTILE_SPACES);
    let findings = [context.beyond(measured, &HEAD), crossed.then_some(Ask(HeadCrossedTwoSpaces))];
    findings.into_iter().flatten().collect()
}

/// Checks that a weight and a height of the same day fit together, from two years of age.
#[must_use]
pub fn check_bmi(weight: Grams, height: Millimetres, context: &MeasurementContext) -> Vec<MeasurementFinding> {
    let index = bmi(weight, height).map(Measured::Bmi);
    let scored =
        index.filter(|index| context.growth().is_some_and(|g| g.corrected(*index, context.measured_on).is_ok()));
    scored.and_then(|index| context.beyond(index, &BMI)).into_iter().collect()
}

impl MeasurementContext {
    fn is_before_birth(&self) -> bool {
        self.born_on.is_some_and(|birth| self.measured_on < birth)
    }

    fn growth(&self) -> Option<Growth> {
        Some(Growth { sex: self.sex?, born_on: self.born_on?, gestation: self.gestation })
    }

    /// Whether a score is too far out to be true, or far enough to ask.
    ///
    /// Unlike a score that is shown, this one is taken from birth on and to the end of the table: 35 kg for a newborn's
    /// 3.5 has to be found. Too small proves nothing of a baby who is not yet expected, or whose gestation is not known.
    fn beyond(&self, measured: Measured, limits: &Limits) -> Option<MeasurementFinding> {
        let growth = self.growth()?;
        let days = growth.corrected_days(self.measured_on);
        let sds = growth.who_sds(measured, days.max(0)).ok()?;
        if sds < 0.0 && days < 0 {
            return None;
        }
        let certain = sds > 0.0 || self.gestation.is_some();
        match sds.abs() {
            far if far > limits.reject.0 && certain => Some(Reject(limits.reject.1)),
            far if far > limits.ask.0 => Some(Ask(limits.ask.1)),
            _ => None,
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

    fn lost_a_tenth(&self, weight: Grams) -> bool {
        let newborn = self.born_on.is_some_and(|birth| (self.measured_on - birth).num_days() <= NEONATAL_DAYS);
        newborn && self.birth_weight.is_some_and(|birth| u64::from(weight.0) * 10 <= u64::from(birth.0) * 9)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;
    use proptest::prelude::*;

    const BORN: &str = "2026-03-02";

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
        assert_eq!(check_weight(Grams(5_100), &context, Some((Grams(4_400), date("2026-04-07")))), []);
        assert_eq!(check_length(Millimetres(580), &context, Some((Millimetres(585), date("2026-04-07")))), []);
        assert_eq!(check_head(Millimetres(390), &context, Some((Millimetres(380), date("2026-04-07")))), []);
    }

    #[test]
    fn a_weight_that_cannot_be_is_rejected() {
        let cases: &[(u32, &[MeasurementFinding])] = &[
            (199, &[Reject(WeightOutOfRange)]),
            (60_001, &[Reject(WeightOutOfRange)]),
            (100_000, &[Reject(WeightOutOfRange), Ask(WeightLooksLikeGrams)]),
            (51_000, &[Reject(WeightBeyond8Sd)]),
            (10_000, &[Ask(WeightBeyond4Sd)]),
            (2_900, &[Ask(WeightBeyond4Sd)]),
            (1_000, &[Reject(WeightBeyond8Sd)]),
        ];
        for (grams, findings) in cases {
            assert_eq!(check_weight(Grams(*grams), &boy("2026-04-27"), None), *findings, "{grams} g at 8 weeks");
        }
    }

    #[test]
    fn a_length_or_head_that_cannot_be_is_rejected() {
        let context = boy("2026-04-27");
        let cases = [
            (199, Reject(LengthOutOfRange)),
            (1_401, Reject(LengthOutOfRange)),
            (800, Reject(LengthBeyond8Sd)),
            (680, Ask(LengthBeyond4Sd)),
        ];
        for (millimetres, finding) in cases {
            assert_eq!(check_length(Millimetres(millimetres), &context, None), [finding], "{millimetres} mm");
        }
        let cases = [
            (149, Reject(HeadOutOfRange)),
            (651, Reject(HeadOutOfRange)),
            (545, Reject(HeadBeyond8Sd)),
            (440, Ask(HeadBeyond4Sd)),
        ];
        for (millimetres, finding) in cases {
            assert_eq!(check_head(Millimetres(millimetres), &context, None), [finding], "{millimetres} mm");
        }
    }

    #[test]
    fn a_slipped_point_is_found_on_the_first_day() {
        assert_eq!(check_weight(Grams(35_000), &boy(BORN), None), [Reject(WeightBeyond8Sd)], "35 kg for 3.5");
        assert_eq!(check_weight(Grams(3_500), &boy(BORN), None), []);
    }

    #[test]
    fn nothing_is_measured_before_birth() {
        let context = boy("2024-01-01");
        assert_eq!(check_weight(Grams(3_500), &context, None), [Reject(MeasuredBeforeBirth)]);
        assert_eq!(check_length(Millimetres(500), &context, None), [Reject(MeasuredBeforeBirth)]);
        assert_eq!(check_head(Millimetres(350), &context, None), [Reject(MeasuredBeforeBirth)]);
    }

    #[test]
    fn a_preterm_twin_is_not_rejected_for_being_small() {
        let mut context = MeasurementContext {
            gestation: "31+2".parse().ok(),
            birth_weight: Some(Grams(1_500)),
            ..boy("2026-03-12")
        };
        assert_eq!(check_weight(Grams(1_420), &context, None), [], "not yet expected: no lower bound");
        assert_eq!(check_weight(Grams(14_200), &context, None), [Reject(WeightBeyond8Sd)], "the upper one stands");
        context.gestation = None;
        assert_eq!(check_weight(Grams(850), &context, None)[0], Ask(WeightBeyond4Sd), "gestation unknown: ask");
        context.gestation = "40+0".parse().ok();
        assert_eq!(check_weight(Grams(850), &context, None)[0], Reject(WeightBeyond8Sd));
    }

    #[test]
    fn a_tenth_of_birth_weight_lost_is_asked_about_in_the_first_28_days() {
        assert_eq!(check_weight(Grams(3_150), &boy("2026-03-07"), None), [Ask(NeonatalLossTenPercent)]);
        assert_eq!(check_weight(Grams(3_151), &boy("2026-03-07"), None), []);
        assert_eq!(check_weight(Grams(3_150), &boy("2026-03-30"), None), [Ask(NeonatalLossTenPercent)], "day 28");
        assert_eq!(check_weight(Grams(3_150), &boy("2026-03-31"), None), [], "day 29");
        let unknown = MeasurementContext { birth_weight: None, ..boy("2026-03-07") };
        assert_eq!(check_weight(Grams(2_900), &unknown, None), []);
    }

    #[test]
    fn falling_through_two_centile_spaces_is_asked_about() {
        let last = Some((Grams(4_600), date("2026-04-27")));
        assert_eq!(check_weight(Grams(5_300), &boy("2026-06-22"), last), [], "-1.28 to -2.16");
        assert_eq!(
            check_weight(Grams(5_600), &boy("2026-08-17"), last),
            [Ask(WeightChangeBeyondTwoSpaces)],
            "to -2.88"
        );
        let newborn = Some((Grams(4_600), date("2026-03-02")));
        assert_eq!(
            check_weight(Grams(4_200), &boy("2026-04-27"), newborn),
            [],
            "weight at birth has no centile to fall from"
        );
    }

    #[test]
    fn a_child_does_not_shrink() {
        let last = Some((Millimetres(586), date("2026-04-07")));
        assert_eq!(check_length(Millimetres(580), &boy("2026-04-27"), last), [Ask(HeightFell)]);
        let later = Some((Millimetres(640), date("2026-06-30")));
        assert_eq!(check_length(Millimetres(580), &boy("2026-04-27"), later), [], "entered after a later one");
    }

    #[test]
    fn a_head_that_grows_across_two_spaces_is_asked_about() {
        let last = Some((Millimetres(380), date("2026-04-27")));
        assert_eq!(check_head(Millimetres(425), &boy("2026-06-22"), last), [Ask(HeadCrossedTwoSpaces)]);
        let last = Some((Millimetres(410), date("2026-04-27")));
        assert_eq!(check_head(Millimetres(405), &boy("2026-06-22"), last), [], "downward is not asked about");
    }

    #[test]
    fn weight_and_height_that_do_not_fit_are_found_from_two_years() {
        assert_eq!(check_bmi(Grams(12_400), Millimetres(865), &boy("2028-06-02")), []);
        assert_eq!(check_bmi(Grams(21_000), Millimetres(865), &boy("2028-06-02")), [Ask(BmiBeyond4Sd)]);
        assert_eq!(check_bmi(Grams(4_000), Millimetres(1_000), &boy("2028-06-02")), [Reject(BmiBeyond15Sd)]);
        assert_eq!(check_bmi(Grams(4_000), Millimetres(1_000), &boy("2027-06-02")), []);
    }

    #[test]
    fn without_sex_or_birth_date_only_the_range_is_checked() {
        let unknown = MeasurementContext { sex: None, ..boy("2026-04-27") };
        assert_eq!(check_weight(Grams(51_000), &unknown, None), []);
        assert_eq!(
            check_weight(Grams(61_000), &MeasurementContext { born_on: None, ..unknown }, None),
            [Reject(WeightOutOfRange)]
        );
    }

    proptest! {
        #[test]
        fn a_measurement_within_four_deviations_is_never_rejected(days in 0..1_857_u64, sds in -4.0..4.0_f64) {
            let context = MeasurementContext { measured_on: date(BORN) + Days::new(days), birth_weight: None, ..boy(BORN) };
            let table = crate::growth::GrowthTable::who().unwrap();
            let value = |measure| table.at(measure, Sex::Male, u32::try_from(days).unwrap()).unwrap().value_at(sds);
            let grams = Grams((value(crate::growth::Measure::Weight) * 1_000.0).trunc() as u32);
            let head = Millimetres((value(crate::growth::Measure::Head) * 10.0).trunc() as u32);
            prop_assert!(!check_weight(grams, &context, None).iter().any(|found| matches!(found, Reject(_))));
            prop_assert!(!check_head(head, &context, None).iter().any(|found| matches!(found, Reject(_))));
        }

        #[test]
        fn no_number_breaks_the_checks(value: u32, last: u32, days in -40_000..40_000_i32, last_days in -40_000..40_000_i32) {
            let day = |days| NaiveDate::from_epoch_days(days).unwrap();
            let context = MeasurementContext { measured_on: day(days), ..boy(BORN) };
            let _ = check_weight(Grams(value), &context, Some((Grams(last), day(last_days))));
            let _ = check_length(Millimetres(value), &context, Some((Millimetres(last), day(last_days))));
            let _ = check_head(Millimetres(value), &context, Some((Millimetres(last), day(last_days))));
            let _ = check_bmi(Grams(value), Millimetres(last), &context);
        }
    }
}
