//! Everything about a person that was asked for, promised or due, and has no answer yet.
//!
//! Worked out from their entries, never stored. It says since when, by when, whose it is and by which rule; never how grave
//! it is (REF-03, GAP-01).

mod access;
mod after_death;
mod ended;
mod first_day;
mod handover;
mod plans;
mod referral;
mod safeguarding;
mod waits;
mod work;

use chrono::{DateTime, Days, FixedOffset, NaiveDate};
use serde::de::DeserializeOwned;

use crate::access::may_read;
use crate::care::Care;
use crate::change::Kind;
use crate::entries::EntryKind;
use crate::entries::accountable::Accountable;
use crate::entries::death::Death;
use crate::entries::registration::Registration;
use crate::id::{EntryId, StaffId, Subject};
use crate::policy::Policy;
use crate::sensitivity::Sensitivity;
use crate::staff::Role;

pub use first_day::{can_wait, waits_from};
pub use waits::{Allowed, Answering, OpenLoop, Waits};

/// Whether an entry has left the laptop that signed it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Signed here, and only here.
    OnThisLaptop,
    /// The service has it.
    AtTheService,
}

/// An entry in force, as it is read for what is still open.
#[derive(Clone, Copy)]
pub struct Recorded<'a> {
    /// Which.
    pub entry: EntryId,
    /// Its kind.
    pub kind: EntryKind,
    /// Whose.
    pub about: Subject,
    /// How sensitive it is: the words of what is restricted are not repeated in a list.
    pub sensitivity: Sensitivity,
    /// Who wrote the version in force.
    pub author: StaffId,
    /// When they did.
    pub signed_at: DateTime<FixedOffset>,
    /// How far it has come.
    pub way: Way,
    /// What it says, as JSON.
    pub body: &'a str,
    /// What it said before, in any of its versions: of a safeguarding status, whether there was a plan.
    pub earlier: &'a [String],
}

/// One person, and what this reader may know of them.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    /// The person.
    pub about: Subject,
    /// Their birth date, where it is known to the day.
    pub born_on: Option<NaiveDate>,
    /// Whether other records are shown as the same person.
    pub several_records: bool,
    /// Whoever reads it: what is kept from them is not called missing.
    pub reader: Role,
    /// The entries in force about the person, and about their households.
    pub entries: &'a [Recorded<'a>],
    /// The laptop's clock.
    pub now: DateTime<FixedOffset>,
}

/// What is open, the longest overdue first, what has no day last.
#[must_use]
pub fn open_loops(around: &Around<'_>, policy: &Policy) -> Vec<OpenLoop> {
    let mut search = Search::of(around, policy);
    search.referrals();
    search.no_access();
    search.what_ended();
    search.groups();
    search.midwives();
    search.transfers();
    search.school();
    search.delegations();
    search.plans();
    search.safeguarding();
    search.supervision();
    search.looked_after();
    search.work();
    let care = search.care();
    search.after_death(&care);
    let mut found = search.found;
    found.retain(|one| !care.is_over() || one.waits.outlives_care());
    found.sort_by_key(|one| (one.due.is_none(), one.due, one.since));
    found
}

/// A body in force, with the entry that says it.
struct Said<'a, T> {
    entry: &'a Recorded<'a>,
    body: T,
}

struct Search<'a> {
    around: &'a Around<'a>,
    policy: &'a Policy,
    today: NaiveDate,
    accountable: Option<StaffId>,
    found: Vec<OpenLoop>,
}

impl<'a> Search<'a> {
    fn of(around: &'a Around<'a>, policy: &'a Policy) -> Self {
        let today = around.now.date_naive();
        let mut search = Self { around, policy, today, accountable: None, found: Vec::new() };
        let named = search.said::<Accountable>(EntryKind::Accountable).into_iter().next();
        search.accountable = named.map(|named| named.body.on(today));
        search
    }

    /// The bodies of a kind. One that cannot be read is left out here, and shows where it was written.
    fn said<T: DeserializeOwned>(&self, kind: EntryKind) -> Vec<Said<'a, T>> {
        let of_kind = self.around.entries.iter().filter(|entry| entry.kind == kind);
        of_kind.filter_map(|entry| Some(Said { entry, body: serde_json::from_str(entry.body).ok()? })).collect()
    }

    /// Something that an entry leaves open. It is its author's until it says otherwise, or somebody is accountable.
    fn open(&self, entry: &Recorded<'_>, waits: Waits, since: NaiveDate) -> OpenLoop {
        OpenLoop {
            waits,
            about: entry.about,
            entry: Some(entry.entry),
            kind: entry.kind,
            sensitivity: entry.sensitivity,
            what: String::new(),
            since,
            due: None,
            allowed: None,
            owner: Some(self.accountable.unwrap_or(entry.author)),
            count: None,
            step: None,
            at_once: None,
            answer: Answering { kind: entry.kind, entry: Some(entry.entry) },
        }
    }

    /// Whether the reader would see such an entry: what is kept from somebody is not called missing.
    fn would_see(&self, kind: EntryKind) -> bool {
        may_read(self.around.reader, &Kind::Known(kind), kind.sensitivity())
    }

    /// Something that no entry says: that there is none.
    fn missing(&self, waits: Waits, kind: EntryKind, since: NaiveDate) -> OpenLoop {
        OpenLoop {
            waits,
            about: self.around.about,
            entry: None,
            kind,
            sensitivity: kind.sensitivity(),
            what: String::new(),
            since,
            due: None,
            allowed: None,
            owner: self.accountable,
            count: None,
            step: None,
            at_once: None,
            answer: Answering { kind, entry: None },
        }
    }

    fn care(&self) -> Care {
        let episodes = self.said::<Registration>(EntryKind::Registration).into_iter().map(|said| said.body);
        let deaths = self.said::<Death>(EntryKind::Death).into_iter().map(|said| said.body.on);
        Care::of(&episodes.collect::<Vec<_>>(), &deaths.collect::<Vec<_>>(), self.around.several_records)
    }

    fn add(&mut self, one: OpenLoop) {
        self.found.push(one);
    }

    /// Adds what has to be looked at again by a day, from some days before it.
    fn add_when_near(&mut self, one: OpenLoop) {
        let near = self.today + Days::new(self.policy.follow_up.remind_days_before.into());
        if one.due.is_some_and(|due| due <= near) {
            self.add(one);
        }
    }

    /// The day that so many working days reach; none beyond the table of bank holidays, which says nothing rather than
    /// something wrong.
    fn working_days(&self, from: NaiveDate, count: u32) -> Option<NaiveDate> {
        self.policy.calendar.working_days_after(from, count).ok()
    }
}

#[cfg(test)]
mod tests;
