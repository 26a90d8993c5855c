//! What changed about a family: facts that a record, or a version of one, brought.
//!
//! They are shown in order of time, without any order of risk (CHG-01).

use serde::Serialize;
use serde::de::DeserializeOwned;
use ts_rs::TS;

use crate::entries::EntryKind;
use crate::entries::accident::Accident;
use crate::entries::alert::Alert;
use crate::entries::assessed_need::{AssessedNeed, Factor};
use crate::entries::chronology_event::ChronologyEvent;
use crate::entries::contact::{Contact, ContactOutcome};
use crate::entries::document::{Document, DocumentKind};
use crate::entries::level_of_need::LevelOfNeed;
use crate::entries::membership::Membership;
use crate::entries::referral::{Referral, ReferralState};
use crate::entries::registration::Registration;
use crate::entries::safeguarding_status::SafeguardingStatus;

/// What became different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// A risk that the assessment before did not name.
    NewRisk,
    /// Something that protected, and is not named any more.
    LostProtection,
    /// Another address.
    Moved,
    /// Somebody belongs to the household.
    CameToLive,
    /// Somebody does not any more.
    MovedOut,
    /// Who an adult is to the child: new, or other than before.
    Relationship,
    /// A&E.
    Emergency,
    /// An accident or an injury.
    Injury,
    /// Another safeguarding status.
    Status,
    /// Another level of need.
    Level,
    /// A new alert.
    Alert,
    /// An alert that no longer holds.
    AlertEnded,
    /// Nobody in, or not brought.
    NoAccess,
    /// A contact took place.
    Contact,
    /// In care, or not any more.
    Care,
    /// Somebody died.
    Died,
    /// Another state of the registration.
    Registration,
    /// A referral was made.
    Referred,
    /// A referral was declined.
    ReferralDeclined,
    /// An event was added to the chronology.
    Chronology,
    /// A document came.
    Document,
}

/// One version of an entry, and what it said before.
#[derive(Clone, Copy)]
pub struct Version<'a> {
    /// Its kind.
    pub kind: EntryKind,
    /// The version before; of an assessment, the one before of the same domain.
    pub before: Option<&'a str>,
    /// What it says.
    pub after: &'a str,
}

/// A fact, and the words or the code that tell which.
pub type Told = (Fact, String);

type Tell = fn(&Version<'_>) -> Vec<Told>;

/// The kinds that bring facts.
const BRING: [(EntryKind, Tell); 15] = [
    (EntryKind::AssessedNeed, assessed),
    (EntryKind::Address, |version| first(version, Fact::Moved)),
    (EntryKind::Membership, membership),
    (EntryKind::Relationship, |version| other(version, Fact::Relationship)),
    (EntryKind::LookedAfter, |version| other(version, Fact::Care)),
    (EntryKind::Death, |version| first(version, Fact::Died)),
    (EntryKind::Accident, |version| one(version, |body: &Accident| (Fact::Injury, body.explanation.clone()))),
    (EntryKind::ChronologyEvent, |version| {
        one(version, |body: &ChronologyEvent| (Fact::Chronology, body.what.clone()))
    }),
    (EntryKind::Document, document),
    (EntryKind::SafeguardingStatus, |version| {
        state(version, Fact::Status, |body: &SafeguardingStatus| code(&body.state))
    }),
    (EntryKind::LevelOfNeed, |version| state(version, Fact::Level, |body: &LevelOfNeed| code(&body.level))),
    (EntryKind::Registration, |version| state(version, Fact::Registration, |body: &Registration| code(&body.state))),
    (EntryKind::Alert, alert),
    (EntryKind::Contact, contact),
    (EntryKind::Referral, referral),
];

/// The names of the kinds that bring facts.
#[must_use]
pub fn kinds() -> Vec<&'static str> {
    BRING.iter().map(|(kind, _)| kind.name()).collect()
}

/// The facts of one version. What cannot be read brings none, and shows where it was written.
#[must_use]
pub fn facts(version: &Version<'_>) -> Vec<Told> {
    BRING.iter().find(|(kind, _)| *kind == version.kind).map_or_else(Vec::new, |(_, tell)| tell(version))
}

fn read<T: DeserializeOwned>(body: Option<&str>) -> Option<T> {
    body.and_then(|body| serde_json::from_str(body).ok())
}

