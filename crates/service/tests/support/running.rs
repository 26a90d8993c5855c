//! A service that runs in this process, with the demonstration organisation.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use chrono::TimeDelta;
use doorstep_service::demo::{self, CodesFor};
use doorstep_service::{Clock, Config, Service, Transport};
use tempfile::TempDir;

use super::morning;
use super::visitor::Visitor;

pub(crate) struct Running {
    pub(crate) service: Service,
    pub(crate) folder: TempDir,
    /// Minutes after the morning.
    pub(crate) minutes: Arc<AtomicI64>,
}

pub(crate) fn config(data: &Path) -> Config {
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    Config::new(data.to_owned(), anywhere, Transport::DevelopmentTls, Clock::new(morning))
}

fn start(folder: &Path, minutes: &Arc<AtomicI64>, set: impl FnOnce(&mut Config)) -> Service {
    let mut config = config(folder);
    let since = Arc::clone(minutes);
    config.clock = Clock::new(move || morning() + TimeDelta::minutes(since.load(Ordering::Relaxed)));
    set(&mut config);
    Service::start(config).unwrap()
}

impl Running {
    pub(crate) fn start() -> Self {
        Self::start_with(|_| ())
    }

    pub(crate) fn start_with(set: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let minutes = Arc::new(AtomicI64::new(0));
        let service = start(folder.path(), &minutes, set);
        Self { service, folder, minutes }
    }

    /// Another service on the same folder, in the place of this one.
    pub(crate) fn starts_again(&mut self, set: impl FnOnce(&mut Config)) {
        self.service = start(self.folder.path(), &self.minutes, set);
    }

    /// Codes of Amina and Beth.
    pub(crate) fn codes(&self) -> [String; 2] {
        let codes = demo::prepare(self.service.admin(), CodesFor::Everybody).unwrap();
        codes.into_iter().map(|code| code.code).collect::<Vec<_>>().try_into().unwrap()
    }

    /// Amina and Beth, each with a laptop and a session.
    pub(crate) fn visitors(&self) -> [Visitor; 2] {
        self.codes().map(|code| Visitor::enrols(&self.service, &code))
    }
}
