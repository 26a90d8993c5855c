//! A brief for a strategy meeting: one page about a child, from what this laptop holds, with what it does not.

use chrono::{DateTime, FixedOffset, Months, NaiveDate};
use doorstep_domain::brief::{Answered, NotKnown, not_known};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{ChildSeen, Contact, ContactMode, ContactOutcome};
use doorstep_domain::entries::nhs_number::NhsNumberStatus;
use doorstep_domain::entries::relationship::{ParentalResponsibility, RelationshipKind};
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use doorstep_domain::id::PersonId;
use doorstep_domain::involved::ServicePrompt;
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::audit::{Act, Noted};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::family::{FamilyQuery, FamilyView, TimelineItem};
use crate::person::AuthorView;

/// How much a brief says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BriefScope {
    /// Nothing that is restricted: no third party, nothing about abuse.
    WithoutRestricted,
    /// All that the practitioner may read: chosen for this meeting, and noted.
    WithRestricted,
}

/// For whom, and how much.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct BriefFor {
    /// The child.
    pub person: PersonId,
    /// How much.
    pub scope: BriefScope,
}

/// In which way a brief leaves the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Leaves {
    /// On paper.
    Printed,
    /// As a file, in clear.
    Saved,
}

/// A brief that leaves the screen.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct BriefLeaves {
    /// Whose.
    pub person: PersonId,
    /// How much it says.
    pub scope: BriefScope,
    /// In which way.
    pub leaves: Leaves,
}

/// A contact, as a brief tells it.
#[derive(Clone, Serialize, TS)]
pub struct BriefContact {
    /// When, RFC 3339.
    pub at: String,
    /// How.
    pub mode: ContactMode,
    /// What became of it.
    pub outcome: ContactOutcome,
    /// Whether the child was seen.
    pub child_seen: ChildSeen,
    /// Who wrote it.
    pub author: AuthorView,
}

/// One page about a child.
#[derive(Clone, Serialize, TS)]
pub struct BriefView {
    /// Who is who, homes, alerts, services, open loops. Its timeline is empty here.
    pub family: FamilyView,
    /// How much it says.
    pub scope: BriefScope,
    /// When it was made, RFC 3339.
    pub made_at: String,
    /// By whom.
    pub made_by: String,
    /// The last contact at which the child was seen.
    pub last_seen: Option<BriefContact>,
    /// Contacts of the last twelve months that did not take place, the latest first.
    pub no_access: Vec<BriefContact>,
    /// The latest measurements, three at most.
    pub growth: Vec<TimelineItem>,
    /// Safeguarding status, who leads, care, level of need, as they stand.
    pub standing: Vec<TimelineItem>,
    /// What is restricted, where it was chosen.
    pub restricted: Vec<TimelineItem>,
    /// How many restricted records were left out.
    pub left_out: usize,
    /// What is not known.
    pub not_known: Vec<NotKnown>,
}

/// Said as they stand, whatever their day.
const STANDING: [EntryKind; 5] = [
    EntryKind::SafeguardingStatus,
    EntryKind::LeadPractitioner,
    EntryKind::LookedAfter,
    EntryKind::LevelOfNeed,
    EntryKind::CommunicationNeeds,
];

const MOST_MEASUREMENTS: usize = 3;
const NO_ACCESS_FOR: Months = Months::new(12);

impl App {
    /// Opening a brief is noted as such, with how much it says.
    pub(crate) fn brief(&self, input: BriefFor) -> Result<BriefView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let family = self.family(FamilyQuery { person: input.person })?;
        self.note_brief(&vault, input.person, input.scope, Act::Viewed)?;
        brief(&vault, family, input.scope, now)
    }

    /// Noted before it happens: what cannot be noted must not leave.
    pub(crate) fn brief_leaves(&self, input: BriefLeaves) -> Result<Nothing, ApiError> {
        let act = match input.leaves {
            Leaves::Printed => Act::Printed,
            Leaves::Saved => Act::Exported,
        };
        self.note_brief(&*self.vault()?, input.person, input.scope, act)?;
        Ok(Nothing {})
    }

    fn note_brief(&self, vault: &Vault, person: PersonId, scope: BriefScope, act: Act) -> Result<(), ApiError> {
        let detail = match scope {
            BriefScope::WithoutRestricted => "brief",
            BriefScope::WithRestricted => "brief with restricted",
        };
        let noted = Noted { subject: Some(*person.bytes()), detail: detail.to_owned(), ..Noted::new(self.now(), act) };
        Ok(vault.note(&noted)?)
    }
}

