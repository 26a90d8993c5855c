//! What a sync does to a vault: answers and pages apply once, in order, or not at all.

use chrono::Days;
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fold::State;
use doorstep_domain::id::{AudienceId, ChangeId};
use doorstep_store::looks::Since;
use doorstep_store::read::{EntryState, Progress};
use doorstep_sync::client::{Received, ReceivedPage, Replica};
use doorstep_sync::wire::{Answer, Cursor, MOST_BYTES_A_PUSH, Membership, Outcome, OwnBatch, Refused};

use crate::desk::{AMINA, BETH, By, Desk, MOTHER, at, first, identity, narrative, phone, written_at};

const CASELOAD: AudienceId = AudienceId::from_bytes([6; 16]);

fn nothing() -> Received {
    Received::nothing_new(vec![Membership { audience: CASELOAD, number: 1, until: None }], at("11:00"))
}

fn page(from: u64, changes: Vec<Change>, own: Vec<OwnBatch>) -> Received {
    let to = from + changes.len() as u64 + own.iter().map(|own| own.2.len() as u64).sum::<u64>();
    let cursor = |position| Cursor { audience: CASELOAD, epoch: 0, position };
    let (withdrawn, timed) = (vec![], vec![]);
    let page = ReceivedPage { from: cursor(from), to: cursor(to), withdrawn, timed, changes, own };
    Received { pages: vec![page], ..nothing() }
}

/// An answer; the places in the logs come with a later reply.
fn answer(number: u64, outcome: Outcome) -> Received {
    Received { answers: vec![Answer { incarnation: 1, number, outcome }], complete: false, ..nothing() }
}

fn phones(desk: &Desk, change: &Change) -> (Vec<ChangeId>, State) {
    let folded = desk.vault.folded(change.header.entry).unwrap();
    (folded.heads, folded.state)
}

#[test]
fn an_item_stays_unsent_until_the_service_says_that_it_has_it() {
    let desk = Desk::new();
    let change = identity(MOTHER, "Okafor", "Ngozi");
    desk.signs(vec![change.clone()]);
    let mut vault = &desk.vault;
    let offered = vault.offer(500).unwrap();
    assert_eq!(offered.batches.len(), 1);
    assert_eq!(desk.vault.waiting().unwrap().unsent, 1, "sent is not received");
    assert_eq!(vault.offer(500).unwrap().batches.len(), 1, "without an answer it is offered again");
    vault.receive(answer(1, Outcome::Accepted)).unwrap();
    assert_eq!(desk.vault.waiting().unwrap().unsent, 0);
    assert!(vault.offer(500).unwrap().batches.is_empty());
    let stored = desk.vault.entry(change.header.entry).unwrap().unwrap();
    assert_eq!(stored.batch.unwrap().progress, Progress::Received);
}

#[test]
fn an_offer_that_left_a_batch_behind_says_so() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi")]);
    desk.signs(vec![phone("+447700900111", first(AMINA)), narrative(1, "Seen.", first(AMINA))]);
    let mut vault = &desk.vault;
    let offered = vault.offer(2).unwrap();
    assert_eq!((offered.batches.len(), offered.everything), (1, false), "the second would make three changes");
    let left = offered.left.unwrap();
    let signed_at = desk.vault.outbox(9).unwrap()[1].signed_at;
    assert_eq!((left.batches, left.oldest), (1, signed_at), "and what would be lost with the laptop");
    let all = vault.offer(3).unwrap();
    assert_eq!((all.everything, all.left), (true, None));
}

#[test]
fn what_waits_at_the_service_is_asked_after_again_behind_what_is_new() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi")]);
    desk.signs(vec![phone("+447700900111", first(AMINA)), narrative(1, "Seen.", first(AMINA))]);
    let mut vault = &desk.vault;
    vault.receive(answer(1, Outcome::Waiting)).unwrap();
    let numbers = |most| {
        let offered = (&desk.vault).offer(most).unwrap();
        let numbers: Vec<u64> = offered.batches.iter().map(|signed| signed.batch.number).collect();
        (numbers, offered.everything)
    };
    assert_eq!(numbers(500), (vec![2, 1], true), "its answer may be another by now");
    assert_eq!(numbers(2), (vec![2], true), "what waits never holds up what is new, nor keeps a sync going");
    vault.receive(answer(2, Outcome::Accepted)).unwrap();
    assert_eq!(numbers(500), (vec![1], true));
}

