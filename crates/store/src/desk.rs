//! What a screen asks of an open vault.

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::access::may_read_people;
use doorstep_domain::change::Change;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::fold::Folded;
use doorstep_domain::id::{ActId, BatchId, DraftId, EntryId, HouseholdId, PersonId, Subject};
use doorstep_domain::person::Person;
use doorstep_sync::client::{Applied, Offer, Received, Replica};

use crate::append::Appending;
use crate::audit::{self, Act, Noted};
use crate::device::{set_setting, setting, take_role};
use crate::draft::{self, Draft};
use crate::error::Error;
use crate::find;
use crate::leaving::{self, LeftItem};
use crate::offer::{self, COMPARE, RESTORING};
use crate::one_person;
use crate::outbox::{self, ActRow, OutboxItem, Waiting};
use crate::people;
use crate::read::{self, EntryState, Readable, Stored};
use crate::scans::{self, ScanRow};
use crate::set_aside::{self, SetAside};
use crate::vault::Vault;
use crate::verify::{self, Verified};

macro_rules! reads {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty = $work:path;)*) => {
        impl Vault {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// When the vault cannot be read, or a record in it is damaged.
            pub fn $name(&self $(, $argument: $type)*) -> Result<$output, Error> {
                self.read(|connection| $work(connection $(, $argument)*))
            }
        )*}
    };
}

/// Reads about people: for a role that may not know who is on the record there is nobody.
macro_rules! reads_people {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty = $work:path;)*) => {
        impl Vault {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// When the vault cannot be read, or a record in it is damaged.
            pub fn $name(&self $(, $argument: $type)*) -> Result<$output, Error> {
                if !may_read_people(self.role()?) {
                    return Ok(<$output>::default());
                }
                self.read(|connection| $work(connection $(, $argument)*))
            }
        )*}
    };
}

/// Reads of entries: what the practitioner's role may not read is not there.
macro_rules! reads_entries {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),*) -> $output:ty = $work:path;)*) => {
        impl Vault {$(
            $(#[$doc])*
            ///
            /// # Errors
            /// When the vault cannot be read, or a record in it is damaged.
            pub fn $name(&self $(, $argument: $type)*) -> Result<$output, Error> {
                let (role, mut found) = (self.role()?, self.read(|connection| $work(connection $(, $argument)*))?);
                Readable::keep(&mut found, role);
                Ok(found)
            }
        )*}
    };
}

reads_people! {
    /// One person.
    person(person: PersonId) -> Option<Person> = people::one;
    /// One record, whoever else it may be of.
    record_of(person: PersonId) -> Option<Person> = people::record_of;
    /// The records of a person, that under which they are shown first.
    records_of(person: PersonId) -> Vec<PersonId> = one_person::records_of;
    /// Records of people born in a month, `2026-05`, or on a day of it.
    born_in(month: &str) -> Vec<Person> = people::born_in;
    /// The entries that say how records of a person stand to others.
    sameness_of(person: PersonId) -> Vec<EntryId> = one_person::sameness_of;
    /// The person of an NHS number, ten digits.
    person_of_nhs_number(digits: &str) -> Option<Person> = people::by_nhs_number;
    /// How many children there are.
    count_children() -> u32 = people::count_children;
    /// Children by name.
    children(from: u32, limit: u32) -> Vec<Person> = people::children;
    /// The households that a person belongs or belonged to.
    households_of(person: PersonId) -> Vec<HouseholdId> = people::households_of;
    /// Everybody who belongs or belonged to a household.
    members_of(household: HouseholdId) -> Vec<PersonId> = people::members_of;
    /// The first line and the postcode of a person's main home; none where it is hidden or not known.
    home_of(person: PersonId) -> Option<String> = people::home_of;
    /// The adults that have a relationship to a child.
    adults_of(child: PersonId) -> Vec<PersonId> = people::adults_of;
    /// The children that an adult has a relationship to.
    children_of(adult: PersonId) -> Vec<PersonId> = people::children_of;
    /// The people and households of which something may be open on a day, and the babies born since another.
    may_wait(on: NaiveDate, born_since: NaiveDate) -> Vec<[u8; 16]> = read::may_wait;
}

