//! That two records are of one person, perhaps, or not: recorded, shown, and taken back for ever (IDN-02).

use chrono::NaiveDate;
use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::duplicates::Likeness;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::entries::same_person::{SamePerson, Sameness};
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, PersonId, Subject};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::nhs_number::NhsNumber;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::likely::{known_of, likely};
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::person::{AuthorView, PersonView, view};
use crate::staff::StaffNames;
use crate::visit::Signed;
use crate::writing::{Of, Writing};

const LONGEST_REASON: usize = 500;

/// Another record that is, or may be, of the screen's person.
#[derive(Clone, Serialize, TS)]
pub struct SameView {
    /// The record that is folded away, or would be.
    pub folded: PersonId,
    /// The record that it is shown under, or would be.
    pub under: PersonId,
    /// The other record, as it was before anybody merged it.
    pub record: PersonView,
    /// The first line and postcode of its home; nothing where it is hidden.
    pub home: Option<String>,
    /// How the two stand; none where nobody has said.
    pub state: Option<Sameness>,
    /// What they have in common.
    pub because: Vec<Likeness>,
    /// How it is known.
    pub reason: String,
    /// Who said so last.
    pub author: Option<AuthorView>,
    /// Whether two colleagues said different things, and a decision waits.
    pub disputed: bool,
    /// The versions that say how the two stand: what somebody says next was said of these.
    pub heads: Vec<ChangeId>,
}

/// Saying how two records stand.
#[derive(Clone, Deserialize, TS)]
pub struct RecordSameness {
    /// The record that is folded away.
    pub folded: PersonId,
    /// The record that it is shown under.
    pub under: PersonId,
    /// How the two stand.
    pub state: Sameness,
    /// How it is known.
    pub reason: String,
    /// The heads that were shown; none where nobody had said anything.
    pub heads: Vec<ChangeId>,
}

impl App {
    pub(crate) fn record_sameness(&self, input: RecordSameness) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let enrolment = vault.enrolment()?;
        let mut found = Findings::default();
        if !may_record(enrolment.role, &Kind::Known(EntryKind::SamePerson)) {
            found.reject("reason", Rule::RoleMayNot);
        }
        found.require_text("reason", &input.reason, LONGEST_REASON);
        if input.folded == input.under {
            found.reject("reason", Rule::SamePerson);
        }
        if input.state == Sameness::Merged && are_verified_apart(&vault, input.folded, input.under)? {
            found.reject("reason", Rule::NumbersDiffer);
        }
        ApiError::unless_clear(found, &[])?;
        let reason = input.reason.trim().to_owned();
        let writing = Writing { reason: Some(reason.clone()), ..Writing::by(&enrolment, now) };
        if heads(&vault, input.folded, input.under)? != input.heads {
            return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
        }
        let mut changes = Vec::new();
        for (folded, under) in pairs(&vault, writing.organisation, input.folded, input.under)? {
            let entry = entry_of(writing.organisation, folded, under);
            let subject = Subject::Person(folded);
            let parents = if vault.holds(entry)? { vault.folded(entry)?.heads } else { Vec::new() };
            let kind = EntryKind::SamePerson;
            let basis = basis(&vault, folded, under)?;
            let body = SamePerson { other: under, state: input.state, basis, reason: reason.clone() };
            let occurred = Occurred::Instant(now);
            let of = Of { kind, entry, subject, parents, occurred, sensitivity: kind.sensitivity() };
            changes.push(writing.change(of, &body)?);
        }
        let entries = changes.iter().map(|change| change.header.entry).collect();
        self.sign_one(&vault, ToSign { changes, act: None, draft: None, at: now }, entries)
    }
}

/// What is written for two records: whatever was said of them before, either way round, and else a first word.
fn pairs(
    vault: &Vault,
    organisation: OrganisationId,
    folded: PersonId,
    under: PersonId,
) -> Result<Vec<(PersonId, PersonId)>, ApiError> {
    let mut known = Vec::new();
    for (one, other) in [(folded, under), (under, folded)] {
        if vault.holds(entry_of(organisation, one, other))? {
            known.push((one, other));
        }
    }
    Ok(if known.is_empty() { vec![(folded, under)] } else { known })
}

