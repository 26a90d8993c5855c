//! Scenario S4: a family moves while a visit is queued.

use serde_json::{Value, json};

use crate::team::{Team, caseload};

fn transfer(state: &str, more: &Value) -> Value {
    let mut body = json!({
        "direction": "out", "other_service": "Leeds health visiting", "reached_at": "0113 496 0123",
        "plan_in_force": "child_protection_plan", "state": state, "moves_on": "2026-12-01",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

// Shows TRF-03.
#[test]
fn a_visit_after_the_move_was_asked_for_is_kept_marked_and_the_child_stays_until_a_named_person_confirms() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let baby = team.amina.finds("Chidi");
    let today = team.amina.now().date_naive();
    let on = json!({ "state_on": today });

    // Beth marks the move; Amina has no signal and signs a visit the same day.
    let asked = team.beth.records(&baby, "transfer", &transfer("requested", &on));
    team.beth.syncs();
    let (draft, mut visit) = team.amina.begins_a_visit(&baby, None);
    let now = team.amina.now();
    visit["start"] = json!((now + chrono::TimeDelta::minutes(1)).format("%H:%M").to_string());
    visit["end"] = json!((now + chrono::TimeDelta::minutes(3)).format("%H:%M").to_string());
    visit["narrative"] = json!("Boxes everywhere; they leave on Saturday.");
    team.amina.signs_the_visit(&draft, &visit);
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        let contacts = laptop.timeline(&baby, "contact");
        assert_eq!(contacts.len(), 1, "it is in the record");
        assert_eq!(contacts[0]["after_transfer"], true, "and says that the summary may lack it");
        let waits = laptop.call("waiting", json!({}));
        let waits = waits["loops"].as_array().unwrap();
        assert!(waits.iter().any(|one| one["waits"] == "transfer_out"), "the child waits on the board: {waits:?}");
    }

    team.beth.amends(
        &baby,
        "transfer",
        &asked,
        &transfer("summary_sent", &json!({ "state_on": today, "summary_sent_on": today })),
    );
    let heard = json!({ "state_on": today, "summary_sent_on": today });
    team.beth.amends(&baby, "transfer", &asked, &transfer("acknowledged", &heard));
    let open = json!({ "person": baby, "kind": "transfer", "subject": null, "entry": asked });
    let draft = team.beth.call("open_entry", open);
    let nobody = json!({ "happened_on": today, "why": "They rang.", "body": transfer("confirmed", &heard) });
    let refused =
        team.beth.is_refused("sign_entry", json!({ "draft": draft["draft"], "form": nobody, "confirmed": [] }));
    let missing: Vec<String> = refused.problems.iter().map(|problem| problem.field.clone()).collect();
    assert!(missing.contains(&"health_visitor".to_owned()), "nobody named, nobody gone: {missing:?}");
    assert!(missing.iter().any(|field| field.starts_with("handed_over")), "under a plan somebody speaks to somebody");
}