/// A first version.
fn first(version: &Version<'_>, fact: Fact) -> Vec<Told> {
    if version.before.is_none() { vec![(fact, String::new())] } else { Vec::new() }
}

/// A first version, or one that says something else.
fn other(version: &Version<'_>, fact: Fact) -> Vec<Told> {
    if version.before == Some(version.after) { Vec::new() } else { vec![(fact, String::new())] }
}

fn one<T: DeserializeOwned>(version: &Version<'_>, tell: impl FnOnce(&T) -> Told) -> Vec<Told> {
    read::<T>(Some(version.after)).filter(|_| version.before.is_none()).map(|body| tell(&body)).into_iter().collect()
}

fn state<T: DeserializeOwned>(version: &Version<'_>, fact: Fact, of: impl Fn(&T) -> String) -> Vec<Told> {
    let before = read::<T>(version.before).map(|body| of(&body));
    let after = read::<T>(Some(version.after)).map(|body| of(&body));
    after.filter(|after| before.as_ref() != Some(after)).map(|after| (fact, after)).into_iter().collect()
}

/// A choice as its code: `child_in_need`.
fn code(choice: &impl Serialize) -> String {
    serde_json::to_value(choice).ok().and_then(|value| Some(value.as_str()?.to_owned())).unwrap_or_default()
}

fn assessed(version: &Version<'_>) -> Vec<Told> {
    let Some(after) = read::<AssessedNeed>(Some(version.after)) else { return Vec::new() };
    let before = read::<AssessedNeed>(version.before);
    let named = |factors: &[Factor], term: &str| factors.iter().any(|one| one.term == term);
    let risks = before.as_ref().map_or(&[][..], |before| &before.risk_factors);
    let risen = after.risk_factors.iter().filter(|one| !named(risks, &one.term));
    let mut told: Vec<Told> = risen.map(|one| (Fact::NewRisk, one.term.clone())).collect();
    let protected = before.as_ref().map_or(&[][..], |before| &before.protective_factors);
    let lost = protected.iter().filter(|one| !named(&after.protective_factors, &one.term));
    told.extend(lost.map(|one| (Fact::LostProtection, one.term.clone())));
    told
}

fn membership(version: &Version<'_>) -> Vec<Told> {
    let Some(after) = read::<Membership>(Some(version.after)) else { return Vec::new() };
    let left = |body: &Membership| body.to.is_some();
    match read::<Membership>(version.before) {
        None if !left(&after) => vec![(Fact::CameToLive, String::new())],
        Some(before) if !left(&before) && left(&after) => vec![(Fact::MovedOut, String::new())],
        None | Some(_) => Vec::new(),
    }
}

fn document(version: &Version<'_>) -> Vec<Told> {
    one(version, |body: &Document| {
        let fact = if body.what == DocumentKind::EmergencyAttendance { Fact::Emergency } else { Fact::Document };
        (fact, body.title.clone())
    })
}

fn alert(version: &Version<'_>) -> Vec<Told> {
    let Some(after) = read::<Alert>(Some(version.after)) else { return Vec::new() };
    let ended = read::<Alert>(version.before).map(|before| before.ended_on.is_some());
    match (ended, after.ended_on.is_some()) {
        (None | Some(true), false) => vec![(Fact::Alert, after.text)],
        (None | Some(false), true) => vec![(Fact::AlertEnded, after.text)],
        (Some(_), _) => Vec::new(),
    }
}

fn contact(version: &Version<'_>) -> Vec<Told> {
    one(version, |body: &Contact| {
        let fact = match body.outcome {
            ContactOutcome::TookPlace => Fact::Contact,
            ContactOutcome::NoAccess
            | ContactOutcome::WasNotBrought
            | ContactOutcome::DidNotAttend
            | ContactOutcome::CancelledByFamily
            | ContactOutcome::CancelledByService
            | ContactOutcome::Declined => Fact::NoAccess,
        };
        (fact, code(&body.outcome))
    })
}

