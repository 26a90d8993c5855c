//! What a service accepts: pure rules over a batch, its author and what the ledger knows.

use std::collections::BTreeSet;

use doorstep_domain::access::{may_record, may_record_of};
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::{Said, Writer};
use doorstep_domain::id::{ChangeId, DeviceId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;

use crate::key::PublicKey;
use crate::signature::batch_is_signed;
use crate::wire::{LONGEST_CHANGE, Outcome, Refused, SignedBatch};

/// The device that pushes, as the service registered it.
#[derive(Debug, Clone)]
pub struct Author {
    /// The tenant.
    pub organisation: OrganisationId,
    /// The device.
    pub device: DeviceId,
    /// Its key.
    pub key: PublicKey,
    /// Its practitioner.
    pub staff: StaffId,
    /// Their role.
    pub role: Role,
}

/// A change that the ledger holds, as far as acceptance asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownChange {
    /// Its entry.
    pub entry: EntryId,
    /// Its kind's name.
    pub kind: String,
    /// Its subject.
    pub subject: Subject,
    /// Its sensitivity.
    pub sensitivity: Sensitivity,
}

/// What the ledger knows.
pub trait Known {
    /// What can go wrong in asking.
    type Error;

    /// The change of this id, where the ledger holds it and it is in force: not waiting, not quarantined.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn change(&self, id: ChangeId) -> Result<Option<KnownChange>, Self::Error>;

    /// Whether the change is kept here, and was set aside.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn is_set_aside(&self, id: ChangeId) -> Result<bool, Self::Error>;

    /// That change as it was signed: asked only of kinds that go through states.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn written(&self, id: ChangeId) -> Result<Option<Change>, Self::Error>;

    /// The kind and the subject of an entry, where the ledger has any change of it in force.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn entry(&self, id: EntryId) -> Result<Option<(String, Subject)>, Self::Error>;

    /// Whether the practitioner may write about this subject: one of an audience of theirs, or one that nobody holds yet.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    fn may_write(&self, staff: StaffId, subject: Subject) -> Result<bool, Self::Error>;
}

/// Judges a batch.
///
/// # Errors
/// When the ledger cannot be read. A bad batch is no error: it is quarantined.
pub fn judge<K: Known>(author: &Author, batch: &SignedBatch, known: &K) -> Result<(Outcome, Vec<Change>), K::Error> {
    match read(author, batch) {
        Ok(changes) => Ok((judge_changes(author, &changes, known)?, changes)),
        Err(refused) => Ok((refused, Vec::new())),
    }
}

/// Judges the changes of a batch that has been [`read`].
///
/// # Errors
/// As [`judge`].
pub fn judge_changes<K: Known>(author: &Author, changes: &[Change], known: &K) -> Result<Outcome, K::Error> {
    for (place, change) in changes.iter().enumerate() {
        if let Some(outcome) = judge_change(author, change, &changes[..place], known)? {
            return Ok(outcome);
        }
    }
    Ok(Outcome::Accepted)
}

/// Checks a batch's signature and reads its changes: the costly half of judging, which asks no ledger and needs no lock.
///
/// # Errors
/// The outcome of a batch that fails here: quarantined.
pub fn read(author: &Author, batch: &SignedBatch) -> Result<Vec<Change>, Outcome> {
    if batch.changes.is_empty() || batch.changes.len() != batch.batch.ids.len() {
        return Err(quarantined(None, Refused::Malformed));
    }
    if !matches!(batch_is_signed(&author.key, &batch.batch, &batch.signature), Ok(true)) {
        return Err(quarantined(None, Refused::Signature));
    }
    let mut changes = Vec::with_capacity(batch.changes.len());
    for (bytes, id) in batch.changes.iter().zip(&batch.batch.ids) {
        if bytes.len() > LONGEST_CHANGE {
            return Err(quarantined(Some(*id), Refused::TooLong));
        }
        let change = Change::read(bytes.clone()).map_err(|_| quarantined(Some(*id), Refused::Malformed))?;
        changes.push(change);
    }
    Ok(changes)
}

