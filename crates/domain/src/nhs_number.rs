//! The NHS number: ten digits, the last a check digit. An attribute of a person, never a key.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;

const DIGITS: usize = 10;

/// A number that could be somebody's: ten digits with the right check digit. Shown 999 000 0018, written `"9990000018"`.
///
/// `Display` is for screens and paper: the number itself. `Debug`, which logs use, hides it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct NhsNumber(u64);

/// Which rule a text breaks. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NhsNumberError {
    /// Something other than digits, spaces and hyphens.
    #[error("an NHS number has digits only")]
    NotADigit,
    /// More or fewer than ten digits.
    #[error("an NHS number has ten digits")]
    NotTenDigits,
    /// One digit ten times, typed to get past a form.
    #[error("one digit ten times is no NHS number")]
    TenEqualDigits,
    /// The last digit does not follow from the first nine, or no digit could.
    #[error("the check digit is wrong")]
    CheckDigit,
}

/// Who issues numbers that begin like this one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NhsNumberRange {
    /// England, Wales and the Isle of Man: from 4, 6 or 7.
    EnglandWalesIsleOfMan,
    /// Scotland: a Community Health Index number, 0100000000 to 3112999999.
    Scotland,
    /// Northern Ireland: a Health and Care number, 3200000000 to 3999999999.
    NorthernIreland,
    /// 999: for tests and demonstrations.
    Synthetic,
    /// Nobody in the United Kingdom issues these.
    NeverIssued,
}

impl NhsNumber {
    /// Who issues numbers like this one.
    #[must_use]
    pub fn range(self) -> NhsNumberRange {
        match self.0 {
            100_000_000..=3_112_999_999 => NhsNumberRange::Scotland,
            3_200_000_000..=3_999_999_999 => NhsNumberRange::NorthernIreland,
            4_000_000_000..=4_999_999_999 | 6_000_000_000..=7_999_999_999 => NhsNumberRange::EnglandWalesIsleOfMan,
            9_990_000_000..=9_999_999_999 => NhsNumberRange::Synthetic,
            _ => NhsNumberRange::NeverIssued,
        }
    }

    /// The ten digits without spaces, as stores, files and messages write them.
    #[must_use]
    pub fn digits(self) -> String {
        format!("{:010}", self.0)
    }

    /// A number of the range for tests, 999 and six digits of `serial`; none where no check digit exists.
    #[cfg(any(test, feature = "fixtures"))]
    #[must_use]
    pub fn synthetic(serial: u32) -> Option<Self> {
        let first_nine = 999_000_000 + u64::from(serial % 1_000_000);
        check_digit(first_nine).map(|check| Self(first_nine * 10 + check))
    }
}

/// The digit that follows nine others: 11 less the weighted sum modulo 11. None where that is 10.
fn check_digit(first_nine: u64) -> Option<u64> {
    // The last of the nine weighs 2, the one before it 3, and so on to 10.
    let digits = std::iter::successors(Some(first_nine), |rest| Some(rest / 10)).map(|rest| rest % 10);
    let sum: u64 = digits.zip(2..=10).map(|(digit, weight)| digit * weight).sum();
    match 11 - sum % 11 {
        11 => Some(0),
        10 => None,
        digit => Some(digit),
    }
}

/// The shape and check of ten digits already known to be digits.
fn checked(digits: &str) -> Result<NhsNumber, NhsNumberError> {
    if digits.len() != DIGITS {
        return Err(NhsNumberError::NotTenDigits);
    }
    let number: u64 = digits.parse().map_err(|_| NhsNumberError::NotADigit)?;
    if number.is_multiple_of(1_111_111_111) {
        return Err(NhsNumberError::TenEqualDigits);
    }
    if check_digit(number / 10) != Some(number % 10) {
        return Err(NhsNumberError::CheckDigit);
    }
    Ok(NhsNumber(number))
}

impl FromStr for NhsNumber {
    type Err = NhsNumberError;

    /// Reads what a person types or pastes: spaces and hyphens may part the digits.
    fn from_str(text: &str) -> Result<Self, NhsNumberError> {
        let kept: String = text.chars().filter(|c| !c.is_whitespace() && !is_hyphen(*c)).collect();
        if !kept.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NhsNumberError::NotADigit);
        }
        checked(&kept)
    }
}

/// The hyphens that documents paste: typed, typographic, non-breaking, and the short dash.
fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{2013}')
}

impl fmt::Display for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:03} {:03} {:04}", self.0 / 10_000_000, self.0 / 10_000 % 1_000, self.0 % 10_000)
    }
}

impl fmt::Debug for NhsNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("NhsNumber(hidden)")
    }
}

impl Serialize for NhsNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.digits())
    }
}

