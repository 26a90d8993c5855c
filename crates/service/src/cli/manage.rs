//! Organisations, teams, staff, codes and laptops, from a terminal.

use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::OrganisationId;
use doorstep_domain::staff::Role;
use doorstep_service::Admin;
use doorstep_service::admin::{CODE_LASTS, Workplace};
use doorstep_service::ledger::{DeviceState, OnlyThere, Report};
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as NoSuchRole, StrDeserializer};

use super::{AddOrganisation, AddStaff, AddTeam, EnrolCode, Failed, MoveStaff, OneDevice, Within};

/// A role, by the name that changes have. The service's own is nobody's.
pub(super) fn role(name: &str) -> Result<Role, String> {
    let text: StrDeserializer<'_, NoSuchRole> = name.into_deserializer();
    match Role::deserialize(text) {
        Ok(Role::Service) => Err("the service is no person".to_owned()),
        Ok(role) => Ok(role),
        Err(error) => Err(error.to_string()),
    }
}

pub(super) fn add_organisation(admin: &Admin, new: &AddOrganisation) -> Result<(), Failed> {
    println!("{}", admin.create_organisation(&new.name)?);
    Ok(())
}

pub(super) fn list_organisations(admin: &Admin) -> Result<(), Failed> {
    for organisation in admin.organisations()? {
        println!("{} {}", organisation.id, organisation.name);
    }
    Ok(())
}

pub(super) fn add_team(admin: &Admin, new: &AddTeam) -> Result<(), Failed> {
    println!("{}", admin.add_team(organisation(admin, &new.within)?, &new.name, new.shares_families)?);
    Ok(())
}

pub(super) fn list_teams(admin: &Admin, within: &Within) -> Result<(), Failed> {
    for team in admin.teams(organisation(admin, within)?)? {
        println!("{} {}", team.id, team.name);
    }
    Ok(())
}

pub(super) fn add_staff(admin: &Admin, new: AddStaff) -> Result<(), Failed> {
    let organisation = organisation(admin, &new.within)?;
    let who = StaffMember { name: new.name, role: new.role, employer: new.employer };
    let place = Workplace { team: new.team, centre: new.centre };
    println!("{}", admin.add_staff(organisation, place, &who)?);
    Ok(())
}

pub(super) fn move_staff(admin: &Admin, asked: &MoveStaff) -> Result<(), Failed> {
    let organisation = organisation(admin, &asked.within)?;
    let known = admin.staff(organisation)?.into_iter().find(|staff| staff.id == asked.staff);
    let role = asked.role.or(known.map(|staff| staff.role)).ok_or("there is no such member of staff")?;
    let place = Workplace { team: asked.team, centre: asked.centre };
    let decided = asked.decided.of("Moved to another role or team.");
    admin.change_staff(organisation, asked.staff, (role, place), decided.why())?;
    let children = admin.accountable_for(organisation, asked.staff)?;
    if !children.is_empty() {
        println!(
            "They are accountable for {} children as before: `caseload reallocate` gives them to another",
            children.len()
        );
    }
    Ok(())
}

pub(super) fn list_staff(admin: &Admin, within: &Within) -> Result<(), Failed> {
    for staff in admin.staff(organisation(admin, within)?)? {
        println!("{} {} ({:?})", staff.id, staff.name, staff.role);
    }
    Ok(())
}

pub(super) fn enrol_code(admin: &Admin, asked: &EnrolCode) -> Result<(), Failed> {
    println!("{}", admin.enrolment_code(organisation(admin, &asked.within)?, asked.staff, CODE_LASTS)?);
    Ok(())
}

pub(super) fn list_devices(admin: &Admin, within: &Within) -> Result<(), Failed> {
    let organisation = organisation(admin, within)?;
    let staff = admin.staff(organisation)?;
    for device in admin.devices(organisation)? {
        let name = staff.iter().find(|staff| staff.id == device.staff).map_or("?", |staff| staff.name.as_str());
        let (incarnation, number) = device.newest;
        println!(
            "{} {name} {:?}, version {}, last seen {}, newest batch {incarnation}/{number}, {} to look into",
            device.id,
            device.state,
            device.version,
            device.last_seen_at.format("%Y-%m-%d %H:%M"),
            device.flags.len()
        );
        println!("    {}", only_on_it(device.report));
        for flag in device.flags {
            println!("    {:?} at batch {}/{}", flag.flag, flag.incarnation, flag.number);
        }
    }
    Ok(())
}

/// What would be lost with a laptop, as far as it said.
fn only_on_it(report: Option<Report>) -> String {
    let Some(report) = report else { return "only on it: not known, it was never here".to_owned() };
    let say = |there: OnlyThere, what: &str| {
        format!("{} {what}, the oldest of {}", there.count, there.oldest_at.format("%Y-%m-%d %H:%M"))
    };
    let unsent = report.unsent.map(|there| say(there, "signed and not sent"));
    let drafts = report.drafts.map(|there| say(there, "drafts"));
    let said: Vec<String> = unsent.into_iter().chain(drafts).collect();
    let said = if said.is_empty() { "nothing".to_owned() } else { said.join("; ") };
    format!("only on it when it was last here: {said}")
}

pub(super) fn set_state(admin: &Admin, asked: &OneDevice, state: DeviceState) -> Result<(), Failed> {
    Ok(admin.set_device_state(asked.device, state)?)
}

/// The organisation that was named, or the only one there is.
pub(super) fn organisation(admin: &Admin, within: &Within) -> Result<OrganisationId, Failed> {
    if let Some(named) = within.organisation {
        return Ok(named);
    }
    match admin.organisations()?.as_slice() {
        [only] => Ok(only.id),
        [] => Err("there is no organisation yet: add one with `organisation add`".into()),
        _ => Err("there are several organisations: say which with --organisation".into()),
    }
}
