//! `save`: signing one visit, durably, against the same statements on plain SQLite.

use std::time::{Duration, Instant};

use doorstep_domain::change::Change;
use doorstep_domain::id::PersonId;
use doorstep_service::Transport;

use crate::Failed;
use crate::laptop;
use crate::narrative::Names;
use crate::plain::{PlainVault, Row};
use crate::records::{Visited, Writer};
use crate::report::{Line, Target, Times};
use crate::world::{Batches, LedgerIn, World};

/// Visits signed before: a health visitor's year.
const BEFORE: usize = 1_000;
const VISITS: usize = 1_000;

pub(crate) fn save() -> Result<(), Failed> {
    let world = World::new(Transport::PlainHttpOnLoopback, LedgerIn::Sqlite)?;
    let before = world.amina_signs(Batches::Visits, BEFORE)?;
    let folder = tempfile::tempdir()?;
    let mut plain = PlainVault::create(folder.path())?;
    let rows: Vec<Row> = before.iter().map(Row::of).collect();
    for part in rows.chunks(500) {
        plain.receive(part)?;
    }
    let vault = laptop::vault(&world.amina)?;
    let mut writer = Writer::new(8, laptop::author(&vault)?);
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for _ in 0..VISITS {
        let visit = a_visit(&mut writer)?;
        let rows: Vec<Row> = visit.iter().map(Row::of).collect();
        let batch = batch_like(&visit);
        let to_sign = [laptop::to_sign(visit)];
        // One after the other, so that whatever else this machine does falls on both.
        ours.push(timed(|| Ok(vault.sign(&to_sign).map(drop)?))?);
        theirs.push(timed(|| plain.save(&rows, &batch))?);
    }
    let (ours, theirs) = (Times::of(&ours), Times::of(&theirs));
    let line =
        |name: &str, percent| Line::new(name, ours.percentile(percent), "ms").against(theirs.percentile(percent));
    line("save", 50).should_be(Target::RatioAtMost(2.5)).print();
    line("save.p99", 99).should_be(Target::AtMost(50.0)).print();
    Ok(())
}

fn a_visit(writer: &mut Writer) -> Result<Vec<Change>, Failed> {
    let names = Names { child: writer.given_name(), mother: writer.given_name() };
    let (child, mother) = (writer.id(PersonId::mint), writer.id(PersonId::mint));
    Ok(writer.visit(Visited { child, mother, names })?)
}

/// As long as a batch's own bytes.
fn batch_like(visit: &[Change]) -> String {
    let ids: Vec<String> = visit.iter().map(|change| change.id().to_string()).collect();
    format!("{{{}}}", [&["x".repeat(300)], &ids[..]].concat().join(","))
}

fn timed(work: impl FnOnce() -> Result<(), Failed>) -> Result<Duration, Failed> {
    let started = Instant::now();
    work()?;
    Ok(started.elapsed())
}
