//! The team and its centres: who is competent in what, which health visitor is named for which centre, what was agreed.

mod directory;
mod time;

use chrono::NaiveDate;
use doorstep_domain::access::{may_record, may_record_of};
use doorstep_domain::change::Kind;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::centre::Centre;
use doorstep_domain::entries::competency::{Competency, Validity};
use doorstep_domain::entries::sharing_protocol::SharingProtocol;
use doorstep_domain::id::{CentreId, ChangeId, EntryId, StaffId, Subject, SubjectKind};
use doorstep_store::Vault;
use doorstep_store::read::{EntryState, Stored};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::family::{Receipt, is_in_force, receipt, said};
use crate::person::AuthorView;
use crate::screen::{CentreName, centre_name};
use crate::staff::{Colleague, StaffNames, known_staff};

pub use directory::{DirectoryService, DirectoryView, HeldSession};
pub use time::{MyTimeQuery, MyTimeView, TimeTotals};

/// The team: colleagues, and centres.
#[derive(Clone, Serialize, TS)]
pub struct TeamView {
    /// Everybody who works here, by name.
    pub colleagues: Vec<ColleagueView>,
    /// The centres, by name; those that closed last.
    pub centres: Vec<CentreRow>,
    /// Whether this practitioner may record a centre.
    pub may_record_centre: bool,
    /// When this laptop last synced, RFC 3339: how old this is.
    pub as_of: Option<String>,
}

/// Somebody who works here, and what they may do on their own.
#[derive(Clone, Serialize, TS)]
pub struct ColleagueView {
    /// Who.
    pub colleague: Colleague,
    /// What they were found competent in; what ends first is first.
    pub competencies: Vec<CompetencyView>,
    /// Whether this practitioner may record a competency of theirs.
    pub may_record: bool,
}

/// What somebody was found competent in.
#[derive(Clone, Serialize, TS)]
pub struct CompetencyView {
    /// The entry.
    pub record: RecordView,
    /// How it stands today.
    pub validity: Validity,
}

/// A centre, in a line.
#[derive(Clone, Serialize, TS)]
pub struct CentreRow {
    /// Which.
    pub centre: CentreId,
    /// What it is called.
    pub name: String,
    /// Its named health visitor, where there is one.
    pub named_health_visitor: Option<StaffId>,
    /// Until when the latest protocol in force holds, ISO; without one nothing is shared with it.
    pub shared_until: Option<String>,
    /// When it closed for good, ISO.
    pub closed_on: Option<String>,
}

/// Which centre.
#[derive(Clone, Copy, Deserialize, TS)]
pub struct CentreWhich {
    /// The centre.
    pub centre: CentreId,
}

/// A centre and all that was recorded about it.
#[derive(Clone, Serialize, TS)]
pub struct CentreView {
    /// Which.
    pub centre: CentreName,
    /// What is in force: the latest of a kind first.
    pub records: Vec<RecordView>,
    /// The protocols by which something may be shared today.
    pub in_force: Vec<EntryId>,
    /// What this practitioner may record about it.
    pub may_record: Vec<EntryKind>,
    /// When this laptop last synced, RFC 3339.
    pub as_of: Option<String>,
}

/// An entry about a colleague or a centre.
#[derive(Clone, Serialize, TS)]
pub struct RecordView {
    /// Which.
    pub entry: EntryId,
    /// The version that is shown.
    pub change: ChangeId,
    /// What it is about.
    pub subject: Subject,
    /// What sort.
    pub kind: EntryKind,
    /// The content, `EntryBodies[kind]`.
    #[ts(type = "unknown")]
    pub body: serde_json::Value,
    /// When it happened, ISO.
    pub occurred: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// Changed since first signed.
    pub amended: bool,
    /// Two versions differ, and a decision waits.
    pub disputed: bool,
    /// How far it has come.
    pub receipt: Receipt,
}

