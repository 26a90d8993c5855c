//! The sync request, over TLS and a real socket.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::sync::atomic::Ordering;

use doorstep_service::ledger::DeviceState;
use doorstep_service::{Config, Service};
use doorstep_sync::frame::pack;
use doorstep_sync::wire::{Answer, Cursor, DraftNotice, MOST_CHANGES_A_PUSH, Outcome, OwnBatch, PROTOCOL, SyncRequest};
use support::client::Client;
use support::laptop::person;
use support::running::{Running, config};
use support::visitor::{Visitor, answered, digest_of, request};

/// The families up to a position, and all that is about staff: the entries about Amina and Beth.
fn at(visitor: &mut Visitor, position: u64) -> [Cursor; 2] {
    let families = Cursor { audience: visitor.families(), epoch: 1, position };
    [families, Cursor { audience: visitor.everybody(), epoch: 1, position: 2 }]
}

#[test]
fn a_visit_goes_from_one_laptop_to_another() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let visit = amina.visit(1, 5, "Zoë smiled");
    let sent = amina.syncs(std::slice::from_ref(&visit), &[]);
    assert_eq!(sent.head.answers, [Answer { incarnation: 1, number: 1, outcome: Outcome::Accepted }]);
    assert_eq!(sent.changes.len(), 2, "the entries about Amina and Beth");
    let families = amina.families();
    assert_eq!(sent.page(families).own, [OwnBatch(1, 1, vec![0, 1, 2, 3, 4])], "what she wrote, by reference");

    let received = beth.syncs(&[], &[]);
    assert_eq!(received.changes.len(), 7);
    assert!(visit.changes.iter().all(|change| received.changes.iter().any(|bytes| **bytes == **change)));
    assert!(!received.head.more && !received.head.diverged);
    assert_eq!(received.head.time, support::morning());

    let cursor = at(&mut amina, 5);
    let again = amina.syncs(&[visit], &cursor);
    assert_eq!(again.head.answers[0].outcome, Outcome::AlreadyHad);
}

#[test]
fn batches_that_leave_out_what_the_one_before_says_are_put_together_again() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let visits: Vec<_> = (0..4).map(|n| amina.visit(n * 10, 2, "a visit")).collect();
    let mut request = request(&visits, &[]);
    for batch in &mut request.push[1..] {
        (batch.previous, batch.seen) = (None, None);
    }
    let reply = answered(&amina.asks(&request, &visits));
    assert!(reply.head.answers.iter().all(|answer| answer.outcome == Outcome::Accepted), "{:?}", reply.head.answers);
    assert_eq!(reply.head.answers.iter().map(|answer| answer.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
}

#[test]
fn the_first_batch_of_all_may_come_after_another() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let mut visits: Vec<_> = (0..2).map(|n| amina.visit(n * 10, 2, "a visit")).collect();
    visits.reverse();
    let reply = answered(&amina.asks(&request(&visits, &[]), &visits));
    let accepted = |answer: &Answer| answer.outcome == Outcome::Accepted;
    assert!(reply.head.answers.iter().all(accepted), "it follows nothing: {:?}", reply.head.answers);
}

#[test]
fn nothing_new_costs_a_kilobyte_and_ten_changes_five_and_a_half() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let mut words = String::new();
    while words.len() < 1_000 {
        // As hard to pack as notes are: measured notes pack to about a third.
        words.push_str(&format!("{:x} seen at home, ", words.len() * 7_919));
    }
    let visit: Vec<_> = (0..2).map(|n| amina.visit(n * 5, 5, &words)).collect();
    let sent = amina.syncs(&visit, &[]);
    let head = sent.page(amina.families()).head;

    let cursor = at(&mut beth, head);
    (beth.client.sent, beth.client.received) = (0, 0);
    beth.syncs(&[], &cursor);
    let idle = beth.client.sent + beth.client.received;
    assert!(idle <= 1_000, "nothing new took {idle} bytes");

    let cursor = at(&mut beth, head - 10);
    (beth.client.sent, beth.client.received) = (0, 0);
    assert_eq!(beth.syncs(&[], &cursor).changes.len(), 10);
    let ten = beth.client.sent + beth.client.received;
    assert!(ten <= 5_500, "ten changes took {ten} bytes");
}

