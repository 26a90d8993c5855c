//! Places for connections: so many in all, and so many from one address, whatever its headers say of others.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::config::Limits;

/// Where a connection comes from, as far as it counts: the address, or the network that one household or office gets.
///
/// It is the connection's own. What `X-Forwarded-For` says is not read: anybody can write it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Peer(IpAddr);

impl Peer {
    pub(super) fn of(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V6(v6) => {
                let [a, b, c, d, ..] = v6.segments();
                Self(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into())
            }
            v4 @ IpAddr::V4(_) => Self(v4),
        }
    }
}

/// The places of one listener.
#[derive(Clone)]
pub(super) struct Places {
    all: Arc<Semaphore>,
    of_one: usize,
    taken: Arc<Mutex<HashMap<Peer, usize>>>,
}

/// A place for one connection, until it is dropped.
pub(super) struct Place {
    peer: Peer,
    taken: Arc<Mutex<HashMap<Peer, usize>>>,
    _one_of_all: OwnedSemaphorePermit,
}

impl Places {
    pub(super) fn new(limits: &Limits) -> Self {
        let taken = Arc::default();
        Self { all: Arc::new(Semaphore::new(limits.connections)), of_one: limits.connections_an_address, taken }
    }

    /// Waits until there is one for somebody.
    pub(super) async fn free(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.all).acquire_owned().await.ok()
    }

    /// Gives it to this peer. None where the peer has as many as it may have.
    pub(super) fn give(&self, free: OwnedSemaphorePermit, peer: Peer) -> Option<Place> {
        let mut taken = lock(&self.taken);
        let of_peer = taken.entry(peer).or_default();
        if *of_peer >= self.of_one {
            return None;
        }
        *of_peer += 1;
        Some(Place { peer, taken: Arc::clone(&self.taken), _one_of_all: free })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = lock(&self.taken);
        if let Some(of_peer) = taken.get_mut(&self.peer) {
            *of_peer -= 1;
            if *of_peer == 0 {
                taken.remove(&self.peer);
            }
        }
    }
}

fn lock(taken: &Mutex<HashMap<Peer, usize>>) -> MutexGuard<'_, HashMap<Peer, usize>> {
    taken.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(address: &str) -> Peer {
        Peer::of(address.parse().unwrap())
    }

    #[test]
    fn one_household_is_one_peer() {
        assert_eq!(peer("2001:db8:1:2:3::4"), peer("2001:db8:1:2:5::6"));
        assert_ne!(peer("2001:db8:1:2::1"), peer("2001:db8:1:3::1"));
        assert_eq!(peer("::ffff:192.0.2.1"), peer("192.0.2.1"));
        assert_ne!(peer("192.0.2.1"), peer("192.0.2.2"));
    }

    #[tokio::test]
    async fn a_place_that_was_left_can_be_taken_again() {
        let places = Places::new(&Limits { connections: 3, connections_an_address: 1, ..Limits::default() });
        let here = peer("192.0.2.1");
        let first = places.give(places.free().await.unwrap(), here);
        assert!(first.is_some());
        assert!(places.give(places.free().await.unwrap(), here).is_none());
        assert!(places.give(places.free().await.unwrap(), peer("192.0.2.2")).is_some());
        drop(first);
        assert!(places.give(places.free().await.unwrap(), here).is_some());
        assert!(lock(&places.taken).is_empty(), "who has left is forgotten");
    }
}
