//! The short number of an organisation, which leads from a device id or an enrolment code to its organisation.
//!
//! A laptop that enrols or opens a session names no organisation. Looking its device up in all of them would be the one
//! statement that crosses organisations, so ids and codes carry the number and the directory does the rest.

use chrono::{DateTime, Utc};
use doorstep_domain::id::DeviceId;

/// 1 to 32767: fifteen bits, so that three characters of an enrolment code carry it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrganisationNumber(u16);

impl OrganisationNumber {
    /// The number, where it is one.
    #[must_use]
    pub fn new(number: u16) -> Option<Self> {
        (1..=0x7fff).contains(&number).then_some(Self(number))
    }

    /// Its value.
    #[must_use]
    pub fn get(self) -> u16 {
        self.0
    }

    /// A new device's id, with this number as its last two bytes.
    #[must_use]
    pub fn mint_device(self, at: DateTime<Utc>, random: [u8; 10]) -> DeviceId {
        let mut bytes = *DeviceId::mint(at.fixed_offset(), random).bytes();
        bytes[14..].copy_from_slice(&self.0.to_be_bytes());
        DeviceId::from_bytes(bytes)
    }

    /// The number within a device's id. Anybody can write such an id: it says where to look, and proves nothing.
    #[must_use]
    pub fn of_device(device: DeviceId) -> Option<Self> {
        let bytes = device.bytes();
        Self::new(u16::from_be_bytes([bytes[14], bytes[15]]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_id_leads_to_its_organisation() {
        let number = OrganisationNumber::new(32_767).unwrap();
        let device = number.mint_device(DateTime::UNIX_EPOCH, [255; 10]);
        assert_eq!(OrganisationNumber::of_device(device), Some(number));
        assert_eq!(OrganisationNumber::of_device(DeviceId::from_bytes([0; 16])), None);
        assert_eq!(OrganisationNumber::new(0x8000), None, "it would not fit into a code");
    }
}
