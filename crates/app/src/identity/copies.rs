//! Entries as they are written again under another person. One that went through states goes through them again, since
//! the record of the right person must be judged by itself: each step of the copy is one that its author may take.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::Change;
use doorstep_domain::entries::{About, EntryKind, Said, Writer};
use doorstep_domain::id::{ChangeId, EntryId, Subject};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::read::Stored;
use serde_json::{Map, Value};

use crate::error::ApiError;
use crate::mint::Mint;
use crate::visit::about_person;
use crate::writing::{Of, Writing};

/// An entry as it is written under the right person.
pub(super) struct Copy {
    /// Of its first version.
    pub(super) of: Of,
    /// What each version says, and when it happened.
    versions: Vec<(Occurred, Value)>,
}

impl Copy {
    /// The versions, each over the one before.
    pub(super) fn changes(&self, writing: &Writing) -> Result<Vec<Change>, ApiError> {
        let (mut changes, mut parents) = (Vec::new(), Vec::<ChangeId>::new());
        for (occurred, body) in &self.versions {
            let change = writing.change(Of { parents, occurred: *occurred, ..self.of.clone() }, body)?;
            parents = vec![change.id()];
            changes.push(change);
        }
        Ok(changes)
    }
}

/// What is written under `to`, and why some of it cannot be.
pub(super) fn copies(
    vault: &Vault,
    (mint, now): (&Mint, DateTime<FixedOffset>),
    stored: &[Stored],
    to: Subject,
    found: &mut Findings,
) -> Result<Vec<Copy>, ApiError> {
    let person = to.person().ok_or_else(ApiError::not_found)?;
    let none = Vec::new();
    let about = about_person(vault, person, now, &none)?;
    let mut renamed = BTreeMap::new();
    for one in stored {
        renamed.insert(one.entry, mint.id(EntryId::mint)?);
    }
    stored.iter().map(|one| copy(vault, one, (to, &about), &renamed, found)).collect()
}

fn copy(
    vault: &Vault,
    one: &Stored,
    (to, about): (Subject, &About<'_>),
    renamed: &BTreeMap<EntryId, EntryId>,
    found: &mut Findings,
) -> Result<Copy, ApiError> {
    let header = &one.change.header;
    let kind = header.kind.known().ok_or_else(ApiError::not_found)?;
    let mut versions = Vec::new();
    for (occurred, body) in stages(vault, kind, one)? {
        versions.push((occurred, linked_anew(vault, body, renamed)?));
    }
    check(vault, kind, (&versions, about), found)?;
    let entry = *renamed.get(&one.entry).ok_or_else(ApiError::not_found)?;
    let (occurred, sensitivity) = (header.occurred, one.sensitivity);
    Ok(Copy { of: Of { kind, entry, subject: to, parents: Vec::new(), occurred, sensitivity }, versions })
}

fn check(
    vault: &Vault,
    kind: EntryKind,
    (versions, about): (&[(Occurred, Value)], &About<'_>),
    found: &mut Findings,
) -> Result<(), ApiError> {
    let Some((_, last)) = versions.last() else { return Ok(()) };
    match kind.key(last) {
        // What it cannot be without stays behind: the contact that a narrative tells of.
        Err(_) => {
            found.reject("why", Rule::PartOfAnother);
            return Ok(());
        }
        // A fact of which each person has one is amended, with what is known of that person in sight.
        Ok(Some(_)) => found.reject("why", Rule::RecordedForEach),
        Ok(None) => {}
    }
    found.include("", kind.check(&last.to_string(), about)?);
    let enrolment = vault.enrolment()?;
    let by = Writer { staff: enrolment.staff, role: enrolment.role, began: true };
    let mut before: Vec<Said> = Vec::new();
    for (_, body) in versions {
        let after = Said { in_error: false, body: Some(body.clone()) };
        if kind.has_states() && !kind.is_legal(&before, &after, &by) {
            found.reject("why", Rule::StepsOfOthers);
            break;
        }
        before = vec![after];
    }
    Ok(())
}

type Stage = (Occurred, Map<String, Value>);

/// What an entry said in each state that it went through, and last what it says now.
fn stages(vault: &Vault, kind: EntryKind, one: &Stored) -> Result<Vec<Stage>, ApiError> {
    let now: Map<String, Value> = serde_json::from_str(one.body())?;
    let mut stages: Vec<Stage> = Vec::new();
    if kind.has_states() {
        for change in way_to(vault, one, &now)? {
            let said = serde_json::from_str(change.body())?;
            push_stage(&mut stages, (change.header.occurred, said));
        }
    }
    push_stage(&mut stages, (one.change.header.occurred, now));
    Ok(stages)
}

/// What only put something right in a state takes the place of what was said of that state before.
fn push_stage(stages: &mut Vec<Stage>, next: Stage) {
    if stages.last().is_some_and(|(_, last)| last.get("state") == next.1.get("state")) {
        stages.pop();
    }
    stages.push(next);
}

/// The versions from the first, or from the last mark in error, to the head that says what is in force.
fn way_to(vault: &Vault, one: &Stored, now: &Map<String, Value>) -> Result<Vec<Change>, ApiError> {
    let versions: BTreeMap<ChangeId, Change> =
        vault.versions(one.entry)?.into_iter().map(|change| (change.id(), change)).collect();
    let says = |id: &ChangeId, state: Option<&Value>| {
        let body = versions.get(id).and_then(|change| serde_json::from_str::<Value>(change.body()).ok());
        body.is_some_and(|body| body.get("state") == state)
    };
    let heads = vault.folded(one.entry)?.heads;
    let mut next = heads.iter().find(|head| says(head, now.get("state"))).or(heads.first()).copied();
    let mut way = Vec::new();
    while let Some(change) = next.and_then(|id| versions.get(&id)).filter(|change| !change.header.in_error) {
        way.push(change.clone());
        next = change.header.parents.first().copied();
    }
    way.reverse();
    Ok(way)
}

/// A link to what moves with it leads to the copy; one to another record of a person or a home is dropped, since it leads
/// to somebody else. What is a colleague's or a centre's is the same for everybody.
fn linked_anew(
    vault: &Vault,
    body: Map<String, Value>,
    renamed: &BTreeMap<EntryId, EntryId>,
) -> Result<Value, ApiError> {
    let mut linked = Map::new();
    for (field, value) in body {
        let link = value.as_str().and_then(|text| text.parse::<EntryId>().ok());
        let copy = link.and_then(|link| renamed.get(&link));
        let kept = match (copy, link) {
            (Some(copy), _) => Some(Value::from(copy.to_string())),
            (None, Some(link)) if leads_to_somebody(vault, link)? => None,
            (None, _) => Some(value),
        };
        linked.extend(kept.map(|value| (field, value)));
    }
    Ok(Value::Object(linked))
}

/// Whether it is a record of a person or a home, as is one that the practitioner may not read.
fn leads_to_somebody(vault: &Vault, link: EntryId) -> Result<bool, ApiError> {
    let subject = vault.entry(link)?.map(|stored| stored.change.header.subject);
    Ok(match subject {
        Some(Subject::Person(_) | Subject::Household(_)) => true,
        Some(Subject::Staff(_) | Subject::Centre(_)) => false,
        None => vault.holds(link)?,
    })
}
