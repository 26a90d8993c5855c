//! Two colleagues import the same caseload file, neither knowing of the other.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::team::{Team, caseload};

#[test]
fn two_imports_of_one_file_make_each_child_once() {
    let mut team = Team::of_two();
    team.service_stops();
    team.amina.imports(&caseload());
    team.beth.imports(&caseload());
    team.service_comes_back();
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        let caseload = laptop.call("caseload", json!({ "from": 0, "limit": 200 }));
        assert_eq!(caseload["total"], 3, "three children, and not six");
        laptop.finds("Chidi");
        laptop.finds("Ngozi");
        laptop.has_decisions(0);
        laptop.has_unsent(0);
    }
}

#[test]
fn a_file_imported_again_changes_nothing() {
    let team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let again = team.beth.imports(&caseload());
    assert_eq!((&again["unchanged"], &again["new_children"]), (&json!(3), &json!(0)), "matched, never made again");
    team.beth.has_unsent(0);
}

#[test]
fn undoing_an_import_takes_back_what_nobody_touched_since() {
    let team = Team::of_two();
    let report = team.amina.imports(&caseload());
    team.everybody_syncs();
    let mother = team.beth.finds("Ngozi");
    team.beth.changes_phone(&mother, "07700 900999");
    team.everybody_syncs();
    let undone = team.amina.call("import_undo", json!({ "act": report["act"] }));
    let left = undone["left"].as_array().unwrap();
    assert_eq!(
        left.iter().map(|entry| &entry["kind"]).collect::<Vec<_>>(),
        [&Value::from("contact_point")],
        "Beth's number"
    );
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(laptop.call("caseload", json!({ "from": 0, "limit": 200 }))["total"], 0);
        laptop.has_decisions(0);
    }
    team.amina.imports(&caseload());
    team.everybody_syncs();
    assert_eq!(team.beth.call("caseload", json!({ "from": 0, "limit": 200 }))["total"], 3, "and can be imported again");
}

/// Ada, born 100 days ago, with what the system before knew of her.
fn with_history(team: &Team) -> String {
    let day = |age: i64| (team.amina.now() - TimeDelta::days(100 - age)).date_naive();
    let header = "nhs_number,family_name,given_names,birth_date,sex,postcode,new_birth_review_on,new_birth_review_mode,\
level_of_need,level_of_need_from,alerts,weights,gp_practice";
    let (born, review, weighed) = (day(0), day(12), day(48));
    format!(
        "{header}\n9990000107,Okoro,Ada,{born},female,TN28 8ZZ,{review},face to face,targeted,{review},\
{review} visit risk: Large dog,{review} 3.5 kg | {weighed} 4900 g,Harbour Surgery\n"
    )
}

const HISTORY: [(&str, usize); 5] =
    [("past_review", 1), ("level_of_need", 1), ("alert", 1), ("measurement", 2), ("involved_service", 1)];

// Shows IMP-01.
#[test]
fn a_history_that_two_colleagues_import_apart_is_there_once_and_marked_until_one_of_them_verifies_it() {
    let mut team = Team::of_two();
    let file = with_history(&team);
    team.service_stops();
    team.amina.imports(&file);
    team.beth.imports(&file);
    team.service_comes_back();
    team.everybody_syncs();
    let ada = team.amina.finds("Okoro");
    for laptop in [&team.amina, &team.beth] {
        laptop.has_decisions(0);
        laptop.has_unsent(0);
        for (kind, count) in HISTORY {
            let items = laptop.timeline(&ada, kind);
            assert_eq!(items.len(), count, "{kind}");
            assert!(items.iter().all(|item| item["unverified"] == true && item["disputed"] == false), "{kind}");
        }
        let review = &laptop.family(&ada)["reviews"][0];
        assert_eq!(
            (&review["state"], &review["because"]["witness"]),
            (&json!("done_in_window"), &json!("previous_system"))
        );
    }
    let again = team.amina.imports(&file);
    assert_eq!((&again["unchanged"], &again["rows"][0]["left_out"]), (&json!(1), &json!([])));

    let review = team.beth.timeline(&ada, "past_review").remove(0);
    let mut body = review["body"].clone();
    body["source"] = json!("red_book");
    team.beth.amends(&ada, "past_review", &review["entry"], &body);
    team.everybody_syncs();
    assert_eq!(team.amina.timeline(&ada, "past_review")[0]["unverified"], false, "Beth vouches for it");
    assert_eq!(team.amina.family(&ada)["reviews"][0]["because"]["witness"], "told");
    team.amina.has_decisions(0);
}

// Shows IMP-01.
#[test]
fn undoing_an_import_takes_its_history_back_on_every_laptop() {
    let team = Team::of_two();
    let report = team.amina.imports(&with_history(&team));
    team.everybody_syncs();
    let ada = team.beth.finds("Okoro");
    assert_eq!(team.beth.timeline(&ada, "measurement").len(), 2);
    let undone = team.amina.call("import_undo", json!({ "act": report["act"] }));
    assert_eq!(undone["left"], json!([]));
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        assert_eq!(laptop.call("caseload", json!({ "from": 0, "limit": 200 }))["total"], 0);
        laptop.has_decisions(0);
        laptop.has_unsent(0);
    }
}
