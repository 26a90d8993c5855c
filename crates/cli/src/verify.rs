//! Proving that nothing was lost or changed.

use std::process::ExitCode;

use crate::desk::Desk;
use crate::failure::Failure;

pub(crate) fn verify(desk: &Desk) -> Result<ExitCode, Failure> {
    let found = desk.app().verify()?;
    println!("{} changes hashed, {} signed items and the audit chain checked.", found.changes, found.batches);
    println!("{} item(s) not yet at the service.", found.unsent.len());
    for item in &found.unsent {
        println!(
            "  item {} signed {}: {}",
            item.number,
            item.signed_at.format("%Y-%m-%d %H:%M"),
            item.kinds.join(", ")
        );
    }
    if found.wrong.is_empty() {
        println!("The vault is whole.");
        return Ok(ExitCode::SUCCESS);
    }
    found.wrong.iter().for_each(|wrong| println!("WRONG: {wrong}"));
    println!("What the service has is safe. Copy the vault's folder away before anything else, and tell support.");
    Ok(ExitCode::from(3))
}
