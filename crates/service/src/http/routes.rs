//! Every address of the service, once.

use std::sync::Arc;

use axum::routing::{MethodRouter, get, post};
use axum::{Router, middleware};
use doorstep_sync::wire::{CHALLENGE, ENROL, SESSION, SYNC};

use super::{App, enrol, guard, session, status, sync};
use crate::refusal::Refusal;

type Handler = MethodRouter<Arc<App>>;

/// Method, address and handler of each.
fn routes() -> [(&'static str, &'static str, Handler); 7] {
    [
        ("post", ENROL, post(enrol::enrol)),
        ("post", CHALLENGE, post(session::challenge)),
        ("post", SESSION, post(session::open)),
        ("post", SYNC, post(sync::sync)),
        ("get", "/v1/health", get(status::health)),
        ("get", "/v1/ready", get(status::ready)),
        ("get", "/openapi.json", get(status::openapi)),
    ]
}

/// The address as a log may have it: what somebody else asks for may hold anything.
pub(super) fn known(path: &str) -> &'static str {
    routes().iter().map(|(_, known, _)| *known).find(|known| *known == path).unwrap_or("(unknown)")
}

pub(super) fn router(app: &Arc<App>) -> Router {
    let mut router = Router::new();
    for (_, path, handler) in routes() {
        router = router.route(path, handler);
    }
    router
        .fallback(async || Refusal::NotFound)
        .method_not_allowed_fallback(async || Refusal::Method)
        .layer(middleware::from_fn_with_state(Arc::clone(app), guard::guard))
        .with_state(Arc::clone(app))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;

    fn openapi() -> Value {
        serde_json::from_str(status::OPENAPI).expect("openapi.json is JSON")
    }

    #[test]
    fn openapi_lists_exactly_the_routes() {
        let openapi = openapi();
        let listed: BTreeSet<(&str, &str)> = openapi["paths"]
            .as_object()
            .unwrap()
            .iter()
            .flat_map(|(path, methods)| {
                methods.as_object().unwrap().keys().map(move |method| (method.as_str(), path.as_str()))
            })
            .collect();
        let routes = routes();
        assert_eq!(listed, routes.iter().map(|(method, path, _)| (*method, *path)).collect());
    }

    #[test]
    fn openapi_lists_exactly_the_refusals() {
        let openapi = openapi();
        let listed: BTreeSet<&str> = openapi["components"]["schemas"]["Refusal"]["properties"]["code"]["enum"]
            .as_array()
            .unwrap()
            .iter()
            .map(|code| code.as_str().unwrap())
            .collect();
        assert_eq!(listed, Refusal::ALL.iter().map(|refusal| refusal.status_and_code().1).collect());
    }

    #[test]
    fn every_reference_in_openapi_leads_somewhere() {
        let openapi = openapi();
        let text = openapi.to_string();
        for reference in text.split(r##""$ref":"#"##).skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(openapi.pointer(reference).is_some(), "{reference}");
        }
    }
}
