//! What the service puts up with, and what it does not, over a real socket.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use doorstep_service::{Clock, Config, Error, Limits, Service, Transport};
use doorstep_sync::frame::CONTENT_TYPE;
use doorstep_sync::key::Bytes;
use doorstep_sync::signature::sign_challenge;
use doorstep_sync::wire::{
    AskChallenge, CHALLENGE, ENROL, Enrol, Enrolled, GivenChallenge, OpenSession, PROTOCOL, SESSION, SYNC, Session,
};
use rustls::version;
use support::client::{Client, connect_tls, tcp};
use support::laptop::key_pair;
use support::running::{Running, config};
use support::visitor::request;

fn refused(status: u16, code: &str) -> (u16, String) {
    (status, code.to_owned())
}

#[test]
fn another_authority_is_not_trusted() {
    let (running, other) = (Running::start(), Running::start());
    let wrong = other.service.ca_pem().unwrap();
    assert!(connect_tls(running.service.address(), &wrong, &[&version::TLS13]).is_err());
}

#[test]
fn an_older_tls_is_refused() {
    let running = Running::start();
    let ca = running.service.ca_pem().unwrap();
    assert!(connect_tls(running.service.address(), &ca, &[&version::TLS12]).is_err());
    assert!(connect_tls(running.service.address(), &ca, &[&version::TLS12, &version::TLS13]).is_ok());
}

#[test]
fn plain_http_gets_no_answer_from_a_tls_service() {
    let running = Running::start();
    let mut client = Client::over(Box::new(tcp(running.service.address()).unwrap()));
    client.send(b"GET /v1/health HTTP/1.1\r\nhost: doorstep\r\n\r\n").unwrap();
    assert!(client.reply().is_err());
}

#[test]
fn plain_http_never_leaves_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let anywhere = Config {
        transport: Transport::PlainHttpOnLoopback,
        listen: SocketAddr::from(([0, 0, 0, 0], 0)),
        ..config(folder.path())
    };
    assert!(matches!(Service::start(anywhere), Err(Error::NotLoopback(_))));
    let here = Config { transport: Transport::PlainHttpOnLoopback, ..config(folder.path()) };
    let service = Service::start(here).unwrap();
    assert_eq!(Client::of(&service).get("/v1/health").status, 200);
}

#[test]
fn tls_without_a_certificate_says_which_file_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let error = Service::start(Config { transport: Transport::Tls, ..config(folder.path()) }).err().unwrap();
    assert!(error.to_string().contains("server.pem"), "{error}");
}

#[test]
fn health_readiness_and_the_description_are_there_for_anybody() {
    let running = Running::start();
    let mut client = Client::of(&running.service);
    assert_eq!(client.get("/v1/health").body, br#"{"status":"alive"}"#);
    assert_eq!(client.get("/v1/ready").body, br#"{"status":"ready"}"#);
    assert_eq!(client.get("/openapi.json").json::<serde_json::Value>()["openapi"], "3.1.0");
    assert_eq!(client.get("/v1/patients").refusal(), refused(404, "not_found"));
    assert_eq!(client.get(SYNC).refusal(), refused(405, "method"));
}

#[test]
fn a_sync_needs_a_session() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    amina.token = Bytes([7; 16]);
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), refused(401, "session"));
    for header in ["", "Bearer ", "Bearer x", "Basic AAAAAAAAAAAAAAAAAAAAAA", "Bearer \u{e9}"] {
        let headers = [("authorization", header), ("content-type", CONTENT_TYPE)];
        assert_eq!(amina.client.request("POST", SYNC, &headers, b"").refusal(), refused(401, "session"), "{header}");
    }
}

#[test]
fn a_new_session_ends_the_old_one() {
    let running = Running::start();
    let [mut amina, mut beth] = running.visitors();
    let new = amina.opens_session().json::<Session>().token;
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), refused(401, "session"));
    amina.token = new;
    amina.syncs(&[], &[]);
    beth.syncs(&[], &[]);
}

#[test]
fn a_challenge_opens_one_session_for_the_device_that_asked() {
    let running = Running::start();
    let [mut amina, beth] = running.visitors();
    let device = amina.enrolled.device;
    let given: GivenChallenge = amina.client.post_json(CHALLENGE, &AskChallenge { device }).json();
    let mut open = |device, challenge, signature| {
        let asked = OpenSession { protocol: PROTOCOL, device, challenge, signature };
        amina.client.post_json(SESSION, &asked)
    };
    let signature = sign_challenge(&amina.laptop.pair, &given.challenge);
    let of_beth = sign_challenge(&beth.laptop.pair, &given.challenge);
    assert_eq!(open(beth.enrolled.device, given.challenge, of_beth).refusal(), refused(401, "session"), "not hers");
    assert_eq!(open(device, given.challenge, signature).refusal(), refused(401, "session"), "used up");
    let invented = Bytes([1; 32]);
    let signature = sign_challenge(&amina.laptop.pair, &invented);
    assert_eq!(open(device, invented, signature).refusal(), refused(401, "session"), "never given");
}