#[test]
fn an_item_that_has_its_place_in_a_log_is_at_the_service_whatever_its_last_answer_was() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi")]);
    let mut vault = &desk.vault;
    vault.receive(answer(1, Outcome::Waiting)).unwrap();
    assert_eq!(desk.vault.waiting().unwrap().unsent, 1);
    vault.receive(page(0, vec![], vec![OwnBatch(1, 1, vec![0])])).unwrap();
    assert_eq!(desk.vault.waiting().unwrap().unsent, 0);
    assert!(vault.offer(500).unwrap().batches.is_empty());
}

#[test]
fn what_a_copy_of_this_vault_sent_under_the_same_number_is_not_taken_for_what_is_here() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi")]);
    let mut vault = &desk.vault;
    vault.receive(page(0, vec![], vec![OwnBatch(1, 1, vec![0])])).unwrap();
    assert_eq!(desk.vault.waiting().unwrap().unsent, 1, "nobody has answered for it");
    assert!(!vault.offer(1).unwrap().compare.is_empty(), "what the service speaks of is asked for");
    let forked = Outcome::Quarantined { change: None, reason: Refused::Forked };
    let mut received = page(1, vec![], vec![OwnBatch(1, 1, vec![0])]);
    received.answers = vec![Answer { incarnation: 1, number: 1, outcome: forked }];
    vault.receive(received).unwrap();
    assert_eq!(desk.vault.waiting().unwrap().quarantined, 1);
}

#[test]
fn an_offer_stays_within_the_bytes_that_a_service_takes() {
    let desk = Desk::new();
    let long = "Seen and heard at home. ".repeat(4_000);
    for which in 0..60 {
        desk.signs(vec![narrative(which, &long, first(AMINA))]);
    }
    let offered = (&desk.vault).offer(500).unwrap();
    let bytes: usize = offered.batches.iter().flat_map(|batch| &batch.changes).map(|change| change.len()).sum();
    assert!(bytes <= MOST_BYTES_A_PUSH, "{bytes} bytes");
    assert!(!offered.everything);
}

#[test]
fn a_page_counts_once_and_only_at_the_cursor() {
    let desk = Desk::new();
    let mut vault = &desk.vault;
    let (one, two) = (phone("+447700900111", first(BETH)), identity(MOTHER, "Okafor", "Ngozi"));
    vault.receive(page(0, vec![one.clone()], vec![])).unwrap();
    vault.receive(page(0, vec![one.clone()], vec![])).unwrap();
    vault.receive(page(5, vec![two.clone()], vec![])).unwrap();
    assert!(desk.vault.entry(two.header.entry).unwrap().is_none(), "a page from beyond the cursor leaves a gap");
    assert_eq!(vault.offer(1).unwrap().cursors[0].position, 1);
    vault.receive(page(1, vec![two.clone()], vec![])).unwrap();
    assert!(desk.vault.entry(two.header.entry).unwrap().is_some());
    assert!(desk.vault.verify().unwrap().is_whole(), "and the digest is that of what is held");
}

#[test]
fn own_changes_come_back_as_references() {
    let desk = Desk::new();
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi"), phone("+447700900111", first(AMINA))]);
    let mut vault = &desk.vault;
    let mut received = page(0, vec![], vec![OwnBatch(1, 1, vec![0, 1])]);
    received.answers = vec![Answer { incarnation: 1, number: 1, outcome: Outcome::Accepted }];
    vault.receive(received).unwrap();
    assert_eq!(vault.offer(1).unwrap().cursors[0].position, 2);
    assert!(desk.vault.verify().unwrap().is_whole());
}

