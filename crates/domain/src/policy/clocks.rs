//! How long somebody may take to answer, to be seen or to be confirmed: `assets/clocks`.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use ts_rs::TS;

use super::calendar::{Calendar, NotInCalendar};
use super::file::{File, Header, PolicyError};

/// How soon a referral has to be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Urgency {
    /// Within days.
    Routine,
    /// Within two days.
    Urgent,
    /// A telephone call now.
    Immediate,
}

/// When a service has to have acknowledged a referral.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Acknowledge {
    /// So many working days after it was received.
    WorkingDays(u32),
    /// By telephone the same day, and in writing within so many hours.
    SameDay {
        /// The hours, counted through nights and holidays.
        written_within_hours: u32,
    },
}

impl Acknowledge {
    /// The last day on which it is in time, of a referral received on `day`. Hours end with the day that they reach.
    ///
    /// # Errors
    /// The table of bank holidays does not reach that far.
    pub fn due_on(self, day: NaiveDate, calendar: &Calendar) -> Result<NaiveDate, NotInCalendar> {
        match self {
            Self::WorkingDays(days) => calendar.working_days_after(day, days),
            Self::SameDay { written_within_hours } => Ok(day + TimeDelta::hours(written_within_hours.into())),
        }
    }
}

/// What follows an attempt at a visit that failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NextStep {
    /// Another appointment.
    BookAgain,
    /// The health visitor records what is to be done.
    Decide,
    /// A talk with the named nurse or social worker on the same day.
    DiscussSameDay,
}

/// Children for whom the first failed attempt is as grave as the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AtOnce {
    /// A child protection plan is in force.
    ChildProtectionPlan,
    /// A child in need.
    ChildInNeed,
    /// The level of need is Specialist.
    Specialist,
}

/// One attempt of the no-access pathway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// 1 for the first.
    pub attempt: u32,
    /// What follows it.
    pub then: NextStep,
    /// Within how many working days, where that is said.
    #[serde(default)]
    pub within_working_days: Option<u32>,
}

/// All clocks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clocks {
    routine: Acknowledge,
    urgent: Acknowledge,
    immediate: Acknowledge,
    /// What follows each attempt, from the first; what follows the last follows every later one.
    pub attempts: Vec<Attempt>,
    /// For whom the first attempt is as grave as the last.
    pub at_once: Vec<AtOnce>,
    /// Working days until a family that moved in is contacted.
    pub moved_in_contact_within: u32,
    /// Working days until a transfer that nobody confirmed is chased.
    pub moved_out_chase_after: u32,
}

impl Clocks {
    /// When a referral of this urgency has to be acknowledged.
    #[must_use]
    pub fn acknowledge(&self, urgency: Urgency) -> Acknowledge {
        match urgency {
            Urgency::Routine => self.routine,
            Urgency::Urgent => self.urgent,
            Urgency::Immediate => self.immediate,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Referral {
    file: Header,
    urgency: Vec<Spanned<UrgencyText>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UrgencyText {
    urgency: Urgency,
    acknowledge_working_days: Option<u32>,
    #[serde(default)]
    telephone_same_day: bool,
    written_within_hours: Option<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoAccess {
    file: Header,
    attempt: Vec<Spanned<Attempt>>,
    at_once: For,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct For {
    #[serde(rename = "for")]
    whom: Vec<AtOnce>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Transfer {
    file: Header,
    moved_in: MovedIn,
    moved_out: MovedOut,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedIn {
    contact_within_working_days: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MovedOut {
    chase_confirmation_after_working_days: u32,
}

pub(super) fn read(referral: &File<'_>, no_access: &File<'_>, transfer: &File<'_>) -> Result<Clocks, PolicyError> {
    let Transfer { file, moved_in, moved_out } = transfer.toml()?;
    transfer.origin(file)?;
    let (attempts, at_once) = pathway(no_access)?;
    let Referral { file, urgency: texts } = referral.toml()?;
    referral.origin(file)?;
    Ok(Clocks {
        routine: acknowledge(referral, &texts, Urgency::Routine)?,
        urgent: acknowledge(referral, &texts, Urgency::Urgent)?,
        immediate: acknowledge(referral, &texts, Urgency::Immediate)?,
        attempts,
        at_once,
        moved_in_contact_within: moved_in.contact_within_working_days,
        moved_out_chase_after: moved_out.chase_confirmation_after_working_days,
    })
}

fn pathway(file: &File<'_>) -> Result<(Vec<Attempt>, Vec<AtOnce>), PolicyError> {
    let NoAccess { file: header, attempt: attempts, at_once } = file.toml()?;
    file.origin(header)?;
    for (expected, attempt) in (1..).zip(&attempts) {
        if attempt.get_ref().attempt != expected {
            return Err(file.refuse(attempt.span(), format!("attempt {expected} is expected here")));
        }
    }
    if attempts.is_empty() {
        return Err(file.refuse_line(1, "no attempt is followed by anything"));
    }
    Ok((attempts.into_iter().map(Spanned::into_inner).collect(), at_once.whom))
}

fn acknowledge(file: &File<'_>, texts: &[Spanned<UrgencyText>], urgency: Urgency) -> Result<Acknowledge, PolicyError> {
    let mut those = texts.iter().filter(|text| text.get_ref().urgency == urgency);
    let text = those.next().ok_or_else(|| file.refuse_line(1, format!("{urgency:?} is missing")))?;
    if let Some(second) = those.next() {
        return Err(file.refuse(second.span(), format!("{urgency:?} is there twice")));
    }
    let UrgencyText { acknowledge_working_days, telephone_same_day, written_within_hours, .. } = text.get_ref();
    match (acknowledge_working_days, telephone_same_day, written_within_hours) {
        (Some(days), false, None) => Ok(Acknowledge::WorkingDays(*days)),
        (None, true, Some(hours)) => Ok(Acknowledge::SameDay { written_within_hours: *hours }),
        _ => Err(file.refuse(
            text.span(),
            "either acknowledge_working_days, or telephone_same_day with written_within_hours, is needed",
        )),
    }
}
