//! Where a PostgreSQL database is. Its password is never shown, and it never leaves this machine in clear.

use std::fmt;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, SslMode};

use crate::ledger::Error;

/// The URL of a PostgreSQL database, such as `postgres://doorstep@127.0.0.1/doorstep`.
///
/// To another machine it says `sslmode=require` or `verify-full`, and `sslrootcert=FILE`; both check the certificate and
/// its name.
#[derive(Clone)]
pub struct PostgresUrl {
    pub(super) config: Config,
    /// The file of certificates that the server's must hang on; none where the connection is in clear.
    pub(super) trusted: Option<PathBuf>,
}

impl FromStr for PostgresUrl {
    type Err = Error;

    fn from_str(url: &str) -> Result<Self, Error> {
        let (plain, mode, trusted) = without_tls(url.trim())?;
        let mut config: Config =
            plain.parse().map_err(|_| refused("it is no URL such as postgres://ROLE@HOST/NAME"))?;
        let stays_here = stays_on_this_machine(&config);
        let trusted = match (mode.as_deref(), trusted) {
            (Some("require" | "verify-full"), Some(file)) => Some(PathBuf::from(file)),
            (Some("require" | "verify-full"), None) => {
                return Err(refused("sslrootcert=FILE is missing: the certificates that the server's must hang on"));
            }
            (None | Some("disable"), None) if stays_here => None,
            (None | Some("disable" | "prefer" | "allow"), _) if !stays_here => {
                return Err(refused(
                    "the database is on another machine: that takes sslmode=verify-full and sslrootcert",
                ));
            }
            (None | Some("disable"), _) => return Err(refused("sslrootcert is said, and not sslmode=verify-full")),
            _ => return Err(refused("sslmode is disable, require or verify-full")),
        };
        config.ssl_mode(if trusted.is_some() { SslMode::Require } else { SslMode::Disable });
        if config.get_application_name().is_none() {
            config.application_name("doorstep-service");
        }
        Ok(Self { config, trusted })
    }
}

impl PostgresUrl {
    /// Whether it holds a password, so that its file is a secret.
    #[must_use]
    pub fn has_password(&self) -> bool {
        self.config.get_password().is_some()
    }

    /// What PostgreSQL's own programs read from their environment, so that nothing stands in a command line.
    ///
    /// # Errors
    /// When what it names is no text.
    pub fn environment(&self) -> Result<Vec<(&'static str, String)>, Error> {
        let config = &self.config;
        let host = |host: &Host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(folder) => folder.display().to_string(),
        };
        let joined = |parts: Vec<String>| parts.join(",");
        let mut said = vec![("PGHOST", joined(config.get_hosts().iter().map(host).collect()))];
        said.push(("PGPORT", joined(config.get_ports().iter().map(ToString::to_string).collect())));
        said.push(("PGHOSTADDR", joined(config.get_hostaddrs().iter().map(ToString::to_string).collect())));
        said.push(("PGUSER", config.get_user().unwrap_or_default().to_owned()));
        said.push(("PGDATABASE", config.get_dbname().unwrap_or_default().to_owned()));
        if let Some(password) = config.get_password() {
            let password = std::str::from_utf8(password).map_err(|_| refused("the password is no text"))?;
            said.push(("PGPASSWORD", password.to_owned()));
        }
        match &self.trusted {
            Some(file) => {
                said.push(("PGSSLMODE", "verify-full".to_owned()));
                said.push(("PGSSLROOTCERT", file.display().to_string()));
            }
            None => said.push(("PGSSLMODE", "disable".to_owned())),
        }
        said.retain(|(_, value)| !value.is_empty());
        Ok(said)
    }
}

impl fmt::Display for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let config = &self.config;
        let name = config.get_dbname().unwrap_or("of the role's name");
        let role = config.get_user().unwrap_or("of this user's name");
        write!(f, "PostgreSQL, database {name}, role {role}")?;
        for (place, host) in config.get_hosts().iter().enumerate() {
            let port = config.get_ports().get(place).or(config.get_ports().first()).unwrap_or(&5432);
            match host {
                Host::Tcp(host) => write!(f, ", {host}:{port}")?,
                #[cfg(unix)]
                Host::Unix(folder) => write!(f, ", {}", folder.display())?,
            }
        }
        match &self.trusted {
            Some(file) => write!(f, ", TLS by {}", file.display()),
            None => f.write_str(", in clear on this machine"),
        }
    }
}

impl fmt::Debug for PostgresUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PostgresUrl({self})")
    }
}

