use std::sync::LazyLock;

use serde_json::{Value, json};

use super::*;
use crate::id::PersonId;
use crate::policy::{AtOnce, NextStep};

const ME: [u8; 16] = [1; 16];
const OTHER: [u8; 16] = [2; 16];

static POLICY: LazyLock<Policy> = LazyLock::new(|| Policy::shipped().unwrap());

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn staff(id: [u8; 16]) -> StaffId {
    StaffId::from_bytes(id)
}

/// Entries as a table of tests gives them: the number is the entry's id.
struct Record {
    kind: EntryKind,
    id: u8,
    body: String,
    earlier: Vec<String>,
    way: Way,
}

fn entry(id: u8) -> EntryId {
    EntryId::from_bytes([id; 16])
}

fn record(id: u8, kind: EntryKind, body: Value) -> Record {
    // A body that could not be signed would show nothing.
    assert!(kind.read(body.clone()).is_ok(), "{kind:?}");
    Record { kind, id, body: body.to_string(), earlier: Vec::new(), way: Way::AtTheService }
}

/// A sample of a kind, with some of its fields changed; null takes one away.
fn like(kind: EntryKind, more: Value) -> Value {
    let mut body: Value = serde_json::from_str(kind.sample()).unwrap();
    let fields = body.as_object_mut().unwrap();
    for (name, value) in more.as_object().unwrap() {
        if value.is_null() {
            fields.remove(name)
        } else {
            fields.insert(name.clone(), value.clone())
        };
    }
    body
}

struct Child<'a> {
    records: &'a [Record],
    now: &'a str,
    born_on: Option<&'a str>,
    several_records: bool,
    reader: Role,
}

impl Child<'_> {
    fn loops(&self) -> Vec<OpenLoop> {
        let about = Subject::Person(PersonId::from_bytes([7; 16]));
        let entries: Vec<Recorded<'_>> = self
            .records
            .iter()
            .map(|record| Recorded {
                entry: entry(record.id),
                kind: record.kind,
                about,
                sensitivity: record.kind.sensitivity(),
                author: staff(ME),
                signed_at: DateTime::parse_from_rfc3339("2026-11-02T09:00:00+00:00").unwrap(),
                way: record.way,
                body: &record.body,
                earlier: &record.earlier,
            })
            .collect();
        let now = DateTime::parse_from_rfc3339(self.now).unwrap();
        let around = Around {
            about,
            born_on: self.born_on.map(date),
            several_records: self.several_records,
            reader: self.reader,
            entries: &entries,
            now,
        };
        open_loops(&around, &POLICY)
    }
}

fn on(day: &str, records: &[Record]) -> Vec<OpenLoop> {
    let now = format!("{day}T09:40:00+00:00");
    Child { records, now: &now, born_on: None, several_records: false, reader: Role::HealthVisitor }.loops()
}

fn said(loops: &[OpenLoop]) -> Vec<(Waits, Option<NaiveDate>)> {
    loops.iter().map(|one| (one.waits, one.due)).collect()
}

fn referral(more: Value) -> Record {
    let asked = json!({
        "to_service": "Speech and language therapy", "urgency": "routine", "reason": "Ten words at 27 months.",
        "desired_outcome": "Joins two words.", "basis": "consent_given", "made_on": "2026-11-02",
        "review_on": "2027-02-02", "state": "signed",
    });
    let mut body = asked;
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    record(1, EntryKind::Referral, body)
}

