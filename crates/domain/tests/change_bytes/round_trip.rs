//! What is written is read again, and what this build does not know is kept.

use std::fmt;

use chrono::{DateTime, FixedOffset, TimeDelta, TimeZone, Utc};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{CentreId, ChangeId, EntryId, HouseholdId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::invalid::{Ask, Question};
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use doorstep_domain::time::{Occurred, PartialDate};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::samples::sample;

/// Any characters at all, and often the ones that JSON has to escape.
fn text() -> impl Strategy<Value = String> {
    let character = prop_oneof![any::<char>(), select(vec!['"', '\\', '/', '\0', '\n', '\u{2028}', 'é', '👶'])];
    vec(character, 0..6).prop_map(|characters| characters.into_iter().collect())
}

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        select(EntryKind::ALL).prop_map(Kind::Known),
        text()
            .prop_filter("a name of this build is known", |name| EntryKind::named(name).is_none())
            .prop_map(Kind::Unknown),
    ]
}

fn subject() -> impl Strategy<Value = Subject> {
    any::<([u8; 16], u8)>().prop_map(|(id, sort)| match sort % 4 {
        0 => Subject::Person(PersonId::from_bytes(id)),
        1 => Subject::Household(HouseholdId::from_bytes(id)),
        2 => Subject::Staff(StaffId::from_bytes(id)),
        _ => Subject::Centre(CentreId::from_bytes(id)),
    })
}

fn moment() -> impl Strategy<Value = DateTime<FixedOffset>> {
    // From 1902 to 2099, to the nanosecond, in every offset of whole minutes that people use.
    (-2_145_000_000_i64..4_100_000_000, 0..1_000_000_000_i64, -14 * 60..=14 * 60_i32).prop_map(
        |(second, nano, offset)| {
            let at = Utc.timestamp_opt(second, 0).single().expect("in range") + TimeDelta::nanoseconds(nano);
            at.with_timezone(&FixedOffset::east_opt(offset * 60).expect("in range"))
        },
    )
}

fn occurred() -> impl Strategy<Value = Occurred> {
    prop_oneof![
        moment().prop_map(Occurred::Instant),
        moment().prop_map(|at| Occurred::On(PartialDate::day(at.date_naive()))),
        (1..=9_999_i32, 1..=12_u32)
            .prop_map(|(year, month)| PartialDate::month(year, month).expect("a month"))
            .prop_map(Occurred::On),
        (1..=9_999_i32).prop_map(|year| PartialDate::year(year).expect("a year")).prop_map(Occurred::On),
        (1..=9_999_i32).prop_map(|year| PartialDate::about(year).expect("about a year")).prop_map(Occurred::On),
    ]
}

fn ids() -> impl Strategy<Value = Vec<ChangeId>> {
    vec(any::<[u8; 32]>().prop_map(ChangeId::from_bytes), 0..3)
}

fn confirmed() -> impl Strategy<Value = Vec<Question>> {
    vec((text(), select(vec![Ask::Grams, Ask::Beyond4Sd, Ask::UnlikeBirthWeight])), 0..3)
        .prop_map(|asked| asked.into_iter().map(|(field, ask)| Question { field, ask }).collect())
}

/// A header that a failing test may print: nobody in it exists.
#[derive(Clone)]
struct Anybody(Header);

impl fmt::Debug for Anybody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&serde_json::to_string(&self.0).unwrap_or_default())
    }
}

fn header() -> impl Strategy<Value = Anybody> {
    let who = any::<([u8; 16], [u8; 16], [u8; 16], u32)>();
    let role = select(vec![Role::HealthVisitor, Role::Admin, Role::Service]);
    let sensitivity = select(vec![Sensitivity::Standard, Sensitivity::Sensitive, Sensitivity::Restricted]);
    let when = (occurred(), moment());
    let why = (option::of(text()), any::<bool>(), confirmed(), any::<bool>());
    (who, kind(), subject(), (ids(), ids()), (role, sensitivity), when, why).prop_map(
        |(
            (entry, organisation, author, schema),
            kind,
            subject,
            (parents, replaces),
            (role, sensitivity),
            when,
            why,
        )| {
            Anybody(Header {
                entry: EntryId::from_bytes(entry),
                kind,
                schema,
                organisation: OrganisationId::from_bytes(organisation),
                subject,
                parents,
                author: StaffId::from_bytes(author),
                role,
                occurred: when.0,
                recorded_at: when.1,
                reason: why.0,
                sensitivity,
                replaces,
                in_error: why.1,
                confirmed: why.2,
                unverified: why.3,
            })
        },
    )
}

