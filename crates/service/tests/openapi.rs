//! What the description of the service says is what goes over the wire, field by field.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::Seen;
use doorstep_domain::id::{ActId, AudienceId, BatchId, ChangeId, DeviceId, EntryId, OrganisationId, StaffId};
use doorstep_domain::staff::Role;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{
    Answer, AskChallenge, Cursor, DraftNotice, Enrol, Enrolled, GivenChallenge, HeldSums, LeftBehind, Membership,
    OpenSession, Outcome, OwnBatch, PROTOCOL, Page, PushedBatch, Refused, Repair, Session, SyncReply, SyncRequest,
    Timed, Withdrawn,
};
use serde::Serialize;
use serde_json::Value;
use support::laptop::person;
use support::running::Running;
use support::{client::Client, morning};

fn openapi() -> Value {
    serde_json::from_str(include_str!("../src/http/openapi.json")).unwrap()
}

fn audience() -> AudienceId {
    AudienceId::from_bytes([1; 16])
}

fn time() -> DateTime<FixedOffset> {
    morning().fixed_offset()
}

/// A request in which nothing is left out.
fn whole_request() -> SyncRequest {
    let batch = PushedBatch {
        incarnation: 1,
        number: 2,
        previous: Some(BatchId::from_bytes([3; 32])),
        act: Some(ActId::from_bytes([4; 16])),
        seen: Some(vec![Seen(audience(), 1, 5)]),
        signature: Bytes([6; 64]),
        changes: 1,
    };
    SyncRequest {
        protocol: PROTOCOL,
        push: vec![batch],
        cursors: vec![Cursor { audience: audience(), epoch: 1, position: 7 }],
        roll_up: Bytes([8; 16]),
        drafts: vec![DraftNotice { subject: person(1), kind: "alert".to_owned(), opened_at: time() }],
        signed: Some((1, 2)),
        left: Some(LeftBehind { batches: 1, oldest: time() }),
        compare: vec![HeldSums { audience: audience(), sums: vec![(person(1), Bytes([9; 16]))] }],
        page_bytes: 1,
    }
}

/// A reply in which nothing is left out.
fn whole_reply() -> SyncReply {
    let answer = |outcome| Answer { incarnation: 1, number: 2, outcome };
    let change = Some(ChangeId::of(b"x"));
    SyncReply {
        answers: vec![
            answer(Outcome::Accepted),
            answer(Outcome::AlreadyHad),
            answer(Outcome::Waiting),
            answer(Outcome::Quarantined { change, reason: Refused::Malformed }),
            answer(Outcome::Quarantined { change: None, reason: Refused::Forked }),
        ],
        audiences: vec![Membership { audience: audience(), number: 1, until: Some(time()) }],
        pages: vec![Page {
            audience: audience(),
            epoch: 1,
            from: 0,
            to: 5,
            head: 9,
            withdrawn: vec![Withdrawn { subject: person(1), entry: Some(EntryId::from_bytes([2; 16])) }],
            timed: vec![Timed { subject: person(1), until: time() }],
            changes: 1,
            own: vec![OwnBatch(1, 2, vec![0])],
        }],
        repairs: vec![Repair { audience: audience(), subject: person(1), changes: 1 }],
        newest: Some((1, 2)),
        restoring: true,
        too_old: true,
        more: true,
        diverged: true,
        time: time(),
    }
}

#[test]
fn everything_that_goes_over_the_wire_is_described() {
    let openapi = openapi();
    let device = DeviceId::from_bytes([5; 16]);
    let (key, signature) = (Bytes([1; 32]), Bytes([2; 64]));
    let enrol = Enrol { protocol: PROTOCOL, code: "x".to_owned(), key, version: "0.1.0".to_owned() };
    let enrolled = Enrolled {
        organisation: OrganisationId::from_bytes([1; 16]),
        organisation_name: "x".to_owned(),
        staff: StaffId::from_bytes([2; 16]),
        name: "x".to_owned(),
        role: Role::HealthVisitor,
        device,
        service_key: key,
        recovery_key: key,
    };
    let open = OpenSession { protocol: PROTOCOL, device, challenge: key, signature };
    is_described(&openapi, "Enrol", &enrol);
    is_described(&openapi, "Enrolled", &enrolled);
    is_described(&openapi, "AskChallenge", &AskChallenge { device });
    is_described(&openapi, "GivenChallenge", &GivenChallenge { challenge: key });
    is_described(&openapi, "OpenSession", &open);
    is_described(&openapi, "Session", &Session { token: Bytes([3; 16]) });
    is_described(&openapi, "SyncRequest", &whole_request());
    is_described(&openapi, "SyncReply", &whole_reply());
}

