use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::id::AudienceId;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{Ledger, Wanted};
use doorstep_sync::wire::{Outcome, OwnBatch};

use crate::support::laptop::person;
use crate::support::world::World;

pub(crate) fn pages_resume_exactly_where_they_ended(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut writer = world.laptop();
    for number in 0..20 {
        let words = "x".repeat(100 + 37 * number as usize);
        let batch = writer.sends(&[writer.note(person(number), &words)]);
        world.push(&writer, &[batch]);
    }
    let reader = world.laptop();
    let whole = world.pull(&reader, 0, usize::MAX);
    assert!(!whole.more);
    for page_bytes in [0, 1, 700, 2_000, 50_000] {
        let mut cursor = 0;
        let mut changes = Vec::new();
        loop {
            let pulled = world.pull(&reader, cursor, page_bytes);
            let [page] = pulled.pages.as_slice() else { panic!("a page for what is left") };
            assert_eq!(page.from, cursor);
            assert!(page.to > page.from, "at least one change, however small the page");
            let size: usize = pulled.changes.iter().map(String::len).sum();
            assert!(size <= page_bytes || pulled.changes.len() == 1, "{size} bytes in a page of {page_bytes}");
            assert_eq!(pulled.more, page.to < page.head);
            cursor = page.to;
            changes.extend(pulled.changes);
            if !pulled.more {
                break;
            }
        }
        assert_eq!(changes, whole.changes, "pages of {page_bytes}");
    }
}

pub(crate) fn at_the_head_there_is_nothing(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let reader = world.laptop();
    let pulled = world.pull(&reader, world.head(), usize::MAX);
    assert!(pulled.pages.is_empty() && pulled.changes.is_empty() && !pulled.more);
}

pub(crate) fn of_another_epoch_a_log_is_read_on_from_its_head(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let mut writer = world.laptop();
    let batch = writer.sends(&[writer.note(person(1), "a visit")]);
    world.push(&writer, &[batch]);
    let reader = world.laptop();
    let wanted = Wanted { audience: world.team, epoch: 7, after: 1_000_000 };
    let pulled = ledger.pull(&reader.author, &[wanted], usize::MAX).unwrap();
    let page = &pulled.pages[0];
    assert_eq!(
        (page.epoch, page.from, page.to, page.changes),
        (1, world.head(), world.head(), 0),
        "and compared there"
    );
    let wanted = Wanted { audience: world.team, epoch: 7, after: 0 };
    let pulled = ledger.pull(&reader.author, &[wanted], usize::MAX).unwrap();
    assert_eq!((pulled.pages[0].from, pulled.pages[0].changes), (0, 1), "who holds nothing reads it all");
}

pub(crate) fn own_changes_come_as_references(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let (mut amina, mut beth) = (world.laptop(), world.laptop());
    let start = world.head();
    let visit: Vec<_> = (0..3).map(|n| amina.note(person(n), "amina's")).collect();
    let batch = amina.sends(&visit);
    world.push(&amina, &[batch]);
    let theirs = beth.note(person(10), "beth's");
    let batch = beth.sends(std::slice::from_ref(&theirs));
    world.push(&beth, &[batch]);
    let batch = amina.sends(&[amina.note(person(20), "amina's again")]);
    world.push(&amina, &[batch]);

    let pulled = world.pull(&amina, start, usize::MAX);
    assert_eq!(pulled.changes, [theirs.bytes()]);
    assert_eq!(pulled.pages[0].changes, 1);
    assert_eq!(pulled.pages[0].own, [OwnBatch(1, 1, vec![0, 1, 2]), OwnBatch(1, 2, vec![0])]);
    assert_eq!(pulled.pages[0].to, start + 5);
    assert_eq!(world.pull(&beth, start, usize::MAX).changes.len(), 4, "a colleague gets the bytes");
}

pub(crate) fn a_team_does_not_read_another_teams_log(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    let other = world.another_team();
    let (mut here, there) = (world.laptop(), world.laptop_of(Role::HealthVisitor, other));
    let batch = here.sends(&[here.note(person(1), "a visit")]);
    assert_eq!(world.push(&here, &[batch]), [Outcome::Accepted]);
    assert_eq!(world.log_of(&there, world.team), None);
    assert_eq!(world.log_of(&here, world.team).unwrap().head, 1);
}

pub(crate) fn everybody_learns_who_the_staff_are(ledger: &dyn Ledger) {
    let world = World::of(ledger);
    world.staff(Role::NurseryNurse, world.another_team());
    let reader = world.laptop();
    let everybody = AudienceId::of(world.organisation.id, Scope::Organisation, Reader::HealthVisitor);
    assert_eq!(world.log_of(&reader, everybody).unwrap().head, 2);
    let wanted = Wanted { audience: everybody, epoch: 1, after: 0 };
    let entries = ledger.pull(&reader.author, &[wanted], usize::MAX).unwrap().changes;
    assert_eq!(entries.len(), 2);
    assert!(entries.iter().all(|bytes| bytes.contains(r#""kind":"staff""#) && bytes.contains(r#""role":"service""#)));
    let devices = ledger.devices(world.organisation.id).unwrap();
    let service = devices.iter().find(|device| device.id == world.organisation.service_device).unwrap();
    assert_eq!(service.flags, [], "the service's own chain has no hole");
}

pub(crate) fn organisations_do_not_meet(ledger: &dyn Ledger) {
    let (one, two) = (World::numbered(ledger, 1), World::numbered(ledger, 2));
    // The same ids in both: a statement that forgets the organisation would mix them up.
    let (mut here, mut there) = (one.laptop(), two.laptop());
    assert_eq!((one.team_id, here.author.staff), (two.team_id, there.author.staff));
    let batch = here.sends(&[here.note(person(1), "in the first")]);
    assert_eq!(one.push(&here, &[batch]), [Outcome::Accepted]);
    let batch = there.sends(&[there.note(person(1), "in the second")]);
    assert_eq!(two.push(&there, &[batch]), [Outcome::Accepted], "the same person's id, and nobody holds it here");
    for (world, own, other) in [(&one, "in the first", "in the second"), (&two, "in the second", "in the first")] {
        let everything = world.everything().concat();
        assert!(everything.contains(own) && !everything.contains(other));
    }
    assert!(ledger.standing(two.organisation.id, here.author.device, crate::support::morning()).unwrap().is_none());
    assert_eq!(ledger.organisation(two.organisation.number).unwrap().unwrap().id, two.organisation.id);
}