/// The URL without what it says of TLS, which the driver does not know whole; `sslmode`; and `sslrootcert`.
fn without_tls(url: &str) -> Result<(String, Option<String>, Option<String>), Error> {
    let is_url = url.starts_with("postgres://") || url.starts_with("postgresql://");
    if !is_url {
        return Err(refused("it is no URL such as postgres://ROLE@HOST/NAME"));
    }
    // A question mark may stand in a password, before the first @.
    let after_password = url.find('@').unwrap_or(0);
    let Some(query) = url[after_password..].find('?').map(|at| at + after_password) else {
        return Ok((url.to_owned(), None, None));
    };
    let (mut kept, mut mode, mut trusted) = (Vec::new(), None, None);
    for part in url[query + 1..].split('&').filter(|part| !part.is_empty()) {
        match part.split_once('=') {
            Some(("sslmode", value)) => mode = Some(value.to_owned()),
            Some(("sslrootcert", value)) if value.contains('%') || !Path::new(value).is_absolute() => {
                return Err(refused("sslrootcert is a whole path, written plainly"));
            }
            Some(("sslrootcert", value)) => trusted = Some(value.to_owned()),
            _ => kept.push(part),
        }
    }
    let rest = if kept.is_empty() { String::new() } else { format!("?{}", kept.join("&")) };
    Ok((format!("{}{rest}", &url[..query]), mode, trusted))
}

/// Whether every address that it names is this machine's own.
fn stays_on_this_machine(config: &Config) -> bool {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback()),
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    config.get_hosts().iter().all(is_here) && config.get_hostaddrs().iter().all(IpAddr::is_loopback)
}

/// Never with what the URL says: a part of a password may stand in any place of it.
fn refused(why: &'static str) -> Error {
    Error::Url(why)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(url: &str) -> Result<PostgresUrl, Error> {
        url.parse()
    }

    #[test]
    fn nothing_goes_to_another_machine_in_clear() {
        for url in [
            "postgres://doorstep@db.example/doorstep",
            "postgres://doorstep@db.example/doorstep?sslmode=disable",
            "postgres://doorstep@db.example/doorstep?sslmode=prefer",
            "postgres://doorstep@db.example/doorstep?sslmode=allow",
            "postgres://doorstep@192.0.2.1/doorstep",
            "postgres://doorstep@127.0.0.1,192.0.2.1/doorstep",
            "postgres://doorstep@localhost/doorstep?hostaddr=192.0.2.1",
            "postgres://doorstep@localhost.example/doorstep",
            // Whose certificate nobody checks could be anybody's.
            "postgres://doorstep@db.example/doorstep?sslmode=require",
            "postgres://doorstep@db.example/doorstep?sslmode=verify-ca&sslrootcert=/etc/ca.pem",
            "postgres://doorstep@db.example/doorstep?sslrootcert=/etc/ca.pem",
            "postgres://doorstep@127.0.0.1/doorstep?sslrootcert=/etc/ca.pem",
            "postgres://doorstep@db.example/doorstep?sslmode=require&sslrootcert=ca.pem",
            "host=db.example user=doorstep",
        ] {
            assert!(matches!(read(url), Err(Error::Url(_))), "{url}");
        }
    }

    #[test]
    fn on_this_machine_it_may_be_in_clear_and_elsewhere_it_is_checked() {
        for url in [
            "postgres://doorstep@127.0.0.1/doorstep",
            "postgres://doorstep@[::1]:5433/doorstep",
            "postgresql://doorstep@localhost/doorstep?sslmode=disable&options=-c%20a%3Db",
            "postgres://doorstep@%2Frun%2Fpostgresql/doorstep",
        ] {
            let read = read(url).unwrap();
            assert_eq!((read.config.get_ssl_mode(), read.trusted), (SslMode::Disable, None), "{url}");
        }
        for mode in ["require", "verify-full"] {
            let url = format!("postgres://doorstep@db.example/doorstep?sslmode={mode}&sslrootcert=/etc/ca.pem");
            let read = read(&url).unwrap();
            assert_eq!(read.config.get_ssl_mode(), SslMode::Require);
            assert_eq!(read.trusted, Some(PathBuf::from("/etc/ca.pem")));
        }
    }

    #[test]
    fn a_password_is_never_shown() {
        let tls = "sslmode=require&sslrootcert=/etc/ca.pem";
        for url in [
            format!("postgres://doorstep:s3cret@db.example/doorstep?{tls}"),
            "postgres://doorstep:s3cret@127.0.0.1/doorstep".to_owned(),
            "postgres://doorstep@127.0.0.1/doorstep?password=s3cret".to_owned(),
            // Written wrongly: no part of it is quoted either.
            "postgres://doorstep:pass@s3cret@db.example/doorstep".to_owned(),
            "postgres://doorstep:s3cret?@127.0.0.1:port/doorstep".to_owned(),
            "doorstep:s3cret@127.0.0.1".to_owned(),
        ] {
            let said = match read(&url) {
                Ok(read) => {
                    assert!(read.has_password());
                    assert!(read.environment().unwrap().contains(&("PGPASSWORD", "s3cret".to_owned())));
                    format!("{read} {read:?}")
                }
                Err(error) => format!("{error} {error:?}"),
            };
            assert!(!said.contains("s3cret"), "{said}");
        }
    }
}
