//! Whether what was meant for somebody was seen: signed once, by whoever it is for, and shown to whoever sent it.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::delegations::is_competent;
use crate::desk::Desk;
use crate::recording::{a_child, in_timeline, records};

const VISITOR: u8 = 1;
const NURSERY_NURSE: u8 = 2;
const LEADER: u8 = 3;
const CENTRE: &str = "c0000000-0000-4000-8000-000000000001";

fn staff(byte: u8) -> String {
    StaffId::from_bytes([byte; 16]).to_string()
}

/// A package that the health visitor delegates to the nursery nurse, whom a leader found competent.
fn delegated(desk: &Desk, child: &Value) -> Value {
    is_competent(desk, child, "2027-05-01");
    desk.knows_colleague(NURSERY_NURSE, Role::NurseryNurse);
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    let package = json!({
        "package": "sleep", "what": "Bedtime routine.", "by": staff(VISITOR), "to": staff(NURSERY_NURSE),
        "goal": "Wakes twice a night at most.", "limits": "Ring at once.", "sessions_max": 4, "start_on": "2026-11-23",
        "report_by": "2026-12-14", "review_by": "2026-12-21", "state": "proposed"
    });
    records(desk, child, "delegation", &package)
}

fn acknowledgements(desk: &Desk, child: &Value) -> usize {
    let child = child.as_str().unwrap().parse().unwrap();
    desk.look(|vault| {
        let subject = doorstep_domain::id::Subject::Person(child);
        vault.entries_of_kind(subject, EntryKind::Acknowledgement).unwrap().len()
    })
}

fn refused(desk: &Desk, entry: &Value) -> Value {
    json!(desk.try_call("seen", json!({ "entry": entry })).unwrap_err())["code"].clone()
}

#[test]
fn a_delegation_is_seen_once_by_whoever_it_is_for_and_the_sender_is_shown_when() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let entry = delegated(&desk, &child);
    let seen = |desk: &Desk| in_timeline(desk, &child, "delegation")[0]["seen"].clone();
    assert_eq!(seen(&desk), json!({ "by": [], "to_see": false }), "the sender waits");
    assert_eq!(refused(&desk, &entry), "not_allowed", "it is not meant for the sender");
    desk.becomes_somebody(7, Role::NurseryNurse);
    assert_eq!(seen(&desk)["to_see"], false);
    assert_eq!(refused(&desk, &entry), "not_allowed", "nor for another nursery nurse");
    desk.becomes_somebody(NURSERY_NURSE, Role::NurseryNurse);
    assert_eq!(seen(&desk)["to_see"], true);
    desk.call("seen", json!({ "entry": entry }));
    desk.call("seen", json!({ "entry": entry }));
    assert_eq!(acknowledgements(&desk, &child), 1, "signed once");
    assert_eq!(seen(&desk)["to_see"], false);
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    let told = seen(&desk)["by"][0].clone();
    assert_eq!(told["name"], "Colleague 2");
    assert!(told["at"].as_str().unwrap().starts_with("2026-11-21T09"), "{told}");
    let family = desk.call("family", json!({ "person": child }));
    let open = family["loops"].as_array().unwrap().iter().find(|one| one["kind"] == "delegation").unwrap().clone();
    assert_eq!(open["seen"]["by"], json!([told]), "beside what waits too");
    assert_eq!(in_timeline(&desk, &child, "acknowledgement"), [] as [Value; 0], "it is shown with what was seen");
}

#[test]
fn a_referral_to_a_centre_is_seen_by_who_works_there_and_one_to_another_service_by_nobody() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let referral = |more: Value| {
        let mut body = json!({
            "to_service": "Stay and play", "urgency": "routine", "reason": "Company.", "desired_outcome": "Friends.",
            "basis": "consent_given", "made_on": "2026-11-21", "review_on": "2027-01-15", "state": "signed"
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let to_centre = records(&desk, &child, "referral", &referral(json!({ "centre": CENTRE })));
    let elsewhere = records(&desk, &child, "referral", &referral(json!({})));
    let of = |entry: &Value| {
        in_timeline(&desk, &child, "referral").iter().find(|one| one["entry"] == *entry).unwrap()["seen"].clone()
    };
    assert!(of(&elsewhere).is_null(), "whoever it is for has no laptop of ours");
    assert_eq!(of(&to_centre)["by"], json!([]));
    desk.knows_colleague(8, Role::CentreWorker);
    desk.becomes_somebody(8, Role::CentreWorker);
    assert_eq!(refused(&desk, &elsewhere), "not_allowed");
    desk.call("seen", json!({ "entry": to_centre }));
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    assert_eq!(of(&to_centre)["by"][0]["name"], "Colleague 8");
}

#[test]
fn a_child_who_is_handed_to_somebody_twice_is_seen_twice() {
    let desk = Desk::of(LEADER, Role::TeamLeader);
    let child = a_child(&desk);
    for byte in [4, 5] {
        desk.knows_colleague(byte, Role::HealthVisitor);
    }
    let hands = |of: Option<u8>, to: u8, from: &str| {
        let view = desk.call("caseload_of", json!({ "staff": of.map(staff) }));
        let heads = &view["children"][0]["heads"];
        let input = json!({
            "children": [{ "person": child, "heads": heads }], "step": "make_accountable", "staff": staff(to),
            "from": from, "to": "", "reason": "Even."
        });
        assert_eq!(desk.call("allocate", input)["left_out"], json!([]));
    };
    let seen = || in_timeline(&desk, &child, "accountable")[0]["seen"].clone();
    let entry = || in_timeline(&desk, &child, "accountable")[0]["entry"].clone();
    hands(None, 4, "2026-11-10");
    desk.becomes_somebody(4, Role::HealthVisitor);
    assert_eq!(seen()["to_see"], true);
    desk.call("seen", json!({ "entry": entry() }));
    desk.becomes_somebody(LEADER, Role::TeamLeader);
    assert_eq!(seen()["by"][0]["name"], "Colleague 4");
    hands(Some(4), 5, "2026-11-15");
    assert_eq!(seen()["by"], json!([]), "it is meant for somebody else now");
    hands(Some(5), 4, "2026-11-21");
    assert_eq!(seen()["by"], json!([]), "and it is not the time before");
    desk.becomes_somebody(4, Role::HealthVisitor);
    desk.call("seen", json!({ "entry": entry() }));
    assert_eq!(acknowledgements(&desk, &child), 2);
    assert_eq!(seen()["by"].as_array().unwrap().len(), 1);
}
