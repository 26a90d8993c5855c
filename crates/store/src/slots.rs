//! The key file `vault.json`: what a locked vault tells about itself, and the slots that hold its data key wrapped.
//!
//! A slot is bound to its own header and to the vault, so that it cannot be moved, renamed or made cheaper to guess.

mod file;
mod header;
mod locks;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod memory;
mod tries;
mod unlock;

pub use file::{Loaded, Source};
pub use tries::Tries;
pub use unlock::{Unlocked, unlock};

use chrono::{DateTime, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::keys::{self, Error, Hex, KdfParams, Sealed};

/// The newest key-file format and slot version that this program knows. A new field or a new kind of slot raises it:
/// an older program then says "update needed", where it would otherwise find the file damaged.
const VERSION: u32 = 1;
/// The one page size of a store, in bytes; fixed when it is made.
pub const PAGE_SIZE: u32 = 8192;

/// The key file of one vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyFile {
    format: u32,
    vault: Uuid,
    label: String,
    created: DateTime<Utc>,
    hmac: HmacAlgorithm,
    page_size: u32,
    slots: Vec<Slot>,
}

/// The page authentication of a store, chosen for the laptop that it was made on and kept for its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HmacAlgorithm {
    /// Twice as quick where the processor has SHA instructions.
    #[serde(rename = "HMAC_SHA256")]
    Sha256,
    /// Quicker where it has not.
    #[serde(rename = "HMAC_SHA512")]
    Sha512,
}

/// One way to the data key: the key, wrapped and bound to the header.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Slot {
    #[serde(flatten)]
    header: Header,
    #[serde(flatten)]
    sealed: Sealed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Header {
    v: u32,
    id: Uuid,
    created: DateTime<Utc>,
    #[serde(flatten)]
    lock: Lock,
}

/// What opens a slot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Lock {
    /// The practitioner's passphrase.
    Passphrase { kdf: Kdf },
    /// A printed code.
    Recovery,
    /// The organisation's X25519 key: what a forgotten passphrase or a departed practitioner leaves unsent is not lost.
    Escrow { recipient: Hex<32>, ephemeral: Hex<32> },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Kdf {
    #[serde(flatten)]
    params: KdfParams,
    salt: Hex<16>,
}

impl KeyFile {
    /// The key file of a new vault, without a slot yet. `label` is what the sign-in screen shows: initials, or nothing.
    pub fn new(label: &str, created: DateTime<Utc>) -> Result<Self, Error> {
        Ok(Self {
            format: VERSION,
            vault: random_id()?,
            label: label.to_owned(),
            created: created.trunc_subsecs(0),
            hmac: HmacAlgorithm::fastest_here(),
            page_size: PAGE_SIZE,
            slots: Vec::new(),
        })
    }

    /// The vault's own id, which is also its folder's name.
    #[must_use]
    pub fn vault(&self) -> Uuid {
        self.vault
    }

    /// What the sign-in screen shows.
    #[must_use]
    pub fn label(&self) -> &str {
        &self.label
    }

    /// Sets what the sign-in screen shows. Call [`KeyFile::save`] to keep it.
    pub fn set_label(&mut self, label: &str) {
        label.clone_into(&mut self.label);
    }

    /// When the vault was made.
    #[must_use]
    pub fn created(&self) -> DateTime<Utc> {
        self.created
    }

    /// The page authentication of the store.
    #[must_use]
    pub fn hmac(&self) -> HmacAlgorithm {
        self.hmac
    }

    /// Refuse what this program never writes, before any of it is used.
    fn check(&self) -> Result<(), Error> {
        let altered = |why| Err(Error::KeyFileAltered { why });
        if self.page_size != PAGE_SIZE {
            return altered("no store has such pages");
        }
        if self.slots.is_empty() {
            return altered("it has no slot");
        }
        for (at, Slot { header, .. }) in self.slots.iter().enumerate() {
            if header.v > VERSION {
                return Err(Error::NewerVersion { what: "slot", found: header.v, known: VERSION });
            }
            if header.v == 0 {
                return altered("a slot has no version");
            }
            if self.slots[..at].iter().any(|other| other.header.id == header.id) {
                return altered("two slots share an id");
            }
            if let Lock::Passphrase { kdf } = &header.lock {
                kdf.params.check()?;
            }
        }
        Ok(())
    }
}

impl HmacAlgorithm {
    /// The quicker one on this processor.
    #[must_use]
    pub fn fastest_here() -> Self {
        if has_sha_instructions() { Self::Sha256 } else { Self::Sha512 }
    }

    /// SQLCipher's name for it.
    #[must_use]
    pub fn pragma(self) -> &'static str {
        match self {
            Self::Sha256 => "HMAC_SHA256",
            Self::Sha512 => "HMAC_SHA512",
        }
    }
}

#[cfg(target_arch = "x86_64")]
fn has_sha_instructions() -> bool {
    std::arch::is_x86_feature_detected!("sha")
}

#[cfg(target_arch = "aarch64")]
fn has_sha_instructions() -> bool {
    std::arch::is_aarch64_feature_detected!("sha2")
}

#[cfg(not(any(target_arch = "x86_64", target_arch = "aarch64")))]
fn has_sha_instructions() -> bool {
    false
}

fn random_id() -> Result<Uuid, Error> {
    let mut bytes = [0; 16];
    keys::random(&mut bytes)?;
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}
