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
