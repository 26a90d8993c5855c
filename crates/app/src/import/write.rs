//! The entries of one line: the child's, the homes', the carers'.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint};
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::entries::relationship::{Relationship, RelationshipKind};
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};

use super::cell::CarerHome;
use super::key::is_same_address;
use super::line::{Carer, Line};
use super::plan::{Fact, Planned, Planner};
use super::record::{KnownHome, Standing};
use super::who::Who;
use crate::error::ApiError;

/// The key of the telephone number by which a file reaches somebody: one entry, so that two files that differ meet.
const PHONE: &str = "phone";
/// The key of a household's address in use.
const MAIN: &str = "main";

impl Planner<'_> {
    /// Puts everything that a line says into the record.
    pub(super) fn write(&mut self, line: &Line, who: &Who) -> Result<Planned, ApiError> {
        let mut planned = Planned::default();
        let child = Subject::Person(who.child);
        let identity = self.fact(EntryKind::Identity, (child, ""), &line.child.identity);
        if matches!(self.record.standing(identity.entry)?, Standing::Closed) {
            // Somebody took this child out of the record on purpose: the whole line stays out.
            planned.differs = true;
            return Ok(planned);
        }
        planned.new_child = self.put(&mut planned, &identity)?;
        if let Some(number) = &line.child.number {
            self.put(&mut planned, &self.fact(EntryKind::NhsNumberEntry, (child, ""), number))?;
        }
        let birth = self.fact(EntryKind::Birth, (child, ""), &line.child.birth);
        self.put(&mut planned, &Fact { questions: &line.child.questions, ..birth })?;
        let homes = self.homes(&mut planned, line, who)?;
        for (carer, adult) in line.carers.iter().zip(&who.carers) {
            self.adult(&mut planned, carer, *adult)?;
            self.relationship(&mut planned, carer, (who.child, *adult))?;
            let home = match carer.home {
                CarerHome::First => homes[0],
                CarerHome::Second => homes[1],
                CarerHome::Elsewhere => None,
            };
            self.lives(&mut planned, *adult, home)?;
        }
        self.take_over(&mut planned, line, who.child)?;
        Ok(planned)
    }

    /// The households of the two homes; none where the record has the child elsewhere.
    fn homes(&mut self, planned: &mut Planned, line: &Line, who: &Who) -> Result<[Option<HouseholdId>; 2], ApiError> {
        let known = self.record.homes(who.child)?;
        let mut found = [None; 2];
        for (place, residence) in [(0, Residence::Main), (1, Residence::Other)] {
            let Some(address) = &line.homes[place] else { continue };
            let anchor = anchor(line, who, place);
            found[place] = match same_home(&known, address) {
                Some(home) => Some(self.known_home(planned, home, address, residence)?),
                None if known.iter().any(|home| home.residence == residence) => {
                    planned.differs = true;
                    None
                }
                None => Some(self.new_home(planned, (address, anchor), (who.child, residence))?),
            };
        }
        Ok(found)
    }

    fn known_home(
        &mut self,
        planned: &mut Planned,
        home: &KnownHome,
        address: &Address,
        residence: Residence,
    ) -> Result<HouseholdId, ApiError> {
        planned.differs |= home.residence != residence;
        if let Some((entry, _)) = &home.address {
            let subject = Subject::Household(home.household);
            self.put(
                planned,
                &Fact { kind: EntryKind::Address, subject, entry: *entry, body: address, questions: &[] },
            )?;
        }
        Ok(home.household)
    }

    fn new_home(
        &mut self,
        planned: &mut Planned,
        (address, anchor): (&Address, PersonId),
        (child, residence): (PersonId, Residence),
    ) -> Result<HouseholdId, ApiError> {
        let household = self.keys.household(address, anchor);
        if residence == Residence::Main && *self.main_homes.entry(child).or_insert(household) != household {
            // An earlier line of the same child has it at another address.
            planned.differs = true;
            return Ok(household);
        }
        let subject = Subject::Household(household);
        if self.put(planned, &self.fact(EntryKind::Address, (subject, MAIN), address))? {
            self.count_household(household);
        }
        let membership = Membership { person: child, residence, from: None, to: None };
        self.put(planned, &self.fact(EntryKind::Membership, (subject, &child.to_string()), &membership))?;
        Ok(household)
    }

    fn adult(&mut self, planned: &mut Planned, carer: &Carer, adult: PersonId) -> Result<(), ApiError> {
        let subject = Subject::Person(adult);
        planned.shares_adult |= !self.adults.insert(adult);
        if self.put(planned, &self.fact(EntryKind::Identity, (subject, ""), &carer.identity))? {
            self.count_adult(adult);
        }
        if let Some(number) = &carer.number {
            self.put(planned, &self.fact(EntryKind::NhsNumberEntry, (subject, ""), number))?;
        }
        match &carer.phone {
            Some(phone) => self.phone(planned, subject, phone),
            None => Ok(()),
        }
    }

    fn phone(&mut self, planned: &mut Planned, subject: Subject, phone: &ContactPoint) -> Result<(), ApiError> {
        let fact = self.fact(EntryKind::ContactPoint, (subject, PHONE), phone);
        let known: Vec<(EntryId, ContactPoint)> = self.record.in_force(subject, EntryKind::ContactPoint)?;
        let phones = || known.iter().filter(|(_, point)| point.means == ContactMeans::Phone);
        let same = phones().find(|(_, point)| point.value == phone.value);
        match same {
            Some((entry, _)) => self.put(planned, &Fact { entry: *entry, ..fact }).map(drop),
            None if phones().any(|(entry, _)| *entry != fact.entry) => {
                // Reached by another number already: which of them to use is for somebody to say.
                planned.differs = true;
                Ok(())
            }
            None => self.put(planned, &fact).map(drop),
        }
    }

    fn relationship(
        &mut self,
        planned: &mut Planned,
        carer: &Carer,
        (child, adult): (PersonId, PersonId),
    ) -> Result<(), ApiError> {
        let body = Relationship {
            adult,
            relationship: carer.relationship,
            parental_responsibility: carer.parental_responsibility,
            from: None,
            to: None,
            contact_restriction: carer.contact_restriction.clone(),
        };
        let subject = Subject::Person(child);
        let fact = self.fact(EntryKind::Relationship, (subject, &adult.to_string()), &body);
        let known: Vec<(EntryId, Relationship)> = self.record.in_force(subject, EntryKind::Relationship)?;
        let entry = known.into_iter().find(|(_, known)| known.adult == adult).map_or(fact.entry, |(entry, _)| entry);
        self.put(planned, &Fact { entry, ..fact }).map(drop)
    }

    /// An adult lives in one main home: a file that has them in another is noted, not believed.
    fn lives(&mut self, planned: &mut Planned, adult: PersonId, home: Option<HouseholdId>) -> Result<(), ApiError> {
        let Some(household) = home else { return Ok(()) };
        let known = match self.main_homes.get(&adult) {
            Some(earlier) => Some(*earlier),
            None => self
                .record
                .homes(adult)?
                .into_iter()
                .find(|home| home.residence == Residence::Main)
                .map(|home| home.household),
        };
        if known.is_some_and(|known| known != household) {
            planned.differs = true;
            return Ok(());
        }
        self.main_homes.insert(adult, household);
        if known.is_some() {
            return Ok(());
        }
        let body = Membership { person: adult, residence: Residence::Main, from: None, to: None };
        let subject = Subject::Household(household);
        self.put(planned, &self.fact(EntryKind::Membership, (subject, &adult.to_string()), &body)).map(drop)
    }
}

/// Whose home it is: the mother's where she lives there, else the first carer's who does, so that siblings share it.
fn anchor(line: &Line, who: &Who, place: usize) -> PersonId {
    let here = if place == 0 { CarerHome::First } else { CarerHome::Second };
    let at_home = || line.carers.iter().zip(&who.carers).filter(|(carer, _)| carer.home == here);
    let mother = at_home().find(|(carer, _)| carer.relationship == RelationshipKind::Mother);
    let one = mother.or_else(|| at_home().next()).map(|(_, id)| *id);
    one.or_else(|| who.carers.first().copied()).unwrap_or(who.child)
}

fn same_home<'a>(known: &'a [KnownHome], address: &Address) -> Option<&'a KnownHome> {
    known.iter().find(|home| home.address.as_ref().is_some_and(|(_, known)| is_same_address(known, address)))
}
