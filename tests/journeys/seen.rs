//! What is delegated is seen, and whoever delegated it reads so: on another laptop, after a day without a signal.

use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::centres::{own, records_about};
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn seen(laptop: &Laptop, child: &Value) -> Value {
    laptop.timeline(child, "delegation")[0]["seen"].clone()
}

#[test]
fn whoever_delegates_reads_that_the_colleague_has_seen_it() {
    let mut team = Team::with_beth_as(Role::NurseryNurse);
    let lena = team.is_joined_by("Lena Marsh", Role::TeamLeader, team.place());
    let feeding = team.is_joined_by("Fay Green", Role::InfantFeedingSpecialist, team.place());
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let (amina, beth) = (own(&team.amina), own(&team.beth));
    let today = team.amina.now().date_naive();
    let day = |days| today + chrono::TimeDelta::days(days);
    let competency = json!({
        "task": "sleep", "level": "alone", "assessed_by": own(&lena), "assessed_on": today, "expires_on": day(300)
    });
    lena.syncs();
    records_about(&lena, "competency", Some(&format!("staff:{}", beth.as_str().unwrap())), &competency);
    lena.syncs();
    team.everybody_syncs();

    let chidi = team.amina.finds("Chidi");
    let package = json!({
        "package": "sleep", "what": "Bedtime routine.", "by": amina, "to": beth, "goal": "Sleeps longer.",
        "limits": "Ring at once if mother is low.", "sessions_max": 4, "start_on": day(1), "report_by": day(20),
        "review_by": day(30), "state": "proposed"
    });
    let entry = team.amina.records(&chidi, "delegation", &package);
    assert_eq!(seen(&team.amina, &chidi), json!({ "by": [], "to_see": false }));
    team.everybody_syncs();
    assert_eq!(team.amina.timeline(&chidi, "delegation")[0]["receipt"], "at_the_service");

    // Beth opens it without a signal, twice.
    team.service_stops();
    assert_eq!(seen(&team.beth, &chidi)["to_see"], true);
    team.beth.call("seen", json!({ "entry": entry }));
    team.beth.call("seen", json!({ "entry": entry }));
    team.beth.has_unsent(1);
    team.service_comes_back();
    team.everybody_syncs();
    team.everybody_syncs();
    team.beth.has_unsent(0);
    assert_eq!(team.beth.call("sync_centre", json!({}))["quarantined"], json!([]));
    let told = seen(&team.amina, &chidi);
    assert_eq!((&told["by"][0]["name"], &told["to_see"]), (&json!("Beth Carter"), &json!(false)));
    assert_eq!(team.amina.is_refused("seen", json!({ "entry": entry })).code, doorstep_app::ErrorCode::NotAllowed);

    // Whoever reads no delegations learns of none by it.
    feeding.syncs();
    assert_eq!(feeding.finds("Chidi"), chidi);
    assert!(!feeding.family(&chidi).to_string().contains(entry.as_str().unwrap()));
    assert_eq!(feeding.is_refused("seen", json!({ "entry": entry })).code, doorstep_app::ErrorCode::NotFound);
}
