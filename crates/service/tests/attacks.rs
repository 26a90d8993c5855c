//! What somebody could try who wants the service to fail others: each must be stopped, and the others must not notice.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use doorstep_service::{Clock, Transport};
use doorstep_sync::frame::CONTENT_TYPE;
use doorstep_sync::key::SessionToken;
use doorstep_sync::wire::{AskChallenge, CHALLENGE, SYNC};
use rustls::pki_types::ServerName;
use rustls::version;
use support::client::{Client, connect_tls_as, tcp};
use support::running::Running;
use support::visitor::request;

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

fn in_clear(set: impl FnOnce(&mut doorstep_service::Limits)) -> Running {
    Running::start_with(|config| {
        config.transport = Transport::PlainHttpOnLoopback;
        set(&mut config.limits);
    })
}

fn connects(running: &Running) -> Client {
    Client::over(Box::new(tcp(running.service.address()).unwrap()))
}

fn head_of_a_push(token: SessionToken, bytes: usize) -> String {
    format!(
        "POST {SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {token}\r\ncontent-type: {CONTENT_TYPE}\r\ncontent-length: {bytes}\r\n\r\n"
    )
}

#[test]
fn a_certificate_is_good_for_its_own_names_alone() {
    let running = Running::start();
    let (address, ca) = (running.service.address(), running.service.ca_pem().unwrap());
    let as_name = |name: &'static str| {
        connect_tls_as(address, ServerName::try_from(name).unwrap(), &ca, &[&version::TLS13]).is_ok()
    };
    assert!(as_name("localhost"));
    assert!(!as_name("doorstep.nhs.example"));
}

#[test]
fn a_handshake_of_rubbish_ends_that_connection_and_no_other() {
    let running = Running::start();
    let mut rubbish = tcp(running.service.address()).unwrap();
    rubbish.write_all(&[0x16; 4_096]).unwrap();
    let began = Instant::now();
    let _ended = rubbish.read_to_end(&mut Vec::new());
    assert!(began.elapsed() < Duration::from_secs(5), "it is told so and closed");
    assert_eq!(Client::of(&running.service).get("/v1/health").status, 200);
}

#[test]
fn a_thousand_connections_that_dribble_do_not_hold_up_the_others() {
    let running = in_clear(|_| ());
    let mut dribbling: Vec<TcpStream> =
        (0..1_000).map(|_| TcpStream::connect(running.service.address()).unwrap()).collect();
    let mut slowest = Duration::ZERO;
    for letter in b"GET /v1/health HTTP/1.1\r\nhost: x" {
        for connection in &mut dribbling {
            connection.write_all(&[*letter]).unwrap();
        }
        let began = Instant::now();
        assert_eq!(connects(&running).get("/v1/health").status, 200);
        slowest = slowest.max(began.elapsed());
    }
    assert!(slowest < Duration::from_secs(1), "a health check took {slowest:?}");
}

#[test]
fn one_address_cannot_take_every_place() {
    let running = in_clear(|limits| limits.connections_an_address = 2);
    let (mut first, second) = (connects(&running), connects(&running));
    assert_eq!(first.get("/v1/health").status, 200);
    assert!(connects(&running).is_closed(), "a third is closed at once");
    drop(second);
    // The service notices a closed connection a moment later.
    let freed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        let mut again = connects(&running);
        again.send(b"GET /v1/health HTTP/1.1\r\nhost: x\r\n\r\n").is_ok() && again.reply().is_ok()
    });
    assert!(freed);
    assert_eq!(first.get("/v1/health").status, 200);
}

#[test]
fn one_header_of_a_mebibyte_is_not_kept() {
    let running = Running::start();
    let mut client = Client::of(&running.service);
    let header = format!("GET /v1/health HTTP/1.1\r\nhost: x\r\nx-long: {}\r\n\r\n", "y".repeat(1 << 20));
    // It may be cut off before all of it is sent.
    let _sent = client.send(header.as_bytes());
    assert!(client.reply().map_or(true, |reply| reply.status == 431));
    assert_eq!(Client::of(&running.service).get("/v1/health").status, 200);
}

#[test]
fn who_has_no_session_is_slowed_down_by_address_whatever_a_header_says() {
    let running = Running::start_with(|config| config.limits.strangers_a_minute = 3);
    let mut client = Client::of(&running.service);
    let asked =
        serde_json::to_vec(&AskChallenge { device: doorstep_domain::id::DeviceId::from_bytes([1; 16]) }).unwrap();
    let mut asks = |pretended: &str| {
        let headers = [("x-forwarded-for", pretended), ("forwarded", pretended), ("x-real-ip", pretended)];
        client.request("POST", CHALLENGE, &headers, &asked).status
    };
    for n in 0..3 {
        assert_eq!(asks(&format!("192.0.2.{n}")), 200);
    }
    assert_eq!(asks("192.0.2.99"), 429);
}

#[test]
fn tokens_cannot_be_guessed_without_end() {
    let running = Running::start_with(|config| config.limits.strangers_a_minute = 10);
    let [mut amina, mut beth] = running.visitors();
    amina.token = doorstep_sync::key::Bytes([7; 16]);
    let tries: Vec<u16> = (0..10).map(|_| amina.asks(&request(&[], &[]), &[]).status).collect();
    assert_eq!((tries[0], tries[9]), (401, 429));
    beth.syncs(&[], &[]);
}

