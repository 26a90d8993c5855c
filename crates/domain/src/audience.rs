//! Who holds what: one pure policy, for what the service sends and accepts and for what an application shows.
//!
//! An audience is a class of reader of a scope: the health visitors of one caseload, the centre workers of one centre.
//! What its log carries is decided here, an entry at a time (DOMAIN 3.12). Default deny.

mod placing;
mod scope;

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::access::Group;
use crate::change::Kind;
use crate::entries::EntryKind;
use crate::entries::consent::SharedSlice;
use crate::id::{CentreId, EntryId, PersonId, StaffId, Subject, TeamId};
use crate::sensitivity::Sensitivity;
use crate::staff::Role;

pub use placing::{Place, Places, Placing};
pub use scope::{Reader, Scope};

impl Reader {
    /// Whether these readers may read an entry of this kind that is this sensitive, wherever they hold it.
    #[must_use]
    pub fn may_read(self, kind: &Kind, sensitivity: Sensitivity) -> bool {
        let group = kind.known().map_or(Group::Unknown, EntryKind::group);
        let at_all = self != Self::Centre || group == Group::Service || may_be_agreed_to(kind);
        at_all && group.readable_to(self).is_some_and(|most| sensitivity <= most)
    }
}

/// What the policy knows of an entry. Readers hold all changes of an entry or none, so it is of the entry as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EntryFacts {
    /// Its kind.
    pub kind: Kind,
    /// What it is about.
    pub subject: Subject,
    /// The highest that any of its changes has carried.
    pub sensitivity: Sensitivity,
    /// What its bodies say that limits who holds it.
    pub limits: Limits,
}

/// What the bodies of an entry say that limits who holds it: of versions that differ, the most protective.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Limits {
    /// An address to be kept off lists, a number that is not safe to ring.
    pub is_hidden: bool,
    /// The centre that it is meant for: a referral to it, a consent that names it, a session held there.
    pub centre: Option<CentreId>,
    /// The session that it is about: whose centre it is, its entry says.
    pub session: Option<EntryId>,
    /// Whom it names besides its subject: who lives in a household.
    pub names: Option<PersonId>,
}

impl Limits {
    /// What the newest versions of an entry, its heads, say together.
    #[must_use]
    pub fn of(kind: &Kind, heads: &[Value]) -> Self {
        let said = |field: &str| heads.iter().filter_map(|head| head.get(field)).collect::<Vec<_>>();
        // Heads that name different ones name none: nobody is told on the strength of half of a dispute.
        let id = |field: &str| {
            let named: BTreeSet<Option<&str>> = heads.iter().map(|head| head.get(field)?.as_str()).collect();
            if named.len() == 1 { named.into_iter().next().flatten().map(str::to_owned) } else { None }
        };
        match kind.known() {
            Some(EntryKind::Address) => Self {
                is_hidden: said("hidden").iter().any(|hidden| hidden.as_bool() != Some(false)),
                ..Self::default()
            },
            Some(EntryKind::ContactPoint) => Self { is_hidden: !heads.iter().all(is_safe_number), ..Self::default() },
            Some(EntryKind::Membership) => {
                Self { names: id("person").and_then(|id| id.parse().ok()), ..Self::default() }
            }
            Some(EntryKind::Referral | EntryKind::Consent | EntryKind::Acknowledgement) => {
                Self { centre: id("centre").and_then(|id| id.parse().ok()), ..Self::default() }
            }
            Some(EntryKind::Attendance) => {
                Self { session: id("session").and_then(|id| id.parse().ok()), ..Self::default() }
            }
            _ => Self::default(),
        }
    }
}

/// What a family agreed that a centre is told of one person, by a protocol that holds today.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreed {
    /// What of the record.
    pub slices: BTreeSet<SharedSlice>,
    /// Of whom. For a household: those of its people of whom the address may be told.
    pub people: BTreeSet<PersonId>,
}

/// Which scopes somebody of this role reads from the start. The caseloads of their team, where they lead it or run its
/// office, and cover come on top.
#[must_use]
pub fn reads(staff: StaffId, role: Role, team: Option<TeamId>, centre: Option<CentreId>) -> Vec<Scope> {
    let mut scopes = match role {
        Role::HealthVisitor | Role::StudentHealthVisitor | Role::TeamLeader => vec![Scope::Caseload(staff)],
        Role::StaffNurse | Role::NurseryNurse | Role::InfantFeedingSpecialist | Role::Admin | Role::PrivacyOfficer => {
            Vec::new()
        }
        Role::CentreWorker => centre.map(Scope::Centre).into_iter().collect(),
        Role::SafeguardingNurse => vec![Scope::Safeguarding, Scope::Sealed],
        Role::Service | Role::Other => return Vec::new(),
    };
    if is_of_the_team(role) {
        scopes.extend(team.map(Scope::Team));
        scopes.extend([Scope::Package(staff), Scope::LookUp(staff)]);
    }
    scopes.extend([Scope::Organisation, Scope::Own(staff)]);
    scopes
}

