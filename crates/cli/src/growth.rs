//! Scores of measurements given as rows, so that anybody can hold them against another implementation.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use chrono::NaiveDate;
use doorstep_domain::growth::{Growth, Measure, Measured, NoScore, Score, Sex, TableError, Uk90};
use doorstep_domain::time::{Gestation, date_from_import};

use crate::arguments;
use crate::failure::Failure;
use crate::rows::{self, Answers, Sheet, gestation, written_gestation};

const SHEET: Sheet = Sheet {
    columns: &["sex", "birth_date", "gestation_weeks", "gestation_days", "measured_on", "kind", "value"],
    required: &["sex", "birth_date", "measured_on", "kind", "value"],
    added: &["age_days", "corrected_age_days", "z", "centile", "corrected_z", "corrected_centile", "note"],
};

/// Beyond this many deviations it is a slip of the unit, or the wrong child.
const A_SLIP: f64 = 8.0;
const A_SLIP_OF_BMI: f64 = 15.0;

/// Reads rows from standard input and writes each with its ages and scores.
pub(crate) fn print(asked: &arguments::Growth) -> Result<ExitCode, Failure> {
    let uk90 = asked.uk90.as_deref().map(pack).transpose()?;
    rows::print(&SHEET, |values| row(values, uk90.as_ref()))
}

fn pack(file: &Path) -> Result<Uk90, Failure> {
    let text = fs::read_to_string(file).map_err(|error| Failure::of_file("read", file, &error))?;
    let refused = |error: TableError| format!("{}, line {}: {}", file.display(), error.line, error.fault);
    Uk90::parse(text.trim_start_matches('\u{feff}')).map_err(|error| Failure::Around(refused(error)))
}

fn row(values: &[&str], uk90: Option<&Uk90>) -> Answers {
    let [sex, birth_date, weeks, days, measured_on, kind, value] = values else { return Err("columns".to_owned()) };
    let date = |name: &str, text: &str| date_from_import(text).map_err(|error| format!("{name}: {error}"));
    let (born_on, on) = (date("birth_date", birth_date)?, date("measured_on", measured_on)?);
    let gestation = gestation(weeks, days)?;
    let growth = Growth { sex: sex_of(sex)?, born_on, gestation, uk90 };
    let measured = Measured::Number(measure_of(kind)?, number(value)?);
    let chronological = growth.chronological(measured, on);
    let corrected = growth.corrected(measured, on);
    let [weeks, days] = written_gestation(gestation);
    let given = [(*sex).to_owned(), born_on.to_string(), weeks, days, on.to_string(), (*kind).to_owned()];
    let ages = [(on - born_on).num_days(), corrected_days(born_on, gestation, on)].map(|days| days.to_string());
    let note = note(measured, (&chronological, &corrected), gestation);
    let scores = [chronological, corrected].into_iter().flat_map(written_score);
    Ok(vec![given.into_iter().chain([(*value).to_owned()]).chain(ages).chain(scores).chain([note]).collect()])
}

fn corrected_days(born_on: NaiveDate, gestation: Option<Gestation>, on: NaiveDate) -> i64 {
    let expected =
        gestation.filter(|gestation| gestation.is_preterm()).map(|gestation| gestation.expected_date(born_on));
    (on - expected.unwrap_or(born_on)).num_days()
}

fn sex_of(text: &str) -> Result<Sex, String> {
    match text.to_ascii_lowercase().as_str() {
        "female" | "f" | "girl" => Ok(Sex::Female),
        "male" | "m" | "boy" => Ok(Sex::Male),
        _ => Err("sex: female or male; growth standards have no other".to_owned()),
    }
}

fn measure_of(text: &str) -> Result<Measure, String> {
    match text.to_ascii_lowercase().as_str() {
        "weight" => Ok(Measure::Weight),
        "length" | "height" | "length_or_height" => Ok(Measure::LengthOrHeight),
        "head" | "head_circumference" | "ofc" => Ok(Measure::Head),
        "bmi" => Ok(Measure::Bmi),
        _ => Err("kind: weight (kg), length or height (cm), head (cm) or bmi (kg/m2)".to_owned()),
    }
}

