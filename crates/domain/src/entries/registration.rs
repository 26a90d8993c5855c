//! That a child is on the books of this service: an episode of care. A child who comes back has a new one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::invalid::{Findings, Rule};

/// How a child stands with this service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationState {
    /// Not born yet, or not here yet.
    Expected,
    /// With us.
    Active,
    /// On the way to another service.
    TransferringOut,
    /// Another service has confirmed by name.
    Transferred,
    /// School nursing has taken over.
    HandedToSchoolNursing,
    /// Has died.
    Deceased,
    /// Confirmed abroad.
    MovedAbroad,
    /// The family declines; still looked out for.
    DeclinedService,
    /// The same child as another record.
    Merged,
}

/// How a child came to the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegistrationSource {
    /// A notification of birth.
    BirthNotification,
    /// A notification of pregnancy.
    AntenatalNotification,
    /// From another service.
    TransferIn,
    /// Somebody found that they live here.
    FoundHere,
    /// From the system before.
    PreviousSystem,
}

impl States for RegistrationState {
    const FIRST: &'static [Self] = &[Self::Expected, Self::Active];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::Expected, Self::Active),
        (Self::Expected, Self::DeclinedService),
        (Self::Expected, Self::Deceased),
        (Self::Expected, Self::Merged),
        (Self::Active, Self::TransferringOut),
        (Self::Active, Self::HandedToSchoolNursing),
        (Self::Active, Self::Deceased),
        (Self::Active, Self::MovedAbroad),
        (Self::Active, Self::DeclinedService),
        (Self::Active, Self::Merged),
        (Self::TransferringOut, Self::Transferred),
        (Self::TransferringOut, Self::Active),
        (Self::TransferringOut, Self::Deceased),
        (Self::DeclinedService, Self::Active),
        (Self::DeclinedService, Self::TransferringOut),
        (Self::DeclinedService, Self::HandedToSchoolNursing),
        (Self::DeclinedService, Self::Deceased),
        (Self::DeclinedService, Self::MovedAbroad),
        (Self::DeclinedService, Self::Merged),
    ];
}

/// DOMAIN 3.5. Declining never ends it: the family is still looked out for. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Registration {
    /// How it stands.
    pub state: RegistrationState,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// How the child came.
    pub source: RegistrationSource,
    /// The team.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// The GP practice.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub gp_practice: String,
    /// Since when it stands so.
    #[ts(type = "string")]
    pub state_on: NaiveDate,
    /// Who has the child now: a named person, a school-nursing team, a country.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub receiver: String,
    /// How that is known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub known_from: String,
}

const LONGEST_LINE: usize = 200;

impl Body for Registration {
    const SAMPLE: &str = concat!(
        r#"{"state":"transferred","from":"2026-10-22","source":"birth_notification","team":"Seaside","#,
        r#""gp_practice":"Harbour Surgery","state_on":"2026-11-02","receiver":"Mary Obi, Leeds health visiting","#,
        r#""known_from":"Telephone call with Mary Obi"}"#,
    );
    const HAS_STATES: bool = true;

    fn may_follow(&self, before: Option<&Self>, _by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("team", &self.team),
            ("gp_practice", &self.gp_practice),
            ("receiver", &self.receiver),
            ("known_from", &self.known_from),
        ] {
            found.limit_text(field, text, LONGEST_LINE);
        }
        found.refuse_future("from", self.from, about.today());
        found.refuse_future("state_on", self.state_on, about.today());
        found.refuse_before("state_on", self.state_on, self.from);
        match self.state {
            RegistrationState::Transferred
            | RegistrationState::HandedToSchoolNursing
            | RegistrationState::MovedAbroad
            | RegistrationState::Deceased
            | RegistrationState::Merged => {
                let needs_receiver = !matches!(self.state, RegistrationState::Deceased | RegistrationState::Merged);
                if needs_receiver && self.receiver.trim().is_empty() {
                    found.reject("receiver", Rule::Required);
                }
                if self.known_from.trim().is_empty() {
                    found.reject("known_from", Rule::Required);
                }
            }
            RegistrationState::Expected
            | RegistrationState::Active
            | RegistrationState::TransferringOut
            | RegistrationState::DeclinedService => {}
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn a_child_leaves_the_books_only_to_somebody_and_on_somebodys_word() {
        for state in ["transferred", "handed_to_school_nursing", "moved_abroad"] {
            each_is_refused::<Registration>(&[
                (json!({ "state": state, "receiver": null }), "receiver", Rule::Required),
                (json!({ "state": state, "known_from": null }), "known_from", Rule::Required),
            ]);
        }
        each_is_refused::<Registration>(&[
            (json!({ "state": "deceased", "known_from": null }), "known_from", Rule::Required),
            (json!({ "state_on": "2026-10-21" }), "state_on", Rule::EndsBeforeStart),
            (json!({ "state_on": "2026-11-04" }), "state_on", Rule::InTheFuture),
        ]);
        each_is_fine::<Registration>(&[json!({ "state": "declined_service", "receiver": null, "known_from": null })]);
    }
}
