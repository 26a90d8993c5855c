//! As much of HTTP/1.1 as a browser's `fetch` needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;

/// A caseload file of 64 MB in base64, and a little.
const LARGEST_BODY: u64 = 96 << 20;
const LARGEST_HEAD: u64 = 32 << 10;

/// A request.
pub(super) struct Request {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) host: String,
    pub(super) origin: Option<String>,
    pub(super) is_json: bool,
    pub(super) body: Vec<u8>,
}

/// An answer.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) kind: &'static str,
    pub(super) body: Vec<u8>,
}

impl Answer {
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self { status, kind: "text/plain; charset=utf-8", body: text.into() }
    }

    pub(super) fn json(status: u16, text: String) -> Self {
        Self { status, kind: "application/json", body: text.into_bytes() }
    }
}

/// The next request of a connection; none when it is over or makes no sense.
pub(super) fn read(stream: &mut TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = Vec::new();
    let mut limited = (&mut reader).take(LARGEST_HEAD);
    loop {
        let mut line = String::new();
        limited.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        head.push(line.to_owned());
    }
    let mut first = head.first()?.split(' ');
    let (method, target) = (first.next()?.to_owned(), first.next()?);
    let path = target.split(['?', '#']).next()?.to_owned();
    let header = |name: &str| {
        let named = |line: &String| {
            line.split_once(':')
                .filter(|(known, _)| known.eq_ignore_ascii_case(name))
                .map(|(_, value)| value.trim().to_owned())
        };
        head.iter().skip(1).find_map(named)
    };
    let length: u64 = header("content-length").unwrap_or_default().parse().unwrap_or(0);
    if length > LARGEST_BODY {
        return None;
    }
    let is_json = header("content-type").is_some_and(|kind| kind.starts_with("application/json"));
    let (host, origin) = (header("host").unwrap_or_default(), header("origin"));
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body).ok().filter(|read| *read as u64 == length)?;
    Some(Request { method, path, host, origin, is_json, body })
}

/// Writes an answer, under the policy of the real window.
pub(super) fn write(stream: &mut TcpStream, answer: &Answer) -> std::io::Result<()> {
    let head = format!(
        "HTTP/1.1 {} -\r\ncontent-type: {}\r\ncontent-length: {}\r\ncache-control: no-store\r\n\
         x-content-type-options: nosniff\r\ncontent-security-policy: {}\r\n\r\n",
        answer.status,
        answer.kind,
        answer.body.len(),
        super::page::POLICY,
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(&answer.body)?;
    stream.flush()
}
