//! The service's disk fails, and a copy of the day before takes its place: what was signed since comes back.

use doorstep_service::Error;
use doorstep_service::ledger;

use crate::team::{Team, caseload};

#[test]
fn what_was_signed_since_the_copy_comes_back_from_the_laptops() {
    let mut team = Team::of_two();
    team.amina.imports(&caseload());
    team.everybody_syncs();
    let copy = team.is_copied();
    let (chidi, ada) = (team.amina.finds("Chidi"), team.beth.finds("Ada Davies"));
    let (draft, form) = team.amina.begins_a_visit(&chidi, None);
    team.amina.signs_the_visit(&draft, &form);
    let (draft, form) = team.beth.begins_a_visit(&ada, None);
    team.beth.signs_the_visit(&draft, &form);
    team.everybody_syncs();
    team.amina.has_unsent(0);

    team.is_restored_from(&copy);
    let organisation = team.organisation;
    let whole = |team: &Team| {
        let restore = team.admin().restore(organisation).unwrap().unwrap();
        let of = |laptop: usize| (restore.devices[laptop].is_whole(), restore.devices[laptop].batches > 0);
        let mut both = [of(0), of(1)];
        both.sort_unstable();
        both
    };
    assert_eq!(whole(&team), [(false, false), (false, false)], "nobody was here yet");
    team.amina.syncs();
    team.amina.syncs();
    assert_eq!(whole(&team), [(false, false), (true, true)], "hers is back, Beth's is not");
    let refused = team.admin().confirm_restore(organisation, None);
    assert!(matches!(refused, Err(Error::Ledger(ledger::Error::NotWhole))), "{refused:?}");
    team.everybody_syncs();
    assert_eq!(whole(&team), [(true, true), (true, true)]);
    team.admin().confirm_restore(organisation, None).unwrap();
    team.everybody_syncs();
    for laptop in [&team.amina, &team.beth] {
        for child in [&chidi, &ada] {
            assert_eq!(laptop.timeline(child, "contact").len(), 1);
        }
        laptop.has_unsent(0);
        assert_eq!(laptop.call("sync_centre", serde_json::json!({}))["diverged"], false);
    }

    // Whoever comes new gets it all from the service.
    let cara = team.is_joined_by("Cara Jones", doorstep_domain::staff::Role::HealthVisitor, team.place());
    cara.syncs();
    assert_eq!(cara.timeline(&chidi, "contact").len(), 1);
}
