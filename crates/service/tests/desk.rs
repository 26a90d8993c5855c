//! What administrators see, and who else does not.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::path::Path;
use std::sync::atomic::Ordering;

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::staff::Role;
use doorstep_service::{Config, Desk, Error, Service, Transport};
use doorstep_sync::wire::{Cursor, DraftNotice, LeftBehind};
use rustls::version;
use serde_json::json;
use support::client::{Client, Reply, connect_tls, tcp};
use support::laptop::person;
use support::morning;
use support::running::{Running, config};
use support::visitor::{Visitor, request};

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
fn a_ledger_that_was_put_back_and_nobody_said_so_is_told_of() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    let [mut amina, _] = running.visitors();
    let cursor = |position| Cursor { audience: amina.everybody(), epoch: 1, position };
    let [read, ahead] = [2, 7].map(|position| [cursor(position)]);
    let reply = amina.syncs(&[], &read);
    assert_eq!((reply.head.restoring, reply.head.newest), (false, None));
    assert_eq!(value(&metrics(&running.service), "doorstep_ledger_behind_total"), 0.0);
    let reply = amina.syncs(&[], &ahead);
    assert_eq!((reply.head.restoring, reply.head.diverged), (true, false), "she lets go of nothing");
    assert_eq!(reply.head.newest, Some((0, 0)), "and sends again what is not here");
    assert_eq!(value(&metrics(&running.service), "doorstep_ledger_behind_total"), 1.0);

    let organisation = amina.enrolled.organisation;
    running.service.admin().begin_restore(organisation).unwrap();
    let page = fleet(&running.service);
    assert!(page.contains("put back from a copy on 2 Nov 2026 09:00") && page.contains("0 of 2 laptops"), "{page}");
    amina.syncs(&[], &ahead);
    assert_eq!(value(&metrics(&running.service), "doorstep_ledger_behind_total"), 1.0, "of another epoch it may be");
    running.service.admin().confirm_restore(organisation, Some("It is a drill.")).unwrap();
    assert!(!fleet(&running.service).contains("put back"));
}

/// The page, in which a laptop's name leads to its own.
fn fleet(service: &Service) -> String {
    let reply = asks(service, "/", &[]);
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/html; charset=utf-8")));
    String::from_utf8(reply.body).unwrap()
}

fn shows(service: &Service, path: &str) -> String {
    let reply = asks(service, path, &[]);
    assert_eq!(reply.status, 200, "{path}");
    String::from_utf8(reply.body).unwrap()
}

/// What the question asks to be sent back.
fn seal(question: &str) -> &str {
    question.split("name=\"seal\" value=\"").nth(1).unwrap().split('"').next().unwrap()
}

fn answers(service: &Service, path: &str, body: &str) -> Reply {
    let head = format!("POST {path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\n\r\n{body}", body.len());
    let mut client = client(service);
    client.send(head.as_bytes()).unwrap();
    client.reply().unwrap()
}

#[test]
fn the_fleet_says_of_each_laptop_what_an_administrator_needs() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    let admin = running.service.admin();
    running.codes();
    let organisation = admin.organisations().unwrap()[0].id;
    let team = admin.teams(organisation).unwrap()[0].id;
    let who = StaffMember { name: "<b>Zoë & Co</b>".to_owned(), role: Role::HealthVisitor, employer: None };
    let staff = admin.add_staff(organisation, team.into(), &who).unwrap();
    let code = admin.enrolment_code(organisation, staff, doorstep_service::admin::CODE_LASTS).unwrap();
    let mut zoe = Visitor::enrols(&running.service, &code);
    assert!(fleet(&running.service).contains("Not known: it was never here"));

    // Three batches were lost on the way, and a draft is on the laptop.
    zoe.laptop.number += 3;
    let visit = zoe.visit(1, 2, "a visit");
    zoe.syncs(&[visit], &[]);
    let mut asked = request(&[], &[]);
    let opened_at = morning().fixed_offset() - chrono::TimeDelta::hours(5);
    asked.drafts = vec![DraftNotice { subject: person(1), kind: "alert".to_owned(), opened_at }];
    asked.left = Some(LeftBehind { batches: 12, oldest: opened_at - chrono::TimeDelta::days(1) });
    assert_eq!(zoe.asks(&asked, &[]).status, 200);

    let page = fleet(&running.service);
    assert!(page.contains("&lt;b&gt;Zoë &amp; Co&lt;/b&gt;") && !page.contains("<b>"), "{page}");
    for said in [
        "In use",
        "0.1.0",
        "2 Nov 2026 09:00",
        ">4<",
        "Work is missing before batch 4",
        "1 draft",
        "5 hours ago",
        "12 signed batches",
        "a day ago",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    for hidden in ["07070707", "alert", "a visit"] {
        assert!(!page.contains(hidden), "{hidden}: which family, and about what, is not for administrators");
    }
    let mut running = running;
    running.starts_again(|config| config.desk = on_this_machine());
    let page = fleet(&running.service);
    assert!(page.contains("12 signed batches") && page.contains("1 draft"), "what it knew before it ended: {page}");
    running.minutes.store(8 * 24 * 60, Ordering::Relaxed);
    let page = fleet(&running.service);
    assert!(page.contains("8 days ago") && page.contains("Long away"), "{page}");
}

