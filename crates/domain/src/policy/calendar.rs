//! Which days are worked in England: `assets/calendar`, lines of `date,name`.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::file::{File, PolicyError};

/// Bank holidays from one day to another. Outside of them it says nothing, rather than something wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    first: NaiveDate,
    last: NaiveDate,
    holidays: BTreeSet<NaiveDate>,
}

/// A day that the table of bank holidays does not reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("bank holidays are known only until {until}")]
pub struct NotInCalendar {
    /// The last day that the table covers.
    pub until: NaiveDate,
}

impl Calendar {
    /// Neither a weekend nor a bank holiday.
    ///
    /// # Errors
    /// The table does not cover that day.
    pub fn is_working_day(&self, day: NaiveDate) -> Result<bool, NotInCalendar> {
        if day < self.first || day > self.last {
            return Err(NotInCalendar { until: self.last });
        }
        Ok(!matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && !self.holidays.contains(&day))
    }

    /// The `count`th working day after `day`, which itself is never counted. After 0 working days it is still `day`.
    ///
    /// # Errors
    /// The table does not reach that far.
    pub fn working_days_after(&self, day: NaiveDate, count: u32) -> Result<NaiveDate, NotInCalendar> {
        let (mut reached, mut left) = (day, count);
        while left > 0 {
            reached = reached.succ_opt().ok_or(NotInCalendar { until: self.last })?;
            left -= u32::from(self.is_working_day(reached)?);
        }
        Ok(reached)
    }
}

const HEADER: &str = "date,name";

pub(super) fn read(file: &File<'_>) -> Result<Calendar, PolicyError> {
    let noted = |name: &str| {
        let found = file.text.lines().enumerate().find_map(|(at, line)| {
            let value = line.strip_prefix("# ")?.strip_prefix(name)?.strip_prefix(": ")?;
            (!value.trim().is_empty()).then_some((at + 1, value))
        });
        found.ok_or_else(|| file.refuse_line(1, format!("a line \"# {name}: ...\" is needed")))
    };
    for (name, wanted) in [("title", None), ("source", None), ("schema", Some("1"))] {
        let (line, value) = noted(name)?;
        if wanted.is_some_and(|wanted| wanted != value) {
            return Err(file.refuse_line(line, "this build reads schema 1"));
        }
    }
    let edge = |name: &str| {
        let (line, value) = noted(name)?;
        date(file, line, value)
    };
    let (first, last) = (edge("effective_from")?, edge("effective_to")?);
    let mut lines = (1..).zip(file.text.lines()).filter(|(_, line)| !line.starts_with('#'));
    match lines.next() {
        Some((_, HEADER)) => {}
        Some((line, _)) => return Err(file.refuse_line(line, format!("the header is \"{HEADER}\""))),
        None => return Err(file.refuse_line(1, format!("the header \"{HEADER}\" is missing"))),
    }
    let mut holidays = BTreeSet::new();
    for (line, text) in lines {
        let (day, _name) =
            text.split_once(',').ok_or_else(|| file.refuse_line(line, "a date and a name are needed"))?;
        let day = date(file, line, day)?;
        if day < first || day > last {
            return Err(file.refuse_line(line, "the day is outside of effective_from and effective_to"));
        }
        if holidays.last().is_some_and(|before| *before >= day) {
            return Err(file.refuse_line(line, "days come in order, each once"));
        }
        holidays.insert(day);
    }
    Ok(Calendar { first, last, holidays })
}

fn date(file: &File<'_>, line: usize, text: &str) -> Result<NaiveDate, PolicyError> {
    let strict = text.len() == 10;
    text.parse().ok().filter(|_| strict).ok_or_else(|| file.refuse_line(line, "a date such as 2026-03-02 is needed"))
}
