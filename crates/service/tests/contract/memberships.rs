use chrono::TimeDelta;
use doorstep_domain::audience::Scope;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{Decision, Joining, Ledger};

use super::audiences::{Caseloads, decided};
use crate::support::morning;
use crate::support::world::World;

pub(crate) fn who_could_see_what_when_and_by_whom_is_kept(ledger: &dyn Ledger) {
    let all = Caseloads::of(ledger);
    let organisation = all.world.organisation.id;
    let (staff, scope) = (all.beth.author.staff, Scope::Caseload(all.amina.author.staff));
    let begun = ledger.membership_history(organisation).unwrap();
    assert!(begun.iter().all(|change| change.is_member && change.by.is_empty()), "by role and team: {begun:?}");
    let until = Some(morning() + TimeDelta::days(14));
    let later = Decision { at: morning() + TimeDelta::days(3), by: "Lena Marsh", because: "Amina is back early." };
    ledger.join(organisation, &Joining { staff, scope, until }, &decided()).unwrap();
    ledger.join(organisation, &Joining { staff, scope, until }, &decided()).unwrap();
    ledger.leave(organisation, staff, scope, &later).unwrap();
    assert!(ledger.leave(organisation, staff, scope, &later).is_err(), "she does not read it");
    let history = ledger.membership_history(organisation).unwrap();
    let numbers: Vec<u64> = history.iter().map(|change| change.number).collect();
    assert_eq!(
        numbers,
        (1..=begun.len() as u64 + 2).collect::<Vec<_>>(),
        "no hole, and what changes nothing is nothing"
    );
    let [joined, left] = &history[begun.len()..] else { panic!("two decisions: {history:?}") };
    assert_eq!((joined.staff, joined.scope, joined.is_member, joined.until), (staff, scope, true, until));
    assert_eq!((joined.at, joined.by.as_str(), joined.because.as_str()), (morning(), "Lena Marsh", "Cover for leave."));
    assert_eq!((left.is_member, left.at, left.because.as_str()), (false, later.at, "Amina is back early."));
}

pub(crate) fn members_are_worked_out_again_from_their_history(ledger: &dyn Ledger) {
    let (mut all, other) = (Caseloads::of(ledger), World::numbered(ledger, 2));
    let organisation = all.world.organisation.id;
    let elsewhere = other.laptop_of(Role::HealthVisitor, other.team_id);
    let scope = Scope::Caseload(all.amina.author.staff);
    let reads = |staff, until| Joining { staff, scope, until };
    let (beth, of_lena) = (all.beth.author.staff, Scope::Caseload(all.lena.author.staff));
    let soon = decided().at + TimeDelta::days(1);
    ledger.join(organisation, &reads(beth, Some(soon)), &decided()).unwrap();
    ledger.join(organisation, &Joining { staff: beth, scope: of_lena, until: None }, &decided()).unwrap();
    ledger.leave(organisation, beth, of_lena, &decided()).unwrap();
    // Its time was over: who comes back reads from the start.
    ledger.join(organisation, &reads(beth, None), &Decision { at: soon, ..decided() }).unwrap();
    let note = all.amina.note(crate::support::laptop::person(1), "a visit");
    super::audiences::push(&all.world, &mut all.amina, &[note]);
    let log = all.world.log_of(&all.beth, all.caseload(&all.amina));
    assert_eq!(log.unwrap().membership, 2);

    let members = ledger.members(organisation, morning()).unwrap();
    assert_eq!(ledger.rebuild_memberships(organisation).unwrap(), 0, "the table says what its history says");
    assert_eq!(ledger.members(organisation, morning()).unwrap(), members);
    let theirs = ledger.members(other.organisation.id, morning()).unwrap();
    assert!(theirs.iter().any(|member| member.staff == elsewhere.author.staff));
    assert_eq!(ledger.rebuild_memberships(other.organisation.id).unwrap(), 0);
}
