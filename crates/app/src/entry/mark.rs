//! Marking an entry as made in error: hidden, kept, and why.

use doorstep_domain::change::Change;
use doorstep_domain::entries::{EntryKind, Writer};
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_store::Vault;
use doorstep_store::read::Stored;
use doorstep_store::sign::ToSign;
use serde_json::Value;

use super::{MarkInError, may_sign};
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::visit::Signed;
use crate::writing::{Of, Writing};

const LONGEST_REASON: usize = 500;

impl App {
    pub(crate) fn mark_in_error(&self, input: MarkInError) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = vault.entry(input.entry)?.ok_or_else(ApiError::not_found)?;
        if stored.change.id() != input.change {
            return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
        }
        let mut found = Findings::default();
        found.require_text("why", &input.reason, LONGEST_REASON);
        check_mark(&vault, &stored, &mut found)?;
        ApiError::unless_clear(found, &[])?;
        let change = mark(&vault, &Writing::by(&vault.enrolment()?, now), &stored, &input.reason)?;
        self.sign_one(&vault, ToSign { changes: vec![change], act: None, draft: None, at: now }, vec![input.entry])
    }
}

/// Why the practitioner may not mark this entry, where they may not.
pub(crate) fn check_mark(vault: &Vault, stored: &Stored, found: &mut Findings) -> Result<(), ApiError> {
    let (enrolment, header) = (vault.enrolment()?, &stored.change.header);
    let kind = header.kind.known().ok_or_else(ApiError::not_found)?;
    let by = Writer { staff: enrolment.staff, role: enrolment.role, began: false };
    if !may_sign(&enrolment, &header.kind, header.subject) || !kind.may_withdraw(&by) {
        found.reject("why", Rule::RoleMayNot);
    }
    // A death that was told wrongly is taken back by somebody else than who wrote it (DOMAIN S8): two people looked.
    let wrote = |change: &Change| change.header.author == enrolment.staff;
    if kind == EntryKind::Death && vault.versions(stored.entry)?.iter().any(wrote) {
        found.reject("why", Rule::SecondPerson);
    }
    Ok(())
}

/// The mark over everything that is known of the entry. It carries the last content, for whoever must read it.
pub(crate) fn mark(vault: &Vault, writing: &Writing, stored: &Stored, reason: &str) -> Result<Change, ApiError> {
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
    Writing { reason: Some(reason.trim().to_owned()), ..writing.clone() }.in_error(of, &body)
}
