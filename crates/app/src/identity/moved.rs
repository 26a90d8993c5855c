//! What was written under the wrong person (S11): in error there, and recorded again where it belongs. Neither record
//! names the other person; which entry became which is in the audit alone.

use std::collections::BTreeMap;

use doorstep_domain::access::may_record;
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::{Findings, Question, Rule};
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use ts_rs::TS;

use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::family::{TimelineItem, timeline_item};
use crate::scans::Filing;
use crate::staff::StaffNames;
use crate::visit::about_person;
use crate::writing::{Of, Writing};

const LONGEST_REASON: usize = 500;
/// Why it is written late, as the right record shows it.
const MOVED: &str = "recorded in error under another record";

/// Entries that belong to somebody else.
#[derive(Clone, Deserialize, TS)]
pub struct MoveEntries {
    /// Which, each in the version that was shown.
    pub entries: Vec<MovedEntry>,
    /// To whom they belong.
    pub to: PersonId,
    /// How that is known.
    pub reason: String,
    /// Soft checks answered with yes.
    pub confirmed: Vec<Question>,
}

/// One of them.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct MovedEntry {
    /// The entry.
    pub entry: EntryId,
    /// The version that was shown.
    pub change: ChangeId,
}

/// Moved.
#[derive(Clone, Serialize, TS)]
pub struct Moved {
    /// When, RFC 3339.
    pub signed_at: String,
    /// What was decided, referred or shared about the wrong person since it was written: somebody must look at each.
    pub used_by: Vec<TimelineItem>,
}

/// What may rest on something that was recorded before.
const DECISIONS: [EntryKind; 14] = [
    EntryKind::LevelOfNeed,
    EntryKind::Referral,
    EntryKind::NeedsAssessment,
    EntryKind::AssessedNeed,
    EntryKind::SafeguardingStatus,
    EntryKind::SafeguardingNote,
    EntryKind::HealthConcern,
    EntryKind::Delegation,
    EntryKind::Goal,
    EntryKind::EarlyHelp,
    EntryKind::Programme,
    EntryKind::WhatNow,
    EntryKind::ReviewDecision,
    EntryKind::Disclosure,
];

impl App {
    pub(crate) fn move_entries(&self, input: MoveEntries) -> Result<Moved, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = shown(&vault, &input)?;
        let to = Subject::Person(vault.one_of(input.to)?);
        let enrolment = vault.enrolment()?;
        let mut found = Findings::default();
        found.require_text("why", &input.reason, LONGEST_REASON);
        if stored.iter().any(|one| one.change.header.subject == to) {
            found.reject("to", Rule::SamePerson);
        }
        if !stored.iter().all(|one| may_record(enrolment.role, &one.change.header.kind)) {
            found.reject("why", Rule::RoleMayNot);
        }
        let writing = Writing::by(&enrolment, now);
        let copies = self.copies(&vault, &stored, to, &mut found)?;
        ApiError::unless_clear(found, &input.confirmed)?;
        let mut changes = Vec::new();
        for (one, copy) in stored.iter().zip(&copies) {
            changes.push(in_error(&vault, &writing, one, input.reason.trim())?);
            let writing =
                Writing { reason: Some(MOVED.to_owned()), confirmed: input.confirmed.clone(), ..writing.clone() };
            changes.push(writing.change(copy.of.clone(), &copy.body)?);
        }
        let used_by = used_by(&vault, &stored)?;
        let entries = changes.iter().map(|change| change.header.entry).collect();
        let mut batches = vec![ToSign { changes, act: None, draft: None, at: now }];
        let writing = Writing { reason: Some(MOVED.to_owned()), ..writing };
        for (one, copy) in stored.iter().zip(&copies) {
            // A scan goes with its document, whole, or neither goes.
            let Of { entry: document, subject, sensitivity, .. } = copy.of;
            batches.extend(Filing { document, subject, sensitivity }.files_of(&vault, &writing, one)?);
        }
        let signed = self.sign_all(&vault, &batches, entries)?;
        for (one, copy) in stored.iter().zip(&copies) {
            let ends = [(one.change.header.subject, copy.of.entry), (to, one.entry)];
            for (subject, other) in ends {
                let detail = other.to_string();
                vault.note(&Noted { subject: Some(*subject.bytes()), detail, ..Noted::new(now, Act::Moved) })?;
            }
        }
        Ok(Moved { signed_at: signed.signed_at, used_by })
    }

    fn copies(
        &self,
        vault: &Vault,
        stored: &[Stored],
        to: Subject,
        found: &mut Findings,
    ) -> Result<Vec<Copy>, ApiError> {
        let person = to.person().ok_or_else(ApiError::not_found)?;
        let none = Vec::new();
        let about = about_person(vault, person, self.now(), &none)?;
        let mut renamed = BTreeMap::new();
        for one in stored {
            renamed.insert(one.entry.to_string(), self.mint().id(EntryId::mint)?.to_string());
        }
        let mut copies = Vec::new();
        for one in stored {
            let header = &one.change.header;
            let kind = header.kind.known().ok_or_else(ApiError::not_found)?;
            let Value::Object(body) = serde_json::from_str(one.body())? else { return Err(ApiError::not_found()) };
            let body = linked_anew(vault, body, &renamed)?;
            if kind.key(&body)?.is_some() {
                // A fact of which each person has one is amended, with what is known of that person in sight.
                found.reject("why", Rule::RecordedForEach);
            }
            found.include("", kind.check(&body.to_string(), &about)?);
            let entry = renamed[&one.entry.to_string()].parse().map_err(|_| ApiError::not_found())?;
            let (occurred, sensitivity) = (header.occurred, one.sensitivity);
            copies.push(Copy { of: Of { kind, entry, subject: to, parents: Vec::new(), occurred, sensitivity }, body });
        }
        Ok(copies)
    }
}

