//! One change of each kind, every field of its body filled in. A new field does not compile until it is here as well.

use chrono::{DateTime, FixedOffset, NaiveDate};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::address::Address;
use doorstep_domain::entries::birth::{Birth, SexForGrowth};
use doorstep_domain::entries::contact::{
    ChildSeen, Contact, ContactMode, ContactOutcome, ContactPlace, Present, ReviewKind,
};
use doorstep_domain::entries::contact_narrative::ContactNarrative;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint, Safe};
use doorstep_domain::entries::feeding::{Feeding, FeedingStatus};
use doorstep_domain::entries::identity::Identity;
use doorstep_domain::entries::measurement::{Clothing, Measurement};
use doorstep_domain::entries::membership::{Membership, Residence};
use doorstep_domain::entries::nhs_number::{NhsNumberEntry, NhsNumberStatus};
use doorstep_domain::entries::pregnancy::{Pregnancy, PregnancyOutcome};
use doorstep_domain::entries::relationship::{ParentalResponsibility, Relationship, RelationshipKind};
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::growth::{Grams, Millimetres};
use doorstep_domain::id::{ChangeId, EntryId, HouseholdId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::invalid::{Ask, Question};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use serde::Serialize;

pub(super) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn child() -> PersonId {
    PersonId::from_bytes([0x0c; 16])
}

fn mother() -> PersonId {
    PersonId::from_bytes([0x0e; 16])
}

/// An amendment with everything that a header can say.
pub(super) fn header(kind: EntryKind) -> Header {
    let recorded_at = at("2026-11-03T18:20:00.250Z");
    let subject = match kind {
        EntryKind::Address | EntryKind::Membership => Subject::Household(HouseholdId::from_bytes([0x0d; 16])),
        EntryKind::StaffMember => Subject::Staff(StaffId::from_bytes([0x05; 16])),
        EntryKind::Identity
        | EntryKind::NhsNumberEntry
        | EntryKind::Birth
        | EntryKind::ContactPoint
        | EntryKind::Relationship
        | EntryKind::Pregnancy
        | EntryKind::Contact
        | EntryKind::ContactNarrative
        | EntryKind::Measurement
        | EntryKind::Feeding => Subject::Person(child()),
    };
    Header {
        entry: EntryId::mint(recorded_at, [7; 10]),
        kind: Kind::Known(kind),
        schema: kind.schema(),
        organisation: OrganisationId::from_bytes([0x01; 16]),
        subject,
        parents: vec![ChangeId::of(b"a parent"), ChangeId::of(b"another")],
        author: StaffId::from_bytes([0x0a; 16]),
        role: Role::HealthVisitor,
        occurred: Occurred::Instant(at("2026-11-02T09:30:00+00:00")),
        recorded_at,
        reason: Some("Typed into the \"wrong\" box: née Šimić".to_owned()),
        sensitivity: kind.sensitivity(),
        replaces: vec![ChangeId::of(b"set aside")],
        in_error: true,
        confirmed: vec![Question { field: "weight".to_owned(), ask: Ask::UnlikeBirthWeight }],
    }
}

/// The sample of a kind.
pub(super) fn sample(kind: EntryKind) -> Change {
    let write = |body: &dyn erased::Body| body.write(header(kind));
    match kind {
        EntryKind::Identity => write(&identity()),
        EntryKind::NhsNumberEntry => write(&NhsNumberEntry {
            number: Some("9990000018".parse().expect("a number of the test range")),
            status: NhsNumberStatus::Verified,
        }),
        EntryKind::Birth => write(&birth()),
        EntryKind::Address => write(&address()),
        EntryKind::ContactPoint => write(&contact_point()),
        EntryKind::Membership => write(&Membership {
            person: child(),
            residence: Residence::Main,
            from: Some("2026-03".parse().expect("a month")),
            to: Some("2026-10-31".parse().expect("a day")),
        }),
        EntryKind::Relationship => write(&relationship()),
        EntryKind::Pregnancy => write(&pregnancy()),
        EntryKind::StaffMember => write(&StaffMember {
            name: "Amina Yusuf".to_owned(),
            role: Role::HealthVisitor,
            employer: Some("Medway Council".to_owned()),
        }),
        EntryKind::Contact => write(&contact()),
        EntryKind::ContactNarrative => write(&narrative()),
        EntryKind::Measurement => write(&measurement()),
        EntryKind::Feeding => write(&Feeding {
            contact: Some(contact_id()),
            status: FeedingStatus::PartialBreastMilk,
            stopped_on: Some(day("2026-10-30")),
            solids_from: Some(day("2026-11-01")),
            note: "Top-ups in the evening.".to_owned(),
        }),
    }
}

/// Bodies of every kind behind one type.
mod erased {
    use super::{Change, Header, Serialize};

    pub(super) trait Body {
        fn write(&self, header: Header) -> Change;
    }

    impl<T: Serialize> Body for T {
        fn write(&self, header: Header) -> Change {
            Change::write(header, self).expect("a sample can be written")
        }
    }
}

fn contact_id() -> EntryId {
    EntryId::from_bytes([0xcc; 16])
}

fn identity() -> Identity {
    Identity {
        family: "Okafor-Nguyễn".to_owned(),
        given: "Adaeze Mary".to_owned(),
        preferred: Some("Ada".to_owned()),
        previous: vec!["Okafor".to_owned()],
        birth_date: Some("2026-10-22".parse().expect("a day")),
    }
}

fn birth() -> Birth {
    Birth {
        sex: SexForGrowth::Female,
        gestation: Some("31+2".parse().expect("weeks and days")),
        weight: Some(Grams(1_480)),
        order: Some(1),
        multiple: Some(2),
    }
}

fn address() -> Address {
    Address {
        lines: vec!["Pitch 4".to_owned(), "Hook Lane site".to_owned()],
        postcode: Some("ME7 1AA".parse().expect("a postcode")),
        from: Some("about 2019".parse().expect("about a year")),
        to: Some("2026".parse().expect("a year")),
        hidden: true,
    }
}

fn contact_point() -> ContactPoint {
    ContactPoint {
        means: ContactMeans::Phone,
        value: "+447700900123".to_owned(),
        safe_to_voicemail: Safe::No,
        safe_to_text: Safe::Yes,
        safe_hours: Some("9 to 12 only".to_owned()),
        who_answers: Some("her sister".to_owned()),
    }
}

fn relationship() -> Relationship {
    Relationship {
        adult: mother(),
        relationship: RelationshipKind::Mother,
        parental_responsibility: ParentalResponsibility::Yes,
        from: Some("2026-10-22".parse().expect("a day")),
        to: Some("2026-11-01".parse().expect("a day")),
        contact_restriction: Some("Supervised contact only.".to_owned()),
    }
}

fn pregnancy() -> Pregnancy {
    Pregnancy {
        expected_on: day("2026-12-22"),
        notified_on: Some(day("2026-05-12")),
        gestation_at_booking: Some("9+3".parse().expect("weeks and days")),
        outcome: PregnancyOutcome::LiveBirth,
        babies: vec![child()],
    }
}

fn contact() -> Contact {
    Contact {
        review: Some(ReviewKind::NewBirth),
        mode: ContactMode::FaceToFace,
        place: ContactPlace::Home,
        started_at: at("2026-10-25T01:30:00+01:00"),
        ended_at: Some(at("2026-10-25T01:30:00Z")),
        outcome: ContactOutcome::TookPlace,
        child_seen: ChildSeen::Awake,
        present: vec![Present::Mother, Present::Interpreter],
    }
}

fn narrative() -> ContactNarrative {
    ContactNarrative {
        contact: contact_id(),
        seen: "Asleep in a Moses basket.\nWoke, fed, settled.".to_owned(),
        parents_words: "\u{201c}She never stops\u{201d}".to_owned(),
        narrative: "Discussed safe sleep.".to_owned(),
        plan: "Weigh in two weeks.".to_owned(),
    }
}

fn measurement() -> Measurement {
    Measurement {
        contact: Some(contact_id()),
        measured_on: day("2026-11-02"),
        weight: Some(Grams(3_620)),
        length: Some(Millimetres(512)),
        head: Some(Millimetres(352)),
        clothing: Some(Clothing::Naked),
        note: "Scales of the clinic.".to_owned(),
    }
}
