//! A laptop's way to the service, as `doorstep-app` goes it: the same client with the same settings, TLS included.

use std::time::Duration;

use doorstep_domain::id::DeviceId;
use doorstep_sync::frame::CONTENT_TYPE;
use doorstep_sync::key::{PublicKey, SessionToken};
use doorstep_sync::signature::sign_challenge;
use doorstep_sync::wire::{
    AskChallenge, CHALLENGE, ENROL, Enrol, Enrolled, GivenChallenge, OpenSession, PROTOCOL, SESSION, SYNC, Session,
};
use ring::signature::Ed25519KeyPair;
use serde::Serialize;
use serde::de::DeserializeOwned;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

use crate::Failed;

const STALL: Duration = Duration::from_secs(20);
const CONNECT: Duration = Duration::from_secs(10);
const LARGEST_ANSWER: u64 = 16 << 20;

/// Where the service is, and whom to trust.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub(crate) url: String,
    pub(crate) authority: String,
}

/// Why there was no good answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// The service refused; it may have said how long to stay away.
    #[error("refused with {status}")]
    Refused { status: u16, wait: Option<Duration> },
    /// No connection, or a broken one.
    #[error("the connection: {0}")]
    Connection(#[from] ureq::Error),
    /// What came is not an answer.
    #[error("the answer: {0}")]
    Answer(String),
}

/// The way, and the session that is open on it.
pub(crate) struct Link {
    agent: Agent,
    place: Place,
    token: Option<SessionToken>,
}

impl Link {
    pub(crate) fn new(place: &Place) -> Result<Self, Failed> {
        Ok(Self { agent: agent(&place.authority)?, place: place.clone(), token: None })
    }

    /// As after a night: the connection is gone, and so is the session.
    pub(crate) fn forget(&mut self) -> Result<(), Failed> {
        *self = Self::new(&self.place)?;
        Ok(())
    }

    pub(crate) fn enrol(&self, code: &str, key: PublicKey) -> Result<Enrolled, Trouble> {
        self.ask(ENROL, &Enrol { protocol: PROTOCOL, code: code.to_owned(), key, version: "0.1.0".to_owned() })
    }

    /// Sends a packed request and gives the packed answer; opens a session first where there is none.
    pub(crate) fn post(&mut self, device: DeviceId, pair: &Ed25519KeyPair, body: &[u8]) -> Result<Vec<u8>, Trouble> {
        if let Some(token) = self.token {
            match self.send(token, body) {
                // A service that started again does not know the session.
                Err(Trouble::Refused { status: 401, .. } | Trouble::Connection(_)) => self.token = None,
                answer => return answer,
            }
        }
        let GivenChallenge { challenge } = self.ask(CHALLENGE, &AskChallenge { device })?;
        let signature = sign_challenge(pair, &challenge);
        let Session { token } = self.ask(SESSION, &OpenSession { protocol: PROTOCOL, device, challenge, signature })?;
        self.token = Some(token);
        self.send(token, body)
    }

    fn send(&self, token: SessionToken, body: &[u8]) -> Result<Vec<u8>, Trouble> {
        let request = self
            .agent
            .post(format!("{}{SYNC}", self.place.url))
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", CONTENT_TYPE);
        read(request.send(body)?)
    }

    fn ask<A: DeserializeOwned>(&self, path: &str, question: &impl Serialize) -> Result<A, Trouble> {
        let body = serde_json::to_vec(question).map_err(|error| Trouble::Answer(error.to_string()))?;
        let request = self.agent.post(format!("{}{path}", self.place.url)).header("content-type", "application/json");
        let answer = read(request.send(&body[..])?)?;
        serde_json::from_slice(&answer).map_err(|error| Trouble::Answer(error.to_string()))
    }
}

fn agent(authority: &str) -> Result<Agent, Failed> {
    let roots = RootCerts::new_with_certs(&[Certificate::from_pem(authority.as_bytes())?]);
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
    Ok(config.into())
}

fn read(mut answer: ureq::http::Response<ureq::Body>) -> Result<Vec<u8>, Trouble> {
    let status = answer.status().as_u16();
    if status != 200 {
        let asked = answer.headers().get("retry-after").and_then(|wait| wait.to_str().ok()?.parse().ok());
        return Err(Trouble::Refused { status, wait: asked.map(Duration::from_secs) });
    }
    Ok(answer.body_mut().with_config().limit(LARGEST_ANSWER).read_to_vec()?)
}
