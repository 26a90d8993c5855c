//! Challenges and sessions, in memory: a restart makes laptops open a new session and costs nothing else.

use std::collections::HashMap;
use std::time::{Duration, Instant};

use doorstep_domain::id::{DeviceId, OrganisationId};
use doorstep_sync::key::{Bytes, Challenge, SessionToken};

use crate::config::Limits;

const HOUR: Duration = Duration::from_secs(60 * 60);

/// Whose session it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    pub(crate) organisation: OrganisationId,
    pub(crate) device: DeviceId,
}

/// Every challenge and session of this process.
pub(crate) struct Sessions {
    limits: Limits,
    challenges: HashMap<[u8; 32], (DeviceId, Instant)>,
    sessions: HashMap<[u8; 16], (Open, Instant)>,
    token_of: HashMap<DeviceId, [u8; 16]>,
    failures: HashMap<DeviceId, (u32, Instant)>,
}

impl Sessions {
    pub(crate) fn new(limits: Limits) -> Self {
        Self {
            limits,
            challenges: HashMap::new(),
            sessions: HashMap::new(),
            token_of: HashMap::new(),
            failures: HashMap::new(),
        }
    }

    /// Remembers a challenge. False when too many are outstanding, so that asking cannot fill the memory.
    pub(crate) fn give(&mut self, challenge: Challenge, device: DeviceId, now: Instant) -> bool {
        if self.challenges.len() >= self.limits.challenges {
            let lasts = self.limits.challenge_lasts;
            self.challenges.retain(|_, (_, given)| now.duration_since(*given) <= lasts);
        }
        if self.challenges.len() >= self.limits.challenges {
            return false;
        }
        self.challenges.insert(challenge.0, (device, now));
        true
    }

    /// Takes a challenge back: whether it was given to this device, not long ago. It never is a second time.
    pub(crate) fn take(&mut self, challenge: &Challenge, device: DeviceId, now: Instant) -> bool {
        let given = self.challenges.remove(&challenge.0);
        given.is_some_and(|(to, at)| to == device && now.duration_since(at) <= self.limits.challenge_lasts)
    }

    /// Opens a session and ends the device's old one.
    pub(crate) fn open(&mut self, token: SessionToken, open: Open, now: Instant) {
        self.failures.remove(&open.device);
        let lasts = self.limits.session_lasts;
        self.sessions.retain(|_, (_, opened)| now.duration_since(*opened) <= lasts);
        if let Some(old) = self.token_of.insert(open.device, token.0) {
            self.sessions.remove(&old);
        }
        self.sessions.insert(token.0, (open, now));
    }

    /// Whose session this is, where it is one that still lasts.
    pub(crate) fn of(&self, token: SessionToken, now: Instant) -> Option<Open> {
        let (open, opened) = self.sessions.get(&token.0)?;
        (now.duration_since(*opened) <= self.limits.session_lasts).then_some(*open)
    }

    /// How many sessions there are.
    pub(crate) fn open_at(&self, now: Instant) -> usize {
        self.sessions.values().filter(|(_, opened)| now.duration_since(*opened) <= self.limits.session_lasts).count()
    }

    /// Counts a signature that failed. Devices that do not exist are counted too, so that the answers do not differ, but
    /// inventing devices cannot fill the memory.
    pub(crate) fn failed(&mut self, device: DeviceId, now: Instant) {
        if self.failures.len() >= self.limits.challenges {
            self.failures.retain(|_, (_, first)| now.duration_since(*first) <= HOUR);
        }
        if self.failures.len() >= self.limits.challenges && !self.failures.contains_key(&device) {
            return;
        }
        let failures = self.failures.entry(device).or_insert((0, now));
        if now.duration_since(failures.1) > HOUR {
            *failures = (0, now);
        }
        failures.0 += 1;
    }

    /// Whether so many signatures failed for the device that it must wait out the hour.
    pub(crate) fn is_shut_out(&self, device: DeviceId, now: Instant) -> bool {
        let failures = self.failures.get(&device).filter(|(_, first)| now.duration_since(*first) <= HOUR);
        failures.is_some_and(|(count, _)| *count >= self.limits.failed_signatures_an_hour)
    }
}

/// A bearer token as the header has it.
pub(crate) fn bearer(header: &str) -> Option<SessionToken> {
    header.strip_prefix("Bearer ")?.parse::<Bytes<16>>().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sessions() -> (Sessions, Instant) {
        let limits = Limits { challenges: 2, failed_signatures_an_hour: 2, ..Limits::default() };
        (Sessions::new(limits), Instant::now())
    }

    fn device(n: u8) -> DeviceId {
        DeviceId::from_bytes([n; 16])
    }

    fn open(n: u8) -> Open {
        Open { organisation: OrganisationId::from_bytes([9; 16]), device: device(n) }
    }

    #[test]
    fn a_challenge_is_for_one_device_once_within_a_minute() {
        let (mut sessions, now) = sessions();
        assert!(sessions.give(Bytes([1; 32]), device(1), now));
        assert!(!sessions.take(&Bytes([1; 32]), device(2), now), "another device's");
        assert!(!sessions.take(&Bytes([1; 32]), device(1), now), "used up by the first try");
        assert!(sessions.give(Bytes([2; 32]), device(1), now));
        assert!(!sessions.take(&Bytes([2; 32]), device(1), now + Duration::from_secs(61)), "too late");
        assert!(sessions.give(Bytes([3; 32]), device(1), now));
        assert!(sessions.take(&Bytes([3; 32]), device(1), now + Duration::from_secs(59)));
    }

    #[test]
    fn asking_for_challenges_cannot_fill_the_memory() {
        let (mut sessions, now) = sessions();
        assert!(sessions.give(Bytes([1; 32]), device(1), now) && sessions.give(Bytes([2; 32]), device(1), now));
        assert!(!sessions.give(Bytes([3; 32]), device(1), now), "two are outstanding");
        assert!(sessions.give(Bytes([3; 32]), device(1), now + Duration::from_secs(61)), "those two have lapsed");
    }

    #[test]
    fn a_new_session_ends_the_devices_old_one_and_no_other() {
        let (mut sessions, now) = sessions();
        sessions.open(Bytes([1; 16]), open(1), now);
        sessions.open(Bytes([2; 16]), open(2), now);
        sessions.open(Bytes([3; 16]), open(1), now);
        assert_eq!(sessions.of(Bytes([1; 16]), now), None);
        assert_eq!(sessions.of(Bytes([2; 16]), now), Some(open(2)));
        assert_eq!(sessions.of(Bytes([3; 16]), now), Some(open(1)));
        assert_eq!(
            sessions.of(Bytes([3; 16]), now + Duration::from_secs(13 * 3600)),
            None,
            "a session does not last for ever"
        );
    }

    #[test]
    fn failed_signatures_shut_a_device_out_for_the_rest_of_the_hour() {
        let (mut sessions, now) = sessions();
        sessions.failed(device(1), now);
        assert!(!sessions.is_shut_out(device(1), now), "one failure may be a mistake");
        sessions.failed(device(1), now);
        assert!(sessions.is_shut_out(device(1), now));
        assert!(!sessions.is_shut_out(device(2), now));
        assert!(!sessions.is_shut_out(device(1), now + HOUR + Duration::from_secs(1)));
    }
}
