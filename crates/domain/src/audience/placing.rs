//! Which scopes somebody is in, by what the record says of them: pure, so that it can be worked out again at any time.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Agreed, Scope};
use crate::entries::accountable::Accountable;
use crate::entries::consent::{Consent, ConsentState, SharedSlice};
use crate::entries::delegation::{Delegation, DelegationState};
use crate::entries::sharing_protocol::SharingProtocol;
use crate::id::{CentreId, PersonId, StaffId};

/// What the record says of a person, as far as it decides who holds it.
#[derive(Default)]
pub struct Placing {
    /// Whether the record is sealed.
    pub is_sealed: bool,
    /// Who is accountable. Every candidate, while colleagues differ: nobody loses sight of a child by a dispute.
    pub accountable: Vec<Accountable>,
    /// Whether the named nurses watch over the child.
    pub is_safeguarded: bool,
    /// What was delegated.
    pub delegations: Vec<Delegation>,
    /// What the family agreed to, and did not.
    pub consents: Vec<Consent>,
    /// Who looked them up, and the last day that they may read the record.
    pub look_ups: Vec<(StaffId, NaiveDate)>,
}

/// How somebody is in a scope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place {
    /// What a centre is told.
    pub agreed: Agreed,
    /// The last day, where it ends by itself.
    pub until: Option<NaiveDate>,
}

/// The scopes that somebody is in on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Each with how.
    pub scopes: BTreeMap<Scope, Place>,
    /// The next day on which that changes by itself.
    pub changes_on: Option<NaiveDate>,
}

impl Placing {
    /// The scopes that what is said of the person themselves puts them in.
    #[must_use]
    pub fn places(&self, person: PersonId, protocols: &[(CentreId, SharingProtocol)], today: NaiveDate) -> Places {
        let mut places = Places::default();
        if self.is_sealed {
            places.add(Scope::Sealed, Place::default());
            return places;
        }
        self.accountable.iter().for_each(|accountable| places.add_accountable(accountable, today));
        if self.is_safeguarded {
            places.add(Scope::Safeguarding, Place::default());
        }
        for delegation in self.delegations.iter().filter(|delegation| is_live(delegation.state)) {
            places.add(Scope::Package(delegation.to), Place::default());
        }
        self.consents.iter().for_each(|consent| places.add_consent(consent, person, protocols, today));
        for (staff, last) in self.look_ups.iter().filter(|(_, last)| *last >= today) {
            places.add(Scope::LookUp(*staff), Place { until: Some(*last), ..Place::default() });
        }
        places
    }
}

/// While a package is looked at by whoever may take it on, is worked on or is reported.
fn is_live(state: DelegationState) -> bool {
    match state {
        DelegationState::Proposed
        | DelegationState::Accepted
        | DelegationState::InProgress
        | DelegationState::Reported
        | DelegationState::Reviewed => true,
        DelegationState::Refused | DelegationState::Closed | DelegationState::Revoked | DelegationState::HandedBack => {
            false
        }
    }
}

impl Places {
    /// Whether somebody works with the family by any of these scopes: not by watching over it alone, nor as a centre.
    #[must_use]
    pub fn has_caseload(&self) -> bool {
        self.scopes.keys().any(|scope| matches!(scope, Scope::Caseload(_) | Scope::Team(_)))
    }

    /// Puts them in a scope. What ends later, and what is told more of, stands.
    pub fn add(&mut self, scope: Scope, place: Place) {
        let known = self.scopes.entry(scope).or_insert_with(|| place.clone());
        known.agreed.slices.extend(&place.agreed.slices);
        known.agreed.people.extend(&place.agreed.people);
        known.until = known.until.zip(place.until).map(|(one, other)| one.max(other));
        if let Some(until) = place.until.and_then(|until| until.succ_opt()) {
            self.changes_by(until);
        }
    }

    /// What puts a child in a scope puts their household and the adults around them there too.
    pub fn add_of_child(&mut self, child: &Self, is_household: bool) {
        for (scope, place) in &child.scopes {
            match scope {
                Scope::Caseload(_) | Scope::Team(_) | Scope::Package(_) | Scope::Safeguarding | Scope::LookUp(_) => {
                    self.add(*scope, place.clone());
                }
                // Where the family agreed that the centre knows where they live.
                Scope::Centre(_) if is_household && place.agreed.slices.contains(&SharedSlice::Address) => {
                    let slices = [SharedSlice::Address].into();
                    let agreed = Agreed { slices, people: place.agreed.people.clone() };
                    self.add(*scope, Place { agreed, until: place.until });
                }
                Scope::Centre(_) | Scope::Organisation | Scope::Own(_) | Scope::Sealed => {}
            }
        }
        if let Some(day) = child.changes_on {
            self.changes_by(day);
        }
    }

