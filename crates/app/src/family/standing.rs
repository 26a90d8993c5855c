//! What must be read before somebody knocks or rings, and who else works with a family.

use std::borrow::Borrow;

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::alert::{Alert, AlertKind};
use doorstep_domain::entries::involved_service::InvolvedService;
use doorstep_domain::entries::registration::Registration;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::involved::{ServicePrompt, is_current, prompts};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::read::Stored;
use serde::Serialize;
use ts_rs::TS;

use super::{Entries, bodies, is_in_force};
use crate::error::ApiError;
use crate::policy::policy;
use crate::unverified::{is_unverified, nobody_verified};

/// An alert that holds. One that nobody looked at again by its day still holds, and says so.
#[derive(Clone, Serialize, TS)]
pub struct AlertView {
    /// The entry.
    pub entry: EntryId,
    /// Whose; none where it is the household's.
    pub person: Option<PersonId>,
    /// What it is about.
    pub kind: AlertKind,
    /// The line.
    pub text: String,
    /// By when it is looked at again, ISO.
    pub review_by: String,
    /// That day is past.
    pub review_overdue: bool,
    /// Taken over from the system before Doorstep: nobody here has verified it.
    pub unverified: bool,
}

/// A service around a family.
#[derive(Clone, Serialize, TS)]
pub struct ServiceView {
    /// The entry.
    pub entry: EntryId,
    /// Whose; none where it is the household's.
    pub person: Option<PersonId>,
    /// What is recorded of it.
    pub service: InvolvedService,
    /// Whether it still works with them.
    pub current: bool,
    /// Whether that it works with them is for few eyes: a service for domestic abuse, the police.
    pub restricted: bool,
    /// Taken over from the system before Doorstep: nobody here has verified it.
    pub unverified: bool,
}

/// Who else works with a family, and what to ask about it.
#[derive(Clone, Serialize, TS)]
pub struct ServicesView {
    /// The services, those that still work with the family first.
    pub services: Vec<ServiceView>,
    /// What to ask.
    pub prompts: Vec<ServicePrompt>,
}

/// Before an address or a number: risks of a visit first, then safe ways to get in touch, then the others.
fn place(kind: AlertKind) -> u8 {
    match kind {
        AlertKind::VisitRisk => 0,
        AlertKind::SafeContact => 1,
        AlertKind::Safeguarding
        | AlertKind::Allergy
        | AlertKind::Communication
        | AlertKind::Adoption
        | AlertKind::LookedAfter => 2,
    }
}

/// The alerts in force about any of these.
pub(crate) fn alerts(
    entries: &impl Entries,
    subjects: &[Subject],
    today: NaiveDate,
) -> Result<Vec<AlertView>, ApiError> {
    let mut found = Vec::new();
    for subject in subjects {
        let stored = entries.of_kind(*subject, EntryKind::Alert)?;
        for alert in in_force(stored, today) {
            let unverified = alert.unverified && nobody_verified(entries.vault(), alert.entry)?;
            // An alert on a record that was merged is the one person's.
            found.push(AlertView { person: subject.person(), unverified, ..alert });
        }
    }
    found.sort_by_key(|alert| place(alert.kind));
    Ok(found)
}

/// Those of the alerts that are in force, each marked as the version that is shown is.
pub(crate) fn in_force<S: Borrow<Stored>>(entries: Vec<S>, today: NaiveDate) -> impl Iterator<Item = AlertView> {
    let view = move |stored: S| {
        let stored = stored.borrow();
        let alert: Alert = serde_json::from_str(stored.body()).ok()?;
        alert.ended_on.is_none().then(|| AlertView {
            entry: stored.entry,
            person: stored.change.header.subject.person(),
            kind: alert.kind,
            text: alert.text,
            review_by: alert.review_by.to_string(),
            review_overdue: alert.review_by < today,
            unverified: stored.change.header.unverified,
        })
    };
    entries.into_iter().filter(|stored| is_in_force(stored.borrow())).filter_map(view)
}

/// The people and the homes, as what entries are about.
pub(crate) fn subjects_of(people: &[PersonId], households: &[HouseholdId]) -> Vec<Subject> {
    let people = people.iter().copied().map(Subject::Person);
    people.chain(households.iter().copied().map(Subject::Household)).collect()
}

/// The services around these, with what to ask of a child of this family.
pub(crate) fn services(
    entries: &impl Entries,
    child: PersonId,
    subjects: &[Subject],
    today: NaiveDate,
) -> Result<ServicesView, ApiError> {
    let mut found = Vec::new();
    for subject in subjects {
        let recorded = entries.of_kind(*subject, EntryKind::InvolvedService)?.into_iter();
        for stored in recorded.filter(|stored| is_in_force(stored)) {
            let Ok(service) = serde_json::from_str::<InvolvedService>(stored.body()) else { continue };
            let current = is_current(&service, today);
            let restricted = stored.sensitivity == Sensitivity::Restricted;
            let unverified = is_unverified(entries.vault(), &stored)?;
            let (entry, person) = (stored.entry, subject.person());
            found.push(ServiceView { entry, person, service, current, restricted, unverified });
        }
    }
    found.sort_by_key(|one| !one.current);
    let registrations: Vec<Registration> = bodies(entries, Subject::Person(child), EntryKind::Registration)?;
    let gp = registrations.iter().max_by_key(|one| one.from).map(|one| one.gp_practice.clone());
    let recorded: Vec<InvolvedService> = found.iter().map(|one| one.service.clone()).collect();
    let prompts = prompts(&recorded, gp.as_deref(), today, policy()?.follow_up.not_heard);
    Ok(ServicesView { services: found, prompts })
}
