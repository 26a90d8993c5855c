//! Synthetic people, for tests, demonstration data and benchmarks. Nobody here exists.

mod caseload;
pub mod dice;
pub mod family;
mod history;
pub mod misspelt;
pub mod names;
pub mod places;

pub use caseload::caseload_csv;
