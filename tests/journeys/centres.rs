//! What is about colleagues and centres travels like everything else: two laptops, one centre, one directory.

use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::{Team, caseload};

/// Records an entry about a centre or a colleague, and gives its draft.
pub(crate) fn records_about(laptop: &Laptop, kind: &str, subject: Option<&str>, body: &Value) -> Value {
    let open = json!({ "person": null, "kind": kind, "subject": subject, "entry": null });
    let draft = laptop.call("open_entry", open);
    let form = json!({ "happened_on": draft["form"]["happened_on"], "why": "", "body": body });
    laptop.call("sign_entry", json!({ "draft": draft["draft"], "form": form, "confirmed": [] }));
    draft
}

pub(crate) fn own(laptop: &Laptop) -> Value {
    laptop.call("session", json!({}))["open"]["staff"].clone()
}

// Shows SHR-05, REF-07, DEL-04.
#[test]
fn two_laptops_see_each_others_centre_directory_and_competencies() {
    let mut team = Team::with_beth_as(Role::TeamLeader);
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let (amina, beth) = (own(&team.amina), own(&team.beth));
    let hub = json!({ "name": "Harbour Family Hub", "named_health_visitor": amina });
    let drafted = records_about(&team.amina, "centre", None, &hub);
    let centre = format!("centre:{}", drafted["screen"]["centre"].as_str().unwrap());
    team.everybody_syncs();

    // Both work without a line, on the same centre.
    team.service_stops();
    let today = team.amina.now().date_naive();
    let drop_in = json!({
        "name": "Saltmere speech drop-in", "what_for": "Talking", "how": "Come on a Tuesday", "checked_on": today
    });
    records_about(&team.amina, "local_service", Some(&centre), &drop_in);
    let competency = json!({
        "task": "sleep", "level": "alone", "assessed_by": beth, "assessed_on": today, "expires_on": today
    });
    records_about(&team.beth, "competency", Some(&format!("staff:{}", amina.as_str().unwrap())), &competency);
    let minutes = json!({ "work": "desk", "on": today, "admin_min": 30 });
    records_about(&team.amina, "contact_time", None, &minutes);
    team.service_comes_back();
    team.everybody_syncs();
    team.amina.has_unsent(0);
    team.beth.has_unsent(0);

    let seen = team.beth.call("team", json!({}));
    assert_eq!(seen["centres"][0]["named_health_visitor"], amina);
    assert_eq!(team.beth.call("directory", json!({}))["services"][0]["name"], "Saltmere speech drop-in");
    let colleagues = team.amina.call("team", json!({}))["colleagues"].as_array().unwrap().clone();
    let held = colleagues.iter().find(|one| one["colleague"]["staff"] == amina).unwrap();
    assert_eq!(held["competencies"][0]["validity"], "ends_soon");
    assert_eq!(team.amina.call("my_time", json!({ "weeks_ago": 0 }))["totals"]["admin_min"], 30);
    assert_eq!(team.beth.call("my_time", json!({ "weeks_ago": 0 }))["records"], json!([]), "it is Amina's own");
    assert_eq!(team.beth.call("sync_centre", json!({}))["quarantined"], json!([]), "nothing was set aside");
}
