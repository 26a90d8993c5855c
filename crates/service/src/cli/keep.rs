//! Looking after the ledger's file, from a terminal.

use std::path::Path;

use doorstep_service::{Admin, Backup, Clock, LedgerAt};

use super::Failed;

pub(super) fn migrate(data: &Path, clock: &Clock) -> Result<(), Failed> {
    let ledger = LedgerAt::of(data)?;
    let before = ledger.schema()?;
    Admin::open(data, clock.clone())?;
    let after = ledger.schema()?.unwrap_or_default();
    match before {
        None => println!("a new ledger of schema {after}"),
        Some(before) if before == after => println!("schema {after}: nothing to do"),
        Some(before) => println!("from schema {before} to schema {after}"),
    }
    Ok(())
}

pub(super) fn back_up(data: &Path, to: &Path, clock: &Clock) -> Result<(), Failed> {
    let (folder, backup) = doorstep_service::back_up(data, to, clock.now())?;
    println!("{}", folder.display());
    tell(&backup);
    eprintln!(
        "It is in clear: encrypt it before it leaves this machine. Keep the keys apart from it: {}",
        keys(&backup)
    );
    Ok(())
}

pub(super) fn check_backup(folder: &Path) -> Result<(), Failed> {
    let backup = doorstep_service::check_backup(folder)?;
    tell(&backup);
    eprintln!("To use it, these keys are needed as well: {}", keys(&backup));
    Ok(())
}

fn tell(backup: &Backup) {
    let rows: u64 = backup.rows.values().sum();
    println!(
        "whole: {} bytes, {rows} rows in {} tables, schema {}, made {}",
        backup.bytes,
        backup.rows.len(),
        backup.schema,
        backup.at.format("%Y-%m-%d %H:%M:%S UTC")
    );
}

fn keys(backup: &Backup) -> String {
    if backup.keys.is_empty() { "none".to_owned() } else { backup.keys.join(", ") }
}
