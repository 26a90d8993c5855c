//! Measures Doorstep: `./dev bench [NAME...]`, one line of JSON for each measure.
//!
//! Every baseline comes from the same run, so that a ratio means something on any machine. Files are made in the
//! folder that `TMPDIR` names: on a disk, durable writes take as long as the disk's; in memory, as long as the work.

mod bare;
mod caseload;
mod display;
mod exchange;
mod explained;
mod families;
mod flat;
mod form;
mod laptop;
mod load;
mod narrative;
mod plain;
mod postgres;
mod processes;
mod proxy;
mod queries;
mod recall;
mod records;
mod report;
mod save;
mod schedule;
mod slow;
mod step;
mod window;
mod world;

use std::path::Path;
use std::process::ExitCode;

use caseload::Caseload;
use exchange::Asked;
use world::Batches::{self, Notes, Visits};
use world::LedgerIn::{self, Postgres, Sqlite};

/// Why a measure could not be taken.
pub(crate) type Failed = Box<dyn std::error::Error + Send + Sync>;

pub(crate) fn fail<T>(why: impl Into<String>) -> Result<T, Failed> {
    Err(why.into().into())
}

/// A measure, and what measures share: the caseload, built where it is first asked for.
type Measure = fn(&mut Option<Caseload>) -> Result<(), Failed>;

const MEASURES: [(&str, Measure); 25] = [
    ("save", |_| save::save()),
    ("open_family", |built| caseload(built)?.open_family()),
    ("search", |built| caseload(built)?.search()),
    ("search_recall", |_| recall::recall()),
    ("refold_200000", |built| caseload(built)?.refold()),
    ("push_5000", |_| exchange::push(asked("push_5000", Sqlite, (Visits, 1_000), 8_000.0))),
    ("push_5000_single", |_| exchange::push(asked("push_5000_single", Sqlite, (Notes, 5_000), 3_500.0))),
    ("push_5000_postgres", |_| exchange::push(asked("push_5000_postgres", Postgres, (Visits, 1_000), 8_000.0))),
    ("push_5000_single_postgres", |_| {
        exchange::push(asked("push_5000_single_postgres", Postgres, (Notes, 5_000), 3_500.0))
    }),
    ("first_pull_5000", |_| exchange::first_pull(asked("first_pull_5000", Sqlite, (Visits, 1_000), 15_000.0))),
    ("first_pull_20000", |_| exchange::first_pull(asked("first_pull_20000", Sqlite, (Visits, 4_000), 15_000.0))),
    ("first_pull_5000_postgres", |_| {
        exchange::first_pull(asked("first_pull_5000_postgres", Postgres, (Visits, 1_000), 15_000.0))
    }),
    ("first_pull_20000_postgres", |_| {
        exchange::first_pull(asked("first_pull_20000_postgres", Postgres, (Visits, 4_000), 15_000.0))
    }),
    ("pull_10", |_| exchange::pull_10("pull_10", Sqlite)),
    ("pull_10_postgres", |_| exchange::pull_10("pull_10_postgres", Postgres)),
    ("idle_sync", |_| exchange::idle_sync("idle_sync", Sqlite)),
    ("idle_sync_postgres", |_| exchange::idle_sync("idle_sync_postgres", Postgres)),
    ("slow_pull_10", |_| slow::pull_10()),
    ("slow_push_300", |_| slow::push_300()),
    ("flat_sqlite", |_| flat::flat("flat_sqlite", Sqlite)),
    ("flat_postgres", |_| flat::flat("flat_postgres", Postgres)),
    ("schedule_1000", |_| schedule::all_reviews("schedule_1000", 1_000, 20.0)),
    ("schedule_87500", |_| schedule::all_reviews("schedule_87500", 87_500, 1_500.0)),
    ("start", |_| window::start()),
    ("memory", |_| window::memory()),
];

const fn asked(name: &'static str, ledger: LedgerIn, (batches, count): (Batches, usize), target: f64) -> Asked {
    Asked { name, ledger, batches, count, target }
}

fn caseload(built: &mut Option<Caseload>) -> Result<&mut Caseload, Failed> {
    if built.is_none() {
        *built = Some(Caseload::build()?);
    }
    built.as_mut().ok_or_else(|| "no caseload".into())
}

fn main() -> ExitCode {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    if let [step, data] = &asked[..]
        && step == step::STEP
    {
        return ended("laptop", step::run(Path::new(data)));
    }
    match asked.first().map(String::as_str) {
        Some("load") => return load::run(asked.into_iter().skip(1)),
        Some("drill") => return load::drill::run(asked.into_iter().skip(1)),
        _ => {}
    }
    if asked.iter().any(|name| matches!(name.as_str(), "--help" | "-h")) {
        println!("./dev bench [NAME...]; without a name all of them:");
        MEASURES.iter().for_each(|(name, _)| println!("  {name}"));
        return ExitCode::SUCCESS;
    }
    let unknown: Vec<&String> = asked.iter().filter(|name| !MEASURES.iter().any(|(known, _)| known == name)).collect();
    if !unknown.is_empty() {
        let known: Vec<&str> = MEASURES.iter().map(|(name, _)| *name).collect();
        eprintln!("There is no measure {unknown:?}; there are {}.", known.join(", "));
        return ExitCode::from(2);
    }
    let mut code = ExitCode::SUCCESS;
    let mut built = None;
    for (name, measure) in MEASURES.iter().filter(|(name, _)| asked.is_empty() || asked.iter().any(|a| a == name)) {
        if ended(name, measure(&mut built)) != ExitCode::SUCCESS {
            code = ExitCode::FAILURE;
        }
    }
    code
}

/// A measure that fails leaves the others to be taken.
fn ended(name: &str, outcome: Result<(), Failed>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{name}: {error}");
            ExitCode::FAILURE
        }
    }
}
