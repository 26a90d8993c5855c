use chrono::TimeDelta;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::DeviceId;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{CameBack, DeviceState, Error, Ledger, Missing, Restore, RestoredDevice};
use doorstep_sync::wire::Outcome;

use super::audiences::{Caseloads, accountable, push};
use crate::support::laptop::{Laptop, person};
use crate::support::morning;
use crate::support::world::World;

fn restore(world: &World<'_>) -> Restore {
    world.ledger.restore(&world.organisation).unwrap().expect("it was said")
}

fn of(world: &World<'_>, device: DeviceId) -> RestoredDevice {
    restore(world).devices.into_iter().find(|one| one.device == device).expect("a laptop that is not revoked")
}

pub(crate) fn a_restored_ledger_waits_for_every_laptop(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let (mut amina, beth, lost) = (world.laptop(), world.laptop(), world.laptop());
    let batch = amina.sends(&[amina.note(person(1), "a visit")]);
    world.push(&amina, &[batch]);
    let organisation = world.organisation.id;
    ledger.set_state(organisation, lost.author.device, DeviceState::Revoked).unwrap();
    assert_eq!(ledger.restore(&world.organisation).unwrap(), None);
    assert!(ledger.confirm_restore(&world.organisation, morning(), None).is_err(), "there is nothing to confirm");

    let at = morning() + TimeDelta::days(1);
    let standing = |of: &Laptop| ledger.standing(organisation, of.author.device, at).unwrap().unwrap();
    let before = standing(&amina).epoch;
    ledger.begin_restore(&world.organisation, at).unwrap();
    let restored = standing(&amina);
    assert!(restored.is_restoring && restored.epoch > before && restored.logs.iter().all(|log| log.epoch > before));
    assert_eq!(restore(&world).devices.len(), 2, "one that is revoked is not waited for");
    let found = of(&world, amina.author.device);
    assert_eq!((found.came_back, found.batches), (None, 0), "what the copy held came before");
    for laptop in [&amina, &beth] {
        let refused = ledger.confirm_restore(&world.organisation, at, None);
        assert!(matches!(refused, Err(Error::NotWhole)), "{refused:?}");
        assert_eq!(standing(laptop).reported, None);
        let signed = if laptop.number == 0 { (0, 0) } else { (1, laptop.number) };
        ledger.note_restored(organisation, laptop.author.device, signed, at).unwrap();
        assert_eq!(standing(laptop).reported, Some(signed));
    }
    ledger.confirm_restore(&world.organisation, at, None).unwrap();
    assert!(!standing(&amina).is_restoring);
    assert_eq!(restore(&world).confirmed_at, Some(at));
    assert!(ledger.confirm_restore(&world.organisation, at, Some("again")).is_err());
}

pub(crate) fn what_a_restored_ledger_lacks_is_named(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut amina = world.laptop();
    let batches: Vec<_> = (1..=9).map(|number| amina.sends(&[amina.note(person(number), "a visit")])).collect();
    world.push(&amina, &batches[..2]);
    let (device, at) = (amina.author.device, morning() + TimeDelta::days(1));
    ledger.begin_restore(&world.organisation, at).unwrap();
    let comes = |which: std::ops::Range<usize>| drop(ledger.push(&amina.author, &batches[which], at).unwrap());
    let missing = |from, to| [Missing { incarnation: 1, from, to }];

    // She had signed five, of which the copy held two; the last is still on its way.
    comes(2..4);
    ledger.note_restored(world.organisation.id, device, (1, 5), at).unwrap();
    assert_eq!(of(&world, device).came_back, Some(CameBack { at, batches: 2 }));
    assert_eq!(of(&world, device).missing, missing(5, 5));
    comes(4..5);
    assert!(of(&world, device).is_whole());
    // One that has left her laptop in part is never sent: the next shows the hole.
    comes(7..8);
    assert_eq!(of(&world, device).missing, missing(6, 7));
    comes(5..7);
    assert!(of(&world, device).is_whole(), "{:?}", of(&world, device));
}

pub(crate) fn a_copy_that_is_put_back_twice_begins_two_epochs(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let laptop = world.laptop();
    let epoch = || ledger.standing(world.organisation.id, laptop.author.device, morning()).unwrap().unwrap().epoch;
    let mut epochs = vec![epoch()];
    for _ in 0..2 {
        ledger.begin_restore(&world.organisation, morning()).unwrap();
        epochs.push(epoch());
        // What the service itself signs now was never signed by it before.
        world.staff(Role::HealthVisitor, world.team_id);
    }
    assert!(epochs.is_sorted_by(|one, other| one < other), "{epochs:?}");
    let devices = ledger.devices(world.organisation.id).unwrap();
    let service = devices.iter().find(|device| device.id == world.organisation.service_device).unwrap();
    assert_eq!((service.newest, service.flags.len()), ((3, 1), 0), "another life of its chain each time");
    ledger.confirm_restore(&world.organisation, morning(), Some("Beth's laptop was stolen.")).unwrap();
}

pub(crate) fn until_a_restore_is_confirmed_nobody_is_given_anything_new_or_refused(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    ledger.begin_restore(&all.world.organisation, morning()).unwrap();
    let allocated = all.lena.records(child, EntryKind::Accountable, "", &accountable(&all.beth));
    push(&all.world, &mut all.lena, &[allocated]);
    all.settles(morning());
    let late = all.beth.records(child, EntryKind::Contact, "late", &serde_json::json!({ "place": "home" }));
    let outcome = push(&all.world, &mut all.beth, std::slice::from_ref(&late));
    assert_eq!(outcome, Outcome::Accepted, "she may have held the child before the copy was put back");
    all.settles(morning());
    assert!(!all.holds(&all.amina, &note, morning()), "what is known to have ended has ended");
    assert!(!all.holds(&all.beth, &note, morning()) && all.holds(&all.lena, &late, morning()));

    ledger.confirm_restore(&all.world.organisation, morning(), Some("It is a drill.")).unwrap();
    all.settles(morning());
    assert!(all.holds(&all.beth, &note, morning()) && all.holds(&all.beth, &late, morning()));
    assert!(!all.holds(&all.amina, &late, morning()));
    let other = all.amina.records(child, EntryKind::Contact, "no", &serde_json::json!({ "place": "home" }));
    assert_ne!(
        push(&all.world, &mut all.amina, &[other]),
        Outcome::Accepted,
        "and who does not hold a child is refused"
    );
}