fn judge_change<K: Known>(
    author: &Author,
    change: &Change,
    before: &[Change],
    known: &K,
) -> Result<Option<Outcome>, K::Error> {
    let refuse = |reason| Ok(Some(quarantined(Some(change.id()), reason)));
    let header = &change.header;
    if header.organisation != author.organisation {
        return refuse(Refused::OtherOrganisation);
    }
    if header.author != author.staff || header.role != author.role {
        return refuse(Refused::OtherAuthor);
    }
    if !may_record(author.role, &header.kind) || !may_record_of(author.staff, &header.kind, header.subject) {
        return refuse(Refused::RoleMayNot);
    }
    if header.sensitivity < least_sensitivity(change) {
        return refuse(Refused::SensitivityTooLow);
    }
    if header.kind.known().is_some_and(|kind| !kind.about().allows(header.subject)) {
        return refuse(Refused::WrongSubject);
    }
    if !known.may_write(author.staff, header.subject)? {
        return refuse(Refused::SubjectNotHeld);
    }
    if is_of_another_entry(change, before, known)? {
        return refuse(Refused::ParentOfAnother);
    }
    let mut waits = false;
    for id in &header.parents {
        let in_batch = before.iter().find(|other| other.id() == *id).map(KnownChange::of);
        let Some(parent) = (match in_batch {
            Some(parent) => Some(parent),
            None => known.change(*id)?,
        }) else {
            if known.is_set_aside(*id)? {
                return refuse(Refused::ParentSetAside);
            }
            waits = true;
            continue;
        };
        if parent.entry != header.entry || parent.kind != header.kind.name() || parent.subject != header.subject {
            return refuse(Refused::ParentOfAnother);
        }
        if header.sensitivity < parent.sensitivity {
            return refuse(Refused::SensitivityTooLow);
        }
    }
    if waits {
        return Ok(Some(Outcome::Waiting));
    }
    if takes_legal_step(change, before, known)? { Ok(None) } else { refuse(Refused::IllegalStep) }
}

/// Whether its entry is of another kind, or about somebody else: who holds an entry is decided for the whole of it.
fn is_of_another_entry<K: Known>(change: &Change, before: &[Change], known: &K) -> Result<bool, K::Error> {
    let header = &change.header;
    let in_batch = before.iter().find(|other| other.header.entry == header.entry);
    let entry = match in_batch {
        Some(other) => Some((other.header.kind.name().to_owned(), other.header.subject)),
        None => known.entry(header.entry)?,
    };
    Ok(entry.is_some_and(|(kind, subject)| kind != header.kind.name() || subject != header.subject))
}

/// What its kind and what it says make of it. A body that this build cannot read is judged by its kind.
fn least_sensitivity(change: &Change) -> Sensitivity {
    let kind = &change.header.kind;
    let said = kind.known().and_then(|known| {
        let body = serde_json::from_str(change.body()).ok()?;
        known.sensitivity_of(&body).ok()
    });
    said.unwrap_or_else(|| kind.sensitivity())
}

/// Whether its author may write the change over its parents, where its kind goes through states.
fn takes_legal_step<K: Known>(change: &Change, before: &[Change], known: &K) -> Result<bool, K::Error> {
    let header = &change.header;
    let Some(kind) = header.kind.known().filter(|kind| kind.has_states()) else { return Ok(true) };
    let mut by = Writer { staff: header.author, role: header.role, began: header.parents.is_empty() };
    let mut parents = Vec::with_capacity(header.parents.len());
    for parent in &header.parents {
        let said = written(*parent, before, known)?.map(|parent| Said::by(&parent));
        parents.push(said.unwrap_or(Said { in_error: false, body: None }));
    }
    let after = Said::by(change);
    if kind.is_legal(&parents, &after, &by) {
        return Ok(true);
    }
    by.began = by.began || began(change, before, known)?;
    Ok(by.began && kind.is_legal(&parents, &after, &by))
}

/// Whether the author wrote a version that the entry began with. Walks to it, so it is asked last.
fn began<K: Known>(change: &Change, before: &[Change], known: &K) -> Result<bool, K::Error> {
    let mut pending = change.header.parents.clone();
    let mut seen = BTreeSet::new();
    while let Some(next) = pending.pop() {
        let Some(earlier) = (if seen.insert(next) { written(next, before, known)? } else { None }) else { continue };
        if earlier.header.parents.is_empty() && earlier.header.author == change.header.author {
            return Ok(true);
        }
        pending.extend(&earlier.header.parents);
    }
    Ok(false)
}

fn written<K: Known>(id: ChangeId, before: &[Change], known: &K) -> Result<Option<Change>, K::Error> {
    match before.iter().find(|other| other.id() == id) {
        Some(other) => Ok(Some(other.clone())),
        None => known.written(id),
    }
}

impl KnownChange {
    /// What acceptance asks of a change.
    #[must_use]
    pub fn of(change: &Change) -> Self {
        let header = &change.header;
        Self {
            entry: header.entry,
            kind: Kind::name(&header.kind).to_owned(),
            subject: header.subject,
            sensitivity: header.sensitivity,
        }
    }
}

fn quarantined(change: Option<ChangeId>, reason: Refused) -> Outcome {
    Outcome::Quarantined { change, reason }
}
