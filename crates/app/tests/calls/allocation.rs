//! Who is accountable for whom: one child or many, in one act, from a team leader's desk.

use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::{Desk, file, line};

const LEADER: u8 = 3;
const BETH: u8 = 4;
const CARA: u8 = 5;
const NURSERY_NURSE: u8 = 6;

fn staff(byte: u8) -> String {
    StaffId::from_bytes([byte; 16]).to_string()
}

/// A team leader's, with three children for whom nobody is accountable, two health visitors and a nursery nurse.
fn a_team() -> Desk {
    let desk = Desk::of(LEADER, Role::TeamLeader);
    let child = |number: &'static str, given: &'static str| {
        line(&[("nhs_number", number), ("given_names", given), ("birth_date", "2025-05-04")])
    };
    desk.import(&file(&[child("999 000 0018", "Ada"), child("999 000 0034", "Ben"), child("999 000 0042", "Chidi")]));
    for (byte, role) in [(BETH, Role::HealthVisitor), (CARA, Role::HealthVisitor), (NURSERY_NURSE, Role::NurseryNurse)]
    {
        desk.knows_colleague(byte, role);
    }
    desk
}

/// The children of a caseload, as a screen shows them.
fn of(desk: &Desk, of: Option<u8>) -> Vec<Value> {
    let view = desk.call("caseload_of", json!({ "staff": of.map(staff) }));
    view["children"].as_array().unwrap().clone()
}

fn shown(children: &[Value]) -> Value {
    children.iter().map(|child| json!({ "person": child["person"]["person"], "heads": child["heads"] })).collect()
}

fn names(children: &[Value]) -> Vec<&str> {
    children.iter().map(|child| child["person"]["given"].as_str().unwrap()).collect()
}

fn hand_over(children: &[Value], to: u8, from: &str) -> Value {
    json!({
        "children": shown(children), "step": "make_accountable", "staff": staff(to), "from": from, "to": "",
        "reason": "Caseloads made even."
    })
}

fn cover(children: &[Value], by: u8, (from, to): (&str, &str)) -> Value {
    json!({
        "children": shown(children), "step": "cover", "staff": staff(by), "from": from, "to": to,
        "reason": "Annual leave"
    })
}

fn counts(desk: &Desk) -> Value {
    let view = desk.call("caseloads", json!({}));
    let holders = view["holders"].as_array().unwrap();
    let counts: Vec<Value> = holders.iter().map(|one| json!([one["name"], one["children"], one["covered"]])).collect();
    json!({ "nobody": view["nobody"], "holders": counts })
}

fn refused(desk: &Desk, input: Value) -> Value {
    let problem = json!(desk.try_call("allocate", input).unwrap_err())["problems"][0].clone();
    json!([problem["field"], problem["rule"]])
}

#[test]
fn whoever_nobody_is_accountable_for_is_counted_first_and_handed_over_in_one_act() {
    let desk = a_team();
    let everybody = [["Amina Yusuf", "0", "0"], ["Colleague 4", "0", "0"], ["Colleague 5", "0", "0"]];
    assert_eq!(counts(&desk)["nobody"], 3);
    assert_eq!(counts(&desk)["holders"].as_array().unwrap().len(), everybody.len(), "the nursery nurse holds none");
    let nobodys = of(&desk, None);
    assert_eq!(names(&nobodys), ["Ada", "Ben", "Chidi"]);
    let before = desk.call("status", json!({}))["unsent"].as_u64().unwrap();
    let would = desk.call("allocate_check", hand_over(&nobodys[..2], BETH, "2026-11-21"));
    assert_eq!((&would["from_whom"][0]["staff"], &would["from_whom"][0]["children"]), (&Value::Null, &json!(2)));
    assert_eq!(desk.call("status", json!({}))["unsent"], before, "a look signs nothing");
    let done = desk.call("allocate", hand_over(&nobodys[..2], BETH, "2026-11-21"));
    assert_eq!((done["children"].as_array().unwrap().len(), &done["left_out"]), (2, &json!([])));
    assert_eq!(desk.call("status", json!({}))["unsent"], before + 2, "a batch for each child");
    assert_eq!(
        counts(&desk),
        json!({
            "nobody": 1, "holders": [["Amina Yusuf", 0, 0], ["Colleague 4", 2, 0], ["Colleague 5", 0, 0]]
        })
    );
    assert_eq!(desk.call("imports", json!({})).as_array().unwrap().len(), 1, "it is not shown as an import");
    let held = of(&desk, Some(BETH));
    assert_eq!((names(&held), &held[0]["since"]), (vec!["Ada", "Ben"], &json!("2026-11-21")));
}

