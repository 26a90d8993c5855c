//! How much goes in: days' work as fast as it is taken, against bare inserts of the same rows in as many transactions.
//!
//! Whoever pushes is the only one of the team who does, so that next to nothing is to be pulled; requests are packed and
//! sessions opened before the clock runs. What is signed is checked, judged, kept and entered into every log.

use std::time::{Duration, Instant};

use doorstep_app::laptop_clock;

use super::fleet::{FAMILIES, Fleet, each, sync};
use super::{A_DAYS_WORK, Report};
use crate::Failed;
use crate::bare::{Bare, Which};
use crate::postgres::Database;
use crate::processes::cpu_time_of;
use crate::report::{Line, Target, rate};

/// Days' work of each.
const DAYS: usize = 10;
/// Bare inserts are as fast as they are with the best of these many connections.
const CONNECTIONS: [usize; 3] = [1, 4, 8];

pub(crate) fn measure(fleet: &mut Fleet, database: &Database, report: &mut Report) -> Result<(), Failed> {
    sync(&mut fleet.colleagues)?;
    let pushes = fleet.colleagues.len() * DAYS;
    eprintln!("load.ingest: {pushes} pushes of {} changes", A_DAYS_WORK.iter().sum::<usize>());
    let since = laptop_clock()().timestamp_millis();
    let (mut took, mut worked) = (Duration::ZERO, [Duration::ZERO; 2]);
    let processes = [fleet.running.id(), std::process::id()];
    for _ in 0..DAYS {
        for colleague in &mut fleet.colleagues {
            colleague.visits(FAMILIES, A_DAYS_WORK)?;
            colleague.packs()?;
        }
        let before = processes.map(cpu_time_of);
        let started = Instant::now();
        each(&mut fleet.colleagues, |laptop| laptop.round().map(drop).map_err(Into::into))?;
        took += started.elapsed();
        for ((sum, id), before) in worked.iter_mut().zip(processes).zip(before) {
            *sum += cpu_time_of(id).saturating_sub(before);
        }
    }
    let bare = Bare::read(database, Which { since, batches_a_push: A_DAYS_WORK.len() as i64 })?;
    let mut plainly = Duration::MAX;
    for connections in CONNECTIONS {
        plainly = plainly.min(bare.write(database, connections)?);
    }
    report.say(
        Line::new("load.ingest.rows", rate(bare.rows, took), "rows/s")
            .against(rate(bare.rows, plainly))
            .should_be(Target::RatioAtLeast(0.5)),
    );
    for (who, worked) in ["service", "laptops"].into_iter().zip(worked) {
        let a_push = worked.as_secs_f64() * 1_000.0 / pushes as f64;
        report.say(Line::new(format!("load.ingest.{who}_cpu"), a_push, "ms/push"));
    }
    let changes = pushes * A_DAYS_WORK.iter().sum::<usize>();
    report.say(Line::new("load.ingest.changes", rate(changes, took), "changes/s"));
    report.say(Line::new("load.ingest.pushes", rate(pushes, took), "pushes/s").against(rate(pushes, plainly)));
    Ok(())
}