// Shows REF-03.
#[test]
fn a_referral_waits_by_its_state_and_working_days_are_those_of_england() {
    let christmas = json!({ "made_on": "2026-12-23" });
    for (more, today, waits) in [
        (json!({}), "2026-11-02", vec![(Waits::ReferralNotAcknowledged, "2026-11-09")]),
        (christmas, "2026-12-23", vec![(Waits::ReferralNotAcknowledged, "2027-01-04")]),
        (json!({ "urgency": "urgent" }), "2026-11-02", vec![(Waits::ReferralNotAcknowledged, "2026-11-04")]),
        (json!({ "urgency": "immediate" }), "2026-11-02", vec![(Waits::ReferralNotAcknowledged, "2026-11-02")]),
        (
            json!({ "state": "acknowledged", "state_on": "2026-11-05" }),
            "2026-11-06",
            vec![(Waits::ReferralNotAnswered, "2026-11-19")],
        ),
        (
            json!({ "state": "declined", "state_on": "2026-11-06", "state_note": "Too young." }),
            "2026-11-30",
            vec![(Waits::ReferralDeclined, "2026-11-20")],
        ),
        (
            json!({ "state": "accepted", "state_on": "2026-11-06" }),
            "2026-11-30",
            vec![(Waits::ReferralNoAppointment, "2027-03-12")],
        ),
        (
            json!({ "state": "first_appointment", "state_on": "2026-11-20" }),
            "2026-11-30",
            vec![(Waits::ReferralAppointmentPassed, "2026-11-20")],
        ),
        (
            json!({ "state": "in_service", "state_on": "2026-12-01" }),
            "2027-02-03",
            vec![(Waits::ReferralReview, "2027-02-02")],
        ),
        (
            json!({ "state": "ended", "state_on": "2026-12-01" }),
            "2026-12-02",
            vec![(Waits::ReferralNoOutcome, "2026-12-15")],
        ),
    ] {
        let expected: Vec<_> = waits.into_iter().map(|(waits, due)| (waits, Some(date(due)))).collect();
        assert_eq!(said(&on(today, &[referral(more.clone())])), expected, "{more}");
    }
}

// Shows REF-03.
#[test]
fn a_referral_that_never_left_the_laptop_says_for_how_long() {
    let unsent = Record { way: Way::OnThisLaptop, ..referral(json!({ "urgency": "immediate" })) };
    let loops = on("2026-11-02", &[unsent]);
    assert_eq!((loops[0].waits, loops[0].count), (Waits::ReferralNotSent, Some(40)), "signed at 9, and it is 9:40");
    assert_eq!(loops[0].allowed, Some(Allowed::SameDay { written_within_hours: 48 }));
    assert_eq!(loops[0].what, "Speech and language therapy");
}

fn contact(id: u8, day: &str, outcome: &str) -> Record {
    let body = json!({
        "mode": "face_to_face", "place": "home", "started_at": format!("{day}T10:00:00+00:00"), "outcome": outcome,
        "child_seen": if outcome == "took_place" { "awake" } else { "not_seen" }, "present": [],
    });
    record(id, EntryKind::Contact, body)
}

// Shows CON-05.
#[test]
fn attempts_in_a_row_are_counted_and_each_asks_for_its_step() {
    let first = || contact(1, "2026-11-02", "no_access");
    let second = || contact(2, "2026-11-09", "no_access");
    let third = || contact(3, "2026-11-16", "was_not_brought");
    for (records, count, step, due) in [
        (vec![first()], 1, NextStep::BookAgain, "2026-11-16"),
        (vec![first(), second()], 2, NextStep::Decide, "2026-11-09"),
        (vec![first(), second(), third()], 3, NextStep::DiscussSameDay, "2026-11-16"),
        // Seen in between: counted from there.
        (vec![first(), contact(4, "2026-11-05", "took_place"), second()], 1, NextStep::BookAgain, "2026-11-23"),
        // Cancelled is neither.
        (vec![first(), contact(4, "2026-11-05", "cancelled_by_service")], 1, NextStep::BookAgain, "2026-11-16"),
    ] {
        let loops = on("2026-11-17", &records);
        assert_eq!(loops.len(), 1);
        assert_eq!((loops[0].waits, loops[0].count, loops[0].step), (Waits::NoAccess, Some(count), Some(step)));
        assert_eq!(loops[0].due, Some(date(due)), "{count}");
        assert_eq!(loops[0].answer, Answering { kind: EntryKind::NoAccess, entry: None });
    }
    assert!(on("2026-11-17", &[first(), contact(4, "2026-11-10", "took_place")]).is_empty(), "seen");
}

/// A contact that took place with nobody in the room.
fn call(id: u8, day: &str, mode: &str) -> Record {
    let body = json!({
        "mode": mode, "place": "other", "started_at": format!("{day}T10:00:00+00:00"), "outcome": "took_place",
        "ended_at": format!("{day}T10:10:00+00:00"), "child_seen": "not_seen", "present": [],
    });
    record(id, EntryKind::Contact, body)
}

