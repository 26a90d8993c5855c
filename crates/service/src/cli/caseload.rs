//! Allocation and cover, from a terminal.

use chrono::NaiveTime;
use doorstep_domain::audience::Scope;
use doorstep_service::Admin;

use super::manage::organisation;
use super::{Allocate, Cover, CoverChild, EndCover, Failed, Reallocate, Within};

pub(super) fn allocate(admin: &Admin, asked: &Allocate) -> Result<(), Failed> {
    Ok(admin.allocate(organisation(admin, &asked.within)?, &asked.children, asked.to)?)
}

pub(super) fn reallocate(admin: &Admin, asked: &Reallocate) -> Result<(), Failed> {
    println!("{}", admin.reallocate(organisation(admin, &asked.within)?, asked.from, asked.to)?);
    Ok(())
}

pub(super) fn cover(admin: &Admin, asked: &Cover) -> Result<(), Failed> {
    // To the end of the last day.
    let until = asked.until.and_then(|day| day.succ_opt()).map(|day| day.and_time(NaiveTime::MIN).and_utc());
    Ok(admin.cover(organisation(admin, &asked.within)?, asked.by, asked.of, until)?)
}

pub(super) fn end_cover(admin: &Admin, asked: &EndCover) -> Result<(), Failed> {
    Ok(admin.end_cover(organisation(admin, &asked.within)?, asked.by, asked.of)?)
}

pub(super) fn cover_child(admin: &Admin, asked: &CoverChild) -> Result<(), Failed> {
    let days = (asked.from, asked.until);
    Ok(admin.cover_child(organisation(admin, &asked.within)?, asked.child, asked.by, days)?)
}

pub(super) fn unallocated(admin: &Admin, within: &Within) -> Result<(), Failed> {
    for one in admin.unallocated(organisation(admin, within)?)? {
        println!("{} {}", one.child, one.registered.map_or_else(String::new, |scope| scope.to_string()));
    }
    Ok(())
}

pub(super) fn members(admin: &Admin, within: &Within) -> Result<(), Failed> {
    let organisation = organisation(admin, within)?;
    let staff = admin.staff(organisation)?;
    let name = |id| staff.iter().find(|one| one.id == id).map_or("?", |one| one.name.as_str());
    for member in admin.members(organisation)? {
        let scope = match member.scope {
            Scope::Caseload(of) => format!("the caseload of {}", name(of)),
            scope => scope.to_string(),
        };
        let until = member.until.map(|until| format!(", until {}", until.format("%Y-%m-%d"))).unwrap_or_default();
        println!("{} {} reads {scope}{until}", member.staff, name(member.staff));
    }
    Ok(())
}
