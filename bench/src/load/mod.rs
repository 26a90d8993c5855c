//! `./dev load`: so many laptops against the real service on PostgreSQL, and whether anything was lost or doubled.

mod arrivals;
pub(crate) mod drill;
mod fleet;
mod ingest;
mod laptop;
mod link;
mod nodes;
mod running;
mod verify;

use std::process::ExitCode;
use std::time::Duration;

use clap::{Parser, ValueEnum};

use crate::Failed;
use crate::report::{Line, Target};
use arrivals::Arrivals;
use fleet::{Fleet, Size};

/// How long somebody waits for a sync, at most, in nineteen of twenty.
const P95_MS: f64 = 2_000.0;
/// A night and a colleague's visits: how far everybody is behind on Monday.
const BEHIND: usize = 200;
/// Eight visits, 25 changes.
pub(crate) const A_DAYS_WORK: [usize; 8] = [3, 3, 3, 3, 3, 3, 3, 4];
/// First pulls beside each scenario.
const FIRST_PULLS: usize = 10;

/// Plays laptops against doorstep-service on PostgreSQL. One line of JSON for each measure; ends with 1 where a target is
/// missed, or a change is lost or doubled.
#[derive(Parser)]
#[command(name = "./dev load")]
struct Asked {
    /// A thousand laptops over five minutes each, first pulls of 20,000 changes.
    #[arg(long)]
    full: bool,
    /// How many laptops [usual: 100, full: 1000]
    #[arg(long)]
    laptops: Option<usize>,
    /// Over how many seconds they arrive [usual: 10, full: 300]
    #[arg(long)]
    span: Option<u64>,
    /// How many changes a first pull brings [usual: 1000, full: 20000]
    #[arg(long)]
    first_pull: Option<usize>,
    /// What is played.
    #[arg(long, value_enum, default_value_t = Scenario::All)]
    scenario: Scenario,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Scenario {
    /// Everything.
    All,
    /// Each is 200 changes behind.
    Monday,
    /// Each has a day's work to send.
    Evening,
    /// Nobody has anything new.
    Idle,
    /// As much as goes in, against bare inserts of the same rows.
    Ingest,
}

impl Scenario {
    fn includes(self, one: Self) -> bool {
        self == Self::All || self == one
    }
}

/// Plays what the arguments say.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let asked = Asked::parse_from(std::iter::once("./dev load".to_owned()).chain(arguments));
    crate::ended("load", play(&asked))
}

fn play(asked: &Asked) -> Result<(), Failed> {
    let usual = |given: Option<usize>, quick, full| given.unwrap_or(if asked.full { full } else { quick });
    let laptops = usual(asked.laptops, 100, 1_000);
    let first_pull = usual(asked.first_pull, 1_000, 20_000);
    let span = Duration::from_secs(asked.span.unwrap_or(if asked.full { 300 } else { 10 }));
    let database = crate::postgres::Database::create()?;
    let size = Size { laptops, first_pull, fresh: 2 * FIRST_PULLS };
    let mut fleet = Fleet::prepare(&database.url(), size)?;
    let mut report = Report::default();
    if asked.scenario.includes(Scenario::Monday) {
        fleet.colleagues_write(BEHIND)?;
        play_one("load.monday", &mut fleet, (Arrivals::over(span), FIRST_PULLS), &mut report)?;
    }
    if asked.scenario.includes(Scenario::Evening) {
        fleet.laptops_write(&A_DAYS_WORK)?;
        play_one("load.evening", &mut fleet, (Arrivals::over(span), FIRST_PULLS), &mut report)?;
    }
    if asked.scenario.includes(Scenario::Idle) {
        // Each looks for news at least once after it has arrived.
        let arrive_within = arrivals::IDLE.min(span);
        let idle = Arrivals { arrive_within, stay_until: span.max(arrive_within + arrivals::IDLE) };
        play_one("load.idle", &mut fleet, (idle, 0), &mut report)?;
    }
    if asked.scenario.includes(Scenario::Ingest) {
        ingest::measure(&mut fleet, &database, &mut report)?;
    }
    verify::verify(&fleet, &database.session()?, &mut report)?;
    let errors = fleet.running.errors()?;
    errors.iter().take(5).for_each(|error| eprintln!("{error}"));
    report.say(Line::new("load.service_errors", errors.len() as f64, "errors").should_be(Target::AtMost(0.0)));
    report.end()
}

fn play_one(
    name: &str,
    fleet: &mut Fleet,
    (arrivals, first_pulls): (Arrivals, usize),
    report: &mut Report,
) -> Result<(), Failed> {
    eprintln!("{name}: {} laptops over {:?}", fleet.laptops.len(), arrivals.arrive_within);
    let fresh = fleet.fresh.len().saturating_sub(first_pulls);
    let worked = crate::processes::cpu_time_of(fleet.running.id());
    let played = arrivals.play(&mut fleet.laptops, &mut fleet.fresh[fresh..])?;
    let worked = crate::processes::cpu_time_of(fleet.running.id()).saturating_sub(worked);
    let done = fleet.fresh.split_off(fresh);
    fleet.done.extend(done);
    for (what, times, target) in [
        ("", &played.arrived, Some(P95_MS)),
        (".poll", &played.polled, Some(P95_MS)),
        (".first_pull", &played.first_pulled, None),
    ] {
        for percent in [50, 95, 99, 100] {
            let line = Line::new(format!("{name}{what}.p{percent}"), times.percentile(percent), "ms");
            let target = target.filter(|_| percent == 95).map(Target::AtMost);
            if times.count() > 0 {
                report.say(target.map_or(line.clone(), |target| line.should_be(target)));
            }
        }
    }
    report.say(Line::new(format!("{name}.polls"), played.polled.count() as f64, "polls"));
    report.say(Line::new(format!("{name}.service_cpu"), worked.as_secs_f64(), "s"));
    report.say(Line::new(format!("{name}.errors"), played.failures as f64, "errors").should_be(Target::AtMost(0.0)));
    Ok(())
}

/// What was measured, and whether all of it is as it should be.
#[derive(Default)]
pub(crate) struct Report {
    missed: Vec<String>,
}

impl Report {
    pub(crate) fn say(&mut self, line: Line) {
        line.print();
        if line.is_missed() {
            self.missed.push(line.measure().to_owned());
        }
    }

    pub(crate) fn end(self) -> Result<(), Failed> {
        if self.missed.is_empty() { Ok(()) } else { crate::fail(format!("missed: {}", self.missed.join(", "))) }
    }
}
