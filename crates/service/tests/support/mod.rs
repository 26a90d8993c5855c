//! What the tests of this crate share: an organisation, laptops that sign, and a client that speaks HTTP by hand.
#![allow(dead_code, reason = "each test program uses its part")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

pub(crate) mod client;
pub(crate) mod laptop;
#[cfg(unix)]
pub(crate) mod postgres;
pub(crate) mod running;
pub(crate) mod visitor;
pub(crate) mod world;

use chrono::{DateTime, Utc};

/// A morning in November.
pub(crate) fn morning() -> DateTime<Utc> {
    "2026-11-02T09:00:00Z".parse().unwrap()
}
