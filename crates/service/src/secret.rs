//! Files that hold secrets: the service does not start with one that others may read.

use std::path::Path;

use crate::Error;

/// # Errors
/// When the file cannot be looked at, or somebody who is neither its owner nor of its group may read it.
#[cfg(unix)]
pub(crate) fn refuse_if_others_may_read(file: &Path) -> Result<(), Error> {
    use std::os::unix::fs::PermissionsExt as _;
    // The group may read: that is how systemd hands a credential to a service.
    const OTHERS: u32 = 0o037;
    let mode = std::fs::metadata(file).map_err(Error::file(file))?.permissions().mode();
    if mode & OTHERS == 0 { Ok(()) } else { Err(Error::Readable(file.to_owned())) }
}

/// Windows gives a file the permissions of its folder, which is the operator's to choose.
#[cfg(not(unix))]
pub(crate) fn refuse_if_others_may_read(_file: &Path) -> Result<(), Error> {
    Ok(())
}
