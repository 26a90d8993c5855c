//! The caseload, narrowed and sorted by facts alone: what is due, what was judged, who was seen when. Nothing is scored,
//! weighed or ranked (NEED-07, NEED-08).

use std::cmp::Reverse;

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::Contact;
use doorstep_domain::entries::delegation::{Delegation, DelegationState};
use doorstep_domain::entries::level_of_need::{Level, LevelOfNeed};
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use doorstep_domain::entries::vulnerable_group::VulnerableGroup;
use doorstep_domain::id::{PersonId, Subject};
use doorstep_domain::person::Person;
use doorstep_domain::schedule::ReviewState;
use doorstep_store::Vault;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::ApiError;
use crate::family::bodies;
use crate::reviews::{ReviewView, next, reviews};

/// Which children.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Only {
    /// A review is overdue.
    Overdue,
    /// A review is due soon or overdue.
    DueSoon,
    /// Somewhere in early help, child protection or care.
    Safeguarding,
    /// Part of the work is with a colleague.
    Delegated,
    /// They, or a carer, belong to a group that services often miss.
    VulnerableGroup,
    /// Not seen for 90 days, or never.
    NotSeenLately,
}

/// In which order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CaseloadOrder {
    /// By family name, then given name.
    #[default]
    Name,
    /// What is overdue the longest, or due the soonest, first.
    ReviewDue,
    /// Who was seen the longest ago first; never before all.
    SeenLongestAgo,
}

/// Which children of the caseload, in which order.
#[derive(Debug, Clone, Copy, Default, Deserialize, TS)]
#[serde(default)]
pub struct Narrowed {
    /// Those of whom this holds.
    pub only: Option<Only>,
    /// Those of this level of need, their own or their household's.
    pub level: Option<Level>,
    /// In which order.
    pub order: CaseloadOrder,
}

/// What is known of a child for a board.
#[derive(Clone, Serialize, TS)]
pub struct BoardFacts {
    /// The review that comes next: overdue the longest, or due the soonest.
    pub next_review: Option<ReviewView>,
    /// The level of need, the higher of the child's own and the household's.
    pub level: Option<Level>,
    /// Where the child stands in child protection and care.
    pub safeguarding: Option<SafeguardingState>,
    /// Whether part of the work is with a colleague.
    pub delegated: bool,
    /// When the child was last seen, ISO.
    pub last_seen_on: Option<String>,
}

const NOT_SEEN_LATELY_DAYS: i64 = 90;

impl Narrowed {
    /// How many children are meant, and `limit` of them `from` a place on, each with its facts.
    pub(crate) fn page(
        &self,
        vault: &Vault,
        (from, limit): (u32, u32),
        today: NaiveDate,
    ) -> Result<(u32, Vec<(Person, BoardFacts)>), ApiError> {
        let with_facts = |row: Person| BoardFacts::of(vault, &row, today).map(|facts| (row, facts));
        if self.is_everybody() {
            let rows = vault.children(from, limit)?.into_iter().map(with_facts);
            return Ok((vault.count_children()?, rows.collect::<Result<_, _>>()?));
        }
        let mut found = Vec::new();
        for row in vault.children(0, u32::MAX)? {
            let (row, facts) = with_facts(row)?;
            if self.means(vault, &row, &facts, today)? {
                found.push((row, facts));
            }
        }
        match self.order {
            CaseloadOrder::Name => {}
            // None is less than some: turned round twice, whoever has nothing due comes last.
            CaseloadOrder::ReviewDue => found.sort_by_cached_key(|(_, facts)| {
                Reverse(facts.next_review.as_ref().map(|review| Reverse(review.due_on.clone())))
            }),
            CaseloadOrder::SeenLongestAgo => found.sort_by_cached_key(|(_, facts)| facts.last_seen_on.clone()),
        }
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        Ok((total, found.into_iter().skip(from as usize).take(limit as usize).collect()))
    }

