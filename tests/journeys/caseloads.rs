//! A family changes hands while somebody is in the house without a signal.

use doorstep_domain::id::{PersonId, StaffId};
use doorstep_service::Why;
use serde_json::{Value, json};

use crate::centres::own;
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

fn staff(laptop: &Laptop) -> StaffId {
    own(laptop).as_str().unwrap().parse().unwrap()
}

fn person(id: &Value) -> PersonId {
    id.as_str().unwrap().parse().unwrap()
}

fn finds_nobody(laptop: &Laptop, text: &str) {
    let found = laptop.call("search", json!({ "text": text }));
    assert_eq!(found["people"], json!([]), "{text} is not on this laptop");
}

#[test]
fn a_child_who_is_reallocated_leaves_one_laptop_and_enters_the_other_with_what_was_written_meanwhile() {
    let mut team = Team::of_caseloads();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    finds_nobody(&team.beth, "Chidi");
    let organisation = team.organisation;
    let unallocated = team.admin().unallocated(organisation).unwrap();
    assert_eq!(unallocated.len(), 3, "children whom nobody is accountable for yet");
    let everybody: Vec<PersonId> = unallocated.iter().map(|one| one.child).collect();
    team.admin().allocate(organisation, &everybody, staff(&team.amina)).unwrap();
    assert_eq!(team.admin().unallocated(organisation).unwrap(), []);
    team.everybody_syncs();
    let (chidi, ada) = (team.amina.finds("Chidi"), team.amina.finds("Ada Davies"));

    // Chidi is Beth's from now on, and Amina is in the house.
    team.service_stops();
    let (draft, form) = team.amina.begins_a_visit(&chidi, None);
    team.amina.signs_the_visit(&draft, &form);
    team.service_comes_back();
    team.admin().allocate(organisation, &[person(&chidi)], staff(&team.beth)).unwrap();
    team.everybody_syncs();
    team.everybody_syncs();

    assert_eq!(team.beth.finds("Chidi"), chidi);
    assert_eq!(team.beth.timeline(&chidi, "contact").len(), 1, "what Amina wrote before she could know");
    assert!(team.beth.family(&chidi)["people"].as_array().unwrap().len() > 1, "with the mother");
    finds_nobody(&team.amina, "Chidi");
    finds_nobody(&team.amina, "Ngozi");
    assert_eq!(team.amina.finds("Ada Davies"), ada, "the others stay");
    team.amina.has_unsent(0);
    assert_eq!(team.amina.call("sync_centre", json!({}))["quarantined"], json!([]));

    // Cover is joining: Amina reads Beth's caseload while Beth is away, and not a day longer.
    let why = Why { decided_by: "Lena Marsh", because: "Beth is on leave." };
    let (by, of) = (staff(&team.amina), staff(&team.beth));
    team.admin().cover(organisation, (by, of), None, why).unwrap();
    team.everybody_syncs();
    assert_eq!(team.amina.finds("Chidi"), chidi);
    assert_eq!(team.amina.timeline(&chidi, "contact").len(), 1, "her own words too, though she had given them up");
    team.admin().end_cover(organisation, (by, of), why).unwrap();
    team.everybody_syncs();
    finds_nobody(&team.amina, "Chidi");
    assert_eq!(team.admin().reallocate(organisation, staff(&team.beth), staff(&team.amina)).unwrap(), 1);
    team.everybody_syncs();
    assert_eq!(team.amina.finds("Chidi"), chidi);
    finds_nobody(&team.beth, "Chidi");
}
