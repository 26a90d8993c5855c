//! What waits for somebody: in a family, and across the caseload.

use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, form, in_timeline, records};

fn waits(view: &Value) -> Vec<&str> {
    view["loops"].as_array().unwrap().iter().map(|one| one["waits"].as_str().unwrap()).collect()
}

fn referral(more: Value) -> Value {
    let mut body = json!({
        "to_service": "Children's social care", "urgency": "immediate", "reason": "Bruise on a baby who does not roll.",
        "desired_outcome": "Seen today.", "basis": "safeguarding", "basis_reasons": "Not safe to ask.",
        "made_on": "2026-11-21", "review_on": "2026-11-30", "state": "signed",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

// Shows REF-03.
#[test]
fn an_urgent_referral_that_is_still_on_the_laptop_says_so_until_somebody_answers() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let entry = records(&desk, &child, "referral", &referral(json!({})));
    let family = desk.call("family", json!({ "person": child }));
    assert_eq!(waits(&family), ["no_handover", "referral_not_sent", "referral_review"][1..], "a month old");
    let first = &family["loops"][0];
    assert_eq!(
        (&first["entry"], &first["what"], &first["mine"]),
        (&entry, &json!("Children's social care"), &json!(true))
    );
    assert_eq!(first["allowed"], json!({ "in": "same_day", "written_within_hours": 48 }));
    let everywhere = desk.call("waiting", json!({}));
    assert_eq!(waits(&everywhere), ["referral_not_sent", "referral_review"]);
    let goes = json!({ "state": "withdrawn", "state_on": "2026-11-21", "state_note": "Taken over by the police." });
    amends(&desk, &child, "referral", (&entry, &referral(goes))).unwrap();
    assert_eq!(waits(&desk.call("waiting", json!({}))), ["what_now"], "it ended, and leaves a question");
}

// Shows GAP-01.
#[test]
fn what_now_opens_a_form_that_knows_what_ended_and_is_answered_by_it() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let programme = json!({
        "kind": "parenting", "name": "Baby massage", "from": "2026-10-01", "to": "2026-11-20", "ended": "family_left",
        "what_now": "To be talked about.",
    });
    records(&desk, &child, "programme", &programme);
    let open = desk.call("waiting", json!({}))["loops"][0].clone();
    assert_eq!((&open["waits"], &open["due"]), (&json!("what_now"), &json!("2026-12-04")), "ten working days");
    let asks = json!({
        "person": child, "kind": open["answer"]["kind"], "subject": null, "entry": null, "begins": open["begins"],
    });
    let draft = desk.call("open_entry", asks.clone());
    assert_eq!(draft["form"]["body"]["ended_what"], "Baby massage");
    assert_eq!(desk.call("open_entry", asks)["draft"], draft["draft"], "the same draft again");
    let mut body = draft["form"]["body"].clone();
    body.as_object_mut()
        .unwrap()
        .extend(json!({ "how": "dropped_out", "decide_by": "2026-12-01" }).as_object().unwrap().clone());
    desk.call("sign_entry", json!({ "draft": draft["draft"], "form": form(&body, ""), "confirmed": [] }));
    let view = desk.call("waiting", json!({}));
    let after: Vec<_> = view["loops"].as_array().unwrap().iter().map(|one| (&one["waits"], &one["due"])).collect();
    assert_eq!(after, [(&json!("what_now_open"), &json!("2026-12-01"))], "it has an owner and a day now");
}

// Shows CON-05.
#[test]
fn a_specialist_family_that_is_not_in_is_talked_about_the_same_day() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let level = json!({
        "level": "specialist", "reasons": "Plan.", "from": "2026-11-01", "review_by": "2027-02-21",
    });
    records(&desk, &child, "level_of_need", &level);
    let contact = json!({
        "mode": "face_to_face", "place": "home", "started_at": "2026-11-21T08:30:00+00:00", "outcome": "no_access",
        "child_seen": "not_seen", "present": [],
    });
    records(&desk, &child, "contact", &contact);
    let view = desk.call("waiting", json!({}));
    let one = &view["loops"][0];
    assert_eq!(waits(&view), ["no_access"]);
    assert_eq!((&one["step"], &one["at_once"]), (&json!("discuss_same_day"), &json!("specialist")));
    assert_eq!((&one["begins"]["contact"], &one["due"]), (&one["entry"], &json!("2026-11-21")));
}

#[test]
fn who_may_not_read_a_record_is_not_told_of_it_by_what_it_leaves_open() {
    let desk = Desk::of(2, Role::NurseryNurse);
    let child = a_child(&desk);
    let document = json!({
        "what": "court_order", "title": "Interim order", "source": "Court", "received_on": "2026-11-20",
        "sensitivity": "restricted",
    });
    records(&desk, &child, "document", &document);
    assert!(waits(&desk.call("waiting", json!({}))).is_empty());
    let reader = Desk::new();
    let child = a_child(&reader);
    records(&reader, &child, "document", &document);
    let view = reader.call("waiting", json!({}));
    assert_eq!((waits(&view), &view["loops"][0]["what"]), (vec!["document_unread"], &json!("")), "no words in a list");
}

// Shows TRF-04, SAFE-02.
#[test]
fn a_plan_that_is_in_force_is_not_what_somebody_typed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let status = json!({
        "state": "section_47", "from": "2026-11-02", "authority": "Lindshire", "decided_by": "Joan Field", "source": "minutes",
    });
    records(&desk, &child, "safeguarding_status", &status);
    let refused =
        |entry: (&Value, &Value), kind: &str| amends(&desk, &child, kind, entry).unwrap_err()["problems"].clone();
    let transfer = |state: &str| {
        json!({
            "direction": "out", "other_service": "Leeds health visiting", "moves_on": "2026-11-02",
            "plan_in_force": "none", "state": state, "state_on": "2026-11-20", "summary_sent_on": "2026-11-20",
            "health_visitor": "Mary Obi",
        })
    };
    let entry = records(&desk, &child, "transfer", &transfer("requested"));
    assert_eq!(in_timeline(&desk, &child, "transfer")[0]["body"]["plan_in_force"], "child_protection_plan");
    for state in ["summary_sent", "acknowledged"] {
        amends(&desk, &child, "transfer", (&entry, &transfer(state))).unwrap();
    }
    let silent = refused((&entry, &transfer("confirmed")), "transfer");
    assert_eq!((silent.as_array().unwrap().len(), &silent[0]["rule"]), (3, &json!("verbal_handover")));
    let lead = json!({
        "who": "Helen Marsh", "profession": "health_visitor", "agency": "Lindshire", "basis": "section_17",
        "from": "2026-11-02", "allocated_by": "Joan Field", "social_work_manager": "yes", "agreed": "yes",
        "capacity": "Two clinics pass to the team.",
    });
    let leads = refused((&Value::Null, &lead), "lead_practitioner");
    assert_eq!(leads, json!([{ "field": "profession", "rule": "social_worker_leads" }]));
}
