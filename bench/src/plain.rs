//! The baseline: the same rows, indexes and words in plain SQLite, with the same page size, cache and durability, and
//! nothing else. No keys, no hashes, no JSON, no network.

use std::path::Path;

use doorstep_domain::change::Change;
use doorstep_domain::fold::MergeRule;
use rusqlite::{Connection, Transaction, TransactionBehavior, params};
use serde_json::Value;

use crate::Failed;
use crate::families::Known;

/// The vault's own tables.
const VAULT: [&str; 3] = [
    include_str!("../../crates/store/migrations/0001_changes.sql"),
    include_str!("../../crates/store/migrations/0002_projections.sql"),
    include_str!("../../crates/store/migrations/0003_families_and_search.sql"),
];

/// As the vault's settings, less the cipher.
const SETTINGS: &str = "PRAGMA page_size = 8192; PRAGMA journal_mode = wal; PRAGMA synchronous = FULL;
    PRAGMA auto_vacuum = NONE; PRAGMA cache_size = -65536; PRAGMA foreign_keys = 1; PRAGMA temp_store = 2;
    PRAGMA cell_size_check = 1; PRAGMA wal_autocheckpoint = 1000; PRAGMA journal_size_limit = 8388608;";

/// A change, as its rows hold it.
pub(crate) struct Row {
    pub(crate) id: [u8; 32],
    pub(crate) entry: [u8; 16],
    pub(crate) kind: &'static str,
    pub(crate) subject: [u8; 16],
    pub(crate) occurred: i64,
    pub(crate) bytes: String,
    /// What the word index holds of it.
    pub(crate) words: Option<String>,
}

impl Row {
    pub(crate) fn of(change: &Change) -> Self {
        let header = &change.header;
        let kind = header.kind.known();
        let clinical = kind.is_some_and(|kind| kind.merge_rule() == MergeRule::Never);
        let body: Value = serde_json::from_str(change.body()).unwrap_or_default();
        let mut words = String::new();
        collect(&body, &mut words);
        Self {
            id: *change.id().bytes(),
            entry: *header.entry.bytes(),
            kind: kind.map_or("", |kind| kind.name()),
            subject: *header.subject.bytes(),
            occurred: header.occurred.order(),
            bytes: change.bytes().to_owned(),
            words: (clinical && !words.is_empty()).then_some(words),
        }
    }
}

