//! Bytes that no build of ours wrote.

use doorstep_domain::change::Change;
use doorstep_domain::entries::contact_narrative::{ContactNarrative, LONGEST_TEXT};
use doorstep_domain::entries::{About, Body, EntryKind};
use serde_json::{Value, json};

use super::samples::{at, header, sample};

/// A body of this many levels, the change around it being one more.
fn nested(levels: usize) -> Value {
    (1..levels).fold(json!({}), |inner, _| json!({"a": inner}))
}

#[test]
fn a_change_that_nests_too_deep_is_refused_before_it_costs_a_stack() {
    let with_body = |body: &str| {
        let bytes = sample(EntryKind::Feeding);
        bytes.bytes().replacen(bytes.body(), body, 1)
    };
    for (body, readable) in [
        (nested(31).to_string(), true),
        (nested(32).to_string(), false),
        ("[".repeat(100_000) + &"]".repeat(100_000), false),
        ("[".repeat(100_000), false),
        // Many brackets that nest in nothing, and many that are words.
        (format!("{{\"a\":[{}[]]}}", "[],".repeat(5_000)), true),
        (format!("{{\"a\":\"{}\\\\\"}}", "[{\\\"".repeat(5_000)), true),
    ] {
        let read = Change::read(with_body(&body));
        assert_eq!(read.is_ok(), readable, "{} bytes of body", body.len());
    }
    let elsewhere = sample(EntryKind::Feeding).bytes().replacen('{', &format!("{{\"later\":{},", nested(40)), 1);
    assert!(Change::read(elsewhere).is_err(), "a field that is skipped counts as well");
}

#[test]
fn nobody_signs_what_nobody_could_read_again() {
    assert!(Change::write(header(EntryKind::Feeding), &nested(31)).is_ok());
    assert!(Change::write(header(EntryKind::Feeding), &nested(32)).is_err());
}

#[test]
fn the_longest_narrative_that_may_be_signed_is_short_enough_to_be_sent() {
    let longest = "𞤀".repeat(LONGEST_TEXT);
    let narrative = ContactNarrative {
        contact: header(EntryKind::Contact).entry,
        seen: longest.clone(),
        parents_words: longest.clone(),
        narrative: longest.clone(),
        plan: longest,
    };
    assert!(narrative.check(&About::nobody(at("2026-11-03T18:20:00Z"))).is_clear());
    let change = Change::write(header(EntryKind::ContactNarrative), &narrative).expect("written");
    assert!(change.bytes().len() < 256 << 10, "the service sets a longer one aside: {} bytes", change.bytes().len());
}

#[test]
fn what_is_not_a_change_is_refused_without_repeating_it() {
    let whole = sample(EntryKind::ContactNarrative);
    let twice = whole.bytes().replacen("\"schema\":1", "\"schema\":1,\"schema\":2", 1);
    let no_author = whole.bytes().replacen("\"author\"", "\"aut\"", 1);
    let cut = &whole.bytes()[..whole.bytes().len() - 1];
    let more = format!("{}{}", whole.bytes(), whole.bytes());
    for bytes in ["", "null", "{}", "[]", cut, &twice, &no_author, &more] {
        let refused = Change::read(bytes).expect_err("not one change");
        assert!(!refused.to_string().contains("never stops"), "an error ends up in a log");
    }
}

#[test]
fn a_change_shows_nothing_of_a_person_in_a_log() {
    let change = sample(EntryKind::Identity);
    let logged = format!("{change:?}");
    assert!(!logged.contains("Okafor") && logged.contains("identity"), "{logged}");
}