// Shows CON-05.
#[test]
fn a_call_or_a_text_in_between_is_not_access() {
    let first = || contact(1, "2026-11-02", "was_not_brought");
    let second = || contact(2, "2026-11-09", "was_not_brought");
    for mode in ["telephone", "text", "face_to_face"] {
        let loops = on("2026-11-10", &[first(), call(3, "2026-11-03", mode), second()]);
        assert_eq!((loops[0].waits, loops[0].count), (Waits::NoAccess, Some(2)), "{mode}: the child was not seen");
    }
    let ended = |decision: &str| {
        let body = json!({
            "contact": entry(1), "attempt": 1, "on": "2026-11-03", "plan_in_force": "none", "decision": decision,
            "next_on": "2026-11-09",
        });
        on("2026-11-10", &[first(), record(4, EntryKind::NoAccess, body), second()])[0].count
    };
    assert_eq!(ended("seen"), Some(1), "seen after all, as somebody decided: counted from there");
    assert_eq!(ended("telephone"), Some(2));
}

// Shows CON-05.
#[test]
fn for_some_children_the_first_attempt_is_as_grave_as_the_third() {
    let specialist = json!({
        "level": "specialist", "reasons": "Plan.", "from": "2026-10-01", "review_by": "2027-03-01",
    });
    let plan = |state: &str| {
        like(EntryKind::SafeguardingStatus, json!({ "state": state, "review_on": "2027-02-01", "legal_basis": null }))
    };
    for (also, why) in [
        (record(9, EntryKind::LevelOfNeed, specialist), AtOnce::Specialist),
        (record(9, EntryKind::SafeguardingStatus, plan("child_protection_plan")), AtOnce::ChildProtectionPlan),
        (record(9, EntryKind::SafeguardingStatus, plan("child_in_need")), AtOnce::ChildInNeed),
        (record(9, EntryKind::SafeguardingStatus, plan("section_47")), AtOnce::ChildProtectionPlan),
        (record(9, EntryKind::SafeguardingStatus, plan("looked_after")), AtOnce::ChildProtectionPlan),
    ] {
        let loops = on("2026-11-02", &[contact(1, "2026-11-02", "no_access"), also]);
        let one = loops.iter().find(|one| one.waits == Waits::NoAccess).unwrap();
        assert_eq!((one.step, one.at_once, one.count), (Some(NextStep::DiscussSameDay), Some(why), Some(1)));
        assert_eq!(one.due, Some(date("2026-11-02")), "the same day");
    }
}

// Shows CON-05.
#[test]
fn a_decision_answers_an_attempt_until_its_own_day_is_past() {
    let decision = |decision: &str| {
        let body = json!({
            "contact": entry(1), "attempt": 1, "on": "2026-11-02", "plan_in_force": "none", "decision": decision,
            "next_on": "2026-11-10",
        });
        record(2, EntryKind::NoAccess, body)
    };
    let failed = || contact(1, "2026-11-02", "no_access");
    assert_eq!(
        said(&on("2026-11-05", &[failed(), decision("book_again")])),
        [(Waits::TryAgain, Some(date("2026-11-10")))]
    );
    assert!(on("2026-11-20", &[failed(), decision("seen")]).is_empty());
    let seen = contact(3, "2026-11-10", "took_place");
    assert!(on("2026-11-20", &[failed(), decision("book_again"), seen]).is_empty());
    let again = contact(3, "2026-11-10", "no_access");
    let loops = on("2026-11-20", &[failed(), decision("book_again"), again]);
    assert_eq!((loops[0].waits, loops[0].count), (Waits::NoAccess, Some(2)), "a new attempt asks anew");
}

fn what_now(ended: u8, state: &str) -> Record {
    let body = json!({
        "ended_what": "Baby massage", "ended_on": "2026-11-02", "ended": entry(ended), "how": "dropped_out",
        "owner": staff(OTHER), "decide_by": "2026-11-12", "state": state, "decision": "Home visits.",
        "decided_on": "2026-11-05",
    });
    record(99, EntryKind::WhatNow, body)
}

