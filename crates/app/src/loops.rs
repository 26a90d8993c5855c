//! What is open about a family, and across the caseload: asked for and not yet answered.

use std::collections::BTreeSet;

use chrono::{DateTime, Days, FixedOffset};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::loops::{Allowed, Answering, Around, OpenLoop, Recorded, Waits, Way, open_loops};
use doorstep_domain::person::Person;
use doorstep_domain::policy::{AtOnce, NextStep};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use doorstep_store::read::{Progress, Stored};
use serde::Serialize;
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::family::{Entries, is_in_force};
use crate::person::{PersonView, view as person_view};
use crate::policy::policy;
use crate::seen::{Acknowledged, SeenView};
use crate::staff::StaffNames;

/// Something that was asked for, promised or due, and has no answer yet.
#[derive(Clone, Serialize, TS)]
pub struct LoopView {
    /// What is waited for.
    pub waits: Waits,
    /// Whose.
    pub person: PersonView,
    /// What its entry is about, where that is not the person: their household.
    pub subject: Option<Subject>,
    /// The entry that leaves it open; none where there is none.
    pub entry: Option<EntryId>,
    /// The kind of that entry, or of the one that is missing.
    pub kind: EntryKind,
    /// In the words of the record; empty where they are restricted.
    pub what: String,
    /// Since when, ISO.
    pub since: String,
    /// By when, ISO; none where no rule gives a day.
    pub due: Option<String>,
    /// Whether that day is past.
    pub overdue: bool,
    /// What the rule allows.
    pub allowed: Option<Allowed>,
    /// Whose it is, where this laptop knows the name.
    pub owner: Option<String>,
    /// Whether it is the practitioner's own.
    pub mine: bool,
    /// Minutes on this laptop, which attempt, how many sessions.
    pub count: Option<u32>,
    /// What follows no access.
    pub step: Option<NextStep>,
    /// Why this child's first attempt is as grave as the third.
    pub at_once: Option<AtOnce>,
    /// The form that answers it.
    pub answer: Answering,
    /// Who has seen it, of what is meant for somebody.
    pub seen: Option<SeenView>,
    /// What that form begins with.
    #[ts(type = "Record<string, unknown>")]
    pub begins: serde_json::Map<String, serde_json::Value>,
}

/// What waits across the caseload.
#[derive(Clone, Serialize, TS)]
pub struct WaitingView {
    /// The longest overdue first, what has no day last.
    pub loops: Vec<LoopView>,
    /// When this copy was last brought up to date, RFC 3339.
    pub as_of: Option<String>,
}

impl App {
    pub(crate) fn waiting(&self, _: Nothing) -> Result<WaitingView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let rules = policy()?;
        let (today, days) = (now.date_naive(), rules.follow_up);
        let near = today + Days::new(days.remind_days_before.into());
        let babies = today - Days::new(days.handover_until_day.into());
        let mut reader = Reader::of(&*vault, now)?;
        let mut loops = Vec::new();
        let mut seen = BTreeSet::new();
        for subject in vault.may_wait(near, babies)? {
            for person in people_of(&vault, subject)? {
                if seen.insert(person) {
                    loops.extend(reader.loops_of(person)?);
                }
            }
        }
        let loops = in_order(loops);
        Ok(WaitingView { loops, as_of: vault.synced_at()?.map(|at| at.to_rfc3339()) })
    }
}

/// The longest overdue first, what has no day last. A household's is everybody's in it, and said once.
pub(crate) fn in_order(mut loops: Vec<LoopView>) -> Vec<LoopView> {
    loops.sort_by(|one, other| {
        (one.due.is_none(), &one.due, &one.since).cmp(&(other.due.is_none(), &other.due, &other.since))
    });
    let mut said = BTreeSet::new();
    loops.retain(|one| one.subject.is_none() || one.entry.is_none_or(|entry| said.insert((entry, one.waits))));
    loops
}

/// The person of this id, or a child of the household of this id.
fn people_of(vault: &Vault, subject: [u8; 16]) -> Result<Vec<PersonId>, ApiError> {
    let person = PersonId::from_bytes(subject);
    if vault.person(person)?.is_some() {
        return Ok(vec![person]);
    }
    Ok(vault.members_of(HouseholdId::from_bytes(subject))?)
}

/// Reads what is open, for one practitioner at one moment.
pub(crate) struct Reader<'a, E: Entries> {
    entries: &'a E,
    now: DateTime<FixedOffset>,
    role: Role,
    own: doorstep_domain::id::StaffId,
    names: StaffNames<'a>,
}

impl<'a, E: Entries> Reader<'a, E> {
    pub(crate) fn of(entries: &'a E, now: DateTime<FixedOffset>) -> Result<Self, ApiError> {
        let vault = entries.vault();
        let enrolment = vault.enrolment()?;
        Ok(Self { entries, now, role: enrolment.role, own: enrolment.staff, names: StaffNames::of(vault)? })
    }

