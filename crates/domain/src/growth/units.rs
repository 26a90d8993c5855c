//! Weights and lengths with their unit in the type.

use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A weight in grams. A plain number on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct Grams(pub u32);

/// A length, height or head circumference in millimetres. A plain number on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[ts(type = "number")]
pub struct Millimetres(pub u32);

impl Grams {
    /// In kilograms, as growth tables count.
    #[must_use]
    pub fn kilograms(self) -> f64 {
        f64::from(self.0) / 1_000.0
    }
}

impl Millimetres {
    /// In centimetres, as growth tables count.
    #[must_use]
    pub fn centimetres(self) -> f64 {
        f64::from(self.0) / 10.0
    }
}

impl fmt::Display for Grams {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03} kg", self.0 / 1_000, self.0 % 1_000)
    }
}

impl fmt::Display for Millimetres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{} cm", self.0 / 10, self.0 % 10)
    }
}

/// Body mass index in kg/m²; none for a height of 0.
#[must_use]
pub fn bmi(weight: Grams, height: Millimetres) -> Option<f64> {
    let metres = f64::from(height.0) / 1_000.0;
    (height.0 > 0).then(|| weight.kilograms() / (metres * metres))
}

/// How much of its birth weight a newborn lost, in per cent; negative once it is heavier. None for a birth weight of 0.
#[must_use]
pub fn weight_loss_percent(birth_weight: Grams, weight: Grams) -> Option<f64> {
    let (birth, now) = (f64::from(birth_weight.0), f64::from(weight.0));
    (birth_weight.0 > 0).then(|| (birth - now) / birth * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measurement_is_written_in_the_units_of_the_red_book() {
        assert_eq!(Grams(3_620).to_string(), "3.620 kg");
        assert_eq!(Grams(12_005).to_string(), "12.005 kg");
        assert_eq!(Millimetres(545).to_string(), "54.5 cm");
        assert_eq!(
            serde_json::to_string(&(Grams(3_620), Millimetres(545))).unwrap(),
            "[3620,545]",
            "numbers on the wire"
        );
    }

    #[test]
    fn a_newborn_down_from_3500_to_3150_lost_a_tenth() {
        assert_eq!(weight_loss_percent(Grams(3_500), Grams(3_150)), Some(10.0));
        assert_eq!(weight_loss_percent(Grams(3_500), Grams(3_850)), Some(-10.0), "heavier");
        assert_eq!(weight_loss_percent(Grams(0), Grams(3_150)), None);
    }

    #[test]
    fn body_mass_index_needs_a_height() {
        let index = bmi(Grams(12_400), Millimetres(865)).unwrap();
        assert!((index - 16.57).abs() < 0.005, "{index}");
        assert_eq!(bmi(Grams(12_400), Millimetres(0)), None);
    }
}
