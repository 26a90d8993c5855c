//! A person: who somebody is, by the identity, NHS number and birth in force. Child, parent and carer are relationships.

use std::fmt;

use chrono::NaiveDate;

use crate::entries::birth::SexForGrowth;
use crate::entries::nhs_number::NhsNumberStatus;
use crate::id::PersonId;
use crate::nhs_number::NhsNumber;
use crate::time::{Age, CorrectedAge, Gestation, PartialDate};

/// Enough to tell somebody from a twin or a namesake.
#[derive(Clone, PartialEq, Eq)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// Family name; empty until the identity has arrived.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What they are called, where it differs.
    pub preferred: Option<String>,
    /// Birth date, as precise as it is known.
    pub born: Option<PartialDate>,
    /// NHS number.
    pub nhs_number: Option<NhsNumber>,
    /// How far it was traced.
    pub nhs_number_status: Option<NhsNumberStatus>,
    /// Sex, for growth.
    pub sex: Option<SexForGrowth>,
    /// How long the pregnancy lasted.
    pub gestation: Option<Gestation>,
    /// Which of how many, for twins and more.
    pub birth_order: Option<BirthOrder>,
    /// Whether somebody recorded the birth: a child of the caseload.
    pub is_child: bool,
    /// When they died; hearsay is enough.
    pub died_on: Option<NaiveDate>,
}

/// Which of twins or more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BirthOrder {
    /// 1 for the first born.
    pub place: u8,
    /// How many were born: at least 2.
    pub of: u8,
}

impl Person {
    /// Somebody of whom nothing but the id is known.
    #[must_use]
    pub fn unknown(id: PersonId) -> Self {
        Self {
            id,
            family: String::new(),
            given: String::new(),
            preferred: None,
            born: None,
            nhs_number: None,
            nhs_number_status: None,
            sex: None,
            gestation: None,
            birth_order: None,
            is_child: false,
            died_on: None,
        }
    }

    /// What this record says, and where it says nothing what another record of the same person does. A name that was
    /// registered stands instead of "Baby of", a number that was verified instead of one that was not.
    #[must_use]
    pub fn filled_from(mut self, other: &Self) -> Self {
        if self.family.is_empty() || (self.given.is_empty() && !other.given.is_empty()) {
            (self.family, self.given) = (other.family.clone(), other.given.clone());
        }
        let verified = |person: &Self| person.nhs_number_status == Some(NhsNumberStatus::Verified);
        if self.nhs_number.is_none() || (verified(other) && !verified(&self)) {
            (self.nhs_number, self.nhs_number_status) = (other.nhs_number, other.nhs_number_status);
        }
        self.preferred = self.preferred.or_else(|| other.preferred.clone());
        self.born = self.born.or(other.born);
        self.sex = self.sex.filter(|sex| *sex != SexForGrowth::Unknown).or(other.sex).or(self.sex);
        self.gestation = self.gestation.or(other.gestation);
        self.birth_order = self.birth_order.or(other.birth_order);
        self.is_child |= other.is_child;
        self.died_on = self.died_on.into_iter().chain(other.died_on).min();
        self
    }

    /// "Chidi Okafor".
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{} {}", self.given, self.family).trim().to_owned()
    }

    /// The birth date, where it is known to the day.
    #[must_use]
    pub fn birth_day(&self) -> Option<NaiveDate> {
        self.born.and_then(PartialDate::exact)
    }

    /// The age on a day; none where the birth date is not known to the day, or lies after it.
    #[must_use]
    pub fn age_on(&self, day: NaiveDate) -> Option<Age> {
        self.birth_day().and_then(|born| Age::on(born, day))
    }

    /// A child's corrected age on a day: growth and development are read by it, reviews are not (HCP-09).
    #[must_use]
    pub fn corrected_age_on(&self, day: NaiveDate) -> Option<CorrectedAge> {
        self.age_on(day).filter(|_| self.is_child).map(|age| age.corrected(self.gestation))
    }
}

impl fmt::Debug for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn baby() -> Person {
        Person {
            born: Some("2026-01-10".parse().unwrap()),
            gestation: Some("31+2".parse().unwrap()),
            is_child: true,
            ..Person::unknown(PersonId::from_bytes([5; 16]))
        }
    }

    #[test]
    fn a_preterm_child_has_two_ages() {
        let age = baby().age_on(day("2026-05-10")).map(Age::days);
        assert_eq!(age, Some(120));
        let Some(CorrectedAge::Corrected(corrected)) = baby().corrected_age_on(day("2026-05-10")) else { panic!() };
        assert_eq!(corrected.days(), 59, "8 weeks 3 days: DOMAIN S10");
    }

    #[test]
    fn nobody_has_an_age_before_birth_or_by_a_vague_date() {
        assert!(baby().age_on(day("2026-01-09")).is_none());
        let vague = Person { born: Some("about 1994".parse().unwrap()), ..baby() };
        assert!(vague.age_on(day("2026-05-10")).is_none());
    }

    #[test]
    fn what_is_printed_of_a_person_is_the_id_alone() {
        let person = Person { family: "Okafor".into(), ..baby() };
        assert!(!format!("{person:?}").contains("Okafor"));
    }
}
