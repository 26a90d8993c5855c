//! How one review stands: the contact that did it, else what was decided, else what ended it, else the day.

use chrono::NaiveDate;

use super::done::{Decided, Decision, Done, FaceToFace, Seen, Witness};
use super::state::ReviewState;
use super::why::{Because, NotCounted, Why};
use super::{Planned, ReviewItem};
use crate::entries::contact::{ContactMode, ContactOutcome};
use crate::id::EntryId;
use crate::policy::Offset;

/// How a review stands, and what decides it.
type Standing = (ReviewState, Because);

/// What ends a review that was not done.
#[derive(Clone, Copy)]
struct Ending {
    /// The first day on which it is over.
    from: NaiveDate,
    /// The last day on which a contact or a decision counts.
    until: NaiveDate,
    standing: Standing,
}

impl Ending {
    /// Over on this day, on which it may still have been done before.
    fn on(day: NaiveDate, state: ReviewState, because: Because) -> Self {
        Self { from: day, until: day, standing: (state, because) }
    }

    /// Over when this day begins.
    fn before(day: NaiveDate, state: ReviewState, because: Because) -> Self {
        Self { from: day, until: day.pred_opt().unwrap_or(day), standing: (state, because) }
    }
}

/// How a contact counts.
enum Counted {
    FaceToFace,
    Remotely(super::Remotely),
}

