//! Opening a session: a challenge, signed by the device's key.

use std::sync::Arc;
use std::time::Instant;

use axum::Json;
use axum::extract::{Request, State};
use doorstep_domain::id::DeviceId;
use doorstep_sync::key::{Bytes, PublicKey};
use doorstep_sync::signature::challenge_is_signed;
use doorstep_sync::wire::{AskChallenge, GivenChallenge, OLDEST_PROTOCOL, OpenSession, PROTOCOL, Session};

use super::{App, body};
use crate::ledger::Standing;
use crate::number::OrganisationNumber;
use crate::random::random;
use crate::refusal::Refusal;
use crate::session::Open;
use crate::sync::admit;

/// Checked where there is no such device, so that the answer takes as long. Nobody has its private half.
const NOBODYS_KEY: PublicKey = Bytes([
    0x3d, 0x40, 0x17, 0xc3, 0xe8, 0x43, 0x89, 0x5a, 0x92, 0xb7, 0x0a, 0xa7, 0x4d, 0x1b, 0x7e, 0xbc, 0x9c, 0x98, 0x2c,
    0xcf, 0x2e, 0xc4, 0x96, 0x8c, 0xc0, 0xcd, 0x55, 0xf1, 0x2a, 0xf4, 0x66, 0x0c,
]);

/// Anybody is given one, for a device that exists and for one that does not.
pub(super) async fn challenge(State(app): State<Arc<App>>, request: Request) -> Result<Json<GivenChallenge>, Refusal> {
    let asked: AskChallenge = body::json(&app, request).await?;
    let challenge = Bytes(random()?);
    if !app.sessions().give(challenge, asked.device, Instant::now()) {
        return Err(Refusal::Busy);
    }
    Ok(Json(GivenChallenge { challenge }))
}

pub(super) async fn open(State(app): State<Arc<App>>, request: Request) -> Result<Json<Session>, Refusal> {
    let asked: OpenSession = body::json(&app, request).await?;
    if !(OLDEST_PROTOCOL..=PROTOCOL).contains(&asked.protocol) {
        return Err(Refusal::Protocol);
    }
    let now = Instant::now();
    if app.sessions().is_shut_out(asked.device, now) {
        return Err(Refusal::TooMany);
    }
    if !app.sessions().take(&asked.challenge, asked.device, now) {
        return Err(Refusal::Session);
    }
    app.work(move |app| opened(app, &asked)).await.map(Json)
}

fn opened(app: &App, asked: &OpenSession) -> Result<Session, Refusal> {
    let standing = find(app, asked.device)?;
    let key = standing.as_ref().map_or(NOBODYS_KEY, |standing| standing.author.key);
    let signed = challenge_is_signed(&key, &asked.challenge, &asked.signature);
    let Some(standing) = standing.filter(|_| signed) else {
        app.sessions().failed(asked.device, Instant::now());
        return Err(Refusal::Session);
    };
    // Only who holds the device's key learns that it is suspended.
    admit(standing.state)?;
    let token = Bytes(random()?);
    let open = Open { organisation: standing.author.organisation, device: asked.device };
    app.sessions().open(token, open, Instant::now());
    tracing::info!(device = %asked.device, "a session is open");
    Ok(Session { token })
}

fn find(app: &App, device: DeviceId) -> Result<Option<Standing>, Refusal> {
    let Some(number) = OrganisationNumber::of_device(device) else { return Ok(None) };
    let Some(organisation) = app.ledger.organisation(number)? else { return Ok(None) };
    Ok(app.ledger.standing(organisation.id, device, app.clock.now())?)
}
