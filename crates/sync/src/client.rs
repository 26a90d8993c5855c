//! The laptop's side of a sync, without I/O: what to send next, and what to do with the answer.
//!
//! The caller carries the bytes. A reply counts only for the request in flight, and a page only where it starts at
//! the vault's cursor, so that a stale, repeated or reordered answer changes nothing.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Malformed};
use doorstep_domain::id::{AudienceId, Subject};

use crate::frame::{Frame, FrameError, pack, unpack};
use crate::key::RollUp;
use crate::planted::{Planted, is_planted};
use crate::wire::{
    Answer, Cursor, DraftNotice, HeldSums, LeftBehind, Membership, OwnBatch, PAGE_BYTES, PROTOCOL, Page, PushedBatch,
    Repair, SignedBatch, SyncReply, SyncRequest, Timed, Withdrawn, is_next,
};

/// What a vault offers to a sync.
#[derive(Debug, Clone)]
pub struct Offer {
    /// Unsent batches in order, of at most as many changes as were asked for together, or one batch alone.
    pub batches: Vec<SignedBatch>,
    /// Whether these are all that wait.
    pub everything: bool,
    /// What is unsent besides them.
    pub left: Option<LeftBehind>,
    /// How far each audience has been read.
    pub cursors: Vec<Cursor>,
    /// Digest of what is held.
    pub roll_up: RollUp,
    /// Drafts that exist.
    pub drafts: Vec<DraftNotice>,
    /// The newest batch that was signed here, where the service was restored and is not whole yet.
    pub signed: Option<(u32, u64)>,
    /// What is held of each subject, where the digests differed; empty otherwise.
    pub compare: Vec<HeldSums>,
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
    /// All that an audience holds of subjects whose sums differed.
    pub repairs: Vec<ReceivedRepair>,
    /// The newest batch of this device that a service restored from a backup still has.
    pub newest: Option<(u32, u64)>,
    /// Whether the service was restored and nobody has confirmed yet that it is whole.
    pub restoring: bool,
    /// Whether the application is too old to be sent anything new.
    pub too_old: bool,
    /// Whether the digests differ.
    pub diverged: bool,
    /// Whether the request said what is held of each subject.
    pub compared: bool,
    /// Whether everything that waited was sent, and everything new has come.
    pub complete: bool,
    /// The service's clock.
    pub service_time: DateTime<FixedOffset>,
}

impl Received {
    /// A reply to a request without batches, from a service where nothing is new for these memberships.
    #[must_use]
    pub fn nothing_new(audiences: Vec<Membership>, service_time: DateTime<FixedOffset>) -> Self {
        Self {
            answers: Vec::new(),
            audiences,
            pages: Vec::new(),
            repairs: Vec::new(),
            newest: None,
            restoring: false,
            too_old: false,
            diverged: false,
            compared: false,
            complete: true,
            service_time,
        }
    }
}

/// A new part of a log.
#[derive(Debug)]
pub struct ReceivedPage {
    /// The cursor that it starts after.
    pub from: Cursor,
    /// The cursor that it ends at.
    pub to: Cursor,
    /// What left the audience: before the changes, which are what is left.
    pub withdrawn: Vec<Withdrawn>,
    /// What the audience holds for a time.
    pub timed: Vec<Timed>,
    /// Other devices' changes, in the log's order.
    pub changes: Vec<Change>,
    /// The device's own changes in this part.
    pub own: Vec<OwnBatch>,
}

/// All that an audience holds of a subject.
#[derive(Debug)]
pub struct ReceivedRepair {
    /// The audience.
    pub audience: AudienceId,
    /// The subject.
    pub subject: Subject,
    /// Every change, the device's own among them.
    pub changes: Vec<Change>,
}

/// What became of a reply in a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// Whether there is nothing more to ask for now.
    pub up_to_date: bool,
    /// Whether something on the screens may have changed.
    pub is_news: bool,
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
    fn receive(&mut self, received: Received) -> Result<Applied, Self::Error>;
}

