//! Adding slots, and opening them.

use chrono::{DateTime, SubsecRound, Utc};
use doorstep_platform::LockedBytes;
use ring::{agreement, rand::SystemRandom};

use super::{Header, Kdf, KeyFile, Lock, Slot, VERSION, random_id};
use crate::{
    keys::{self, DataKey, Error, Hex, KdfParams, RecoveryCode, derive_from_passphrase, unwrap_key, wrap_key},
    passphrase::Passphrase,
};

impl KeyFile {
    /// Make `passphrase` the only one that opens the vault. Other kinds of slot stay. Nothing is on the disk until `save`.
    pub fn set_passphrase(
        &mut self,
        key: &DataKey,
        passphrase: &Passphrase,
        cost: KdfParams,
        at: DateTime<Utc>,
    ) -> Result<(), Error> {
        let mut salt = [0; 16];
        keys::random(&mut salt)?;
        let secret = derive_from_passphrase(passphrase, &salt, cost)?;
        let lock = Lock::Passphrase { kdf: Kdf { params: cost, salt: Hex(salt) } };
        let slot = self.sealed_slot(header(lock, at)?, secret.as_slice(), key)?;
        self.slots.retain(|slot| !matches!(slot.header.lock, Lock::Passphrase { .. }));
        self.slots.push(slot);
        Ok(())
    }

    /// Add a slot that the organisation's X25519 public key opens.
    pub fn add_escrow(&mut self, key: &DataKey, recipient: &[u8; 32], at: DateTime<Utc>) -> Result<(), Error> {
        let random = SystemRandom::new();
        let own =
            agreement::EphemeralPrivateKey::generate(&agreement::X25519, &random).map_err(|_| Error::Cryptography)?;
        let mut ephemeral = [0; 32];
        ephemeral.copy_from_slice(own.compute_public_key().map_err(|_| Error::Cryptography)?.as_ref());
        let peer = agreement::UnparsedPublicKey::new(&agreement::X25519, recipient);
        let shared = agreement::agree_ephemeral(own, &peer, |shared| {
            let mut kept = LockedBytes::zeroed(shared.len());
            kept.as_mut_slice().copy_from_slice(shared);
            kept
        })
        .map_err(|_| Error::Cryptography)?;
        let lock = Lock::Escrow { recipient: Hex(*recipient), ephemeral: Hex(ephemeral) };
        let slot = self.sealed_slot(header(lock, at)?, shared.as_slice(), key)?;
        self.slots.push(slot);
        Ok(())
    }

    /// Make a printed code that opens the vault; an earlier one no longer does.
    pub fn set_recovery_code(&mut self, key: &DataKey, at: DateTime<Utc>) -> Result<RecoveryCode, Error> {
        let code = RecoveryCode::generate()?;
        let slot = self.sealed_slot(header(Lock::Recovery, at)?, code.as_slice(), key)?;
        self.slots.retain(|slot| !matches!(slot.header.lock, Lock::Recovery));
        self.slots.push(slot);
        Ok(code)
    }

    /// The data key, or `None` where no passphrase slot opens. Takes as long as the slot's cost says.
    ///
    /// Call it through [`super::unlock()`], which counts tries.
    pub fn open_with_passphrase(&self, passphrase: &Passphrase) -> Result<Option<DataKey>, Error> {
        let mut any = false;
        for slot in &self.slots {
            let Lock::Passphrase { kdf } = &slot.header.lock else { continue };
            any = true;
            let secret = derive_from_passphrase(passphrase, &kdf.salt.0, kdf.params)?;
            if let Some(key) = unwrap_key(secret.as_slice(), &slot.header.bytes(self.vault), &slot.sealed)? {
                return Ok(Some(key));
            }
        }
        if any { Ok(None) } else { Err(Error::NoSuchSlot) }
    }

    /// The data key, or `None` where it is not this vault's code.
    pub fn open_with_code(&self, code: &RecoveryCode) -> Result<Option<DataKey>, Error> {
        let slot =
            self.slots.iter().find(|slot| matches!(slot.header.lock, Lock::Recovery)).ok_or(Error::NoSuchSlot)?;
        unwrap_key(code.as_slice(), &slot.header.bytes(self.vault), &slot.sealed)
    }

    /// The data key by the organisation's key. `agree` is X25519 between that private key, which never comes here, and the public key given.
    ///
    /// `KeyFileAltered` where the slot is for this recipient and does not open.
    pub fn open_with_escrow(
        &self,
        recipient: &[u8; 32],
        agree: impl Fn(&[u8; 32]) -> [u8; 32],
    ) -> Result<DataKey, Error> {
        let ours = self.slots.iter().find_map(|slot| match &slot.header.lock {
            Lock::Escrow { recipient: for_whom, ephemeral } if for_whom.0 == *recipient => Some((slot, ephemeral)),
            Lock::Escrow { .. } | Lock::Passphrase { .. } | Lock::Recovery => None,
        });
        let (slot, ephemeral) = ours.ok_or(Error::NoSuchSlot)?;
        let shared = zeroize::Zeroizing::new(agree(&ephemeral.0));
        unwrap_key(shared.as_slice(), &slot.header.bytes(self.vault), &slot.sealed)?
            .ok_or(Error::KeyFileAltered { why: "the organisation's slot does not open" })
    }

