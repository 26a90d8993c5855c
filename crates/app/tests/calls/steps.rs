//! Which version may follow which, as somebody at a desk meets it.

use doorstep_domain::id::EntryId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, form, in_timeline, opens, records};
use crate::registering::moves_in;

fn status(state: &str) -> Value {
    json!({
        "state": state, "category": ["neglect"], "from": "2026-11-02",
        "review_on": "2027-01-08", "authority": "Lindshire County Council", "source": "minutes",
        "decided_by": "Ruth Adeyemi, conference chair"
    })
}

fn consent(state: &str) -> Value {
    json!({
        "partner": "Seaside children’s centre", "purpose": "childrens_centre", "scope": ["names"], "state": state,
        "on": "2026-11-20", "said_by": "Ngozi Okafor", "said_as": "parental_responsibility", "how": "in_writing",
        "evidence": "Form kept with the red book."
    })
}

fn marks(desk: &Desk, child: &Value, kind: &str) {
    let item = in_timeline(desk, child, kind)[0].clone();
    let mark = json!({ "entry": item["entry"], "change": item["change"], "reason": "It is the twin’s." });
    desk.call("mark_in_error", mark);
}

// Shows SAFE-01.
#[test]
fn after_a_mark_in_error_a_status_begins_anew_and_only_where_one_may_begin() {
    let desk = Desk::new();
    let child = a_child(&desk);
    records(&desk, &child, "safeguarding_status", &status("child_protection_plan"));
    marks(&desk, &child, "safeguarding_status");
    let (none, again) = (Value::Null, status("section_47"));
    amends(&desk, &child, "safeguarding_status", (&none, &again)).unwrap();
    let shown = &in_timeline(&desk, &child, "safeguarding_status")[0];
    assert_eq!((&shown["body"]["state"], &shown["in_error"]), (&json!("section_47"), &json!(false)));

    let given = records(&desk, &child, "consent", &consent("given"));
    marks(&desk, &child, "consent");
    let refused = amends(&desk, &child, "consent", (&given, &consent("withdrawn"))).unwrap_err();
    assert_eq!(refused["problems"], json!([{ "field": "state", "rule": "illegal_step" }]), "nothing to withdraw");
    amends(&desk, &child, "consent", (&given, &consent("refused"))).unwrap();
}

#[test]
fn what_was_marked_in_error_while_it_was_being_changed_is_not_signed_and_stays_a_draft() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let level =
        json!({ "level": "targeted", "reasons": "Weight falls.", "from": "2026-11-21", "review_by": "2027-02-21" });
    records(&desk, &child, "level_of_need", &level);
    records(&desk, &child, "safeguarding_status", &status("section_47"));
    for (kind, body) in [("level_of_need", &level), ("safeguarding_status", &status("child_protection_plan"))] {
        let entry = in_timeline(&desk, &child, kind)[0]["entry"].clone();
        let draft = opens(&desk, &child, kind, &entry)["draft"].clone();
        desk.becomes_somebody(2, Role::HealthVisitor);
        marks(&desk, &child, kind);
        desk.becomes_somebody(1, Role::HealthVisitor);
        let input = json!({ "draft": draft, "form": form(body, "Heard more."), "confirmed": [] });
        let refused = json!(desk.try_call("sign_entry", input).unwrap_err());
        assert_eq!(refused["problems"], json!([{ "field": "body", "rule": "in_error" }]), "{kind}");
        assert_eq!(desk.call("resume_entry", json!({ "draft": draft }))["kind"], kind, "what was typed is there");
    }
}

fn referral(state: Value) -> Value {
    let mut body = json!({
        "to_service": "Speech and language therapy", "urgency": "routine", "reason": "Ten words at 27 months.",
        "desired_outcome": "Joins two words by three.", "basis": "consent_given", "made_on": "2026-11-21",
        "review_on": "2027-02-01", "state": "signed",
    });
    body.as_object_mut().unwrap().extend(state.as_object().unwrap().clone());
    body
}

fn moves(desk: &Desk, item: &Value, to: &Value) -> Result<Value, Value> {
    let entries = json!([{ "entry": item["entry"], "change": item["change"] }]);
    let input = json!({ "entries": entries, "to": to, "reason": "Typed under the wrong child.", "confirmed": [] });
    desk.try_call("move_entries", input).map_err(|error| json!(error))
}

#[test]
fn what_has_gone_on_from_its_first_state_stands_where_it_stood_when_it_is_moved() {
    let desk = Desk::new();
    let (wrong, right) = (moves_in(&desk, "Ali", "999 000 0050"), moves_in(&desk, "Ben", "999 000 0069"));
    let entry = records(&desk, &wrong, "referral", &referral(json!({})));
    let heard = json!({ "state": "acknowledged", "state_on": "2026-11-21", "state_note": "By letter." });
    amends(&desk, &wrong, "referral", (&entry, &referral(heard))).unwrap();
    let item = in_timeline(&desk, &wrong, "referral")[0].clone();
    moves(&desk, &item, &right).unwrap();
    let copy = &in_timeline(&desk, &right, "referral")[0];
    assert_eq!(copy["body"]["state"], "acknowledged");
    let copy: EntryId = copy["entry"].as_str().unwrap().parse().unwrap();
    let states = desk.look(|vault| {
        let versions = vault.versions(copy).unwrap();
        assert!(vault.folded(copy).unwrap().set_aside.is_empty());
        versions
            .iter()
            .map(|one| serde_json::from_str::<Value>(one.body()).unwrap()["state"].clone())
            .collect::<Vec<_>>()
    });
    assert_eq!(states, ["signed", "acknowledged"], "each of its steps is one that there is");
    let again = json!({ "state": "accepted", "state_on": "2026-11-21", "state_note": "By letter." });
    amends(&desk, &right, "referral", (&json!(copy), &referral(again))).unwrap();
}

#[test]
fn nobody_moves_what_they_may_not_mark_in_error() {
    let desk = Desk::new();
    let (wrong, right) = (moves_in(&desk, "Ali", "999 000 0050"), moves_in(&desk, "Ben", "999 000 0069"));
    records(&desk, &wrong, "safeguarding_status", &status("child_protection_plan"));
    desk.becomes(Role::NurseryNurse);
    let item = in_timeline(&desk, &wrong, "safeguarding_status")[0].clone();
    let refused = moves(&desk, &item, &right).unwrap_err();
    assert!(refused["problems"].as_array().unwrap().contains(&json!({ "field": "why", "rule": "role_may_not" })));
}
