//! The way to the service: HTTPS, one session at a time. The only file here that knows the network.

use std::cell::Cell;
use std::time::Duration;

use chrono::DateTime;
use doorstep_domain::id::DeviceId;
use doorstep_store::device::{DeviceKey, Enrolment};
use doorstep_sync::key::{Challenge, SessionToken};
use doorstep_sync::signature::sign_challenge;
use doorstep_sync::wire::{self, AskChallenge, Enrolled, GivenChallenge, OpenSession, PROTOCOL, Session};
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::error::ErrorCode;

/// Why the service did not answer as hoped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the service: {0:?}")]
pub(crate) struct LinkError(pub(crate) ErrorCode);

/// A connection to one service.
pub(crate) struct Link {
    agent: Agent,
    address: String,
    device: Option<DeviceId>,
    token: Option<SessionToken>,
    /// How long the service last asked to be left alone.
    wait: Cell<Option<Duration>>,
}

/// A session about to be opened.
pub(crate) struct Opening {
    device: DeviceId,
    challenge: Challenge,
}

impl Opening {
    pub(crate) fn sign(&self, key: &DeviceKey) -> OpenSession {
        let signature = sign_challenge(key.pair(), &self.challenge);
        OpenSession { protocol: PROTOCOL, device: self.device, challenge: self.challenge, signature }
    }
}

/// No bytes for so long means that the line is dead. There is no limit on the whole: 3G is slow, not broken.
const STALL: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(10);
/// The largest answer that is read, packed.
const LARGEST_ANSWER: u64 = 16 << 20;

impl Link {
    /// A way to the service at `address`, trusting `authority` (PEM) alone where one is given.
    pub(crate) fn new(address: &str, authority: Option<&str>) -> Result<Self, LinkError> {
        let secure = address.starts_with("https://");
        if !secure && !is_loopback(address) {
            return Err(LinkError(ErrorCode::ServiceNotTrusted));
        }
        let roots = match authority {
            Some(pem) => RootCerts::new_with_certs(&[
                Certificate::from_pem(pem.as_bytes()).map_err(|_| LinkError(ErrorCode::ServiceNotTrusted))?
            ]),
            None => RootCerts::WebPki,
        };
        let config = Agent::config_builder()
            .tls_config(TlsConfig::builder().root_certs(roots).build())
            .timeout_connect(Some(CONNECT))
            .timeout_per_read(Some(STALL))
            .timeout_per_write(Some(STALL))
            .http_status_as_error(false)
            .user_agent("")
            .accept("")
            .max_redirects(0)
            .build();
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { agent: config.into(), address, device: None, token: None, wait: Cell::new(None) })
    }

    /// The way to the service of an enrolled vault.
    pub(crate) fn of(enrolment: &Enrolment) -> Result<Self, LinkError> {
        let link = Self::new(&enrolment.address, enrolment.authority.as_deref())?;
        Ok(Self { device: Some(enrolment.device), ..link })
    }

    pub(crate) fn enrol(&self, enrol: &wire::Enrol) -> Result<Enrolled, LinkError> {
        self.ask(wire::ENROL, enrol)
    }

    pub(crate) fn has_session(&self) -> bool {
        self.token.is_some()
    }

    /// How long the service asked to be left alone since this was last asked.
    pub(crate) fn take_wait(&self) -> Option<Duration> {
        self.wait.take()
    }

    /// Asks for something to sign.
    pub(crate) fn ask_challenge(&self) -> Result<Opening, LinkError> {
        let device = self.device.ok_or(LinkError(ErrorCode::LaptopRefused))?;
        let GivenChallenge { challenge } = self.ask(wire::CHALLENGE, &AskChallenge { device })?;
        Ok(Opening { device, challenge })
    }

    /// Opens a session with the signed challenge.
    pub(crate) fn open_session(&mut self, signed: &OpenSession) -> Result<(), LinkError> {
        let Session { token } = self.ask(wire::SESSION, signed)?;
        self.token = Some(token);
        Ok(())
    }

    /// Sends a packed request and gives the packed answer. A refusal ends the session, and so does being hung up on:
    /// a service that started again does not know the session, and in the middle of a long request its refusal is lost.
    pub(crate) fn sync_with_session(&mut self, body: &[u8]) -> Result<Vec<u8>, LinkError> {
        let token = self.token.take().ok_or(LinkError(ErrorCode::LaptopRefused))?;
        let request = self
            .agent
            .post(format!("{}{}", self.address, wire::SYNC))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", doorstep_sync::frame::CONTENT_TYPE);
        let sent = request.send(body);
        let cut_off = sent.as_ref().is_err_and(was_cut_off);
        let answer = self.read(sent);
        if !cut_off && answer != Err(LinkError(ErrorCode::LaptopRefused)) {
            self.token = Some(token);
        }
        answer
    }

    fn ask<A: DeserializeOwned>(&self, path: &str, question: &impl Serialize) -> Result<A, LinkError> {
        let body = serde_json::to_vec(question).map_err(|_| LinkError(ErrorCode::Internal))?;
        let request = self.agent.post(format!("{}{path}", self.address)).header("content-type", "application/json");
        let answer = self.read(request.send(&body[..]))?;
        serde_json::from_slice(&answer).map_err(|_| LinkError(ErrorCode::BadAnswer))
    }

    fn read(&self, answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Vec<u8>, LinkError> {
        let mut answer = answer.map_err(|error| LinkError(code_of(&error)))?;
        match answer.status().as_u16() {
            200 => {}
            401 | 403 => return Err(LinkError(ErrorCode::LaptopRefused)),
            409 => return Err(LinkError(ErrorCode::VersionRefused)),
            410 => return Err(LinkError(ErrorCode::CodeRefused)),
            429 | 500..=599 => {
                self.wait.set(wait_asked(answer.headers()));
                return Err(LinkError(ErrorCode::ServiceNotReached));
            }
            // A captive portal, a proxy: whatever it is, it is not the service.
            _ => return Err(LinkError(ErrorCode::BadAnswer)),
        }
        let body = answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec();
        body.map_err(|error| LinkError(code_of(&error)))
    }
}

