//! The program is stopped while laptops push: what it acknowledged is there when it starts again, and nothing is half there.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use doorstep_sync::wire::{Cursor, Outcome, SignedBatch};
use rustls::version;
use serde_json::Value;
use support::client::{Client, connect_tls};
use support::visitor::{Visitor, answered};

/// How many changes a visit has: what is half there shows.
const A_VISIT: u64 = 7;

struct Program {
    child: Child,
    ready: Value,
}

impl Program {
    fn start(data: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_doorstep-service"));
        command.args(["demo", "--new-codes", "--data"]).arg(data);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, ready: serde_json::from_str(&line).unwrap() }
    }

    fn client(&self) -> Client {
        let address = self.ready["url"].as_str().unwrap().strip_prefix("https://").unwrap().parse().unwrap();
        let ca = std::fs::read_to_string(self.ready["ca"].as_str().unwrap()).unwrap();
        connect_tls(address, &ca, &[&version::TLS13]).unwrap()
    }

    fn enrols(&self, code: usize) -> Visitor {
        Visitor::enrols_over(self.client(), self.ready["enrol_codes"][code]["code"].as_str().unwrap())
    }

    fn told(&self, signal: &str) {
        assert!(Command::new("kill").args([signal, &self.child.id().to_string()]).status().unwrap().success());
    }

    fn ends(mut self) -> ExitStatus {
        self.child.wait().unwrap()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _gone = self.child.kill();
    }
}

/// What a laptop sent, and how much of it was acknowledged.
struct Pushed {
    visitor: Visitor,
    sent: Vec<SignedBatch>,
    acknowledged: usize,
}

/// Pushes visit after visit until the line breaks.
fn pushes_until_it_breaks(mut visitor: Visitor, acknowledged_by_all: &AtomicUsize) -> Pushed {
    let (mut sent, mut acknowledged) = (Vec::new(), 0);
    loop {
        let visit = visitor.visit(100 * sent.len() as u64, A_VISIT, &format!("visit {}", sent.len()));
        let answer = visitor.tries(std::slice::from_ref(&visit));
        sent.push(visit);
        // One that is refused because the service stops is not acknowledged either.
        let Ok(reply) = answer else { break };
        if reply.status != 200 {
            break;
        }
        assert_eq!(answered(&reply).head.answers[0].outcome, Outcome::Accepted);
        acknowledged += 1;
        acknowledged_by_all.fetch_add(1, Ordering::Relaxed);
    }
    Pushed { visitor, sent, acknowledged }
}

fn stops_under_load(signal: &str, after: usize) -> ExitStatus {
    let folder = tempfile::tempdir().unwrap();
    let program = Program::start(folder.path());
    let acknowledged = AtomicUsize::new(0);
    let visitors = [program.enrols(0), program.enrols(1)];
    let pushed: Vec<Pushed> = std::thread::scope(|scope| {
        let pushing = visitors.map(|visitor| scope.spawn(|| pushes_until_it_breaks(visitor, &acknowledged)));
        while acknowledged.load(Ordering::Relaxed) < after {
            std::thread::sleep(Duration::from_millis(1));
        }
        program.told(signal);
        pushing.map(|thread| thread.join().unwrap()).into()
    });
    let began = Instant::now();
    let ended = program.ends();
    assert!(began.elapsed() < Duration::from_secs(10), "it does not wait for ever");
    check_what_is_there(&Program::start(folder.path()), pushed);
    ended
}

/// Asks for each batch whether it is there, by sending all of them again, and counts what a colleague gets of them.
fn check_what_is_there(program: &Program, pushed: Vec<Pushed>) {
    let mut reader = program.enrols(0);
    let before = changes_of_visits(&everything(&mut reader));
    for (words, changes) in &before {
        assert_eq!(*changes % A_VISIT, 0, "{words} is half there");
    }
    let mut kept = 0;
    for mut laptop in pushed {
        laptop.visitor.client = program.client();
        laptop.visitor.token = laptop.visitor.opens_session().json::<doorstep_sync::wire::Session>().token;
        for (number, visit) in laptop.sent.iter().enumerate() {
            let outcome =
                answered(&laptop.visitor.tries(std::slice::from_ref(visit)).unwrap()).head.answers[0].outcome.clone();
            if number < laptop.acknowledged {
                assert_eq!(outcome, Outcome::AlreadyHad, "visit {number} was acknowledged");
            }
            kept += u64::from(outcome == Outcome::AlreadyHad);
        }
    }
    assert_eq!(before.values().sum::<u64>(), kept * A_VISIT, "what is there is what was kept, whole");
}

fn everything(reader: &mut Visitor) -> Vec<String> {
    let (mut changes, mut cursors) = (Vec::new(), Vec::<Cursor>::new());
    loop {
        let reply = reader.syncs(&[], &cursors);
        changes.extend(reply.changes);
        for page in &reply.head.pages {
            cursors.retain(|cursor| cursor.audience != page.audience);
            cursors.push(Cursor { audience: page.audience, epoch: page.epoch, position: page.to });
        }
        if !reply.head.more {
            return changes;
        }
    }
}

/// How many changes there are of each visit, over both laptops.
fn changes_of_visits(changes: &[String]) -> BTreeMap<String, u64> {
    let mut visits = BTreeMap::new();
    for change in changes {
        let change: Value = serde_json::from_str(change).unwrap();
        if let Some(words) = change["body"]["narrative"].as_str() {
            *visits.entry(words.to_owned()).or_default() += 1;
        }
    }
    visits
}

#[test]
fn what_was_acknowledged_before_it_was_told_to_stop_is_there() {
    for after in [1, 20, 60] {
        assert!(stops_under_load("-TERM", after).success(), "and it ends well");
    }
}

#[test]
fn what_was_acknowledged_before_it_was_killed_is_there() {
    for after in [1, 20, 60] {
        stops_under_load("-KILL", after);
    }
}
