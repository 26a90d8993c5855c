//! Bringing a database up to this build's schema, and refusing one that would not keep what was acknowledged.

use tokio_postgres::Client;

use crate::ledger::Error;
use crate::ledger::schema::{FIRST, MIGRATIONS};

/// PostgreSQL 15.
const OLDEST: i32 = 150_000;

/// Every table but the directory of organisations: a laptop is found by its organisation's number.
const TENANTS_TABLES: [&str; 21] = [
    "team",
    "staff",
    "device",
    "enrolment_code",
    "device_flag",
    "device_report",
    "restore",
    "restored_device",
    "change",
    "batch",
    "awaited",
    "entry",
    "link",
    "subject",
    "audience",
    "membership",
    "membership_change",
    "granted",
    "held",
    "log",
    "unsettled",
];

pub(super) async fn check(client: &Client) -> Result<(), Error> {
    let version: String = client.query_one("SHOW server_version_num", &[]).await?.try_get(0)?;
    if version.parse::<i32>().is_ok_and(|version| version < OLDEST) {
        return Err(refused(format!("PostgreSQL {version} is older than 15")));
    }
    for (setting, needed) in [("fsync", "on"), ("full_page_writes", "on")] {
        let found: String = client.query_one(&format!("SHOW {setting}"), &[]).await?.try_get(0)?;
        if found != needed {
            return Err(refused(format!("{setting} is {found}: what was acknowledged could be lost")));
        }
    }
    let found: String = client.query_one("SHOW synchronous_commit", &[]).await?.try_get(0)?;
    if ["off", "local"].contains(&found.as_str()) {
        return Err(refused(format!("synchronous_commit is {found}: what was acknowledged could be lost")));
    }
    let role = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user";
    if client.query_one(role, &[]).await?.try_get(0)? {
        return Err(refused("the role could see past row-level security: use one that is no superuser".to_owned()));
    }
    Ok(())
}

fn refused(why: String) -> Error {
    Error::Database(why.into())
}

/// All in one transaction: a ledger is of the old schema or of the new one.
pub(super) async fn migrate(client: &mut Client) -> Result<(), Error> {
    let transaction = client.transaction().await?;
    transaction.batch_execute("CREATE TABLE IF NOT EXISTS schema_version (version bigint NOT NULL)").await?;
    // Of several services that start at once, one migrates and the others find it done.
    transaction.batch_execute("LOCK TABLE schema_version IN ACCESS EXCLUSIVE MODE").await?;
    let found = version(transaction.query_opt(VERSION, &[]).await?)?.unwrap_or(FIRST);
    let known = FIRST + u32::try_from(MIGRATIONS.len()).unwrap_or(u32::MAX);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == known {
        // Not left to whoever uses the connection next: the table is locked until then.
        return Ok(transaction.rollback().await?);
    }
    // What a migration moves is of all organisations. The wall is put up again below, before anybody else sees the tables.
    for table in TENANTS_TABLES {
        transaction.batch_execute(&format!("ALTER TABLE IF EXISTS {table} NO FORCE ROW LEVEL SECURITY")).await?;
    }
    for migration in MIGRATIONS.iter().skip((found - FIRST) as usize) {
        transaction.batch_execute(migration).await?;
    }
    for table in TENANTS_TABLES {
        transaction.batch_execute(&second_wall(table)).await?;
    }
    transaction.batch_execute("DELETE FROM schema_version").await?;
    transaction.execute("INSERT INTO schema_version VALUES ($1)", &[&i64::from(known)]).await?;
    Ok(transaction.commit().await?)
}

const VERSION: &str = "SELECT version FROM schema_version";

fn version(row: Option<tokio_postgres::Row>) -> Result<Option<u32>, Error> {
    let Some(row) = row else { return Ok(None) };
    Ok(Some(u32::try_from(row.try_get::<_, i64>(0)?).unwrap_or(u32::MAX)))
}

/// The schema that a database has; none where no ledger is in it yet.
pub(super) async fn found(client: &Client) -> Result<Option<u32>, Error> {
    let is_there = "SELECT to_regclass('schema_version') IS NOT NULL";
    if !client.query_one(is_there, &[]).await?.try_get(0)? {
        return Ok(None);
    }
    version(client.query_opt(VERSION, &[]).await?)
}

/// Without an organisation named in the transaction there are no rows, also for the owner of the tables.
fn second_wall(table: &str) -> String {
    let own = "organisation = decode(NULLIF(current_setting('app.organisation', true), ''), 'hex')";
    format!(
        "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
         ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
         DROP POLICY IF EXISTS tenant ON {table};
         CREATE POLICY tenant ON {table} USING ({own}) WITH CHECK ({own});"
    )
}
