//! Finding a child: the caseload by name, and search.

use doorstep_domain::id::{EntryId, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::person::PersonView;

/// Which part of the caseload.
#[derive(Debug, Clone, Copy, Deserialize, TS)]
pub struct CaseloadQuery {
    /// The first row, from 0.
    pub from: u32,
    /// The most rows: up to 200.
    pub limit: u32,
}

/// Part of the caseload.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseloadView {
    /// All children of the caseload.
    pub total: u32,
    /// The first row of this part.
    pub from: u32,
    /// The children, by family name, then given name.
    pub children: Vec<CaseloadChild>,
}

/// A row of the caseload.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CaseloadChild {
    /// The child.
    pub person: PersonView,
    /// The carers' names, main carer first.
    pub carers: Vec<String>,
    /// The first line and postcode of the main home; nothing where it is hidden.
    pub home: Option<String>,
    /// When a signed contact last took place, RFC 3339.
    pub last_contact_at: Option<String>,
    /// Whether a draft waits.
    pub draft: bool,
}

/// What to look for.
#[derive(Debug, Clone, Deserialize, TS)]
pub struct SearchQuery {
    /// Name, birth date, NHS number, postcode, phone, or words of a record.
    pub text: String,
}

/// What was found on this laptop. Nothing found is not "no record".
#[derive(Debug, Clone, Serialize, TS)]
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
#[derive(Debug, Clone, Serialize, TS)]
pub struct FoundPerson {
    /// Who.
    pub person: PersonView,
    /// The first line and postcode of the home; nothing where it is hidden.
    pub home: Option<String>,
    /// The child to open the family at: the person, or a child of theirs.
    pub open: PersonId,
}

/// A record found by its words.
#[derive(Debug, Clone, Serialize, TS)]
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
