//! The application: at most one open vault, its courier to the service, and the calls upon them.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use chrono::{DateTime, FixedOffset, TimeDelta};
use doorstep_domain::id::PersonId;
use doorstep_store::Vault;
use doorstep_store::keys::KdfParams;

use crate::Clock;
use crate::changes::ChangeBell;
use crate::courier::Courier;
use crate::error::ApiError;
use crate::import::Imports;
use crate::mint::Mint;
use crate::session::OpenVault;
use crate::status::Area;

/// What two good clocks may differ by.
const CLOCKS_MAY_DIFFER: TimeDelta = TimeDelta::hours(1);

/// How an application is set up.
#[derive(Clone)]
pub struct Config {
    /// The folder that holds `vaults/`.
    pub data_dir: PathBuf,
    /// Tells the time.
    pub clock: Clock,
    /// The cost of a passphrase try in a new vault; none calibrates it to this laptop.
    pub kdf: Option<KdfParams>,
    /// Whether to sync in the background while a vault is open.
    pub background_sync: bool,
}

impl Config {
    /// The platform's data folder, or that of `DOORSTEP_DATA_DIR`; the laptop's clock; background sync.
    #[must_use]
    pub fn from_env() -> Self {
        let folder = std::env::var_os("DOORSTEP_DATA_DIR").map(PathBuf::from);
        let platform =
            || directories::ProjectDirs::from("", "", "Doorstep").map(|dirs| dirs.data_local_dir().to_owned());
        let data_dir = folder.or_else(platform).unwrap_or_else(|| PathBuf::from("doorstep"));
        Self { data_dir, clock: crate::laptop_clock(), kdf: None, background_sync: true }
    }

    /// The folder of the organisation's policy files: that of `DOORSTEP_POLICY_DIR`, which has to be there, or `policy`
    /// below the data folder where there is one.
    pub(crate) fn policy_dir(&self) -> Option<PathBuf> {
        let named = std::env::var_os("DOORSTEP_POLICY_DIR").map(PathBuf::from);
        named.or_else(|| Some(self.data_dir.join("policy")).filter(|folder| folder.exists()))
    }
}

/// The application. Shared by every window and thread; all methods take `&self`.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    config: Config,
    open: Mutex<Option<Open>>,
    bell: Arc<ChangeBell>,
    imports: Imports,
}

/// An open vault and what belongs to it.
pub(crate) struct Open {
    pub(crate) vault: Arc<Vault>,
    pub(crate) view: OpenVault,
    pub(crate) courier: Courier,
    /// Whose family was shown last, and is in the audit.
    pub(crate) looking_at: Option<PersonId>,
}

impl App {
    /// An application with no vault open.
    #[must_use]
    pub fn new(config: Config) -> Self {
        if let Err(error) = doorstep_store::forbid_core_dumps() {
            tracing::warn!(%error, "a crash of this process could leave records on the disk");
        }
        let bell = Arc::new(ChangeBell::default());
        Self(Arc::new(Inner { config, open: Mutex::new(None), bell, imports: Imports::default() }))
    }

    /// Calls `name` of the table with JSON, and answers with JSON.
    ///
    /// # Errors
    /// What went wrong, as the window learns it. The cause is in the log under the error's reference.
    pub fn call(&self, name: &str, input: serde_json::Value) -> Result<serde_json::Value, ApiError> {
        crate::api::dispatch(self, name, input)
    }

    pub(crate) fn config(&self) -> &Config {
        &self.0.config
    }

    /// Whether the laptop's clock is behind what this vault knows to have been: a battery that failed (DOMAIN S12).
    pub(crate) fn clock_is_doubtful(vault: &Vault, now: DateTime<FixedOffset>) -> Result<bool, ApiError> {
        Ok(vault.latest_moment()?.is_some_and(|known| now + CLOCKS_MAY_DIFFER < known))
    }

    pub(crate) fn now(&self) -> DateTime<FixedOffset> {
        (self.0.config.clock)()
    }

    pub(crate) fn mint(&self) -> Mint {
        Mint::at(self.now())
    }

    pub(crate) fn bell(&self) -> &Arc<ChangeBell> {
        &self.0.bell
    }

    /// Tells the window that parts of it are stale.
    pub(crate) fn changed(&self, areas: &[Area]) {
        self.0.bell.ring(areas);
    }

    pub(crate) fn import_engine(&self) -> &Imports {
        &self.0.imports
    }

    pub(crate) fn open(&self) -> Result<MutexGuard<'_, Option<Open>>, ApiError> {
        self.0.open.lock().map_err(|_| ApiError::internal(&"the session was left in the middle of something"))
    }

    /// The open vault, less what was to be held only until now: every call asks here, so that none shows it a moment longer.
    pub(crate) fn vault(&self) -> Result<Arc<Vault>, ApiError> {
        let vault = self.open()?.as_ref().map(|open| Arc::clone(&open.vault)).ok_or_else(ApiError::locked)?;
        if vault.keep_time(self.now())? {
            self.changed(&[Area::Record, Area::Decisions]);
        }
        Ok(vault)
    }

    /// The courier of the open vault.
    pub(crate) fn courier(&self) -> Result<Courier, ApiError> {
        self.open()?.as_ref().map(|open| open.courier.clone()).ok_or_else(ApiError::locked)
    }

    /// Something was signed: the screens are stale, and the courier has something to carry.
    pub(crate) fn signed(&self) -> Result<(), ApiError> {
        self.courier()?.wake();
        self.changed(&[Area::Record, Area::Drafts, Area::Decisions, Area::Sync]);
        Ok(())
    }
}
