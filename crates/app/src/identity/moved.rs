//! What was written under the wrong person (S11): in error there, and recorded again where it belongs. Neither record
//! names the other person; which entry became which is in the audit alone.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::{Findings, Question, Rule};
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::copies::copies;
use super::together::whole_of;
use crate::App;
use crate::entry::{check_mark, mark};
use crate::error::{ApiError, ErrorCode};
use crate::family::{TimelineItem, timeline_item};
use crate::scans::Filing;
use crate::staff::StaffNames;
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
        let mut found = Findings::default();
        for one in &stored {
            check_mark(&vault, one, &mut found)?;
        }
        found.problems.dedup();
        refuse_to_part(&vault, &stored, &mut found)?;
        found.require_text("why", &input.reason, LONGEST_REASON);
        if stored.iter().any(|one| one.change.header.subject == to) {
            found.reject("to", Rule::SamePerson);
        }
        let writing = Writing::by(&vault.enrolment()?, now);
        let copies = copies(&vault, (&self.mint(), now), &stored, to, &mut found)?;
        ApiError::unless_clear(found, &input.confirmed)?;
        let mut changes = Vec::new();
        for (one, copy) in stored.iter().zip(&copies) {
            changes.push(mark(&vault, &writing, one, &input.reason)?);
            let writing =
                Writing { reason: Some(MOVED.to_owned()), confirmed: input.confirmed.clone(), ..writing.clone() };
            changes.extend(copy.changes(&writing)?);
        }
        let used_by = used_by(&vault, &stored)?;
        let entries = stored.iter().map(|one| one.entry).chain(copies.iter().map(|copy| copy.of.entry)).collect();
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

/// What cannot be without one of these must go with it.
fn refuse_to_part(vault: &Vault, stored: &[Stored], found: &mut Findings) -> Result<(), ApiError> {
    let moves = |entry: EntryId| stored.iter().any(|one| one.entry == entry);
    for one in stored {
        for other in vault.entries_of(one.change.header.subject)? {
            if whole_of(&other)? == Some(one.entry) && !moves(other.entry) && other.state != EntryState::InError {
                found.reject("why", Rule::PartOfAnother);
                return Ok(());
            }
        }
    }
    Ok(())
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
