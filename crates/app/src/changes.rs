//! Tells the window which of its parts are stale. One long-waiting call, so that no event needs a permission.

use std::collections::BTreeSet;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use crate::App;
use crate::error::ApiError;
use crate::status::{Area, AwaitChanges, Changes};

const LONGEST_WAIT: Duration = Duration::from_secs(25);

/// Rung when something changes.
#[derive(Default)]
pub(crate) struct ChangeBell {
    rung: Mutex<Rung>,
    waiting: Condvar,
}

#[derive(Default)]
struct Rung {
    count: u64,
    /// The count at which each area was last rung.
    areas: Vec<(Area, u64)>,
}

impl ChangeBell {
    pub(crate) fn ring(&self, areas: &[Area]) {
        let Ok(mut rung) = self.rung.lock() else { return };
        rung.count += 1;
        let count = rung.count;
        for area in areas {
            match rung.areas.iter_mut().find(|(known, _)| known == area) {
                Some((_, last)) => *last = count,
                None => rung.areas.push((*area, count)),
            }
        }
        self.waiting.notify_all();
    }

    fn wait(&self, seen: u64, longest: Duration) -> Changes {
        let Ok(rung) = self.rung.lock() else { return Changes { seen, areas: Vec::new() } };
        // A window that has seen more than there was belongs to an application of before: everything is stale.
        let waited = self.waiting.wait_timeout_while(rung, longest, |rung| rung.count == seen);
        let Ok((rung, _)) = waited else { return Changes { seen, areas: Vec::new() } };
        let stale: BTreeSet<Area> =
            rung.areas.iter().filter(|(_, last)| *last > seen || seen > rung.count).map(|(area, _)| *area).collect();
        Changes { seen: rung.count, areas: stale.into_iter().collect() }
    }
}

impl App {
    pub(crate) fn await_changes(&self, input: AwaitChanges) -> Result<Changes, ApiError> {
        Ok(self.bell().wait(input.seen, LONGEST_WAIT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_waiter_learns_what_was_rung_since_it_last_asked_and_nothing_else() {
        let bell = ChangeBell::default();
        bell.ring(&[Area::Record]);
        let first = bell.wait(0, Duration::ZERO);
        assert_eq!(first.areas, [Area::Record]);
        bell.ring(&[Area::Sync]);
        assert_eq!(bell.wait(first.seen, Duration::ZERO).areas, [Area::Sync]);
        assert!(bell.wait(2, Duration::ZERO).areas.is_empty(), "nothing new");
    }
}
