//! What the service counts, in the text form that Prometheus reads. Numbers only: no id, no name, no address.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use doorstep_sync::wire::Outcome;

use crate::ledger::Arrived;
use crate::refusal::Refusal;

/// Upper ends, in seconds, of the buckets that syncs are sorted into by how long they took.
const SYNC_SECONDS: [f64; 10] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0, 10.0];

/// Everything that is counted since the process began.
#[derive(Default)]
pub(crate) struct Metrics {
    bytes_in: AtomicU64,
    bytes_out: AtomicU64,
    connections: AtomicU64,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    requests: BTreeMap<(&'static str, u16), u64>,
    refusals: BTreeMap<&'static str, u64>,
    ledger_errors: u64,
    ledger_behind: u64,
    connections_closed: u64,
    batches: BTreeMap<&'static str, u64>,
    changes_accepted: u64,
    syncs: [u64; SYNC_SECONDS.len()],
    syncs_in_all: u64,
    sync_seconds: f64,
    /// None until somebody looked.
    unallocated: Option<u64>,
}

/// What is known at this moment and not counted.
pub(crate) struct Now {
    pub(crate) sessions: usize,
    pub(crate) in_work: usize,
}

impl Metrics {
    /// A request was answered, or refused.
    pub(crate) fn answered(&self, route: &'static str, status: u16, refusal: Option<Refusal>, took: Duration) {
        let mut counts = self.counts();
        *counts.requests.entry((route, status)).or_default() += 1;
        if let Some(refusal) = refusal {
            *counts.refusals.entry(refusal.status_and_code().1).or_default() += 1;
            counts.ledger_errors += u64::from(refusal == Refusal::Ledger);
        }
        if route == doorstep_sync::wire::SYNC {
            counts.sync_took(took.as_secs_f64());
        }
    }

    /// Batches were stored or set aside.
    pub(crate) fn pushed(&self, batches: &[Arrived], outcomes: &[Outcome]) {
        let mut counts = self.counts();
        for (batch, outcome) in batches.iter().zip(outcomes) {
            *counts.batches.entry(name(outcome)).or_default() += 1;
            if *outcome == Outcome::Accepted {
                counts.changes_accepted += batch.signed.changes.len() as u64;
            }
        }
    }

    /// The ledger could not be read when somebody asked whether it can be.
    pub(crate) fn ledger_failed(&self) {
        self.counts().ledger_errors += 1;
    }

    /// A laptop had read further than the ledger goes.
    pub(crate) fn ledger_is_behind(&self) {
        self.counts().ledger_behind += 1;
    }

    /// A connection of an address that has too many was closed.
    pub(crate) fn connection_closed(&self) {
        self.counts().connections_closed += 1;
    }

    /// For how many children nobody is accountable.
    pub(crate) fn found_unallocated(&self, children: u64) {
        self.counts().unallocated = Some(children);
    }