#[test]
fn two_numbers_written_apart_wait_for_a_decision_and_the_agreed_one_stays() {
    let desk = Desk::new();
    let agreed = phone("+447700900111", first(AMINA));
    desk.signs(vec![identity(MOTHER, "Okafor", "Ngozi"), agreed.clone()]);
    let mine = phone("+447700900123", By(AMINA, vec![agreed.id()]));
    desk.signs(vec![mine.clone()]);
    let hers = phone("+447700900456", By(BETH, vec![agreed.id()]));
    let mut vault = &desk.vault;
    vault.receive(page(0, vec![hers.clone()], vec![])).unwrap();
    let stored = desk.vault.entry(agreed.header.entry).unwrap().unwrap();
    assert_eq!(stored.state, EntryState::Disputed);
    assert!(stored.body().contains("+447700900111"), "the last number on which both agreed is in force");
    assert_eq!(desk.vault.undecided().unwrap().len(), 1);
    let (heads, state) = phones(&desk, &agreed);
    assert!(matches!(state, State::Disputed { conflicts, .. } if conflicts[0].candidates.len() == 2));
    desk.signs(vec![phone("+447700900456", By(AMINA, heads))]);
    assert_eq!(desk.vault.undecided().unwrap().len(), 0);
}

#[test]
fn what_the_service_sets_aside_is_kept_and_leaves_the_fold_with_what_was_built_on_it() {
    let desk = Desk::new();
    let agreed = phone("+447700900111", first(AMINA));
    desk.signs(vec![agreed.clone()]);
    let refused = phone("+447700900123", By(AMINA, vec![agreed.id()]));
    desk.signs(vec![refused.clone()]);
    desk.signs(vec![phone("+447700900456", By(AMINA, vec![refused.id()]))]);
    let mut vault = &desk.vault;
    vault.receive(answer(1, Outcome::Accepted)).unwrap();
    let reason = Outcome::Quarantined { change: Some(refused.id()), reason: Refused::RoleMayNot };
    vault.receive(answer(2, reason)).unwrap();
    let stored = desk.vault.entry(agreed.header.entry).unwrap().unwrap();
    assert_eq!(stored.change.id(), agreed.id(), "the service and this laptop show the same");
    assert_eq!(desk.vault.versions(agreed.header.entry).unwrap().len(), 3, "nothing signed is thrown away");
    let aside = desk.vault.quarantined(10).unwrap();
    assert_eq!(aside[0].reason.as_deref(), Some("\"role_may_not\""));
    assert_eq!(desk.vault.waiting().unwrap().quarantined, 1);
}

// Shows CHG-01.
#[test]
fn what_is_new_is_what_arrived_whatever_its_authors_clock_says() {
    let desk = Desk::new();
    let (today, mut vault) = (at("11:00"), &desk.vault);
    let years_ago = today - Days::new(800);
    let old = written_at(years_ago, &narrative(1, "Of the old system.", first(BETH)));
    vault.receive(page(0, vec![old, narrative(2, "Of this week.", first(BETH))], vec![])).unwrap();
    let since = |day| {
        let kinds = [EntryKind::ContactNarrative.name()];
        let found = desk.vault.arrived_since(Since::Day(day), &kinds).unwrap();
        found.iter().map(|change| change.header.recorded_at.date_naive()).collect::<Vec<_>>()
    };
    let first_day = today.date_naive();
    assert_eq!(since(first_day), [first_day], "what filled a new vault is as old as it says");
    let fallen = written_at(years_ago, &narrative(3, "By a clock that fell back.", first(BETH)));
    let ahead = written_at(today + Days::new(400), &narrative(4, "By a clock that ran ahead.", first(BETH)));
    let tomorrow = Received { service_time: today + Days::new(1), ..page(2, vec![fallen, ahead], vec![]) };
    vault.receive(tomorrow).unwrap();
    assert_eq!(since(first_day + Days::new(1)).len(), 2, "both came that day");
    assert_eq!(since(first_day + Days::new(2)), [], "and are no news for ever");
}
