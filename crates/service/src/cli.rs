//! The command line: what can be said, and who does it.

mod caseload;
mod keep;
mod log;
mod manage;
mod restore;
mod serve;
mod settings;
mod stop;
mod supervised;

use std::net::SocketAddr;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use doorstep_domain::id::{CentreId, DeviceId, OrganisationId, PersonId, StaffId, TeamId};
use doorstep_service::{Admin, Clock, Why};

use log::LogFormat;
use settings::Settings;

/// The central service that health visitors' laptops sync with.
///
/// Everything it keeps is in one data folder: the ledger, its keys and its certificate. `doorstep-service demo` makes
/// one with an invented organisation and serves it.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Serve until SIGTERM or Ctrl-C.
    ///
    /// TLS needs `tls/server.pem` (the certificate and what it hangs on) and `tls/server.key` in the data folder.
    ///
    /// Each setting is a flag, a variable of the environment or a key of a file; a flag counts most, the file least.
    Serve(Serve),
    /// Print what `serve` would use with the same flags, environment and file, and who says so. Never a secret.
    Config(Serve),
    /// Ask whether a service that runs on this machine is ready, and fail where it is not. For a container's health check.
    Ping(Serve),
    /// Make an invented organisation with two health visitors, and serve it.
    ///
    /// Prints one line of JSON once it listens: `{"url", "admin_url", "ca", "organisation", "enrol_codes": [{"name", "code"}]}`. A
    /// later start makes codes only for staff who have no laptop yet.
    Demo(Demo),
    #[command(flatten)]
    Desk(Desk),
}

