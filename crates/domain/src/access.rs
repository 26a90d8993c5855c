//! Who may record what (DOMAIN 1.1 and 3.12). One pure policy, for the laptop and the service alike; default deny.

use crate::change::Kind;
use crate::entries::EntryKind;
use crate::staff::Role;

/// Whether somebody of this role may sign an entry of this kind. A kind of a later version is passed on, never judged.
#[must_use]
pub fn may_record(role: Role, kind: &Kind) -> bool {
    kind.known().is_none_or(|kind| match kind {
        EntryKind::Identity
        | EntryKind::NhsNumberEntry
        | EntryKind::Birth
        | EntryKind::Address
        | EntryKind::ContactPoint
        | EntryKind::Membership
        | EntryKind::Relationship
        | EntryKind::Pregnancy => may_register(role),
        EntryKind::Contact | EntryKind::ContactNarrative | EntryKind::Measurement | EntryKind::Feeding => {
            may_record_clinically(role)
        }
        EntryKind::StaffMember => role == Role::Service,
    })
}

fn may_register(role: Role) -> bool {
    match role {
        Role::Admin => true,
        Role::CentreWorker | Role::PrivacyOfficer | Role::Service | Role::Other => false,
        Role::HealthVisitor
        | Role::StudentHealthVisitor
        | Role::StaffNurse
        | Role::NurseryNurse
        | Role::InfantFeedingSpecialist
        | Role::TeamLeader
        | Role::SafeguardingNurse => true,
    }
}

fn may_record_clinically(role: Role) -> bool {
    match role {
        Role::HealthVisitor
        | Role::StudentHealthVisitor
        | Role::StaffNurse
        | Role::NurseryNurse
        | Role::InfantFeedingSpecialist
        | Role::TeamLeader
        | Role::SafeguardingNurse => true,
        Role::Admin | Role::CentreWorker | Role::PrivacyOfficer | Role::Service | Role::Other => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_records_only_what_is_its_own() {
        let known = |kind| Kind::Known(kind);
        for (role, identity, contact, staff) in [
            (Role::HealthVisitor, true, true, false),
            (Role::NurseryNurse, true, true, false),
            (Role::Admin, true, false, false),
            (Role::CentreWorker, false, false, false),
            (Role::PrivacyOfficer, false, false, false),
            (Role::Service, false, false, true),
            (Role::Other, false, false, false),
        ] {
            assert_eq!(may_record(role, &known(EntryKind::Identity)), identity, "{role:?}");
            assert_eq!(may_record(role, &known(EntryKind::Contact)), contact, "{role:?}");
            assert_eq!(may_record(role, &known(EntryKind::StaffMember)), staff, "{role:?}");
        }
    }
}
