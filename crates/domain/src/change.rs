//! The one idea: a record is a set of signed, immutable changes.
//!
//! A change is UTF-8 JSON, hashed, signed, stored, sent and shown to a court exactly as first written. Whatever this
//! build does not know survives, because the bytes do.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use chrono::{DateTime, FixedOffset};
use serde::de::{self, IntoDeserializer};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::entries::EntryKind;
use crate::id::{ActId, AudienceId, BatchId, ChangeId, DeviceId, EntryId, OrganisationId, StaffId, Subject};
use crate::invalid::Question;
use crate::sensitivity::Sensitivity;
use crate::staff::Role;
use crate::time::Occurred;

/// Which kind of entry: one that this build knows, or the name of one that it does not.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "Cow<'_, str>", into = "String")]
pub enum Kind {
    /// A kind of this build.
    Known(EntryKind),
    /// A kind of a later build: kept, never shown, Restricted.
    Unknown(String),
}

impl Kind {
    /// Its name, as written in the bytes.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Known(kind) => kind.name(),
            Self::Unknown(name) => name,
        }
    }

    /// The kind, where this build knows it.
    #[must_use]
    pub fn known(&self) -> Option<EntryKind> {
        match self {
            Self::Known(kind) => Some(*kind),
            Self::Unknown(_) => None,
        }
    }

    /// The least sensitivity that an entry of this kind can have.
    #[must_use]
    pub fn sensitivity(&self) -> Sensitivity {
        self.known().map_or(Sensitivity::Restricted, EntryKind::sensitivity)
    }
}

impl From<Cow<'_, str>> for Kind {
    fn from(name: Cow<'_, str>) -> Self {
        EntryKind::named(&name).map_or_else(|| Self::Unknown(name.into_owned()), Self::Known)
    }
}

impl From<Kind> for String {
    fn from(kind: Kind) -> Self {
        kind.name().to_owned()
    }
}

/// Everything of a change but its body. No `Debug`: a reason is a person's words.
#[derive(Clone, PartialEq, Serialize)]
pub struct Header {
    /// The entry that this is a version of.
    pub entry: EntryId,
    /// Which body.
    pub kind: Kind,
    /// Which version of the body's form.
    pub schema: u32,
    /// The tenant.
    pub organisation: OrganisationId,
    /// What the entry is about.
    pub subject: Subject,
    /// The heads that the author saw when the form opened: none creates, one amends, more reconcile.
    pub parents: Vec<ChangeId>,
    /// Who wrote it.
    pub author: StaffId,
    /// In which role.
    pub role: Role,
    /// When it happened, as precisely as is known.
    pub occurred: Occurred,
    /// When it was written, as the laptop's clock said.
    pub recorded_at: DateTime<FixedOffset>,
    /// Why: for an amendment, a mark in error, and a late entry.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// At least the kind's own.
    pub sensitivity: Sensitivity,
    /// Quarantined changes that this one signs again.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replaces: Vec<ChangeId>,
    /// Whether it marks the entry as entered in error.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub in_error: bool,
    /// The soft checks that the author answered with yes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub confirmed: Vec<Question>,
    /// Whether it was taken over from the system before Doorstep as it stood there (IMP-01): nobody here has verified it.
    /// Who amends it vouches for it, so that the version after it is without the mark.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unverified: bool,
}

/// One immutable version of an entry.
#[derive(Clone, PartialEq)]
pub struct Change {
    /// Everything but the body.
    pub header: Header,
    id: ChangeId,
    bytes: Box<str>,
    body: Range<usize>,
}

/// Bytes that are not a change. Says where, never what they hold.
#[derive(Debug, thiserror::Error)]
#[error("these bytes are not a change: {0}")]
pub struct Malformed(#[from] serde_json::Error);

#[derive(Serialize)]
struct Written<'a> {
    #[serde(flatten)]
    header: &'a Header,
    body: &'a RawValue,
}

#[derive(Deserialize)]
struct Read<'a> {
    entry: EntryId,
    kind: Kind,
    schema: u32,
    organisation: OrganisationId,
    subject: Subject,
    parents: Vec<ChangeId>,
    author: StaffId,
    #[serde(deserialize_with = "known_role")]
    role: Role,
    occurred: Occurred,
    recorded_at: DateTime<FixedOffset>,
    #[serde(default)]
    reason: Option<String>,
    #[serde(deserialize_with = "known_sensitivity")]
    sensitivity: Sensitivity,
    #[serde(default)]
    replaces: Vec<ChangeId>,
    #[serde(default)]
    in_error: bool,
    #[serde(default, deserialize_with = "known_questions")]
    confirmed: Vec<Question>,
    #[serde(default)]
    unverified: bool,
    #[serde(borrow)]
    body: &'a RawValue,
}

/// Reads a word of a list that a later build may have made longer: one change with a new word must not stop the sync of
/// every laptop that waits for its update.
fn known<'de, T: Deserialize<'de>>(word: &'de str) -> Option<T> {
    T::deserialize(IntoDeserializer::<de::value::Error>::into_deserializer(word)).ok()
}

fn known_role<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Role, D::Error> {
    let word = Cow::<'de, str>::deserialize(deserializer)?;
    Ok(known(&word).unwrap_or(Role::Other))
}

/// Nobody here knows who may read it, so hardly anybody may.
fn known_sensitivity<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Sensitivity, D::Error> {
    let word = Cow::<'de, str>::deserialize(deserializer)?;
    Ok(known(&word).unwrap_or(Sensitivity::Restricted))
}

