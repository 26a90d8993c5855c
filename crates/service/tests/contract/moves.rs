use doorstep_domain::audience::{Reader, Scope};
use doorstep_domain::change::Seen;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::AudienceId;
use doorstep_domain::staff::Role;
use doorstep_service::ledger::{Error, Joining, Ledger};
use doorstep_sync::wire::{Outcome, Refused};

use super::audiences::{Caseloads, accountable, decided, push};
use super::quarantined;
use crate::support::laptop::{Laptop, person};
use crate::support::morning;

fn reads(all: &Caseloads<'_>, who: &Laptop, scope: Scope) -> bool {
    let members = all.world.ledger.members(all.world.organisation.id, morning()).unwrap();
    members.iter().any(|member| member.staff == who.author.staff && member.scope == scope)
}

pub(crate) fn who_moves_to_another_team_reads_its_families_and_no_longer_those_of_the_old(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    // Two teams that share their families, a nurse of the first, and a caseload that she covers.
    let (old, new) = (all.world.team_id, all.world.another_team());
    let (mut here, mut there) = (all.world.laptop(), all.world.laptop_of(Role::HealthVisitor, new));
    let nina = all.world.laptop_of(Role::StaffNurse, old);
    let covered = Scope::Caseload(all.amina.author.staff);
    ledger
        .join(all.world.organisation.id, &Joining { staff: nina.author.staff, scope: covered, until: None }, &decided())
        .unwrap();
    let (of_old, of_new) = (here.note(person(1), "of the old team"), there.note(person(2), "of the new"));
    push(&all.world, &mut here, std::slice::from_ref(&of_old));
    push(&all.world, &mut there, std::slice::from_ref(&of_new));
    let of_amina = all.amina.note(person(3), "covered");
    push(&all.world, &mut all.amina, std::slice::from_ref(&of_amina));
    let held = |all: &Caseloads<'_>| [&of_old, &of_new, &of_amina].map(|note| all.holds(&nina, note, morning()));
    assert_eq!(held(&all), [true, false, true]);

    all.world.moves(&nina, Role::StaffNurse, Some(new)).unwrap();
    assert_eq!(held(&all), [false, true, false], "and what she covered ends, since it was decided for the old place");
    assert!(reads(&all, &nina, Scope::Own(nina.author.staff)) && reads(&all, &nina, Scope::Organisation));
    let history = ledger.membership_history(all.world.organisation.id).unwrap();
    let ended: Vec<Scope> = history.iter().filter(|change| !change.is_member).map(|change| change.scope).collect();
    assert_eq!(ended, [covered, Scope::Team(old)], "and nothing else was touched");
    assert_eq!(ledger.rebuild_memberships(all.world.organisation.id).unwrap(), 0);
    assert!(all.world.moves(&nina, Role::StaffNurse, Some(doorstep_domain::id::TeamId::from_bytes([99; 16]))).is_err());
    assert_eq!(held(&all), [false, true, false], "a team that is none changes nothing");
}

pub(crate) fn whose_caseload_moves_is_read_by_who_leads_the_new_team(ledger: &dyn Ledger) {
    let mut all = Caseloads::of(ledger);
    let new = all.world.team_of_caseloads();
    let lead = all.world.laptop_of(Role::TeamLeader, new);
    let note = all.amina.note(person(1), "a visit");
    push(&all.world, &mut all.amina, std::slice::from_ref(&note));
    let held = |all: &Caseloads<'_>| [&all.amina, &all.lena, &lead].map(|who| all.holds(who, &note, morning()));
    assert_eq!(held(&all), [true, true, false]);
    all.world.moves(&all.amina, Role::HealthVisitor, Some(new)).unwrap();
    assert_eq!(held(&all), [true, false, true], "the families stay hers until they are reallocated");

    // Who leads no longer reads what colleagues hold.
    all.world.moves(&lead, Role::HealthVisitor, Some(new)).unwrap();
    assert_eq!(held(&all), [true, false, false]);
    let orphaned = all.world.moves(&all.amina, Role::NurseryNurse, Some(new));
    assert!(matches!(orphaned, Err(Error::HoldsFamilies)), "somebody must hold them: {orphaned:?}");
    let mut leader = all.world.laptop_of(Role::TeamLeader, new);
    let allocated = leader.records(person(1), EntryKind::Accountable, "", &accountable(&all.beth));
    assert_eq!(push(&all.world, &mut leader, &[allocated]), Outcome::Accepted);
    all.settles(morning());
    all.world.moves(&all.amina, Role::NurseryNurse, Some(new)).unwrap();
    assert_eq!(held(&all), [false, true, false], "Lena leads the team of Beth, who has the child now");
    assert!(all.holds(&all.beth, &note, morning()));
}

pub(crate) fn what_was_signed_in_a_former_role_before_its_author_could_know_is_taken(ledger: &dyn Ledger) {
    let all = Caseloads::of(ledger);
    let team = all.world.team_id;
    let mut nina = all.world.laptop_of(Role::StaffNurse, team);
    let everybody = AudienceId::of(all.world.organisation.id, Scope::Organisation, Reader::Registered);
    let knew = all.world.log_of(&nina, everybody).unwrap().head;
    all.world.moves(&nina, Role::HealthVisitor, Some(team)).unwrap();
    let late = nina.note(person(1), "before she knew");
    let signed = nina.signs_having_seen(std::slice::from_ref(&late), vec![Seen(everybody, 1, knew)]);
    let arrived = nina.arrived(signed);
    nina.author.role = Role::HealthVisitor;
    assert_eq!(all.world.push(&nina, &[arrived]), [Outcome::Accepted], "she was in the house, without a signal");
    let note = nina.note(person(2), "as a health visitor");
    assert_eq!(push(&all.world, &mut nina, &[note]), Outcome::Accepted);
    assert!(all.holds(&nina, &late, morning()), "in her new class of reader");

    nina.author.role = Role::StaffNurse;
    let later = nina.note(person(3), "after she knew");
    let signed = nina.signs_having_seen(std::slice::from_ref(&later), vec![Seen(everybody, 1, knew + 1)]);
    let stranger = nina.author.clone();
    nina.author.role = Role::TeamLeader;
    let never = nina.note(person(4), "what she never was");
    nina.author = doorstep_sync::accept::Author { role: Role::HealthVisitor, ..stranger };
    let (signed, never_signed) = (nina.arrived(signed), nina.signs(std::slice::from_ref(&never)));
    let never_signed = nina.arrived(never_signed);
    let refused = [quarantined(later.id(), Refused::OtherAuthor), quarantined(never.id(), Refused::OtherAuthor)];
    assert_eq!(all.world.push(&nina, &[signed, never_signed]), refused);
}