/// An entry as it is written under the right person.
struct Copy {
    of: Of,
    body: Value,
}

fn shown(vault: &Vault, input: &MoveEntries) -> Result<Vec<Stored>, ApiError> {
    let mut found = Vec::new();
    for MovedEntry { entry, change } in &input.entries {
        let stored = vault.entry(*entry)?.ok_or_else(ApiError::not_found)?;
        if stored.change.id() != *change || stored.state != EntryState::Settled {
            return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
        }
        if stored.change.header.subject.person().is_none() {
            return Err(ApiError::not_found());
        }
        found.push(stored);
    }
    if found.is_empty() { Err(ApiError::not_found()) } else { Ok(found) }
}

fn in_error(vault: &Vault, writing: &Writing, stored: &Stored, reason: &str) -> Result<Change, ApiError> {
    let header = &stored.change.header;
    let of = Of {
        kind: header.kind.known().ok_or_else(ApiError::not_found)?,
        entry: stored.entry,
        subject: header.subject,
        parents: vault.folded(stored.entry)?.heads,
        occurred: header.occurred,
        sensitivity: stored.sensitivity,
    };
    let body: Value = serde_json::from_str(stored.body())?;
    Writing { reason: Some(reason.to_owned()), ..writing.clone() }.in_error(of, &body)
}

/// A link to what moves with it leads to the copy; one to what stays is dropped, since it leads to the other person.
fn linked_anew(vault: &Vault, body: Map<String, Value>, renamed: &BTreeMap<String, String>) -> Result<Value, ApiError> {
    let mut linked = Map::new();
    for (field, value) in body {
        let link = value.as_str().and_then(|text| text.parse::<EntryId>().ok());
        match link {
            None => drop(linked.insert(field, value)),
            Some(link) => match renamed.get(&link.to_string()) {
                Some(copy) => drop(linked.insert(field, Value::from(copy.as_str()))),
                None if vault.holds(link)? => {}
                None => drop(linked.insert(field, value)),
            },
        }
    }
    Ok(Value::Object(linked))
}

/// Decisions, referrals and disclosures about the wrong person that came after it, or that name it.
fn used_by(vault: &Vault, stored: &[Stored]) -> Result<Vec<TimelineItem>, ApiError> {
    let mut names = StaffNames::of(vault)?;
    let mut found: Vec<TimelineItem> = Vec::new();
    for one in stored {
        let Some(person) = one.change.header.subject.person() else { continue };
        for other in vault.entries_of(Subject::Person(person))? {
            let is_decision = other.change.header.kind.known().is_some_and(|kind| DECISIONS.contains(&kind));
            let after = other.change.header.recorded_at >= one.change.header.recorded_at;
            let names_it = other.body().contains(&one.entry.to_string());
            let moves = stored.iter().any(|moved| moved.entry == other.entry);
            let stands = other.state != EntryState::InError && !moves;
            if stands && ((is_decision && after) || names_it) && !found.iter().any(|item| item.entry == other.entry) {
                found.push(timeline_item(&other, person, &mut names)?);
            }
        }
    }
    Ok(found)
}
