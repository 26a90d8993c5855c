//! Entries that are about a colleague or a centre, and no family: the team, its centres, the directory, one's own time.

use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, form, in_timeline, records};

const VISITOR: u8 = 1;
const NURSERY_NURSE: u8 = 2;
const LEADER: u8 = 3;

fn staff(byte: u8) -> String {
    StaffId::from_bytes([byte; 16]).to_string()
}

fn opens(desk: &Desk, kind: &str, subject: Option<&Value>) -> Result<Value, Value> {
    let open = json!({ "person": null, "kind": kind, "subject": subject, "entry": null });
    desk.try_call("open_entry", open).map_err(|error| json!(error))
}

fn signs(desk: &Desk, draft: &Value, body: &Value) -> Result<Value, Value> {
    let sign = json!({ "draft": draft["draft"], "form": form(body, ""), "confirmed": [] });
    desk.try_call("sign_entry", sign).map_err(|error| json!(error))
}

fn records_about(desk: &Desk, kind: &str, subject: Option<&Value>, body: &Value) -> Value {
    let draft = opens(desk, kind, subject).unwrap();
    signs(desk, &draft, body).unwrap()["entries"][0].clone()
}

/// A centre with its named health visitor, and what entries about it say they are about.
fn a_centre(desk: &Desk, name: &str) -> Value {
    let draft = opens(desk, "centre", None).unwrap();
    let subject = json!(format!("centre:{}", draft["screen"]["centre"].as_str().unwrap()));
    let body = json!({ "name": name, "named_health_visitor": staff(VISITOR), "named_from": "2026-09-01" });
    signs(desk, &draft, &body).unwrap();
    subject
}

fn id(subject: &Value) -> Value {
    json!(subject.as_str().unwrap().split(':').nth(1).unwrap())
}

fn refused(signed: Result<Value, Value>) -> Value {
    let problem = signed.unwrap_err()["problems"][0].clone();
    json!([problem["field"], problem["rule"]])
}

