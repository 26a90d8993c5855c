//! A number that another system has for somebody: the council’s, social care’s, a school’s.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, Writer};
use crate::invalid::Findings;

/// Whose number it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierScheme {
    /// Social care.
    SocialCare,
    /// The council.
    Council,
    /// A school: the unique pupil number.
    School,
    /// A hospital.
    Hospital,
    /// The system before.
    PreviousSystem,
    /// Another.
    Other,
}

/// DOMAIN 2.10. One for each scheme. Never a key of ours.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct OtherIdentifier {
    /// Whose number.
    pub scheme: IdentifierScheme,
    /// The number.
    pub value: String,
    /// Where it is from.
    pub source: String,
    /// When it was seen.
    #[ts(type = "string")]
    pub seen_on: NaiveDate,
}

const LONGEST_LINE: usize = 200;
const LONGEST_VALUE: usize = 50;

impl Body for OtherIdentifier {
    const SAMPLE: &str =
        r#"{"scheme":"social_care","value":"SC-204817","source":"Letter of 12 October 2026","seen_on":"2026-10-14"}"#;

    fn key(&self) -> Option<String> {
        Some(self.scheme.name().to_owned())
    }

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        before.is_none_or(|before| before.scheme == self.scheme)
    }

    fn tidied(self) -> Self {
        Self { value: self.value.trim().to_owned(), ..self }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("value", &self.value, LONGEST_VALUE);
        found.require_text("source", &self.source, LONGEST_LINE);
        found.refuse_future("seen_on", self.seen_on, about.today());
        found
    }
}

impl IdentifierScheme {
    /// Its name, as written in changes.
    fn name(self) -> &'static str {
        match self {
            Self::SocialCare => "social_care",
            Self::Council => "council",
            Self::School => "school",
            Self::Hospital => "hospital",
            Self::PreviousSystem => "previous_system",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_refused, laid_over};
    use crate::invalid::Rule;

    #[test]
    fn there_is_one_number_of_each_scheme_and_it_has_a_source() {
        for scheme in ["social_care", "council", "school", "hospital", "previous_system", "other"] {
            let of: OtherIdentifier = laid_over(&json!({ "scheme": scheme }));
            assert_eq!(of.key().as_deref(), Some(scheme), "the key is as the change is written");
        }
        each_is_refused::<OtherIdentifier>(&[
            (json!({ "value": "" }), "value", Rule::Required),
            (json!({ "source": "" }), "source", Rule::Required),
        ]);
    }
}
