//! What a seed makes of a schedule: who takes part, and how bad the day is.

use chrono::TimeDelta;
use doorstep_domain::fixtures::dice::Dice;

use crate::cast::LAPTOPS;

/// How likely things go wrong, in a thousand, and who takes part.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    /// Places in [`LAPTOPS`].
    pub(crate) cast: Vec<usize>,
    /// How many things are done in each part, after which everything heals.
    pub(crate) parts: Vec<u32>,
    pub(crate) drops: u32,
    pub(crate) doubles: u32,
    pub(crate) truncates: u32,
    pub(crate) loses_answers: u32,
    pub(crate) captive_portals: u32,
    /// An answer to an earlier request comes in the place of the right one.
    pub(crate) stale_answers: u32,
    /// The longest that a message takes, in seconds.
    pub(crate) delays: u32,
    pub(crate) links_go_down: u32,
    pub(crate) kills: u32,
    pub(crate) service_dies: u32,
    pub(crate) copies: u32,
    pub(crate) restores: u32,
    pub(crate) revokes: u32,
    pub(crate) covers: u32,
    pub(crate) clocks_are_off: u32,
    pub(crate) largest_page: usize,
    pub(crate) most_changes: usize,
}

impl Plan {
    pub(crate) fn of(dice: &mut Dice) -> Self {
        let mut cast = vec![0, 1];
        for place in 2..LAPTOPS.len() {
            if cast.len() < 6 && dice.chance(if place < 4 { 650 } else { 420 }) {
                cast.push(place);
            }
        }
        // Each fault is absent from about half of the schedules: what hides behind another is seen without it.
        let mut often = |most: u32| if dice.chance(500) { dice.below(most + 1) } else { 0 };
        let (drops, doubles, truncates, loses_answers) = (often(400), often(200), often(150), often(300));
        let (captive_portals, stale_answers, delays) = (often(80), often(150), often(7_200));
        let (links_go_down, kills, service_dies) = (often(120), often(80), often(100));
        let (copies, restores, revokes, covers) = (often(25), often(70), often(8), often(80));
        let clocks_are_off = often(600);
        // Many short days find more in the same time than a few long ones.
        let parts = (0..dice.between(1, 2)).map(|_| dice.between(12, 40)).collect();
        let largest_page = [300, 1_500, 8_000, 2 << 20][dice.below(4) as usize];
        let most_changes = [1, 4, 20, 500][dice.below(4) as usize];
        Self {
            cast,
            parts,
            drops,
            doubles,
            truncates,
            loses_answers,
            captive_portals,
            stale_answers,
            delays,
            links_go_down,
            kills,
            service_dies,
            copies,
            restores,
            revokes,
            covers,
            clocks_are_off,
            largest_page,
            most_changes,
        }
    }

    /// How long a message is on its way.
    pub(crate) fn takes(&self, dice: &mut Dice) -> TimeDelta {
        let usual = dice.between(20, 900);
        let slow = if dice.chance(200) { dice.below(self.delays + 1) } else { 0 };
        TimeDelta::milliseconds(i64::from(usual)) + TimeDelta::seconds(i64::from(slow))
    }

    /// By how much a laptop's clock is wrong: most often not at all, sometimes by a year.
    pub(crate) fn clock(&self, dice: &mut Dice) -> TimeDelta {
        if !dice.chance(self.clocks_are_off) {
            return TimeDelta::zero();
        }
        let hours = i64::from([1, 12, 24 * 40, 24 * 365][dice.below(4) as usize]);
        TimeDelta::hours(if dice.chance(500) { hours } else { -hours })
    }
}
