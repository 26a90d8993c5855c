//! Private folders and files, and replacing a file so that a power cut leaves the old one or the new one.

use std::{
    ffi::OsString,
    fs::File,
    io::{self, Write},
    path::Path,
};

use crate::os;

/// Create `path` and its missing parents for this user alone; one that exists is made private too.
pub fn create_private_dir(path: &Path) -> io::Result<()> {
    os::create_private_dir(path)
}

/// Open `path` to read and write, creating it for this user alone. What it holds is kept.
pub fn open_private_file(path: &Path) -> io::Result<File> {
    os::private_options().read(true).write(true).create(true).truncate(false).open(path)
}

/// Put `bytes` in place of the file at `path`, durably: after a power cut at any moment it holds what it held, or `bytes`.
///
/// It writes `<name>.new` beside it, so one writer at a time; an old `<name>.new` means nothing and is overwritten.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary_beside(path)?;
    let mut file = os::private_options().write(true).create(true).truncate(true).open(&temporary)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    drop(file);
    os::rename_durably(&temporary, path)
}

fn temporary_beside(path: &Path) -> io::Result<std::path::PathBuf> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut temporary = OsString::from(name);
    temporary.push(".new");
    Ok(path.with_file_name(temporary))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_holds_the_new_bytes_and_leaves_nothing_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.json");
        replace_file(&path, b"first, and longer").unwrap();
        replace_file(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_torn_attempt_left_by_a_power_cut_does_no_harm() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.json");
        replace_file(&path, b"old").unwrap();
        std::fs::write(folder.path().join("vault.json.new"), b"half of someth").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"old", "the file itself was not touched");
        replace_file(&path, b"new").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"new");
    }

    #[test]
    fn a_file_that_cannot_be_replaced_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("vault.json");
        replace_file(&path, b"old").unwrap();
        std::fs::create_dir(folder.path().join("vault.json.new")).unwrap();
        assert!(replace_file(&path, b"new").is_err(), "a folder stands where the temporary file would");
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
    }

    #[test]
    fn opening_a_private_file_keeps_what_it_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mark");
        std::fs::write(&path, b"kept").unwrap();
        drop(open_private_file(&path).unwrap());
        assert_eq!(std::fs::read(&path).unwrap(), b"kept");
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_may_enter_the_folder_or_read_the_files() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("vaults").join("one");
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;

        create_private_dir(&inner).unwrap();
        assert_eq!(mode(&inner), 0o700);
        assert_eq!(mode(inner.parent().unwrap()), 0o700, "a parent made on the way is private too");

        std::fs::set_permissions(&inner, PermissionsExt::from_mode(0o755)).unwrap();
        create_private_dir(&inner).unwrap();
        assert_eq!(mode(&inner), 0o700, "an open folder is closed");

        replace_file(&inner.join("vault.json"), b"{}").unwrap();
        drop(open_private_file(&inner.join("mark")).unwrap());
        assert_eq!(mode(&inner.join("vault.json")), 0o600);
        assert_eq!(mode(&inner.join("mark")), 0o600);
    }

    #[test]
    fn free_space_is_asked_of_the_disk_that_holds_the_path() {
        let folder = tempfile::tempdir().unwrap();
        assert!(crate::free_space(folder.path()).unwrap() > 0);
        assert!(crate::free_space(&folder.path().join("missing")).is_err());
    }
}
