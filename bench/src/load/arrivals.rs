//! Laptops that arrive one after the other, sync, and then look for news as the application does.
//!
//! A time begins when the laptop was due and not when it got its turn: whoever queues is counted as queueing.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use doorstep_domain::fixtures::dice::Dice;

use super::laptop::{Laptop, Went};
use crate::report::Times;
use crate::{Failed, fail};

/// How often a laptop looks for news, as in the application.
pub(crate) const IDLE: Duration = Duration::from_secs(30);
/// A laptop is a thread that mostly sleeps.
const STACK: usize = 512 << 10;
const PATIENCE: u32 = 8;

/// When laptops come, and until when they stay.
#[derive(Clone, Copy)]
pub(crate) struct Arrivals {
    pub(crate) arrive_within: Duration,
    pub(crate) stay_until: Duration,
}

/// How it went.
pub(crate) struct Played {
    /// From when each was due until it was up to date.
    pub(crate) arrived: Times,
    pub(crate) polled: Times,
    pub(crate) first_pulled: Times,
    pub(crate) failures: u32,
}

#[derive(Default)]
struct Seen {
    arrived: Vec<Duration>,
    polled: Vec<Duration>,
    first_pulled: Vec<Duration>,
    failures: u32,
    gave_up: Vec<String>,
}

impl Arrivals {
    pub(crate) fn over(span: Duration) -> Self {
        Self { arrive_within: span, stay_until: span }
    }

    /// Plays laptops that were here before, and beside them some that come for the first time.
    pub(crate) fn play(self, laptops: &mut [Laptop], fresh: &mut [Laptop]) -> Result<Played, Failed> {
        for laptop in laptops.iter_mut().chain(&mut *fresh) {
            laptop.sleeps()?;
        }
        let mut dice = Dice::new(17);
        let mut due = || self.arrive_within.mul_f64(f64::from(dice.below(1_000_000)) / 1e6);
        let seen = Mutex::new(Seen::default());
        let start = Instant::now() + Duration::from_millis(500);
        std::thread::scope(|scope| -> Result<(), Failed> {
            let known = laptops.iter_mut().map(|laptop| (laptop, false));
            for (laptop, is_first) in known.chain(fresh.iter_mut().map(|laptop| (laptop, true))) {
                let (seen, due) = (&seen, start + due());
                let stay = move || self.stay(laptop, (start, due), is_first, seen);
                std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, stay)?;
            }
            Ok(())
        })?;
        let seen = seen.into_inner().map_err(|_| "a laptop ended badly")?;
        if let Some(why) = seen.gave_up.first() {
            return fail(format!("{} laptops gave up: {why}", seen.gave_up.len()));
        }
        let [arrived, polled, first_pulled] = [seen.arrived, seen.polled, seen.first_pulled].map(|all| Times::of(&all));
        Ok(Played { arrived, polled, first_pulled, failures: seen.failures })
    }

    fn stay(self, laptop: &mut Laptop, (start, due): (Instant, Instant), is_first: bool, seen: &Mutex<Seen>) {
        let arrived = timed(laptop, due);
        note(seen, arrived, |seen| if is_first { &mut seen.first_pulled } else { &mut seen.arrived });
        let mut next = due + IDLE;
        while !is_first && next < start + self.stay_until {
            let polled = timed(laptop, next);
            note(seen, polled, |seen| &mut seen.polled);
            next += IDLE;
        }
    }
}

fn timed(laptop: &mut Laptop, due: Instant) -> Result<(Duration, Went), Failed> {
    std::thread::sleep(due.saturating_duration_since(Instant::now()));
    let went = laptop.syncs(PATIENCE)?;
    Ok((due.elapsed(), went))
}

fn note(seen: &Mutex<Seen>, took: Result<(Duration, Went), Failed>, of: impl Fn(&mut Seen) -> &mut Vec<Duration>) {
    let Ok(mut seen) = seen.lock() else { return };
    match took {
        Ok((took, went)) => {
            of(&mut seen).push(took);
            seen.failures += went.failures;
        }
        Err(error) => seen.gave_up.push(error.to_string()),
    }
}
