//! Identifiers. Ids of things are UUIDs; ids of changes and batches are SHA-256 of their own bytes.

use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, FixedOffset};
use ring::digest::{SHA256, digest};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use ts_rs::TS;
use uuid::Uuid;

use crate::entries::EntryKind;

/// A text that is not the id it should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a valid {0}")]
pub struct BadId(&'static str);

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident $brand:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = $brand)]
        pub struct $name(Uuid);

        impl $name {
            /// A new UUIDv7: `at` makes ids of one laptop sort by time, `random` makes them unique.
            #[must_use]
            pub fn mint(at: DateTime<FixedOffset>, random: [u8; 10]) -> Self {
                Self(uuid_v7(at, random))
            }

            /// The 16 bytes, as stores keep them.
            #[must_use]
            pub fn bytes(&self) -> &[u8; 16] {
                self.0.as_bytes()
            }

            /// The id that these 16 bytes are.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                Uuid::parse_str(text).map(Self).map_err(|_| BadId(stringify!($name)))
            }
        }
    )*};
}

ids! {
    /// The health-visiting service: the tenant.
    OrganisationId "string & { readonly _id: 'OrganisationId' }";
    /// A member of staff.
    StaffId "string & { readonly _id: 'StaffId' }";
    /// A team of an organisation.
    TeamId "string & { readonly _id: 'TeamId' }";
    /// One practitioner's vault on one laptop.
    DeviceId "string & { readonly _id: 'DeviceId' }";
    /// Anyone with a record: child, parent, carer.
    PersonId "string & { readonly _id: 'PersonId' }";
    /// People who live together, dated.
    HouseholdId "string & { readonly _id: 'HouseholdId' }";
    /// A children's centre.
    CentreId "string & { readonly _id: 'CentreId' }";
    /// One authored record: the smallest thing that access can tell apart.
    EntryId "string & { readonly _id: 'EntryId' }";
    /// A class of reader, with a log of its own at the service.
    AudienceId "string & { readonly _id: 'AudienceId' }";
    /// One act of a person that made many batches, such as an import.
    ActId "string & { readonly _id: 'ActId' }";
    /// Something being typed that nobody has signed.
    DraftId "string & { readonly _id: 'DraftId' }";
    /// A vault's folder on this laptop.
    VaultId "string & { readonly _id: 'VaultId' }";
}

impl BadId {
    pub(crate) fn of(what: &'static str) -> Self {
        Self(what)
    }
}

impl AudienceId {
    /// The id that these parts have, in this order.
    pub(crate) fn derived(parts: &[&[u8]]) -> Self {
        Self(derived_uuid("audience", parts))
    }
}

impl EntryId {
    /// The id of the one entry that can hold this fact about this subject (DESIGN: one value in force, one entry).
    #[must_use]
    pub fn derived(organisation: OrganisationId, subject: Subject, kind: EntryKind, key: &str) -> Self {
        let subject = subject.to_string();
        let parts: [&[u8]; 4] = [organisation.bytes(), subject.as_bytes(), kind.name().as_bytes(), key.as_bytes()];
        Self(derived_uuid("entry", &parts))
    }
}

impl PersonId {
    /// The id that every laptop gives to the person an outside identifier names, so that two imports make one person.
    #[must_use]
    pub fn derived(organisation: OrganisationId, scheme: &str, identifier: &str) -> Self {
        Self(derived_uuid("person", &[organisation.bytes(), scheme.as_bytes(), identifier.as_bytes()]))
    }
}

impl HouseholdId {
    /// The id that every laptop gives to the household that an outside key names.
    #[must_use]
    pub fn derived(organisation: OrganisationId, scheme: &str, key: &str) -> Self {
        Self(derived_uuid("household", &[organisation.bytes(), scheme.as_bytes(), key.as_bytes()]))
    }
}

