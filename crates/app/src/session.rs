//! Enrolling, unlocking and locking.

use doorstep_domain::id::{StaffId, VaultId};
use doorstep_domain::staff::Role;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

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
    /// The organisation's name.
    pub organisation: String,
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