reads_entries! {
    /// One entry.
    entry(entry: EntryId) -> Option<Stored> = read::one;
    /// All entries about a subject but for the parts of files, the latest first.
    entries_of(subject: Subject) -> Vec<Stored> = read::of_subject;
    /// All entries of a kind about a subject.
    entries_of_kind(subject: Subject, kind: EntryKind) -> Vec<Stored> = read::of_kind;
    /// The latest settled entry of a kind about a subject.
    latest(subject: Subject, kind: EntryKind) -> Option<Stored> = read::latest;
    /// Contacts that started between two moments, as `Occurred::order` gives them.
    contacts_between(from: i64, until: i64) -> Vec<Stored> = read::contacts_between;
    /// The staff that the service has told of.
    staff() -> Vec<Stored> = read::staff;
    /// Appointments that stand: booked or moved, and nothing said yet of what became of them.
    booked() -> Vec<Stored> = read::booked;
    /// What is known of each centre.
    centres() -> Vec<Stored> = read::centres;
    /// Entries that wait for a decision.
    undecided() -> Vec<Stored> = read::undecided;
    /// The parts of a document's file that are here, in their order.
    scan_parts(document: EntryId, file: &str) -> Vec<Stored> = scans::parts;
    /// The entry whose shown version is the change of this number.
    entry_of_change(number: i64) -> Option<Stored> = read::by_change;
}

reads! {
    /// The files of a document, in the order in which they came: how many parts each has, and how many are here.
    scans_of(document: EntryId) -> Vec<ScanRow> = scans::of_document;
    /// Whether there is such an entry, whoever may read it: a fact of which there is one is never written beside it.
    holds(entry: EntryId) -> bool = read::holds;
    /// Every entry about a subject and how it stands, whoever may read it: nobody is forgotten of whom something is kept.
    standing_of(subject: Subject) -> Vec<(EntryId, EntryState)> = read::standing_of;
    /// The record that somebody is shown under.
    one_of(person: PersonId) -> PersonId = one_person::one_of;
    /// Whether a record is sealed from this vault's practitioner.
    is_sealed(person: PersonId) -> bool = one_person::is_hidden;
    /// The entries that an act wrote.
    entries_of_act(act: ActId) -> Vec<EntryId> = read::of_act;
    /// All drafts.
    drafts() -> Vec<Draft> = draft::all;
    /// One draft.
    draft(draft: DraftId) -> Draft = draft::one;
    /// How often something was done on this laptop.
    count_noted(act: Act) -> usize = audit::count;
    /// What waits.
    waiting() -> Waiting = outbox::waiting;
    /// Batches on their way, the oldest first.
    outbox(limit: u32) -> Vec<OutboxItem> = outbox::items;
    /// Batches that the service set aside, of which something is not signed again yet.
    quarantined(limit: u32) -> Vec<OutboxItem> = outbox::quarantined;
    /// What of such a batch is not signed again yet.
    set_aside(batch: BatchId) -> Vec<SetAside> = set_aside::of_batch;
    /// Own items that the service received when nobody held them here any more, the latest first.
    left(limit: u32) -> Vec<LeftItem> = leaving::left;
    /// Acts of many batches made here.
    acts(limit: u32) -> Vec<ActRow> = outbox::acts;
}

impl Vault {
    /// Every version of an entry that the practitioner may read, in the order of arrival.
    ///
    /// # Errors
    /// When the vault cannot be read, or a record in it is damaged.
    pub fn versions(&self, entry: EntryId) -> Result<Vec<Change>, Error> {
        if self.entry(entry)?.is_none() {
            return Ok(Vec::new());
        }
        self.read(|connection| read::versions(connection, entry))
    }

