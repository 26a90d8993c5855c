//! Scenarios S9 and S10: twins at one visit, and a girl born at 31+2.

use chrono::Days;
use serde_json::{Value, json};

use crate::laptop::Laptop;
use crate::team::Team;

const COLUMNS: &str = "nhs_number,family_name,given_names,birth_date,sex,gestation_weeks,gestation_days,birth_weight_g,birth_order,\
    multiple,address,postcode,carer1_nhs_number,carer1_family_name,carer1_given_names,carer1_relationship";

fn born(laptop: &Laptop, days: u64) -> String {
    (laptop.now().date_naive() - Days::new(days)).to_string()
}

// Shows IDN-03, HCP-03.
#[test]
fn twins_are_two_contacts_and_two_counts_and_a_swapped_weight_is_put_right_without_a_trace_lost() {
    let team = Team::of_two();
    let day = born(&team.amina, 12);
    let home = "1 Quay Street,TN28 8ZZ,9990000018,Marsh,Jo,mother";
    team.amina.imports(&format!(
        "{COLUMNS}\n9990000034,Marsh,Ada,{day},female,36,1,2350,1,2,{home}\n9990000042,Marsh,Bea,{day},female,36,1,1800,2,2,{home}\n"
    ));
    let (ada, bea) = (team.amina.finds("Ada"), team.amina.finds("Bea"));
    let (draft, mut form) = team.amina.begins_a_visit(&ada, Some("new_birth"));
    let mut of_bea = json!({ "person": bea, "child_seen": "asleep", "weight": "2.35", "clothing": "naked" });
    form["weight"] = json!("1.85");
    form["siblings"] = json!([of_bea]);
    let refused = team.amina.is_refused("sign_visit", json!({ "draft": draft, "form": form, "confirmed": [] }));
    assert_eq!(refused.problems.len(), 2, "whose numbers they are is said for each: {:?}", refused.problems);
    of_bea["name_confirmed"] = json!(true);
    form["name_confirmed"] = json!(true);
    form["siblings"] = json!([of_bea]);
    // Both said yes to the wrong weight: Ada's is far below her birth weight, and that is asked about.
    let asked = team.amina.is_refused("sign_visit", json!({ "draft": draft, "form": form, "confirmed": [] }));
    assert!(!asked.questions.is_empty(), "a twin a quarter lighter than at birth is asked about");
    team.amina.call("sign_visit", json!({ "draft": draft, "form": form, "confirmed": asked.questions }));

    let of = |who: &Value, kind: &str| {
        let items = team.amina.timeline(&ada, kind);
        items.into_iter().filter(|item| item["person"] == *who).collect::<Vec<_>>()
    };
    for child in [&ada, &bea] {
        assert_eq!(of(child, "contact").len(), 1, "two children seen are two contacts, and two counts");
        let item = of(child, "measurement").remove(0);
        let mark =
            json!({ "entry": item["entry"], "change": item["change"], "reason": "The twins' weights were swapped." });
        team.amina.call("mark_in_error", mark);
    }
    let (draft, mut right) = team.amina.begins_a_visit(&ada, None);
    right["weight"] = json!("2.35");
    right["name_confirmed"] = json!(true);
    right["siblings"] = json!([{ "person": bea, "child_seen": "awake", "weight": "1.85", "clothing": "naked", "name_confirmed": true }]);
    let asked = team.amina.app_answers("sign_visit", json!({ "draft": draft, "form": right, "confirmed": [] }));
    if let Err(asked) = asked {
        team.amina.call("sign_visit", json!({ "draft": draft, "form": right, "confirmed": asked.questions }));
    }
    for (child, weight) in [(&ada, 2350), (&bea, 1850)] {
        let measured = of(child, "measurement");
        let in_force: Vec<&Value> = measured.iter().filter(|item| item["in_error"] == false).collect();
        assert_eq!(in_force[0]["body"]["weight"], weight, "each has her own");
        assert_eq!(measured.len(), 2, "and what was wrong is kept, marked");
    }
}

// Shows HCP-09, CLIN-01.
#[test]
fn a_girl_born_at_31_weeks_is_measured_at_both_ages_and_reviewed_by_the_day_of_birth() {
    let team = Team::of_two();
    // Scenario S10: 120 days after birth at 31+2 she weighs 4.9 kg.
    let day = born(&team.amina, 120);
    team.amina
        .imports(&format!("{COLUMNS}\n9990000034,Reed,Mina,{day},female,31,2,1500,,,1 Quay Street,TN28 8ZZ,,,,\n"));
    let mina = team.amina.finds("Mina");
    let reviews = team.amina.family(&mina)["reviews"].clone();
    let new_birth = reviews.as_array().unwrap().iter().find(|one| one["review"] == "new_birth").unwrap().clone();
    assert_eq!(new_birth["due_on"], born(&team.amina, 106), "14 days after birth, not after the expected date");
    let (draft, mut form) = team.amina.begins_a_visit(&mina, None);
    form["weight"] = json!("4.9");
    team.amina.signs_the_visit(&draft, &form);
    let weight = team.amina.timeline(&mina, "measurement")[0].clone();
    let read = &weight["scores"][0];
    let chronological: f64 = read["chronological"]["sds"].as_str().unwrap().parse().unwrap();
    let corrected: f64 = read["corrected"]["sds"].as_str().unwrap().parse().unwrap();
    assert!((chronological - -2.14).abs() < 0.02, "{chronological}");
    assert!((corrected - -0.27).abs() < 0.02, "{corrected}");
    assert_eq!((&read["chronological"]["centile"], &read["corrected"]["centile"]), (&json!("2"), &json!("39")));
    let open = json!({ "person": mina, "kind": "development", "subject": null, "entry": null });
    let forms = team.amina.call("open_entry", open)["for_age"]["forms"].clone();
    let asq = forms.as_array().unwrap().iter().find(|form| form["instrument"] == "asq_3").unwrap();
    assert_eq!((&asq["months"], &asq["by"]), (&json!(2), &json!("corrected")), "by corrected age: 8 weeks, not 17");
}
