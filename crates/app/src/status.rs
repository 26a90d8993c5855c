//! The line that is on every screen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;

/// How the service was at the last try.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ServiceState {
    /// Not tried since unlocking.
    NotTried,
    /// It answered.
    Reached,
    /// It could not be reached: no signal, or the service is down.
    NotReached,
    /// It answered, and refused this laptop or its version.
    Refused,
}

/// What has not reached the service, and what waits.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatusView {
    /// The laptop's clock, RFC 3339.
    pub now: String,
    /// Items signed here that the service has not acknowledged.
    pub unsent: u32,
    /// When the oldest of them was signed, RFC 3339.
    pub oldest_unsent_at: Option<String>,
    /// When the last whole sync ended, RFC 3339: how old this copy is.
    pub last_synced_at: Option<String>,
    /// How the service was at the last try.
    pub service: ServiceState,
    /// Whether a sync is running.
    pub syncing: bool,
    /// Drafts that are not signed.
    pub drafts: u32,
    /// Decisions that wait.
    pub decisions: u32,
    /// Items that the service set aside.
    pub quarantined: u32,
    /// Whether this version of Doorstep is too old for the service to send it anything new. What is signed is still sent.
    pub too_old: bool,
}

/// Parts of the screen that a change can make stale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Area {
    /// Open or locked.
    Session,
    /// Families, caseload, search.
    Record,
    /// Drafts.
    Drafts,
    /// Decisions.
    Decisions,
    /// Unsent, received, connection.
    Sync,
    /// Imports.
    Imports,
}

/// What the asker has seen.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct AwaitChanges {
    /// The number that the last answer gave; 0 at first.
    #[ts(type = "number")]
    pub seen: u64,
}

/// What changed meanwhile.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Changes {
    /// To be given back next time.
    #[ts(type = "number")]
    pub seen: u64,
    /// Stale parts; none when the wait ended first.
    pub areas: Vec<Area>,
}

impl App {
    pub(crate) fn status(&self, _: Nothing) -> Result<StatusView, ApiError> {
        let (vault, courier) = (self.vault()?, self.courier()?.state());
        let waiting = vault.waiting()?;
        let double_bookings = self.count_double_bookings(&vault)?;
        Ok(StatusView {
            now: self.now().to_rfc3339(),
            unsent: waiting.unsent,
            oldest_unsent_at: waiting.oldest.map(|at| at.to_rfc3339()),
            last_synced_at: vault.synced_at()?.map(|at| at.to_rfc3339()),
            service: courier.map_or(ServiceState::NotTried, |state| state.service),
            syncing: courier.is_some_and(|state| state.syncing),
            drafts: waiting.drafts,
            // As many as are listed: what a role may not read is not counted to it either.
            decisions: u32::try_from(vault.undecided()?.len()).unwrap_or(u32::MAX).saturating_add(double_bookings),
            quarantined: waiting.quarantined,
            too_old: vault.is_too_old()?,
        })
    }
}
