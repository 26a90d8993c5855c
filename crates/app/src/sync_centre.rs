//! The sync centre: what has not reached the service, item by item, and how the last sync went.

use serde::Serialize;
use ts_rs::TS;

use crate::error::ErrorCode;
use crate::person::PersonView;
use crate::status::StatusView;

/// The sync centre.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SyncCentreView {
    /// The line on every screen.
    pub status: StatusView,
    /// The service's address.
    pub service: String,
    /// Items not yet at the service, oldest first, 200 at most.
    pub unsent: Vec<UnsentItem>,
    /// Items that the service set aside, with the reason.
    pub quarantined: Vec<QuarantinedItem>,
    /// Why the last sync failed, if it did.
    pub last_error: Option<ErrorCode>,
    /// Whether the service and this laptop disagree about what it should hold.
    pub diverged: bool,
    /// Entries held on this laptop.
    pub entries_held: u32,
}

/// An item: what one signature covers.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UnsentItem {
    /// Its number on this laptop.
    #[ts(type = "number")]
    pub number: u64,
    /// Kinds of entry in it, as the window names them.
    pub kinds: Vec<String>,
    /// Whose, where it is one family's.
    pub person: Option<PersonView>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// Whether it was sent and not acknowledged.
    pub sent: bool,
}

/// An item that the service set aside: kept whole here and there.
#[derive(Debug, Clone, Serialize, TS)]
pub struct QuarantinedItem {
    /// Its number on this laptop.
    #[ts(type = "number")]
    pub number: u64,
    /// Whose.
    pub person: Option<PersonView>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// Why, as a code that the window has words for.
    pub reason: String,
}
