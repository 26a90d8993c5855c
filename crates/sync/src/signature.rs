//! Signing and checking batches and session challenges with Ed25519.

use doorstep_domain::change::{Batch, Malformed};
use ring::signature::{ED25519, Ed25519KeyPair, UnparsedPublicKey};

use crate::key::{Bytes, Challenge, PublicKey, Signature};

/// What a challenge's signature is over, before the challenge: a signature of one thing is never one of another.
const SESSION_CONTEXT: &[u8] = b"doorstep-session-1";

/// Signs a batch.
///
/// # Errors
/// As [`Batch::bytes`].
pub fn sign_batch(pair: &Ed25519KeyPair, batch: &Batch) -> Result<Signature, Malformed> {
    Ok(signature(pair, &batch.signed_bytes()?))
}

/// Whether `signature` is that of `key` over this batch.
///
/// # Errors
/// As [`Batch::bytes`].
pub fn batch_is_signed(key: &PublicKey, batch: &Batch, signature: &Signature) -> Result<bool, Malformed> {
    Ok(verifies(key, &batch.signed_bytes()?, signature))
}

/// Signs a service's challenge, which opens a session.
#[must_use]
pub fn sign_challenge(pair: &Ed25519KeyPair, challenge: &Challenge) -> Signature {
    signature(pair, &[SESSION_CONTEXT, &challenge.0].concat())
}

/// Whether `signature` is that of `key` over this challenge.
#[must_use]
pub fn challenge_is_signed(key: &PublicKey, challenge: &Challenge, signature: &Signature) -> bool {
    verifies(key, &[SESSION_CONTEXT, &challenge.0].concat(), signature)
}

fn signature(pair: &Ed25519KeyPair, bytes: &[u8]) -> Signature {
    let mut signature = [0; 64];
    signature.copy_from_slice(pair.sign(bytes).as_ref());
    Bytes(signature)
}

fn verifies(key: &PublicKey, bytes: &[u8], signature: &Signature) -> bool {
    UnparsedPublicKey::new(&ED25519, key.0).verify(bytes, &signature.0).is_ok()
}
