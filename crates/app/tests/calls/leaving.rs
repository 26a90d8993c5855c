//! A family that leaves this laptop: its page, the caseload, search, the sync centre and its drafts.

use chrono::TimeDelta;
use doorstep_app::ErrorCode;
use doorstep_domain::id::{AudienceId, PersonId, Subject};
use doorstep_store::Vault;
use doorstep_sync::client::{Received, ReceivedPage, Replica};
use doorstep_sync::wire::{Answer, Cursor, Membership, Outcome, OwnBatch, Withdrawn};
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::records;

pub(crate) const CASELOAD: AudienceId = AudienceId::from_bytes([6; 16]);

/// The service takes everything, and the caseload holds it or not. `until` is when this laptop's time in it is over.
pub(crate) fn syncs(vault: &Vault, now: &str, holds: bool, withdrawn: Vec<Withdrawn>, until: Option<&str>) {
    let moment = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap();
    let mut replica = vault;
    let offer = replica.offer(500).unwrap();
    let from = offer.cursors.first().copied().unwrap_or(Cursor { audience: CASELOAD, epoch: 0, position: 0 });
    let numbers: Vec<(u32, u64, usize)> = offer
        .batches
        .iter()
        .map(|signed| (signed.batch.incarnation, signed.batch.number, signed.changes.len()))
        .collect();
    let answer = |(incarnation, number, _): &(u32, u64, usize)| Answer {
        incarnation: *incarnation,
        number: *number,
        outcome: Outcome::Accepted,
    };
    let own = |(incarnation, number, changes): &(u32, u64, usize)| {
        OwnBatch(*incarnation, *number, (0..u32::try_from(*changes).unwrap()).collect())
    };
    let page = ReceivedPage {
        from,
        to: Cursor { position: from.position + 1, ..from },
        withdrawn,
        timed: vec![],
        changes: vec![],
        own: if holds { numbers.iter().map(own).collect() } else { vec![] },
    };
    let member = vec![Membership { audience: CASELOAD, number: 1, until: until.map(moment) }];
    let received = Received {
        answers: numbers.iter().map(answer).collect(),
        pages: vec![page],
        ..Received::nothing_new(member, moment(now))
    };
    assert!(replica.receive(received).unwrap().up_to_date);
}

/// Everybody and every home of the caseload.
pub(crate) fn everything(vault: &Vault) -> Vec<Withdrawn> {
    let children = vault.children(0, 100).unwrap();
    let mut subjects: Vec<Subject> = Vec::new();
    for child in children {
        subjects.push(Subject::Person(child.id));
        subjects.extend(vault.adults_of(child.id).unwrap().into_iter().map(Subject::Person));
        subjects.extend(vault.households_of(child.id).unwrap().into_iter().map(Subject::Household));
    }
    subjects.into_iter().map(|subject| Withdrawn { subject, entry: None }).collect()
}

pub(crate) const NOW: &str = "2026-11-21T09:00:00+00:00";

fn dry() -> Value {
    json!({ "domain": "home_and_safety", "concern": "none", "narrative": "Dry and wakeful." })
}

#[test]
fn a_family_that_left_is_nowhere_and_what_was_unsent_is_received_without_its_name() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[])]));
    desk.look(|vault| syncs(vault, NOW, true, vec![], None));
    let child = json!(desk.child("Okafor"));
    records(&desk, &child, "assessed_need", &dry());
    let opened = desk.call("open_visit", json!({ "child": child, "review": null, "quick": null }));
    let (draft, mut form) = (opened["draft"].clone(), opened["form"].clone());
    // A sister of whom nothing is here any more either.
    form["siblings"] = json!([{ "person": PersonId::from_bytes([77; 16]), "child_seen": "awake" }]);
    form["narrative"] = json!("Written in the car.");
    desk.call("save_visit", json!({ "draft": draft, "form": form }));
    desk.look(|vault| {
        assert_eq!(vault.outbox(10).unwrap().len(), 1, "signed, and not sent before the family left");
        syncs(vault, NOW, false, everything(vault), None);
    });
    let centre = desk.call("sync_centre", json!({}));
    assert_eq!(centre["left"].as_array().unwrap().len(), 1, "{centre:#}");
    assert_eq!(centre["left"][0]["kinds"], json!([{ "kind": "assessed_need", "sensitivity": "standard" }]));
    assert_eq!((&centre["unsent"], &centre["entries_held"]), (&json!([]), &json!(0)));
    assert!(!centre.to_string().contains("Okafor"), "no name is said of whom the laptop may know nothing");
    let shown = desk.call("family", json!({ "person": child }));
    assert_eq!((&shown["timeline"], &shown["drafts"]), (&json!([]), &json!([draft])), "her draft can still be reached");
    let resumed = desk.call("resume_visit", json!({ "draft": draft }));
    assert_eq!(resumed["form"]["narrative"], "Written in the car.");
    for shown in [&resumed, &desk.call("drafts", json!({}))[0]] {
        assert_eq!(shown["screen"], json!({ "of": "left" }), "and says that they have left");
    }
    desk.call("discard_draft", json!({ "draft": draft }));
    for call in ["family", "brief"] {
        let asked = json!({ "person": child, "scope": "without_restricted" });
        assert_eq!(desk.try_call(call, asked).unwrap_err().code, ErrorCode::NotFound, "{call}");
    }
    assert_eq!(desk.total(), 0);
    for typed in ["Okafor", "wakeful"] {
        let found = desk.call("search", json!({ "text": typed }));
        assert_eq!((&found["people"], &found["records"]), (&json!([]), &json!([])), "{typed}");
    }
}

#[test]
fn a_caseload_held_for_a_time_is_hidden_without_a_connection_and_comes_back() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[])]));
    let later = "2026-11-21T10:00:00+00:00";
    desk.look(|vault| syncs(vault, NOW, true, vec![], Some(later)));
    let child = json!(desk.child("Okafor"));
    assert_eq!(desk.total(), 1);
    desk.waits(TimeDelta::hours(1));
    assert_eq!(desk.total(), 0, "the first call after it hides them");
    assert_eq!(desk.try_call("family", json!({ "person": child })).unwrap_err().code, ErrorCode::NotFound);
    assert_eq!(desk.call("search", json!({ "text": "Okafor" }))["people"], json!([]));
    desk.look(|vault| syncs(vault, "2026-11-21T10:05:00+00:00", true, vec![], None));
    assert_eq!((desk.total(), desk.child("Okafor").to_string()), (1, child.as_str().unwrap().to_owned()));
}
