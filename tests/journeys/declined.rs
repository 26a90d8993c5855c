//! Scenario S5: a referral is declined, and never drops off the board.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn waits_for(laptop: &Laptop, what: &str) -> bool {
    let waiting = laptop.call("waiting", json!({}));
    waiting["loops"].as_array().unwrap().iter().any(|one| one["waits"] == what)
}

// Shows REF-01, REF-02, REF-04, CLIN-13.
#[test]
fn a_declined_referral_is_decided_told_asked_again_and_looked_at() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    let child = team.amina.finds("Ada Davies");
    let day = |days: u64| team.amina.now().date_naive() + Days::new(days);
    let asq = json!({ "asq_3": {
        "form_months": 27, "age_used": "chronological", "communication": 15, "gross_motor": 45, "fine_motor": 40,
        "problem_solving": 40, "personal_social": 45,
    } });
    team.amina.records(&child, "development", &asq);
    let read = &team.amina.timeline(&child, "development")[0]["scales"];
    let score = |name: &str| read.as_array().unwrap().iter().find(|one| one["score"] == name).unwrap().clone();
    assert_eq!(score("communication")["means"], json!(["below_cut_off"]), "15 is below 24.02");
    assert_eq!(score("gross_motor")["means"], json!([]));

    let (made_on, review_on) = (day(0), day(90));
    let asked = |more: Value| {
        let mut body = json!({
            "to_service": "Speech and language therapy", "urgency": "routine", "reason": "Ten words at 27 months.",
            "desired_outcome": "Joins two words by three.", "basis": "consent_given", "made_on": made_on,
            "review_on": review_on, "state": "signed",
        });
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body
    };
    let first = team.amina.records(&child, "referral", &asked(json!({})));
    team.amina.syncs();
    // Two weeks pass, and later two months more.
    team.amina.has_a_clock_off_by(TimeDelta::days(14));
    let declined = json!({ "state": "declined", "state_on": day(0), "state_note": "Not before 30 months." });
    team.amina.amends(&child, "referral", &first, &asked(declined.clone()));
    assert!(waits_for(&team.amina, "referral_declined"), "somebody has to decide");

    let mut closed = declined;
    closed.as_object_mut().unwrap().extend(
        json!({ "state": "closed", "after_declined": "alternative", "family_told": true }).as_object().unwrap().clone(),
    );
    team.amina.amends(&child, "referral", &first, &asked(closed));
    assert!(!waits_for(&team.amina, "referral_declined"));

    team.amina.has_a_clock_off_by(TimeDelta::days(95));
    let again = asked(json!({ "follows": first, "made_on": day(0), "review_on": day(60) }));
    let second = team.amina.records(&child, "referral", &again);
    let step = |state: &str, more: Value| {
        let mut body = again.clone();
        body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        body["state"] = json!(state);
        body["state_on"] = json!(day(0));
        team.amina.amends(&child, "referral", &second, &body);
    };
    for state in ["accepted", "first_appointment", "in_service", "ended"] {
        step(state, json!({}));
    }
    let outcome = json!({ "outcome": "Six sessions; joins two words now and then." });
    step("outcome_recorded", outcome.clone());
    let mut reviewed = outcome;
    reviewed["reached"] = json!("partly");
    step("reviewed", reviewed);
    team.everybody_syncs();
    let referrals = team.beth.timeline(&child, "referral");
    let linked = referrals.iter().find(|one| one["body"]["follows"] == first).unwrap();
    assert_eq!((&linked["body"]["state"], &linked["body"]["reached"]), (&json!("reviewed"), &json!("partly")));
}