    pub(crate) fn connection_opens(&self) {
        self.connections.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn connection_ends(&self) {
        self.connections.fetch_sub(1, Ordering::Relaxed);
    }

    /// So many bytes of requests came, within TLS.
    pub(crate) fn came(&self, bytes: usize) {
        self.bytes_in.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// So many bytes of answers went, within TLS.
    pub(crate) fn went(&self, bytes: usize) {
        self.bytes_out.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All of it, as Prometheus reads it.
    pub(crate) fn text(&self, now: &Now) -> String {
        let counts = self.counts();
        let mut text = Text::default();
        text.family("requests_total", "counter", "Requests, by route and status");
        for ((route, status), count) in &counts.requests {
            text.line("requests_total", &format!("route=\"{route}\",status=\"{status}\""), count);
        }
        text.family("refusals_total", "counter", "Requests that were refused, by code; busy is load that was shed");
        for (code, count) in &counts.refusals {
            text.line("refusals_total", &format!("code=\"{code}\""), count);
        }
        counts.write_syncs(&mut text);
        text.family("batches_total", "counter", "Batches that laptops sent, by what became of them");
        for (outcome, count) in &counts.batches {
            text.line("batches_total", &format!("outcome=\"{outcome}\""), count);
        }
        let plain = [
            ("changes_accepted_total", "counter", "Changes in accepted batches", counts.changes_accepted),
            ("ledger_errors_total", "counter", "Requests that failed because of the ledger", counts.ledger_errors),
            (
                "ledger_behind_total",
                "counter",
                "Requests of laptops that had read further than the ledger goes: it was put back from a copy",
                counts.ledger_behind,
            ),
            ("bytes_in_total", "counter", "Bytes of requests", self.bytes_in.load(Ordering::Relaxed)),
            ("bytes_out_total", "counter", "Bytes of answers", self.bytes_out.load(Ordering::Relaxed)),
            ("connections", "gauge", "Connections now", self.connections.load(Ordering::Relaxed)),
            (
                "connections_closed_total",
                "counter",
                "Connections closed because their address had too many",
                counts.connections_closed,
            ),
            ("sessions", "gauge", "Sessions of laptops now", now.sessions as u64),
            ("requests_in_work", "gauge", "Requests that the ledger works on now", now.in_work as u64),
        ];
        for (name, kind, help, value) in plain {
            text.family(name, kind, help);
            text.line(name, "", value);
        }
        if let Some(children) = counts.unallocated {
            text.family("children_unallocated", "gauge", "Children for whom nobody is accountable: to be none");
            text.line("children_unallocated", "", children);
        }
        text.family("build_info", "gauge", "The version that runs");
        text.line("build_info", concat!("version=\"", env!("CARGO_PKG_VERSION"), "\""), 1);
        text.0
    }
}

impl Counts {
    fn sync_took(&mut self, seconds: f64) {
        self.syncs_in_all += 1;
        self.sync_seconds += seconds;
        for (count, end) in self.syncs.iter_mut().zip(SYNC_SECONDS) {
            *count += u64::from(seconds <= end);
        }
    }

    fn write_syncs(&self, text: &mut Text) {
        text.family("sync_seconds", "histogram", "How long syncs took");
        for (count, end) in self.syncs.iter().zip(SYNC_SECONDS) {
            text.line("sync_seconds_bucket", &format!("le=\"{end}\""), count);
        }
        text.line("sync_seconds_bucket", "le=\"+Inf\"", self.syncs_in_all);
        text.line("sync_seconds_sum", "", self.sync_seconds);
        text.line("sync_seconds_count", "", self.syncs_in_all);
    }
}

fn name(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Accepted => "accepted",
        Outcome::AlreadyHad => "already_had",
        Outcome::Waiting => "waiting",
        Outcome::Quarantined { .. } => "quarantined",
    }
}

#[derive(Default)]
struct Text(String);

impl Text {
    fn family(&mut self, name: &str, kind: &str, help: &str) {
        // Writing to a String cannot fail.
        let _written = writeln!(self.0, "# HELP doorstep_{name} {help}.\n# TYPE doorstep_{name} {kind}");
    }

    fn line(&mut self, name: &str, labels: &str, value: impl std::fmt::Display) {
        let labels = if labels.is_empty() { String::new() } else { format!("{{{labels}}}") };
        let _written = writeln!(self.0, "doorstep_{name}{labels} {value}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sync_is_in_every_bucket_that_it_fits_into() {
        let metrics = Metrics::default();
        for millis in [4, 30, 20_000] {
            metrics.answered(doorstep_sync::wire::SYNC, 200, None, Duration::from_millis(millis));
        }
        let text = metrics.text(&Now { sessions: 7, in_work: 0 });
        for line in [
            "doorstep_sync_seconds_bucket{le=\"0.005\"} 1",
            "doorstep_sync_seconds_bucket{le=\"0.05\"} 2",
            "doorstep_sync_seconds_bucket{le=\"10\"} 2",
            "doorstep_sync_seconds_bucket{le=\"+Inf\"} 3",
            "doorstep_sync_seconds_count 3",
            "doorstep_requests_total{route=\"/v1/sync\",status=\"200\"} 3",
            "doorstep_sessions 7",
        ] {
            assert!(text.lines().any(|found| found == line), "{line}\n{text}");
        }
    }
}
