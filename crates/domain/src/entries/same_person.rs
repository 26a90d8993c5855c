//! That two records are of one person, or are not: said of the record that is folded away. Nothing is rewritten, so that
//! it can be taken back for ever.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::duplicates::Likeness;
use crate::id::PersonId;
use crate::invalid::Findings;

/// How two records stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Sameness {
    /// One person: shown as one.
    Merged,
    /// Perhaps one person: each says that there is the other.
    Linked,
    /// Two people, whatever they have in common.
    Separate,
}

/// IDN-02. One for each two records. While colleagues differ, the two are kept apart: one child's record under another's
/// name is worse than two records of one child.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SamePerson {
    /// The record that this one is shown under.
    pub other: PersonId,
    /// How the two stand to each other.
    pub state: Sameness,
    /// What they have in common.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub basis: Vec<Likeness>,
    /// How it is known.
    pub reason: String,
}

const LONGEST_REASON: usize = 500;

impl Body for SamePerson {
    const SAMPLE: &str = concat!(
        r#"{"other":"0e0e0e0e-0e0e-0e0e-0e0e-0e0e0e0e0e0e","state":"merged","basis":["birth_date_and_name"],"#,
        r#""reason":"The mother showed both letters: one child, registered twice."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(self.other.to_string())
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("reason", &self.reason, LONGEST_REASON);
        found
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        (field == "state").then(|| match value.and_then(Value::as_str) {
            Some("merged") => 0,
            Some("linked") => 1,
            // A word of a later build is taken for the safest.
            Some(_) | None => 2,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::trying::each_is_refused;
    use super::*;
    use crate::invalid::Rule;
    use serde_json::json;

    #[test]
    fn nobody_is_merged_without_a_reason() {
        each_is_refused::<SamePerson>(&[(json!({"reason": " "}), "reason", Rule::Required)]);
    }

    #[test]
    fn while_colleagues_differ_two_records_are_kept_apart() {
        let protects = |state: &str| SamePerson::protection("state", Some(&json!(state)));
        assert!(protects("separate") > protects("linked") && protects("linked") > protects("merged"));
        assert_eq!(protects("of a later build"), protects("separate"));
    }
}
