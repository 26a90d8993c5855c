//! A family of another caseload is at the clinic: it is looked up, read, written about, and gone two days later.

use chrono::TimeDelta;
use doorstep_app::ErrorCode;
use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn asks(who: Value) -> Value {
    let mut body = json!({ "reason": "family_is_here", "why": "Weighing at the clinic; her own is away." });
    body.as_object_mut().unwrap().extend(who.as_object().unwrap().clone());
    json!({ "body": body })
}

fn finds_nobody(laptop: &Laptop, text: &str) {
    assert_eq!(laptop.call("search", json!({ "text": text }))["people"], json!([]), "{text} is not on this laptop");
}

// Shows OFF-09, OFF-05.
#[test]
fn a_family_that_is_looked_up_is_there_for_two_days_with_the_reason_kept() {
    let mut team = Team::of_caseloads();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    finds_nobody(&team.beth, "Chidi");
    let chidi = team.amina.finds("Chidi");
    let family = team.amina.family(&chidi);
    let shown = |field: &str| family["people"][0]["person"][field].clone();
    let by_number = asks(json!({ "nhs_number": shown("nhs_number") }));

    team.service_stops();
    let offline = team.beth.is_refused("look_up", by_number.clone());
    assert_eq!(offline.code, ErrorCode::ServiceNotReached);
    team.beth.has_unsent(0);
    team.service_comes_back();

    let untold = team.beth.is_refused("look_up", json!({ "body": { "nhs_number": shown("nhs_number") } }));
    let fields: Vec<&str> = untold.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, ["reason", "why"], "nobody is looked up without a reason");
    let nobody = team.beth.call("look_up", asks(json!({ "family": "Nobody", "birth_date": "2026-01-02" })));
    assert_eq!(nobody["found"], Value::Null);
    let found = team.beth.call("look_up", by_number);
    assert_eq!((&found["found"], &found["was_here"]), (&chidi, &json!(false)));
    assert_eq!(team.beth.finds("Chidi"), chidi);
    assert!(team.beth.family(&chidi)["people"].as_array().unwrap().len() > 1, "with the mother");
    finds_nobody(&team.beth, "Ada Davies");

    let (draft, form) = team.beth.begins_a_visit(&chidi, None);
    team.beth.signs_the_visit(&draft, &form);
    team.everybody_syncs();
    assert_eq!(team.amina.timeline(&chidi, "contact").len(), 1, "whose family it is reads what was seen");
    let since = (team.beth.now() - TimeDelta::days(1)).to_utc();
    let kept = team.admin().look_ups(team.organisation, since).unwrap();
    let whys: Vec<bool> =
        kept.iter().map(|one| one.asked.as_ref().is_some_and(|asked| !asked.why.is_empty())).collect();
    assert_eq!((whys, kept.iter().filter(|one| one.found.is_some()).count()), (vec![true, true], 1));

    // Without any connection, it is over when it is over.
    team.service_stops();
    team.beth.has_a_clock_off_by(TimeDelta::days(2));
    team.beth.loses_power();
    finds_nobody(&team.beth, "Chidi");
    team.beth.has_unsent(0);
}
