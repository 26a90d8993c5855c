//! One-time enrolment codes: sixteen characters that a person reads out or types.
//!
//! Three characters say which organisation, thirteen are secret: 65 bits, for one use, for ten minutes.

use ring::digest::{SHA256, digest};

use crate::Error;
use crate::number::OrganisationNumber;
use crate::random::random;

/// Crockford's base 32: no I, L, O or U, which are misread or misheard.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 16;
const GROUP: usize = 4;
const SECRET_BITS: u32 = 65;
const CONTEXT: &[u8] = b"doorstep-enrolment-1";

/// A new code, in groups as a person reads it out.
pub(crate) fn new_code(number: OrganisationNumber) -> Result<String, Error> {
    let secret = u128::from_be_bytes(random()?) >> (128 - SECRET_BITS);
    let value = u128::from(number.get()) << SECRET_BITS | secret;
    let characters: Vec<u8> = (0..LENGTH).rev().map(|place| ALPHABET[(value >> (5 * place)) as usize & 31]).collect();
    let groups: Vec<String> =
        characters.chunks(GROUP).map(|group| group.iter().map(|c| char::from(*c)).collect()).collect();
    Ok(groups.join("-"))
}

/// The organisation that a typed code names, and the hash that the code is kept by.
///
/// Case, spaces and hyphens do not matter, and O, I and L are read as 0 and 1.
pub(crate) fn read_code(typed: &str) -> Option<(OrganisationNumber, [u8; 32])> {
    let mut value: u128 = 0;
    let mut length = 0;
    for character in typed.chars().filter(|character| !matches!(character, '-' | ' ')) {
        value = value << 5 | u128::from(digit(character)?);
        length += 1;
        if length > LENGTH {
            return None;
        }
    }
    let number = OrganisationNumber::new(u16::try_from(value >> SECRET_BITS).ok()?)?;
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, &[CONTEXT, &value.to_be_bytes()].concat()).as_ref());
    (length == LENGTH).then_some((number, hash))
}

fn digit(character: char) -> Option<u8> {
    let upper = match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == upper)?;
    u8::try_from(place).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let number = OrganisationNumber::new(32_767).unwrap();
        let code = new_code(number).unwrap();
        assert_eq!(code.len(), 19, "four groups of four");
        let read = read_code(&code).unwrap();
        assert_eq!(read.0, number);
        assert_eq!(read_code(&code.to_lowercase().replace('-', " ")), Some(read));
        assert_eq!(read_code(&code.replace('0', "o").replace('1', "L")), Some(read));
    }

    #[test]
    fn what_is_no_code_is_refused_without_asking_the_ledger() {
        let code = new_code(OrganisationNumber::new(1).unwrap()).unwrap();
        for bad in
            ["", "0000-0000-0000-0000", &code[1..], &format!("{code}0"), "UUUU-UUUU-UUUU-UUUU", "ééééééééééééééééé"]
        {
            assert_eq!(read_code(bad), None, "{bad}");
        }
    }

    #[test]
    fn codes_differ_and_say_nothing_of_their_hash() {
        let number = OrganisationNumber::new(7).unwrap();
        let [one, other] = [(); 2].map(|()| read_code(&new_code(number).unwrap()).unwrap().1);
        assert_ne!(one, other);
    }
}
