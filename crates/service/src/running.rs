//! A service that runs, on a thread of its own, in this process.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::admin::Admin;
use crate::config::{Config, Transport};
use crate::error::Error;
use crate::http::{App, Listening, serve};
use crate::tls::{self, TlsFolder};

/// Threads for requests that block on the ledger; what is beyond them queues.
const BLOCKING_THREADS: usize = 16;

/// A service that runs. It stops when it is dropped or told to, and may then be started again on the same folder.
pub struct Service {
    address: SocketAddr,
    transport: Transport,
    authority: TlsFolder,
    admin: Admin,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Service {
    /// Starts a service. It listens when this returns.
    ///
    /// # Errors
    /// When its folder cannot be opened, its certificate cannot be used, or its address cannot be listened on.
    pub fn start(config: Config) -> Result<Self, Error> {
        let Config { data, listen, transport, certificate, clock, limits } = config;
        if transport == Transport::PlainHttpOnLoopback && !listen.ip().is_loopback() {
            return Err(Error::NotLoopback(listen));
        }
        let authority = TlsFolder::of(&data);
        let admin = Admin::open(&data, clock.clone())?;
        if transport == Transport::DevelopmentTls {
            authority.make_development_authority(clock.now())?;
        }
        let tls = match transport {
            Transport::PlainHttpOnLoopback => None,
            Transport::Tls | Transport::DevelopmentTls => {
                Some(tls::acceptor(&certificate.unwrap_or_else(|| authority.files()))?)
            }
        };
        let listener = bind(listen)?;
        let address = listener.local_addr().map_err(Error::Start)?;
        let app = Arc::new(App::new(admin.ledger(), clock, limits));
        let (stop, stopping) = watch::channel(false);
        let runtime = runtime()?;
        let run = move || run(&runtime, app, listener, (tls, stopping));
        let thread =
            std::thread::Builder::new().name("doorstep-service".to_owned()).spawn(run).map_err(Error::Start)?;
        tracing::info!(%address, ?transport, "listening");
        Ok(Self { address, transport, authority, admin, stop, thread: Some(thread) })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What a laptop is given as the service's address.
    #[must_use]
    pub fn url(&self) -> String {
        match self.transport {
            Transport::PlainHttpOnLoopback => format!("http://{}", self.address),
            Transport::Tls | Transport::DevelopmentTls => format!("https://{}", self.address),
        }
    }

    /// The development authority's certificate, which a laptop is told to trust.
    ///
    /// # Errors
    /// When there is none: the service runs with another transport.
    pub fn ca_pem(&self) -> Result<String, Error> {
        let file = self.authority.authority();
        std::fs::read_to_string(&file).map_err(Error::file(&file))
    }

    /// The administrator's desk of this service.
    #[must_use]
    pub fn admin(&self) -> &Admin {
        &self.admin
    }

    /// Stops it: requests in work are answered, then everything is closed. The same as dropping it, by name.
    pub fn stop(self) {
        drop(self);
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        self.stop.send_replace(true);
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the service's thread ended badly");
        }
    }
}

fn bind(listen: SocketAddr) -> Result<TcpListener, Error> {
    let failed = |source| Error::Listen { address: listen, source };
    let listener = TcpListener::bind(listen).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(listener)
}

fn runtime() -> Result<Runtime, Error> {
    let mut builder = Builder::new_multi_thread();
    builder.worker_threads(2).max_blocking_threads(BLOCKING_THREADS).thread_name("doorstep-service");
    builder.enable_all().build().map_err(Error::Start)
}

fn run(
    runtime: &Runtime,
    app: Arc<App>,
    listener: TcpListener,
    (tls, stop): (Option<TlsAcceptor>, watch::Receiver<bool>),
) {
    runtime.block_on(async move {
        match tokio::net::TcpListener::from_std(listener) {
            Ok(listener) => serve(app, Listening { listener, tls, stop }).await,
            Err(error) => tracing::error!(%error, "cannot listen"),
        }
    });
}
