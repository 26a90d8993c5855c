//! How a service is run.

use std::fmt;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};

/// Where the time comes from.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>);

impl Clock {
    /// A clock that asks `now` each time.
    pub fn new(now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// How the service is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// TLS 1.3 with `tls/server.pem` and `tls/server.key` of the data folder, which an operator puts there.
    Tls,
    /// TLS 1.3 with a development authority for this machine, made in `tls/` where it is missing.
    DevelopmentTls,
    /// No TLS. Only on a loopback address.
    PlainHttpOnLoopback,
}

/// A certificate and its key, each a PEM file.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// The certificate and what it hangs on.
    pub chain: PathBuf,
    /// Its key. Refused where others may read it.
    pub key: PathBuf,
}

/// Where administrators find figures and the fleet.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Where to listen. On a loopback address in clear; on any other with the service's TLS, and only with a token.
    pub listen: SocketAddr,
    /// The file that holds the token.
    pub token: Option<PathBuf>,
}

/// How a service is run.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder with the ledger, its keys and certificates. Made, for this user alone, where it is missing.
    pub data: PathBuf,
    /// Where to listen. Port 0 takes a free one.
    pub listen: SocketAddr,
    /// How it is reached.
    pub transport: Transport,
    /// Its certificate, where it is not the one of the data folder.
    pub certificate: Option<Certificate>,
    /// Where administrators find it; nowhere where it is none.
    pub desk: Option<Desk>,
    /// Where the time comes from.
    pub clock: Clock,
    /// What it puts up with.
    pub limits: Limits,
}

impl Config {
    /// As it is usually run.
    pub fn new(data: PathBuf, listen: SocketAddr, transport: Transport, clock: Clock) -> Self {
        Self { data, listen, transport, certificate: None, desk: None, clock, limits: Limits::default() }
    }
}

/// What a service puts up with. The defaults let any laptop do its day's work and its first pull.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Connections at once; more wait to be accepted.
    pub connections: usize,
    /// Connections at once from one address; more are closed.
    pub connections_an_address: usize,
    /// Requests in work at once; more are told to come back.
    pub requests_at_once: usize,
    /// Requests in work at once of one device.
    pub requests_of_a_device: u32,
    /// Requests that a device may make at a stretch.
    pub burst: u32,
    /// Requests that a device gets back each minute.
    pub requests_a_minute: u32,
    /// Changes that a device may send in an hour, and at a stretch.
    pub changes_an_hour: u32,
    /// Requests of all devices of an organisation in a minute, and at a stretch.
    pub organisation_requests_a_minute: u32,
    /// Requests without a session in a minute from one address, and at a stretch: a whole organisation may be behind it.
    pub strangers_a_minute: u32,
    /// Signatures of challenges that may fail for a device within an hour.
    pub failed_signatures_an_hour: u32,
    /// Challenges outstanding at once, of all devices.
    pub challenges: usize,
    /// How long a challenge may be signed.
    pub challenge_lasts: Duration,
    /// How long a session lasts.
    pub session_lasts: Duration,
    /// How long a handshake, and then a request's header, may take.
    pub header_within: Duration,
    /// How long a request may take, its body included.
    pub request_within: Duration,
    /// How long a connection may be silent between requests.
    pub idle_for: Duration,
    /// How long somebody may take to read an answer.
    pub answer_within: Duration,
    /// How long requests in work are waited for when the service stops.
    pub stop_within: Duration,
    /// The largest body, in bytes.
    pub body: usize,
    /// All bodies that are being read or worked on at once, in bytes.
    pub bodies_at_once: usize,
    /// The largest page of changes, in bytes; a request may ask for less.
    pub page: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2_048,
            connections_an_address: 1_024,
            requests_at_once: 256,
            requests_of_a_device: 4,
            burst: 300,
            requests_a_minute: 60,
            changes_an_hour: 10_000,
            organisation_requests_a_minute: 30_000,
            strangers_a_minute: 30_000,
            failed_signatures_an_hour: 10,
            challenges: 100_000,
            challenge_lasts: Duration::from_secs(60),
            session_lasts: Duration::from_secs(12 * 60 * 60),
            header_within: Duration::from_secs(10),
            request_within: Duration::from_secs(30),
            idle_for: Duration::from_secs(60),
            answer_within: Duration::from_secs(15 * 60),
            stop_within: Duration::from_secs(10),
            body: 8 << 20,
            bodies_at_once: 512 << 20,
            page: 4 << 20,
        }
    }
}
