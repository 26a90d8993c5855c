//! What an operator installs: the unit and the file of settings are what this program and systemd take.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "clippy allows it only in functions marked as tests")]

use std::io::{BufRead, BufReader};
use std::os::unix::net::UnixDatagram;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

fn packaging() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packaging")
}

fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_doorstep-service"))
}

fn unit() -> String {
    std::fs::read_to_string(packaging().join("doorstep-service.service")).unwrap()
}

struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _gone = self.0.kill();
        let _ended = self.0.wait();
    }
}

#[test]
fn the_settings_and_the_environment_of_the_unit_are_known() {
    let mut command = program();
    command.args(["config", "--config"]).arg(packaging().join("service.toml"));
    let mut from_environment = 0;
    for line in unit().lines().filter_map(|line| line.strip_prefix("Environment=")) {
        for (name, value) in line.split(' ').map(|pair| pair.split_once('=').unwrap()) {
            command.env(name, value);
            from_environment += 1;
        }
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let shown = String::from_utf8(output.stdout).unwrap();
    assert_eq!(shown.lines().filter(|line| line.ends_with("# environment")).count(), from_environment, "{shown}");
    assert!(shown.contains("\"json\""));
}

/// Where there is a systemd.
#[test]
fn systemd_has_nothing_to_say_against_the_unit() {
    let folder = tempfile::tempdir().unwrap();
    let unit_file = folder.path().join("doorstep-service.service");
    // It looks for the program.
    let text = unit().replace("/usr/bin/doorstep-service", env!("CARGO_BIN_EXE_doorstep-service"));
    let text: String =
        text.lines().filter(|line| !line.starts_with("Documentation=")).map(|line| format!("{line}\n")).collect();
    std::fs::write(&unit_file, text).unwrap();
    let Ok(verified) = Command::new("systemd-analyze").arg("verify").arg(&unit_file).output() else { return };
    let said = String::from_utf8_lossy(&verified.stderr).into_owned();
    let ours: Vec<&str> = said.lines().filter(|line| line.contains("doorstep")).collect();
    assert!(ours.is_empty(), "{ours:?}");

    let mut judge = Command::new("systemd-analyze");
    let judged = judge.args(["security", "--offline=true", "--threshold=15"]).arg(&unit_file).output().unwrap();
    assert!(judged.status.success(), "open to more than it needs:\n{}", String::from_utf8_lossy(&judged.stdout));
}

#[test]
fn systemd_is_told_when_the_service_listens_and_a_health_check_is_answered() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    make_a_certificate(&data);
    let socket = folder.path().join("notify");
    let notified = UnixDatagram::bind(&socket).unwrap();
    notified.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let admin = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    let ping = || program().args(["ping", "--admin-listen", &admin, "--data"]).arg(&data).output().unwrap();
    assert!(!ping().status.success(), "nobody is there yet");

    let mut command = program();
    command.args(["serve", "--listen", "127.0.0.1:0", "--admin-listen", &admin, "--data"]).arg(&data);
    let running = Running(command.env("NOTIFY_SOCKET", &socket).stderr(Stdio::null()).spawn().unwrap());
    let mut said = [0; 64];
    let length = notified.recv(&mut said).unwrap();
    assert_eq!(&said[..length], b"READY=1");
    let output = ping();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(Command::new("kill").arg(running.0.id().to_string()).status().unwrap().success());
    let length = notified.recv(&mut said).unwrap();
    assert_eq!(&said[..length], b"STOPPING=1");
}

/// The demonstration makes one.
fn make_a_certificate(data: &Path) {
    let mut command = program();
    command.args(["demo", "--data"]).arg(data).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut demo = Running(command.spawn().unwrap());
    let mut line = String::new();
    BufReader::new(demo.0.stdout.take().unwrap()).read_line(&mut line).unwrap();
    assert!(line.contains("url"));
}
