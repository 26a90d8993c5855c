//! What the service set aside: shown with the reason, corrected in a form, or signed again as it was written.

use chrono::NaiveDate;
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{BatchId, ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::outbox::OutboxItem;
use doorstep_store::read::EntryState;
use doorstep_store::set_aside::SetAside;
use doorstep_store::sign::ToSign;
use doorstep_sync::wire::Refused;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::App;
use crate::entry::{is_legal, may_sign};
use crate::error::{ApiError, ErrorCode};
use crate::person::{PersonView, person_view};
use crate::visit::Signed;
use crate::writing::{Of, Writing};

/// An item that the service set aside: kept whole here and there.
#[derive(Clone, Serialize, TS)]
pub struct QuarantinedItem {
    /// The batch.
    pub batch: BatchId,
    /// Whose.
    pub person: Option<PersonView>,
    /// When it was signed, RFC 3339.
    pub signed_at: String,
    /// Why.
    pub reason: Refused,
    /// What of it has not been signed again.
    pub entries: Vec<SetAsideEntry>,
}

/// An entry of such an item.
#[derive(Clone, Serialize, TS)]
pub struct SetAsideEntry {
    /// The change.
    pub change: ChangeId,
    /// Its kind, as the window names it.
    pub kind: String,
    /// How sensitive it is: what is restricted is not named.
    pub sensitivity: Sensitivity,
    /// Whether the item was set aside for this one.
    pub at_fault: bool,
    /// Whether it can be opened as a form, corrected and signed.
    pub may_correct: bool,
    /// The heads that it would follow if it were signed again as it is; none where it cannot follow them.
    pub follows: Option<Vec<ChangeId>>,
}

/// Which change of which item.
#[derive(Clone, Deserialize, TS)]
pub struct SetAsideWhich {
    /// The batch.
    pub batch: BatchId,
    /// The change.
    pub change: ChangeId,
}

/// Signing what was set aside again, as it was written.
#[derive(Clone, Deserialize, TS)]
pub struct SignAgain {
    /// The batch.
    pub batch: BatchId,
    /// The changes, each with the heads that were shown as what it would follow.
    pub changes: Vec<Again>,
}

/// A change to sign again.
#[derive(Clone, Deserialize, TS)]
pub struct Again {
    /// The change.
    pub change: ChangeId,
    /// What it follows.
    pub follows: Vec<ChangeId>,
}

/// Why a version follows another or comes late, where its author had not said anything.
const SIGNED_AGAIN: &str = "Signed again as it was written: the service had set it aside.";

impl App {
    pub(crate) fn sign_again(&self, input: SignAgain) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let writing = Writing::by(&vault.enrolment()?, now);
        let waits = vault.set_aside(input.batch)?;
        let mut changes = Vec::new();
        for again in &input.changes {
            let one = waits.iter().find(|one| one.change.id() == again.change).ok_or_else(ApiError::not_found)?;
            let entry = one.change.header.entry;
            let now = heads_now(&vault, entry)?;
            if now.as_ref() != Some(&again.follows) || !may_follow(&vault, &one.change, &again.follows)? {
                return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
            }
            changes.push(write_again(&writing, one, again.follows.clone())?);
        }
        let entries = changes.iter().map(|change| change.header.entry).collect();
        self.sign_one(&vault, ToSign { changes, act: None, draft: None, at: now }, entries)
    }
}

/// What the sync centre says of such an item.
pub(crate) fn quarantined(vault: &Vault, item: &OutboxItem, today: NaiveDate) -> Result<QuarantinedItem, ApiError> {
    let waits = vault.set_aside(item.id)?;
    let reason = item.reason.as_deref().and_then(|reason| serde_json::from_str(reason).ok());
    let reason = reason.unwrap_or(Refused::Unknown);
    let person = screen_of(vault, waits.iter().map(|one| one.change.header.subject))?;
    let person = person.map(|person| person_view(vault, person, today)).transpose()?;
    let entries = waits.iter().map(|one| entry(vault, one, reason)).collect::<Result<_, _>>()?;
    Ok(QuarantinedItem { batch: item.id, person, signed_at: item.signed_at.to_rfc3339(), reason, entries })
}