    /// The whole caseload by name: nobody has to be looked at but who is shown.
    fn is_everybody(&self) -> bool {
        self.only.is_none() && self.level.is_none() && self.order == CaseloadOrder::Name
    }

    fn means(&self, vault: &Vault, row: &Person, facts: &BoardFacts, today: NaiveDate) -> Result<bool, ApiError> {
        let state = facts.next_review.as_ref().map(|review| review.state);
        let of_level = self.level.is_none() || self.level == facts.level;
        let holds = match self.only {
            None => true,
            Some(Only::Overdue) => state == Some(ReviewState::Overdue),
            Some(Only::DueSoon) => matches!(state, Some(ReviewState::Overdue | ReviewState::DueSoon)),
            Some(Only::Safeguarding) => facts.safeguarding.is_some_and(|state| state != SafeguardingState::None),
            Some(Only::Delegated) => facts.delegated,
            Some(Only::VulnerableGroup) => is_in_a_group(vault, row.id)?,
            Some(Only::NotSeenLately) => {
                let seen = facts.last_seen_on.as_deref().and_then(|day| day.parse::<NaiveDate>().ok());
                seen.is_none_or(|day| (today - day).num_days() > NOT_SEEN_LATELY_DAYS)
            }
        };
        Ok(of_level && holds)
    }
}

impl BoardFacts {
    pub(crate) fn of(vault: &Vault, row: &Person, today: NaiveDate) -> Result<Self, ApiError> {
        let child = Subject::Person(row.id);
        let statuses: Vec<SafeguardingStatus> = bodies(vault, child, EntryKind::SafeguardingStatus)?;
        let delegations: Vec<Delegation> = bodies(vault, child, EntryKind::Delegation)?;
        Ok(Self {
            next_review: next(reviews(vault, row, today)?),
            level: level(vault, row.id)?,
            safeguarding: statuses.into_iter().map(|status| status.state).max(),
            delegated: delegations.iter().any(is_with_a_colleague),
            last_seen_on: last_seen_on(vault, child)?,
        })
    }
}

fn is_with_a_colleague(delegation: &Delegation) -> bool {
    match delegation.state {
        DelegationState::Proposed
        | DelegationState::Accepted
        | DelegationState::InProgress
        | DelegationState::Reported => true,
        DelegationState::Refused
        | DelegationState::Reviewed
        | DelegationState::Revoked
        | DelegationState::HandedBack
        | DelegationState::Closed => false,
    }
}

fn last_seen_on(vault: &Vault, child: Subject) -> Result<Option<String>, ApiError> {
    let contacts: Vec<Contact> = bodies(vault, child, EntryKind::Contact)?;
    let seen = contacts.iter().filter(|one| one.saw_the_child());
    Ok(seen.map(|one| one.started_at.date_naive()).max().map(|day| day.to_string()))
}

/// The highest of the child's own level and those of the households that it belongs to.
pub(crate) fn level(vault: &Vault, child: PersonId) -> Result<Option<Level>, ApiError> {
    let households = vault.households_of(child)?.into_iter().map(Subject::Household);
    let mut highest = None;
    for subject in households.chain([Subject::Person(child)]) {
        let levels: Vec<LevelOfNeed> = bodies(vault, subject, EntryKind::LevelOfNeed)?;
        highest = levels.into_iter().map(|judged| judged.level).chain(highest).max();
    }
    Ok(highest)
}

fn is_in_a_group(vault: &Vault, child: PersonId) -> Result<bool, ApiError> {
    for person in vault.adults_of(child)?.into_iter().chain([child]) {
        let asked: Vec<VulnerableGroup> = bodies(vault, Subject::Person(person), EntryKind::VulnerableGroup)?;
        if asked.iter().any(|one| !one.groups.is_empty() || !one.other.trim().is_empty()) {
            return Ok(true);
        }
    }
    Ok(false)
}
