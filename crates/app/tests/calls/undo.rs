//! Undoing an import, and importing again after it.

use std::collections::BTreeSet;

use doorstep_app::ErrorCode;
use doorstep_domain::change::{Change, Header};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fixtures::caseload_csv;
use doorstep_domain::id::Subject;
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::amends;

fn undo(desk: &Desk, report: &Value) -> Value {
    desk.call("import_undo", json!({ "act": report["act"] }))
}

/// Gives the mother of the only family another telephone number.
fn amend_phone(desk: &Desk, value: &str) {
    let family = desk.family("Okafor");
    let people = family["people"].as_array().unwrap();
    let mother = people.iter().find(|member| member["contact_points"].get(0).is_some()).unwrap();
    let body = json!({ "means": "phone", "value": value, "safe_to_voicemail": "not_known", "safe_to_text": "no" });
    let entry = &mother["contact_points"][0]["entry"];
    amends(desk, &mother["person"]["person"], "contact_point", (entry, &body)).unwrap();
}

#[test]
fn an_undone_import_leaves_no_child_and_can_be_made_again() {
    let desk = Desk::new();
    let csv = caseload_csv(60, 2, desk.today());
    let (report, _) = desk.import(&csv);
    let facts = desk.facts();
    let undone = undo(&desk, &report);
    assert_eq!((undone["undone"].as_u64().unwrap() as usize, &undone["left"]), (facts.len(), &json!([])));
    assert_eq!(desk.total(), 0);
    let listed = desk.call("imports", json!({}));
    assert_eq!(listed.as_array().unwrap().len(), 1, "undoing is no import");
    assert_eq!((&listed[0]["act"], &listed[0]["in_error"]), (&report["act"], &listed[0]["entries"]));
    assert_eq!(undo(&desk, &report)["undone"], 0, "there is nothing left to undo");

    let (again, _) = desk.import(&csv);
    assert_eq!(again["new_children"], 60);
    assert_eq!((desk.total(), desk.facts()), (60, facts), "the same people, on the same entries");
    assert_eq!(undo(&desk, &report)["undone"], 0, "what the second import wrote is not the first one's to undo");
    assert_eq!(undo(&desk, &again)["left"], json!([]));
    assert_eq!(desk.total(), 0);
}

#[test]
fn what_somebody_amended_since_stays_and_is_listed() {
    let desk = Desk::new();
    let (report, _) = desk.import(&file(&[line(&[])]));
    amend_phone(&desk, "07700 900456");
    let undone = undo(&desk, &report);
    let left = undone["left"].as_array().unwrap();
    assert_eq!((left.len(), &left[0]["kind"]), (1, &json!("contact_point")));
    assert_eq!((&undone["undone"], desk.total()), (&json!(9), 0));
}

#[test]
fn what_an_import_only_added_to_stays_and_is_listed() {
    let desk = Desk::new();
    let (first, _) = desk.import(&file(&[line(&[])]));
    let (second, _) = desk.import(&file(&[line(&[
        ("gestation_weeks", "36"),
        ("carer2_family_name", "Eze"),
        ("carer2_relationship", "father"),
    ])]));
    let undone = undo(&desk, &second);
    let kinds: Vec<&Value> = undone["left"].as_array().unwrap().iter().map(|left| &left["kind"]).collect();
    assert_eq!((kinds, &undone["undone"]), (vec![&json!("birth")], &json!(2)), "the father and his relationship go");
    assert_eq!(undone["left"][0]["person"]["given"], "Ada");
    assert_eq!(desk.total(), 1);
    let undone = undo(&desk, &first);
    assert_eq!(undone["left"].as_array().unwrap().len(), 1, "the birth has been added to since");
}

#[test]
fn a_child_that_was_visited_since_stays_with_its_mother_and_its_home() {
    let desk = Desk::new();
    let other = [
        ("nhs_number", "9990000042"),
        ("family_name", "Nowak"),
        ("carer1_nhs_number", "9990000050"),
        ("carer1_family_name", "Nowak"),
    ];
    let (report, _) = desk.import(&file(&[line(&[]), line(&other)]));
    let draft = desk.call("open_visit", json!({ "child": desk.child("Okafor"), "review": null, "quick": null }));
    let undone = undo(&desk, &report);
    assert_eq!((&undone["undone"], desk.total()), (&json!(10), 1), "the other family goes: {draft}");
    assert_eq!(desk.family("Okafor")["people"].as_array().unwrap().len(), 2);
}

