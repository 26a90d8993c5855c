//! A printed code that opens a vault whose passphrase is forgotten.

use std::{fmt, str::FromStr};

use doorstep_platform::LockedBytes;
use zeroize::Zeroizing;

use super::{Error, random};

/// Crockford's base 32: no letter that is read as another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const BYTES: usize = 20;
const LETTERS: usize = BYTES * 8 / 5;

/// 160 random bits on paper. They need no slow KDF: there is nothing to guess.
///
/// It shows itself only through [`Self::words`], never through `Debug`.
pub struct RecoveryCode(LockedBytes);

/// The text is not a recovery code: a letter too few, too many, or one that codes do not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a recovery code")]
pub struct NotACode;

impl RecoveryCode {
    /// A new code.
    pub fn generate() -> Result<Self, Error> {
        let mut code = LockedBytes::zeroed(BYTES);
        random(code.as_mut_slice())?;
        Ok(Self(code))
    }

    /// The code to print: eight groups of four.
    #[must_use]
    pub fn words(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(LETTERS + LETTERS / 4));
        for (at, bits) in self.fives().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(bits)]));
        }
        text
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Each five bytes are eight letters.
    fn fives(&self) -> impl Iterator<Item = u8> {
        self.0.as_slice().chunks(5).flat_map(|five| {
            let bits = five.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            (0..8).rev().map(move |letter| (bits >> (5 * letter)) as u8 & 31)
        })
    }
}

impl FromStr for RecoveryCode {
    type Err = NotACode;

    /// Takes what a person types from paper: any case, spaces or dashes, O for 0, I or L for 1.
    fn from_str(text: &str) -> Result<Self, NotACode> {
        let mut code = LockedBytes::zeroed(BYTES);
        let mut letters = text.chars().filter(|c| !matches!(c, '-' | ' ' | '\n' | '\r' | '\t'));
        for five in code.as_mut_slice().chunks_mut(5) {
            let mut bits = 0_u64;
            for _ in 0..8 {
                bits = bits << 5 | value(letters.next().ok_or(NotACode)?)?;
            }
            five.copy_from_slice(&bits.to_be_bytes()[3..]);
        }
        letters.next().map_or(Ok(Self(code)), |_| Err(NotACode))
    }
}

fn value(letter: char) -> Result<u64, NotACode> {
    let letter = match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        letter => letter,
    };
    (0..32).find(|&at| char::from(ALPHABET[at as usize]) == letter).ok_or(NotACode)
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_typed_from_paper_is_the_code_that_was_printed() {
        let code = RecoveryCode::generate().unwrap();
        let printed = code.words();
        assert_eq!(printed.len(), 39);
        let typed = printed.to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        assert_eq!(typed.parse::<RecoveryCode>().unwrap().as_slice(), code.as_slice());
    }

    #[test]
    fn a_letter_too_few_too_many_or_unknown_is_not_a_code() {
        let printed = RecoveryCode::generate().unwrap().words();
        for wrong in [&printed[1..], &format!("{}0", *printed), &printed.replacen(&printed[..1], "U", 1), ""] {
            assert_eq!(wrong.parse::<RecoveryCode>().err(), Some(NotACode));
        }
    }
}
