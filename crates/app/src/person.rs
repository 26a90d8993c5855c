//! Who somebody is, as the banner and every row say it.

use chrono::NaiveDate;
use doorstep_domain::entries::birth::SexForGrowth;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::id::{PersonId, StaffId};
use doorstep_domain::person::Person;
use doorstep_domain::staff::Role;
use doorstep_domain::time::{Age, CorrectedAge};
use doorstep_store::Vault;
use serde::Serialize;
use ts_rs::TS;

use crate::error::ApiError;

/// Enough to tell a person from a twin or a namesake.
#[derive(Clone, Serialize, TS)]
pub struct PersonView {
    /// Who.
    pub person: PersonId,
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What they are called, where it differs.
    pub preferred: Option<String>,
    /// Birth date, ISO, as precise as it is known.
    pub born_on: Option<String>,
    /// Age today: "13 days", "8 weeks 3 days".
    pub age: Option<String>,
    /// Corrected age today, where the child was born before 37 weeks and it still matters.
    pub corrected_age: Option<String>,
    /// Gestation at birth: "31+2".
    pub gestation: Option<String>,
    /// NHS number, shown 3-3-4.
    pub nhs_number: Option<String>,
    /// How far it was traced.
    pub nhs_number_status: Option<NhsNumberStatus>,
    /// Sex, for growth.
    pub sex: Option<SexForGrowth>,
    /// When they died, ISO; hearsay is enough.
    pub died_on: Option<String>,
    /// "Twin 1 of 2": the banner's guard against the wrong twin.
    pub birth_order: Option<(u8, u8)>,
}

/// Who wrote something.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AuthorView {
    /// Who.
    pub staff: StaffId,
    /// Their name, where this laptop knows it.
    pub name: Option<String>,
    /// In which role.
    pub role: Role,
    /// When it was written, RFC 3339.
    pub recorded_at: String,
}

/// A person as every screen shows them. One whose identity is not here is shown by nothing but being somebody.
pub(crate) fn person_view(vault: &Vault, person: PersonId, today: NaiveDate) -> Result<PersonView, ApiError> {
    Ok(view(vault.person(person)?.unwrap_or_else(|| Person::unknown(person)), today))
}

/// A person of the vault as every screen shows them. Who has died grows no older.
pub(crate) fn view(person: Person, today: NaiveDate) -> PersonView {
    let day = person.died_on.map_or(today, |died_on| died_on.min(today));
    PersonView {
        age: person.age_on(day).map(Age::in_words),
        corrected_age: person.corrected_age_on(day).and_then(corrected_words),
        person: person.id,
        family: person.family,
        given: person.given,
        preferred: person.preferred,
        born_on: person.born.map(|born| born.to_string()),
        gestation: person.gestation.map(|gestation| gestation.to_string()),
        nhs_number: person.nhs_number.map(|number| number.to_string()),
        nhs_number_status: person.nhs_number_status,
        sex: person.sex,
        died_on: person.died_on.map(|day| day.to_string()),
        birth_order: person.birth_order.map(|order| (order.place, order.of)),
    }
}

pub(crate) fn corrected_words(age: CorrectedAge) -> Option<String> {
    match age {
        CorrectedAge::NotNeeded | CorrectedAge::GestationUnknown => None,
        CorrectedAge::BeforeExpected(days) => Some(format!("{days} days before the expected date")),
        CorrectedAge::Corrected(age) => Some(age.in_words()),
    }
}
