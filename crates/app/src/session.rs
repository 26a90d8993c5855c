//! Enrolling, unlocking and locking.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use doorstep_domain::id::{StaffId, VaultId};
use doorstep_domain::name::given_initials;
use doorstep_domain::staff::Role;
use doorstep_store::device::Enrolment;
use doorstep_store::keys::{self, KdfParams};
use doorstep_store::mark::Standing;
use doorstep_store::passphrase::Passphrase;
use doorstep_store::slots::KeyFile;
use doorstep_store::{Error, Making, Vault};
use doorstep_sync::wire::{self, Enrolled, PROTOCOL};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::allocation::may_allocate;
use crate::api::Nothing;
use crate::app::Open;
use crate::courier::Courier;
use crate::error::{ApiError, ErrorCode};
use crate::link::{Link, LinkError};
use crate::status::Area;

/// Which vaults this laptop holds, and which is open.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SessionView {
    /// The vaults on this laptop: none before enrolment.
    pub vaults: Vec<VaultView>,
    /// The open one.
    pub open: Option<OpenVault>,
}

/// A vault on this laptop, as far as it may be known while locked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VaultView {
    /// Its id.
    pub vault: VaultId,
    /// The practitioner's initials.
    pub label: String,
}

/// Who is at work here.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OpenVault {
    /// The vault.
    pub vault: VaultId,
    /// The practitioner.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
    /// Whether they say who is accountable for which children.
    pub may_allocate: bool,
    /// The organisation's name.
    pub organisation: String,
    /// Batches that were saved and are missing from the store: told to the user at once.
    #[ts(type = "number")]
    pub missing: u64,
}

/// What enrolment needs.
#[derive(Clone, Deserialize, TS)]
pub struct Enrol {
    /// The service's address, `https://…`.
    pub address: String,
    /// The certificate authority to trust, in PEM, where it is the organisation's own.
    pub authority: Option<String>,
    /// The one-time code.
    pub code: String,
    /// The passphrase for the new vault.
    pub passphrase: String,
}

/// What unlocking needs.
#[derive(Clone, Deserialize, TS)]
pub struct Unlock {
    /// Which vault.
    pub vault: VaultId,
    /// Its passphrase.
    pub passphrase: String,
}

/// How long locking waits for the courier to let go of the vault.
const LONGEST_LET_GO: Duration = Duration::from_secs(1);

impl App {
    pub(crate) fn session(&self, _: Nothing) -> Result<SessionView, ApiError> {
        let open = match self.open()?.as_ref() {
            // A sync may have brought another role.
            Some(open) => {
                let role = open.vault.enrolment()?.role;
                Some(OpenVault { role, may_allocate: may_allocate(role), ..open.view.clone() })
            }
            None => None,
        };
        Ok(SessionView { vaults: vaults(&self.vaults_dir())?, open })
    }

