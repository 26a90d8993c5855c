//! What would still reach a family after a death, because whoever recorded the death could not see it: a colleague signed
//! it offline, or it was not theirs to read (CLIN-18).

use super::{Search, Waits};
use crate::care::Care;
use crate::entries::EntryKind;
use crate::entries::appointment::Appointment;
use crate::entries::referral::Referral;

impl Search<'_> {
    /// It is for the day itself: the family could be rung or written to at any time.
    pub(super) fn after_death(&mut self, care: &Care) {
        let Some(died_on) = care.died_on else { return };
        for said in self.said::<Referral>(EntryKind::Referral).iter().filter(|said| said.body.goes_on()) {
            let since = died_on.max(said.body.made_on);
            let one = self.open(said.entry, Waits::ReferralAfterDeath, since).named(&said.body.to_service);
            self.add(one.due(since));
        }
        for said in self.said::<Appointment>(EntryKind::Appointment).iter().filter(|said| said.body.stands()) {
            let since = died_on.max(said.entry.signed_at.date_naive());
            let one = self.open(said.entry, Waits::AppointmentAfterDeath, since).named(&said.body.purpose);
            self.add(one.due(since).owned_by(said.body.with));
        }
    }
}
