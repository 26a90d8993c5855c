//! A link that fails as real ones do, on real sockets: what goes wrong with a connection is thrown by seeded dice.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use doorstep_domain::fixtures::dice::Dice;

/// A proxy between one laptop and the service. It runs until the process ends.
pub(crate) struct BadLink {
    address: SocketAddr,
    shared: Arc<Shared>,
}

struct Shared {
    service: SocketAddr,
    is_bad: AtomicBool,
    failed: AtomicU32,
    dice: Mutex<Dice>,
    /// Connections that were open while the link worked.
    open: Mutex<Vec<TcpStream>>,
}

/// What becomes of a connection.
#[derive(Clone, Copy)]
enum Fate {
    Works,
    /// Hung up on at once.
    HungUp,
    /// A waiting room's page in the place of the service.
    Portal,
    /// Ends after so many bytes from the laptop, or to it.
    CutUp(usize),
    CutDown(usize),
    /// Everything arrives, and no answer comes: then it ends.
    HalfOpen,
    /// A few bytes at a time.
    Drips,
}

impl BadLink {
    /// A link to a service. It works until it is made bad.
    pub(crate) fn to(service: SocketAddr, seed: u64) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let (is_bad, failed) = (AtomicBool::new(false), AtomicU32::new(0));
        let shared =
            Arc::new(Shared { service, is_bad, failed, dice: Mutex::new(Dice::new(seed)), open: Mutex::default() });
        let link = Arc::clone(&shared);
        std::thread::spawn(move || {
            for laptop in listener.incoming().flatten() {
                let link = Arc::clone(&link);
                // A connection that fails is what this is for.
                std::thread::spawn(move || drop(link.carries(laptop)));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    pub(crate) fn goes_bad(&self, is_bad: bool) {
        self.shared.is_bad.store(is_bad, Ordering::Relaxed);
        for laptop in self.shared.open.lock().unwrap().drain(..) {
            drop(laptop.shutdown(Shutdown::Both));
        }
    }

    /// How many connections did not work.
    pub(crate) fn failed(&self) -> u32 {
        self.shared.failed.load(Ordering::Relaxed)
    }
}

impl Shared {
    fn fate(&self) -> Fate {
        if !self.is_bad.load(Ordering::Relaxed) {
            return Fate::Works;
        }
        let mut dice = self.dice.lock().unwrap();
        // A handshake is two or three thousand bytes: within it, around it, and after it.
        let bytes = dice.below(9_000) as usize;
        // One that works in bad times does so for a while: laptops keep what they have.
        let for_a_while = Fate::CutDown(2_500 + bytes / 4);
        [for_a_while, Fate::HungUp, Fate::Portal, Fate::CutUp(bytes), Fate::CutDown(bytes), Fate::HalfOpen, Fate::Drips]
            [dice.weighted(&[15, 15, 10, 25, 25, 4, 6])]
    }

    fn carries(&self, mut laptop: TcpStream) -> std::io::Result<()> {
        let fate = self.fate();
        if !matches!(fate, Fate::Works | Fate::Drips) {
            self.failed.fetch_add(1, Ordering::Relaxed);
        }
        match fate {
            Fate::HungUp => return Ok(()),
            Fate::Portal => return laptop.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 13\r\n\r\n<html></html>"),
            _ => {}
        }
        let service = TcpStream::connect(self.service)?;
        self.open.lock().unwrap().push(laptop.try_clone()?);
        let (up_most, down_most) = match fate {
            Fate::CutUp(bytes) => (bytes, usize::MAX),
            Fate::CutDown(bytes) => (usize::MAX, bytes),
            Fate::HalfOpen => (usize::MAX, 0),
            _ => (usize::MAX, usize::MAX),
        };
        let at_once = if matches!(fate, Fate::Drips) { 37 } else { 16 << 10 };
        let (from, to) = (laptop.try_clone()?, service.try_clone()?);
        let up = std::thread::spawn(move || passes(&from, &to, up_most, at_once));
        passes(&service, &laptop, down_most, at_once);
        if matches!(fate, Fate::HalfOpen) {
            std::thread::sleep(Duration::from_millis(700));
        }
        for end in [&laptop, &service] {
            // It may have ended by itself.
            drop(end.shutdown(Shutdown::Both));
        }
        drop(up.join());
        Ok(())
    }
}

/// Passes bytes on until one end closes, or `most` have passed.
fn passes(mut from: &TcpStream, mut to: &TcpStream, most: usize, at_once: usize) {
    let (mut left, mut buffer) = (most, vec![0; at_once]);
    while left > 0 {
        let room = left.min(at_once);
        let Ok(read @ 1..) = from.read(&mut buffer[..room]) else { break };
        if to.write_all(&buffer[..read]).is_err() {
            break;
        }
        left -= read;
    }
    if left == 0 && most > 0 {
        drop(from.shutdown(Shutdown::Both));
    }
    drop(to.shutdown(Shutdown::Write));
}
