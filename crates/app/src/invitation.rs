//! What may be sent about an appointment: the words, by which number or letter, or why nothing (APP-01, CON-12).

mod reach;

use doorstep_domain::access::may_record;
use doorstep_domain::change::Kind;
use doorstep_domain::entries::appointment::{Appointment, Invitation};
use doorstep_domain::entries::pregnancy::Pregnancy;
use doorstep_domain::entries::{About, Body as _, EntryKind};
use doorstep_domain::id::{ChangeId, EntryId, Subject};
use doorstep_domain::invalid::Rule;
use doorstep_domain::invitation::{Answer, Inviting, MayNotInvite, NeutralWords, Route, Struck, Way, invite};
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use doorstep_store::sign::ToSign;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{ApiError, ErrorCode};
use crate::family::{Family, bodies};
use crate::person::{PersonView, person_view};
use crate::policy::policy;
use crate::visit::Signed;
use crate::writing::{Of, Writing};
use reach::Reach;

/// Which appointment.
#[derive(Clone, Copy, Deserialize, TS)]
pub struct InvitationFor {
    /// Its entry.
    pub entry: EntryId,
}

/// What may be sent.
#[derive(Clone, Serialize, TS)]
pub struct InvitationView {
    /// The appointment's entry.
    pub entry: EntryId,
    /// Whose appointment it is.
    pub person: PersonView,
    /// The appointment.
    pub appointment: Appointment,
    /// What an amendment names as parents.
    pub heads: Vec<ChangeId>,
    /// Why nothing may be sent; none where something may.
    pub refused: Option<MayNotInvite>,
    /// The words; none where nothing may be sent.
    pub words: Vec<NeutralWords>,
    /// Each way there is, those that may be used first.
    pub ways: Vec<WayView>,
}

/// One number or letter.
#[derive(Clone, Serialize, TS)]
pub struct WayView {
    /// By what.
    pub way: Way,
    /// Why it must not be used; none where it may.
    pub struck: Option<Struck>,
    /// The number as shown, or the lines of the address; none where it is kept off letters.
    pub to: Vec<String>,
    /// The entry of the number; none for a letter.
    pub number: Option<EntryId>,
    /// Whose number it is; none for a letter.
    pub whose: Option<PersonView>,
    /// When it is safe, in somebody's words.
    pub safe_hours: Option<String>,
    /// Who answers, in somebody's words.
    pub who_answers: Option<String>,
}

/// How a family was told.
#[derive(Clone, Deserialize, TS)]
pub struct RecordInvited {
    /// The appointment.
    pub entry: EntryId,
    /// The heads that were shown.
    pub heads: Vec<ChangeId>,
    /// How.
    pub how: Invitation,
}

impl App {
    pub(crate) fn invitation(&self, input: InvitationFor) -> Result<InvitationView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (stored, appointment) = appointment(&vault, input.entry)?;
        let about = stored.change.header.subject.person().ok_or_else(ApiError::not_found)?;
        let about = vault.one_of(about)?;
        self.note_look(&vault, about)?;
        let family = Family::around(&vault, about)?;
        let reach = Reach::around(&vault, about, &family, now.date_naive())?;
        let answer = invite(
            &Inviting {
                appointment: &appointment,
                in_dispute: stored.state == EntryState::Disputed,
                now: now.naive_local(),
                death: somebody_died(&vault, &family)?,
                pregnancies: &pregnancies(&vault, &family)?,
                numbers: &reach.numbers(),
                homes: &reach.homes(),
                a_home_is_hidden: reach.a_home_is_hidden,
                safe_contact_warning: reach.safe_contact_warning,
                private: &reach.private,
            },
            &policy()?.invitations,
        );
        let Answer { words, routes } = answer;
        let ways = ways(&reach, &routes);
        let person = person_view(&vault, about, now.date_naive())?;
        let heads = vault.folded(input.entry)?.heads;
        let refused = words.as_ref().err().copied();
        Ok(InvitationView {
            entry: input.entry,
            person,
            appointment,
            heads,
            refused,
            words: words.unwrap_or_default(),
            ways,
        })
    }

    /// An amendment of one field, in one press: what was sent was sent.
    pub(crate) fn record_invited(&self, input: RecordInvited) -> Result<Signed, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let (stored, before) = appointment(&vault, input.entry)?;
        if vault.folded(input.entry)?.heads != input.heads {
            return Err(ApiError::new(ErrorCode::ChangedMeanwhile));
        }
        let body = Appointment { invitation: input.how, ..before.clone() };
        let mut found = body.check(&About::nobody(now));
        let enrolment = vault.enrolment()?;
        if !may_record(enrolment.role, &Kind::Known(EntryKind::Appointment)) {
            found.reject("invitation", Rule::RoleMayNot);
        }
        // That nothing may be sent is taken back with a reason, in the appointment's own form.
        if before.invitation == Invitation::NotSafe {
            found.reject("invitation", Rule::IllegalStep);
        }
        ApiError::unless_clear(found, &[])?;
        let writing = Writing { reason: Some(TOLD.to_owned()), ..Writing::by(&enrolment, now) };
        let header = &stored.change.header;
        let of = Of {
            kind: EntryKind::Appointment,
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

const TOLD: &str = "The family was told of it.";

/// An appointment in force.
fn appointment(vault: &Vault, entry: EntryId) -> Result<(Stored, Appointment), ApiError> {
    let stored = vault.entry(entry)?.ok_or_else(ApiError::not_found)?;
    let is_one = stored.change.header.kind.known() == Some(EntryKind::Appointment);
    if !is_one || !matches!(stored.state, EntryState::Settled | EntryState::Disputed) {
        return Err(ApiError::not_found());
    }
    let appointment = serde_json::from_str(stored.body())?;
    Ok((stored, appointment))
}

/// A death counts however little of it can be read, and while two versions of it wait for a decision.
fn somebody_died(vault: &Vault, family: &Family) -> Result<bool, ApiError> {
    for person in &family.people {
        let deaths = vault.entries_of_kind(Subject::Person(*person), EntryKind::Death)?;
        if deaths.iter().any(|death| !matches!(death.state, EntryState::InError | EntryState::Disposed)) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn pregnancies(vault: &Vault, family: &Family) -> Result<Vec<Pregnancy>, ApiError> {
    let mut found = Vec::new();
    for person in &family.people {
        found.extend(bodies::<Pregnancy>(vault, Subject::Person(*person), EntryKind::Pregnancy)?);
    }
    Ok(found)
}

fn ways(reach: &Reach, routes: &[Route]) -> Vec<WayView> {
    let mut ways: Vec<WayView> = routes.iter().filter_map(|route| reach.way(route)).collect();
    ways.sort_by_key(|way| way.struck.is_some());
    ways
}