fn brief(
    vault: &Vault,
    mut family: FamilyView,
    scope: BriefScope,
    now: DateTime<FixedOffset>,
) -> Result<BriefView, ApiError> {
    let today = now.date_naive();
    let timeline = std::mem::take(&mut family.timeline);
    let own = |item: &&TimelineItem| item.person == family.person.person && !item.in_error;
    let of = |kind: EntryKind| timeline.iter().filter(own).filter(move |item| item.kind == Some(kind));
    let last_seen = of(EntryKind::Contact).find(|item| saw_the_child(item)).and_then(contact);
    let contacts = of(EntryKind::Contact).filter_map(contact);
    let since = today - NO_ACCESS_FOR;
    let failed = |contact: &BriefContact| is_no_access(contact) && day(contact).is_some_and(|day| day >= since);
    let (restricted, open): (Vec<&TimelineItem>, Vec<&TimelineItem>) =
        timeline.iter().filter(|item| !item.in_error).partition(|item| item.sensitivity == Sensitivity::Restricted);
    let standing = open.iter().filter(|item| own(item) && item.kind.is_some_and(|kind| STANDING.contains(&kind)));
    let standing: Vec<TimelineItem> = standing.map(|item| (*item).clone()).collect();
    let answered = answered(&family, &timeline, last_seen.is_some(), today);
    let shown = scope == BriefScope::WithRestricted;
    family.services.services.retain(|service| shown || !service.restricted);
    Ok(BriefView {
        scope,
        made_at: now.to_rfc3339(),
        made_by: vault.enrolment()?.name,
        last_seen,
        no_access: contacts.filter(failed).collect(),
        growth: of(EntryKind::Measurement).take(MOST_MEASUREMENTS).cloned().collect(),
        standing,
        left_out: if shown { 0 } else { restricted.len() },
        restricted: if shown { restricted.into_iter().cloned().collect() } else { Vec::new() },
        not_known: not_known(&answered),
        family,
    })
}

fn answered(family: &FamilyView, timeline: &[TimelineItem], seen: bool, today: NaiveDate) -> Answered {
    let own = |item: &&TimelineItem| item.person == family.person.person && !item.in_error;
    let has = |kind: EntryKind| timeline.iter().filter(own).any(|item| item.kind == Some(kind));
    let relationships: Vec<_> = family.people.iter().filter_map(|member| member.relationship.as_ref()).collect();
    let responsible = |answer| relationships.iter().any(|one| one.parental_responsibility == answer);
    let parents = relationships.iter().filter(|one| {
        matches!(one.relationship, RelationshipKind::Mother | RelationshipKind::Father | RelationshipKind::Parent)
    });
    let status = timeline.iter().filter(own).find(|item| item.kind == Some(EntryKind::SafeguardingStatus));
    let state = status.and_then(|item| SafeguardingStatus::deserialize(&*item.body).ok()).map(|status| status.state);
    Answered {
        synced_today: family.as_of.as_deref().and_then(|at| at.get(..10)) == Some(&*today.to_string()),
        seen,
        address: family.households.iter().any(|home| home.hidden || !home.address.is_empty()),
        household: family.households.iter().any(|home| home.members.len() > 1),
        nhs_number: family.person.nhs_number_status == Some(NhsNumberStatus::Verified),
        gp: !family.services.prompts.contains(&ServicePrompt::NoGp),
        parental_responsibility: responsible(ParentalResponsibility::Yes)
            && !responsible(ParentalResponsibility::NotKnown),
        other_parent: parents.count() > 1,
        growth: has(EntryKind::Measurement),
        level_of_need: has(EntryKind::LevelOfNeed),
        safeguarding_status: state.is_some(),
        has_plan: state.is_some_and(|state| !matches!(state, SafeguardingState::None | SafeguardingState::EarlyHelp)),
        lead_practitioner: has(EntryKind::LeadPractitioner),
        needs_assessment: has(EntryKind::NeedsAssessment),
        immunisations: has(EntryKind::ImmunisationStatus),
    }
}

fn contact(item: &TimelineItem) -> Option<BriefContact> {
    let body = Contact::deserialize(&*item.body).ok()?;
    Some(BriefContact {
        at: body.started_at.to_rfc3339(),
        mode: body.mode,
        outcome: body.outcome,
        child_seen: body.child_seen,
        author: item.author.clone(),
    })
}

fn saw_the_child(item: &TimelineItem) -> bool {
    Contact::deserialize(&*item.body).is_ok_and(|body| body.saw_the_child())
}

fn is_no_access(contact: &BriefContact) -> bool {
    matches!(contact.outcome, ContactOutcome::NoAccess | ContactOutcome::WasNotBrought | ContactOutcome::DidNotAttend)
}

fn day(contact: &BriefContact) -> Option<NaiveDate> {
    contact.at.get(..10)?.parse().ok()
}
