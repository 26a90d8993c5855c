//! What administrators see, and who else does not.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::path::Path;

use doorstep_service::{Config, Desk, Error, Service, Transport};
use rustls::version;
use support::client::{Client, Reply, connect_tls, tcp};
use support::running::{Running, config};
use support::visitor::request;

const TOKEN: &str = "correct-horse-battery";

fn on_this_machine() -> Option<Desk> {
    Some(Desk { listen: ([127, 0, 0, 1], 0).into(), token: None })
}

fn with_token(folder: &Path, token: &str, mode: u32) -> Desk {
    use std::os::unix::fs::PermissionsExt;
    let file = folder.join("admin.token");
    std::fs::write(&file, format!("{token}\n")).unwrap();
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    Desk { listen: ([127, 0, 0, 1], 0).into(), token: Some(file) }
}

fn client(service: &Service) -> Client {
    Client::over(Box::new(tcp(service.desk().unwrap()).unwrap()))
}

fn asks(service: &Service, path: &str, headers: &[(&str, &str)]) -> Reply {
    let mut head = format!("GET {path} HTTP/1.1\r\n");
    let own_host = [("host", "localhost")];
    let hosts = if headers.iter().any(|(name, _)| *name == "host") { &[][..] } else { &own_host };
    for (name, value) in hosts.iter().chain(headers) {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut client = client(service);
    client.send(format!("{head}\r\n").as_bytes()).unwrap();
    client.reply().unwrap()
}

fn metrics(service: &Service) -> String {
    let reply = asks(service, "/metrics", &[]);
    assert_eq!(reply.status, 200);
    String::from_utf8(reply.body).unwrap()
}

/// The value of a line of the metrics, by its name and labels.
fn value(metrics: &str, name: &str) -> f64 {
    let line = metrics.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.map_or(0.0, |value| value.parse().unwrap())
}

#[test]
fn what_happens_is_counted_and_nobody_is_named() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    let [mut amina, mut beth] = running.visitors();
    let visit = amina.visit(1, 3, "a visit");
    amina.syncs(std::slice::from_ref(&visit), &[]);
    amina.syncs(&[visit], &[]);
    beth.token = doorstep_sync::key::Bytes([9; 16]);
    assert_eq!(beth.asks(&request(&[], &[]), &[]).status, 401);

    let metrics = metrics(&running.service);
    for (name, expected) in [
        ("doorstep_requests_total{route=\"/v1/sync\",status=\"200\"}", 2.0),
        ("doorstep_requests_total{route=\"/v1/sync\",status=\"401\"}", 1.0),
        ("doorstep_requests_total{route=\"/v1/enrol\",status=\"200\"}", 2.0),
        ("doorstep_refusals_total{code=\"session\"}", 1.0),
        ("doorstep_batches_total{outcome=\"accepted\"}", 1.0),
        ("doorstep_batches_total{outcome=\"already_had\"}", 1.0),
        ("doorstep_changes_accepted_total", 3.0),
        ("doorstep_sync_seconds_count", 3.0),
        ("doorstep_sessions", 2.0),
        ("doorstep_ledger_errors_total", 0.0),
        ("doorstep_build_info{version=\"0.1.0\"}", 1.0),
        // Amina's, Beth's, and the one that asks.
        ("doorstep_connections", 3.0),
    ] {
        assert_eq!(value(&metrics, name), expected, "{name}\n{metrics}");
    }
    let carried = (amina.client.sent + beth.client.sent) as f64;
    assert!(value(&metrics, "doorstep_bytes_in_total") >= carried, "{carried} bytes were sent\n{metrics}");
    assert!(value(&metrics, "doorstep_bytes_out_total") > 500.0);
    let ids = [amina.enrolled.device.to_string(), amina.enrolled.staff.to_string(), amina.token.to_string()];
    for somebody in ids.iter().map(String::as_str).chain(["Amina", "Beth", "127.0.0.1"]) {
        assert!(!metrics.contains(somebody), "{somebody}\n{metrics}");
    }
}

