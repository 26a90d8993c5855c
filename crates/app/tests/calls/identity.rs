//! Duplicates, one person with two records, sealed records, and what was written under the wrong person.

use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{amends, in_timeline, records};
use crate::registering::{a_baby, moves_in, moving_in, opens, signs};

fn found(desk: &Desk, typed: &Value) -> Vec<(String, String)> {
    let found = desk.call("duplicates", typed.clone());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let found = found.as_array().unwrap();
    found.iter().map(|one| (text(&one["person"]["given"]), text(&one["because"]))).collect()
}

fn named(given: &str, because: &str) -> (String, String) {
    (given.to_owned(), because.to_owned())
}

fn family(desk: &Desk, person: &Value) -> Value {
    desk.call("family", json!({ "person": person }))
}

/// What each record's screen says of the two.
fn shown(desk: &Desk, folded: &Value, under: &Value) -> Value {
    let pair = |one: &Value| {
        let (a, b) = (&one["folded"], &one["under"]);
        (a == folded && b == under) || (a == under && b == folded)
    };
    let views = [folded, under].map(|person| family(desk, person)["same"].clone());
    let found = views.iter().flat_map(|same| same.as_array().unwrap()).find(|one| pair(one));
    found.map_or(json!([]), |one| one["heads"].clone())
}

fn says(desk: &Desk, folded: &Value, under: &Value, state: &str) -> Result<Value, Value> {
    says_of(desk, (folded, under), &shown(desk, folded, under), state).map_err(|error| error["problems"].clone())
}

fn says_of(desk: &Desk, (folded, under): (&Value, &Value), heads: &Value, state: &str) -> Result<Value, Value> {
    let reason = "The mother showed both letters.";
    let input = json!({ "folded": folded, "under": under, "state": state, "reason": reason, "heads": heads });
    desk.try_call("record_sameness", input).map_err(|error| json!(error))
}

/// Rowan Marsh with a number, and again without one under another spelling.
pub(crate) fn twice(desk: &Desk) -> (Value, Value) {
    let one = moves_in(desk, "Catherine", "999 000 0050");
    let mut again = moving_in("Kathryn", "");
    again["identity"]["family"] = json!("Marshe");
    again["carer"]["given"] = json!("Joanne");
    let opened = opens(desk, "family", &Value::Null, &Value::Null);
    let input = |confirmed: Value| json!({ "draft": opened["draft"], "form": again, "confirmed": confirmed });
    let asked = json!(desk.try_call("sign_registration", input(json!([]))).unwrap_err());
    assert_eq!(asked["questions"], json!([{ "field": "identity.family", "ask": "may_be_registered" }]));
    let signed = desk.call("sign_registration", input(asked["questions"].clone()));
    (one, signed["person"].clone())
}

fn weighs(desk: &Desk, child: &Value, grams: u32) -> Value {
    records(desk, child, "measurement", &json!({ "measured_on": "2026-11-20", "weight": grams, "clothing": "naked" }))
}

fn weights(desk: &Desk, person: &Value) -> Vec<Value> {
    in_timeline(desk, person, "measurement").iter().map(|item| item["body"]["weight"].clone()).collect()
}

// Shows IDN-02.
#[test]
fn who_may_be_here_already_is_found_while_somebody_types() {
    let desk = Desk::new();
    moves_in(&desk, "Catherine", "999 000 0050");
    let typed = |family: &str, given: &str, born: &str| json!({ "family": family, "given": given, "birth_date": born });
    assert_eq!(found(&desk, &typed("Marsh", "Kathryn", "2025-03-02")), [named("Catherine", "birth_date_and_name")]);
    assert_eq!(found(&desk, &json!({ "nhs_number": "999-000-0050" })), [named("Catherine", "nhs_number")]);
    let place = json!({ "family": "Obi", "given": "Cathy", "birth_date": "2025-03-02", "postcode": "xa12bd" });
    assert_eq!(found(&desk, &place), [named("Catherine", "birth_date_place_and_given")]);
    for nobody in [typed("", "", ""), typed("Marsh", "Catherine", "2025-03"), typed("Marsh", "Ben", "2025-03-02")] {
        let expected = if nobody["birth_date"] == "2025-03" { 1 } else { 0 };
        assert_eq!(found(&desk, &nobody).len(), expected, "{nobody}");
    }
}

// Shows IDN-02.
#[test]
fn twins_are_no_duplicates_of_one_another() {
    let desk = Desk::new();
    let child = moves_in(&desk, "Catherine", "999 000 0050");
    let mother = family(&desk, &child)["mother"].clone();
    let opened = opens(&desk, "baby", &mother, &Value::Null);
    let first = signs(&desk, &opened, &a_baby(1, "")).unwrap()["person"].clone();
    let opened = opens(&desk, "baby", &mother, &first);
    signs(&desk, &opened, &a_baby(2, "")).expect("and nobody is asked");
    assert_eq!(family(&desk, &first)["same"], json!([]));
}

