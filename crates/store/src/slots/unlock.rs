//! Unlocking: from a folder and a passphrase to the data key, or to exactly one reason why not.

use std::path::Path;

use chrono::{DateTime, Utc};

use super::{KeyFile, Loaded, Source, Tries};
use crate::{
    keys::{DataKey, Error},
    open::{VaultLock, probe},
    passphrase::Passphrase,
};

/// An unlocked vault, whose store is not open yet. Dropping it wipes the key and frees the vault.
#[derive(Debug)]
pub struct Unlocked {
    /// The data key.
    pub key: DataKey,
    /// The key file that it came from.
    pub file: KeyFile,
    /// Whether that was the previous version, put back because the current one was damaged.
    pub source: Source,
    /// The counter; its unrecorded wrong tries belong in the audit.
    pub tries: Tries,
    /// Keeps every other process out of this vault for as long as it lives.
    pub lock: VaultLock,
}

/// Unlock the vault in `folder`.
///
/// Holds its lock first, then looks for room to write, for a whole key file and for the end of a delay; only then is the
/// passphrase tried, which takes as long as the slot's cost says.
pub fn unlock(folder: &Path, passphrase: &Passphrase, now: DateTime<Utc>) -> Result<Unlocked, Error> {
    let lock = VaultLock::acquire(folder)?;
    probe(folder)?;
    let Loaded { file, source } = KeyFile::load(folder)?;
    let mut tries = Tries::load(folder);
    tries.begin(now)?;
    let Some(key) = file.open_with_passphrase(passphrase)? else {
        return Err(Error::WrongPassphrase { wait: tries.wait(now) });
    };
    tries.succeeded()?;
    file.settle(folder)?;
    Ok(Unlocked { key, file, source, tries, lock })
}

#[cfg(test)]
mod tests {
    use std::{fs, time::Duration};

    use super::*;
    use crate::keys::KdfParams;

    fn words(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    fn now() -> DateTime<Utc> {
        "2026-11-21T21:00:00Z".parse().unwrap()
    }

    fn vault() -> (tempfile::TempDir, DataKey) {
        let (folder, key) = (tempfile::tempdir().unwrap(), DataKey::generate().unwrap());
        let mut file = KeyFile::new("AY", now()).unwrap();
        file.set_passphrase(&key, &words("plover lantern gravel"), KdfParams::LEAST, now()).unwrap();
        file.create(folder.path()).unwrap();
        (folder, key)
    }

    #[test]
    fn the_right_passphrase_unlocks() {
        let (folder, key) = vault();
        let unlocked = unlock(folder.path(), &words("plover lantern gravel"), now()).unwrap();
        assert_eq!(unlocked.key.as_slice(), key.as_slice());
        assert_eq!(unlocked.source, Source::Current);
    }

    #[test]
    fn a_wrong_passphrase_says_so_and_how_long_to_wait() {
        let (folder, _) = vault();
        for wait in [0, 0, 0, 1] {
            let outcome = unlock(folder.path(), &words("wrong"), now());
            assert!(
                matches!(outcome, Err(Error::WrongPassphrase { wait: found }) if found == Duration::from_secs(wait))
            );
        }
        let right = words("plover lantern gravel");
        assert!(matches!(unlock(folder.path(), &right, now()), Err(Error::TooSoon { .. })), "even the right one waits");
        let unlocked = unlock(folder.path(), &right, now() + chrono::TimeDelta::seconds(1)).unwrap();
        assert_eq!(unlocked.tries.unrecorded().len(), 4, "the audit learns of them");
    }

    #[test]
    fn a_second_process_is_told_that_the_vault_is_open_elsewhere() {
        let (folder, _) = vault();
        let right = words("plover lantern gravel");
        let first = unlock(folder.path(), &right, now()).unwrap();
        assert!(matches!(unlock(folder.path(), &right, now()), Err(Error::OpenElsewhere)));
        drop(first);
        assert!(unlock(folder.path(), &right, now()).is_ok());
    }

    #[test]
    fn a_damaged_or_altered_key_file_is_never_a_wrong_passphrase_and_costs_no_try() {
        let (folder, _) = vault();
        let text = fs::read_to_string(folder.path().join("vault.json")).unwrap();
        for name in ["vault.json", "vault.json.bak"] {
            fs::write(folder.path().join(name), &text[..100]).unwrap();
        }
        assert!(matches!(unlock(folder.path(), &words("any"), now()), Err(Error::KeyFileDamaged)));
        assert!(Tries::load(folder.path()).unrecorded().is_empty());
    }

    #[test]
    fn a_previous_key_file_that_opened_is_put_back_and_said_to_be() {
        let (folder, _) = vault();
        fs::remove_file(folder.path().join("vault.json")).unwrap();
        let right = words("plover lantern gravel");
        assert_eq!(unlock(folder.path(), &right, now()).unwrap().source, Source::Previous);
        assert_eq!(unlock(folder.path(), &right, now()).unwrap().source, Source::Current);
    }

    #[test]
    fn a_vault_that_cannot_be_written_is_not_unlocked_and_costs_no_try() {
        let (folder, _) = vault();
        // A folder in the place of the file that is written to see whether writing works.
        fs::create_dir(folder.path().join("probe")).unwrap();
        assert!(unlock(folder.path(), &words("plover lantern gravel"), now()).is_err());
        assert!(Tries::load(folder.path()).unrecorded().is_empty());
    }

    #[test]
    fn a_folder_that_is_not_there_is_not_a_wrong_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(unlock(&folder.path().join("gone"), &words("any"), now()), Err(Error::Io(_))));
    }
}
