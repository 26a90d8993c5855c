//! Who somebody is, as the banner and every row say it.

use doorstep_domain::entries::birth::SexForGrowth;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::id::{PersonId, StaffId};
use doorstep_domain::staff::Role;
use serde::Serialize;
use ts_rs::TS;

/// Enough to tell a person from a twin or a namesake.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PersonView {
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What they are called, where it differs.
    pub preferred: Option<String>,
    /// Birth date, ISO, as precise as it is known.
    pub born_on: Option<String>,
    /// Age today: "13 days", "8 weeks 3 days".
    pub age: Option<String>,
    /// Corrected age today, where the child was born before 37 weeks and it still matters.
    pub corrected_age: Option<String>,
    /// Gestation at birth: "31+2".
    pub gestation: Option<String>,
    /// NHS number, shown 3-3-4.
    pub nhs_number: Option<String>,
    /// How far it was traced.
    pub nhs_number_status: Option<NhsNumberStatus>,
    /// Sex, for growth.
    pub sex: Option<SexForGrowth>,
    /// "Twin 1 of 2": the banner's guard against the wrong twin.
    pub birth_order: Option<(u8, u8)>,
}

/// Who wrote something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuthorView {
    /// Who.
    pub staff: StaffId,
    /// Their name, where this laptop knows it.
    pub name: Option<String>,
    /// In which role.
    pub role: Role,
    /// When it was written, RFC 3339.
    pub recorded_at: String,
}