#[test]
fn children_for_whom_nobody_is_accountable_are_counted_by_the_sweep_and_shown() {
    let mut running = Running::start_with(|config| config.desk = on_this_machine());
    let [mut amina, _] = running.visitors();
    let births: Vec<_> = [person(1), person(2)]
        .map(|child| amina.laptop.records(child, EntryKind::Birth, "", &json!({ "born_on": "2026-05-04" })))
        .into();
    let born = amina.laptop.signs(&births);
    amina.syncs(&[born], &[]);
    assert!(fleet(&running.service).contains("Nobody is accountable for 2 children"));
    let counted = |service: &Service, expected: &str| {
        let line = format!("doorstep_children_unallocated {expected}");
        let found = (0..100).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(50));
            metrics(service).lines().any(|found| found == line)
        });
        assert!(found, "{line}: {}", metrics(service));
    };
    running.starts_again(|config| config.desk = on_this_machine());
    counted(&running.service, "2");
    let admin = running.service.admin();
    let organisation = admin.organisations().unwrap()[0].id;
    let staff = admin.staff(organisation).unwrap().into_iter().find(|one| one.role == Role::HealthVisitor).unwrap();
    let children: Vec<_> = admin.unallocated(organisation).unwrap().into_iter().map(|one| one.child).collect();
    admin.allocate(organisation, &children, staff.id).unwrap();
    // Whose they are already is no change; and nobody covers twice, nor for themselves.
    admin.allocate(organisation, &children, staff.id).unwrap();
    let [first, last] = ["2026-12-07", "2026-12-11"].map(|day| day.parse().unwrap());
    let covers = |by, days| admin.cover_child(organisation, children[0], by, days);
    assert!(covers(staff.id, (first, last)).is_err(), "they are accountable themselves");
    let beth = admin.staff(organisation).unwrap().into_iter().rfind(|one| one.role == Role::HealthVisitor).unwrap();
    assert!(covers(beth.id, (last, first)).is_err(), "the last day is before the first");
    covers(beth.id, (first, last)).unwrap();
    assert!(covers(beth.id, (last, last)).is_err(), "somebody covers that day already");
    assert!(!fleet(&running.service).contains("Nobody is accountable"));
    running.starts_again(|config| config.desk = on_this_machine());
    counted(&running.service, "0");
}

#[test]
fn a_laptop_is_shut_out_after_a_second_question_and_let_in_again() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    let [mut amina, mut beth] = running.visitors();
    let (service, laptop) = (&running.service, format!("/laptop/{}", amina.enrolled.device));
    assert!(fleet(service).contains(&laptop));
    let acts = |act: &str| {
        let question = shows(service, &format!("{laptop}/{act}"));
        assert!(question.contains("Amina Yusuf"));
        answers(service, &format!("{laptop}/{act}"), &format!("seal={}", seal(&question)))
    };
    let reply = acts("suspend");
    assert_eq!((reply.status, reply.header("location")), (303, Some(laptop.as_str())));
    assert!(shows(service, &laptop).contains("Suspended"));
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), (403, "device_suspended".to_owned()));
    beth.syncs(&[], &[]);

    assert_eq!(acts("resume").status, 303);
    amina.syncs(&[], &[]);
    assert_eq!(acts("revoke").status, 303);
    assert_eq!(amina.asks(&request(&[], &[]), &[]).refusal(), (403, "device_revoked".to_owned()));
    assert!(!shows(service, &laptop).contains("nhsuk-button"), "nothing more can be done");
    for act in ["suspend", "resume", "revoke"] {
        assert_eq!(asks(service, &format!("{laptop}/{act}"), &[]).status, 409, "{act}");
    }
}

#[test]
fn nothing_is_changed_without_the_question_that_was_asked_here() {
    let running = Running::start_with(|config| config.desk = on_this_machine());
    let [mut amina, beth] = running.visitors();
    let service = &running.service;
    let laptop = |of: &Visitor| format!("/laptop/{}", of.enrolled.device);
    let (of_amina, of_beth) = (laptop(&amina), laptop(&beth));
    let revoke = format!("{of_amina}/revoke");
    let for_another = shows(service, &format!("{of_beth}/revoke"));
    let for_something_else = shows(service, &format!("{of_amina}/suspend"));
    for forged in [
        "",
        "seal=",
        "seal=00",
        &format!("seal={}", seal(&for_another)),
        &format!("seal={}", seal(&for_something_else)),
    ] {
        assert_eq!(answers(service, &revoke, forged).status, 403, "{forged}");
    }
    assert_eq!(answers(service, &revoke, &"x".repeat(10_000)).status, 413);
    for nowhere in ["/laptop/x", "/laptop/01010101-0101-0101-0101-010101010101", &format!("{of_amina}/wipe")] {
        assert_eq!(asks(service, nowhere, &[]).status, 404, "{nowhere}");
    }
    // The service's own device is no laptop.
    let own = service.admin().organisations().unwrap()[0].service_device;
    assert_eq!(asks(service, &format!("/laptop/{own}"), &[]).status, 404);
    amina.syncs(&[], &[]);
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
