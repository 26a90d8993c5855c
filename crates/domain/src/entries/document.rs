//! A document that came in: from whom, what it is, who read it and what they did. The file itself is kept apart.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::{EntryId, StaffId};
use crate::invalid::{Findings, Rule};
use crate::sensitivity::Sensitivity;

/// What sort of document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Minutes of a conference.
    ConferenceMinutes,
    /// An order of a court.
    CourtOrder,
    /// A discharge letter.
    DischargeLetter,
    /// A notice of A&E.
    EmergencyAttendance,
    /// A notice of the police.
    PoliceNotice,
    /// A letter of a clinic.
    ClinicLetter,
    /// A report.
    Report,
    /// From the family.
    FromTheFamily,
    /// Another.
    Other,
}

/// DOC-01. It is as sensitive as whoever files it says, and at least as sensitive as its sort asks for.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Document {
    /// What sort of document.
    pub what: DocumentKind,
    /// What it is about.
    pub title: String,
    /// From whom.
    pub source: String,
    /// When it came.
    #[ts(type = "string")]
    pub received_on: NaiveDate,
    /// The date that it bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub dated: Option<NaiveDate>,
    /// How sensitive it is.
    pub sensitivity: Sensitivity,
    /// Who read it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub read_by: Option<StaffId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub read_on: Option<NaiveDate>,
    /// What they did about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub acted_on: String,
    /// The event of the chronology that came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub chronology: Option<EntryId>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Document {
    const SAMPLE: &str = concat!(
        r#"{"what":"court_order","title":"Care proceedings: interim order","source":"Lindshire family court","#,
        r#""received_on":"2026-10-30","dated":"2026-10-28","sensitivity":"restricted","#,
        r#""read_by":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","read_on":"2026-11-02","#,
        r#""acted_on":"Alert ended; named nurse told.","chronology":"ccccdddd-cccc-dddd-cccc-ddddccccdddd"}"#,
    );

    fn sensitivity(&self) -> Sensitivity {
        let least = match self.what {
            DocumentKind::ConferenceMinutes | DocumentKind::CourtOrder | DocumentKind::PoliceNotice => {
                Sensitivity::Restricted
            }
            DocumentKind::DischargeLetter
            | DocumentKind::EmergencyAttendance
            | DocumentKind::ClinicLetter
            | DocumentKind::Report
            | DocumentKind::FromTheFamily
            | DocumentKind::Other => Sensitivity::Standard,
        };
        self.sensitivity.max(least)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("title", &self.title, LONGEST_LINE);
        found.require_text("source", &self.source, LONGEST_LINE);
        found.limit_text("acted_on", &self.acted_on, LONGEST_TEXT);
        found.refuse_future("received_on", self.received_on, about.today());
        found.refuse_future("dated", self.dated, about.today());
        found.refuse_future("read_on", self.read_on, about.today());
        if self.read_by.is_some() {
            found.require_given("read_on", self.read_on.as_ref());
        } else if self.read_on.is_some() || !self.acted_on.trim().is_empty() {
            found.reject("read_by", Rule::Required);
        }
        found.refuse_before("read_on", self.read_on, self.received_on);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_refused, laid_over};

    #[test]
    fn a_document_is_as_sensitive_as_somebody_said_and_as_its_sort_asks_for() {
        let of =
            |what: &str, said: &str| laid_over::<Document>(&json!({ "what": what, "sensitivity": said })).sensitivity();
        assert_eq!(of("clinic_letter", "sensitive"), Sensitivity::Sensitive);
        assert_eq!(of("clinic_letter", "standard"), Sensitivity::Standard);
        assert_eq!(of("police_notice", "standard"), Sensitivity::Restricted);
    }

    // Shows REF-08.
    #[test]
    fn whoever_acted_on_a_document_has_read_it() {
        each_is_refused::<Document>(&[
            (json!({ "read_by": null }), "read_by", Rule::Required),
            (json!({ "read_by": null, "read_on": null }), "read_by", Rule::Required),
            (json!({ "read_on": null }), "read_on", Rule::Required),
            (json!({ "read_on": "2026-10-29" }), "read_on", Rule::EndsBeforeStart),
            (
                json!({ "received_on": "2026-11-04", "read_on": null, "read_by": null, "acted_on": null }),
                "received_on",
                Rule::InTheFuture,
            ),
        ]);
    }
}
