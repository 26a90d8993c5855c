//! How much somebody may still ask: a bucket each, that fills by the minute.

use std::collections::HashMap;
use std::hash::Hash;
use std::time::Instant;

/// As many buckets as are remembered. A full one is as good as none, so only those in use count.
const MOST: usize = 100_000;

/// A bucket for each of many: devices, organisations, addresses.
pub(crate) struct Allowances<K> {
    holds: f64,
    a_second: f64,
    buckets: HashMap<K, Bucket>,
}

struct Bucket {
    left: f64,
    at: Instant,
}

impl<K: Eq + Hash> Allowances<K> {
    /// Buckets that hold `burst` and get `a_minute` back each minute.
    pub(crate) fn new(burst: u32, a_minute: u32) -> Self {
        Self { holds: burst.into(), a_second: f64::from(a_minute) / 60.0, buckets: HashMap::new() }
    }

    /// Takes `amount` out. False when so much is not left, and then nothing is taken.
    pub(crate) fn spend(&mut self, who: K, amount: u32, now: Instant) -> bool {
        if self.buckets.len() >= MOST && !self.buckets.contains_key(&who) && !self.makes_room(now) {
            return false;
        }
        let (holds, a_second) = (self.holds, self.a_second);
        let bucket = self.buckets.entry(who).or_insert(Bucket { left: holds, at: now });
        bucket.left = bucket.after(now, a_second).min(holds);
        bucket.at = now;
        let granted = bucket.left >= f64::from(amount);
        if granted {
            bucket.left -= f64::from(amount);
        }
        granted
    }

    /// Forgets the full buckets. False where every one is in use: then whoever is new must wait.
    fn makes_room(&mut self, now: Instant) -> bool {
        let (holds, a_second) = (self.holds, self.a_second);
        self.buckets.retain(|_, bucket| bucket.after(now, a_second) < holds);
        self.buckets.len() < MOST
    }
}

impl Bucket {
    fn after(&self, now: Instant, a_second: f64) -> f64 {
        self.left + now.duration_since(self.at).as_secs_f64() * a_second
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_bucket_runs_out_and_comes_back() {
        let (mut allowances, now) = (Allowances::new(2, 60), Instant::now());
        assert!(allowances.spend(1, 1, now) && allowances.spend(1, 1, now));
        assert!(!allowances.spend(1, 1, now));
        assert!(allowances.spend(2, 1, now), "another has its own");
        assert!(allowances.spend(1, 1, now + Duration::from_secs(1)));
        assert!(!allowances.spend(1, 2, now + Duration::from_secs(2)), "not so much yet");
        assert!(allowances.spend(1, 2, now + Duration::from_secs(3)), "what was refused took nothing");
        assert!(!allowances.spend(1, 3, now + Duration::from_secs(3600)), "it never holds more");
    }

    #[test]
    fn asking_as_ever_new_people_cannot_fill_the_memory() {
        let (mut allowances, now) = (Allowances::new(2, 60), Instant::now());
        assert!((0..MOST).all(|who| allowances.spend(who, 2, now)));
        assert!(!allowances.spend(MOST, 1, now), "all are in use");
        assert!(allowances.spend(0, 1, now + Duration::from_secs(1)), "whoever is known goes on");
        assert!(allowances.spend(MOST, 1, now + Duration::from_secs(3)), "the others are full again");
        assert_eq!(allowances.buckets.len(), 1, "and forgotten");
    }
}