// Shows IDN-02.
#[test]
fn a_pair_that_is_here_is_shown_until_somebody_says_that_they_are_two() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    let same = family(&desk, &one)["same"].clone();
    assert_eq!((&same[0]["record"]["person"], &same[0]["state"]), (&other, &Value::Null));
    assert_eq!(same[0]["because"], json!(["birth_date_and_name"]));
    assert_eq!(says(&desk, &other, &one, "separate").map(|_| ()), Ok(()));
    assert_eq!(family(&desk, &one)["same"], json!([]), "decided, and not asked again");
    assert_eq!(family(&desk, &other)["same"], json!([]));
    assert_eq!(desk.total(), 2);
}

// Shows IDN-02.
#[test]
fn merged_records_are_one_person_everywhere_and_apart_again_when_it_is_taken_back() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    weighs(&desk, &one, 9000);
    weighs(&desk, &other, 9100);
    let before = [family(&desk, &one), family(&desk, &other)];
    says(&desk, &other, &one, "linked").unwrap();
    assert_eq!(desk.total(), 2, "linked: two records, each of which says that there is the other");
    assert_eq!(family(&desk, &other)["same"][0]["state"], "linked");
    says(&desk, &other, &one, "merged").unwrap();
    is_one_person(&desk, &one, &other);
    weighs(&desk, &one, 9200);
    says(&desk, &other, &one, "separate").unwrap();
    assert_eq!(desk.total(), 2);
    assert_eq!(weights(&desk, &other), [json!(9100)], "what each had before is its own again");
    assert_eq!(
        weights(&desk, &one),
        [json!(9200), json!(9000)],
        "and what was written meanwhile stays where it was written"
    );
    for (was, id) in before.iter().zip([&one, &other]) {
        is_as_it_was(&family(&desk, id), was);
    }
}

fn is_one_person(desk: &Desk, one: &Value, other: &Value) {
    assert_eq!(desk.total(), 1);
    for id in [one, other] {
        let shown = family(desk, id);
        assert_eq!(shown["person"]["person"], *one, "whichever is opened");
        assert_eq!(shown["person"]["nhs_number"], "999 000 0050");
        assert_eq!(shown["people"].as_array().unwrap().len(), 3, "the child, and the mother of each record");
    }
    assert_eq!(weights(desk, one), [json!(9100), json!(9000)]);
    let items = in_timeline(desk, one, "measurement");
    assert_eq!(items[0]["written_under"], "Kathryn Marshe", "each says under which record it was written");
    assert_eq!(items[1]["written_under"], Value::Null);
    let found = desk.call("search", json!({ "text": "kathryn" }));
    assert_eq!(found["people"].as_array().unwrap().len(), 1);
    assert_eq!(found["people"][0]["person"]["person"], *one, "search by the other name finds the one person");
}

fn is_as_it_was(now: &Value, was: &Value) {
    for part in ["person", "people", "households", "reviews"] {
        assert_eq!(now[part], was[part], "{part}");
    }
}

// Shows IDN-02.
#[test]
fn two_people_whose_numbers_were_both_traced_are_linked_and_never_merged() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    let number = |number: &str| json!({ "number": number, "status": "verified" });
    let amend = |person: &Value, number: &Value| {
        let open = json!({ "person": person, "kind": "nhs_number", "subject": null, "entry": null });
        let draft = desk.call("open_entry", open)["draft"].clone();
        let form = json!({ "happened_on": "2026-11-21", "why": "Traced.", "body": number });
        desk.call("sign_entry", json!({ "draft": draft, "form": form, "confirmed": [] }));
    };
    amend(&one, &number("9990000050"));
    amend(&other, &number("9990000069"));
    let refused = says(&desk, &other, &one, "merged").unwrap_err();
    assert_eq!(refused, json!([{ "field": "reason", "rule": "numbers_differ" }]));
    says(&desk, &other, &one, "linked").unwrap();
    let refused = says(&desk, &one, &one, "linked").unwrap_err();
    assert_eq!(refused[0]["rule"], "same_person");
}

// Shows IDN-02.
#[test]
fn what_a_colleague_said_of_two_records_meanwhile_is_not_overwritten_unseen() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    let seen = shown(&desk, &other, &one);
    desk.becomes_somebody(2, Role::HealthVisitor);
    says(&desk, &other, &one, "separate").unwrap();
    desk.becomes_somebody(1, Role::HealthVisitor);
    for (folded, under) in [(&other, &one), (&one, &other)] {
        let refused = says_of(&desk, (folded, under), &seen, "merged").unwrap_err();
        assert_eq!(refused["code"], "changed_meanwhile");
    }
    assert_eq!(desk.total(), 2, "what she decided stands");
}

