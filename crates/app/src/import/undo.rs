//! Undoing an import: marks in error what it wrote, unless somebody amended it since, wrote it as well, or recorded
//! something that hangs on it. What is left is listed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Header};
use doorstep_domain::entries::{EntryKind, Writer};
use doorstep_domain::fold::State;
use doorstep_domain::id::{ActId, EntryId, Subject};
use doorstep_store::Vault;
use doorstep_store::sign::ToSign;

use super::needed::Needed;
use super::run::act_at;
use super::take_over::is_history;
use super::{ImportView, ImportWhich, LeftEntry, UNDONE, UndoReport};
use crate::App;
use crate::api::Nothing;
use crate::entry::mark;
use crate::error::{ApiError, ErrorCode};
use crate::person::person_view;
use crate::status::Area;
use crate::writing::Writing;

/// Batches of one transaction.
const GROUP: usize = 50;

/// What an undo does to one entry of the act.
enum Fate {
    /// It goes: the one head, which the act wrote.
    Undo(Box<Change>),
    /// It is in error already.
    Gone,
    /// Somebody amended it since, or wrote it as well.
    Leave { subject: Subject, kind: String },
}

impl App {
    pub(crate) fn import_undo(&self, input: ImportWhich) -> Result<UndoReport, ApiError> {
        let vault = self.vault()?;
        if self.import_engine().is_running()? {
            return Err(ApiError::new(ErrorCode::ImportRunning));
        }
        let at = act_at(&vault, input.act)?.ok_or_else(ApiError::not_found)?;
        let writing = Writing::by(&vault.enrolment()?, self.now());
        let mut report = UndoReport { undone: 0, left: Vec::new() };
        let entries: BTreeSet<EntryId> = vault.entries_of_act(input.act)?.into_iter().collect();
        let (mut going, mut going_or_gone) = (Vec::new(), entries.clone());
        for entry in &entries {
            match fate(&vault, *entry, (at, &writing))? {
                Fate::Gone => {}
                Fate::Undo(change) => going.push(change),
                Fate::Leave { subject, kind } => {
                    // What somebody has vouched for since is as good as a visit: its child stays.
                    if EntryKind::named(&kind).is_some_and(is_history) {
                        going_or_gone.remove(entry);
                    }
                    report.left.push(self.left(&vault, *entry, (subject, &kind))?);
                }
            }
        }
        let needed = Needed::of(&vault, &going_or_gone, &going)?;
        let mut marks: BTreeMap<Subject, Vec<Change>> = BTreeMap::new();
        for change in going {
            let Header { entry, subject, ref kind, .. } = change.header;
            if needed.keep(&change) {
                report.left.push(self.left(&vault, entry, (subject, kind.name()))?);
                continue;
            }
            let stored = vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
            marks.entry(subject).or_default().push(mark(&vault, &writing, &stored, UNDONE)?);
            report.undone += 1;
        }
        self.sign_marks(&vault, marks, writing.at)?;
        Ok(report)
    }

    /// One batch for each person and household, all of one act.
    fn sign_marks(
        &self,
        vault: &Vault,
        marks: BTreeMap<Subject, Vec<Change>>,
        at: DateTime<FixedOffset>,
    ) -> Result<(), ApiError> {
        let act = self.mint().id(ActId::mint)?;
        let batches: Vec<ToSign> =
            marks.into_values().map(|changes| ToSign { changes, act: Some(act), draft: None, at }).collect();
        for group in batches.chunks(GROUP) {
            vault.sign(group)?;
        }
        if !batches.is_empty() {
            self.signed()?;
            self.changed(&[Area::Imports]);
        }
        Ok(())
    }

    fn left(&self, vault: &Vault, entry: EntryId, (subject, kind): (Subject, &str)) -> Result<LeftEntry, ApiError> {
        let today = self.now().date_naive();
        let person = subject.person().and_then(|person| person_view(vault, person, today).ok());
        Ok(LeftEntry { entry, person, kind: kind.to_owned() })
    }

    pub(crate) fn imports(&self, _: Nothing) -> Result<Vec<ImportView>, ApiError> {
        let vault = self.vault()?;
        let mut views = Vec::new();
        for row in vault.acts(MOST_LISTED)? {
            if !is_import(&vault, row.act, row.signed_at)? {
                continue;
            }
            views.push(ImportView {
                act: row.act,
                signed_at: row.signed_at.to_rfc3339(),
                batches: row.batches,
                entries: row.entries,
                in_error: row.in_error,
            });
        }
        Ok(views)
    }
}

const MOST_LISTED: u32 = 200;

fn fate(vault: &Vault, entry: EntryId, (at, writing): (DateTime<FixedOffset>, &Writing)) -> Result<Fate, ApiError> {
    let folded = vault.folded(entry)?;
    if matches!(folded.state, State::InError(_) | State::Disposed) {
        return Ok(Fate::Gone);
    }
    let versions = vault.versions(entry)?;
    let made_by_act = |change: &Change| {
        let header = &change.header;
        // What the act only added to had been written by somebody before it, and stays.
        let first = header
            .parents
            .iter()
            .all(|parent| versions.iter().any(|other| other.id() == *parent && other.header.in_error));
        header.author == writing.author && header.recorded_at == at && first
    };
    let heads: Vec<&Change> = versions.iter().filter(|change| folded.heads.contains(&change.id())).collect();
    let by = Writer { staff: writing.author, role: writing.role, began: true };
    let may_withdraw = |change: &Change| change.header.kind.known().is_none_or(|kind| kind.may_withdraw(&by));
    Ok(match heads.as_slice() {
        [only] if made_by_act(only) && may_withdraw(only) => Fate::Undo(Box::new((*only).clone())),
        _ => leave(&versions, entry),
    })
}

fn leave(versions: &[Change], entry: EntryId) -> Fate {
    let header = versions.first().map(|change| &change.header);
    // An entry without versions is not in an act; its own id stands in for its subject.
    let subject = header
        .map_or(Subject::Person(doorstep_domain::id::PersonId::from_bytes(*entry.bytes())), |header| header.subject);
    Fate::Leave { subject, kind: header.map(|header| header.kind.name().to_owned()).unwrap_or_default() }
}

/// Whether an act is an import: not the undoing of one, whose changes are marks in error, and not a decision about who is
/// accountable, which somebody here made.
fn is_import(vault: &Vault, act: ActId, at: DateTime<FixedOffset>) -> Result<bool, ApiError> {
    let Some(entry) = vault.entries_of_act(act)?.into_iter().next() else { return Ok(true) };
    let versions = vault.versions(entry)?;
    let mut of_act = versions.iter().map(|change| &change.header).filter(|header| header.recorded_at == at);
    Ok(!of_act
        .any(|header| header.in_error || header.kind.known() == Some(EntryKind::Accountable) && !header.unverified))
}
