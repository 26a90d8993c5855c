//! From a standard deviation score to a centile.

use std::f64::consts::PI;
use std::fmt;

/// How many of 100 children of that age and sex measure less, 0 to 100.
///
/// Shown as charts are read: a whole number, `<0.4` or `>99.6`; never 0 or 100.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Centile(f64);

/// The centile of a standard deviation score, exact to 0.00001 of a centile.
#[must_use]
pub fn centile(sds: f64) -> Centile {
    let upper = upper_tail(sds.abs());
    let below = if sds < 0.0 { upper } else { 1.0 - upper };
    Centile(below * 100.0)
}

impl Centile {
    /// In per cent, 0 to 100, not rounded.
    #[must_use]
    pub fn percent(self) -> f64 {
        self.0
    }
}

impl fmt::Display for Centile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            below if below < 0.4 => f.write_str("<0.4"),
            low if low < 0.5 => f.write_str("0.4"),
            above if above > 99.6 => f.write_str(">99.6"),
            high if high >= 99.5 => f.write_str("99.6"),
            percent => write!(f, "{percent:.0}"),
        }
    }
}

/// The standard normal distribution above `x >= 0`, within 7.5e-8: Abramowitz and Stegun (1964), 26.2.17.
fn upper_tail(x: f64) -> f64 {
    const COEFFICIENTS: [f64; 5] = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
    let t = 1.0 / (1.0 + 0.231_641_9 * x);
    let polynomial = COEFFICIENTS.iter().rev().fold(0.0, |sum, coefficient| (sum + coefficient) * t);
    (-x * x / 2.0).exp() / (2.0 * PI).sqrt() * polynomial
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_nine_centile_lines_lie_where_charts_draw_them() {
        let lines = [
            (-8.0 / 3.0, 0.383_038),
            (-2.0, 2.275_013),
            (-4.0 / 3.0, 9.121_122),
            (-2.0 / 3.0, 25.249_254),
            (0.0, 50.0),
            (2.0 / 3.0, 74.750_746),
            (4.0 / 3.0, 90.878_878),
            (2.0, 97.724_987),
            (8.0 / 3.0, 99.616_962),
        ];
        for (sds, percent) in lines {
            assert!((centile(sds).percent() - percent).abs() < 0.000_01, "{sds}: {:?}", centile(sds));
        }
    }

    #[test]
    fn a_centile_is_shown_as_charts_are_read() {
        let shown = [(-8.0, "<0.4"), (-2.66, "<0.4"), (-2.6, "0.4"), (-2.144, "2"), (-0.273, "39"), (0.0, "50")];
        for (sds, text) in shown {
            assert_eq!(centile(sds).to_string(), text, "{sds}");
        }
        let high = [(2.0, "98"), (2.5, "99"), (2.6, "99.6"), (2.66, ">99.6"), (22.6, ">99.6")];
        for (sds, text) in high {
            assert_eq!(centile(sds).to_string(), text, "{sds}");
        }
    }

    proptest! {
        #[test]
        fn a_greater_score_never_has_a_lower_centile(sds in -40.0..40.0_f64, step in 0.001..1.0_f64) {
            let (lower, upper) = (centile(sds).percent(), centile(sds + step).percent());
            prop_assert!((0.0..=100.0).contains(&lower) && lower <= upper + 1e-5);
        }
    }
}
