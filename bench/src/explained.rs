//! What PostgreSQL read for statements, by its own account: `EXPLAIN ANALYZE` of each, which it writes to its log.

use serde_json::Value;

use crate::Failed;
use crate::postgres::{Database, Session};

/// Where `crates/service/tests/postgres/with` has the log.
const LOG: &str = "current_setting('data_directory') || '/../log'";

/// A database that explains what it does for whoever opens it from now on.
pub(crate) struct Explained {
    session: Session,
    name: String,
    start: i64,
}

impl Explained {
    pub(crate) fn of(database: &Database) -> Result<Self, Failed> {
        let session = database.session()?;
        let name: String = session.rows("SELECT current_database()::text", &[])?[0].get(0);
        let settings = [
            "session_preload_libraries = 'auto_explain'",
            "auto_explain.log_min_duration = 0",
            "auto_explain.log_analyze = on",
            "auto_explain.log_timing = off",
            "auto_explain.log_format = 'json'",
        ];
        let settings = settings.map(|setting| format!("ALTER DATABASE {name} SET {setting};")).concat();
        session.run(&format!("LOAD 'auto_explain'; {settings}"))?;
        Ok(Self { session, name, start: 0 })
    }

    /// What is read from here on counts.
    pub(crate) fn begin(&mut self) -> Result<(), Failed> {
        self.start = size_of_log(&self.session)?;
        Ok(())
    }

    /// How many rows were read since.
    pub(crate) fn rows_read(self) -> Result<u64, Failed> {
        // A reader's commit is not waited for, but its plans are written before its answers.
        let end = size_of_log(&self.session)?;
        let sql = format!("SELECT pg_read_file({LOG}, $1, $2)");
        let text: String = self.session.rows(&sql, &[&self.start, &(end - self.start)])?[0].get(0);
        self.session.run(&format!("ALTER DATABASE {} RESET ALL", self.name))?;
        Ok(text.split("  plan:\n").skip(1).filter_map(plan).map(|plan| rows_of(&plan["Plan"])).sum())
    }
}

fn size_of_log(session: &Session) -> Result<i64, Failed> {
    Ok(session.rows(&format!("SELECT size FROM pg_stat_file({LOG})"), &[])?[0].get(0))
}

fn plan(text: &str) -> Option<Value> {
    serde_json::Deserializer::from_str(text).into_iter().next()?.ok()
}

/// Every row that any node took from a table, as often as it took it, also where it then did not want it.
fn rows_of(node: &Value) -> u64 {
    let number = |name: &str| node[name].as_f64().unwrap_or_default();
    let own = if node.get("Relation Name").is_some() && node["Operation"].is_null() {
        let removed = number("Rows Removed by Filter") + number("Rows Removed by Index Recheck");
        ((number("Actual Rows") + removed) * number("Actual Loops").max(1.0)).round() as u64
    } else {
        0
    };
    own + node["Plans"].as_array().into_iter().flatten().map(rows_of).sum::<u64>()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_row_counts_as_often_as_it_is_read() {
        let inner =
            json!({ "Relation Name": "held", "Actual Rows": 678, "Rows Removed by Filter": 2, "Actual Loops": 25 });
        let outer = json!({ "Relation Name": "log", "Actual Rows": 25, "Actual Loops": 1 });
        let join = json!({ "Node Type": "Nested Loop", "Actual Rows": 25, "Actual Loops": 1, "Plans": [outer, inner] });
        assert_eq!(rows_of(&join), 25 + 680 * 25);
        assert!(plan("\t{\n\t  \"Plan\": {}\n\t}\n2026 LOG: more").is_some());
    }
}
