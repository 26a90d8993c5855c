//! Two colleagues who import the same file make the same people, entries and bodies.

use doorstep_domain::fixtures::caseload_csv;
use doorstep_domain::staff::Role;

use crate::desk::Desk;

#[test]
fn two_colleagues_make_one_set_of_people() {
    let (amina, beth) = (Desk::new(), Desk::of(2, Role::Admin));
    let csv = caseload_csv(120, 8, amina.today());
    amina.import(&csv);
    beth.import(&csv);
    let facts = amina.facts();
    assert!(facts.len() > 1_000, "{} facts", facts.len());
    assert_eq!(facts, beth.facts(), "equal bodies of equal entries are one head");
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
