//! Between services and colleagues: midwives, families who move, school nursing, delegated packages.

use chrono::{Days, NaiveDate};

use super::{Allowed, OpenLoop, Search, Waits};
use crate::entries::EntryKind;
use crate::entries::delegation::{Delegation, DelegationState};
use crate::entries::midwifery_handover::{HandoverState, MidwiferyHandover};
use crate::entries::school_handover::{SchoolHandover, SchoolHandoverState};
use crate::entries::transfer::{PlanInForce, Transfer, TransferState};

impl Search<'_> {
    /// TRF-01. A baby of whom nothing is recorded is asked about for some days; what was recorded stays until it is whole.
    pub(super) fn midwives(&mut self) {
        let handovers = self.said::<MidwiferyHandover>(EntryKind::MidwiferyHandover);
        for said in &handovers {
            let body = &said.body;
            let (waits, due) = match body.state {
                HandoverState::Expected | HandoverState::NotReceived | HandoverState::Chased => {
                    (Waits::Handover, body.expected_by)
                }
                HandoverState::PartiallyReceived => (Waits::HandoverGaps, body.expected_by),
                HandoverState::Received if !body.gaps.trim().is_empty() => (Waits::HandoverGaps, body.expected_by),
                HandoverState::Received | HandoverState::GapsClosed | HandoverState::Unobtainable => continue,
            };
            let one = self.open(said.entry, waits, said.entry.signed_at.date_naive()).named(&body.gaps).due(due);
            self.add(one);
        }
        let days = &self.policy.follow_up;
        let Some(born_on) =
            self.around.born_on.filter(|_| handovers.is_empty() && self.would_see(EntryKind::MidwiferyHandover))
        else {
            return;
        };
        let day = |count: u32| born_on.checked_add_days(Days::new(count.into()));
        let asked = day(days.handover_from_day).zip(day(days.handover_until_day));
        let Some((from, _)) = asked.filter(|(from, until)| (*from..=*until).contains(&self.today)) else { return };
        let one = self.missing(Waits::NoHandover, EntryKind::MidwiferyHandover, from);
        let one = one.due(day(days.handover_by_day)).allowed(Allowed::Days { days: days.handover_by_day });
        self.add(one);
    }

    pub(super) fn transfers(&mut self) {
        for said in self.said::<Transfer>(EntryKind::Transfer) {
            let (body, since) = (&said.body, said.body.state_on);
            let open = |waits| self.open(said.entry, waits, since).named(&body.other_service);
            let chase = self.policy.clocks.moved_out_chase_after;
            let contact = self.policy.clocks.moved_in_contact_within;
            let within = |one: OpenLoop, from: NaiveDate, days: u32| {
                one.due(self.working_days(from, days)).allowed(Allowed::WorkingDays { days })
            };
            let mut found = Vec::new();
            match body.state {
                TransferState::Requested | TransferState::SummarySent | TransferState::Acknowledged => {
                    found.push(within(open(Waits::TransferOut), since, chase));
                }
                // Nobody there knows the family: they are to be looked for, and never closed by silence (TRF-05).
                TransferState::Bounced => found.push(open(Waits::WhereaboutsUnknown).due(since)),
                TransferState::Notified | TransferState::Accepted => {
                    found.push(within(open(Waits::TransferIn), since, contact));
                }
                TransferState::PreviousRecordRequested => {
                    found.push(within(open(Waits::PreviousRecord), since, chase));
                    found.push(within(open(Waits::TransferIn), since, contact));
                }
                TransferState::Received | TransferState::Unobtainable => {
                    found.push(within(open(Waits::TransferIn), since, contact));
                }
                TransferState::Confirmed
                | TransferState::Cancelled
                | TransferState::FirstContactDone
                | TransferState::Closed => {}
            }
            let ended = matches!(body.state, TransferState::Cancelled | TransferState::Closed);
            if body.plan_in_force != PlanInForce::None && body.handed_over_on.is_none() && !ended {
                found.push(open(Waits::WordOfMouth).due(since));
            }
            self.found.extend(found);
        }
    }

    pub(super) fn school(&mut self) {
        for said in self.said::<SchoolHandover>(EntryKind::SchoolHandover) {
            let body = &said.body;
            let since = body.sent_on.unwrap_or_else(|| said.entry.signed_at.date_naive());
            let open = match body.state {
                SchoolHandoverState::Prepared | SchoolHandoverState::Sent | SchoolHandoverState::CameBack => {
                    self.open(said.entry, Waits::SchoolHandover, since).named(&body.to_team)
                }
                SchoolHandoverState::TakenOver => continue,
            };
            let days = self.policy.clocks.moved_out_chase_after;
            let due = self.working_days(since, days);
            self.add(open.due(due).allowed(Allowed::WorkingDays { days }));
        }
    }

    pub(super) fn delegations(&mut self) {
        for said in self.said::<Delegation>(EntryKind::Delegation) {
            let body = &said.body;
            let (waits, due, owner) = match body.state {
                DelegationState::Proposed => (Waits::DelegationNotAnswered, body.start_on, body.to),
                DelegationState::Accepted | DelegationState::InProgress => {
                    (Waits::DelegationReport, body.report_by, body.to)
                }
                DelegationState::Reported => (Waits::DelegationReview, body.review_by, body.by),
                DelegationState::Refused
                | DelegationState::Reviewed
                | DelegationState::Closed
                | DelegationState::Revoked
                | DelegationState::HandedBack => continue,
            };
            let one = self.open(said.entry, waits, body.start_on.min(said.entry.signed_at.date_naive()));
            self.add(one.named(&body.what).due(due).owned_by(owner));
        }
    }
}
