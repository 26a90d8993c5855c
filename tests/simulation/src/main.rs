//! `doorstep-simulation --seeds A..B`: plays a range of seeds, and says what happened and what did not hold.

use std::ops::Range;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use clap::Parser;
use doorstep_simulation::{Beginning, Counts, Planted, play};

/// Plays laptops, a service and a bad network on a virtual clock, and checks what must always hold.
#[derive(Parser)]
struct Arguments {
    /// The seeds to play, as 1..5001: the last is not among them.
    #[arg(long, value_parser = seeds, default_value = "1..1001")]
    seeds: Range<u64>,
    /// Plants each known fault in turn, and fails where one is not found within the seeds.
    #[arg(long)]
    planted: bool,
    /// Plays every seed twice and fails where the stories differ.
    #[arg(long)]
    twice: bool,
    /// Prints what happens.
    #[arg(long)]
    tell: bool,
    /// How many seeds are played at once.
    #[arg(long, default_value_t = 2)]
    threads: u8,
    /// How many failures are printed.
    #[arg(long, default_value_t = 10)]
    most_failures: usize,
}

fn seeds(text: &str) -> Result<Range<u64>, String> {
    let (from, to) = text.split_once("..").ok_or("two numbers with two dots between, as 1..5001")?;
    let number = |text: &str| text.trim().parse::<u64>().map_err(|error| error.to_string());
    let range = number(from)?..number(to)?;
    if range.is_empty() { Err("no seed is in that range".into()) } else { Ok(range) }
}

/// What came of a range.
#[derive(Default)]
struct Found {
    counts: Counts,
    schedules: u64,
    failures: Vec<(u64, String)>,
    not_the_same: Vec<u64>,
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let is_well = if arguments.planted { every_fault_is_found(&arguments) } else { nothing_is_found(&arguments) };
    if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn nothing_is_found(arguments: &Arguments) -> bool {
    let started = Instant::now();
    let mut found = range(arguments, None, false);
    found.failures.sort();
    for (what, times) in found.counts.all() {
        println!("{times:>10}  {what}");
    }
    for (seed, failure) in found.failures.iter().take(arguments.most_failures) {
        println!("seed {seed}: {failure}");
    }
    let (failed, differ) = (found.failures.len(), found.not_the_same.len());
    println!("{} schedules in {} s, {failed} failed", found.schedules, started.elapsed().as_secs());
    if differ > 0 {
        println!("{differ} were another story the second time, such as seed {}", found.not_the_same[0]);
    }
    failed == 0 && differ == 0
}

fn every_fault_is_found(arguments: &Arguments) -> bool {
    let mut all_found = true;
    for planted in Planted::ALL {
        let found = range(arguments, Some(planted), true);
        match found.failures.iter().min() {
            Some((seed, failure)) => {
                println!("{planted:?}: found after {} seeds, seed {seed}: {failure}", found.schedules)
            }
            None => {
                println!("{planted:?}: NOT found in {} seeds", found.schedules);
                all_found = false;
            }
        }
    }
    all_found
}

/// Plays a range; `until_found`: to the first failure.
fn range(arguments: &Arguments, planted: Option<Planted>, until_found: bool) -> Found {
    let (next, found) = (AtomicU64::new(arguments.seeds.start), Mutex::new(Found::default()));
    let work = || {
        let beginning = match Beginning::new() {
            Ok(beginning) => beginning,
            Err(error) => return note(&found, |found| found.failures.push((0, error.to_string()))),
        };
        loop {
            let seed = next.fetch_add(1, Ordering::Relaxed);
            let is_enough = until_found && note(&found, |found| !found.failures.is_empty());
            if seed >= arguments.seeds.end || is_enough {
                return;
            }
            let played = play(&beginning, seed, planted, arguments.tell);
            let differs = arguments.twice && play(&beginning, seed, planted, arguments.tell).story != played.story;
            note(&found, |found| {
                found.schedules += 1;
                found.counts.take_in(&played.counts);
                found.failures.extend(played.failure.map(|failure| (seed, failure)));
                found.not_the_same.extend(differs.then_some(seed));
            });
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..arguments.threads.max(1) {
            scope.spawn(work);
        }
    });
    found.into_inner().unwrap_or_else(PoisonError::into_inner)
}

fn note<T>(found: &Mutex<Found>, change: impl FnOnce(&mut Found) -> T) -> T {
    change(&mut found.lock().unwrap_or_else(PoisonError::into_inner))
}