#[test]
fn a_chain_of_three_records_is_one_person() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    let third = moves_in(&desk, "Robin", "");
    says(&desk, &third, &other, "merged").unwrap();
    says(&desk, &other, &one, "merged").unwrap();
    assert_eq!(desk.total(), 1);
    assert_eq!(family(&desk, &third)["person"]["person"], one);
    says(&desk, &one, &third, "merged").unwrap();
    assert_eq!(desk.total(), 1, "and a circle is one person too");
}

fn seals(desk: &Desk, child: &Value) {
    let sealing =
        json!({ "because": "adoption", "on": "2026-11-20", "order": "Saltmere Family Court, 20 November 2026" });
    records(desk, child, "sealing", &sealing);
}

fn sees(desk: &Desk, child: &Value, mother: &Value) -> bool {
    let opens = desk.try_call("family", json!({ "person": child }));
    let search = |text: &str| desk.call("search", json!({ "text": text }))["people"].as_array().unwrap().len();
    let found = [
        opens.is_ok(),
        desk.total() == 2,
        search("rowan") == 1,
        search("999 000 0050") == 1,
        family(desk, mother)["people"].to_string().contains("Rowan"),
        family(desk, mother)["households"].to_string().contains(child.as_str().unwrap()),
        found(desk, &json!({ "family": "Marsh", "given": "Rowan", "birth_date": "2025-03-02" })).len() == 1,
        family(desk, mother)["timeline"].to_string().contains("transfer_in"),
    ];
    assert!(found.iter().all(|one| *one == found[0]), "all or nothing: {found:?}");
    if !found[0] {
        assert_eq!(opens.unwrap_err().code, doorstep_app::ErrorCode::NotFound);
    }
    found[0]
}

#[test]
fn a_sealed_record_is_found_and_opened_by_the_named_nurse_alone() {
    let desk = Desk::of(1, Role::TeamLeader);
    let child = moves_in(&desk, "Rowan", "999 000 0050");
    moves_in(&desk, "Bryn", "999 000 0069");
    let mother = family(&desk, &child)["mother"].clone();
    assert!(sees(&desk, &child, &mother));
    seals(&desk, &child);
    assert!(!sees(&desk, &child, &mother), "not even whoever sealed it");
    for role in [Role::HealthVisitor, Role::StaffNurse, Role::NurseryNurse, Role::Admin] {
        desk.becomes(role);
        assert!(!sees(&desk, &child, &mother), "{role:?}");
    }
    desk.becomes(Role::SafeguardingNurse);
    assert!(sees(&desk, &child, &mother));
    desk.becomes(Role::PrivacyOfficer);
    assert_eq!(desk.total(), 0, "who watches the audit reads nobody's record");
    desk.becomes(Role::HealthVisitor);
    let adopted = moves_in(&desk, "Rory", "999 000 0018");
    assert_eq!(family(&desk, &adopted)["same"], json!([]), "nothing leads from the new record to the old one");
}

#[test]
fn a_health_visitor_cannot_seal_and_a_seal_takes_what_was_merged_with_it() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    says(&desk, &other, &one, "merged").unwrap();
    assert!(!family(&desk, &one)["may_record"].to_string().contains("sealing"));
    desk.becomes(Role::SafeguardingNurse);
    seals(&desk, &one);
    desk.becomes(Role::HealthVisitor);
    assert_eq!(desk.total(), 0);
    for id in [&one, &other] {
        assert!(desk.try_call("family", json!({ "person": id })).is_err());
    }
}

#[test]
fn nothing_leads_to_a_sealed_mother_and_what_was_typed_of_a_sealed_child_is_listed_neutrally() {
    let desk = Desk::of(1, Role::TeamLeader);
    let child = moves_in(&desk, "Rowan", "999 000 0050");
    let mother = family(&desk, &child)["mother"].clone();
    desk.becomes(Role::HealthVisitor);
    let visit = desk.call("open_visit", json!({ "child": child, "review": "twelve_month", "quick": null }));
    desk.becomes(Role::TeamLeader);
    seals(&desk, &mother);
    assert_eq!(family(&desk, &child)["mother"], Value::Null);
    seals(&desk, &child);
    let drafts = desk.call("drafts", json!({}));
    assert_eq!(desk.call("status", json!({}))["drafts"], 1);
    let draft = &drafts[0];
    assert_eq!((&draft["draft"], &draft["screen"]), (&visit["draft"], &json!({ "of": "sealed" })));
    assert!(!drafts.to_string().contains("twelve_month"), "it says only that there is one");
    let opens = desk.try_call("resume_visit", json!({ "draft": visit["draft"] }));
    assert_eq!(opens.unwrap_err().code, doorstep_app::ErrorCode::NotFound);
    desk.becomes(Role::SafeguardingNurse);
    desk.call("resume_visit", json!({ "draft": visit["draft"] }));
}

