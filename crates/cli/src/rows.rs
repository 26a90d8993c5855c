//! Rows of CSV in, rows of CSV out, so that anybody can hold what Doorstep works out against another implementation.
//! Opens no vault.

use std::io::Read;
use std::process::ExitCode;

use csv::StringRecord;
use doorstep_domain::time::Gestation;

use crate::failure::Failure;
use crate::output;

/// Rows done, and rows that need a person.
const LEFT_OUT: u8 = 3;

/// What comes in and what is added. Columns may come in any order, and others are left alone.
pub(crate) struct Sheet {
    pub(crate) columns: &'static [&'static str],
    /// Those of `columns` without which nothing can be said.
    pub(crate) required: &'static [&'static str],
    /// Each row of the answer: the columns that came in, these, and the line.
    pub(crate) added: &'static [&'static str],
}

/// What a row becomes: the columns as they were understood with what is added, as often as there is something to say.
pub(crate) type Answers = Result<Vec<Vec<String>>, String>;

pub(crate) struct Written {
    pub(crate) csv: String,
    pub(crate) problems: Vec<String>,
}

/// Reads rows from standard input and writes what `answer` makes of the values of each.
pub(crate) fn print(sheet: &Sheet, answer: impl FnMut(&[&str]) -> Answers) -> Result<ExitCode, Failure> {
    let written = sheet.write(std::io::stdin().lock(), answer)?;
    output::print(&written.csv)?;
    for problem in &written.problems {
        eprintln!("{problem}");
    }
    Ok(if written.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(LEFT_OUT) })
}

impl Sheet {
    pub(crate) fn write(
        &self,
        mut input: impl Read,
        mut answer: impl FnMut(&[&str]) -> Answers,
    ) -> Result<Written, Failure> {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map_err(around)?;
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut problems = Vec::new();
        let mut places: Option<Vec<Option<usize>>> = None;
        writer.write_record(self.columns.iter().chain(self.added).chain(&["line"])).map_err(around)?;
        // Line by line: no field here holds a line break, and a quote that is never closed takes no other row with it.
        for (line, bytes) in (1_u64..).zip(bytes.split(|byte| *byte == b'\n')) {
            if bytes.trim_ascii().is_empty() {
                continue;
            }
            let answers = match (fields(bytes), &places) {
                (Ok(record), None) => {
                    places = Some(self.header(&record)?);
                    continue;
                }
                (Ok(record), Some(places)) => {
                    let values = places.iter().map(|place| place.and_then(|at| record.get(at)).unwrap_or_default());
                    answer(&values.collect::<Vec<_>>())
                }
                (Err(reason), _) => Err(reason),
            };
            match answers {
                Err(reason) => problems.push(format!("line {line}: {reason}")),
                Ok(answers) => {
                    for record in answers {
                        writer.write_record(record.into_iter().chain([line.to_string()])).map_err(around)?;
                    }
                }
            }
        }
        if places.is_none() {
            return Err(Failure::Usage(format!("Nothing came in. The first row is: {}", self.columns.join(","))));
        }
        let bytes = writer.into_inner().map_err(|error| around(error.into_error()))?;
        Ok(Written { csv: String::from_utf8_lossy(&bytes).into_owned(), problems })
    }

    fn header(&self, record: &StringRecord) -> Result<Vec<Option<usize>>, Failure> {
        let named = |name: &str| {
            record.iter().position(|field| field.trim_start_matches('\u{feff}').eq_ignore_ascii_case(name))
        };
        if self.required.iter().any(|name| named(name).is_none()) {
            return Err(Failure::Usage(format!("The first row names the columns: {}", self.columns.join(","))));
        }
        Ok(self.columns.iter().map(|name| named(name)).collect())
    }
}

fn fields(line: &[u8]) -> Result<StringRecord, String> {
    let mut reader =
        csv::ReaderBuilder::new().has_headers(false).trim(csv::Trim::All).buffer_capacity(256).from_reader(line);
    reader.records().next().and_then(Result::ok).ok_or_else(|| "not CSV in UTF-8".to_owned())
}

/// Empty is unknown. Days alone are a slip.
pub(crate) fn gestation(weeks: &str, days: &str) -> Result<Option<Gestation>, String> {
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

/// Weeks and days as they were understood.
pub(crate) fn written_gestation(gestation: Option<Gestation>) -> [String; 2] {
    let number = |of: fn(Gestation) -> u16| gestation.map_or_else(String::new, |gestation| of(gestation).to_string());
    [number(Gestation::weeks), number(Gestation::days)]
}

fn around(error: impl std::fmt::Display) -> Failure {
    Failure::Around(format!("The rows could not be read or written: {error}."))
}
