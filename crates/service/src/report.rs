//! What laptops say of what is on them and not here, so that a loss can be told when one is lost.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};
use doorstep_domain::id::DeviceId;
use doorstep_sync::wire::SyncRequest;

/// What a laptop said, the last time that it was here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Report {
    /// When it said so.
    pub(crate) at: DateTime<Utc>,
    /// How many drafts are on it. Their words never leave it.
    pub(crate) drafts: usize,
    /// When the oldest of them was opened.
    pub(crate) oldest_draft_at: Option<DateTime<Utc>>,
    /// Signed work that was still only on it, and when the oldest of it was signed.
    pub(crate) unsent: Option<(u32, DateTime<Utc>)>,
}

impl Report {
    pub(crate) fn of(request: &SyncRequest, at: DateTime<Utc>) -> Self {
        let oldest = request.drafts.iter().map(|draft| draft.opened_at.to_utc()).min();
        let unsent = request.left.map(|left| (left.batches, left.oldest.to_utc()));
        Self { at, drafts: request.drafts.len(), oldest_draft_at: oldest, unsent }
    }
}

/// Where reports are kept.
pub(crate) trait Reports: Send + Sync {
    /// Keeps a report in the place of the device's last.
    fn keep(&self, device: DeviceId, report: Report);

    /// The device's last report.
    fn of(&self, device: DeviceId) -> Option<Report>;
}

/// Reports in memory: after a restart nothing is known of a laptop until it is here again.
#[derive(Default)]
pub(crate) struct InMemory(Mutex<HashMap<DeviceId, Report>>);

impl Reports for InMemory {
    fn keep(&self, device: DeviceId, report: Report) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(device, report);
    }

    fn of(&self, device: DeviceId) -> Option<Report> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&device).copied()
    }
}
