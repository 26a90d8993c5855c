//! From a passphrase to a key: Argon2id, within limits that a tampered file cannot move.

use std::time::{Duration, Instant};

use argon2::{Algorithm, Argon2, Block, Params, Version};
use doorstep_platform::LockedBytes;
use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{Error, wipe::on_a_wiped_stack};
use crate::passphrase::Passphrase;

/// The cost of one try at a passphrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct KdfParams {
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes over that memory.
    pub t: u32,
    /// Lanes.
    pub p: u32,
}

impl KdfParams {
    /// What a vault gets when nothing was measured: 64 MiB, three passes, about 0.2 s on a laptop.
    pub const DEFAULT: Self = Self { m_kib: 64 * 1024, t: 3, p: 1 };
    /// The least that is accepted (OWASP ASVS 5.0 appendix C): for tests and demonstrations, where nothing is secret.
    pub const LEAST: Self = Self { m_kib: 12 * 1024, t: 3, p: 1 };

    /// Refuse what is weaker than the floor, or so dear that a tampered file could exhaust the laptop.
    ///
    /// The numbers come from a file that nothing has authenticated yet, so this comes before the KDF runs.
    pub fn check(self) -> Result<(), Error> {
        const MIB: u32 = 1024;
        let least = match self.t {
            0 => u32::MAX,
            1 => 46 * MIB,
            2 => 19 * MIB,
            3.. => 12 * MIB,
        };
        let dear = self.m_kib > 1024 * MIB || self.t > 16 || self.p > 4;
        if self.m_kib < least || self.p == 0 || dear {
            return Err(Error::KeyFileAltered { why: "the cost of its passphrase is out of range" });
        }
        Ok(())
    }

    /// Parameters that cost this laptop 300 to 600 ms where passes between 3 and 8 can. Takes about as long as one unlock.
    ///
    /// A laptop slower than that still gets [`Self::DEFAULT`]: slow to unlock beats easy to guess.
    pub fn calibrate() -> Result<Self, Error> {
        let begun = Instant::now();
        derive(&Passphrase::new(String::from("calibration")), &[0; 16], Self::DEFAULT)?;
        let pass = begun.elapsed() / Self::DEFAULT.t;
        Ok(Self { t: passes_for(pass), ..Self::DEFAULT })
    }
}

/// The fewest passes, from 3 to 8, that together take 300 ms.
fn passes_for(pass: Duration) -> u32 {
    const AIM: Duration = Duration::from_millis(300);
    (3..8).find(|&t| pass * t >= AIM).unwrap_or(8)
}

/// Argon2id of the passphrase: 32 bytes, and no trace of the work.
pub(crate) fn derive(passphrase: &Passphrase, salt: &[u8; 16], params: KdfParams) -> Result<LockedBytes, Error> {
    params.check()?;
    let checked = Params::new(params.m_kib, params.t, params.p, Some(32)).map_err(|_| Error::Cryptography)?;
    let mut work = Work::new(checked.block_count())?;
    let mut key = LockedBytes::zeroed(32);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, checked);
    on_a_wiped_stack(|| {
        argon2.hash_password_into_with_memory(passphrase.as_bytes(), salt, key.as_mut_slice(), &mut work)
    })
    .map_err(|_| Error::Cryptography)?;
    Ok(key)
}

/// The memory that Argon2 works in. The last of it gives the key away, so it is wiped.
struct Work(Vec<Block>);

impl Work {
    /// Says so when there is not that much memory, where a plain `vec!` would end the process.
    fn new(blocks: usize) -> Result<Self, Error> {
        let mut work = Vec::new();
        work.try_reserve_exact(blocks).map_err(|_| Error::OutOfMemory)?;
        work.resize(blocks, Block::new());
        Ok(Self(work))
    }
}

impl AsMut<[Block]> for Work {
    fn as_mut(&mut self) -> &mut [Block] {
        &mut self.0
    }
}

impl Drop for Work {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(Zeroize::zeroize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn params(mib: u32, t: u32, p: u32) -> KdfParams {
        KdfParams { m_kib: mib * 1024, t, p }
    }

    #[test]
    fn the_floor_and_the_ceiling_are_themselves_allowed() {
        for allowed in [params(46, 1, 1), params(19, 2, 1), params(12, 3, 1), params(1024, 16, 4), KdfParams::DEFAULT] {
            assert!(allowed.check().is_ok(), "{allowed:?}");
        }
    }

    #[test]
    fn one_step_past_a_limit_is_refused_before_anything_runs() {
        let refused = [params(45, 1, 1), params(18, 2, 1), params(11, 3, 1), params(64, 0, 1), params(64, 3, 0)];
        let dear = [
            params(1025, 3, 1),
            params(64, 17, 1),
            params(64, 3, 5),
            KdfParams { m_kib: u32::MAX, t: u32::MAX, p: u32::MAX },
        ];
        let begun = Instant::now();
        for params in refused.into_iter().chain(dear) {
            let outcome = derive(&Passphrase::new("any".into()), &[0; 16], params);
            assert!(matches!(outcome, Err(Error::KeyFileAltered { .. })), "{params:?}");
        }
        assert!(begun.elapsed() < Duration::from_millis(20), "4 TiB of memory was not asked for");
    }

    #[test]
    fn the_same_words_give_the_same_key_and_another_salt_gives_another() {
        let key = |salt| derive(&Passphrase::new("plover lantern".into()), &[salt; 16], KdfParams::LEAST).unwrap();
        assert_eq!(key(1).as_slice(), key(1).as_slice());
        assert_ne!(key(1).as_slice(), key(2).as_slice());
    }

    #[test]
    fn calibration_adds_passes_to_a_quick_laptop_and_spares_a_slow_one() {
        assert_eq!(passes_for(Duration::from_millis(10)), 8, "no laptop is asked for more than eight");
        assert_eq!(passes_for(Duration::from_millis(60)), 5);
        assert_eq!(passes_for(Duration::from_millis(70)), 5);
        assert_eq!(passes_for(Duration::from_millis(120)), 3);
        assert_eq!(passes_for(Duration::from_secs(2)), 3, "nor for less than three");
    }

    #[test]
    fn calibration_ends_within_the_limits() {
        let chosen = KdfParams::calibrate().unwrap();
        assert!((3..=8).contains(&chosen.t) && chosen.check().is_ok());
    }
}