    fn changes_by(&mut self, day: NaiveDate) {
        self.changes_on = Some(self.changes_on.map_or(day, |known| known.min(day)));
    }

    fn add_accountable(&mut self, accountable: &Accountable, today: NaiveDate) {
        self.add(Scope::Caseload(accountable.health_visitor), Place::default());
        // Who takes over later holds it at once, so that it is there on the day; who hands over keeps it until then.
        let until = accountable.from.pred_opt().filter(|until| *until >= today);
        if let Some((before, until)) = accountable.before.zip(until) {
            self.add(Scope::Caseload(before), Place { until: Some(until), ..Place::default() });
        }
        for cover in accountable.cover.iter().filter(|cover| cover.to >= today) {
            if cover.from <= today {
                self.add(Scope::Caseload(cover.health_visitor), Place { until: Some(cover.to), ..Place::default() });
            } else {
                self.changes_by(cover.from);
            }
        }
    }

    fn add_consent(
        &mut self,
        consent: &Consent,
        person: PersonId,
        protocols: &[(CentreId, SharingProtocol)],
        today: NaiveDate,
    ) {
        let Some(centre) = consent.centre.filter(|_| consent.state == ConsentState::Given) else { return };
        // A consent is to be asked again on the day it expires: until then it stands.
        if consent.expires_on.is_some_and(|expires| expires <= today) {
            return;
        }
        for (_, protocol) in protocols.iter().filter(|(of, protocol)| *of == centre && protocol.covers(consent.purpose))
        {
            if !protocol.is_in_force(today) {
                if protocol.from > today {
                    self.changes_by(protocol.from);
                }
                continue;
            }
            let ends = [consent.expires_on.and_then(|day| day.pred_opt()), Some(protocol.last_day())];
            let slices = consent.scope.iter().filter(|slice| protocol.slices.contains(slice)).copied().collect();
            let agreed = Agreed { slices, people: [person].into() };
            self.add(Scope::Centre(centre), Place { agreed, until: ends.into_iter().flatten().min() });
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::laid_over;

    const CHILD: PersonId = PersonId::from_bytes([1; 16]);
    const CENTRE: CentreId = CentreId::from_bytes([2; 16]);

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn protocol() -> SharingProtocol {
        laid_over(&json!({ "ended_on": null, "slices": ["names", "referral"] }))
    }

    fn placed(placing: &Placing, today: &str) -> Places {
        placing.places(CHILD, &[(CENTRE, protocol())], day(today))
    }

    fn consent(changed: serde_json::Value) -> Placing {
        let mut body = json!({ "centre": CENTRE, "scope": ["names", "safe_phone", "referral"] });
        let (Some(body_fields), Some(changed)) = (body.as_object_mut(), changed.as_object()) else { unreachable!() };
        body_fields.extend(changed.clone());
        Placing { consents: vec![laid_over(&body)], ..Placing::default() }
    }

    // Shows SHR-01, SHR-02, REF-05.
    #[test]
    fn a_centre_is_told_what_the_family_and_the_protocol_both_allow_for_as_long_as_both_hold() {
        let given = placed(&consent(json!({})), "2026-11-02");
        let place = &given.scopes[&Scope::Centre(CENTRE)];
        assert_eq!(
            place.agreed.slices,
            [SharedSlice::Names, SharedSlice::Referral].into(),
            "no telephone by the protocol"
        );
        assert_eq!(place.until, Some(day("2027-10-21")), "the consent ends first");
        assert_eq!(given.changes_on, Some(day("2027-10-22")));
        for changed in [
            json!({ "state": "withdrawn" }),
            json!({ "state": "refused" }),
            json!({ "expires_on": "2026-11-02" }),
            json!({ "centre": null }),
            json!({ "purpose": "voluntary" }),
        ] {
            assert_eq!(placed(&consent(changed.clone()), "2026-11-02").scopes.len(), 0, "{changed}");
        }
        assert_eq!(
            placed(&consent(json!({})), "2026-03-31").changes_on,
            Some(day("2026-04-01")),
            "the protocol begins"
        );
    }

    #[test]
    fn cover_lies_over_accountability_from_day_to_day() {
        let accountable: Accountable = laid_over(&json!({}));
        let (amina, beth) = (accountable.health_visitor, accountable.cover[0].health_visitor);
        let placing = Placing { accountable: vec![accountable], ..Placing::default() };
        let scopes = |today| placed(&placing, today).scopes.into_keys().collect::<Vec<_>>();
        assert_eq!(scopes("2026-11-08"), [Scope::Caseload(amina)]);
        assert_eq!(scopes("2026-11-09"), [Scope::Caseload(amina), Scope::Caseload(beth)]);
        assert_eq!(scopes("2026-11-20"), [Scope::Caseload(amina), Scope::Caseload(beth)]);
        assert_eq!(scopes("2026-11-21"), [Scope::Caseload(amina)]);
        assert_eq!(placed(&placing, "2026-11-08").changes_on, Some(day("2026-11-09")));
        assert_eq!(placed(&placing, "2026-11-09").changes_on, Some(day("2026-11-21")));
    }

    #[test]
    fn who_hands_over_keeps_the_child_until_the_day_and_nobody_is_without() {
        let (amina, beth) = (StaffId::from_bytes([7; 16]), StaffId::from_bytes([8; 16]));
        let accountable: Accountable =
            laid_over(&json!({ "health_visitor": beth, "before": amina, "from": "2026-11-23", "cover": [] }));
        let placing = Placing { accountable: vec![accountable], ..Placing::default() };
        let before = placed(&placing, "2026-11-22");
        assert_eq!(before.scopes[&Scope::Caseload(amina)].until, Some(day("2026-11-22")));
        assert!(before.scopes.contains_key(&Scope::Caseload(beth)) && before.changes_on == Some(day("2026-11-23")));
        let after = placed(&placing, "2026-11-23");
        assert_eq!(after.scopes.into_keys().collect::<Vec<_>>(), [Scope::Caseload(beth)]);
    }

    #[test]
    fn a_package_is_held_until_it_is_done_with() {
        for (state, held) in [
            ("proposed", true),
            ("accepted", true),
            ("in_progress", true),
            ("reported", true),
            ("reviewed", true),
            ("refused", false),
            ("closed", false),
            ("revoked", false),
            ("handed_back", false),
        ] {
            let delegation: Delegation = laid_over(&json!({ "state": state }));
            let to = Scope::Package(delegation.to);
            let placing = Placing { delegations: vec![delegation], ..Placing::default() };
            assert_eq!(placed(&placing, "2026-11-02").scopes.contains_key(&to), held, "{state}");
        }
    }

    #[test]
    fn a_sealed_record_is_nowhere_else() {
        let placing = Placing {
            is_sealed: true,
            is_safeguarded: true,
            accountable: vec![laid_over(&json!({}))],
            ..Placing::default()
        };
        assert_eq!(placed(&placing, "2026-11-02").scopes.into_keys().collect::<Vec<_>>(), [Scope::Sealed]);
    }

    #[test]
    fn a_household_follows_its_children_but_to_no_centre_without_the_address() {
        let amina = StaffId::from_bytes([7; 16]);
        let mut child = Places::default();
        child.add(Scope::Caseload(amina), Place::default());
        let agreed = |slices: &[SharedSlice]| Place {
            agreed: Agreed { slices: slices.iter().copied().collect(), people: [CHILD].into() },
            until: None,
        };
        child.add(Scope::Centre(CENTRE), agreed(&[SharedSlice::Names]));
        let mut home = Places::default();
        home.add_of_child(&child, true);
        assert_eq!(home.scopes.keys().copied().collect::<Vec<_>>(), [Scope::Caseload(amina)]);
        child.add(Scope::Centre(CENTRE), agreed(&[SharedSlice::Address]));
        home.add_of_child(&child, true);
        assert_eq!(home.scopes[&Scope::Centre(CENTRE)], agreed(&[SharedSlice::Address]));
        let mut mother = Places::default();
        mother.add_of_child(&child, false);
        assert!(!mother.scopes.contains_key(&Scope::Centre(CENTRE)), "she agreed for the child, not for herself");
    }
}
