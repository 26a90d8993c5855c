//! Bringing an older ledger up to this build's schema.

use rusqlite::{Connection, TransactionBehavior};

use crate::ledger::Error;
use crate::ledger::schema::{FIRST, MIGRATIONS};

/// All in one transaction: a ledger is of the old schema or of the new one.
pub(super) fn migrate(connection: &mut Connection) -> Result<(), Error> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let found: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let known = FIRST + u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if (1..=FIRST).contains(&found) {
        return Err(Error::TooOld);
    }
    for migration in MIGRATIONS.iter().skip(found.saturating_sub(FIRST) as usize) {
        transaction.execute_batch(&for_sqlite(migration))?;
    }
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    Ok(())
}

/// Every migration, as SQLite has it.
pub(super) fn statements() -> Vec<String> {
    MIGRATIONS.iter().map(|migration| for_sqlite(migration)).collect()
}

/// SQLite's names of the types. Strict, so that a column holds what it says; and a table whose key has several columns is
/// kept in the order of its key, but for those whose rows are long.
fn for_sqlite(migration: &str) -> String {
    let types = migration.replace("bytea", "BLOB").replace("bigint", "INTEGER");
    let mut tables: Vec<String> = types.split("CREATE TABLE ").map(str::to_owned).collect();
    for table in tables.iter_mut().skip(1) {
        let is_long = ["change ", "batch ", "organisation "].iter().any(|name| table.starts_with(name));
        let end = if is_long { "\n) STRICT;" } else { "\n) STRICT, WITHOUT ROWID;" };
        *table = table.replacen("\n);", end, 1);
    }
    tables.join("CREATE TABLE ")
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
        assert!(matches!(migrate(&mut connection), Err(Error::Newer { found: 99, .. })));
        connection.pragma_update(None, "user_version", 3).unwrap();
        assert!(matches!(migrate(&mut connection), Err(Error::TooOld)), "of a preview, before there were audiences");
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
        assert_eq!(tables, 18);
    }
}
