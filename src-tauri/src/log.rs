//! The local log, for support staff: what went wrong and under which reference, and never whose record it was.

use std::path::Path;
use std::sync::Mutex;
use std::{fs, io, panic};

/// A log this long becomes `doorstep.log.1`, in place of the one before.
const LONGEST: u64 = 1_000_000;

/// Writes to `doorstep.log` in the data folder. A panic is logged by its place alone: its message may quote a record.
pub(crate) fn start(folder: &Path) -> io::Result<()> {
    let path = folder.join("doorstep.log");
    if fs::metadata(&path).is_ok_and(|log| log.len() > LONGEST) {
        fs::rename(&path, folder.join("doorstep.log.1"))?;
    }
    let mut file = doorstep_platform::open_private_file(&path)?;
    io::Seek::seek(&mut file, io::SeekFrom::End(0))?;
    tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(tracing::Level::INFO)
        .with_writer(Mutex::new(file))
        .init();
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
    Ok(())
}
