//! Pushes and pulls over a slow mobile link: 200 ms there and back, 500 kbit/s up, 1.5 Mbit/s down.
//!
//! What is counted is the laptop's whole "Sync now", from the call to its answer, with TLS, on a connection and a session
//! that are open. The link is fast while the rest is prepared.

use doorstep_service::Transport;

use crate::exchange::filled;
use crate::proxy::SlowLink;
use crate::report::{Line, Target, Times};
use crate::step::Laptop;
use crate::world::{Batches, LedgerIn, World};
use crate::{Failed, fail};

const RUNS: usize = 5;

/// Ten new changes, on a laptop that holds 5,000: two visits of a colleague.
pub(crate) fn pull_10() -> Result<(), Failed> {
    let (world, _) = filled(Transport::DevelopmentTls, LedgerIn::Sqlite, 1_000)?;
    let mut beth = Laptop::open(&world.beth)?;
    let mut held = beth.sync()?.held;
    let (mut times, mut requests) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let signed = world.amina_signs(Batches::Visits, 2)?;
        Laptop::open(&world.amina)?.sync()?;
        world.proxy.take();
        world.proxy.set_link(Some(SlowLink::MOBILE));
        let synced = beth.sync()?;
        world.proxy.set_link(None);
        let traffic = world.proxy.take();
        requests.push(traffic.up + traffic.down);
        if synced.held != held + signed.len() as u64 {
            return fail(format!("{} entries came instead of {}", synced.held - held, signed.len()));
        }
        held = synced.held;
        times.push(synced.time);
    }
    requests.sort_unstable();
    report("slow_pull_10", &Times::of(&times), (450.0, requests[RUNS / 2]));
    Ok(())
}

/// A day's work of 60 visits, written in the forms.
pub(crate) fn push_300() -> Result<(), Failed> {
    let (mut times, mut sizes) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let world = World::new(Transport::DevelopmentTls, LedgerIn::Sqlite)?;
        let mut amina = Laptop::open(&world.amina)?;
        amina.imports(100)?;
        amina.sync()?;
        let signed = amina.visits(300)?;
        if signed != 300 {
            return fail(format!("{signed} changes were signed instead of 300"));
        }
        world.proxy.take();
        world.proxy.set_link(Some(SlowLink::MOBILE));
        let synced = amina.sync()?;
        world.proxy.set_link(None);
        let traffic = world.proxy.take();
        if synced.unsent > 0 {
            return fail(format!("{} batches were not taken", synced.unsent));
        }
        times.push(synced.time);
        sizes.push(traffic.up + traffic.down);
    }
    sizes.sort_unstable();
    report("slow_push_300", &Times::of(&times), (2_600.0, sizes[RUNS / 2]));
    Ok(())
}

fn report(name: &str, times: &Times, (most, bytes): (f64, u64)) {
    Line::new(name, times.percentile(50), "ms").should_be(Target::AtMost(most)).print();
    Line::new(format!("{name}.worst"), times.percentile(100), "ms").print();
    Line::new(format!("{name}.tls_wire"), bytes as f64, "bytes").print();
}
