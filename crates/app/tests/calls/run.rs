//! A good file: what is written, what the record knows already, progress, cancelling and locking.

use doorstep_app::ErrorCode;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fixtures::caseload_csv;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line, one};

fn outcome(report: &Value, row: usize) -> &str {
    report["rows"][row]["outcome"].as_str().unwrap()
}

fn notes(report: &Value, row: usize) -> Vec<&str> {
    report["rows"][row]["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect()
}

#[test]
fn a_checked_file_writes_nothing_until_it_is_started() {
    let desk = Desk::new();
    let report = desk.check(&file(&[line(&[])]));
    assert_eq!(
        (&report["lines"], &report["new_children"], &report["new_adults"], &report["new_households"]),
        (&json!(1), &json!(1), &json!(1), &json!(1))
    );
    assert_eq!(desk.total(), 0, "a dry run is dry");
    desk.call("import_start", json!({ "act": report["act"] }));
    assert_eq!(desk.wait(&report["act"]), json!({ "act": report["act"], "done": 1, "total": 1, "state": "finished" }));
    assert_eq!(desk.total(), 1);
    let again = desk.try_call("import_start", json!({ "act": report["act"] })).unwrap_err();
    assert_eq!(again.code, ErrorCode::NotFound, "a file is started once");
}

#[test]
fn a_county_shaped_caseload_imports_without_a_rejection_and_a_second_time_adds_nothing() {
    let desk = Desk::new();
    let csv = caseload_csv(150, 3, desk.today());
    let (report, end) = desk.import(&csv);
    assert_eq!((&report["rejected"], &report["new_children"]), (&json!(0), &json!(150)), "{report:#}");
    assert_eq!((&end["state"], &end["done"]), (&json!("finished"), &json!(150)));
    assert_eq!(desk.total(), 150);
    let again = desk.check(&csv);
    assert_eq!(
        (&again["unchanged"], &again["new_adults"], &again["new_households"]),
        (&json!(150), &json!(0), &json!(0))
    );
    let differing: Vec<&Value> = again["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["notes"].as_array().unwrap().contains(&json!("differs_from_record")))
        .collect();
    assert_eq!(differing, Vec::<&Value>::new());
}

#[test]
fn every_way_of_writing_the_same_file_makes_the_same_record() {
    let plain = file(&[line(&[("address", "14 Mill Lane | Saltmere")])]);
    let facts = |csv: &str| {
        let desk = Desk::new();
        assert_eq!(desk.import(csv).0["new_children"], 1);
        desk.facts()
    };
    let first = facts(&plain);
    assert_eq!(first.len(), 10, "four of the child, three of the home, three of the mother");
    let others = [
        format!("\u{feff}{plain}"),
        plain.replace('\n', "\r\n"),
        plain.replace('\n', "\r"),
        plain.replace("2026-05-04", "04/05/2026").replace("1994-02-28", "28/02/1994"),
        file(&[line(&[("address", "14 Mill Lane\r\nSaltmere")])]),
        plain.replace("nhs_number,family_name,given_names", "NHS Number, Family Name ,GIVEN  NAMES"),
        plain
            .replace("999 000 0018", "9990000018")
            .replace("XA1 2BC", "xa12bc")
            .replace("07700 900123", "+44 7700 900123"),
    ];
    for csv in others {
        assert_eq!(facts(&csv), first, "{csv}");
    }
}

#[test]
fn siblings_share_their_mother_and_their_home() {
    let desk = Desk::new();
    let second =
        line(&[("nhs_number", "9990000034"), ("given_names", "Chidi"), ("birth_date", "2024-01-02"), ("sex", "M")]);
    let (report, _) = desk.import(&file(&[line(&[]), second]));
    assert_eq!((&report["new_adults"], &report["new_households"]), (&json!(1), &json!(1)));
    assert_eq!(notes(&report, 1), ["shared_adult"]);
    assert_eq!(desk.family("Okafor")["people"].as_array().unwrap().len(), 3);
}

#[test]
fn strangers_at_one_address_are_two_households() {
    let desk = Desk::new();
    let stranger = line(&[
        ("nhs_number", "9990000034"),
        ("family_name", "Nowak"),
        ("carer1_nhs_number", "9990000042"),
        ("carer1_family_name", "Nowak"),
        ("carer1_given_names", "Zofia"),
    ]);
    let (report, _) = desk.import(&file(&[line(&[]), stranger]));
    assert_eq!(report["new_households"], 2, "a refuge is no family");
    assert_eq!(desk.family("Nowak")["people"].as_array().unwrap().len(), 2);
}

#[test]
fn twins_without_numbers_are_two_children() {
    let twin =
        |order: &str| line(&[("nhs_number", ""), ("given_names", ""), ("birth_order", order), ("multiple", "2")]);
    let desk = Desk::new();
    let (report, _) = desk.import(&file(&[twin("1"), twin("2")]));
    assert_eq!(report["new_children"], 2);
    assert_eq!(notes(&report, 0), ["no_nhs_number", "multiple"]);
    assert_eq!(desk.check(&file(&[twin("2")]))["unchanged"], 1);
}

#[test]
fn a_child_of_two_homes_has_both_and_each_parent_one() {
    let desk = Desk::new();
    let cells = [
        ("second_address", "2 Kiln Road"),
        ("second_postcode", "XA9 9ZZ"),
        ("carer2_family_name", "Eze"),
        ("carer2_given_names", "Emeka"),
        ("carer2_relationship", "father"),
        ("carer2_home", "second"),
    ];
    let (report, _) = desk.import(&file(&[line(&cells)]));
    assert_eq!((&report["new_households"], notes(&report, 0)), (&json!(2), vec!["two_homes"]));
    let family = desk.family("Okafor");
    let members: Vec<usize> =
        family["households"].as_array().unwrap().iter().map(|home| home["members"].as_array().unwrap().len()).collect();
    assert_eq!(members, [2, 2]);
}

#[test]
fn a_child_known_without_a_number_gets_it_and_stays_the_same_child() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[("nhs_number", "")])]));
    let child = desk.child("Okafor");
    let (report, _) = desk.import(&file(&[line(&[])]));
    assert_eq!(outcome(&report, 0), "added_to");
    assert_eq!((desk.total(), desk.child("Okafor")), (1, child));
    assert_eq!(one(&desk.facts_of_child("Okafor"), EntryKind::NhsNumberEntry)["number"], "9990000018");
    assert_eq!(desk.check(&file(&[line(&[("nhs_number", "")])]))["unchanged"], 1, "and is known without it as well");
}

