use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{DeviceFlag, Flag, Ledger};
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{LONGEST_CHANGE, Outcome, Refused};
use serde_json::{Value, json};

use super::quarantined;
use crate::support::laptop::{Laptop, person};
use crate::support::world::World;

pub(crate) fn sending_again_changes_nothing(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let batches: Vec<_> = (0..3).map(|number| laptop.signs(&[laptop.note(person(number), "a visit")])).collect();
    let arrived = || batches.iter().map(|signed| laptop.arrived(signed.clone())).collect::<Vec<_>>();
    assert_eq!(world.push(&laptop, &arrived()), [const { Outcome::Accepted }; 3]);
    let (head, standing) = (world.head(), standing(&world));
    assert_eq!(world.push(&laptop, &arrived()), [const { Outcome::AlreadyHad }; 3]);
    let mut twice = arrived();
    twice.extend(arrived());
    assert_eq!(world.push(&laptop, &twice), [const { Outcome::AlreadyHad }; 6]);
    assert_eq!(world.head(), head);
    assert_eq!(self::standing(&world), standing);
    assert_eq!(flags(&world, &laptop), []);
}

fn standing(world: &World<'_>) -> Vec<doorstep_service::ledger::AudienceLog> {
    let organisation = &world.organisation;
    world
        .ledger
        .standing(organisation.id, organisation.service_device, crate::support::morning())
        .unwrap()
        .unwrap()
        .logs
}

fn flags(world: &World<'_>, laptop: &Laptop) -> Vec<DeviceFlag> {
    let devices = world.ledger.devices(world.organisation.id).unwrap();
    devices.into_iter().find(|device| device.id == laptop.author.device).unwrap().flags
}

pub(crate) fn a_change_in_two_batches_is_stored_once(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let visit = laptop.note(person(1), "a visit");
    let (first, second) = (laptop.sends(std::slice::from_ref(&visit)), laptop.sends(std::slice::from_ref(&visit)));
    let before = world.head();
    assert_eq!(world.push(&laptop, &[first, second]), [Outcome::Accepted, Outcome::Accepted]);
    assert_eq!(world.head(), before + 1);
    assert_eq!(world.everything().iter().filter(|bytes| *bytes == visit.bytes()).count(), 1);
}

pub(crate) fn bytes_come_back_exactly_as_they_were_written(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    // Spaces, an unknown field, an unknown kind, an escape that a re-encoder would write differently.
    let written = laptop.note(person(1), "Zoë").bytes().replacen('{', "{ \"new_field\" : [1.0, 1e2] , ", 1);
    let odd =
        Change::read(written.replace("contact_narrative", "kind_of_2031").replace("\"standard\"", "\"restricted\""));
    let odd = odd.unwrap();
    let batch = laptop.sends(std::slice::from_ref(&odd));
    assert_eq!(world.push(&laptop, &[batch]), [Outcome::Accepted], "a kind of a later version is kept");
    assert!(world.everything().iter().any(|bytes| bytes == odd.bytes()));
}

pub(crate) fn a_batch_that_its_device_did_not_sign_is_set_aside_and_leaves_its_number_free(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let signed = laptop.signs(&[laptop.note(person(1), "a visit")]);
    let mut forged = signed.clone();
    forged.signature = Bytes([7; 64]);
    let outcome = Outcome::Quarantined { change: None, reason: Refused::Signature };
    for asked in ["at first", "again"] {
        let arrived = laptop.arrived(forged.clone());
        assert_eq!(world.push(&laptop, &[arrived]), std::slice::from_ref(&outcome), "{asked}");
    }
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed)]), [Outcome::Accepted], "the real one is no fork");
    assert_eq!(flags(&world, &laptop), []);
}

/// The sample of a kind, in a state, after these versions.
fn step(laptop: &Laptop, kind: EntryKind, state: &str, parents: &[ChangeId]) -> Change {
    let mut body: Value = serde_json::from_str(kind.sample()).unwrap();
    body["state"] = json!(state);
    let mut header = laptop.header(person(1));
    header.entry = EntryId::from_bytes([kind as u8; 16]);
    header.kind = Kind::Known(kind);
    header.sensitivity = kind.sensitivity();
    header.parents = parents.to_vec();
    Change::write(header, &body).unwrap()
}

fn in_error(marked: &Change) -> Change {
    let mut header = marked.header.clone();
    header.parents = vec![marked.id()];
    header.in_error = true;
    Change::write(header, &serde_json::from_str::<Value>(marked.body()).unwrap()).unwrap()
}

