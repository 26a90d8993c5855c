//! What both ends of a sync must agree on: wire types, acceptance rules, digests, the client's steps. No I/O.
//!
//! The unit of exchange is a batch, the unit of subscription an audience's log. One request pushes, answers, pulls
//! and compares digests. See `docs/SYNC.md` for the model.
#![deny(missing_docs)]

pub mod accept;
pub mod client;
pub mod digest;
pub mod frame;
pub mod key;
pub mod planted;
pub mod signature;
pub mod wire;
