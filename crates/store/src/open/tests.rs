//! Claims about opening a store: what is refused, and why.

use std::path::PathBuf;

use super::{settings::Settings, *};
use crate::slots::KeyFile;

struct Bench {
    folder: tempfile::TempDir,
    key: DataKey,
    settings: Settings,
}

impl Bench {
    fn new() -> Self {
        let file = KeyFile::new("AY", "2026-11-21T21:00:00Z".parse().unwrap()).unwrap();
        Self {
            folder: tempfile::tempdir().unwrap(),
            key: DataKey::generate().unwrap(),
            settings: Settings::of(&file, 3),
        }
    }

    /// With a store of one note.
    fn with_store() -> Self {
        let bench = Self::new();
        let store = create(&bench.path(), &bench.key, &bench.settings).unwrap();
        store.execute_batch("CREATE TABLE note (words TEXT); INSERT INTO note VALUES ('seen');").unwrap();
        bench
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("records.db")
    }

    fn open(&self, mode: Mode) -> Result<Connection, Error> {
        open(&self.path(), &self.key, &self.settings, mode)
    }

    /// A keyed connection with none of our settings but those given, as another program would have it.
    fn raw(&self, pragmas: &str) -> Connection {
        let connection = Connection::open(self.path()).unwrap();
        key_connection(&connection, self.key.store_key().unwrap().as_slice()).unwrap();
        connection.execute_batch(pragmas).unwrap();
        connection
    }
}

/// The setting that was refused; "none" where nothing was, which no claim expects.
fn refused_for(outcome: Result<Connection, Error>) -> &'static str {
    match outcome {
        Err(Error::WeakerSetting { setting, .. }) => setting,
        Ok(_) => "none",
        Err(other) => panic!("expected a weaker setting, got {other:?}"),
    }
}

#[test]
fn a_store_is_read_again_by_writer_and_reader() {
    let bench = Bench::with_store();
    for mode in [Mode::Writer, Mode::Reader] {
        let store = bench.open(mode).unwrap();
        let words: String = store.query_row("SELECT words FROM note", [], |row| row.get(0)).unwrap();
        assert_eq!(words, "seen");
    }
}

#[test]
fn a_reader_cannot_write_and_is_not_taken_for_a_damaged_one() {
    let bench = Bench::with_store();
    let reader = bench.open(Mode::Reader).unwrap();
    assert!(reader.execute("INSERT INTO note VALUES ('more')", []).is_err());
    let count: u32 =
        guarded_read::<_, Error>(&reader, |on| Ok(on.query_row("SELECT count(*) FROM note", [], |row| row.get(0))?))
            .unwrap();
    assert_eq!(count, 1);
}

#[test]
fn nothing_of_the_store_is_in_clear_on_the_disk() {
    let bench = Bench::new();
    let store = create(&bench.path(), &bench.key, &bench.settings).unwrap();
    store.execute_batch("CREATE TABLE note (words TEXT)").unwrap();
    for at in 0..2_000 {
        store.execute("INSERT INTO note VALUES (?1)", [format!("MARKEDWORDS {at}")]).unwrap();
    }
    // With the store still open: the file, its WAL and its index.
    for file in std::fs::read_dir(bench.folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for marker in [&b"MARKEDWORDS"[..], b"CREATE TABLE", b"SQLite format 3", b"M\0A\0R\0K\0E\0D\0"] {
            assert!(!bytes.windows(marker.len()).any(|window| window == marker));
        }
    }
}

#[test]
fn another_key_is_a_damaged_store_since_the_slot_has_already_proved_the_key() {
    let bench = Bench::with_store();
    let other = DataKey::generate().unwrap();
    assert!(matches!(open(&bench.path(), &other, &bench.settings, Mode::Writer), Err(Error::StoreDamaged)));
}

#[test]
fn a_missing_an_empty_and_a_short_store_are_refused_and_never_made_anew() {
    let bench = Bench::with_store();
    for (length, damaged) in [(0, true), (100, true)] {
        std::fs::write(bench.path(), vec![7; length]).unwrap();
        assert!(matches!(bench.open(Mode::Writer), Err(Error::StoreDamaged)) == damaged);
        assert_eq!(std::fs::metadata(bench.path()).unwrap().len(), length as u64, "it was left as it was");
    }
    std::fs::remove_file(bench.path()).unwrap();
    assert!(matches!(bench.open(Mode::Writer), Err(Error::StoreMissing)));
    assert!(!bench.path().exists());
}

#[test]
fn a_new_store_is_not_made_over_an_old_one() {
    let bench = Bench::with_store();
    assert!(matches!(create(&bench.path(), &bench.key, &bench.settings), Err(Error::VaultExists)));
}

#[test]
fn the_salt_is_in_the_key_so_a_store_without_its_first_sixteen_bytes_still_opens() {
    let bench = Bench::with_store();
    let mut bytes = std::fs::read(bench.path()).unwrap();
    bytes[..16].fill(0xee);
    std::fs::write(bench.path(), &bytes).unwrap();
    let words: String =
        bench.open(Mode::Reader).unwrap().query_row("SELECT words FROM note", [], |row| row.get(0)).unwrap();
    assert_eq!(words, "seen");
}

