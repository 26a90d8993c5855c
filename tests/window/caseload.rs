//! The caseload file of the old system: eleven children, and two lines that nobody should take.

use std::path::{Path, PathBuf};

use chrono::{Days, NaiveDate};

const LINES: &str = include_str!("caseload.csv");

/// The file as of a day. In `caseload.csv` a date is days ago: `@12`.
pub(crate) fn as_of(today: NaiveDate) -> String {
    let born = |age: &str| {
        let age = Days::new(age.parse().unwrap());
        today.checked_sub_days(age).unwrap().to_string()
    };
    let word = |word: &str| word.strip_prefix('@').map_or_else(|| word.to_owned(), born);
    let cell = |cell: &str| cell.split(' ').map(word).collect::<Vec<_>>().join(" ");
    let line = |line: &str| line.split(',').map(cell).collect::<Vec<_>>().join(",");
    LINES.lines().map(|one| line(one) + "\r\n").collect()
}

/// The file in a folder, as a spreadsheet writes it.
pub(crate) fn saved_in(folder: &Path, today: NaiveDate) -> PathBuf {
    let file = folder.join("caseload.csv");
    std::fs::write(&file, format!("\u{feff}{}", as_of(today))).unwrap();
    file
}
