//! The simulation: real vaults and the real ledger on one virtual clock, with everything going wrong that one seed says.
//!
//! One thread, one source of chance: a seed replays exactly. After every heal everything is compared with what the pure
//! rules say, worked out from nothing.

mod acts;
mod base;
mod cast;
mod central;
mod check;
mod counts;
mod laptop;
mod oracle;
mod plan;
mod schedule;
mod signed;

pub use counts::Counts;
pub use doorstep_sync::planted::Planted;
use doorstep_sync::planted::plant;

use base::Base;
use schedule::Schedule;

pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// What all schedules of a thread begin with.
pub struct Beginning(Base);

impl Beginning {
    /// Makes an organisation and its laptops.
    ///
    /// # Errors
    /// When they cannot be made: that is no finding.
    pub fn new() -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Base::new().map(Self)
    }
}

/// What became of a schedule.
#[derive(Debug)]
pub struct Played {
    /// How often what happened.
    pub counts: Counts,
    /// A hash of all that happened: the same for the same seed.
    pub story: u64,
    /// What did not hold, where something did not.
    pub failure: Option<String>,
}

/// Plays the schedule of a seed, with a fault planted or without; `is_told`: prints what happens.
#[must_use]
pub fn play(beginning: &Beginning, seed: u64, planted: Option<Planted>, is_told: bool) -> Played {
    plant(planted);
    let played = match Schedule::new(&beginning.0, seed) {
        Ok(mut schedule) => {
            schedule.is_told = is_told;
            let failure = schedule.plays().err().map(|error| error.to_string());
            Played { counts: schedule.counts, story: schedule.story, failure }
        }
        Err(error) => Played { counts: Counts::default(), story: 0, failure: Some(error.to_string()) },
    };
    plant(None);
    played
}

impl Counts {
    /// What happened, and how often.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, u64)> {
        self.0.iter().map(|(what, times)| (*what, *times))
    }

    /// Adds those of another schedule.
    pub fn take_in(&mut self, other: &Self) {
        self.add(other);
    }
}
