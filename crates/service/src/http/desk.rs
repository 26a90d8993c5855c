//! What administrators see, on a listener of its own: figures for Prometheus, and the fleet.
//!
//! It listens on this machine alone unless it is told otherwise; somebody elsewhere comes in by SSH. Elsewhere it takes
//! TLS and a token. The token may be asked for here as well.

mod fleet;
mod html;
mod laptop;

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, HOST, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use doorstep_domain::id::{DeviceId, OrganisationId};
use ring::digest::{SHA256, digest};

use super::{App, status};
use crate::ledger::Device;
use crate::metrics::Now;
use crate::random::random;
use crate::{Admin, Error, OrganisationNumber, secret};
use laptop::Seal;

/// A form has one field.
const LARGEST_FORM: usize = 1 << 10;

/// What the pages of administrators share.
pub(crate) struct Desk {
    app: Arc<App>,
    token: Option<Token>,
    /// Whether it listens on this machine alone.
    is_loopback: bool,
    board: Arc<Board>,
}

impl Desk {
    /// # Errors
    /// When there are no random bytes.
    pub(crate) fn new(
        app: &Arc<App>,
        admin: &Arc<Admin>,
        token: Option<Token>,
        is_loopback: bool,
    ) -> Result<Self, Error> {
        let seal = Seal::new(&random()?);
        let board = Arc::new(Board { app: Arc::clone(app), admin: Arc::clone(admin), seal });
        Ok(Self { app: Arc::clone(app), token, is_loopback, board })
    }

    /// Everything that it answers.
    pub(crate) fn router(self) -> Router {
        let desk = Arc::new(self);
        let fleet = Router::new()
            .route("/", get(fleet::fleet))
            .route("/laptop/{device}", get(laptop::laptop))
            .route("/laptop/{device}/{act}", get(laptop::ask).post(laptop::act))
            .with_state(Arc::clone(&desk.board));
        Router::new()
            .route("/page.css", get(html::style))
            .route("/metrics", get(metrics))
            .route("/health", get(status::health))
            .route("/ready", get(status::ready).with_state(Arc::clone(&desk.app)))
            .merge(fleet.layer(DefaultBodyLimit::max(LARGEST_FORM)))
            .layer(middleware::from_fn_with_state(Arc::clone(&desk), keep_out))
            .with_state(desk)
    }
}

/// What the pages about laptops share.
struct Board {
    app: Arc<App>,
    admin: Arc<Admin>,
    seal: Seal,
}

/// A laptop, with what else is known of it.
struct Seen {
    device: Device,
    whose: String,
}

impl Board {
    fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    fn laptops(&self, organisation: OrganisationId) -> Result<Vec<Seen>, Error> {
        let staff = self.admin.staff(organisation)?;
        let seen = |device: Device| {
            let whose = staff.iter().find(|staff| staff.id == device.staff).map(|staff| staff.name.clone());
            Seen { device, whose: whose.unwrap_or_else(|| "somebody who is not listed".to_owned()) }
        };
        Ok(self.admin.devices(organisation)?.into_iter().map(seen).collect())
    }

    fn laptop(&self, device: DeviceId) -> Result<Option<Seen>, Error> {
        let number = OrganisationNumber::of_device(device);
        let organisations = self.admin.organisations()?;
        let own = organisations.iter().find(|organisation| Some(organisation.number) == number);
        let Some(organisation) = own else { return Ok(None) };
        Ok(self.laptops(organisation.id)?.into_iter().find(|seen| seen.device.id == device))
    }
}

/// The administrators' token, as its hash.
pub(crate) struct Token([u8; 32]);

impl Token {
    /// Reads it from its file.
    ///
    /// # Errors
    /// When the file cannot be read, others may read it, or it holds fewer than sixteen characters.
    pub(crate) fn read(file: &Path) -> Result<Self, Error> {
        const SHORTEST: usize = 16;
        secret::refuse_if_others_may_read(file)?;
        let text = std::fs::read_to_string(file).map_err(Error::file(file))?;
        let token = text.trim();
        if token.len() < SHORTEST { Err(Error::ShortToken(file.to_owned())) } else { Ok(Self(hash(token))) }
    }

    /// Whether a request carries it: as a bearer token, or as the password of whatever name.
    fn is_in(&self, headers: &HeaderMap) -> bool {
        let header = headers.get(AUTHORIZATION).and_then(|header| header.to_str().ok());
        let shown = header.and_then(|header| match header.split_once(' ')? {
            ("Bearer", token) => Some(token.to_owned()),
            ("Basic", pair) => Some(basic(pair)?.split_once(':')?.1.to_owned()),
            _ => None,
        });
        shown.is_some_and(|shown| hash(&shown) == self.0)
    }
}

/// Name and password of basic authentication.
fn basic(encoded: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(encoded).ok()?).ok()
}

/// Hashes are compared and not tokens, so that how long it takes says nothing.
fn hash(token: &str) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest(&SHA256, token.trim().as_bytes()).as_ref());
    hash
}

/// Nobody without the token where there is one; and on this machine no page of somewhere else, whose address was made to
/// lead here.
async fn keep_out(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    if desk.token.as_ref().is_some_and(|token| !token.is_in(request.headers())) {
        let ask = [(WWW_AUTHENTICATE, "Basic realm=\"Doorstep\", charset=\"UTF-8\"")];
        return (StatusCode::UNAUTHORIZED, ask, "The administrators' token, as the password.\n").into_response();
    }
    if desk.is_loopback && !is_of_this_machine(request.headers()) {
        return (StatusCode::FORBIDDEN, "Ask for it by the name localhost or 127.0.0.1.\n").into_response();
    }
    let mut response = next.run(request).await;
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Nothing is kept, framed, guessed or loaded from elsewhere.
const ALWAYS: [(HeaderName, &str); 5] = [
    (HeaderName::from_static("cache-control"), "no-store"),
    (
        HeaderName::from_static("content-security-policy"),
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (HeaderName::from_static("x-content-type-options"), "nosniff"),
    (HeaderName::from_static("referrer-policy"), "same-origin"),
    (HeaderName::from_static("strict-transport-security"), "max-age=31536000"),
];

fn is_of_this_machine(headers: &HeaderMap) -> bool {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').filter(|(_, port)| !port.contains(']')).map_or(host, |(name, _)| name);
    matches!(name, "localhost" | "127.0.0.1" | "[::1]")
}

async fn metrics(State(desk): State<Arc<Desk>>) -> impl IntoResponse {
    let app = &desk.app;
    let now = Now {
        sessions: app.sessions().open_at(std::time::Instant::now()),
        in_work: app.limits.requests_at_once.saturating_sub(app.work.available_permits()),
    };
    ([(CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")], app.metrics.text(&now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_its_own() {
        let is_own = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            is_of_this_machine(&headers)
        };
        for host in ["localhost", "localhost:8444", "127.0.0.1:1", "[::1]:1", "[::1]"] {
            assert!(is_own(host), "{host}");
        }
        for host in ["", "evil.example", "evil.example:8444", "localhost.evil.example", "127.0.0.1.evil.example:80"] {
            assert!(!is_own(host), "{host}");
        }
    }
}