#[test]
fn a_mother_and_a_home_that_another_import_needs_stay() {
    let desk = Desk::new();
    let (first, _) = desk.import(&file(&[line(&[])]));
    let brother = [("nhs_number", "9990000034"), ("given_names", "Chidi"), ("birth_date", "2024-01-02")];
    desk.import(&file(&[line(&brother)]));
    let undone = undo(&desk, &first);
    let kinds: BTreeSet<&str> =
        undone["left"].as_array().unwrap().iter().map(|left| left["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, BTreeSet::from(["identity", "nhs_number", "contact_point", "address", "membership"]));
    assert_eq!(
        (&undone["undone"], desk.total()),
        (&json!(5), 1),
        "Ada's name, number, birth, mother and membership go"
    );
    let family = desk.family("Okafor");
    let names: BTreeSet<&str> =
        family["people"].as_array().unwrap().iter().map(|member| member["person"]["given"].as_str().unwrap()).collect();
    assert_eq!(names, BTreeSet::from(["Chidi", "Ngozi"]));
}

#[test]
fn an_amended_number_outlives_the_undoing_of_its_import() {
    let desk = Desk::new();
    let csv = file(&[line(&[])]);
    let (report, _) = desk.import(&csv);
    undo(&desk, &report);
    let (again, _) = desk.import(&csv);
    amend_phone(&desk, "07700 900456");
    undo(&desk, &again);
    let (third, _) = desk.import(&csv);
    assert_eq!(third["new_children"], 1);
    let family = desk.family("Okafor");
    let phones: Vec<&Value> =
        family["people"].as_array().unwrap().iter().filter_map(|member| member["contact_points"].get(0)).collect();
    assert_eq!(phones[0]["value"], "07700 900456", "the amended number was never undone, and stays");
    assert_eq!(third["rows"][0]["notes"], json!(["differs_from_record"]));
}

#[test]
fn what_somebody_marked_in_error_is_not_brought_back_by_a_file() {
    let desk = Desk::new();
    let csv = file(&[line(&[])]);
    desk.import(&csv);
    let child = Subject::Person(desk.child("Okafor"));
    for (kind, outcome) in [(EntryKind::Birth, "unchanged"), (EntryKind::Identity, "unchanged")] {
        desk.look(|vault| mark_in_error(vault, child, kind));
        let (report, end) = desk.import(&csv);
        let row = &report["rows"][0];
        assert_eq!((&row["outcome"], &row["notes"]), (&json!(outcome), &json!(["differs_from_record"])), "{kind:?}");
        assert_eq!(end["total"], 0);
    }
    assert_eq!(desk.total(), 0, "she was somebody else's child");
}

/// As a practitioner marks one entry in error, with a reason of their own.
fn mark_in_error(vault: &Vault, subject: Subject, kind: EntryKind) {
    let stored = vault.entries_of_kind(subject, kind).unwrap().remove(0);
    let was = &stored.change.header;
    let header = Header {
        parents: vec![stored.change.id()],
        reason: Some("the wrong child".into()),
        recorded_at: was.recorded_at + chrono::TimeDelta::hours(1),
        in_error: true,
        ..was.clone()
    };
    let body: Value = serde_json::from_str(stored.body()).unwrap();
    let change = Change::write(header, &body).unwrap();
    vault.sign(&[ToSign { at: change.header.recorded_at, changes: vec![change], act: None, draft: None }]).unwrap();
}

#[test]
fn an_act_that_was_never_made_here_cannot_be_undone() {
    let desk = Desk::new();
    let report = desk.check(&file(&[line(&[])]));
    assert_eq!(desk.try_call("import_undo", json!({ "act": report["act"] })).unwrap_err().code, ErrorCode::NotFound);
}
