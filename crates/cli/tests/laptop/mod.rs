//! A laptop with a vault, enrolled with a service that knows nothing but how to enrol.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

pub(crate) const PASSPHRASE: &str = "plover lantern gravel soup";

/// What the service answers: a tenant, a practitioner, a device, and keys that nothing here uses.
const ENROLLED: &str = r#"{
    "organisation": "01010101-0101-0101-0101-010101010101", "organisation_name": "Little Haven",
    "staff": "02020202-0202-0202-0202-020202020202", "name": "Amina Yusuf", "role": "health_visitor",
    "device": "03030303-0303-0303-0303-030303030303",
    "service_key": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc",
    "recovery_key": "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc"
}"#;

pub(crate) struct Laptop {
    pub(crate) folder: TempDir,
}

impl Laptop {
    pub(crate) fn enrolled() -> Self {
        let laptop = Self { folder: tempfile::tempdir().unwrap() };
        laptop.file("passphrase", &format!("{PASSPHRASE}\n"));
        let url = service();
        let (code, said, why) = laptop.run(&["enrol", "--url", &url, "--code", "ABCD-EFGH"]);
        assert_eq!((code, said.as_str()), (0, "This laptop is Amina Yusuf's, of Little Haven.\n"), "{why}");
        laptop
    }

    /// The program at this laptop, without a passphrase.
    pub(crate) fn command(&self) -> Command {
        let mut command = program();
        command.arg("--data-dir").arg(self.folder.path().join("data"));
        command
    }

    /// Runs the program with the passphrase from its file. Gives its exit code, output and complaints.
    pub(crate) fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        output(self.command().args(["--passphrase-file", &self.path("passphrase")]).args(arguments), "")
    }

    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).to_str().unwrap().to_owned()
    }

    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        std::fs::write(self.folder.path().join(name), content).unwrap();
        self.path(name)
    }

    pub(crate) fn vault(&self) -> PathBuf {
        let mut vaults = std::fs::read_dir(self.folder.path().join("data/vaults")).unwrap();
        vaults.next().unwrap().unwrap().path()
    }
}

pub(crate) fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_doorstep-cli"))
}

pub(crate) fn output(command: &mut Command, typed: &str) -> (i32, String, String) {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // A program that needs nothing typed may have closed its input already.
    let _ = child.stdin.take().unwrap().write_all(typed.as_bytes());
    let done = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (done.status.code().unwrap(), text(done.stdout), text(done.stderr))
}

/// Answers one request as the service answers an enrolment, then is gone.
fn service() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream.try_clone().unwrap());
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if let Some((_, value)) = line.to_lowercase().split_once("content-length:") {
                length = value.trim().parse().unwrap();
            }
            if line.trim().is_empty() {
                break;
            }
        }
        reader.read_exact(&mut vec![0; length]).unwrap();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", ENROLLED.len());
        stream.write_all(format!("{head}{ENROLLED}").as_bytes()).unwrap();
    });
    url
}
