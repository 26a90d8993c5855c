//! The central service: laptops sync with it when there is a connection.
//!
//! It authenticates a device, asks the [`ledger`] and replies; it has no state of its own that a restart could lose.
//! [`Service::start`] runs it inside a test or a benchmark, the program `doorstep-service` on a machine of its own.

pub mod admin;
mod allocate;
mod allowance;
mod backup;
mod code;
mod config;
pub mod demo;
mod error;
mod http;
mod keys;
pub mod ledger;
mod ledger_at;
mod log;
mod metrics;
mod number;
mod quota;
mod random;
mod refusal;
mod report;
mod restore;
mod revoked;
mod running;
mod secret;
mod session;
#[cfg(feature = "simulation")]
pub mod simulation;
mod sweep;
mod sync;
mod tls;

pub use admin::Admin;
pub use allocate::Why;
pub use backup::{Backup, Format, back_up, check_backup};
pub use config::{Certificate, Clock, Config, Desk, Limits, Transport};
pub use error::Error;
pub use ledger_at::LedgerAt;
pub use log::log_panics_by_place;
pub use number::OrganisationNumber;
pub use running::Service;
