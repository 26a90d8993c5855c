//! What is due for a child, on the caseload and in the family.

use serde_json::{Value, json};

use crate::desk::{Desk, file, line};
use crate::recording::{amends, records};

fn a_baby(desk: &Desk, born_on: &str) -> Value {
    let child = [("family_name", "Okafor"), ("given_names", "Ada"), ("birth_date", born_on), ("sex", "female")];
    desk.import(&file(&[line(&child)]));
    desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["person"]["person"].clone()
}

// Shows IMP-01.
#[test]
fn a_review_whose_window_closed_before_doorstep_knew_the_child_is_not_known_never_overdue() {
    let desk = Desk::new();
    let child = a_baby(&desk, "2025-03-02");
    let family = desk.call("family", json!({ "person": child }));
    let stands = |review: &str| {
        let reviews = family["reviews"].as_array().unwrap();
        reviews.iter().find(|one| one["review"] == review).unwrap()["state"].clone()
    };
    for (review, state) in [
        ("new_birth", "not_known"),
        ("six_to_eight_week", "not_known"),
        ("twelve_month", "not_known"),
        ("two_to_two_and_a_half_year", "not_yet_open"),
    ] {
        assert_eq!(stands(review), state, "{review}");
    }
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert_eq!(next["review"], "two_to_two_and_a_half_year", "day one is not a wall of red");
}

// Shows HCP-01, HCP-03, HCP-05.
#[test]
fn every_review_of_a_child_stands_with_its_days_and_why() {
    let desk = Desk::new();
    let child = a_baby(&desk, "2026-10-25");
    let family = desk.call("family", json!({ "person": child }));
    let stands: Vec<(&str, &str, &str)> = family["reviews"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| ["review", "state", "due_on"].map(|field| one[field].as_str().unwrap()))
        .map(|[review, state, due_on]| (review, state, due_on))
        .collect();
    // Born on 25 October 2026, and today is 21 November: 27 days.
    assert_eq!(stands[0], ("new_birth", "overdue", "2026-11-08"), "two weeks after birth");
    assert_eq!(stands[1], ("six_to_eight_week", "not_yet_open", "2026-12-20"), "eight weeks");
    assert!(stands.contains(&("two_to_two_and_a_half_year", "not_yet_open", "2029-04-25")), "{stands:?}");
    let next = &desk.call("caseload", json!({ "from": 0, "limit": 1 }))["children"][0]["next_review"];
    assert_eq!((&next["review"], &next["state"]), (&json!("new_birth"), &json!("overdue")));
    let mother = &family["mother"];
    assert!(mother.is_null() || desk.call("family", json!({ "person": mother }))["reviews"] == json!([]));
}

// Shows HCP-10.
#[test]
fn a_family_that_declined_is_not_overdue_and_who_declined_is_said() {
    let desk = Desk::new();
    let child = a_baby(&desk, "2026-10-25");
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
    let child = a_baby(&desk, "2026-10-25");
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
    let child = a_baby(&desk, "2026-10-25");
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

#[test]
fn the_family_names_the_review_that_a_visit_today_is_likely_to_be() {
    let likely = |born_on: &str| {
        let desk = Desk::new();
        let child = a_baby(&desk, born_on);
        desk.call("family", json!({ "person": child }))["next_review"].clone()
    };
    assert_eq!(likely("2026-11-08"), "new_birth", "day 13: due tomorrow");
    assert_eq!(likely("2026-10-25"), "new_birth", "overdue");
    assert_eq!(likely("2026-11-19"), Value::Null, "open, and not due yet");
}

// Shows CLIN-18.
#[test]
fn a_registration_that_says_deceased_ends_every_review() {
    let desk = Desk::new();
    let child = a_baby(&desk, "2026-10-25");
    let registration = |state: &str| {
        json!({
            "state": state, "from": "2026-10-25", "source": "birth_notification", "state_on": "2026-11-20",
            "known_from": "The hospital",
        })
    };
    let entry = records(&desk, &child, "registration", &registration("active"));
    amends(&desk, &child, "registration", (&entry, &registration("deceased"))).unwrap();
    let family = desk.call("family", json!({ "person": child }));
    let reviews = family["reviews"].as_array().unwrap();
    assert!(reviews.iter().all(|review| review["state"] == "closed_died"), "{reviews:?}");
}
