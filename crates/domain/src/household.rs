//! A household: an address and who lives there, dated. A child may belong to two; a family is what a screen shows.

use std::fmt;

use chrono::NaiveDate;

use crate::entries::address::Address;
use crate::entries::membership::{Membership, Residence};
use crate::id::{HouseholdId, PersonId};

/// A household by the address and memberships in force.
#[derive(Clone, PartialEq)]
pub struct Household {
    /// Which.
    pub id: HouseholdId,
    /// Its addresses over time.
    pub addresses: Vec<Address>,
    /// Who belongs or belonged to it.
    pub members: Vec<Membership>,
}

impl Household {
    /// The address in use on a day.
    #[must_use]
    pub fn address_on(&self, day: NaiveDate) -> Option<&Address> {
        let in_use = |address: &&Address| {
            address.from.is_none_or(|from| from.earliest() <= day) && address.to.is_none_or(|to| to.latest() >= day)
        };
        self.addresses.iter().find(in_use)
    }

    /// How somebody belongs to it on a day.
    #[must_use]
    pub fn residence_on(&self, person: PersonId, day: NaiveDate) -> Option<Residence> {
        let lives = |member: &&Membership| {
            member.person == person
                && member.from.is_none_or(|from| from.earliest() <= day)
                && member.to.is_none_or(|to| to.latest() >= day)
        };
        self.members.iter().find(lives).map(|member| member.residence)
    }
}

impl fmt::Debug for Household {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Household({})", self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_moved_out_lives_there_until_the_last_day() {
        let person = PersonId::from_bytes([4; 16]);
        let member = |to: Option<&str>| Membership {
            person,
            residence: Residence::Main,
            from: Some("2026-03".parse().unwrap()),
            to: to.map(|to| to.parse().unwrap()),
        };
        let household =
            |to| Household { id: HouseholdId::from_bytes([8; 16]), addresses: vec![], members: vec![member(to)] };
        let on = |household: &Household, day: &str| household.residence_on(person, day.parse().unwrap());
        assert_eq!(on(&household(None), "2026-02-28"), None);
        assert_eq!(on(&household(None), "2026-03-01"), Some(Residence::Main), "some day in March: from its first");
        assert_eq!(on(&household(Some("2026-10-31")), "2026-10-31"), Some(Residence::Main));
        assert_eq!(on(&household(Some("2026-10-31")), "2026-11-01"), None);
    }
}