    /// What is open about one person, and about the homes where they live.
    pub(crate) fn loops_of(&mut self, person: PersonId) -> Result<Vec<LoopView>, ApiError> {
        let vault = self.entries.vault();
        let homes = vault.households_of(person)?.into_iter().map(Subject::Household);
        let about = [Subject::Person(person)].into_iter().chain(homes);
        let read = about.map(|subject| self.entries.of(subject)).collect::<Result<Vec<_>, _>>()?;
        let stored: Vec<&Stored> = read.iter().flat_map(|read| read.iter()).filter(|one| is_in_force(one)).collect();
        let row = vault.person(person)?.unwrap_or_else(|| Person::unknown(person));
        let earlier = stored.iter().map(|one| self.earlier(one)).collect::<Result<Vec<_>, _>>()?;
        let entries: Vec<Recorded<'_>> =
            stored.iter().zip(&earlier).filter_map(|(one, earlier)| recorded(one, earlier)).collect();
        let around = Around {
            about: Subject::Person(person),
            born_on: Some(&row).filter(|row| row.is_child).and_then(|row| row.birth_day()),
            several_records: vault.records_of(person)?.len() > 1,
            reader: self.role,
            entries: &entries,
            now: self.now,
        };
        let view = person_view(row, self.now.date_naive());
        let acknowledged = Acknowledged::about(self.entries, &[Subject::Person(person)])?;
        let mut loops = Vec::new();
        for one in open_loops(&around, policy()?) {
            let of = stored.iter().find(|stored| Some(stored.entry) == one.entry);
            let seen = of.map(|of| acknowledged.view(of, &mut self.names)).transpose()?.flatten();
            loops.push(LoopView { seen, ..self.view(one, &view)? });
        }
        Ok(loops)
    }

    /// Earlier versions are asked of one kind: what a safeguarding status was before.
    fn earlier(&self, stored: &Stored) -> Result<Vec<String>, ApiError> {
        let wanted = stored.change.header.kind.known() == Some(EntryKind::SafeguardingStatus) && stored.versions > 1;
        let versions = if wanted { self.entries.vault().versions(stored.entry)? } else { Vec::new() };
        Ok(versions.iter().filter(|one| one.id() != stored.change.id()).map(|one| one.body().to_owned()).collect())
    }

    fn view(&mut self, one: OpenLoop, person: &PersonView) -> Result<LoopView, ApiError> {
        let OpenLoop { waits, about, entry, kind, sensitivity: _, what, since, due, allowed, owner, .. } = one;
        let begins = begins(one.answer, (kind, entry, &what), since, self.own);
        Ok(LoopView {
            waits,
            person: person.clone(),
            subject: (about != Subject::Person(person.person)).then_some(about),
            entry,
            kind,
            what,
            since: since.to_string(),
            due: due.map(|day| day.to_string()),
            overdue: due.is_some_and(|day| day < self.now.date_naive()),
            allowed,
            owner: owner.map(|owner| self.names.name(owner)).transpose()?.flatten(),
            mine: owner == Some(self.own),
            count: one.count,
            step: one.step,
            at_once: one.at_once,
            answer: one.answer,
            seen: None,
            begins,
        })
    }
}

/// What is known already need not be typed again.
fn begins(
    answer: Answering,
    (kind, entry, what): (EntryKind, Option<EntryId>, &str),
    since: chrono::NaiveDate,
    own: doorstep_domain::id::StaffId,
) -> serde_json::Map<String, serde_json::Value> {
    let fields = match answer.kind {
        EntryKind::WhatNow => serde_json::json!({
            "ended_what": what, "ended_on": since, "ended": entry, "owner": own, "state": "open",
        }),
        EntryKind::NoAccess if kind == EntryKind::Contact => serde_json::json!({ "contact": entry, "on": since }),
        _ => serde_json::json!({}),
    };
    match fields {
        serde_json::Value::Object(fields) if answer.entry.is_none() => fields,
        _ => serde_json::Map::new(),
    }
}

fn recorded<'a>(stored: &'a Stored, earlier: &'a [String]) -> Option<Recorded<'a>> {
    let header = &stored.change.header;
    Some(Recorded {
        entry: stored.entry,
        kind: header.kind.known()?,
        about: header.subject,
        sensitivity: stored.sensitivity,
        author: header.author,
        signed_at: header.recorded_at,
        way: match stored.batch.map(|batch| batch.progress) {
            Some(Progress::Unsent) => Way::OnThisLaptop,
            Some(Progress::Received | Progress::Waiting | Progress::Quarantined) | None => Way::AtTheService,
        },
        body: stored.body(),
        earlier,
    })
}