// Shows GAP-01.
#[test]
fn what_ended_asks_what_now_until_somebody_decides_with_an_owner_and_a_day() {
    let ended = |kind, more| record(1, kind, like(kind, more));
    for (what, name) in [
        (ended(EntryKind::Programme, json!({ "to": "2026-11-02" })), "programme"),
        (ended(EntryKind::EarlyHelp, json!({ "ended_on": "2026-11-02" })), "early help"),
        (ended(EntryKind::Delegation, json!({ "state": "closed" })), "delegation"),
        (ended(EntryKind::LookedAfter, json!({})), "care"),
        (referral(json!({ "state": "reviewed", "state_on": "2026-11-02", "reached": "achieved" })), "referral"),
        (referral(json!({ "state": "withdrawn", "state_on": "2026-11-02", "state_note": "Moved." })), "withdrawn"),
    ] {
        let asks = |also: Option<Record>| {
            let records: Vec<Record> =
                also.into_iter().chain([Record { earlier: Vec::new(), body: what.body.clone(), ..what }]).collect();
            on("2026-11-10", &records)
        };
        let found = asks(None);
        let open = found.iter().find(|one| one.waits == Waits::WhatNow).unwrap_or_else(|| panic!("{name}"));
        assert_eq!(open.answer, Answering { kind: EntryKind::WhatNow, entry: None }, "{name}");
        let found = asks(Some(what_now(1, "open")));
        let owned: Vec<_> = found.iter().map(|one| (one.waits, one.owner, one.due)).collect();
        assert!(owned.contains(&(Waits::WhatNowOpen, Some(staff(OTHER)), Some(date("2026-11-12")))), "{name}");
        assert!(!said(&found).iter().any(|(waits, _)| *waits == Waits::WhatNow), "{name}: asked once");
        assert!(asks(Some(what_now(1, "decided"))).is_empty(), "{name}");
    }
}

// Shows GAP-01.
#[test]
fn a_group_is_dropped_out_of_when_sessions_in_a_row_are_missed() {
    let session = |id: u8, day: &str, attended: &str| {
        let body = json!({
            "session": entry(50), "held_on": day, "session_title": "Baby massage", "attended": attended,
        });
        record(id, EntryKind::Attendance, body)
    };
    let missed = || session(2, "2026-11-09", "was_not_brought");
    let again = || session(3, "2026-11-16", "was_not_brought");
    assert!(on("2026-11-17", &[session(1, "2026-11-02", "attended"), missed()]).is_empty(), "once is not out");
    let loops = on("2026-11-17", &[missed(), session(1, "2026-11-02", "attended"), again()]);
    assert_eq!((loops[0].waits, loops[0].count, &*loops[0].what), (Waits::DroppedOut, Some(2), "Baby massage"));
    assert!(on("2026-11-24", &[missed(), again(), session(4, "2026-11-23", "attended")]).is_empty(), "came back");
    assert!(on("2026-11-17", &[missed(), again(), what_now(3, "decided")]).is_empty());
}

// Shows GAP-01.
#[test]
fn a_plan_that_ended_asks_what_now() {
    let status = |state: &str, from: &str| {
        let more = json!({ "state": state, "from": from, "review_on": null, "legal_basis": null, "category": null });
        like(EntryKind::SafeguardingStatus, more)
    };
    let ended = || Record {
        earlier: vec![status("child_protection_plan", "2026-01-05").to_string()],
        ..record(1, EntryKind::SafeguardingStatus, status("none", "2026-11-02"))
    };
    assert_eq!(said(&on("2026-11-10", &[ended()])), [(Waits::WhatNow, Some(date("2026-11-16")))]);
    assert!(on("2026-11-10", &[ended(), what_now(1, "decided")]).is_empty());
    let never = record(1, EntryKind::SafeguardingStatus, status("none", "2026-11-02"));
    assert!(on("2026-11-10", &[never]).is_empty());
}

