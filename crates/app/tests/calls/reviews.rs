//! What is due for a child, on the caseload and in the family.

use serde_json::json;

use crate::desk::Desk;
use crate::recording::{a_child, amends, records};

// Shows HCP-01, HCP-03, HCP-05.
#[test]
fn every_review_of_a_child_stands_with_its_days_and_why() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let family = desk.call("family", json!({ "person": child }));
    let stands: Vec<(&str, &str, &str)> = family["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| ["review", "state", "due_on"].map(|field| one[field].as_str().unwrap()))
        .map(|[review, state, due_on]| (review, state, due_on))
        .collect();
    // Born on 20 October 2026, and today is 21 November: 32 days.
    assert_eq!(stands[0], ("new_birth", "overdue", "2026-11-03"), "two weeks after birth");
    assert_eq!(stands[1], ("six_to_eight_week", "not_yet_open", "2026-12-15"), "eight weeks");
    assert!(stands.contains(&("two_to_two_and_a_half_year", "not_yet_open", "2029-04-20")), "{stands:?}");
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert_eq!((&next["review"], &next["state"]), (&json!("new_birth"), &json!("overdue")));
    let mother = &family["mother"];
    assert!(mother.is_null() || desk.call("family", json!({ "person": mother }))["reviews"] == json!([]));
}

// Shows HCP-10.
#[test]
fn a_family_that_declined_is_not_overdue_and_who_declined_is_said() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let decision = json!({
        "review": "new_birth", "state": "declined", "decided_on": "2026-11-02", "reason": "They are with her mother.",
        "declined_by": "father", "reoffer_on": "2026-12-01",
    });
    records(&desk, &child, "review_decision", &decision);
    let family = desk.call("family", json!({ "person": child }));
    let review = &family["reviews"][0];
    assert_eq!((&review["review"], &review["state"]), (&json!("new_birth"), &json!("declined")));
    assert_eq!(
        review["because"],
        json!({ "because": "declined", "on": "2026-11-02", "by": "father", "reoffer_on": "2026-12-01" })
    );
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert_eq!(next["review"], "six_to_eight_week", "the caseload looks ahead");
}

// Shows CLIN-18.
#[test]
fn a_death_that_somebody_told_of_ends_every_review() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let death = json!({ "on": "2026-11-20", "source": "informal", "told_by": "A&E", "circumstances": "not_known" });
    records(&desk, &child, "death", &death);
    let family = desk.call("family", json!({ "person": child }));
    let reviews = family["reviews"].as_array().unwrap();
    assert!(reviews.iter().all(|review| review["state"] == "closed_died"), "{reviews:?}");
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert!(next.is_null(), "nothing is asked for any more");
}

#[test]
fn a_child_who_is_on_the_way_elsewhere_stays_until_somebody_there_has_confirmed() {
    let desk = Desk::new();
    let child = a_child(&desk);
    let registration = |state: &str| {
        json!({
            "state": state, "from": "2026-10-22", "source": "birth_notification", "state_on": "2026-11-21",
            "receiver": "Mary Obi, Leeds", "known_from": "By telephone, with Mary Obi",
        })
    };
    let entry = records(&desk, &child, "registration", &registration("active"));
    let overdue = |desk: &Desk| desk.call("family", json!({ "person": child }))["reviews"][0]["state"].clone();
    for (state, stands) in [("transferring_out", "overdue"), ("transferred", "closed_moved")] {
        amends(&desk, &child, "registration", (&entry, &registration(state))).unwrap();
        assert_eq!(overdue(&desk), stands, "{state}");
    }
}
