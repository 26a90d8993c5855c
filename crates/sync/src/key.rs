//! Binary values as base64 text, where JSON carries them.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// `N` bytes, written as base64 without padding.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Bytes<const N: usize>(pub [u8; N]);

/// An Ed25519 public key.
pub type PublicKey = Bytes<32>;
/// An Ed25519 signature.
pub type Signature = Bytes<64>;
/// What a device signs to open a session.
pub type Challenge = Bytes<32>;
/// Names a session; opaque, and secret while it lasts.
pub type SessionToken = Bytes<16>;
/// A digest of what is held.
pub type RollUp = Bytes<16>;

impl<const N: usize> fmt::Display for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&STANDARD_NO_PAD.encode(self.0))
    }
}

impl<const N: usize> fmt::Debug for Bytes<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A session token is a secret: nothing of it belongs in a log.
        write!(f, "{N} bytes")
    }
}

impl<const N: usize> std::str::FromStr for Bytes<N> {
    type Err = NotBytes;
    fn from_str(text: &str) -> Result<Self, NotBytes> {
        let bytes = STANDARD_NO_PAD.decode(text).map_err(|_| NotBytes)?;
        bytes.try_into().map(Self).map_err(|_| NotBytes)
    }
}

/// A text that is not the base64 of so many bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not base64 of the right length")]
pub struct NotBytes;

impl<const N: usize> Serialize for Bytes<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, const N: usize> Deserialize<'de> for Bytes<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}
