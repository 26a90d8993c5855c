//! Nothing that was sent is ever in the log, the metrics or a refusal: not a name, not a code, not a token. Not in plain
//! text, and not as base64 or hexadecimal either.

#![allow(clippy::unwrap_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::io::Write;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use doorstep_service::{Clock, Desk};

use doorstep_sync::frame::pack;
use doorstep_sync::key::Bytes;
use doorstep_sync::wire::{ENROL, Enrol, PROTOCOL, SESSION};
use support::client::{Client, Reply, tcp};
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
fn nothing_that_was_sent_is_in_the_log_the_metrics_or_a_refusal() {
    let captured = Captured::default();
    // Everything that any library says too, and panics as the program has them.
    tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(captured.clone()).init();
    doorstep_service::log_panics_by_place();
    let mut told = Told::default();
    let secrets = play_a_bad_day(&mut told);
    // What fails from here on is this test.
    drop(std::panic::take_hook());
    let log = String::from_utf8(captured.0.lock().unwrap().clone()).unwrap();
    for expected in [
        "listening",
        "a device is enrolled",
        "a session is open",
        "/v1/sync",
        "set aside",
        "OtherAuthor",
        "a break",
        "a panic",
        "the ledger failed",
    ] {
        assert!(log.contains(expected), "the log says what happened: {expected}\n{log}");
    }
    assert!(told.0.contains("doorstep_requests_total") && told.0.contains("malformed"));
    for secret in PLANTED.iter().map(ToString::to_string).chain(secrets) {
        for form in forms(&secret) {
            let line = log.lines().find(|line| line.contains(&form));
            assert!(line.is_none(), "{secret} is in the log, as {form}: {line:?}");
            assert!(!told.0.contains(&form), "{secret} was told to somebody, as {form}\n{}", told.0);
        }
    }
}

/// How a word could be written down: as it is, by the byte, and within any base64.
fn forms(secret: &str) -> Vec<String> {
    let hex = |upper: bool| {
        let byte = |byte: u8| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") };
        secret.bytes().map(byte).collect::<String>()
    };
    let bytes: String = format!("{:?}", secret.as_bytes()).trim_matches(['[', ']']).to_owned();
    let within = |before: usize| {
        let whole = STANDARD_NO_PAD.encode([vec![b'x'; before], secret.as_bytes().to_vec()].concat());
        // The characters that the bytes around it have a part in.
        let (first, last) = ((before * 8).div_ceil(6), (before + secret.len()) * 8 / 6);
        whole[first..last].to_owned()
    };
    let escaped = secret.replace('-', "%2D");
    [vec![secret.to_owned(), escaped, hex(false), hex(true), bytes], (0..3).map(within).collect()].concat()
}

#[test]
fn a_word_is_found_however_it_is_written_down() {
    let secret = "disclosed-harm";
    for before in ["", "a", "ab", "abc"] {
        let base64 = STANDARD_NO_PAD.encode(format!("{before}{secret} and more"));
        assert!(forms(secret).iter().any(|form| base64.contains(form)), "{base64}");
    }
    assert!(forms(secret).contains(&"646973636c6f7365642d6861726d".to_owned()));
}

/// What was answered to whoever asked wrongly, and to whoever looked at the figures.
#[derive(Default)]
struct Told(String);

impl Told {
    fn hears(&mut self, reply: &Reply) -> u16 {
        self.0.push_str(&format!("{} {:?} {}\n", reply.status, reply.headers, String::from_utf8_lossy(&reply.body)));
        reply.status
    }
}

