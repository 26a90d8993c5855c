//! The program itself: what it prints, what it leaves behind, and how it ends.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

mod support;

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use doorstep_sync::wire::{ENROL, Enrol, Enrolled, PROTOCOL};
use rustls::version;
use serde_json::Value;
use support::client::{Client, connect_tls};
use support::laptop::key_pair;

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_doorstep-service"))
}

/// A demonstration that runs until it is dropped or told to stop.
struct Demo {
    child: Child,
    ready: Value,
}

impl Demo {
    fn start(data: &Path, more: &[&str]) -> Self {
        let mut command = program();
        command.args(["demo", "--log", "json", "--data"]).arg(data).args(more);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        Self { child, ready: serde_json::from_str(&line).expect("one line of JSON") }
    }

    fn client(&self) -> Client {
        let address = self.ready["url"].as_str().unwrap().strip_prefix("https://").unwrap().parse().unwrap();
        let ca = std::fs::read_to_string(self.ready["ca"].as_str().unwrap()).unwrap();
        connect_tls(address, &ca, &[&version::TLS13]).unwrap()
    }

    fn codes(&self) -> Vec<(String, String)> {
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let codes = self.ready["enrol_codes"].as_array().unwrap();
        codes.iter().map(|code| (text(&code["name"]), text(&code["code"]))).collect()
    }

    /// SIGTERM. Returns whether it ended well.
    fn stop(mut self) -> bool {
        let told = Command::new("kill").arg(self.child.id().to_string()).status().unwrap();
        told.success() && self.child.wait().unwrap().success()
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _gone = self.child.kill();
    }
}

fn enrol(demo: &Demo, code: &str) -> Enrolled {
    let asked = Enrol { protocol: PROTOCOL, code: code.to_owned(), key: key_pair().1, version: "0.1.0".to_owned() };
    demo.client().post_json(ENROL, &asked).json()
}

#[test]
fn a_demonstration_says_what_a_laptop_needs_and_keeps_it() {
    let folder = tempfile::tempdir().unwrap();
    let (data, ready_file) = (folder.path().join("data"), folder.path().join("ready.json"));
    let first = Demo::start(&data, &["--ready-file", ready_file.to_str().unwrap()]);
    let written: Value = serde_json::from_slice(&std::fs::read(&ready_file).unwrap()).unwrap();
    assert_eq!(written, first.ready);
    assert_eq!(first.ready["organisation"], "Doorstep Demo Health Visiting");
    let codes = first.codes();
    assert_eq!(codes.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Amina Yusuf", "Beth Carter"]);
    assert_eq!(enrol(&first, &codes[0].1).name, "Amina Yusuf");
    assert!(first.stop(), "SIGTERM ends it well");

    let second = Demo::start(&data, &[]);
    let left = second.codes();
    assert_eq!(left.len(), 1, "Amina has a laptop");
    assert_eq!(enrol(&second, &left[0].1).name, "Beth Carter");
    assert!(second.stop());

    let third = Demo::start(&data, &["--new-codes"]);
    assert_eq!(third.codes().len(), 2);
    assert!(third.stop());
}

#[test]
fn secrets_are_this_users_alone() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let demo = Demo::start(&data, &[]);
    let mut seen = 0;
    for place in [data.clone(), data.join("keys"), data.join("tls")] {
        let mode = |path: &Path| std::fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&place), 0o700, "{}", place.display());
        for file in std::fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            assert_eq!(mode(&file), 0o600, "{}", file.display());
            seen += 1;
        }
    }
    assert!(seen >= 6, "ledger, two keys, three files of TLS");
    assert!(demo.stop());
}

fn run(data: &Path, arguments: &[&str]) -> Output {
    program().args(arguments).arg("--data").arg(data).output().unwrap()
}