fn drop_in(more: Value) -> Value {
    let mut body = json!({
        "name": "Saltmere speech drop-in", "what_for": "Talking and understanding", "how": "Ring, or come on a Tuesday",
        "checked_on": "2026-10-01"
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

// Shows SHR-05.
#[test]
fn a_centre_is_recorded_on_a_laptop_and_shown_with_its_named_health_visitor() {
    let desk = Desk::new();
    let draft = opens(&desk, "centre", None).unwrap();
    assert_eq!((&draft["screen"]["of"], &draft["screen"]["name"]), (&json!("centre"), &Value::Null));
    assert_eq!(opens(&desk, "centre", None).unwrap()["draft"], draft["draft"], "what was begun is gone on with");
    let drafts = desk.call("drafts", json!({}));
    assert_eq!(drafts[0]["screen"]["of"], "centre", "it is in the list of what was begun");
    let unnamed = signs(&desk, &draft, &json!({ "name": "Harbour Family Hub" })).unwrap_err();
    assert_eq!(unnamed["questions"][0]["ask"], "nobody_named", "and asks for the named health visitor");
    let hub = a_centre(&desk, "Harbour Family Hub");
    a_centre(&desk, "Abbey Centre");
    let team = desk.call("team", json!({}));
    let names: Vec<&Value> = team["centres"].as_array().unwrap().iter().map(|row| &row["name"]).collect();
    assert_eq!(names, ["Abbey Centre", "Harbour Family Hub"]);
    assert_eq!(team["centres"][1]["named_health_visitor"], staff(VISITOR));
    let centre = desk.call("centre", json!({ "centre": id(&hub) }));
    assert_eq!(
        (&centre["centre"]["name"], centre["records"].as_array().unwrap().len()),
        (&json!("Harbour Family Hub"), 1)
    );
    let again = opens(&desk, "centre", Some(&hub)).unwrap();
    assert_eq!(again["amends"], true, "of a centre there is one entry");
}

// Shows SHR-05, SHR-06.
#[test]
fn meetings_and_outcomes_are_kept_with_their_centre() {
    let desk = Desk::new();
    let hub = a_centre(&desk, "Harbour Family Hub");
    let meeting = json!({
        "held_on": "2026-11-20", "present": "Amina Yusuf; Jo Marsh", "notes": "The Friday group is full.",
        "actions": [{ "what": "Find a room for Saturdays.", "by_whom": "Jo Marsh", "due_on": "2026-12-04" }]
    });
    records_about(&desk, "joint_meeting", Some(&hub), &meeting);
    let outcome = json!({
        "outcome": "More mothers still breastfeed at 6 to 8 weeks.", "measured_by": "Feeding at the 6 to 8 week review",
        "baseline": "41 of 100", "target": "50 of 100", "by_when": "2027-03-31"
    });
    records_about(&desk, "shared_outcome", Some(&hub), &outcome);
    let centre = desk.call("centre", json!({ "centre": id(&hub) }));
    let of = |kind: &str| centre["records"].as_array().unwrap().iter().filter(|one| one["kind"] == kind).count();
    assert_eq!((of("joint_meeting"), of("shared_outcome"), of("centre")), (1, 1, 1));
    assert!(!centre["may_record"].as_array().unwrap().contains(&json!("sharing_protocol")), "it is a leader's");
}

// Shows SHR-01.
#[test]
fn a_leader_records_a_protocol_and_the_team_sees_until_when_it_holds() {
    let desk = Desk::new();
    let hub = a_centre(&desk, "Harbour Family Hub");
    let protocol = |to: &str| {
        json!({
            "partner": "Lindshire County Council", "purposes": ["childrens_centre"], "slices": ["names"],
            "lawful_basis": "public_task", "from": "2026-04-01", "to": to, "signatories": "R. Adeyemi; S. Hill"
        })
    };
    let draft = opens(&desk, "sharing_protocol", Some(&hub)).unwrap();
    assert_eq!(refused(signs(&desk, &draft, &protocol("2028-03-31"))), json!(["body", "role_may_not"]));
    desk.becomes_somebody(LEADER, Role::TeamLeader);
    assert!(desk.call("team", json!({}))["centres"][0]["shared_until"].is_null());
    records_about(&desk, "sharing_protocol", Some(&hub), &protocol("2026-11-01"));
    assert!(desk.call("team", json!({}))["centres"][0]["shared_until"].is_null(), "that one has run out");
    let holds = records_about(&desk, "sharing_protocol", Some(&hub), &protocol("2028-03-31"));
    assert_eq!(desk.call("team", json!({}))["centres"][0]["shared_until"], "2028-03-31");
    assert_eq!(desk.call("centre", json!({ "centre": id(&hub) }))["in_force"], json!([holds]));
}

// Shows DEL-02, DEL-04.
#[test]
fn a_competency_recorded_for_a_colleague_makes_a_delegation_possible() {
    let desk = Desk::new();
    let child = a_child(&desk);
    desk.knows_colleague(NURSERY_NURSE, Role::NurseryNurse);
    let package = json!({
        "package": "sleep", "what": "Bedtime routine.", "by": staff(VISITOR), "to": staff(NURSERY_NURSE),
        "goal": "Wakes twice a night at most.", "limits": "Ring at once.", "sessions_max": 4, "start_on": "2026-11-23",
        "report_by": "2026-12-14", "review_by": "2026-12-21", "state": "proposed"
    });
    let open = json!({ "person": child, "kind": "delegation", "subject": null, "entry": null });
    let delegation = desk.call("open_entry", open);
    assert_eq!(refused(signs(&desk, &delegation, &package)), json!(["to", "competency_not_valid"]));

    let nurse = json!(format!("staff:{}", staff(NURSERY_NURSE)));
    let competency = json!({
        "task": "sleep", "level": "alone", "assessed_by": staff(LEADER), "assessed_on": "2026-05-01",
        "expires_on": "2027-01-05"
    });
    let draft = opens(&desk, "competency", Some(&nurse)).unwrap();
    assert_eq!(draft["screen"]["of"], "staff");
    assert_eq!(
        refused(signs(&desk, &draft, &competency)),
        json!(["body", "role_may_not"]),
        "it is a leader's to record"
    );
    desk.becomes_somebody(LEADER, Role::TeamLeader);
    let own = json!(format!("staff:{}", staff(LEADER)));
    assert_eq!(opens(&desk, "competency", Some(&own)).unwrap_err()["code"], "not_found", "nor is it their own");
    records_about(&desk, "competency", Some(&nurse), &competency);
    let team = desk.call("team", json!({}));
    let colleagues = team["colleagues"].as_array().unwrap();
    let held = colleagues.iter().find(|one| one["colleague"]["staff"] == nurse.as_str().unwrap()[6..]).unwrap();
    assert_eq!(held["competencies"][0]["validity"], "ends_soon", "44 days are left");

    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    signs(&desk, &delegation, &package).unwrap();
    assert_eq!(in_timeline(&desk, &child, "delegation")[0]["body"]["competent_until"], "2027-01-05");
}

// Shows REF-07.
#[test]
fn the_directory_is_there_without_a_line_and_without_what_has_ended() {
    let desk = Desk::new();
    let hub = a_centre(&desk, "Harbour Family Hub");
    records_about(&desk, "local_service", Some(&hub), &drop_in(json!({})));
    records_about(
        &desk,
        "local_service",
        Some(&hub),
        &drop_in(json!({ "name": "Ark nursery", "ended_on": "2026-11-21" })),
    );
    let asked = signs(
        &desk,
        &opens(&desk, "local_service", Some(&hub)).unwrap(),
        &drop_in(json!({ "name": "Bumps and babies", "checked_on": "2025-10-01" })),
    );
    assert_eq!(asked.unwrap_err()["questions"][0]["ask"], "checked_long_ago");
    let directory = desk.call("directory", json!({}));
    let names: Vec<&Value> = directory["services"].as_array().unwrap().iter().map(|one| &one["name"]).collect();
    assert_eq!(names, ["Saltmere speech drop-in"]);
    assert_eq!(directory["services"][0]["centre"]["name"], "Harbour Family Hub");
    assert_eq!(directory["services"][0]["checked_long_ago"], false);
    assert_eq!(directory["centres"].as_array().unwrap().len(), 1);
}

fn visit_time(on: &str) -> Value {
    json!({
        "work": "home_visit", "on": on, "planned_start": "09:30", "planned_end": "10:30", "started_at": "9:40",
        "ended_at": "10:50", "travel_min": 25, "admin_min": 30
    })
}

// Shows CON-09.
#[test]
fn time_is_ones_own_and_added_up_by_the_week() {
    let desk = Desk::new();
    for on in ["2026-11-16", "2026-11-15"] {
        records_about(&desk, "contact_time", None, &visit_time(on));
    }
    let week = desk.call("my_time", json!({ "weeks_ago": 0 }));
    assert_eq!(week["records"].as_array().unwrap().len(), 1);
    let totals = json!({ "planned_min": 60, "worked_min": 70, "travel_min": 25, "admin_min": 30 });
    assert_eq!(week["totals"], totals);
    let before = desk.call("my_time", json!({ "weeks_ago": 1 }));
    assert_eq!((&before["from"], &before["until"]), (&json!("2026-11-09"), &json!("2026-11-15")), "Monday to Sunday");
    assert_eq!(before["totals"], totals);
    desk.becomes_somebody(LEADER, Role::TeamLeader);
    assert_eq!(desk.call("my_time", json!({ "weeks_ago": 0 }))["records"], json!([]), "nobody sees another's time");
    let amina = json!(format!("staff:{}", staff(VISITOR)));
    assert_eq!(opens(&desk, "contact_time", Some(&amina)).unwrap_err()["code"], "not_found");
}

#[test]
fn what_is_no_time_of_day_is_said_to_be_none() {
    let desk = Desk::new();
    let draft = opens(&desk, "contact_time", None).unwrap();
    let mut body = visit_time("2026-11-20");
    body["started_at"] = json!("twenty to ten");
    assert_eq!(refused(signs(&desk, &draft, &body)), json!(["started_at", "not_a_time"]));
}

#[test]
fn who_came_to_a_session_is_recorded_by_choosing_the_session() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let hub = a_centre(&desk, "Harbour Family Hub");
    let session = json!({
        "kind": "baby_group", "title": "Little Waves", "on": "2026-11-20", "starts_at": "10:00", "ends_at": "11:30",
        "leader": staff(VISITOR), "places": 12
    });
    let session = records_about(&desk, "group_session", Some(&hub), &session);
    let sessions = desk.call("sessions", json!({}));
    assert_eq!((&sessions[0]["session"], &sessions[0]["on"]), (&session, &json!("2026-11-20")));
    records(&desk, &child, "attendance", &json!({ "session": session, "attended": "attended" }));
    let said = in_timeline(&desk, &child, "attendance")[0]["body"].clone();
    assert_eq!((&said["session_title"], &said["held_on"]), (&json!("Little Waves"), &json!("2026-11-20")));
}
