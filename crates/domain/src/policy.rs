//! What is decided outside of Doorstep, as dated files that name their source: `assets`, and docs/POLICY.md.
//!
//! The shipped files are part of the program; an organisation may replace any of them and add to the lists. A file that
//! cannot be used is refused with its name, the line and the reason, and nothing of it is taken.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::growth::{TableError, Uk90};

mod assessment;
mod calendar;
mod clocks;
mod file;
mod follow_up;
mod immunisation;
mod instrument;
mod invitations;
mod offset;
mod rules;
mod visits;

pub use assessment::{Domain, NeedsDomain};
pub use calendar::{Calendar, NotInCalendar};
pub use clocks::{Acknowledge, AtOnce, Attempt, Clocks, NextStep, Urgency};
pub use file::{Origin, PolicyError};
pub use follow_up::FollowUp;
pub use immunisation::{Dose, Immunisations};
pub use instrument::{
    Alert, Answer, CutOff, Form, FormAge, Instrument, InstrumentId, Limit, OutOfRange, Score, Urgent, Wording,
};
pub use invitations::InvitationWords;
pub use offset::Offset;
pub use rules::{Anchor, ReviewRule, RuleVersion, ScheduleRules};
pub use visits::{ALWAYS_ASKED, VisitForms, VisitPart, Whose};

use file::File;

macro_rules! shipped {
    ($($name:literal),* $(,)?) => {
        /// The shipped files, by their names below `assets`.
        const SHIPPED: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../assets/", $name)))),*];
    };
}

shipped! {
    "assessment/domains.toml",
    "calendar/england-bank-holidays.csv",
    "clocks/follow-up.toml",
    "clocks/no-access.toml",
    "clocks/referral.toml",
    "clocks/transfer.toml",
    "immunisation/schedule.toml",
    "instruments/asq-3.toml",
    "instruments/asq-se-2.toml",
    "instruments/audit-c.toml",
    "instruments/epds.toml",
    "instruments/gad-2.toml",
    "instruments/gad-7.toml",
    "instruments/gcp-2.toml",
    "instruments/phq-9.toml",
    "instruments/sdq.toml",
    "instruments/whooley.toml",
    "invitations/words.toml",
    "schedule/2015-regulation.toml",
    "schedule/2021-guidance.toml",
    "schedule/2026-guidance.toml",
    "visits/forms.toml",
}

/// Folders to which an organisation may add files of its own. Elsewhere it replaces what is there.
const LISTS: [&str; 2] = ["instruments/", "schedule/"];

/// What an organisation may supply and Doorstep does not ship: the owners' terms conflict (docs/POLICY.md).
const UK90: &str = "growth/uk90-lms.csv";

/// All policy, read and checked.
#[derive(Debug, Clone)]
pub struct Policy {
    files: BTreeMap<String, Cow<'static, str>>,
    /// When reviews open and are due, in every version that was ever in force.
    pub schedule: ScheduleRules,
    /// The ten domains of a needs assessment.
    pub domains: Vec<Domain>,
    /// Questionnaires and scales.
    pub instruments: Vec<Instrument>,
    /// What may be sent about an appointment.
    pub invitations: InvitationWords,
    /// Which immunisations when.
    pub immunisations: Immunisations,
    /// When somebody is asked about what was begun.
    pub follow_up: FollowUp,
    /// How long somebody may take to answer.
    pub clocks: Clocks,
    /// Which days are worked.
    pub calendar: Calendar,
    /// What the form of each visit asks.
    pub visits: VisitForms,
    /// The organisation's UK90 pack; none is shipped.
    pub uk90: Option<Uk90>,
}

impl Policy {
    /// The policy that this build carries.
    ///
    /// # Errors
    /// A shipped file is broken, which the tests of this crate do not let through.
    pub fn shipped() -> Result<Self, PolicyError> {
        let owned = |(name, text): &(&str, &'static str)| ((*name).to_owned(), Cow::Borrowed(*text));
        Self::read(SHIPPED.iter().map(owned).collect())
    }

    /// With an organisation's own text for the file `name`; in `schedule` and `instruments` also with a further file.
    ///
    /// # Errors
    /// Says what is wrong with the text, or with the policy that it would give. The policy that was there is not changed.
    pub fn with_override(&self, name: &str, text: impl Into<String>) -> Result<Self, PolicyError> {
        self.with_overrides([(name.to_owned(), text.into())])
    }

    /// With several files of an organisation, by name and text, which are checked together.
    ///
    /// # Errors
    /// As [`Policy::with_override`].
    pub fn with_overrides(&self, own: impl IntoIterator<Item = (String, String)>) -> Result<Self, PolicyError> {
        let mut files = self.files.clone();
        for (name, text) in own {
            let adds = LISTS.iter().any(|folder| name.starts_with(folder) && name.ends_with(".toml"));
            if !adds && name != UK90 && !files.contains_key(&name) {
                return Err(PolicyError::new(&name, 1, "no policy file has this name"));
            }
            files.insert(name, Cow::Owned(text));
        }
        Self::read(files)
    }

    /// The instrument of this id.
    #[must_use]
    pub fn instrument(&self, id: InstrumentId) -> Option<&Instrument> {
        self.instruments.iter().find(|instrument| instrument.id == id)
    }

    fn read(files: BTreeMap<String, Cow<'static, str>>) -> Result<Self, PolicyError> {
        let one = |name: &'static str| {
            let text = files.get(name).ok_or_else(|| PolicyError::new(name, 1, "the file is missing"))?;
            Ok(File::new(name, text))
        };
        let all = |folder: &'static str| {
            files.iter().filter(move |(name, _)| name.starts_with(folder)).map(|(name, text)| File::new(name, text))
        };
        Ok(Self {
            schedule: rules::read(all("schedule/"))?,
            domains: assessment::read(&one("assessment/domains.toml")?)?,
            instruments: instrument::read(all("instruments/"))?,
            invitations: invitations::read(&one("invitations/words.toml")?)?,
            immunisations: immunisation::read(&one("immunisation/schedule.toml")?)?,
            clocks: clocks::read(
                &one("clocks/referral.toml")?,
                &one("clocks/no-access.toml")?,
                &one("clocks/transfer.toml")?,
            )?,
            follow_up: follow_up::read(&one("clocks/follow-up.toml")?)?,
            calendar: calendar::read(&one("calendar/england-bank-holidays.csv")?)?,
            visits: visits::read(&one("visits/forms.toml")?)?,
            uk90: files.get(UK90).map(|text| Uk90::parse(text)).transpose().map_err(refused_pack)?,
            files,
        })
    }
}

fn refused_pack(error: TableError) -> PolicyError {
    PolicyError::new(UK90, error.line, error.fault.to_string())
}

#[cfg(test)]
mod tests;
