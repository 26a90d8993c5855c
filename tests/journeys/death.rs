//! Scenario S8: a child has died.

use chrono::Days;
use serde_json::json;

use crate::team::{Team, caseload};

// Shows CLIN-18.
#[test]
fn nothing_that_would_hurt_a_family_goes_on_after_a_death() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let baby = team.amina.finds("Chidi");
    let staff = team.amina.call("session", json!({}))["open"]["staff"].clone();
    let today = team.amina.now().date_naive();
    let referral = json!({
        "to_service": "Infant feeding clinic", "urgency": "routine", "reason": "Slow weight gain.",
        "desired_outcome": "Feeds without pain.", "basis": "consent_given", "made_on": today,
        "review_on": today + Days::new(30), "state": "signed",
    });
    team.amina.records(&baby, "referral", &referral);
    let booked = json!({
        "purpose": "6 to 8 week review", "on": today + Days::new(30), "at": "09:30", "duration_min": 40, "with": staff,
        "place": "Home", "interpreter": "not_needed", "invitation": "by_text", "state": "booked",
    });
    team.beth.records(&baby, "appointment", &booked);
    team.everybody_syncs();

    let told =
        json!({ "on": today, "source": "informal", "told_by": "A&E, by telephone", "circumstances": "unexpected" });
    let death = team.amina.records(&baby, "death", &told);
    let stopped = |laptop: &crate::laptop::Laptop| {
        let family = laptop.family(&baby);
        let reviews = family["reviews"].as_array().unwrap().clone();
        let asks = ["not_yet_open", "open", "due_soon", "overdue"];
        let live = |review: &serde_json::Value| asks.contains(&review["state"].as_str().unwrap());
        assert!(!reviews.iter().any(live), "no review is asked for: {reviews:?}");
        assert_eq!(family["person"]["died_on"], today.to_string(), "the banner says so");
        assert_eq!(laptop.timeline(&baby, "referral")[0]["body"]["state"], "withdrawn");
        assert_eq!(laptop.timeline(&baby, "appointment")[0]["body"]["state"], "cancelled", "nobody is invited");
        let waits = laptop.call("waiting", json!({}));
        assert!(waits["loops"].as_array().unwrap().iter().all(|one| one["person"]["person"] != baby));
    };
    let ngozi = team.amina.finds("Ngozi");
    let flag = |laptop: &crate::laptop::Laptop| laptop.family(&ngozi)["bereaved_on"].clone();
    stopped(&team.amina);
    team.everybody_syncs();
    stopped(&team.beth);
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(flag(laptop), today.to_string(), "whoever opens another of the family is told, in neutral words");
        assert!(laptop.family(&baby)["bereaved_on"].is_null(), "the child's own banner says it already");
    }

    // The formal notice comes, and is a further version; what was is still read.
    let formal = json!({
        "on": today, "source": "formal", "told_by": "The registrar", "circumstances": "unexpected",
        "review_told_on": today, "bereavement_contact": "Amina Yusuf",
    });
    team.amina.amends(&baby, "death", &death, &formal);
    // Told of the wrong child: whoever wrote it cannot take it back alone.
    let item = team.amina.timeline(&baby, "death")[0].clone();
    let mark = json!({ "entry": item["entry"], "change": item["change"], "reason": "It was another child." });
    let refused = team.amina.is_refused("mark_in_error", mark.clone());
    assert_eq!(refused.problems[0].rule, doorstep_domain::invalid::Rule::SecondPerson);
    team.everybody_syncs();
    team.beth.call("mark_in_error", mark);
    team.everybody_syncs();
    assert!(team.amina.family(&baby)["person"]["died_on"].is_null(), "the child is alive in every list");
    assert!(flag(&team.amina).is_null());
    assert_eq!(team.amina.timeline(&baby, "death")[0]["in_error"], true, "and what was written is kept");
}

// Shows CLIN-18.
#[test]
fn what_a_colleague_signed_before_she_heard_of_a_death_waits_to_be_ended() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let baby = team.amina.finds("Chidi");
    let staff = team.beth.call("session", json!({}))["open"]["staff"].clone();
    let today = team.amina.now().date_naive();
    let told = json!({ "on": today, "source": "informal", "told_by": "A&E", "circumstances": "unexpected" });
    team.amina.records(&baby, "death", &told);
    let referral = json!({
        "to_service": "Infant feeding clinic", "urgency": "routine", "reason": "Slow weight gain.",
        "desired_outcome": "Feeds without pain.", "basis": "consent_given", "made_on": today,
        "review_on": today + Days::new(30), "state": "signed",
    });
    team.beth.records(&baby, "referral", &referral);
    let booking = |state: &str| {
        json!({
            "purpose": "6 to 8 week review", "on": today + Days::new(30), "at": "09:30", "duration_min": 40,
            "with": staff, "place": "Home", "interpreter": "not_needed", "invitation": "by_text", "state": state,
            "cancelled_by": (state == "cancelled").then_some("service"), "state_note": "Died.",
        })
    };
    let booked = team.beth.records(&baby, "appointment", &booking("booked"));
    team.everybody_syncs();
    let waits = |laptop: &crate::laptop::Laptop| -> Vec<String> {
        let found = laptop.call("waiting", json!({}))["loops"].as_array().unwrap().clone();
        let of_baby = found.iter().filter(|one| one["person"]["person"] == baby);
        of_baby.map(|one| one["waits"].as_str().unwrap().to_owned()).collect()
    };
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(waits(laptop), ["referral_after_death", "appointment_after_death"], "nobody is to be invited");
    }
    team.beth.amends(&baby, "appointment", &booked, &booking("cancelled"));
    team.everybody_syncs();
    assert_eq!(waits(&team.amina), ["referral_after_death"]);
}
