//! Bringing an older ledger up to this build's schema.

use rusqlite::{Connection, Transaction, TransactionBehavior};

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
    say_what_grows(&transaction)?;
    transaction.pragma_update(None, "user_version", known)?;
    transaction.commit()?;
    // For this connection; others read it when they open.
    Ok(connection.execute_batch("ANALYZE sqlite_schema")?)
}

/// SQLite takes every first column for a good choice. Ours is the organisation, and in most ledgers there is one: without
/// this a family's links would be looked for among everybody's. Said once for every index, so that a plan is the same in
/// an empty ledger and in a full one: the first column finds everything, two find a few, all of a unique key find one.
fn say_what_grows(transaction: &Transaction<'_>) -> Result<(), Error> {
    transaction.execute_batch(
        "ANALYZE;
         DELETE FROM sqlite_stat1;
         INSERT INTO sqlite_stat1 (tbl, idx, stat)
             SELECT name, CASE WHEN is_own THEN name ELSE idx END,
                 CASE columns WHEN 1 THEN '1000000 1'
                              WHEN 2 THEN '1000000 1000000 ' || last
                              WHEN 3 THEN '1000000 1000000 100 ' || last
                              WHEN 4 THEN '1000000 1000000 1000 100 ' || last
                              WHEN 5 THEN '1000000 1000000 1000 100 10 ' || last
                              ELSE '1000000 1000000 1000 100 10 10 ' || last END
             FROM (SELECT tables.name AS name, indexes.name AS idx, tables.wr = 1 AND indexes.origin = 'pk' AS is_own,
                       CASE WHEN indexes.\"unique\" THEN 1 ELSE 10 END AS last,
                       (SELECT count(*) FROM pragma_index_info(indexes.name)) AS columns
                   FROM pragma_table_list AS tables JOIN pragma_index_list(tables.name) AS indexes
                   WHERE tables.schema = 'main' AND tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%')",
    )?;
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
        assert_eq!(tables, 23);
    }
}
