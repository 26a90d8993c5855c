//! Signing an entry.

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::access::{may_record, may_record_of};
use doorstep_domain::change::{Change, Kind};
use doorstep_domain::entries::contact::Contact;
use doorstep_domain::entries::{About, EntryKind, Said, Writer};
use doorstep_domain::fold::{MergeRule, State};
use doorstep_domain::id::{ChangeId, EntryId, Subject};
use doorstep_domain::invalid::{Ask, Findings, Rule};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::time::Occurred;
use doorstep_store::Vault;
use doorstep_store::device::Enrolment;
use doorstep_store::sign::ToSign;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::SignEntry;
use super::death::after_a_death;
use super::draft::Typed;
use super::facts::Facts;
use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::mint::Mint;
use crate::visit::{Signed, about_person, last_sizes};
use crate::writing::{Of, Writing};

const LONGEST_REASON: usize = 500;

impl App {
    pub(crate) fn sign_entry(&self, input: SignEntry) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (kind, typed) = Typed::of(&vault.draft(input.draft)?)?;
        let (typed, enrolment) = (Typed { form: input.form, ..typed }, vault.enrolment()?);
        let mut found = Findings::default();
        if !may_sign(&enrolment, &Kind::Known(kind), typed.subject) {
            found.reject("body", Rule::RoleMayNot);
        }
        let doubtful = Self::clock_is_doubtful(&vault, now)?;
        if doubtful {
            found.ask("happened_on", Ask::ClockDoubtful);
        }
        let occurred = occurred(&typed.form.happened_on, (now, doubtful), &mut found);
        let is_late = occurred.is_some_and(|occurred| occurred.is_late(now));
        if !typed.heads.is_empty() || is_late {
            found.require_text("why", &typed.form.why, LONGEST_REASON);
        }
        let version = Version { kind, subject: typed.subject, entry: typed.entry, heads: &typed.heads };
        let body = version.read_body(&vault, typed.form.body.clone(), now, &mut found)?;
        ApiError::unless_clear(found, &input.confirmed)?;
        let (Some(body), Some(occurred)) = (body, occurred) else { return Err(ApiError::not_found()) };
        let occurred = version.moment(&vault, &body, occurred)?;
        let (entry, sensitivity) = version.identify(&vault, &self.mint(), &body)?;
        let of = Of { kind, entry, subject: typed.subject, parents: typed.heads.clone(), occurred, sensitivity };
        let reason = typed.form.why.trim();
        let writing = Writing {
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            confirmed: input.confirmed,
            replaces: typed.replaces,
            ..Writing::by(&enrolment, now)
        };
        let mut changes = vec![writing.change(of, &body)?];
        if let (EntryKind::Death, Subject::Person(person)) = (kind, typed.subject) {
            changes.extend(after_a_death(&vault, &writing, person, occurred)?);
        }
        self.sign_one(&vault, ToSign { changes, act: None, draft: Some(input.draft), at: now }, vec![entry])
    }
}

/// Whether this practitioner may write entries of this kind about this subject.
pub(crate) fn may_sign(by: &Enrolment, kind: &Kind, subject: Subject) -> bool {
    may_record(by.role, kind) && may_record_of(by.staff, kind, subject)
}

/// Today is now; another day is that day, and no hour is made up for it.
fn occurred(
    happened_on: &str,
    (now, clock_doubtful): (DateTime<FixedOffset>, bool),
    found: &mut Findings,
) -> Option<Occurred> {
    let text = happened_on.trim();
    let Ok(day) = text.parse::<NaiveDate>() else {
        found.reject("happened_on", if text.is_empty() { Rule::Required } else { Rule::NotADate });
        return None;
    };
    if day > now.date_naive() && !clock_doubtful {
        found.reject("happened_on", Rule::InTheFuture);
    }
    Some(if day == now.date_naive() { Occurred::Instant(now) } else { Occurred::On(day.into()) })
}

/// A version about to be written: the first of its entry, or one that follows what the form was opened on.
#[derive(Clone, Copy)]
pub(crate) struct Version<'a> {
    pub(crate) kind: EntryKind,
    pub(crate) subject: Subject,
    /// The entry that is amended.
    pub(crate) entry: Option<EntryId>,
    /// The heads that the form was opened on.
    pub(crate) heads: &'a [ChangeId],
}