pub(crate) fn after_a_mark_in_error_an_entry_begins_anew(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let status = EntryKind::SafeguardingStatus;
    let plan = step(&laptop, status, "child_protection_plan", &[]);
    let mark = in_error(&plan);
    let enquiry = step(&laptop, status, "section_47", &[mark.id()]);
    for change in [plan, mark, enquiry] {
        let sent = laptop.sends(std::slice::from_ref(&change));
        assert_eq!(world.push(&laptop, &[sent]), [Outcome::Accepted], "no step leads from a plan to an enquiry");
    }
    let consent = EntryKind::Consent;
    let given = step(&laptop, consent, "given", &[]);
    let mark = in_error(&given);
    let withdrawn = step(&laptop, consent, "withdrawn", &[mark.id()]);
    let sent = laptop.sends(&[given, mark]);
    assert_eq!(world.push(&laptop, &[sent]), [Outcome::Accepted]);
    let sent = laptop.sends(std::slice::from_ref(&withdrawn));
    let refused = quarantined(withdrawn.id(), Refused::IllegalStep);
    assert_eq!(world.push(&laptop, &[sent]), [refused], "there is nothing to withdraw");
}

pub(crate) fn a_step_that_is_somebody_elses_is_set_aside(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut visitor = world.laptop();
    let mut nurse = world.laptop_of(Role::StaffNurse, world.team_id);
    let mut cover = world.laptop();
    let status = EntryKind::SafeguardingStatus;
    let plan = step(&visitor, status, "child_protection_plan", &[]);
    let ended = step(&nurse, status, "none", &[plan.id()]);
    let sent = visitor.sends(std::slice::from_ref(&plan));
    assert_eq!(world.push(&visitor, &[sent]), [Outcome::Accepted]);
    let sent = nurse.sends(std::slice::from_ref(&ended));
    assert_eq!(world.push(&nurse, &[sent]), [quarantined(ended.id(), Refused::IllegalStep)], "a nurse ends no plan");
    // A nurse's own referral is hers to review, and a covering health visitor's, and no other nurse's.
    let referral = EntryKind::Referral;
    let asked = step(&nurse, referral, "signed", &[]);
    let mut chain = vec![asked];
    for state in ["accepted", "first_appointment", "ended", "outcome_recorded"] {
        chain.push(step(&nurse, referral, state, &[chain[chain.len() - 1].id()]));
    }
    let recorded = chain[chain.len() - 1].id();
    let sent = nurse.sends(&chain);
    assert_eq!(world.push(&nurse, &[sent]), [Outcome::Accepted]);
    let mut other = world.laptop_of(Role::StaffNurse, world.team_id);
    let by_other = step(&other, referral, "reviewed", &[recorded]);
    let sent = other.sends(std::slice::from_ref(&by_other));
    assert_eq!(world.push(&other, &[sent]), [quarantined(by_other.id(), Refused::IllegalStep)]);
    for laptop in [&mut nurse, &mut cover] {
        let reviewed = step(laptop, referral, "reviewed", &[recorded]);
        let sent = laptop.sends(std::slice::from_ref(&reviewed));
        assert_eq!(world.push(laptop, &[sent]), [Outcome::Accepted]);
    }
}

pub(crate) fn each_rule_that_a_change_breaks_is_named_with_the_change(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let foreign_family = foreign_family(&world);
    type Breaks = fn(&mut doorstep_domain::change::Header);
    let breaks: [(Refused, Breaks); 5] = [
        (Refused::OtherOrganisation, |header| header.organisation = OrganisationId::from_bytes([9; 16])),
        (Refused::OtherAuthor, |header| header.author = StaffId::from_bytes([9; 16])),
        (Refused::OtherAuthor, |header| header.role = Role::TeamLeader),
        (Refused::RoleMayNot, |header| header.kind = Kind::Known(EntryKind::StaffMember)),
        (Refused::SensitivityTooLow, |header| {
            header.kind = Kind::Unknown("kind_of_2031".to_owned());
            header.sensitivity = Sensitivity::Standard;
        }),
    ];
    for (reason, break_it) in breaks {
        let mut header = laptop.header(person(1));
        break_it(&mut header);
        let (good, bad) = (laptop.note(person(2), "good"), laptop.writes(header, "bad"));
        let batch = laptop.sends(&[good, bad.clone()]);
        assert_eq!(world.push(&laptop, &[batch]), [quarantined(bad.id(), reason)]);
    }
    let strange = laptop.note(foreign_family, "not mine");
    let batch = laptop.sends(std::slice::from_ref(&strange));
    assert_eq!(world.push(&laptop, &[batch]), [quarantined(strange.id(), Refused::SubjectNotHeld)]);
    assert!(!world.everything().iter().any(|bytes| bytes.contains("good")), "a batch is all or none");
}

/// A family of another team.
fn foreign_family(world: &World<'_>) -> Subject {
    let subject = person(500);
    let mut other = world.laptop_of(Role::HealthVisitor, world.another_team());
    let batch = other.sends(&[other.note(subject, "theirs")]);
    assert_eq!(world.push(&other, &[batch]), [Outcome::Accepted]);
    subject
}