fn entry(vault: &Vault, one: &SetAside, reason: Refused) -> Result<SetAsideEntry, ApiError> {
    let header = &one.change.header;
    let kind = header.kind.known();
    // What the author may not write about any more would only be set aside again.
    let is_theirs = reason != Refused::SubjectNotHeld || is_on_record(vault, header.subject)?;
    let follows = match heads_now(vault, header.entry)?.filter(|_| is_theirs) {
        Some(heads) if may_follow(vault, &one.change, &heads)? => Some(heads),
        _ => None,
    };
    Ok(SetAsideEntry {
        change: one.change.id(),
        kind: header.kind.name().to_owned(),
        sensitivity: kind.map_or(Sensitivity::Restricted, EntryKind::sensitivity).max(header.sensitivity),
        at_fault: one.at_fault,
        may_correct: is_theirs && kind.is_some() && !header.in_error,
        follows,
    })
}

/// The heads of what stands of the entry: none where all of it was set aside. Nothing where the author may not read it.
fn heads_now(vault: &Vault, entry: EntryId) -> Result<Option<Vec<ChangeId>>, ApiError> {
    Ok(if vault.entry(entry)?.is_some() { Some(vault.folded(entry)?.heads) } else { None })
}

/// Whether the author may sign it again over these heads, as it was written.
fn may_follow(vault: &Vault, change: &Change, heads: &[ChangeId]) -> Result<bool, ApiError> {
    let header = &change.header;
    let Some(kind) = header.kind.known() else { return Ok(false) };
    if header.in_error && heads.is_empty() || !may_sign(&vault.enrolment()?, &header.kind, header.subject) {
        return Ok(false);
    }
    let body: Value = serde_json::from_str(change.body())?;
    is_legal(vault, kind, Some(header.entry), heads, &body)
}

fn write_again(writing: &Writing, one: &SetAside, parents: Vec<ChangeId>) -> Result<Change, ApiError> {
    let header = &one.change.header;
    let late = !parents.is_empty() || header.occurred.is_late(writing.at);
    let writing = Writing {
        reason: header.reason.clone().or_else(|| late.then(|| SIGNED_AGAIN.to_owned())),
        confirmed: header.confirmed.clone(),
        unverified: header.unverified,
        replaces: one.replaces.clone(),
        ..writing.clone()
    };
    let of = Of {
        kind: header.kind.known().ok_or_else(ApiError::not_found)?,
        entry: header.entry,
        subject: header.subject,
        parents,
        occurred: header.occurred,
        sensitivity: header.sensitivity,
    };
    let body: Value = serde_json::from_str(one.change.body())?;
    if header.in_error { writing.in_error(of, &body) } else { writing.change(of, &body) }
}

fn is_on_record(vault: &Vault, subject: Subject) -> Result<bool, ApiError> {
    let standing = vault.standing_of(subject)?;
    Ok(standing.iter().any(|(_, state)| *state != EntryState::SetAside))
}

/// The person on whose screen it is put right: the first whom it is about, or somebody of the home that it is about.
pub(crate) fn screen_of(vault: &Vault, about: impl Iterator<Item = Subject>) -> Result<Option<PersonId>, ApiError> {
    let mut of_homes = None;
    for subject in about {
        match subject {
            Subject::Person(person) if vault.person(person)?.is_some() => return Ok(Some(person)),
            Subject::Household(home) => of_homes = of_homes.or(vault.members_of(home)?.into_iter().next()),
            Subject::Person(_) | Subject::Staff(_) | Subject::Centre(_) => {}
        }
    }
    Ok(of_homes)
}