/// What else was asked, the bytes keep.
fn known_questions<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Question>, D::Error> {
    #[derive(Deserialize)]
    struct Asked {
        field: String,
        ask: String,
    }
    let asked = Vec::<Asked>::deserialize(deserializer)?.into_iter();
    Ok(asked.filter_map(|asked| Some(Question { ask: known(&asked.ask)?, field: asked.field })).collect())
}

/// How deep a change may nest: far deeper than any form does, and shallow for the stack of everything that reads one.
const DEEPEST: usize = 32;

/// Refuses JSON that nests too deep. A reader that skips what it does not know would not notice.
fn check_depth(json: &str) -> Result<(), Malformed> {
    // Hardly a change has so many brackets in all, and counting them is many times faster than following them.
    if json.bytes().filter(|byte| matches!(byte, b'[' | b'{')).count() <= DEEPEST {
        return Ok(());
    }
    let mut depth: usize = 0;
    let mut bytes = json.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_text(&mut bytes),
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Malformed(de::Error::custom("it nests too deep")));
        }
    }
    Ok(())
}

fn skip_text(bytes: &mut impl Iterator<Item = u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'\\' => drop(bytes.next()),
            b'"' => return,
            _ => {}
        }
    }
}

impl Change {
    /// Writes a change down, once and for ever: `body` is the kind's full content as JSON.
    ///
    /// # Errors
    /// When the body cannot be written as JSON, or nests deeper than anybody would read it again.
    pub fn write(header: Header, body: &impl Serialize) -> Result<Self, Malformed> {
        let body = serde_json::value::to_raw_value(body)?;
        let bytes = serde_json::to_string(&Written { header: &header, body: &body })?.into_boxed_str();
        check_depth(&bytes)?;
        // The body is the last field: it ends before the closing brace.
        let end = bytes.len() - 1;
        let body = end - body.get().len()..end;
        Ok(Self { header, id: ChangeId::of(bytes.as_bytes()), bytes, body })
    }

    /// Reads a change from the bytes that were signed. The id is what the bytes hash to.
    ///
    /// # Errors
    /// When the bytes lack a field, hold one that cannot be read, or nest too deep.
    pub fn read(bytes: impl Into<Box<str>>) -> Result<Self, Malformed> {
        let bytes = bytes.into();
        check_depth(&bytes)?;
        let read: Read<'_> = serde_json::from_str(&bytes)?;
        let text = read.body.get();
        // `RawValue` borrows from `bytes`, so the distance between the two is where the body starts.
        let start = text.as_ptr() as usize - bytes.as_ptr() as usize;
        let body = start..start + text.len();
        let header = Header {
            entry: read.entry,
            kind: read.kind,
            schema: read.schema,
            organisation: read.organisation,
            subject: read.subject,
            parents: read.parents,
            author: read.author,
            role: read.role,
            occurred: read.occurred,
            recorded_at: read.recorded_at,
            reason: read.reason,
            sensitivity: read.sensitivity,
            replaces: read.replaces,
            in_error: read.in_error,
            confirmed: read.confirmed,
            unverified: read.unverified,
        };
        Ok(Self { header, id: ChangeId::of(bytes.as_bytes()), bytes, body })
    }

    /// SHA-256 of the bytes.
    #[must_use]
    pub fn id(&self) -> ChangeId {
        self.id
    }

    /// The bytes as first written.
    #[must_use]
    pub fn bytes(&self) -> &str {
        &self.bytes
    }

    /// The body's JSON, as first written.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.bytes[self.body.clone()]
    }
}

impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Change({} {})", self.header.kind.name(), self.id)
    }
}

/// How far a device had read an audience when it wrote: what the author could know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen(pub AudienceId, pub u32, pub u64);

/// What was signed in one act: one or more changes, all or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Batch {
    /// The tenant.
    pub organisation: OrganisationId,
    /// The device that signed.
    pub device: DeviceId,
    /// Raised when a vault was restored from a copy, before it signs again.
    pub incarnation: u32,
    /// 1, 2, 3, … within the incarnation: a hole is lost work.
    pub number: u64,
    /// The batch before, or none for the first: a fork is a copied vault.
    pub previous: Option<BatchId>,
    /// The act that this batch is part of, such as an import.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<ActId>,
    /// How far the device had read each audience.
    pub seen: Vec<Seen>,
    /// The changes, in the order in which they are stored and sent.
    pub ids: Vec<ChangeId>,
}

/// What a batch's signature is over, before the batch's own bytes.
pub const BATCH_CONTEXT: &[u8] = b"doorstep-batch-1";

impl Batch {
    /// The bytes that are hashed and, behind [`BATCH_CONTEXT`], signed.
    ///
    /// # Errors
    /// Never for a batch made of ids and numbers; the writer's error type has no other way to say so.
    pub fn bytes(&self) -> Result<String, Malformed> {
        Ok(serde_json::to_string(self)?)
    }

    /// Its id, for the chain.
    ///
    /// # Errors
    /// As [`Batch::bytes`].
    pub fn id(&self) -> Result<BatchId, Malformed> {
        Ok(BatchId::of(self.bytes()?.as_bytes()))
    }

    /// What the device signs.
    ///
    /// # Errors
    /// As [`Batch::bytes`].
    pub fn signed_bytes(&self) -> Result<Vec<u8>, Malformed> {
        Ok([BATCH_CONTEXT, self.bytes()?.as_bytes()].concat())
    }
}
