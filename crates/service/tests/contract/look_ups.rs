//! Break-glass: a family that is not theirs is read by whoever asked for it, for a time, and what they asked is kept.

use chrono::TimeDelta;
use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{AudienceId, HouseholdId, Subject};
use doorstep_service::ledger::Ledger;
use doorstep_sync::wire::Outcome;
use serde_json::{Value, json};

use super::audiences::{Caseloads, push};
use crate::support::laptop::person;
use crate::support::morning;

fn asks(more: Value) -> Value {
    let mut body = json!({ "reason": "safeguarding", "why": "Strategy meeting at two." });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    body
}

fn by_number() -> Value {
    asks(json!({ "nhs_number": "9990000018" }))
}

impl Caseloads<'_> {
    /// Beth asks, and the service looks.
    fn beth_asks(&mut self, key: &str, body: &Value) {
        let asked = self.beth.records(Subject::Staff(self.beth.author.staff), EntryKind::LookUp, key, body);
        assert_eq!(push(&self.world, &mut self.beth, &[asked]), Outcome::Accepted);
        self.settles(morning());
    }

    fn found(&self) -> Vec<Option<Subject>> {
        let since = morning() - TimeDelta::hours(1);
        let all = self.world.ledger.look_ups(self.world.organisation.id, since).unwrap();
        assert!(all.iter().all(|one| one.asked.as_ref().is_some_and(|asked| asked.why.contains("two"))));
        all.into_iter().map(|one| one.found).collect()
    }
}

pub(crate) fn who_looks_a_family_up_reads_it_until_the_day_after(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let (child, house) = (person(1), Subject::Household(HouseholdId::from_bytes([8; 16])));
    let number = json!({ "number": "9990000018", "status": "verified" });
    let family = [
        all.amina.note(child, "a visit"),
        all.amina.records(child, EntryKind::NhsNumberEntry, "", &number),
        all.amina.records(house, EntryKind::Membership, "1", &json!({ "person": child.person(), "residence": "main" })),
        all.amina.records(house, EntryKind::Address, "1", &json!({ "lines": ["1 High Street"] })),
    ];
    push(&all.world, &mut all.amina, &family);
    let other = all.amina.note(person(2), "another family");
    push(&all.world, &mut all.amina, std::slice::from_ref(&other));
    all.settles(morning());
    all.beth_asks("1", &asks(json!({ "nhs_number": "9990000026" })));
    assert!(family.iter().all(|change| !all.holds(&all.beth, change, morning())), "nobody has that number");
    all.beth_asks("2", &by_number());
    for change in &family {
        assert!(all.holds(&all.beth, change, morning()), "{change:?}");
    }
    assert!(!all.holds(&all.beth, &other, morning()));
    assert_eq!(all.found().len(), 2);
    assert!(all.found().contains(&Some(child)) && all.found().contains(&None), "also what found nobody is kept");

    // She may write about them: she saw them.
    let hers = all.beth.records(child, EntryKind::Contact, "hers", &json!({ "place": "clinic" }));
    assert_eq!(push(&all.world, &mut all.beth, std::slice::from_ref(&hers)), Outcome::Accepted);
    assert!(all.holds(&all.amina, &hers, morning()), "and whose family it is reads it");
    let third_day = morning() + TimeDelta::days(2);
    all.settles(third_day);
    assert!(family.iter().all(|change| !all.holds(&all.beth, change, third_day)), "it is over the day after");
    assert!(family.iter().all(|change| all.holds(&all.amina, change, third_day)));
}

pub(crate) fn a_name_that_two_share_finds_neither(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let named = |given: &str| json!({ "family": "Okafor", "given": given, "birth_date": "2026-10-20" });
    let ada = all.amina.records(person(1), EntryKind::Identity, "", &named("Ada"));
    push(&all.world, &mut all.amina, std::slice::from_ref(&ada));
    let by_name = asks(json!({ "family": "ókafor", "birth_date": "2026-10-20" }));
    all.beth_asks("1", &by_name);
    assert!(all.holds(&all.beth, &ada, morning()));
    let bea = all.amina.records(person(2), EntryKind::Identity, "", &named("Bea"));
    push(&all.world, &mut all.amina, std::slice::from_ref(&bea));
    all.beth_asks("2", &by_name);
    assert!(!all.holds(&all.beth, &bea, morning()), "her twin: the number is asked for");
    assert_eq!(all.found().iter().flatten().count(), 1);
}

pub(crate) fn what_is_sealed_is_not_looked_up_and_nobody_else_learns_who_asked(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let child = person(1);
    let number = json!({ "number": "9990000018", "status": "verified" });
    let note = all.amina.note(child, "a visit");
    let known = all.amina.records(child, EntryKind::NhsNumberEntry, "", &number);
    push(&all.world, &mut all.amina, &[note.clone(), known]);
    let sealed = json!({ "because": "adoption", "on": "2026-11-02", "order": "Family Court" });
    let sealed = all.lena.records(child, EntryKind::Sealing, "", &sealed);
    assert_eq!(push(&all.world, &mut all.lena, &[sealed]), Outcome::Accepted);
    all.settles(morning());
    let asked = all.beth.records(Subject::Staff(all.beth.author.staff), EntryKind::LookUp, "1", &by_number());
    push(&all.world, &mut all.beth, std::slice::from_ref(&asked));
    all.settles(morning());
    assert!(!all.holds(&all.beth, &note, morning()));
    assert!(all.holds(&all.beth, &asked, morning()) && !all.holds(&all.amina, &asked, morning()));
    let own = AudienceId::of(all.world.organisation.id, Scope::Own(all.beth.author.staff), Reader::HealthVisitor);
    assert!(all.world.log_of(&all.beth, own).is_some());
}