impl App {
    /// Who is competent in what, and the centres.
    pub(crate) fn team(&self, _: Nothing) -> Result<TeamView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let own = vault.enrolment()?;
        let mut colleagues = Vec::new();
        for colleague in known_staff(&vault)?.into_values() {
            let (kind, about) = (Kind::Known(EntryKind::Competency), Subject::Staff(colleague.staff));
            colleagues.push(ColleagueView {
                competencies: competencies(&vault, colleague.staff, today)?,
                may_record: may_record(own.role, &kind) && may_record_of(own.staff, &kind, about),
                colleague,
            });
        }
        colleagues.sort_by(|one, other| one.colleague.name.cmp(&other.colleague.name));
        Ok(TeamView {
            colleagues,
            centres: centres(&vault, today)?,
            may_record_centre: may_record(own.role, &Kind::Known(EntryKind::Centre)),
            as_of: vault.synced_at()?.map(|at| at.to_rfc3339()),
        })
    }

    /// A centre and all that was recorded about it.
    pub(crate) fn centre(&self, input: CentreWhich) -> Result<CentreView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let subject = Subject::Centre(input.centre);
        let stored = vault.entries_of(subject)?;
        if stored.is_empty() {
            return Err(ApiError::not_found());
        }
        let role = vault.enrolment()?.role;
        let of_a_centre = |kind: &&EntryKind| kind.about() == SubjectKind::Centre && kind.recorders().include(role);
        Ok(CentreView {
            centre: centre_name(&vault, input.centre)?,
            in_force: protocols(&vault, input.centre, today)?.into_iter().map(|(entry, _)| entry).collect(),
            records: records(&vault, stored)?,
            may_record: EntryKind::ALL.iter().filter(of_a_centre).copied().collect(),
            as_of: vault.synced_at()?.map(|at| at.to_rfc3339()),
        })
    }
}

fn competencies(vault: &Vault, staff: StaffId, today: NaiveDate) -> Result<Vec<CompetencyView>, ApiError> {
    let mut held = Vec::new();
    for record in records(vault, vault.entries_of_kind(Subject::Staff(staff), EntryKind::Competency)?)? {
        let Ok(competency) = Competency::deserialize(&record.body) else { continue };
        held.push((competency.expires_on, CompetencyView { validity: competency.validity(today), record }));
    }
    held.sort_by_key(|(expires_on, _)| *expires_on);
    Ok(held.into_iter().map(|(_, view)| view).collect())
}

fn centres(vault: &Vault, today: NaiveDate) -> Result<Vec<CentreRow>, ApiError> {
    let mut rows = Vec::new();
    for stored in vault.centres()?.iter().filter(|stored| is_in_force(stored)) {
        let Subject::Centre(centre) = stored.change.header.subject else { continue };
        let known: Centre = serde_json::from_str(stored.body())?;
        let until = protocols(vault, centre, today)?.into_iter().map(|(_, protocol)| protocol.to).max();
        rows.push(CentreRow {
            centre,
            name: known.name,
            named_health_visitor: known.named_health_visitor,
            shared_until: until.map(|until| until.to_string()),
            closed_on: known.closed_on.map(|closed| closed.to_string()),
        });
    }
    rows.sort_by(|one, other| (one.closed_on.is_some(), &one.name).cmp(&(other.closed_on.is_some(), &other.name)));
    Ok(rows)
}

/// The protocols with a centre by which something may be shared on a day.
fn protocols(vault: &Vault, centre: CentreId, on: NaiveDate) -> Result<Vec<(EntryId, SharingProtocol)>, ApiError> {
    let said = said::<SharingProtocol>(vault, Subject::Centre(centre), EntryKind::SharingProtocol)?;
    Ok(said.into_iter().filter(|(_, protocol)| protocol.is_in_force(on)).collect())
}

/// What is in force of these, in their order.
fn records(vault: &Vault, stored: Vec<Stored>) -> Result<Vec<RecordView>, ApiError> {
    let mut names = StaffNames::of(vault)?;
    let in_force = stored.iter().filter(|stored| is_in_force(stored));
    in_force.filter_map(|stored| record(stored, &mut names).transpose()).collect()
}

/// None for a kind of a later version of Doorstep.
fn record(stored: &Stored, names: &mut StaffNames<'_>) -> Result<Option<RecordView>, ApiError> {
    let header = &stored.change.header;
    let Some(kind) = header.kind.known() else { return Ok(None) };
    Ok(Some(RecordView {
        entry: stored.entry,
        change: stored.change.id(),
        subject: header.subject,
        kind,
        body: serde_json::from_str(stored.body())?,
        occurred: header.occurred.to_string(),
        author: names.author(header)?,
        amended: stored.versions > 1,
        disputed: stored.state == EntryState::Disputed,
        receipt: receipt(stored),
    }))
}

/// The centres that this laptop knows, each with what a kind says of it.
fn of_centres<T: serde::de::DeserializeOwned>(
    vault: &Vault,
    kind: EntryKind,
) -> Result<Vec<(CentreName, RecordView, T)>, ApiError> {
    let mut found = Vec::new();
    for stored in vault.centres()?.iter().filter(|stored| is_in_force(stored)) {
        let Subject::Centre(centre) = stored.change.header.subject else { continue };
        let name = centre_name(vault, centre)?;
        for record in records(vault, vault.entries_of_kind(Subject::Centre(centre), kind)?)? {
            if let Ok(body) = T::deserialize(&record.body) {
                found.push((name.clone(), record, body));
            }
        }
    }
    Ok(found)
}
