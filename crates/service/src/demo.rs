//! An organisation to try the service out with. Nobody in it exists.

use chrono::TimeDelta;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::OrganisationId;
use doorstep_domain::staff::Role;
use serde::Serialize;

use crate::admin::Admin;
use crate::error::Error;
use crate::ledger::{DeviceState, Staff};

/// What the organisation is called.
pub const ORGANISATION: &str = "Doorstep Demo Health Visiting";
const TEAM: &str = "Demo team";
const STAFF: [&str; 2] = ["Amina Yusuf", "Beth Carter"];

/// Somebody trying it out may stop for lunch.
const CODE_LASTS: TimeDelta = TimeDelta::hours(24);

/// For whom to make enrolment codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CodesFor {
    /// Staff who have no laptop yet.
    Unenrolled,
    /// Everybody.
    Everybody,
}

/// An enrolment code, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DemoCode {
    /// The member of staff.
    pub name: String,
    /// The code.
    pub code: String,
}

/// Makes the demonstration organisation where there is none, and codes for its staff.
///
/// # Errors
/// When the ledger or the key files cannot be written.
pub fn prepare(admin: &Admin, codes_for: CodesFor) -> Result<Vec<DemoCode>, Error> {
    let known = admin.organisations()?.into_iter().find(|organisation| organisation.name == ORGANISATION);
    let organisation = match known {
        Some(organisation) => organisation.id,
        None => create(admin)?,
    };
    let enrolled: Vec<_> = admin
        .devices(organisation)?
        .into_iter()
        .filter(|device| device.state != DeviceState::Revoked)
        .map(|device| device.staff)
        .collect();
    let mut codes = Vec::new();
    for staff in admin.staff(organisation)? {
        if codes_for == CodesFor::Everybody || !enrolled.contains(&staff.id) {
            codes.push(code_for(admin, organisation, staff)?);
        }
    }
    Ok(codes)
}

fn create(admin: &Admin) -> Result<OrganisationId, Error> {
    let organisation = admin.create_organisation(ORGANISATION)?;
    let team = admin.add_team(organisation, TEAM, true)?;
    for name in STAFF {
        let who = StaffMember { name: name.to_owned(), role: Role::HealthVisitor, employer: None };
        admin.add_staff(organisation, team.into(), &who)?;
    }
    Ok(organisation)
}

fn code_for(admin: &Admin, organisation: OrganisationId, staff: Staff) -> Result<DemoCode, Error> {
    let code = admin.enrolment_code(organisation, staff.id, CODE_LASTS)?;
    Ok(DemoCode { name: staff.name, code })
}
