//! Which laptops were revoked, apart from the ledger: a copy of it that is put back may be older than that.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use doorstep_domain::id::DeviceId;
use doorstep_platform::open_private_file;

use crate::Error;

/// The file of a data folder that names every laptop that was ever revoked there, a line each. Lines are only added.
pub(crate) struct Revoked(PathBuf);

impl Revoked {
    pub(crate) fn of(data: &Path) -> Self {
        Self(data.join("revoked"))
    }

    /// Adds a laptop. It is on the disk when this returns.
    pub(crate) fn add(&self, device: DeviceId) -> Result<(), Error> {
        drop(open_private_file(&self.0).map_err(Error::file(&self.0))?);
        let appended = std::fs::OpenOptions::new().append(true).open(&self.0).and_then(|mut file| {
            // After half a line that a power cut left, it begins a line of its own.
            writeln!(file, "\n{device}")?;
            file.sync_all()
        });
        appended.map_err(Error::file(&self.0))
    }

    /// All of them. A line that names none is passed over: half a line is what a power cut leaves.
    pub(crate) fn all(&self) -> Result<Vec<DeviceId>, Error> {
        match std::fs::read_to_string(&self.0) {
            Ok(text) => Ok(text.lines().filter_map(|line| line.parse().ok()).collect()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(Error::file(&self.0)(error)),
        }
    }
}
