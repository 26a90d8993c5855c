//! One laptop: what is known of it, and shutting it out or letting it in again, each after a second question.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use doorstep_domain::id::DeviceId;
use ring::hmac;

use super::fleet::{flags, last_here, newest, only_on_it, state};
use super::html::{page, sorry, summary, text};
use super::{Board, Seen};
use crate::ledger::DeviceState;
use crate::log::Unquoted;

/// What can be done to a laptop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Suspend,
    Resume,
    Revoke,
}

impl Act {
    fn named(name: &str) -> Option<Self> {
        [Self::Suspend, Self::Resume, Self::Revoke].into_iter().find(|act| act.name() == name)
    }

    fn name(self) -> &'static str {
        match self {
            Self::Suspend => "suspend",
            Self::Resume => "resume",
            Self::Revoke => "revoke",
        }
    }

    fn leads_to(self) -> DeviceState {
        match self {
            Self::Suspend => DeviceState::Suspended,
            Self::Resume => DeviceState::Active,
            Self::Revoke => DeviceState::Revoked,
        }
    }

    fn button(self) -> &'static str {
        match self {
            Self::Suspend => "Suspend",
            Self::Resume => "Let in again",
            Self::Revoke => "Revoke",
        }
    }

    fn question(self, whose: &str) -> String {
        match self {
            Self::Suspend => format!("Suspend the laptop of {whose}?"),
            Self::Resume => format!("Let the laptop of {whose} in again?"),
            Self::Revoke => format!("Revoke the laptop of {whose} for ever?"),
        }
    }

    fn follows(self) -> &'static str {
        match self {
            Self::Suspend => {
                "From its next request on it neither sends nor receives anything. What is on it stays there, and it can \
                 be let in again."
            }
            Self::Resume => "It sends what waits on it and receives what is new, from its next request on.",
            Self::Revoke => {
                "From its next request on it is shut out, and it can never be let in again: its practitioner needs a new \
                 enrolment code. Signed work that it has not sent yet can then only be got from the laptop itself. If the \
                 laptop may be found, suspend it instead."
            }
        }
    }

    /// What makes sense for a laptop of this state.
    fn of(state: DeviceState) -> &'static [Self] {
        match state {
            DeviceState::Active => &[Self::Suspend, Self::Revoke],
            DeviceState::Suspended => &[Self::Resume, Self::Revoke],
            DeviceState::Revoked => &[],
        }
    }
}

/// Proves that whoever acts was shown the question by this service: a page of somewhere else cannot read it.
pub(super) struct Seal(hmac::Key);

impl Seal {
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret))
    }

    fn of(&self, device: DeviceId, act: Act) -> String {
        let tag = hmac::sign(&self.0, format!("{device} {}", act.name()).as_bytes());
        tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn is(&self, device: DeviceId, act: Act, shown: &[u8]) -> bool {
        // The two are compared by their own tags, so that how long it takes says nothing.
        let tag = hmac::sign(&self.0, self.of(device, act).as_bytes());
        hmac::verify(&self.0, shown, tag.as_ref()).is_ok()
    }
}

pub(super) async fn laptop(State(board): State<Arc<Board>>, Path(device): Path<String>) -> Response {
    found(board, &device, |board, seen| {
        let mut content = back("/", "All laptops") + &heading(&seen.whose);
        content.push_str(&known(board, seen));
        for act in Act::of(seen.device.state) {
            let (id, name, button) = (seen.device.id, act.name(), act.button());
            let look = if *act == Act::Revoke { " nhsuk-button--warning" } else { " nhsuk-button--secondary" };
            let link =
                format!("<a class=\"nhsuk-button{look}\" role=\"button\" href=\"/laptop/{id}/{name}\">{button}</a>\n");
            content.push_str(&link);
        }
        page(StatusCode::OK, &format!("Laptop of {}", seen.whose), &content)
    })
    .await
}

