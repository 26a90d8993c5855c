//! How fast the ledger is by itself: `cargo run --release -p doorstep-service --example ledger_speed`.
//!
//! Pushes visits of five changes and batches of one, 500 changes a push, signatures checked; then pulls everything in
//! pages of 2 MiB and packs them. One JSON line per measure. The whole way, laptop included, is `./dev bench`'s.
#![allow(clippy::unwrap_used, reason = "a program for developers, which may as well stop")]

#[path = "../tests/support/mod.rs"]
mod support;

use std::time::Instant;

use doorstep_service::ledger::sqlite::SqliteLedger;
use doorstep_service::ledger::{Arrived, Ledger, Wanted};
use doorstep_sync::frame::pack;
use doorstep_sync::wire::{Outcome, SignedBatch};
use support::laptop::{Laptop, person};
use support::world::World;

const CHANGES: u64 = 5_000;
const A_PUSH: usize = 500;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(&folder.path().join("ledger.db")).unwrap();
    let world = World::of(&ledger);
    for round in 0..4 {
        let mut laptop = world.laptop();
        push("push_visits_of_5", &world, &mut laptop, (round * 2, 5));
        let mut laptop = world.laptop();
        push("push_batches_of_1", &world, &mut laptop, (round * 2 + 1, 1));
    }
    let reader = world.laptop();
    pull(&world, &ledger, &reader);
}

fn push(measure: &str, world: &World<'_>, laptop: &mut Laptop, (round, a_batch): (u64, u64)) {
    let mut next = round * CHANGES;
    let words = words();
    let mut batches: Vec<SignedBatch> = Vec::new();
    while next < (round + 1) * CHANGES {
        let changes: Vec<_> =
            (next..next + a_batch).map(|n| laptop.note(person(n / 5), &format!("{words}{n}"))).collect();
        batches.push(laptop.signs(&changes));
        next += a_batch;
    }
    let size = batches[0].changes[0].len();
    let a_push = A_PUSH / usize::try_from(a_batch).unwrap();
    let (mut checking, mut storing) = (0.0, 0.0);
    let started = Instant::now();
    for request in batches.chunks(a_push) {
        let at = Instant::now();
        let arrived = Arrived::check_all(&laptop.author, request.to_vec()).unwrap();
        checking += at.elapsed().as_secs_f64();
        let at = Instant::now();
        let outcomes = world.ledger.push(&laptop.author, &arrived, support::morning()).unwrap().outcomes;
        storing += at.elapsed().as_secs_f64();
        assert!(outcomes.iter().all(|outcome| *outcome == Outcome::Accepted));
    }
    let rate = CHANGES as f64 / started.elapsed().as_secs_f64();
    println!(
        r#"{{"measure":"{measure}","value":{rate:.0},"unit":"changes/s","bytes_a_change":{size},"checking_s":{checking:.3},"storing_s":{storing:.3}}}"#
    );
}

fn pull(world: &World<'_>, ledger: &impl Ledger, reader: &Laptop) {
    let (mut after, mut changes, mut sent) = (0, 0, 0);
    let (mut reading, mut packing) = (0.0, 0.0);
    let started = Instant::now();
    loop {
        let at = Instant::now();
        let wanted = Wanted { audience: world.team, epoch: 1, after };
        let pulled = ledger.pull(&reader.author, &[wanted], 2 << 20).unwrap();
        reading += at.elapsed().as_secs_f64();
        let at = Instant::now();
        sent += pack(&pulled.pages, pulled.changes.iter().map(String::as_str)).unwrap().len();
        packing += at.elapsed().as_secs_f64();
        changes += pulled.changes.len();
        after = pulled.pages[0].to;
        if !pulled.more {
            break;
        }
    }
    let rate = changes as f64 / started.elapsed().as_secs_f64();
    println!(
        r#"{{"measure":"pull","value":{rate:.0},"unit":"changes/s","changes":{changes},"bytes":{sent},"reading_s":{reading:.3},"packing_s":{packing:.3}}}"#
    );
}

/// About a kilobyte of words, so that a change is 1.5 KB.
fn words() -> String {
    let mut words = String::new();
    while words.len() < 900 {
        words.push_str(&format!("weight {} g, seen at home with mother, ", 3_000 + words.len() * 7_919 % 4_000));
    }
    words
}
