//! What a vault holds, and what leaves it: two audiences, of one of which the laptop may stop being a member.

use chrono::{Days, TimeDelta};
use doorstep_domain::change::Change;
use doorstep_domain::id::{AudienceId, DraftId, EntryId, PersonId, Subject};
use doorstep_store::draft::Draft;
use doorstep_store::read::Progress;
use doorstep_sync::client::{Applied, Received, ReceivedPage, ReceivedRepair, Replica};
use doorstep_sync::digest::Sum;
use doorstep_sync::wire::{Answer, Cursor, Membership, Outcome, OwnBatch, Refused, Timed, Withdrawn};

use crate::desk::{AMINA, BABY, BETH, By, Desk, MOTHER, at, birth, first, identity, narrative, passphrase, phone};

pub(crate) const CASELOAD: AudienceId = AudienceId::from_bytes([6; 16]);
pub(crate) const COVER: AudienceId = AudienceId::from_bytes([7; 16]);
const DONE: Applied = Applied { up_to_date: true, is_news: true };

pub(crate) fn reply() -> Received {
    let both = [CASELOAD, COVER].map(|audience| Membership { audience, number: 1, until: None });
    Received::nothing_new(both.into(), at("11:00"))
}

/// A page that goes on where the vault's cursor stands, by as many positions as it carries.
pub(crate) fn page(desk: &Desk, audience: AudienceId) -> ReceivedPage {
    let stands = (&desk.vault).offer(1).unwrap().cursors.into_iter().find(|cursor| cursor.audience == audience);
    let from = stands.unwrap_or(Cursor { audience, epoch: 0, position: 0 });
    ReceivedPage {
        from,
        to: Cursor { position: from.position + 1, ..from },
        withdrawn: vec![],
        timed: vec![],
        changes: vec![],
        own: vec![],
    }
}

fn brings(desk: &Desk, audience: AudienceId, changes: Vec<Change>) -> Received {
    Received { pages: vec![ReceivedPage { changes, ..page(desk, audience) }], ..reply() }
}

fn refers(desk: &Desk, number: u64, places: Vec<u32>) -> Received {
    let own = vec![OwnBatch(1, number, places)];
    Received { pages: vec![ReceivedPage { own, ..page(desk, CASELOAD) }], ..reply() }
}

fn withdraws(desk: &Desk, audience: AudienceId, subject: Subject) -> Received {
    let withdrawn = vec![Withdrawn { subject, entry: None }];
    Received { pages: vec![ReceivedPage { withdrawn, ..page(desk, audience) }], ..reply() }
}

fn answered(number: u64, outcome: Outcome, received: Received) -> Received {
    Received { answers: vec![Answer { incarnation: 1, number, outcome }], ..received }
}

fn only_the_caseload(received: Received) -> Received {
    let audiences = received.audiences.into_iter().filter(|membership| membership.audience == CASELOAD).collect();
    Received { audiences, ..received }
}

pub(crate) fn takes(desk: &Desk, received: Received) -> Applied {
    let applied = (&desk.vault).receive(received).unwrap();
    assert!(desk.vault.verify().unwrap().is_whole(), "chain, hashes and digests stand after every reply");
    applied
}

/// A mother and her baby, with words that can be looked for.
fn family() -> Vec<Change> {
    let seen = narrative(1, "Wakeful, feeding by cup.", first(BETH));
    vec![
        identity(MOTHER, "Okafor", "Ngozi"),
        phone("+447700900111", first(BETH)),
        birth(BABY),
        identity(BABY, "Okafor", "Ada"),
        seen,
    ]
}

fn has(desk: &Desk, change: &Change) -> bool {
    desk.vault.entry(change.header.entry).unwrap().is_some()
}

fn names_found(desk: &Desk) -> usize {
    let typed = ["Okafor", "kafo", "Okafer", "07700900111", "20102026"];
    typed.iter().map(|typed| desk.vault.find_people(typed).unwrap().len()).sum()
}

#[track_caller]
fn leaves_no_trace(desk: &Desk, changes: &[Change]) {
    assert!(changes.iter().all(|change| !has(desk, change) && !desk.vault.holds(change.header.entry).unwrap()));
    assert_eq!((names_found(desk), desk.vault.find_records("wakeful").unwrap().len()), (0, 0));
    assert_eq!(desk.vault.count_children().unwrap(), 0);
    assert!(desk.vault.person(MOTHER).unwrap().is_none() && desk.vault.person(BABY).unwrap().is_none());
    assert_eq!(desk.vault.count_entries().unwrap(), 0);
    assert_eq!(desk.vault.verify().unwrap().changes, 0, "their bytes are gone");
}