#[test]
fn a_hand_over_on_a_day_to_come_leaves_the_child_with_whoever_has_them_until_then() {
    let desk = a_team();
    desk.call("allocate", hand_over(&of(&desk, None), BETH, "2026-11-20"));
    desk.call("allocate", hand_over(&of(&desk, Some(BETH))[..1], CARA, "2026-11-23"));
    let held = of(&desk, Some(BETH));
    assert_eq!(names(&held), ["Ada", "Ben", "Chidi"]);
    assert_eq!(held[0]["planned"], json!({ "name": "Colleague 5", "from": "2026-11-23" }));
    desk.waits(chrono::TimeDelta::days(2));
    assert_eq!(names(&of(&desk, Some(BETH))), ["Ben", "Chidi"]);
    assert_eq!(names(&of(&desk, Some(CARA))), ["Ada"]);
}

#[test]
fn cover_lies_over_whoever_is_accountable_and_what_overlaps_is_left_out_and_shown() {
    let desk = a_team();
    desk.call("allocate", hand_over(&of(&desk, None), BETH, "2026-11-20"));
    let held = of(&desk, Some(BETH));
    desk.call("allocate", cover(&held[..1], CARA, ("2026-11-20", "2026-11-27")));
    assert_eq!(counts(&desk)["holders"][1], json!(["Colleague 4", 3, 1]), "Beth stays accountable for all");
    let would = desk.call("allocate_check", cover(&of(&desk, Some(BETH)), LEADER, ("2026-11-25", "2026-12-04")));
    assert_eq!(would["children"].as_array().unwrap().len(), 2);
    let left = &would["left_out"][0];
    assert_eq!((&left["person"]["given"], &left["why"]), (&json!("Ada"), &json!("cover_overlaps")));
    assert_eq!(
        left["cover"][0],
        json!({
            "name": "Colleague 5", "from": "2026-11-20", "to": "2026-11-27", "reason": "Annual leave"
        })
    );
    let herself = desk.call("allocate", cover(&of(&desk, Some(BETH))[1..2], BETH, ("2026-11-25", "2026-12-04")));
    assert_eq!((&herself["children"], &herself["left_out"][0]["why"]), (&json!([]), &json!("themselves")));
    // A hand-over on a day ends the cover that goes beyond it.
    let would = desk.call("allocate_check", hand_over(&of(&desk, Some(BETH)), LEADER, "2026-11-25"));
    assert_eq!(
        (would["children"].as_array().unwrap().len(), &would["cover_ends"]),
        (3, &json!(0)),
        "it goes on till then"
    );
    let would = desk.call("allocate_check", hand_over(&of(&desk, Some(BETH)), LEADER, "2026-11-21"));
    assert_eq!(would["cover_ends"], 1);
}

#[test]
fn a_child_that_changed_meanwhile_is_left_as_it_is_and_the_others_are_done() {
    let desk = a_team();
    desk.call("allocate", hand_over(&of(&desk, None), BETH, "2026-11-20"));
    let held = of(&desk, Some(BETH));
    desk.call("allocate", hand_over(&held[..1], CARA, "2026-11-21"));
    let done = desk.call("allocate", hand_over(&held, LEADER, "2026-11-21"));
    assert_eq!(done["children"].as_array().unwrap().len(), 2);
    let left = &done["left_out"][0];
    assert_eq!((&left["person"]["given"], &left["why"]), (&json!("Ada"), &json!("changed_meanwhile")));
    assert_eq!(names(&of(&desk, Some(CARA))), ["Ada"]);
    assert_eq!(names(&of(&desk, Some(LEADER))), ["Ben", "Chidi"], "she holds a vacant post");
}

