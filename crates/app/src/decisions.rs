//! Needs your decision: what two people wrote differently, neither having seen the other's.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use doorstep_domain::FieldConflict;
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::fold::State;
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::{Question, Rule};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::read::Stored;
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::entry::{is_legal, may_sign};
use crate::error::{ApiError, ErrorCode};
use crate::person::{AuthorView, PersonView, person_view};
use crate::scales::{ScaleView, scales};
use crate::staff::StaffNames;
use crate::visit::Signed;
use crate::writing::{Of, Writing};

/// A decision that waits.
#[derive(Clone, Serialize, TS)]
pub struct DecisionView {
    /// The entry.
    pub entry: EntryId,
    /// What a settlement names as parents.
    pub heads: Vec<ChangeId>,
    /// Whose.
    pub person: Option<PersonView>,
    /// What sort of entry; none for a kind of a later version of Doorstep.
    pub kind: Option<EntryKind>,
    /// How sensitive it is: what is restricted is shown closed.
    pub sensitivity: Sensitivity,
    /// Fields of a registered fact with several values.
    pub fields: Vec<DisputedField>,
    /// Versions of a clinical entry; empty for a registered fact. Where there is neither, it cannot be decided here.
    pub versions: Vec<VersionView>,
}

/// One of the versions of a clinical entry.
#[derive(Clone, Serialize, TS)]
pub struct VersionView {
    /// Which.
    pub change: ChangeId,
    /// The content, `EntryBodies[kind]`.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
    /// The scores of questionnaires, and the cut-offs that they reach.
    pub scales: Vec<ScaleView>,
    /// When it happened, ISO.
    pub occurred: String,
    /// Who wrote it, and when.
    pub author: AuthorView,
}

/// A field with several values.
#[derive(Clone, Serialize, TS)]
pub struct DisputedField {
    /// Its name.
    pub field: String,
    /// The value that is in force meanwhile.
    #[ts(type = "unknown")]
    pub in_force: serde_json::Value,
    /// The values to choose from.
    pub candidates: Vec<CandidateView>,
}

/// One of the values.
#[derive(Clone, Serialize, TS)]
pub struct CandidateView {
    /// The value; null where the field was emptied.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
    /// Who wrote it, and when.
    pub written_by: Vec<AuthorView>,
}

/// A decision.
#[derive(Clone, Deserialize, TS)]
pub struct Settle {
    /// The entry.
    pub entry: EntryId,
    /// The heads that were shown.
    pub heads: Vec<ChangeId>,
    /// For each disputed field, the value chosen or typed.
    pub values: Vec<ChosenValue>,
    /// For a clinical entry, the version that stands.
    pub version: Option<ChangeId>,
    /// Why.
    pub reason: String,
    /// Soft checks answered with yes.
    #[serde(default)]
    pub confirmed: Vec<Question>,
}

/// The value chosen for a field.
#[derive(Clone, Deserialize, TS)]
pub struct ChosenValue {
    /// The field.
    pub field: String,
    /// Its value.
    #[ts(type = "unknown")]
    pub value: serde_json::Value,
}

impl App {
    pub(crate) fn decisions(&self, _: Nothing) -> Result<Vec<DecisionView>, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let mut names = StaffNames::of(&vault)?;
        // One that cannot be shown is named all the same, and takes no other with it.
        let shown = |stored: &Stored| decision(&vault, stored, today, &mut names).unwrap_or_else(|_| unshown(stored));
        Ok(vault.undecided()?.iter().map(shown).collect())
    }

    pub(crate) fn settle(&self, input: Settle) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = vault.entry(input.entry)?.ok_or_else(ApiError::not_found)?;
        let kind = stored.change.header.kind.known().ok_or_else(ApiError::not_found)?;
        let folded = vault.folded(input.entry)?;
        if folded.heads != input.heads {
            return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
        }
        let body = kind.tidied(settled_body(&vault, &folded.state, &input)?)?;
        let mut found = kind.check(&body.to_string(), &About::nobody(now))?;
        if !may_sign(&vault.enrolment()?, &Kind::Known(kind), stored.change.header.subject) {
            found.reject("reason", Rule::RoleMayNot);
        } else if !is_legal(&vault, kind, Some(input.entry), &input.heads, &body)? {
            found.reject("state", Rule::IllegalStep);
        }
        ApiError::unless_clear(found, &input.confirmed)?;
        let reason = (!input.reason.trim().is_empty()).then(|| input.reason.trim().to_owned());
        let writing = Writing { reason, confirmed: input.confirmed, ..Writing::by(&vault.enrolment()?, now) };
        let header = &stored.change.header;
        let of = Of {
            kind,
            entry: input.entry,
            subject: header.subject,
            parents: input.heads,
            occurred: header.occurred,
            sensitivity: stored.sensitivity,
        };
        let change = writing.change(of, &body)?;
        self.sign_one(&vault, ToSign { changes: vec![change], act: None, draft: None, at: now }, vec![input.entry])
    }
}

