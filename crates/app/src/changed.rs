//! What changed since somebody last looked, or in so many days: about a family, and across the caseload.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use doorstep_domain::change::Change;
use doorstep_domain::changed::{Fact, Version, facts, kinds};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::assessed_need::AssessedNeed;
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::Vault;
use doorstep_store::looks::Since;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::ApiError;
use crate::family::Family;
use crate::person::{AuthorView, PersonView, person_view};
use crate::staff::StaffNames;

/// About whom, and since when.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct ChangedQuery {
    /// Anybody of the family; none for the whole caseload.
    pub person: Option<PersonId>,
    /// Arrived within so many days; none for what arrived since the look before this one.
    pub days: Option<u16>,
}

/// Something that became different.
#[derive(Clone, Serialize, TS)]
pub struct FactView {
    /// What.
    pub fact: Fact,
    /// Words of the record, or the code of what it became; empty where it is restricted.
    pub told: String,
    /// The child to open, or whoever it is about.
    pub person: PersonView,
    /// The entry that says it.
    pub entry: EntryId,
    /// When it happened, ISO.
    pub occurred: String,
    /// Who wrote it, and when.
    pub author: AuthorView,
    /// Whether the practitioner wrote it.
    pub mine: bool,
}

/// What changed.
#[derive(Clone, Serialize, TS)]
pub struct ChangedView {
    /// Whose family; none for the whole caseload.
    pub person: Option<PersonView>,
    /// The look before this one, RFC 3339; none where there was none, or where days were asked for.
    pub looked_at: Option<String>,
    /// The first day that was asked about, ISO.
    pub since: String,
    /// The facts, the latest first.
    pub facts: Vec<FactView>,
    /// Whether there were more.
    pub more: bool,
    /// When this copy was last brought up to date, RFC 3339.
    pub as_of: Option<String>,
}

/// Where nobody looked before.
const USUAL_DAYS: u16 = 28;
const MOST_FACTS: usize = 500;

impl App {
    pub(crate) fn changed_since(&self, input: ChangedQuery) -> Result<ChangedView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let today = now.date_naive();
        let look = match (input.person, input.days) {
            (Some(person), None) => vault.look_before(*person.bytes())?,
            (None, _) | (_, Some(_)) => None,
        };
        let first_day = today - Days::new(input.days.unwrap_or(USUAL_DAYS).into());
        let since = look.map_or(Since::Day(first_day), |look| Since::Look(look.arrived));
        let wanted = input.person.map(|person| Family::around(&vault, person)).transpose()?;
        let wanted = wanted.map(|family| family.subjects().into_iter().collect::<BTreeSet<_>>());
        let changes = vault.arrived_since(since, &kinds())?;
        let about = |change: &&Change| wanted.as_ref().is_none_or(|wanted| wanted.contains(&change.header.subject));
        let mut reading = Reading::of(&vault, now)?;
        let mut found = Vec::new();
        for change in changes.iter().filter(about) {
            found.extend(reading.facts_of(change)?);
        }
        found.sort_by(|one, other| {
            (&other.occurred, &other.author.recorded_at).cmp(&(&one.occurred, &one.author.recorded_at))
        });
        let more = found.len() > MOST_FACTS;
        found.truncate(MOST_FACTS);
        Ok(ChangedView {
            person: input.person.map(|person| person_view(&vault, person, today)).transpose()?,
            looked_at: look.map(|look| look.at.to_rfc3339()),
            since: look.map_or(first_day, |look| look.at.date_naive()).to_string(),
            facts: found,
            more,
            as_of: vault.synced_at()?.map(|at| at.to_rfc3339()),
        })
    }
}

struct Reading<'a> {
    vault: &'a Vault,
    today: NaiveDate,
    own: doorstep_domain::id::StaffId,
    names: StaffNames<'a>,
}

impl<'a> Reading<'a> {
    fn of(vault: &'a Vault, now: DateTime<FixedOffset>) -> Result<Self, ApiError> {
        let own = vault.enrolment()?.staff;
        Ok(Self { vault, today: now.date_naive(), own, names: StaffNames::of(vault)? })
    }

    fn facts_of(&mut self, change: &Change) -> Result<Vec<FactView>, ApiError> {
        let header = &change.header;
        let Some(kind) = header.kind.known().filter(|_| !header.in_error) else { return Ok(Vec::new()) };
        let before = self.before(change, kind)?;
        let told = facts(&Version { kind, before: before.as_deref(), after: change.body() });
        // A contact of one's own is no news.
        let mine = header.author == self.own;
        let told = told.into_iter().filter(|(fact, _)| !(mine && *fact == Fact::Contact));
        let Some(person) = self.whose(header.subject)? else { return Ok(Vec::new()) };
        let person = person_view(self.vault, person, self.today)?;
        let (entry, restricted) = (header.entry, header.sensitivity == Sensitivity::Restricted);
        told.map(|(fact, told)| {
            Ok(FactView {
                fact,
                told: if restricted { String::new() } else { told },
                person: person.clone(),
                entry,
                occurred: header.occurred.to_string(),
                author: self.names.author(header)?,
                mine,
            })
        })
        .collect()
    }

    /// The person, or the first child of the household.
    fn whose(&self, subject: Subject) -> Result<Option<PersonId>, ApiError> {
        let members = match subject {
            Subject::Person(person) => return Ok(Some(person)),
            Subject::Household(household) => self.vault.members_of(household)?,
            Subject::Staff(_) | Subject::Centre(_) => return Ok(None),
        };
        for person in &members {
            if self.vault.person(*person)?.is_some_and(|row| row.is_child) {
                return Ok(Some(*person));
            }
        }
        Ok(members.first().copied())
    }

    /// The version before; of an assessment, the one before of the same domain.
    fn before(&self, change: &Change, kind: EntryKind) -> Result<Option<String>, ApiError> {
        if let Some(parent) = change.header.parents.first() {
            let versions = self.vault.versions(change.header.entry)?;
            return Ok(versions.iter().find(|one| one.id() == *parent).map(|one| one.body().to_owned()));
        }
        if kind != EntryKind::AssessedNeed {
            return Ok(None);
        }
        let domain = |body: &str| serde_json::from_str::<AssessedNeed>(body).ok().map(|one| one.domain);
        let (own, at) = (domain(change.body()), change.header.occurred.order());
        let earlier = self.vault.entries_of_kind(change.header.subject, kind)?.into_iter();
        let earlier = earlier.filter(|one| one.change.header.occurred.order() < at && domain(one.body()) == own);
        Ok(earlier.max_by_key(|one| one.change.header.occurred.order()).map(|one| one.body().to_owned()))
    }
}