pub(crate) fn what_is_set_aside_is_kept_and_answered_the_same_again(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let mut header = laptop.header(person(1));
    header.author = StaffId::from_bytes([9; 16]);
    let bad = laptop.writes(header, "bad");
    let signed = laptop.signs(&[bad.clone(), laptop.note(person(2), "innocent")]);
    let expected = [quarantined(bad.id(), Refused::OtherAuthor)];
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed.clone())]), expected);
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed.clone())]), expected, "the first answer may have been lost");

    // Its bytes are there: signed again in a good batch, the innocent change comes into force from them.
    let innocent = Change::read(signed.changes[1].clone()).unwrap();
    let again = laptop.sends(std::slice::from_ref(&innocent));
    assert_eq!(world.push(&laptop, &[again]), [Outcome::Accepted]);
    assert_eq!(world.everything().iter().filter(|bytes| *bytes == innocent.bytes()).count(), 1);
}

pub(crate) fn a_change_that_cannot_be_read_or_is_too_long_is_set_aside(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let long = laptop.note(person(1), &"x".repeat(LONGEST_CHANGE));
    let batch = laptop.sends(std::slice::from_ref(&long));
    assert_eq!(world.push(&laptop, &[batch]), [quarantined(long.id(), Refused::TooLong)]);

    let whole = laptop.note(person(2), "whole");
    let mut signed = laptop.signs(std::slice::from_ref(&whole));
    let torn: Box<str> = whole.bytes()[..40].into();
    signed.batch.ids = vec![ChangeId::of(torn.as_bytes())];
    signed.signature = doorstep_sync::signature::sign_batch(&laptop.pair, &signed.batch).unwrap();
    signed.changes = vec![torn];
    let id = signed.batch.ids[0];
    assert_eq!(world.push(&laptop, &[laptop.arrived(signed)]), [quarantined(id, Refused::Malformed)]);

    let empty = laptop.sends(&[]);
    let outcome = Outcome::Quarantined { change: None, reason: Refused::Malformed };
    assert_eq!(world.push(&laptop, &[empty]), [outcome], "a batch of nothing");
}

pub(crate) fn a_second_batch_of_one_number_is_a_copied_vault(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let copy = laptop.signs_as(1, &[laptop.note(person(2), "on the copy")]);
    let original = laptop.sends(&[laptop.note(person(1), "on the original")]);
    assert_eq!(world.push(&laptop, &[original]), [Outcome::Accepted]);
    let forked = Outcome::Quarantined { change: None, reason: Refused::Forked };
    for asked in ["at first", "and it was kept: it is known again"] {
        let arrived = laptop.arrived(copy.clone());
        assert_eq!(world.push(&laptop, &[arrived]), std::slice::from_ref(&forked), "{asked}");
    }
    assert_eq!(flags(&world, &laptop), [DeviceFlag { incarnation: 1, number: 1, flag: Flag::Fork }]);
}

pub(crate) fn a_batch_that_follows_another_history_is_accepted_and_flagged(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let first = laptop.sends(&[laptop.note(person(1), "a visit")]);
    laptop.previous = Some(doorstep_domain::id::BatchId::of(b"another first batch"));
    let second = laptop.sends(&[laptop.note(person(2), "another")]);
    assert_eq!(world.push(&laptop, &[first, second]), [Outcome::Accepted, Outcome::Accepted]);
    assert_eq!(flags(&world, &laptop), [DeviceFlag { incarnation: 1, number: 2, flag: Flag::Fork }]);
}

pub(crate) fn a_missing_number_is_accepted_and_flagged_until_it_comes(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let [one, two, three, four] = [1, 2, 3, 4].map(|n| laptop.sends(&[laptop.note(person(n), "a visit")]));
    assert_eq!(world.push(&laptop, &[one, four]), [Outcome::Accepted, Outcome::Accepted]);
    let gap = |number| DeviceFlag { incarnation: 1, number, flag: Flag::Gap };
    assert_eq!(flags(&world, &laptop), [gap(4)]);
    assert_eq!(world.push(&laptop, &[three]), [Outcome::Accepted]);
    assert_eq!(flags(&world, &laptop), [gap(3)], "the hole is smaller");
    assert_eq!(world.push(&laptop, &[two]), [Outcome::Accepted]);
    assert_eq!(flags(&world, &laptop), [], "and closed");
}

pub(crate) fn a_restored_vault_goes_on_in_a_new_incarnation(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut laptop = world.laptop();
    let lost = laptop.sends(&[laptop.note(person(1), "before the restore")]);
    assert_eq!(world.push(&laptop, &[lost]), [Outcome::Accepted]);
    (laptop.incarnation, laptop.number, laptop.previous) = (2, 0, None);
    let next = laptop.sends(&[laptop.note(person(2), "after it")]);
    assert_eq!(world.push(&laptop, &[next]), [Outcome::Accepted], "number 1 of incarnation 2 is no fork");
    assert_eq!(flags(&world, &laptop), []);
}
