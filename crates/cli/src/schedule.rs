//! The reviews of children given as rows, so that anybody can hold the schedule against another. Opens no vault.

use std::io::Read;
use std::process::ExitCode;

use chrono::NaiveDate;
use csv::StringRecord;
use doorstep_domain::policy::Policy;
use doorstep_domain::schedule::{ReviewItem, Scheduled, schedule};
use doorstep_domain::time::{Gestation, date_from_import};

use crate::failure::Failure;
use crate::output;

mod words;

const COLUMNS: [&str; 4] = ["birth_date", "gestation_weeks", "gestation_days", "as_of"];
const ADDED: [&str; 9] = ["type", "opens", "target_from", "target", "due", "closes", "state", "why", "line"];

/// Rows done, and rows that need a person.
const LEFT_OUT: u8 = 3;

/// Reads rows from standard input and writes every review of each.
pub(crate) fn print() -> Result<ExitCode, Failure> {
    let policy = Policy::shipped().map_err(|error| Failure::Around(format!("The policy cannot be used: {error}")))?;
    let written = rows(&policy, std::io::stdin().lock())?;
    output::print(&written.csv)?;
    for problem in &written.problems {
        eprintln!("{problem}");
    }
    Ok(if written.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(LEFT_OUT) })
}

struct Written {
    csv: String,
    problems: Vec<String>,
}

/// A row as it was understood.
struct Row {
    birth_date: NaiveDate,
    gestation: Option<Gestation>,
    as_of: NaiveDate,
}

fn rows(policy: &Policy, mut input: impl Read) -> Result<Written, Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(around)?;
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut problems = Vec::new();
    let mut places: Option<[Option<usize>; 4]> = None;
    writer.write_record(COLUMNS.iter().chain(&ADDED)).map_err(around)?;
    // Line by line: no field here holds a line break, and a quote that is never closed takes no other row with it.
    for (line, bytes) in (1..).zip(bytes.split(|byte| *byte == b'\n')) {
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        let done = match (fields(bytes), places) {
            (Ok(record), None) => {
                places = Some(header(&record)?);
                continue;
            }
            (Ok(record), Some(places)) => row(&record, places),
            (Err(reason), _) => Err(reason),
        };
        match done {
            Ok(row) => write(&mut writer, policy, &row, line)?,
            Err(reason) => problems.push(format!("line {line}: {reason}")),
        }
    }
    if places.is_none() {
        return Err(Failure::Usage(format!("Nothing came in. The first row is: {}", COLUMNS.join(","))));
    }
    let bytes = writer.into_inner().map_err(|error| around(error.into_error()))?;
    Ok(Written { csv: String::from_utf8_lossy(&bytes).into_owned(), problems })
}

fn fields(line: &[u8]) -> Result<StringRecord, String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).buffer_capacity(256).from_reader(line);
    reader.records().next().and_then(Result::ok).ok_or_else(|| "not CSV in UTF-8".to_owned())
}

/// Where each column is. Columns may come in any order, and others are left alone.
fn header(record: &StringRecord) -> Result<[Option<usize>; 4], Failure> {
    let named = |name| record.iter().position(|field| field.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name));
    let places = COLUMNS.map(named);
    if places[0].is_none() || places[3].is_none() {
        return Err(Failure::Usage(format!("The first row names the columns: {}", COLUMNS.join(","))));
    }
    Ok(places)
}

fn row(record: &StringRecord, places: [Option<usize>; 4]) -> Result<Row, String> {
    let [birth_date, weeks, days, as_of] = places.map(|place| place.and_then(|at| record.get(at)).unwrap_or_default());
    let date = |name: &str, text: &str| date_from_import(text).map_err(|error| format!("{name}: {error}"));
    Ok(Row {
        birth_date: date("birth_date", birth_date)?,
        gestation: gestation(weeks, days)?,
        as_of: date("as_of", as_of)?,
    })
}

/// Empty is unknown. Days alone are a slip.
fn gestation(weeks: &str, days: &str) -> Result<Option<Gestation>, String> {
    match (weeks, days) {
        ("", "") => Ok(None),
        ("", _) => Err("gestation_days: there are no weeks".to_owned()),
        (weeks, days) => {
            let days = if days.is_empty() { "0" } else { days };
            let gestation = format!("{weeks}+{days}").parse();
            gestation.map(Some).map_err(|error| format!("gestation_weeks, gestation_days: {error}"))
        }
    }
}

