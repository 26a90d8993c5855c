//! The key file on the disk: checksummed, replaced durably, with its previous version beside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use doorstep_platform::replace_file;
use ring::digest;
use serde::{Deserialize, Serialize};

use super::{KeyFile, VERSION};
use crate::keys::{Error, Hex};

const NAME: &str = "vault.json";
const PREVIOUS: &str = "vault.json.bak";
/// A key file is about 2 KB; whatever is larger is not one.
const LARGEST: u64 = 64 * 1024;

/// A key file and where it was found.
#[derive(Debug)]
pub struct Loaded {
    /// The key file.
    pub file: KeyFile,
    /// Which of the two files it came from.
    pub source: Source,
}

/// Which of the two files a key file was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// `vault.json`.
    Current,
    /// `vault.json.bak`, because `vault.json` was torn or missing. After a change of passphrase this may be the old one: say so.
    Previous,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    #[serde(flatten)]
    file: KeyFile,
    checksum: Hex<32>,
}

#[derive(Deserialize)]
struct Format {
    format: u32,
}

impl KeyFile {
    /// True where a folder holds a vault, whole or damaged, so that none may be made over it.
    #[must_use]
    pub fn is_in(folder: &Path) -> bool {
        [NAME, PREVIOUS].iter().any(|name| folder.join(name).exists())
    }

    /// Read the key file of a vault; its previous version where it is torn or missing.
    ///
    /// `KeyFileDamaged` where both are. An altered or newer file is refused as such, and its previous version is not looked at.
    pub fn load(folder: &Path) -> Result<Loaded, Error> {
        for (name, source) in [(NAME, Source::Current), (PREVIOUS, Source::Previous)] {
            if let Some(file) = read(&folder.join(name))? {
                file.check()?;
                return Ok(Loaded { file, source });
            }
        }
        Err(Error::KeyFileDamaged)
    }

    /// Save a new vault's key file. Refuses to write over a vault that is there.
    pub fn create(&self, folder: &Path) -> Result<(), Error> {
        if Self::is_in(folder) {
            return Err(Error::VaultExists);
        }
        self.save(folder)
    }

    /// Save the key file. Cut off at any moment, the vault still opens: by the old file or by the new one.
    pub fn save(&self, folder: &Path) -> Result<(), Error> {
        self.check()?;
        let bytes = self.to_bytes()?;
        let previous = match read(&folder.join(NAME)) {
            Ok(Some(current)) => current.to_bytes()?,
            Ok(None) | Err(_) => bytes.clone(),
        };
        replace_file(&folder.join(PREVIOUS), &previous)?;
        replace_file(&folder.join(NAME), &bytes)?;
        Ok(())
    }

    /// Make both files this one, once it has opened the vault: an old passphrase then opens nothing, and a damaged file is mended.
    pub fn settle(&self, folder: &Path) -> Result<(), Error> {
        let bytes = self.to_bytes()?;
        for name in [NAME, PREVIOUS] {
            let path: PathBuf = folder.join(name);
            if fs::read(&path).ok().as_deref() != Some(bytes.as_slice()) {
                replace_file(&path, &bytes)?;
            }
        }
        Ok(())
    }

    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let stored = Stored { checksum: self.checksum()?, file: self.clone() };
        let mut bytes = serde_json::to_vec_pretty(&stored).map_err(io::Error::from)?;
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn checksum(&self) -> Result<Hex<32>, Error> {
        let bytes = serde_json::to_vec(self).map_err(io::Error::from)?;
        let mut checksum = [0; 32];
        checksum.copy_from_slice(digest::digest(&digest::SHA256, &bytes).as_ref());
        Ok(Hex(checksum))
    }
}

