//! Ids that every laptop derives alike, so that two colleagues who import one file make one set of people.

use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::id::{HouseholdId, OrganisationId, PersonId};
use doorstep_domain::name::fold;
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::postcode::Postcode;

use super::line::{Carer, Line};

/// Derives ids for one organisation.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Keys(pub(crate) OrganisationId);

impl Keys {
    /// The person of an NHS number.
    pub(crate) fn numbered(self, number: NhsNumber) -> PersonId {
        PersonId::derived(self.0, "nhs-number", &number.digits())
    }

    /// A child without a number: name, birth date, place and, for twins, which of them.
    pub(super) fn child(self, line: &Line) -> PersonId {
        if let Some(number) = line.child.number.as_ref().and_then(|entry| entry.number) {
            return self.numbered(number);
        }
        let order = line.child.birth.order.map(|order| order.to_string()).unwrap_or_default();
        // Without a postcode that tells places apart, the main carer does.
        let place = place_of(line).unwrap_or_else(|| {
            line.carers.first().map(|carer| self.carer(carer, line, None).to_string()).unwrap_or_default()
        });
        self.named(&line.child.identity, &[&place, &order])
    }

    /// An adult. `child` tells apart who has neither number, birth date, place nor telephone.
    pub(super) fn carer(self, carer: &Carer, line: &Line, child: Option<PersonId>) -> PersonId {
        if let Some(number) = carer.number.as_ref().and_then(|entry| entry.number) {
            return self.numbered(number);
        }
        let place = place_of(line);
        if let (Some(place), Some(_)) = (&place, carer.identity.birth_date) {
            return self.named(&carer.identity, &[place]);
        }
        // A name alone is shared by many: the whole address, the telephone or, last, this very child goes with it.
        let address = line.homes[0].as_ref().filter(|address| place.is_some() && !address.lines.is_empty());
        let phone = carer.phone.as_ref().map(|phone| phone.value.clone());
        let apart = address.map(written).or(phone).or_else(|| child.map(|child| child.to_string())).unwrap_or_default();
        self.named(&carer.identity, &[&apart])
    }

    /// Somebody by name and birth date, and what tells them from a namesake: place, which of twins.
    pub(crate) fn named(self, identity: &Identity, more: &[&str]) -> PersonId {
        let born = identity.birth_date.map(|date| date.to_string()).unwrap_or_default();
        let mut key = format!("{}|{}|{born}", fold(&identity.family), fold(&identity.given));
        for part in more {
            key.push('|');
            key.push_str(part);
        }
        PersonId::derived(self.0, "name-birth-postcode", &key)
    }

    /// The household at an address with somebody of it: strangers in one hostel, refuge or street of bedsits share an
    /// address and are no family.
    pub(crate) fn household(self, address: &Address, of: PersonId) -> HouseholdId {
        HouseholdId::derived(self.0, "address-and-carer", &format!("{}|{of}", written(address)))
    }
}

/// The postcode of the main home, where it tells places apart.
pub(super) fn place_of(line: &Line) -> Option<String> {
    let postcode = line.homes[0].as_ref()?.postcode.as_ref()?;
    is_somewhere(postcode).then(|| postcode.to_string())
}

/// Whether a postcode stands for a place, and not for having none or for not knowing it.
pub(crate) fn is_somewhere(postcode: &Postcode) -> bool {
    !postcode.is_no_fixed_abode() && !postcode.is_address_unknown()
}

/// An address in plain letters: what two spellings of it have in common.
pub(super) fn written(address: &Address) -> String {
    let postcode = address.postcode.as_ref().map(Postcode::to_string).unwrap_or_default();
    format!("{}|{postcode}", fold(&address.lines.join(" ")))
}

/// Whether two addresses are one, as far as both say: a register may hold the postcode alone.
pub(super) fn is_same_address(one: &Address, other: &Address) -> bool {
    let bare = |address: &Address| address.lines.is_empty();
    let same_postcode = one.postcode == other.postcode && one.postcode.as_ref().is_some_and(is_somewhere);
    written(one) == written(other) || (same_postcode && (bare(one) || bare(other)))
}