#[test]
fn an_act_is_taken_back_for_every_child_of_whom_nothing_changed_since() {
    let desk = a_team();
    desk.call("allocate", hand_over(&of(&desk, None), BETH, "2026-11-20"));
    let moved = desk.call("allocate", hand_over(&of(&desk, Some(BETH)), CARA, "2026-11-21"));
    desk.call("allocate", hand_over(&of(&desk, Some(CARA))[..1], LEADER, "2026-11-21"));
    let undone = desk.call("undo_allocation", json!({ "children": moved["children"] }));
    assert_eq!(undone["children"].as_array().unwrap().len(), 2);
    assert_eq!(undone["left_out"][0]["why"], "changed_meanwhile");
    assert_eq!(names(&of(&desk, Some(BETH))), ["Ben", "Chidi"]);
    assert_eq!(names(&of(&desk, Some(LEADER))), ["Ada"]);
    assert_eq!(of(&desk, Some(BETH))[0]["since"], "2026-11-20", "as it was");
    // Before the first there was nobody, and nobody is not put back.
    let desk = a_team();
    let first = desk.call("allocate", hand_over(&of(&desk, None), BETH, "2026-11-20"));
    let undone = desk.call("undo_allocation", json!({ "children": first["children"] }));
    assert_eq!((&undone["children"], &undone["left_out"][0]["why"]), (&json!([]), &json!("nothing_before")));
}

#[test]
fn what_is_missing_or_cannot_be_is_refused_before_anything_is_signed() {
    let desk = a_team();
    let all = of(&desk, None);
    let with = |more: Value| {
        let mut input = hand_over(&all, BETH, "2026-11-21");
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        refused(&desk, input)
    };
    assert_eq!(with(json!({ "staff": null })), json!(["staff", "required"]));
    assert_eq!(with(json!({ "staff": staff(NURSERY_NURSE) })), json!(["staff", "no_caseload"]));
    assert_eq!(with(json!({ "staff": staff(99) })), json!(["staff", "no_caseload"]), "nobody that is known here");
    assert_eq!(with(json!({ "from": "" })), json!(["from", "required"]));
    assert_eq!(with(json!({ "from": "soon" })), json!(["from", "not_a_date"]));
    assert_eq!(with(json!({ "reason": " " })), json!(["reason", "required"]));
    let days = |from: &str, to: &str| with(json!({ "step": "cover", "from": from, "to": to }));
    assert_eq!(days("2026-12-04", "2026-11-30"), json!(["to", "ends_before_start"]));
    assert_eq!(days("2026-11-02", "2026-11-06"), json!(["to", "in_the_past"]));
    let covered = desk.call("allocate", cover(&all, BETH, ("2026-11-23", "2026-11-27")));
    assert_eq!(covered["left_out"][0]["why"], "nobody_accountable", "there is nobody to cover for");
}

#[test]
fn who_does_not_lead_sees_no_caseloads_and_hands_nobody_over() {
    let desk = a_team();
    let all = of(&desk, None);
    assert_eq!(desk.call("session", json!({}))["open"]["may_allocate"], true);
    for role in [Role::HealthVisitor, Role::NurseryNurse, Role::Admin, Role::CentreWorker] {
        desk.becomes_somebody(9, role);
        assert_eq!(desk.call("session", json!({}))["open"]["may_allocate"], false, "{role:?}");
        for (name, input) in [
            ("caseloads", json!({})),
            ("caseload_of", json!({ "staff": null })),
            ("allocate_check", hand_over(&all, BETH, "2026-11-21")),
            ("allocate", hand_over(&all, BETH, "2026-11-21")),
            ("undo_allocation", json!({ "children": shown(&all) })),
        ] {
            let refused = desk.try_call(name, input).unwrap_err();
            assert_eq!(json!(refused)["code"], "not_allowed", "{role:?} {name}");
        }
    }
}