/// `None` where there is no whole key file; an error where there is one that may not be read past.
fn read(path: &Path) -> Result<Option<KeyFile>, Error> {
    let bytes = match fs::metadata(path) {
        Ok(about) if about.len() > LARGEST => return Ok(None),
        Ok(_) => fs::read(path)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    match serde_json::from_slice::<Format>(&bytes) {
        Ok(Format { format }) if format > VERSION => {
            return Err(Error::NewerVersion { what: "key file", found: format, known: VERSION });
        }
        Ok(_) => {}
        Err(_) => return Ok(None),
    }
    let Ok(stored) = serde_json::from_slice::<Stored>(&bytes) else { return Ok(None) };
    let whole = stored.file.checksum()? == stored.checksum;
    Ok(whole.then_some(stored.file))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        keys::{DataKey, KdfParams},
        passphrase::Passphrase,
    };

    const OLD: &str = "plover lantern gravel";
    const NEW: &str = "kestrel thimble orchard";

    fn words(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    fn at() -> chrono::DateTime<chrono::Utc> {
        "2026-11-21T21:04:05.678Z".parse().unwrap()
    }

    /// A vault's key file under the old passphrase, not saved yet.
    fn vault() -> (KeyFile, DataKey) {
        let key = DataKey::generate().unwrap();
        let mut file = KeyFile::new("AY", at()).unwrap();
        file.set_passphrase(&key, &words(OLD), KdfParams::LEAST, at()).unwrap();
        (file, key)
    }

    fn saved() -> (tempfile::TempDir, KeyFile, DataKey) {
        let folder = tempfile::tempdir().unwrap();
        let (file, key) = vault();
        file.create(folder.path()).unwrap();
        (folder, file, key)
    }

    fn opens_with(folder: &Path, text: &str) -> bool {
        KeyFile::load(folder).unwrap().file.open_with_passphrase(&words(text)).unwrap().is_some()
    }

    #[test]
    fn what_is_saved_is_what_is_loaded() {
        let (folder, file, _) = saved();
        let loaded = KeyFile::load(folder.path()).unwrap();
        assert_eq!((loaded.file, loaded.source), (file, Source::Current));
    }

    #[test]
    fn the_passphrase_and_the_key_are_nowhere_in_the_file() {
        let (folder, _, key) = saved();
        let text = fs::read_to_string(folder.path().join(NAME)).unwrap();
        let hex: String = key.as_slice().iter().map(|byte| format!("{byte:02x}")).collect();
        assert!(!text.contains(&hex) && !text.contains("plover"));
    }

    #[test]
    fn a_file_torn_anywhere_is_replaced_by_its_previous_version() {
        let (folder, file, _) = saved();
        let path = folder.path().join(NAME);
        let whole = fs::read(&path).unwrap();
        // The last byte is a line break; without it the file is still whole.
        for length in 0..whole.len() - 2 {
            fs::write(&path, &whole[..length]).unwrap();
            let loaded = KeyFile::load(folder.path()).unwrap();
            assert_eq!((&loaded.file, loaded.source), (&file, Source::Previous), "cut at {length}");
        }
    }

    #[test]
    fn a_flipped_bit_never_gives_another_key_file() {
        let (folder, file, _) = saved();
        let path = folder.path().join(NAME);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            fs::write(&path, &flipped).unwrap();
            match KeyFile::load(folder.path()) {
                Ok(loaded) => assert_eq!(loaded.file, file, "byte {at}"),
                // The format's own digit became larger.
                Err(error) => assert!(matches!(error, Error::NewerVersion { .. }), "byte {at}: {error}"),
            }
        }
    }

    #[test]
    fn both_torn_or_missing_is_damage_and_nothing_new_is_made_over_it() {
        let (folder, file, _) = saved();
        fs::write(folder.path().join(NAME), b"{").unwrap();
        fs::remove_file(folder.path().join(PREVIOUS)).unwrap();
        assert!(matches!(KeyFile::load(folder.path()), Err(Error::KeyFileDamaged)));
        assert!(matches!(file.create(folder.path()), Err(Error::VaultExists)));
    }

    #[test]
    fn a_newer_file_is_refused_and_left_alone() {
        let (folder, ..) = saved();
        let path = folder.path().join(NAME);
        let newer = fs::read_to_string(&path).unwrap().replace("\"format\": 1", "\"format\": 2");
        fs::write(&path, &newer).unwrap();
        assert!(matches!(KeyFile::load(folder.path()), Err(Error::NewerVersion { found: 2, known: 1, .. })));
        assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    }

    /// Write a file as an attacker would: altered, with the checksum made right again.
    fn forge(folder: &Path, alter: impl Fn(&mut KeyFile)) {
        let mut file = KeyFile::load(folder).unwrap().file;
        alter(&mut file);
        fs::write(folder.join(NAME), file.to_bytes().unwrap()).unwrap();
    }

    #[test]
    fn an_altered_file_with_a_right_checksum_is_called_altered() {
        let forgeries: [fn(&mut KeyFile); 6] = [
            |file| file.page_size = 4096,
            |file| file.slots.clear(),
            |file| file.slots.push(file.slots[0].clone()),
            |file| file.slots[0].header.v = 0,
            |file| set_cost(file, KdfParams { m_kib: 8, t: 1, p: 1 }),
            |file| set_cost(file, KdfParams { m_kib: 4 << 20, t: 3, p: 1 }),
        ];
        for (at, forgery) in forgeries.into_iter().enumerate() {
            let (folder, ..) = saved();
            forge(folder.path(), forgery);
            assert!(matches!(KeyFile::load(folder.path()), Err(Error::KeyFileAltered { .. })), "forgery {at}");
        }
    }

    fn set_cost(file: &mut KeyFile, cost: KdfParams) {
        let super::super::Lock::Passphrase { kdf } = &mut file.slots[0].header.lock else {
            panic!("a passphrase slot")
        };
        kdf.params = cost;
    }

    #[test]
    fn a_slot_altered_within_the_limits_or_moved_to_another_vault_opens_nothing() {
        let forgeries: [fn(&mut KeyFile); 4] = [
            |file| set_cost(file, KdfParams { t: 4, ..KdfParams::LEAST }),
            |file| file.vault = uuid::Uuid::from_u128(7),
            |file| file.slots[0].header.id = uuid::Uuid::from_u128(7),
            |file| file.slots[0].header.created += chrono::TimeDelta::days(1),
        ];
        for (at, forgery) in forgeries.into_iter().enumerate() {
            let (folder, ..) = saved();
            forge(folder.path(), forgery);
            assert!(!opens_with(folder.path(), OLD), "forgery {at}");
        }
    }

    /// `vault.json`, its previous version, a torn temporary file if any, and the passphrase that must open the vault.
    type State<'a> = (&'a [u8], &'a [u8], Option<&'a str>, &'a str);

    #[test]
    fn a_change_of_passphrase_cut_off_anywhere_leaves_one_that_opens() {
        let (folder, mut file, key) = saved();
        let old = fs::read(folder.path().join(NAME)).unwrap();
        file.set_passphrase(&key, &words(NEW), KdfParams::LEAST, at()).unwrap();
        let new = file.to_bytes().unwrap();
        let half = &new[..new.len() / 2];
        // Every state of the four files that the steps of `save` pass through; a temporary file may be torn, a renamed one is whole.
        let states: [State<'_>; 5] = [
            (&old, &old, None, OLD),
            (&old, &old, Some("vault.json.bak.new"), OLD),
            (&old, &old, Some("vault.json.new"), OLD),
            (&new, &old, None, NEW),
            (half, &old, None, OLD),
        ];
        for (current, previous, torn, expected) in states {
            let folder = tempfile::tempdir().unwrap();
            fs::write(folder.path().join(NAME), current).unwrap();
            fs::write(folder.path().join(PREVIOUS), previous).unwrap();
            if let Some(torn) = torn {
                fs::write(folder.path().join(torn), half).unwrap();
            }
            assert!(opens_with(folder.path(), expected), "{torn:?}");
            KeyFile::load(folder.path()).unwrap().file.save(folder.path()).unwrap();
        }
    }

    #[test]
    fn once_the_new_passphrase_has_opened_the_vault_the_old_one_opens_neither_file() {
        let (folder, mut file, key) = saved();
        file.set_passphrase(&key, &words(NEW), KdfParams::LEAST, at()).unwrap();
        file.save(folder.path()).unwrap();
        file.settle(folder.path()).unwrap();
        assert!(opens_with(folder.path(), NEW));
        fs::remove_file(folder.path().join(NAME)).unwrap();
        assert!(opens_with(folder.path(), NEW) && !opens_with(folder.path(), OLD));
    }

    #[test]
    fn settling_mends_a_damaged_file() {
        let (folder, file, _) = saved();
        fs::write(folder.path().join(NAME), b"").unwrap();
        KeyFile::load(folder.path()).unwrap().file.settle(folder.path()).unwrap();
        let loaded = KeyFile::load(folder.path()).unwrap();
        assert_eq!((loaded.file, loaded.source), (file, Source::Current));
    }
}
