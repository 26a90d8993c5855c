//! Pushes and pulls, with the laptop in a process of its own and a proxy in between.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use doorstep_domain::change::Change;
use doorstep_service::Transport;
use doorstep_sync::wire::MOST_CHANGES_A_PUSH;
use doorstep_sync::wire::PAGE_BYTES;

use crate::bare::{Bare, Which};
use crate::plain::{PlainLedger, PlainVault, Row};
use crate::proxy::Traffic;
use crate::report::{Line, Target, Times, rate};
use crate::step::{Laptop, Synced, cpu_time};
use crate::world::{Batches, LedgerIn, World};
use crate::{Failed, fail};

/// Each is measured so often, in a new world each time, and the median counts.
const RUNS: usize = 5;
const BYTES_A_CHANGE: f64 = 450.0;
/// In every few of the narratives.
const WORDS: &str = "breastfeed observed";

/// One exchange.
#[derive(Clone, Copy)]
struct Exchange {
    changes: usize,
    synced: Synced,
    traffic: Traffic,
    /// Processor time of the service, the proxy included.
    service_cpu: Duration,
    /// How long the same rows take in a plain database of the same make.
    baseline: Duration,
    /// What zstd makes of the changes alone.
    floor: usize,
}

/// What is exchanged, and where the service keeps it.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    pub(crate) name: &'static str,
    pub(crate) ledger: LedgerIn,
    pub(crate) batches: Batches,
    /// How many of these.
    pub(crate) count: usize,
    /// Changes a second.
    pub(crate) target: f64,
}

pub(crate) fn push(asked: Asked) -> Result<(), Failed> {
    report(asked, |transport| pushed(transport, asked))
}

pub(crate) fn first_pull(asked: Asked) -> Result<(), Failed> {
    report(asked, |transport| first_pulled(transport, asked))
}

/// The median in clear, and beside it what TLS makes of it.
fn report(
    Asked { name, target, .. }: Asked,
    run: impl Fn(Transport) -> Result<Exchange, Failed>,
) -> Result<(), Failed> {
    let mut runs = (0..RUNS).map(|_| run(Transport::PlainHttpOnLoopback)).collect::<Result<Vec<_>, _>>()?;
    runs.sort_by_key(|run| run.synced.time);
    let median = runs[RUNS / 2];
    let Exchange { changes, synced, traffic, service_cpu, baseline, floor } = median;
    let line = |what: &str, value: f64, unit| Line::new(format!("{name}{what}"), value, unit);
    let a_change = |bytes: u64| bytes as f64 / changes as f64;
    line("", rate(changes, synced.time), "changes/s")
        .against(rate(changes, baseline))
        .should_be(Target::AtLeast(target))
        .print();
    line(".best", rate(changes, runs[0].synced.time), "changes/s").print();
    line(".time", synced.time.as_secs_f64() * 1_000.0, "ms").against(baseline.as_secs_f64() * 1_000.0).print();
    line(".laptop_cpu", synced.cpu.as_secs_f64() * 1_000.0, "ms").print();
    line(".service_cpu", service_cpu.as_secs_f64() * 1_000.0, "ms").print();
    line(".up", traffic.up as f64, "bytes").print();
    line(".down", traffic.down as f64, "bytes").print();
    line(".wire", a_change(traffic.up + traffic.down), "bytes/change")
        .against(a_change(floor as u64))
        .should_be(Target::AtMost(BYTES_A_CHANGE))
        .print();
    line(".requests", traffic.requests as f64, "requests").print();
    line(".peak_rss", synced.peak, "MiB").against(synced.rss).print();
    let tls = run(Transport::DevelopmentTls)?;
    line(".tls", rate(changes, tls.synced.time), "changes/s").against(rate(changes, synced.time)).print();
    line(".tls_wire", a_change(tls.traffic.up + tls.traffic.down), "bytes/change")
        .against(a_change(traffic.up + traffic.down))
        .print();
    Ok(())
}

