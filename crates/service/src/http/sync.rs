//! The sync request: who asks, how often and how much, before any of it is read.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::HeaderMap;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::response::IntoResponse;
use doorstep_sync::frame;

use super::{App, body};
use crate::refusal::Refusal;
use crate::session::{Open, bearer};
use crate::sync::Sync;

pub(super) async fn sync(State(app): State<Arc<App>>, request: Request) -> Result<impl IntoResponse, Refusal> {
    let (parts, body) = request.into_parts();
    let session = authenticate(&app, &parts.headers)?;
    if !body::is_of_type(&parts.headers, frame::CONTENT_TYPE) {
        return Err(Refusal::ContentType);
    }
    let body = body::read(&parts.headers, body, app.limits.body).await?;
    let reply = app.work(move |app| {
        let now = app.clock.now();
        Sync { ledger: &*app.ledger, session, now, largest_page: app.limits.page }.answer(&body)
    });
    Ok(([(CONTENT_TYPE, frame::CONTENT_TYPE)], reply.await?))
}

fn authenticate(app: &App, headers: &HeaderMap) -> Result<Open, Refusal> {
    let token = headers.get(AUTHORIZATION).and_then(|header| bearer(header.to_str().ok()?)).ok_or(Refusal::Session)?;
    let now = Instant::now();
    let mut sessions = app.sessions();
    let open = sessions.of(token, now).ok_or(Refusal::Session)?;
    if sessions.spend(open.device, now) { Ok(open) } else { Err(Refusal::TooMany) }
}