#[test]
fn an_audience_that_is_no_longer_named_is_left_with_all_that_it_alone_held() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, COVER, family()));
    assert!(names_found(&desk) > 0 && desk.vault.find_records("wakeful").unwrap().len() == 1);
    assert_eq!(takes(&desk, only_the_caseload(reply())), DONE);
    leaves_no_trace(&desk, &family());
    let cursors = (&desk.vault).offer(1).unwrap().cursors;
    assert_eq!(cursors.iter().map(|cursor| cursor.audience).collect::<Vec<_>>(), [CASELOAD]);
    takes(&desk, brings(&desk, COVER, family()));
    assert!(names_found(&desk) > 0, "joined again, it is read from its start");
}

#[test]
fn a_caseload_that_is_left_goes_whole_however_large_it_is() {
    let desk = Desk::new();
    let people = (10..=200).map(|person| identity(PersonId::from_bytes([person; 16]), "Okafor", "Ada"));
    let records = (0..=150).map(|which| narrative(which, "Wakeful.", first(BETH)));
    takes(&desk, brings(&desk, COVER, people.chain(records).collect()));
    takes(&desk, brings(&desk, CASELOAD, vec![birth(BABY)]));
    assert_eq!(takes(&desk, only_the_caseload(reply())), DONE);
    assert_eq!((desk.vault.count_entries().unwrap(), names_found(&desk)), (1, 0));
    assert!(desk.vault.find_records("wakeful").unwrap().is_empty());
}

#[test]
fn what_another_audience_holds_as_well_stays() {
    let desk = Desk::new();
    let mother = family().remove(0);
    takes(&desk, brings(&desk, COVER, family()));
    takes(&desk, brings(&desk, CASELOAD, vec![mother.clone()]));
    takes(&desk, only_the_caseload(reply()));
    assert!(has(&desk, &mother) && !has(&desk, &family()[1]));
    assert_eq!(desk.vault.count_entries().unwrap(), 1);
    assert_eq!(desk.vault.find_people("Okafor").unwrap(), [MOTHER]);
    assert_eq!(desk.vault.find_people("07700900111").unwrap(), [], "and nobody is found by the number that left");
}

#[test]
fn belonging_anew_reads_the_log_again_and_loses_nothing_on_the_way() {
    let desk = Desk::new();
    desk.signs(vec![phone("+447700900111", first(AMINA))]);
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0])));
    let again = |number| {
        let membership = Membership { audience: CASELOAD, number, until: None };
        Received { audiences: vec![membership], ..reply() }
    };
    let applied = takes(&desk, again(2));
    assert!(!applied.up_to_date, "the log is asked for again at once");
    assert_eq!((&desk.vault).offer(1).unwrap().cursors[0].position, 0);
    assert_eq!(takes(&desk, Received { audiences: again(2).audiences, ..refers(&desk, 1, vec![0]) }), DONE);
    assert_eq!(desk.vault.count_entries().unwrap(), 1);
    takes(&desk, again(3));
    takes(&desk, again(3));
    assert_eq!(desk.vault.count_entries().unwrap(), 0, "what the log no longer brings has left");
}

#[test]
fn a_withdrawn_family_leaves_no_trace() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    assert_eq!(takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(MOTHER))), DONE);
    assert!(has(&desk, &family()[2]) && !has(&desk, &family()[0]), "the baby's entries are another subject's");
    takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(BABY)));
    leaves_no_trace(&desk, &family());
    let desk = desk.killed_and_reopened();
    leaves_no_trace(&desk, &family());
    desk.vault.rebuild().unwrap();
    leaves_no_trace(&desk, &family());
}

#[test]
fn one_entry_can_be_withdrawn_and_the_rest_of_the_subject_stays() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let entry = Some(family()[1].header.entry);
    let withdrawn = vec![Withdrawn { subject: Subject::Person(MOTHER), entry }];
    takes(&desk, Received { pages: vec![ReceivedPage { withdrawn, ..page(&desk, CASELOAD) }], ..reply() });
    assert!(!has(&desk, &family()[1]) && has(&desk, &family()[0]));
}

