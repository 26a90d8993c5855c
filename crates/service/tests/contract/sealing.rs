//! A sealed record: the named nurse's alone, with everything that names whose it is.

use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::Subject;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::Ledger;
use doorstep_sync::wire::Outcome;
use serde_json::{Value, json};

use super::audiences::{Caseloads, home, push};
use crate::support::laptop::person;
use crate::support::morning;

pub(crate) fn a_sealed_record_is_held_by_named_nurses_alone(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let mut named = all.world.laptop_of_all(Role::SafeguardingNurse);
    let child = person(1);
    let note = all.amina.note(child, "a visit");
    let lives_there = |who: Subject, key: &str| {
        all.amina.records(home(1), EntryKind::Membership, key, &json!({ "person": who.person(), "residence": "main" }))
    };
    let (child_there, brother_there) = (lives_there(child, "1"), lives_there(person(2), "2"));
    let brother = all.amina.note(person(2), "her brother");
    push(&all.world, &mut all.amina, &[note.clone(), brother.clone(), child_there.clone(), brother_there.clone()]);
    all.settles(morning());
    assert!(all.holds(&all.amina, &child_there, morning()));
    let sealing = |lifted: Value| json!({ "because": "adoption", "on": "2026-11-02", "order": "Family Court", "lifted_on": lifted });
    let sealed = all.lena.records(child, EntryKind::Sealing, "", &sealing(Value::Null));
    assert_eq!(push(&all.world, &mut all.lena, std::slice::from_ref(&sealed)), Outcome::Accepted);
    all.settles(morning());
    assert!(all.holds(&named, &note, morning()));
    assert!(![&all.amina, &all.lena].iter().any(|who| all.holds(who, &note, morning())));
    assert!(!all.holds(&all.amina, &child_there, morning()), "nor that she ever lived there");
    assert!(all.holds(&all.amina, &brother_there, morning()) && all.holds(&all.amina, &brother, morning()));

    let mut lifted = named.header_of(child, EntryKind::Sealing, "");
    lifted.parents = vec![sealed.id()];
    lifted.reason = Some("The order was set aside.".to_owned());
    let lifted = Change::write(lifted, &sealing(json!("2026-11-02"))).unwrap();
    assert_eq!(push(&all.world, &mut named, &[lifted]), Outcome::Accepted);
    all.settles(morning());
    assert!(all.holds(&all.amina, &child_there, morning()), "it may be lifted again");
}
