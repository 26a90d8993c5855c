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
        let lives = |member: &&Membership| member.person == person && member.holds_on(day);
        self.members.iter().find(lives).map(|member| member.residence)
    }
}

/// Where somebody mainly lives on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MainHome {
    /// Nobody recorded it.
    NotKnown,
    /// Here.
    One(HouseholdId),
    /// In several households, as it is recorded: nothing is chosen for anybody.
    Several,
}

impl MainHome {
    /// Of a person with these records, by who belongs to which household.
    #[must_use]
    pub fn on(day: NaiveDate, records: &[PersonId], homes: &[(HouseholdId, Vec<Membership>)]) -> Self {
        let lives = |member: &Membership| {
            records.contains(&member.person) && member.residence == Residence::Main && member.holds_on(day)
        };
        let mut main = homes.iter().filter(|(_, members)| members.iter().any(lives)).map(|(home, _)| *home);
        match (main.next(), main.next()) {
            (None, _) => Self::NotKnown,
            (Some(home), None) => Self::One(home),
            (Some(_), Some(_)) => Self::Several,
        }
    }

    /// The home, where there is one.
    #[must_use]
    pub fn known(self) -> Option<HouseholdId> {
        match self {
            Self::One(home) => Some(home),
            Self::NotKnown | Self::Several => None,
        }
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

    #[test]
    fn a_main_home_is_left_on_its_last_day_and_of_two_none_is_chosen() {
        let (one, other) = (PersonId::from_bytes([4; 16]), PersonId::from_bytes([5; 16]));
        let home = |id: u8, person, residence, to: Option<&str>| {
            let to = to.map(|to| to.parse().unwrap());
            (HouseholdId::from_bytes([id; 16]), vec![Membership { person, residence, from: None, to }])
        };
        let main = |id, to| home(id, one, Residence::Main, to);
        let on = |homes: &[_]| MainHome::on("2026-11-21".parse().unwrap(), &[one, other], homes);
        let here = MainHome::One(HouseholdId::from_bytes([8; 16]));
        for (homes, expected) in [
            (vec![], MainHome::NotKnown),
            (vec![main(8, None)], here),
            (vec![main(8, Some("2026-12-01"))], here),
            (vec![main(8, Some("2026-11-20"))], MainHome::NotKnown),
            (vec![main(8, None), main(9, Some("2026-11-20"))], here),
            (vec![main(8, None), home(9, one, Residence::Other, None)], here),
            (vec![main(8, None), main(9, Some("2026-12-01"))], MainHome::Several),
            (vec![main(8, None), home(9, other, Residence::Main, None)], MainHome::Several),
        ] {
            assert_eq!(on(&homes), expected, "{homes:?}");
        }
    }
}
