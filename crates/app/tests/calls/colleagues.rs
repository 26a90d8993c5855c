//! Two colleagues who import the same file make the same people, entries and bodies.

use std::borrow::Cow;

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::fixtures::caseload_csv;
use doorstep_domain::id::EntryId;
use doorstep_domain::staff::Role;
use serde_json::Value;

use crate::desk::Desk;

#[test]
fn two_colleagues_make_one_set_of_people() {
    let (amina, beth) = (Desk::new(), Desk::of(2, Role::Admin));
    let csv = caseload_csv(120, 8, amina.today());
    amina.import(&csv);
    beth.import(&csv);
    let facts = amina.facts();
    assert!(facts.len() > 1_000, "{} facts", facts.len());
    // Some of what came before is for clinical staff to take over: of that Beth makes nothing, and nothing else.
    let of_beth = beth.facts();
    let of_both: Vec<_> = facts.iter().filter(|(entry, _)| of_beth.contains_key(*entry)).collect();
    assert_eq!(of_both, of_beth.iter().collect::<Vec<_>>(), "equal bodies of equal entries are one head");
    let clinical =
        |(_, (kind, _)): &(&EntryId, &(String, Value))| !may_record(Role::Admin, &Kind::from(Cow::from(kind)));
    assert!(facts.iter().filter(|(entry, _)| !of_beth.contains_key(*entry)).all(|fact| clinical(&fact)));
}

#[test]
fn the_order_of_lines_makes_no_difference() {
    let (amina, beth) = (Desk::new(), Desk::new());
    let csv = caseload_csv(120, 8, amina.today());
    let mut lines: Vec<&str> = csv.lines().collect();
    lines[1..].reverse();
    amina.import(&csv);
    beth.import(&format!("{}\n", lines.join("\n")));
    assert_eq!(amina.facts(), beth.facts());
}
