//! The directory of local services, and the sessions of groups: what a form about a family chooses from, without a line.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::group_session::GroupSession;
use doorstep_domain::entries::local_service::LocalService;
use doorstep_domain::id::EntryId;
use serde::Serialize;
use ts_rs::TS;

use super::{RecordView, of_centres};
use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::screen::CentreName;

/// The directory of local services, as far as this laptop has it.
#[derive(Clone, Serialize, TS)]
pub struct DirectoryView {
    /// By name; those that ended are left out.
    pub services: Vec<DirectoryService>,
    /// The centres in whose area a service may be.
    pub centres: Vec<CentreName>,
    /// When this laptop last synced, RFC 3339.
    pub as_of: Option<String>,
}

/// A local service.
#[derive(Clone, Serialize, TS)]
pub struct DirectoryService {
    /// Near which centre.
    pub centre: CentreName,
    /// What it is called.
    pub name: String,
    /// What it helps with.
    pub what_for: String,
    /// The whole entry.
    pub record: RecordView,
    /// Nobody has made sure of it for a year.
    pub checked_long_ago: bool,
}

/// A session of a group, as a form names it.
#[derive(Clone, Serialize, TS)]
pub struct HeldSession {
    /// Which.
    pub session: EntryId,
    /// What it is called.
    pub title: String,
    /// On which day, ISO.
    pub on: String,
    /// At which centre.
    pub centre: CentreName,
}

impl App {
    /// The directory of local services.
    pub(crate) fn directory(&self, _: Nothing) -> Result<DirectoryView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let mut services: Vec<DirectoryService> = of_centres::<LocalService>(&vault, EntryKind::LocalService)?
            .into_iter()
            .filter(|(.., service)| service.is_there(today))
            .map(|(centre, record, service)| DirectoryService {
                centre,
                record,
                checked_long_ago: service.was_checked_long_ago(today),
                name: service.name,
                what_for: service.what_for,
            })
            .collect();
        services.sort_by_cached_key(|service| service.name.to_lowercase());
        let mut centres: Vec<CentreName> = of_centres::<serde_json::Value>(&vault, EntryKind::Centre)?
            .into_iter()
            .map(|(centre, ..)| centre)
            .collect();
        centres.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(DirectoryView { services, centres, as_of: vault.synced_at()?.map(|at| at.to_rfc3339()) })
    }

    /// The sessions of groups, the latest first.
    pub(crate) fn sessions(&self, _: Nothing) -> Result<Vec<HeldSession>, ApiError> {
        let vault = self.vault()?;
        let mut sessions = of_centres::<GroupSession>(&vault, EntryKind::GroupSession)?;
        sessions.sort_by_key(|(.., session)| std::cmp::Reverse((session.on, session.starts_at)));
        let view = |(centre, record, session): (CentreName, RecordView, GroupSession)| HeldSession {
            session: record.entry,
            title: session.title,
            on: session.on.to_string(),
            centre,
        };
        Ok(sessions.into_iter().map(view).collect())
    }
}
