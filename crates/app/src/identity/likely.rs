//! Records that may be of one person, as somebody types and among those that are here (IDN-02).

use doorstep_domain::duplicates::{Known, Likeness, alike, may_be_alike};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::entries::relationship::{Relationship, RelationshipKind};
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::person::Person;
use doorstep_domain::postcode::Postcode;
use doorstep_domain::time::PartialDate;
use doorstep_store::Vault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::ApiError;
use crate::family::bodies;
use crate::import::key::is_somewhere;
use crate::person::{PersonView, person_view};

/// Somebody as far as they have been typed; what makes no sense yet is not looked for.
#[derive(Clone, Default, Deserialize, TS)]
#[serde(default)]
pub struct DuplicatesQuery {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What they are called.
    pub preferred: String,
    /// Birth date, ISO.
    pub birth_date: String,
    /// NHS number.
    pub nhs_number: String,
    /// Postcode.
    pub postcode: String,
    /// Which of twins.
    pub birth_order: String,
    /// The mother, where she is known.
    pub mother: Option<PersonId>,
}

/// A record that may be of the same person.
#[derive(Clone, Serialize, TS)]
pub struct LikelyView {
    /// Who.
    pub person: PersonView,
    /// The first line and postcode of the home; nothing where it is hidden.
    pub home: Option<String>,
    /// Why.
    pub because: Likeness,
}

/// What was typed, as far as it can be read.
pub(crate) struct Typed(pub(crate) Known);

impl App {
    pub(crate) fn duplicates(&self, input: DuplicatesQuery) -> Result<Vec<LikelyView>, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let found = likely(&vault, &Typed::of(&input).0, &[])?;
        let view = |(person, because)| {
            Ok(LikelyView { person: person_view(&vault, person, today)?, home: vault.home_of(person)?, because })
        };
        found.into_iter().map(view).collect()
    }
}

impl Typed {
    pub(crate) fn of(input: &DuplicatesQuery) -> Self {
        let postcode = input.postcode.parse::<Postcode>().ok().filter(is_somewhere);
        let preferred = input.preferred.trim();
        Self(Known {
            family: input.family.trim().to_owned(),
            given: input.given.trim().to_owned(),
            preferred: (!preferred.is_empty()).then(|| preferred.to_owned()),
            born: input.birth_date.trim().parse::<PartialDate>().ok(),
            nhs_number: input.nhs_number.parse().ok(),
            number_is_verified: false,
            postcodes: postcode.into_iter().collect(),
            mother: input.mother,
            birth_order: input.birth_order.trim().parse().ok(),
            is_of_several: !input.birth_order.trim().is_empty(),
        })
    }
}

/// The records that may be of the same person, but for `own`: by NHS number, and by what else births of that month share.
pub(crate) fn likely(vault: &Vault, known: &Known, own: &[PersonId]) -> Result<Vec<(PersonId, Likeness)>, ApiError> {
    let mut rows = Vec::new();
    if let Some(number) = known.nhs_number {
        rows.extend(vault.person_of_nhs_number(&number.digits())?);
    }
    if let Some(born) = known.born {
        // A day is written "2026-05-04": births of its month are read, a few of thousands.
        let month: String = born.earliest().to_string().chars().take("2026-05".len()).collect();
        rows.extend(vault.born_in(&month)?);
    }
    let mut found: Vec<(PersonId, Likeness)> = Vec::new();
    for row in rows {
        // Most who were born in a month are nobody that was asked for: their homes and mothers are not read.
        if !may_be_alike(known, &row_of(&row)) {
            continue;
        }
        let shown = vault.one_of(row.id)?;
        if own.contains(&shown) || own.contains(&row.id) || found.iter().any(|(person, _)| *person == shown) {
            continue;
        }
        if let Some(because) = alike(known, &known_of(vault, &row)?) {
            found.push((shown, because));
        }
    }
    Ok(found)
}

/// What a record says of somebody.
pub(crate) fn known_of(vault: &Vault, row: &Person) -> Result<Known, ApiError> {
    let mut postcodes = Vec::new();
    for household in vault.households_of(row.id)? {
        let homes: Vec<Address> = bodies(vault, Subject::Household(household), EntryKind::Address)?;
        postcodes.extend(homes.into_iter().filter_map(|home| home.postcode).filter(is_somewhere));
    }
    let carers: Vec<Relationship> = bodies(vault, Subject::Person(row.id), EntryKind::Relationship)?;
    let mother = carers.iter().find(|carer| carer.relationship == RelationshipKind::Mother);
    let mother = mother.map(|mother| vault.one_of(mother.adult)).transpose()?;
    Ok(Known { postcodes, mother, ..row_of(row) })
}

/// What a record says of somebody but for home and mother.
fn row_of(row: &Person) -> Known {
    Known {
        family: row.family.clone(),
        given: row.given.clone(),
        preferred: row.preferred.clone(),
        born: row.born,
        nhs_number: row.nhs_number,
        number_is_verified: row.nhs_number_status == Some(NhsNumberStatus::Verified),
        postcodes: Vec::new(),
        mother: None,
        birth_order: row.birth_order.map(|order| order.place),
        is_of_several: row.birth_order.is_some(),
    }
}
