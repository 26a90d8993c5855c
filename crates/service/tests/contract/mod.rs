//! What every ledger must do. Each claim takes a ledger of its own, empty.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod audiences;
mod devices;
mod logs;
mod look_ups;
mod memberships;
mod moves;
mod positions;
mod pushes;
mod restores;
mod sealing;
mod waiting;

pub(crate) use audiences::*;
pub(crate) use devices::*;
pub(crate) use logs::*;
pub(crate) use look_ups::*;
pub(crate) use memberships::*;
pub(crate) use moves::*;
pub(crate) use positions::*;
pub(crate) use pushes::*;
pub(crate) use restores::*;
pub(crate) use sealing::*;
pub(crate) use waiting::*;

use doorstep_domain::id::ChangeId;
use doorstep_sync::wire::{Outcome, Refused};

/// Makes a test of each claim, for the ledger that `$open` gives: the ledger, and what must live as long.
macro_rules! claims {
    ($open:path: $($claim:ident)+) => {
        $(#[test]
        fn $claim() {
            let (ledger, _folder) = $open();
            crate::contract::$claim(&ledger);
        })+
    };
}
pub(crate) use claims;

pub(crate) fn quarantined(change: ChangeId, reason: Refused) -> Outcome {
    Outcome::Quarantined { change: Some(change), reason }
}
