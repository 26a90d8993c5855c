//! A slot's header in the one form that is derived from and authenticated.

use std::fmt::Write;

use chrono::SecondsFormat;
use uuid::Uuid;

use super::{Header, Lock};

impl Header {
    /// One field a line, in this order for ever. No value can hold a line break, so no two headers share a form.
    pub(super) fn bytes(&self, vault: Uuid) -> Vec<u8> {
        let created = self.created.to_rfc3339_opts(SecondsFormat::Secs, true);
        let mut text = format!("doorstep-slot-{}\nvault {vault}\nslot {}\ncreated {created}\n", self.v, self.id);
        let written = match &self.lock {
            Lock::Passphrase { kdf } => {
                let cost = kdf.params;
                write!(text, "passphrase\nargon2id {} {} {}\nsalt {}\n", cost.m_kib, cost.t, cost.p, kdf.salt)
            }
            Lock::Recovery => writeln!(text, "recovery"),
            Lock::Escrow { recipient, ephemeral } => {
                write!(text, "escrow\nrecipient {recipient}\nephemeral {ephemeral}\n")
            }
        };
        debug_assert!(written.is_ok(), "writing to a String does not fail");
        text.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        keys::{Hex, KdfParams},
        slots::Kdf,
    };

    fn header(lock: Lock) -> Header {
        Header { v: 1, id: Uuid::from_u128(2), created: "2026-11-21T21:04:05Z".parse().unwrap(), lock }
    }

    #[test]
    fn the_form_of_a_header_never_changes() {
        let kdf = Kdf { params: KdfParams::DEFAULT, salt: Hex([0xab; 16]) };
        let bytes = header(Lock::Passphrase { kdf }).bytes(Uuid::from_u128(1));
        // Vaults in the field are bound to these very bytes.
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "doorstep-slot-1\nvault 00000000-0000-0000-0000-000000000001\nslot 00000000-0000-0000-0000-000000000002\n\
             created 2026-11-21T21:04:05Z\npassphrase\nargon2id 65536 3 1\nsalt abababababababababababababababab\n"
        );
    }

    #[test]
    fn every_field_is_in_the_form() {
        let escrow =
            |recipient, ephemeral| Lock::Escrow { recipient: Hex([recipient; 32]), ephemeral: Hex([ephemeral; 32]) };
        let here = Uuid::from_u128(1);
        let original = header(escrow(1, 9));
        let changed = [
            Header { v: 2, ..original.clone() },
            Header { id: Uuid::from_u128(3), ..original.clone() },
            Header { created: "2026-11-21T21:04:06Z".parse().unwrap(), ..original.clone() },
            Header { lock: escrow(2, 9), ..original.clone() },
            Header { lock: escrow(1, 8), ..original.clone() },
            Header { lock: Lock::Recovery, ..original.clone() },
        ];
        for other in changed {
            assert_ne!(other.bytes(here), original.bytes(here));
        }
        assert_ne!(original.bytes(Uuid::from_u128(4)), original.bytes(here), "nor does a slot move to another vault");
    }
}
