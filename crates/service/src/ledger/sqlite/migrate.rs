//! Bringing an older ledger up to this build's schema.

use rusqlite::{Connection, TransactionBehavior};

use crate::ledger::Error;

/// A released file never changes; a new schema is a new file.
const MIGRATIONS: &[&str] = &[
    include_str!("../../../migrations/0001_registry.sql"),
    include_str!("../../../migrations/0002_log.sql"),
    include_str!("../../../migrations/0003_audience.sql"),
];

/// All in one transaction: a ledger is of the old schema or of the new one.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    for migration in MIGRATIONS.iter().skip(found as usize) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ledger_of_a_newer_version_is_left_alone() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        migrate(&mut connection).expect("a second start changes nothing");
        connection.pragma_update(None, "user_version", 99).unwrap();
        assert!(matches!(migrate(&mut connection), Err(Error::Newer { found: 99, known: 3 })));
    }

    #[test]
    fn every_primary_key_begins_with_the_organisation() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection).unwrap();
        let mut statement = connection
            .prepare(
                "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c ON c.pk = 1
                 WHERE m.type = 'table'",
            )
            .unwrap();
        let keys = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
        let mut tables = 0;
        for key in keys {
            let (table, first) = key.unwrap();
            let expected = if table == "organisation" { "id" } else { "organisation" };
            assert_eq!(first, expected, "{table}: rows of one organisation must be able to live on one machine");
            tables += 1;
        }
        assert_eq!(tables, 12);
    }
}
