//! `./dev drill-ha`: the primary dies under load, again and again, and nothing that was acknowledged may be lost.

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use clap::Parser;

use super::fleet::{FAMILIES, Fleet, Size, sync};
use super::laptop::Laptop;
use super::nodes::Nodes;
use super::{A_DAYS_WORK, Report, verify};
use crate::postgres::Database;
use crate::report::{Line, Target, Times};
use crate::{Failed, fail};

/// A laptop goes on trying for as long as this, after each failure a second later.
const PATIENCE: Duration = Duration::from_secs(120);
const TRY_AGAIN: Duration = Duration::from_secs(1);
/// How long everything is well before the primary dies, and after it has recovered.
const CALM: Duration = Duration::from_secs(5);

/// Kills the primary of three PostgreSQL nodes while laptops push, and looks for what was acknowledged.
#[derive(Parser)]
#[command(name = "./dev drill-ha")]
struct Asked {
    /// How often the primary dies.
    #[arg(long, default_value_t = 1)]
    rounds: usize,
    /// How many laptops push without a pause.
    #[arg(long, default_value_t = 20)]
    laptops: usize,
}

pub(crate) fn run(arguments: impl Iterator<Item = String>) -> ExitCode {
    let asked = Asked::parse_from(std::iter::once("./dev drill-ha".to_owned()).chain(arguments));
    crate::ended("drill", drill(&asked))
}

fn drill(asked: &Asked) -> Result<(), Failed> {
    let nodes = Nodes::around()?;
    let database = Database::create()?;
    let mut fleet = Fleet::prepare(&database.url(), Size { laptops: asked.laptops, first_pull: 10, fresh: 0 })?;
    let mut report = Report::default();
    let mut recoveries = Vec::new();
    for round in 1..=asked.rounds {
        let died = one_round(&nodes, &mut fleet)?;
        eprintln!("round {round}: {died}");
        report.say(Line::new("drill.first_write", died.first_write.as_secs_f64(), "s"));
        report.say(Line::new("drill.all_write", died.all_write.as_secs_f64(), "s"));
        report.say(Line::new("drill.failed_requests", died.failures as f64, "requests"));
        report.say(Line::new("drill.pushed", died.pushed as f64, "pushes"));
        recoveries.push(died.all_write);
    }
    report.say(Line::new("drill.recovered_within", Times::of(&recoveries).percentile(100) / 1_000.0, "s"));
    // What the others wrote meanwhile.
    sync(&mut fleet.laptops)?;
    verify::verify(&fleet, &database.session()?, &mut report)?;
    report.say(Line::new("drill.rounds", asked.rounds as f64, "rounds").should_be(Target::AtLeast(1.0)));
    report.end()
}

/// What came of one death.
struct Died {
    node: String,
    successor: String,
    /// From the death until the first batch was acknowledged that was sent after it.
    first_write: Duration,
    /// Until every laptop had one.
    all_write: Duration,
    failures: usize,
    pushed: usize,
}

impl std::fmt::Display for Died {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { node, successor, first_write, all_write, .. } = self;
        write!(f, "{node} died, {successor} took over, first write after {first_write:.1?}, all after {all_write:.1?}")
    }
}

fn one_round(nodes: &Nodes, fleet: &mut Fleet) -> Result<Died, Failed> {
    let (stop, seen) = (AtomicBool::new(false), Mutex::new(Vec::new()));
    let count = fleet.laptops.len();
    let (node, killed) = std::thread::scope(|scope| {
        let (stop, seen) = (&stop, &seen);
        let working: Vec<_> =
            fleet.laptops.iter_mut().map(|laptop| scope.spawn(move || work(laptop, stop, seen))).collect();
        let killed = kill_and_wait(nodes, seen, count);
        stop.store(true, Ordering::Relaxed);
        for one in working {
            one.join().unwrap_or_else(|_| fail("a laptop ended badly"))?;
        }
        killed
    })?;
    let successor = nodes.primary()?;
    nodes.start(&node, PATIENCE)?;
    let seen = seen.into_inner().map_err(|_| "a laptop ended badly")?;
    let after: Vec<Push> = seen.iter().copied().filter(|push| push.sent > killed && push.acknowledged).collect();
    let first = |laptop| {
        let of_it = after.iter().filter(|push| push.laptop == laptop);
        of_it.map(|push| push.answered - killed).min()
    };
    let mut laptops: Vec<_> = after.iter().map(|push| push.laptop).collect();
    laptops.sort_unstable();
    laptops.dedup();
    let firsts: Vec<Duration> = laptops.into_iter().filter_map(first).collect();
    Ok(Died {
        node,
        successor,
        first_write: firsts.iter().min().copied().unwrap_or_default(),
        all_write: firsts.iter().max().copied().unwrap_or_default(),
        failures: seen.iter().filter(|push| !push.acknowledged).count(),
        pushed: seen.iter().filter(|push| push.acknowledged).count(),
    })
}

/// One try to push.
#[derive(Clone, Copy)]
struct Push {
    laptop: doorstep_domain::id::DeviceId,
    sent: Instant,
    answered: Instant,
    acknowledged: bool,
}

/// A day's work after the other, until told to stop; what was signed is sent to the end.
fn work(laptop: &mut Laptop, stop: &AtomicBool, seen: &Mutex<Vec<Push>>) -> Result<(), Failed> {
    while !stop.load(Ordering::Relaxed) {
        laptop.visits(FAMILIES, A_DAYS_WORK)?;
        let began = Instant::now();
        while laptop.unsent() > 0 {
            let sent = Instant::now();
            let answer = laptop.round();
            let push = Push { laptop: laptop.device(), sent, answered: Instant::now(), acknowledged: answer.is_ok() };
            seen.lock().map_err(|_| "a laptop ended badly")?.push(push);
            if let Err(error) = answer {
                if began.elapsed() > PATIENCE {
                    return fail(format!("the service does not recover: {error}"));
                }
                std::thread::sleep(TRY_AGAIN);
            }
        }
    }
    Ok(())
}

/// Lets the primary die, and waits until every laptop has had something acknowledged that it sent afterwards.
fn kill_and_wait(nodes: &Nodes, seen: &Mutex<Vec<Push>>, laptops: usize) -> Result<(String, Instant), Failed> {
    std::thread::sleep(CALM);
    let node = nodes.primary()?;
    nodes.kill(&node)?;
    let killed = Instant::now();
    while killed.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(200));
        let pushed = seen.lock().map_err(|_| "a laptop ended badly")?;
        let mut recovered: Vec<_> =
            pushed.iter().filter(|push| push.sent > killed && push.acknowledged).map(|push| push.laptop).collect();
        drop(pushed);
        recovered.sort_unstable();
        recovered.dedup();
        if recovered.len() == laptops {
            std::thread::sleep(CALM);
            return Ok((node, killed));
        }
    }
    fail(format!("not every laptop could push again within {PATIENCE:?} of the death of {node}"))
}
