//! A service that runs, on a thread of its own, in this process.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;
use tokio_rustls::TlsAcceptor;

use crate::admin::Admin;
use crate::config::{self, Config, Transport};
use crate::error::Error;
use crate::http::{App, Desk, Listening, Token, serve};
use crate::tls::{self, TlsFolder};

/// How often what is due is settled: cover and consent are by the day.
const SETTLE_EVERY: Duration = Duration::from_secs(30);

/// After how many times it is looked for children whom nobody is accountable for: once an hour.
const LOOK_EVERY: u32 = 120;

/// Threads for requests that block on the ledger; what is beyond them queues.
const BLOCKING_THREADS: usize = 16;

/// A service that runs. It stops when it is dropped or told to, and may then be started again on the same folder.
pub struct Service {
    address: SocketAddr,
    transport: Transport,
    authority: TlsFolder,
    admin: Arc<Admin>,
    desk: Option<SocketAddr>,
    stop: watch::Sender<bool>,
    thread: Option<JoinHandle<()>>,
}

impl Service {
    /// Starts a service. It listens when this returns.
    ///
    /// # Errors
    /// When its folder cannot be opened, its certificate cannot be used, or its address cannot be listened on.
    pub fn start(config: Config) -> Result<Self, Error> {
        let Config { data, listen, transport, certificate, desk, clock, limits } = config;
        if transport == Transport::PlainHttpOnLoopback && !listen.ip().is_loopback() {
            return Err(Error::NotLoopback(listen));
        }
        let authority = TlsFolder::of(&data);
        let admin = Arc::new(Admin::open(&data, clock.clone())?);
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
        let desk = desk.map(|desk| Bound::desk(&app, &admin, &desk, tls.clone())).transpose()?;
        let desk_address = desk.as_ref().map(|desk| desk.listener.local_addr()).transpose().map_err(Error::Start)?;
        let bound = Bound { router: app.router(), listener, tls };
        let runtime = runtime()?;
        let settling = Arc::clone(&admin);
        let run = move || run(&runtime, &app, &settling, [Some(bound), desk], &stopping);
        let thread =
            std::thread::Builder::new().name("doorstep-service".to_owned()).spawn(run).map_err(Error::Start)?;
        tracing::info!(%address, desk = ?desk_address, ?transport, "listening");
        Ok(Self { address, transport, authority, admin, desk: desk_address, stop, thread: Some(thread) })
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

    /// Where administrators find figures and the fleet.
    #[must_use]
    pub fn desk(&self) -> Option<SocketAddr> {
        self.desk
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
    app: &Arc<App>,
    admin: &Arc<Admin>,
    listeners: [Option<Bound>; 2],
    stop: &watch::Receiver<bool>,
) {
    runtime.block_on(async move {
        let [laptops, desk] = listeners.map(|bound| async {
            match bound.map(|bound| bound.listening(stop.clone())).transpose() {
                Ok(Some(listening)) => serve(Arc::clone(app), listening).await,
                Ok(None) => {}
                Err(error) => tracing::error!(%error, "cannot listen"),
            }
        });
        tokio::join!(laptops, desk, settle(app, admin, stop.clone()));
    });
}

/// Settles what is due, again and again, until the service stops; and looks for children whom nobody is accountable for.
async fn settle(app: &Arc<App>, admin: &Arc<Admin>, mut stop: watch::Receiver<bool>) {
    for round in 0_u32.. {
        let settling = Arc::clone(admin);
        if let Ok(Err(error)) = tokio::task::spawn_blocking(move || settling.settle()).await {
            tracing::error!(%error, "what was due could not be settled");
        }
        if round.is_multiple_of(LOOK_EVERY) {
            look_for_unallocated(app, admin).await;
        }
        tokio::select! {
            () = tokio::time::sleep(SETTLE_EVERY) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
    }
}

/// Accountability never lapses (DOMAIN 2.10): how many children it has lapsed for is logged, counted and shown.
async fn look_for_unallocated(app: &Arc<App>, admin: &Arc<Admin>) {
    let looking = Arc::clone(admin);
    match tokio::task::spawn_blocking(move || looking.count_unallocated()).await {
        Ok(Ok(children)) => {
            app.found_unallocated(children);
            if children > 0 {
                tracing::warn!(children, "nobody is accountable for some children: `caseload unallocated` lists them");
            } else {
                tracing::info!("somebody is accountable for every child");
            }
        }
        Ok(Err(error)) => tracing::error!(%error, "cannot look for children whom nobody is accountable for"),
        Err(_) => tracing::error!("the look for children whom nobody is accountable for ended badly"),
    }
}

/// An address that is listened on, and who answers there.
struct Bound {
    router: axum::Router,
    listener: TcpListener,
    tls: Option<TlsAcceptor>,
}

impl Bound {
    /// Where administrators find figures and the fleet. Beyond this machine it takes TLS and a token.
    fn desk(app: &Arc<App>, admin: &Arc<Admin>, asked: &config::Desk, tls: Option<TlsAcceptor>) -> Result<Self, Error> {
        let is_loopback = asked.listen.ip().is_loopback();
        let token = asked.token.as_deref().map(Token::read).transpose()?;
        if !is_loopback && (token.is_none() || tls.is_none()) {
            return Err(Error::OpenDesk(asked.listen));
        }
        let router = Desk::new(app, admin, token, is_loopback)?.router();
        Ok(Self { router, listener: bind(asked.listen)?, tls: tls.filter(|_| !is_loopback) })
    }

    fn listening(self, stop: watch::Receiver<bool>) -> std::io::Result<Listening> {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        Ok(Listening { router: self.router, listener, tls: self.tls, stop })
    }
}
