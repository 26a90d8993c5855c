//! The command line: what can be said, and who does it.

mod manage;
mod serve;
mod stop;

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use doorstep_domain::id::{AudienceId, DeviceId, OrganisationId, StaffId};
use doorstep_service::{Admin, Clock};
use tracing_subscriber::EnvFilter;

/// The central service that health visitors' laptops sync with.
///
/// Everything it keeps is in one data folder: the ledger, its keys and its certificate. `doorstep-service demo` makes
/// one with an invented organisation and serves it.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Arguments {
    /// How to write the log, which goes to standard error and never holds patient data.
    #[arg(long, global = true, value_enum, default_value = "plain")]
    log: LogFormat,
    #[command(subcommand)]
    command: Command,
}

#[derive(Clone, Copy, ValueEnum)]
enum LogFormat {
    Plain,
    Json,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C.
    ///
    /// TLS needs `tls/server.pem` (the certificate and what it hangs on) and `tls/server.key` in the data folder.
    Serve(Serve),
    /// Make an invented organisation with two health visitors, and serve it.
    ///
    /// Prints one line of JSON once it listens: `{"url", "ca", "organisation", "enrol_codes": [{"name", "code"}]}`. A
    /// later start makes codes only for staff who have no laptop yet.
    Demo(Demo),
    /// Add or list organisations.
    Organisation(Manage<AddOrganisation>),
    /// Add or list teams. A team has one caseload, which everybody in it reads.
    Team(Manage<AddTeam>),
    /// Add or list staff.
    Staff(Manage<AddStaff>),
    /// Print a code that enrols one laptop for a member of staff, once, within ten minutes.
    EnrolCode(EnrolCode),
    /// List laptops: state, last seen, newest batch, and what somebody should look into.
    Device(Within),
    /// Shut a laptop out for ever, from its next request on.
    Revoke(OneDevice),
    /// Shut a laptop out until it is let in again.
    Suspend(OneDevice),
    /// Let a suspended laptop in again.
    Resume(OneDevice),
}

#[derive(Args)]
struct Data {
    /// The data folder. Made, for this user alone, where it is missing.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
}

#[derive(Args)]
struct Serve {
    #[command(flatten)]
    data: Data,
    /// Where to listen.
    #[arg(long, value_name = "ADDRESS:PORT")]
    listen: SocketAddr,
    /// Serve without TLS. Refused on any address but a loopback one.
    #[arg(long)]
    plain_http_on_loopback: bool,
}

#[derive(Args)]
struct Demo {
    #[command(flatten)]
    data: Data,
    /// Where to listen. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Also write the line of JSON to this file.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// Make new codes for all staff, also for those who have a laptop.
    #[arg(long)]
    new_codes: bool,
}

#[derive(Args)]
struct Within {
    #[command(flatten)]
    data: Data,
    /// Which organisation, where there are several.
    #[arg(long, value_name = "ID")]
    organisation: Option<OrganisationId>,
}

#[derive(Args)]
struct Manage<A: Args> {
    #[command(subcommand)]
    action: Action<A>,
}

#[derive(Subcommand)]
enum Action<A: Args> {
    /// Add one, and print its id.
    Add(A),
    /// List them, a line each: id, then what it is.
    List(Within),
}

#[derive(Args)]
struct AddOrganisation {
    #[command(flatten)]
    data: Data,
    /// Its name.
    name: String,
}

#[derive(Args)]
struct AddTeam {
    #[command(flatten)]
    within: Within,
    /// Its name.
    name: String,
}

#[derive(Args)]
struct AddStaff {
    #[command(flatten)]
    within: Within,
    /// Their team: an id from `team list`.
    #[arg(long, value_name = "ID")]
    team: AudienceId,
    /// Their role, such as `health_visitor`, `staff_nurse`, `nursery_nurse`, `team_leader` or `admin`.
    #[arg(long, value_parser = manage::role, default_value = "health_visitor")]
    role: doorstep_domain::staff::Role,
    /// Who employs them, where it is not the organisation.
    #[arg(long)]
    employer: Option<String>,
    /// Their full name.
    name: String,
}

#[derive(Args)]
struct EnrolCode {
    #[command(flatten)]
    within: Within,
    /// The member of staff: an id from `staff list`.
    staff: StaffId,
}

#[derive(Args)]
struct OneDevice {
    #[command(flatten)]
    data: Data,
    /// The laptop: an id from `device`.
    device: DeviceId,
}

/// What `main` prints.
type Failed = Box<dyn std::error::Error>;

/// Does what was asked.
pub(crate) fn run(arguments: Arguments, clock: &Clock) -> Result<(), Failed> {
    use doorstep_service::ledger::DeviceState;
    let desk = |data: &Data| Admin::open(&data.data, clock.clone());
    match arguments.command {
        Command::Serve(asked) => serve::serve(asked, clock),
        Command::Demo(asked) => serve::demo(asked, clock),
        Command::Organisation(asked) => match asked.action {
            Action::Add(new) => manage::add_organisation(&desk(&new.data)?, &new),
            Action::List(within) => manage::list_organisations(&desk(&within.data)?),
        },
        Command::Team(asked) => match asked.action {
            Action::Add(new) => manage::add_team(&desk(&new.within.data)?, &new),
            Action::List(within) => manage::list_teams(&desk(&within.data)?, &within),
        },
        Command::Staff(asked) => match asked.action {
            Action::Add(new) => manage::add_staff(&desk(&new.within.data)?, new),
            Action::List(within) => manage::list_staff(&desk(&within.data)?, &within),
        },
        Command::EnrolCode(asked) => manage::enrol_code(&desk(&asked.within.data)?, &asked),
        Command::Device(within) => manage::list_devices(&desk(&within.data)?, &within),
        Command::Revoke(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Revoked),
        Command::Suspend(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Suspended),
        Command::Resume(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Active),
    }
}

/// The log, and panics in it by place alone: a panic's message may quote what was being read.
pub(crate) fn log_to_standard_error(arguments: &Arguments) {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match arguments.log {
        LogFormat::Plain => log.init(),
        LogFormat::Json => log.json().init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a panic");
    }));
}