#[test]
fn the_description_is_served_as_it_is() {
    let running = Running::start();
    assert_eq!(Client::of(&running.service).get("/openapi.json").json::<Value>(), openapi());
}

/// Also the other way round: what is described of an object stands in the sample, which leaves nothing out.
fn is_described(openapi: &Value, schema: &str, sample: &impl Serialize) {
    let sample = serde_json::to_value(sample).unwrap();
    if let Err(why) = fits(openapi, &openapi["components"]["schemas"][schema], &sample) {
        panic!("{schema}: {why}\n{sample:#}");
    }
}

/// As much of JSON Schema as the description uses.
fn fits(openapi: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return fits(openapi, openapi.pointer(&reference[1..]).expect(reference), value);
    }
    if let Some(constant) = schema.get("const") {
        return check(value == constant, || format!("{value} is not {constant}"));
    }
    if let Some(one_of) = schema["oneOf"].as_array() {
        let fitting = one_of.iter().filter(|schema| fits(openapi, schema, value).is_ok()).count();
        return check(fitting == 1, || format!("{value} fits {fitting} of {schema}"));
    }
    if let Some(words) = schema["enum"].as_array() {
        return check(words.contains(value), || format!("{value} is none of {words:?}"));
    }
    // Where nothing is an answer as well, the sample has something.
    let kind = schema["type"].as_str().or_else(|| schema["type"][0].as_str());
    match kind {
        Some("object") => object_fits(openapi, schema, value),
        Some("array") => list_fits(openapi, schema, value),
        Some("string") => {
            let length = value.as_str().map(|text| text.len() as u64);
            let within = |limit: &str, is_within: fn(u64, u64) -> bool| {
                schema[limit].as_u64().is_none_or(|limit| length.is_some_and(|length| is_within(length, limit)))
            };
            let fits = length.is_some() && within("minLength", |a, b| a >= b) && within("maxLength", |a, b| a <= b);
            check(fits, || format!("{value} is no such text: {schema}"))
        }
        Some("integer") => check(value.is_u64(), || format!("{value} is no number")),
        Some("boolean") => check(value.is_boolean(), || format!("{value} is neither true nor false")),
        Some("null") => check(value.is_null(), || format!("{value} is not null")),
        other => Err(format!("this test does not know the type {other:?}")),
    }
}

fn object_fits(openapi: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let object = value.as_object().ok_or(format!("{value} is no object"))?;
    let described = schema["properties"].as_object().ok_or("no properties")?;
    for (name, value) in object {
        let schema = described.get(name).ok_or(format!("{name} is not described"))?;
        fits(openapi, schema, value).map_err(|why| format!("{name}: {why}"))?;
    }
    let missing = described.keys().find(|name| !object.contains_key(*name));
    check(missing.is_none(), || format!("{} is described and not there", missing.unwrap()))
}

fn list_fits(openapi: &Value, schema: &Value, value: &Value) -> Result<(), String> {
    let list = value.as_array().ok_or(format!("{value} is no list"))?;
    let places = schema["prefixItems"].as_array();
    for (place, value) in list.iter().enumerate() {
        let schema = places.map_or(&schema["items"], |places| &places[place]);
        fits(openapi, schema, value).map_err(|why| format!("{place}: {why}"))?;
    }
    check(places.is_none_or(|places| places.len() == list.len()), || format!("{value} has another length"))
}

fn check(holds: bool, why: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why()) }
}
