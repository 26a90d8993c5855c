//! What the laptops' clock says. It is the machine's own: the window has no other.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeDelta};

fn now() -> DateTime<FixedOffset> {
    (doorstep_app::laptop_clock())()
}

pub(crate) fn date() -> NaiveDate {
    now().date_naive()
}

/// When a visit that is just ending began, as it is typed. Soon after midnight it was a short one.
pub(crate) fn began() -> String {
    let midnight = now().date_naive().and_time(NaiveTime::MIN);
    let began = now().naive_local() - TimeDelta::minutes(50);
    began.max(midnight).format("%H:%M").to_string()
}
