//! Telephone numbers, kept in E.164 (+447700900123) and shown as people in the UK write them.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

/// A telephone number with its country, written `+447700900123`.
///
/// `Display` is for screens and paper: the number itself. `Debug`, which logs use, hides it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct Phone(String);

/// Which rule a text breaks. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Nothing was given.
    #[error("no telephone number was given")]
    Empty,
    /// Letters or symbols: an extension or a note belongs beside the number.
    #[error("a telephone number has digits only")]
    NotADigit,
    /// Neither 0 nor + comes first. Spreadsheets drop the first 0 of 07700 900123.
    #[error("the number starts with neither 0 nor +")]
    NoPrefix,
    /// Too few digits for that country.
    #[error("the number has too few digits")]
    TooShort,
    /// Too many digits for that country.
    #[error("the number has too many digits")]
    TooLong,
    /// No UK number begins like this.
    #[error("no UK number starts like this")]
    NotIssued,
}

const UK: &str = "+44";

impl Phone {
    /// The number in E.164: a plus and up to 15 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a UK mobile number, which can be sent a text.
    #[must_use]
    pub fn is_uk_mobile(&self) -> bool {
        // 070 forwards and 076 pages, all but the Isle of Man's 07624.
        let number = self.uk_number().unwrap_or_default();
        number.starts_with('7')
            && !number.starts_with("70")
            && (!number.starts_with("76") || number.starts_with("7624"))
    }

    /// The digits that follow +44, where it is a UK number.
    fn uk_number(&self) -> Option<&str> {
        self.0.strip_prefix(UK)
    }
}

impl FromStr for Phone {
    type Err = PhoneError;

    /// Reads 07…, +44…, 0044… and other countries' +…; spaces, hyphens, dots and brackets may part the digits.
    fn from_str(text: &str) -> Result<Self, PhoneError> {
        // "+44 (0)7700 900123" has a 0 that is dialled only at home.
        let kept: String = text.replace("(0)", "").chars().filter(|c| !is_separator(*c)).collect();
        if kept.is_empty() {
            return Err(PhoneError::Empty);
        }
        let digits = kept.strip_prefix('+').unwrap_or(&kept);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(PhoneError::NotADigit);
        }
        match (kept.starts_with('+'), digits.strip_prefix("00"), digits.strip_prefix('0')) {
            (true, _, _) => international(digits),
            (false, Some(abroad), _) => international(abroad),
            (false, None, Some(number)) => uk(number),
            (false, None, None) => Err(PhoneError::NoPrefix),
        }
    }
}

fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '.' | '(' | ')' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

/// A number that begins with its country's code.
fn international(digits: &str) -> Result<Phone, PhoneError> {
    if let Some(number) = digits.strip_prefix("44") {
        return uk(number.strip_prefix('0').unwrap_or(number));
    }
    match digits.len() {
        0..7 => Err(PhoneError::TooShort),
        16.. => Err(PhoneError::TooLong),
        _ if digits.starts_with('0') => Err(PhoneError::NoPrefix),
        _ => Ok(Phone(format!("+{digits}"))),
    }
}

/// A UK number without its leading 0: ten digits, nine in a few old ones such as 0800 and 01x areas.
fn uk(number: &str) -> Result<Phone, PhoneError> {
    let shortest = match number.bytes().next() {
        Some(b'1' | b'8') => 9,
        Some(b'2' | b'3' | b'5' | b'7' | b'9') => 10,
        Some(_) => return Err(PhoneError::NotIssued),
        None => return Err(PhoneError::TooShort),
    };
    match number.len() {
        length if length < shortest => Err(PhoneError::TooShort),
        9 | 10 => Ok(Phone(format!("{UK}{number}"))),
        _ => Err(PhoneError::TooLong),
    }
}

impl fmt::Display for Phone {
    /// `07700 900123`, `020 7946 0123`, `01632 960123`; another country's as it is kept.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(number) = self.uk_number() else { return f.write_str(&self.0) };
        let digit = |place: usize| number.as_bytes().get(place).copied();
        match (digit(0), digit(1), digit(2)) {
            (Some(b'2'), _, _) => parts(f, number, &[2, 4]),
            (Some(b'3' | b'8' | b'9'), _, _) | (Some(b'1'), Some(b'1'), _) | (Some(b'1'), _, Some(b'1')) => {
                parts(f, number, &[3, 3])
            }
            _ => parts(f, number, &[4]),
        }
    }
}

