//! Somebody gets another place of work while they are out, without a signal.

use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use doorstep_service::Why;
use serde_json::{Value, json};

use crate::centres::own;
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

const WHY: Why<'static> = Why { decided_by: "Lena Marsh", because: "A new post." };

fn staff(laptop: &Laptop) -> StaffId {
    own(laptop).as_str().unwrap().parse().unwrap()
}

fn visits(laptop: &Laptop, child: &Value) {
    let (draft, form) = laptop.begins_a_visit(child, None);
    laptop.signs_the_visit(&draft, &form);
}

#[test]
fn a_nurse_who_moves_to_another_team_gives_up_its_families_and_loses_nothing_that_she_signed() {
    let mut team = Team::with_beth_as(Role::StaffNurse);
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let chidi = team.beth.finds("Chidi");
    let (organisation, beth) = (team.organisation, staff(&team.beth));
    let new = team.admin().add_team(organisation, "Lydd", true).unwrap();

    team.service_stops();
    visits(&team.beth, &chidi);
    team.service_comes_back();
    team.admin().change_staff(organisation, beth, (Role::StaffNurse, new.into()), WHY).unwrap();
    team.everybody_syncs();
    team.everybody_syncs();

    let found = team.beth.call("search", json!({ "text": "Chidi" }));
    assert_eq!(found["people"], json!([]), "the families of her old team are not on her laptop");
    team.beth.has_unsent(0);
    assert_eq!(team.beth.call("sync_centre", json!({}))["quarantined"], json!([]));
    assert_eq!(team.amina.timeline(&chidi, "contact").len(), 1, "what she signed is with whoever holds the family");
}

#[test]
fn who_gets_another_role_signs_in_it_once_the_laptop_knows() {
    let mut team = Team::with_beth_as(Role::StaffNurse);
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let chidi = team.beth.finds("Chidi");
    let (organisation, beth) = (team.organisation, staff(&team.beth));
    team.service_stops();
    visits(&team.beth, &chidi);
    team.service_comes_back();
    team.admin().change_staff(organisation, beth, (Role::HealthVisitor, team.place()), WHY).unwrap();
    team.everybody_syncs();
    assert_eq!(team.beth.call("session", json!({}))["open"]["role"], "health_visitor");
    assert_eq!(team.beth.finds("Chidi"), chidi);
    visits(&team.beth, &chidi);
    team.everybody_syncs();
    team.beth.has_unsent(0);
    assert_eq!(team.beth.call("sync_centre", json!({}))["quarantined"], json!([]));
    assert_eq!(team.amina.timeline(&chidi, "contact").len(), 2, "one in each role");
}
