//! Two colleagues import the same caseload file, neither knowing of the other.

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
