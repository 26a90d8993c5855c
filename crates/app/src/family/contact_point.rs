//! How to reach somebody, and changing it.

use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint, Safe};
use doorstep_domain::entries::{About, Body, EntryKind};
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::phone::Phone;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::is_in_force;
use crate::App;
use crate::error::ApiError;
use crate::visit::Signed;
use crate::writing::{Of, Writing};

/// A telephone number or an address.
#[derive(Clone, Serialize, TS)]
pub struct ContactPointView {
    /// The entry.
    pub entry: EntryId,
    /// What an amendment names as parents.
    pub heads: Vec<ChangeId>,
    /// By what means.
    pub means: ContactMeans,
    /// As shown: "07700 900123".
    pub value: String,
    /// May a voicemail be left?
    pub safe_to_voicemail: Safe,
    /// May a text be sent?
    pub safe_to_text: Safe,
    /// When it is safe.
    pub safe_hours: Option<String>,
    /// Who answers.
    pub who_answers: Option<String>,
    /// Whether two people wrote different values, and a decision waits.
    pub disputed: bool,
}

/// A new value for a contact point.
#[derive(Clone, Deserialize, TS)]
pub struct AmendContactPoint {
    /// The entry.
    pub entry: EntryId,
    /// The heads that were shown when the form opened.
    pub heads: Vec<ChangeId>,
    /// As typed.
    pub value: String,
    /// May a voicemail be left?
    pub safe_to_voicemail: Safe,
    /// May a text be sent?
    pub safe_to_text: Safe,
    /// When it is safe.
    pub safe_hours: String,
    /// Who answers.
    pub who_answers: String,
    /// Why it changes.
    pub reason: String,
    /// Soft checks answered with yes.
    #[serde(default)]
    pub confirmed: Vec<Question>,
}

impl App {
    pub(crate) fn amend_contact_point(&self, input: AmendContactPoint) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = vault.entry(input.entry)?.ok_or_else(ApiError::not_found)?;
        if stored.change.header.kind.known() != Some(EntryKind::ContactPoint) {
            return Err(ApiError::not_found());
        }
        let before: ContactPoint = serde_json::from_str(stored.body())?;
        let body = ContactPoint {
            value: input.value,
            safe_to_voicemail: input.safe_to_voicemail,
            safe_to_text: input.safe_to_text,
            safe_hours: some_text(&input.safe_hours),
            who_answers: some_text(&input.who_answers),
            ..before
        }
        .tidied();
        let mut found = body.check(&About::nobody(now));
        found.require_text("reason", &input.reason, LONGEST_REASON);
        ApiError::unless_clear(found, &input.confirmed)?;
        let writing = Writing {
            reason: some_text(&input.reason),
            confirmed: input.confirmed,
            ..Writing::by(&vault.enrolment()?, now)
        };
        // The heads that the form was opened on, not today's: what came in meanwhile was not seen, and must not be lost.
        let of = Of {
            kind: EntryKind::ContactPoint,
            entry: input.entry,
            subject: stored.change.header.subject,
            parents: input.heads,
            occurred: Occurred::Instant(now),
            sensitivity: stored.sensitivity,
        };
        let change = writing.change(of, &body)?;
        self.sign_one(&vault, ToSign { changes: vec![change], act: None, draft: None, at: now }, vec![input.entry])
    }
}

const LONGEST_REASON: usize = 500;

fn some_text(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

pub(super) fn contact_points(vault: &Vault, person: PersonId) -> Result<Vec<ContactPointView>, ApiError> {
    let stored = vault.entries_of_kind(Subject::Person(person), EntryKind::ContactPoint)?.into_iter();
    stored.filter(is_in_force).map(|stored| contact_point_view(vault, &stored)).collect()
}

fn contact_point_view(vault: &Vault, stored: &Stored) -> Result<ContactPointView, ApiError> {
    let point: ContactPoint = serde_json::from_str(stored.body())?;
    let phone = point.value.parse::<Phone>().map(|phone| phone.to_string());
    Ok(ContactPointView {
        entry: stored.entry,
        heads: vault.folded(stored.entry)?.heads,
        means: point.means,
        value: match point.means {
            ContactMeans::Phone => phone.unwrap_or(point.value),
            ContactMeans::Email => point.value,
        },
        safe_to_voicemail: point.safe_to_voicemail,
        safe_to_text: point.safe_to_text,
        safe_hours: point.safe_hours,
        who_answers: point.who_answers,
        disputed: stored.state == EntryState::Disputed,
    })
}
