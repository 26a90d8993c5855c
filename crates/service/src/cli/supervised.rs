//! Whoever started the service and watches over it: systemd, or a container's health check.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::time::Duration;

use doorstep_service::Desk;

use super::Failed;

/// An answer that takes longer is none.
const PATIENCE: Duration = Duration::from_secs(3);

/// Tells systemd that the service listens. Does nothing where systemd did not ask.
#[cfg(target_os = "linux")]
pub(super) fn say_ready() {
    if let Err(error) = tell("READY=1") {
        tracing::warn!(%error, "systemd could not be told that the service is ready");
    }
}

/// Tells systemd that the service stops.
#[cfg(target_os = "linux")]
pub(super) fn say_stopping() {
    // It is stopping: nothing would be gained by saying that this failed.
    let _told = tell("STOPPING=1");
}

#[cfg(target_os = "linux")]
fn tell(state: &str) -> std::io::Result<()> {
    use std::os::linux::net::SocketAddrExt as _;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let Some(place) = std::env::var_os("NOTIFY_SOCKET") else { return Ok(()) };
    let address = match place.to_string_lossy().strip_prefix('@') {
        Some(name) => SocketAddr::from_abstract_name(name)?,
        None => SocketAddr::from_pathname(Path::new(&place))?,
    };
    UnixDatagram::unbound()?.send_to_addr(state.as_bytes(), &address).map(|_| ())
}

#[cfg(not(target_os = "linux"))]
pub(super) fn say_ready() {}

#[cfg(not(target_os = "linux"))]
pub(super) fn say_stopping() {}

/// Asks a service of this machine, on the administrators' address, whether it is ready.
pub(super) fn ping(desk: &Desk) -> Result<(), Failed> {
    if !desk.listen.ip().is_loopback() {
        return Err("ping asks on this machine alone, and administrators' pages are elsewhere".into());
    }
    let mut stream = TcpStream::connect_timeout(&desk.listen, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let token = match &desk.token {
        Some(file) => format!("authorization: Bearer {}\r\n", std::fs::read_to_string(file)?.trim()),
        None => String::new(),
    };
    write!(stream, "GET /ready HTTP/1.1\r\nhost: localhost\r\n{token}connection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    match answer.lines().next() {
        Some(status) if status.contains(" 200 ") => Ok(()),
        Some(status) => Err(format!("not ready: {status}").into()),
        None => Err("no answer".into()),
    }
}
