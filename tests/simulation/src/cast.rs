//! Who works with whom: a team with a caseload each, a safeguarding nurse, a centre, and a second laptop of one of them.

use doorstep_domain::id::{CentreId, OrganisationId, PersonId, StaffId, TeamId};
use doorstep_domain::staff::Role;

pub(crate) const ORGANISATION: OrganisationId = OrganisationId::from_bytes([1; 16]);
pub(crate) const CENTRE: CentreId = CentreId::from_bytes([0xc0; 16]);
pub(crate) const SERVICE: StaffId = StaffId::from_bytes([200; 16]);
pub(crate) const TEAM: TeamId = TeamId::from_bytes([100; 16]);

/// Somebody with a laptop.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Colleague {
    pub(crate) name: &'static str,
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
}

const fn colleague(name: &'static str, staff: u8, role: Role) -> Colleague {
    Colleague { name, staff: StaffId::from_bytes([staff; 16]), role }
}

/// The laptops of the organisation. The last is Amina's second.
pub(crate) const LAPTOPS: [Colleague; 8] = [
    colleague("Amina", 11, Role::HealthVisitor),
    colleague("Beth", 12, Role::HealthVisitor),
    colleague("Dana", 13, Role::TeamLeader),
    colleague("Cara", 14, Role::CentreWorker),
    colleague("Edie", 15, Role::SafeguardingNurse),
    colleague("Chloe", 16, Role::NurseryNurse),
    colleague("Grace", 17, Role::HealthVisitor),
    colleague("Amina, at home", 11, Role::HealthVisitor),
];

/// Which laptop of [`LAPTOPS`] the administrator's first entries are written on.
pub(crate) const LEADER: usize = 2;

impl Colleague {
    pub(crate) fn team(&self) -> Option<TeamId> {
        (!matches!(self.role, Role::CentreWorker | Role::SafeguardingNurse)).then_some(TEAM)
    }

    pub(crate) fn centre(&self) -> Option<CentreId> {
        (self.role == Role::CentreWorker).then_some(CENTRE)
    }

    /// Whether families can be theirs.
    pub(crate) fn has_a_caseload(&self) -> bool {
        matches!(self.role, Role::HealthVisitor | Role::TeamLeader)
    }
}

/// A child of a family, and its mother.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Family {
    pub(crate) child: PersonId,
    pub(crate) mother: PersonId,
}
