//! A proxy that counts what goes over the wire: bytes of TCP payload each way, and requests where it can read them.
//! It can be as slow as a mobile link.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

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

/// A slow link. What is sent waits its turn, passes at the link's speed, and arrives half a round trip later.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SlowLink {
    pub(crate) round_trip: Duration,
    /// Bits a second from the laptop, and to it.
    pub(crate) up: u32,
    pub(crate) down: u32,
}

impl SlowLink {
    /// A weak mobile signal.
    pub(crate) const MOBILE: Self = Self { round_trip: Duration::from_millis(200), up: 500_000, down: 1_500_000 };
}

#[derive(Default)]
struct Counters {
    up: AtomicU64,
    down: AtomicU64,
    requests: AtomicU64,
    link: Mutex<Option<SlowLink>>,
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

    /// Makes the link slow, or fast again. Not while anything is on its way.
    pub(crate) fn set_link(&self, link: Option<SlowLink>) {
        *self.counters.link.lock().unwrap_or_else(PoisonError::into_inner) = link;
    }

    /// What went through since the last time that this was asked.
    pub(crate) fn take(&self) -> Traffic {
        let take = |counter: &AtomicU64| counter.swap(0, Ordering::Relaxed);
        let Counters { up, down, requests, link: _ } = &*self.counters;
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
    let (is_slow_up, is_slow_down) = (Arc::clone(counters), Arc::clone(counters));
    let mut requests = Requests::default();
    std::thread::spawn(move || {
        let counted = |bytes: &[u8]| {
            up.up.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            up.requests.fetch_add(requests.begun_in(bytes), Ordering::Relaxed);
        };
        carry(laptop_in, service_out, counted, || is_slow_up.speed(|link| link.up));
    });
    std::thread::spawn(move || {
        let counted = |bytes: &[u8]| {
            down.down.fetch_add(bytes.len() as u64, Ordering::Relaxed);
        };
        carry(service, laptop_out, counted, || is_slow_down.speed(|link| link.down));
    });
    Ok(())
}

impl Counters {
    /// How long bytes are on their way, and how many bits a second pass, where the link is slow.
    fn speed(&self, of: impl Fn(&SlowLink) -> u32) -> Option<(Duration, u32)> {
        let link = self.link.lock().unwrap_or_else(PoisonError::into_inner);
        link.as_ref().map(|link| (link.round_trip / 2, of(link)))
    }
}

fn carry(
    mut from: TcpStream,
    to: TcpStream,
    mut count: impl FnMut(&[u8]),
    speed: impl Fn() -> Option<(Duration, u32)>,
) {
    let Ok(mut fast) = to.try_clone() else { return };
    let (slow, arriving) = channel();
    let arrives = std::thread::spawn(move || deliver(to, &arriving));
    let mut line = Line { free_at: Instant::now(), slow };
    let mut buffer = vec![0; 64 << 10];
    while let Ok(length @ 1..) = from.read(&mut buffer) {
        let bytes = &buffer[..length];
        // Counted before it is passed on, so that whoever has the answer finds it counted.
        count(bytes);
        let passed = match speed() {
            None => fast.write_all(bytes).is_ok(),
            Some((on_the_way, bits)) => line.send(bytes, on_the_way, bits),
        };
        if !passed {
            break;
        }
    }
    drop(line);
    let _ = arrives.join();
    let _ = fast.shutdown(Shutdown::Write);
}

/// One direction of a slow link.
struct Line {
    /// When the last byte that was sent has left.
    free_at: Instant,
    slow: Sender<(Instant, Vec<u8>)>,
}

/// As much as a packet holds: what came first need not wait for what came last.
const A_PACKET: usize = 1_448;

impl Line {
    fn send(&mut self, bytes: &[u8], on_the_way: Duration, bits: u32) -> bool {
        let now = Instant::now();
        self.free_at = self.free_at.max(now);
        bytes.chunks(A_PACKET).all(|packet| {
            self.free_at += Duration::from_secs_f64(packet.len() as f64 * 8.0 / f64::from(bits));
            self.slow.send((self.free_at + on_the_way, packet.to_vec())).is_ok()
        })
    }
}

fn deliver(mut to: TcpStream, arriving: &Receiver<(Instant, Vec<u8>)>) {
    for (at, packet) in arriving {
        std::thread::sleep(at.saturating_duration_since(Instant::now()));
        if to.write_all(&packet).is_err() {
            break;
        }
    }
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

    /// How long so many bytes take there, and a byte back.
    fn echoed(proxy: &Proxy, bytes: usize) -> Duration {
        let mut laptop = TcpStream::connect(proxy.address).unwrap();
        let started = Instant::now();
        laptop.write_all(&vec![1; bytes]).unwrap();
        laptop.shutdown(Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        laptop.read_to_end(&mut answer).unwrap();
        assert_eq!(answer.len(), 1);
        started.elapsed()
    }

    #[test]
    fn a_slow_link_takes_a_round_trip_and_what_its_speed_allows() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let proxy = Proxy::before(listener.local_addr().unwrap()).unwrap();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                stream.read_to_end(&mut Vec::new()).unwrap();
                stream.write_all(b"1").unwrap();
            }
        });
        assert!(echoed(&proxy, 10_000) < Duration::from_millis(100), "it is fast where nobody says otherwise");
        proxy.set_link(Some(SlowLink { round_trip: Duration::from_millis(100), up: 400_000, down: 400_000 }));
        // 100 ms for the round trip, 200 ms for 80,000 bits.
        let took = echoed(&proxy, 10_000);
        assert!((300..600).contains(&took.as_millis()), "{took:?}");
        assert_eq!((proxy.take().up, proxy.take().up), (20_000, 0));
    }

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