fn write(writer: &mut csv::Writer<Vec<u8>>, policy: &Policy, row: &Row, line: u64) -> Result<(), Failure> {
    let Row { birth_date, gestation, as_of } = *row;
    let number = |of: fn(Gestation) -> u16| gestation.map_or_else(String::new, |gestation| of(gestation).to_string());
    let given = [birth_date.to_string(), number(Gestation::weeks), number(Gestation::days), as_of.to_string()];
    for item in schedule(&policy.schedule, &Scheduled::born(birth_date, gestation), &[], &[], as_of) {
        let record = given.iter().cloned().chain(added(&item, as_of)).chain([line.to_string()]);
        writer.write_record(record).map_err(around)?;
    }
    Ok(())
}

fn added(item: &ReviewItem<'_>, as_of: NaiveDate) -> [String; 8] {
    let window = &item.window;
    let day = |day: Option<NaiveDate>| day.map_or_else(String::new, |day| day.to_string());
    [
        item.review.name().to_owned(),
        window.opens.to_string(),
        day(window.target_from),
        day(window.target),
        window.due.to_string(),
        window.closes.to_string(),
        item.state.name().to_owned(),
        words::why(item, as_of),
    ]
}

fn around(error: impl std::fmt::Display) -> Failure {
    Failure::Around(format!("The rows could not be read or written: {error}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(input: &str) -> Written {
        rows(&Policy::shipped().unwrap(), input.as_bytes()).unwrap()
    }

    #[test]
    fn a_row_that_is_no_text_or_never_ends_takes_no_other_with_it() {
        let mut input =
            b"birth_date,gestation_weeks,gestation_days,as_of\r\n\"2026-03-02,40,0,2026-03-10\r\n\xff,,,\r\n".to_vec();
        input.extend(b"2026-03-02,40,0,2026-03-10\r\n");
        let Written { csv, problems } = rows(&Policy::shipped().unwrap(), &input[..]).unwrap();
        assert_eq!((csv.lines().count(), problems.len()), (1 + 7, 2), "{problems:?}");
    }

    #[test]
    fn bad_rows_are_told_with_their_line_and_do_not_stop_the_others() {
        let input = "birth_date,gestation_weeks,gestation_days,as_of\n\
            2026-03-02,40,0,2026-03-10\n\
            2026-02-30,40,0,2026-03-10\n\
            ,40,0,2026-03-10\n\
            2026-03-02,21,0,2026-03-10\n\
            2026-03-02,36,7,2026-03-10\n\
            2026-03-02,,3,2026-03-10\n\
            2026-03-02,40\n\
            02/03/26,40,0,2026-03-10\n\
            \n\
            02/03/2026,,,2026-03-10\n";
        let Written { csv, problems } = written(input);
        let told: Vec<&str> = problems.iter().filter_map(|problem| problem.split(": ").next()).collect();
        assert_eq!(told, ["line 3", "line 4", "line 5", "line 6", "line 7", "line 8", "line 9"], "{problems:#?}");
        assert_eq!(
            csv.lines().count(),
            1 + 7 + 6,
            "of the first row seven reviews, of the last no antenatal one: {csv}"
        );
        assert!(csv.lines().last().unwrap().ends_with(",11"), "{csv}");
    }

    #[test]
    fn columns_may_come_in_any_order_and_others_are_left_alone() {
        let plain = written("birth_date,gestation_weeks,gestation_days,as_of\n2024-02-29,36,6,2025-03-01\n");
        let other =
            written("\u{feff}As_Of,name,birth_date,gestation_days,gestation_weeks\n01/03/2025,x,29/02/2024,6,36\n");
        assert_eq!(plain.csv, other.csv);
        let refused = |input: &str| rows(&Policy::shipped().unwrap(), input.as_bytes()).map(|_| ()).unwrap_err();
        assert_eq!(refused("2024-02-29,36,6,2025-03-01\n").exit_code(), 2);
        assert_eq!(refused("").exit_code(), 2);
    }

    #[test]
    fn a_review_says_why_it_is_due_when_it_is() {
        let csv = written("birth_date,gestation_weeks,gestation_days,as_of\n2024-02-29,36,6,2025-03-01\n").csv;
        let said = [
            ("antenatal,2023-12-29,,,2024-02-29", "expected on 22 March 2024"),
            ("new_birth,2024-03-01,2024-03-10,2024-03-14,2024-03-14", "352 days late"),
            ("twelve_month,2024-11-29,,2025-02-28,2025-05-29", "15 months after birth on 29 February 2024"),
            ("two_to_two_and_a_half_year,2026-02-28,,,2026-08-29", "Guidance of 2026"),
        ];
        for (days, why) in said {
            let line = csv.lines().find(|line| line.contains(days)).unwrap_or_else(|| panic!("{days}: {csv}"));
            assert!(line.contains(why), "{line}");
        }
    }
}