// Shows TRF-01.
#[test]
fn midwives_are_asked_from_day_ten_and_what_is_missing_stays() {
    let baby = |day: &str, records: &[Record]| {
        let now = format!("{day}T09:40:00+00:00");
        Child { records, now: &now, born_on: Some("2026-11-01"), several_records: false, reader: Role::HealthVisitor }
            .loops()
    };
    assert!(baby("2026-11-10", &[]).is_empty(), "day 9");
    assert_eq!(said(&baby("2026-11-11", &[])), [(Waits::NoHandover, Some(date("2026-11-15")))], "day 10");
    assert!(baby("2026-12-15", &[]).is_empty(), "nothing was ever recorded: not asked for ever");
    let handover = |state: &str, gaps: &str| {
        let more = json!({ "state": state, "gaps": gaps, "expected_by": "2026-11-15" });
        record(1, EntryKind::MidwiferyHandover, like(EntryKind::MidwiferyHandover, more))
    };
    for (state, gaps, waits) in [
        ("expected", "", Some(Waits::Handover)),
        ("not_received", "", Some(Waits::Handover)),
        ("chased", "", Some(Waits::Handover)),
        ("partially_received", "Blood spot", Some(Waits::HandoverGaps)),
        ("received", "Blood spot", Some(Waits::HandoverGaps)),
        ("received", "", None),
        ("gaps_closed", "Blood spot", None),
        ("unobtainable", "", None),
    ] {
        let found = baby("2027-06-01", &[handover(state, gaps)]);
        assert_eq!(found.first().map(|one| one.waits), waits, "{state}");
    }
}

// Shows TRF-03, TRF-04, TRF-05.
#[test]
fn a_family_that_moves_is_nobodys_only_when_somebody_has_them() {
    let transfer = |direction: &str, state: &str, plan: &str, told: bool| {
        let body = json!({
            "direction": direction, "other_service": "Leeds", "moves_on": "2026-11-02", "plan_in_force": plan,
            "state": state, "state_on": "2026-11-02",
            "handed_over_on": told.then_some("2026-11-02"),
        });
        let body = if told { body } else { like_without(body, "handed_over_on") };
        record(1, EntryKind::Transfer, body)
    };
    for (direction, state, plan, told, waits) in [
        ("out", "requested", "none", false, vec![(Waits::TransferOut, "2026-11-09")]),
        ("out", "acknowledged", "none", false, vec![(Waits::TransferOut, "2026-11-09")]),
        ("out", "bounced", "none", false, vec![(Waits::WhereaboutsUnknown, "2026-11-02")]),
        ("out", "confirmed", "none", false, vec![]),
        ("out", "confirmed", "child_in_need", false, vec![(Waits::WordOfMouth, "2026-11-02")]),
        ("out", "confirmed", "child_in_need", true, vec![]),
        ("in", "notified", "none", false, vec![(Waits::TransferIn, "2026-11-16")]),
        (
            "in",
            "previous_record_requested",
            "none",
            false,
            vec![(Waits::PreviousRecord, "2026-11-09"), (Waits::TransferIn, "2026-11-16")],
        ),
        ("in", "first_contact_done", "none", false, vec![]),
    ] {
        let expected: Vec<_> = waits.into_iter().map(|(waits, due)| (waits, Some(date(due)))).collect();
        assert_eq!(said(&on("2027-11-30", &[transfer(direction, state, plan, told)])), expected, "{direction} {state}");
    }
}

fn like_without(mut body: Value, field: &str) -> Value {
    body.as_object_mut().unwrap().remove(field);
    body
}

// Shows DEL-03.
#[test]
fn a_delegated_package_waits_for_whoever_has_it_and_its_report_for_who_gave_it() {
    for (state, waits, owner) in [
        ("proposed", Waits::DelegationNotAnswered, [0x0b; 16]),
        ("in_progress", Waits::DelegationReport, [0x0b; 16]),
        ("reported", Waits::DelegationReview, [0x0a; 16]),
    ] {
        let body = like(EntryKind::Delegation, json!({ "state": state, "review": null }));
        let loops = on("2026-11-20", &[record(1, EntryKind::Delegation, body)]);
        assert_eq!((loops[0].waits, loops[0].owner), (waits, Some(staff(owner))), "{state}");
    }
}

// Shows LAC-01.
#[test]
fn a_looked_after_child_has_a_clock_until_the_care_ends() {
    let care = |more: Value| {
        let open = json!({ "ended_on": null, "ended_because": null });
        let mut body = like(EntryKind::LookedAfter, open);
        body = {
            let fields = body.as_object_mut().unwrap();
            for (name, value) in more.as_object().unwrap() {
                if value.is_null() {
                    fields.remove(name)
                } else {
                    fields.insert(name.clone(), value.clone())
                };
            }
            body
        };
        record(1, EntryKind::LookedAfter, body)
    };
    let initial = care(json!({ "initial_assessment_on": null }));
    assert_eq!(said(&on("2026-10-01", &[initial])), [(Waits::LookedAfterInitial, Some(date("2026-10-26")))]);
    let due = |day: &str, more: Value| said(&on(day, &[care(more)]));
    assert_eq!(due("2027-04-10", json!({})), [(Waits::LookedAfterReview, Some(date("2027-04-22")))], "as recorded");
    let six_months = [(Waits::LookedAfterReview, Some(date("2027-04-22")))];
    assert_eq!(due("2027-04-10", json!({ "next_review_due": null })), six_months, "by the rule");
    assert_eq!(due("2027-01-10", json!({})), [], "not near");
}