fn prints(data: &Path, arguments: &[&str]) -> String {
    let output = run(data, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn an_administrator_sets_an_organisation_up_from_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let organisation = prints(&data, &["organisation", "add", "Riverside"]);
    assert_eq!(prints(&data, &["organisation", "list"]), format!("{organisation} Riverside"));
    let team = prints(&data, &["team", "add", "North"]);
    let staff = prints(&data, &["staff", "add", "Cara Jones", "--team", &team, "--role", "nursery_nurse"]);
    assert_eq!(prints(&data, &["staff", "list"]), format!("{staff} Cara Jones (NurseryNurse)"));
    let code = prints(&data, &["enrol-code", &staff]);
    assert_eq!(code.len(), 19);
    assert_eq!(prints(&data, &["device"]), "");

    for bad in [
        vec!["staff", "add", "Nobody", "--team", &team, "--role", "service"],
        vec!["staff", "add", "Nobody", "--team", &organisation],
        vec!["enrol-code", &team],
        vec!["revoke", &staff],
    ] {
        let output = run(&data, &bad);
        assert!(!output.status.success() && !output.stderr.is_empty(), "{bad:?}");
    }
    assert_eq!(prints(&data, &["staff", "list"]).lines().count(), 1, "what failed left nothing behind");
}

#[test]
fn serving_in_clear_beyond_the_machine_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(folder.path(), &["serve", "--listen", "0.0.0.0:0", "--plain-http-on-loopback"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("loopback"));
}

fn shows(flags: &[&str], environment: &[(&str, &str)], file: Option<&Path>) -> Output {
    let mut command = program();
    command.arg("config").args(flags).env_clear().envs(environment.iter().copied());
    command.args(file.map(|file| format!("--config={}", file.display()))).output().unwrap()
}

#[test]
fn a_flag_counts_more_than_the_environment_and_that_more_than_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorstep.toml");
    std::fs::write(&file, "data = '/srv/doorstep'\nlisten = '0.0.0.0:1'\nidle_seconds = 7\nconnections = 1\n").unwrap();
    let environment = [("DOORSTEP_LISTEN", "0.0.0.0:2"), ("DOORSTEP_IDLE_SECONDS", "8")];
    let output = shows(&["--listen", "0.0.0.0:3"], &environment, Some(&file));
    let shown = String::from_utf8(output.stdout).unwrap();
    let said = |line: &str| shown.lines().any(|found| found.split_whitespace().eq(line.split_whitespace()));
    assert!(said("listen = \"0.0.0.0:3\" # flag"), "{shown}");
    assert!(said("idle_seconds = 8 # environment"), "{shown}");
    assert!(said("connections = 1 # file"), "{shown}");
    assert!(said("request_seconds = 30 # usual"), "{shown}");
    assert!(said("data = \"/srv/doorstep\" # file"), "{shown}");
    // What it prints is a file that says the same.
    std::fs::write(&file, &shown).unwrap();
    let again = String::from_utf8(shows(&[], &[], Some(&file)).stdout).unwrap();
    let values =
        |text: &str| text.lines().map(|line| line.split('#').next().unwrap().trim().to_owned()).collect::<Vec<_>>();
    assert_eq!(values(&again), values(&shown));
}

#[test]
fn what_a_file_of_settings_cannot_say_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("doorstep.toml");
    for (text, named) in [
        ("data = 'd'\nlissen = '0.0.0.0:1'", "lissen"),
        ("data = 'd'\nlisten = 'here'", "listen"),
        ("listen = '0.0.0.0:1'", "data"),
        ("data = 'd'\ncertificate = 'server.pem'", "certificate_key"),
    ] {
        std::fs::write(&file, text).unwrap();
        let output = shows(&[], &[], Some(&file));
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(named), "{text}: {said}");
    }
}

#[test]
fn help_says_all_three_names_of_a_setting() {
    let help = String::from_utf8(program().args(["serve", "--help"]).output().unwrap().stdout).unwrap();
    for name in ["--idle-seconds", "DOORSTEP_IDLE_SECONDS", "file: idle_seconds", "usual: 60"] {
        assert!(help.contains(name), "{name}: {help}");
    }
}

#[test]
fn a_certificates_key_that_others_may_read_is_refused() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let demo = Demo::start(folder.path(), &[]);
    assert!(demo.stop());
    let key = folder.path().join("tls/server.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let output = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("others may read"), "{output:?}");
}

