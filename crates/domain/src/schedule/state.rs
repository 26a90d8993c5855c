//! How a review can stand, and what may follow what (DOMAIN 3.10c).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How a review stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewState {
    /// Its window has not opened.
    NotYetOpen,
    /// It may be done.
    Open,
    /// It should be done now.
    DueSoon,
    /// It is late and still to be done.
    Overdue,
    /// Done, face to face, in time.
    DoneInWindow,
    /// Done, face to face, after its due day.
    DoneLate,
    /// By telephone or video, with a reason and a decision about meeting. It is not done: it counts in no figure.
    DeliveredRemotely,
    /// The family declined.
    Declined,
    /// It cannot be done: somebody gave a reason, the baby was born before it, or a suggested contact lapsed.
    NotDeliverable,
    /// The child died, or the pregnancy was lost.
    ClosedDied,
    /// Somebody elsewhere has the child now.
    ClosedMoved,
    /// Later rules did away with it.
    SupersededByRule,
    /// Its window had closed before this service knew the child: never called overdue (IMP-01).
    NotKnown,
}

impl ReviewState {
    /// Every state.
    pub const ALL: [Self; 13] = [
        Self::NotYetOpen,
        Self::Open,
        Self::DueSoon,
        Self::Overdue,
        Self::DoneInWindow,
        Self::DoneLate,
        Self::DeliveredRemotely,
        Self::Declined,
        Self::NotDeliverable,
        Self::ClosedDied,
        Self::ClosedMoved,
        Self::SupersededByRule,
        Self::NotKnown,
    ];

    /// Its name, as written in files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NotYetOpen => "not_yet_open",
            Self::Open => "open",
            Self::DueSoon => "due_soon",
            Self::Overdue => "overdue",
            Self::DoneInWindow => "done_in_window",
            Self::DoneLate => "done_late",
            Self::DeliveredRemotely => "delivered_remotely",
            Self::Declined => "declined",
            Self::NotDeliverable => "not_deliverable",
            Self::ClosedDied => "closed_died",
            Self::ClosedMoved => "closed_moved",
            Self::SupersededByRule => "superseded_by_rule",
            Self::NotKnown => "not_known",
        }
    }

    /// It is still to be done.
    #[must_use]
    pub fn is_live(self) -> bool {
        self.awaits_its_day() || self == Self::Overdue
    }

    /// It is still to be done, and can be in time.
    #[must_use]
    pub fn awaits_its_day(self) -> bool {
        matches!(self, Self::NotYetOpen | Self::Open | Self::DueSoon)
    }

    /// Done face to face, which alone is counted (C2, C3).
    #[must_use]
    pub fn is_done(self) -> bool {
        matches!(self, Self::DoneInWindow | Self::DoneLate)
    }

    /// Whether a review that stood so may stand as `next` the next time that something happens or a day passes.
    ///
    /// The table of DOMAIN 3.10c, with what its words leave open: *open* is whatever the day says of an open review; a
    /// family that declined and was seen has changed its mind; a review that was thought impossible, unknown or remote
    /// and then took place is done; and of what happened elsewhere, before the family
    /// moved in, it may not be known what became of it. What is corrected by a mark in error may go back to where it was.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        let ends = matches!(
            next,
            Self::Declined | Self::NotDeliverable | Self::ClosedDied | Self::ClosedMoved | Self::SupersededByRule
        );
        let open = matches!(next, Self::Open | Self::DueSoon | Self::Overdue);
        let delivered = next.is_done() || next == Self::DeliveredRemotely;
        match self {
            Self::NotYetOpen => next == Self::Open || ends,
            Self::Open => matches!(next, Self::DueSoon | Self::DoneInWindow | Self::DeliveredRemotely) || ends,
            Self::DueSoon => matches!(next, Self::Overdue | Self::DoneInWindow | Self::DeliveredRemotely) || ends,
            Self::Overdue => matches!(next, Self::DoneLate | Self::DeliveredRemotely) || ends,
            Self::DeliveredRemotely => next.is_done() || open || ends || next == Self::NotKnown,
            Self::DoneInWindow | Self::DoneLate => open,
            Self::Declined => open || delivered || matches!(next, Self::NotYetOpen | Self::NotKnown),
            Self::NotDeliverable => delivered,
            Self::NotKnown => delivered || matches!(next, Self::Declined | Self::NotDeliverable),
            Self::ClosedDied | Self::ClosedMoved | Self::SupersededByRule => false,
        }
    }
}
