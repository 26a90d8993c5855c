//! What a file adds to a body of the record, and whether the two differ. Nothing of the record is ever replaced.

use doorstep_domain::name::fold;
use serde_json::{Map, Value};

/// What comparing gave.
pub(super) struct Filled {
    /// The record's body with what the file adds; none where it adds nothing.
    pub(super) body: Option<Map<String, Value>>,
    /// Whether the file says something else than the record.
    pub(super) differs: bool,
}

/// Compares what the record says with what the file says, field by field.
pub(super) fn fill(record: &Map<String, Value>, file: &Map<String, Value>) -> Filled {
    let mut body = record.clone();
    let mut differs = false;
    for (field, said) in file.iter().filter(|(_, said)| !is_blank(said)) {
        match record.get(field).filter(|known| !is_blank(known)) {
            None => drop(body.insert(field.clone(), said.clone())),
            Some(known) => differs |= !is_same(known, said),
        }
    }
    Filled { body: (body != *record).then_some(body), differs }
}

/// Nothing was said. "Not known" is nothing said, not an answer that stands against one.
fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => matches!(text.as_str(), "" | "unknown" | "not_known"),
        Value::Array(items) => items.is_empty(),
        Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// Capitals, accents and hyphens make no difference between a register's SIAN and the record's Siân.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::String(one), Value::String(other)) => one == other || fold(one) == fold(other),
        (Value::Array(one), Value::Array(other)) => words(one) == words(other),
        (
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) | Value::String(_) | Value::Array(_),
            _,
        ) => one == other,
    }
}

fn words(items: &[Value]) -> String {
    let texts: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
    fold(&texts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn filled(record: Value, file: Value) -> (Option<Value>, bool) {
        let (Value::Object(record), Value::Object(file)) = (record, file) else { panic!("bodies are objects") };
        let Filled { body, differs } = fill(&record, &file);
        (body.map(Value::Object), differs)
    }

    #[test]
    fn what_the_record_lacks_is_added_and_what_it_has_stays() {
        let cases = [
            (json!({"sex": "female"}), json!({"sex": "female"}), None, false),
            (json!({"sex": "unknown"}), json!({"sex": "female"}), Some(json!({"sex": "female"})), false),
            (json!({"sex": "female"}), json!({"sex": "unknown"}), None, false),
            (json!({"weight": 3000}), json!({"weight": 3100}), None, true),
            (
                json!({"weight": 3000}),
                json!({"gestation": "31+2"}),
                Some(json!({"weight": 3000, "gestation": "31+2"})),
                false,
            ),
            (json!({"family": "Siân"}), json!({"family": "SIAN"}), None, false),
            (json!({"lines": ["1 Mill Lane", "Quenby"]}), json!({"lines": ["1 Mill Lane Quenby"]}), None, false),
            (json!({"lines": ["1 Mill Lane"]}), json!({"lines": ["2 Mill Lane"]}), None, true),
            (json!({"later": 1}), json!({"hidden": true}), Some(json!({"later": 1, "hidden": true})), false),
        ];
        for (record, file, body, differs) in cases {
            assert_eq!(filled(record.clone(), file.clone()), (body, differs), "{record} and {file}");
        }
    }
}
