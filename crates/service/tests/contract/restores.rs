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

pub(crate) fn a_restored_ledger_says_what_came_back_and_what_is_missing(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let (mut amina, beth, lost) = (world.laptop(), world.laptop(), world.laptop());
    let batches: Vec<_> = (1..=9).map(|number| amina.sends(&[amina.note(person(number), "a visit")])).collect();
    let (organisation, device) = (world.organisation.id, amina.author.device);
    world.push(&amina, &batches[..2]);
    ledger.set_state(organisation, lost.author.device, DeviceState::Revoked).unwrap();
    assert_eq!(ledger.restore(&world.organisation).unwrap(), None);
    assert!(ledger.confirm_restore(&world.organisation, morning(), None).is_err(), "there is nothing to confirm");

    let at = morning() + TimeDelta::days(1);
    let epoch = |of: &Laptop| ledger.standing(organisation, of.author.device, at).unwrap().unwrap().epoch;
    let before = epoch(&amina);
    ledger.begin_restore(&world.organisation, at).unwrap();
    let standing = ledger.standing(organisation, device, at).unwrap().unwrap();
    assert!(standing.is_restoring && standing.epoch > before && standing.logs.iter().all(|log| log.epoch > before));
    assert_eq!(restore(&world).devices.len(), 2, "one that is revoked is not waited for");
    assert_eq!((of(&world, device).came_back, of(&world, device).batches), (None, 0), "what the copy held came before");
    let not_whole = ledger.confirm_restore(&world.organisation, at, None);
    assert!(matches!(not_whole, Err(Error::NotWhole)), "{not_whole:?}");

    // She had signed five, of which the copy held two; the last is still on its way.
    ledger.push(&amina.author, &batches[2..4], at).unwrap();
    ledger.note_restored(organisation, device, (1, 5), at).unwrap();
    let found = of(&world, device);
    assert_eq!(found.came_back, Some(CameBack { at, batches: 2 }));
    assert_eq!(found.missing, [Missing { incarnation: 1, from: 5, to: 5 }]);
    ledger.push(&amina.author, &batches[4..5], at).unwrap();
    assert_eq!((of(&world, device).missing, of(&world, device).is_whole()), (vec![], true));
    // One that has left her laptop in part is never sent: the next shows the hole.
    ledger.push(&amina.author, &batches[7..8], at).unwrap();
    assert_eq!(of(&world, device).missing, [Missing { incarnation: 1, from: 6, to: 7 }]);
    ledger.push(&amina.author, &batches[5..7], at).unwrap();
    assert!(of(&world, device).is_whole(), "{:?}", of(&world, device));

    assert!(
        matches!(ledger.confirm_restore(&world.organisation, at, None), Err(Error::NotWhole)),
        "Beth's is not back"
    );
    assert_eq!(ledger.standing(organisation, beth.author.device, at).unwrap().unwrap().reported, None);
    ledger.note_restored(organisation, beth.author.device, (0, 0), at).unwrap();
    assert_eq!(ledger.standing(organisation, beth.author.device, at).unwrap().unwrap().reported, Some((0, 0)));
    ledger.confirm_restore(&world.organisation, at, None).unwrap();
    assert!(!ledger.standing(organisation, device, at).unwrap().unwrap().is_restoring);
    assert_eq!(restore(&world).confirmed_at, Some(at));
    assert!(ledger.confirm_restore(&world.organisation, at, Some("again")).is_err());
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
