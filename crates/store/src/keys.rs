//! The data key of a vault, and every other key, which is derived from it.
//!
//! The data key is random and never changes; `slots` keeps it wrapped. Nothing here prints or compares key bytes,
//! and every buffer that holds them is locked in memory and wiped when it is dropped.

mod error;
mod hex;
mod kdf;
mod recovery;
mod wipe;
mod wrap;

pub use error::Error;
pub use hex::Hex;
pub use kdf::KdfParams;
pub use recovery::{NotACode, RecoveryCode};

pub(crate) use kdf::derive as derive_from_passphrase;
pub(crate) use wrap::{Sealed, unwrap_key, wrap_key};

use doorstep_platform::LockedBytes;
use ring::{
    hkdf,
    rand::{SecureRandom, SystemRandom},
};

/// What a derived key is for; two purposes never share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// The MAC of the high-water mark beside the store.
    Mark,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Mark => b"doorstep-mark-1",
        }
    }
}

/// The 32 random bytes that everything in one vault is encrypted under. In memory only while the vault is unlocked.
#[derive(Debug)]
pub struct DataKey(LockedBytes);

impl DataKey {
    /// Length in bytes.
    pub const LENGTH: usize = 32;

    /// A new key for a new vault. Fails only if the system has no randomness to give.
    pub fn generate() -> Result<Self, Error> {
        let mut key = LockedBytes::zeroed(Self::LENGTH);
        random(key.as_mut_slice())?;
        Ok(Self(key))
    }

    /// The 32-byte key for one purpose, by HKDF-SHA256; the same every time.
    pub fn derive(&self, purpose: Purpose) -> Result<LockedBytes, Error> {
        let mut key = LockedBytes::zeroed(32);
        expand(self.0.as_slice(), &[purpose.label()], key.as_mut_slice())?;
        Ok(key)
    }

    /// SQLCipher's raw key, `x'<160 hex>'`: encryption key, HMAC key and salt.
    ///
    /// The salt comes from here, not from the file, so a store whose first 16 bytes are gone still opens.
    pub(crate) fn store_key(&self) -> Result<LockedBytes, Error> {
        let mut raw = LockedBytes::zeroed(32 + 32 + 16);
        expand(self.0.as_slice(), &[b"doorstep-store-1"], raw.as_mut_slice())?;
        let mut text = LockedBytes::zeroed(2 + 160 + 1);
        let out = text.as_mut_slice();
        out[..2].copy_from_slice(b"x'");
        hex::write_hex(raw.as_slice(), &mut out[2..162]);
        out[162] = b'\'';
        Ok(text)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut key = LockedBytes::zeroed(Self::LENGTH);
        (bytes.len() == Self::LENGTH).then(|| {
            key.as_mut_slice().copy_from_slice(bytes);
            Self(key)
        })
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Why the system would not lock the key's memory, if it would not; for the log.
    #[must_use]
    pub fn not_locked(&self) -> Option<&std::io::Error> {
        self.0.not_locked()
    }
}

/// Fill `out` from the system's randomness.
pub(crate) fn random(out: &mut [u8]) -> Result<(), Error> {
    SystemRandom::new().fill(out).map_err(|_| Error::Cryptography)
}

/// HKDF-SHA256 of `secret` under `info`, as long as `out`.
pub(crate) fn expand(secret: &[u8], info: &[&[u8]], out: &mut [u8]) -> Result<(), Error> {
    struct Length(usize);
    impl hkdf::KeyType for Length {
        fn len(&self) -> usize {
            self.0
        }
    }
    wipe::on_a_wiped_stack(|| {
        // Every secret that comes here is uniformly random or the output of Argon2id, so the salt need not be secret or unique.
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"doorstep-vault-1");
        let pseudorandom = salt.extract(secret);
        let material = pseudorandom.expand(info, Length(out.len())).map_err(|_| Error::Cryptography)?;
        material.fill(out).map_err(|_| Error::Cryptography)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fixed() -> DataKey {
        DataKey::from_slice(&[7; 32]).unwrap()
    }

    #[test]
    fn two_new_vaults_have_two_keys() {
        assert_ne!(DataKey::generate().unwrap().as_slice(), DataKey::generate().unwrap().as_slice());
    }

    #[test]
    fn the_store_key_is_sqlciphers_160_hex_digits_and_never_changes() {
        let key = fixed().store_key().unwrap();
        let text = std::str::from_utf8(key.as_slice()).unwrap();
        assert!(text.starts_with("x'") && text.ends_with('\'') && text.len() == 163);
        assert!(text[2..162].bytes().all(|byte| byte.is_ascii_hexdigit()));
        // A build that derives another key could not open one vault in the field.
        // Computed once more by RFC 5869 in another language.
        let golden = "3dad07cd21a8d27a9cc9e495b4405f47a3b105320f61c43293468515f7a96f5879f53389e76b9af4d1fcec7bfb272ab10864b63066e3809b14a326c31cfcabe4db7bcf62928e3d4b9cb8642bf33ea53f";
        assert!(text[2..162] == *golden);
    }

    #[test]
    fn no_purpose_has_the_key_of_another() {
        let mark = fixed().derive(Purpose::Mark).unwrap();
        let store = fixed().store_key().unwrap();
        let mut hex = [0; 64];
        hex::write_hex(mark.as_slice(), &mut hex);
        assert!(!store.as_slice().windows(64).any(|window| window == hex));
        assert_ne!(mark.as_slice(), fixed().as_slice());
    }

    #[test]
    fn debug_of_a_key_shows_no_byte_of_it() {
        assert_eq!(format!("{:?}", fixed()), "DataKey(LockedBytes)");
    }
}
