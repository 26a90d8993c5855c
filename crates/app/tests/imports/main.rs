//! Importing, undoing and exporting a caseload, at a real desk with a real vault and no service.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod colleagues;
mod desk;
mod export;
mod refusals;
mod run;
mod undo;
