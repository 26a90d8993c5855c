//! Staff and their roles.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a member of staff is to the organisation (DOMAIN 1.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Registered; accountable for the families of a caseload.
    HealthVisitor,
    /// Learning; what they sign awaits a countersignature.
    StudentHealthVisitor,
    /// Registered community staff nurse, for delegated families.
    StaffNurse,
    /// Unregistered community nursery nurse, for delegated packages.
    NurseryNurse,
    /// Infant-feeding specialist.
    InfantFeedingSpecialist,
    /// Children's-centre worker, of another employer: the consented slice only.
    CentreWorker,
    /// Leads a team: allocation, cover, decisions.
    TeamLeader,
    /// Named safeguarding nurse.
    SafeguardingNurse,
    /// Demographics, appointments, letters.
    Admin,
    /// Audit, subject access, lost devices.
    PrivacyOfficer,
    /// The central service itself, for what only it decides.
    Service,
    /// A role of a later build, which may do nothing here. Nobody is registered as this.
    #[serde(skip_deserializing)]
    Other,
}

impl Role {
    /// Whether it takes a place on a professional register.
    #[must_use]
    pub fn is_registered(self) -> bool {
        match self {
            Self::HealthVisitor
            | Self::StudentHealthVisitor
            | Self::StaffNurse
            | Self::TeamLeader
            | Self::SafeguardingNurse => true,
            Self::NurseryNurse
            | Self::InfantFeedingSpecialist
            | Self::CentreWorker
            | Self::Admin
            | Self::PrivacyOfficer
            | Self::Service
            | Self::Other => false,
        }
    }
}
