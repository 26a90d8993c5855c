//! What a new birth visit asks about the birth and the first days (NBV-01). Facts that growth needs are the birth's own.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};

/// How the baby was born.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ModeOfBirth {
    /// Spontaneous.
    Spontaneous,
    /// With forceps.
    Forceps,
    /// With a suction cup.
    Ventouse,
    /// Bottom first.
    Breech,
    /// Planned caesarean.
    PlannedCaesarean,
    /// Emergency caesarean.
    EmergencyCaesarean,
    /// Not known.
    NotKnown,
}

/// Where the baby was born.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceOfBirth {
    /// A hospital.
    Hospital,
    /// A midwife-led unit.
    BirthCentre,
    /// At home.
    Home,
    /// Elsewhere.
    Elsewhere,
    /// Not known.
    NotKnown,
}

/// Vitamin K.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VitaminK {
    /// Injected.
    Injected,
    /// By mouth, all doses.
    ByMouthComplete,
    /// By mouth, with doses to come.
    ByMouthToCome,
    /// Declined.
    Declined,
    /// Not known.
    NotKnown,
}

/// Jaundice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Jaundice {
    /// None.
    None,
    /// Gone.
    Gone,
    /// There today.
    Present,
    /// Not looked at.
    NotAssessed,
}

/// Where the baby sleeps, as seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SafeSleepSeen {
    /// Seen: safe.
    SeenSafe,
    /// Seen, and something was not safe.
    SeenNotSafe,
    /// Talked about, not seen.
    NotSeen,
}

/// NBV-01. In the baby's record. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct NewBirthDetails {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// How the baby was born.
    pub mode: ModeOfBirth,
    /// Where.
    pub place: PlaceOfBirth,
    /// The name of the place.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place_name: String,
    /// Vitamin K.
    pub vitamin_k: VitaminK,
    /// Days in a neonatal unit; 0 for none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub neonatal_unit_days: Option<u16>,
    /// Why there.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub neonatal_unit_reason: String,
    /// Jaundice.
    pub jaundice: Jaundice,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub jaundice_action: String,
    /// What was seen of the undressed baby: colour, skin, tone, cord; any mark with where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub physical_observation: String,
    /// What runs in the family and matters for the baby.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub family_history: String,
    /// Allergies, or that there are none known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub allergies: String,
    /// How the mother recovers, as far as it matters for the baby. Her own health stands in her own record.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub mothers_recovery: String,
    /// Where the baby sleeps.
    pub safe_sleep: SafeSleepSeen,
    /// What was not safe, and what was advised; or why it was not seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub safe_sleep_note: String,
}

const LONGEST_NAME: usize = 200;
const LONGEST_TEXT: usize = 4_000;

impl Body for NewBirthDetails {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","mode":"emergency_caesarean","place":"hospital","#,
        r#""place_name":"County Hospital","vitamin_k":"injected","neonatal_unit_days":2,"neonatal_unit_reason":"Breathing","#,
        r#""jaundice":"present","jaundice_action":"Bilirubin taken today by the midwife.","#,
        r#""physical_observation":"Pink and alert, blue spot over the sacrum.","family_history":"Hip dysplasia in an aunt","#,
        r#""allergies":"None known","mothers_recovery":"Lifts the baby without help.","safe_sleep":"seen_not_safe","#,
        r#""safe_sleep_note":"Cot bumper taken out together."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("place_name", &self.place_name, LONGEST_NAME);
        for (field, text) in [
            ("neonatal_unit_reason", &self.neonatal_unit_reason),
            ("jaundice_action", &self.jaundice_action),
            ("physical_observation", &self.physical_observation),
            ("family_history", &self.family_history),
            ("allergies", &self.allergies),
            ("mothers_recovery", &self.mothers_recovery),
            ("safe_sleep_note", &self.safe_sleep_note),
        ] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        found.refuse_outside("neonatal_unit_days", self.neonatal_unit_days, 0..=400);
        if self.neonatal_unit_days.is_some_and(|days| days > 0) && self.neonatal_unit_reason.trim().is_empty() {
            found.reject("neonatal_unit_reason", Rule::Required);
        }
        match self.safe_sleep {
            SafeSleepSeen::SeenNotSafe | SafeSleepSeen::NotSeen if self.safe_sleep_note.trim().is_empty() => {
                found.reject("safe_sleep_note", Rule::Required);
            }
            SafeSleepSeen::SeenSafe | SafeSleepSeen::SeenNotSafe | SafeSleepSeen::NotSeen => {}
        }
        if self.jaundice == Jaundice::Present && self.jaundice_action.trim().is_empty() {
            found.ask("jaundice_action", Ask::JaundiceAction);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::trying::{asked, each_is_fine, each_is_refused};
    use super::*;

    // Shows NBV-01, CLIN-12.
    #[test]
    fn a_stay_and_an_unsafe_or_unseen_place_to_sleep_are_explained() {
        each_is_refused::<NewBirthDetails>(&[
            (json!({ "neonatal_unit_reason": "" }), "neonatal_unit_reason", Rule::Required),
            (json!({ "neonatal_unit_days": 401 }), "neonatal_unit_days", Rule::OutOfRange),
            (json!({ "safe_sleep_note": "" }), "safe_sleep_note", Rule::Required),
            (json!({ "safe_sleep": "not_seen", "safe_sleep_note": " " }), "safe_sleep_note", Rule::Required),
        ]);
        each_is_fine::<NewBirthDetails>(&[
            json!({ "safe_sleep": "seen_safe", "safe_sleep_note": "" }),
            json!({ "neonatal_unit_days": 0, "neonatal_unit_reason": "" }),
        ]);
    }

    // Shows NBV-01.
    #[test]
    fn jaundice_today_asks_what_is_done() {
        let body = json!({ "jaundice_action": "" });
        assert_eq!(asked::<NewBirthDetails>(&body), [("jaundice_action".to_owned(), Ask::JaundiceAction)]);
        assert_eq!(asked::<NewBirthDetails>(&json!({ "jaundice": "gone", "jaundice_action": "" })), []);
    }
}