/// How long an answer asks to be left alone: in seconds, or until a moment by the service's own clock.
fn wait_asked(headers: &ureq::http::HeaderMap) -> Option<Duration> {
    let text = |name: &str| headers.get(name)?.to_str().ok();
    let asked = text("retry-after")?;
    if let Ok(seconds) = asked.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    let moment = |text| DateTime::parse_from_rfc2822(text).ok();
    (moment(asked)? - moment(text("date")?)?).to_std().ok()
}

fn code_of(error: &ureq::Error) -> ErrorCode {
    match error {
        ureq::Error::Rustls(_) | ureq::Error::Tls(_) => ErrorCode::ServiceNotTrusted,
        // rustls reports an untrusted certificate through the socket's own error.
        ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::InvalidData => ErrorCode::ServiceNotTrusted,
        _ => ErrorCode::ServiceNotReached,
    }
}

fn was_cut_off(error: &ureq::Error) -> bool {
    use std::io::ErrorKind::{BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof};
    matches!(error, ureq::Error::Io(error)
        if matches!(error.kind(), BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof))
}

fn is_loopback(address: &str) -> bool {
    let host = address.strip_prefix("http://").unwrap_or_default();
    ["127.0.0.1", "[::1]", "localhost"].iter().any(|name| {
        host.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with(':') || rest.starts_with('/'))
    })
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpListener;

    use super::*;

    #[test]
    fn a_service_that_hangs_up_in_the_middle_of_a_long_request_has_ended_the_session() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut link = Link::new(&format!("http://{}", listener.local_addr().unwrap()), None).unwrap();
        link.token = Some(doorstep_sync::key::Bytes([0; 16]));
        let service = std::thread::spawn(move || listener.accept().unwrap().0.read(&mut [0; 64]).unwrap());
        assert_eq!(link.sync_with_session(&vec![0; 32 << 20]), Err(LinkError(ErrorCode::ServiceNotReached)));
        assert_eq!(service.join().unwrap(), 64);
        assert!(!link.has_session(), "a session is opened before anything is sent again");
    }

    #[test]
    fn a_service_that_is_busy_says_how_long_it_is() {
        let answers = [
            ("429 Too Many Requests", "Retry-After: 7", Some(7)),
            ("503 Service Unavailable", "Retry-After: Mon, 02 Nov 2026 10:02:00 GMT", Some(120)),
            ("503 Service Unavailable", "Retry-After: soon", None),
            ("500 Internal Server Error", "X-Other: 1", None),
        ];
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let mut link = Link::new(&format!("http://{}", listener.local_addr().unwrap()), None).unwrap();
        link.device = Some(DeviceId::from_bytes([1; 16]));
        for (status, header, seconds) in answers {
            let answer = format!(
                "HTTP/1.1 {status}\r\nDate: Mon, 02 Nov 2026 10:00:00 GMT\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
            let listener = listener.try_clone().unwrap();
            let service = std::thread::spawn(move || {
                let mut asked = listener.accept().unwrap().0;
                assert!(asked.read(&mut [0; 4096]).unwrap() > 0);
                asked.write_all(answer.as_bytes()).unwrap();
            });
            assert!(link.ask_challenge().is_err());
            service.join().unwrap();
            assert_eq!(link.take_wait(), seconds.map(Duration::from_secs), "{header}");
            assert_eq!(link.take_wait(), None);
        }
    }

    #[test]
    fn nothing_is_sent_in_clear_but_to_this_very_machine() {
        for address in ["http://127.0.0.1:8080", "http://localhost", "http://[::1]:1"] {
            assert!(Link::new(address, None).is_ok(), "{address}");
        }
        for address in ["http://doorstep.example", "http://127.0.0.1.example", "ftp://127.0.0.1", "localhost:80"] {
            assert!(Link::new(address, None).is_err(), "{address}");
        }
    }
}
