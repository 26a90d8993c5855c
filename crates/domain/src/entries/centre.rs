//! A children's centre: where it is, when it is open, and which health visitor is named for it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::StaffId;
use crate::invalid::{Ask, Findings};

/// SHR-05. About the centre, of which there is one such entry. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Centre {
    /// What it is called.
    pub name: String,
    /// Where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub address: String,
    /// How it is reached.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub phone: String,
    /// When it is open.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub opening: String,
    /// Who is its named health visitor.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub named_health_visitor: Option<StaffId>,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub named_from: Option<NaiveDate>,
    /// When it closed for good, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub closed_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 1_000;

impl Body for Centre {
    const SAMPLE: &str = concat!(
        r#"{"name":"Harbour Family Hub","address":"2 Quay Street, Saltmere, XA1 2BC","phone":"07700 900140","#,
        r#""opening":"Monday to Friday, 9:00 to 16:30","#,
        r#""named_health_visitor":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","named_from":"2026-09-01","#,
        r#""closed_on":"2026-10-30"}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("name", &self.name, LONGEST_LINE);
        found.limit_text("address", &self.address, LONGEST_TEXT);
        found.limit_text("phone", &self.phone, LONGEST_LINE);
        found.limit_text("opening", &self.opening, LONGEST_TEXT);
        found.refuse_future("closed_on", self.closed_on, about.today());
        if self.named_from.is_some() {
            found.require_given("named_health_visitor", self.named_health_visitor.as_ref());
        } else if self.named_health_visitor.is_none() && self.closed_on.is_none() {
            found.ask("named_health_visitor", Ask::NobodyNamed);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{asked, each_is_fine, each_is_refused};
    use crate::invalid::Rule;

    // Shows SHR-05.
    #[test]
    fn a_centre_has_a_name_and_a_named_health_visitor() {
        each_is_refused::<Centre>(&[
            (json!({ "name": " " }), "name", Rule::Required),
            (json!({ "named_health_visitor": null }), "named_health_visitor", Rule::Required),
            (json!({ "closed_on": "2026-11-04" }), "closed_on", Rule::InTheFuture),
            (json!({ "address": "x".repeat(1_001) }), "address", Rule::TooLong),
        ]);
        each_is_fine::<Centre>(&[json!({ "named_from": null, "address": null, "phone": null, "opening": null })]);
    }

    // Shows SHR-05.
    #[test]
    fn whoever_records_an_open_centre_is_asked_for_its_named_health_visitor() {
        let nobody = json!({ "named_health_visitor": null, "named_from": null, "closed_on": null });
        assert_eq!(asked::<Centre>(&nobody), [("named_health_visitor".to_owned(), Ask::NobodyNamed)]);
        let closed = json!({ "named_health_visitor": null, "named_from": null });
        assert_eq!(asked::<Centre>(&closed), []);
    }
}
