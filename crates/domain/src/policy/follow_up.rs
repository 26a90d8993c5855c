//! When somebody is asked about what was begun and has no answer yet: `assets/clocks/follow-up.toml`.

use serde::{Deserialize, Serialize};

use super::file::{File, Header, PolicyError};

/// How long what was begun may go without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct FollowUp {
    /// Days before its day that a review of a plan, an alert or a level of need is listed.
    pub remind_days_before: u32,
    /// Working days until a service that has a referral says yes or no.
    pub referral_answer: u32,
    /// Days from a service's yes to its first appointment.
    pub first_appointment: u32,
    /// Working days until it is decided what follows when something has ended.
    pub what_now: u32,
    /// Sessions of a group missed in a row until it counts as dropped out of.
    pub missed_in_a_row: u32,
    /// Days after birth from which the midwives' handover is asked about.
    pub handover_from_day: u32,
    /// The day after birth by which it is expected.
    pub handover_by_day: u32,
    /// The last day after birth on which it is asked about where nothing was ever recorded of it.
    pub handover_until_day: u32,
    /// Working days until a document is read.
    pub document: u32,
    /// Working days until a message is acknowledged.
    pub message: u32,
    /// Days from a plan's beginning to its first supervision.
    pub first_supervision: u32,
    /// Working days until a safeguarding status told by word of mouth is confirmed.
    pub confirm_status: u32,
    /// Months between two health reviews of a looked-after child under five.
    pub looked_after_months: u32,
    /// Days after which a service that was not heard of is asked about.
    pub not_heard: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Header,
    review: Review,
    referral: Referral,
    what_now: WhatNow,
    group: Group,
    midwives: Midwives,
    document: Document,
    message: Message,
    safeguarding: Safeguarding,
    looked_after: LookedAfter,
    involved: Involved,
}

macro_rules! tables {
    ($($name:ident { $($field:ident),* })*) => {$(
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct $name { $($field: u32),* }
    )*};
}

tables! {
    Review { remind_days_before }
    Referral { answer_within_working_days, first_appointment_within_days }
    WhatNow { decide_within_working_days }
    Group { missed_in_a_row }
    Midwives { ask_from_day, expected_by_day, ask_until_day }
    Document { read_within_working_days }
    Message { acknowledge_within_working_days }
    Safeguarding { first_supervision_within_days, confirm_status_within_working_days }
    LookedAfter { review_every_months }
    Involved { not_heard_for_days }
}

pub(super) fn read(file: &File<'_>) -> Result<FollowUp, PolicyError> {
    let text: Text = file.toml()?;
    file.origin(text.file)?;
    if text.group.missed_in_a_row == 0 {
        return Err(file.refuse_line(1, "nobody drops out by missing nothing"));
    }
    Ok(FollowUp {
        remind_days_before: text.review.remind_days_before,
        referral_answer: text.referral.answer_within_working_days,
        first_appointment: text.referral.first_appointment_within_days,
        what_now: text.what_now.decide_within_working_days,
        missed_in_a_row: text.group.missed_in_a_row,
        handover_from_day: text.midwives.ask_from_day,
        handover_by_day: text.midwives.expected_by_day,
        handover_until_day: text.midwives.ask_until_day,
        document: text.document.read_within_working_days,
        message: text.message.acknowledge_within_working_days,
        first_supervision: text.safeguarding.first_supervision_within_days,
        confirm_status: text.safeguarding.confirm_status_within_working_days,
        looked_after_months: text.looked_after.review_every_months,
        not_heard: text.involved.not_heard_for_days,
    })
}
