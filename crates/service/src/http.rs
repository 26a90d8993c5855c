//! The service over HTTP/1.1: addresses, limits, and the loop that accepts connections.

mod body;
mod enrol;
mod guard;
mod listen;
mod patience;
mod reply;
mod routes;
mod session;
mod status;
mod sync;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Semaphore;

use crate::config::{Clock, Limits};
use crate::ledger::Ledger;
use crate::refusal::Refusal;
use crate::session::Sessions;

pub(crate) use listen::{Listening, serve};

/// What the handlers share.
pub(crate) struct App {
    ledger: Arc<dyn Ledger>,
    sessions: Mutex<Sessions>,
    work: Semaphore,
    clock: Clock,
    limits: Limits,
}

impl App {
    pub(crate) fn new(ledger: Arc<dyn Ledger>, clock: Clock, limits: Limits) -> Self {
        Self {
            ledger,
            sessions: Mutex::new(Sessions::new(limits.clone())),
            work: Semaphore::new(limits.requests_at_once),
            clock,
            limits,
        }
    }

    fn sessions(&self) -> MutexGuard<'_, Sessions> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does work that blocks on a thread of its own. Over the limit nothing queues: the laptop is told to come back.
    async fn work<T: Send + 'static>(
        self: &Arc<Self>,
        work: impl FnOnce(&Self) -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let _permit = self.work.try_acquire().map_err(|_| Refusal::Busy)?;
        let app = Arc::clone(self);
        tokio::task::spawn_blocking(move || work(&app)).await.unwrap_or_else(|panicked| {
            tracing::error!(is_panic = panicked.is_panic(), "a request failed");
            Err(Refusal::Internal)
        })
    }
}
