//! A referral from asking to whether it helped (scenario S5: declined, and never dropped).

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::recording::{a_child, amends, in_timeline, records};

pub(crate) fn referral(more: Value) -> Value {
    let mut body = json!({
        "to_service": "Speech and language therapy", "urgency": "routine", "reason": "Ten words at 27 months.",
        "desired_outcome": "Joins two words by three.", "basis": "consent_given", "made_on": "2026-11-21",
        "review_on": "2027-02-21", "state": "signed",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

// Shows REF-01, REF-04.
#[test]
fn a_declined_referral_is_closed_by_a_decision_and_by_telling_the_family() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let entry = records(&desk, &child, "referral", &referral(json!({})));
    let goes = |more: Value| amends(&desk, &child, "referral", (&entry, &referral(more)));
    let said = "Not before 30 months.";
    goes(json!({ "state": "acknowledged", "state_on": "2026-11-21" })).unwrap();
    let silent = goes(json!({ "state": "declined" })).unwrap_err();
    assert_eq!(silent["problems"], json!([{ "field": "state_note", "rule": "required" }]), "a refusal says why");
    goes(json!({ "state": "declined", "state_note": said })).unwrap();
    let dropped = goes(json!({ "state": "closed", "state_note": said })).unwrap_err();
    let dropped: Vec<&Value> = dropped["problems"].as_array().unwrap().iter().map(|one| &one["field"]).collect();
    assert_eq!(dropped, ["after_declined", "family_told"]);
    let decided =
        json!({ "state": "closed", "state_note": said, "after_declined": "alternative", "family_told": true });
    goes(decided).unwrap();
    assert_eq!(in_timeline(&desk, &child, "referral")[0]["body"]["state"], "closed");
}

// Shows REF-01.
#[test]
fn a_step_that_there_is_not_is_refused_and_what_was_asked_for_stays() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let entry = records(&desk, &child, "referral", &referral(json!({})));
    let goes = |more: Value| amends(&desk, &child, "referral", (&entry, &referral(more)));
    for illegal in [
        json!({ "state": "reviewed", "reached": "achieved" }),
        json!({ "state": "acknowledged", "reason": "Something else." }),
        json!({ "desired_outcome": "Speaks in sentences." }),
    ] {
        let refused = goes(illegal.clone()).unwrap_err();
        assert_eq!(refused["problems"], json!([{ "field": "state", "rule": "illegal_step" }]), "{illegal}");
    }
    assert_eq!(in_timeline(&desk, &child, "referral")[0]["body"]["state"], "signed");
}
