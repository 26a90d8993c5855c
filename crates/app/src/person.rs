//! Who somebody is, as the banner and every row say it.

use chrono::NaiveDate;
use doorstep_domain::entries::birth::SexForGrowth;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::id::{PersonId, StaffId};
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::staff::Role;
use doorstep_domain::time::{Age, CorrectedAge, Gestation, PartialDate};
use doorstep_store::Vault;
use doorstep_store::people::PersonRow;
use serde::Serialize;
use serde::de::DeserializeOwned;
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

/// A person as every screen shows them.
pub(crate) fn person_view(vault: &Vault, person: PersonId, today: NaiveDate) -> Result<PersonView, ApiError> {
    vault.person(person)?.map(|row| view(row, today)).ok_or_else(ApiError::not_found)
}

/// A row of the vault as every screen shows it.
pub(crate) fn view(row: PersonRow, today: NaiveDate) -> PersonView {
    let gestation: Option<Gestation> = row.gestation.as_deref().and_then(|text| text.parse().ok());
    let age = birth_day(&row).and_then(|born| Age::on(born, today));
    PersonView {
        person: row.person,
        family: row.family,
        given: row.given,
        preferred: row.preferred,
        born_on: row.born,
        age: age.map(Age::in_words),
        corrected_age: age.filter(|_| row.child).and_then(|age| corrected_words(age, gestation)),
        gestation: gestation.map(|gestation| gestation.to_string()),
        nhs_number: row.nhs_number.and_then(|digits| digits.parse::<NhsNumber>().ok()).map(|number| number.to_string()),
        nhs_number_status: row.nhs_status.and_then(choice),
        sex: row.sex.and_then(choice),
        birth_order: row.birth_order.zip(row.multiple).filter(|(_, multiple)| *multiple > 1),
    }
}

/// The birth date, where it is known to the day.
pub(crate) fn birth_day(row: &PersonRow) -> Option<NaiveDate> {
    row.born.as_deref().and_then(|text| text.parse::<PartialDate>().ok()).and_then(PartialDate::exact)
}

fn corrected_words(age: Age, gestation: Option<Gestation>) -> Option<String> {
    match age.corrected(gestation) {
        CorrectedAge::NotNeeded | CorrectedAge::GestationUnknown => None,
        CorrectedAge::BeforeExpected(days) => Some(format!("{days} days before the expected date")),
        CorrectedAge::Corrected(age) => Some(age.in_words()),
    }
}

/// A choice stored as its code.
pub(crate) fn choice<T: DeserializeOwned>(code: String) -> Option<T> {
    serde_json::from_value(serde_json::Value::String(code)).ok()
}
