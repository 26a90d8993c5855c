use doorstep_domain::id::AudienceId;
use doorstep_service::ledger::Ledger;
use doorstep_sync::digest::Sum;
use doorstep_sync::wire::Outcome;

use crate::support::laptop::person;
use crate::support::world::World;

pub(crate) fn positions_are_dense_when_many_push_at_once(ledger: &dyn Ledger) {
    const LAPTOPS: u64 = 8;
    const PUSHES: u64 = 12;
    let world = World::of(ledger);
    let laptops: Vec<_> = (0..LAPTOPS).map(|_| world.laptop()).collect();
    let before = world.head();
    let push_all = |who: u64, mut laptop: crate::support::laptop::Laptop| {
        for visit in 0..PUSHES {
            let changes: Vec<_> = (0..3).map(|n| laptop.note(person(who * 1000 + visit * 10 + n), "a visit")).collect();
            let batch = laptop.sends(&changes);
            assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted]);
        }
    };
    std::thread::scope(|scope| {
        // Somebody reads all the while: what they can see must never have a hole.
        let (reader, team) = (world.laptop(), world.team);
        scope.spawn(move || {
            let mut at = 0;
            while at < before + LAPTOPS * PUSHES * 3 {
                let pulled = world_pull(ledger, team, &reader, at);
                assert!(pulled >= at, "a cursor never goes back");
                at = pulled;
            }
        });
        let push_all = &push_all;
        for (who, laptop) in (0..).zip(laptops) {
            scope.spawn(move || push_all(who, laptop));
        }
    });
    let pulled = world.pull(&world.laptop(), 0, usize::MAX);
    let page = &pulled.pages[0];
    assert_eq!((page.from, page.to), (0, page.head));
    assert!(page.head >= LAPTOPS * PUSHES * 3);
    assert_eq!(page.head, pulled.changes.len() as u64, "as many rows as positions");
    let mut distinct = pulled.changes.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), pulled.changes.len(), "and none of them twice");
}

/// A pull that fails where the log has a hole. Returns where it ended.
fn world_pull(ledger: &dyn Ledger, audience: AudienceId, reader: &crate::support::laptop::Laptop, after: u64) -> u64 {
    let author = &reader.author;
    let wanted = doorstep_service::ledger::Wanted { audience, epoch: 1, after };
    let pulled = ledger.pull(author, &[wanted], 64 << 10).expect("no hole");
    pulled.pages.first().map_or(after, |page| page.to)
}

pub(crate) fn the_sum_of_a_log_is_that_of_its_changes(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    for number in 0..5 {
        let batch =
            laptop.sends(&[laptop.note(person(number), "a visit"), laptop.note(person(100 + number), "another")]);
        world.push(&laptop, &[batch]);
    }
    let reader = world.laptop();
    let held: Sum = world
        .pull(&reader, 0, usize::MAX)
        .changes
        .iter()
        .map(|bytes| doorstep_domain::id::ChangeId::of(bytes.as_bytes()))
        .collect();
    let log = world.log_of(&reader, world.team).unwrap();
    assert_eq!(log.sum, held, "what a laptop computes from what it stored");
}

pub(crate) fn a_batch_that_is_set_aside_takes_no_position(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let before = world.head();
    let mut header = laptop.header(person(1));
    header.organisation = doorstep_domain::id::OrganisationId::from_bytes([99; 16]);
    let strange = laptop.sends(&[laptop.writes(header, "elsewhere")]);
    let good = laptop.sends(&[laptop.note(person(2), "a visit")]);
    let outcomes = world.push(&laptop, &[strange, good]);
    assert!(matches!(outcomes[0], Outcome::Quarantined { .. }));
    assert_eq!(outcomes[1], Outcome::Accepted, "one bad batch never blocks the rest");
    assert_eq!(world.head(), before + 1);
}
