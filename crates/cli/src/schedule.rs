//! The reviews of children given as rows, so that anybody can hold the schedule against another. Opens no vault.

use std::process::ExitCode;

use chrono::NaiveDate;
use doorstep_domain::policy::Policy;
use doorstep_domain::schedule::{ReviewItem, Scheduled, schedule};
use doorstep_domain::time::date_from_import;

use crate::arguments::Place;
use crate::desk;
use crate::failure::Failure;
use crate::rows::{self, Answers, Sheet, gestation, written_gestation};

mod words;

const SHEET: Sheet = Sheet {
    columns: &["birth_date", "gestation_weeks", "gestation_days", "as_of"],
    required: &["birth_date", "as_of"],
    added: &["type", "opens", "target_from", "target", "due", "closes", "state", "why"],
};

/// Reads rows from standard input and writes every review of each, by the policy in force at that place.
pub(crate) fn print(place: &Place) -> Result<ExitCode, Failure> {
    let policy = desk::policy(&desk::config(place)?)?;
    rows::print(&SHEET, |values| row(policy, values))
}

fn row(policy: &Policy, values: &[&str]) -> Answers {
    let [birth_date, weeks, days, as_of] = values else { return Err("columns".to_owned()) };
    let date = |name: &str, text: &str| date_from_import(text).map_err(|error| format!("{name}: {error}"));
    let (birth_date, gestation) = (date("birth_date", birth_date)?, gestation(weeks, days)?);
    let as_of = date("as_of", as_of)?;
    let [weeks, days] = written_gestation(gestation);
    let given = [birth_date.to_string(), weeks, days, as_of.to_string()];
    let items = schedule(&policy.schedule, &Scheduled::born(birth_date, gestation), &[], &[], as_of);
    Ok(items.iter().map(|item| given.iter().cloned().chain(added(item, as_of)).collect()).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(input: &[u8]) -> Result<rows::Written, Failure> {
        let policy = Policy::shipped().unwrap();
        SHEET.write(input, |values| row(&policy, values))
    }

    fn written(input: &str) -> rows::Written {
        rows(input.as_bytes()).unwrap()
    }

    #[test]
    fn a_row_that_is_no_text_or_never_ends_takes_no_other_with_it() {
        let mut input =
            b"birth_date,gestation_weeks,gestation_days,as_of\r\n\"2026-03-02,40,0,2026-03-10\r\n\xff,,,\r\n".to_vec();
        input.extend(b"2026-03-02,40,0,2026-03-10\r\n");
        let rows::Written { csv, problems } = rows(&input).unwrap();
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
        let rows::Written { csv, problems } = written(input);
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
        let refused = |input: &str| rows(input.as_bytes()).map(|_| ()).unwrap_err();
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
