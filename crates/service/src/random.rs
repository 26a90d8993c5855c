//! Bytes that nobody can guess.

use ring::rand::{SecureRandom, SystemRandom};

use crate::Error;

/// `N` bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], Error> {
    let mut bytes = [0; N];
    SystemRandom::new().fill(&mut bytes).map_err(|_| Error::Random)?;
    Ok(bytes)
}
