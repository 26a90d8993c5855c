//! A centre gets what a family agreed to and no more, and gives it back when the family says so (REF-05, S6).

use doorstep_domain::staff::Role;
use doorstep_service::admin::Workplace;
use serde_json::{Value, json};

use crate::centres::{own, records_about};
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn words(laptop: &Laptop, person: &Value) -> String {
    laptop.family(person).to_string()
}

// Shows REF-05, SHR-01, SHR-02.
#[test]
fn a_centre_holds_the_consented_slice_until_consent_is_withdrawn_at_the_door() {
    let mut team = Team::with_beth_as(Role::TeamLeader);
    team.amina.imports(&caseload());
    let drafted = records_about(
        &team.amina,
        "centre",
        None,
        &json!({ "name": "Harbour Family Hub", "named_health_visitor": own(&team.amina) }),
    );
    let centre = drafted["screen"]["centre"].clone();
    team.everybody_syncs();
    let place = Workplace { team: None, centre: Some(centre.as_str().unwrap().parse().unwrap()) };
    let cara = team.is_joined_by("Cara Lowe", Role::CentreWorker, place);
    let today = team.amina.now().date_naive();
    let day = |days| today + chrono::TimeDelta::days(days);
    let protocol = json!({
        "partner": "County Council", "purposes": ["childrens_centre"], "slices": ["names", "referral", "attendance"],
        "lawful_basis": "public_task", "from": day(-30), "to": day(365), "signatories": "Both."
    });
    let about = format!("centre:{}", centre.as_str().unwrap());
    records_about(&team.beth, "sharing_protocol", Some(&about), &protocol);

    let chidi = team.amina.finds("Chidi");
    let referral = |words: &str, to: &Value| {
        json!({
            "to_service": words, "centre": to, "urgency": "routine", "reason": format!("{words}: isolated."),
            "desired_outcome": "Meets others.", "basis": "consent_given", "made_on": today, "review_on": day(60),
            "state": "signed"
        })
    };
    team.amina.records(&chidi, "referral", &referral("Baby group", &centre));
    team.amina.records(&chidi, "referral", &referral("Speech therapy", &json!("")));
    team.everybody_syncs();
    cara.syncs();
    assert_eq!(cara.call("search", json!({ "text": "Chidi" }))["people"], json!([]), "nothing without consent");

    let consent = json!({
        "partner": "Harbour Family Hub", "centre": centre, "purpose": "childrens_centre",
        "scope": ["names", "referral", "safe_phone"], "state": "given", "on": today, "said_by": "Ngozi Okafor",
        "said_as": "parental_responsibility", "how": "spoken", "evidence": "At the door."
    });
    let given = team.amina.records(&chidi, "consent", &consent);
    team.everybody_syncs();
    cara.syncs();
    assert_eq!(cara.finds("Chidi"), chidi);
    let seen = words(&cara, &chidi);
    assert!(seen.contains("Baby group"), "the referral to them");
    for hidden in ["Speech therapy", "07700", "Marsh Lane", "9990000026", "1996-03-14"] {
        assert!(!seen.contains(hidden), "{hidden} was not agreed to");
    }

    // Cara opens the referral to her centre, and Amina reads that she has seen it.
    let of = |laptop: &Laptop| laptop.timeline(&chidi, "referral").into_iter().find(|one| !one["seen"].is_null());
    let referred = of(&cara).unwrap();
    assert_eq!(referred["seen"]["to_see"], true);
    cara.call("seen", json!({ "entry": referred["entry"] }));
    cara.syncs();
    cara.has_unsent(0);
    assert_eq!(cara.call("sync_centre", json!({}))["quarantined"], json!([]));
    team.everybody_syncs();
    assert_eq!(of(&team.amina).unwrap()["seen"]["by"][0]["name"], "Cara Lowe");

    // Withdrawn at the door, without a signal; the centre works on meanwhile.
    team.service_stops();
    let mut withdrawn = consent;
    withdrawn["state"] = json!("withdrawn");
    team.amina.amends(&chidi, "consent", &given, &withdrawn);
    team.service_comes_back();
    team.everybody_syncs();
    cara.syncs();
    assert_eq!(cara.call("search", json!({ "text": "Chidi" }))["people"], json!([]), "the slice is gone");
    assert!(words(&team.beth, &chidi).contains("Baby group"), "and the record is not");
}