/// Texts of more than one word, and words alone: ids, times and codes are neither.
fn collect(value: &Value, words: &mut String) {
    match value {
        Value::String(text) => {
            let code = !text.contains(' ') && text.contains(|c: char| matches!(c, '_' | '-') || c.is_ascii_digit());
            if !code {
                words.push_str(text);
                words.push('\n');
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, words)),
        Value::Object(fields) => fields.values().for_each(|field| collect(field, words)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// A store with the vault's tables.
pub(crate) struct PlainVault {
    connection: Connection,
    number: i64,
    batch: i64,
}

impl PlainVault {
    pub(crate) fn create(folder: &Path) -> Result<Self, Failed> {
        let connection = create(&folder.join("plain.db"), &VAULT)?;
        connection.execute(
            "INSERT INTO cursor (audience, epoch, position, membership, sum) VALUES (?1, 1, 0, 1, zeroblob(16))",
            [[1_u8; 16]],
        )?;
        Ok(Self { connection, number: 0, batch: 0 })
    }

    /// What saving a visit writes: a batch, its changes and its audit row.
    pub(crate) fn save(&mut self, rows: &[Row], batch: &str) -> Result<(), Failed> {
        let (number, row) = (&mut self.number, self.batch + 1);
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction
            .prepare_cached("SELECT number, id FROM batch ORDER BY incarnation DESC, number DESC LIMIT 1")?
            .exists([])?;
        transaction
            .prepare_cached(
                "INSERT INTO batch (incarnation, number, id, bytes, signature, signed_at, changes, state)
                 VALUES (1, ?1, ?2, ?3, ?4, '2026-11-02T09:00:00.000+00:00', ?5, 'unsent')",
            )?
            .execute(params![row, rows[0].id, batch, [7_u8; 64], rows.len()])?;
        rows.iter().try_for_each(|change| add(&transaction, number, change, Some(row)))?;
        transaction.prepare_cached("SELECT number, hash FROM audit ORDER BY number DESC LIMIT 1")?.exists([])?;
        transaction
            .prepare_cached(
                "INSERT INTO audit (at, act, subject, detail, hash)
                 VALUES ('2026-11-02T09:00:00.000+00:00', 'signed', ?1, '17', ?2)",
            )?
            .execute(params![rows[0].subject, rows[0].id])?;
        transaction.commit()?;
        self.batch = row;
        Ok(())
    }

    /// What receiving a page writes: its changes, who holds them, and the cursor.
    pub(crate) fn receive(&mut self, rows: &[Row]) -> Result<(), Failed> {
        let number = &mut self.number;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for row in rows {
            add(&transaction, number, row, None)?;
            transaction.prepare_cached("INSERT INTO held (audience, entry) VALUES (1, ?1)")?.execute([*number])?;
        }
        transaction.execute("UPDATE cursor SET position = position + ?1", [rows.len()])?;
        Ok(transaction.commit()?)
    }
}

impl PlainVault {
    /// Makes people findable by the start and by any part of their words.
    pub(crate) fn index_people(&mut self, known: &[Known]) -> Result<(), Failed> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut number = 0;
        for (person, words) in known.iter().flat_map(Known::words) {
            number += 1;
            transaction
                .prepare_cached(
                    "INSERT INTO person (number, id, family, given, child, sort) VALUES (?1, ?2, ?3, '', 0, ?3)",
                )?
                .execute(params![number, person.bytes(), words])?;
            for index in ["found_by_start", "found_by_part"] {
                let sql = format!("INSERT INTO {index} (rowid, text) VALUES (?1, ?2)");
                transaction.prepare_cached(&sql)?.execute(params![number, words])?;
            }
        }
        Ok(transaction.commit()?)
    }

    /// The people and the records that hold all the words: fifty of each, with what is shown of them.
    pub(crate) fn search(&self, typed: &str) -> Result<(), Failed> {
        let words: Vec<&str> = typed.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let starts: Vec<String> = words.iter().map(|word| format!("\"{word}\" *")).collect();
        let people = "SELECT person.id, person.family FROM found_by_start
            JOIN person ON person.number = found_by_start.rowid
            WHERE found_by_start MATCH ?1 ORDER BY person.sort LIMIT 51";
        let parts = people.replace("found_by_start", "found_by_part");
        let records = "SELECT change.id, change.bytes FROM record_word JOIN change ON change.number = record_word.rowid
            WHERE record_word MATCH ?1 ORDER BY record_word.rowid DESC LIMIT 51";
        self.read(people, &starts.join(" AND "))?;
        if words.iter().all(|word| word.chars().count() >= 3) {
            let of_three = |word: &&str| word.chars().collect::<Vec<_>>().windows(3).map(quoted).collect::<Vec<_>>();
            self.read(&parts, &words.iter().flat_map(of_three).collect::<Vec<_>>().join(" AND "))?;
        }
        self.read(records, &starts.join(" AND "))
    }

    fn read(&self, sql: &str, query: &str) -> Result<(), Failed> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query([query])?;
        while let Some(row) = rows.next()? {
            std::hint::black_box((row.get_ref(0)?, row.get_ref(1)?));
        }
        Ok(())
    }

    /// Everything about these subjects.
    pub(crate) fn read_subjects(&self, subjects: &[[u8; 16]]) -> Result<(), Failed> {
        for subject in subjects {
            let mut statement = self.connection.prepare_cached(
                "SELECT entry.id, entry.kind, change.id, change.bytes FROM entry
                 JOIN change ON change.number = entry.shown WHERE entry.subject = ?1 ORDER BY entry.occurred DESC",
            )?;
            let mut rows = statement.query([subject])?;
            while let Some(row) = rows.next()? {
                std::hint::black_box((row.get_ref(0)?, row.get::<_, String>(3)?));
            }
        }
        Ok(())
    }
}

fn quoted(letters: &[char]) -> String {
    format!("\"{}\"", letters.iter().collect::<String>())
}

fn add(transaction: &Transaction<'_>, number: &mut i64, row: &Row, batch: Option<i64>) -> Result<(), Failed> {
    transaction.prepare_cached("SELECT number FROM entry WHERE id = ?1")?.exists([row.entry])?;
    *number += 1;
    transaction
        .prepare_cached(
            "INSERT INTO entry (number, id, kind, subject, sensitivity, occurred, state, versions, shown)
             VALUES (?1, ?2, ?3, ?4, 0, ?5, 'settled', 1, ?1)",
        )?
        .execute(params![*number, row.entry, row.kind, row.subject, row.occurred])?;
    transaction
        .prepare_cached("INSERT INTO change (number, id, entry, batch, bytes) VALUES (?1, ?2, ?1, ?3, ?4)")?
        .execute(params![*number, row.id, batch, row.bytes])?;
    if let Some(words) = &row.words {
        transaction
            .prepare_cached("INSERT INTO record_word (rowid, text) VALUES (?1, ?2)")?
            .execute(params![*number, words])?;
    }
    Ok(())
}

/// A store with the service's tables.
pub(crate) struct PlainLedger {
    connection: Connection,
    position: i64,
}

impl PlainLedger {
    pub(crate) fn create(folder: &Path) -> Result<Self, Failed> {
        Ok(Self {
            connection: create(&folder.join("ledger.db"), &doorstep_service::ledger::sqlite::schema())?,
            position: 0,
        })
    }

    /// What storing a request of batches writes: each batch, its changes, and their places in the log.
    pub(crate) fn store(&mut self, batches: &[&[Row]]) -> Result<(), Failed> {
        let organisation = [1_u8; 16];
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let first = self.position;
        for batch in batches {
            let number = self.position;
            transaction
                .prepare_cached(
                    "INSERT INTO batch (organisation, device, incarnation, number, id, bytes, signature, received_at,
                     outcome) VALUES (?1, ?1, 1, ?2, ?3, ?4, ?5, 0, 'accepted')",
                )?
                .execute(params![organisation, number, batch[0].id, &[7_u8; 400][..], [7_u8; 64]])?;
            for (place, row) in batch.iter().enumerate() {
                transaction
                    .prepare_cached(
                        "INSERT INTO change (organisation, id, entry, kind, subject, sensitivity, state, device,
                         incarnation, number, place, arrived_at, bytes)
                         VALUES (?1, ?2, ?3, ?4, ?5, 'standard', 'in_force', ?1, 1, ?6, ?7, 0, ?8)",
                    )?
                    .execute(params![
                        organisation,
                        row.id,
                        row.entry,
                        row.kind,
                        "person:00000000-0000-0000-0000-000000000000",
                        number,
                        place,
                        row.bytes.as_bytes()
                    ])?;
                transaction
                    .prepare_cached(
                        "INSERT INTO entry (organisation, id, subject, kind, sensitivity, limits)
                         VALUES (?1, ?2, 'person:00000000-0000-0000-0000-000000000000', ?3, 'standard', '')",
                    )?
                    .execute(params![organisation, row.entry, row.kind])?;
                self.position += 1;
            }
        }
        for (row, position) in batches.iter().copied().flatten().zip(first..) {
            transaction
                .prepare_cached("INSERT INTO held (organisation, audience, entry, since) VALUES (?1, ?1, ?2, ?3)")?
                .execute(params![organisation, row.entry, position])?;
            transaction
                .prepare_cached(
                    "INSERT INTO log (organisation, audience, position, change, entry) VALUES (?1, ?1, ?2, ?3, ?4)",
                )?
                .execute(params![organisation, position, row.id, row.entry])?;
        }
        Ok(transaction.commit()?)
    }
}

fn create(path: &Path, schema: &[impl AsRef<str>]) -> Result<Connection, Failed> {
    let connection = Connection::open(path)?;
    connection.execute_batch(SETTINGS)?;
    schema.iter().try_for_each(|part| connection.execute_batch(part.as_ref()))?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}