#[test]
fn every_family_of_metrics_says_what_it_is_before_its_lines() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    running.visitors()[0].syncs(&[], &[]);
    let metrics = metrics(&running.service);
    let (mut family, mut seen) = (String::new(), Vec::new());
    for line in metrics.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["#", "HELP", name, ..] => {
                assert!(!seen.contains(&name.to_owned()), "{name} is said twice");
                seen.push(name.to_owned());
                family = name.to_owned();
            }
            ["#", "TYPE", name, kind] => {
                assert!(name == family && ["counter", "gauge", "histogram"].contains(&kind), "{line}");
            }
            [.., value] => {
                assert!(line.starts_with(&family) && value.parse::<f64>().is_ok(), "{line} is of {family}");
            }
            [] => panic!("an empty line"),
        }
    }
    assert!(metrics.ends_with('\n') && seen.len() > 10);
}

#[test]
fn a_page_of_somewhere_else_cannot_ask_this_machine() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    assert_eq!(asks(&running.service, "/metrics", &[("host", "evil.example")]).status, 403);
    let reply = asks(&running.service, "/metrics", &[]);
    assert_eq!(reply.header("cache-control"), Some("no-store"));
    assert!(reply.header("content-security-policy").unwrap().contains("default-src 'none'"));
}

#[test]
fn laptops_do_not_reach_what_is_for_administrators() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    assert_eq!(Client::of(&running.service).get("/metrics").status, 404);
    assert_eq!(asks(&running.service, "/v1/health", &[]).status, 404);
}

#[test]
fn where_there_is_a_token_nobody_comes_in_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start_with(|config| config.desk = Some(with_token(folder.path(), TOKEN, 0o600)));
    let status = |headers: &[(&str, &str)]| asks(&running.service, "/metrics", headers).status;
    assert_eq!(status(&[]), 401);
    assert!(asks(&running.service, "/metrics", &[]).header("www-authenticate").is_some());
    for wrong in ["Bearer wrong", "Bearer ", "Basic !", "Basic YWRtaW46d3Jvbmc=", "Digest correct-horse-battery"] {
        assert_eq!(status(&[("authorization", wrong)]), 401, "{wrong}");
    }
    assert_eq!(status(&[("authorization", "Bearer correct-horse-battery")]), 200);
    assert_eq!(status(&[("authorization", "Basic YWRtaW46Y29ycmVjdC1ob3JzZS1iYXR0ZXJ5")]), 200, "admin:…");
}

#[test]
fn elsewhere_takes_tls_and_a_token() {
    let folder = tempfile::tempdir().unwrap();
    let everywhere =
        |desk: Desk| Config { desk: Some(Desk { listen: ([0, 0, 0, 0], 0).into(), ..desk }), ..config(folder.path()) };
    let without = everywhere(on_this_machine().unwrap());
    assert!(matches!(Service::start(without), Err(Error::OpenDesk(_))));
    let in_clear =
        Config { transport: Transport::PlainHttpOnLoopback, ..everywhere(with_token(folder.path(), TOKEN, 0o600)) };
    assert!(matches!(Service::start(in_clear), Err(Error::OpenDesk(_))));
    let readable = everywhere(with_token(folder.path(), TOKEN, 0o644));
    assert!(matches!(Service::start(readable), Err(Error::Readable(_))));
    let short = everywhere(with_token(folder.path(), "short", 0o600));
    assert!(matches!(Service::start(short), Err(Error::ShortToken(_))));

    let service = Service::start(everywhere(with_token(folder.path(), TOKEN, 0o600))).unwrap();
    let address = ([127, 0, 0, 1], service.desk().unwrap().port()).into();
    let mut client = connect_tls(address, &service.ca_pem().unwrap(), &[&version::TLS13]).unwrap();
    assert_eq!(client.get("/metrics").status, 401);
    let token = [("authorization", "Bearer correct-horse-battery")];
    assert_eq!(client.request("GET", "/metrics", &token, b"").status, 200);
}
