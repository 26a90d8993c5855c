//! Wrapping the data key under a key-encryption key: AES-256-GCM, bound to the slot's own header.

use doorstep_platform::LockedBytes;
use ring::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use serde::{Deserialize, Serialize};

use super::{DataKey, Error, Hex, random, wipe::on_a_wiped_stack};

const TAG: usize = 16;

/// A wrapped data key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Sealed {
    nonce: Hex<12>,
    ciphertext: Hex<{ DataKey::LENGTH + TAG }>,
}

/// Wrap `key` under a key derived from `secret` and `header`; the header is authenticated too. A fresh nonce each time.
pub(crate) fn wrap_key(secret: &[u8], header: &[u8], key: &DataKey) -> Result<Sealed, Error> {
    let mut nonce = [0; 12];
    random(&mut nonce)?;
    let mut buffer = LockedBytes::zeroed(DataKey::LENGTH);
    buffer.as_mut_slice().copy_from_slice(key.as_slice());
    let tag = on_a_wiped_stack(|| {
        encryption_key(secret, header)?
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(header), buffer.as_mut_slice())
            .map_err(|_| Error::Cryptography)
    })?;
    let mut ciphertext = [0; DataKey::LENGTH + TAG];
    ciphertext[..DataKey::LENGTH].copy_from_slice(buffer.as_slice());
    ciphertext[DataKey::LENGTH..].copy_from_slice(tag.as_ref());
    Ok(Sealed { nonce: Hex(nonce), ciphertext: Hex(ciphertext) })
}

/// The data key, or `None` where the secret or the header is not what it was wrapped with.
pub(crate) fn unwrap_key(secret: &[u8], header: &[u8], sealed: &Sealed) -> Result<Option<DataKey>, Error> {
    let mut buffer = LockedBytes::zeroed(DataKey::LENGTH + TAG);
    buffer.as_mut_slice().copy_from_slice(&sealed.ciphertext.0);
    let nonce = Nonce::assume_unique_for_key(sealed.nonce.0);
    on_a_wiped_stack(|| {
        let opened = encryption_key(secret, header)?.open_in_place(nonce, Aad::from(header), buffer.as_mut_slice());
        Ok(opened.ok().and_then(|key| DataKey::from_slice(key)))
    })
}

fn encryption_key(secret: &[u8], header: &[u8]) -> Result<LessSafeKey, Error> {
    let mut key = LockedBytes::zeroed(32);
    super::expand(secret, &[header], key.as_mut_slice())?;
    let unbound = UnboundKey::new(&AES_256_GCM, key.as_slice()).map_err(|_| Error::Cryptography)?;
    Ok(LessSafeKey::new(unbound))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_secret_and_the_same_header_unwrap() {
        let key = DataKey::generate().unwrap();
        let sealed = wrap_key(b"secret", b"header", &key).unwrap();
        let opened = |secret, header| unwrap_key(secret, header, &sealed).unwrap();
        assert_eq!(opened(b"secret", b"header").unwrap().as_slice(), key.as_slice());
        assert!(opened(b"secreT", b"header").is_none());
        assert!(opened(b"secret", b"headeR").is_none());
    }

    #[test]
    fn a_flipped_bit_anywhere_unwraps_nothing() {
        let key = DataKey::generate().unwrap();
        let sealed = wrap_key(b"secret", b"header", &key).unwrap();
        for bit in 0..(12 + 48) * 8 {
            let mut altered = sealed.clone();
            match bit / 8 {
                byte @ 0..12 => altered.nonce.0[byte] ^= 1 << (bit % 8),
                byte => altered.ciphertext.0[byte - 12] ^= 1 << (bit % 8),
            }
            assert!(unwrap_key(b"secret", b"header", &altered).unwrap().is_none(), "bit {bit}");
        }
    }

    #[test]
    fn wrapping_twice_gives_two_different_wraps() {
        let key = DataKey::generate().unwrap();
        assert_ne!(wrap_key(b"s", b"h", &key).unwrap(), wrap_key(b"s", b"h", &key).unwrap());
    }
}