/// What says how two records stand, whichever way round it was said.
fn heads(vault: &Vault, folded: PersonId, under: PersonId) -> Result<Vec<ChangeId>, ApiError> {
    let organisation = vault.enrolment()?.organisation;
    let mut heads = Vec::new();
    for (one, other) in pairs(vault, organisation, folded, under)? {
        let entry = entry_of(organisation, one, other);
        if vault.holds(entry)? {
            heads.extend(vault.folded(entry)?.heads);
        }
    }
    heads.sort();
    Ok(heads)
}

fn entry_of(organisation: OrganisationId, folded: PersonId, under: PersonId) -> EntryId {
    EntryId::derived(organisation, Subject::Person(folded), EntryKind::SamePerson, &under.to_string())
}

/// Two numbers that were both traced are two people, whoever else the records are merged with.
fn are_verified_apart(vault: &Vault, one: PersonId, other: PersonId) -> Result<bool, ApiError> {
    let numbers = |of: PersonId| -> Result<Vec<NhsNumber>, ApiError> {
        let mut numbers = Vec::new();
        for record in vault.records_of(of)? {
            let row = vault.record_of(record)?;
            let verified = row.filter(|row| row.nhs_number_status == Some(NhsNumberStatus::Verified));
            numbers.extend(verified.and_then(|row| row.nhs_number));
        }
        Ok(numbers)
    };
    let (one, other) = (numbers(one)?, numbers(other)?);
    Ok(one.iter().any(|number| other.iter().any(|others| number != others)))
}

fn basis(vault: &Vault, folded: PersonId, under: PersonId) -> Result<Vec<Likeness>, ApiError> {
    let Some(row) = vault.record_of(folded)? else { return Ok(Vec::new()) };
    let found = likely(vault, &known_of(vault, &row)?, &[folded])?;
    let shown = vault.one_of(under)?;
    Ok(found.into_iter().filter(|(person, _)| *person == shown).map(|(_, because)| because).collect())
}

/// Every record that is, is linked to, or may be of the same person; what was decided against is left out.
pub(crate) fn same(vault: &Vault, person: PersonId, today: NaiveDate) -> Result<Vec<SameView>, ApiError> {
    let mut names = StaffNames::of(vault)?;
    let own = vault.records_of(person)?;
    let (mut found, mut decided) = (Vec::new(), own.clone());
    for entry in vault.sameness_of(person)? {
        let Some(stored) = vault.entry(entry)?.filter(|stored| !is_closed(stored)) else { continue };
        let (Some(folded), Ok(body)) =
            (stored.change.header.subject.person(), serde_json::from_str::<SamePerson>(stored.body()))
        else {
            continue;
        };
        // Of a chain each link is shown once: by the record that is not the one that stands above the screen.
        let other =
            if folded == own[0] || (!own.contains(&body.other) && own.contains(&folded)) { body.other } else { folded };
        decided.push(other);
        decided.push(vault.one_of(other)?);
        let (true, Some(record)) = (body.state != Sameness::Separate, vault.record_of(other)?) else { continue };
        found.push(SameView {
            folded,
            under: body.other,
            record: view(record, today),
            home: vault.home_of(other)?,
            state: Some(body.state),
            because: body.basis,
            reason: body.reason,
            author: Some(names.author(&stored.change.header)?),
            disputed: stored.state == EntryState::Disputed,
            heads: heads(vault, folded, body.other)?,
        });
    }
    let Some(row) = vault.person(person)? else { return Ok(found) };
    for (other, because) in likely(vault, &known_of(vault, &row)?, &decided)? {
        let Some(record) = vault.person(other)? else { continue };
        found.push(SameView {
            folded: other,
            under: own[0],
            record: view(record, today),
            home: vault.home_of(other)?,
            state: None,
            because: vec![because],
            reason: String::new(),
            author: None,
            disputed: false,
            heads: heads(vault, other, own[0])?,
        });
    }
    Ok(found)
}

fn is_closed(stored: &Stored) -> bool {
    match stored.state {
        EntryState::InError | EntryState::Disposed | EntryState::SetAside => true,
        EntryState::Settled | EntryState::Disputed | EntryState::Concurrent => false,
    }
}
