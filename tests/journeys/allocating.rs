//! A team leader hands children over and lets somebody cover, many in one act, from her own laptop.

use chrono::TimeDelta;
use doorstep_domain::id::PersonId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

use crate::centres::own;
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

/// The children on a laptop, by name.
fn children(laptop: &Laptop) -> Vec<String> {
    let view = laptop.call("caseload", json!({ "from": 0, "limit": 50 }));
    let given = |child: &Value| child["person"]["given"].as_str().unwrap().to_owned();
    view["children"].as_array().unwrap().iter().map(given).collect()
}

/// The children of somebody's caseload as the leader's screen shows them, or those of nobody.
fn shown(leader: &Laptop, of: Option<&Value>, given: &[&str]) -> Value {
    let view = leader.call("caseload_of", json!({ "staff": of }));
    let children = view["children"].as_array().unwrap();
    let is_meant =
        |child: &&Value| given.iter().any(|given| child["person"]["given"].as_str().unwrap().contains(given));
    let shown = |child: &Value| json!({ "person": child["person"]["person"], "heads": child["heads"] });
    let meant: Vec<Value> = children.iter().filter(is_meant).map(shown).collect();
    assert_eq!(meant.len(), given.len(), "{given:?} are on the screen");
    json!(meant)
}

fn allocates(leader: &Laptop, children: &Value, step: &str, to: &Value, (from, until): (String, String)) -> Value {
    let input = json!({
        "children": children, "step": step, "staff": to, "from": from, "to": until, "reason": "Annual leave"
    });
    let would = leader.call("allocate_check", input.clone());
    let done = leader.call("allocate", input);
    assert_eq!(would["children"].as_array().unwrap().len(), done["children"].as_array().unwrap().len());
    assert_eq!((&done["left_out"], &done["unsigned"]), (&json!([]), &json!(0)));
    done
}

#[test]
fn a_leader_hands_two_children_over_in_one_act_and_covers_the_third_by_days() {
    let mut team = Team::of_caseloads();
    let leader = team.is_joined_by("Lena Marsh", Role::TeamLeader, team.place());
    team.amina.imports(&caseload());
    team.everybody_syncs();
    leader.syncs();
    let (amina, beth) = (own(&team.amina), own(&team.beth));
    let today = || leader.now().date_naive().to_string();
    assert_eq!(leader.call("caseloads", json!({}))["nobody"], 3, "nobody is accountable, and she sees it");
    allocates(
        &leader,
        &shown(&leader, None, &["Chidi", "Ada", "Đào"]),
        "make_accountable",
        &amina,
        (today(), String::new()),
    );
    assert_eq!(leader.call("caseloads", json!({}))["nobody"], 0);
    leader.syncs();
    team.everybody_syncs();
    assert_eq!(team.admin().unallocated(team.organisation).unwrap(), []);

    // Two of the three are Beth's from now on, and Amina is in the house of one of them without a signal.
    let chidi = team.amina.finds("Chidi");
    team.service_stops();
    let (draft, form) = team.amina.begins_a_visit(&chidi, None);
    team.amina.signs_the_visit(&draft, &form);
    team.service_comes_back();
    let moved = shown(&leader, Some(&amina), &["Chidi", "Đào"]);
    allocates(&leader, &moved, "make_accountable", &beth, (today(), String::new()));
    leader.syncs();
    team.everybody_syncs();
    team.everybody_syncs();
    assert_eq!(children(&team.beth), ["Đào", "Chidi"]);
    assert_eq!(children(&team.amina), ["Ada"], "exactly these have left");
    team.amina.has_unsent(0);
    assert_eq!(team.amina.call("sync_centre", json!({}))["quarantined"], json!([]), "her visit is accepted");
    assert_eq!(team.beth.timeline(&chidi, "contact").len(), 1, "and Beth has it");
    let held = team.admin().accountable_for(team.organisation, beth.as_str().unwrap().parse().unwrap()).unwrap();
    assert_eq!(held.len(), 2, "the service says the same");

    // Beth covers the third today: she holds the child today and not tomorrow, and Amina stays accountable.
    let third = shown(&leader, Some(&amina), &["Ada"]);
    allocates(&leader, &third, "cover", &beth, (today(), today()));
    leader.syncs();
    team.everybody_syncs();
    assert_eq!(children(&team.beth), ["Ada", "Đào", "Chidi"]);
    assert_eq!(children(&team.amina), ["Ada"], "cover takes nothing away");
    team.beth.has_a_clock_off_by(TimeDelta::days(1));
    assert_eq!(children(&team.beth), ["Đào", "Chidi"], "what is hers stays");
    let of_amina: Vec<PersonId> =
        team.admin().accountable_for(team.organisation, amina.as_str().unwrap().parse().unwrap()).unwrap();
    assert_eq!(json!(of_amina), json!([team.amina.finds("Ada Davies")]));
}
