//! Whatever a network does to connections, nothing is lost, nothing counts twice, and nobody is told otherwise.

use doorstep_domain::staff::Role;
use serde_json::json;

use crate::bad_link::BadLink;
use crate::laptop::Laptop;
use crate::team::{Team, caseload};

/// Tries to sync, as the courier does by itself. What is shown afterwards is never ahead of the truth.
fn tries_to_sync(laptop: &Laptop, seen: &mut u64) {
    let before = laptop.call("status", json!({}))["unsent"].as_u64().unwrap();
    let centre = laptop.call("sync_now", json!({}));
    let after = laptop.call("status", json!({}))["unsent"].as_u64().unwrap();
    assert!(after <= before, "nobody signs meanwhile");
    if centre["last_error"].is_null() {
        assert_eq!(after, 0, "a sync that ended well has sent everything");
        *seen += 1;
    }
}

/// How many connections failed.
fn plays(seed: u64) -> u32 {
    let team = Team::of_two();
    let links = [seed * 2, seed * 2 + 1].map(|seed| BadLink::to(team.address(), seed));
    let [cleo, dot] = ["Cleo Ward", "Dot Mensah"];
    let cleo = team.is_joined_through(cleo, Role::HealthVisitor, &links[0].url());
    let dot = team.is_joined_through(dot, Role::HealthVisitor, &links[1].url());
    cleo.imports(&caseload());
    cleo.syncs();
    dot.syncs();
    let chidi = cleo.finds("Chidi");
    links.iter().for_each(|link| link.goes_bad(true));
    let mut well = 0;
    for round in 0..8 {
        for laptop in [&cleo, &dot] {
            let (draft, form) = laptop.begins_a_visit(&chidi, None);
            laptop.signs_the_visit(&draft, &form);
            tries_to_sync(laptop, &mut well);
            if round % 2 == 0 {
                tries_to_sync(laptop, &mut well);
            }
        }
    }
    let failed: u32 = links.iter().map(BadLink::failed).sum();
    assert!(well > 0, "seed {seed}: some syncs end well");
    links.iter().for_each(|link| link.goes_bad(false));
    for laptop in [&cleo, &dot, &cleo, &dot] {
        laptop.syncs();
    }
    for laptop in [&cleo, &dot] {
        laptop.has_unsent(0);
        assert_eq!(laptop.timeline(&chidi, "contact").len(), 16, "seed {seed}: each visit once, on both laptops");
        let centre = laptop.call("sync_centre", json!({}));
        assert_eq!(centre["quarantined"], json!([]), "seed {seed}");
    }
    failed
}

#[test]
fn on_a_network_that_fails_in_every_way_each_visit_arrives_once() {
    let failed: u32 = (1..=6).map(plays).sum();
    assert!(failed > 30, "only {failed} connections failed");
}