/// A request in flight.
#[derive(Debug)]
pub struct InFlight {
    sent: Vec<(u32, u64)>,
    cursors: Vec<Cursor>,
    offered_all: bool,
    compared: bool,
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
        left: offer.left,
        signed: offer.signed,
        compare: offer.compare.clone(),
        page_bytes: PAGE_BYTES,
    };
    let changes = offer.batches.iter().flat_map(|batch| batch.changes.iter().map(|bytes| &**bytes));
    let in_flight = InFlight {
        sent: offer.batches.iter().map(|batch| (batch.batch.incarnation, batch.batch.number)).collect(),
        cursors: offer.cursors.clone(),
        offered_all: offer.everything,
        compared: !offer.compare.is_empty(),
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
    let mut frame: Frame<SyncReply> = unpack(bytes, announced)?;
    if is_planted(Planted::StaleAnswerApplied) {
        for (answer, sent) in frame.head.answers.iter_mut().zip(&in_flight.sent) {
            (answer.incarnation, answer.number) = *sent;
        }
    }
    let answered =
        frame.head.answers.iter().filter(|answer| in_flight.sent.contains(&(answer.incarnation, answer.number)));
    let answered = answered.count();
    let is_of_this = answered == in_flight.sent.len() && frame.head.answers.len() == answered;
    if !is_of_this && !is_planted(Planted::StaleAnswerApplied) {
        return Err(BadReply::Answers { sent: in_flight.sent.len(), answered });
    }
    let (pages, repairs) = brought(in_flight, &frame)?;
    Ok(Received {
        complete: in_flight.offered_all && !frame.head.more,
        compared: in_flight.compared,
        answers: frame.head.answers,
        audiences: frame.head.audiences,
        pages,
        repairs,
        newest: frame.head.newest,
        restoring: frame.head.restoring,
        too_old: frame.head.too_old,
        diverged: frame.head.diverged,
        service_time: frame.head.time,
    })
}

fn announced(head: &SyncReply) -> usize {
    let pages = head.pages.iter().map(|page| page.changes);
    pages.chain(head.repairs.iter().map(|repair| repair.changes)).fold(0, usize::saturating_add)
}

fn brought(
    in_flight: &InFlight,
    frame: &Frame<SyncReply>,
) -> Result<(Vec<ReceivedPage>, Vec<ReceivedRepair>), BadReply> {
    let mut lines = frame.changes();
    let pages = frame.head.pages.iter().map(|page| received_page(in_flight, page, &mut lines));
    let pages = pages.collect::<Result<_, _>>()?;
    let repairs = frame.head.repairs.iter().map(|repair| received_repair(repair, &mut lines));
    Ok((pages, repairs.collect::<Result<_, _>>()?))
}

fn received_page<'a>(
    in_flight: &InFlight,
    page: &Page,
    lines: &mut impl Iterator<Item = &'a str>,
) -> Result<ReceivedPage, BadReply> {
    let at = |position| Cursor { audience: page.audience, epoch: page.epoch, position };
    let asked = in_flight.cursors.iter().find(|cursor| cursor.audience == page.audience);
    let stands = asked.map_or(0, |cursor| cursor.position);
    // A log of another epoch goes on where the restored one ends, or begins anew: what was missed there, sums find.
    let is_restored = asked.is_some_and(|cursor| cursor.epoch != page.epoch);
    if page.from != stands && !is_restored && !is_planted(Planted::StaleAnswerApplied) {
        return Err(BadReply::Gap { from: page.from, cursor: stands });
    }
    let changes = read(lines, page.changes)?;
    let (withdrawn, timed, own) = (page.withdrawn.clone(), page.timed.clone(), page.own.clone());
    Ok(ReceivedPage { from: at(page.from), to: at(page.to), withdrawn, timed, changes, own })
}

fn received_repair<'a>(repair: &Repair, lines: &mut impl Iterator<Item = &'a str>) -> Result<ReceivedRepair, BadReply> {
    let changes = read(lines, repair.changes)?;
    Ok(ReceivedRepair { audience: repair.audience, subject: repair.subject, changes })
}

