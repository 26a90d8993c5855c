//! The laptop's side of a sync, without I/O: what to send next, and what to do with the answer.
//!
//! The caller carries the bytes. A reply counts only for the request in flight, and a page only where it starts at
//! the vault's cursor, so that a stale, repeated or reordered answer changes nothing.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Malformed};

use crate::frame::{Frame, FrameError, pack, unpack};
use crate::key::RollUp;
use crate::wire::{
    Answer, Cursor, DraftNotice, Membership, OwnBatch, PAGE_BYTES, PROTOCOL, Page, PushedBatch, SignedBatch, SyncReply,
    SyncRequest, is_next,
};

/// What a vault offers to a sync.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Unsent batches in order, of at most as many changes as were asked for together, or one batch alone.
    pub batches: Vec<SignedBatch>,
    /// Whether these are all that wait.
    pub everything: bool,
    /// How far each audience has been read.
    pub cursors: Vec<Cursor>,
    /// Digest of what is held.
    pub roll_up: RollUp,
    /// Drafts that exist.
    pub drafts: Vec<DraftNotice>,
}

/// What a reply brings to a vault: applied in one transaction, or not at all.
#[derive(Debug)]
pub struct Received {
    /// What became of the batches that were sent.
    pub answers: Vec<Answer>,
    /// The audiences that the device belongs to.
    pub audiences: Vec<Membership>,
    /// New parts of logs.
    pub pages: Vec<ReceivedPage>,
    /// Whether the digests differ.
    pub diverged: bool,
    /// Whether this brought the vault up to date.
    pub complete: bool,
    /// The service's clock.
    pub service_time: DateTime<FixedOffset>,
}

/// A new part of a log.
#[derive(Debug)]
pub struct ReceivedPage {
    /// The cursor that it starts after.
    pub from: Cursor,
    /// The cursor that it ends at.
    pub to: Cursor,
    /// Other devices' changes, in the log's order.
    pub changes: Vec<Change>,
    /// The device's own changes in this part.
    pub own: Vec<OwnBatch>,
}

/// The vault, as a sync sees it.
pub trait Replica {
    /// What can go wrong in the vault.
    type Error;

    /// What is to be sent: at most `most_changes`, and at least one batch where any waits.
    ///
    /// # Errors
    /// When the vault cannot be read.
    fn offer(&mut self, most_changes: usize) -> Result<Offer, Self::Error>;

    /// Applies a reply in one transaction. A page that does not start at the vault's cursor is left out.
    ///
    /// # Errors
    /// When the vault cannot be written; nothing is applied then.
    fn receive(&mut self, received: Received) -> Result<(), Self::Error>;
}

/// A request in flight.
#[derive(Debug)]
pub struct InFlight {
    sent: Vec<(u32, u64)>,
    cursors: Vec<Cursor>,
    offered_all: bool,
}

/// An answer that is not to be trusted. Nothing of it is applied.
#[derive(Debug, thiserror::Error)]
pub enum BadReply {
    /// The frame is damaged.
    #[error(transparent)]
    Frame(#[from] FrameError),
    /// A change in it cannot be read.
    #[error("the service sent something that is not a change: {0}")]
    Change(#[from] Malformed),
    /// It answers other batches than those sent.
    #[error("the service answered {answered} of {sent} batches")]
    Answers {
        /// How many were sent.
        sent: usize,
        /// How many of those are answered.
        answered: usize,
    },
    /// A page does not start where the request's cursor stands.
    #[error("a page starts at {from} and the cursor stands at {cursor}")]
    Gap {
        /// Where the page starts.
        from: u64,
        /// Where the cursor stands.
        cursor: u64,
    },
}

/// The next request for a vault's offer, packed.
///
/// # Errors
/// When the request cannot be written.
pub fn request(offer: &Offer) -> Result<(InFlight, Vec<u8>), FrameError> {
    let head = SyncRequest {
        protocol: PROTOCOL,
        push: pushed(&offer.batches),
        cursors: offer.cursors.clone(),
        roll_up: offer.roll_up,
        drafts: offer.drafts.clone(),
        compare: Vec::new(),
        page_bytes: PAGE_BYTES,
    };
    let changes = offer.batches.iter().flat_map(|batch| batch.changes.iter().map(|bytes| &**bytes));
    let in_flight = InFlight {
        sent: offer.batches.iter().map(|batch| (batch.batch.incarnation, batch.batch.number)).collect(),
        cursors: offer.cursors.clone(),
        offered_all: offer.everything,
    };
    Ok((in_flight, pack(&head, changes)?))
}

fn pushed(batches: &[SignedBatch]) -> Vec<PushedBatch> {
    let mut before: Option<&SignedBatch> = None;
    let mut pushed = Vec::with_capacity(batches.len());
    for signed in batches {
        let batch = &signed.batch;
        let follows = before.is_some_and(|before| {
            is_next((before.batch.incarnation, before.batch.number), (batch.incarnation, batch.number))
                && before.batch.id().ok() == batch.previous
        });
        let same_seen = before.is_some_and(|before| before.batch.seen == batch.seen);
        pushed.push(PushedBatch {
            incarnation: batch.incarnation,
            number: batch.number,
            previous: if follows { None } else { batch.previous },
            act: batch.act,
            seen: if same_seen { None } else { Some(batch.seen.clone()) },
            signature: signed.signature,
            changes: signed.changes.len(),
        });
        before = Some(signed);
    }
    pushed
}

/// Reads the answer to a request.
///
/// # Errors
/// When it is damaged, answers something else, or leaves a gap.
pub fn answer(in_flight: &InFlight, bytes: &[u8]) -> Result<Received, BadReply> {
    let frame: Frame<SyncReply> = unpack(bytes, |head: &SyncReply| head.pages.iter().map(|page| page.changes).sum())?;
    let answered =
        frame.head.answers.iter().filter(|answer| in_flight.sent.contains(&(answer.incarnation, answer.number)));
    let answered = answered.count();
    if answered != in_flight.sent.len() || frame.head.answers.len() != answered {
        return Err(BadReply::Answers { sent: in_flight.sent.len(), answered });
    }
    let pages = pages(in_flight, &frame)?;
    Ok(Received {
        complete: in_flight.offered_all && !frame.head.more,
        answers: frame.head.answers,
        audiences: frame.head.audiences,
        pages,
        diverged: frame.head.diverged,
        service_time: frame.head.time,
    })
}

fn pages(in_flight: &InFlight, frame: &Frame<SyncReply>) -> Result<Vec<ReceivedPage>, BadReply> {
    let mut lines = frame.changes();
    frame.head.pages.iter().map(|page| received_page(in_flight, page, &mut lines)).collect()
}

fn received_page<'a>(
    in_flight: &InFlight,
    page: &Page,
    lines: &mut impl Iterator<Item = &'a str>,
) -> Result<ReceivedPage, BadReply> {
    let at = |position| Cursor { audience: page.audience, epoch: page.epoch, position };
    let asked = in_flight.cursors.iter().find(|cursor| cursor.audience == page.audience);
    let stands = asked.filter(|cursor| cursor.epoch == page.epoch).map_or(0, |cursor| cursor.position);
    if page.from != stands {
        return Err(BadReply::Gap { from: page.from, cursor: stands });
    }
    let changes = lines.by_ref().take(page.changes).map(Change::read).collect::<Result<_, _>>()?;
    Ok(ReceivedPage { from: at(page.from), to: at(page.to), changes, own: page.own.clone() })
}
