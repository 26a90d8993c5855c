//! Reading what was typed into a form: texts, choices and lists become a body, and what cannot be read becomes a problem
//! of its own field, all of them at once.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Body;
use crate::invalid::{Findings, Rule};
use crate::postcode::Postcode;

/// More tries than any form needs: an end to looking.
const MOST_TRIES: usize = 256;

/// Reads a form. What is left blank is left out.
pub(super) fn read<B: Body>(typed: Value) -> Result<Value, Findings> {
    let mut found = Findings::default();
    let mut tries: BTreeMap<String, usize> = BTreeMap::new();
    let mut typed = without_blanks(typed);
    for _ in 0..MOST_TRIES {
        let error = match serde_path_to_error::deserialize::<_, B>(&typed) {
            Ok(body) if found.is_clear() => {
                return serde_json::to_value(body.tidied()).map_err(|_| rejected("", Rule::NotAChoice));
            }
            Ok(_) => break,
            Err(error) => error,
        };
        let (field, rule) = problem(&error);
        if respell(&mut typed, &field, rule) {
            continue;
        }
        let tried = tries.entry(field.clone()).or_default();
        if *tried == 0 {
            found.reject(&field, rule);
        }
        // Only to find what else is wrong: nothing in which anything was wrong is ever used.
        let Some(instead) = placeholder(error.inner(), *tried) else { break };
        *tried += 1;
        if !put(&mut typed, &field, instead) {
            break;
        }
    }
    Err(found)
}

/// A body with the fields of another laid over it.
pub(super) fn laid_over(body: Value, over: Value) -> Value {
    match (body, over) {
        (Value::Object(mut fields), Value::Object(over)) => {
            fields.extend(over);
            Value::Object(fields)
        }
        (_, over) => over,
    }
}

fn rejected(field: &str, rule: Rule) -> Findings {
    let mut found = Findings::default();
    found.reject(field, rule);
    found
}

fn without_blanks(value: Value) -> Value {
    let is_blank = |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    match value {
        Value::Object(fields) => {
            let kept = fields.into_iter().map(|(name, value)| (name, without_blanks(value)));
            Value::Object(kept.filter(|(_, value)| !is_blank(value)).collect::<Map<_, _>>())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(without_blanks).collect()),
        Value::String(text) => Value::String(text.trim().to_owned()),
        Value::Null | Value::Bool(_) | Value::Number(_) => value,
    }
}

/// The field, and the rule that it breaks. Serde says which by the beginning of its message; whatever else refuses a text
/// in an entry reads a date.
fn problem(error: &serde_path_to_error::Error<serde_json::Error>) -> (String, Rule) {
    let at = error.path().iter().filter_map(segment).collect::<Vec<_>>().join(".");
    let message = error.inner().to_string();
    if let Some(missing) = message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
        let field = if at.is_empty() { missing.to_owned() } else { format!("{at}.{missing}") };
        return (field, Rule::Required);
    }
    let says = |what: &str| message.contains(what);
    let rule = if message.starts_with("unknown variant") {
        Rule::NotAChoice
    } else if says("check digit") || says("no NHS number") {
        Rule::NhsNumberCheck
    } else if says("NHS number") {
        Rule::NhsNumberShape
    } else if says("postcode") {
        Rule::PostcodeShape
    } else if says("gestation") || says("weeks and days") {
        Rule::GestationOutOfRange
    } else if says("time of day") {
        Rule::NotATime
    } else if message.starts_with("invalid type") || message.starts_with("invalid value") {
        Rule::NotANumber
    } else {
        Rule::NotADate
    };
    (at, rule)
}

/// A number or postcode as people type it, 999 000 0018 or me71aa, becomes its one spelling. Gives whether that helped.
fn respell(typed: &mut Value, field: &str, rule: Rule) -> bool {
    let at = field.split('.').try_fold(&*typed, |value, name| {
        if value.is_array() { value.get(name.parse::<usize>().ok()?) } else { value.get(name) }
    });
    let Some(text) = at.and_then(Value::as_str) else { return false };
    let spelt: Option<String> = if rule == Rule::NhsNumberShape {
        Some(text.chars().filter(|c| c.is_alphanumeric()).collect())
    } else if rule == Rule::PostcodeShape {
        text.parse::<Postcode>().ok().map(|postcode| postcode.to_string())
    } else {
        None
    };
    let better = spelt.filter(|spelt| spelt != text);
    better.is_some_and(|spelt| put(typed, field, Value::from(spelt)))
}

fn segment(segment: &serde_path_to_error::Segment) -> Option<String> {
    use serde_path_to_error::Segment;
    match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { index } => Some(index.to_string()),
        Segment::Enum { .. } | Segment::Unknown => None,
    }
}

/// What texts of an entry are, but words and choices.
const TEXTS: [&str; 8] = [
    "",
    "2000-01-01",
    "2000-01-01T00:00:00Z",
    "00000000-0000-0000-0000-000000000000",
    "9990000018",
    "ZZ99 3VZ",
    "40+0",
    "00:00",
];

/// Something that the field may be read from; none where nothing is left to try.
fn placeholder(error: &serde_json::Error, tried: usize) -> Option<Value> {
    let message = error.to_string();
    if message.starts_with("unknown variant") {
        // "unknown variant `x`, expected one of `a`, `b`"
        return message.split('`').nth(3).map(Value::from);
    }
    let wants = |what: &str| message.contains(&format!("expected {what}"));
    if wants("a sequence") {
        return Some(Value::Array(Vec::new()));
    }
    if wants("a boolean") {
        return Some(Value::from(false));
    }
    if wants("struct") || wants("a map") {
        return Some(Value::Object(Map::new()));
    }
    if ["u8", "u16", "u32", "u64", "i64", "f64"].into_iter().any(wants) {
        return Some(Value::from(1));
    }
    TEXTS.get(tried).copied().map(Value::from)
}

/// Whether there is such a field to set.
fn put(typed: &mut Value, field: &str, value: Value) -> bool {
    let (within, name) = field.rsplit_once('.').unwrap_or(("", field));
    let parent = within.split('.').filter(|name| !name.is_empty()).try_fold(typed, |value, name| {
        if value.is_array() { value.get_mut(name.parse::<usize>().ok()?) } else { value.get_mut(name) }
    });
    match parent {
        Some(Value::Object(fields)) => {
            fields.insert(name.to_owned(), value);
            true
        }
        Some(Value::Array(items)) => {
            let place = name.parse::<usize>().ok().and_then(|place| items.get_mut(place));
            place.map(|item| *item = value).is_some()
        }
        _ => false,
    }
}
