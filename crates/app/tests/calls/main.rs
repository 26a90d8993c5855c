//! The calls, at a real desk with a real vault and no service: importing, undoing, exporting, recording any kind of entry.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod access;
mod allocation;
mod appointments;
mod around;
mod board;
mod colleagues;
mod decisions;
mod delegations;
mod desk;
mod export;
mod growth;
mod history;
mod identity;
mod leaving;
mod loops;
mod recording;
mod referrals;
mod refusals;
mod registering;
mod reviews;
mod run;
mod scans;
mod seen;
mod set_aside;
mod staff;
mod steps;
mod team;
mod undo;
mod visits;
