//! A birth date as somebody types it into a search: in any order of fashion, but always the day before the month.

use chrono::NaiveDate;

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The days that a text may mean: `4 May 26`, `04/05/2026`, `4.5.26`, `040526`, `2026-05-04`, `20260504`.
///
/// None where it is no date. A year of two digits is of this century or of the last: a child's, or a parent's.
#[must_use]
pub fn typed_dates(text: &str) -> Vec<NaiveDate> {
    let text = text.trim().to_lowercase();
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    match parts[..] {
        [run] => of_digits(run),
        [year, month, day] if year.len() == 4 && is_number(year) => dates(day, month, year),
        [day, month, year] if day.starts_with(|c: char| c.is_ascii_digit()) => dates(day, month, year),
        // May 4, 2026.
        [month, day, year] => dates(day, month, year),
        _ => Vec::new(),
    }
}

/// Six or eight digits in a row; eight may also have the year first.
fn of_digits(run: &str) -> Vec<NaiveDate> {
    if !is_number(run) {
        return Vec::new();
    }
    match run.len() {
        6 => dates(&run[..2], &run[2..4], &run[4..]),
        8 => [dates(&run[..2], &run[2..4], &run[4..]), dates(&run[6..], &run[4..6], &run[..4])].concat(),
        _ => Vec::new(),
    }
}

fn dates(day: &str, month: &str, year: &str) -> Vec<NaiveDate> {
    let day: Option<u32> = day.trim_end_matches(['s', 't', 'n', 'd', 'r', 'h']).parse().ok();
    let (Some(day), Some(month)) = (day, month_of(month)) else { return Vec::new() };
    let years: Vec<i32> = match (year.len(), year.parse::<i32>().ok()) {
        (2, Some(year)) => vec![2000 + year, 1900 + year],
        (4, Some(year)) => vec![year],
        _ => Vec::new(),
    };
    years.into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day)).collect()
}

fn month_of(text: &str) -> Option<u32> {
    if is_number(text) {
        return text.parse().ok().filter(|_| text.len() < 3);
    }
    let place = MONTHS.iter().position(|month| text.starts_with(month))?;
    u32::try_from(place + 1).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_birth_date_is_read_however_it_is_typed() {
        let born = NaiveDate::from_ymd_opt(2026, 5, 4).unwrap();
        for text in [
            "4 May 26",
            "4 may 2026",
            "04/05/2026",
            "4/5/26",
            "4.5.26",
            "04-05-2026",
            "040526",
            "04052026",
            "2026-05-04",
            "20260504",
            "4th May 2026",
            "May 4, 2026",
            "04 05 26",
            "4-May-26",
            " 4  May. 26 ",
        ] {
            assert!(typed_dates(text).contains(&born), "{text}: {:?}", typed_dates(text));
        }
        let parents = NaiveDate::from_ymd_opt(1994, 2, 28).unwrap();
        assert!(typed_dates("28/2/94").contains(&parents));
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "4 May",
            "31/02/2026",
            "05/25/2026",
            "9990000018",
            "07700 900123",
            "XA1 2BC",
            "okafor",
            "4//",
            "1 2 3 4",
        ] {
            assert_eq!(typed_dates(text), [], "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_fashion_means_the_day(days in -20_000..20_000_i32) {
            let date = NaiveDate::from_epoch_days(days).unwrap();
            for fashion in ["%d/%m/%Y", "%-d.%-m.%y", "%d%m%y", "%d%m%Y", "%Y%m%d", "%-d %B %Y", "%-d %b %y"] {
                prop_assert!(typed_dates(&date.format(fashion).to_string()).contains(&date), "{}", fashion);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC{0,16}") {
            let _ = typed_dates(&text);
        }
    }
}