fn moves(desk: &Desk, item: &Value, to: &Value) -> Result<Value, Value> {
    let entries = json!([{ "entry": item["entry"], "change": item["change"] }]);
    let input = json!({ "entries": entries, "to": to, "reason": "Typed under the wrong child.", "confirmed": [] });
    desk.try_call("move_entries", input).map_err(|error| json!(error))
}

#[test]
fn a_document_moves_with_its_scan() {
    let desk = Desk::new();
    let wrong = moves_in(&desk, "Ali", "999 000 0050");
    let right = moves_in(&desk, "Ben", "999 000 0069");
    let letter = json!({
        "what": "clinic_letter", "title": "Hip scan: normal", "source": "Children's outpatients",
        "received_on": "2026-11-20", "sensitivity": "standard"
    });
    let document = records(&desk, &wrong, "document", &letter);
    let content = "JVBERi0xLjcK";
    desk.call("attach_file", json!({ "document": document, "content": content }));
    let item = in_timeline(&desk, &wrong, "document")[0].clone();
    moves(&desk, &item, &right).unwrap();
    let there = in_timeline(&desk, &right, "document")[0].clone();
    assert_eq!(there["scans"], item["scans"], "the same file");
    let read = json!({ "document": there["entry"], "file": there["scans"][0]["file"], "purpose": "show" });
    assert_eq!(desk.call("read_file", read)["base64"], content);
}

#[test]
fn what_was_written_under_the_wrong_child_moves_without_naming_either() {
    let desk = Desk::new();
    let wrong = moves_in(&desk, "Ali", "999 000 0050");
    let right = moves_in(&desk, "Ben", "999 000 0069");
    weighs(&desk, &wrong, 9100);
    let level =
        json!({ "level": "targeted", "reasons": "Weight falls.", "from": "2026-11-21", "review_by": "2027-02-21" });
    records(&desk, &wrong, "level_of_need", &level);
    let item = in_timeline(&desk, &wrong, "measurement")[0].clone();
    let moved = moves(&desk, &item, &right).unwrap();
    assert_eq!(moved["used_by"].as_array().unwrap().len(), 1, "a decision rested on it");
    assert_eq!(moved["used_by"][0]["kind"], "level_of_need");
    let left = in_timeline(&desk, &wrong, "measurement");
    assert!(left[0]["in_error"].as_bool().unwrap() && left.len() == 1, "in error, and kept");
    let copy = &in_timeline(&desk, &right, "measurement")[0];
    assert_eq!((&copy["body"]["weight"], &copy["occurred"]), (&json!(9100), &item["occurred"]));
    for (timeline, name, number) in [(&left, "Ben", "9990000069"), (&vec![copy.clone()], "Ali", "9990000050")] {
        let text = json!(timeline).to_string();
        assert!(!text.contains(name) && !text.contains(number), "neither record names the other child");
    }
    let again = moves(&desk, &item, &right).unwrap_err();
    assert_eq!(again["code"], "changed_meanwhile", "what is in error is not moved again");
    let item = in_timeline(&desk, &wrong, "level_of_need")[0].clone();
    let refused = moves(&desk, &item, &right).unwrap_err();
    assert_eq!(refused["problems"][0]["rule"], "recorded_for_each");
}

// Shows IDN-02.
#[test]
fn a_duplicate_that_is_closed_takes_the_child_off_no_list() {
    let desk = Desk::new();
    let (one, other) = twice(&desk);
    let folded = in_timeline(&desk, &other, "registration")[0].clone();
    says(&desk, &other, &one, "merged").unwrap();
    let referral = json!({
        "to_service": "Infant feeding clinic", "urgency": "routine", "reason": "Slow weight gain.",
        "desired_outcome": "Feeds without pain.", "basis": "consent_given", "made_on": "2026-11-21",
        "review_on": "2027-01-21", "state": "signed",
    });
    records(&desk, &one, "referral", &referral);
    let asked = |desk: &Desk| {
        let shown = family(desk, &one);
        let reviews: Vec<Value> = shown["reviews"].as_array().unwrap().iter().map(|one| one["state"].clone()).collect();
        let waits: Vec<Value> = shown["loops"].as_array().unwrap().iter().map(|one| one["waits"].clone()).collect();
        (reviews, waits)
    };
    let before = asked(&desk);
    assert!(before.1.contains(&json!("referral_not_sent")), "{before:?}");
    let mut closed = folded["body"].clone();
    for (field, value) in [("state", "merged"), ("known_from", "The mother"), ("state_on", "2026-11-21")] {
        closed[field] = json!(value);
    }
    amends(&desk, &other, "registration", (&folded["entry"], &closed)).unwrap();
    assert_eq!(asked(&desk), before);
}