/// Whether somebody of this role reads every caseload of their team: who allocates, and who books and writes letters.
#[must_use]
pub fn reads_the_teams_caseloads(role: Role) -> bool {
    matches!(role, Role::TeamLeader | Role::Admin)
}

/// What new families join that somebody of this role registers. None for who registers nobody.
#[must_use]
pub fn home(staff: StaffId, role: Role, team: Option<TeamId>, shares_families: bool) -> Option<Scope> {
    let has_caseload = matches!(role, Role::HealthVisitor | Role::StudentHealthVisitor | Role::TeamLeader);
    if has_caseload && !shares_families {
        return Some(Scope::Caseload(staff));
    }
    team.filter(|_| is_of_the_team(role)).map(Scope::Team)
}

fn is_of_the_team(role: Role) -> bool {
    !matches!(role, Role::CentreWorker | Role::PrivacyOfficer | Role::Service | Role::Other)
}

/// Whether the readers of a scope hold an entry that is in it. `agreed` counts for centres alone.
#[must_use]
pub fn may_hold(scope: Scope, reader: Reader, entry: &EntryFacts, agreed: &Agreed) -> bool {
    let is_readable = reader.may_read(&entry.kind, entry.sensitivity);
    let is_own = entry.kind.known().map(EntryKind::group) == Some(Group::Own);
    let is_about_a_family = matches!(entry.subject, Subject::Person(_) | Subject::Household(_));
    match scope {
        Scope::Organisation => is_readable && !is_about_a_family && !is_own,
        Scope::Own(staff) => is_readable && is_own && entry.subject == Subject::Staff(staff),
        Scope::Caseload(_) | Scope::Team(_) | Scope::Package(_) | Scope::LookUp(_) => {
            is_readable && is_about_a_family && reader != Reader::Centre
        }
        Scope::Safeguarding => is_readable && is_about_a_family && reader == Reader::NamedNurse,
        Scope::Sealed => is_about_a_family && reader == Reader::NamedNurse,
        Scope::Centre(centre) => reader == Reader::Centre && is_agreed(centre, entry, agreed),
    }
}

/// The kinds that a family may agree that a centre is told, each with its part of the record (DOMAIN 3.12).
const SLICES: [(EntryKind, SharedSlice); 10] = [
    (EntryKind::Identity, SharedSlice::Names),
    (EntryKind::ContactPoint, SharedSlice::SafePhone),
    (EntryKind::Address, SharedSlice::Address),
    (EntryKind::Membership, SharedSlice::Address),
    (EntryKind::Attendance, SharedSlice::Attendance),
    (EntryKind::Measurement, SharedSlice::GrowthAndFeeding),
    (EntryKind::Feeding, SharedSlice::GrowthAndFeeding),
    (EntryKind::Development, SharedSlice::Development),
    (EntryKind::Referral, SharedSlice::Referral),
    (EntryKind::Acknowledgement, SharedSlice::Referral),
];

/// Which part of a record an entry belongs to, where a family may agree that a centre is told it.
#[must_use]
pub fn slice_of(kind: &Kind) -> Option<SharedSlice> {
    let known = kind.known()?;
    SLICES.iter().find(|(kind, _)| *kind == known).map(|(_, slice)| *slice)
}

/// Whether a family may agree that a centre is told it. What they agreed to, the centre is told with it.
fn may_be_agreed_to(kind: &Kind) -> bool {
    kind.known() == Some(EntryKind::Consent) || slice_of(kind).is_some()
}

/// A number that somebody called safe, and nobody unsafe.
fn is_safe_number(body: &Value) -> bool {
    let said = |field: &str| body.get(field).and_then(Value::as_str).unwrap_or("not_known");
    let said = [said("safe_to_voicemail"), said("safe_to_text")];
    said.contains(&"yes") && said.iter().all(|said| matches!(*said, "yes" | "not_known"))
}

