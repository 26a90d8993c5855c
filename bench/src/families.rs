//! What is registered about a family: who they are, where they live, how to reach them.

use doorstep_domain::change::{Change, Malformed};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fixtures::family::{Carer, Child, Family};
use doorstep_domain::growth::Sex;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use serde_json::{Value, json};

use crate::narrative::Names;
use crate::records::{Visited, Writer};

/// A family with its ids.
pub(crate) struct Known {
    pub(crate) family: Family,
    pub(crate) children: Vec<PersonId>,
    carers: Vec<PersonId>,
    home: HouseholdId,
}

impl Known {
    pub(crate) fn new(writer: &mut Writer, family: Family) -> Self {
        let children = family.children.iter().map(|_| writer.id(PersonId::mint)).collect();
        let carers = family.carers.iter().map(|_| writer.id(PersonId::mint)).collect();
        Self { home: writer.id(HouseholdId::mint), family, children, carers }
    }

    /// Everybody in it.
    pub(crate) fn people(&self) -> impl Iterator<Item = PersonId> {
        self.children.iter().chain(&self.carers).copied()
    }

    /// What each is found by: names, numbers, postcode.
    pub(crate) fn words(&self) -> impl Iterator<Item = (PersonId, String)> {
        let children = self.family.children.iter().map(|child| (child.nhs_number, &child.given, &child.family, None));
        let carers = self.family.carers.iter();
        let carers = carers.map(|carer| (carer.nhs_number, &carer.given, &carer.family, carer.phone.as_deref()));
        let words = children.chain(carers).map(|(number, given, family, phone)| {
            let digits: String = number.map(|number| number.digits()).unwrap_or_default();
            let phone: String = phone.unwrap_or_default().split(' ').collect();
            let postcode: String = self.family.home.postcode.split(' ').collect();
            format!("{family} {given} {digits} {phone} {postcode}")
        });
        self.people().zip(words.collect::<Vec<_>>())
    }

    /// Whom a visit to this child is to.
    pub(crate) fn visited(&self, child: usize) -> Visited<'_> {
        let names = Names { child: &self.family.children[child].given, mother: &self.family.carers[0].given };
        Visited { child: self.children[child], mother: self.carers[0], names }
    }

    /// Everything registered about the family.
    pub(crate) fn facts(&self, writer: &mut Writer) -> Result<Vec<Change>, Malformed> {
        let home = Subject::Household(self.home);
        let mut facts = vec![(
            EntryKind::Address,
            home,
            json!({ "lines": self.family.home.lines, "postcode": self.family.home.postcode }),
        )];
        for (id, child) in self.children.iter().zip(&self.family.children) {
            self.facts_of_child(&mut facts, *id, child);
        }
        for (id, carer) in self.carers.iter().zip(&self.family.carers) {
            facts_of_carer(&mut facts, *id, carer);
        }
        for person in self.people() {
            facts.push((EntryKind::Membership, home, json!({ "person": person, "residence": "main" })));
        }
        let mut change = |(kind, subject, body): (EntryKind, Subject, Value)| {
            let entry = writer.id(EntryId::mint);
            writer.first(kind, entry, subject, &body)
        };
        facts.into_iter().map(&mut change).collect()
    }

    fn facts_of_child(&self, facts: &mut Vec<(EntryKind, Subject, Value)>, id: PersonId, child: &Child) {
        let person = Subject::Person(id);
        let sex = if child.sex == Sex::Female { "female" } else { "male" };
        let gestation = child.gestation.map(|(weeks, days)| format!("{weeks}+{days}"));
        let mut birth = json!({ "sex": sex });
        for (field, value) in [("gestation", json!(gestation)), ("weight", json!(child.birth_weight))] {
            if !value.is_null() {
                birth[field] = value;
            }
        }
        let identity = json!({ "family": child.family, "given": child.given, "birth_date": child.born_on });
        facts.push((EntryKind::Identity, person, identity));
        facts.push((EntryKind::Birth, person, birth));
        if let Some(number) = child.nhs_number {
            facts.push(nhs_number(person, &number));
        }
        for (adult, carer) in self.carers.iter().zip(&self.family.carers) {
            let relationship = carer.relationship.replace(' ', "_");
            let pr = if carer.parental_responsibility.is_empty() { "not_known" } else { carer.parental_responsibility };
            let body = json!({ "adult": adult, "relationship": relationship, "parental_responsibility": pr });
            facts.push((EntryKind::Relationship, person, body));
        }
    }
}

fn facts_of_carer(facts: &mut Vec<(EntryKind, Subject, Value)>, id: PersonId, carer: &Carer) {
    let person = Subject::Person(id);
    let mut identity = json!({ "family": carer.family, "given": carer.given });
    if let Some(born) = carer.born_on {
        identity["birth_date"] = json!(born);
    }
    facts.push((EntryKind::Identity, person, identity));
    if let Some(number) = carer.nhs_number {
        facts.push(nhs_number(person, &number));
    }
    if let Some(phone) = &carer.phone {
        let number: String = phone.chars().filter(char::is_ascii_digit).skip(1).collect();
        let safe = |word: &str| if word.is_empty() { "not_known".to_owned() } else { word.to_owned() };
        let body = json!({
            "means": "phone", "value": format!("+44{number}"),
            "safe_to_voicemail": safe(carer.safe[0]), "safe_to_text": safe(carer.safe[1])
        });
        facts.push((EntryKind::ContactPoint, person, body));
    }
}

fn nhs_number(person: Subject, number: &impl serde::Serialize) -> (EntryKind, Subject, Value) {
    (EntryKind::NhsNumberEntry, person, json!({ "number": number, "status": "verified" }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorstep_app::laptop_clock;
    use doorstep_domain::entries::About;
    use doorstep_domain::fixtures::family::Families;
    use doorstep_domain::id::{OrganisationId, StaffId};
    use doorstep_domain::staff::Role;

    use crate::records::{Author, today};

    #[test]
    fn every_fact_is_one_that_the_application_reads() {
        let author = Author {
            organisation: OrganisationId::from_bytes([1; 16]),
            staff: StaffId::from_bytes([2; 16]),
            role: Role::HealthVisitor,
        };
        let mut writer = Writer::new(5, author);
        let mut families = Families::new(5, today());
        for _ in 0..200 {
            let known = Known::new(&mut writer, families.family(4));
            for change in known.facts(&mut writer).unwrap() {
                let kind = change.header.kind.known().unwrap();
                let read = kind.check(change.body(), &About::nobody(laptop_clock()()));
                assert!(read.is_ok(), "{}: {:?}", kind.name(), read.err());
            }
        }
    }
}
