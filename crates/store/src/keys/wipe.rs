//! Leaving no secret on the stack.

use std::hint::black_box;

use zeroize::Zeroize;

/// Deeper than Argon2, HKDF and AES-GCM go, and a thirtieth of the smallest stack that a thread here has.
const DEPTH: usize = 64 * 1024;

/// Run `work`, then overwrite the stack that it used.
///
/// Hash functions keep the block that they are working on in their own frames and do not wipe it; with `vault.json` beside it,
/// what Argon2 leaves there would be the data key.
pub(super) fn on_a_wiped_stack<T>(work: impl FnOnce() -> T) -> T {
    let outcome = deeper(work);
    overwrite();
    outcome
}

/// A frame of its own, so that everything `work` puts on the stack lies below the caller's.
#[inline(never)]
fn deeper<T>(work: impl FnOnce() -> T) -> T {
    black_box(work())
}

#[inline(never)]
fn overwrite() {
    let mut area = [0_u8; DEPTH];
    area.zeroize();
    black_box(&area);
}
