//! Scenario S2: two practitioners, one family, both without signal.

use doorstep_domain::staff::Role;
use serde_json::json;

use crate::team::{Team, caseload};

// Shows NEED-01, IDN-01.
#[test]
fn a_nursery_nurse_and_a_health_visitor_write_apart_and_nothing_of_either_is_lost() {
    let team = Team::with_beth_as(Role::NurseryNurse);
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let (baby, mother) = (team.amina.finds("Chidi"), team.amina.finds("Ngozi"));
    let today = team.amina.now().date_naive();
    let level = |level: &str| {
        json!({
            "level": level, "reasons": "As seen today.", "from": today, "review_by": today + chrono::Days::new(90),
        })
    };
    let judged = team.amina.records(&baby, "level_of_need", &level("universal"));
    team.everybody_syncs();

    // From here on neither hears of the other.
    team.beth.changes_phone(&mother, "07700 900123");
    let (draft, mut sleep) = team.beth.begins_a_visit(&baby, None);
    sleep["narrative"] = json!("Sleep package, session two: wakes twice a night now.");
    team.beth.signs_the_visit(&draft, &sleep);

    team.amina.changes_phone(&mother, "07700 900456");
    team.amina.amends(&baby, "level_of_need", &judged, &level("targeted"));
    let dog = json!({
        "kind": "visit_risk", "text": "Large dog: ring first.", "from": today,
        "review_by": today + chrono::Days::new(180),
    });
    team.amina.records(&baby, "alert", &dog);
    let (draft, mut visit) = team.amina.begins_a_visit(&baby, None);
    visit["narrative"] = json!("Ngozi is low; sister leaves on Friday.");
    team.amina.signs_the_visit(&draft, &visit);

    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(laptop.timeline(&baby, "contact").len(), 2, "both contacts are there");
        assert_eq!(laptop.timeline(&baby, "alert")[0]["body"]["text"], "Large dog: ring first.");
        assert_eq!(laptop.phone_of(&mother)["value"], "07700 900111", "what both last agreed on holds meanwhile");
        assert!(laptop.phone_of(&mother)["disputed"].as_bool().unwrap());
        laptop.has_unsent(0);
    }
    assert_eq!(team.amina.timeline(&baby, "level_of_need")[0]["body"]["level"], "targeted");
    let decision = team.amina.has_decisions(1).remove(0);
    let said: Vec<_> = decision["fields"][0]["candidates"].as_array().unwrap().iter().collect();
    assert_eq!(said.len(), 2, "both numbers, each with who and when");
    assert!(said.iter().all(|one| one["written_by"][0]["recorded_at"].is_string()));
}
