//! Records for the benchmarks, the same for the same seed: families as the demonstration caseload has them, and visits
//! to them, written by one practitioner.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeDelta};
use doorstep_domain::change::{Change, Header, Kind, Malformed};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{
    ChildSeen, Contact, ContactMode, ContactOutcome, ContactPlace, Present, ReviewKind,
};
use doorstep_domain::entries::contact_narrative::ContactNarrative;
use doorstep_domain::entries::feeding::{Feeding, FeedingStatus};
use doorstep_domain::entries::measurement::{Clothing, Measurement};
use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::fixtures::names::Tradition;
use doorstep_domain::growth::{Grams, Millimetres, Sex};
use doorstep_domain::id::{EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use serde::Serialize;

use crate::narrative::{Names, Narrator};

/// Who writes.
#[derive(Clone, Copy)]
pub(crate) struct Author {
    pub(crate) organisation: OrganisationId,
    pub(crate) staff: StaffId,
    pub(crate) role: Role,
}

/// Whom a visit is to.
#[derive(Clone, Copy)]
pub(crate) struct Visited<'a> {
    pub(crate) child: PersonId,
    pub(crate) mother: PersonId,
    pub(crate) names: Names<'a>,
}

/// Writes records.
pub(crate) struct Writer {
    pub(crate) dice: Dice,
    narrator: Narrator,
    author: Author,
    at: DateTime<FixedOffset>,
}

type Written = Result<Change, Malformed>;

impl Writer {
    pub(crate) fn new(seed: u64, author: Author) -> Self {
        // A day in the past for any laptop that runs this; half an hour passes between two visits.
        let at = today().and_hms_opt(9, 0, 0).unwrap_or_default().and_utc().fixed_offset();
        Self { dice: Dice::new(seed), narrator: Narrator::new(), author, at }
    }

    /// A fresh id: `writer.id(EntryId::mint)`.
    pub(crate) fn id<T>(&mut self, mint: impl FnOnce(DateTime<FixedOffset>, [u8; 10]) -> T) -> T {
        let bytes = self.dice.bytes();
        mint(self.at, bytes)
    }