#[test]
fn withdrawn_and_granted_again_in_one_page_is_held() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let withdrawn = vec![Withdrawn { subject: Subject::Person(MOTHER), entry: None }];
    let changes = vec![identity(MOTHER, "Okafor", "Ngozi")];
    takes(&desk, Received { pages: vec![ReceivedPage { withdrawn, changes, ..page(&desk, CASELOAD) }], ..reply() });
    assert!(has(&desk, &family()[0]) && !has(&desk, &family()[1]), "of it, what was granted again");
}

#[test]
fn a_family_that_moves_between_two_audiences_is_never_lost_between_two_replies() {
    let desk = Desk::new();
    desk.signs(family());
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0, 1, 2, 3, 4])));
    for subject in [MOTHER, BABY] {
        takes(&desk, Received { complete: false, ..withdraws(&desk, CASELOAD, Subject::Person(subject)) });
    }
    let own = vec![OwnBatch(1, 1, vec![0, 1, 2, 3, 4])];
    takes(&desk, Received { pages: vec![ReceivedPage { own, ..page(&desk, COVER) }], ..reply() });
    assert_eq!(desk.vault.count_entries().unwrap(), 5, "what is only referred to was still here");
}

#[test]
fn unsent_work_survives_a_withdrawal_is_sent_and_then_leaves() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let mine = phone("+447700900222", By(AMINA, vec![family()[1].id()]));
    desk.signs(vec![mine.clone(), narrative(2, "Written in the car.", first(AMINA))]);
    for subject in [MOTHER, BABY] {
        takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(subject)));
    }
    assert_eq!(desk.vault.count_entries().unwrap(), 2, "what she wrote, and nothing of her colleague's");
    assert_eq!(desk.vault.versions(mine.header.entry).unwrap().len(), 1);
    assert_eq!(desk.vault.entry(mine.header.entry).unwrap().unwrap().batch.unwrap().progress, Progress::Unsent);
    assert_eq!((&desk.vault).offer(500).unwrap().batches.len(), 1, "it is sent as ever");
    assert!(desk.vault.left(10).unwrap().is_empty());
    takes(&desk, answered(1, Outcome::Accepted, reply()));
    assert_eq!(desk.vault.count_entries().unwrap(), 0);
    let left = desk.vault.left(10).unwrap();
    assert_eq!((left.len(), left[0].number, left[0].kinds.len()), (1, 1, 2), "received, and no longer here");
    assert_eq!((left[0].signed_at, desk.vault.waiting().unwrap().unsent), (at("10:00"), 0));
    desk.vault.rebuild().unwrap();
    assert!(desk.vault.find_records("car").unwrap().is_empty());
}

#[test]
fn what_waits_or_was_set_aside_stays_readable_to_its_author() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let mine = phone("+447700900222", By(AMINA, vec![family()[1].id()]));
    desk.signs(vec![mine.clone()]);
    desk.signs(vec![narrative(2, "Written in the car.", first(AMINA))]);
    takes(
        &desk,
        answered(1, Outcome::Quarantined { change: Some(mine.id()), reason: Refused::SubjectNotHeld }, reply()),
    );
    takes(&desk, answered(2, Outcome::Waiting, reply()));
    for subject in [MOTHER, BABY] {
        takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(subject)));
    }
    assert!(desk.vault.entry(mine.header.entry).unwrap().unwrap().body().contains("900222"));
    assert_eq!((desk.vault.quarantined(10).unwrap().len(), desk.vault.waiting().unwrap().unsent), (1, 1));
    assert_eq!(desk.vault.find_records("car").unwrap().len(), 1);
}

#[test]
fn a_draft_survives_the_family_that_it_is_about() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let draft = Draft {
        id: DraftId::from_bytes([8; 16]),
        subject: Subject::Person(BABY),
        form: "visit".into(),
        schema: 1,
        typed: "{}".into(),
        opened_at: at("10:00"),
        saved_at: at("10:00"),
    };
    desk.vault.save_draft(&draft).unwrap();
    takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(BABY)));
    assert_eq!(desk.vault.drafts().unwrap().len(), 1);
}