/// What an administrator does from a terminal. A running service may have the same folder open.
#[derive(Subcommand)]
enum Desk {
    /// Bring the ledger up to this version's schema, and say from which. `serve` does the same when it starts.
    Migrate(Data),
    /// Copy the ledger while the service runs, and read the copy whole before saying that it is there.
    ///
    /// The copy is in clear and holds everything: encrypt it before it leaves this machine. The secret keys are not in it;
    /// keep copies of the folder `keys` apart from it. A ledger in PostgreSQL is copied by `pg_dump`, as the role of the file
    /// `backup.url` in the data folder.
    Backup(MakeBackup),
    /// Read a copy of the ledger whole, and fail where it is not what was copied.
    CheckBackup(CheckBackup),
    /// After a copy of the ledger was put back: which laptops have given back what it lacks, and which have not.
    ///
    /// `--begin` once, before the service starts on it: laptops then send again what they signed since the copy was made.
    /// Until it is confirmed nobody loses or is given access. Work that only a colleague's laptop still holds, and not its
    /// author's, leaves that laptop once it is confirmed.
    RestoreCheck(RestoreCheck),
    /// Add or list organisations.
    Organisation(Manage<AddOrganisation>),
    /// Add or list teams.
    Team(Manage<AddTeam>),
    /// Add or list staff.
    Staff(Manage<AddStaff>),
    /// Give somebody another role or another place of work. What they no longer may read leaves their laptop at its next
    /// sync; what they covered ends. Families that are theirs stay theirs until they are reallocated.
    MoveStaff(MoveStaff),
    /// Who is accountable for which children, and who covers for them.
    #[command(subcommand)]
    Caseload(Caseload),
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

/// Who is accountable for which children, and who covers for them. Days are as in 2026-11-20.
#[derive(Subcommand)]
enum Caseload {
    /// Make somebody accountable for children: a health visitor, or a team leader who holds a vacant post.
    Allocate(Allocate),
    /// Make another accountable for everybody that one is accountable for.
    Reallocate(Reallocate),
    /// Let somebody read another's whole caseload, for as long as they cover it.
    Cover(Cover),
    /// End that.
    EndCover(EndCover),
    /// Let somebody stand in for one child, from day to day. Whoever is accountable stays so.
    CoverChild(CoverChild),
    /// List the children whom nobody is accountable for: to be looked at each day, and to be empty.
    Unallocated(Within),
    /// List who reads what.
    Members(Within),
    /// List every time that somebody was let read something or was no longer: when, why, and who decided it.
    History(Within),
    /// List who looked up a family that is not theirs in the last 30 days, and why: for the privacy officer.
    LookUps(Within),
    /// Work out from that list who reads what, and say how many members the ledger had otherwise: none, unless it is damaged.
    RebuildMembers(Within),
}

#[derive(Args)]
struct Allocate {
    #[command(flatten)]
    within: Within,
    /// To whom: an id from `staff list`.
    #[arg(long, value_name = "STAFF")]
    to: StaffId,
    /// The children: ids as in `caseload unallocated`.
    #[arg(required = true, value_name = "CHILD")]
    children: Vec<PersonId>,
}

#[derive(Args)]
struct Reallocate {
    #[command(flatten)]
    within: Within,
    /// Whose.
    #[arg(long, value_name = "STAFF")]
    from: StaffId,
    /// To whom.
    #[arg(long, value_name = "STAFF")]
    to: StaffId,
}

#[derive(Args)]
struct Cover {
    #[command(flatten)]
    within: Within,
    /// Whose caseload.
    #[arg(long, value_name = "STAFF")]
    of: StaffId,
    /// Who covers it.
    #[arg(long, value_name = "STAFF")]
    by: StaffId,
    /// The last day. Without one it lasts until it is ended.
    #[arg(long, value_name = "DAY")]
    until: Option<NaiveDate>,
    #[command(flatten)]
    decided: Decided,
}

/// Who decides, and why. It is kept for ever.
#[derive(Args)]
struct Decided {
    /// Your name. Usually that of your account on this machine.
    #[arg(long, value_name = "NAME")]
    decided_by: Option<String>,
    /// Why.
    #[arg(long, value_name = "WHY")]
    because: Option<String>,
}

/// The same, with what is usual.
struct DecidedBy {
    name: String,
    because: String,
}

impl Decided {
    fn of(&self, usually: &str) -> DecidedBy {
        let account = || ["SUDO_USER", "USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok());
        let name = self.decided_by.clone().or_else(account).unwrap_or_else(|| "an administrator".to_owned());
        DecidedBy { name, because: self.because.clone().unwrap_or_else(|| usually.to_owned()) }
    }
}

impl DecidedBy {
    fn why(&self) -> Why<'_> {
        Why { decided_by: &self.name, because: &self.because }
    }
}

#[derive(Args)]
struct EndCover {
    #[command(flatten)]
    within: Within,
    /// Whose caseload.
    #[arg(long, value_name = "STAFF")]
    of: StaffId,
    /// Who covered it.
    #[arg(long, value_name = "STAFF")]
    by: StaffId,
    #[command(flatten)]
    decided: Decided,
}

#[derive(Args)]
struct CoverChild {
    #[command(flatten)]
    within: Within,
    /// Who covers.
    #[arg(long, value_name = "STAFF")]
    by: StaffId,
    /// The first day.
    #[arg(long, value_name = "DAY")]
    from: NaiveDate,
    /// The last day.
    #[arg(long, value_name = "DAY")]
    until: NaiveDate,
    /// The child.
    child: PersonId,
}

#[derive(Args)]
struct Data {
    /// The data folder. Made, for this user alone, where it is missing. In a file of settings it is `data`.
    #[arg(long, value_name = "DIR", env = "DOORSTEP_DATA", required_unless_present = "config")]
    data: Option<PathBuf>,
    /// The file of settings of `serve`, which says where the data folder is.
    #[arg(long, value_name = "FILE", env = "DOORSTEP_CONFIG")]
    config: Option<PathBuf>,
}

impl Data {
    fn folder(&self) -> Result<PathBuf, Failed> {
        let in_file = || settings::read(self.config.as_deref()?).map(Settings::data).transpose();
        let folder = self.data.clone().map(Ok).or_else(in_file);
        folder.ok_or("say where the data is: --data, DOORSTEP_DATA, or `data` in the file")?
    }
}

#[derive(Args)]
struct Serve {
    /// A file of settings, in TOML. A key that is none of those below is an error.
    #[arg(long, value_name = "FILE", env = "DOORSTEP_CONFIG")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: Settings,
}

#[derive(Args)]
struct Demo {
    /// The data folder. Made, for this user alone, where it is missing.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// How to write the log.
    #[arg(long, value_enum, default_value = "plain")]
    log: LogFormat,
    /// Where to listen. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where administrators find figures and the laptops. Port 0 takes a free one.
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:0")]
    admin_listen: SocketAddr,
    /// Also write the line of JSON to this file.
    #[arg(long, value_name = "FILE")]
    ready_file: Option<PathBuf>,
    /// Make new codes for all staff, also for those who have a laptop.
    #[arg(long)]
    new_codes: bool,
}

#[derive(Args)]
struct MakeBackup {
    #[command(flatten)]
    data: Data,
    /// Where copies are kept: each becomes a folder of its own in it, named by the time. Made where it is missing.
    #[arg(long, value_name = "DIR")]
    to: PathBuf,
}

#[derive(Args)]
struct CheckBackup {
    /// The folder that `backup` made.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
}

#[derive(Args)]
struct RestoreCheck {
    #[command(flatten)]
    within: Within,
    /// Say that the ledger was put back from a copy.
    #[arg(long, conflicts_with = "confirm")]
    begin: bool,
    /// Say that it is whole again. Refused where something is missing and nobody says why that is to be so.
    #[arg(long)]
    confirm: bool,
    /// Why it is confirmed though something is missing. It is kept.
    #[arg(long, value_name = "WHY", requires = "confirm")]
    because: Option<String>,
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
    /// Whether new families are the whole team's, and not those of the health visitor who registers them.
    #[arg(long)]
    shares_families: bool,
    /// Its name.
    name: String,
}

#[derive(Args)]
struct AddStaff {
    #[command(flatten)]
    within: Within,
    /// Their team: an id from `team list`. None for who belongs to the whole organisation, such as a named nurse.
    #[arg(long, value_name = "ID")]
    team: Option<TeamId>,
    /// Where a centre worker works: the id of the centre's record.
    #[arg(long, value_name = "ID")]
    centre: Option<CentreId>,
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
struct MoveStaff {
    #[command(flatten)]
    within: Within,
    /// Who: an id from `staff list`.
    staff: StaffId,
    /// Their role from now on. The one that they have, where it is left out.
    #[arg(long, value_parser = manage::role)]
    role: Option<doorstep_domain::staff::Role>,
    /// Their team from now on: an id from `team list`. None for who belongs to the whole organisation.
    #[arg(long, value_name = "ID")]
    team: Option<TeamId>,
    /// Where a centre worker works.
    #[arg(long, value_name = "ID")]
    centre: Option<CentreId>,
    #[command(flatten)]
    decided: Decided,
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

/// Does what the command line asks for.
pub(crate) fn run(clock: &Clock) -> Result<(), Failed> {
    let matches = command().get_matches();
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    let of_command = matches.subcommand().map(|(_, matches)| matches);
    match arguments.command {
        Command::Serve(asked) => serve::serve(&asked, of_command.unwrap_or(&matches), clock),
        Command::Config(asked) => serve::show(&asked, of_command.unwrap_or(&matches), clock),
        Command::Ping(asked) => serve::ping(&asked, of_command.unwrap_or(&matches), clock),
        Command::Demo(asked) => serve::demo(asked, clock),
        Command::Desk(asked) => {
            log::start(LogFormat::Plain);
            administer(asked, clock)
        }
    }
}

/// The commands, with everything that `--help` says of each.
fn command() -> clap::Command {
    let named = |command: clap::Command, name| command.mut_subcommand(name, settings::with_all_names);
    ["serve", "config", "ping"].into_iter().fold(Arguments::command(), named)
}

fn administer(asked: Desk, clock: &Clock) -> Result<(), Failed> {
    use doorstep_service::ledger::DeviceState;
    let desk = |data: &Data| -> Result<Admin, Failed> { Ok(Admin::open(&data.folder()?, clock.clone())?) };
    match asked {
        Desk::Migrate(data) => keep::migrate(&data.folder()?, clock),
        Desk::Backup(asked) => keep::back_up(&asked.data.folder()?, &asked.to, clock),
        Desk::CheckBackup(asked) => keep::check_backup(&asked.folder),
        Desk::RestoreCheck(asked) => restore::check(&desk(&asked.within.data)?, &asked),
        Desk::Organisation(asked) => match asked.action {
            Action::Add(new) => manage::add_organisation(&desk(&new.data)?, &new),
            Action::List(within) => manage::list_organisations(&desk(&within.data)?),
        },
        Desk::Team(asked) => match asked.action {
            Action::Add(new) => manage::add_team(&desk(&new.within.data)?, &new),
            Action::List(within) => manage::list_teams(&desk(&within.data)?, &within),
        },
        Desk::Staff(asked) => match asked.action {
            Action::Add(new) => manage::add_staff(&desk(&new.within.data)?, new),
            Action::List(within) => manage::list_staff(&desk(&within.data)?, &within),
        },
        Desk::MoveStaff(asked) => manage::move_staff(&desk(&asked.within.data)?, &asked),
        Desk::Caseload(asked) => do_caseload(&asked, clock),
        Desk::EnrolCode(asked) => manage::enrol_code(&desk(&asked.within.data)?, &asked),
        Desk::Device(within) => manage::list_devices(&desk(&within.data)?, &within),
        Desk::Revoke(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Revoked),
        Desk::Suspend(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Suspended),
        Desk::Resume(asked) => manage::set_state(&desk(&asked.data)?, &asked, DeviceState::Active),
    }
}

fn do_caseload(asked: &Caseload, clock: &Clock) -> Result<(), Failed> {
    let desk = |within: &Within| -> Result<Admin, Failed> { Ok(Admin::open(&within.data.folder()?, clock.clone())?) };
    match asked {
        Caseload::Allocate(asked) => caseload::allocate(&desk(&asked.within)?, asked),
        Caseload::Reallocate(asked) => caseload::reallocate(&desk(&asked.within)?, asked),
        Caseload::Cover(asked) => caseload::cover(&desk(&asked.within)?, asked),
        Caseload::EndCover(asked) => caseload::end_cover(&desk(&asked.within)?, asked),
        Caseload::CoverChild(asked) => caseload::cover_child(&desk(&asked.within)?, asked),
        Caseload::Unallocated(within) => caseload::unallocated(&desk(within)?, within),
        Caseload::Members(within) => caseload::members(&desk(within)?, within),
        Caseload::History(within) => caseload::history(&desk(within)?, within),
        Caseload::LookUps(within) => caseload::look_ups(&desk(within)?, within, clock.now()),
        Caseload::RebuildMembers(within) => caseload::rebuild(&desk(within)?, within),
    }
}
