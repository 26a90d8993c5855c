//! The service that is put under load: the program `doorstep-service`, in a process of its own, on PostgreSQL.

use std::fs::File;
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use doorstep_app::laptop_clock;
use doorstep_service::{Admin, Clock, Config, Service, Transport};

use super::link::Place;
use crate::{Failed, fail};

/// A service that runs until this is dropped.
pub(crate) struct Running {
    process: Child,
    pub(crate) place: Place,
    pub(crate) admin: Admin,
    log: PathBuf,
}

impl Running {
    /// Starts it on a data folder whose ledger is at this URL.
    pub(crate) fn start(data: &Path, ledger: &str) -> Result<Self, Failed> {
        std::fs::create_dir(data)?;
        std::fs::write(data.join("ledger.url"), ledger)?;
        let clock = Clock::new(|| laptop_clock()().to_utc());
        let authority = make_certificate(data, &clock)?;
        let (listen, desk) = (free_address()?, free_address()?);
        let log = data.join("service.log");
        let process = Command::new(program()?)
            .args(["serve", "--listen", &listen.to_string(), "--admin-listen", &desk.to_string()])
            .arg("--data")
            .arg(data)
            // Every laptop of this machine has its one address.
            .args(["--connections", "4096", "--connections-an-address", "4096"])
            .stdout(Stdio::null())
            .stderr(File::create(&log)?)
            .spawn()?;
        let place = Place { url: format!("https://{listen}"), authority };
        let mut running = Self { process, place, admin: Admin::open(data, clock)?, log };
        running.wait_for(listen)?;
        Ok(running)
    }

    fn wait_for(&mut self, listen: SocketAddr) -> Result<(), Failed> {
        let started = Instant::now();
        while TcpStream::connect(listen).is_err() {
            if self.process.try_wait()?.is_some() || started.elapsed() > Duration::from_secs(30) {
                return fail(format!("the service does not start: {}", std::fs::read_to_string(&self.log)?));
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }

    /// How often the service said that something failed.
    pub(crate) fn errors(&self) -> Result<Vec<String>, Failed> {
        let log = std::fs::read_to_string(&self.log)?;
        Ok(log.lines().filter(|line| line.contains("ERROR")).map(str::to_owned).collect())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The development certificate of a data folder: a service that ran on it once has left it there.
fn make_certificate(data: &Path, clock: &Clock) -> Result<String, Failed> {
    let config = Config::new(data.to_owned(), ([127, 0, 0, 1], 0).into(), Transport::DevelopmentTls, clock.clone());
    let service = Service::start(config)?;
    let authority = service.ca_pem()?;
    service.stop();
    Ok(authority)
}

/// Built beside this program.
fn program() -> Result<PathBuf, Failed> {
    let program = std::env::current_exe()?.with_file_name("doorstep-service");
    if program.exists() { Ok(program) } else { fail(format!("{} is not built", program.display())) }
}

fn free_address() -> Result<SocketAddr, Failed> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?)
}