#[test]
fn what_the_record_lacks_is_added_and_what_it_has_stays() {
    let desk = Desk::new();
    desk.import(&file(&[line(&[("carer1_phone", ""), ("sex", "")])]));
    let (report, _) = desk.import(&file(&[line(&[("gestation_weeks", "36"), ("birth_weight_g", "2350")])]));
    assert_eq!((outcome(&report, 0), notes(&report, 0)), ("added_to", vec!["preterm"]));
    let facts = desk.facts();
    assert_eq!(one(&facts, EntryKind::Birth), json!({ "sex": "female", "gestation": "36+0", "weight": 2350 }));
    assert_eq!(one(&facts, EntryKind::ContactPoint)["value"], "+447700900123");

    let other = [
        ("birth_weight_g", "2400"),
        ("carer1_phone", "07700 900999"),
        ("address", "2 Kiln Road"),
        ("postcode", "XA9 9ZZ"),
    ];
    let (report, end) = desk.import(&file(&[line(&other)]));
    assert_eq!((outcome(&report, 0), notes(&report, 0)), ("unchanged", vec!["differs_from_record"]));
    assert_eq!((&end["total"], desk.facts()), (&json!(0), facts), "nothing of the record is replaced");
}

#[test]
fn a_birth_weight_worth_a_second_look_is_noted_and_its_confirmation_kept() {
    let desk = Desk::new();
    let (report, _) = desk.import(&file(&[line(&[("birth_weight_g", "250"), ("gestation_weeks", "23")])]));
    assert_eq!(notes(&report, 0), ["preterm", "unusual_value"]);
    let child = desk.child("Okafor");
    let confirmed = desk.look(|vault| {
        let births = vault.entries_of_kind(doorstep_domain::id::Subject::Person(child), EntryKind::Birth).unwrap();
        births[0].change.header.confirmed.clone()
    });
    assert_eq!(confirmed.len(), 1, "who confirmed the report answered the question");
}

#[test]
fn a_cancelled_import_keeps_what_it_wrote_and_the_same_file_goes_on() {
    let desk = Desk::new();
    let csv = caseload_csv(160, 5, desk.today());
    let report = desk.check(&csv);
    desk.call("import_start", json!({ "act": report["act"] }));
    let second = desk.try_call("import_start", json!({ "act": report["act"] })).unwrap_err();
    assert_eq!(second.code, ErrorCode::ImportRunning);
    desk.call("import_cancel", json!({ "act": report["act"] }));
    let end = desk.wait(&report["act"]);
    let done = end["done"].as_u64().unwrap();
    assert_eq!((&end["state"], desk.total()), (&json!("cancelled"), done), "all that is counted is written");
    let (rest, end) = desk.import(&csv);
    assert_eq!((&rest["unchanged"], &end["state"], desk.total()), (&json!(done), &json!("finished"), 160));
}

#[test]
fn locking_stops_an_import_and_forgets_the_file() {
    let desk = Desk::new();
    let csv = caseload_csv(120, 6, desk.today());
    let report = desk.check(&csv);
    desk.call("import_start", json!({ "act": report["act"] }));
    let kept = desk.check(&csv);
    desk.call("lock", json!({}));
    desk.unlock();
    assert_eq!(desk.try_call("import_start", json!({ "act": kept["act"] })).unwrap_err().code, ErrorCode::NotFound);
    let (_, end) = desk.import(&csv);
    assert_eq!((&end["state"], desk.total()), (&json!("finished"), 120));
}
