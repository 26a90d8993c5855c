//! One visit, from a laptop with no signal to a colleague's screen.

use serde_json::{Value, json};

use crate::team::{Team, caseload};

#[test]
fn a_visit_recorded_without_signal_reaches_a_colleague() {
    let mut team = Team::of_two();
    let report = team.amina.imports(&caseload());
    assert_eq!(report["rejected"], 0, "every line is taken");
    team.everybody_syncs();
    let (baby, mother) = (team.amina.finds("Chidi"), team.amina.finds("Ngozi"));
    assert_eq!(team.beth.finds("Chidi"), baby, "both know the same baby");

    team.service_stops();
    team.amina.cannot_reach_the_service();
    let draft = opens_a_new_birth_visit(&team, &baby);
    types(&team, &draft, &half_a_visit());

    team.amina.loses_power();
    let resumed = team.amina.call("resume_visit", json!({ "draft": draft }));
    assert_eq!(resumed["form"]["weight"], "3.62", "she goes on where she was");
    assert_eq!(resumed["child"]["person"], baby);

    let signed = team.amina.call("sign_visit", json!({ "draft": draft, "form": whole_visit(), "confirmed": [] }));
    assert!(signed["batch"].is_string());
    team.amina.loses_power();
    team.amina.has_unsent(1);
    assert_eq!(team.amina.call("drafts", json!({})), json!([]), "what is signed is no draft any more");

    team.amina.changes_phone(&mother, "07700 900123");
    team.beth.changes_phone(&mother, "07700 900456");
    team.service_comes_back();
    team.everybody_syncs();
    team.amina.has_unsent(0);
    beth_sees_the_visit(&team, &baby);
    both_settle_the_phone_number(&team, &mother);
}

fn opens_a_new_birth_visit(team: &Team, baby: &Value) -> Value {
    let visit = team.amina.call("open_visit", json!({ "child": baby, "review": "new_birth", "quick": null }));
    assert_eq!(visit["child"]["person"], *baby, "the form says whose it is");
    visit["draft"].clone()
}

fn types(team: &Team, draft: &Value, form: &Value) {
    team.amina.call("save_visit", json!({ "draft": draft, "form": form }));
}

fn half_a_visit() -> Value {
    json!({ "review": "new_birth", "date": today(), "start": "00:01", "weight": "3.62", "seen": "Pink, alert, settles at the br" })
}

fn whole_visit() -> Value {
    json!({
        "review": "new_birth", "date": today(), "start": "00:01", "end": "00:51",
        "mode": "face_to_face", "place": "home", "outcome": "took_place", "child_seen": "awake", "present": ["mother"],
        "weight": "3.62", "clothing": "naked", "head": "35.1", "feeding": "exclusive_breast_milk",
        "seen": "Pink, alert, settles at the breast and looks at his mother's face.",
        "parents_words": "He is so much calmer this week.", "narrative": "Safe sleep talked through, basket seen.",
        "mother_narrative": "Tired but well; sister stays until Friday.", "plan": "Weigh again in clinic in a week."
    })
}

fn today() -> String {
    (doorstep_app::laptop_clock())().format("%Y-%m-%d").to_string()
}

fn beth_sees_the_visit(team: &Team, baby: &Value) {
    let family = team.beth.family(baby);
    let timeline = family["timeline"].as_array().unwrap();
    let of = |kind: &str| timeline.iter().filter(|item| item["kind"] == kind).collect::<Vec<_>>();
    assert_eq!(of("contact").len(), 2, "a visit to two people is two contacts");
    assert_eq!(of("measurement")[0]["body"]["weight"], 3620);
    assert_eq!(of("measurement")[0]["body"]["head"], 351);
    assert_eq!(of("feeding")[0]["body"]["status"], "exclusive_breast_milk");
    let told = of("contact_narrative");
    assert!(told.iter().any(|item| item["body"]["plan"] == "Weigh again in clinic in a week."));
    assert!(told.iter().all(|item| item["author"]["name"] == "Amina Yusuf"), "she sees who wrote it");
    let found = team.beth.call("search", json!({ "text": "basket seen" }));
    assert_eq!(found["records"].as_array().unwrap().len(), 1, "and finds it by its words");
}

fn both_settle_the_phone_number(team: &Team, mother: &Value) {
    for laptop in [&team.amina, &team.beth] {
        let decision = laptop.has_decisions(1).remove(0);
        let field = &decision["fields"][0];
        assert_eq!(field["field"], "value");
        assert_eq!(field["in_force"], "+447700900111", "the number that both last agreed on stays in force");
        let mut said: Vec<(String, String)> = field["candidates"].as_array().unwrap().iter().map(candidate).collect();
        said.sort();
        let expected = [("+447700900123", "Amina Yusuf"), ("+447700900456", "Beth Carter")];
        assert_eq!(said, expected.map(|(number, name)| (number.to_owned(), name.to_owned())), "who wrote which");
        assert!(laptop.phone_of(mother)["disputed"].as_bool().unwrap());
    }
    let decision = team.beth.has_decisions(1).remove(0);
    let chosen = json!({
        "entry": decision["entry"], "heads": decision["heads"], "version": null, "reason": "rang the family",
        "values": [{ "field": "value", "value": "+447700900456" }]
    });
    team.beth.call("settle", chosen.clone());
    let refused = team.beth.is_refused("settle", chosen);
    assert_eq!(refused.code, doorstep_app::ErrorCode::ChangedMeanwhile, "a decision is made once");
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        laptop.has_decisions(0);
        assert_eq!(laptop.phone_of(mother)["value"], "07700 900456");
        laptop.has_unsent(0);
    }
}

fn candidate(candidate: &Value) -> (String, String) {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let writer = &candidate["written_by"][0];
    assert!(writer["recorded_at"].is_string(), "and when");
    (text(&candidate["value"]), text(&writer["name"]))
}
