//! The practitioner's own time, week by week (CON-09). It is added up; nobody's is compared with anybody's.

use chrono::{Datelike as _, Days, NaiveDate};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact_time::ContactTime;
use doorstep_domain::id::Subject;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{RecordView, records};
use crate::App;
use crate::error::ApiError;

/// Which week.
#[derive(Clone, Copy, Deserialize, TS)]
pub struct MyTimeQuery {
    /// How many weeks ago: 0 is this week.
    pub weeks_ago: u16,
}

/// The practitioner's own time in one week.
#[derive(Clone, Serialize, TS)]
pub struct MyTimeView {
    /// Monday, ISO.
    pub from: String,
    /// Sunday, ISO.
    pub until: String,
    /// What was recorded, day by day.
    pub records: Vec<RecordView>,
    /// Added up.
    pub totals: TimeTotals,
}

/// Minutes, added up.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct TimeTotals {
    /// As it was planned.
    #[ts(type = "number")]
    pub planned_min: i64,
    /// From start to end.
    #[ts(type = "number")]
    pub worked_min: i64,
    /// Of travel.
    #[ts(type = "number")]
    pub travel_min: i64,
    /// Of writing and telephoning afterwards.
    #[ts(type = "number")]
    pub admin_min: i64,
}

impl App {
    /// The practitioner's own time, and nobody else's.
    pub(crate) fn my_time(&self, input: MyTimeQuery) -> Result<MyTimeView, ApiError> {
        let (vault, today) = (self.vault()?, self.now().date_naive());
        let (from, until) = week(today, input.weeks_ago).ok_or_else(ApiError::not_found)?;
        let own = Subject::Staff(vault.enrolment()?.staff);
        let mut found = Vec::new();
        for record in records(&vault, vault.entries_of_kind(own, EntryKind::ContactTime)?)? {
            let Ok(time) = ContactTime::deserialize(&record.body) else { continue };
            if (from..=until).contains(&time.on) {
                found.push((time, record));
            }
        }
        found.sort_by_key(|(time, _)| (time.on, time.started_at.or(time.planned_start)));
        let totals = found.iter().fold(TimeTotals::default(), |totals, (time, _)| totals.and(time));
        let records = found.into_iter().map(|(_, record)| record).collect();
        Ok(MyTimeView { from: from.to_string(), until: until.to_string(), records, totals })
    }
}

impl TimeTotals {
    fn and(self, time: &ContactTime) -> Self {
        Self {
            planned_min: self.planned_min + time.planned_min().unwrap_or(0),
            worked_min: self.worked_min + time.worked_min().unwrap_or(0),
            travel_min: self.travel_min + time.travel_min.map_or(0, i64::from),
            admin_min: self.admin_min + time.admin_min.map_or(0, i64::from),
        }
    }
}

/// Monday and Sunday of a week.
fn week(today: NaiveDate, weeks_ago: u16) -> Option<(NaiveDate, NaiveDate)> {
    let since_monday = u64::from(today.weekday().num_days_from_monday());
    let monday = today.checked_sub_days(Days::new(since_monday + 7 * u64::from(weeks_ago)))?;
    Some((monday, monday.checked_add_days(Days::new(6))?))
}
