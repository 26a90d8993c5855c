//! Whether what somebody sent was seen by whoever it is meant for: signed once, when they open it, and shown to the sender.

use std::collections::BTreeMap;

use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::acknowledgement::{Acknowledgement, Addressee};
use doorstep_domain::id::{EntryId, Subject};
use doorstep_domain::time::Occurred;
use doorstep_store::device::Enrolment;
use doorstep_store::read::Stored;
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::entry::may_sign;
use crate::error::{ApiError, ErrorCode};
use crate::family::{Entries, is_in_force};
use crate::staff::StaffNames;
use crate::writing::{Of, Writing};

/// What was opened.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct SeenEntry {
    /// Which.
    pub entry: EntryId,
}

/// How far something that is meant for somebody has come with them.
#[derive(Clone, Serialize, TS)]
pub struct SeenView {
    /// Who has seen it, the first first; nobody is nobody yet.
    pub by: Vec<SeenBy>,
    /// It is meant for this practitioner, who has not seen it yet: whoever shows it says so with `seen`.
    pub to_see: bool,
}

/// Somebody who has seen it.
#[derive(Clone, Serialize, TS)]
pub struct SeenBy {
    /// Who, where this laptop knows their name.
    pub name: Option<String>,
    /// When, RFC 3339.
    pub at: String,
}

impl App {
    /// Signs that what is meant for this practitioner was seen. Once: a second time changes nothing.
    pub(crate) fn seen(&self, input: SeenEntry) -> Result<Nothing, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let stored = vault.entry(input.entry)?.filter(is_in_force).ok_or_else(ApiError::not_found)?;
        let own = vault.enrolment()?;
        let Some(body) = to_acknowledge(&stored, &own) else { return Err(ApiError::new(ErrorCode::NotAllowed)) };
        let (kind, subject) = (EntryKind::Acknowledgement, stored.change.header.subject);
        if !may_sign(&own, &Kind::Known(kind), subject) {
            return Err(ApiError::new(ErrorCode::NotAllowed));
        }
        let entry = kind.key(&serde_json::to_value(&body)?)?.unwrap_or_default();
        let entry = EntryId::derived(own.organisation, subject, kind, &entry);
        if vault.holds(entry)? {
            return Ok(Nothing {});
        }
        let of = Of {
            kind,
            entry,
            subject,
            parents: Vec::new(),
            occurred: Occurred::Instant(now),
            // Whoever may not know of the entry is not to know that it was seen.
            sensitivity: stored.sensitivity,
        };
        let change = Writing::by(&own, now).change(of, &body)?;
        self.sign_one(&vault, ToSign { changes: vec![change], act: None, draft: None, at: now }, vec![entry])?;
        Ok(Nothing {})
    }
}

/// What this practitioner signs who has seen it; none where it is not meant for them, or is their own.
fn to_acknowledge(stored: &Stored, own: &Enrolment) -> Option<Acknowledgement> {
    let kind = stored.change.header.kind.known()?;
    let meant = Addressee::of(kind, stored.body())?.is(own.staff, own.role);
    // Nobody handed over what was only taken over from the system before.
    let is_own = stored.change.header.author == own.staff || stored.change.header.unverified;
    // Who takes the next step of what was meant for them has seen it: they are its author by then.
    (meant && !is_own).then(|| Acknowledgement::of(stored.entry, (kind, stored.body()), own.staff))
}

/// What was acknowledged about some subjects, read once for a screen.
pub(crate) struct Acknowledged {
    own: Enrolment,
    of: BTreeMap<EntryId, Vec<(Acknowledgement, Stored)>>,
}

impl Acknowledged {
    pub(crate) fn about(entries: &impl Entries, subjects: &[Subject]) -> Result<Self, ApiError> {
        let mut of: BTreeMap<EntryId, Vec<(Acknowledgement, Stored)>> = BTreeMap::new();
        for subject in subjects {
            for stored in entries.of_kind(*subject, EntryKind::Acknowledgement)? {
                let said = serde_json::from_str::<Acknowledgement>(stored.body()).ok();
                // Nobody says of somebody else that they have seen something.
                let said = said.filter(|said| said.by == stored.change.header.author && is_in_force(&stored));
                if let Some(said) = said {
                    of.entry(said.entry).or_default().push((said, stored.into_owned()));
                }
            }
        }
        Ok(Self { own: entries.vault().enrolment()?, of })
    }

    /// How far an entry has come with whoever it is meant for; none of what is meant for nobody in particular.
    pub(crate) fn view(&self, stored: &Stored, names: &mut StaffNames<'_>) -> Result<Option<SeenView>, ApiError> {
        let Some(kind) = stored.change.header.kind.known().filter(|_| is_in_force(stored)) else { return Ok(None) };
        if Addressee::of(kind, stored.body()).is_none() {
            return Ok(None);
        }
        let known = self.of.get(&stored.entry).into_iter().flatten();
        let known = known.filter(|(said, _)| said.is_of(stored.entry, (kind, stored.body())));
        let (mut by, mut seen_here) = (Vec::new(), false);
        for (said, acknowledged) in known {
            seen_here |= said.by == self.own.staff;
            let at = acknowledged.change.header.recorded_at.to_rfc3339();
            by.push(SeenBy { name: names.name(said.by)?, at });
        }
        Ok(Some(SeenView { by, to_see: !seen_here && to_acknowledge(stored, &self.own).is_some() }))
    }
}