    /// What somebody is called.
    pub(crate) fn given_name(&mut self) -> &'static str {
        let tradition = Tradition::ALL[self.dice.below(Tradition::ALL.len() as u32) as usize];
        tradition.given_name(Sex::Female, self.dice.below(1_000) as usize)
    }

    /// Goes back by up to so many days.
    pub(crate) fn some_days_ago(&mut self, days: u32) {
        let start = today().and_hms_opt(9, 0, 0).unwrap_or_default().and_utc().fixed_offset();
        let minutes = self.dice.below(days * 24 * 60);
        self.at = start - TimeDelta::minutes(i64::from(minutes));
    }

    /// The first version of an entry.
    pub(crate) fn first(&self, kind: EntryKind, entry: EntryId, subject: Subject, body: &impl Serialize) -> Written {
        let header = Header {
            entry,
            kind: Kind::Known(kind),
            schema: kind.schema(),
            organisation: self.author.organisation,
            subject,
            parents: Vec::new(),
            author: self.author.staff,
            role: self.author.role,
            occurred: Occurred::Instant(self.at),
            recorded_at: self.at + TimeDelta::milliseconds(2_417_317),
            reason: None,
            sensitivity: kind.sensitivity(),
            replaces: Vec::new(),
            in_error: false,
            confirmed: Vec::new(),
            unverified: false,
        };
        Change::write(header, body)
    }

    fn fresh(&mut self, kind: EntryKind, subject: Subject, body: &impl Serialize) -> Written {
        let entry = self.id(EntryId::mint);
        self.first(kind, entry, subject, body)
    }

    /// A visit, as the form makes it: five changes, 7.5 KB together.
    pub(crate) fn visit(&mut self, visited: Visited<'_>) -> Result<Vec<Change>, Malformed> {
        self.at += TimeDelta::minutes(30);
        let (child, mother) = (Subject::Person(visited.child), Subject::Person(visited.mother));
        let contact = self.id(EntryId::mint);
        let attended = self.contact();
        Ok(vec![
            self.first(EntryKind::Contact, contact, child, &attended)?,
            self.seen(visited, contact)?,
            self.measurement(visited, contact)?,
            self.feeding(visited, contact)?,
            self.told_of_mother(mother, visited.names, contact)?,
        ])
    }

    /// A note of 1.5 KB: one change.
    pub(crate) fn note(&mut self, visited: Visited<'_>) -> Written {
        self.at += TimeDelta::minutes(10);
        let contact = self.id(EntryId::mint);
        let length = self.dice.between(870, 1_110) as usize;
        let narrative = self.tell(visited.names, length);
        let told = ContactNarrative { narrative, ..nothing_told(contact) };
        self.fresh(EntryKind::ContactNarrative, Subject::Person(visited.child), &told)
    }

    fn contact(&mut self) -> Contact {
        let reviews = [
            ReviewKind::NewBirth,
            ReviewKind::SixToEightWeek,
            ReviewKind::TwelveMonth,
            ReviewKind::TwoToTwoAndAHalfYear,
        ];
        let review = reviews.get(self.dice.below(7) as usize).copied();
        let place = if self.dice.chance(700) { ContactPlace::Home } else { ContactPlace::Clinic };
        Contact {
            review,
            mode: ContactMode::FaceToFace,
            place,
            started_at: self.at,
            ended_at: Some(self.at + TimeDelta::minutes(i64::from(self.dice.between(15, 75)))),
            outcome: ContactOutcome::TookPlace,
            child_seen: if self.dice.chance(800) { ChildSeen::Awake } else { ChildSeen::Asleep },
            present: vec![Present::Mother],
            interpreted_by: None,
        }
    }

    fn seen(&mut self, visited: Visited<'_>, contact: EntryId) -> Written {
        let lengths = [(650, 1_150), (300, 600), (1_150, 1_900), (200, 450)];
        let [seen, parents_words, narrative, plan] = lengths.map(|(least, most)| {
            let length = self.dice.between(least, most) as usize;
            self.tell(visited.names, length)
        });
        let told = ContactNarrative { contact, seen, parents_words, narrative, plan };
        self.fresh(EntryKind::ContactNarrative, Subject::Person(visited.child), &told)
    }

    fn measurement(&mut self, visited: Visited<'_>, contact: EntryId) -> Written {
        let note = self.tell(visited.names, 200);
        let weight = self.dice.between(2_600, 15_000);
        let body = Measurement {
            contact: Some(contact),
            measured_on: self.at.date_naive(),
            weight: Some(Grams(weight)),
            length: Some(Millimetres(450 + weight / 25)),
            head: Some(Millimetres(330 + weight / 100)),
            clothing: Some(Clothing::Naked),
            note,
        };
        self.fresh(EntryKind::Measurement, Subject::Person(visited.child), &body)
    }

    fn feeding(&mut self, visited: Visited<'_>, contact: EntryId) -> Written {
        let ways = [FeedingStatus::ExclusiveBreastMilk, FeedingStatus::PartialBreastMilk, FeedingStatus::NoBreastMilk];
        let status = ways[self.dice.below(3) as usize];
        let note = self.tell(visited.names, 400);
        let body = Feeding { contact: Some(contact), status, stopped_on: None, solids_from: None, note };
        self.fresh(EntryKind::Feeding, Subject::Person(visited.child), &body)
    }

    fn told_of_mother(&mut self, mother: Subject, names: Names<'_>, contact: EntryId) -> Written {
        let length = self.dice.between(550, 1_100) as usize;
        let narrative = self.tell(names, length);
        let told = ContactNarrative { narrative, ..nothing_told(contact) };
        self.fresh(EntryKind::ContactNarrative, mother, &told)
    }

    fn tell(&mut self, names: Names<'_>, length: usize) -> String {
        self.narrator.tell(&mut self.dice, names, length)
    }
}

/// The day on which everything is told.
pub(crate) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 2).unwrap_or_default()
}

fn nothing_told(contact: EntryId) -> ContactNarrative {
    let (seen, parents_words, narrative, plan) = (String::new(), String::new(), String::new(), String::new());
    ContactNarrative { contact, seen, parents_words, narrative, plan }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn writer() -> Writer {
        let author = Author {
            organisation: OrganisationId::from_bytes([1; 16]),
            staff: StaffId::from_bytes([2; 16]),
            role: Role::HealthVisitor,
        };
        Writer::new(3, author)
    }

    fn visited() -> Visited<'static> {
        let names = Names { child: "Chidi", mother: "Ngozi" };
        Visited { child: PersonId::from_bytes([3; 16]), mother: PersonId::from_bytes([4; 16]), names }
    }

    #[test]
    fn a_change_takes_a_kilobyte_and_a_half() {
        let mut writer = writer();
        let visits: Vec<Vec<Change>> = (0..400).map(|_| writer.visit(visited()).unwrap()).collect();
        assert!(visits.iter().all(|visit| visit.len() == 5));
        let bytes: usize = visits.iter().flatten().map(|change| change.bytes().len()).sum();
        let notes: usize = (0..400).map(|_| writer.note(visited()).unwrap().bytes().len()).sum();
        for (what, average) in [("of a visit", bytes / 2_000), ("alone", notes / 400)] {
            assert!((1_470..1_530).contains(&average), "a change {what} takes {average} bytes");
        }
    }
}
