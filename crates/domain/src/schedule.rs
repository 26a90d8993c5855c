//! When each review of a child or a pregnancy opens, is due and closes, and how it stands on a day.
//!
//! Nothing of this is stored: it is worked out from the rules (`policy`), from dates of the record and from signed
//! contacts, and so is right again as soon as one of them changes. Reviews are due by chronological age, also for a child
//! born early; growth and development are read at corrected age elsewhere (HCP-09).

use chrono::{Days, NaiveDate};

use crate::entries::contact::ReviewKind;
use crate::id::EntryId;
use crate::policy::{Anchor, ReviewRule, RuleVersion, ScheduleRules};
use crate::time::Gestation;

mod done;
mod judge;
mod state;
mod why;

pub use done::{Decided, Decision, DeclinedBy, Done, FaceToFace, Remotely, Seen, Undeliverable, WhyRemote, Witness};
pub use state::ReviewState;
pub use why::{Because, NotCounted, Why};

/// What the days are counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// A pregnancy, with its expected date.
    Expected(NaiveDate),
    /// A child.
    Born {
        /// On this day.
        on: NaiveDate,
        /// After a pregnancy of this length. Unknown is never taken for 40 weeks: then there is no antenatal review.
        gestation: Option<Gestation>,
    },
}

/// The child or pregnancy whose reviews are asked for. Each of twins is one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scheduled {
    /// Birth, or expected date.
    pub start: Start,
    /// The day on which the family moved into the area, for one that did.
    pub moved_in_on: Option<NaiveDate>,
    /// The day on which somebody elsewhere confirmed that they have the child now. A request alone changes nothing.
    pub moved_out_on: Option<NaiveDate>,
    /// The day on which the child died, or the pregnancy was lost.
    pub died_on: Option<NaiveDate>,
    /// The day on which the service began to use Doorstep without earlier history.
    pub go_live_on: Option<NaiveDate>,
}

/// The days of one review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day on which it may be done.
    pub opens: NaiveDate,
    /// The first day on which somebody is reminded.
    pub soon: NaiveDate,
    /// The first day that good practice names, where it names one.
    pub target_from: Option<NaiveDate>,
    /// The last day that good practice names, where it names one.
    pub target: Option<NaiveDate>,
    /// The last day in time.
    pub due: NaiveDate,
    /// The last day of the window. Beyond it a suggested contact lapses; a review that the law asks for stays overdue until
    /// somebody decides.
    pub closes: NaiveDate,
}

/// One review of one child or pregnancy, and how it stands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ReviewItem<'p> {
    /// Which review.
    pub review: ReviewKind,
    /// Its days.
    pub window: Window,
    /// How it stands.
    pub state: ReviewState,
    /// The contact that it was done at, if it was done.
    pub satisfied_by: Option<EntryId>,
    /// Why it stands so, as data: words are the window's.
    pub why: Why<'p>,
}

impl Scheduled {
    /// A child of whom nothing else is known.
    #[must_use]
    pub fn born(on: NaiveDate, gestation: Option<Gestation>) -> Self {
        Self::starting(Start::Born { on, gestation })
    }

    /// A pregnancy of which nothing else is known.
    #[must_use]
    pub fn expected(on: NaiveDate) -> Self {
        Self::starting(Start::Expected(on))
    }

    /// As it may be believed on a day: a coming or a beginning that lies ahead is of a clock that was ahead, and excuses
    /// nothing that is due.
    #[must_use]
    pub fn believed_on(self, today: NaiveDate) -> Self {
        let come = |day: &NaiveDate| *day <= today;
        Self { moved_in_on: self.moved_in_on.filter(come), go_live_on: self.go_live_on.filter(come), ..self }
    }

    fn starting(start: Start) -> Self {
        Self { start, moved_in_on: None, moved_out_on: None, died_on: None, go_live_on: None }
    }

    fn born_on(&self) -> Option<NaiveDate> {
        match self.start {
            Start::Expected(_) => None,
            Start::Born { on, .. } => Some(on),
        }
    }

    /// What a rule counts from, and the birth: until it happens, the expected day.
    fn counted_from(&self, anchor: Anchor) -> Option<(NaiveDate, NaiveDate)> {
        match (anchor, self.start) {
            (Anchor::Birth, Start::Born { on, .. }) => Some((on, on)),
            (Anchor::Birth, Start::Expected(_)) => None,
            (Anchor::Expected, Start::Born { on, gestation }) => Some((gestation?.expected_date(on), on)),
            (Anchor::Expected, Start::Expected(expected)) => Some((expected, expected)),
        }
    }

