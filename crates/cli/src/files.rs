//! Files of patients' data that come in and go out.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;
use std::process::ExitCode;

use doorstep_app::import::LARGEST_FILE;
use serde_json::json;

use crate::arguments::Export;
use crate::desk::Desk;
use crate::failure::Failure;

/// The bytes of a file that may be imported. Its size is looked at before it is read.
pub(crate) fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: &std::io::Error| Failure::of_file("read", file, error);
    let known = std::fs::metadata(file).map_err(|error| failed(&error))?;
    if !known.is_file() {
        return Err(Failure::Usage(format!("{} is not a file.", file.display())));
    }
    let too_big = |size: u64| {
        let size = size.div_ceil(1 << 20);
        Failure::Around(format!(
            "{} has {size} MB; a caseload file has 64 MB at most. Nothing was read or changed.",
            file.display()
        ))
    };
    if known.len() > LARGEST_FILE {
        return Err(too_big(known.len()));
    }
    let mut bytes = Vec::new();
    // A file may grow between the look and the reading.
    let read = File::open(file).and_then(|opened| opened.take(LARGEST_FILE + 1).read_to_end(&mut bytes));
    let read = read.map_err(|error| failed(&error))? as u64;
    if read > LARGEST_FILE { Err(too_big(read)) } else { Ok(bytes) }
}

/// Writes the caseload to a new file.
pub(crate) fn export(desk: &Desk, export: &Export) -> Result<ExitCode, Failure> {
    let failed = |error: std::io::Error| Failure::of_file("written", &export.file, &error);
    // First of all: an export that has no place to go to is not made, and not in the audit chain.
    let mut file = OpenOptions::new().write(true).create_new(true).open(&export.file).map_err(failed)?;
    let made = desk.call("export_caseload", json!({}));
    let content = match &made {
        Ok(made) => made["content"].as_str().unwrap_or_default(),
        Err(_) => "",
    };
    let written = file.write_all(content.as_bytes()).and_then(|()| file.sync_all());
    if made.is_err() || written.is_err() {
        // Half a caseload is worse than none.
        let _ = std::fs::remove_file(&export.file);
    }
    made?;
    written.map_err(failed)?;
    println!(
        "The caseload is in {}. It is not encrypted: whoever has the file can read it. Delete it when it has served.",
        export.file.display()
    );
    Ok(ExitCode::SUCCESS)
}
