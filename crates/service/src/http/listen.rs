//! Accepting connections, and ending them when the service stops.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::{Service as _, service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

use super::App;
use super::patience::{Patience, Watched};
use super::place::{Peer, Place, Places};

/// Room for the headers, several times over.
const BUFFER: usize = 64 << 10;

/// After a failed accept (too many open files): long enough for some to close.
const BREATHER: Duration = Duration::from_millis(100);

/// What the service listens with, and who answers.
pub(crate) struct Listening {
    pub(crate) router: Router,
    pub(crate) listener: TcpListener,
    pub(crate) tls: Option<TlsAcceptor>,
    pub(crate) stop: watch::Receiver<bool>,
}

/// Serves until told to stop, and then until every request in work is answered.
pub(crate) async fn serve(app: Arc<App>, mut listening: Listening) {
    let stop_within = app.limits.stop_within;
    let places = Places::new(&app.limits);
    let serving = Serving {
        router: TowerToHyperService::new(listening.router),
        tls: listening.tls.take(),
        app: Arc::clone(&app),
        stop: listening.stop.clone(),
    };
    let mut connections = JoinSet::new();
    loop {
        let accepted = tokio::select! {
            accepted = accept(&app, &listening.listener, &places) => accepted,
            Some(_) = connections.join_next() => continue,
            () = told_to_stop(&mut listening.stop) => break,
        };
        if let Some((stream, peer, place)) = accepted {
            connections.spawn(serving.clone().connection(stream, peer, place));
        }
    }
    drop(listening.listener);
    let all_ended = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(stop_within, all_ended).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

/// Also where the one who could tell is gone.
async fn told_to_stop(stop: &mut watch::Receiver<bool>) {
    let _told = stop.wait_for(|stop| *stop).await;
}

/// A connection, once there is a place for it.
async fn accept(app: &App, listener: &TcpListener, places: &Places) -> Option<(TcpStream, Peer, Place)> {
    let free = places.free().await?;
    match listener.accept().await {
        Ok((stream, address)) => {
            let peer = Peer::of(address.ip());
            let place = places.give(free, peer);
            if place.is_none() {
                app.metrics.connection_closed();
                tracing::warn!("an address has too many connections: one is closed");
            }
            Some((stream, peer, place?))
        }
        Err(error) => {
            tracing::warn!(%error, "cannot accept a connection");
            tokio::time::sleep(BREATHER).await;
            None
        }
    }
}

/// A connection, while it is open.
struct Open(Arc<App>);

impl Open {
    fn new(app: &Arc<App>) -> Self {
        app.metrics.connection_opens();
        Self(Arc::clone(app))
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        self.0.metrics.connection_ends();
    }
}

#[derive(Clone)]
struct Serving {
    router: TowerToHyperService<Router>,
    tls: Option<TlsAcceptor>,
    app: Arc<App>,
    stop: watch::Receiver<bool>,
}

impl Serving {
    async fn connection(self, stream: TcpStream, peer: Peer, _place: Place) {
        let _open = Open::new(&self.app);
        // An answer is one small write: waiting for more to send would only delay it.
        if stream.set_nodelay(true).is_err() {
            return;
        }
        let Some(tls) = self.tls.clone() else { return self.talk(stream, peer).await };
        match tokio::time::timeout(self.app.limits.header_within, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.talk(stream, peer).await,
            Ok(Err(error)) => tracing::debug!(%error, "no handshake"),
            Err(_) => tracing::debug!("a handshake took too long"),
        }
    }

    async fn talk(mut self, stream: impl AsyncRead + AsyncWrite + Unpin + Send, peer: Peer) {
        let patience = Patience::new(&self.app.limits);
        let io = TokioIo::new(Watched::new(stream, patience.clone(), Arc::clone(&self.app)));
        let service = service_fn(|mut request: hyper::Request<Incoming>| {
            patience.request_begins();
            request.extensions_mut().insert(peer);
            let (answer, patience) = (self.router.call(request.map(axum::body::Body::new)), patience.clone());
            async move {
                let answer = answer.await;
                patience.request_ends();
                answer
            }
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(None).max_buf_size(BUFFER);
        // The reply says the time itself, and nothing here is cached: on a weak signal every answer pays for its headers.
        http.auto_date_header(false);
        let mut connection = std::pin::pin!(http.serve_connection(io, service));
        let ended = tokio::select! {
            ended = connection.as_mut() => ended,
            () = patience.runs_out() => return,
            () = told_to_stop(&mut self.stop) => {
                // It finishes the request in work, and an idle connection ends at once.
                connection.as_mut().graceful_shutdown();
                connection.await
            }
        };
        if let Err(error) = ended {
            tracing::debug!(%error, "a connection broke");
        }
    }
}
