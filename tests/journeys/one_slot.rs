//! Two laptops without a signal book one slot of a clinic, for two families.

use chrono::Days;
use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn slots(laptop: &Laptop) -> Vec<Value> {
    let found = laptop.call("double_bookings", json!({})).as_array().unwrap().clone();
    assert_eq!(laptop.call("status", json!({}))["decisions"], found.len(), "the number on every screen");
    found
}

// Shows APP-01.
#[test]
fn a_slot_booked_twice_apart_is_a_decision_of_both_until_one_family_is_moved() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let (chidi, ada) = (team.amina.finds("Chidi"), team.amina.finds("Davies Ada"));
    let day = team.amina.now().date_naive() + Days::new(7);
    let own = |laptop: &Laptop| laptop.call("session", json!({}))["open"]["staff"].clone();
    let (amina, beth) = (own(&team.amina), own(&team.beth));
    let slot = |with: &Value, at: &str, state: &str| {
        json!({
            "purpose": "Weighing", "on": day, "at": at, "duration_min": 20, "with": with, "place": "Romney centre",
            "room": "Room 2", "interpreter": "not_needed", "invitation": "not_yet", "state": state,
        })
    };

    // From here on neither hears of the other: nothing warns them.
    team.amina.records(&chidi, "appointment", &slot(&amina, "10:00", "booked"));
    let of_ada = team.beth.records(&ada, "appointment", &slot(&beth, "10:10", "booked"));
    assert!(slots(&team.amina).is_empty() && slots(&team.beth).is_empty());
    team.everybody_syncs();

    let seen = slots(&team.amina);
    assert_eq!(seen.len(), 1, "one question");
    assert_eq!(seen[0]["taken"], json!(["room"]));
    let who: Vec<&Value> = seen[0]["bookings"].as_array().unwrap().iter().map(|one| &one["person"]["given"]).collect();
    assert_eq!(who, ["Chidi", "Ada"]);
    assert_eq!(seen[0]["bookings"][1]["with"], "Beth Carter");
    assert_eq!(json!(slots(&team.beth)), json!(seen), "both laptops ask the same");
    for (child, laptop) in [(&chidi, &team.beth), (&ada, &team.amina)] {
        assert_eq!(laptop.timeline(child, "appointment")[0]["body"]["state"], "booked", "both stand until then");
    }

    team.beth.amends(&ada, "appointment", &of_ada, &slot(&beth, "10:20", "moved"));
    assert!(slots(&team.beth).is_empty(), "at once where it was moved");
    assert_eq!(slots(&team.amina).len(), 1, "who has not heard of it is still asked");
    team.everybody_syncs();
    assert!(slots(&team.amina).is_empty(), "and gone for everybody");
    assert_eq!(team.amina.timeline(&ada, "appointment")[0]["body"]["at"], "10:20:00");
}
