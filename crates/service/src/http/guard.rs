//! What stands around every request: a time limit, a log line, and an answer even where the handler panics.

use std::sync::Arc;
use std::time::Instant;

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{App, routes};
use crate::refusal::Refusal;

/// The request runs as a task of its own: a panic ends the task and not the process, and a laptop that hangs up does not
/// stop a push half-way through its answer.
pub(super) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let (method, path) = (request.method().clone(), routes::known(request.uri().path()));
    let mut task = tokio::spawn(next.run(request));
    let response = match tokio::time::timeout(app.limits.request_within, &mut task).await {
        Ok(Ok(response)) => response,
        Ok(Err(_)) => Refusal::Internal.into_response(),
        Err(_) => {
            // What already runs in the ledger runs to its end; only waiting for it stops.
            task.abort();
            Refusal::Slow.into_response()
        }
    };
    let (took, refusal) = (started.elapsed(), response.extensions().get::<Refusal>().copied());
    app.metrics.answered(path, response.status().as_u16(), refusal, took);
    let ms = took.as_millis();
    tracing::info!(%method, path, status = response.status().as_u16(), ms, "request");
    response
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::body::Body;
    use axum::http::StatusCode;
    use axum::middleware;
    use axum::routing::get;
    use hyper::service::Service;
    use hyper_util::service::TowerToHyperService;

    use super::*;
    use crate::config::{Clock, Limits};
    use crate::ledger::sqlite::SqliteLedger;

    async fn broken() -> Response {
        panic!("a handler that panics");
    }

    #[tokio::test]
    async fn a_handler_that_panics_is_answered_for() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Arc::new(SqliteLedger::open(&folder.path().join("ledger.db")).unwrap());
        let app = Arc::new(App::new(ledger, Clock::new(chrono::DateTime::default), Limits::default()));
        let guarded = middleware::from_fn_with_state(app, guard);
        let router: Router = Router::new().route("/", get(broken)).layer(guarded);
        let asked = axum::http::Request::new(Body::empty());
        let response = TowerToHyperService::new(router).call(asked).await.unwrap();
        assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    }
}
