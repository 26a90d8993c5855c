//! Bringing a store's schema up to this build's. A released file never changes; a later change is another file.

use rusqlite::Connection;

use crate::error::Error;

const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_changes.sql"),
    include_str!("../migrations/0002_projections.sql"),
    include_str!("../migrations/0003_families_and_search.sql"),
    include_str!("../migrations/0004_homes.sql"),
    include_str!("../migrations/0005_waiting.sql"),
    include_str!("../migrations/0006_looks.sql"),
    include_str!("../migrations/0007_same_person.sql"),
    include_str!("../migrations/0008_document_parts.sql"),
    include_str!("../migrations/0009_died.sql"),
    include_str!("../migrations/0010_appointments.sql"),
    include_str!("../migrations/0011_draft_about.sql"),
    include_str!("../migrations/0012_arrivals.sql"),
    include_str!("../migrations/0013_audiences.sql"),
    include_str!("../migrations/0014_set_aside.sql"),
];

/// The version that this build brings a store to.
pub(crate) fn newest() -> u32 {
    u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX)
}

/// Runs what is missing, all in one transaction. A store from a later build is refused untouched.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = newest();
    if found > known {
        return Err(Error::FromNewerVersion { found, known });
    }
    if found == known {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    Ok(transaction.commit()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_held_entry_by_entry_is_held_change_by_change_but_for_what_has_no_answer() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(&MIGRATIONS[..12].concat()).unwrap();
        let batch =
            "INSERT INTO batch (row, incarnation, number, id, bytes, signature, signed_at, changes, state) VALUES";
        let change = "INSERT INTO change (number, id, entry, batch, bytes) VALUES";
        let old = format!(
            "PRAGMA user_version = 12;
             INSERT INTO cursor VALUES (1, x'06', 0, 9, 1, zeroblob(16)), (2, x'07', 0, 9, 1, zeroblob(16));
             INSERT INTO entry VALUES (1, zeroblob(16), 'alert', zeroblob(16), 0, 0, 'settled', 3, 1, NULL);
             {batch} (1, 1, 1, zeroblob(32), '', zeroblob(64), '', 1, 'received'),
                     (2, 1, 2, zeroblob(32), '', zeroblob(64), '', 1, 'unsent');
             {change} (1, zeroblob(32), 1, NULL, ''), (2, randomblob(32), 1, 1, ''), (3, randomblob(32), 1, 2, '');
             INSERT INTO held (audience, entry) VALUES (1, 1), (2, 1);"
        );
        connection.execute_batch(&old).unwrap();
        migrate(&mut connection).unwrap();
        let mut statement = connection.prepare("SELECT change, audience FROM held").unwrap();
        let held = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let held: Vec<(i64, i64)> = held.collect::<rusqlite::Result<_>>().unwrap();
        assert_eq!(held, [(1, 1), (1, 2), (2, 1), (2, 2)]);
    }
}
