//! Meetings, supervision, status, looked-after children, questions of others.

use chrono::{Days, Months, NaiveDate};

use super::{Allowed, Search, Waits};
use crate::entries::EntryKind;
use crate::entries::escalation::{Escalation, EscalationState};
use crate::entries::information_request::InformationRequest;
use crate::entries::looked_after::LookedAfter;
use crate::entries::meeting::{Meeting, MeetingAttendance, MeetingReport};
use crate::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus, StatusSource};
use crate::entries::supervision::Supervision;

impl Search<'_> {
    pub(super) fn safeguarding(&mut self) {
        self.statuses();
        self.meetings();
        for said in self.said::<Escalation>(EntryKind::Escalation) {
            if said.body.state != EscalationState::Resolved {
                let one = self.open(said.entry, Waits::Escalation, said.body.raised_on).named(&said.body.with);
                self.add(one.due(said.body.raised_on));
            }
        }
        for said in self.said::<InformationRequest>(EntryKind::InformationRequest) {
            if said.body.replied_on.is_none() {
                let one = self.open(said.entry, Waits::InformationRequest, said.body.asked_on);
                self.add(one.named(&said.body.agency).due(said.body.answer_by.unwrap_or(said.body.asked_on)));
            }
        }
    }

    fn statuses(&mut self) {
        for said in self.said::<SafeguardingStatus>(EntryKind::SafeguardingStatus) {
            let body = &said.body;
            if body.source == StatusSource::Unconfirmed {
                let days = self.policy.follow_up.confirm_status;
                let one = self.open(said.entry, Waits::StatusUnconfirmed, body.from);
                self.add(one.due(self.working_days(body.from, days)).allowed(Allowed::WorkingDays { days }));
            }
            if body.state != SafeguardingState::None {
                let one = self.open(said.entry, Waits::StatusReview, body.from);
                self.add_when_near(one.due(body.review_on));
            }
        }
    }

    /// SAFE-07.
    fn meetings(&mut self) {
        let meetings = self.said::<Meeting>(EntryKind::Meeting);
        for said in &meetings {
            let body = &said.body;
            let since = body.held_on;
            if body.attendance == MeetingAttendance::Invited && body.held_on < self.today {
                self.add(self.open(said.entry, Waits::MeetingOutcome, since).due(body.held_on));
            }
            if body.report == MeetingReport::NotSentYet {
                let asked = body.invited_on.unwrap_or(since);
                self.add(self.open(said.entry, Waits::MeetingReport, asked).due(body.held_on));
            }
            for action in body.actions.iter().filter(|action| action.done_on.is_none()) {
                let words = format!("{} ({})", action.what, action.by_whom);
                self.add(self.open(said.entry, Waits::MeetingAction, since).named(&words).due(action.due_on));
            }
            let later = |next: &NaiveDate| {
                meetings.iter().any(|other| other.body.held_on >= *next && other.entry.entry != said.entry.entry)
            };
            if let Some(next) = body.next_on.filter(|next| !later(next)) {
                let one = self.open(said.entry, Waits::MeetingNext, since).due(next);
                self.add_when_near(one.answered_by(EntryKind::Meeting));
            }
        }
    }

    /// SAFE-08: the next one after the last, or the first one after a plan began.
    pub(super) fn supervision(&mut self) {
        if !self.would_see(EntryKind::Supervision) {
            return;
        }
        let last = self.said::<Supervision>(EntryKind::Supervision).into_iter().max_by_key(|said| said.body.held_on);
        if let Some(said) = last {
            let one = self.open(said.entry, Waits::Supervision, said.body.held_on).due(said.body.next_by);
            return self.add_when_near(one.answered_by(EntryKind::Supervision));
        }
        for said in self.said::<SafeguardingStatus>(EntryKind::SafeguardingStatus) {
            if has_plan(said.body.state) {
                let days = self.policy.follow_up.first_supervision;
                let due = said.body.from.checked_add_days(Days::new(days.into()));
                let one = self.open(said.entry, Waits::NoSupervision, said.body.from).due(due);
                self.add(one.allowed(Allowed::Days { days }).answered_by(EntryKind::Supervision));
            }
        }
    }

    /// LAC-01.
    pub(super) fn looked_after(&mut self) {
        for said in self.said::<LookedAfter>(EntryKind::LookedAfter) {
            let body = &said.body;
            if body.ended_on.is_some() {
                continue;
            }
            let Some(assessed) = body.initial_assessment_on else {
                let one = self.open(said.entry, Waits::LookedAfterInitial, body.since);
                self.add(one.named(&body.placing_authority).due(body.initial_assessment_due));
                continue;
            };
            let every = Months::new(self.policy.follow_up.looked_after_months);
            let due = body.next_review_due.or_else(|| assessed.checked_add_months(every));
            let one = self.open(said.entry, Waits::LookedAfterReview, assessed).named(&body.placing_authority);
            self.add_when_near(one.due(due));
        }
    }
}

pub(super) fn has_plan(state: SafeguardingState) -> bool {
    match state {
        SafeguardingState::ChildInNeed
        | SafeguardingState::Section47
        | SafeguardingState::ChildProtectionPlan
        | SafeguardingState::LookedAfter => true,
        SafeguardingState::None | SafeguardingState::EarlyHelp => false,
    }
}
