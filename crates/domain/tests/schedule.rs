//! Thirty awkward children, their reviews, and what is expected of each: `schedule/children.csv`, `schedule/expected.csv`.
//!
//! `DOORSTEP_WRITE_EXPECTED=1 cargo test -p doorstep-domain --test schedule` writes the expected file anew. Whoever does
//! that reads every line that changed. These were worked out by hand from the rules, with a calendar:
//!
//! - `leap_day`: 12 months after 29 February 2024 is 28 February 2025, 9 months 29 November, 15 months 29 May 2025; day 14
//!   is 14 March; day 56 is 25 April (31 of March and 25 of April), so the second review is just in time.
//! - `leap_day_of_a_pregnancy`: 23 May less 23 is 30 April, less 30 is 31 March, less 31 is 29 February: 84 in all, so it
//!   opens on that day.
//! - `end_of_august`: 6 months is 28 February 2026, 7 months 31 March; 3 to 4 months is 30 November to 31 December; nothing of
//!   this is lost to a month without a 31st.
//! - `at_31_plus_2`: 61 days early, expected 12 March 2026, 28+0 on 18 December 2025; day 14 is 24 January and day 56 is
//!   7 March, from the birth. The call of day 11 held until 28 February, when nobody had met: overdue from then on.
//! - `at_23_weeks`: expected 119 days later, on 9 May 2026, so 28+0 would have been 14 February, after the birth.
//! - `clocks_go_back`: day 14 is 8 November (25 + 14 = 39, less 31), so 9 November is one day late.
//! - `died_at_5_months`: day 56 of 8 June is 3 August (22 left of June, 31 of July, 3), so 10 August was late; all that was
//!   not done is closed.
//! - `declined`: 9 months is 4 May 2026, 15 months 4 November: on 1 July it was open, and it stays declined.
//! - `across_2021`: day 1 is 19 May 2021, the first day of that guidance, so it has a target; day 14 is 1 June.
//! - `two_weeks_before_go_live`: day 14 is 1 April, day 30 is 17 April: still open on the first day, so overdue by one day;
//!   `ten_weeks_before_go_live`: day 56 is 18 March, before 1 April: not known.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::NaiveDate;
use doorstep_domain::entries::contact::{ContactMode, ContactOutcome, ReviewKind};
use doorstep_domain::id::EntryId;
use doorstep_domain::policy::Policy;
use doorstep_domain::schedule::{
    Decided, Decision, DeclinedBy, Done, FaceToFace, Remotely, Scheduled, Seen, Undeliverable, WhyRemote, Witness,
    schedule,
};
use doorstep_domain::staff::Role;

const HEADER: &str = "child,review,rules,opens,target,due,closes,state,not_counted";

#[test]
fn thirty_awkward_children_have_the_reviews_that_are_expected_of_them() {
    let policy = Policy::shipped().unwrap();
    let children = read("children.csv");
    assert_eq!(children.lines().count(), 1 + 30);
    let columns: Vec<&str> = children.lines().next().unwrap().split(',').collect();
    let mut found = vec![HEADER.to_owned()];
    for line in children.lines().skip(1) {
        let row: BTreeMap<&str, &str> = columns.iter().copied().zip(line.split(',')).collect();
        assert_eq!(row.len(), columns.len(), "{line}");
        found.extend(reviews(&policy, &row));
    }
    let found = found.join("\n") + "\n";
    if std::env::var_os("DOORSTEP_WRITE_EXPECTED").is_some() {
        std::fs::write(path("expected.csv"), &found).unwrap();
    }
    let expected = read("expected.csv");
    let wrong: Vec<_> = expected.lines().zip(found.lines()).filter(|(expected, found)| expected != found).collect();
    assert!(wrong.is_empty() && expected == found, "expected, and found: {wrong:#?}");
}

fn path(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/schedule").join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(path(name)).unwrap()
}

fn reviews(policy: &Policy, row: &BTreeMap<&str, &str>) -> Vec<String> {
    let contacts: Vec<Done> = listed(row["contacts"]).map(contact).collect();
    let decisions: Vec<Decision> = listed(row["decisions"]).map(decision).collect();
    let items = schedule(&policy.schedule, &child(row), &contacts, &decisions, date(row["as_of"]));
    let line = |item: &doorstep_domain::schedule::ReviewItem<'_>| {
        let window = item.window;
        let target = window.target.map_or(String::new(), |day| day.to_string());
        let not_counted = item.why.not_counted.map_or(String::new(), |(on, why)| format!("{on} {why:?}"));
        [
            row["child"].to_owned(),
            item.review.name().to_owned(),
            item.why.version.origin.title.clone(),
            window.opens.to_string(),
            target,
            window.due.to_string(),
            window.closes.to_string(),
            item.state.name().to_owned(),
            not_counted,
        ]
        .join(",")
    };
    items.iter().map(line).collect()
}

fn child(row: &BTreeMap<&str, &str>) -> Scheduled {
    let day = |column: &str| Some(row[column]).filter(|text| !text.is_empty()).map(date);
    let start = match row["birth_or_expected"].strip_prefix("expected ") {
        Some(expected) => Scheduled::expected(date(expected)),
        None => Scheduled::born(date(row["birth_or_expected"]), row["gestation"].parse().ok()),
    };
    Scheduled {
        moved_in_on: day("moved_in_on"),
        moved_out_on: day("moved_out_on"),
        died_on: day("died_on"),
        go_live_on: day("go_live_on"),
        ..start
    }
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|_| panic!("{text} is no date"))
}

fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|item| !item.is_empty())
}

/// `new_birth@2026-05-15` and what was unusual about it.
fn happened(text: &str) -> (ReviewKind, NaiveDate, &str) {
    let (what, how) = text.split_once(':').unwrap_or((text, ""));
    let (review, on) = what.split_once('@').unwrap();
    (ReviewKind::ALL.into_iter().find(|kind| kind.name() == review).unwrap(), date(on), how)
}

fn contact(text: &str) -> Done {
    let (review, on, how) = happened(text);
    let plain = Done {
        contact: EntryId::from_bytes([1; 16]),
        review,
        on,
        mode: ContactMode::FaceToFace,
        outcome: ContactOutcome::TookPlace,
        seen: Seen::Yes,
        by: Some(Role::HealthVisitor),
        witness: Witness::Contact,
        remotely: None,
    };
    let call = |face_to_face| Done {
        mode: ContactMode::Telephone,
        seen: Seen::No,
        remotely: Some(Remotely { reason: WhyRemote::InHospital, face_to_face }),
        ..plain
    };
    match how {
        "" => plain,
        "not_seen" => Done { seen: Seen::No, ..plain },
        "no_access" => Done { outcome: ContactOutcome::NoAccess, seen: Seen::No, ..plain },
        "nursery_nurse" => Done { by: Some(Role::NurseryNurse), ..plain },
        "telephone+not_needed" => call(FaceToFace::NotNeeded),
        other => call(FaceToFace::StillToBe { by: date(other.strip_prefix("telephone+by ").unwrap()) }),
    }
}

fn decision(text: &str) -> Decision {
    let (review, on, what) = happened(text);
    let what = match what {
        "declined" => Decided::Declined { by: DeclinedBy::Mother, reoffer_on: None },
        "changed_mind" => Decided::ChangedMind,
        "not_reached" => Decided::NotDeliverable(Undeliverable::NotReached),
        other => panic!("{other} is no decision"),
    };
    Decision { review, on, what }
}