// Shows SAFE-07, SAFE-08.
#[test]
fn meetings_and_supervision_wait_for_what_was_promised() {
    let meeting = |more: Value| record(1, EntryKind::Meeting, like(EntryKind::Meeting, more));
    let action = json!([{ "what": "Weigh at home.", "by_whom": "Health visitor", "due_on": "2026-11-12" }]);
    let loops = on("2026-11-02", &[meeting(json!({ "actions": action, "next_on": null }))]);
    assert_eq!(said(&loops), [(Waits::MeetingAction, Some(date("2026-11-12")))]);
    let invited = json!({ "attendance": "invited", "report": "not_sent_yet", "actions": null, "next_on": null });
    let passed = said(&on("2026-11-02", &[meeting(invited)]));
    assert_eq!(passed.len(), 2, "what was decided, and the report");
    let next = said(&on("2026-11-25", &[meeting(json!({ "actions": null }))]));
    assert_eq!(next, [(Waits::MeetingNext, Some(date("2026-12-03")))]);

    let plan = json!({
        "state": "child_protection_plan", "from": "2026-08-03", "review_on": null, "legal_basis": null,
    });
    let plan = || record(2, EntryKind::SafeguardingStatus, like(EntryKind::SafeguardingStatus, plan.clone()));
    assert_eq!(said(&on("2026-11-02", &[plan()])), [(Waits::NoSupervision, Some(date("2026-11-01")))]);
    let supervised =
        record(3, EntryKind::Supervision, like(EntryKind::Supervision, json!({ "next_by": "2026-11-10" })));
    let loops = on("2026-11-02", &[plan(), supervised]);
    assert_eq!((said(&loops), &*loops[0].what), (vec![(Waits::Supervision, Some(date("2026-11-10")))], ""));
    let records = [plan()];
    let nursery_nurse = Child {
        records: &records,
        now: "2026-11-02T09:00:00+00:00",
        born_on: None,
        several_records: false,
        reader: Role::NurseryNurse,
    };
    assert!(nursery_nurse.loops().is_empty(), "what is kept from somebody is not called missing");
}

// Shows TASK-01, NEED-08.
#[test]
fn each_thing_has_one_owner_and_what_is_longest_overdue_comes_first() {
    let task = |id: u8, due: &str| {
        let more = json!({ "state": "open", "due_on": due, "owner": staff(OTHER), "closed_on": null });
        record(id, EntryKind::Task, like(EntryKind::Task, more))
    };
    let loops = on("2026-11-12", &[task(1, "2026-11-20"), task(2, "2026-11-05"), task(3, "2026-11-10")]);
    let order: Vec<_> = loops.iter().map(|one| one.due.unwrap().to_string()).collect();
    assert_eq!(order, ["2026-11-05", "2026-11-10", "2026-11-20"]);
    assert!(loops.iter().all(|one| one.owner == Some(staff(OTHER))));
    let unread = like(EntryKind::Document, json!({ "read_by": null, "read_on": null, "acted_on": null }));
    let named = json!({
        "health_visitor": staff(ME), "post": "filled", "from": "2026-01-01",
        "cover": [{ "health_visitor": staff(OTHER), "from": "2026-11-01", "to": "2026-11-30", "reason": "Leave." }],
    });
    let records = [record(1, EntryKind::Document, unread), record(2, EntryKind::Accountable, named)];
    let loops = on("2026-11-12", &records);
    assert_eq!((loops[0].waits, loops[0].owner), (Waits::DocumentUnread, Some(staff(OTHER))), "who covers has it");
}