impl<'de> Deserialize<'de> for NhsNumber {
    /// Ten digits and nothing between them: one number, one spelling.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        if !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(de::Error::custom(NhsNumberError::NotADigit));
        }
        checked(&text).map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> NhsNumber {
        text.parse().unwrap()
    }

    // Shows IDN-01.
    #[test]
    fn valid_numbers_are_read_however_they_are_spaced() {
        let spellings = [
            "9990000018",
            "999 000 0018",
            "999-000-0018",
            " 9990000018\n",
            "999\u{a0}000\u{2011}0018",
            "99 90 00 00 18",
        ];
        for text in spellings {
            assert_eq!(number(text).digits(), "9990000018", "{text}");
            assert_eq!(number(text).to_string(), "999 000 0018");
        }
        for text in ["9990000026", "9990000034", "9990000042", "9990000050", "9990000069", "9434765919", "0101010001"] {
            assert_eq!(number(text).digits(), text);
        }
    }

    // Shows IDN-01.
    #[test]
    fn a_number_that_cannot_be_says_which_rule_it_breaks() {
        let refused = [
            ("", NhsNumberError::NotTenDigits),
            ("999000001", NhsNumberError::NotTenDigits),
            ("99900000180", NhsNumberError::NotTenDigits),
            ("999000001B", NhsNumberError::NotADigit),
            ("９９９００００１８", NhsNumberError::NotADigit),
            ("999.000.0018", NhsNumberError::NotADigit),
            ("+999000001", NhsNumberError::NotADigit),
            ("0000000000", NhsNumberError::TenEqualDigits),
            ("1111111111", NhsNumberError::TenEqualDigits),
            ("9999999999", NhsNumberError::TenEqualDigits),
            ("9990000019", NhsNumberError::CheckDigit),
            ("9990000108", NhsNumberError::CheckDigit),
            ("9434765918", NhsNumberError::CheckDigit),
        ];
        for (text, error) in refused {
            assert_eq!(text.parse::<NhsNumber>(), Err(error), "{text}");
        }
    }

    #[test]
    fn some_nine_digits_have_no_check_digit() {
        for nine in ["999000000", "999000014"] {
            for last in 0..10 {
                assert_eq!(
                    format!("{nine}{last}").parse::<NhsNumber>(),
                    Err(NhsNumberError::CheckDigit),
                    "{nine}{last}"
                );
            }
        }
        assert_eq!(NhsNumber::synthetic(0), None);
        assert_eq!(NhsNumber::synthetic(1), Some(number("9990000018")));
    }

    #[test]
    fn a_number_says_who_issues_it() {
        let ranges = [
            (100_000_000, NhsNumberRange::Scotland),
            (99_999_999, NhsNumberRange::NeverIssued),
            (3_112_999_999, NhsNumberRange::Scotland),
            (3_113_000_000, NhsNumberRange::NeverIssued),
            (3_199_999_999, NhsNumberRange::NeverIssued),
            (3_200_000_000, NhsNumberRange::NorthernIreland),
            (3_999_999_999, NhsNumberRange::NorthernIreland),
            (4_000_000_000, NhsNumberRange::EnglandWalesIsleOfMan),
            (5_000_000_000, NhsNumberRange::NeverIssued),
            (6_000_000_000, NhsNumberRange::EnglandWalesIsleOfMan),
            (7_999_999_999, NhsNumberRange::EnglandWalesIsleOfMan),
            (8_000_000_000, NhsNumberRange::NeverIssued),
            (9_434_765_919, NhsNumberRange::NeverIssued),
            (9_989_999_999, NhsNumberRange::NeverIssued),
            (9_990_000_018, NhsNumberRange::Synthetic),
        ];
        for (digits, range) in ranges {
            assert_eq!(NhsNumber(digits).range(), range, "{digits:010}");
        }
    }

    #[test]
    fn a_log_line_never_shows_the_number() {
        assert_eq!(format!("{:?}", Some(number("9990000018"))), "Some(NhsNumber(hidden))");
        let error = "999 000 0019".parse::<NhsNumber>().unwrap_err();
        assert!(!format!("{error} {error:?}").contains("999"), "nor what was typed");
    }

    #[test]
    fn a_stored_number_is_ten_digits_and_nothing_else() {
        assert_eq!(serde_json::to_string(&number("999 000 0018")).unwrap(), "\"9990000018\"");
        assert_eq!(serde_json::from_str::<NhsNumber>("\"9990000018\"").unwrap(), number("9990000018"));
        for json in ["\"999 000 0018\"", "9990000018", "\"9990000019\"", "\"+999000001\"", "null"] {
            assert!(serde_json::from_str::<NhsNumber>(json).is_err(), "{json}");
        }
    }

    proptest! {
        #[test]
        fn every_number_is_read_back_as_it_is_shown(serial in 0..1_000_000_u32) {
            let Some(number) = NhsNumber::synthetic(serial) else { return Ok(()) };
            prop_assert_eq!(number.to_string().parse(), Ok(number));
            prop_assert_eq!(number.digits().parse(), Ok(number));
        }

        #[test]
        fn one_wrong_digit_or_two_exchanged_are_always_found(serial in 0..1_000_000_u32, place in 0..10_usize, other in 0..10_u8) {
            let Some(number) = NhsNumber::synthetic(serial) else { return Ok(()) };
            let digits = number.digits().into_bytes();
            let (mut wrong, mut exchanged) = (digits.clone(), digits.clone());
            wrong[place] = b'0' + other;
            exchanged.swap(place, (place + 1) % 10);
            // The first and the last digit stand ten apart: the check is for neighbours.
            for typed in [Some(wrong), (place < 9).then_some(exchanged)].into_iter().flatten() {
                let read = std::str::from_utf8(&typed).unwrap().parse::<NhsNumber>();
                prop_assert_eq!(read.is_ok(), typed == digits);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[0-9 -]{0,14}|.{0,14}") {
            let _ = text.parse::<NhsNumber>();
        }
    }
}
