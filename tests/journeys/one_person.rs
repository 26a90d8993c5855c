//! Two records of one child, on two laptops without a signal; and a weight written under the wrong child (DOMAIN S11).

use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::Team;

fn registers(laptop: &Laptop, given: &str, number: &str) -> Value {
    let opened = laptop.call("open_registration", json!({ "joining": "family", "beside": null, "after": null }));
    let form = json!({
        "identity": { "family": "Marsh", "given": given, "birth_date": born() },
        "nhs_number": { "number": number },
        "birth": { "sex": "male" },
        "address": { "lines": ["3 Quay Street"], "postcode": "XA1 2BD" },
        "carer": { "family": "Marsh", "given": "Jo" },
        "relationship": { "relationship": "mother", "parental_responsibility": "yes" },
        "phone": {}, "moved_in_on": today()
    });
    let input = json!({ "draft": opened["draft"], "form": form, "confirmed": [] });
    laptop.call("sign_registration", input)["person"].clone()
}

fn day(days_ago: i64) -> String {
    ((doorstep_app::laptop_clock())() - chrono::TimeDelta::days(days_ago)).format("%Y-%m-%d").to_string()
}

fn today() -> String {
    day(0)
}

fn born() -> String {
    day(300)
}

fn records(laptop: &Laptop, person: &Value, kind: &str, body: &Value) {
    let open = json!({ "person": person, "kind": kind, "subject": null, "entry": null });
    let draft = laptop.call("open_entry", open)["draft"].clone();
    let form = json!({ "happened_on": today(), "why": "", "body": body });
    laptop.call("sign_entry", json!({ "draft": draft, "form": form, "confirmed": [] }));
}

fn says(laptop: &Laptop, folded: &Value, under: &Value, state: &str) {
    let pair = |one: &Value| {
        let (a, b) = (&one["folded"], &one["under"]);
        (a == folded && b == under) || (a == under && b == folded)
    };
    let views = [folded, under].map(|person| laptop.family(person)["same"].clone());
    let shown = views.iter().flat_map(|same| same.as_array().unwrap()).find(|one| pair(one));
    let heads = shown.map_or(json!([]), |one| one["heads"].clone());
    let reason = "The mother showed both letters.";
    let input = json!({ "folded": folded, "under": under, "state": state, "reason": reason, "heads": heads });
    laptop.call("record_sameness", input);
}

fn of_kind(laptop: &Laptop, person: &Value, kind: &str) -> Vec<Value> {
    let family = laptop.family(person);
    let items = family["timeline"].as_array().unwrap().iter();
    items.filter(|item| item["kind"] == kind && item["person"] == family["person"]["person"]).cloned().collect()
}

fn concern(laptop: &Laptop, person: &Value, what: &str) {
    let body = json!({ "level": what, "reasons": "Seen today.", "from": today(), "review_by": day(-60) });
    records(laptop, person, "level_of_need", &body);
}

fn weighs(laptop: &Laptop, person: &Value, grams: u32) {
    records(laptop, person, "measurement", &json!({ "measured_on": today(), "weight": grams, "clothing": "naked" }));
}

fn weights(laptop: &Laptop, person: &Value) -> Vec<u64> {
    let mut found: Vec<u64> =
        of_kind(laptop, person, "measurement").iter().map(|item| item["body"]["weight"].as_u64().unwrap()).collect();
    found.sort_unstable();
    found
}

/// A child registered twice: Amina by the NHS number, Beth without.
fn twice(team: &Team) -> (Value, Value) {
    let one = registers(&team.amina, "Rowan", "999 000 0050");
    let other = registers(&team.beth, "Rowan", "");
    assert_ne!(one, other);
    team.everybody_syncs();
    (one, other)
}

// Shows IDN-02.
#[test]
fn a_merge_holds_and_is_taken_back_although_both_wrote_to_both_sides_meanwhile() {
    let mut team = Team::of_two();
    let (one, other) = twice(&team);
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(laptop.family(&one)["same"][0]["record"]["person"], other, "each laptop finds the pair");
    }
    team.service_stops();
    says(&team.amina, &other, &one, "merged");
    weighs(&team.amina, &one, 9000);
    weighs(&team.beth, &one, 9100);
    weighs(&team.beth, &other, 9200);
    team.service_comes_back();
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        for id in [&one, &other] {
            assert_eq!(laptop.family(id)["person"]["person"], one, "one person on every laptop");
            assert_eq!(weights(laptop, id), [9000, 9100, 9200], "with what both wrote to both sides");
        }
    }
    team.service_stops();
    says(&team.beth, &other, &one, "separate");
    weighs(&team.amina, &other, 9300);
    team.service_comes_back();
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(laptop.family(&other)["person"]["person"], other, "two again");
        assert_eq!(weights(laptop, &one), [9000, 9100], "each has what was written under it");
        assert_eq!(weights(laptop, &other), [9200, 9300], "also while they were one on the other laptop");
    }
}

