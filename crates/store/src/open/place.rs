//! The vault's folder: one process at a time, and room to write.

use std::{
    fs::{self, File, TryLockError},
    io::Write,
    path::Path,
};

use doorstep_platform::open_private_file;

use crate::keys::Error;

const LOCK: &str = "lock";
const PROBE: &str = "probe";

/// The exclusive hold on a vault. The system gives it back when this is dropped or the process ends, however it ends.
#[derive(Debug)]
pub struct VaultLock {
    _file: File,
}

impl VaultLock {
    /// Take the vault in `folder`, which must exist; `OpenElsewhere` where another process has it. Does not wait.
    pub fn acquire(folder: &Path) -> Result<Self, Error> {
        let file = open_private_file(&folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::OpenElsewhere),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Write 4 KiB durably and take it away again: `DiskFull` or `ReadOnly` now is better than half-way through a save.
pub fn probe(folder: &Path) -> Result<(), Error> {
    let path = folder.join(PROBE);
    let written = open_private_file(&path).and_then(|mut file| {
        file.write_all(&[0xd0; 4096])?;
        file.sync_all()
    });
    // A virus scanner may hold the file for a moment; that is no reason to keep a practitioner out.
    let _ = fs::remove_file(&path);
    Ok(written?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vault_is_held_by_one_until_it_is_let_go() {
        let folder = tempfile::tempdir().unwrap();
        let first = VaultLock::acquire(folder.path()).unwrap();
        assert!(matches!(VaultLock::acquire(folder.path()), Err(Error::OpenElsewhere)));
        drop(first);
        assert!(VaultLock::acquire(folder.path()).is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn another_name_for_the_folder_is_the_same_vault() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        let _first = VaultLock::acquire(&real).unwrap();
        assert!(matches!(VaultLock::acquire(&link), Err(Error::OpenElsewhere)));
    }

    #[test]
    fn the_probe_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        probe(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_and_a_folder_that_cannot_be_written_are_told_apart() {
        assert!(matches!(Error::from(fs::write("/dev/full", b"x").unwrap_err()), Error::DiskFull));
        assert!(matches!(probe(Path::new("/proc/self")), Err(Error::ReadOnly | Error::Io(_))));
    }
}
