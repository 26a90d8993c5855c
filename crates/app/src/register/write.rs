//! The entries of a registration. Ids are those that an import would give, so that two laptops that register one child
//! without hearing of each other make one person.

use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::contact_point::ContactPoint;
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::entries::pregnancy::{Pregnancy, PregnancyOutcome};
use doorstep_domain::entries::registration::{Registration, RegistrationSource, RegistrationState};
use doorstep_domain::entries::relationship::Relationship;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::time::{Occurred, PartialDate};
use doorstep_store::Vault;
use doorstep_store::read::EntryState;
use serde::Serialize;
use serde_json::Value;

use crate::error::{ApiError, ErrorCode};
use crate::mint::Mint;
use crate::writing::{Of, Writing};

/// The key of the address in use, and of the telephone by which somebody is reached: as an import has them.
const MAIN: &str = "main";
const PHONE: &str = "phone";
const AGAIN: &str = "registered again";
const BORN: &str = "the baby was born";

/// What a registration writes, in one batch.
pub(super) struct Writer<'a> {
    pub(super) vault: &'a Vault,
    pub(super) writing: Writing,
    pub(super) mint: Mint,
    pub(super) changes: Vec<Change>,
}

impl Writer<'_> {
    /// A fact of which there is one: written where nobody wrote it, brought back where it was an error, left where it says
    /// the same.
    pub(super) fn put(
        &mut self,
        kind: EntryKind,
        (subject, key): (Subject, &str),
        body: &impl Serialize,
    ) -> Result<(), ApiError> {
        let entry = EntryId::derived(self.writing.organisation, subject, kind, key);
        let Some(stored) = self.vault.entry(entry)? else { return self.sign((kind, entry, subject), Vec::new(), body) };
        match stored.state {
            EntryState::InError => {
                let heads = self.vault.folded(entry)?.heads;
                self.with_reason(AGAIN, |writer| writer.sign((kind, entry, subject), heads, body))
            }
            EntryState::Settled if serde_json::from_str::<Value>(stored.body())? == serde_json::to_value(body)? => {
                Ok(())
            }
            EntryState::Settled
            | EntryState::Disputed
            | EntryState::Concurrent
            | EntryState::Disposed
            | EntryState::SetAside => Err(ApiError::new(ErrorCode::ChangedMeanwhile)),
        }
    }

    /// A record of its own.
    pub(super) fn add(&mut self, kind: EntryKind, subject: Subject, body: &impl Serialize) -> Result<(), ApiError> {
        let entry = self.mint.id(EntryId::mint)?;
        self.sign((kind, entry, subject), Vec::new(), body)
    }

    pub(super) fn lives(&mut self, person: PersonId, household: HouseholdId) -> Result<(), ApiError> {
        let body = Membership { person, residence: Residence::Main, from: None, to: None };
        self.put(EntryKind::Membership, (Subject::Household(household), &person.to_string()), &body)
    }

    pub(super) fn address(&mut self, household: HouseholdId, address: &Address) -> Result<(), ApiError> {
        let entry =
            EntryId::derived(self.writing.organisation, Subject::Household(household), EntryKind::Address, MAIN);
        // A sibling may live there already: the address that is known stays as it is written.
        if self.vault.entry(entry)?.is_some_and(|stored| stored.state != EntryState::InError) {
            return Ok(());
        }
        self.put(EntryKind::Address, (Subject::Household(household), MAIN), address)
    }

    pub(super) fn relates(&mut self, child: PersonId, adult: PersonId, said: &Relationship) -> Result<(), ApiError> {
        let body = Relationship { adult, ..said.clone() };
        self.put(EntryKind::Relationship, (Subject::Person(child), &adult.to_string()), &body)
    }

    /// Somebody who is here already and is reached otherwise gets another number, never instead of the one that is known.
    pub(super) fn reached(&mut self, person: PersonId, phone: &ContactPoint) -> Result<(), ApiError> {
        let (subject, kind) = (Subject::Person(person), EntryKind::ContactPoint);
        let known = self.vault.entries_of_kind(subject, kind)?;
        let bodies = known.iter().filter_map(|stored| serde_json::from_str::<ContactPoint>(stored.body()).ok());
        if bodies.into_iter().any(|known| known.value == phone.value) {
            return Ok(());
        }
        if known.is_empty() { self.put(kind, (subject, PHONE), phone) } else { self.add(kind, subject, phone) }
    }

    /// An episode of care begins.
    pub(super) fn registers(
        &mut self,
        child: PersonId,
        source: RegistrationSource,
        from: chrono::NaiveDate,
    ) -> Result<(), ApiError> {
        let body = Registration {
            state: RegistrationState::Active,
            from,
            source,
            team: String::new(),
            gp_practice: String::new(),
            state_on: from,
            receiver: String::new(),
            known_from: String::new(),
        };
        self.add(EntryKind::Registration, Subject::Person(child), &body)
    }

    /// The pregnancy ends with this birth, and names the baby.
    pub(super) fn ends_pregnancy(&mut self, entry: EntryId, baby: PersonId) -> Result<(), ApiError> {
        let stored = self.vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
        let before: Pregnancy = serde_json::from_str(stored.body())?;
        let mut babies = before.babies.clone();
        if !babies.contains(&baby) {
            babies.push(baby);
        }
        let body = Pregnancy { outcome: PregnancyOutcome::LiveBirth, babies, ..before };
        let (subject, heads) = (stored.change.header.subject, self.vault.folded(entry)?.heads);
        self.with_reason(BORN, |writer| writer.sign((EntryKind::Pregnancy, entry, subject), heads, &body))
    }

    fn with_reason(
        &mut self,
        reason: &str,
        work: impl FnOnce(&mut Self) -> Result<(), ApiError>,
    ) -> Result<(), ApiError> {
        self.writing.reason = Some(reason.to_owned());
        let done = work(self);
        self.writing.reason = None;
        done
    }

    fn sign(
        &mut self,
        (kind, entry, subject): (EntryKind, EntryId, Subject),
        parents: Vec<doorstep_domain::id::ChangeId>,
        body: &impl Serialize,
    ) -> Result<(), ApiError> {
        let occurred = Occurred::On(PartialDate::day(self.writing.at.date_naive()));
        let of = Of { kind, entry, subject, parents, occurred, sensitivity: kind.sensitivity() };
        self.changes.push(self.writing.change(of, body)?);
        Ok(())
    }
}