/// The second question.
pub(super) async fn ask(State(board): State<Arc<Board>>, Path((device, act)): Path<(String, String)>) -> Response {
    let Some(act) = Act::named(&act) else { return no_such() };
    found(board, &device, move |board, seen| {
        let id = seen.device.id;
        if !Act::of(seen.device.state).contains(&act) {
            return no_longer(seen);
        }
        let question = act.question(&seen.whose);
        let look = if act == Act::Revoke { " nhsuk-button--warning" } else { "" };
        let content = format!(
            "{back}<h1>{heading}</h1>\n<p class=\"app-words\">{follows}</p>\n<form method=\"post\">\n\
             <input type=\"hidden\" name=\"seal\" value=\"{seal}\">\n\
             <button class=\"nhsuk-button{look}\" type=\"submit\">{button}</button>\n</form>\n\
             <p><a href=\"/laptop/{id}\">Leave it as it is</a></p>\n{known}",
            back = back(&format!("/laptop/{id}"), &seen.whose),
            heading = text(&question),
            follows = text(act.follows()),
            seal = board.seal.of(id, act),
            button = act.button(),
            known = known(board, seen),
        );
        page(StatusCode::OK, &question, &content)
    })
    .await
}

/// Does it, where the question was asked here.
pub(super) async fn act(
    State(board): State<Arc<Board>>,
    Path((device, act)): Path<(String, String)>,
    body: Bytes,
) -> Response {
    let Some(act) = Act::named(&act) else { return no_such() };
    found(board, &device, move |board, seen| {
        let id = seen.device.id;
        let shown = body.strip_prefix(b"seal=").unwrap_or_default();
        if !board.seal.is(id, act, shown) {
            let why = "The question was asked before the service started anew, or not by this page. Ask again.";
            return sorry(StatusCode::FORBIDDEN, "Nothing was changed", why);
        }
        if !Act::of(seen.device.state).contains(&act) {
            return no_longer(seen);
        }
        match board.admin.set_device_state(id, act.leads_to()) {
            Ok(()) => {
                tracing::info!(device = %id, act = act.name(), "an administrator changed who is let in");
                Redirect::to(&format!("/laptop/{id}")).into_response()
            }
            Err(error) => {
                tracing::error!(device = %id, error = %Unquoted(error), "a laptop's state cannot be changed");
                let why = "The ledger cannot be written. The service's log says why.";
                sorry(StatusCode::INTERNAL_SERVER_ERROR, "Nothing was changed", why)
            }
        }
    })
    .await
}

/// Finds the laptop, and does something with it on a thread that may wait for the ledger.
async fn found(
    board: Arc<Board>,
    device: &str,
    show: impl FnOnce(&Board, &Seen) -> Response + Send + 'static,
) -> Response {
    let Ok(device) = device.parse::<DeviceId>() else { return no_such() };
    let shown = tokio::task::spawn_blocking(move || match board.laptop(device) {
        Ok(Some(seen)) => show(&board, &seen),
        Ok(None) => no_such(),
        Err(error) => {
            tracing::error!(error = %Unquoted(error), "a laptop cannot be shown");
            let why = "The ledger cannot be read. The service's log says why.";
            sorry(StatusCode::INTERNAL_SERVER_ERROR, "The laptop cannot be shown", why)
        }
    });
    shown.await.unwrap_or_else(|_| sorry(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong", "Try again."))
}

fn known(board: &Board, seen: &Seen) -> String {
    let (device, now) = (&seen.device, board.now());
    summary(&[
        ("State", state(device.state)),
        ("Last here", last_here(device.last_seen_at, device.state, now)),
        ("Newest batch", newest(device.newest)),
        ("Only on it", only_on_it(seen.device.report, now)),
        ("To look into", flags(&device.flags)),
        ("Version when enrolled", text(&device.version)),
        ("Id", format!("<span class=\"app-id\">{}</span>", device.id)),
    ])
}

fn heading(whose: &str) -> String {
    format!("<h1>Laptop of {}</h1>\n", text(whose))
}

fn back(to: &str, words: &str) -> String {
    format!("<p><a class=\"nhsuk-back-link\" href=\"{to}\">{}</a></p>\n", text(words))
}

fn no_such() -> Response {
    sorry(StatusCode::NOT_FOUND, "There is no such laptop", "It may be of another service.")
}

fn no_longer(seen: &Seen) -> Response {
    let why = format!("The laptop of {} is in another state by now.", seen.whose);
    sorry(StatusCode::CONFLICT, "Nothing was changed", &why)
}
