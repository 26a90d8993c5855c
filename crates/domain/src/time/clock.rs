//! A time of day as people type it, in a form that says so when it is none.

use chrono::NaiveTime;
use serde::{Deserialize, Deserializer, de};

/// 09:30, 9:30 or 09:30:00.
///
/// # Errors
/// A text that is no time of day.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveTime, D::Error> {
    parse(&String::deserialize(deserializer)?)
}

/// As [`deserialize`], where there may be none.
///
/// # Errors
/// As [`deserialize`].
pub fn optional<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveTime>, D::Error> {
    Option::<String>::deserialize(deserializer)?.as_deref().map(parse).transpose()
}

fn parse<E: de::Error>(text: &str) -> Result<NaiveTime, E> {
    text.parse().map_err(|_| E::custom("not a time of day"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    #[test]
    fn what_is_no_time_of_day_says_so() {
        let read = |text: &str| super::deserialize(json!(text));
        assert_eq!(read("9:30").unwrap(), read("09:30:00").unwrap());
        for text in ["half past nine", "25:00", "9", "2026-11-02"] {
            assert!(read(text).unwrap_err().to_string().contains("time of day"), "{text}");
        }
    }
}
