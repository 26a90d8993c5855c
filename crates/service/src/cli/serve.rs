//! Serving, until told to stop.

use std::io::Write;
use std::path::Path;

use clap::ArgMatches;
use doorstep_service::demo::{self, CodesFor, DemoCode};
use doorstep_service::{Clock, Config, Desk, LedgerAt, Service, Transport};
use serde::Serialize;

use super::settings::Together;
use super::stop::Stop;
use super::{Demo, Failed, Serve, log, supervised};

pub(super) fn serve(asked: &Serve, matches: &ArgMatches, clock: &Clock) -> Result<(), Failed> {
    let together = Together::of(&asked.settings, asked.config.as_deref(), matches)?;
    log::start(together.log());
    let mut stop = Stop::watch()?;
    let service = Service::start(together.config(clock)?)?;
    supervised::say_ready();
    stop.wait();
    supervised::say_stopping();
    service.stop();
    Ok(())
}

/// Prints what [`serve`] would use, where it would start with it.
pub(super) fn show(asked: &Serve, matches: &ArgMatches, clock: &Clock) -> Result<(), Failed> {
    let together = Together::of(&asked.settings, asked.config.as_deref(), matches)?;
    let config = together.config(clock)?;
    print!("{}", together.shown());
    println!("# ledger: {}", LedgerAt::of(&config.data)?);
    Ok(())
}

/// Asks the service that runs with these settings whether it is ready.
pub(super) fn ping(asked: &Serve, matches: &ArgMatches, clock: &Clock) -> Result<(), Failed> {
    let together = Together::of(&asked.settings, asked.config.as_deref(), matches)?;
    let desk = together.config(clock)?.desk.ok_or("administrators' pages are nowhere")?;
    supervised::ping(&desk)
}

/// What whoever started the demonstration needs to know.
#[derive(Serialize)]
struct Ready<'a> {
    url: String,
    /// Where to look at the laptops, in a browser of this machine.
    admin_url: Option<String>,
    ca: &'a Path,
    organisation: &'static str,
    enrol_codes: Vec<DemoCode>,
}

pub(super) fn demo(asked: Demo, clock: &Clock) -> Result<(), Failed> {
    log::start(asked.log);
    let mut config = Config::new(asked.data.clone(), asked.listen, Transport::DevelopmentTls, clock.clone());
    config.desk = Some(Desk { listen: asked.admin_listen, token: None });
    let mut stop = Stop::watch()?;
    let service = Service::start(config)?;
    let codes_for = if asked.new_codes { CodesFor::Everybody } else { CodesFor::Unenrolled };
    let ca = std::path::absolute(asked.data.join("tls").join("ca.pem"))?;
    let ready = Ready {
        url: service.url(),
        admin_url: service.desk().map(|desk| format!("http://{desk}/")),
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
