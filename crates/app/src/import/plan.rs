//! What one line does to the record: which entries it writes, and what of it the record already says otherwise.

use std::collections::{BTreeMap, BTreeSet};

use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::time::{Occurred, PartialDate};
use doorstep_store::Vault;
use serde::Serialize;
use serde_json::{Map, Value};

use super::fill::{Filled, fill};
use super::key::Keys;
use super::line::Line;
use super::record::{Record, Standing};
use super::who::Known;
use super::{BroughtHistory, ImportOutcome, ImportRow, LeftOut, RowNote};
use crate::error::ApiError;
use crate::staff::{Colleague, known_staff};
use crate::writing::{Of, Writing};

/// Why the record changes, as the history shows it.
const ADDED: &str = "added from a caseload file";
pub(super) const AGAIN: &str = "imported again";

/// Plans line after line, in the file's order: the same for the dry run and for the import.
pub(super) struct Planner<'v> {
    pub(super) record: Record<'v>,
    pub(super) keys: Keys,
    pub(super) writing: Writing,
    pub(super) occurred: Occurred,
    /// Who works here, to find who is accountable.
    pub(super) colleagues: Vec<Colleague>,
    /// NHS numbers of earlier lines: of whom, and born when.
    pub(super) numbers: BTreeMap<NhsNumber, Known>,
    /// Adults of earlier lines.
    pub(super) adults: BTreeSet<PersonId>,
    /// Where people of earlier lines mainly live.
    pub(super) main_homes: BTreeMap<PersonId, HouseholdId>,
    households: BTreeSet<HouseholdId>,
    new_adults: BTreeSet<PersonId>,
}

/// What one line does.
#[derive(Default)]
pub(super) struct Planned {
    pub(super) changes: Vec<Change>,
    pub(super) differs: bool,
    pub(super) shares_adult: bool,
    /// What it takes over of the time before, and what of that it leaves out.
    pub(super) history: Vec<BroughtHistory>,
    pub(super) left_out: Vec<LeftOut>,
    /// Whether the child is new to the record.
    pub(super) new_child: bool,
}

/// A registered fact to be put into the record.
pub(super) struct Fact<'a, B> {
    pub(super) kind: EntryKind,
    pub(super) subject: Subject,
    pub(super) entry: EntryId,
    pub(super) body: &'a B,
    pub(super) questions: &'a [Question],
}

impl<'v> Planner<'v> {
    pub(super) fn new(vault: &'v Vault, writing: Writing) -> Result<Self, ApiError> {
        let occurred = Occurred::On(PartialDate::day(writing.at.date_naive()));
        Ok(Self {
            record: Record::of(vault)?,
            keys: Keys(writing.organisation),
            writing,
            occurred,
            colleagues: known_staff(vault)?.into_values().collect(),
            numbers: BTreeMap::new(),
            adults: BTreeSet::new(),
            main_homes: BTreeMap::new(),
            households: BTreeSet::new(),
            new_adults: BTreeSet::new(),
        })
    }

    /// Adults and households that the lines so far would make.
    pub(super) fn made(&self) -> (usize, usize) {
        (self.new_adults.len(), self.households.len())
    }

    /// What a line does, and how the report says it.
    pub(super) fn line(&mut self, line: &Line) -> Result<(ImportRow, Vec<Change>), ApiError> {
        let mut row = row(line);
        let who = self.identify(line)?;
        if !who.problems.is_empty() {
            row.outcome = ImportOutcome::Rejected;
            row.problems = who.problems;
            return Ok((row, Vec::new()));
        }
        let planned = self.write(line, &who)?;
        row.outcome = match (planned.new_child, planned.changes.is_empty()) {
            (true, _) => ImportOutcome::NewChild,
            (false, true) => ImportOutcome::Unchanged,
            (false, false) => ImportOutcome::AddedTo,
        };
        let seen = [(RowNote::SharedAdult, planned.shares_adult), (RowNote::DiffersFromRecord, planned.differs)];
        row.notes.extend(seen.into_iter().filter(|(_, holds)| *holds).map(|(note, _)| note));
        row.history = planned.history;
        row.left_out = planned.left_out;
        Ok((row, planned.changes))
    }

    /// The one entry that can hold a fact.
    pub(super) fn fact<'a, B>(&self, kind: EntryKind, (subject, key): (Subject, &str), body: &'a B) -> Fact<'a, B> {
        let entry = EntryId::derived(self.keys.0, subject, kind, key);
        Fact { kind, subject, entry, body, questions: &[] }
    }

    /// Puts a fact into the record: written where nobody wrote it, added to where it says less, left where it differs.
    /// Gives whether it was not in force before.
    pub(super) fn put<B: Serialize>(&mut self, planned: &mut Planned, fact: &Fact<'_, B>) -> Result<bool, ApiError> {
        let Value::Object(said) = serde_json::to_value(fact.body)? else { return Ok(false) };
        match self.record.standing(fact.entry)? {
            Standing::Absent => self.sign(planned, fact, (Vec::new(), None), &said).map(|()| true),
            Standing::Undone(heads) => self.sign(planned, fact, (heads, Some(AGAIN)), &said).map(|()| true),
            Standing::Closed => {
                planned.differs = true;
                Ok(false)
            }
            Standing::InForce { heads, body, disputed } => {
                let Filled { body, differs } = compare(fact.kind, &body, &said);
                planned.differs |= differs;
                if let Some(body) = body.filter(|_| !disputed) {
                    self.sign(planned, fact, (heads, Some(ADDED)), &body)?;
                }
                Ok(false)
            }
        }
    }

    fn sign<B>(
        &mut self,
        planned: &mut Planned,
        fact: &Fact<'_, B>,
        (parents, reason): (Vec<ChangeId>, Option<&str>),
        body: &Map<String, Value>,
    ) -> Result<(), ApiError> {
        let writing =
            Writing { reason: reason.map(str::to_owned), confirmed: fact.questions.to_vec(), ..self.writing.clone() };
        let Fact { kind, subject, entry, .. } = *fact;
        let change = writing.change(
            Of { kind, entry, subject, parents, occurred: self.occurred, sensitivity: kind.sensitivity() },
            body,
        )?;
        self.record.plan(entry, change.id(), change.body());
        planned.changes.push(change);
        Ok(())
    }

    /// Counts an adult or a household that the line made.
    pub(super) fn count_adult(&mut self, adult: PersonId) {
        self.new_adults.insert(adult);
    }

    pub(super) fn count_household(&mut self, household: HouseholdId) {
        self.households.insert(household);
    }
}

/// As [`fill`], but of a number only the number counts: how far it was traced is the tracing service's to say.
fn compare(kind: EntryKind, record: &Map<String, Value>, said: &Map<String, Value>) -> Filled {
    if kind != EntryKind::NhsNumberEntry {
        return fill(record, said);
    }
    let number = |body: &Map<String, Value>| body.get("number").filter(|number| !number.is_null()).cloned();
    match (number(record), number(said)) {
        (None, Some(_)) => Filled { body: Some(said.clone()), differs: false },
        (Some(known), Some(other)) => Filled { body: None, differs: known != other },
        (_, None) => Filled { body: None, differs: false },
    }
}

fn row(line: &Line) -> ImportRow {
    let identity = &line.child.identity;
    ImportRow {
        line: line.number,
        child: format!("{} {}", identity.given, identity.family).trim().to_owned(),
        outcome: ImportOutcome::Unchanged,
        problems: Vec::new(),
        notes: line.notes.clone(),
        history: Vec::new(),
        left_out: Vec::new(),
    }
}