    pub(crate) fn enrol(&self, input: Enrol) -> Result<SessionView, ApiError> {
        let link = Link::new(&input.address, input.authority.as_deref()).map_err(from_link)?;
        let passphrase =
            Passphrase::chosen(input.passphrase.clone(), &[]).map_err(|_| ApiError::new(ErrorCode::WeakPassphrase))?;
        self.lock_open()?;
        // The vault first: the key that the service will know must be on the disk before the code is spent.
        let (folder, vault) = match self.begun_vault(&passphrase)? {
            Some(begun) => begun,
            None => self.new_vault(&passphrase)?,
        };
        let asked = wire::Enrol {
            protocol: PROTOCOL,
            code: input.code.clone(),
            key: vault.device_key().public(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        // When the answer is lost on the way, the same code with the same key gets it again: the vault stays.
        let enrolled = link.enrol(&asked).map_err(from_link)?;
        let (recovery_key, label) = (enrolled.recovery_key.0, given_initials(&enrolled.name));
        let enrolment = enrolment(enrolled, input);
        let given = doorstep_store::Enrolled { enrolment: &enrolment, recovery_key: &recovery_key, label: &label };
        vault.set_enrolment(&given, self.now())?;
        self.take_up(vault, &folder)?;
        self.session(Nothing {})
    }

    /// A vault of an enrolment that was begun and got no answer, where its passphrase was this one.
    fn begun_vault(&self, passphrase: &Passphrase) -> Result<Option<(PathBuf, Vault)>, ApiError> {
        for folder in folders(&self.vaults_dir())? {
            if !is_begun(&folder) {
                continue;
            }
            match Vault::unlock(&folder, passphrase, self.now()) {
                Ok(vault) => return Ok(Some((folder, vault))),
                // Nothing was ever recorded in it: no code that was typed with this passphrase belongs to its key.
                Err(Error::Keys(keys::Error::WrongPassphrase { .. })) => {
                    std::fs::remove_dir_all(&folder).map_err(|error| ApiError::internal(&error))?;
                }
                // Open elsewhere, a full disk, a damaged store: nothing that cannot be read is thrown away.
                Err(error) => return Err(error.into()),
            }
        }
        Ok(None)
    }

    fn new_vault(&self, passphrase: &Passphrase) -> Result<(PathBuf, Vault), ApiError> {
        let vault_id = self.mint().id(VaultId::mint)?;
        let folder = self.vaults_dir().join(vault_id.to_string());
        doorstep_store::create_private_folder(&folder)?;
        let kdf = match self.config().kdf {
            Some(kdf) => kdf,
            None => KdfParams::calibrate().map_err(doorstep_store::Error::from)?,
        };
        let vault = Vault::create(&folder, passphrase, &Making { label: BEGUN, kdf, at: self.now() })?;
        Ok((folder, vault))
    }

    pub(crate) fn unlock(&self, input: Unlock) -> Result<SessionView, ApiError> {
        self.lock_open()?;
        let folder = self.vaults_dir().join(input.vault.to_string());
        let vault = Vault::unlock(&folder, &Passphrase::new(input.passphrase), self.now())?;
        self.take_up(vault, &folder)?;
        self.session(Nothing {})
    }

    pub(crate) fn lock(&self, _: Nothing) -> Result<SessionView, ApiError> {
        self.lock_open()?;
        self.session(Nothing {})
    }

    fn take_up(&self, vault: Vault, folder: &Path) -> Result<(), ApiError> {
        let enrolment = vault.enrolment()?;
        let view = open_view(&vault, &enrolment, folder)?;
        let vault = Arc::new(vault);
        let courier = Courier::new(&vault, &enrolment, Arc::clone(self.bell()))?;
        if self.config().background_sync {
            courier.start()?;
        }
        *self.open()? = Some(Open { vault, view, courier, looking_at: None });
        self.changed(&[Area::Session, Area::Record, Area::Drafts, Area::Decisions, Area::Sync, Area::Imports]);
        Ok(())
    }

    /// Closes the open vault, where there is one, and waits until its keys are gone.
    fn lock_open(&self) -> Result<(), ApiError> {
        let Some(Open { vault, courier, .. }) = self.open()?.take() else { return Ok(()) };
        courier.stop();
        self.import_engine().stop();
        let closed = vault.close(self.now());
        let held = Arc::downgrade(&vault);
        drop(vault);
        let started = std::time::Instant::now();
        while held.strong_count() > 0 && started.elapsed() < LONGEST_LET_GO {
            std::thread::sleep(Duration::from_millis(5));
        }
        self.changed(&[Area::Session]);
        Ok(closed?)
    }

    fn vaults_dir(&self) -> PathBuf {
        self.config().data_dir.join("vaults")
    }
}

/// The label of a vault whose enrolment has begun: a person's initials are never empty.
const BEGUN: &str = "";

fn is_begun(folder: &Path) -> bool {
    KeyFile::load(folder).is_ok_and(|loaded| loaded.file.label() == BEGUN)
}

fn vaults(folder: &Path) -> Result<Vec<VaultView>, ApiError> {
    let mut vaults: Vec<VaultView> = folders(folder)?.iter().filter_map(|folder| vault_view(folder)).collect();
    vaults.sort_by_key(|view| view.vault);
    Ok(vaults)
}

fn folders(folder: &Path) -> Result<Vec<PathBuf>, ApiError> {
    match std::fs::read_dir(folder) {
        Ok(listed) => Ok(listed.flatten().map(|entry| entry.path()).collect()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(ApiError::internal(&error)),
    }
}

/// A folder that holds a key file, whole or damaged: a damaged one must be seen to be repaired.
fn vault_view(folder: &Path) -> Option<VaultView> {
    let vault = folder.file_name()?.to_str()?.parse().ok()?;
    if !KeyFile::is_in(folder) || is_begun(folder) {
        return None;
    }
    let label = KeyFile::load(folder).map(|loaded| loaded.file.label().to_owned()).unwrap_or_default();
    Some(VaultView { vault, label })
}

fn open_view(vault: &Vault, enrolment: &Enrolment, folder: &Path) -> Result<OpenVault, ApiError> {
    let id = folder.file_name().and_then(|name| name.to_str()).and_then(|name| name.parse().ok());
    Ok(OpenVault {
        vault: id.ok_or_else(ApiError::not_found)?,
        staff: enrolment.staff,
        name: enrolment.name.clone(),
        role: enrolment.role,
        may_allocate: may_allocate(enrolment.role),
        organisation: enrolment.organisation_name.clone(),
        missing: match vault.standing() {
            Standing::Behind { by } => by,
            Standing::Forked | Standing::Forged => 1,
            Standing::Ok | Standing::Missing => 0,
        },
    })
}

fn enrolment(enrolled: Enrolled, input: Enrol) -> Enrolment {
    Enrolment {
        organisation: enrolled.organisation,
        organisation_name: enrolled.organisation_name,
        staff: enrolled.staff,
        name: enrolled.name,
        role: enrolled.role,
        device: enrolled.device,
        service_key: enrolled.service_key,
        address: input.address,
        authority: input.authority,
    }
}

fn from_link(error: LinkError) -> ApiError {
    ApiError::new(error.0)
}
