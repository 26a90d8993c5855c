//! One change of each kind, every field of its body filled in.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{
    CentreId, ChangeId, EntryId, HouseholdId, OrganisationId, PersonId, StaffId, Subject, SubjectKind,
};
use doorstep_domain::invalid::{Ask, Question};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use serde_json::value::RawValue;

pub(super) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("a moment")
}

/// An amendment with everything that a header can say.
pub(super) fn header(kind: EntryKind) -> Header {
    let recorded_at = at("2026-11-03T18:20:00.250Z");
    let subject = match kind.about() {
        SubjectKind::Household => Subject::Household(HouseholdId::from_bytes([0x0d; 16])),
        SubjectKind::Staff => Subject::Staff(StaffId::from_bytes([0x05; 16])),
        SubjectKind::Centre => Subject::Centre(CentreId::from_bytes([0x06; 16])),
        SubjectKind::Person | SubjectKind::PersonOrHousehold => Subject::Person(PersonId::from_bytes([0x0c; 16])),
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
        // Frozen before this mark was: what lacks it reads as verified.
        unverified: false,
    }
}

/// The sample of a kind.
pub(super) fn sample(kind: EntryKind) -> Change {
    let body: &RawValue = serde_json::from_str(kind.sample()).expect("a sample is JSON");
    Change::write(header(kind), &body).expect("a sample can be written")
}