    fn opens(&self, rule: &ReviewRule) -> Option<NaiveDate> {
        let (anchor, birth) = self.counted_from(rule.anchor)?;
        rule.opens.after(anchor, birth)
    }

    fn window(&self, rule: &ReviewRule) -> Option<Window> {
        let (anchor, birth) = self.counted_from(rule.anchor)?;
        let day = |offset: crate::policy::Offset| offset.after(anchor, birth);
        Some(Window {
            opens: day(rule.opens)?,
            soon: day(rule.soon)?,
            target_from: rule.target_from.and_then(day),
            target: rule.target.and_then(day),
            due: day(rule.due)?,
            closes: day(rule.closes)?,
        })
    }
}

impl Window {
    /// The first day on which it is late.
    #[must_use]
    pub fn late_from(&self) -> NaiveDate {
        self.due.succ_opt().unwrap_or(self.due)
    }
}

impl ReviewItem<'_> {
    /// The day on which it was done, face to face.
    #[must_use]
    pub fn done_on(&self) -> Option<NaiveDate> {
        match self.why.because {
            Because::Seen { on, .. } => Some(on),
            Because::Day
            | Because::Remote { .. }
            | Because::Declined { .. }
            | Because::NotDeliverable { .. }
            | Because::Born { .. }
            | Because::Died { .. }
            | Because::MovedOut { .. }
            | Because::RulesChanged { .. }
            | Because::Lapsed { .. }
            | Because::BeforeGoLive { .. }
            | Because::BeforeMovedIn { .. } => None,
        }
    }

    /// Whether a child who was seen at a brother's or sister's review on a day had this one too: only where their own is
    /// still owed, and its own window is open. One that is late beyond its window asks for a review of its own.
    #[must_use]
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        let is_owed = if let Because::Remote { remotely, .. } = self.why.because {
            remotely.face_to_face != FaceToFace::NotNeeded
        } else {
            self.state.is_live()
        };
        is_owed && self.window.opens <= day && day <= self.window.closes
    }

    /// Whether it was done by the last day that good practice names: for the twelve-month review, by 12 months (C4).
    #[must_use]
    pub fn met_target(&self) -> bool {
        self.done_on().zip(self.window.target).is_some_and(|(on, target)| on <= target)
    }
}

/// Every review of a child or a pregnancy as it stands on `as_of`, by age, each by the rules of its opening day.
///
/// What happened after `as_of` is left out, so that a past day can be asked about. `contacts` and `decisions` are those of
/// this child or pregnancy, in any order; decisions of one day stand in the order in which they were made.
#[must_use]
pub fn schedule<'p>(
    rules: &'p ScheduleRules,
    child: &Scheduled,
    contacts: &[Done],
    decisions: &[Decision],
    as_of: NaiveDate,
) -> Vec<ReviewItem<'p>> {
    let item = |review| {
        let (version, rule) = rules.in_force(review, |rule| child.opens(rule))?;
        let planned = Planned::of(rules, version, rule, child)?;
        Some(planned.judged(contacts, decisions, as_of))
    };
    ReviewKind::ALL.into_iter().filter_map(item).collect()
}

/// The reviews that will be late unless they are done within `days`, the most urgent first. What is late is not among them.
#[must_use]
pub fn breaching<'i, 'p>(items: &'i [ReviewItem<'p>], as_of: NaiveDate, days: u32) -> Vec<&'i ReviewItem<'p>> {
    let until = as_of.checked_add_days(Days::new(days.into())).unwrap_or(NaiveDate::MAX);
    let mut soon: Vec<_> =
        items.iter().filter(|item| item.state.awaits_its_day() && item.window.due <= until).collect();
    soon.sort_by_key(|item| (item.window.due, item.review));
    soon
}

/// A review with the rule that holds for it, before anybody has looked at what happened.
struct Planned<'p> {
    rule: &'p ReviewRule,
    version: &'p RuleVersion,
    child: Scheduled,
    anchor_on: NaiveDate,
    window: Window,
    ended: Option<&'p RuleVersion>,
}

impl<'p> Planned<'p> {
    fn of(rules: &'p ScheduleRules, version: &'p RuleVersion, rule: &'p ReviewRule, child: &Scheduled) -> Option<Self> {
        let (anchor_on, _) = child.counted_from(rule.anchor)?;
        let ended = rules.ended_after(version, rule.review);
        Some(Self { rule, version, child: *child, anchor_on, window: child.window(rule)?, ended })
    }
}

#[cfg(test)]
mod tests;
