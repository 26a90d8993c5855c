//! Referrals, from the laptop to whether they helped (REF-01, REF-03, REF-04).

use chrono::{Days, NaiveDate};

use super::{Allowed, OpenLoop, Said, Search, Waits, Way};
use crate::entries::EntryKind;
use crate::entries::referral::{Referral, ReferralState, Urgency};
use crate::policy;
use crate::policy::Acknowledge;

impl Search<'_> {
    pub(super) fn referrals(&mut self) {
        for said in self.said::<Referral>(EntryKind::Referral) {
            if let Some(one) = self.referral(&said) {
                self.add(one);
            }
            let still_to_review = !matches!(
                said.body.state,
                ReferralState::Reviewed | ReferralState::Closed | ReferralState::Withdrawn | ReferralState::Declined
            );
            if still_to_review {
                let review = self.open(said.entry, Waits::ReferralReview, said.body.made_on);
                self.add_when_near(review.named(&said.body.to_service).due(said.body.review_on));
            }
        }
    }

    /// What this referral waits for now.
    fn referral(&self, said: &Said<'_, Referral>) -> Option<OpenLoop> {
        let (body, days) = (&said.body, &self.policy.follow_up);
        let since = body.state_on.unwrap_or(body.made_on);
        let open = |waits| self.open(said.entry, waits, since).named(&body.to_service);
        let working = |one: OpenLoop, count| {
            one.due(self.working_days(since, count)).allowed(Allowed::WorkingDays { days: count })
        };
        Some(match body.state {
            ReferralState::Signed if said.entry.way == Way::OnThisLaptop => self.not_sent(said),
            ReferralState::Signed => self.clock(open(Waits::ReferralNotAcknowledged), body.urgency, body.made_on),
            ReferralState::Redirected => self.clock(open(Waits::ReferralNotAcknowledged), body.urgency, since),
            ReferralState::Acknowledged => working(open(Waits::ReferralNotAnswered), days.referral_answer),
            ReferralState::Declined => working(open(Waits::ReferralDeclined), days.what_now),
            ReferralState::Accepted => open(Waits::ReferralNoAppointment)
                .due(since.checked_add_days(Days::new(days.first_appointment.into())))
                .allowed(Allowed::Days { days: days.first_appointment }),
            ReferralState::FirstAppointment if since < self.today => open(Waits::ReferralAppointmentPassed).due(since),
            ReferralState::Ended => working(open(Waits::ReferralNoOutcome), days.what_now),
            ReferralState::FirstAppointment
            | ReferralState::InService
            | ReferralState::OutcomeRecorded
            | ReferralState::Reviewed
            | ReferralState::Closed
            | ReferralState::Withdrawn => return None,
        })
    }

    /// Signed in a home without a signal: nobody there knows of it, however urgent it is.
    fn not_sent(&self, said: &Said<'_, Referral>) -> OpenLoop {
        let minutes = (self.around.now - said.entry.signed_at).num_minutes().max(0);
        let open = self.open(said.entry, Waits::ReferralNotSent, said.body.made_on).named(&said.body.to_service);
        let open = open.counted(u32::try_from(minutes).unwrap_or(u32::MAX));
        self.clock(open, said.body.urgency, said.body.made_on)
    }

    fn clock(&self, one: OpenLoop, urgency: Urgency, from: NaiveDate) -> OpenLoop {
        let allowed = self.policy.clocks.acknowledge(urgency.into());
        let (due, allowed) = match allowed {
            Acknowledge::WorkingDays(days) => {
                (allowed.due_on(from, &self.policy.calendar).ok(), Allowed::WorkingDays { days })
            }
            // By telephone the same day; the writing that follows has its hours.
            Acknowledge::SameDay { written_within_hours } => (Some(from), Allowed::SameDay { written_within_hours }),
        };
        one.due(due).allowed(allowed)
    }
}

impl From<Urgency> for policy::Urgency {
    fn from(urgency: Urgency) -> Self {
        match urgency {
            Urgency::Routine => Self::Routine,
            Urgency::Urgent => Self::Urgent,
            Urgency::Immediate => Self::Immediate,
        }
    }
}
