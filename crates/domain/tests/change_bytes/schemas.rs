//! The bytes of one change of each kind and schema, kept as files. A file never changes: a changed form is a new schema,
//! with a file of its own beside the old one, which is still read.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use doorstep_domain::change::Change;
use doorstep_domain::entries::{About, EntryKind};
use doorstep_domain::fold::MergeRule;
use doorstep_domain::invalid::{Findings, Rule};
use doorstep_domain::sensitivity::Sensitivity;

use super::samples::{at, sample};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/schemas")
}

#[test]
fn every_kind_is_written_in_the_bytes_of_its_schema() {
    for kind in EntryKind::ALL {
        let name = format!("{}.{}.json", kind.name(), kind.schema());
        let written = sample(*kind);
        if std::env::var_os("DOORSTEP_WRITE_NEW_SCHEMAS").is_some() && !folder().join(&name).exists() {
            fs::write(folder().join(&name), written.bytes()).expect("the folder can be written");
        }
        let kept = fs::read_to_string(folder().join(&name)).unwrap_or_default();
        assert_eq!(
            written.bytes(),
            kept,
            "{name}: other bytes are another schema. Raise the kind's schema and keep the old file; old laptops write it."
        );
    }
}

#[test]
fn every_schema_that_was_ever_written_is_still_read() {
    let files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("the schemas").map(|file| file.expect("a file").path()).collect();
    assert!(files.len() >= EntryKind::ALL.len());
    for file in files {
        let bytes = fs::read_to_string(&file).expect("text");
        let change = Change::read(bytes.as_str()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        assert_eq!(change.bytes(), bytes, "kept as written");
        let kind = change.header.kind.known().expect("a kind is never taken out of the list");
        let about = About::nobody(at("2026-11-03T18:20:00Z"));
        kind.check(change.body(), &about).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    }
}

#[test]
fn a_sample_is_read_as_a_form_is() {
    for kind in EntryKind::ALL {
        let sample: serde_json::Value = serde_json::from_str(kind.sample()).expect("a sample is JSON");
        let read = kind.read(sample.clone()).unwrap_or_else(|found| panic!("{}: {found:?}", kind.name()));
        assert_eq!(read, sample, "{}", kind.name());
    }
}

#[test]
fn everything_that_is_wrong_with_a_form_is_found_at_once() {
    let typed = serde_json::json!({
        "measured_on": "last week", "weight": "3,6", "head": "", "clothing": "coat", "contact": null
    });
    let found = EntryKind::Measurement.read(typed).expect_err("three things are wrong");
    let problems: Vec<_> = found.problems.iter().map(|problem| (problem.field.as_str(), problem.rule)).collect();
    assert_eq!(
        problems,
        [("clothing", Rule::NotAChoice), ("measured_on", Rule::NotADate), ("weight", Rule::NotANumber)]
    );
    let found = EntryKind::Contact.read(serde_json::json!({ "mode": "carrier pigeon" })).expect_err("much is missing");
    let fields: BTreeSet<_> = found.problems.iter().map(|problem| problem.field.as_str()).collect();
    assert_eq!(fields, BTreeSet::from(["mode", "place", "started_at", "outcome", "child_seen"]));
    assert_eq!(found.problems.len(), 5, "each once");
}

#[test]
fn a_number_a_postcode_and_a_gestation_are_read_as_people_type_them() {
    let read = |kind: EntryKind, typed: serde_json::Value| kind.read(typed);
    let number =
        |text: &str| read(EntryKind::NhsNumberEntry, serde_json::json!({ "number": text, "status": "verified" }));
    assert_eq!(number("999 000 0018").expect("with spaces")["number"], "9990000018");
    assert_eq!(number("999-000-0018").expect("with hyphens")["number"], "9990000018");
    let address =
        |text: &str| read(EntryKind::Address, serde_json::json!({ "lines": ["1 Mill Lane"], "postcode": text }));
    assert_eq!(address("me71aa").expect("without a space")["postcode"], "ME7 1AA");
    let rule = |found: Result<serde_json::Value, Findings>| found.expect_err("it cannot be read").problems[0].rule;
    assert_eq!(rule(number("999 000 0019")), Rule::NhsNumberCheck);
    assert_eq!(rule(number("999 000")), Rule::NhsNumberShape);
    assert_eq!(rule(address("near the pier")), Rule::PostcodeShape);
    let born = |text: &str| read(EntryKind::Birth, serde_json::json!({ "sex": "female", "gestation": text }));
    assert_eq!(rule(born("50+0")), Rule::GestationOutOfRange);
    assert_eq!(rule(born("term")), Rule::GestationOutOfRange);
}

#[test]
fn a_kind_has_one_name_that_no_other_has() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::named(kind.name()), Some(*kind));
        if kind.sensitivity() == Sensitivity::Restricted {
            assert_eq!(
                kind.merge_rule(),
                MergeRule::Never,
                "{}: what could harm somebody is never put together",
                kind.name()
            );
        }
    }
    assert_eq!(EntryKind::named("Identity"), None, "names are matched exactly");
}