fn read<'a>(lines: &mut impl Iterator<Item = &'a str>, count: usize) -> Result<Vec<Change>, Malformed> {
    lines.by_ref().take(count).map(Change::read).collect()
}

#[cfg(test)]
mod tests {
    use doorstep_domain::id::PersonId;

    use super::*;

    const CASELOAD: AudienceId = AudienceId::from_bytes([6; 16]);
    const MOTHER: Subject = Subject::Person(PersonId::from_bytes([4; 16]));

    /// What a change looks like: its header, and nothing of anybody.
    fn change(which: u8) -> String {
        let id = |of: u8| PersonId::from_bytes([of; 16]).to_string();
        let (entry, other) = (id(which), id(1));
        format!(
            r#"{{"entry":"{entry}","kind":"identity","schema":1,"organisation":"{other}","subject":"{MOTHER}","parents":[],"author":"{other}","role":"health_visitor","occurred":"2026-11-02T09:30:00+00:00","recorded_at":"2026-11-02T10:00:00+00:00","sensitivity":"standard","body":{{}}}}"#
        )
    }

    fn in_flight(compare: Vec<HeldSums>) -> InFlight {
        let offer = Offer {
            batches: vec![],
            everything: true,
            left: None,
            cursors: vec![Cursor { audience: CASELOAD, epoch: 1, position: 5 }],
            roll_up: crate::key::Bytes([0; 16]),
            drafts: vec![],
            signed: None,
            compare,
        };
        request(&offer).unwrap().0
    }

    fn page(epoch: u32, from: u64, changes: usize) -> Page {
        let (withdrawn, timed, own) = (vec![], vec![], vec![]);
        Page { audience: CASELOAD, epoch, from, to: from + 1, head: from + 1, withdrawn, timed, changes, own }
    }

    fn answered(pages: Vec<Page>, repairs: Vec<Repair>, changes: &[String]) -> Result<Received, BadReply> {
        let reply = SyncReply {
            answers: vec![],
            audiences: vec![],
            pages,
            repairs,
            newest: None,
            restoring: false,
            too_old: false,
            more: false,
            diverged: false,
            time: DateTime::parse_from_rfc3339("2026-11-02T11:00:00+00:00").unwrap(),
        };
        answer(&in_flight(vec![]), &pack(&reply, changes.iter().map(String::as_str)).unwrap())
    }

    #[test]
    fn a_page_goes_on_at_the_cursor_unless_the_service_was_restored() {
        assert!(answered(vec![page(1, 5, 0)], vec![], &[]).is_ok());
        assert!(matches!(answered(vec![page(1, 4, 0)], vec![], &[]), Err(BadReply::Gap { from: 4, cursor: 5 })));
        for from in [0, 3] {
            assert!(answered(vec![page(2, from, 0)], vec![], &[]).is_ok(), "a log of another epoch, from {from}");
        }
        let unknown = Page { audience: AudienceId::from_bytes([7; 16]), ..page(2, 3, 0) };
        assert!(matches!(answered(vec![unknown], vec![], &[]), Err(BadReply::Gap { from: 3, cursor: 0 })));
    }

    #[test]
    fn what_mends_a_subject_comes_after_what_is_new() {
        let repair = Repair { audience: CASELOAD, subject: MOTHER, changes: 2 };
        let changes = [7, 8, 9].map(change);
        let received = answered(vec![page(1, 5, 1)], vec![repair.clone()], &changes).unwrap();
        let entries =
            |changes: &[Change]| changes.iter().map(|change| change.header.entry.bytes()[0]).collect::<Vec<_>>();
        assert_eq!((entries(&received.pages[0].changes), entries(&received.repairs[0].changes)), (vec![7], vec![8, 9]));
        assert!(matches!(answered(vec![page(1, 5, 1)], vec![repair], &changes[..2]), Err(BadReply::Frame(_))));
    }

    #[test]
    fn a_reply_to_a_comparison_is_known_as_one() {
        assert!(!in_flight(vec![]).compared);
        assert!(in_flight(vec![HeldSums { audience: CASELOAD, sums: vec![] }]).compared);
    }
}
