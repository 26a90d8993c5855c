//! Who works here, as a form offers them.

use doorstep_domain::staff::Role;
use serde_json::json;

use crate::desk::Desk;

#[test]
fn a_practitioner_is_known_before_the_first_sync() {
    let desk = Desk::of(1, Role::TeamLeader);
    let colleagues = desk.call("colleagues", json!({}));
    assert_eq!(colleagues.as_array().unwrap().len(), 1);
    assert_eq!(colleagues[0]["role"], "team_leader");
}
