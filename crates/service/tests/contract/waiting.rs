use doorstep_domain::change::Change;
use doorstep_domain::id::{ChangeId, StaffId};
use doorstep_service::ledger::Ledger;
use doorstep_sync::wire::{Outcome, Refused};

use super::quarantined;
use crate::support::laptop::person;
use crate::support::world::World;

pub(crate) fn a_batch_waits_for_its_parent_and_then_comes_into_force(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let (mut amina, mut beth) = (world.laptop(), world.laptop());
    let first = amina.note(person(1), "first");
    let second = beth.version(person(1), &[first.id()], "second");
    let third = beth.version(person(1), &[second.id()], "third");
    let (waits, waits_too) = (beth.sends(std::slice::from_ref(&second)), beth.sends(std::slice::from_ref(&third)));
    assert_eq!(world.push(&beth, &[waits, waits_too]), [Outcome::Waiting, Outcome::Waiting]);
    assert!(!world.everything().iter().any(|bytes| bytes.contains("second")), "what waits is not in force");

    // Somebody else brings the parent.
    let parent = amina.sends(std::slice::from_ref(&first));
    assert_eq!(world.push(&amina, &[parent]), [Outcome::Accepted]);
    let everything = world.everything();
    let places = [&first, &second, &third].map(|change| everything.iter().position(|bytes| bytes == change.bytes()));
    assert!(places.is_sorted() && places[0].is_some(), "parents stand before children in the log: {places:?}");
}

pub(crate) fn a_parent_later_in_the_same_push_is_soon_enough(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let first = laptop.note(person(1), "first");
    let second = laptop.version(person(1), &[first.id()], "second");
    let (child, parent) = (laptop.signs(&[second]), laptop.signs(&[first]));
    let arrived = || [laptop.arrived(child.clone()), laptop.arrived(parent.clone())];
    assert_eq!(world.push(&laptop, &arrived()), [Outcome::Accepted, Outcome::Accepted]);
    assert_eq!(world.push(&laptop, &arrived()), [Outcome::AlreadyHad, Outcome::AlreadyHad]);
}

pub(crate) fn what_waits_for_two_parents_waits_for_both(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let [one, two] = ["one", "two"].map(|words| laptop.note(person(1), words));
    let both = laptop.version(person(1), &[one.id(), two.id()], "reconciled");
    let child = laptop.signs(&[both]);
    let again = || laptop.arrived(child.clone());
    assert_eq!(world.push(&laptop, &[again()]), [Outcome::Waiting]);
    let first = laptop.signs_as(2, &[one]);
    assert_eq!(world.push(&laptop, &[laptop.arrived(first)]), [Outcome::Accepted]);
    assert_eq!(world.push(&laptop, &[again()]), [Outcome::Waiting], "one of two is not enough");
    let second = laptop.signs_as(3, &[two]);
    assert_eq!(world.push(&laptop, &[laptop.arrived(second)]), [Outcome::Accepted]);
    assert_eq!(world.push(&laptop, &[again()]), [Outcome::AlreadyHad]);
}

pub(crate) fn what_waited_may_still_be_set_aside(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let parent = laptop.note(person(1), "of one person");
    let child = laptop.version(person(2), &[parent.id()], "of another");
    let signed = laptop.signs(std::slice::from_ref(&child));
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed.clone())]), [Outcome::Waiting]);
    let before = world.head();
    let batch = laptop.sends(&[parent]);
    assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted]);
    assert_eq!(world.head(), before + 1, "the child is not in the log");
    let expected = [quarantined(child.id(), Refused::ParentOfAnother)];
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed)]), expected);
}

pub(crate) fn what_builds_on_what_is_set_aside_is_set_aside(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let mut header = laptop.header(person(1));
    header.author = StaffId::from_bytes([9; 16]);
    let bad = laptop.writes(header, "bad");
    let child = laptop.version(person(1), &[bad.id()], "built on it");
    let grandchild = laptop.version(person(1), &[child.id()], "built on that");
    let (parent, built_on_it) = (laptop.sends(std::slice::from_ref(&bad)), laptop.sends(std::slice::from_ref(&child)));
    let outcomes = world.push(&laptop, &[parent, built_on_it]);
    let set_aside = |change: &Change| quarantined(change.id(), Refused::ParentSetAside);
    assert_eq!(outcomes, [quarantined(bad.id(), Refused::OtherAuthor), set_aside(&child)]);
    let later = laptop.sends(std::slice::from_ref(&grandchild));
    assert_eq!(world.push(&laptop, &[later]), [set_aside(&grandchild)], "in a push of its own");
}

pub(crate) fn what_waits_for_what_is_set_aside_waits_no_longer(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let mut header = laptop.header(person(1));
    header.author = StaffId::from_bytes([9; 16]);
    let bad = laptop.writes(header, "bad");
    let child = laptop.version(person(1), &[bad.id()], "built on it");
    let grandchild = laptop.version(person(1), &[child.id()], "built on that");
    let waits = [&child, &grandchild].map(|change| laptop.signs(std::slice::from_ref(change)));
    let arrived = || waits.clone().map(|batch| laptop.arrived(batch));
    assert_eq!(world.push(&laptop, &arrived()), [Outcome::Waiting, Outcome::Waiting]);
    let parent = laptop.signs_as(3, std::slice::from_ref(&bad));
    assert_eq!(world.push(&laptop, &[laptop.arrived(parent)]), [quarantined(bad.id(), Refused::OtherAuthor)]);
    let set_aside = [&child, &grandchild].map(|change| quarantined(change.id(), Refused::ParentSetAside));
    assert_eq!(world.push(&laptop, &arrived()), set_aside);
}

pub(crate) fn a_parent_that_never_was_blocks_nothing_else(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let orphan = laptop.version(person(1), &[ChangeId::of(b"nowhere")], "orphan");
    let (waits, visit) = (laptop.sends(&[orphan]), laptop.sends(&[laptop.note(person(2), "a visit")]));
    assert_eq!(world.push(&laptop, &[waits, visit]), [Outcome::Waiting, Outcome::Accepted]);
}
