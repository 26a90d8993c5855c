//! A proxy that counts what goes over the wire: bytes of TCP payload each way, and requests where it can read them.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What went through.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traffic {
    /// Bytes from the laptop.
    pub(crate) up: u64,
    /// Bytes to the laptop.
    pub(crate) down: u64,
    /// HTTP requests; none are seen within TLS.
    pub(crate) requests: u64,
}

#[derive(Default)]
struct Counters {
    up: AtomicU64,
    down: AtomicU64,
    requests: AtomicU64,
}

/// The proxy. It runs until the process ends.
pub(crate) struct Proxy {
    address: SocketAddr,
    counters: Arc<Counters>,
}

impl Proxy {
    /// A proxy in front of a service.
    pub(crate) fn before(service: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let proxy = Self { address: listener.local_addr()?, counters: Arc::default() };
        let counters = Arc::clone(&proxy.counters);
        std::thread::spawn(move || {
            for laptop in listener.incoming().flatten() {
                if let Err(error) = connect(&laptop, service, &counters) {
                    eprintln!("proxy: {error}");
                }
            }
        });
        Ok(proxy)
    }

    pub(crate) fn port(&self) -> u16 {
        self.address.port()
    }

    /// What went through since the last time that this was asked.
    pub(crate) fn take(&self) -> Traffic {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::Relaxed);
        let Counters { up, down, requests } = &*self.counters;
        Traffic { up: take(up), down: take(down), requests: take(requests) }
    }
}

fn connect(laptop: &TcpStream, service: SocketAddr, counters: &Arc<Counters>) -> std::io::Result<()> {
    let service = TcpStream::connect(service)?;
    laptop.set_nodelay(true)?;
    service.set_nodelay(true)?;
    let (laptop_out, service_out) = (laptop.try_clone()?, service.try_clone()?);
    let laptop_in = laptop.try_clone()?;
    let (up, down) = (Arc::clone(counters), Arc::clone(counters));
    let mut requests = Requests::default();
    std::thread::spawn(move || {
        carry(laptop_in, service_out, |bytes| {
            up.up.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            up.requests.fetch_add(requests.begun_in(bytes), Ordering::Relaxed);
        });
    });
    std::thread::spawn(move || {
        carry(service, laptop_out, |bytes| {
            down.down.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        });
    });
    Ok(())
}

fn carry(mut from: TcpStream, mut to: TcpStream, mut count: impl FnMut(&[u8])) {
    let mut buffer = vec![0; 64 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        // Counted before it is passed on, so that whoever has the answer finds it counted.
        count(&buffer[..length]);
        if to.write_all(&buffer[..length]).is_err() {
            break;
        }
    }
    let _ = to.shutdown(Shutdown::Write);
}

/// Finds where requests begin in a stream of HTTP/1.1: a header, then as many bytes as it says.
#[derive(Default)]
struct Requests {
    header: Vec<u8>,
    body_left: usize,
}

impl Requests {
    fn begun_in(&mut self, mut bytes: &[u8]) -> u64 {
        let mut begun = 0;
        while !bytes.is_empty() {
            let body = self.body_left.min(bytes.len());
            self.body_left -= body;
            bytes = &bytes[body..];
            for (place, byte) in bytes.iter().enumerate() {
                if self.header.is_empty() {
                    begun += 1;
                }
                self.header.push(*byte);
                if self.header.ends_with(b"\r\n\r\n") {
                    self.body_left = body_length(&self.header);
                    self.header.clear();
                    bytes = &bytes[place + 1..];
                    break;
                }
                if place + 1 == bytes.len() {
                    return begun;
                }
            }
        }
        begun
    }
}

fn body_length(header: &[u8]) -> usize {
    let header = String::from_utf8_lossy(header).to_ascii_lowercase();
    let length = header.lines().find_map(|line| line.strip_prefix("content-length:"));
    length.and_then(|length| length.trim().parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_counts_once_however_it_is_cut() {
        let stream =
            b"POST /a HTTP/1.1\r\nContent-Length: 9\r\n\r\n\r\n\r\nPOSTGET /b HTTP/1.1\r\n\r\nGET /c HTTP/1.1\r\n\r\n";
        for cut in 1..stream.len() {
            let mut requests = Requests::default();
            let begun: u64 = stream.chunks(cut).map(|part| requests.begun_in(part)).sum();
            assert_eq!(begun, 3, "in pieces of {cut}");
        }
    }
}
