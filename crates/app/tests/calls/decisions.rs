//! Needs your decision: what two people wrote differently.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, form, records};

fn decisions(desk: &Desk) -> Vec<Value> {
    desk.call("decisions", json!({})).as_array().unwrap().clone()
}

fn settles(desk: &Desk, decision: &Value, chosen: &Value) -> Result<Value, Value> {
    let mut input = json!({
        "entry": decision["entry"], "heads": decision["heads"], "values": [], "version": null,
        "reason": "Rang her.", "confirmed": [],
    });
    input.as_object_mut().unwrap().extend(chosen.as_object().unwrap().clone());
    desk.try_call("settle", input).map_err(|error| json!(error))
}

/// The entry of a kind about a household, signed.
pub(crate) fn of_home(desk: &Desk, child: &Value, kind: &str, body: &Value) -> Value {
    let family = desk.call("family", json!({ "person": child }));
    let home = format!("household:{}", family["households"][0]["household"].as_str().unwrap());
    let draft = desk.call("open_entry", json!({ "person": child, "kind": kind, "subject": home, "entry": null }));
    let input = json!({ "draft": draft["draft"], "form": form(body, ""), "confirmed": [] });
    desk.call("sign_entry", input)["entries"][0].clone()
}

pub(crate) fn damp() -> Value {
    json!({ "domain": "home_and_safety", "concern": "none", "risk_factors": [{ "term": "Damp", "certainty": "observed" }], "narrative": "Damp in both bedrooms." })
}

fn accident(mobility: &str) -> Value {
    json!({
        "seen_at": "author", "explanation": "Mother: fell off the sofa.", "mobility": mobility,
        "injuries": [{ "kind": "bruise", "body_site": "Forehead" }], "action": "Seen by the GP today.",
    })
}

#[test]
fn what_is_disputed_of_a_home_is_settled_beside_what_is_disputed_of_a_person() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let need = of_home(&desk, &child, "assessed_need", &damp());
    desk.colleague_writes(&need, |body| body["concern"] = json!("significant"));
    desk.colleague_writes(&need, |body| body["narrative"] = json!("Dry now."));
    let phone = records(
        &desk,
        &child,
        "contact_point",
        &json!({
            "means": "phone", "value": "07700 900321", "safe_to_voicemail": "no", "safe_to_text": "no",
        }),
    );
    desk.colleague_writes(&phone, |body| body["value"] = json!("+447700900555"));
    desk.colleague_writes(&phone, |body| body["value"] = json!("+447700900666"));

    let waiting = decisions(&desk);
    let kinds: Vec<&Value> = waiting.iter().map(|one| &one["kind"]).collect();
    assert_eq!(kinds, ["assessed_need", "contact_point"]);
    let stands = |version: &&Value| version["body"]["narrative"] == "Dry now.";
    let version = waiting[0]["versions"].as_array().unwrap().iter().find(stands).unwrap();
    settles(&desk, &waiting[0], &json!({ "version": version["change"] })).unwrap();
    let value = json!([{ "field": "value", "value": "+447700900666" }]);
    settles(&desk, &waiting[1], &json!({ "values": value })).unwrap();
    assert!(decisions(&desk).is_empty());
}

#[test]
fn a_version_that_asks_something_is_settled_with_a_yes() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let fall = records(&desk, &child, "accident", &accident("mobile"));
    desk.colleague_writes(&fall, |body| body["mobility"] = json!("not_mobile"));
    desk.colleague_writes(&fall, |body| body["explanation"] = json!("Father: fell off the bed."));
    let waiting = decisions(&desk);
    let stands = |version: &&Value| version["body"]["mobility"] == "not_mobile";
    let version = waiting[0]["versions"].as_array().unwrap().iter().find(stands).unwrap()["change"].clone();
    let asked = settles(&desk, &waiting[0], &json!({ "version": version })).unwrap_err();
    assert_eq!(asked["questions"][0]["ask"], "injured_before_mobile");
    let with_a_yes = json!({ "version": version, "confirmed": asked["questions"] });
    settles(&desk, &waiting[0], &with_a_yes).unwrap();
    assert!(decisions(&desk).is_empty());
}

#[test]
fn a_decision_says_how_sensitive_it_is() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let note: Value = serde_json::from_str(EntryKind::AlertNote.sample()).unwrap();
    let note = records(&desk, &child, "alert_note", &note);
    desk.colleague_writes(&note, |body| body["behind"] = json!("He has a key."));
    desk.colleague_writes(&note, |body| body["behind"] = json!("He has no key."));
    assert_eq!(decisions(&desk)[0]["sensitivity"], "restricted");
}

#[test]
fn as_many_decisions_are_counted_as_are_listed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let fall = records(&desk, &child, "accident", &accident("mobile"));
    desk.colleague_writes(&fall, |body| body["action"] = json!("Nothing."));
    desk.colleague_writes(&fall, |body| body["action"] = json!("Seen at hospital."));
    let note: Value = serde_json::from_str(EntryKind::AlertNote.sample()).unwrap();
    let note = records(&desk, &child, "alert_note", &note);
    desk.colleague_writes(&note, |body| body["behind"] = json!("He has a key."));
    desk.colleague_writes(&note, |body| body["behind"] = json!("He has no key."));
    for (role, count) in [(Role::HealthVisitor, 2), (Role::Admin, 0)] {
        desk.becomes(role);
        let counted = desk.call("status", json!({}))["decisions"].clone();
        assert_eq!((counted, decisions(&desk).len()), (json!(count), count), "{role:?}");
    }
}