#[test]
fn a_newer_schema_is_refused_before_anything_is_written() {
    let bench = Bench::with_store();
    drop(bench.raw("PRAGMA cipher_page_size=8192; PRAGMA cipher_hmac_algorithm=HMAC_SHA256; PRAGMA user_version=4;"));
    let before = std::fs::read(bench.path()).unwrap();
    assert!(matches!(bench.open(Mode::Writer), Err(Error::NewerVersion { what: "store", found: 4, known: 3 })));
    assert_eq!(std::fs::read(bench.path()).unwrap(), before);
}

#[test]
fn each_setting_that_is_flipped_on_a_connection_is_noticed_by_name() {
    let flips = [
        ("journal_mode", "journal_mode=DELETE"),
        ("synchronous", "synchronous=NORMAL"),
        ("synchronous", "synchronous=OFF"),
        ("cache_size", "cache_size=-2000"),
        ("foreign_keys", "foreign_keys=OFF"),
        ("trusted_schema", "trusted_schema=ON"),
        ("cell_size_check", "cell_size_check=OFF"),
        ("temp_store", "temp_store=FILE"),
        ("journal_size_limit", "journal_size_limit=-1"),
        ("wal_autocheckpoint", "wal_autocheckpoint=0"),
        ("busy_timeout", "busy_timeout=0"),
        ("query_only", "query_only=ON"),
    ];
    for (setting, flip) in flips {
        let bench = Bench::with_store();
        let store = bench.open(Mode::Writer).unwrap();
        store.execute_batch(&format!("PRAGMA {flip}")).unwrap();
        let checked = bench.settings.check(&store, Mode::Writer).map(|()| store);
        assert_eq!(refused_for(checked), setting, "{flip}");
    }
}

#[test]
fn a_file_that_is_encrypted_in_another_way_is_noticed_by_name() {
    let ways = [
        ("cipher_page_size", "cipher_page_size=4096"),
        ("cipher_hmac_algorithm", "cipher_hmac_algorithm=HMAC_SHA1"),
        ("cipher_use_hmac", "cipher_use_hmac=OFF"),
    ];
    for (setting, way) in ways {
        let bench = Bench::new();
        let store = bench.raw("");
        bench.settings.describe_file(&store).unwrap();
        store.execute_batch(&format!("PRAGMA {way}; CREATE TABLE note (words TEXT)")).unwrap();
        bench.settings.apply(&store, Mode::Writer).unwrap();
        let checked = bench.settings.check(&store, Mode::Writer).map(|()| store);
        assert_eq!(refused_for(checked), setting);
    }
}

#[test]
fn a_store_that_cannot_be_brought_to_a_setting_is_not_opened() {
    for vacuum in ["FULL", "INCREMENTAL"] {
        let bench = Bench::new();
        let hmac = KeyFile::new("AY", "2026-11-21T21:00:00Z".parse().unwrap()).unwrap().hmac().pragma();
        drop(bench.raw(&format!(
            "PRAGMA cipher_page_size=8192; PRAGMA cipher_hmac_algorithm={hmac}; PRAGMA auto_vacuum={vacuum}; CREATE TABLE note (words TEXT);"
        )));
        assert_eq!(refused_for(bench.open(Mode::Writer)), "auto_vacuum", "{vacuum}");
    }
}

#[test]
fn a_store_made_with_other_pages_or_without_authentication_does_not_open() {
    for made in ["cipher_page_size=4096", "cipher_hmac_algorithm=HMAC_SHA1", "cipher_use_hmac=OFF"] {
        let bench = Bench::new();
        drop(bench.raw(&format!(
            "PRAGMA {made}; CREATE TABLE note (words TEXT); INSERT INTO note VALUES (zeroblob(20000));"
        )));
        assert!(matches!(bench.open(Mode::Writer), Err(Error::StoreDamaged)), "{made}");
    }
}

#[test]
fn a_reader_that_may_write_is_refused_and_so_is_one_that_is_not_defensive() {
    let bench = Bench::with_store();
    let store = bench.open(Mode::Reader).unwrap();
    store.execute_batch("PRAGMA query_only=OFF").unwrap();
    assert_eq!(refused_for(bench.settings.check(&store, Mode::Reader).map(|()| store)), "query_only");
    let store = bench.open(Mode::Writer).unwrap();
    store.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false).unwrap();
    assert_eq!(refused_for(bench.settings.check(&store, Mode::Writer).map(|()| store)), "defensive");
}

#[test]
fn mmap_cannot_be_switched_on_under_encryption() {
    let bench = Bench::with_store();
    let store = bench.open(Mode::Writer).unwrap();
    store.execute_batch("PRAGMA mmap_size=268435456").unwrap();
    assert_eq!(refused_for(bench.settings.check(&store, Mode::Writer).map(|()| store)), "mmap_size");
}