fn referral(version: &Version<'_>) -> Vec<Told> {
    let Some(after) = read::<Referral>(Some(version.after)) else { return Vec::new() };
    let before = read::<Referral>(version.before);
    let declined = |body: &Referral| body.state == ReferralState::Declined;
    match before {
        None => vec![(Fact::Referred, after.to_service)],
        Some(before) if !declined(&before) && declined(&after) => vec![(Fact::ReferralDeclined, after.to_service)],
        Some(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn like(kind: EntryKind, more: &Value) -> String {
        let mut body: Value = serde_json::from_str(kind.sample()).unwrap();
        for (name, value) in more.as_object().unwrap() {
            let fields = body.as_object_mut().unwrap();
            if value.is_null() {
                fields.remove(name)
            } else {
                fields.insert(name.clone(), value.clone())
            };
        }
        body.to_string()
    }

    fn factor(term: &str) -> Value {
        json!({ "term": term, "source": "Mother", "certainty": "observed" })
    }

    // Shows CHG-01.
    #[test]
    fn a_version_brings_the_facts_in_which_it_differs() {
        let plan = json!({ "state": "child_protection_plan" });
        let need = json!({ "state": "child_in_need" });
        let (took, failed) = (json!({ "outcome": "took_place" }), json!({ "outcome": "no_access" }));
        let alert = json!({ "ended_on": null, "text": "Two to visit" });
        let ended = json!({ "text": "Two to visit" });
        let a_and_e = json!({ "what": "emergency_attendance", "title": "Fell from a bed" });
        let (here, left) = (json!({ "to": null }), json!({ "to": "2026-11-01" }));
        let (made, declined) = (json!({ "state": "acknowledged" }), json!({ "state": "declined" }));
        let therapy = "Speech and language therapy";
        for (kind, before, after, told) in [
            (EntryKind::SafeguardingStatus, Some(&need), &plan, vec![(Fact::Status, "child_protection_plan")]),
            (EntryKind::SafeguardingStatus, Some(&plan), &plan, vec![]),
            (EntryKind::SafeguardingStatus, None, &need, vec![(Fact::Status, "child_in_need")]),
            (EntryKind::Contact, None, &took, vec![(Fact::Contact, "took_place")]),
            (EntryKind::Contact, None, &failed, vec![(Fact::NoAccess, "no_access")]),
            (EntryKind::Contact, Some(&failed), &failed, vec![]),
            (EntryKind::Alert, None, &alert, vec![(Fact::Alert, "Two to visit")]),
            (EntryKind::Alert, Some(&alert), &ended, vec![(Fact::AlertEnded, "Two to visit")]),
            (EntryKind::Document, None, &a_and_e, vec![(Fact::Emergency, "Fell from a bed")]),
            (EntryKind::Membership, None, &here, vec![(Fact::CameToLive, "")]),
            (EntryKind::Membership, Some(&here), &left, vec![(Fact::MovedOut, "")]),
            (EntryKind::Referral, None, &made, vec![(Fact::Referred, therapy)]),
            (EntryKind::Referral, Some(&made), &declined, vec![(Fact::ReferralDeclined, therapy)]),
            (EntryKind::Death, None, &json!({}), vec![(Fact::Died, "")]),
            (EntryKind::Measurement, None, &json!({}), vec![]),
        ] {
            let (before, after) = (before.map(|before| like(kind, before)), like(kind, after));
            let found = facts(&Version { kind, before: before.as_deref(), after: &after });
            let told: Vec<Told> = told.into_iter().map(|(fact, words)| (fact, words.to_owned())).collect();
            assert_eq!(found, told, "{kind:?}");
        }
    }

    // Shows CHG-01.
    #[test]
    fn a_risk_that_was_not_named_before_and_a_protection_that_is_not_any_more_are_facts() {
        let assessed = |risks: &[&str], protects: &[&str]| {
            let named = |terms: &[&str]| terms.iter().map(|term| factor(term)).collect::<Value>();
            let more = json!({ "risk_factors": named(risks), "protective_factors": named(protects) });
            like(EntryKind::AssessedNeed, &more)
        };
        let before = assessed(&["Debt"], &["Grandmother near", "In work"]);
        let after = assessed(&["Debt", "Drinks again"], &["In work"]);
        let version = Version { kind: EntryKind::AssessedNeed, before: Some(&before), after: &after };
        let told = [(Fact::NewRisk, "Drinks again".to_owned()), (Fact::LostProtection, "Grandmother near".to_owned())];
        assert_eq!(facts(&version), told);
    }
}
