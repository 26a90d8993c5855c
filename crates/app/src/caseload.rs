//! Finding a child: the caseload by name, and search.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{EntryId, PersonId, Subject};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_store::audit::{Act, Noted};
use doorstep_store::glance::Glance;
use doorstep_store::{MOST_FOUND, Vault};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::board::{BoardFacts, Narrowed};
use crate::error::ApiError;
use crate::family::in_force;
use crate::person::{PersonView, person_view, view};

/// Which part of the caseload.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CaseloadQuery {
    /// The first row, from 0.
    pub from: u32,
    /// The most rows: up to 200.
    pub limit: u32,
    /// Which children, in which order.
    #[serde(default)]
    #[ts(optional)]
    pub narrowed: Option<Narrowed>,
}

/// Part of the caseload.
#[derive(Clone, Serialize, TS)]
pub struct CaseloadView {
    /// All children that are meant.
    pub total: u32,
    /// The first row of this part.
    pub from: u32,
    /// The children, in the order that was asked for.
    pub children: Vec<CaseloadChild>,
}

/// A row of the caseload.
#[derive(Clone, Serialize, TS)]
pub struct CaseloadChild {
    /// The child.
    pub person: PersonView,
    /// The carers' names, main carer first.
    pub carers: Vec<String>,
    /// The first line and postcode of the main home; nothing where it is hidden.
    pub home: Option<String>,
    /// When a signed contact last took place, RFC 3339.
    pub last_contact_at: Option<String>,
    /// What is due, judged and known.
    #[serde(flatten)]
    #[ts(flatten)]
    pub facts: BoardFacts,
    /// How many alerts must be read before somebody knocks or rings.
    pub alerts: usize,
    /// Whether a draft waits.
    pub draft: bool,
}

/// What to look for.
#[derive(Clone, Deserialize, TS)]
pub struct SearchQuery {
    /// Name, birth date, NHS number, postcode, phone, or words of a record.
    pub text: String,
}

/// What was found on this laptop. Nothing found is not "no record".
#[derive(Clone, Serialize, TS)]
pub struct SearchView {
    /// People, best first, 50 at most.
    pub people: Vec<FoundPerson>,
    /// Records that hold the words, newest first, 50 at most.
    pub records: Vec<FoundRecord>,
    /// Whether there were more.
    pub more: bool,
    /// When this copy was last brought up to date, RFC 3339.
    pub as_of: Option<String>,
}

/// Somebody found.
#[derive(Clone, Serialize, TS)]
pub struct FoundPerson {
    /// Who.
    pub person: PersonView,
    /// The first line and postcode of the home; nothing where it is hidden.
    pub home: Option<String>,
    /// How many alerts must be read before somebody knocks or rings.
    pub alerts: usize,
    /// The child to open the family at: the person, or a child of theirs.
    pub open: PersonId,
}

/// A record found by its words.
#[derive(Clone, Serialize, TS)]
pub struct FoundRecord {
    /// Which.
    pub entry: EntryId,
    /// Whose.
    pub person: PersonView,
    /// When it happened, ISO.
    pub occurred: String,
    /// The words around the match.
    pub excerpt: String,
}

/// The most rows of one part of the caseload.
const MOST_ROWS: u32 = 200;

