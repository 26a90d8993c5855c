//! What a person types into a box for a weight or a length, with or without a unit.

use super::{Grams, Millimetres};

/// Why a number with a unit could not be read. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NumberError {
    /// Nothing was typed.
    #[error("nothing was given")]
    Empty,
    /// Not a plain number, such as 3.62. A comma is not read: 3,620 and 3,62 would mean different things.
    #[error("not a number")]
    NotANumber,
    /// More decimals than a scale or a tape can show.
    #[error("too many decimals")]
    TooPrecise,
    /// A unit that is not one of ours, such as pounds.
    #[error("not a unit that can be used here")]
    UnknownUnit,
}

/// Why a weight cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeightError {
    /// It could not be read.
    #[error(transparent)]
    Unreadable(#[from] NumberError),
    /// 100 or more and no unit: ask whether this many grams are meant.
    #[error("no unit: is it in grams?")]
    LooksLikeGrams(Grams),
}

/// Why a length cannot be taken as it was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// It could not be read.
    #[error(transparent)]
    Unreadable(#[from] NumberError),
    /// Over 140 and no unit, beyond any child here: ask whether this many millimetres are meant.
    #[error("no unit: is it in millimetres?")]
    LooksLikeMillimetres(Millimetres),
}

const GRAMS_FROM: u32 = 100;
const MILLIMETRES_ABOVE: u32 = 140;

/// The weight in `3.62`, `3.62 kg` or `3620 g`.
///
/// # Errors
/// `3620` alone is a question, not a guess: [`WeightError::LooksLikeGrams`] holds what it would be in grams.
pub fn parse_weight(text: &str) -> Result<Grams, WeightError> {
    let (number, unit) = split_unit(text)?;
    match unit.as_str() {
        "kg" => Ok(Grams(scaled(number, 3)?)),
        "g" => Ok(Grams(scaled(number, 0)?)),
        "" if whole_part(number)? >= GRAMS_FROM => Err(WeightError::LooksLikeGrams(Grams(scaled(number, 0)?))),
        "" => Ok(Grams(scaled(number, 3)?)),
        _ => Err(NumberError::UnknownUnit.into()),
    }
}

/// The length, height or head circumference in `54.5`, `54.5 cm` or `545 mm`.
///
/// # Errors
/// `545` alone is a question, not a guess: [`LengthError::LooksLikeMillimetres`] holds what it would be in millimetres.
pub fn parse_length_cm(text: &str) -> Result<Millimetres, LengthError> {
    let (number, unit) = split_unit(text)?;
    match unit.as_str() {
        "cm" => Ok(Millimetres(scaled(number, 1)?)),
        "mm" => Ok(Millimetres(scaled(number, 0)?)),
        "" if whole_part(number)? > MILLIMETRES_ABOVE => {
            Err(LengthError::LooksLikeMillimetres(Millimetres(scaled(number, 0)?)))
        }
        "" => Ok(Millimetres(scaled(number, 1)?)),
        _ => Err(NumberError::UnknownUnit.into()),
    }
}

/// Number and unit (lower case), parted where the letters begin.
fn split_unit(text: &str) -> Result<(&str, String), NumberError> {
    let text = text.trim();
    let end = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    match number.trim_end() {
        "" if unit.is_empty() => Err(NumberError::Empty),
        "" => Err(NumberError::NotANumber),
        number => Ok((number, unit.to_lowercase())),
    }
}

fn whole_part(number: &str) -> Result<u32, NumberError> {
    match number.split_once('.') {
        Some(("", _)) => Ok(0),
        Some((whole, _)) => digits(whole),
        None => digits(number),
    }
}

/// A decimal number times ten to the power of `decimals`, without a detour through binary fractions.
fn scaled(number: &str, decimals: usize) -> Result<u32, NumberError> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if number.ends_with('.') {
        return Err(NumberError::NotANumber);
    }
    let significant = fraction.trim_end_matches('0');
    if significant.len() > decimals {
        digits(fraction)?;
        return Err(NumberError::TooPrecise);
    }
    digits(&format!("0{whole}{significant:0<decimals$}"))
}

fn digits(text: &str) -> Result<u32, NumberError> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or(NumberError::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_weight_is_read_with_or_without_its_unit() {
        for text in ["3.62", "3.620", " 3.62 kg ", "3.62kg", "3.62 KG", "3620 g", "3620g", "3.6200"] {
            assert_eq!(parse_weight(text), Ok(Grams(3_620)), "{text}");
        }
        assert_eq!(parse_weight(".9"), Ok(Grams(900)));
        assert_eq!(parse_weight("51"), Ok(Grams(51_000)), "in range: the check by age finds it, DOMAIN 5.1");
    }

    #[test]
    fn a_weight_of_100_or_more_without_a_unit_is_a_question() {
        assert_eq!(parse_weight("3620"), Err(WeightError::LooksLikeGrams(Grams(3_620))));
        assert_eq!(parse_weight("100"), Err(WeightError::LooksLikeGrams(Grams(100))));
        assert_eq!(parse_weight("99.999"), Ok(Grams(99_999)), "out of range, but not a unit slip");
    }

    #[test]
    fn a_length_is_read_with_or_without_its_unit() {
        for text in ["54.5", "54.5 cm", "54.5cm", "54.50", "545 mm", "545mm"] {
            assert_eq!(parse_length_cm(text), Ok(Millimetres(545)), "{text}");
        }
        assert_eq!(parse_length_cm("545"), Err(LengthError::LooksLikeMillimetres(Millimetres(545))));
        assert_eq!(parse_length_cm("140"), Ok(Millimetres(1_400)));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let weights = [
            ("", NumberError::Empty),
            ("   ", NumberError::Empty),
            ("kg", NumberError::NotANumber),
            ("3,62", NumberError::NotANumber),
            ("-3.62", NumberError::NotANumber),
            ("+3.62", NumberError::NotANumber),
            ("3.", NumberError::NotANumber),
            (".", NumberError::NotANumber),
            ("3.6.2", NumberError::NotANumber),
            ("3 .62", NumberError::NotANumber),
            ("３.62", NumberError::NotANumber),
            ("99999999999", NumberError::NotANumber),
            ("3.6205", NumberError::TooPrecise),
            ("3620.5 g", NumberError::TooPrecise),
            ("8 lb 3 oz", NumberError::UnknownUnit),
            ("3.62 stone", NumberError::UnknownUnit),
            ("1e3", NumberError::UnknownUnit),
        ];
        for (text, error) in weights {
            assert_eq!(parse_weight(text), Err(WeightError::Unreadable(error)), "{text}");
        }
        assert_eq!(parse_length_cm("54.55"), Err(LengthError::Unreadable(NumberError::TooPrecise)));
        assert_eq!(parse_length_cm("21 in"), Err(LengthError::Unreadable(NumberError::UnknownUnit)));
    }

    proptest! {
        #[test]
        fn a_weight_as_shown_is_read_back(grams in 0..1_000_000_u32) {
            prop_assert_eq!(parse_weight(&Grams(grams).to_string()), Ok(Grams(grams)));
            prop_assert_eq!(parse_weight(&format!("{grams} g")), Ok(Grams(grams)));
        }

        #[test]
        fn a_length_as_shown_is_read_back(millimetres in 0..10_000_u32) {
            prop_assert_eq!(parse_length_cm(&Millimetres(millimetres).to_string()), Ok(Millimetres(millimetres)));
        }

        #[test]
        fn no_text_breaks_the_readers(text in "[0-9. a-z]{0,10}|.{0,10}") {
            let _ = (parse_weight(&text), parse_length_cm(&text));
        }
    }
}
