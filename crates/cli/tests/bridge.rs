//! The bridge: the table of calls over loopback HTTP, in builds with the feature `bridge` alone.
#![cfg(feature = "bridge")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

struct Bridge {
    child: Child,
    address: String,
    folder: tempfile::TempDir,
}

impl Bridge {
    fn serving() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("ui")).unwrap();
        std::fs::write(folder.path().join("ui/index.html"), "<!doctype html><title>Doorstep</title>").unwrap();
        std::fs::write(folder.path().join("secret.html"), "not the window's").unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_doorstep-cli"))
            .arg("--data-dir")
            .arg(folder.path())
            .args(["bridge", "--ui"])
            .arg(folder.path().join("ui"))
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("http://").unwrap().to_owned();
        Self { child, address, folder }
    }

    /// Sends a request's first line, headers and body; gives the status and the whole answer.
    fn ask(&self, first: &str, headers: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = if headers.to_lowercase().contains("host:") {
            String::new()
        } else {
            format!("Host: {}\r\n", self.address)
        };
        let length = body.len();
        write!(stream, "{first} HTTP/1.1\r\n{host}{headers}Content-Length: {length}\r\n\r\n{body}").unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let status = answer.split(' ').nth(1).unwrap().parse().unwrap();
        (status, answer)
    }
}

impl Drop for Bridge {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const JSON: &str = "Content-Type: application/json\r\n";

#[test]
fn the_bridge_makes_calls_and_serves_the_window_under_its_policy() {
    let bridge = Bridge::serving();
    let (status, answer) = bridge.ask("POST /call/session", JSON, "{}");
    assert!(status == 200 && answer.ends_with(r#"{"open":null,"vaults":[]}"#), "{answer}");
    let (status, answer) = bridge.ask("POST /call/status", JSON, "{}");
    assert!(status == 400 && answer.contains(r#""code":"locked""#), "{answer}");
    for path in ["GET /", "GET /index.html", "GET /family/0123"] {
        let (status, answer) = bridge.ask(path, "", "");
        assert!(status == 200 && answer.contains("<title>Doorstep</title>"), "{path}: {answer}");
        assert!(answer.contains("content-security-policy: default-src 'none'"), "{answer}");
    }
}

#[test]
fn the_bridge_refuses_whatever_another_page_could_send() {
    let bridge = Bridge::serving();
    let refused = [
        ("POST /call/session", "Host: doorstep.example\r\nContent-Type: application/json\r\n", 403),
        ("POST /call/session", "Origin: http://elsewhere.example\r\nContent-Type: application/json\r\n", 403),
        ("POST /call/session", "Content-Type: text/plain\r\n", 415),
        ("GET /call/session", "", 405),
        ("GET /../secret.html", "", 404),
        ("GET //etc/passwd.html", "", 404),
        ("GET /%2e%2e/secret.html", "", 404),
        ("GET /missing.js", "", 404),
    ];
    for (first, headers, expected) in refused {
        let (status, answer) = bridge.ask(first, headers, "{}");
        assert_eq!(status, expected, "{first}: {answer}");
        assert!(!answer.contains("not the window's"), "{first}");
    }
    assert!(bridge.folder.path().exists());
}

#[test]
fn the_bridge_listens_on_this_machine_alone() {
    let asked =
        Command::new(env!("CARGO_BIN_EXE_doorstep-cli")).args(["bridge", "--listen", "0.0.0.0:0"]).output().unwrap();
    assert_eq!(asked.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&asked.stderr).contains("loopback only"));
}
