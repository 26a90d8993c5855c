//! UK postcodes, and the two that stand for having no address.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

/// A postcode of the right shape, in capitals with one space: `ME7 1AA`. Whether it exists is not known offline.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Postcode(String);

/// A text that is not shaped like a UK postcode. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PostcodeError {
    /// Nothing was given.
    #[error("no postcode was given")]
    Empty,
    /// Letters and digits are not where a postcode has them.
    #[error("not shaped like a UK postcode, such as ME7 1AA")]
    Shape,
}

const NO_FIXED_ABODE: &str = "ZZ99 3VZ";
const ADDRESS_UNKNOWN: &str = "ZZ99 3WZ";
const GIROBANK: &str = "GIR 0AA";
const INWARD_LETTERS: usize = 3;

impl Postcode {
    /// ZZ99 3VZ: travellers, and people who sleep rough. An answer, not a gap.
    #[must_use]
    pub fn no_fixed_abode() -> Self {
        Self(NO_FIXED_ABODE.to_owned())
    }

    /// ZZ99 3WZ: there is an address, and nobody knows it.
    #[must_use]
    pub fn address_unknown() -> Self {
        Self(ADDRESS_UNKNOWN.to_owned())
    }

    /// Whether it stands for having no fixed abode.
    #[must_use]
    pub fn is_no_fixed_abode(&self) -> bool {
        self.0 == NO_FIXED_ABODE
    }

    /// Whether it stands for an unknown address.
    #[must_use]
    pub fn is_address_unknown(&self) -> bool {
        self.0 == ADDRESS_UNKNOWN
    }

    /// The postcode in capitals with one space.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the space: the district, such as `ME7`.
    #[must_use]
    pub fn district(&self) -> &str {
        self.0.split(' ').next().unwrap_or_default()
    }
}

impl FromStr for Postcode {
    type Err = PostcodeError;

    /// Reads any capitals and spacing.
    fn from_str(text: &str) -> Result<Self, PostcodeError> {
        let code: String = text.chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect();
        if code.is_empty() {
            return Err(PostcodeError::Empty);
        }
        let split = code.len().checked_sub(INWARD_LETTERS).filter(|_| code.is_ascii()).ok_or(PostcodeError::Shape)?;
        let spaced = format!("{} {}", &code[..split], &code[split..]);
        let special = [NO_FIXED_ABODE, ADDRESS_UNKNOWN, GIROBANK].contains(&spaced.as_str());
        let shaped = is_outward(&code.as_bytes()[..split]) && is_inward(&code.as_bytes()[split..]);
        if special || shaped { Ok(Self(spaced)) } else { Err(PostcodeError::Shape) }
    }
}

/// One or two letters, a digit, then perhaps a digit or a letter: M1, CB1, W1A, SW1A.
fn is_outward(code: &[u8]) -> bool {
    let Some((first, rest)) = code.split_first() else { return false };
    let rest = match rest.split_first() {
        Some((second, after)) if is_second_letter(*second) => after,
        Some(_) | None => rest,
    };
    let tail = match rest {
        [digit] => digit.is_ascii_digit(),
        [digit, last] => digit.is_ascii_digit() && (last.is_ascii_digit() || last.is_ascii_uppercase()),
        _ => false,
    };
    first.is_ascii_uppercase() && tail
}

/// I and Z are never second, so that they are not read as 1 and 2.
fn is_second_letter(letter: u8) -> bool {
    letter.is_ascii_uppercase() && !matches!(letter, b'I' | b'Z')
}

/// A digit and two letters.
fn is_inward(code: &[u8]) -> bool {
    matches!(code, [digit, one, two] if digit.is_ascii_digit() && one.is_ascii_uppercase() && two.is_ascii_uppercase())
}

impl fmt::Display for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Postcode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postcode(hidden)")
    }
}

impl Serialize for Postcode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Postcode {
    /// Only as it is written: one postcode, one spelling.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let read: Self = text.parse().map_err(de::Error::custom)?;
        if read.0 == text { Ok(read) } else { Err(de::Error::custom(PostcodeError::Shape)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_postcode_is_written_in_capitals_with_one_space() {
        let spellings = [
            ("me71aa", "ME7 1AA", "ME7"),
            (" Me7  1aA ", "ME7 1AA", "ME7"),
            ("M11AE", "M1 1AE", "M1"),
            ("b33 8th", "B33 8TH", "B33"),
            ("cr2 6xh", "CR2 6XH", "CR2"),
            ("DN551PT", "DN55 1PT", "DN55"),
            ("W1A 1HQ", "W1A 1HQ", "W1A"),
            ("ec1a 1bb", "EC1A 1BB", "EC1A"),
            ("gir0aa", "GIR 0AA", "GIR"),
        ];
        for (text, written, district) in spellings {
            let postcode: Postcode = text.parse().unwrap();
            assert_eq!((postcode.as_str(), postcode.district()), (written, district));
        }
    }

    #[test]
    fn a_family_without_an_address_has_a_postcode_of_its_own() {
        assert_eq!("zz993vz".parse(), Ok(Postcode::no_fixed_abode()));
        assert_eq!("ZZ99 3WZ".parse(), Ok(Postcode::address_unknown()));
        assert!(Postcode::no_fixed_abode().is_no_fixed_abode() && !Postcode::no_fixed_abode().is_address_unknown());
        assert!("ZZ99 3AA".parse::<Postcode>().is_err(), "Z is never second in a real one");
    }

    #[test]
    fn what_is_not_shaped_like_a_postcode_is_refused() {
        assert_eq!(" ".parse::<Postcode>(), Err(PostcodeError::Empty));
        let refused = [
            "1AA",
            "ME7",
            "ME7 1A",
            "ME7 AA1",
            "ME777 1AA",
            "MEE7 1AA",
            "AI1 1AA",
            "7ME 1AA",
            "ME7-1AA",
            "ME7 1AÅ",
            "ＭE7 1AA",
            "MEA 1AA",
            "00000",
            "ME7 1AA, Kent",
        ];
        for text in refused {
            assert_eq!(text.parse::<Postcode>(), Err(PostcodeError::Shape), "{text}");
        }
    }

    #[test]
    fn a_log_line_never_shows_the_postcode() {
        assert_eq!(format!("{:?}", "ME7 1AA".parse::<Postcode>()), "Ok(Postcode(hidden))");
    }

    #[test]
    fn a_stored_postcode_has_one_spelling() {
        let postcode: Postcode = "me71aa".parse().unwrap();
        assert_eq!(serde_json::to_string(&postcode).unwrap(), "\"ME7 1AA\"");
        assert_eq!(serde_json::from_str::<Postcode>("\"ME7 1AA\"").unwrap(), postcode);
        assert!(serde_json::from_str::<Postcode>("\"me71aa\"").is_err());
    }

    proptest! {
        #[test]
        fn every_postcode_of_the_shape_is_read_in_any_spelling(code in "[A-Z][A-HJ-Y]?[0-9][A-Z0-9]? [0-9][A-Z]{2}") {
            let postcode: Postcode = code.parse().unwrap();
            prop_assert_eq!(postcode.as_str(), &code);
            prop_assert_eq!(code.to_lowercase().replace(' ', "").parse(), Ok(postcode));
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[A-Z0-9 ]{0,9}|.{0,9}") {
            let _ = text.parse::<Postcode>();
        }
    }
}
