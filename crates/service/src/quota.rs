//! What each device, organisation and address may ask, and how much of it may be in work at once.

use std::collections::HashMap;
use std::time::Instant;

use doorstep_domain::id::{DeviceId, OrganisationId};

use crate::allowance::Allowances;
use crate::config::Limits;
use crate::http::Peer;
use crate::session::Open;

/// Every allowance of this process.
pub(crate) struct Quotas {
    requests_of_a_device: u32,
    device: Allowances<DeviceId>,
    organisation: Allowances<OrganisationId>,
    changes: Allowances<DeviceId>,
    stranger: Allowances<Peer>,
    in_work: HashMap<DeviceId, u32>,
}

impl Quotas {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            requests_of_a_device: limits.requests_of_a_device,
            device: Allowances::new(limits.burst, limits.requests_a_minute),
            organisation: Allowances::new(limits.organisation_requests_a_minute, limits.organisation_requests_a_minute),
            changes: Allowances::new(limits.changes_an_hour, limits.changes_an_hour / 60),
            stranger: Allowances::new(limits.strangers_a_minute, limits.strangers_a_minute),
            in_work: HashMap::new(),
        }
    }

    /// Whether whoever has no session may ask something from this address.
    pub(crate) fn may_ask(&mut self, peer: Peer, now: Instant) -> bool {
        self.stranger.spend(peer, 1, now)
    }

    /// Begins a request of a session. False where its device or its organisation has asked too much, or the device has
    /// as many in work as it may; otherwise [`Quotas::ends`] must follow.
    pub(crate) fn begins(&mut self, session: Open, now: Instant) -> bool {
        let in_work = self.in_work.get(&session.device).copied().unwrap_or_default();
        // The organisation's last: a device that asks without end must not use up what its colleagues may ask.
        let granted = in_work < self.requests_of_a_device
            && self.device.spend(session.device, 1, now)
            && self.organisation.spend(session.organisation, 1, now);
        if granted {
            self.in_work.insert(session.device, in_work + 1);
        }
        granted
    }

    /// Ends a request that was begun.
    pub(crate) fn ends(&mut self, device: DeviceId) {
        if let Some(in_work) = self.in_work.get_mut(&device) {
            *in_work -= 1;
            if *in_work == 0 {
                self.in_work.remove(&device);
            }
        }
    }

    /// Whether a device may send so many changes now. One that ran wild is slowed down; nothing is lost by waiting.
    pub(crate) fn may_send(&mut self, device: DeviceId, changes: usize, now: Instant) -> bool {
        self.changes.spend(device, u32::try_from(changes).unwrap_or(u32::MAX), now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn open(device: u8) -> Open {
        Open { organisation: OrganisationId::from_bytes([9; 16]), device: DeviceId::from_bytes([device; 16]) }
    }

    #[test]
    fn one_device_cannot_use_up_its_organisation() {
        let mut quotas = Quotas::new(&Limits { burst: 2, organisation_requests_a_minute: 3, ..Limits::default() });
        let now = Instant::now();
        assert!(quotas.begins(open(1), now) && quotas.begins(open(1), now));
        assert!((0..100).all(|_| !quotas.begins(open(1), now)));
        assert!(quotas.begins(open(2), now), "one of the organisation's three was left");
        assert!(!quotas.begins(open(3), now), "now there is none");
    }

    #[test]
    fn a_device_has_few_requests_in_work() {
        let mut quotas = Quotas::new(&Limits { requests_of_a_device: 2, ..Limits::default() });
        let now = Instant::now();
        assert!(quotas.begins(open(1), now) && quotas.begins(open(1), now));
        assert!(!quotas.begins(open(1), now));
        quotas.ends(open(1).device);
        assert!(quotas.begins(open(1), now));
        quotas.ends(open(1).device);
        quotas.ends(open(1).device);
        assert!(quotas.in_work.is_empty(), "devices that are done are forgotten");
    }
}
