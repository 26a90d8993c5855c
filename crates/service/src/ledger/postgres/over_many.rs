//! From a statement for one row, the statement for many.

use crate::ledger::db::Value;

/// `INSERT … VALUES ($1, $2) …` becomes `INSERT … SELECT * FROM unnest($1::bytea[], $2::text[]) …`, and a question
/// becomes that question asked for each row of arrays, in their order.
///
/// The question is kept apart from what it is asked for (`OFFSET 0`): joined, PostgreSQL reads a table that it has not
/// counted yet from end to end, and compares all of it with every row of the arrays.
///
/// In their order also where it takes rows for update: so no two that take the same rows wait for each other.
pub(super) fn over_many(sql: &str, like: &[Value]) -> String {
    let arrays: Vec<String> = (1..).zip(like).map(|(number, value)| format!("${number}::{}[]", sort(value))).collect();
    let arrays = arrays.join(", ");
    match insert_values(sql) {
        Some((before, after)) => format!("{before}SELECT * FROM unnest({arrays}) AS asked{after}"),
        None => {
            let names: Vec<String> = (1..=like.len()).map(|number| format!("p{number}")).collect();
            let question = with_names(sql);
            format!(
                "SELECT answer.* FROM unnest({arrays}) WITH ORDINALITY AS asked ({}, place)
                 CROSS JOIN LATERAL ({question} OFFSET 0) AS answer ORDER BY asked.place",
                names.join(", ")
            )
        }
    }
}

/// What stands before `VALUES (…)` and after it.
fn insert_values(sql: &str) -> Option<(&str, &str)> {
    if !sql.starts_with("INSERT") {
        return None;
    }
    let start = sql.find("VALUES (")?;
    let end = start + sql[start..].find(')')? + 1;
    Some((&sql[..start], &sql[end..]))
}

/// `$2` becomes `asked.p2`.
fn with_names(sql: &str) -> String {
    let mut parts = sql.split('$');
    let mut named = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        named.push_str("asked.p");
        named.push_str(part);
    }
    named
}

fn sort(value: &Value) -> &'static str {
    match value {
        Value::NoBytes | Value::Bytes(_) => "bytea",
        Value::NoInt | Value::Int(_) => "bigint",
        Value::NoText | Value::Text(_) => "text",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_insert_takes_its_rows_from_arrays() {
        let like = [Value::Bytes(Vec::new()), Value::NoInt];
        assert_eq!(
            over_many("INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING", &like),
            "INSERT INTO t (a, b) SELECT * FROM unnest($1::bytea[], $2::bigint[]) AS asked ON CONFLICT DO NOTHING"
        );
    }

    #[test]
    fn a_question_is_asked_for_each_in_order() {
        let many = over_many("SELECT a FROM t WHERE b = $1 AND c = $2", &[Value::NoText, Value::Int(1)]);
        assert!(many.contains("unnest($1::text[], $2::bigint[]) WITH ORDINALITY AS asked (p1, p2, place)"), "{many}");
        assert!(many.contains("LATERAL (SELECT a FROM t WHERE b = asked.p1 AND c = asked.p2 OFFSET 0)"), "{many}");
        assert!(many.ends_with("ORDER BY asked.place"));
    }
}
