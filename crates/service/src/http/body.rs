//! Reading a request's body, within limits.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use doorstep_sync::frame::is_nested_deeper;
use serde::de::DeserializeOwned;

use super::App;
use crate::refusal::Refusal;

/// Far above what enrolling and opening a session take.
const LARGEST_JSON: usize = 16 << 10;

/// How deep JSON of ours is nested, several times over (SECURITY 3.7).
const DEEPEST_JSON: usize = 32;

/// How long the body says that it is.
pub(super) fn announced(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

/// The body, of at most `limit` bytes. One that announces more is not read at all.
pub(super) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Refusal> {
    let announced = announced(headers);
    if announced.is_some_and(|length| length > limit) {
        return Err(Refusal::TooLarge);
    }
    match to_bytes(body, limit.saturating_add(1)).await {
        Ok(body) if body.len() <= limit => Ok(body),
        Ok(_) => Err(Refusal::TooLarge),
        Err(_) if announced.is_none() => Err(Refusal::TooLarge),
        Err(_) => Err(Refusal::Malformed),
    }
}

/// The body as JSON, from somebody without a session. Any content type will do: only our own client comes here.
pub(super) async fn json<T: DeserializeOwned>(app: &App, request: Request) -> Result<T, Refusal> {
    let (parts, body) = request.into_parts();
    app.may_ask(&parts)?;
    let body = read(&parts.headers, body, LARGEST_JSON).await?;
    if is_nested_deeper(&body, DEEPEST_JSON) {
        return Err(Refusal::Malformed);
    }
    // The error may quote what was sent: it is dropped.
    serde_json::from_slice(&body).map_err(|_| Refusal::Malformed)
}

/// Whether the request says that its body is of this type, and not encoded over it.
pub(super) fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let encoded = headers.contains_key(axum::http::header::CONTENT_ENCODING);
    !encoded && headers.get(CONTENT_TYPE).is_some_and(|found| found.as_bytes() == expected.as_bytes())
}
