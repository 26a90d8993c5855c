//! Nobody in, or a child not brought: attempts in a row, and what follows by level of need and plan (CON-05).

use chrono::NaiveDate;

use super::{Allowed, OpenLoop, Said, Search, Waits};
use crate::entries::EntryKind;
use crate::entries::contact::{Contact, ContactOutcome};
use crate::entries::level_of_need::{Level, LevelOfNeed};
use crate::entries::no_access::NoAccess;
use crate::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use crate::policy::{AtOnce, Attempt, NextStep};

impl Search<'_> {
    pub(super) fn no_access(&mut self) {
        let mut contacts = self.said::<Contact>(EntryKind::Contact);
        contacts.sort_by_key(|said| said.body.started_at);
        let decisions = self.said::<NoAccess>(EntryKind::NoAccess);
        // A call or a text is not access: the attempts go on being counted until somebody was met.
        let seen = contacts.iter().rposition(|said| said.body.met_whom_it_is_about());
        let since_seen = contacts.get(seen.map_or(0, |place| place + 1)..).unwrap_or_default();
        let ended_on = decisions.iter().filter(|said| said.body.decision.ends_it()).map(|said| said.body.on).max();
        let counts = |said: &&Said<'_, Contact>| {
            is_no_access(&said.body) && ended_on.is_none_or(|ended_on| day(&said.body) > ended_on)
        };
        let attempts: Vec<&Said<'_, Contact>> = since_seen.iter().filter(counts).collect();
        let seen_on = seen.and_then(|place| contacts.get(place)).map(|said| day(&said.body));
        let found = match attempts.last() {
            Some(last) => self.after_attempt(last, attempts.len(), &decisions),
            None => None,
        };
        let found = found.or_else(|| self.try_again(&decisions, seen_on, &contacts));
        self.found.extend(found);
    }

    /// What the pathway asks for after the last attempt, until somebody decided about it.
    fn after_attempt(
        &self,
        last: &Said<'_, Contact>,
        attempts: usize,
        decisions: &[Said<'_, NoAccess>],
    ) -> Option<OpenLoop> {
        let on = day(&last.body);
        let decided = |said: &&Said<'_, NoAccess>| said.body.contact == Some(last.entry.entry) || said.body.on >= on;
        if decisions.iter().any(|said| decided(&said)) {
            return None;
        }
        let at_once = self.at_once();
        let step = self.step(attempts, at_once)?;
        let within = step.within_working_days;
        // What has no days of its own is for the day itself.
        let due = within.map_or(Some(on), |days| self.working_days(on, days));
        let one = self.open(last.entry, Waits::NoAccess, on).due(due).answered_by(EntryKind::NoAccess);
        let one = within.map_or(one.clone(), |days| one.allowed(Allowed::WorkingDays { days }));
        let count = u32::try_from(attempts).unwrap_or(u32::MAX);
        Some(OpenLoop { step: Some(step.then), at_once, ..one.counted(count) })
    }

    /// The step of the pathway: for some children the first attempt is as grave as the last.
    fn step(&self, attempts: usize, at_once: Option<AtOnce>) -> Option<Attempt> {
        let pathway = &self.policy.clocks.attempts;
        let grave = pathway.iter().find(|attempt| attempt.then == NextStep::DiscussSameDay);
        let nth = pathway.get(attempts - 1).or(pathway.last());
        at_once.and(grave).or(nth).copied()
    }

    fn at_once(&self) -> Option<AtOnce> {
        let status = self.said::<SafeguardingStatus>(EntryKind::SafeguardingStatus);
        let stands = |state| status.iter().any(|said| said.body.state == state);
        let level = self.said::<LevelOfNeed>(EntryKind::LevelOfNeed);
        self.policy.clocks.at_once.iter().copied().find(|whom| match whom {
            AtOnce::ChildProtectionPlan => {
                // A child in care stands above a plan, and is looked for no less.
                stands(SafeguardingState::ChildProtectionPlan)
                    || stands(SafeguardingState::Section47)
                    || stands(SafeguardingState::LookedAfter)
            }
            AtOnce::ChildInNeed => stands(SafeguardingState::ChildInNeed),
            AtOnce::Specialist => level.iter().any(|said| said.body.level == Level::Specialist),
        })
    }

    /// The day on which somebody meant to try again is past, and nobody recorded that they did.
    fn try_again(
        &self,
        decisions: &[Said<'_, NoAccess>],
        seen_on: Option<NaiveDate>,
        contacts: &[Said<'_, Contact>],
    ) -> Option<OpenLoop> {
        let last = decisions.iter().max_by_key(|said| said.body.on)?;
        let next = last.body.next_on?;
        let tried = contacts.iter().any(|said| day(&said.body) > last.body.on && is_no_access(&said.body));
        let seen = seen_on.is_some_and(|seen| seen > last.body.on);
        (!last.body.decision.ends_it() && !tried && !seen).then(|| {
            let one = self.open(last.entry, Waits::TryAgain, last.body.on).due(next).answered_by(EntryKind::NoAccess);
            one.counted(last.body.attempt.into())
        })
    }
}

pub(super) fn is_no_access(contact: &Contact) -> bool {
    match contact.outcome {
        ContactOutcome::NoAccess | ContactOutcome::WasNotBrought | ContactOutcome::DidNotAttend => true,
        ContactOutcome::TookPlace
        | ContactOutcome::CancelledByFamily
        | ContactOutcome::CancelledByService
        | ContactOutcome::Declined => false,
    }
}

fn day(contact: &Contact) -> NaiveDate {
    contact.started_at.date_naive()
}