impl App {
    pub(crate) fn caseload(&self, input: CaseloadQuery) -> Result<CaseloadView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let drafts: BTreeSet<PersonId> =
            vault.drafts()?.into_iter().filter_map(|draft| draft.subject.person()).collect();
        let (from, limit) = (input.from, input.limit.min(MOST_ROWS));
        let (total, rows) = input.narrowed.unwrap_or_default().page(&vault, (from, limit), today)?;
        let people: Vec<PersonId> = rows.iter().map(|(person, _)| person.id).collect();
        let child = |(glance, (_, facts))| caseload_child(&vault, glance, facts, today, &drafts);
        let children = vault.glance(&people)?.into_iter().zip(rows).map(child).collect::<Result<_, _>>()?;
        Ok(CaseloadView { total, from, children })
    }

    pub(crate) fn search(&self, input: SearchQuery) -> Result<SearchView, ApiError> {
        let (vault, now) = (self.vault()?, self.now());
        let mut people = vault.find_people(&input.text)?;
        let mut records = vault.find_records(&input.text)?;
        let more = people.len() > MOST_FOUND || records.len() > MOST_FOUND;
        people.truncate(MOST_FOUND);
        records.truncate(MOST_FOUND);
        // That something was looked for is noted; what was, is not: it may be a name.
        let found = people.len() + records.len();
        vault.note(&Noted { detail: found.to_string(), ..Noted::new(now, Act::Searched) })?;
        let glances = vault.glance(&people)?.into_iter();
        let people = glances.map(|glance| found_person(glance, now.date_naive())).collect();
        let found_record = |number| found_record(&vault, number, &input.text, now.date_naive()).transpose();
        let records = records.into_iter().filter_map(found_record).collect::<Result<_, _>>()?;
        Ok(SearchView { people, records, more, as_of: vault.synced_at()?.map(|at| at.to_rfc3339()) })
    }
}

fn caseload_child(
    vault: &Vault,
    glance: Glance,
    facts: BoardFacts,
    today: NaiveDate,
    drafts: &BTreeSet<PersonId>,
) -> Result<CaseloadChild, ApiError> {
    let person = glance.person.id;
    let carers = vault.adults_of(person)?.into_iter().map(|adult| Ok(vault.person(adult)?.map(|row| row.full_name())));
    Ok(CaseloadChild {
        carers: carers.collect::<Result<Vec<_>, ApiError>>()?.into_iter().flatten().collect(),
        home: glance.home,
        last_contact_at: last_contact(vault, person)?,
        facts,
        alerts: in_force(glance.alerts, today).count(),
        draft: drafts.contains(&person),
        person: view(glance.person, today),
    })
}

fn last_contact(vault: &Vault, person: PersonId) -> Result<Option<String>, ApiError> {
    let latest = vault.latest(Subject::Person(person), EntryKind::Contact)?;
    Ok(latest.map(|stored| stored.change.header.occurred.to_string()))
}

fn found_person(glance: Glance, today: NaiveDate) -> FoundPerson {
    let alerts = in_force(glance.alerts, today).count();
    let open = glance.child.unwrap_or(glance.person.id);
    FoundPerson { person: view(glance.person, today), home: glance.home, alerts, open }
}

fn found_record(vault: &Vault, number: i64, text: &str, today: NaiveDate) -> Result<Option<FoundRecord>, ApiError> {
    let Some(stored) = vault.entry_of_change(number)? else { return Ok(None) };
    let Some(person) = stored.change.header.subject.person() else { return Ok(None) };
    // Others in the room may read along: what is restricted is found, and shown when it is asked for.
    let shows = stored.sensitivity < Sensitivity::Restricted;
    Ok(Some(FoundRecord {
        entry: stored.entry,
        person: person_view(vault, person, today)?,
        occurred: stored.change.header.occurred.to_string(),
        excerpt: if shows { excerpt(stored.body(), text) } else { String::new() },
    }))
}

/// Characters of text shown around the first word that was found.
const AROUND: usize = 60;

/// The text around the first match, from the first text of the body that has one.
fn excerpt(body: &str, typed: &str) -> String {
    let wanted = typed.split_whitespace().next().unwrap_or_default().to_lowercase();
    let fields = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(body).unwrap_or_default();
    let texts: Vec<&str> =
        fields.values().filter_map(serde_json::Value::as_str).filter(|text| text.contains(' ')).collect();
    let at = |text: &&str| text.to_lowercase().contains(&wanted);
    let Some(text) = texts.iter().find(|text| at(text)).or(texts.first()) else { return String::new() };
    let place = text
        .to_lowercase()
        .find(&wanted)
        .map_or(0, |bytes| text.get(..bytes).map_or(0, |before| before.chars().count()));
    let start = place.saturating_sub(AROUND);
    let cut: String = text.chars().skip(start).take(2 * AROUND).collect();
    let dots = |cut: bool| if cut { "…" } else { "" };
    format!("{}{cut}{}", dots(start > 0), dots(start + 2 * AROUND < text.chars().count()))
}
