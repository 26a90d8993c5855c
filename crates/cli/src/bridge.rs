//! The table of calls over loopback HTTP, for tests of the window in a browser. Never part of a release.
//!
//! No web framework: a test needs one kind of request, and what is not here cannot be reached.

mod http;
mod page;

use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;

use doorstep_app::App;
use serde_json::Value;

use crate::arguments::{Bridge, Place};
use crate::desk::application;
use crate::failure::Failure;
use http::{Answer, Request};

pub(crate) fn serve(bridge: &Bridge, place: &Place) -> Result<ExitCode, Failure> {
    if !bridge.listen.ip().is_loopback() {
        return Err(Failure::Usage(format!(
            "{} is not this machine alone: the bridge listens on loopback only.",
            bridge.listen
        )));
    }
    let failed = |error: std::io::Error| Failure::Around(format!("{}: {error}", bridge.listen));
    let listener = TcpListener::bind(bridge.listen).map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    println!("http://{address}");
    let desk = Served { app: application(place)?, address, ui: bridge.ui.clone() };
    for stream in listener.incoming().flatten() {
        let desk = desk.clone();
        // A thread for each: one call waits up to 25 s for changes.
        std::thread::spawn(move || desk.talk(stream));
    }
    Ok(ExitCode::SUCCESS)
}

#[derive(Clone)]
struct Served {
    app: App,
    address: SocketAddr,
    ui: Option<PathBuf>,
}

impl Served {
    fn talk(&self, mut stream: TcpStream) {
        while let Some(request) = http::read(&mut stream) {
            let answer = self.answer(&request);
            if http::write(&mut stream, &answer).is_err() {
                return;
            }
        }
    }

    fn answer(&self, request: &Request) -> Answer {
        // Another site's page in the same browser may send requests here; it cannot fake these two.
        let here = [self.address.to_string(), format!("localhost:{}", self.address.port())];
        let own = |host: &str| here.iter().any(|known| known == host);
        let foreign = request.origin.as_deref().is_some_and(|origin| !own(origin.trim_start_matches("http://")));
        if !own(&request.host) || foreign {
            return Answer::text(403, "not from here");
        }
        match (request.method.as_str(), request.path.strip_prefix("/call/")) {
            ("POST", Some(name)) if request.is_json => self.call(name, &request.body),
            ("POST", _) => Answer::text(415, "JSON, please"),
            ("GET", None) => self
                .ui
                .as_deref()
                .map_or_else(|| Answer::text(404, "no window here"), |ui| page::page(ui, &request.path)),
            _ => Answer::text(405, "no"),
        }
    }

    fn call(&self, name: &str, body: &[u8]) -> Answer {
        let input: Value = match serde_json::from_slice(body) {
            Ok(input) => input,
            Err(_) => return Answer::text(400, "not JSON"),
        };
        match self.app.call(name, input) {
            Ok(output) => Answer::json(200, output.to_string()),
            Err(error) => Answer::json(400, serde_json::to_string(&error).unwrap_or_default()),
        }
    }
}
