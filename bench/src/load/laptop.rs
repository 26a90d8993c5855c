//! A laptop without a vault: a key, a practitioner, families, a chain of signed batches, and what came of every log.
//!
//! What it sends and how it reads the answer is `doorstep_sync::client`, as in the application.

use std::collections::{BTreeMap, VecDeque};
use std::time::Duration;

use doorstep_domain::change::{Batch, Change, Seen};
use doorstep_domain::id::{AudienceId, BatchId, ChangeId, DeviceId, OrganisationId, PersonId};
use doorstep_sync::client::{self, Applied, InFlight, Offer, Received, ReceivedPage, Replica};
use doorstep_sync::digest::{Sum, roll_up};
use doorstep_sync::key::Bytes;
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::{Cursor, MOST_CHANGES_A_PUSH, Outcome, SignedBatch};
use ring::rand::SystemRandom;
use ring::signature::{Ed25519KeyPair, KeyPair};

use super::link::{Link, Place, Trouble};
use crate::narrative::Names;
use crate::records::{Author, Visited, Writer};
use crate::{Failed, fail};

/// The first and the longest wait after a failure, as in the application.
const FIRST_RETRY: Duration = Duration::from_secs(2);
const LONGEST_RETRY: Duration = Duration::from_secs(60);

/// A child, its mother, and what they are called.
#[derive(Clone, Copy)]
struct Family {
    child: PersonId,
    mother: PersonId,
    names: Names<'static>,
}

pub(crate) struct Laptop {
    organisation: OrganisationId,
    device: DeviceId,
    pair: Ed25519KeyPair,
    link: Link,
    writer: Writer,
    families: Vec<Family>,
    held: Held,
    /// A request that was packed before it is due.
    packed: Option<(InFlight, Vec<u8>)>,
}

/// What a vault would hold.
#[derive(Default)]
pub(crate) struct Held {
    previous: Option<BatchId>,
    unsent: VecDeque<SignedBatch>,
    /// Every batch that was ever signed, from number 1 on.
    signed: Vec<Vec<ChangeId>>,
    cursors: BTreeMap<AudienceId, Cursor>,
    sums: BTreeMap<AudienceId, Sum>,
    /// What came of each log, in its order.
    pub(crate) logs: BTreeMap<AudienceId, Vec<ChangeId>>,
    /// What the service has said that it keeps.
    pub(crate) acknowledged: Vec<ChangeId>,
    /// What should not have happened.
    pub(crate) wrong: Vec<String>,
}

/// How a sync went.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Went {
    pub(crate) requests: u32,
    /// Failed tries before it went through.
    pub(crate) failures: u32,
}

