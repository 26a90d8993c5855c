//! What has to be looked at again by a day: alerts, level of need, goals, early help, consent, decisions on reviews.

use super::{Search, Waits};
use crate::entries::EntryKind;
use crate::entries::alert::Alert;
use crate::entries::consent::{Consent, ConsentState};
use crate::entries::early_help::{EarlyHelp, EarlyHelpAnswer};
use crate::entries::goal::Goal;
use crate::entries::level_of_need::LevelOfNeed;
use crate::entries::review_decision::{ReviewDecision, ReviewDecisionState};

impl Search<'_> {
    pub(super) fn plans(&mut self) {
        self.alerts();
        for said in self.said::<LevelOfNeed>(EntryKind::LevelOfNeed) {
            let one = self.open(said.entry, Waits::LevelReview, said.body.from);
            self.add_when_near(one.due(said.body.review_by));
        }
        for said in self.said::<Goal>(EntryKind::Goal).iter().filter(|said| said.body.outcome.is_none()) {
            let one = self.open(said.entry, Waits::GoalReview, said.body.agreed_on).named(&said.body.in_their_words);
            self.add_when_near(one.due(said.body.review_on));
        }
        self.early_help();
        self.consents();
        self.review_decisions();
    }

    fn alerts(&mut self) {
        for said in self.said::<Alert>(EntryKind::Alert).iter().filter(|said| said.body.ended_on.is_none()) {
            let one = self.open(said.entry, Waits::AlertReview, said.body.from).named(&said.body.text);
            self.add_when_near(one.due(said.body.review_by));
        }
    }

    fn early_help(&mut self) {
        for said in self.said::<EarlyHelp>(EntryKind::EarlyHelp) {
            let body = &said.body;
            let waits = match body.answer {
                EarlyHelpAnswer::Thinking => Waits::EarlyHelpAnswer,
                EarlyHelpAnswer::Consented if body.ended_on.is_none() => Waits::EarlyHelpReview,
                EarlyHelpAnswer::Consented | EarlyHelpAnswer::Declined => continue,
            };
            let one = self.open(said.entry, waits, body.offered_on).due(body.review_on);
            // A question that was put waits from the first day; a plan only when it is near its own.
            if waits == Waits::EarlyHelpAnswer { self.add(one) } else { self.add_when_near(one) }
        }
    }

    fn consents(&mut self) {
        for said in self.said::<Consent>(EntryKind::Consent) {
            let body = &said.body;
            match body.state {
                ConsentState::AskedDeferred => {
                    let one = self.open(said.entry, Waits::ConsentAnswer, body.on).named(&body.partner);
                    self.add(one.due(body.expires_on));
                }
                ConsentState::Given => {
                    let one = self.open(said.entry, Waits::ConsentEnds, body.on).named(&body.partner);
                    self.add_when_near(one.due(body.expires_on));
                }
                ConsentState::NotAsked | ConsentState::Refused | ConsentState::Withdrawn | ConsentState::Expired => {}
            }
        }
    }

    fn review_decisions(&mut self) {
        for said in self.said::<ReviewDecision>(EntryKind::ReviewDecision) {
            let body = &said.body;
            let (waits, due) = match body.state {
                ReviewDecisionState::Declined => (Waits::OfferAgain, body.reoffer_on),
                ReviewDecisionState::DeliveredRemotely => (Waits::MeetAfterRemote, body.meet_by),
                ReviewDecisionState::NotDeliverable | ReviewDecisionState::Reopened => continue,
            };
            let one = self.open(said.entry, waits, body.decided_on).named(body.review.name());
            self.add_when_near(one.due(due));
        }
    }
}