/// Puts the planted words wherever a laptop or a browser could put them. Returns what else must not be told.
fn play_a_bad_day(told: &mut Told) -> Vec<String> {
    let words = PLANTED.join(" ");
    let panics = Arc::new(AtomicBool::new(false));
    let (asked, message) = (Arc::clone(&panics), words.clone());
    let running = Running::start_with(|config| {
        config.desk = Some(Desk { listen: ([127, 0, 0, 1], 0).into(), token: None });
        config.clock = Clock::new(move || {
            assert!(!asked.load(Ordering::Relaxed), "{message}");
            support::morning()
        });
    });
    let [code, other_code] = running.codes();
    let mut amina = Visitor::enrols(&running.service, &code);

    let visit = amina.visit(1, 2, &words);
    amina.syncs(&[visit], &[]);
    push_what_is_set_aside(&mut amina, &words);
    send_what_cannot_be_read(&mut amina, &words, told);
    panics.store(true, Ordering::Relaxed);
    assert_eq!(told.hears(&amina.asks(&request(&[], &[]), &[])), 500);
    panics.store(false, Ordering::Relaxed);
    ask_administrators_pages(&running, &words, told);
    let mut beth = Visitor::enrols(&running.service, &other_code);
    let token = amina.token.to_string();
    ask_for_the_wrong_things(&mut amina, &words, told);
    // Last: the ledger is of no use afterwards.
    damage(&running.folder.path().join("ledger.db"), &words);
    for _ in 0..2 {
        let visit = beth.visit(20, 1, &words);
        let push = [visit];
        told.hears(&beth.asks(&request(&push, &[]), &push));
        told.hears(&beth.opens_session());
    }
    vec![code, other_code, token, beth.token.to_string()]
}

/// Writes the words into every column of the ledger that takes them, so that whatever reads it stumbles over them.
fn damage(ledger: &Path, words: &str) {
    let connection = rusqlite::Connection::open(ledger).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
    let columns: Vec<(String, String)> = {
        let sql = "SELECT m.name, c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
                   WHERE m.type = 'table' AND c.type = 'TEXT' AND c.pk = 0";
        let mut statement = connection.prepare(sql).unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        rows.collect::<Result<_, _>>().unwrap()
    };
    let damaged = columns.iter().filter(|(table, column)| {
        connection.execute(&format!("UPDATE \"{table}\" SET \"{column}\" = ?1"), [words]).is_ok_and(|rows| rows > 0)
    });
    assert!(damaged.count() > 2, "{columns:?}");
}

fn ask_administrators_pages(running: &Running, words: &str, told: &mut Told) {
    let desk = || Client::over(Box::new(tcp(running.service.desk().unwrap()).unwrap()));
    let words = words.replace(' ', "-");
    for (path, host) in [("/metrics", "localhost"), ("/metrics", &words), (&format!("/{words}?q={words}"), "localhost")]
    {
        let mut client = desk();
        let head = format!("GET {path} HTTP/1.1\r\nhost: {host}\r\nauthorization: Basic {words}\r\nx: {words}\r\n\r\n");
        client.send(head.as_bytes()).unwrap();
        told.hears(&client.reply().unwrap());
    }
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

fn send_what_cannot_be_read(amina: &mut Visitor, words: &str, told: &mut Told) {
    let head = serde_json::json!({ "protocol": words, "push": words });
    let lines: [&str; 0] = [];
    assert_eq!(told.hears(&amina.sends(&pack(&head, lines.into_iter()).unwrap())), 400);
    assert_eq!(told.hears(&amina.sends(words.as_bytes())), 400);
    let mut asked = request(&[], &[]);
    asked.drafts = vec![doorstep_sync::wire::DraftNotice {
        subject: person(1),
        kind: words.to_owned(),
        opened_at: support::morning().fixed_offset(),
    }];
    assert_eq!(amina.asks(&asked, &[]).status, 200);
}

fn ask_for_the_wrong_things(amina: &mut Visitor, words: &str, told: &mut Told) {
    let planted_path = format!("/v1/{}?q={}", PLANTED[0], PLANTED[1]);
    assert_eq!(told.hears(&amina.client.get(&planted_path)), 404);
    assert_eq!(
        told.hears(&amina.client.request("GET", "/v1/health", &[("x-note", words), ("user-agent", words)], b"")),
        200
    );
    assert_eq!(told.hears(&amina.client.post_json(SESSION, &serde_json::json!({ "device": words }))), 400);
    let asked = Enrol { protocol: PROTOCOL, code: words.to_owned(), key: key_pair().1, version: words.to_owned() };
    assert_eq!(told.hears(&amina.client.post_json(ENROL, &asked)), 410);
    amina.token = Bytes([1; 16]);
    assert_eq!(told.hears(&amina.asks(&request(&[], &[]), &[])), 401);
}
