//! What health visiting is. Pure: no input or output, no clock, no SQL, no async.
//!
//! A record is a set of signed, immutable changes ([`change`]); what an entry says is a fold of its changes
//! ([`fold`], and `merge` for its fields); the kinds of entry are in [`entries`]. The laptop and the service run this same code.
#![deny(missing_docs)]
// The compiler is our recall mechanism: a new kind, role or outcome has to be decided about wherever one is matched.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod access;
pub mod allocation;
pub mod audience;
pub mod brief;
pub mod care;
pub mod change;
pub mod changed;
pub mod double_booking;
pub mod duplicates;
pub mod entries;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod fold;
pub mod growth;
pub mod household;
pub mod id;
pub mod invalid;
pub mod invitation;
pub mod involved;
pub mod loops;
mod merge;
pub mod name;
pub mod nhs_number;
pub mod one_person;
pub mod person;
pub mod phone;
pub mod policy;
pub mod postcode;
pub mod scan;
pub mod schedule;
pub mod sensitivity;
pub mod staff;
pub mod time;

pub use merge::{Candidate, FieldConflict};