impl Laptop {
    /// Enrols a new laptop with a code.
    pub(crate) fn enrol(place: &Place, code: &str, seed: u64) -> Result<Self, Failed> {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).map_err(|_| "no key")?;
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).map_err(|_| "no key")?;
        let key = Bytes(pair.public_key().as_ref().try_into()?);
        let link = Link::new(place)?;
        let enrolled = link.enrol(code, key)?;
        let author = Author { organisation: enrolled.organisation, staff: enrolled.staff, role: enrolled.role };
        Ok(Self {
            organisation: enrolled.organisation,
            device: enrolled.device,
            pair,
            link,
            writer: Writer::new(seed, author),
            families: Vec::new(),
            held: Held::default(),
            packed: None,
        })
    }

    pub(crate) fn device(&self) -> DeviceId {
        self.device
    }

    pub(crate) fn held(&self) -> &Held {
        &self.held
    }

    /// Changes that are signed and that the service has not answered for.
    pub(crate) fn unsent(&self) -> usize {
        self.held.unsent.iter().map(|batch| batch.changes.len()).sum()
    }

    /// Signs so many visits, each to the next of its families, of which there are `families`: five changes, or the first
    /// few of them.
    pub(crate) fn visits(&mut self, families: usize, sizes: impl IntoIterator<Item = usize>) -> Result<(), Failed> {
        while self.families.len() < families {
            let names = Names { child: self.writer.given_name(), mother: self.writer.given_name() };
            let (child, mother) = (self.writer.id(PersonId::mint), self.writer.id(PersonId::mint));
            self.families.push(Family { child, mother, names });
        }
        for size in sizes {
            let Family { child, mother, names } = self.families[self.held.signed.len() % families];
            let mut changes = self.writer.visit(Visited { child, mother, names })?;
            changes.truncate(size);
            self.sign(&changes)?;
        }
        Ok(())
    }

    fn sign(&mut self, changes: &[Change]) -> Result<(), Failed> {
        let ids: Vec<ChangeId> = changes.iter().map(Change::id).collect();
        let batch = Batch {
            organisation: self.organisation,
            device: self.device,
            incarnation: 1,
            number: self.held.signed.len() as u64 + 1,
            previous: self.held.previous,
            act: None,
            seen: self.held.cursors.values().map(|at| Seen(at.audience, at.epoch, at.position)).collect(),
            ids: ids.clone(),
        };
        let signature = sign_batch(&self.pair, &batch)?;
        self.held.previous = Some(batch.id()?);
        self.held.signed.push(ids);
        let changes = changes.iter().map(|change| change.bytes().into()).collect();
        self.held.unsent.push_back(SignedBatch { batch, signature, changes });
        Ok(())
    }

    /// As after a night: no connection and no session.
    pub(crate) fn sleeps(&mut self) -> Result<(), Failed> {
        self.link.forget()
    }

    /// Packs the next request, so that packing it is not measured.
    pub(crate) fn packs(&mut self) -> Result<(), Failed> {
        self.packed = Some(client::request(&self.held.offer(MOST_CHANGES_A_PUSH)?)?);
        Ok(())
    }

    /// Pushes and pulls until there is nothing more, as often as it takes: it waits after a failure as the application
    /// does, and gives up after `patience` failures.
    pub(crate) fn syncs(&mut self, patience: u32) -> Result<Went, Failed> {
        let mut went = Went::default();
        loop {
            match self.round() {
                Ok(up_to_date) => {
                    went.requests += 1;
                    if up_to_date {
                        return Ok(went);
                    }
                }
                Err(trouble) => {
                    went.failures += 1;
                    if went.failures >= patience {
                        return fail(format!("gave up after {} failures: {trouble}", went.failures));
                    }
                    std::thread::sleep(self.pause(went.failures, &trouble));
                }
            }
        }
    }

    fn pause(&mut self, failures: u32, trouble: &Trouble) -> Duration {
        let spread = f64::from(self.writer.dice.below(1_000)) / 1_000.0;
        let doubled = FIRST_RETRY.saturating_mul(1 << failures.min(6).saturating_sub(1)).min(LONGEST_RETRY);
        let asked = match trouble {
            Trouble::Refused { wait: Some(wait), .. } => wait.mul_f64(1.0 + spread / 2.0),
            _ => Duration::ZERO,
        };
        doubled.mul_f64(0.5 + spread).max(asked)
    }

    /// One request and its answer. Whether there is nothing more.
    pub(crate) fn round(&mut self) -> Result<bool, Trouble> {
        let wrong = |error: &dyn std::fmt::Display| Trouble::Answer(error.to_string());
        let (in_flight, request) = match self.packed.take() {
            Some(packed) => packed,
            None => {
                let offer = self.held.offer(MOST_CHANGES_A_PUSH).map_err(|error| wrong(&error))?;
                client::request(&offer).map_err(|error| wrong(&error))?
            }
        };
        let answer = self.link.post(self.device, &self.pair, &request)?;
        let received = client::answer(&in_flight, &answer).map_err(|error| wrong(&error))?;
        Ok(self.held.receive(received).map_err(|error| wrong(&error))?.up_to_date)
    }
}

impl Replica for Held {
    type Error = std::convert::Infallible;

    fn offer(&mut self, most_changes: usize) -> Result<Offer, Self::Error> {
        let mut batches: Vec<SignedBatch> = Vec::new();
        let mut changes = 0;
        for batch in &self.unsent {
            changes += batch.changes.len();
            if !batches.is_empty() && changes > most_changes {
                break;
            }
            batches.push(batch.clone());
        }
        Ok(Offer {
            everything: batches.len() == self.unsent.len(),
            batches,
            left: None,
            cursors: self.cursors.values().copied().collect(),
            roll_up: roll_up(&self.sums),
            drafts: Vec::new(),
            signed: None,
            compare: Vec::new(),
        })
    }

    fn receive(&mut self, received: Received) -> Result<Applied, Self::Error> {
        for answer in &received.answers {
            match &answer.outcome {
                Outcome::Accepted | Outcome::AlreadyHad => {
                    let ids = self.signed.get(answer.number as usize - 1).cloned().unwrap_or_default();
                    self.acknowledged.extend(ids);
                    self.unsent.retain(|batch| batch.batch.number != answer.number);
                }
                other => self.wrong.push(format!("batch {} is {other:?}", answer.number)),
            }
        }
        if received.diverged {
            self.wrong.push("the digests differ".to_owned());
        }
        for page in received.pages {
            self.take(page);
        }
        Ok(Applied { up_to_date: received.complete && self.unsent.is_empty(), is_news: false })
    }
}

impl Held {
    fn take(&mut self, page: ReceivedPage) {
        let audience = page.to.audience;
        if self.cursors.get(&audience).map_or(0, |cursor| cursor.position) != page.from.position {
            return;
        }
        if !page.withdrawn.is_empty() {
            self.wrong.push("something was withdrawn".to_owned());
        }
        let own = page.own.iter().flat_map(|own| {
            let batch = self.signed.get((own.1 as usize).wrapping_sub(1));
            own.2.iter().filter_map(move |place| batch?.get(*place as usize).copied())
        });
        let new: Vec<ChangeId> = page.changes.iter().map(Change::id).chain(own).collect();
        let sum = self.sums.entry(audience).or_default();
        new.iter().for_each(|id| sum.add(*id));
        self.logs.entry(audience).or_default().extend(new);
        self.cursors.insert(audience, page.to);
    }

    /// How far each log has been read.
    pub(crate) fn cursors(&self) -> impl Iterator<Item = &Cursor> {
        self.cursors.values()
    }
}
