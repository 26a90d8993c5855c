//! After a restore, from a terminal: what came back, and that it is whole.

use doorstep_service::Admin;
use doorstep_service::ledger::{DeviceState, Missing, RestoredDevice};

use super::manage::organisation;
use super::{Failed, RestoreCheck};

pub(super) fn check(admin: &Admin, asked: &RestoreCheck) -> Result<(), Failed> {
    let organisation = organisation(admin, &asked.within)?;
    if asked.begin {
        admin.begin_restore(organisation)?;
        eprintln!(
            "Laptops that were revoked since the copy was made are shut out again where this data folder knows of it. If its \
             file `revoked` was lost with the ledger, revoke them again before you serve."
        );
    }
    if asked.confirm {
        admin.confirm_restore(organisation, asked.because.as_deref())?;
    }
    let Some(restore) = admin.restore(organisation)? else {
        println!("This ledger was never said to be put back from a copy. If it was: restore-check --begin");
        return Ok(());
    };
    let began_at = restore.began_at.format("%Y-%m-%d %H:%M");
    let standing = match restore.confirmed_at {
        Some(at) => format!("confirmed {} UTC", at.format("%Y-%m-%d %H:%M")),
        None if restore.is_whole() => "everything is back: restore-check --confirm".to_owned(),
        None => "not everything is back".to_owned(),
    };
    println!("put back from a copy {began_at} UTC; {standing}");
    let staff = admin.staff(organisation)?;
    for device in &restore.devices {
        let name = staff.iter().find(|staff| staff.id == device.staff).map_or("?", |staff| staff.name.as_str());
        println!("{} {name}: {}", device.device, say(device));
        for missing in &device.missing {
            println!("    {}", say_missing(*missing));
        }
    }
    if restore.confirmed_at.is_none() && !restore.is_whole() {
        println!(
            "Until it is confirmed nobody loses or is given access. If somebody's laptop will not come back: --confirm --because \"why\""
        );
    }
    Ok(())
}

fn say(device: &RestoredDevice) -> String {
    let suspended = if device.state == DeviceState::Suspended { ", suspended: it cannot report" } else { "" };
    let last_seen = device.last_seen_at.format("%Y-%m-%d %H:%M");
    match device.came_back {
        Some(back) if device.is_whole() => {
            format!("all that it had is here, {} batches came back{suspended}", back.batches)
        }
        Some(back) => format!("{} batches came back, and not all of them{suspended}", back.batches),
        None if device.batches > 0 => format!("{} batches came back, and more may come{suspended}", device.batches),
        None => format!("has not been here since; last here {last_seen} UTC{suspended}"),
    }
}

fn say_missing(missing: Missing) -> String {
    let Missing { incarnation, from, to } = missing;
    let of = if incarnation > 1 { format!(" of its {incarnation}. life") } else { String::new() };
    if from == to {
        format!("batch {from}{of} was signed there and is not here")
    } else {
        format!("batches {from} to {to}{of} were signed there and are not here")
    }
}