#[test]
fn own_work_of_long_ago_leaves_with_the_family_and_comes_back_with_it() {
    let desk = Desk::new();
    desk.signs(family());
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0, 1, 2, 3, 4])));
    takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(MOTHER)));
    assert_eq!(desk.vault.count_entries().unwrap(), 3);
    assert!(desk.vault.left(10).unwrap().is_empty(), "it was received long before: that is no news");
    takes(&desk, refers(&desk, 1, vec![2, 3, 4]));
    assert_eq!(desk.vault.count_entries().unwrap(), 3, "places are those of the batch as it was signed");
    takes(&desk, brings(&desk, CASELOAD, family()[..2].to_vec()));
    let stored = desk.vault.entry(family()[0].header.entry).unwrap().unwrap();
    assert_eq!(stored.batch.unwrap().progress, Progress::Received, "its receipt is found again");
}

#[test]
fn an_own_change_that_is_only_named_and_no_longer_here_is_asked_for() {
    let desk = Desk::new();
    desk.signs(family());
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0, 1, 2, 3, 4])));
    takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(MOTHER)));
    let applied = takes(&desk, refers(&desk, 1, vec![0, 1]));
    assert!(!applied.up_to_date, "the next request follows at once");
    let compare = (&desk.vault).offer(1).unwrap().compare;
    assert!(compare.iter().any(|held| held.audience == CASELOAD));
    let repairs =
        vec![ReceivedRepair { audience: CASELOAD, subject: Subject::Person(MOTHER), changes: family()[..2].into() }];
    takes(&desk, Received { repairs, compared: true, diverged: true, ..reply() });
    assert_eq!(desk.vault.count_entries().unwrap(), 5);
    assert!((&desk.vault).offer(1).unwrap().compare.is_empty() && !desk.vault.diverged().unwrap());
}

#[test]
fn a_difference_is_compared_by_subject_and_mended_both_ways() {
    let desk = Desk::new();
    let (extra, lost) = (narrative(3, "Of another family.", first(BETH)), narrative(4, "Missed.", first(BETH)));
    takes(&desk, brings(&desk, CASELOAD, [family(), vec![extra.clone()]].concat()));
    let mine = narrative(5, "Sent, and forgotten there.", first(AMINA));
    desk.signs(vec![mine.clone()]);
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0])));
    desk.signs(vec![narrative(6, "Not sent yet.", first(AMINA))]);
    let applied = takes(&desk, Received { diverged: true, ..reply() });
    assert!(!applied.up_to_date && !desk.vault.diverged().unwrap(), "it is mended before anybody is told");
    let compare = (&desk.vault).offer(1).unwrap().compare;
    let held = compare.iter().find(|held| held.audience == CASELOAD).unwrap();
    let sum = |subject| held.sums.iter().find(|(of, _)| *of == subject).unwrap().1.0;
    let of_the_mother: Sum = family()[..2].iter().map(Change::id).collect();
    assert_eq!(sum(Subject::Person(MOTHER)), of_the_mother.bytes());
    let of_the_baby: Sum =
        [&family()[2], &family()[3], &family()[4], &extra, &mine].map(|change| change.id()).into_iter().collect();
    assert_eq!(sum(Subject::Person(BABY)), of_the_baby.bytes(), "what is unsent stands outside");
    let named = [family()[2..].to_vec(), vec![lost.clone()]].concat();
    let repairs = vec![ReceivedRepair { audience: CASELOAD, subject: Subject::Person(BABY), changes: named.clone() }];
    let applied = takes(&desk, Received { repairs, compared: true, diverged: true, ..reply() });
    assert!(!applied.up_to_date && (&desk.vault).offer(500).unwrap().batches.len() == 2, "hers is sent again");
    takes(&desk, answered(1, Outcome::AlreadyHad, refers(&desk, 1, vec![0])));
    assert!(has(&desk, &lost) && !has(&desk, &extra) && has(&desk, &mine));
}

#[test]
fn while_the_service_is_being_restored_nothing_is_dropped_for_its_sake() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    takes(&desk, brings(&desk, COVER, vec![narrative(3, "Of the cover.", first(BETH))]));
    let repairs = vec![ReceivedRepair { audience: CASELOAD, subject: Subject::Person(MOTHER), changes: vec![] }];
    takes(&desk, only_the_caseload(Received { repairs, restoring: true, compared: true, ..reply() }));
    assert_eq!(desk.vault.count_entries().unwrap(), 6);
    let repairs = vec![ReceivedRepair { audience: CASELOAD, subject: Subject::Person(MOTHER), changes: vec![] }];
    takes(&desk, only_the_caseload(Received { repairs, compared: true, ..reply() }));
    assert_eq!(desk.vault.count_entries().unwrap(), 3);
}

