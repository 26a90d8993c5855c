//! Growth: units, standard deviation scores by the WHO Child Growth Standards, and what to reject or ask about.
//!
//! UK90 is not shipped. Without a pack of it there is no centile before two weeks of (corrected) age or from four years: the value is shown alone.

mod centile;
mod check;
mod lms;
mod reference;
mod typed;
mod uk90;
mod units;

pub use centile::{Centile, centile};
pub use check::{MeasurementContext, check_bmi, check_head, check_length, check_weight};
pub use lms::{GrowthTable, Lms, TableError, TableFault};
pub use reference::{Growth, Measured, NoScore, Score};
pub use typed::{LengthError, NumberError, WeightError, parse_length_cm, parse_weight};
pub use uk90::Uk90;
pub use units::{Grams, Millimetres, bmi, weight_loss_percent};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Sex, as growth standards need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

/// What is measured, each in the unit of the growth table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Weight, in kilograms.
    Weight,
    /// Length lying under two years, height standing from then on, in centimetres.
    LengthOrHeight,
    /// Head circumference, in centimetres.
    Head,
    /// Body mass index, in kilograms per square metre; read from two years on.
    Bmi,
}
