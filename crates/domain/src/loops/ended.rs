//! What has an end and has ended leaves a question: what now? It stays until somebody decides, with an owner and a day
//! (GAP-01).

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::safeguarding::has_plan;
use super::{Allowed, Recorded, Said, Search, Waits};
use crate::entries::EntryKind;
use crate::entries::attendance::{Attendance, Attended};
use crate::entries::delegation::{Delegation, DelegationState};
use crate::entries::early_help::EarlyHelp;
use crate::entries::looked_after::LookedAfter;
use crate::entries::programme::Programme;
use crate::entries::referral::{Referral, ReferralState};
use crate::entries::safeguarding_status::SafeguardingStatus;
use crate::entries::what_now::{WhatNow, WhatNowState};

/// Something that has ended: its record, its name, and when.
type Ended<'a> = (&'a Recorded<'a>, String, NaiveDate);

impl<'a> Search<'a> {
    pub(super) fn what_ended(&mut self) {
        let decisions = self.said::<WhatNow>(EntryKind::WhatNow);
        for said in decisions.iter().filter(|said| said.body.state == WhatNowState::Open) {
            let one = self.open(said.entry, Waits::WhatNowOpen, said.body.ended_on).named(&said.body.ended_what);
            self.add(one.due(said.body.decide_by).owned_by(said.body.owner));
        }
        for (entry, what, on) in self.ended() {
            self.ask(&decisions, entry, &what, on);
        }
    }

    fn ask(&mut self, decisions: &[Said<'_, WhatNow>], entry: &Recorded<'_>, what: &str, on: NaiveDate) {
        // The same entry can end twice, as a plan that came back: a decision is about an end, not about an entry.
        let again = |said: &Said<'_, WhatNow>| entry.kind == EntryKind::SafeguardingStatus && said.body.ended_on < on;
        let asked = |said: &Said<'_, WhatNow>| said.body.ended == Some(entry.entry) && !again(said);
        if decisions.iter().any(asked) {
            return;
        }
        let days = self.policy.follow_up.what_now;
        let one = self.open(entry, Waits::WhatNow, on).named(what).due(self.working_days(on, days));
        self.add(one.allowed(Allowed::WorkingDays { days }).answered_by(EntryKind::WhatNow));
    }

    fn ended(&self) -> Vec<Ended<'a>> {
        let mut ended: Vec<Ended<'a>> = Vec::new();
        for said in self.said::<Programme>(EntryKind::Programme) {
            let last = said.body.to.filter(|to| said.body.ended.is_some() || *to < self.today);
            ended.extend(last.map(|to| (said.entry, said.body.name.clone(), to)));
        }
        for said in self.said::<EarlyHelp>(EntryKind::EarlyHelp) {
            ended.extend(said.body.ended_on.map(|on| (said.entry, String::new(), on)));
        }
        for said in self.said::<SafeguardingStatus>(EntryKind::SafeguardingStatus) {
            let earlier = said.entry.earlier.iter().filter_map(|body| serde_json::from_str(body).ok());
            let had_plan = earlier.into_iter().any(|before: SafeguardingStatus| has_plan(before.state));
            let over = had_plan && !has_plan(said.body.state);
            ended.extend(over.then_some((said.entry, String::new(), said.body.from)));
        }
        for said in self.said::<LookedAfter>(EntryKind::LookedAfter) {
            ended.extend(said.body.ended_on.map(|on| (said.entry, String::new(), on)));
        }
        for said in self.said::<Delegation>(EntryKind::Delegation) {
            let over = match said.body.state {
                DelegationState::Refused
                | DelegationState::Closed
                | DelegationState::Revoked
                | DelegationState::HandedBack => true,
                DelegationState::Proposed
                | DelegationState::Accepted
                | DelegationState::InProgress
                | DelegationState::Reported
                | DelegationState::Reviewed => false,
            };
            let on = said.entry.signed_at.date_naive();
            ended.extend(over.then(|| (said.entry, said.body.what.clone(), on)));
        }
        for said in self.said::<Referral>(EntryKind::Referral) {
            // A refusal is closed by a decision of its own.
            let over = match said.body.state {
                ReferralState::OutcomeRecorded | ReferralState::Reviewed | ReferralState::Withdrawn => true,
                ReferralState::Closed => said.body.after_declined.is_none(),
                ReferralState::Signed
                | ReferralState::Acknowledged
                | ReferralState::Accepted
                | ReferralState::Declined
                | ReferralState::Redirected
                | ReferralState::FirstAppointment
                | ReferralState::InService
                | ReferralState::Ended => false,
            };
            let on = said.body.state_on.unwrap_or_else(|| said.entry.signed_at.date_naive());
            ended.extend(over.then(|| (said.entry, said.body.to_service.clone(), on)));
        }
        ended
    }

    /// A group of which the last sessions in a row were missed.
    pub(super) fn groups(&mut self) {
        let mut by_title: BTreeMap<String, Vec<Said<'a, Attendance>>> = BTreeMap::new();
        for said in self.said::<Attendance>(EntryKind::Attendance) {
            by_title.entry(said.body.session_title.trim().to_lowercase()).or_default().push(said);
        }
        let decisions = self.said::<WhatNow>(EntryKind::WhatNow);
        for mut sessions in by_title.into_values() {
            sessions.sort_by_key(|said| std::cmp::Reverse(said.body.held_on));
            let missed: Vec<_> = sessions.iter().take_while(|said| is_missed(said.body.attended)).collect();
            let Some(last) = missed.first().filter(|_| missed.len() >= self.policy.follow_up.missed_in_a_row as usize)
            else {
                continue;
            };
            let asked = |said: &Said<'_, WhatNow>| missed.iter().any(|one| said.body.ended == Some(one.entry.entry));
            if decisions.iter().any(asked) {
                continue;
            }
            let days = self.policy.follow_up.what_now;
            let one = self.open(last.entry, Waits::DroppedOut, last.body.held_on).named(&last.body.session_title);
            let one = one.due(self.working_days(last.body.held_on, days)).allowed(Allowed::WorkingDays { days });
            let count = u32::try_from(missed.len()).unwrap_or(u32::MAX);
            self.add(one.counted(count).answered_by(EntryKind::WhatNow));
        }
    }
}

pub(super) fn is_missed(attended: Attended) -> bool {
    match attended {
        Attended::WasNotBrought | Attended::DidNotAttend => true,
        Attended::Attended | Attended::Cancelled => false,
    }
}
