//! The sync centre: what has not reached the service, item by item, and how the last sync went.

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::PersonId;
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::leaving::LeftItem;
use doorstep_store::outbox::OutboxItem;
use doorstep_store::read::Progress;
use serde::Serialize;
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::{ApiError, ErrorCode};
use crate::person::{PersonView, view};
use crate::set_aside::{QuarantinedItem, quarantined};
use crate::status::StatusView;

/// The sync centre.
#[derive(Clone, Serialize, TS)]
pub struct SyncCentreView {
    /// The line on every screen.
    pub status: StatusView,
    /// The service's address.
    pub service: String,
    /// Items not yet at the service, oldest first, 200 at most.
    pub unsent: Vec<UnsentItem>,
    /// Items that the service set aside, with the reason.
    pub quarantined: Vec<QuarantinedItem>,
    /// Items that the service received when the family was no longer here: the record left this laptop. The latest first.
    pub left: Vec<LeftView>,
    /// Why the last sync failed, if it did.
    pub last_error: Option<ErrorCode>,
    /// Whether the service and this laptop disagree about what it should hold.
    pub diverged: bool,
    /// Entries held on this laptop.
    pub entries_held: u32,
}

/// An item: what one signature covers.
#[derive(Clone, Serialize, TS)]
pub struct UnsentItem {
    /// Its number on this laptop.
    #[ts(type = "number")]
    pub number: u64,
    /// The kinds of entry in it.
    pub kinds: Vec<UnsentKind>,
    /// Whose; none where it is about nobody whom this laptop knows.
    pub person: Option<PersonView>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// Whether the service keeps it until the version that it builds on arrives.
    pub waiting: bool,
}

/// A kind of entry in an item.
#[derive(Clone, Serialize, TS)]
pub struct UnsentKind {
    /// As the window names it.
    pub kind: String,
    /// How sensitive it is: what is restricted is not named.
    pub sensitivity: Sensitivity,
}

/// An item that is at the service and no longer on this laptop. Whose it was, the laptop does not know any more.
#[derive(Clone, Serialize, TS)]
pub struct LeftView {
    /// Its number on this laptop.
    #[ts(type = "number")]
    pub number: u64,
    /// The kinds of entry in it.
    pub kinds: Vec<UnsentKind>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
}

/// The most items that one screen lists of what left.
const MOST_LEFT: u32 = 20;

/// The most items that one screen lists.
const MOST_ITEMS: u32 = 200;

impl App {
    pub(crate) fn sync_centre(&self, nothing: Nothing) -> Result<SyncCentreView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let unsent = vault.outbox(MOST_ITEMS)?.into_iter().map(|item| unsent(&vault, item, today));
        let set_aside = vault.quarantined(MOST_ITEMS)?;
        let quarantined = set_aside.iter().map(|item| quarantined(&vault, item, today));
        Ok(SyncCentreView {
            status: self.status(nothing)?,
            service: vault.enrolment()?.address,
            unsent: unsent.collect::<Result<_, _>>()?,
            quarantined: quarantined.collect::<Result<_, _>>()?,
            left: vault.left(MOST_LEFT)?.into_iter().map(left).collect(),
            last_error: self.courier()?.state().and_then(|state| state.last_error),
            diverged: vault.diverged()?,
            entries_held: vault.count_entries()?,
        })
    }

    pub(crate) fn sync_now(&self, nothing: Nothing) -> Result<SyncCentreView, ApiError> {
        // How it went is in the view: a failed sync is a state, not an error of this call.
        let _ = self.courier()?.sync();
        self.sync_centre(nothing)
    }
}

fn unsent(vault: &Vault, item: OutboxItem, today: NaiveDate) -> Result<UnsentItem, ApiError> {
    Ok(UnsentItem {
        number: item.number,
        person: first_person(vault, &item, today)?,
        kinds: item.kinds.into_iter().map(unsent_kind).collect(),
        signed_at: item.signed_at.to_rfc3339(),
        waiting: item.progress == Progress::Waiting,
    })
}

/// A kind of a later version may be anything.
fn unsent_kind(kind: String) -> UnsentKind {
    let sensitivity = EntryKind::named(&kind).map_or(Sensitivity::Restricted, EntryKind::sensitivity);
    UnsentKind { kind, sensitivity }
}

fn left(item: LeftItem) -> LeftView {
    let kinds = item.kinds.into_iter().map(unsent_kind).collect();
    LeftView { number: item.number, kinds, signed_at: item.signed_at.to_rfc3339() }
}

/// The first subject that is a person this laptop knows: the child, for a visit.
fn first_person(vault: &Vault, item: &OutboxItem, today: NaiveDate) -> Result<Option<PersonView>, ApiError> {
    for subject in &item.subjects {
        if let Some(row) = vault.person(PersonId::from_bytes(*subject))? {
            return Ok(Some(view(row, today)));
        }
    }
    Ok(None)
}
