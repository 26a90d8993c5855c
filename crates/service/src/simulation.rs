//! What the simulation needs of the service and nobody else: an answer without HTTP, and statements that fail.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use doorstep_domain::id::{DeviceId, OrganisationId};

use crate::ledger::{Error, Ledger};
use crate::metrics::Metrics;
use crate::session::Open;
use crate::sync::Sync;

/// Whose request it is: a device that has opened a session.
#[derive(Debug, Clone, Copy)]
pub struct Caller {
    /// The tenant.
    pub organisation: OrganisationId,
    /// The device.
    pub device: DeviceId,
}

/// Answers a packed request as the service does over HTTP.
///
/// # Errors
/// The name of the refusal.
pub fn answer(
    ledger: &dyn Ledger,
    caller: Caller,
    body: &[u8],
    now: DateTime<Utc>,
    largest_page: usize,
) -> Result<Vec<u8>, &'static str> {
    let session = Open { organisation: caller.organisation, device: caller.device };
    let metrics = Metrics::default();
    let sync = Sync { ledger, session, now, largest_page, may_send: &|_| true, metrics: &metrics };
    sync.answer(body).map_err(|refusal| refusal.status_and_code().1)
}

/// Grants and withdraws whatever is due, as the service does every half minute.
///
/// # Errors
/// When the ledger cannot be read or written.
pub fn sweep(ledger: &dyn Ledger, now: DateTime<Utc>) -> Result<usize, Error> {
    crate::sweep::sweep(ledger, now)
}

thread_local! {
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
}

/// After so many more statements of this thread every one fails, until this is called again; none: none does.
pub fn fail_after(statements: Option<u32>) {
    LEFT.set(statements);
}

/// Fails where its time has come.
pub(crate) fn statement() -> Result<(), Error> {
    match LEFT.get() {
        Some(0) => Err(Error::Database("the simulation ended this".into())),
        left => {
            LEFT.set(left.map(|left| left - 1));
            Ok(())
        }
    }
}
