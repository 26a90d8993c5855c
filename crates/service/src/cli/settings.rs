//! How the service is to be run: flags, then the environment, then a file, then what is usual.
//!
//! One struct is all three. A flag `--idle-seconds` is `DOORSTEP_IDLE_SECONDS` in the environment and `idle_seconds` in the
//! file; what `--help` says of it is written here once.

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::parser::ValueSource;
use clap::{Arg, ArgMatches, Args, Command};
use doorstep_service::{Certificate, Clock, Config, Desk, Limits, Transport};
use serde::{Deserialize, Serialize};
use toml::{Table, Value};

use super::Failed;
use super::log::LogFormat;

/// Everything that `serve` can be told. What is left out here is looked for in the file, and then what is usual is taken.
#[derive(Args, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Settings {
    /// The data folder: ledger, keys and certificate. Made, for this user alone, where it is missing.
    #[arg(long, env = "DOORSTEP_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where laptops reach the service.
    #[arg(long, env = "DOORSTEP_LISTEN", value_name = "ADDRESS:PORT")]
    listen: Option<SocketAddr>,
    /// The certificate and what it hangs on, in PEM. Usually `tls/server.pem` of the data folder.
    #[arg(long, env = "DOORSTEP_CERTIFICATE", value_name = "FILE")]
    certificate: Option<PathBuf>,
    /// The certificate's key, in PEM, readable by this user alone. Usually `tls/server.key` of the data folder.
    #[arg(long, env = "DOORSTEP_CERTIFICATE_KEY", value_name = "FILE")]
    certificate_key: Option<PathBuf>,
    /// Serve without TLS. Refused on any address but a loopback one.
    #[arg(long, env = "DOORSTEP_PLAIN_HTTP_ON_LOOPBACK", num_args = 0..=1, default_missing_value = "true")]
    plain_http_on_loopback: Option<bool>,
    /// Where administrators find figures (`/metrics`) and the fleet: this machine, unless there is a token as well.
    #[arg(long, env = "DOORSTEP_ADMIN_LISTEN", value_name = "ADDRESS:PORT")]
    admin_listen: Option<SocketAddr>,
    /// The file with the token that administrators are asked for, readable by this user alone.
    #[arg(long, env = "DOORSTEP_ADMIN_TOKEN_FILE", value_name = "FILE")]
    admin_token_file: Option<PathBuf>,
    /// How to write the log, which goes to standard error and never holds patient data.
    #[arg(long, env = "DOORSTEP_LOG", value_enum)]
    log: Option<LogFormat>,
    /// Connections at once; more wait to be accepted.
    #[arg(long, env = "DOORSTEP_CONNECTIONS", value_name = "NUMBER", help_heading = "Limits")]
    connections: Option<u32>,
    /// Connections at once from one address; more are closed. Behind a balancer all come from one.
    #[arg(long, env = "DOORSTEP_CONNECTIONS_AN_ADDRESS", value_name = "NUMBER", help_heading = "Limits")]
    connections_an_address: Option<u32>,
    /// Requests in work at once; more are told to come back.
    #[arg(long, env = "DOORSTEP_REQUESTS_AT_ONCE", value_name = "NUMBER", help_heading = "Limits")]
    requests_at_once: Option<u32>,
    /// Requests that a laptop may make at a stretch.
    #[arg(long, env = "DOORSTEP_BURST", value_name = "NUMBER", help_heading = "Limits")]
    burst: Option<u32>,
    /// Requests that a laptop gets back each minute.
    #[arg(long, env = "DOORSTEP_REQUESTS_A_MINUTE", value_name = "NUMBER", help_heading = "Limits")]
    requests_a_minute: Option<u32>,
    /// Changes that a laptop may send in an hour, and at a stretch.
    #[arg(long, env = "DOORSTEP_CHANGES_AN_HOUR", value_name = "NUMBER", help_heading = "Limits")]
    changes_an_hour: Option<u32>,
    /// Requests of all laptops of an organisation in a minute, and at a stretch.
    #[arg(long, env = "DOORSTEP_ORGANISATION_REQUESTS_A_MINUTE", value_name = "NUMBER", help_heading = "Limits")]
    organisation_requests_a_minute: Option<u32>,
    /// Requests without a session in a minute from one address: enrolling, opening a session.
    #[arg(long, env = "DOORSTEP_STRANGERS_A_MINUTE", value_name = "NUMBER", help_heading = "Limits")]
    strangers_a_minute: Option<u32>,
    /// How long a handshake, and then a request's header, may take.
    #[arg(long, env = "DOORSTEP_HEADER_SECONDS", value_name = "SECONDS", help_heading = "Limits")]
    header_seconds: Option<u32>,
    /// How long a request may take, its body included.
    #[arg(long, env = "DOORSTEP_REQUEST_SECONDS", value_name = "SECONDS", help_heading = "Limits")]
    request_seconds: Option<u32>,
    /// How long a connection may be silent between requests.
    #[arg(long, env = "DOORSTEP_IDLE_SECONDS", value_name = "SECONDS", help_heading = "Limits")]
    idle_seconds: Option<u32>,
    /// How long requests in work are waited for when the service stops.
    #[arg(long, env = "DOORSTEP_STOP_SECONDS", value_name = "SECONDS", help_heading = "Limits")]
    stop_seconds: Option<u32>,
}

