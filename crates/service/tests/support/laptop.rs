//! A laptop, as far as the service sees one: a key, a practitioner, and a chain of batches.

use doorstep_domain::change::{Batch, Change, Header, Kind, Seen};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{BatchId, ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::time::Occurred;
use doorstep_service::ledger::Arrived;
use doorstep_sync::accept::Author;
use doorstep_sync::key::{Bytes, PublicKey};
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::SignedBatch;
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::json;

use super::morning;

pub(crate) fn key_pair() -> (Ed25519KeyPair, PublicKey) {
    let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
    let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap();
    let public = Bytes(pair.public_key().as_ref().try_into().unwrap());
    (pair, public)
}

pub(crate) struct Laptop {
    pub(crate) author: Author,
    pub(crate) pair: Ed25519KeyPair,
    pub(crate) incarnation: u32,
    pub(crate) number: u64,
    pub(crate) previous: Option<BatchId>,
}

impl Laptop {
    pub(crate) fn new(author: Author, pair: Ed25519KeyPair) -> Self {
        Self { author, pair, incarnation: 1, number: 0, previous: None }
    }

    /// Signs the next batch of its chain.
    pub(crate) fn signs(&mut self, changes: &[Change]) -> SignedBatch {
        self.number += 1;
        let signed = self.signs_as(self.number, changes);
        self.previous = Some(signed.batch.id().unwrap());
        signed
    }

    /// Signs a batch with this number, behind what its chain ends with.
    pub(crate) fn signs_as(&self, number: u64, changes: &[Change]) -> SignedBatch {
        let batch = Batch {
            organisation: self.author.organisation,
            device: self.author.device,
            incarnation: self.incarnation,
            number,
            previous: self.previous,
            act: None,
            seen: Vec::<Seen>::new(),
            ids: changes.iter().map(Change::id).collect(),
        };
        let signature = sign_batch(&self.pair, &batch).unwrap();
        SignedBatch { batch, signature, changes: changes.iter().map(|change| change.bytes().into()).collect() }
    }

    /// The same, saying how far its author had read.
    pub(crate) fn signs_having_seen(&mut self, changes: &[Change], seen: Vec<Seen>) -> SignedBatch {
        let mut signed = self.signs(changes);
        signed.batch.seen = seen;
        signed.signature = sign_batch(&self.pair, &signed.batch).unwrap();
        self.previous = Some(signed.batch.id().unwrap());
        signed
    }

    pub(crate) fn sends(&mut self, changes: &[Change]) -> Arrived {
        let signed = self.signs(changes);
        self.arrived(signed)
    }

    pub(crate) fn arrived(&self, signed: SignedBatch) -> Arrived {
        Arrived::check(&self.author, signed).unwrap()
    }

    /// What this laptop's practitioner says about a contact: a first version.
    pub(crate) fn note(&self, subject: Subject, words: &str) -> Change {
        self.version(subject, &[], words)
    }

    /// A version of the note of this person.
    pub(crate) fn version(&self, subject: Subject, parents: &[ChangeId], words: &str) -> Change {
        let mut header = self.header(subject);
        header.parents = parents.to_vec();
        self.writes(header, words)
    }

    /// A first version of an entry of any kind; `key` tells entries of one kind and subject apart.
    pub(crate) fn records(&self, subject: Subject, kind: EntryKind, key: &str, body: &serde_json::Value) -> Change {
        Change::write(self.header_of(subject, kind, key), body).unwrap()
    }

    pub(crate) fn header_of(&self, subject: Subject, kind: EntryKind, key: &str) -> Header {
        Header {
            entry: EntryId::derived(self.author.organisation, subject, kind, key),
            kind: Kind::Known(kind),
            schema: kind.schema(),
            sensitivity: kind.sensitivity(),
            ..self.header(subject)
        }
    }

    pub(crate) fn header(&self, subject: Subject) -> Header {
        Header {
            entry: EntryId::from_bytes(*subject.bytes()),
            kind: Kind::Known(EntryKind::ContactNarrative),
            schema: 1,
            organisation: self.author.organisation,
            subject,
            parents: Vec::new(),
            author: self.author.staff,
            role: self.author.role,
            occurred: Occurred::Instant(morning().fixed_offset()),
            recorded_at: morning().fixed_offset(),
            reason: None,
            sensitivity: EntryKind::ContactNarrative.sensitivity(),
            replaces: Vec::new(),
            in_error: false,
            confirmed: Vec::new(),
            unverified: false,
        }
    }

    pub(crate) fn writes(&self, header: Header, words: &str) -> Change {
        let contact = EntryId::from_bytes([1; 16]);
        Change::write(header, &json!({ "contact": contact, "narrative": words })).unwrap()
    }
}

/// Somebody, by a number.
pub(crate) fn person(number: u64) -> Subject {
    let mut bytes = [7; 16];
    bytes[8..].copy_from_slice(&number.to_be_bytes());
    Subject::Person(PersonId::from_bytes(bytes))
}