#[test]
fn a_difference_that_comparing_does_not_mend_is_told_and_not_compared_all_day() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    takes(&desk, Received { diverged: true, ..reply() });
    takes(&desk, Received { diverged: true, compared: true, ..reply() });
    let later = |hours| Received { diverged: true, service_time: at("11:00") + TimeDelta::hours(hours), ..reply() };
    assert!(takes(&desk, later(0)).up_to_date);
    assert!(desk.vault.diverged().unwrap() && (&desk.vault).offer(1).unwrap().compare.is_empty());
    assert!(!takes(&desk, later(2)).up_to_date);
    assert!(!(&desk.vault).offer(1).unwrap().compare.is_empty());
}

#[test]
fn after_a_restore_the_vault_keeps_what_it_holds_and_sends_what_the_backup_had_not() {
    let desk = Desk::new();
    for which in 1..=3 {
        desk.signs(vec![narrative(which, "Seen at home.", first(AMINA))]);
        takes(&desk, answered(which.into(), Outcome::Accepted, refers(&desk, which.into(), vec![0])));
    }
    desk.signs(vec![narrative(4, "Waits for a parent.", first(AMINA))]);
    takes(&desk, answered(4, Outcome::Waiting, reply()));
    let restored = |position| Cursor { audience: CASELOAD, epoch: 1, position };
    let moved = ReceivedPage { from: restored(1), to: restored(1), ..page(&desk, CASELOAD) };
    let applied = takes(&desk, Received { pages: vec![moved], newest: Some((1, 1)), restoring: true, ..reply() });
    assert_eq!(desk.vault.count_entries().unwrap(), 4);
    let offered = (&desk.vault).offer(500).unwrap();
    assert_eq!(offered.batches.iter().map(|signed| signed.batch.number).collect::<Vec<_>>(), [2, 3, 4]);
    assert_eq!((offered.cursors[0], applied.up_to_date), (restored(1), false));
    assert_eq!(offered.signed, Some((1, 4)), "so that the service knows what it lacks");
    let answers = (2..=4).map(|number| Answer { incarnation: 1, number, outcome: Outcome::Accepted }).collect();
    let own = (2..=4).map(|number| OwnBatch(1, number, vec![0])).collect();
    let back = ReceivedPage { own, ..page(&desk, CASELOAD) };
    takes(&desk, Received { answers, pages: vec![back], ..reply() });
    assert_eq!((desk.vault.count_entries().unwrap(), desk.vault.waiting().unwrap().unsent), (4, 0));
    assert_eq!((&desk.vault).offer(500).unwrap().signed, None, "a service that is whole need not be told");
}

#[test]
fn a_batch_of_which_a_part_has_left_is_never_sent_in_pieces() {
    let desk = Desk::new();
    desk.signs(family());
    takes(&desk, answered(1, Outcome::Accepted, refers(&desk, 1, vec![0, 1, 2, 3, 4])));
    takes(&desk, withdraws(&desk, CASELOAD, Subject::Person(MOTHER)));
    let restored = Cursor { audience: CASELOAD, epoch: 1, position: 1 };
    let moved = ReceivedPage { from: restored, to: restored, ..page(&desk, CASELOAD) };
    takes(&desk, Received { pages: vec![moved], newest: Some((0, 0)), restoring: true, ..reply() });
    assert!((&desk.vault).offer(500).unwrap().batches.is_empty());
    assert_eq!(desk.vault.count_entries().unwrap(), 3, "what is left of it stays");
}

#[test]
fn a_service_that_finds_this_build_too_old_takes_nothing_away() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, family()));
    let synced_at = desk.vault.synced_at().unwrap();
    desk.signs(vec![narrative(2, "Written in the car.", first(AMINA))]);
    let old = Received { audiences: vec![], too_old: true, service_time: at("12:00"), ..reply() };
    assert!(takes(&desk, answered(1, Outcome::Accepted, old)).up_to_date, "asking again would bring nothing");
    assert_eq!((desk.vault.count_entries().unwrap(), desk.vault.waiting().unwrap().unsent), (6, 0));
    assert!(desk.vault.is_too_old().unwrap());
    assert_eq!(desk.vault.synced_at().unwrap(), synced_at, "this copy is as old as it was");
    takes(&desk, refers(&desk, 1, vec![0]));
    assert!(!desk.vault.is_too_old().unwrap());
}

