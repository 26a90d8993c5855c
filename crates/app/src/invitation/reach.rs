//! The numbers and homes of whom an appointment could be told, with what speaks for and against each.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::alert::AlertKind;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint};
use doorstep_domain::entries::membership::Membership;
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::invitation::{Home, Number, Route, Way};
use doorstep_domain::phone::Phone;
use doorstep_store::Vault;
use doorstep_store::read::EntryState;

use super::WayView;
use crate::error::ApiError;
use crate::family::{Family, address_lines, alerts, carers_of, is_in_force, said};
use crate::person::{PersonView, person_view};

/// A number or an e-mail address of somebody who could be told.
struct Reached {
    entry: EntryId,
    whose: PersonView,
    point: ContactPoint,
    in_dispute: bool,
    restricted: bool,
    home_is_hidden_from_them: bool,
}

/// A home, and the address in use.
struct Lived {
    members: Vec<PersonId>,
    address: Address,
    in_dispute: bool,
}

/// Everything around an appointment by which somebody could be told.
pub(super) struct Reach {
    numbers: Vec<Reached>,
    /// The homes of the appointment's own person.
    homes: Vec<Lived>,
    pub(super) a_home_is_hidden: bool,
    pub(super) safe_contact_warning: bool,
    pub(super) private: Vec<String>,
}

impl Reach {
    pub(super) fn around(vault: &Vault, about: PersonId, family: &Family, today: NaiveDate) -> Result<Self, ApiError> {
        let homes = homes(vault, family)?;
        let hidden: Vec<&Lived> = homes.iter().filter(|home| home.address.hidden).collect();
        let mut numbers = Vec::new();
        for (person, restricted) in told(vault, about)? {
            let lives_hidden = hidden.iter().any(|home| home.members.contains(&person));
            let home_is_hidden_from_them = !hidden.is_empty() && !lives_hidden;
            for stored in vault.entries_of_kind(Subject::Person(person), EntryKind::ContactPoint)? {
                let Ok(point) = serde_json::from_str::<ContactPoint>(stored.body()) else { continue };
                if is_in_force(&stored) {
                    let (whose, in_dispute) =
                        (person_view(vault, person, today)?, stored.state == EntryState::Disputed);
                    let entry = stored.entry;
                    numbers.push(Reached { entry, whose, point, in_dispute, restricted, home_is_hidden_from_them });
                }
            }
        }
        let warned = alerts(vault, &family.subjects(), today)?;
        Ok(Self {
            numbers,
            a_home_is_hidden: !hidden.is_empty(),
            safe_contact_warning: warned.iter().any(|alert| alert.kind == AlertKind::SafeContact),
            private: private(vault, family, &homes)?,
            homes: homes.into_iter().filter(|home| home.members.contains(&about)).collect(),
        })
    }

    pub(super) fn numbers<'r>(&'r self) -> Vec<Number<'r>> {
        let number = |one: &'r Reached| Number {
            point: &one.point,
            in_dispute: one.in_dispute,
            restricted: one.restricted,
            home_is_hidden_from_them: one.home_is_hidden_from_them,
        };
        self.numbers.iter().map(number).collect()
    }

    pub(super) fn homes(&self) -> Vec<Home> {
        self.homes.iter().map(|home| Home { in_dispute: home.in_dispute, hidden: home.address.hidden }).collect()
    }

    pub(super) fn way(&self, route: &Route) -> Option<WayView> {
        let Route { to, way, struck } = *route;
        let usual =
            WayView { way, struck, to: Vec::new(), number: None, whose: None, safe_hours: None, who_answers: None };
        match way {
            Way::Letter => {
                let address = &self.homes.get(to)?.address;
                let lines = if address.hidden { Vec::new() } else { address_lines(address) };
                Some(WayView { to: lines, ..usual })
            }
            Way::Text | Way::Voicemail => {
                let one = self.numbers.get(to)?;
                Some(WayView {
                    to: vec![shown(&one.point)],
                    number: Some(one.entry),
                    whose: Some(one.whose.clone()),
                    safe_hours: one.point.safe_hours.clone(),
                    who_answers: one.point.who_answers.clone(),
                    ..usual
                })
            }
        }
    }
}

fn shown(point: &ContactPoint) -> String {
    match (point.means, point.value.parse::<Phone>()) {
        (ContactMeans::Phone, Ok(phone)) => phone.to_string(),
        (ContactMeans::Phone | ContactMeans::Email, _) => point.value.clone(),
    }
}

/// An adult is told themselves; of a child's appointment its carers are. Whether contact with each is restricted.
fn told(vault: &Vault, about: PersonId) -> Result<Vec<(PersonId, bool)>, ApiError> {
    let mut told = vec![(about, false)];
    if vault.person(about)?.is_some_and(|row| row.is_child) {
        // Who was a carer once is told of nothing.
        for carer in carers_of(vault, about)?.into_iter().filter(|carer| carer.to.is_none()) {
            let restricted = carer.contact_restriction.is_some_and(|words| !words.trim().is_empty());
            match told.iter_mut().find(|(person, _)| *person == carer.adult) {
                Some((_, before)) => *before |= restricted,
                None => told.push((carer.adult, restricted)),
            }
        }
    }
    Ok(told)
}

/// The homes in which anybody of the family lives now: a mother's refuge is not always the child's home in the record.
fn homes(vault: &Vault, family: &Family) -> Result<Vec<Lived>, ApiError> {
    let mut households = BTreeSet::new();
    for person in &family.people {
        households.extend(vault.households_of(*person)?);
    }
    let mut homes = Vec::new();
    for household in households {
        let subject = Subject::Household(household);
        let mut members = Vec::new();
        for (_, membership) in said::<Membership>(vault, subject, EntryKind::Membership)? {
            if membership.to.is_none() {
                members.push(vault.one_of(membership.person)?);
            }
        }
        for stored in vault.entries_of_kind(subject, EntryKind::Address)?.iter().filter(|stored| is_in_force(stored)) {
            let Ok(address) = serde_json::from_str::<Address>(stored.body()) else { continue };
            if address.to.is_none() && members.iter().any(|member| family.people.contains(member)) {
                let in_dispute = stored.state == EntryState::Disputed;
                homes.push(Lived { members: members.clone(), address, in_dispute });
            }
        }
    }
    Ok(homes)
}

/// What must not be in the name of a place: names, the first line of an address, a postcode.
fn private(vault: &Vault, family: &Family, homes: &[Lived]) -> Result<Vec<String>, ApiError> {
    let mut private = Vec::new();
    for person in &family.people {
        let Some(row) = vault.person(*person)? else { continue };
        let names = [Some(row.family), Some(row.given), row.preferred];
        private.extend(
            names.into_iter().flatten().flat_map(|name| name.split_whitespace().map(str::to_owned).collect::<Vec<_>>()),
        );
    }
    for Lived { address, .. } in homes {
        private.extend(address.lines.iter().find(|line| !line.trim().is_empty()).cloned());
        private.extend(address.postcode.as_ref().map(ToString::to_string));
    }
    Ok(private)
}
