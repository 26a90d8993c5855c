//! Who a line is about: somebody that the record knows, somebody of an earlier line, or somebody new.

use doorstep_domain::entries::identity::Identity;
use doorstep_domain::id::PersonId;
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::person::Person;
use doorstep_domain::time::PartialDate;

use super::key::place_of;
use super::line::{Carer, Line};
use super::plan::Planner;
use super::reader::problem;
use super::record::folded_name;
use super::{ImportRule, RowProblem};
use crate::error::ApiError;

/// The people of a line.
pub(super) struct Who {
    pub(super) child: PersonId,
    /// In the order of the line's carers.
    pub(super) carers: Vec<PersonId>,
    pub(super) problems: Vec<RowProblem>,
}

/// Somebody of an earlier line.
pub(super) struct Known {
    name: String,
    born: Option<PartialDate>,
}

impl Planner<'_> {
    /// Finds or makes the ids of everybody on a line. With problems, nothing of it is remembered.
    pub(super) fn identify(&mut self, line: &Line) -> Result<Who, ApiError> {
        let mut problems = Vec::new();
        let child = self.child(line, &mut problems)?;
        let mut carers = Vec::with_capacity(line.carers.len());
        for (place, carer) in line.carers.iter().enumerate() {
            let id = self.carer(line, carer, child, &mut problems)?;
            let known_wrong = problems.iter().any(|known: &RowProblem| known.field.starts_with(carer.prefix));
            let twice = (carers.contains(&id) || id == child) && !known_wrong;
            if twice {
                let field = if carer.number.is_some() { "nhs_number" } else { "family_name" };
                let text = &line.carers[place].identity.family;
                problems.push(problem(&format!("{}{field}", carer.prefix), ImportRule::DuplicateNhsNumber, text));
            }
            carers.push(id);
        }
        if problems.is_empty() {
            self.remember(line);
        }
        Ok(Who { child, carers, problems })
    }

    fn child(&self, line: &Line, problems: &mut Vec<RowProblem>) -> Result<PersonId, ApiError> {
        let Some(number) = line.child.number.as_ref().and_then(|entry| entry.number) else {
            let known = self.unnumbered(line, |_| true)?;
            return Ok(known.unwrap_or_else(|| self.keys.child(line)));
        };
        let earlier = self.numbers.get(&number);
        if earlier.is_some_and(|known| !known.is(&line.child.identity)) {
            problems.push(problem("nhs_number", ImportRule::DuplicateNhsNumber, &number.to_string()));
        }
        if let Some(row) = self.record.vault.person_of_nhs_number(&number.digits())? {
            if is_another(&row, Some(PartialDate::day(line.child.born_on))) {
                problems.push(problem("nhs_number", ImportRule::NhsNumberOfAnother, &number.to_string()));
            }
            return Ok(row.id);
        }
        // The record may know the child from before it had a number.
        let known = self.unnumbered(line, |row| row.nhs_number.is_none())?;
        Ok(known.unwrap_or_else(|| self.keys.numbered(number)))
    }

    /// A child of the record with the line's name, birth date and place; of twins, the same one.
    fn unnumbered(&self, line: &Line, may_be: impl Fn(&Person) -> bool) -> Result<Option<PersonId>, ApiError> {
        let name = folded_name(&line.child.identity.family, &line.child.identity.given);
        let order = line.child.birth.order;
        for row in self.record.namesakes(name, line.child.born_on) {
            let same_twin = order.zip(row.birth_order).is_none_or(|(one, other)| one == other.place);
            if may_be(row) && same_twin && self.is_at_home(row.id, line)? {
                return Ok(Some(row.id));
            }
        }
        Ok(None)
    }

    /// Whether the record has the child at the line's postcode or, where that is no place, with one of its carers.
    fn is_at_home(&self, child: PersonId, line: &Line) -> Result<bool, ApiError> {
        if place_of(line).is_some() {
            let postcode = line.homes[0].as_ref().and_then(|home| home.postcode.as_ref());
            let homes = self.record.homes(child)?;
            return Ok(homes
                .iter()
                .filter_map(|home| home.address.as_ref())
                .any(|(_, known)| known.postcode.as_ref() == postcode));
        }
        let names: Vec<String> = line.carers.iter().map(|carer| name_of(&carer.identity)).collect();
        let adults = self.record.adults(child)?;
        Ok(adults.iter().any(|adult| names.contains(&folded_name(&adult.family, &adult.given))))
    }

    fn carer(
        &self,
        line: &Line,
        carer: &Carer,
        child: PersonId,
        problems: &mut Vec<RowProblem>,
    ) -> Result<PersonId, ApiError> {
        if let Some(number) = carer.number.as_ref().and_then(|entry| entry.number) {
            if let Some(rule) = self.wrong_number(line, carer, number)? {
                problems.push(problem(&format!("{}nhs_number", carer.prefix), rule, &number.to_string()));
            }
            if let Some(row) = self.record.vault.person_of_nhs_number(&number.digits())? {
                return Ok(row.id);
            }
        }
        let number = carer.number.as_ref().and_then(|entry| entry.number);
        let is_the_same = |row: &Person| {
            let numbers = number.zip(row.nhs_number);
            folded_name(&row.family, &row.given) == name_of(&carer.identity)
                && !is_another(row, carer.identity.birth_date)
                && numbers.is_none_or(|(one, other)| one == other)
        };
        let known = self.record.adults(child)?.into_iter().find(is_the_same);
        Ok(known.map_or_else(|| self.keys.carer(carer, line, Some(child)), |row| row.id))
    }

    fn wrong_number(&self, line: &Line, carer: &Carer, number: NhsNumber) -> Result<Option<ImportRule>, ApiError> {
        let of_child = line.child.number.as_ref().and_then(|entry| entry.number) == Some(number);
        let born = carer.identity.birth_date;
        if of_child
            || self
                .numbers
                .get(&number)
                .is_some_and(|known| known.born.zip(born).is_some_and(|(one, other)| one != other))
        {
            return Ok(Some(ImportRule::DuplicateNhsNumber));
        }
        let row = self.record.vault.person_of_nhs_number(&number.digits())?;
        Ok(row.filter(|row| is_another(row, born)).map(|_| ImportRule::NhsNumberOfAnother))
    }

    fn remember(&mut self, line: &Line) {
        let child = (&line.child.number, &line.child.identity);
        let carers = line.carers.iter().map(|carer| (&carer.number, &carer.identity));
        for (number, identity) in carers.chain([child]) {
            if let Some(number) = number.as_ref().and_then(|entry| entry.number) {
                let known = Known { name: name_of(identity), born: identity.birth_date };
                self.numbers.entry(number).or_insert(known);
            }
        }
    }
}

impl Known {
    fn is(&self, identity: &Identity) -> bool {
        self.name == name_of(identity) && self.born == identity.birth_date
    }
}

/// Whether a person of the record was surely born on another day.
fn is_another(row: &Person, born: Option<PartialDate>) -> bool {
    row.born.zip(born).is_some_and(|(known, born)| born.latest() < known.earliest() || known.latest() < born.earliest())
}

fn name_of(identity: &Identity) -> String {
    folded_name(&identity.family, &identity.given)
}