// Shows IDN-02.
#[test]
fn two_who_merge_both_ways_round_see_the_same_person_and_who_disagrees_keeps_them_apart() {
    let mut team = Team::of_two();
    let (one, other) = twice(&team);
    team.service_stops();
    says(&team.amina, &other, &one, "merged");
    says(&team.beth, &one, &other, "merged");
    team.service_comes_back();
    team.everybody_syncs();
    let shown = |laptop: &Laptop, id: &Value| laptop.family(id)["person"]["person"].clone();
    assert_eq!(shown(&team.amina, &other), shown(&team.beth, &one), "the same person, whoever folded whom");
    team.service_stops();
    says(&team.amina, &other, &one, "separate");
    concern(&team.beth, &one, "targeted");
    team.service_comes_back();
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(shown(laptop, &one), one);
        assert_eq!(shown(laptop, &other), other);
    }
}

// S11.
#[test]
fn a_weight_under_the_wrong_child_is_put_right_on_every_laptop() {
    let team = Team::of_two();
    let wrong = registers(&team.amina, "Ali", "999 000 0050");
    let right = registers(&team.amina, "Ben", "999 000 0069");
    weighs(&team.amina, &wrong, 7100);
    team.everybody_syncs();
    concern(&team.beth, &wrong, "targeted");
    let item = of_kind(&team.amina, &wrong, "measurement")[0].clone();
    let printed = json!({
        "decided_on": today(), "decision": "shared", "what": "The growth chart, printed.",
        "records": [{ "record": item["entry"] }], "to_whom": "Dr Hale, GP", "purpose": "Review of growth",
        "basis": "consent", "how": "On paper", "family_told": "told",
    });
    team.beth.records(&wrong, "disclosure", &printed);
    team.everybody_syncs();
    let entries = json!([{ "entry": item["entry"], "change": item["change"] }]);
    let input = json!({ "entries": entries, "to": right, "reason": "The wrong record was open.", "confirmed": [] });
    let moved = team.amina.call("move_entries", input);
    let used: Vec<&Value> = moved["used_by"].as_array().unwrap().iter().map(|item| &item["kind"]).collect();
    assert!(used.len() == 2 && used.contains(&&json!("level_of_need")), "a decision of a colleague rested on it");
    assert!(used.contains(&&json!("disclosure")), "and it was given away: {used:?}");
    assert_eq!(moved["used_by"][0]["author"]["name"], "Beth Carter", "and it says whom to ask");
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        let left = of_kind(laptop, &wrong, "measurement");
        assert!(left.len() == 1 && left[0]["in_error"].as_bool().unwrap(), "kept, and in error");
        let copy = of_kind(laptop, &right, "measurement");
        assert_eq!(copy.len(), 1);
        assert_eq!(copy[0]["body"]["weight"], 7100);
        assert!(!copy[0]["scores"].as_array().unwrap().is_empty(), "with the right child's centile");
        let shared = of_kind(laptop, &wrong, "disclosure");
        assert_eq!(shared[0]["body"]["to_whom"], "Dr Hale, GP", "who received the print is still known");
        let said = json!(copy).to_string();
        assert!(!said.contains("Ali") && !said.contains(wrong.as_str().unwrap()), "and no word of the other child");
    }
}

// Shows IDN-03.
#[test]
fn a_referral_that_was_acknowledged_is_acknowledged_where_it_belongs_on_every_laptop() {
    let team = Team::of_two();
    let wrong = registers(&team.amina, "Ali", "999 000 0050");
    let right = registers(&team.amina, "Ben", "999 000 0069");
    let mut referral = json!({
        "to_service": "Speech and language therapy", "urgency": "routine", "reason": "Ten words at 27 months.",
        "desired_outcome": "Joins two words by three.", "basis": "consent_given", "made_on": today(),
        "review_on": day(-60), "state": "signed",
    });
    let entry = team.amina.records(&wrong, "referral", &referral);
    team.everybody_syncs();
    referral["state"] = json!("acknowledged");
    referral["state_on"] = json!(today());
    team.beth.amends(&wrong, "referral", &entry, &referral);
    team.everybody_syncs();
    let item = of_kind(&team.amina, &wrong, "referral")[0].clone();
    let entries = json!([{ "entry": item["entry"], "change": item["change"] }]);
    let input = json!({ "entries": entries, "to": right, "reason": "The wrong record was open.", "confirmed": [] });
    team.amina.call("move_entries", input);
    team.everybody_syncs();
    assert_eq!(team.amina.call("status", json!({}))["quarantined"], 0, "the service took every step");
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(of_kind(laptop, &wrong, "referral")[0]["in_error"], true);
        assert_eq!(of_kind(laptop, &right, "referral")[0]["body"]["state"], "acknowledged");
    }
}