#[test]
fn digests_are_compared_at_the_head_and_only_there() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let visit = amina.visit(1, 3, "a visit");
    amina.syncs(&[visit], &[]);
    let everything = beth.syncs(&[], &[]);
    let head = everything.page(beth.families()).head;
    let mut asks = |position, roll_up| {
        let mut request = request(&[], &at(&mut beth, position));
        request.roll_up = roll_up;
        let head = answered(&beth.asks(&request, &[])).head;
        (head.diverged, head.restoring)
    };
    let (right, wrong) = (digest_of(&everything), doorstep_sync::key::Bytes([9; 16]));
    assert_eq!(asks(head, right), (false, false), "the same");
    assert_eq!(asks(head, wrong), (true, false), "not the same");
    assert_eq!(asks(head - 1, wrong), (false, false), "not comparable: something is still to come");
    assert_eq!(asks(head + 1, right), (false, true), "the service has forgotten something: nothing is let go for that");
}

#[test]
fn pages_follow_one_another_until_nothing_is_left() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    for n in 0..6 {
        let visit = amina.visit(n * 100, 20, &"x".repeat(1_000));
        amina.syncs(&[visit], &[]);
    }
    let mut cursor = at(&mut beth, 0);
    let (mut changes, mut requests) = (0, 0);
    loop {
        let mut request = request(&[], &cursor);
        request.page_bytes = 30_000;
        let reply = answered(&beth.asks(&request, &[]));
        assert_eq!(reply.head.pages[0].from, cursor[0].position);
        cursor[0].position = reply.head.pages[0].to;
        changes += reply.changes.len();
        requests += 1;
        if !reply.head.more {
            break;
        }
    }
    assert_eq!(changes, 120);
    assert!(requests > 4, "{requests}");
}

#[test]
fn a_push_of_too_many_changes_is_refused_whole_and_one_long_batch_is_not() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let long = amina.visit(0, MOST_CHANGES_A_PUSH as u64 + 1, "a long act");
    assert_eq!(amina.syncs(&[long], &[]).head.answers[0].outcome, Outcome::Accepted, "it cannot be split");
    let many = [amina.visit(1_000, 300, "one"), amina.visit(2_000, 300, "two")];
    assert_eq!(amina.asks(&request(&many, &[]), &many).refusal(), (413, "too_large".to_owned()));
    let empty: Vec<_> = (0..=MOST_CHANGES_A_PUSH).map(|_| amina.laptop.signs(&[])).collect();
    assert_eq!(amina.asks(&request(&empty, &[]), &empty).refusal(), (413, "too_large".to_owned()));
}

#[test]
fn what_no_honest_laptop_would_say_is_refused_whole() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let visit = [amina.visit(1, 1, "a visit")];
    let mut asked = request(&visit, &[]);
    asked.push[0].number = u64::MAX;
    assert_eq!(amina.asks(&asked, &visit).refusal(), (400, "malformed".to_owned()), "a chain is never that long");
    let mut asked = request(&visit, &[]);
    let audience = doorstep_domain::id::AudienceId::from_bytes([1; 16]);
    asked.push[0].seen = Some(vec![doorstep_domain::change::Seen(audience, 1, 1); 1_000]);
    assert_eq!(amina.asks(&asked, &visit).refusal(), (400, "malformed".to_owned()), "nobody reads so many audiences");
}

#[test]
fn another_protocol_is_told_so() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let mut asked = request(&[], &[]);
    asked.protocol = PROTOCOL + 1;
    assert_eq!(amina.asks(&asked, &[]).refusal(), (409, "protocol".to_owned()));
}

#[test]
fn a_frame_that_lies_about_its_changes_is_refused() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let visit = [amina.visit(1, 2, "a visit")];
    let mut asked = request(&visit, &[]);
    asked.push[0].changes = 3;
    assert_eq!(amina.asks(&asked, &visit).refusal(), (400, "malformed".to_owned()));
    asked.push[0].changes = usize::MAX;
    assert_eq!(amina.asks(&asked, &visit).refusal(), (400, "malformed".to_owned()));
    assert_eq!(amina.sends(b"not a frame").refusal(), (400, "malformed".to_owned()));
    assert_eq!(amina.sends(&pack(&1, std::iter::empty()).unwrap()).refusal(), (400, "malformed".to_owned()));
}