    fn sealed_slot(&self, header: Header, secret: &[u8], key: &DataKey) -> Result<Slot, Error> {
        let sealed = wrap_key(secret, &header.bytes(self.vault), key)?;
        Ok(Slot { header, sealed })
    }
}

fn header(lock: Lock, at: DateTime<Utc>) -> Result<Header, Error> {
    Ok(Header { v: VERSION, id: random_id()?, created: at.trunc_subsecs(0), lock })
}

#[cfg(test)]
mod tests {
    use x25519_dalek::{PublicKey, StaticSecret};

    use super::*;

    const OLD: &str = "plover lantern gravel";
    const NEW: &str = "kestrel thimble orchard";

    fn words(text: &str) -> Passphrase {
        Passphrase::new(text.to_owned())
    }

    fn at() -> DateTime<Utc> {
        "2026-11-21T21:04:05Z".parse().unwrap()
    }

    fn vault() -> (KeyFile, DataKey) {
        let key = DataKey::generate().unwrap();
        let mut file = KeyFile::new("AY", at()).unwrap();
        file.set_passphrase(&key, &words(OLD), KdfParams::LEAST, at()).unwrap();
        (file, key)
    }

    #[test]
    fn the_passphrase_gives_the_data_key_and_another_gives_nothing() {
        let (file, key) = vault();
        assert_eq!(file.open_with_passphrase(&words(OLD)).unwrap().unwrap().as_slice(), key.as_slice());
        assert!(file.open_with_passphrase(&words(NEW)).unwrap().is_none());
    }

    #[test]
    fn a_new_passphrase_opens_the_same_data_key_and_the_old_one_no_longer_does() {
        let (mut file, key) = vault();
        file.set_passphrase(&key, &words(NEW), KdfParams::LEAST, at()).unwrap();
        assert_eq!(file.open_with_passphrase(&words(NEW)).unwrap().unwrap().as_slice(), key.as_slice());
        assert!(file.open_with_passphrase(&words(OLD)).unwrap().is_none());
    }

    #[test]
    fn a_cost_below_the_floor_makes_no_slot() {
        let (mut file, key) = vault();
        let cheap = KdfParams { m_kib: 1024, t: 1, p: 1 };
        assert!(file.set_passphrase(&key, &words(NEW), cheap, at()).is_err());
        assert!(file.open_with_passphrase(&words(OLD)).unwrap().is_some(), "and the old slot stands");
    }

    #[test]
    fn the_organisations_key_opens_its_slot_by_another_implementation_of_x25519() {
        let (mut file, key) = vault();
        let theirs = StaticSecret::from([42; 32]);
        let public = PublicKey::from(&theirs).to_bytes();
        file.add_escrow(&key, &public, at()).unwrap();
        let agree = |ephemeral: &[u8; 32]| theirs.diffie_hellman(&PublicKey::from(*ephemeral)).to_bytes();
        assert_eq!(file.open_with_escrow(&public, agree).unwrap().as_slice(), key.as_slice());
    }

    #[test]
    fn another_organisation_opens_no_slot() {
        let (mut file, key) = vault();
        let public = PublicKey::from(&StaticSecret::from([42; 32])).to_bytes();
        file.add_escrow(&key, &public, at()).unwrap();
        let stranger = StaticSecret::from([43; 32]);
        let agree = |ephemeral: &[u8; 32]| stranger.diffie_hellman(&PublicKey::from(*ephemeral)).to_bytes();
        let own = PublicKey::from(&stranger).to_bytes();
        assert!(matches!(file.open_with_escrow(&own, agree), Err(Error::NoSuchSlot)));
        assert!(matches!(file.open_with_escrow(&public, agree), Err(Error::KeyFileAltered { .. })));
    }

    #[test]
    fn a_public_key_that_gives_everybody_the_same_secret_is_refused() {
        let (mut file, key) = vault();
        assert!(file.add_escrow(&key, &[0; 32], at()).is_err());
    }

    #[test]
    fn a_printed_code_opens_the_vault_until_another_is_printed() {
        let (mut file, key) = vault();
        let first = file.set_recovery_code(&key, at()).unwrap();
        assert_eq!(file.open_with_code(&first).unwrap().unwrap().as_slice(), key.as_slice());
        let second = file.set_recovery_code(&key, at()).unwrap();
        assert!(file.open_with_code(&first).unwrap().is_none());
        assert!(file.open_with_code(&second).unwrap().is_some());
        assert!(file.open_with_passphrase(&words(OLD)).unwrap().is_some(), "the passphrase is untouched");
    }
}