    /// People found by what was typed, best first: nobody for a role that may not know who is on the record.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn find_people(&self, typed: &str) -> Result<Vec<PersonId>, Error> {
        if !may_read_people(self.role()?) {
            return Ok(Vec::new());
        }
        self.read(|connection| find::people(connection, typed, &self.names))
    }

    /// Clinical records that hold the words and that the practitioner may read, newest first, by the numbers of their
    /// changes.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn find_records(&self, typed: &str) -> Result<Vec<i64>, Error> {
        let role = self.role()?;
        self.read(|connection| find::records(connection, typed, role))
    }

    /// An entry folded from what stands of its versions: its heads, and what waits for a decision.
    ///
    /// # Errors
    /// When there is no such entry that the practitioner may read, or a version of it is damaged.
    pub fn folded(&self, entry: EntryId) -> Result<Folded, Error> {
        self.entry(entry)?.ok_or(Error::NoEntry(entry))?;
        self.read(|connection| crate::standing::folded(connection, entry))
    }

    /// Journals a draft, durably.
    ///
    /// # Errors
    /// When the vault cannot be written.
    pub fn save_draft(&self, draft: &Draft) -> Result<(), Error> {
        self.write(|transaction| draft::save(transaction, draft))
    }

    /// Throws a draft away, and notes that it was.
    ///
    /// # Errors
    /// When there is none, or the vault cannot be written.
    pub fn discard_draft(&self, draft: DraftId, noted: &Noted) -> Result<(), Error> {
        self.write(|transaction| {
            draft::discard(transaction, draft)?;
            audit::note(transaction, noted)
        })
    }

    /// Adds an act to the audit chain.
    ///
    /// # Errors
    /// When the vault cannot be written: then what was to be noted must not happen.
    pub fn note(&self, noted: &Noted) -> Result<(), Error> {
        self.write(|transaction| audit::note(transaction, noted))
    }

    /// When the last whole sync ended, by the service's clock.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn synced_at(&self) -> Result<Option<DateTime<FixedOffset>>, Error> {
        let text = self.read(|connection| setting(connection, "synced_at"))?;
        Ok(text.and_then(|text| DateTime::parse_from_rfc3339(&text).ok()))
    }

    /// The latest moment that this vault knows to have been: its last signature, or its last whole sync.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn latest_moment(&self) -> Result<Option<DateTime<FixedOffset>>, Error> {
        let signed: Option<String> = self.read(|connection| {
            let mut statement = connection.prepare_cached("SELECT max(signed_at) FROM batch")?;
            Ok(statement.query_row([], |row| row.get(0))?)
        })?;
        let signed = signed.and_then(|text| DateTime::parse_from_rfc3339(&text).ok());
        Ok(signed.max(self.synced_at()?))
    }

    /// Whether the service and this vault disagreed about what it should hold, at the last sync.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn diverged(&self) -> Result<bool, Error> {
        Ok(self.read(|connection| setting(connection, "diverged"))?.is_some_and(|value| value == "1"))
    }

    /// Whether the service said that this build is too old to be sent anything new.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn is_too_old(&self) -> Result<bool, Error> {
        Ok(self.read(|connection| setting(connection, "too_old"))?.is_some_and(|value| value == "1"))
    }

    /// How many entries are held.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub fn count_entries(&self) -> Result<u32, Error> {
        self.read(|connection| Ok(connection.query_row("SELECT count(*) FROM entry", [], |row| row.get(0))?))
    }

    /// Makes every projection again from the changes, in one transaction.
    ///
    /// # Errors
    /// When a change is damaged, or the vault cannot be written; everything stays as it was then.
    pub fn rebuild(&self) -> Result<(), Error> {
        self.write(crate::rebuild::rebuild)?;
        self.names.forget()
    }

    /// Hashes every change again, walks both chains and lists what is unsent.
    ///
    /// # Errors
    /// When the vault cannot be read at all; what is damaged is reported, not an error.
    pub fn verify(&self) -> Result<Verified, Error> {
        let key = self.device_key().public();
        let found = self.read(|connection| verify::verify(connection, &key))?;
        if found.differs() {
            // What is damaged here the service still has: the next sync says what is held and mends it.
            self.write(|transaction| set_setting(transaction, COMPARE, "1"))?;
        }
        Ok(found)
    }
}

impl Replica for &Vault {
    type Error = Error;

    fn offer(&mut self, most_changes: usize) -> Result<Offer, Error> {
        // Nothing is marked as sent: what the service has not answered for may never have left this laptop.
        let offered = self.read(|connection| offer::offer(connection, most_changes))?;
        // A damaged page stops the comparison, and must not stop what is to be sent.
        let compare = self.read(offer::compare).unwrap_or_default();
        Ok(Offer { compare, ..offered })
    }

    fn receive(&mut self, received: Received) -> Result<Applied, Error> {
        let now = self.passed()?;
        let before = self.read(leaving::removals)?;
        let (applied, mut purges_on) = self.write(|transaction| {
            let applied = crate::replica::receive(transaction, &received, now)?;
            take_role(transaction, &received)?;
            set_setting(transaction, RESTORING, if received.restoring { "1" } else { "0" })?;
            Ok(applied)
        })?;
        self.enrolment_again()?;
        while purges_on {
            purges_on = self.write(|transaction| {
                let mut appending = Appending::begin(transaction)?;
                let purged = leaving::purge_unheld(&mut appending)?;
                find::make_findable(transaction, appending.touched)?;
                Ok(purged.more)
            })?;
        }
        self.look_at_ends()?;
        if self.read(leaving::removals)? != before {
            // Apart, so that what came is safe by then, and nobody who signs waits.
            self.write(leaving::sweep)?;
        }
        Ok(applied)
    }
}