#[test]
fn what_is_held_for_a_time_is_hidden_when_the_time_has_passed_and_comes_back_when_it_is_extended() {
    let desk = Desk::new();
    takes(&desk, brings(&desk, CASELOAD, vec![identity(MOTHER, "Okafor", "Ngozi")]));
    let timed = |until| vec![Timed { subject: Subject::Person(MOTHER), until }];
    let looked_up = ReceivedPage { changes: family()[1..].into(), timed: timed(at("13:00")), ..page(&desk, COVER) };
    takes(&desk, Received { pages: vec![looked_up], ..reply() });
    assert!(!desk.vault.keep_time(at("12:59")).unwrap());
    assert_eq!(desk.vault.find_people("07700900111").unwrap(), [MOTHER]);
    assert!(desk.vault.keep_time(at("13:00")).unwrap());
    assert!(!has(&desk, &family()[1]) && has(&desk, &family()[0]) && has(&desk, &family()[4]), "what it alone held");
    assert!(desk.vault.find_people("07700900111").unwrap().is_empty());
    let desk = desk.killed_and_reopened();
    desk.vault.keep_time(at("13:05")).unwrap();
    assert!(!has(&desk, &family()[1]));
    desk.vault.rebuild().unwrap();
    assert!(!has(&desk, &family()[1]) && desk.vault.find_people("07700900111").unwrap().is_empty());
    let extended = ReceivedPage { timed: timed(at("15:00")), ..page(&desk, COVER) };
    takes(&desk, Received { pages: vec![extended], service_time: at("13:06"), ..reply() });
    assert!(has(&desk, &family()[1]));
    assert_eq!(desk.vault.find_people("07700900111").unwrap(), [MOTHER]);
}

#[test]
fn a_cover_that_has_ended_is_hidden_offline_and_a_clock_that_is_behind_does_not_bring_it_back() {
    let desk = Desk::new();
    let until = |until| {
        let memberships = [(CASELOAD, None), (COVER, Some(until))];
        memberships.map(|(audience, until)| Membership { audience, number: 1, until }).to_vec()
    };
    takes(&desk, Received { audiences: until(at("12:00") + Days::new(1)), ..brings(&desk, COVER, family()) });
    assert_eq!(desk.vault.count_children().unwrap(), 1);
    assert!(desk.vault.keep_time(at("12:00") + Days::new(1)).unwrap());
    assert_eq!((names_found(&desk), desk.vault.find_records("wakeful").unwrap().len()), (0, 0));
    assert_eq!(
        (desk.vault.count_children().unwrap(), desk.vault.entries_of(Subject::Person(BABY)).unwrap().len()),
        (0, 0)
    );
    assert!(desk.vault.person(MOTHER).unwrap().is_none() && desk.vault.undecided().unwrap().is_empty());
    takes(
        &desk,
        Received { audiences: until(at("12:00") + Days::new(9)), service_time: at("13:00") + Days::new(1), ..reply() },
    );
    assert!(names_found(&desk) > 0, "the service extended it");
    let told =
        Received { audiences: until(at("12:00") + Days::new(9)), service_time: at("12:00") + Days::new(9), ..reply() };
    takes(&desk, told);
    desk.vault.keep_time(at("09:00")).unwrap();
    assert_eq!(names_found(&desk), 0, "the service has said how late it is");
    drop(desk.vault);
    let vault = doorstep_store::Vault::unlock(desk.folder.path(), &passphrase(), at("09:00")).unwrap();
    assert_eq!(vault.find_people("Okafor").unwrap(), [], "also after unlocking by that clock");
}

#[test]
fn a_damaged_or_missing_change_is_no_crash() {
    let desk = Desk::new();
    let applied = takes(&desk, refers(&desk, 7, vec![0, 3]));
    assert!(!applied.up_to_date);
    assert!(!(&desk.vault).offer(1).unwrap().compare.is_empty());
    let unknown = Withdrawn { subject: Subject::Person(BABY), entry: Some(EntryId::from_bytes([99; 16])) };
    let strange = ReceivedPage { withdrawn: vec![unknown], ..page(&desk, COVER) };
    takes(&desk, Received { pages: vec![strange], ..reply() });
}
