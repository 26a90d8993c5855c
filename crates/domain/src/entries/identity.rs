//! Name and birth date of a person: one entry, since a name alone tells nobody apart.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::time::PartialDate;

/// DOMAIN 3.2. Registered fact, merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Identity {
    /// Family name. "Baby of" and the mother's name until a birth is registered.
    pub family: String,
    /// Given names, in order, separated by spaces; none until a birth is registered.
    #[serde(default)]
    pub given: String,
    /// What they are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preferred: Option<String>,
    /// Names that they had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub previous: Vec<String>,
    /// Day of birth; a parent's may be less precise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub birth_date: Option<PartialDate>,
}

/// The longest name, in characters (NHS Data Dictionary allows 35 a part; double names are longer).
pub const LONGEST_NAME: usize = 100;

impl Body for Identity {
    const SAMPLE: &str = concat!(
        r#"{"family":"Okafor-Nguyễn","given":"Adaeze Mary","preferred":"Ada","#,
        r#""previous":["Okafor"],"birth_date":"2026-10-22"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("family", &self.family, LONGEST_NAME);
        found.limit_text("given", &self.given, LONGEST_NAME);
        found.limit_text("preferred", self.preferred.as_deref().unwrap_or_default(), LONGEST_NAME);
        if self.birth_date.as_ref().is_some_and(|date| date.earliest() > about.today()) {
            found.reject("birth_date", Rule::InTheFuture);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn checked(family: &str, birth_date: &str) -> Findings {
        let now = DateTime::parse_from_rfc3339("2026-11-02T10:00:00+00:00").unwrap();
        let birth_date = (!birth_date.is_empty()).then(|| birth_date.parse().unwrap());
        let identity =
            Identity { family: family.into(), given: String::new(), preferred: None, previous: vec![], birth_date };
        identity.check(&About::nobody(now))
    }

    #[test]
    fn a_family_name_is_required_and_no_birth_is_after_today() {
        assert!(checked("Okafor", "2026-11-02").is_clear(), "born today");
        assert!(checked("Okafor", "").is_clear(), "a father's birth date is often unknown");
        assert_eq!(checked(" ", "").problems[0].rule, Rule::Required);
        assert_eq!(checked("Okafor", "2026-11-03").problems[0].rule, Rule::InTheFuture);
    }
}