#[test]
fn of_a_child_who_died_or_left_only_what_was_asked_of_somebody_stays() {
    let task = || record(1, EntryKind::Task, like(EntryKind::Task, json!({ "state": "open", "closed_on": null })));
    let level = json!({ "level": "targeted", "reasons": "Twins.", "from": "2026-01-01", "review_by": "2026-06-01" });
    let level = || record(2, EntryKind::LevelOfNeed, level.clone());
    let gone = |state: &str| {
        let more = json!({ "state": state, "receiver": "Mary Obi, Leeds" });
        record(3, EntryKind::Registration, like(EntryKind::Registration, more))
    };
    let waits =
        |gone: Record| on("2026-11-12", &[task(), level(), gone]).iter().map(|one| one.waits).collect::<Vec<_>>();
    assert_eq!(waits(gone("active")), [Waits::LevelReview, Waits::Task]);
    assert_eq!(waits(gone("transferred")), [Waits::Task]);
    let death = record(4, EntryKind::Death, like(EntryKind::Death, json!({})));
    assert_eq!(waits(death), [Waits::Task]);
}

// Shows CLIN-18.
#[test]
fn what_would_reach_a_family_after_a_death_waits_to_be_ended() {
    let booked = |state: &str| {
        let more = json!({ "on": "2026-12-01", "state": state, "with": staff(OTHER), "interpreter": "to_book" });
        record(2, EntryKind::Appointment, like(EntryKind::Appointment, more))
    };
    let death = || record(4, EntryKind::Death, like(EntryKind::Death, json!({ "on": "2026-11-10" })));
    let deceased = || {
        let more = json!({ "state": "deceased", "from": "2026-01-05", "state_on": "2026-11-10" });
        record(5, EntryKind::Registration, like(EntryKind::Registration, more))
    };
    for died in [death, deceased] {
        let found = on("2026-11-12", &[referral(json!({})), booked("booked"), died()]);
        let due = Some(date("2026-11-10"));
        assert_eq!(said(&found), [(Waits::ReferralAfterDeath, due), (Waits::AppointmentAfterDeath, due)]);
        assert_eq!((found[0].answer.entry, found[1].owner), (Some(entry(1)), Some(staff(OTHER))));
        let ended = referral(json!({ "state": "withdrawn", "state_on": "2026-11-11", "state_note": "Died." }));
        assert!(on("2026-11-12", &[ended, booked("cancelled"), died()]).is_empty());
    }
}

// Shows IDN-02.
#[test]
fn a_record_closed_as_a_duplicate_takes_nothing_off_the_list() {
    let more = json!({ "state": "merged", "from": "2026-06-01", "state_on": "2026-11-10" });
    let duplicate = || record(5, EntryKind::Registration, like(EntryKind::Registration, more.clone()));
    let found = |several_records: bool| {
        let records = [referral(json!({})), duplicate()];
        let child = Child {
            records: &records,
            now: "2026-11-12T09:00:00+00:00",
            born_on: None,
            several_records,
            reader: Role::HealthVisitor,
        };
        said(&child.loops()).len()
    };
    assert_eq!((found(true), found(false)), (1, 0), "the child stays; a record on its own is closed");
}

#[test]
fn the_first_day_of_an_entry_is_never_after_what_it_leaves_open() {
    let remind = Days::new(POLICY.follow_up.remind_days_before.into());
    let changed = [
        json!({}),
        json!({ "state": "open" }),
        json!({ "state": "given" }),
        json!({ "state": "booked", "on": "2026-11-01" }),
        json!({ "outcome": "no_access", "ended_on": null }),
        json!({ "ended_on": null, "ended": null, "to": null }),
        json!({ "read_by": null, "acknowledged_by": null, "replied_on": null }),
        json!({ "attended": "was_not_brought" }),
    ];
    for kind in EntryKind::ALL {
        for more in &changed {
            let body = like(*kind, more.clone());
            let record = Record { kind: *kind, id: 1, body: body.to_string(), earlier: vec![], way: Way::AtTheService };
            let first = waits_from(*kind, &body);
            for day in ["2025-06-01", "2026-11-01", "2026-12-24", "2027-06-01", "2031-01-01"] {
                let found = on(day, &[Record { body: record.body.clone(), earlier: vec![], ..record }]);
                if let Some(one) = found.first() {
                    let told = first.is_some_and(|first| first <= date(day) + remind);
                    assert!(told, "{kind:?} {more} leaves {one:?} open on {day}, and says {first:?}");
                }
            }
        }
    }
}