fn body() -> impl Strategy<Value = Map<String, Value>> {
    let value = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
        vec(text(), 0..3).prop_map(Value::from),
    ];
    btree_map(text(), value, 0..5).prop_map(|fields| fields.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again_with_the_same_id(header in header(), body in body()) {
        let written = Change::write(header.0, &body).expect("written");
        let read = Change::read(written.bytes()).expect("read");
        prop_assert!(read == written, "{}", written.bytes());
        prop_assert_eq!(serde_json::from_str::<Map<String, Value>>(read.body()).expect("an object"), body);
        prop_assert_eq!(read.id(), ChangeId::of(read.bytes().as_bytes()));
    }
}

#[test]
fn fields_that_this_build_does_not_know_survive_because_the_bytes_do() {
    let bytes = sample(EntryKind::ContactPoint)
        .bytes()
        .replacen('{', "{\"countersigned_by\":[\"somebody\"],", 1)
        .replacen("\"means\"", "\"preferred_language\":{\"spoken\":\"vi\"},\"means\"", 1);
    let read = Change::read(bytes.as_str()).expect("a later build's change is read");
    assert_eq!(read.bytes(), bytes, "sent on and shown to a court as it was written");
    assert!(read.body().contains("preferred_language"));
    assert_eq!(read.id(), ChangeId::of(bytes.as_bytes()));
    let about = doorstep_domain::entries::About::nobody(super::samples::at("2026-11-03T18:20:00Z"));
    assert!(EntryKind::ContactPoint.check(read.body(), &about).is_ok(), "what this build knows of it can be used");
}

// Shows IMP-01.
#[test]
fn a_mark_that_nobody_verified_it_is_of_the_change_and_what_was_written_before_there_was_one_has_none() {
    let plain = sample(EntryKind::Measurement);
    assert!(!plain.bytes().contains("unverified") && !plain.header.unverified, "old bytes stay as they are");
    let header = Header { unverified: true, ..plain.header.clone() };
    let body: &RawValue = serde_json::from_str(plain.body()).expect("JSON");
    let marked = Change::write(header, &body).expect("written");
    assert!(Change::read(marked.bytes()).expect("read").header.unverified);
    assert_eq!(marked.body(), plain.body(), "the body is the kind's own");
}

#[test]
fn a_kind_that_this_build_does_not_know_is_kept_and_is_restricted() {
    let bytes = sample(EntryKind::Contact).bytes().replacen("\"kind\":\"contact\"", "\"kind\":\"genogram\"", 1);
    let read = Change::read(bytes.as_str()).expect("a later build's kind is read");
    assert_eq!(read.header.kind, Kind::Unknown("genogram".to_owned()));
    assert_eq!(read.header.kind.sensitivity(), Sensitivity::Restricted, "nobody here knows who may read it");
    assert_eq!(read.bytes(), bytes);
}

#[test]
fn words_that_this_build_does_not_know_are_read_as_the_most_careful_that_it_does() {
    let bytes = sample(EntryKind::Contact)
        .bytes()
        .replacen("\"role\":\"health_visitor\"", "\"role\":\"play_specialist\"", 1)
        .replacen("\"sensitivity\":\"standard\"", "\"sensitivity\":\"sealed\"", 1)
        .replacen("\"confirmed\":[", "\"confirmed\":[{\"field\":\"length\",\"ask\":\"unlike_its_twin\"},", 1);
    let read = Change::read(bytes.as_str()).expect("one new word must not stop a whole sync");
    assert_eq!(read.header.role, Role::Other, "who may do nothing");
    assert_eq!(read.header.sensitivity, Sensitivity::Restricted, "hardly anybody may read it");
    assert_eq!(read.header.confirmed.len(), 1, "the other is in the bytes");
    assert_eq!(read.bytes(), bytes);
    assert!(serde_json::from_str::<Role>("\"play_specialist\"").is_err(), "nobody is registered as something unknown");
}

#[test]
fn bytes_with_other_spacing_and_order_are_another_change_that_says_the_same() {
    let first = sample(EntryKind::Measurement);
    let value: Value = serde_json::from_str(first.bytes()).expect("JSON");
    // Fields sorted by name, indented, as no build of ours writes them.
    let spaced = serde_json::to_string_pretty(&value).expect("JSON");
    let read = Change::read(spaced.as_str()).expect("the order of fields means nothing");
    assert!(read.header == first.header);
    assert_eq!(serde_json::from_str::<Value>(read.body()).expect("JSON"), value["body"]);
    assert_ne!(read.id(), first.id(), "the id is of the bytes, never of what they mean");
    assert_eq!(read.id(), ChangeId::of(spaced.as_bytes()));
}
