//! Asking an adult, alone, about abuse (CLIN-06). Restricted whatever it says, and never on paper for the family.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Asked, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};

/// Why it was not safe, or not possible, to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotSafeToAsk {
    /// The partner was there.
    PartnerPresent,
    /// Somebody else was there.
    OthersPresent,
    /// The interpreter is a relative or a friend.
    InterpreterIsRelative,
    /// A child was there who is old enough to repeat it.
    ChildOldEnoughToRepeat,
    /// By telephone or video: nobody knows who listens.
    NotFaceToFace,
    /// Something else, in words.
    Other,
}

/// What was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AbuseDisclosed {
    /// Abuse now.
    Current,
    /// Abuse that was.
    Past,
    /// None.
    NotDisclosed,
    /// They would rather not say.
    RatherNotSay,
}

/// CLIN-06. In the record of the adult who was asked. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct DomesticAbuseEnquiry {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Whether it was asked.
    pub asked: Asked,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub not_asked_because: Option<NotSafeToAsk>,
    /// Why not, in words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_asked_note: String,
    /// When it will be asked, alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ask_by: Option<NaiveDate>,
    /// What was answered. It may have been told without being asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub disclosed: Option<AbuseDisclosed>,
    /// What was said, in their words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub response: String,
    /// What was done, and what is agreed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub action: String,
    /// How and when it is safe to get in touch.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub safe_contact: String,
}

const LONGEST_TEXT: usize = 8_000;

impl Body for DomesticAbuseEnquiry {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","asked":"not_asked","#,
        r#""not_asked_because":"partner_present","not_asked_note":"He stayed in the kitchen.","ask_by":"2026-11-10","#,
        r#""disclosed":"current","response":"He checks my phone.","action":"Helpline given; advocate rung together.","#,
        r#""safe_contact":"Text only, 9 to 11 on weekdays."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("not_asked_note", &self.not_asked_note),
            ("response", &self.response),
            ("action", &self.action),
            ("safe_contact", &self.safe_contact),
        ] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        match (self.asked, self.not_asked_because) {
            (Asked::Asked, Some(_)) => found.reject("asked", Rule::Contradiction),
            (Asked::Asked, None) if self.disclosed.is_none() => found.reject("disclosed", Rule::Required),
            (Asked::NotAsked, None) => found.reject("not_asked_because", Rule::Required),
            (Asked::NotAsked, Some(NotSafeToAsk::Other)) if self.not_asked_note.trim().is_empty() => {
                found.reject("not_asked_note", Rule::Required);
            }
            (Asked::Asked, None) | (Asked::NotAsked, Some(_)) => {}
        }
        if matches!(self.disclosed, Some(AbuseDisclosed::Current | AbuseDisclosed::Past)) {
            if self.action.trim().is_empty() {
                found.reject("action", Rule::Required);
            }
            if self.safe_contact.trim().is_empty() {
                found.ask("safe_contact", Ask::NoSafeContact);
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::checking::{about, asked, problems};
    use super::*;

    fn bare(enquiry: &mut DomesticAbuseEnquiry, asked: Asked) {
        *enquiry = DomesticAbuseEnquiry {
            contact: None,
            asked,
            not_asked_because: None,
            not_asked_note: String::new(),
            ask_by: None,
            disclosed: None,
            response: String::new(),
            action: String::new(),
            safe_contact: String::new(),
        };
    }

    // Shows CLIN-06.
    #[test]
    fn not_asked_has_a_reason_and_asked_has_an_answer() {
        use NotSafeToAsk::{Other, PartnerPresent};
        for (was_asked, because, disclosed, expected) in [
            (Asked::Asked, None, None, vec![("disclosed", Rule::Required)]),
            (Asked::Asked, None, Some(AbuseDisclosed::NotDisclosed), vec![]),
            (Asked::Asked, None, Some(AbuseDisclosed::RatherNotSay), vec![]),
            (Asked::Asked, Some(PartnerPresent), None, vec![("asked", Rule::Contradiction)]),
            (Asked::NotAsked, None, None, vec![("not_asked_because", Rule::Required)]),
            (Asked::NotAsked, Some(PartnerPresent), None, vec![]),
            (Asked::NotAsked, Some(Other), None, vec![("not_asked_note", Rule::Required)]),
        ] {
            let found = problems(
                |enquiry: &mut DomesticAbuseEnquiry| {
                    bare(enquiry, was_asked);
                    enquiry.not_asked_because = because;
                    enquiry.disclosed = disclosed;
                },
                &about(),
            );
            assert_eq!(found, expected, "{was_asked:?} {because:?} {disclosed:?}");
        }
    }

    #[test]
    fn what_was_disclosed_is_acted_on_and_asks_how_to_get_in_touch() {
        for disclosed in [AbuseDisclosed::Current, AbuseDisclosed::Past] {
            let told = |enquiry: &mut DomesticAbuseEnquiry| {
                bare(enquiry, Asked::Asked);
                enquiry.disclosed = Some(disclosed);
            };
            assert_eq!(problems(told, &about()), [("action", Rule::Required)]);
            assert_eq!(asked(told, &about()), [("safe_contact", Ask::NoSafeContact)]);
        }
        assert_eq!(problems(|_: &mut DomesticAbuseEnquiry| {}, &about()), [], "told without being asked");
    }
}
