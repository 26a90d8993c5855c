//! Who may record what (DOMAIN 1.1 and 3.12). One pure policy, for the laptop and the service alike; default deny.

use crate::change::Kind;
use crate::sensitivity::Sensitivity;
use crate::staff::Role;

/// Who may record a kind of entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Recorders {
    /// Who registers people: clinical staff and admin.
    Registrars,
    /// Who sees families: clinical staff, registered or not.
    Clinicians,
    /// Clinical staff on a professional register.
    Registered,
    /// Who decides about a family: health visitors, and the named nurse.
    HealthVisitors,
    /// Who leads: team leaders and the named nurse.
    Leaders,
    /// Everybody who works with families, admin and centre workers too.
    Everybody,
    /// The central service alone.
    Service,
}

/// Whether somebody of this role may sign an entry of this kind. A kind of a later version is passed on, never judged.
#[must_use]
pub fn may_record(role: Role, kind: &Kind) -> bool {
    kind.known().is_none_or(|kind| kind.recorders().include(role))
}

/// Whether somebody of this role may read what is this sensitive (DOMAIN 3.12). Default deny: what a role may read of one
/// family and not of another is the service's to decide, and comes on top.
#[must_use]
pub fn may_read(role: Role, sensitivity: Sensitivity) -> bool {
    match sensitivity {
        Sensitivity::Standard => !matches!(role, Role::Other | Role::PrivacyOfficer),
        Sensitivity::Sensitive => {
            matches!(role, Role::StaffNurse | Role::TeamLeader) || may_read(role, Sensitivity::Restricted)
        }
        Sensitivity::Restricted => {
            matches!(role, Role::HealthVisitor | Role::StudentHealthVisitor | Role::SafeguardingNurse)
        }
    }
}

impl Recorders {
    /// Whether somebody of this role is one of them.
    #[must_use]
    pub fn include(self, role: Role) -> bool {
        match role {
            Role::HealthVisitor | Role::StudentHealthVisitor => !matches!(self, Self::Leaders | Self::Service),
            Role::SafeguardingNurse => self != Self::Service,
            Role::StaffNurse => {
                matches!(self, Self::Registrars | Self::Clinicians | Self::Registered | Self::Everybody)
            }
            Role::NurseryNurse | Role::InfantFeedingSpecialist => {
                matches!(self, Self::Registrars | Self::Clinicians | Self::Everybody)
            }
            Role::TeamLeader => {
                matches!(self, Self::Registrars | Self::Clinicians | Self::Registered | Self::Leaders | Self::Everybody)
            }
            Role::Admin => matches!(self, Self::Registrars | Self::Everybody),
            Role::CentreWorker => self == Self::Everybody,
            Role::Service => self == Self::Service,
            Role::PrivacyOfficer | Role::Other => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entries::EntryKind;

    // Shows SHR-04.
    #[test]
    fn what_is_restricted_is_read_by_health_visitors_and_the_named_nurse_alone() {
        for (role, sensitive, restricted) in [
            (Role::HealthVisitor, true, true),
            (Role::SafeguardingNurse, true, true),
            (Role::TeamLeader, true, false),
            (Role::StaffNurse, true, false),
            (Role::NurseryNurse, false, false),
            (Role::CentreWorker, false, false),
            (Role::Admin, false, false),
            (Role::PrivacyOfficer, false, false),
            (Role::Other, false, false),
        ] {
            assert_eq!(may_read(role, Sensitivity::Sensitive), sensitive, "{role:?}");
            assert_eq!(may_read(role, Sensitivity::Restricted), restricted, "{role:?}");
        }
    }

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
