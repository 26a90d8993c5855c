//! Nothing that was sent is ever in the log: not a name, not a code, not a token.

#![allow(clippy::unwrap_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::io::Write;
use std::sync::{Arc, Mutex};

use doorstep_sync::frame::pack;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{ENROL, Enrol, PROTOCOL, SESSION};
use support::laptop::{key_pair, person};
use support::running::Running;
use support::visitor::{Visitor, request};
use tracing_subscriber::fmt::MakeWriter;

/// What a patient's record would hold, wherever it may turn up.
const PLANTED: [&str; 4] = ["Xanthippe", "9990000018", "KESTREL-LANE", "disclosed-harm"];

#[derive(Clone, Default)]
struct Captured(Arc<Mutex<Vec<u8>>>);

impl Write for Captured {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Captured {
    type Writer = Self;
    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

#[test]
fn nothing_that_was_sent_is_in_the_log() {
    let captured = Captured::default();
    // Everything that any library says too.
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(captured.clone()).init();
    let secrets = play_a_bad_day();
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    for expected in
        ["listening", "a device is enrolled", "a session is open", "/v1/sync", "set aside", "OtherAuthor", "a break"]
    {
        assert!(log.contains(expected), "the log says what happened: {expected}\n{log}");
    }
    for secret in PLANTED.iter().map(ToString::to_string).chain(secrets) {
        assert!(!log.contains(&secret), "{secret} is in the log");
    }
}

/// Puts the planted words wherever a laptop could put them. Returns what else must not be in the log.
fn play_a_bad_day() -> Vec<String> {
    let running = Running::start();
    let [code, other_code] = running.codes();
    let mut amina = Visitor::enrols(&running.service, &code);
    let words = PLANTED.join(" ");

    let visit = amina.visit(1, 2, &words);
    amina.syncs(&[visit], &[]);
    push_what_is_set_aside(&mut amina, &words);
    send_what_cannot_be_read(&mut amina, &words);
    ask_for_the_wrong_things(&mut amina, &words);
    vec![code, other_code, amina.token.to_string()]
}

fn push_what_is_set_aside(amina: &mut Visitor, words: &str) {
    let mut header = amina.laptop.header(person(3));
    header.role = doorstep_domain::staff::Role::Admin;
    header.reason = Some(words.to_owned());
    let refused = amina.laptop.writes(header, words);
    // A hole in the chain, and a change that cannot be read where the words stand.
    amina.laptop.number += 3;
    let refused = amina.laptop.signs(&[refused]);
    let note = amina.laptop.note(person(4), words);
    let mut broken = amina.laptop.signs(std::slice::from_ref(&note));
    let bytes = note.bytes().replace("\"schema\":1", "\"schema\":\"Xanthippe\"");
    broken.batch.ids = vec![doorstep_domain::id::ChangeId::of(bytes.as_bytes())];
    broken.signature = doorstep_sync::signature::sign_batch(&amina.laptop.pair, &broken.batch).unwrap();
    broken.changes = vec![bytes.into()];
    let answers = amina.syncs(&[refused, broken], &[]).head.answers;
    assert!(answers.iter().all(|answer| matches!(answer.outcome, doorstep_sync::wire::Outcome::Quarantined { .. })));
}

fn send_what_cannot_be_read(amina: &mut Visitor, words: &str) {
    let head = serde_json::json!({ "protocol": words, "push": words });
    let lines: [&str; 0] = [];
    assert_eq!(amina.sends(&pack(&head, lines.into_iter()).unwrap()).status, 400);
    assert_eq!(amina.sends(words.as_bytes()).status, 400);
    let mut asked = request(&[], &[]);
    asked.drafts = vec![doorstep_sync::wire::DraftNotice {
        subject: person(1),
        kind: words.to_owned(),
        opened_at: support::morning().fixed_offset(),
    }];
    assert_eq!(amina.asks(&asked, &[]).status, 200);
}

fn ask_for_the_wrong_things(amina: &mut Visitor, words: &str) {
    let planted_path = format!("/v1/{}?q={}", PLANTED[0], PLANTED[1]);
    assert_eq!(amina.client.get(&planted_path).status, 404);
    assert_eq!(amina.client.request("GET", "/v1/health", &[("x-note", words), ("user-agent", words)], b"").status, 200);
    assert_eq!(amina.client.post_json(SESSION, &serde_json::json!({ "device": words })).status, 400);
    let asked = Enrol { protocol: PROTOCOL, code: words.to_owned(), key: key_pair().1, version: words.to_owned() };
    assert_eq!(amina.client.post_json(ENROL, &asked).status, 410);
    amina.token = Bytes([1; 16]);
    assert_eq!(amina.asks(&request(&[], &[]), &[]).status, 401);
}
