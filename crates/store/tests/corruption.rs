//! A damaged page costs a page: every record is read exactly, or its damage is reported.
#![cfg(test)]

use std::{fs, path::PathBuf};

use doorstep_store::{
    keys::{DataKey, Error},
    open::{self, Mode, Settings, guarded_read},
    slots::{KeyFile, PAGE_SIZE},
};
use ring::{
    digest::{SHA256, digest},
    rand::{SecureRandom, SystemRandom},
};
use rusqlite::Connection;

const RECORDS: usize = 50;
const PAGE: usize = PAGE_SIZE as usize;

struct Store {
    folder: tempfile::TempDir,
    key: DataKey,
    settings: Settings,
    hashes: Vec<Vec<u8>>,
    whole: Vec<u8>,
}

/// What reading one record came to.
#[derive(Debug, PartialEq, Eq)]
enum Read {
    Exact,
    Reported,
    /// The guard let it pass and only the record's own hash tells.
    Wrong,
}

impl Store {
    /// Records from a line to four pages long, checkpointed into one file.
    fn new() -> Self {
        let file = KeyFile::new("AY", "2026-11-21T21:00:00Z".parse().unwrap()).unwrap();
        let (folder, key, settings) =
            (tempfile::tempdir().unwrap(), DataKey::generate().unwrap(), Settings::of(&file, 0));
        let mut store = Self { folder, key, settings, hashes: Vec::new(), whole: Vec::new() };
        let connection = open::create(&store.path(), &store.key, &store.settings).unwrap();
        connection.execute_batch("CREATE TABLE record (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT").unwrap();
        for id in 0..RECORDS {
            let mut bytes = vec![0; 200 + id * 700];
            SystemRandom::new().fill(&mut bytes).unwrap();
            // No zero byte, so that a zeroed tail is never what was written.
            bytes.iter_mut().for_each(|byte| *byte |= 1);
            connection.execute("INSERT INTO record (id, bytes) VALUES (?1, ?2)", (id as u32, &bytes)).unwrap();
            store.hashes.push(digest(&SHA256, &bytes).as_ref().to_vec());
        }
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        drop(connection);
        store.whole = fs::read(store.path()).unwrap();
        store
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("records.db")
    }

    fn pages(&self) -> usize {
        self.whole.len() / PAGE
    }

    /// Put `bytes` in the place of the store, without what an earlier reader left.
    fn put(&self, bytes: &[u8]) {
        for name in ["records.db-wal", "records.db-shm"] {
            let _ = fs::remove_file(self.folder.path().join(name));
        }
        fs::write(self.path(), bytes).unwrap();
    }

    fn reader(&self) -> Result<Connection, Error> {
        open::open(&self.path(), &self.key, &self.settings, Mode::Reader)
    }

    /// Read every record as the store will: guarded, hashed, reopened after a damaged page.
    fn read_all(&self) -> Vec<Read> {
        let Ok(mut reader) = self.reader() else { return (0..RECORDS).map(|_| Read::Reported).collect() };
        (0..RECORDS)
            .map(|id| match guarded_read(&reader, |on| record(on, id)) {
                Ok(bytes) if self.is_exact(id, &bytes) => Read::Exact,
                Ok(_) => Read::Wrong,
                Err(_) => {
                    reader = self.reader().unwrap();
                    Read::Reported
                }
            })
            .collect()
    }

    fn is_exact(&self, id: usize, bytes: &[u8]) -> bool {
        digest(&SHA256, bytes).as_ref() == self.hashes[id]
    }
}

fn record(on: &Connection, id: usize) -> Result<Vec<u8>, Error> {
    Ok(on.query_row("SELECT bytes FROM record WHERE id = ?1", [id as u32], |row| row.get(0))?)
}

#[test]
fn a_whole_store_is_read_exactly() {
    let store = Store::new();
    assert!(store.pages() > 80, "{} pages", store.pages());
    assert!(store.read_all().iter().all(|read| *read == Read::Exact));
}

#[test]
fn a_flipped_bit_in_any_page_is_never_read_as_a_record() {
    let store = Store::new();
    let (mut wrong, mut exact, mut spared) = (0, 0, 0);
    for page in 0..store.pages() {
        // In the record's bytes, and in the page's own IV and HMAC at its end.
        for offset in [100 + (page * 613) % 7900, PAGE - 1 - page % 60] {
            let mut damaged = store.whole.clone();
            damaged[page * PAGE + offset] ^= 1 << (page % 8);
            store.put(&damaged);
            let reads = store.read_all();
            wrong += reads.iter().filter(|read| **read == Read::Wrong).count();
            let whole = reads.iter().filter(|read| **read == Read::Exact).count();
            exact += whole;
            // Only the first pages are an index to the others.
            spared += usize::from(whole >= RECORDS - 20);
        }
    }
    assert_eq!(wrong, 0, "the guard alone let a wrong record pass; only its hash would have told");
    assert!(spared >= (store.pages() - 4) * 2, "a bad page costs the records on it and no more");
    assert!(exact > RECORDS * store.pages(), "{exact} records were saved");
}

#[test]
fn a_page_of_zeros_is_never_read_as_a_record() {
    let store = Store::new();
    for page in 0..store.pages() {
        let mut damaged = store.whole.clone();
        damaged[page * PAGE..(page + 1) * PAGE].fill(0);
        store.put(&damaged);
        let reads = store.read_all();
        assert!(reads.iter().all(|read| *read != Read::Wrong), "page {page}");
        assert!(reads.contains(&Read::Reported), "page {page}: every page holds something");
    }
}

#[test]
fn a_file_cut_at_a_page_is_never_read_as_a_record() {
    let store = Store::new();
    for pages in 0..store.pages() {
        store.put(&store.whole[..pages * PAGE]);
        let reads = store.read_all();
        assert!(reads.iter().all(|read| *read != Read::Wrong) && reads.contains(&Read::Reported), "{pages} pages left");
    }
}

/// The fault that the guard is for. If this fails after an upgrade of SQLCipher, it was mended upstream: keep the guard, rejoice.
#[test]
fn without_the_guard_a_record_with_a_damaged_tail_is_read_as_if_whole() {
    let store = Store::new();
    let mut silent = 0;
    for page in 1..store.pages() {
        let mut damaged = store.whole.clone();
        damaged[page * PAGE + 4000] ^= 1;
        store.put(&damaged);
        let Ok(reader) = store.reader() else { continue };
        silent +=
            (0..RECORDS).filter(|id| record(&reader, *id).is_ok_and(|bytes| !store.is_exact(*id, &bytes))).count();
    }
    assert!(silent > 0);
}

#[test]
fn what_was_written_on_the_strength_of_a_damaged_page_is_not_committed() {
    let store = Store::new();
    let mut met = 0;
    for page in 1..store.pages() {
        let mut damaged = store.whole.clone();
        damaged[page * PAGE + 4000] ^= 1;
        store.put(&damaged);
        let Ok(mut writer) = open::open(&store.path(), &store.key, &store.settings, Mode::Writer) else { continue };
        let transaction = writer.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
        let wrong =
            (0..RECORDS).filter(|id| record(&transaction, *id).is_ok_and(|bytes| !store.is_exact(*id, &bytes))).count();
        if wrong > 0 {
            met += 1;
            let written = transaction.execute("INSERT INTO record (id, bytes) VALUES (1000, x'00')", []);
            assert!(written.is_err() || transaction.commit().is_err(), "page {page}");
        }
    }
    assert!(met > 0, "the case was met");
}