#[test]
fn a_laptop_that_sends_without_end_is_slowed_down_and_loses_nothing() {
    let running = Running::start_with(|config| config.limits.changes_an_hour = 5);
    let [mut amina, mut beth] = running.visitors();
    let (first, second) = (amina.visit(1, 5, "a visit"), amina.visit(10, 1, "one more"));
    amina.syncs(&[first], &[]);
    let push = std::slice::from_ref(&second);
    assert_eq!(amina.asks(&request(push, &[]), push).refusal(), refused(429, "too_many"));
    amina.syncs(&[], &[]);
    let words: String = beth.syncs(&[], &[]).changes.concat();
    assert!(words.contains("a visit") && !words.contains("one more"), "refused whole");
}

#[test]
fn an_organisation_has_its_own_allowance() {
    let running = Running::start_with(|config| config.limits.organisation_requests_a_minute = 2);
    let [mut amina, mut beth] = running.visitors();
    amina.syncs(&[], &[]);
    amina.syncs(&[], &[]);
    assert_eq!(beth.asks(&request(&[], &[]), &[]).refusal(), refused(429, "too_many"));
}

#[test]
fn one_laptop_cannot_keep_every_thread_busy() {
    let slow = SlowClock::default();
    let running = Running::start_with(|config| {
        config.clock = slow.clock();
        config.limits.requests_of_a_device = 1;
    });
    let [mut amina, mut beth] = running.visitors();
    let (mut again, token) = (Client::of(&running.service), amina.token);
    slow.hold(true);
    let first = std::thread::spawn(move || amina.asks(&request(&[], &[]), &[]).status);
    slow.wait_for_one();
    again.send(head_of_a_push(token, 0).as_bytes()).unwrap();
    assert_eq!(again.reply().unwrap().refusal(), refused(429, "too_many"));
    slow.hold(false);
    assert_eq!(first.join().unwrap(), 200);
    beth.syncs(&[], &[]);
}

#[test]
fn what_was_given_up_still_counts_until_it_is_done() {
    let slow = SlowClock::default();
    let running = Running::start_with(|config| {
        config.clock = slow.clock();
        config.limits.request_within = Duration::from_millis(200);
        config.limits.requests_at_once = 1;
    });
    let [mut amina, mut beth] = running.visitors();
    slow.hold(true);
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), refused(408, "slow"));
    let reply = beth.asks(&request(&[], &[]), &[]);
    assert_eq!(reply.refusal(), refused(503, "busy"), "the ledger is at work on the first");
    assert!(reply.header("retry-after").is_some());
    slow.hold(false);
    let done = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        beth.asks(&request(&[], &[]), &[]).status == 200
    });
    assert!(done);
}

#[test]
fn bodies_that_are_announced_and_do_not_come_cannot_fill_the_memory() {
    let running = Running::start_with(|config| config.limits.bodies_at_once = config.limits.body);
    let [mut amina, mut beth] = running.visitors();
    let announced = head_of_a_push(amina.token, 8 << 20);
    amina.client.send(announced.as_bytes()).unwrap();
    let visit = beth.visit(1, 20, "a visit");
    let push = std::slice::from_ref(&visit);
    let shed = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        beth.asks(&request(push, &[]), push).status == 503
    });
    assert!(shed, "there is no room beside the one that was announced");
    drop(amina);
    let done = (0..100).any(|_| {
        std::thread::sleep(Duration::from_millis(20));
        beth.asks(&request(push, &[]), push).status == 200
    });
    assert!(done, "whoever hangs up gives the room back");
}

#[test]
fn json_that_is_nested_without_end_is_refused() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let deep = [b"[".repeat(10_000), b"]".repeat(10_000)].concat();
    assert_eq!(amina.sends(&zstd::bulk::compress(&deep, 3).unwrap()).refusal(), refused(400, "malformed"));
    let nested = format!(r#"{{"device":"{}","x":{}1{}}}"#, amina.enrolled.device, "[".repeat(40), "]".repeat(40));
    assert_eq!(amina.client.request("POST", CHALLENGE, &[], nested.as_bytes()).refusal(), refused(400, "malformed"));
    amina.syncs(&[], &[]);
}

/// A clock that stops a request in the middle of its work, as a slow disk would.
#[derive(Clone, Default)]
struct SlowClock {
    holds: Arc<AtomicBool>,
    held: Arc<AtomicBool>,
}

impl SlowClock {
    fn clock(&self) -> Clock {
        let slow = self.clone();
        Clock::new(move || {
            while slow.holds.load(Ordering::Relaxed) {
                slow.held.store(true, Ordering::Relaxed);
                std::thread::sleep(Duration::from_millis(5));
            }
            support::morning()
        })
    }

    fn hold(&self, holds: bool) {
        self.holds.store(holds, Ordering::Relaxed);
    }

    fn wait_for_one(&self) {
        while !self.held.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(5));
        }
    }
}