#[test]
fn an_operator_migrates_and_copies_the_ledger_from_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    assert!(prints(&data, &["migrate"]).starts_with("a new ledger of schema"));
    assert!(prints(&data, &["migrate"]).ends_with("nothing to do"));
    prints(&data, &["organisation", "add", "Riverside"]);
    let copies = folder.path().join("copies");
    let said = prints(&data, &["backup", "--to", copies.to_str().unwrap()]);
    let (copy, whole) = said.split_once('\n').unwrap();
    assert!(whole.starts_with("whole: "), "{said}");
    let check = |copy: &str| program().args(["check-backup", copy]).output().unwrap();
    assert!(check(copy).status.success());
    std::fs::write(Path::new(copy).join("ledger.db"), "something else").unwrap();
    assert!(!check(copy).status.success());
}

#[test]
fn an_administrator_moves_somebody_and_sees_who_decided_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    prints(&data, &["organisation", "add", "Riverside"]);
    let [old, new] = ["North", "South"].map(|name| prints(&data, &["team", "add", name, "--shares-families"]));
    let nina = prints(&data, &["staff", "add", "Nina Okoye", "--role", "staff_nurse", "--team", &old]);
    let why = ["--decided-by", "Lena Marsh", "--because", "A new post."];
    prints(&data, &[&["move-staff", &nina, "--team", &new], &why[..]].concat());
    let members = prints(&data, &["caseload", "members"]);
    assert!(members.contains(&format!("Nina Okoye reads team:{new}")) && !members.contains(&old), "{members}");
    let history = prints(&data, &["caseload", "history"]);
    let said = format!("Nina Okoye no longer reads team:{old}. A new post. Decided by Lena Marsh.");
    assert!(history.contains(&said), "{history}");
    assert!(prints(&data, &["caseload", "rebuild-members"]).starts_with("0 members"));
}

#[test]
fn an_operator_puts_a_copy_back_and_confirms_it() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    prints(&data, &["organisation", "add", "Riverside"]);
    assert!(prints(&data, &["restore-check"]).contains("never said to be put back"));
    assert!(prints(&data, &["restore-check", "--begin"]).contains("everything is back: restore-check --confirm"));
    assert!(prints(&data, &["restore-check", "--confirm"]).contains("confirmed 2"));
    let again = program().args(["restore-check", "--confirm", "--data"]).arg(&data).output().unwrap();
    assert!(!again.status.success(), "there is nothing to confirm");
}

#[test]
fn what_is_shown_of_a_database_holds_no_password() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ledger.url");
    let says = |arguments: &[&str]| {
        let output = program().args(arguments).arg("--data").arg(folder.path()).output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(said).unwrap())
    };
    let url = "postgres://doorstep:s3cret@db.invalid/ledger?sslmode=verify-full&sslrootcert=/etc/db.pem";
    std::fs::write(&file, url).unwrap();
    let (_, told) = says(&["config"]);
    assert!(told.contains("others may read it") && !told.contains("s3cret"), "{told}");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o600)).unwrap();
    let (fine, shown) = says(&["config"]);
    let ledger = "# ledger: PostgreSQL, database ledger, role doorstep, db.invalid:5432, TLS by /etc/db.pem";
    assert!(fine && shown.contains(ledger) && !shown.contains("s3cret"), "{shown}");
    for (command, url) in [
        ("config", "postgres://doorstep:s3cret@db.invalid/ledger"),
        ("config", "postgres://doorstep:s3@cret@s3cret/ledger"),
        ("migrate", "postgres://doorstep:s3cret@127.0.0.1:1/ledger"),
        ("backup", url),
    ] {
        std::fs::write(&file, url).unwrap();
        let more: &[&str] = if command == "backup" { &["--to", "/nonexistent/copies"] } else { &[] };
        let (fine, told) = says(&[&[command], more].concat());
        assert!(!fine && !told.contains("s3cret") && !told.contains("cret@"), "{command}: {told}");
    }
}
