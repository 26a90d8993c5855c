//! Scenario S12: a battery failed, and the laptop's clock begins again in another year.

use chrono::{Datelike, TimeDelta};
use doorstep_domain::invalid::{Ask, Rule};
use serde_json::json;

use crate::team::{Team, caseload};

// Shows HCP-03.
#[test]
fn with_a_wrong_clock_nothing_is_dated_before_birth_and_what_is_signed_says_so() {
    let mut team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let baby = team.amina.finds("Chidi");
    let right = team.amina.now();
    team.service_stops();
    team.amina.has_a_clock_off_by(TimeDelta::days(-800));
    assert!(team.amina.now().year() < right.year());

    let (draft, mut form) = team.amina.begins_a_visit(&baby, Some("new_birth"));
    form["date"] = json!(team.amina.now().date_naive());
    let sign = |form: &serde_json::Value, confirmed: serde_json::Value| json!({ "draft": draft, "form": form, "confirmed": confirmed });
    let refused = team.amina.is_refused("sign_visit", sign(&form, json!([])));
    assert!(refused.problems.iter().any(|problem| problem.rule == Rule::BeforeBirth), "{:?}", refused.problems);

    // She types the day herself.
    form["date"] = json!(right.date_naive());
    form["weight"] = json!("3.62");
    let asked = team.amina.is_refused("sign_visit", sign(&form, json!([])));
    assert!(
        asked.problems.is_empty(),
        "nothing is refused for being after a clock that is wrong: {:?}",
        asked.problems
    );
    assert_eq!(asked.questions.iter().map(|one| one.ask).collect::<Vec<_>>(), [Ask::ClockDoubtful]);
    team.amina.call("sign_visit", sign(&form, json!(asked.questions)));
    let contact = team.amina.timeline(&baby, "contact").remove(0);
    assert_eq!(contact["clock_doubtful"], true, "it is tagged for ever");

    team.amina.has_a_clock_off_by(TimeDelta::zero());
    team.service_comes_back();
    team.everybody_syncs();
    let family = team.beth.family(&baby);
    let reviews = family["reviews"].as_array().unwrap();
    let new_birth = reviews.iter().find(|one| one["review"] == "new_birth").unwrap();
    assert_eq!(new_birth["state"], "done_in_window", "counted by the day on which it was, not by the laptop's clock");
    assert_eq!(team.beth.timeline(&baby, "contact")[0]["clock_doubtful"], true);
}
