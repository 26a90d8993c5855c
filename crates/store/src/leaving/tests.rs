//! What is left in the store's own pages of a family that left.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::*;
use crate::find::make_findable;
use crate::keys::KdfParams;
use crate::passphrase::Passphrase;
use crate::{Making, Vault};

pub(crate) fn at() -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339("2026-11-02T10:00:00+00:00").unwrap()
}

fn change(kind: EntryKind, entry: u8, body: &Value) -> Change {
    let header = Header {
        entry: EntryId::from_bytes([entry; 16]),
        kind: Kind::Known(kind),
        schema: 1,
        organisation: OrganisationId::from_bytes([1; 16]),
        subject: Subject::Person(PersonId::from_bytes([entry / 2; 16])),
        parents: vec![],
        author: StaffId::from_bytes([2; 16]),
        role: Role::HealthVisitor,
        occurred: Occurred::Instant(at()),
        recorded_at: at(),
        reason: None,
        sensitivity: kind.sensitivity(),
        replaces: vec![],
        in_error: false,
        confirmed: vec![],
        unverified: false,
    };
    Change::write(header, body).unwrap()
}

/// Somebody, and what was said of them, as entries `2n` and `2n + 1`.
pub(crate) fn person(n: u8, family: &str, said: &str) -> [Change; 2] {
    let narrative = json!({ "contact": EntryId::from_bytes([200; 16]), "narrative": said });
    [
        change(EntryKind::Identity, 2 * n, &json!({ "family": family, "given": "Ada", "birth_date": "2026-10-20" })),
        change(EntryKind::ContactNarrative, 2 * n + 1, &narrative),
    ]
}

fn count(connection: &Connection, sql: &str) -> i64 {
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

/// How many pages of the indices still hold a word.
fn traces(connection: &Connection, word: &str) -> i64 {
    ["record_word_data", "found_by_start_data", "found_by_part_data"]
        .iter()
        .map(|table| {
            count(connection, &format!("SELECT count(*) FROM {table} WHERE instr(block, CAST('{word}' AS BLOB))"))
        })
        .sum()
}

fn leaves(vault: &Vault, entries: [i64; 2]) {
    let purge = |transaction: &Transaction<'_>| {
        let sql = "INSERT INTO unheld (entry, answered) VALUES (?1, 0), (?2, 0)";
        transaction.execute(sql, entries)?;
        let mut appending = Appending::begin(transaction)?;
        assert!(purge_unheld(&mut appending)?.any);
        make_findable(transaction, appending.touched)
    };
    vault.write(purge).unwrap();
    vault.write(sweep).unwrap();
}

#[test]
fn no_index_holds_a_word_of_whoever_left() {
    let folder = tempfile::tempdir().unwrap();
    let making = Making { label: "AY", kdf: KdfParams::LEAST, at: at() };
    let vault = Vault::create(folder.path(), &Passphrase::new("plover lantern gravel mint".into()), &making).unwrap();
    let add = |change: &Change| {
        let add = |transaction: &Transaction<'_>| {
            let mut appending = Appending::begin(transaction)?;
            let number = appending.add(change, None)?;
            make_findable(transaction, appending.touched)?;
            Ok(number)
        };
        vault.write(add).unwrap()
    };
    let all = [person(1, "Okafor", "Wakeful."), person(2, "Lindqvist", "Colicky."), person(3, "Marsh", "Settled.")];
    let last = all.concat().iter().map(add).max().unwrap();
    let traces = |word: &str| vault.read(|connection| Ok(traces(connection, word))).unwrap();
    let goes = ([3, 4], ["lindqvist", "lin", "qvi", "colicky"]);
    let goes_later = ([5, 6], ["marsh", "mar", "rsh", "settled"]);
    for (entries, words) in [goes, goes_later] {
        assert!(words.iter().all(|word| traces(word) > 0), "they are looked for where they are");
        leaves(&vault, entries);
        assert_eq!(words.map(traces), [0; 4]);
    }
    assert!(traces("okafor") > 0 && traces("wakeful") > 0);
    let counts = ["SELECT count(*) FROM change", "SELECT count(*) FROM person", "PRAGMA secure_delete"];
    let counts = counts.map(|sql| vault.read(|connection| Ok(count(connection, sql))).unwrap());
    assert_eq!(counts, [2, 1, 1]);
    for table in ["record_word", "found_by_start", "found_by_part"] {
        let check = format!("INSERT INTO {table} ({table}) VALUES ('integrity-check')");
        vault.write(|transaction| Ok(transaction.execute_batch(&check)?)).unwrap();
    }
    assert!(add(&person(4, "Reed", "New.")[0]) > last, "no number is given twice");
}
