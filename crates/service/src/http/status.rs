//! For load balancers and people: is it alive, is it ready, what can it do.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse;

use super::App;
use crate::log::Unquoted;
use crate::refusal::Refusal;

/// Kept by hand: five addresses do not pay for a generator. A test holds it to the routes and the refusals.
pub(super) const OPENAPI: &str = include_str!("openapi.json");

const JSON: [(axum::http::HeaderName, &str); 1] = [(CONTENT_TYPE, "application/json")];

/// The process lives. It asks nothing of the ledger, so that a full disk does not make a restart loop.
pub(super) async fn health() -> impl IntoResponse {
    (JSON, r#"{"status":"alive"}"#)
}

/// The ledger can be read: send it requests.
pub(super) async fn ready(State(app): State<Arc<App>>) -> Result<impl IntoResponse, Refusal> {
    let ready = app.work(|app| {
        app.ledger.ready().map_err(|error| {
            tracing::error!(error = %Unquoted(error), "the ledger cannot be read");
            app.metrics.ledger_failed();
            Refusal::Busy
        })
    });
    ready.await?;
    Ok((JSON, r#"{"status":"ready"}"#))
}

pub(super) async fn openapi() -> impl IntoResponse {
    (JSON, OPENAPI)
}