impl<'p> Planned<'p> {
    pub(super) fn judged(&self, contacts: &[Done], decisions: &[Decision], as_of: NaiveDate) -> ReviewItem<'p> {
        let mut seen: Option<&Done> = None;
        let mut remote: Option<(&Done, super::Remotely)> = None;
        let mut not_counted: Option<(NaiveDate, NotCounted)> = None;
        for done in contacts.iter().filter(|done| done.review == self.rule.review && done.on <= as_of) {
            match self.counts(done) {
                Ok(Counted::FaceToFace) if seen.is_none_or(|first| first_of(done) < first_of(first)) => {
                    seen = Some(done)
                }
                Ok(Counted::FaceToFace) => {}
                Ok(Counted::Remotely(how)) if remote.is_none_or(|(last, _)| last_of(done) > last_of(last)) => {
                    remote = Some((done, how));
                }
                Ok(Counted::Remotely(_)) => {}
                Err(why) if not_counted.is_none_or(|(last, _)| done.on >= last) => not_counted = Some((done.on, why)),
                Err(_) => {}
            }
        }
        let standing = seen.map(|done| self.done(done));
        let (state, because) = standing.unwrap_or_else(|| self.not_done(remote, decisions, as_of));
        ReviewItem {
            review: self.rule.review,
            window: self.window,
            state,
            satisfied_by: seen.map(|done| done.contact),
            why: Why {
                version: self.version,
                rule: self.rule,
                anchor_on: self.anchor_on,
                because,
                not_counted: not_counted.filter(|_| seen.is_none()),
            },
        }
    }

    fn counts(&self, done: &Done) -> Result<Counted, NotCounted> {
        match done.outcome {
            ContactOutcome::TookPlace => {}
            ContactOutcome::NoAccess
            | ContactOutcome::WasNotBrought
            | ContactOutcome::DidNotAttend
            | ContactOutcome::CancelledByFamily
            | ContactOutcome::CancelledByService
            | ContactOutcome::Declined => return Err(NotCounted::DidNotTakePlace),
        }
        if done.by.is_some_and(|by| !self.rule.by.contains(&by)) {
            return Err(NotCounted::RoleMayNot);
        }
        if done.on < self.window.opens {
            return Err(NotCounted::BeforeItOpened);
        }
        if self.ending().is_some_and(|ending| done.on > ending.until) {
            return Err(NotCounted::AfterItEnded);
        }
        match (done.mode, done.seen, done.remotely) {
            (ContactMode::FaceToFace, Seen::Yes | Seen::NotSaid, _) => Ok(Counted::FaceToFace),
            (ContactMode::FaceToFace, Seen::No, _) => Err(NotCounted::NotSeen),
            (ContactMode::Telephone | ContactMode::Video, _, Some(how)) => Ok(Counted::Remotely(how)),
            (ContactMode::Telephone | ContactMode::Video, _, None) => Err(NotCounted::NoDecisionAboutMeeting),
            (ContactMode::Text | ContactMode::Email | ContactMode::Other, _, _) => Err(NotCounted::NotAMeeting),
        }
    }

    fn done(&self, done: &Done) -> Standing {
        let late = done.on > self.window.due && !self.is_unborn();
        let state = if late { ReviewState::DoneLate } else { ReviewState::DoneInWindow };
        (state, Because::Seen { on: done.on, contact: done.contact, witness: done.witness })
    }

    fn not_done(&self, remote: Option<(&Done, super::Remotely)>, decisions: &[Decision], as_of: NaiveDate) -> Standing {
        let ended = self.ending().filter(|ending| ending.from <= as_of);
        let remote = remote.filter(|(_, how)| match how.face_to_face {
            FaceToFace::NotNeeded => true,
            FaceToFace::StillToBe { by } => as_of <= by && ended.is_none(),
        });
        let decided = self.decided(decisions, as_of);
        match (remote, decided) {
            (Some((done, _)), Some((day, standing))) if day >= done.on => return standing,
            (Some((done, remotely)), _) => {
                let because = Because::Remote { on: done.on, contact: done.contact, remotely };
                return (ReviewState::DeliveredRemotely, because);
            }
            (None, Some((_, standing))) => return standing,
            (None, None) => {}
        }
        self.unknown().or(ended.map(|ending| ending.standing)).unwrap_or_else(|| (self.by_day(as_of), Because::Day))
    }

    /// The decision that stands, with its day. A decision after the review ended is nobody's to make any more.
    fn decided(&self, decisions: &[Decision], as_of: NaiveDate) -> Option<(NaiveDate, Standing)> {
        let until = self.ending().map(|ending| ending.until);
        let mut those: Vec<&Decision> = decisions
            .iter()
            .filter(|decision| decision.review == self.rule.review && decision.on <= as_of)
            .filter(|decision| until.is_none_or(|day| decision.on <= day))
            .collect();
        those.sort_by_key(|decision| decision.on);
        let mut standing: Option<(NaiveDate, Standing)> = None;
        for Decision { on, what, .. } in those.into_iter().copied() {
            let state = standing.map(|(_, (state, _))| state);
            match (what, state) {
                (Decided::Declined { by, reoffer_on }, None | Some(ReviewState::Declined)) => {
                    let because = Because::Declined { on, by, reoffer_on };
                    standing = Some((on, (ReviewState::Declined, because)));
                }
                (Decided::NotDeliverable(reason), None) => {
                    let because = Because::NotDeliverable { on, reason };
                    standing = Some((on, (ReviewState::NotDeliverable, because)));
                }
                (Decided::ChangedMind, Some(ReviewState::Declined)) if !self.has_closed_before(on) => standing = None,
                (Decided::Declined { .. } | Decided::ChangedMind | Decided::NotDeliverable(_), _) => {}
            }
        }
        standing
    }

    /// What ends the review if it is not done: the first of all that do.
    fn ending(&self) -> Option<Ending> {
        use ReviewState as State;
        let child = &self.child;
        // Whoever came back after a move is here again.
        let moved_out_on = child.moved_out_on.filter(|out| child.moved_in_on.is_none_or(|back| back <= *out));
        let born_on = child.born_on().filter(|_| self.rule.closes == Offset::Birth);
        let ended_on = self.ended.map(|version| version.origin.effective_from);
        // The law asks for the others until somebody decides.
        let lapses_on = self.window.closes.succ_opt().filter(|_| !self.rule.mandated);
        let endings = [
            child.died_on.map(|on| Ending::on(on, State::ClosedDied, Because::Died { on })),
            moved_out_on.map(|on| Ending::on(on, State::ClosedMoved, Because::MovedOut { on })),
            born_on.map(|on| Ending::on(on, State::NotDeliverable, Because::Born { on })),
            ended_on.map(|on| Ending::before(on, State::SupersededByRule, Because::RulesChanged { on })),
            lapses_on.map(|on| Ending::before(on, State::NotDeliverable, Because::Lapsed { on })),
        ];
        endings.into_iter().flatten().min_by_key(|ending| ending.from)
    }

    /// IMP-01: a window that closed before this service knew the child.
    fn unknown(&self) -> Option<Standing> {
        let since = [
            self.child.moved_in_on.map(|on| (on, Because::BeforeMovedIn { on })),
            self.child.go_live_on.map(|on| (on, Because::BeforeGoLive { on })),
        ];
        let known_since = since.into_iter().flatten().max_by_key(|(day, _)| *day);
        let (_, because) = known_since.filter(|(day, _)| self.has_closed_before(*day))?;
        Some((ReviewState::NotKnown, because))
    }

    fn by_day(&self, as_of: NaiveDate) -> ReviewState {
        let window = &self.window;
        if as_of < window.opens {
            ReviewState::NotYetOpen
        } else if as_of < window.soon.min(window.due) {
            ReviewState::Open
        } else if as_of <= window.due || self.is_unborn() {
            ReviewState::DueSoon
        } else {
            ReviewState::Overdue
        }
    }

    fn has_closed_before(&self, day: NaiveDate) -> bool {
        self.window.closes < day && !self.is_unborn()
    }

    /// The window ends with a birth that has not happened: the expected day ends nothing.
    fn is_unborn(&self) -> bool {
        self.rule.closes == Offset::Birth && self.child.born_on().is_none()
    }
}

/// By day, and among those of one day always the same one first. What somebody vouches for supersedes what nobody does.
fn first_of(done: &Done) -> (bool, NaiveDate, EntryId) {
    (done.witness == Witness::PreviousSystem, done.on, done.contact)
}

/// As [`first_of`], the latest last.
fn last_of(done: &Done) -> (bool, NaiveDate, EntryId) {
    (done.witness != Witness::PreviousSystem, done.on, done.contact)
}
