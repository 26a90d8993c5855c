//! Whose steps are whose, and what the registers say in place of what somebody would type.

use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, form, in_timeline, records};

const VISITOR: u8 = 1;
const NURSERY_NURSE: u8 = 2;
const LEADER: u8 = 3;

fn staff(byte: u8) -> String {
    doorstep_domain::id::StaffId::from_bytes([byte; 16]).to_string()
}

fn delegation(state: &str, more: Value) -> Value {
    let mut body = json!({
        "package": "sleep", "what": "Bedtime routine.", "by": staff(VISITOR), "to": staff(NURSERY_NURSE),
        "goal": "Wakes twice a night at most.", "limits": "Ring at once if mother is low.", "sessions_max": 4,
        "start_on": "2026-11-23", "report_by": "2026-12-14", "review_by": "2026-12-21", "state": state
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

/// A leader finds the nursery nurse competent, until this day.
pub(crate) fn is_competent(desk: &Desk, child: &Value, expires_on: &str) -> Value {
    desk.becomes_somebody(LEADER, Role::TeamLeader);
    let subject = format!("staff:{}", staff(NURSERY_NURSE));
    let open = json!({ "person": child, "kind": "competency", "subject": subject, "entry": null });
    let draft = desk.call("open_entry", open)["draft"].clone();
    let body = json!({
        "task": "sleep", "level": "alone", "assessed_by": staff(LEADER), "assessed_on": "2026-05-01",
        "expires_on": expires_on
    });
    let signed = desk.call("sign_entry", json!({ "draft": draft, "form": form(&body, ""), "confirmed": [] }));
    signed["entries"][0].clone()
}

fn refused(signed: Result<Value, Value>) -> Value {
    let problem = signed.unwrap_err()["problems"][0].clone();
    json!([problem["field"], problem["rule"]])
}

// Shows DEL-01, DEL-02, DEL-03.
#[test]
fn a_package_is_taken_on_by_somebody_competent_and_reviewed_by_the_health_visitor() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let competency = is_competent(&desk, &child, "2027-05-01");
    desk.knows_colleague(NURSERY_NURSE, Role::NurseryNurse);
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    let entry = records(&desk, &child, "delegation", &delegation("proposed", json!({})));
    let proposed = in_timeline(&desk, &child, "delegation")[0]["body"].clone();
    assert_eq!(proposed["competent_until"], "2027-05-01", "read from the register");
    assert_eq!((&proposed["competency"], &proposed["is_registered"]), (&competency, &json!("not_registered")));
    let goes = |state: &str, more: Value| amends(&desk, &child, "delegation", (&entry, &delegation(state, more)));
    assert_eq!(refused(goes("accepted", json!({}))), json!(["state", "illegal_step"]), "it is not hers to accept");
    desk.becomes_somebody(NURSERY_NURSE, Role::NurseryNurse);
    goes("accepted", json!({})).unwrap();
    goes("in_progress", json!({})).unwrap();
    goes("reported", json!({ "state_note": "Sleeps through." })).unwrap();
    let review = json!({ "state_note": "Sleeps through.", "review": "effective" });
    assert_eq!(refused(goes("reviewed", review.clone())), json!(["state", "illegal_step"]));
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    goes("reviewed", review.clone()).unwrap();
    goes("closed", review).unwrap();
}

// Shows DEL-02, DEL-04.
#[test]
fn nothing_is_delegated_to_somebody_whose_competence_has_run_out() {
    let desk = Desk::new();
    let child = a_child(&desk);
    is_competent(&desk, &child, "2026-11-22");
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    desk.knows_colleague(NURSERY_NURSE, Role::NurseryNurse);
    let open = json!({ "person": child, "kind": "delegation", "subject": null, "entry": null });
    let draft = desk.call("open_entry", open)["draft"].clone();
    // What is typed about it counts for nothing.
    let typed = delegation("proposed", json!({ "competent_until": "2030-01-01", "is_registered": "registered" }));
    let signed = desk.try_call("sign_entry", json!({ "draft": draft, "form": form(&typed, ""), "confirmed": [] }));
    assert_eq!(refused(signed.map_err(|error| json!(error))), json!(["to", "competency_not_valid"]));
}

// Shows DEL-05.
#[test]
fn a_colleague_hands_back_at_once_on_a_laptop_without_signal() {
    let desk = Desk::new();
    let child = a_child(&desk);
    is_competent(&desk, &child, "2027-05-01");
    desk.becomes_somebody(VISITOR, Role::HealthVisitor);
    desk.knows_colleague(NURSERY_NURSE, Role::NurseryNurse);
    let entry = records(&desk, &child, "delegation", &delegation("proposed", json!({})));
    desk.becomes_somebody(NURSERY_NURSE, Role::NurseryNurse);
    let note = json!({ "state_note": "Mother is low; please see her." });
    amends(&desk, &child, "delegation", (&entry, &delegation("handed_back", note))).unwrap();
    assert_eq!(in_timeline(&desk, &child, "delegation")[0]["body"]["state"], "handed_back");
}

fn status(state: &str) -> Value {
    json!({
        "state": state, "category": ["neglect"], "from": "2026-10-12", "authority": "Lindshire County Council",
        "source": "minutes", "decided_by": "Ruth Adeyemi, conference chair"
    })
}

// Shows SAFE-01.
#[test]
fn a_plan_is_ended_by_a_health_visitor_or_the_named_nurse_alone() {
    let desk = Desk::new();
    let child = a_child(&desk);
    desk.becomes(Role::StaffNurse);
    let entry = records(&desk, &child, "safeguarding_status", &status("early_help"));
    let goes = |state: &str| amends(&desk, &child, "safeguarding_status", (&entry, &status(state)));
    goes("child_protection_plan").unwrap();
    assert_eq!(refused(goes("none")), json!(["state", "illegal_step"]));
    let item = in_timeline(&desk, &child, "safeguarding_status")[0].clone();
    let mark = json!({ "entry": entry, "change": item["change"], "reason": "It is over." });
    let marked = desk.try_call("mark_in_error", mark).map_err(|error| json!(error));
    assert_eq!(refused(marked), json!(["why", "role_may_not"]), "nor by calling it an error");
    desk.becomes(Role::SafeguardingNurse);
    goes("none").unwrap();
    assert_eq!(in_timeline(&desk, &child, "safeguarding_status")[0]["body"]["state"], "none");
}

#[test]
fn whether_a_plan_is_in_force_is_read_and_not_typed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    records(&desk, &child, "safeguarding_status", &status("child_protection_plan"));
    let body = json!({ "attempt": 1, "on": "2026-11-21", "decision": "telephone", "next_on": "2026-11-22" });
    let open = json!({ "person": child, "kind": "no_access", "subject": null, "entry": null });
    let draft = desk.call("open_entry", open)["draft"].clone();
    let signs = |body: &Value| {
        let signed = desk.try_call("sign_entry", json!({ "draft": draft, "form": form(body, ""), "confirmed": [] }));
        signed.map_err(|error| json!(error))
    };
    assert_eq!(refused(signs(&body)), json!(["discussed_with", "same_day_discussion"]), "the record knows of the plan");
    let mut discussed = body;
    discussed["discussed_with"] = json!("Ngozi Bell, named nurse");
    signs(&discussed).unwrap();
    let said = in_timeline(&desk, &child, "no_access")[0]["body"]["plan_in_force"].clone();
    assert_eq!(said, "child_protection_plan");
}
