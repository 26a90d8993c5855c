//! What is known of a ledger that was put back from a copy.

use chrono::{DateTime, Utc};
use doorstep_domain::id::{DeviceId, StaffId};

use super::DeviceState;

/// A ledger that was put back from a copy, and what came back since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restore {
    /// The epoch that began with it.
    pub epoch: u32,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Whether somebody has confirmed it, and when.
    pub confirmed_at: Option<DateTime<Utc>>,
    /// Every laptop that is not revoked.
    pub devices: Vec<RestoredDevice>,
}

impl Restore {
    /// Whether every laptop was here and all that it signed is here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.devices.iter().all(RestoredDevice::is_whole)
    }
}

/// What is known of a laptop since a restore.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestoredDevice {
    /// Which.
    pub device: DeviceId,
    /// Whose.
    pub staff: StaffId,
    /// Whether it is let in.
    pub state: DeviceState,
    /// When it was last here, to the hour.
    pub last_seen_at: DateTime<Utc>,
    /// What it gave back; none where it was not here since, or has more to send.
    pub came_back: Option<CameBack>,
    /// How many of its batches are here since the restore.
    pub batches: u64,
    /// Batches that were signed on it and are not here: what is known to be lost, unless they still come.
    pub missing: Vec<Missing>,
}

impl RestoredDevice {
    /// Whether it was here, and all that it signed is here.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.came_back.is_some() && self.missing.is_empty()
    }
}

/// What a laptop gave back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CameBack {
    /// When it had nothing more to send.
    pub at: DateTime<Utc>,
    /// How many batches it had sent by then.
    pub batches: u64,
}

/// Batches of one incarnation that are not here: from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The incarnation.
    pub incarnation: u32,
    /// The first number that is missing.
    pub from: u64,
    /// The last.
    pub to: u64,
}