fn decision(
    vault: &Vault,
    stored: &Stored,
    today: NaiveDate,
    names: &mut StaffNames<'_>,
) -> Result<DecisionView, ApiError> {
    let person = whose(vault, stored.change.header.subject, today)?;
    let Some(kind) = stored.change.header.kind.known() else { return Ok(DecisionView { person, ..unshown(stored) }) };
    let folded = vault.folded(stored.entry)?;
    let changes = vault.versions(stored.entry)?;
    let by_id: BTreeMap<ChangeId, &Change> = changes.iter().map(|change| (change.id(), change)).collect();
    let (mut fields, mut versions) = (Vec::new(), Vec::new());
    match &folded.state {
        State::Disputed { conflicts, .. } => {
            for conflict in conflicts {
                fields.push(disputed(conflict, &by_id, names)?);
            }
        }
        State::Concurrent(heads) => {
            for head in heads.iter().filter_map(|head| by_id.get(head)) {
                versions.push(version(kind, head, names)?);
            }
        }
        State::Settled(_) | State::InError(_) | State::Disposed => {}
    }
    Ok(DecisionView { heads: folded.heads, person, fields, versions, ..unshown(stored) })
}

/// A decision of which nothing can be said but that it waits.
fn unshown(stored: &Stored) -> DecisionView {
    DecisionView {
        entry: stored.entry,
        heads: Vec::new(),
        person: None,
        kind: stored.change.header.kind.known(),
        sensitivity: stored.sensitivity,
        fields: Vec::new(),
        versions: Vec::new(),
    }
}

/// A household's entry is shown by somebody who lives there.
fn whose(vault: &Vault, subject: Subject, today: NaiveDate) -> Result<Option<PersonView>, ApiError> {
    let person: Option<PersonId> = match subject {
        Subject::Person(person) => Some(person),
        Subject::Household(household) => vault.members_of(household)?.into_iter().next(),
        Subject::Staff(_) | Subject::Centre(_) => None,
    };
    person.map(|person| person_view(vault, person, today)).transpose()
}

fn disputed(
    conflict: &FieldConflict,
    changes: &BTreeMap<ChangeId, &Change>,
    names: &mut StaffNames<'_>,
) -> Result<DisputedField, ApiError> {
    let mut candidates = Vec::new();
    for candidate in &conflict.candidates {
        let writers = candidate.written_by.iter().filter_map(|change| changes.get(change));
        let written_by = writers.map(|change| names.author(&change.header)).collect::<Result<_, _>>()?;
        candidates.push(CandidateView { value: candidate.value.clone(), written_by });
    }
    Ok(DisputedField { field: conflict.field.clone(), in_force: conflict.in_force.clone(), candidates })
}

fn version(kind: EntryKind, head: &Change, names: &mut StaffNames<'_>) -> Result<VersionView, ApiError> {
    let body: serde_json::Value = serde_json::from_str(head.body())?;
    Ok(VersionView {
        change: head.id(),
        scales: scales(kind, &body)?,
        body,
        occurred: head.header.occurred.to_string(),
        author: names.author(&head.header)?,
    })
}

/// The whole body after the decision: what is in force, with the chosen values; or the version that stands.
fn settled_body(vault: &Vault, state: &State, input: &Settle) -> Result<serde_json::Value, ApiError> {
    match state {
        State::Disputed { in_force, conflicts } => {
            let mut body = in_force.clone();
            for conflict in conflicts {
                let chosen = input.values.iter().find(|chosen| chosen.field == conflict.field);
                let Some(chosen) = chosen else { return Err(ApiError::not_found().detail(conflict.field.clone())) };
                conflict.put_into(&mut body, &chosen.value);
            }
            Ok(serde_json::Value::Object(body))
        }
        State::Concurrent(_) => {
            let versions = vault.versions(input.entry)?;
            let stands = versions.iter().find(|change| Some(change.id()) == input.version);
            Ok(serde_json::from_str(stands.ok_or_else(ApiError::not_found)?.body())?)
        }
        // Somebody else has decided meanwhile.
        State::Settled(_) | State::InError(_) | State::Disposed => Err(ApiError::new(ErrorCode::ChangedMeanwhile)),
    }
}