#[test]
fn a_device_that_does_not_exist_is_answered_like_one_that_does() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let mut try_to_open = |device| {
        let given: GivenChallenge = amina.client.post_json(CHALLENGE, &AskChallenge { device }).json();
        let signature = sign_challenge(&key_pair().0, &given.challenge);
        let asked = OpenSession { protocol: PROTOCOL, device, challenge: given.challenge, signature };
        amina.client.post_json(SESSION, &asked).refusal()
    };
    let nobody = doorstep_domain::id::DeviceId::from_bytes([1; 16]);
    let other = amina.laptop.author.device;
    for _ in 0..Limits::default().failed_signatures_an_hour {
        assert_eq!(try_to_open(other), refused(401, "session"));
        assert_eq!(try_to_open(nobody), refused(401, "session"));
    }
    assert_eq!(try_to_open(other), refused(429, "too_many"), "too many signatures failed");
    assert_eq!(try_to_open(nobody), refused(429, "too_many"));
    amina.syncs(&[], &[]);
}

#[test]
fn a_code_enrols_one_key_and_tells_nobody_else_anything() {
    let running = Running::start();
    let [code, _] = running.codes();
    let mut client = Client::of(&running.service);
    let mut enrol = |code: &str, key| {
        let asked = Enrol { protocol: PROTOCOL, code: code.to_owned(), key, version: "0.1.0".to_owned() };
        client.post_json(ENROL, &asked)
    };
    let (key, other) = (key_pair().1, key_pair().1);
    let first: Enrolled = enrol(&code.to_lowercase(), key).json();
    assert_eq!(
        (first.name.as_str(), first.organisation_name.as_str()),
        ("Amina Yusuf", doorstep_service::demo::ORGANISATION)
    );
    assert_eq!(enrol(&code, key).json::<Enrolled>(), first);
    let mut unknown = code.clone().into_bytes();
    unknown[18] = if unknown[18] == b'0' { b'1' } else { b'0' };
    let unknown = String::from_utf8(unknown).unwrap();
    for bad in [code.as_str(), &unknown, "", "ZZZZ-ZZZZ-ZZZZ-ZZZZ", "; DROP TABLE staff"] {
        assert_eq!(enrol(bad, other).refusal(), refused(410, "code"), "{bad}");
    }
}

#[test]
fn a_code_ends_after_its_time() {
    let running = Running::start();
    let admin = running.service.admin();
    running.codes();
    let organisation = admin.organisations().unwrap()[0].id;
    let staff = admin.staff(organisation).unwrap()[0].id;
    let code = admin.enrolment_code(organisation, staff, doorstep_service::admin::CODE_LASTS).unwrap();
    running.minutes.store(10, Ordering::Relaxed);
    let asked = Enrol { protocol: PROTOCOL, code, key: key_pair().1, version: String::new() };
    assert_eq!(Client::of(&running.service).post_json(ENROL, &asked).refusal(), refused(410, "code"));
}

#[test]
fn json_that_is_none_or_of_another_protocol_is_told_so() {
    let running = Running::start();
    let mut client = Client::of(&running.service);
    assert_eq!(client.post_json(ENROL, &"what?").refusal(), refused(400, "malformed"));
    assert_eq!(client.request("POST", SESSION, &[], &[0xff; 10]).refusal(), refused(400, "malformed"));
    let asked = Enrol { protocol: 99, code: String::new(), key: Bytes([0; 32]), version: String::new() };
    assert_eq!(client.post_json(ENROL, &asked).refusal(), refused(409, "protocol"));
    assert_eq!(client.post_json(ENROL, &vec![0_u8; 20_000]).refusal(), refused(413, "too_large"));
}

#[test]
fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let head = |length: &str| {
        format!(
            "POST {SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: {CONTENT_TYPE}\r\n{length}\r\n\r\n",
            amina.token
        )
    };
    let (announced, chunked) = (head("content-length: 1073741824"), head("transfer-encoding: chunked"));
    amina.client.send(announced.as_bytes()).unwrap();
    assert_eq!(amina.client.reply().unwrap().refusal(), refused(413, "too_large"));

    // One that announces nothing is cut off at the limit.
    let mut client = Client::of(&running.service);
    client.send(chunked.as_bytes()).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b'x'; 0x10000], b"\r\n"].concat();
    let sent = (0..200).take_while(|_| client.send(&chunk).is_ok()).count();
    assert!(sent < 200 || client.reply().is_ok_and(|reply| reply.status == 413), "12 MiB were taken");
}

