//! The claim that locking a vault forgets it: this process's own memory is searched for what was secret.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    path::Path,
};

use chrono::{DateTime, Utc};

use super::{KeyFile, unlock};
use crate::{
    keys::{DataKey, KdfParams, derive_from_passphrase},
    open::{self, Mode, Settings},
    passphrase::Passphrase,
};

const MASK: u8 = 0x5a;

/// A secret to look for, kept in a form that is not itself a find.
struct Needle {
    name: &'static str,
    masked: Vec<u8>,
}

impl Needle {
    fn of(name: &'static str, secret: &[u8]) -> Self {
        Self { name, masked: secret.iter().map(|byte| byte ^ MASK).collect() }
    }

    fn is_at(&self, bytes: &[u8]) -> bool {
        bytes.len() >= self.masked.len() && self.masked.iter().zip(bytes).all(|(masked, byte)| masked ^ MASK == *byte)
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-21T21:00:00Z".parse().unwrap()
}

/// The passphrase is built here, so that it is not in the program's own constants.
fn words() -> Passphrase {
    Passphrase::new((b'a'..=b'x').step_by(3).flat_map(|letter| [letter, b'q', letter + 1]).map(char::from).collect())
}

/// Work through the life of a vault, and leave only what to look for.
#[inline(never)]
fn lives_and_is_locked(folder: &Path) -> Vec<Needle> {
    let key = DataKey::generate().unwrap();
    let mut file = KeyFile::new("AY", now()).unwrap();
    file.set_passphrase(&key, &words(), KdfParams::LEAST, now()).unwrap();
    file.create(folder).unwrap();
    let settings = Settings::of(&file, 0);
    drop(open::create(&folder.join("records.db"), &key, &settings).unwrap());
    drop(key);

    let unlocked = unlock(folder, &words(), now()).unwrap();
    let store = open::open(&folder.join("records.db"), &unlocked.key, &settings, Mode::Writer).unwrap();
    store.execute_batch("CREATE TABLE note (words TEXT); INSERT INTO note VALUES ('seen')").unwrap();
    drop(store);

    let text = unlocked.key.store_key().unwrap();
    let raw: Vec<u8> = text.as_slice()[2..162]
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect();
    let mut needles = vec![
        Needle::of("data key", unlocked.key.as_slice()),
        Needle::of("store key as text", &text.as_slice()[2..34]),
        Needle::of("encryption key", &raw[..32]),
        Needle::of("page key", &raw[32..64]),
        Needle::of("passphrase", words().as_bytes()),
    ];
    let super::Lock::Passphrase { kdf } = &unlocked.file.slots[0].header.lock else { panic!("a passphrase slot") };
    let derived = derive_from_passphrase(&words(), &kdf.salt.0, kdf.params).unwrap();
    needles.push(Needle::of("Argon2 output", derived.as_slice()));
    let mut raw = zeroize::Zeroizing::new(raw);
    zeroize::Zeroize::zeroize(&mut *raw);
    needles
}

/// Where a needle is in this process's readable, writable memory.
fn finds(needles: &[Needle]) -> Vec<String> {
    let memory = File::open("/proc/self/mem").unwrap();
    let maps = fs::read_to_string("/proc/self/maps").unwrap();
    let mut starts = [false; 256];
    needles.iter().for_each(|needle| starts[usize::from(needle.masked[0] ^ MASK)] = true);
    let mut found = Vec::new();
    for line in maps.lines().filter(|line| line.split_whitespace().nth(1).is_some_and(|mode| mode.starts_with("rw"))) {
        let (from, to) = line.split_whitespace().next().unwrap().split_once('-').unwrap();
        let (from, to) = (u64::from_str_radix(from, 16).unwrap(), u64::from_str_radix(to, 16).unwrap());
        let mut bytes = vec![0; (to - from) as usize];
        if memory.read_exact_at(&mut bytes, from).is_err() {
            continue;
        }
        for at in (0..bytes.len()).filter(|at| starts[usize::from(bytes[*at])]) {
            for needle in needles.iter().filter(|needle| needle.is_at(&bytes[at..])) {
                found.push(format!(
                    "{} in {}",
                    needle.name,
                    line.split_whitespace().nth(5).unwrap_or("anonymous memory")
                ));
            }
        }
    }
    found
}

#[test]
fn a_locked_vault_leaves_no_key_and_no_passphrase_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let needles = lives_and_is_locked(folder.path());
    assert_eq!(finds(&needles), Vec::<String>::new());
}

#[test]
fn the_search_finds_what_is_there() {
    let key = DataKey::generate().unwrap();
    let needle = Needle::of("data key", key.as_slice());
    assert!(!finds(&[needle]).is_empty(), "an unlocked key is in memory, and a search that misses it proves nothing");
}
