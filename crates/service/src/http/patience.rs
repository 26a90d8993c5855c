//! How long a connection may be silent: hyper has one timer for idle connections and slow headers, and they differ.
//!
//! A laptop may keep its connection for a minute between syncs; once it begins a request, the header must follow soon.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

use super::App;
use crate::config::Limits;

/// No request is in work, and this is how long the connection may go on like that.
#[derive(Clone)]
pub(super) struct Patience(Arc<Shared>);

struct Shared {
    started: Instant,
    header_within: Duration,
    idle_for: Duration,
    answer_within: Duration,
    /// Milliseconds after `started`.
    deadline: AtomicU64,
    /// Until when the answer must have been read, in milliseconds after `started`.
    answer_by: AtomicU64,
    /// Whether the next byte that comes in begins a request.
    idle: AtomicBool,
}

/// Deadlines do not count while a request is in work: it has its own limit.
const NEVER: u64 = u64::MAX;

impl Patience {
    pub(super) fn new(limits: &Limits) -> Self {
        let patience = Self(Arc::new(Shared {
            started: Instant::now(),
            header_within: limits.header_within,
            idle_for: limits.idle_for,
            answer_within: limits.answer_within,
            deadline: AtomicU64::new(NEVER),
            answer_by: AtomicU64::new(NEVER),
            idle: AtomicBool::new(false),
        }));
        // A fresh connection has come to ask something.
        patience.wait(limits.header_within);
        patience
    }

    pub(super) fn request_begins(&self) {
        self.0.idle.store(false, Ordering::Relaxed);
        self.0.deadline.store(NEVER, Ordering::Relaxed);
    }

    pub(super) fn request_ends(&self) {
        self.0.idle.store(true, Ordering::Relaxed);
        self.0.answer_by.store(self.after(self.0.answer_within), Ordering::Relaxed);
        self.wait(self.0.idle_for);
    }

    /// Returns when the connection has been silent for too long.
    pub(super) async fn runs_out(&self) {
        loop {
            let deadline = self.0.deadline.load(Ordering::Relaxed);
            let now = self.millis();
            if now >= deadline {
                return;
            }
            let step = Duration::from_millis(deadline.saturating_sub(now));
            tokio::time::sleep(step.min(self.0.header_within)).await;
        }
    }

    fn wait(&self, duration: Duration) {
        self.0.deadline.store(self.after(duration), Ordering::Relaxed);
    }

    fn after(&self, duration: Duration) -> u64 {
        self.millis().saturating_add(u64::try_from(duration.as_millis()).unwrap_or(NEVER))
    }

    fn millis(&self) -> u64 {
        u64::try_from(self.0.started.elapsed().as_millis()).unwrap_or(NEVER)
    }

    fn bytes_came(&self) {
        if self.0.idle.swap(false, Ordering::Relaxed) {
            self.wait(self.0.header_within);
        }
    }

    /// A long answer over a slow link is no silence, but reading it a byte a minute is an attack.
    fn bytes_went(&self) {
        if self.0.idle.load(Ordering::Relaxed) {
            let answer_by = self.0.answer_by.load(Ordering::Relaxed);
            self.0.deadline.store(self.after(self.0.idle_for).min(answer_by), Ordering::Relaxed);
        }
    }
}

/// A stream that tells [`Patience`] and the metrics what it carries.
pub(super) struct Watched<S> {
    stream: S,
    patience: Patience,
    app: Arc<App>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S, patience: Patience, app: Arc<App>) -> Self {
        Self { stream, patience, app }
    }

    fn wrote(&self, polled: &Poll<io::Result<usize>>) {
        if let Poll::Ready(Ok(bytes)) = polled {
            self.app.metrics.went(*bytes);
            self.patience.bytes_went();
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buffer: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.stream).poll_read(cx, buffer);
        let came = buffer.filled().len() - before;
        if came > 0 {
            self.app.metrics.came(came);
            self.patience.bytes_came();
        }
        polled
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.wrote(&polled);
        polled
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let polled = Pin::new(&mut self.stream).poll_write_vectored(cx, bytes);
        self.wrote(&polled);
        polled
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: Duration = Duration::from_millis(20);
    const IDLE: Duration = Duration::from_millis(200);
    const ANSWER: Duration = Duration::from_millis(400);

    fn patience() -> Patience {
        let limits = Limits { header_within: HEADER, idle_for: IDLE, answer_within: ANSWER, ..Limits::default() };
        Patience::new(&limits)
    }

    async fn runs_out_within(patience: &Patience, time: Duration) -> bool {
        tokio::time::timeout(time, patience.runs_out()).await.is_ok()
    }

    #[tokio::test]
    async fn a_fresh_connection_and_a_begun_header_have_little_time_and_an_idle_connection_more() {
        let patience = patience();
        assert!(runs_out_within(&patience, HEADER * 3).await, "nothing was asked");

        patience.request_begins();
        assert!(!runs_out_within(&patience, HEADER * 3).await, "a request in work has its own limit");

        patience.request_ends();
        assert!(!runs_out_within(&patience, HEADER * 3).await, "idle");
        patience.bytes_came();
        assert!(runs_out_within(&patience, HEADER * 3).await, "a header was begun and not finished");

        patience.request_ends();
        assert!(runs_out_within(&patience, IDLE * 2).await, "idle for too long");
    }

    #[tokio::test]
    async fn a_header_that_dribbles_in_gains_no_time() {
        let patience = patience();
        patience.request_ends();
        patience.bytes_came();
        let dribble = async {
            loop {
                tokio::time::sleep(HEADER / 4).await;
                patience.bytes_came();
            }
        };
        tokio::select! {
            () = patience.runs_out() => {}
            () = dribble => {}
            () = tokio::time::sleep(HEADER * 5) => panic!("each byte bought more time"),
        }
    }

    #[tokio::test]
    async fn an_answer_that_is_read_by_the_byte_is_given_up() {
        let patience = patience();
        patience.request_begins();
        patience.request_ends();
        let reads = async {
            loop {
                tokio::time::sleep(IDLE / 4).await;
                patience.bytes_went();
            }
        };
        let began = Instant::now();
        tokio::select! {
            () = patience.runs_out() => assert!(began.elapsed() > IDLE + HEADER, "it was no silence"),
            () = reads => {}
            () = tokio::time::sleep(ANSWER * 3) => panic!("each byte bought more time"),
        }
    }
}
