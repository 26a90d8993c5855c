//! The little of `WebDriver` that the test needs: JSON over plain HTTP.

use std::net::{Ipv4Addr, TcpListener};
use std::path::Path;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

pub(crate) const TAB: char = '\u{e004}';
pub(crate) const ENTER: char = '\u{e007}';
pub(crate) const CONTROL: char = '\u{e009}';
pub(crate) const UP: char = '\u{e013}';
pub(crate) const DOWN: char = '\u{e015}';

/// A session with one window.
pub(crate) struct WebDriver {
    agent: ureq::Agent,
    session: String,
}

/// What the driver would not do.
#[derive(Debug)]
pub(crate) struct Refused(pub(crate) String);

impl WebDriver {
    /// Opens the program through the driver at `port`, once that listens.
    pub(crate) fn open(port: u16, application: &Path) -> Result<Self, Refused> {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(Duration::from_secs(90)))
            .build();
        let driver = Self { agent: config.into(), session: format!("http://127.0.0.1:{port}/session") };
        let wanted = json!({ "browserName": "wry", "tauri:options": { "application": application } });
        let opened = driver.post("", json!({ "capabilities": { "alwaysMatch": wanted } }))?;
        let id = opened["sessionId"].as_str().ok_or_else(|| Refused(format!("no session: {opened}")))?;
        Ok(Self { session: format!("{}/{id}", driver.session), ..driver })
    }

    /// Runs the body of a function in the page.
    pub(crate) fn run(&self, script: &str, arguments: &Value) -> Result<Value, Refused> {
        self.post("/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// Runs the body of a function whose last argument is to be called with the answer.
    pub(crate) fn run_until_answered(&self, script: &str) -> Result<Value, Refused> {
        self.post("/execute/async", json!({ "script": script, "args": [] }))
    }

    pub(crate) fn click(&self, element: &Value) -> Result<(), Refused> {
        self.post(&format!("/element/{}/click", id(element)?), json!({})).map(drop)
    }

    /// Gives a file box the path of a file.
    pub(crate) fn attach(&self, element: &Value, file: &str) -> Result<(), Refused> {
        self.post(&format!("/element/{}/value", id(element)?), json!({ "text": file })).map(drop)
    }

    /// Presses and lets go of each key in turn, wherever the focus is.
    pub(crate) fn press_keys(&self, keys: impl IntoIterator<Item = char>) -> Result<(), Refused> {
        let strokes = keys.into_iter().flat_map(|key| [stroke("keyDown", key), stroke("keyUp", key)]);
        self.act(strokes.collect())
    }

    /// Holds a key while pressing another one.
    pub(crate) fn press_both(&self, held: char, key: char) -> Result<(), Refused> {
        let down = [held, key].map(|key| stroke("keyDown", key));
        let up = [key, held].map(|key| stroke("keyUp", key));
        self.act([down, up].concat())
    }

    fn act(&self, strokes: Vec<Value>) -> Result<(), Refused> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": strokes });
        self.post("/actions", json!({ "actions": [keyboard] })).map(drop)
    }

    /// A PNG of what the window shows.
    pub(crate) fn screenshot(&self) -> Result<Vec<u8>, Refused> {
        let url = format!("{}/screenshot", self.session);
        let taken = answered(self.agent.get(url).call())?;
        STANDARD.decode(taken.as_str().unwrap_or_default()).map_err(|error| Refused(error.to_string()))
    }

    fn post(&self, path: &str, body: Value) -> Result<Value, Refused> {
        let request = self.agent.post(format!("{}{path}", self.session)).content_type("application/json");
        answered(request.send(body.to_string()))
    }
}

/// A port where nobody listens.
pub(crate) fn free_port() -> u16 {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.local_addr()).unwrap().port()
}

fn stroke(kind: &str, key: char) -> Value {
    json!({ "type": kind, "value": key })
}

/// The id of an element that a script returned.
fn id(element: &Value) -> Result<&str, Refused> {
    const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
    element[ELEMENT].as_str().ok_or_else(|| Refused(format!("not an element: {element}")))
}

fn answered(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, Refused> {
    let refused = |error: ureq::Error| Refused(error.to_string());
    // A picture of the whole window is some megabytes.
    let text = answer.map_err(refused)?.body_mut().with_config().limit(64 << 20).read_to_string().map_err(refused)?;
    let mut answer: Value = serde_json::from_str(&text).map_err(|_| Refused(text))?;
    match answer["value"]["error"].as_str() {
        Some(error) => Err(Refused(format!("{error}: {}", answer["value"]["message"].as_str().unwrap_or_default()))),
        None => Ok(answer["value"].take()),
    }
}
