//! What a check may know beside the body itself.

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::competency::Competency;
use super::level_of_need::Level;
use super::safeguarding_status::SafeguardingState;
use crate::growth::{Grams, Millimetres, Sex};
use crate::id::{EntryId, StaffId};
use crate::staff::Role;
use crate::time::Gestation;

/// The person that an entry is about, as the record stands, and the moment of signing.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// The laptop's clock.
    pub now: DateTime<FixedOffset>,
    /// Whether that clock is known to be behind: then nothing is refused for being after it (DOMAIN 3.1, S12).
    pub clock_doubtful: bool,
    /// The person's birth date, where it is known to the day.
    pub born_on: Option<NaiveDate>,
    /// How long the pregnancy lasted.
    pub gestation: Option<Gestation>,
    /// Sex, as growth standards need it.
    pub sex: Option<Sex>,
    /// The weight at birth.
    pub birth_weight: Option<Grams>,
    /// The last weight, and its day.
    pub last_weight: Option<(Grams, NaiveDate)>,
    /// The last length or height, and its day.
    pub last_length: Option<(Millimetres, NaiveDate)>,
    /// The last head circumference, and its day.
    pub last_head: Option<(Millimetres, NaiveDate)>,
    /// The author's other contacts of that day: start and end.
    pub other_contacts: &'a [(DateTime<FixedOffset>, DateTime<FixedOffset>)],
    /// Who works here, and what they may do on their own.
    pub colleagues: &'a [Known],
    /// Where the person stands in child protection and care.
    pub safeguarding: Option<SafeguardingState>,
    /// The person's level of need, or their household's.
    pub level: Option<Level>,
    /// Whether the slot of an appointment is another family's already, as far as this laptop knows.
    pub slot_taken: bool,
}

/// A colleague, as the staff register and the register of competencies have them.
#[derive(Debug, Clone)]
pub struct Known {
    /// Who.
    pub staff: StaffId,
    /// In which role.
    pub role: Role,
    /// What they were found competent in, each with its entry.
    pub competencies: Vec<(EntryId, Competency)>,
}

impl About<'_> {
    /// Somebody of whom nothing is known yet.
    #[must_use]
    pub fn nobody(now: DateTime<FixedOffset>) -> Self {
        Self {
            now,
            clock_doubtful: false,
            born_on: None,
            gestation: None,
            sex: None,
            birth_weight: None,
            last_weight: None,
            last_length: None,
            last_head: None,
            other_contacts: &[],
            colleagues: &[],
            safeguarding: None,
            level: None,
            slot_taken: false,
        }
    }

    /// Today, where the laptop is: the last day that something can have happened on. While the clock is known to be behind,
    /// that is no day that anybody would type.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        if self.clock_doubtful { NaiveDate::MAX } else { self.now.date_naive() }
    }
}