impl Settings {
    /// What is taken where nobody says anything.
    fn usual() -> Self {
        let limits = Limits::default();
        let number = |value: usize| u32::try_from(value).ok();
        let seconds = |time: Duration| u32::try_from(time.as_secs()).ok();
        Self {
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 8443))),
            admin_listen: Some(SocketAddr::from(([127, 0, 0, 1], 8444))),
            plain_http_on_loopback: Some(false),
            log: Some(LogFormat::Plain),
            connections: number(limits.connections),
            connections_an_address: number(limits.connections_an_address),
            requests_at_once: number(limits.requests_at_once),
            burst: Some(limits.burst),
            requests_a_minute: Some(limits.requests_a_minute),
            changes_an_hour: Some(limits.changes_an_hour),
            organisation_requests_a_minute: Some(limits.organisation_requests_a_minute),
            strangers_a_minute: Some(limits.strangers_a_minute),
            header_seconds: seconds(limits.header_within),
            request_seconds: seconds(limits.request_within),
            idle_seconds: seconds(limits.idle_for),
            stop_seconds: seconds(limits.stop_within),
            ..Self::default()
        }
    }

    fn limits(&self) -> Limits {
        let usual = Limits::default();
        let places = |said: Option<u32>, usual: usize| said.map_or(usual, |said| said as usize);
        let time = |said: Option<u32>, usual: Duration| said.map_or(usual, |said| Duration::from_secs(said.into()));
        Limits {
            connections: places(self.connections, usual.connections),
            connections_an_address: places(self.connections_an_address, usual.connections_an_address),
            requests_at_once: places(self.requests_at_once, usual.requests_at_once),
            burst: self.burst.unwrap_or(usual.burst),
            requests_a_minute: self.requests_a_minute.unwrap_or(usual.requests_a_minute),
            changes_an_hour: self.changes_an_hour.unwrap_or(usual.changes_an_hour),
            organisation_requests_a_minute: self
                .organisation_requests_a_minute
                .unwrap_or(usual.organisation_requests_a_minute),
            strangers_a_minute: self.strangers_a_minute.unwrap_or(usual.strangers_a_minute),
            header_within: time(self.header_seconds, usual.header_within),
            request_within: time(self.request_seconds, usual.request_within),
            idle_for: time(self.idle_seconds, usual.idle_for),
            stop_within: time(self.stop_seconds, usual.stop_within),
            ..usual
        }
    }
}

