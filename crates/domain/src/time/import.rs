//! Dates in files from elsewhere: ISO, or the day first as people in the UK write it.

use chrono::NaiveDate;

/// Why a date in a file could not be read. Never repeats the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ImportDateError {
    /// Nothing was given.
    #[error("no date was given")]
    Empty,
    /// Neither `2026-11-02` nor `02/11/2026`.
    #[error("not a date like 2026-11-02 or 02/11/2026")]
    NotADate,
    /// A year of two digits: 02/11/26 could be two centuries.
    #[error("the year needs four digits")]
    ShortYear,
    /// The right shape, but there is no such day, such as 31/02/2026 or, with the month first, 02/25/2026.
    #[error("there is no such day; dates are day, month, year")]
    NoSuchDay,
}

/// The day that a file's `2026-11-02` or `02/11/2026` (2 November: the day first, never the month) means.
///
/// Slashes, dots and hyphens may separate, and leading zeros may be missing.
///
/// # Errors
/// Says which rule the text breaks; a year of two digits is never guessed.
pub fn date_from_import(text: &str) -> Result<NaiveDate, ImportDateError> {
    let text = text.trim();
    if text.is_empty() {
        return Err(ImportDateError::Empty);
    }
    let separator = text.chars().find(|c| matches!(c, '-' | '/' | '.')).ok_or(ImportDateError::NotADate)?;
    let parts: Vec<&str> = text.split(separator).collect();
    let [first, month, last] = parts[..] else { return Err(ImportDateError::NotADate) };
    let (year, day) = if first.len() == 4 && separator == '-' { (first, last) } else { (last, first) };
    let (year_number, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    match year.len() {
        4 => NaiveDate::from_ymd_opt(year_number, month.unsigned_abs(), day.unsigned_abs()),
        2 => return Err(ImportDateError::ShortYear),
        _ => return Err(ImportDateError::NotADate),
    }
    .ok_or(ImportDateError::NoSuchDay)
}

fn digits(text: &str, most: usize) -> Result<i32, ImportDateError> {
    let plain = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain).ok_or(ImportDateError::NotADate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_uk_date_has_the_day_first() {
        let november = NaiveDate::from_ymd_opt(2026, 11, 2).unwrap();
        for text in ["2026-11-02", "02/11/2026", "2/11/2026", "02-11-2026", "02.11.2026", " 02/11/2026 "] {
            assert_eq!(date_from_import(text), Ok(november), "{text}");
        }
    }

    #[test]
    fn a_date_that_cannot_be_read_says_why() {
        let refused = [
            ("  ", ImportDateError::Empty),
            ("02/11/26", ImportDateError::ShortYear),
            ("26-11-02", ImportDateError::ShortYear),
            ("31/02/2026", ImportDateError::NoSuchDay),
            ("02/25/2026", ImportDateError::NoSuchDay),
            ("29/02/2026", ImportDateError::NoSuchDay),
            ("00/11/2026", ImportDateError::NoSuchDay),
            ("2 Nov 2026", ImportDateError::NotADate),
            ("02/11-2026", ImportDateError::NotADate),
            ("2026/11/02", ImportDateError::NotADate),
            ("02/11/2026 00:00", ImportDateError::NotADate),
            ("-2/11/2026", ImportDateError::NotADate),
            ("46328", ImportDateError::NotADate),
            ("=1/1/2026", ImportDateError::NotADate),
            ("０２/11/2026", ImportDateError::NotADate),
        ];
        for (text, error) in refused {
            assert_eq!(date_from_import(text), Err(error), "{text}");
        }
    }

    proptest! {
        #[test]
        fn both_spellings_of_a_day_mean_that_day(days in -40_000..40_000_i32) {
            let date = NaiveDate::from_epoch_days(days).unwrap();
            for spelling in ["%Y-%m-%d", "%d/%m/%Y", "%-d/%-m/%Y"] {
                prop_assert_eq!(date_from_import(&date.format(spelling).to_string()), Ok(date));
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "[0-9/.\\-]{0,12}|.{0,12}") {
            let _ = date_from_import(&text);
        }
    }
}
