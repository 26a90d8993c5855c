//! What stands around a family: alerts before an address, who else works with it, a brief, what changed.

use doorstep_domain::entries::EntryKind;
use doorstep_store::audit::Act;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, records};

fn alert(kind: &str, text: &str, review_by: &str) -> Value {
    json!({ "kind": kind, "text": text, "from": "2026-01-05", "review_by": review_by })
}

// Shows CON-10, SAFE-12.
#[test]
fn alerts_come_first_and_one_past_its_day_stays_and_says_so() {
    let desk = Desk::new();
    let child = a_child(&desk);
    records(&desk, &child, "alert", &alert("allergy", "Peanuts", "2026-12-30"));
    records(&desk, &child, "alert", &alert("visit_risk", "Go in pairs", "2026-06-30"));
    let ended = records(&desk, &child, "alert", &alert("visit_risk", "Dog loose", "2026-12-30"));
    let over = json!({
        "kind": "visit_risk", "text": "Dog loose", "from": "2026-01-05", "review_by": "2026-12-30",
        "ended_on": "2026-11-20", "ended_because": "The dog has gone.",
    });
    amends(&desk, &child, "alert", (&ended, &over)).unwrap();
    let family = desk.call("family", json!({ "person": child }));
    let said: Vec<(&Value, &Value)> =
        family["alerts"].as_array().unwrap().iter().map(|one| (&one["text"], &one["review_overdue"])).collect();
    assert_eq!(said, [(&json!("Go in pairs"), &json!(true)), (&json!("Peanuts"), &json!(false))]);
    assert_eq!(desk.call("alerts", json!({ "person": child })), family["alerts"], "the visit shows the same");
    let row = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0];
    assert_eq!(row["alerts"], 2, "a list that shows the home says that there is something to read");
}

// Shows INV-01.
#[test]
fn who_works_with_a_family_is_shown_with_what_to_ask() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let worker = |name: &str| {
        json!({
            "service": "social_care", "service_name": "Lindshire", "purpose": "Child in need", "key_worker": name,
            "heard_on": "2026-11-10",
        })
    };
    records(&desk, &child, "involved_service", &worker("Tom Price"));
    records(&desk, &child, "involved_service", &worker("Ann Obi"));
    let services = desk.call("family", json!({ "person": child }))["services"].clone();
    assert_eq!(services["services"].as_array().unwrap().len(), 2);
    let asked = json!([{ "ask": "no_gp" }, { "ask": "more_than_one", "service": "social_care", "count": 2 }]);
    assert_eq!(services["prompts"], asked);
}

// Shows BRIEF-01.
#[test]
fn a_brief_says_what_is_known_and_what_is_not_and_nothing_restricted_unasked() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let contact = |outcome: &str, seen: &str, at: &str| {
        json!({
            "mode": "face_to_face", "place": "home", "started_at": format!("{at}:00:00+00:00"),
            "ended_at": format!("{at}:20:00+00:00"), "outcome": outcome, "child_seen": seen,
            "present": ["mother"],
        })
    };
    records(&desk, &child, "contact", &contact("took_place", "awake", "2026-11-21T06"));
    records(&desk, &child, "contact", &contact("no_access", "not_seen", "2026-11-21T08"));
    let note: Value = serde_json::from_str(EntryKind::SafeguardingNote.sample()).unwrap();
    records(&desk, &child, "safeguarding_note", &note);
    let refuge = json!({ "service": "domestic_abuse", "service_name": "Harbour Refuge", "purpose": "Support" });
    records(&desk, &child, "involved_service", &refuge);
    let ask = |scope: &str| desk.call("brief", json!({ "person": child, "scope": scope }));
    let brief = ask("without_restricted");
    assert!(!brief.to_string().contains("Harbour Refuge"), "who else works with them can be as telling as a note");
    assert_eq!(brief["last_seen"]["at"], "2026-11-21T06:00:00+00:00");
    assert_eq!(brief["no_access"].as_array().unwrap().len(), 1);
    assert_eq!((&brief["left_out"], brief["restricted"].as_array().unwrap().len()), (&json!(2), 0));
    let gaps = brief["not_known"].as_array().unwrap();
    for gap in ["safeguarding_status", "level_of_need", "growth", "gp", "copy_is_old"] {
        assert!(gaps.contains(&json!(gap)), "{gap}: {gaps:?}");
    }
    assert!(!gaps.contains(&json!("never_seen")));
    assert_eq!(ask("with_restricted")["restricted"].as_array().unwrap().len(), 2, "on choice");
    for (leaves, act) in [("printed", Act::Printed), ("saved", Act::Exported)] {
        let before = noted(&desk, act);
        desk.call("brief_leaves", json!({ "person": child, "scope": "with_restricted", "leaves": leaves }));
        assert_eq!(noted(&desk, act), before + 1, "{leaves}");
    }
}

fn noted(desk: &Desk, act: Act) -> usize {
    desk.look(|vault| vault.count_noted(act).unwrap())
}

// Shows CHG-01.
#[test]
fn what_changed_since_the_last_look_is_told_and_then_no_longer_new() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let ask = |days: Value| desk.call("changed_since", json!({ "person": child, "days": days }));
    let told = |view: &Value| -> Vec<(String, String)> {
        let facts = view["facts"].as_array().unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        facts.iter().map(|one| (text(&one["fact"]), text(&one["told"]))).collect()
    };
    let looks_away_and_back = || {
        let mother = desk.call("family", json!({ "person": child }))["mother"].clone();
        desk.call("family", json!({ "person": mother }));
        desk.call("family", json!({ "person": child }));
    };
    looks_away_and_back();
    let level = json!({ "level": "targeted", "reasons": "Twins.", "from": "2026-11-21", "review_by": "2027-02-21" });
    records(&desk, &child, "level_of_need", &level);
    assert_eq!(told(&ask(Value::Null)), [("level".to_owned(), "targeted".to_owned())]);
    looks_away_and_back();
    looks_away_and_back();
    assert_eq!(told(&ask(Value::Null)), [], "it was there at the look before this one");
    records(&desk, &child, "alert", &alert("visit_risk", "Go in pairs", "2026-12-30"));
    let new = ask(Value::Null);
    assert_eq!(told(&new), [("alert".to_owned(), "Go in pairs".to_owned())]);
    assert!(new["looked_at"].is_string());
    let of_a_week = told(&ask(json!(7)));
    assert!(of_a_week.contains(&("level".to_owned(), "targeted".to_owned())), "{of_a_week:?}");
    let caseload = desk.call("changed_since", json!({ "person": null, "days": 7 }));
    assert!(told(&caseload).contains(&("alert".to_owned(), "Go in pairs".to_owned())));
}