fn is_agreed(centre: CentreId, entry: &EntryFacts, agreed: &Agreed) -> bool {
    if entry.sensitivity != Sensitivity::Standard || entry.limits.is_hidden {
        return false;
    }
    let is_for_it = entry.limits.centre == Some(centre);
    match entry.kind.known() {
        // What the family said to this very centre, and what the centre itself recorded.
        Some(EntryKind::Consent) => is_for_it && !agreed.slices.is_empty(),
        Some(EntryKind::Attendance | EntryKind::Referral | EntryKind::Acknowledgement) => {
            is_for_it && slice_of(&entry.kind).is_some_and(|slice| agreed.slices.contains(&slice))
        }
        Some(EntryKind::Membership) => {
            agreed.slices.contains(&SharedSlice::Address)
                && entry.limits.names.is_some_and(|person| agreed.people.contains(&person))
        }
        _ => slice_of(&entry.kind).is_some_and(|slice| agreed.slices.contains(&slice)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const CHILD: PersonId = PersonId::from_bytes([1; 16]);
    const MARKET_STREET: CentreId = CentreId::from_bytes([2; 16]);
    const ELSEWHERE: CentreId = CentreId::from_bytes([3; 16]);
    const AMINA: StaffId = StaffId::from_bytes([4; 16]);

    fn facts(kind: EntryKind, body: &Value) -> EntryFacts {
        let subject = match kind.about() {
            crate::id::SubjectKind::Household => Subject::Household(crate::id::HouseholdId::from_bytes([5; 16])),
            crate::id::SubjectKind::Staff => Subject::Staff(AMINA),
            crate::id::SubjectKind::Centre => Subject::Centre(MARKET_STREET),
            crate::id::SubjectKind::Person | crate::id::SubjectKind::PersonOrHousehold => Subject::Person(CHILD),
        };
        let limits = Limits::of(&Kind::Known(kind), std::slice::from_ref(body));
        EntryFacts { kind: Kind::Known(kind), subject, sensitivity: kind.sensitivity(), limits }
    }

    fn agreed(slices: &[SharedSlice]) -> Agreed {
        Agreed { slices: slices.iter().copied().collect(), people: [CHILD].into() }
    }

    fn centre_holds(entry: &EntryFacts, slices: &[SharedSlice]) -> bool {
        may_hold(Scope::Centre(MARKET_STREET), Reader::Centre, entry, &agreed(slices))
    }

    // Shows REF-05, SHR-04.
    #[test]
    fn a_centre_holds_what_was_agreed_to_and_no_more() {
        let empty = json!({});
        for kind in EntryKind::ALL.iter().filter(|kind| kind.group() != Group::Service) {
            assert!(!centre_holds(&facts(*kind, &empty), &[]), "{kind:?} without consent");
            let all = crate::entries::consent::SharedSlice::ALL;
            if !may_be_agreed_to(&Kind::Known(*kind)) {
                assert!(!centre_holds(&facts(*kind, &empty), &all), "{kind:?} is never shared");
            }
        }
        assert!(centre_holds(&facts(EntryKind::Identity, &empty), &[SharedSlice::Names]));
        assert!(!centre_holds(&facts(EntryKind::Measurement, &empty), &[SharedSlice::Names]));
        assert!(centre_holds(&facts(EntryKind::Measurement, &empty), &[SharedSlice::GrowthAndFeeding]));
    }

    // Shows REF-05.
    #[test]
    fn a_referral_reaches_the_centre_that_it_names_where_the_family_agreed() {
        let referral = |to: CentreId| facts(EntryKind::Referral, &json!({ "centre": to }));
        assert!(centre_holds(&referral(MARKET_STREET), &[SharedSlice::Referral]));
        assert!(!centre_holds(&referral(ELSEWHERE), &[SharedSlice::Referral]));
        assert!(!centre_holds(&referral(MARKET_STREET), &[SharedSlice::Names]));
        assert!(!centre_holds(&facts(EntryKind::Referral, &json!({})), &[SharedSlice::Referral]));
    }

    #[test]
    fn a_centre_holds_that_its_own_referrals_were_seen_and_of_nothing_else() {
        let seen = |centre: Option<CentreId>| {
            facts(EntryKind::Acknowledgement, &json!({ "kind": "referral", "centre": centre }))
        };
        assert!(centre_holds(&seen(Some(MARKET_STREET)), &[SharedSlice::Referral]));
        assert!(!centre_holds(&seen(Some(ELSEWHERE)), &[SharedSlice::Referral]));
        assert!(!centre_holds(&seen(Some(MARKET_STREET)), &[SharedSlice::Names]));
        assert!(!centre_holds(&seen(None), &[SharedSlice::Referral]), "of a delegation or a hand-over");
        // Who may not read what was seen does not hold that it was.
        for kind in [EntryKind::Referral, EntryKind::Delegation, EntryKind::Accountable] {
            for reader in Reader::ALL {
                for sensitivity in [Sensitivity::Standard, Sensitivity::Sensitive, Sensitivity::Restricted] {
                    let reads = |kind| reader.may_read(&Kind::Known(kind), sensitivity);
                    let of_a_centre = reader == Reader::Centre && kind != EntryKind::Referral;
                    assert!(of_a_centre || !reads(EntryKind::Acknowledgement) || reads(kind), "{kind:?} {reader:?}");
                }
            }
        }
    }

    // Shows REF-05, CON-12.
    #[test]
    fn a_hidden_address_and_a_number_that_is_not_safe_never_reach_a_centre() {
        let address = |body| centre_holds(&facts(EntryKind::Address, &body), &[SharedSlice::Address]);
        assert!(address(json!({ "lines": ["1 High Street"] })));
        assert!(!address(json!({ "lines": ["1 High Street"], "hidden": true })));
        assert!(!address(json!({ "lines": ["1 High Street"], "hidden": "a word of a later build" })));
        let number = |body| centre_holds(&facts(EntryKind::ContactPoint, &body), &[SharedSlice::SafePhone]);
        assert!(number(json!({ "safe_to_text": "yes" })));
        for unsafe_number in [json!({}), json!({ "safe_to_text": "yes", "safe_to_voicemail": "no" })] {
            assert!(!number(unsafe_number.clone()), "{unsafe_number}");
        }
    }

    #[test]
    fn of_versions_that_differ_the_most_protective_counts() {
        let address = Kind::Known(EntryKind::Address);
        let heads = [json!({ "lines": ["1 High Street"] }), json!({ "lines": ["1 High Street"], "hidden": true })];
        assert!(Limits::of(&address, &heads).is_hidden);
        let referral = Kind::Known(EntryKind::Referral);
        let to = |centres: &[CentreId]| {
            let heads: Vec<Value> = centres.iter().map(|centre| json!({ "centre": centre })).collect();
            Limits::of(&referral, &heads).centre
        };
        assert_eq!(to(&[MARKET_STREET, MARKET_STREET]), Some(MARKET_STREET));
        assert_eq!(to(&[MARKET_STREET, ELSEWHERE]), None, "to neither, until somebody decides");
    }

    #[test]
    fn who_lives_in_a_household_reaches_a_centre_only_of_those_who_agreed() {
        let member = |person: PersonId| facts(EntryKind::Membership, &json!({ "person": person }));
        assert!(centre_holds(&member(CHILD), &[SharedSlice::Address]));
        assert!(!centre_holds(&member(PersonId::from_bytes([9; 16])), &[SharedSlice::Address]));
    }

    // Shows SHR-04.
    #[test]
    fn a_caseload_is_held_by_role_and_sensitivity() {
        let scope = Scope::Caseload(AMINA);
        let nobody = Agreed::default();
        for kind in EntryKind::ALL {
            let entry = facts(*kind, &json!({}));
            for reader in Reader::ALL {
                let is_family = matches!(entry.subject, Subject::Person(_) | Subject::Household(_));
                let may = reader != Reader::Centre && is_family && reader.may_read(&entry.kind, entry.sensitivity);
                assert_eq!(may_hold(scope, reader, &entry, &nobody), may, "{kind:?} {reader:?}");
            }
        }
        let raised =
            EntryFacts { sensitivity: Sensitivity::Restricted, ..facts(EntryKind::ContactNarrative, &json!({})) };
        assert!(may_hold(scope, Reader::HealthVisitor, &raised, &nobody));
        assert!(!may_hold(scope, Reader::NurseryNurse, &raised, &nobody));
    }

    #[test]
    fn working_time_is_for_whoever_it_is_about() {
        let time = facts(EntryKind::ContactTime, &json!({}));
        let nobody = Agreed::default();
        assert!(may_hold(Scope::Own(AMINA), Reader::HealthVisitor, &time, &nobody));
        assert!(!may_hold(Scope::Organisation, Reader::HealthVisitor, &time, &nobody));
        let centre = facts(EntryKind::Centre, &json!({}));
        assert!(may_hold(Scope::Organisation, Reader::Centre, &centre, &nobody));
    }

    #[test]
    fn what_is_sealed_is_held_by_named_nurses_alone() {
        let identity = facts(EntryKind::Identity, &json!({}));
        for reader in Reader::ALL {
            let holds = may_hold(Scope::Sealed, reader, &identity, &Agreed::default());
            assert_eq!(holds, reader == Reader::NamedNurse, "{reader:?}");
        }
    }
}
