//! Reading a request's body, within limits.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use serde::de::DeserializeOwned;

use crate::refusal::Refusal;

/// Far above what enrolling and opening a session take.
const LARGEST_JSON: usize = 16 << 10;

/// The body, of at most `limit` bytes. One that announces more is not read at all.
pub(super) async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, Refusal> {
    let announced = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<usize>().ok());
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

/// The body as JSON. Any content type will do: only our own client comes here.
pub(super) async fn json<T: DeserializeOwned>(request: Request) -> Result<T, Refusal> {
    let (parts, body) = request.into_parts();
    let body = read(&parts.headers, body, LARGEST_JSON).await?;
    // The error may quote what was sent: it is dropped.
    serde_json::from_slice(&body).map_err(|_| Refusal::Malformed)
}

/// Whether the request says that its body is of this type, and not encoded over it.
pub(super) fn is_of_type(headers: &HeaderMap, expected: &str) -> bool {
    let encoded = headers.contains_key(axum::http::header::CONTENT_ENCODING);
    !encoded && headers.get(CONTENT_TYPE).is_some_and(|found| found.as_bytes() == expected.as_bytes())
}
