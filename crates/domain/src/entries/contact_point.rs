//! One way of reaching a person, and how safe it is to use.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};
use crate::phone::Phone;

/// By what means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactMeans {
    /// Telephone, `value` in E.164.
    Phone,
    /// E-mail.
    Email,
}

/// Whether something is safe. Nobody said is not the same as yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Safe {
    /// Somebody said that it is safe.
    Yes,
    /// Nobody said.
    #[default]
    NotKnown,
    /// It must not be used.
    No,
}

/// DOMAIN 3.3 and CON-12. Registered fact, merged by field; of two safety settings the more restrictive is in force.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ContactPoint {
    /// By what means.
    pub means: ContactMeans,
    /// The number in E.164, or the address.
    pub value: String,
    /// Whether a voicemail may be left.
    #[serde(default)]
    pub safe_to_voicemail: Safe,
    /// Whether a text may be sent.
    #[serde(default)]
    pub safe_to_text: Safe,
    /// When it is safe, in words: "texts 9 to 12 only".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub safe_hours: Option<String>,
    /// Who answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who_answers: Option<String>,
}

const LONGEST_NOTE: usize = 200;

impl Body for ContactPoint {
    const SAMPLE: &str = concat!(
        r#"{"means":"phone","value":"+447700900123","safe_to_voicemail":"no","#,
        r#""safe_to_text":"yes","safe_hours":"9 to 12 only","who_answers":"her sister"}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        match self.means {
            ContactMeans::Phone if self.value.parse::<Phone>().is_err() => found.reject("value", Rule::PhoneShape),
            ContactMeans::Email if !looks_like_email(&self.value) => found.reject("value", Rule::EmailShape),
            ContactMeans::Phone | ContactMeans::Email => {}
        }
        found.limit_text("safe_hours", self.safe_hours.as_deref().unwrap_or_default(), LONGEST_NOTE);
        found.limit_text("who_answers", self.who_answers.as_deref().unwrap_or_default(), LONGEST_NOTE);
        found
    }

    fn tidied(self) -> Self {
        let value = match (self.means, self.value.parse::<Phone>()) {
            (ContactMeans::Phone, Ok(phone)) => phone.as_str().to_owned(),
            (ContactMeans::Phone | ContactMeans::Email, _) => self.value.trim().to_owned(),
        };
        Self { value, ..self }
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        matches!(field, "safe_to_voicemail" | "safe_to_text").then(|| match value {
            None => Safe::default() as u8,
            // A word of a later build is taken for the strictest: nobody here knows what it allows.
            Some(value) => Safe::deserialize(value).unwrap_or(Safe::No) as u8,
        })
    }

    /// That a number is safe was said of that number.
    fn speaks_of(field: &str) -> &'static [&'static str] {
        match field {
            "safe_to_voicemail" | "safe_to_text" => &["value"],
            _ => &[],
        }
    }
}

fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !text.contains(' '))
}
