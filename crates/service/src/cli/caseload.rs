//! Allocation and cover, from a terminal.

use chrono::{DateTime, NaiveTime, TimeDelta, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::entries::look_up::LookUpReason;
use doorstep_domain::id::StaffId;
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
    let decided = asked.decided.of("Covers the caseload.");
    Ok(admin.cover(organisation(admin, &asked.within)?, (asked.by, asked.of), until, decided.why())?)
}

pub(super) fn end_cover(admin: &Admin, asked: &EndCover) -> Result<(), Failed> {
    let decided = asked.decided.of("Covers it no longer.");
    Ok(admin.end_cover(organisation(admin, &asked.within)?, (asked.by, asked.of), decided.why())?)
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
        let scope = said(member.scope, name);
        let until = member.until.map(|until| format!(", until {}", until.format("%Y-%m-%d"))).unwrap_or_default();
        println!("{} {} reads {scope}{until}", member.staff, name(member.staff));
    }
    Ok(())
}

fn said<'a>(scope: Scope, name: impl Fn(StaffId) -> &'a str) -> String {
    match scope {
        Scope::Caseload(of) => format!("the caseload of {}", name(of)),
        scope => scope.to_string(),
    }
}

pub(super) fn history(admin: &Admin, within: &Within) -> Result<(), Failed> {
    let organisation = organisation(admin, within)?;
    let staff = admin.staff(organisation)?;
    let name = |id| staff.iter().find(|one| one.id == id).map_or("?", |one| one.name.as_str());
    for change in admin.membership_history(organisation)? {
        let what = if change.is_member { "reads" } else { "no longer reads" };
        let until = change.until.map(|until| format!(" until {}", until.format("%Y-%m-%d"))).unwrap_or_default();
        let by = if change.by.is_empty() { String::new() } else { format!(" Decided by {}.", change.by) };
        println!(
            "{} {} {} {what} {}{until}. {}{by}",
            change.at.format("%Y-%m-%d %H:%M"),
            change.staff,
            name(change.staff),
            said(change.scope, name),
            change.because
        );
    }
    Ok(())
}

pub(super) fn look_ups(admin: &Admin, within: &Within, now: DateTime<Utc>) -> Result<(), Failed> {
    let organisation = organisation(admin, within)?;
    let staff = admin.staff(organisation)?;
    let name = |id| staff.iter().find(|one| one.id == id).map_or("?", |one| one.name.as_str());
    for one in admin.look_ups(organisation, now - LOOK_UPS_SHOWN)? {
        let found = one.found.map_or_else(|| "nobody".to_owned(), |subject| subject.to_string());
        let until = one.last_day.map(|day| format!(", to {day}")).unwrap_or_default();
        let why = one.asked.map_or_else(String::new, |asked| format!("{}: {}", said_reason(asked.reason), asked.why));
        let at = one.at.format("%Y-%m-%d %H:%M");
        println!("{at} {} {} looked up {found}{until}. {why}", one.staff, name(one.staff));
    }
    Ok(())
}

fn said_reason(reason: LookUpReason) -> &'static str {
    match reason {
        LookUpReason::FamilyIsHere => "The family was there",
        LookUpReason::Call => "Somebody rang about them",
        LookUpReason::Safeguarding => "Safeguarding",
        LookUpReason::MovesIn => "They move in",
        LookUpReason::Other => "Another reason",
    }
}

const LOOK_UPS_SHOWN: TimeDelta = TimeDelta::days(30);

pub(super) fn rebuild(admin: &Admin, within: &Within) -> Result<(), Failed> {
    let mended = admin.rebuild_memberships(organisation(admin, within)?)?;
    println!("{mended} members were not as their history says{}", if mended > 0 { ", and are now" } else { "" });
    Ok(())
}