/// Settings of all three sources together, and where each came from.
pub(super) struct Together {
    settings: Settings,
    /// Key, value as TOML has it, and who said so.
    said: Vec<(String, Value, &'static str)>,
}

impl Together {
    /// Puts flags and environment over the file over what is usual. `matches` knows which of the first two spoke.
    pub(super) fn of(said: &Settings, file: Option<&Path>, matches: &ArgMatches) -> Result<Self, Failed> {
        let mut all: Vec<(String, Value, &'static str)> = Vec::new();
        let file = file.map(read).transpose()?.unwrap_or_default();
        let layers = [(table(&Settings::usual())?, "usual"), (table(&file)?, "file"), (table(said)?, "")];
        for (layer, source) in layers {
            for (key, value) in layer {
                let from_environment = || matches.value_source(&key) == Some(ValueSource::EnvVariable);
                let source = match source {
                    "" if from_environment() => "environment",
                    "" => "flag",
                    other => other,
                };
                all.retain(|(known, ..)| *known != key);
                all.push((key, value, source));
            }
        }
        all.sort_by(|one, other| one.0.cmp(&other.0));
        let merged: Table = all.iter().map(|(key, value, _)| (key.clone(), value.clone())).collect();
        Ok(Self { settings: merged.try_into()?, said: all })
    }

    /// What would be used, as a file that says the same, with who said it. Nothing here is a secret: keys are in files.
    pub(super) fn shown(&self) -> String {
        let mut lines = String::new();
        for (key, value, source) in &self.said {
            // Writing to a String cannot fail.
            let _written = writeln!(lines, "{:<40} # {source}", format!("{key} = {value}"));
        }
        lines
    }

    pub(super) fn log(&self) -> LogFormat {
        self.settings.log.unwrap_or(LogFormat::Plain)
    }

    /// How to run the service.
    pub(super) fn config(&self, clock: &Clock) -> Result<Config, Failed> {
        let settings = &self.settings;
        let data =
            settings.data.clone().ok_or("say where the data is: --data, DOORSTEP_DATA, or `data` in the file")?;
        let listen =
            settings.listen.ok_or("say where to listen: --listen, DOORSTEP_LISTEN, or `listen` in the file")?;
        let in_clear = settings.plain_http_on_loopback == Some(true);
        let transport = if in_clear { Transport::PlainHttpOnLoopback } else { Transport::Tls };
        let certificate = match (&settings.certificate, &settings.certificate_key) {
            (Some(chain), Some(key)) => Some(Certificate { chain: chain.clone(), key: key.clone() }),
            (None, None) => None,
            _ => return Err("`certificate` and `certificate_key` go together: one of them is missing".into()),
        };
        let config = Config::new(data, listen, transport, clock.clone());
        let desk = settings.admin_listen.map(|listen| Desk { listen, token: settings.admin_token_file.clone() });
        Ok(Config { certificate, desk, limits: settings.limits(), ..config })
    }
}

/// A file of settings. An unknown key is an error that names it.
pub(super) fn read(file: &Path) -> Result<Settings, Failed> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    toml::from_str(&text).map_err(|error| format!("{}: {error}", file.display()).into())
}

impl Settings {
    /// The data folder, for commands that need nothing else.
    pub(super) fn data(self) -> Option<PathBuf> {
        self.data
    }
}

fn table(settings: &Settings) -> Result<Table, Failed> {
    Ok(Table::try_from(settings)?)
}

/// Says for every setting of this command what it is called in the file, and what is usual.
pub(super) fn with_all_names(command: Command) -> Command {
    let usual = table(&Settings::usual()).unwrap_or_default();
    command.mut_args(|argument| match argument.get_help().map(ToString::to_string) {
        Some(help) if is_setting(&argument) => {
            let key = argument.get_id().to_string();
            let usual = usual.get(&key).map(|value| format!(" [usual: {value}]")).unwrap_or_default();
            argument.help(format!("{help} [file: {key}]{usual}")).hide_env_values(true)
        }
        _ => argument,
    })
}

fn is_setting(argument: &Arg) -> bool {
    argument.get_env().is_some() && argument.get_id() != "config"
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    #[derive(Parser)]
    struct Line {
        #[command(flatten)]
        settings: Settings,
    }

    #[test]
    fn every_setting_has_a_flag_a_variable_and_a_key_of_one_name() {
        let command = <Line as clap::CommandFactory>::command();
        let mut settings = 0;
        for argument in command.get_arguments().filter(|argument| is_setting(argument)) {
            let key = argument.get_id().as_str();
            assert_eq!(argument.get_long(), Some(key.replace('_', "-").as_str()));
            let variable = argument.get_env().unwrap().to_str().unwrap();
            assert_eq!(variable, format!("DOORSTEP_{}", key.to_uppercase()));
            let known: Result<Settings, _> = toml::from_str(&format!("{key} = []"));
            assert!(!known.err().unwrap().to_string().contains("unknown field"), "{key} may stand in a file");
            settings += 1;
        }
        let all = table(&Settings::usual()).unwrap().len()
            + ["data", "certificate", "certificate_key", "admin_token_file"].len();
        assert_eq!(settings, all, "each has a flag, and what is usual where there is such a thing");
    }

    #[test]
    fn what_is_usual_is_what_the_limits_say() {
        let usual = format!("{:?}", Settings::usual().limits());
        assert_eq!(usual, format!("{:?}", Limits::default()));
    }
}