fn uuid_v7(at: DateTime<FixedOffset>, random: [u8; 10]) -> Uuid {
    // Before 1970 there is no UUIDv7; a laptop with such a clock still needs ids.
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or(0);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

fn derived_uuid(what: &str, parts: &[&[u8]]) -> Uuid {
    let mut text = Vec::from(what.as_bytes());
    for part in parts {
        // The length first, so that ("ab", "c") and ("a", "bc") differ.
        text.extend_from_slice(&(part.len() as u64).to_be_bytes());
        text.extend_from_slice(part);
    }
    let hash = digest(&SHA256, &text);
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.as_ref()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// What an entry is about: the unit of granting and withdrawing. Written `person:…`, `household:…` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string & { readonly _id: 'Subject' }")]
pub enum Subject {
    /// A person with a record.
    Person(PersonId),
    /// A household.
    Household(HouseholdId),
    /// A member of staff.
    Staff(StaffId),
    /// A children's centre.
    Centre(CentreId),
}

/// What sort of subject the entries of a kind are about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SubjectKind {
    /// A person.
    Person,
    /// A household.
    Household,
    /// A person, or a household where it is said of all who live there.
    PersonOrHousehold,
    /// A member of staff.
    Staff,
    /// A children's centre.
    Centre,
}

impl SubjectKind {
    /// Whether an entry of such a kind may be about this subject.
    #[must_use]
    pub fn allows(self, subject: Subject) -> bool {
        match (self, subject) {
            (Self::Person | Self::PersonOrHousehold, Subject::Person(_))
            | (Self::Household | Self::PersonOrHousehold, Subject::Household(_))
            | (Self::Staff, Subject::Staff(_))
            | (Self::Centre, Subject::Centre(_)) => true,
            (_, Subject::Person(_) | Subject::Household(_) | Subject::Staff(_) | Subject::Centre(_)) => false,
        }
    }
}

impl Subject {
    /// The UUID alone: subjects of different sorts never share one.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        match self {
            Self::Person(id) => id.bytes(),
            Self::Household(id) => id.bytes(),
            Self::Staff(id) => id.bytes(),
            Self::Centre(id) => id.bytes(),
        }
    }

    /// The person, where the subject is one.
    #[must_use]
    pub fn person(&self) -> Option<PersonId> {
        match self {
            Self::Person(id) => Some(*id),
            Self::Household(_) | Self::Staff(_) | Self::Centre(_) => None,
        }
    }

    /// The household, where the subject is one.
    #[must_use]
    pub fn household(&self) -> Option<HouseholdId> {
        match self {
            Self::Household(id) => Some(*id),
            Self::Person(_) | Self::Staff(_) | Self::Centre(_) => None,
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(id) => write!(f, "person:{id}"),
            Self::Household(id) => write!(f, "household:{id}"),
            Self::Staff(id) => write!(f, "staff:{id}"),
            Self::Centre(id) => write!(f, "centre:{id}"),
        }
    }
}

impl FromStr for Subject {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let (sort, id) = text.split_once(':').ok_or(BadId("subject"))?;
        match sort {
            "person" => id.parse().map(Self::Person),
            "household" => id.parse().map(Self::Household),
            "staff" => id.parse().map(Self::Staff),
            "centre" => id.parse().map(Self::Centre),
            _ => Err(BadId("subject")),
        }
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

macro_rules! hashes {
    ($($(#[$doc:meta])* $name:ident $brand:tt;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
        #[ts(type = $brand)]
        pub struct $name([u8; 32]);

        impl $name {
            /// SHA-256 of `bytes`.
            #[must_use]
            pub fn of(bytes: &[u8]) -> Self {
                let mut hash = [0; 32];
                hash.copy_from_slice(digest(&SHA256, bytes).as_ref());
                Self(hash)
            }

            /// The 32 bytes, as stores keep them.
            #[must_use]
            pub fn bytes(&self) -> &[u8; 32] {
                &self.0
            }

            /// The id that these 32 bytes are.
            #[must_use]
            pub fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }

        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                from_hex(text).map(Self).ok_or(BadId(stringify!($name)))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&to_hex(&self.0))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )*};
}

hashes! {
    /// SHA-256 of a change's bytes: its content is its own address.
    ChangeId "string & { readonly _id: 'ChangeId' }";
    /// SHA-256 of a batch's bytes, which chains a device's batches.
    BatchId "string & { readonly _id: 'BatchId' }";
}

const HEX: &[u8; 16] = b"0123456789abcdef";

fn to_hex(bytes: &[u8; 32]) -> String {
    let digits = bytes.iter().flat_map(|byte| [HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]]);
    digits.map(char::from).collect()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    if digits.len() != 64 {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = hex_digit(pair[0])? << 4 | hex_digit(pair[1])?;
    }
    Some(bytes)
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        // Lower case only: one id has one spelling.
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_id_survives_its_spelling() {
        let id = ChangeId::of(b"hello");
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!(id.to_string(), to_hex(id.bytes()));
        assert!("ABC".parse::<ChangeId>().is_err(), "too short");
        assert!(id.to_string().to_uppercase().parse::<ChangeId>().is_err(), "one id has one spelling");
    }

    #[test]
    fn a_derived_id_depends_on_every_part_and_on_where_parts_end() {
        let organisation = OrganisationId::from_bytes([1; 16]);
        let of = |scheme, key| PersonId::derived(organisation, scheme, key);
        assert_eq!(of("nhs", "9990000018"), of("nhs", "9990000018"));
        assert_ne!(of("nhs", "9990000018"), of("nhs9", "990000018"));
        assert_ne!(of("nhs", "1"), PersonId::derived(OrganisationId::from_bytes([2; 16]), "nhs", "1"));
        assert_eq!(of("nhs", "1").0.get_version_num(), 8);
    }

    #[test]
    fn a_subject_says_what_it_is() {
        let subject = Subject::Household(HouseholdId::from_bytes([7; 16]));
        assert_eq!(subject.to_string().parse(), Ok(subject));
        assert!("07070707-0707-0707-0707-070707070707".parse::<Subject>().is_err());
    }
}