#[test]
fn a_bomb_does_not_go_off() {
    let running = Running::start();
    let [mut amina, _] = running.visitors();
    let zeros = zstd::bulk::compress(&vec![b'0'; 64 << 20], 3).unwrap();
    assert!(zeros.len() < 100_000);
    assert_eq!(amina.sends(&zeros).refusal(), refused(413, "too_large"));
    let lines = zstd::bulk::compress(&[b'\n'; 32 << 20], 3).unwrap();
    assert_eq!(amina.sends(&lines).refusal(), refused(413, "too_large"));
    // A body encoded over its type is not unpacked at all.
    let bearer = format!("Bearer {}", amina.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", CONTENT_TYPE), ("content-encoding", "gzip")];
    assert_eq!(amina.client.request("POST", SYNC, &headers, &zeros).refusal(), refused(415, "content_type"));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
    assert_eq!(amina.client.request("POST", SYNC, &headers, b"{}").refusal(), refused(415, "content_type"));
}

#[test]
fn a_device_that_asks_without_end_is_told_to_wait() {
    let running = Running::start_with(|config| (config.limits.burst, config.limits.requests_a_minute) = (3, 0));
    let [mut amina, mut beth] = running.visitors();
    for _ in 0..3 {
        amina.syncs(&[], &[]);
    }
    let reply = amina.asks(&request(&[], &[]), &[]);
    assert_eq!(reply.refusal(), refused(429, "too_many"));
    assert!(reply.header("retry-after").is_some());
    beth.syncs(&[], &[]);
}

#[test]
fn a_silent_connection_and_a_slow_header_are_ended_and_others_go_on() {
    let running = Running::start_with(|config| {
        config.limits.header_within = Duration::from_millis(300);
        config.limits.idle_for = Duration::from_millis(1_500);
    });
    let started = Instant::now();
    let mut silent: Vec<_> =
        (0..50).map(|_| tcp(running.service.address()).unwrap()).map(|tcp| Client::over(Box::new(tcp))).collect();
    let mut slow = Client::of(&running.service);
    slow.send(b"GET /v1/health HTTP/1.1\r\nhost: ").unwrap();
    let mut idle = Client::of(&running.service);
    assert_eq!(idle.get("/v1/health").status, 200, "the others do not hold it up");
    assert!(slow.is_closed(), "a header took too long");
    assert!(silent.iter_mut().all(Client::is_closed), "no handshake came");
    assert!(started.elapsed() < Duration::from_secs(10));
    std::thread::sleep(Duration::from_millis(600));
    assert_eq!(idle.get("/v1/health").status, 200, "between requests there is more time");
    assert!(idle.is_closed(), "but not for ever");
}

#[test]
fn a_body_that_dribbles_in_is_given_up() {
    let running = Running::start_with(|config| config.limits.request_within = Duration::from_millis(300));
    let [mut amina, _] = running.visitors();
    let head = format!(
        "POST {SYNC} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer {}\r\ncontent-type: {CONTENT_TYPE}\r\ncontent-length: 100\r\n\r\n",
        amina.token
    );
    amina.client.send(head.as_bytes()).unwrap();
    assert_eq!(amina.client.reply().unwrap().refusal(), refused(408, "slow"));
}

#[test]
fn more_connections_than_places_wait_for_one() {
    let running = Running::start_with(|config| config.limits.connections = 2);
    let (first, second) = (Client::of(&running.service), Client::of(&running.service));
    let address = running.service.address();
    let ca = running.service.ca_pem().unwrap();
    let third =
        std::thread::spawn(move || connect_tls(address, &ca, &[&version::TLS13]).unwrap().get("/v1/health").status);
    std::thread::sleep(Duration::from_millis(200));
    assert!(!third.is_finished(), "there is no place yet");
    drop((first, second));
    assert_eq!(third.join().unwrap(), 200);
}

#[test]
fn a_flood_of_headers_is_refused() {
    let running = Running::start();
    let mut client = Client::of(&running.service);
    let flood: String = (0..500).map(|n| format!("x-{n}: y\r\n")).collect();
    client.send(format!("GET /v1/health HTTP/1.1\r\nhost: x\r\n{flood}\r\n").as_bytes()).unwrap();
    assert_eq!(client.reply().unwrap().status, 431);
}

#[test]
fn a_panic_is_answered_and_the_service_lives() {
    let panics = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&panics);
    let running = Running::start_with(|config| {
        config.clock = Clock::new(move || {
            assert!(!asked.load(Ordering::Relaxed), "the clock is broken");
            support::morning()
        });
    });
    let [mut amina, mut beth] = running.visitors();
    panics.store(true, Ordering::Relaxed);
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), refused(500, "internal"));
    panics.store(false, Ordering::Relaxed);
    amina.syncs(&[], &[]);
    beth.syncs(&[], &[]);
}

#[test]
fn stopping_answers_the_request_in_work() {
    let (in_work, begins) = std::sync::mpsc::channel();
    let in_work = std::sync::Mutex::new(in_work);
    let slow = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&slow);
    let running = Running::start_with(|config| {
        config.clock = Clock::new(move || {
            if asked.load(Ordering::Relaxed) {
                in_work.lock().unwrap().send(()).unwrap();
                std::thread::sleep(Duration::from_millis(300));
            }
            support::morning()
        });
    });
    let [mut amina, _] = running.visitors();
    let visit = amina.visit(1, 5, "a visit");
    slow.store(true, Ordering::Relaxed);
    let (service, _folder) = (running.service, running.folder);
    let pushing = std::thread::spawn(move || amina.syncs(&[visit], &[]).head.answers.len());
    begins.recv().unwrap();
    service.stop();
    assert_eq!(pushing.join().unwrap(), 1);
}