/// A leading 0 and the digits in groups of these lengths, the rest as the last group.
fn parts(f: &mut fmt::Formatter<'_>, number: &str, groups: &[usize]) -> fmt::Result {
    f.write_str("0")?;
    let mut rest = number;
    for length in groups {
        let (group, after) = rest.split_at(*length);
        write!(f, "{group} ")?;
        rest = after;
    }
    f.write_str(rest)
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(hidden)")
    }
}

impl Serialize for Phone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Phone {
    /// Only E.164: one number, one spelling.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        let read: Self = text.parse().map_err(de::Error::custom)?;
        if read.0 == text { Ok(read) } else { Err(de::Error::custom("not a number in E.164")) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn phone(text: &str) -> Phone {
        text.parse().unwrap()
    }

    #[test]
    fn a_uk_number_has_one_spelling_however_it_is_typed() {
        let spellings = [
            "07700 900123",
            "07700900123",
            "+447700900123",
            "+44 7700 900 123",
            "+44 (0)7700 900123",
            "+4407700900123",
            "0044 7700 900123",
            "(07700) 900-123",
            "07700.900.123",
            "07700\u{a0}900123",
        ];
        for text in spellings {
            assert_eq!(phone(text).as_str(), "+447700900123", "{text}");
        }
    }

    #[test]
    fn a_number_is_shown_as_it_is_said() {
        let shown = [
            ("07700900123", "07700 900123"),
            ("02079460123", "020 7946 0123"),
            ("01134960123", "0113 496 0123"),
            ("01214960123", "0121 496 0123"),
            ("01632960123", "01632 960123"),
            ("0163296012", "01632 96012"),
            ("08081570123", "0808 157 0123"),
            ("0800111123", "0800 111 123"),
            ("03069990123", "0306 999 0123"),
            ("+48 22 123 45 67", "+48221234567"),
        ];
        for (text, display) in shown {
            assert_eq!(phone(text).to_string(), display);
        }
    }

    #[test]
    fn a_number_that_cannot_be_dialled_says_why() {
        let refused = [
            ("  ", PhoneError::Empty),
            ("+", PhoneError::NotADigit),
            ("07700 900123 (mum)", PhoneError::NotADigit),
            ("01632 960123 x12", PhoneError::NotADigit),
            ("７７００９００１２３", PhoneError::NotADigit),
            ("07700+900123", PhoneError::NotADigit),
            ("7700 900123", PhoneError::NoPrefix),
            ("111", PhoneError::NoPrefix),
            ("07700 90012", PhoneError::TooShort),
            ("07700 9001234", PhoneError::TooLong),
            ("+44", PhoneError::TooShort),
            ("+48 123", PhoneError::TooShort),
            ("+4812345678901234", PhoneError::TooLong),
            ("04700 900123", PhoneError::NotIssued),
            ("+000 1234567", PhoneError::NoPrefix),
            ("0", PhoneError::TooShort),
        ];
        for (text, error) in refused {
            assert_eq!(text.parse::<Phone>(), Err(error), "{text}");
        }
    }

    #[test]
    fn only_a_mobile_is_sent_texts() {
        for (text, mobile) in [
            ("07700900123", true),
            ("07624 490123", true),
            ("07012345678", false),
            ("07640123456", false),
            ("02079460123", false),
            ("+48221234567", false),
        ] {
            assert_eq!(phone(text).is_uk_mobile(), mobile, "{text}");
        }
    }

    #[test]
    fn a_log_line_never_shows_the_number() {
        assert_eq!(format!("{:?}", phone("07700 900123")), "Phone(hidden)");
    }

    #[test]
    fn a_stored_number_is_in_e164() {
        assert_eq!(serde_json::to_string(&phone("07700 900123")).unwrap(), "\"+447700900123\"");
        assert_eq!(serde_json::from_str::<Phone>("\"+447700900123\"").unwrap(), phone("07700 900123"));
        assert!(serde_json::from_str::<Phone>("\"07700 900123\"").is_err());
    }

    proptest! {
        #[test]
        fn every_number_is_read_back_as_it_is_shown(number in "0[1235789][0-9]{9}|0[18][0-9]{8}|\\+[1-35-9][0-9]{6,14}") {
            let phone: Phone = number.parse().unwrap();
            prop_assert!(phone.to_string().parse() == Ok(phone.clone()), "as shown");
            prop_assert!(phone.as_str().parse() == Ok(phone), "as kept");
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[0-9+() -]{0,18}|.{0,18}") {
            let _ = text.parse::<Phone>().map(|phone| phone.to_string());
        }
    }
}
