use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::TimeDelta;
use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{Arrived, ChainEnd, DeviceState, Error, Ledger, NewStaff, OnlyThere, Report, Staff};

use crate::support::laptop::{key_pair, person};
use crate::support::morning;
use crate::support::world::World;

pub(crate) fn of_many_devices_with_one_code_one_is_enrolled(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let staff = world.staff(Role::HealthVisitor, world.team_id);
    let code = world.code(&staff);
    let enrolled = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                let new = world.new_device(code, key_pair().1);
                if ledger.enrol(world.organisation.id, &new).unwrap().is_some() {
                    enrolled.fetch_add(1, Ordering::Relaxed);
                }
            });
        }
    });
    assert_eq!(enrolled.into_inner(), 1);
}

pub(crate) fn the_same_code_with_the_same_key_gives_the_same_device(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let staff = world.staff(Role::StaffNurse, world.team_id);
    let (code, key) = (world.code(&staff), key_pair().1);
    let enrol = |at: TimeDelta| {
        let mut new = world.new_device(code, key);
        new.at += at;
        ledger.enrol(world.organisation.id, &new).unwrap()
    };
    let first = enrol(TimeDelta::zero()).expect("enrolled");
    assert_eq!((first.staff, first.role), (staff.id, Role::StaffNurse));
    assert_eq!(enrol(TimeDelta::minutes(1)), Some(first.clone()), "the first answer may have been lost");
    assert_eq!(enrol(TimeDelta::hours(1)), Some(first), "also after the code's ten minutes: it was used within them");
}

pub(crate) fn a_fresh_code_finds_the_device_again_that_an_old_one_made(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let (one, two) = (world.staff(Role::HealthVisitor, world.team_id), world.staff(Role::HealthVisitor, world.team_id));
    let key = key_pair().1;
    let first = world.enrol(&one, key).unwrap();
    let second = world.enrol(&one, key).expect("the answer was lost and the code has expired since");
    assert_eq!(first.device, second.device);
    assert!(world.enrol(&two, key).is_none(), "one key is never two people's");
}

pub(crate) fn a_code_ends_after_its_time(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let staff = world.staff(Role::HealthVisitor, world.team_id);
    let mut late = world.new_device(world.code(&staff), key_pair().1);
    late.at = morning() + TimeDelta::minutes(10);
    assert_eq!(ledger.enrol(world.organisation.id, &late).unwrap(), None);
    let unknown = world.new_device([99; 32], key_pair().1);
    assert_eq!(ledger.enrol(world.organisation.id, &unknown).unwrap(), None);
}

pub(crate) fn a_code_for_nobody_cannot_be_kept(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut nobody = world.staff(Role::HealthVisitor, world.team_id);
    nobody.id = doorstep_domain::id::StaffId::from_bytes([250; 16]);
    let code = doorstep_service::ledger::Code { hash: [9; 32], staff: nobody.id, expires_at: morning() };
    assert!(ledger.keep_code(world.organisation.id, &code).is_err());
}

pub(crate) fn a_revoked_device_stays_revoked_and_a_suspended_one_may_return(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let laptop = world.laptop();
    let (organisation, device) = (world.organisation.id, laptop.author.device);
    let state = || ledger.standing(organisation, device, crate::support::morning()).unwrap().unwrap().state;
    for to in [DeviceState::Suspended, DeviceState::Active, DeviceState::Revoked, DeviceState::Revoked] {
        ledger.set_state(organisation, device, to).unwrap();
        assert_eq!(state(), to);
    }
    assert!(ledger.set_state(organisation, device, DeviceState::Active).is_err());
    assert_eq!(state(), DeviceState::Revoked, "its key stays for ever, and never opens anything again");
}

pub(crate) fn a_device_is_known_by_its_newest_batch_and_when_it_was_here(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let batches = [1, 2, 3].map(|n| laptop.sends(&[laptop.note(person(n), "a visit")]));
    let later = morning() + TimeDelta::hours(3);
    ledger.push(&laptop.author, &batches, later).unwrap();
    let seen = || {
        ledger
            .standing(world.organisation.id, laptop.author.device, crate::support::morning())
            .unwrap()
            .unwrap()
            .last_seen_at
    };
    assert_eq!(seen(), later);
    let report = Report { at: later + TimeDelta::hours(1), drafts: None, unsent: None };
    ledger.note_seen(world.organisation.id, laptop.author.device, &report).unwrap();
    assert_eq!(seen(), later + TimeDelta::hours(1));
    let devices = ledger.devices(world.organisation.id).unwrap();
    let device = devices.iter().find(|device| device.id == laptop.author.device).unwrap();
    assert_eq!((device.newest, device.version.as_str()), ((1, 3), "0.1.0"));
}

pub(crate) fn what_is_only_on_a_laptop_is_what_it_said_last(ledger: &dyn Ledger) {
    let (one, two) = (World::numbered(ledger, 1), World::numbered(ledger, 2));
    let (laptop, elsewhere) = (one.laptop(), two.laptop());
    let organisation = one.organisation.id;
    let known = |world: &World<'_>, device| {
        let devices = ledger.devices(world.organisation.id).unwrap();
        let listed = devices.into_iter().find(|listed| listed.id == device).unwrap().report;
        let standing = ledger.standing(world.organisation.id, device, morning()).unwrap().unwrap().report;
        assert_eq!(listed, standing);
        listed
    };
    assert_eq!(known(&one, laptop.author.device), None, "it was never here");
    let there = |count, hours| Some(OnlyThere { count, oldest_at: morning() - TimeDelta::hours(hours) });
    let at = |minutes| morning() + TimeDelta::minutes(minutes);
    for report in [
        Report { at: at(1), drafts: there(2, 5), unsent: there(12, 30) },
        Report { at: at(2), drafts: None, unsent: there(3, 29) },
        Report { at: at(3), drafts: there(1, 1), unsent: None },
        Report { at: at(4), drafts: None, unsent: None },
    ] {
        ledger.note_seen(organisation, laptop.author.device, &report).unwrap();
        assert_eq!(known(&one, laptop.author.device), Some(report));
    }
    assert_eq!(known(&two, elsewhere.author.device), None, "another organisation's laptop said nothing");
    let nobody = two.organisation.number.mint_device(morning(), [251; 10]);
    let report = Report { at: at(5), drafts: None, unsent: None };
    assert!(ledger.note_seen(organisation, nobody, &report).is_err());
}

pub(crate) fn a_panic_in_the_middle_of_a_transaction_keeps_nothing_of_it(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let id = StaffId::from_bytes([77; 16]);
    let staff = Staff { id, name: "Nobody".into(), role: Role::Admin, team: Some(world.team_id), centre: None };
    let half = || {
        let sign = |_: &ChainEnd| -> Result<Arrived, Error> { panic!("in the middle") };
        ledger.add_staff(&world.organisation, &NewStaff { staff: &staff, at: morning(), sign: &sign })
    };
    assert!(std::panic::catch_unwind(std::panic::AssertUnwindSafe(half)).is_err());
    // Whoever writes next must not write what was left open.
    for _ in 0..3 {
        world.staff(Role::HealthVisitor, world.team_id);
    }
    assert!(ledger.staff(world.organisation.id).unwrap().iter().all(|member| member.id != id));
}
