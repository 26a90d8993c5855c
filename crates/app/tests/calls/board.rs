//! The caseload narrowed and sorted by facts.

use doorstep_domain::id::PersonId;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::records;

fn three() -> Desk {
    let desk = Desk::new();
    let child = |number: &'static str, family: &'static str, born: &'static str| {
        line(&[("nhs_number", number), ("family_name", family), ("birth_date", born), ("carer1_nhs_number", "")])
    };
    desk.import(&file(&[
        child("999 000 0034", "Ash", "2026-11-10"),
        child("999 000 0042", "Birch", "2026-11-01"),
        child("999 000 0050", "Cedar", "2026-11-15"),
    ]));
    desk
}

fn names(desk: &Desk, narrowed: Value) -> Vec<String> {
    let view = desk.call("caseload", json!({ "from": 0, "limit": 50, "narrowed": narrowed }));
    let children = view["children"].as_array().unwrap();
    assert_eq!(view["total"], children.len(), "the count is of those that are meant");
    children.iter().map(|child| child["person"]["family"].as_str().unwrap().to_owned()).collect()
}

fn child(desk: &Desk, family: &str) -> (PersonId, Value) {
    let person = desk.child(family);
    (person, json!(person))
}

// Shows NEED-07, NEED-08.
#[test]
fn a_caseload_is_narrowed_by_level_safeguarding_group_and_when_a_child_was_seen() {
    let desk = three();
    let only = |fact: &str| json!({ "only": fact });
    assert_eq!(names(&desk, only("safeguarding")), Vec::<String>::new());
    assert_eq!(names(&desk, only("not_seen_lately")), ["Ash", "Birch", "Cedar"], "nobody was seen yet");
    let judged = json!({ "level": "targeted", "reasons": "Alone.", "from": "2026-11-21", "review_by": "2027-02-21" });
    records(&desk, &child(&desk, "Birch").1, "level_of_need", &judged);
    let status = json!({
        "state": "child_in_need", "from": "2026-11-20", "authority": "County Council", "source": "council_letter",
        "decided_by": "Assessment team", "confirmed_by": "Tom Price, social worker",
    });
    records(&desk, &child(&desk, "Cedar").1, "safeguarding_status", &status);
    let group = json!({ "asked": "asked", "groups": ["refugee_or_asylum_seeker"], "asked_on": "2026-11-20" });
    records(&desk, &child(&desk, "Ash").1, "vulnerable_group", &group);
    assert_eq!(names(&desk, json!({ "level": "targeted" })), ["Birch"]);
    assert_eq!(names(&desk, only("safeguarding")), ["Cedar"]);
    assert_eq!(names(&desk, only("vulnerable_group")), ["Ash"]);
    let row = desk.call("caseload", json!({ "from": 0, "limit": 50, "narrowed": only("safeguarding") }));
    assert_eq!(row["children"][0]["safeguarding"], "child_in_need", "the row says so");
}

// Shows NEED-08, SAFE-06.
#[test]
fn a_caseload_is_sorted_by_days_and_by_nothing_that_anybody_computed() {
    let desk = three();
    assert_eq!(names(&desk, json!({})), ["Ash", "Birch", "Cedar"], "by name, where nothing is asked");
    assert_eq!(names(&desk, json!({ "order": "review_due" })), ["Birch", "Ash", "Cedar"], "the oldest is due first");
    let seen = child(&desk, "Ash").1;
    let draft = desk.call("open_visit", json!({ "child": seen, "review": null, "quick": "in_clinic" }));
    let mut form = draft["form"].clone();
    form["child_seen"] = json!("awake");
    desk.call("sign_visit", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }));
    let order = names(&desk, json!({ "order": "seen_longest_ago" }));
    assert_eq!(order.last().unwrap(), "Ash", "who was never seen comes before who was");
    let row = desk.call("caseload", json!({ "from": 0, "limit": 50 }))["children"][0].clone();
    assert_eq!(row["last_seen_on"], "2026-11-21");
    let keys: Vec<&String> = row.as_object().unwrap().keys().collect();
    assert!(!keys.iter().any(|key| ["score", "risk", "rank", "weight"].iter().any(|word| key.contains(word))));
}
