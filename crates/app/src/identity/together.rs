//! What goes together to the right person: a visit with all that was recorded at it, an alert with its notes.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{EntryId, StaffId};
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::App;
use crate::error::ApiError;
use crate::family::{TimelineItem, belongs_in_timeline, timeline_item};
use crate::staff::StaffNames;

/// An entry that is about to be moved.
#[derive(Clone, Deserialize, TS)]
pub struct MovesWith {
    /// Which.
    pub entry: EntryId,
}

/// What belongs with it, about the same person.
#[derive(Clone, Serialize, TS)]
pub struct Together {
    /// What can go with it, itself among them.
    pub goes: Vec<TimelineItem>,
    /// What was recorded at that visit too and cannot be moved: everybody has one, or it waits for a decision.
    pub stays: Vec<TimelineItem>,
}

impl App {
    pub(crate) fn moves_with(&self, input: MovesWith) -> Result<Together, ApiError> {
        let vault = self.vault()?;
        let stored = vault.entry(input.entry)?.ok_or_else(ApiError::not_found)?;
        let subject = stored.change.header.subject;
        let mut found = Together { goes: Vec::new(), stays: Vec::new() };
        let Some(person) = subject.person() else { return Ok(found) };
        let mut names = StaffNames::of(&vault)?;
        for one in together(&vault, &stored)? {
            let list = if moves(&one)? { &mut found.goes } else { &mut found.stays };
            list.push(timeline_item(&one, person, &mut names)?);
        }
        Ok(found)
    }
}

fn moves(one: &Stored) -> Result<bool, ApiError> {
    let key =
        one.change.header.kind.known().map(|kind| kind.key(&body_of(one)?).map_err(ApiError::from)).transpose()?;
    Ok(one.state == EntryState::Settled && key.flatten().is_none())
}

/// What cannot be without another record, and the field that names that one.
const PARTS: [(EntryKind, &str); 3] = [
    (EntryKind::ContactNarrative, CONTACT),
    (EntryKind::AlertNote, "alert"),
    (EntryKind::DelegatedSession, "delegation"),
];

const CONTACT: &str = "contact";

/// The record that this one is part of and cannot be without.
pub(super) fn whole_of(one: &Stored) -> Result<Option<EntryId>, ApiError> {
    let kind = one.change.header.kind.known();
    let part = PARTS.iter().find(|(part, _)| Some(*part) == kind);
    part.map_or(Ok(None), |(_, field)| link(one, field))
}

/// The entry, its visit or what it is part of, and everything that is part of those; nothing that is in error already.
fn together(vault: &Vault, stored: &Stored) -> Result<Vec<Stored>, ApiError> {
    let mut all = vault.entries_of(stored.change.header.subject)?;
    all.retain(|one| belongs_in_timeline(one) && !matches!(one.state, EntryState::InError | EntryState::Disposed));
    let visit = visit_of(vault, stored, &all)?;
    let signed = visit.map(|visit| signed_by(vault, visit)).transpose()?;
    let mut wholes: Vec<EntryId> = visit.map(|visit| visit.entry).into_iter().chain(whole_of(stored)?).collect();
    wholes.push(stored.entry);
    let mut found = Vec::new();
    for one in all.iter() {
        let is_part = whole_of(one)?.is_some_and(|whole| wholes.contains(&whole));
        let at_visit = signed.is_some() && (signed == Some(signed_by(vault, one)?) || at(one, &wholes)?);
        if wholes.contains(&one.entry) || is_part || at_visit {
            found.push(one.clone());
        }
    }
    Ok(found)
}

/// The contact at which it was recorded: the one that it names, or the one that was signed with it.
fn visit_of<'a>(vault: &Vault, stored: &Stored, all: &'a [Stored]) -> Result<Option<&'a Stored>, ApiError> {
    let (named, signed) = (link(stored, CONTACT)?, signed_by(vault, stored)?);
    for one in all.iter().filter(|one| one.change.header.kind.known() == Some(EntryKind::Contact)) {
        if one.entry == stored.entry
            || named == Some(one.entry)
            || (named.is_none() && signed == signed_by(vault, one)?)
        {
            return Ok(Some(one));
        }
    }
    Ok(None)
}

fn at(one: &Stored, contacts: &[EntryId]) -> Result<bool, ApiError> {
    Ok(link(one, CONTACT)?.is_some_and(|contact| contacts.contains(&contact)))
}

/// Who signed the first version, and when: what one form made has both in common.
fn signed_by(vault: &Vault, one: &Stored) -> Result<(StaffId, DateTime<FixedOffset>), ApiError> {
    let of = |change: &Change| (change.header.author, change.header.recorded_at);
    if one.versions == 1 {
        return Ok(of(&one.change));
    }
    let versions = vault.versions(one.entry)?;
    Ok(of(versions.iter().find(|change| change.header.parents.is_empty()).unwrap_or(&one.change)))
}

fn link(one: &Stored, field: &str) -> Result<Option<EntryId>, ApiError> {
    Ok(body_of(one)?.get(field).and_then(Value::as_str).and_then(|text| text.parse().ok()))
}

fn body_of(one: &Stored) -> Result<Value, ApiError> {
    Ok(serde_json::from_str(one.body())?)
}
