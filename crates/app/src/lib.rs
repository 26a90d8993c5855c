//! What a person can do at this desk: one file for each area of the screen, and one table of calls.
//!
//! The window, the terminal and the tests all come through [`App::call`]. Nothing here knows Tauri.

pub mod allocation;
pub mod api;
mod app;
pub mod board;
pub mod brief;
pub mod caseload;
pub mod changed;
mod changes;
mod courier;
pub mod decisions;
pub mod double_booking;
pub mod entry;
pub mod error;
pub mod family;
pub mod growth;
pub mod identity;
pub mod import;
pub mod invitation;
mod journal;
mod link;
pub mod look_up;
pub mod loops;
mod mint;
pub mod person;
mod policy;
pub mod register;
pub mod reviews;
pub mod scales;
pub mod scans;
pub mod screen;
pub mod seen;
pub mod session;
pub mod set_aside;
pub mod staff;
pub mod status;
pub mod sync_centre;
pub mod team;
mod unverified;
mod verify;
pub mod visit;
mod writing;

pub use app::{App, Config};
pub use error::{ApiError, ErrorCode};
pub use policy::{RefusedPolicy, policy_in_force};
pub use verify::{Unsent, VerifyReport};

use chrono::{DateTime, FixedOffset};

/// Tells the time. Everything else is told it.
pub type Clock = std::sync::Arc<dyn Fn() -> DateTime<FixedOffset> + Send + Sync>;

/// The laptop's own clock, with its offset: the one place that reads it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "time comes in here and is passed on as an argument")]
pub fn laptop_clock() -> Clock {
    std::sync::Arc::new(|| chrono::Local::now().fixed_offset())
}
