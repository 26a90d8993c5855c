//! What ends with a death: nobody is invited, and no service waits for a child who has died (DOMAIN S8, CLIN-18).

use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::appointment::{Appointment, AppointmentState};
use doorstep_domain::entries::referral::{Referral, ReferralState};
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::read::Stored;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::ApiError;
use crate::family::is_in_force;
use crate::writing::{Of, Writing};

const BECAUSE: &str = "The person has died.";

/// Withdraws open referrals and cancels appointments, under the signature that says that somebody has died.
pub(super) fn after_a_death(
    vault: &Vault,
    writing: &Writing,
    person: PersonId,
    occurred: Occurred,
) -> Result<Vec<Change>, ApiError> {
    let day = occurred.latest();
    let mut ended = End { vault, writing, occurred, changes: Vec::new() };
    ended.each(person, EntryKind::Referral, |referral: Referral| {
        let over = matches!(referral.state, ReferralState::Closed | ReferralState::Withdrawn);
        let state = ReferralState::Withdrawn;
        let withdrawn = Referral { state, state_on: Some(day), state_note: BECAUSE.to_owned(), ..referral };
        (!over).then_some(withdrawn)
    })?;
    ended.each(person, EntryKind::Appointment, |appointment: Appointment| {
        let waits = matches!(appointment.state, AppointmentState::Booked | AppointmentState::Moved);
        let state = AppointmentState::Cancelled;
        waits.then(|| Appointment { state, state_note: BECAUSE.to_owned(), ..appointment })
    })?;
    Ok(ended.changes)
}

struct End<'a> {
    vault: &'a Vault,
    writing: &'a Writing,
    occurred: Occurred,
    changes: Vec<Change>,
}

impl End<'_> {
    fn each<T: DeserializeOwned + Serialize>(
        &mut self,
        person: PersonId,
        kind: EntryKind,
        end: impl Fn(T) -> Option<T>,
    ) -> Result<(), ApiError> {
        let entries = self.vault.entries_of_kind(Subject::Person(person), kind)?;
        for stored in entries.iter().filter(|stored| is_in_force(stored)) {
            let body = serde_json::from_str::<T>(stored.body()).ok().and_then(&end);
            if let Some(body) = body {
                self.changes.push(self.version(kind, stored, &body)?);
            }
        }
        Ok(())
    }

    fn version(&self, kind: EntryKind, stored: &Stored, body: &impl Serialize) -> Result<Change, ApiError> {
        let of = Of {
            kind,
            entry: stored.entry,
            subject: stored.change.header.subject,
            parents: self.vault.folded(stored.entry)?.heads,
            occurred: self.occurred,
            sensitivity: stored.sensitivity,
        };
        let writing = Writing { reason: Some(BECAUSE.to_owned()), ..self.writing.clone() };
        writing.change(of, body)
    }
}
