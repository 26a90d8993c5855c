//! The sync request: who asks, how often and how much, before any of it is read.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::response::IntoResponse;
use doorstep_sync::frame;

use super::{App, body};
use crate::refusal::Refusal;
use crate::session::{Open, bearer};
use crate::sync::Sync;

pub(super) async fn sync(State(app): State<Arc<App>>, request: Request) -> Result<impl IntoResponse, Refusal> {
    let (parts, body) = request.into_parts();
    let in_work = InWork::begin(&app, authenticate(&app, &parts)?)?;
    if !body::is_of_type(&parts.headers, frame::CONTENT_TYPE) {
        return Err(Refusal::ContentType);
    }
    let room = app.room_for(body::announced(&parts.headers).unwrap_or(app.limits.body).min(app.limits.body))?;
    let body = body::read(&parts.headers, body, app.limits.body).await?;
    let reply = app.work(move |app| {
        // Until it is done, also where the laptop has gone.
        let (in_work, _room) = (in_work, room);
        let now = app.clock.now();
        let may_send = |changes| app.quotas().may_send(in_work.session.device, changes, Instant::now());
        let sync = Sync {
            ledger: &*app.ledger,
            session: in_work.session,
            now,
            largest_page: app.limits.page,
            may_send: &may_send,
            metrics: &app.metrics,
        };
        sync.answer(&body)
    });
    Ok(([(CONTENT_TYPE, frame::CONTENT_TYPE)], reply.await?))
}

fn authenticate(app: &App, parts: &Parts) -> Result<Open, Refusal> {
    let token = parts.headers.get(AUTHORIZATION).and_then(|header| bearer(header.to_str().ok()?));
    let open = token.and_then(|token| app.sessions().of(token, Instant::now()));
    // Trying tokens is asking without a session.
    open.ok_or(Refusal::Session).or_else(|refusal| app.may_ask(parts).and(Err(refusal)))
}

/// A request of a session, from its beginning until nothing is left to do for it.
struct InWork {
    app: Arc<App>,
    session: Open,
}

impl InWork {
    fn begin(app: &Arc<App>, session: Open) -> Result<Self, Refusal> {
        let begins = app.quotas().begins(session, Instant::now());
        if begins { Ok(Self { app: Arc::clone(app), session }) } else { Err(Refusal::TooMany) }
    }
}

impl Drop for InWork {
    fn drop(&mut self) {
        self.app.quotas().ends(self.session.device);
    }
}