impl Version<'_> {
    /// Which entry it becomes: the one that was opened, that of a fact of which there is only one, or a new one. And how
    /// sensitive it is: never less than what the entry has carried.
    pub(crate) fn identify(
        &self,
        vault: &Vault,
        mint: &Mint,
        body: &Value,
    ) -> Result<(EntryId, Sensitivity), ApiError> {
        let organisation = vault.enrolment()?.organisation;
        let entry = match (self.entry, self.kind.key(body)?) {
            (Some(entry), _) => entry,
            (None, Some(key)) => EntryId::derived(organisation, self.subject, self.kind, &key),
            (None, None) => mint.id(EntryId::mint)?,
        };
        let stored = vault.entry(entry)?;
        if stored.is_none() && vault.holds(entry)? {
            // It is recorded already, and not for this role to read: then it is not for it to change either.
            return Err(ApiError::new(ErrorCode::NotAllowed));
        }
        if let (None, Some(there)) = (self.entry, &stored) {
            // This very fact is recorded already: it is amended with that in sight, never beside it.
            let on = there.change.header.occurred.earliest().to_string();
            return Err(ApiError::new(ErrorCode::AlreadyRecorded).detail(on));
        }
        let carried = stored.map_or_else(|| self.kind.sensitivity(), |stored| stored.sensitivity);
        Ok((entry, self.kind.sensitivity_of(body)?.max(carried)))
    }

    /// When it happened: a day is typed, and the hour that was known of that day stays. A contact says its own.
    fn moment(&self, vault: &Vault, body: &Value, typed: Occurred) -> Result<Occurred, ApiError> {
        if let (EntryKind::Contact, Ok(contact)) = (self.kind, Contact::deserialize(body)) {
            return Ok(Occurred::Instant(contact.started_at));
        }
        let stored = self.entry.map(|entry| vault.entry(entry)).transpose()?.flatten();
        let before = stored.map(|stored| stored.change.header.occurred);
        Ok(before.filter(|before| before.earliest() == typed.earliest()).unwrap_or(typed))
    }

    /// What is measured is compared with what was measured last, and never with the version that it replaces.
    fn without_itself<'a>(&self, vault: &Vault, about: About<'a>) -> Result<About<'a>, ApiError> {
        let (EntryKind::Measurement, Subject::Person(person), Some(_)) = (self.kind, self.subject, self.entry) else {
            return Ok(about);
        };
        let last = last_sizes(vault, person, self.entry)?;
        Ok(About { last_weight: last.weight, last_length: last.length, last_head: last.head, ..about })
    }

    /// The body, read and checked; none where it cannot be read.
    pub(crate) fn read_body(
        &self,
        vault: &Vault,
        typed: Map<String, Value>,
        now: DateTime<FixedOffset>,
        found: &mut Findings,
    ) -> Result<Option<Value>, ApiError> {
        let body = match self.kind.read(Value::Object(Facts::filled(vault, self.kind, typed)?)) {
            Ok(body) => body,
            Err(unread) => {
                found.include("", unread);
                return Ok(None);
            }
        };
        if is_beyond_change(vault, self)? {
            found.reject("body", Rule::InError);
        }
        let (facts, contacts) = (Facts::of(vault, self, &body)?, Vec::new());
        let about = facts.and(match self.subject {
            Subject::Person(person) => about_person(vault, person, now, &contacts)?,
            Subject::Household(_) | Subject::Staff(_) | Subject::Centre(_) => About::nobody(now),
        });
        let about = self.without_itself(vault, about)?;
        let about = About { clock_doubtful: App::clock_is_doubtful(vault, now)?, ..about };
        let body = self.kind.completed(body, &about)?;
        let checked = self.kind.check(&body.to_string(), &about)?;
        found.include("", checked);
        if !is_legal(vault, self.kind, self.entry, self.heads, &body)? {
            found.reject("state", Rule::IllegalStep);
        }
        Ok(Some(body))
    }
}

/// Whether the entry was marked in error, and not before the form was opened: what is written over what the mark reaches is
/// buried with it. A fact of which there is only one may be recorded again over the mark itself.
fn is_beyond_change(vault: &Vault, version: &Version<'_>) -> Result<bool, ApiError> {
    let Some(entry) = version.entry.filter(|_| !version.heads.is_empty()) else { return Ok(false) };
    let folded = vault.folded(entry)?;
    let saw_all = folded.heads.iter().all(|head| version.heads.contains(head));
    let begins_anew = version.kind.merge_rule() == MergeRule::ByField && saw_all;
    Ok(matches!(folded.state, State::InError(_)) && !begins_anew)
}

/// Whether this practitioner may take this step, from the versions that the form was opened on.
pub(crate) fn is_legal(
    vault: &Vault,
    kind: EntryKind,
    entry: Option<EntryId>,
    heads: &[ChangeId],
    body: &Value,
) -> Result<bool, ApiError> {
    let own = vault.enrolment()?;
    let versions = entry.map(|entry| vault.versions(entry)).transpose()?.unwrap_or_default();
    let parents: Vec<Said> = versions.iter().filter(|version| heads.contains(&version.id())).map(Said::by).collect();
    let is_own = |version: &Change| version.header.parents.is_empty() && version.header.author == own.staff;
    let by = Writer { staff: own.staff, role: own.role, began: heads.is_empty() || versions.iter().any(is_own) };
    let after = Said { in_error: false, body: Some(body.clone()) };
    Ok(parents.is_empty() == heads.is_empty() && kind.is_legal(&parents, &after, &by))
}
