//! A laptop's disk is put back to a copy of the day before: what is signed on it then is set aside, since its number is
//! taken, and is signed again in one press.

use serde_json::{Value, json};

use crate::team::{Team, caseload};

#[test]
fn what_is_signed_on_a_laptop_that_was_put_back_reaches_everybody_once_it_is_signed_again() {
    let mut team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let chidi = team.amina.finds("Chidi");
    let copy = team.amina.is_copied();
    let visits = |team: &Team| {
        let (draft, form) = team.amina.begins_a_visit(&chidi, None);
        team.amina.signs_the_visit(&draft, &form);
    };
    visits(&team);
    team.everybody_syncs();
    assert_eq!(team.beth.timeline(&chidi, "contact").len(), 1);

    team.amina.is_put_back_to(copy.path());
    visits(&team);
    team.amina.call("sync_now", json!({}));
    let centre = team.amina.call("sync_centre", json!({}));
    let item = &centre["quarantined"][0];
    assert_eq!((&item["reason"], &centre["status"]["unsent"]), (&json!("forked"), &json!(0)), "{centre:#}");
    team.everybody_syncs();
    assert_eq!(team.beth.timeline(&chidi, "contact").len(), 1, "hers of before, and not this one yet");

    let again = |entry: &Value| json!({ "change": entry["change"], "follows": entry["follows"] });
    let changes: Vec<Value> = item["entries"].as_array().unwrap().iter().map(again).collect();
    assert!(changes.iter().all(|change| change["follows"].is_array()), "{item:#}");
    team.amina.call("sign_again", json!({ "batch": item["batch"], "changes": changes }));
    for _ in 0..2 {
        team.everybody_syncs();
    }
    for laptop in [&team.amina, &team.beth] {
        laptop.has_unsent(0);
        assert_eq!(laptop.timeline(&chidi, "contact").len(), 2, "both visits, each once");
        let centre = laptop.call("sync_centre", json!({}));
        assert_eq!((&centre["quarantined"], &centre["diverged"]), (&json!([]), &json!(false)));
    }

    // From now on its numbers are its own.
    visits(&team);
    team.everybody_syncs();
    team.amina.has_unsent(0);
    assert_eq!(team.beth.timeline(&chidi, "contact").len(), 3);
}