fn pushed(transport: Transport, Asked { ledger, batches, count, .. }: Asked) -> Result<Exchange, Failed> {
    let world = World::new(transport, ledger)?;
    let signed = world.amina_signs(batches, count)?;
    let mut amina = Laptop::open(&world.amina)?;
    let (synced, traffic, service_cpu) = timed(&world, &mut amina)?;
    if synced.unsent > 0 {
        return fail(format!("{} batches were not taken", synced.unsent));
    }
    let rows: Vec<Row> = signed.iter().map(Row::of).collect();
    let a_batch = rows.len() / count;
    let baseline = match &world.database {
        None => stored_plainly(&rows, a_batch)?,
        Some(database) => {
            let which = Which { since: 0, batches_a_push: (MOST_CHANGES_A_PUSH / a_batch) as i64 };
            Bare::read(database, which)?.write(database, 1)?
        }
    };
    let floor = floor(&signed, MOST_CHANGES_A_PUSH)?;
    Ok(Exchange { changes: rows.len(), synced, traffic, service_cpu, baseline, floor })
}

fn timed(world: &World, laptop: &mut Laptop) -> Result<(Synced, Traffic, Duration), Failed> {
    world.proxy.take();
    let worked = cpu_time();
    let synced = laptop.sync()?;
    Ok((synced, world.proxy.take(), cpu_time() - worked))
}

fn stored_plainly(rows: &[Row], batch: usize) -> Result<Duration, Failed> {
    let folder = tempfile::tempdir()?;
    let mut ledger = PlainLedger::create(folder.path())?;
    let started = Instant::now();
    for request in rows.chunks(MOST_CHANGES_A_PUSH) {
        ledger.store(&request.chunks(batch).collect::<Vec<_>>())?;
    }
    Ok(started.elapsed())
}

fn first_pulled(transport: Transport, Asked { ledger, count, .. }: Asked) -> Result<Exchange, Failed> {
    let (world, signed) = filled(transport, ledger, count)?;
    let mut beth = Laptop::open(&world.beth)?;
    let (synced, traffic, service_cpu) = timed(&world, &mut beth)?;
    // Two staff entries are hers as well.
    if synced.held != signed.len() as u64 + 2 {
        return fail(format!("{} entries came of {}", synced.held, signed.len()));
    }
    if beth.finds(WORDS)? == 0 {
        return fail("what came cannot be found by its words");
    }
    drop(beth);
    let folder = tempfile::tempdir()?;
    let mut plain = PlainVault::create(folder.path())?;
    let rows: Vec<Row> = signed.iter().map(Row::of).collect();
    let a_page = PAGE_BYTES as usize / 1_500;
    let started = Instant::now();
    for page in rows.chunks(a_page) {
        plain.receive(page)?;
    }
    let baseline = started.elapsed();
    Ok(Exchange { changes: signed.len(), synced, traffic, service_cpu, baseline, floor: floor(&signed, a_page)? })
}

/// A world in which Amina's visits have reached the service.
pub(crate) fn filled(transport: Transport, ledger: LedgerIn, visits: usize) -> Result<(World, Vec<Change>), Failed> {
    let world = World::new(transport, ledger)?;
    let signed = world.amina_signs(Batches::Visits, visits)?;
    Laptop::open(&world.amina)?.sync()?;
    Ok((world, signed))
}

/// What the changes alone take, packed as many at a time as go together.
fn floor(changes: &[Change], together: usize) -> Result<usize, Failed> {
    let pack = |part: &[Change]| {
        let text: Vec<&str> = part.iter().map(Change::bytes).collect();
        zstd::bulk::compress(text.join("\n").as_bytes(), 3).map(|packed| packed.len())
    };
    Ok(changes.chunks(together).map(pack).sum::<Result<usize, _>>()?)
}