#[test]
fn revocation_counts_from_the_next_request() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let admin = running.service.admin();
    admin.set_device_state(amina.enrolled.device, DeviceState::Suspended).unwrap();
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), (403, "device_suspended".to_owned()));
    assert_eq!(amina.opens_session().refusal(), (403, "device_suspended".to_owned()), "her key opens nothing");
    admin.set_device_state(amina.enrolled.device, DeviceState::Active).unwrap();
    amina.syncs(&[], &[]);
    admin.set_device_state(amina.enrolled.device, DeviceState::Revoked).unwrap();
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), (403, "device_revoked".to_owned()));
    beth.syncs(&[], &[]);
}

#[test]
fn a_service_that_was_stopped_goes_on_where_it_was_on_the_same_port() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let visit = amina.visit(1, 5, "before the stop");
    amina.syncs(&[visit], &[]);
    let (address, folder) = (running.service.address(), running.folder);
    running.service.stop();
    assert!(support::client::tcp(address).is_err(), "nobody listens");

    let again = Service::start(Config { listen: address, ..config(folder.path()) }).unwrap();
    beth.client = Client::of(&again);
    assert_eq!(beth.asks(&request(&[], &[]), &[]).refusal(), (401, "session".to_owned()), "a laptop opens a new one");
    let token = beth.opens_session().json::<doorstep_sync::wire::Session>().token;
    beth.token = token;
    assert_eq!(beth.syncs(&[], &[]).changes.len(), 7);
}

#[test]
fn a_laptop_is_seen_without_writing_at_every_sync() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let organisation = amina.enrolled.organisation;
    let seen = || {
        let devices = running.service.admin().devices(organisation).unwrap();
        devices.into_iter().find(|device| device.id == amina.laptop.author.device).unwrap().last_seen_at
    };
    let mut sync_at = |minutes, request: &SyncRequest| {
        running.minutes.store(minutes, Ordering::Relaxed);
        let body = pack(request, [].into_iter()).unwrap();
        let bearer = format!("Bearer {}", amina.token);
        let headers = [("authorization", bearer.as_str()), ("content-type", doorstep_sync::frame::CONTENT_TYPE)];
        assert_eq!(amina.client.request("POST", doorstep_sync::wire::SYNC, &headers, &body).status, 200);
    };
    let at = |minutes| support::morning() + chrono::TimeDelta::minutes(minutes);
    let idle = request(&[], &[]);
    sync_at(30, &idle);
    assert_eq!(seen(), at(30), "the first time that it says what is on it");
    sync_at(60, &idle);
    sync_at(90, &idle);
    assert_eq!(seen(), at(30), "nothing is new");
    sync_at(95, &idle);
    assert_eq!(seen(), at(95), "an hour has gone by");
    // To the microsecond, as a laptop says it and the ledger does not keep it.
    let opened_at = (at(0) + chrono::TimeDelta::microseconds(7)).fixed_offset();
    let draft = DraftNotice { subject: person(1), kind: "contact".to_owned(), opened_at };
    let writing = SyncRequest { drafts: vec![draft], ..request(&[], &[]) };
    sync_at(100, &writing);
    sync_at(110, &writing);
    assert_eq!(seen(), at(100), "a draft that is new is noted, and once");
    sync_at(120, &idle);
    assert_eq!(seen(), at(120), "and that it is finished");
}

#[test]
fn a_change_refused_names_itself() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let mut header = amina.laptop.header(person(1));
    header.role = doorstep_domain::staff::Role::TeamLeader;
    let change = amina.laptop.writes(header, "not her role");
    let batch = [amina.laptop.signs(std::slice::from_ref(&change))];
    let outcome = amina.syncs(&batch, &[]).head.answers[0].outcome.clone();
    let reason = doorstep_sync::wire::Refused::OtherAuthor;
    assert_eq!(outcome, Outcome::Quarantined { change: Some(change.id()), reason });
}
