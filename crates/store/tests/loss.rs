//! SQLite opens a store that lost acknowledged work as if nothing had happened; the mark says how much is gone.
#![cfg(test)]

use std::{fs, path::Path};

use doorstep_store::{
    keys::DataKey,
    mark::{Mark, MarkFile, Standing},
    open::{self, Mode, Settings},
    slots::KeyFile,
};
use ring::digest::{SHA256, digest};
use rusqlite::Connection;

const OLD: u64 = 40;
const ALL: u64 = 100;

struct Vault {
    folder: tempfile::TempDir,
    key: DataKey,
    settings: Settings,
}

fn hash(number: u64) -> [u8; 32] {
    digest(&SHA256, &number.to_be_bytes()).as_ref().try_into().unwrap()
}

fn head(store: &Connection) -> Mark {
    let number: u32 = store.query_row("SELECT coalesce(max(number), 0) FROM batch", [], |row| row.get(0)).unwrap();
    Mark { incarnation: 1, number: number.into(), hash: hash(number.into()) }
}

impl Vault {
    fn new() -> Self {
        let file = KeyFile::new("AY", "2026-11-21T21:00:00Z".parse().unwrap()).unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            key: DataKey::generate().unwrap(),
            settings: Settings::of(&file, 0),
        }
    }

    fn at(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Save batches up to `OLD`, keep a copy of the store, save the rest, and lose power with the WAL not yet folded in.
    fn saves_and_stops(&self) {
        let store = open::create(&self.at("records.db"), &self.key, &self.settings).unwrap();
        store.execute_batch("CREATE TABLE batch (number INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT").unwrap();
        let mut mark = MarkFile::begin(self.folder.path(), &self.key, &head(&store)).unwrap();
        for number in 1..=ALL {
            store.execute("INSERT INTO batch (number, bytes) VALUES (?1, zeroblob(1500))", [number as u32]).unwrap();
            mark.write(&Mark { incarnation: 1, number, hash: hash(number) }).unwrap();
            if number == OLD {
                store.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
                fs::copy(self.at("records.db"), self.at("older.db")).unwrap();
            }
        }
        for name in ["records.db", "records.db-wal"] {
            fs::copy(self.at(name), self.at(&format!("{name}.cut"))).unwrap();
        }
        drop(store);
        let _ = fs::remove_file(self.at("records.db-shm"));
        for name in ["records.db", "records.db-wal"] {
            fs::rename(self.at(&format!("{name}.cut")), self.at(name)).unwrap();
        }
    }

    fn standing(&self) -> Standing {
        let store = open::open(&self.at("records.db"), &self.key, &self.settings, Mode::Writer).unwrap();
        let sound: String = store.query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
        assert_eq!(sound, "ok", "SQLite itself sees nothing wrong");
        let head = head(&store);
        MarkFile::open(self.folder.path(), &self.key).unwrap().compare(&head, |number| Some(hash(number))).unwrap()
    }
}

fn harmed(harm: impl Fn(&Path)) -> Standing {
    let vault = Vault::new();
    vault.saves_and_stops();
    harm(vault.folder.path());
    vault.standing()
}

fn alter(path: &Path, change: impl Fn(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn power_lost_after_a_save_loses_nothing() {
    assert_eq!(harmed(|_| {}), Standing::Ok);
}

#[test]
fn a_lost_wal_is_noticed_and_counted() {
    assert_eq!(
        harmed(|folder| fs::remove_file(folder.join("records.db-wal")).unwrap()),
        Standing::Behind { by: ALL - OLD }
    );
}

#[test]
fn a_wal_cut_short_anywhere_is_noticed() {
    for tenth in 1..10 {
        let standing =
            harmed(|folder| alter(&folder.join("records.db-wal"), |wal| wal.truncate(wal.len() * tenth / 10)));
        assert!(matches!(standing, Standing::Behind { by } if by <= ALL - OLD), "{tenth} tenths left: {standing:?}");
    }
}

#[test]
fn a_flipped_bit_in_the_wal_is_noticed() {
    let standing = harmed(|folder| {
        alter(&folder.join("records.db-wal"), |wal| {
            let middle = wal.len() / 2;
            wal[middle] ^= 1;
        })
    });
    assert!(matches!(standing, Standing::Behind { .. }), "{standing:?}");
}

#[test]
fn an_older_copy_put_back_is_noticed() {
    let standing = harmed(|folder| {
        fs::remove_file(folder.join("records.db-wal")).unwrap();
        fs::rename(folder.join("older.db"), folder.join("records.db")).unwrap();
    });
    assert_eq!(standing, Standing::Behind { by: ALL - OLD });
}
