//! Every step between the states of every kind: what the table says is legal is, and nothing else.
//!
//! The tables in `states/` are written from the standard operating rules, not from the code: a line for each state, and
//! the states that may follow it; `(start)` says where an entry may begin.

#![allow(clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use doorstep_domain::entries::{EntryKind, Writer};
use doorstep_domain::id::StaffId;
use doorstep_domain::staff::Role;
use serde_json::{Value, json};

type Table = BTreeMap<String, Vec<String>>;

fn table(kind: EntryKind) -> Table {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/states/{}.txt", kind.name()));
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let row = |line: &str| {
        let (from, to) = line.split_once("->").unwrap_or_else(|| panic!("{}: {line}", file.display()));
        (from.trim().to_owned(), to.split_whitespace().map(str::to_owned).collect())
    };
    lines.map(row).collect()
}

/// The kind's sample in another state.
fn in_state(kind: EntryKind, state: &str) -> Value {
    let mut body: Value = serde_json::from_str(kind.sample()).expect("a sample is JSON");
    body["state"] = json!(state);
    body
}

/// Everybody who may take some step that others may not, as `states/whose.txt` names them.
fn writers() -> [(&'static str, Writer); 7] {
    let by = |byte, role, began| Writer { staff: StaffId::from_bytes([byte; 16]), role, began };
    [
        ("health_visitor", by(1, Role::HealthVisitor, false)),
        ("student", by(2, Role::StudentHealthVisitor, false)),
        ("named_nurse", by(3, Role::SafeguardingNurse, false)),
        ("team_leader", by(4, Role::TeamLeader, false)),
        ("staff_nurse", by(5, Role::StaffNurse, false)),
        ("author", by(6, Role::StaffNurse, true)),
        // Who the sample of a delegation was given to.
        ("delegatee", by(0x0b, Role::NurseryNurse, false)),
    ]
}

fn somebody(may: impl Fn(&Writer) -> bool) -> bool {
    writers().iter().any(|(_, by)| may(by))
}

// Shows SAFE-01, DEL-02, DEL-03, DEL-05.
#[test]
fn a_step_that_is_only_some_peoples_is_taken_by_them_alone() {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/states/whose.txt");
    let text = fs::read_to_string(&file).expect("the table of whose steps they are");
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let (step, whose) = line.split_once(':').unwrap_or_else(|| panic!("{line}"));
        let words: Vec<&str> = step.split_whitespace().collect();
        let [kind, from, "->", to] = words[..] else { panic!("{line}") };
        let kind = EntryKind::named(kind).unwrap_or_else(|| panic!("{line}"));
        let before = (from != "(start)").then(|| in_state(kind, from));
        for (name, by) in writers() {
            let may = whose.split_whitespace().any(|one| one == name);
            assert_eq!(kind.may_follow(before.as_ref(), &in_state(kind, to), &by), may, "{line}: {name}");
        }
    }
}

#[test]
fn what_only_some_may_end_only_they_may_mark_in_error() {
    for (kind, whose) in [
        (EntryKind::SafeguardingStatus, &["health_visitor", "named_nurse"][..]),
        (EntryKind::Delegation, &["health_visitor"]),
    ] {
        for (name, by) in writers() {
            assert_eq!(kind.may_withdraw(&by), whose.contains(&name), "{kind:?}: {name}");
        }
    }
}

#[test]
fn every_legal_step_is_taken_and_every_other_is_refused() {
    for kind in EntryKind::ALL.iter().copied().filter(|kind| kind.has_states()) {
        let table = table(kind);
        let states: Vec<&String> = table.keys().filter(|state| *state != "(start)").collect();
        for to in &states {
            let starts = table["(start)"].contains(to);
            let begun = somebody(|by| kind.may_follow(None, &in_state(kind, to), by));
            assert_eq!(begun, starts, "{}: (start) -> {to}", kind.name());
            for from in &states {
                let legal = from == to || table[*from].contains(to);
                let taken = somebody(|by| kind.may_follow(Some(&in_state(kind, from)), &in_state(kind, to), by));
                assert_eq!(taken, legal, "{}: {from} -> {to}", kind.name());
            }
        }
    }
}

#[test]
fn a_table_names_states_of_its_kind() {
    for kind in EntryKind::ALL.iter().copied().filter(|kind| kind.has_states()) {
        let states: Vec<String> = table(kind).into_keys().filter(|state| state != "(start)").collect();
        for state in &states {
            assert!(kind.read(in_state(kind, state)).is_ok(), "{}: there is no state {state}", kind.name());
        }
        let refused = kind.read(in_state(kind, "no such state")).expect_err("there is no such state");
        assert_eq!(refused.problems[0].field, "state");
    }
}
