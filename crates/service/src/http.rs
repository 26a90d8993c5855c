//! The service over HTTP/1.1: addresses, limits, and the loop that accepts connections.

mod body;
mod desk;
mod enrol;
mod guard;
mod listen;
mod patience;
mod place;
mod reply;
mod routes;
mod session;
mod status;
mod sync;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use axum::http::request::Parts;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::{Clock, Limits};
use crate::ledger::Ledger;
use crate::metrics::Metrics;
use crate::quota::Quotas;
use crate::refusal::Refusal;
use crate::session::Sessions;

pub(crate) use desk::{Desk, Token};
pub(crate) use listen::{Listening, serve};
pub(crate) use place::Peer;

/// What the handlers share.
pub(crate) struct App {
    ledger: Arc<dyn Ledger>,
    sessions: Mutex<Sessions>,
    quotas: Mutex<Quotas>,
    work: Arc<Semaphore>,
    /// A permit for each KiB of body.
    bodies: Arc<Semaphore>,
    metrics: Metrics,
    clock: Clock,
    limits: Limits,
}

impl App {
    /// For how many children nobody is accountable, as the sweep found.
    pub(crate) fn found_unallocated(&self, children: u64) {
        self.metrics.found_unallocated(children);
    }

    pub(crate) fn new(ledger: Arc<dyn Ledger>, clock: Clock, limits: Limits) -> Self {
        Self {
            ledger,
            sessions: Mutex::new(Sessions::new(limits.clone())),
            quotas: Mutex::new(Quotas::new(&limits)),
            work: Arc::new(Semaphore::new(limits.requests_at_once)),
            bodies: Arc::new(Semaphore::new(limits.bodies_at_once >> 10)),
            metrics: Metrics::default(),
            clock,
            limits,
        }
    }

    /// Everything that laptops ask for.
    pub(crate) fn router(self: &Arc<Self>) -> axum::Router {
        routes::router(self)
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn quotas(&self) -> MutexGuard<'_, Quotas> {
        self.quotas.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether whoever has no session may ask something from where the request comes from.
    fn may_ask(&self, parts: &Parts) -> Result<(), Refusal> {
        let peer = parts.extensions.get::<Peer>().copied().ok_or(Refusal::Internal)?;
        if self.quotas().may_ask(peer, Instant::now()) { Ok(()) } else { Err(Refusal::TooMany) }
    }

    /// Room in memory for a body of so many bytes, until it is dropped.
    fn room_for(&self, bytes: usize) -> Result<OwnedSemaphorePermit, Refusal> {
        let kibibytes = u32::try_from(bytes.div_ceil(1 << 10)).map_err(|_| Refusal::TooLarge)?;
        Arc::clone(&self.bodies).try_acquire_many_owned(kibibytes).map_err(|_| Refusal::Busy)
    }

    /// Does work that blocks on a thread of its own. Over the limit nothing queues: the laptop is told to come back.
    async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let permit = Arc::clone(&self.work).try_acquire_owned().map_err(|_| Refusal::Busy)?;
        let app = Arc::clone(self);
        let work = move || {
            // To its end, also where nobody waits for it any more.
            let _permit = permit;
            work(&app)
        };
        tokio::task::spawn_blocking(work).await.unwrap_or_else(|panicked| {
            tracing::error!(is_panic = panicked.is_panic(), "a request failed");
            Err(Refusal::Internal)
        })
    }
}
