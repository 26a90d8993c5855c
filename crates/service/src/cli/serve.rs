//! Serving, until told to stop.

use std::io::Write;
use std::path::Path;

use doorstep_service::demo::{self, CodesFor, DemoCode};
use doorstep_service::{Clock, Config, Limits, Service, Transport};
use serde::Serialize;

use super::stop::Stop;
use super::{Demo, Failed, Serve};

pub(super) fn serve(asked: Serve, clock: &Clock) -> Result<(), Failed> {
    let transport = if asked.plain_http_on_loopback { Transport::PlainHttpOnLoopback } else { Transport::Tls };
    let config = Config {
        data: asked.data.data,
        listen: asked.listen,
        transport,
        clock: clock.clone(),
        limits: Limits::default(),
    };
    let mut stop = Stop::watch()?;
    let service = Service::start(config)?;
    stop.wait();
    service.stop();
    Ok(())
}

/// What whoever started the demonstration needs to know.
#[derive(Serialize)]
struct Ready<'a> {
    url: String,
    ca: &'a Path,
    organisation: &'static str,
    enrol_codes: Vec<DemoCode>,
}

pub(super) fn demo(asked: Demo, clock: &Clock) -> Result<(), Failed> {
    let config = Config {
        data: asked.data.data.clone(),
        listen: asked.listen,
        transport: Transport::DevelopmentTls,
        clock: clock.clone(),
        limits: Limits::default(),
    };
    let mut stop = Stop::watch()?;
    let service = Service::start(config)?;
    let codes_for = if asked.new_codes { CodesFor::Everybody } else { CodesFor::Unenrolled };
    let ca = std::path::absolute(asked.data.data.join("tls").join("ca.pem"))?;
    let ready = Ready {
        url: service.url(),
        ca: &ca,
        organisation: demo::ORGANISATION,
        enrol_codes: demo::prepare(service.admin(), codes_for)?,
    };
    announce(&ready, asked.ready_file.as_deref())?;
    stop.wait();
    service.stop();
    Ok(())
}

fn announce(ready: &Ready<'_>, file: Option<&Path>) -> Result<(), Failed> {
    let line = serde_json::to_string(ready)? + "\n";
    if let Some(file) = file {
        // Whole or not at all: somebody is waiting for it to appear. The codes in it are secrets.
        doorstep_platform::replace_file(file, line.as_bytes())?;
    }
    let mut out = std::io::stdout().lock();
    out.write_all(line.as_bytes())?;
    Ok(out.flush()?)
}
