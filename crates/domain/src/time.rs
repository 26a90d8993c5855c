//! Dates, instants and ages as a record needs them. Nothing here reads a clock: time is an argument.
//!
//! History may be dated by a month, a year or "about 2019" ([`PartialDate`]); a contact or a measurement may not.

mod age;
pub mod clock;
mod gestation;
mod import;
mod occurred;
mod partial_date;
mod typed_date;

pub use age::{Age, CorrectedAge};
pub use gestation::{Gestation, GestationAtBooking, GestationError};
pub use import::{ImportDateError, date_from_import};
pub use occurred::{NotATime, Occurred};
pub use partial_date::{NotADate, PartialDate, Precision};
pub use typed_date::typed_dates;
