//! The vault: one practitioner's encrypted records on one laptop.
//!
//! `change` and `batch` are the truth; `entry`, `person` and the rest are projections of them. Saving is one durable
//! transaction. Every change is hashed again when it is read.
#![deny(missing_docs)]

mod append;
pub mod audit;
mod desk;
pub mod device;
pub mod draft;
mod error;
mod find;
pub mod glance;
mod held;
pub mod keys;
pub mod leaving;
pub mod looks;
pub mod mark;
mod migrate;
mod names;
mod offer;
mod one_person;
pub mod open;
pub mod outbox;
pub mod passphrase;
mod people;
mod project;
pub mod read;
mod rebuild;
mod repair;
mod replica;
pub mod scans;
pub mod set_aside;
pub mod sign;
#[cfg(feature = "simulation")]
pub mod simulation;
pub mod slots;
mod standing;
mod until;
mod vault;
pub mod verify;
mod words;

pub use error::Error;
pub use find::MOST_FOUND;
pub use vault::{Enrolled, Making, Vault};

/// Makes a folder that only this user can read.
///
/// # Errors
/// When it cannot be made.
pub fn create_private_folder(folder: &std::path::Path) -> Result<(), Error> {
    doorstep_platform::create_private_dir(folder).map_err(|error| Error::Keys(error.into()))
}

/// Keeps what is in memory out of crash dumps, for the whole process.
///
/// # Errors
/// When the system does not allow it to be set.
pub fn forbid_core_dumps() -> std::io::Result<()> {
    doorstep_platform::forbid_core_dumps()
}