fn number(text: &str) -> Result<f64, String> {
    let number: f64 = text.parse().map_err(|_| "value: not a number like 3.62".to_owned())?;
    if number.is_finite() && number > 0.0 { Ok(number) } else { Err("value: more than nothing".to_owned()) }
}

/// To four decimals, within which implementations may be compared.
fn written_score(score: Result<Score, NoScore>) -> [String; 2] {
    score.map_or_else(
        |_| [String::new(), String::new()],
        |score| [format!("{:.4}", score.sds), format!("{:.2}", score.centile.percent())],
    )
}

type BothScores<'a> = (&'a Result<Score, NoScore>, &'a Result<Score, NoScore>);

/// Why there is no score, what was assumed, or what looks like a slip.
fn note(measured: Measured, (chronological, corrected): BothScores<'_>, gestation: Option<Gestation>) -> String {
    let mut notes = Vec::new();
    if let Err(none) = chronological.as_ref().and(corrected.as_ref()) {
        notes.push(none.to_string());
    }
    let limit = if measured.measure() == Measure::Bmi { A_SLIP_OF_BMI } else { A_SLIP };
    if corrected.as_ref().is_ok_and(|score| score.sds.abs() > limit) {
        notes.push(format!("beyond {limit} deviations: check the unit, and whose it is"));
    }
    if gestation.is_none() {
        notes.push("gestation unknown: taken as 40+0".to_owned());
    }
    notes.join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(rows: &str) -> rows::Written {
        let header = "sex,birth_date,gestation_weeks,gestation_days,measured_on,kind,value\n";
        SHEET.write(format!("{header}{rows}").as_bytes(), |values| row(values, None)).unwrap()
    }

    fn answers(rows: &str) -> Vec<Vec<String>> {
        let csv = written(rows).csv;
        csv.lines().skip(1).map(|line| line.split(',').skip(7).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_preterm_girl_has_two_ages_and_two_scores() {
        let answer = &answers("female,2026-01-10,31,2,2026-05-10,weight,4.9\n")[0];
        assert_eq!(answer[..6], ["120", "59", "-2.1442", "1.60", "-0.2733", "39.23"].map(String::from));
    }

    #[test]
    fn a_slip_of_the_unit_says_so_and_unknown_gestation_is_said_to_be_taken_as_term() {
        let rows = "male,2026-03-02,40,0,2026-04-27,weight,51\nboy,02/03/2026,,,27/04/2026,WEIGHT,5.10\n";
        let answers = answers(rows);
        assert!(answers[0][6].contains("check the unit"), "{answers:?}");
        assert_eq!(answers[1][2..4], ["-0.4757", "31.72"].map(String::from));
        assert_eq!(answers[1][6], "gestation unknown: taken as 40+0");
    }

    #[test]
    fn where_there_is_no_reference_the_row_says_why_and_bad_rows_stop_nothing() {
        let rows = "female,2026-03-02,40,0,2026-03-10,weight,3.4\n\
            female,2026-03-02,40,0,2026-03-01,weight,3.4\n\
            x,2026-03-02,40,0,2026-04-27,weight,3.4\n\
            female,2026-03-02,40,0,2026-04-27,shoe,3.4\n\
            female,2026-03-02,40,0,2026-04-27,weight,\"3,4\"\n\
            female,2026-03-02,40,0,2026-04-27,head,38.0\n";
        let written = written(rows);
        let told: Vec<&str> = written.problems.iter().filter_map(|problem| problem.split(": ").nth(1)).collect();
        assert_eq!(told, ["sex", "kind", "value"], "{:?}", written.problems);
        let notes: Vec<Vec<String>> = answers(rows);
        assert_eq!(
            (notes[0][6].as_str(), notes[1][6].as_str()),
            ("no reference before two weeks of age", "measured before birth")
        );
        assert_eq!(notes[2][2], "-0.0138");
    }
}
