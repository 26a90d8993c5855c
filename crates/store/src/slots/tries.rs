//! Wrong tries at a vault's passphrase: counted beside it, slowed down, and kept for the audit.
//!
//! A copy of the folder escapes the counter; Argon2 is what protects it then. No number of tries ever removes a slot.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, Utc};
use doorstep_platform::replace_file;
use serde::{Deserialize, Serialize};

use crate::keys::Error;

const NAME: &str = "tries";
/// Seconds to wait after the first, second, ... wrong try; from the tenth on, the last.
const DELAYS: [u64; 10] = [0, 0, 0, 1, 5, 30, 60, 300, 900, 3600];
/// With an hour between tries this is six weeks of trying.
const MOST_KEPT: usize = 1_000;

/// The counter of wrong tries, as it stands in the file `tries`.
#[derive(Debug)]
pub struct Tries {
    path: PathBuf,
    count: Count,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Count {
    /// Wrong tries since the last right one.
    wrong: usize,
    /// When the last of them was.
    last: Option<DateTime<Utc>>,
    /// Every wrong try that the audit does not hold yet, oldest first.
    unrecorded: Vec<DateTime<Utc>>,
}

impl Tries {
    /// Read the counter. Missing or unreadable is none: a damaged counter must not keep a practitioner from a visit.
    #[must_use]
    pub fn load(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let count = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
        Self { path, count }
    }

    /// Count a try as wrong before it is made, so that pulling the plug in the middle of it saves none. `TooSoon` while the delay runs.
    pub fn begin(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        let wait = self.wait(now);
        if !wait.is_zero() {
            // A clock set back would make the delay as long as that; from now on it is counted from here.
            if self.count.last.is_some_and(|last| last > now) {
                self.count.last = Some(now);
                self.save()?;
            }
            return Err(Error::TooSoon { wait });
        }
        self.count.wrong += 1;
        self.count.last = Some(now);
        self.count.unrecorded.push(now);
        let surplus = self.count.unrecorded.len().saturating_sub(MOST_KEPT);
        self.count.unrecorded.drain(..surplus);
        self.save()
    }

    /// The try just begun was right: delays start again from nothing, and it was not a wrong one.
    pub fn succeeded(&mut self) -> Result<(), Error> {
        self.count.unrecorded.pop();
        self.count.wrong = 0;
        self.count.last = None;
        self.save()
    }

    /// How long from `now` until a try is taken. A clock set forward ends a delay early; what is lost by that is only the delay.
    #[must_use]
    pub fn wait(&self, now: DateTime<Utc>) -> Duration {
        let (Some(at), Some(last)) = (self.count.wrong.checked_sub(1), self.count.last) else { return Duration::ZERO };
        let delay = Duration::from_secs(DELAYS[at.min(DELAYS.len() - 1)]);
        delay.saturating_sub((now - last).to_std().unwrap_or_default())
    }

    /// Wrong tries that the audit does not hold yet, oldest first. Ten or more are an alert.
    #[must_use]
    pub fn unrecorded(&self) -> &[DateTime<Utc>] {
        &self.count.unrecorded
    }

    /// Forget the wrong tries, once the audit holds them durably.
    pub fn recorded(&mut self) -> Result<(), Error> {
        self.count.unrecorded.clear();
        self.save()
    }

    fn save(&self) -> Result<(), Error> {
        let bytes = serde_json::to_vec(&self.count).map_err(std::io::Error::from)?;
        Ok(replace_file(&self.path, &bytes)?)
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    fn start() -> DateTime<Utc> {
        "2026-11-21T21:00:00Z".parse().unwrap()
    }

    /// Make `count` wrong tries as fast as they are taken; the waits met on the way and the time at the end.
    fn wrong(tries: &mut Tries, count: usize) -> (Vec<u64>, DateTime<Utc>) {
        let mut now = start();
        let mut waits = Vec::new();
        for _ in 0..count {
            tries.begin(now).unwrap();
            let wait = tries.wait(now);
            waits.push(wait.as_secs());
            now += TimeDelta::from_std(wait).unwrap();
        }
        (waits, now)
    }

    #[test]
    fn the_delays_grow_to_an_hour_and_stay_there() {
        let folder = tempfile::tempdir().unwrap();
        let (waits, _) = wrong(&mut Tries::load(folder.path()), 13);
        assert_eq!(waits, [0, 0, 0, 1, 5, 30, 60, 300, 900, 3600, 3600, 3600, 3600]);
    }

    #[test]
    fn a_try_within_the_delay_is_refused_and_not_counted_even_after_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let (_, free) = wrong(&mut Tries::load(folder.path()), 5);
        let mut tries = Tries::load(folder.path());
        let early = free - TimeDelta::seconds(2);
        assert!(matches!(tries.begin(early), Err(Error::TooSoon { wait }) if wait.as_secs() == 2));
        assert_eq!(Tries::load(folder.path()).unrecorded().len(), 5);
        assert!(tries.begin(free).is_ok());
    }

    #[test]
    fn a_try_that_is_never_finished_counts_as_wrong() {
        let folder = tempfile::tempdir().unwrap();
        Tries::load(folder.path()).begin(start()).unwrap();
        assert_eq!(Tries::load(folder.path()).unrecorded(), [start()]);
    }

    #[test]
    fn a_right_try_ends_the_delays_and_keeps_the_wrong_ones_for_the_audit() {
        let folder = tempfile::tempdir().unwrap();
        let (_, now) = wrong(&mut Tries::load(folder.path()), 10);
        let mut tries = Tries::load(folder.path());
        tries.begin(now).unwrap();
        tries.succeeded().unwrap();
        let mut tries = Tries::load(folder.path());
        assert_eq!((tries.unrecorded().len(), tries.wait(now)), (10, Duration::ZERO));
        tries.recorded().unwrap();
        assert!(Tries::load(folder.path()).unrecorded().is_empty());
    }

    #[test]
    fn a_clock_set_back_a_year_delays_by_the_delay_and_no_longer() {
        let folder = tempfile::tempdir().unwrap();
        let mut tries = Tries::load(folder.path());
        wrong(&mut tries, 10);
        let back = start() - TimeDelta::days(365);
        assert!(matches!(tries.begin(back), Err(Error::TooSoon { wait }) if wait.as_secs() == 3600));
        assert!(Tries::load(folder.path()).begin(back + TimeDelta::hours(1)).is_ok());
    }

    #[test]
    fn a_damaged_counter_keeps_nobody_out() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(NAME), b"{\"wrong\":9").unwrap();
        assert!(Tries::load(folder.path()).begin(start()).is_ok());
    }

    #[test]
    fn the_counter_does_not_grow_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let mut tries = Tries::load(folder.path());
        tries.count.unrecorded = vec![start(); MOST_KEPT];
        tries.begin(start()).unwrap();
        assert_eq!(tries.unrecorded().len(), MOST_KEPT);
    }
}
