//! Everything that Doorstep asks of the operating system, and the only `unsafe` in the workspace.
//!
//! Each call has a Unix implementation (built for Linux) in `unix.rs` and a Windows one in `windows.rs`.
//! The Windows half is type-checked against windows-sys only: it has never run.

mod files;
mod keying;
mod locked;
#[cfg(unix)]
#[path = "unix.rs"]
mod os;
#[cfg(windows)]
#[path = "windows.rs"]
mod os;

pub use files::{create_private_dir, open_private_file, replace_file};
pub use keying::key_connection;
pub use locked::LockedBytes;

use std::{io, path::Path};

/// Ask the system never to write this process's memory to a crash dump.
///
/// Call it first in `main`, before any key is in memory. Linux: no core file, and another process of the same user cannot attach.
/// Windows: no error report for this program, and no heap in a dump that is made all the same.
pub fn forbid_core_dumps() -> io::Result<()> {
    os::forbid_core_dumps()
}

/// Bytes that this user may still write on the disk that holds `path`, which must exist.
pub fn free_space(path: &Path) -> io::Result<u64> {
    os::free_space(path)
}