/// Ten new changes on a live session: two visits of a colleague.
pub(crate) fn pull_10(name: &str, ledger: LedgerIn) -> Result<(), Failed> {
    let (plain, floor) = pulled_10(Transport::PlainHttpOnLoopback, ledger)?;
    let (tls, _) = pulled_10(Transport::DevelopmentTls, ledger)?;
    let line = |what: &str, value, unit| Line::new(format!("{name}{what}"), value, unit);
    let bytes = |traffic: Traffic| (traffic.up + traffic.down) as f64;
    let (time, traffic) = plain;
    line("", bytes(traffic), "bytes").against(floor as f64).should_be(Target::AtMost(5_500.0)).print();
    line(".requests", traffic.requests as f64, "requests").should_be(Target::AtMost(1.0)).print();
    line(".time", time.percentile(50), "ms").print();
    line(".up", traffic.up as f64, "bytes").print();
    line(".down", traffic.down as f64, "bytes").print();
    line(".tls_wire", bytes(tls.1), "bytes").against(bytes(traffic)).print();
    Ok(())
}

fn pulled_10(transport: Transport, ledger: LedgerIn) -> Result<((Times, Traffic), usize), Failed> {
    let (world, _) = filled(transport, ledger, 1_000)?;
    let mut beth = Laptop::open(&world.beth)?;
    let mut held = beth.sync()?.held;
    let mut times = Vec::new();
    let mut pulls = Vec::new();
    for _ in 0..RUNS {
        let signed = world.amina_signs(Batches::Visits, 2)?;
        Laptop::open(&world.amina)?.sync()?;
        world.proxy.take();
        let synced = beth.sync()?;
        pulls.push((world.proxy.take(), floor(&signed, 10)?));
        if synced.held != held + signed.len() as u64 {
            return fail(format!("{} entries came instead of {}", synced.held - held, signed.len()));
        }
        held = synced.held;
        times.push(synced.time);
    }
    pulls.sort_by_key(|(traffic, _)| traffic.up + traffic.down);
    let (traffic, floor) = pulls[RUNS / 2];
    Ok(((Times::of(&times), traffic), floor))
}

/// Nothing new on a live session, and on a new one.
pub(crate) fn idle_sync(name: &str, ledger: LedgerIn) -> Result<(), Failed> {
    let bytes = |traffic: Traffic| (traffic.up + traffic.down) as f64;
    let (times, live, again, health) = idle(Transport::PlainHttpOnLoopback, ledger)?;
    let (_, tls, tls_again, _) = idle(Transport::DevelopmentTls, ledger)?;
    let line = |what: &str, value, unit| Line::new(format!("{name}{what}"), value, unit);
    line("", bytes(live), "bytes").against(bytes(health)).should_be(Target::AtMost(1_000.0)).print();
    line(".requests", live.requests as f64, "requests").should_be(Target::AtMost(1.0)).print();
    line(".time", times.percentile(50), "ms").print();
    line(".up", live.up as f64, "bytes").print();
    line(".down", live.down as f64, "bytes").print();
    line(".tls_wire", bytes(tls), "bytes").against(bytes(live)).print();
    line(".reconnecting", bytes(again), "bytes").print();
    line(".reconnecting_requests", again.requests as f64, "requests").print();
    line(".reconnecting_tls_wire", bytes(tls_again), "bytes").against(bytes(again)).print();
    Ok(())
}

fn idle(transport: Transport, ledger: LedgerIn) -> Result<(Times, Traffic, Traffic, Traffic), Failed> {
    let (world, _) = filled(transport, ledger, 1_000)?;
    let mut beth = Laptop::open(&world.beth)?;
    beth.sync()?;
    let mut times = Vec::new();
    let mut live = Traffic::default();
    for _ in 0..4 * RUNS {
        world.proxy.take();
        times.push(beth.sync()?.time);
        live = world.proxy.take();
    }
    drop(beth);
    let mut beth = Laptop::open(&world.beth)?;
    world.proxy.take();
    beth.sync()?;
    let again = world.proxy.take();
    if transport == Transport::PlainHttpOnLoopback {
        ask_health(world.proxy.port())?;
    }
    Ok((Times::of(&times), live, again, world.proxy.take()))
}

/// The least that can be asked of the service.
fn ask_health(port: u16) -> Result<(), Failed> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.write_all(b"GET /v1/health HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n")?;
    stream.read_to_end(&mut Vec::new())?;
    Ok(())
}
