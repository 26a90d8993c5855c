//! The one request that everything happens in: it pushes, answers, pulls and compares. No HTTP here.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, SubsecRound as _, Utc};
use doorstep_domain::id::OrganisationId;
use doorstep_sync::accept::Author;
use doorstep_sync::digest::roll_up;
use doorstep_sync::frame::{Frame, pack, unpack};
use doorstep_sync::planted::{Planted, is_planted};
use doorstep_sync::wire::{
    Answer, Cursor, HeldSums, MOST_CHANGES_A_PUSH, Membership, OLDEST_PROTOCOL, Outcome, PROTOCOL, PushedBatch,
    SyncReply, SyncRequest,
};

use crate::ledger::{
    Arrived, AudienceLog, DeviceState, Ledger, Pulled, Pushed, Repaired, Standing, Wanted, put_together,
};
use crate::metrics::Metrics;
use crate::refusal::Refusal;
use crate::report::{is_news, report_of};
use crate::session::Open;

/// How many subjects are settled within a request: more than a day's work touches. What is beyond is the sweep's.
const MOST_SETTLED: u32 = 500;

/// Far more audiences than anybody belongs to. What a batch has seen is copied to those that leave it out.
const MOST_SEEN: usize = 256;

/// A device's sync, at one moment.
pub(crate) struct Sync<'l> {
    pub(crate) ledger: &'l dyn Ledger,
    pub(crate) session: Open,
    pub(crate) now: DateTime<Utc>,
    pub(crate) largest_page: usize,
    /// Whether the device may send so many changes now.
    pub(crate) may_send: &'l dyn Fn(usize) -> bool,
    pub(crate) metrics: &'l Metrics,
}

impl Sync<'_> {
    /// Answers a packed request with a packed reply.
    pub(crate) fn answer(&self, body: &[u8]) -> Result<Vec<u8>, Refusal> {
        let frame: Frame<SyncRequest> = unpack(body, announced)?;
        let request = &frame.head;
        check_size(request)?;
        let mut standing = self.standing()?;
        // What a service that was restored asked for is not held against whoever sends it.
        if !standing.is_restoring && !(self.may_send)(announced(request)) {
            return Err(Refusal::TooMany);
        }
        let is_behind = self.is_behind(&standing, request);
        let restoring = standing.is_restoring || is_behind;
        let too_old = request.protocol < PROTOCOL;
        let forgets = is_planted(Planted::RestoredServiceForgets);
        let diverged = !too_old && !forgets && !restoring && diverged(&standing.logs, request);
        let (answers, is_settled) = self.push(&standing, &frame)?;
        self.note(&standing, request)?;
        if !is_settled {
            self.settle(standing.author.organisation)?;
        }
        if !answers.is_empty() {
            standing = self.standing()?;
        }
        let pulled = if too_old { Pulled::default() } else { self.pull(&standing, request)? };
        // What a restored service holds may have been withdrawn since: it sends nobody anything back before it is whole.
        let repaired = if restoring { Repaired::default() } else { self.repair(&standing, request)? };
        let read_another_epoch =
            |log: &AudienceLog| cursor_of(log, request).is_some_and(|cursor| cursor.epoch != log.epoch);
        let has_forgotten = is_behind || standing.logs.iter().any(read_another_epoch);
        let reply = SyncReply {
            answers,
            audiences: standing.logs.iter().map(membership).collect(),
            pages: pulled.pages,
            repairs: repaired.repairs,
            newest: (has_forgotten && !forgets).then_some(standing.newest),
            restoring,
            too_old,
            more: pulled.more || repaired.more,
            diverged,
            time: self.now.trunc_subsecs(3).fixed_offset(),
        };
        Ok(pack(&reply, pulled.changes.iter().chain(&repaired.changes).map(String::as_str))?)
    }

    /// Grants and withdraws by what was just stored, so that the same reply brings what follows from it.
    fn settle(&self, organisation: OrganisationId) -> Result<(), Refusal> {
        let mut left = MOST_SETTLED;
        while left > 0 {
            // One may lead to others: a child to their household.
            let due = self.ledger.unsettled(organisation, self.now, left)?;
            if due.is_empty() {
                break;
            }
            for subject in due {
                self.ledger.settle(organisation, subject, self.now)?;
                left = left.saturating_sub(1);
            }
        }
        Ok(())
    }

    /// A log never gets shorter. One that a laptop has read further than it goes was put back, and nobody said so: to this
    /// laptop it is a restored one, which lets go of nothing and sends again what is not here.
    fn is_behind(&self, standing: &Standing, request: &SyncRequest) -> bool {
        let goes_on = |log: &AudienceLog| {
            cursor_of(log, request).is_some_and(|cursor| cursor.epoch == log.epoch && cursor.position > log.head)
        };
        let is_behind = standing.logs.iter().any(goes_on);
        if is_behind {
            self.metrics.ledger_is_behind();
            tracing::error!(
                device = %standing.author.device,
                "a laptop has read further than this ledger goes: if it was put back from a copy, `restore-check --begin`"
            );
        }
        is_behind
    }

    fn repair(&self, standing: &Standing, request: &SyncRequest) -> Result<Repaired, Refusal> {
        // Only of audiences that are the device's own.
        let is_own = |asked: &&HeldSums| standing.logs.iter().any(|log| log.audience == asked.audience);
        let asked: Vec<HeldSums> = request.compare.iter().filter(is_own).cloned().collect();
        if asked.is_empty() {
            return Ok(Repaired::default());
        }
        Ok(self.ledger.compare(&standing.author, &asked, self.page(request))?)
    }

    fn page(&self, request: &SyncRequest) -> usize {
        usize::try_from(request.page_bytes).unwrap_or(usize::MAX).min(self.largest_page)
    }

    /// Read anew for each request, so that a revocation counts from the next one.
    fn standing(&self) -> Result<Standing, Refusal> {
        let standing =
            self.ledger.standing(self.session.organisation, self.session.device, self.now)?.ok_or(Refusal::Session)?;
        admit(standing.state)?;
        Ok(standing)
    }

    /// What became of each batch, and whether nothing is to be settled for it.
    fn push(&self, standing: &Standing, frame: &Frame<SyncRequest>) -> Result<(Vec<Answer>, bool), Refusal> {
        let author = &standing.author;
        if frame.head.push.is_empty() {
            return Ok((Vec::new(), true));
        }
        let batches = arrived(author, frame)?;
        let Pushed { outcomes, is_settled } = self.ledger.push(author, &batches, self.now)?;
        self.metrics.pushed(&batches, &outcomes);
        log_set_aside(author, &batches, &outcomes);
        let answer = |(batch, outcome): (&Arrived, Outcome)| {
            let batch = &batch.signed.batch;
            Answer { incarnation: batch.incarnation, number: batch.number, outcome }
        };
        Ok((batches.iter().zip(outcomes).map(answer).collect(), is_settled))
    }

    /// What the laptop says is still only on it, once what it sent is here.
    fn note(&self, standing: &Standing, request: &SyncRequest) -> Result<(), Refusal> {
        let report = report_of(request, self.now);
        if is_news(&report, standing.report) {
            self.ledger.note_seen(self.session.organisation, self.session.device, &report)?;
        }
        let signed = request.signed.unwrap_or_default();
        let says_so = standing.is_restoring && request.left.is_none() && has_read_only(standing.epoch, request);
        if says_so && standing.reported != Some(signed) {
            self.ledger.note_restored(self.session.organisation, self.session.device, signed, self.now)?;
        }
        Ok(())
    }

    fn pull(&self, standing: &Standing, request: &SyncRequest) -> Result<Pulled, Refusal> {
        let wanted: Vec<Wanted> = standing.logs.iter().map(|log| wanted(log, request)).collect();
        let nothing_new =
            |(log, wanted): (&AudienceLog, &Wanted)| wanted.epoch == log.epoch && wanted.after >= log.head;
        if request.push.is_empty() && standing.logs.iter().zip(&wanted).all(nothing_new) {
            return Ok(Pulled::default());
        }
        Ok(self.ledger.pull(&standing.author, &wanted, self.page(request))?)
    }
}

/// Whether a device of this state is let in.
pub(crate) fn admit(state: DeviceState) -> Result<(), Refusal> {
    match state {
        DeviceState::Active => Ok(()),
        DeviceState::Suspended => Err(Refusal::Suspended),
        DeviceState::Revoked => Err(Refusal::Revoked),
    }
}

fn announced(request: &SyncRequest) -> usize {
    request.push.iter().fold(0, |sum, batch| sum.saturating_add(batch.changes))
}

fn check_size(request: &SyncRequest) -> Result<(), Refusal> {
    if !(OLDEST_PROTOCOL..=PROTOCOL).contains(&request.protocol) {
        return Err(Refusal::Protocol);
    }
    // One batch alone may be longer: it cannot be split.
    let batches = request.push.len();
    if batches > 1 && batches.max(announced(request)) > MOST_CHANGES_A_PUSH {
        return Err(Refusal::TooLarge);
    }
    // The ledger's numbers are signed.
    let fits = |batch: &PushedBatch| {
        i64::try_from(batch.number).is_ok() && batch.seen.as_ref().is_none_or(|seen| seen.len() <= MOST_SEEN)
    };
    let is_position = |cursor: &Cursor| i64::try_from(cursor.position).is_ok();
    let is_signed = request.signed.is_none_or(|(_, number)| i64::try_from(number).is_ok());
    let all_fit = is_signed && request.push.iter().all(fits) && request.cursors.iter().all(is_position);
    if all_fit { Ok(()) } else { Err(Refusal::Malformed) }
}

fn arrived(author: &Author, frame: &Frame<SyncRequest>) -> Result<Vec<Arrived>, Refusal> {
    let batches = put_together(author, &frame.head.push, frame.changes());
    let checked = batches.and_then(|batches| Arrived::check_all(author, batches));
    checked.map_err(|_| Refusal::Malformed)
}

/// Says which changes are set aside and why, and nothing of what they hold.
fn log_set_aside(author: &Author, batches: &[Arrived], outcomes: &[Outcome]) {
    for (batch, outcome) in batches.iter().zip(outcomes) {
        if let Outcome::Quarantined { change, reason } = outcome {
            tracing::warn!(device = %author.device, batch = %batch.id, change = ?change, ?reason, "a batch is set aside");
        }
    }
}

fn membership(log: &AudienceLog) -> Membership {
    let until = log.until.map(|until| until.fixed_offset());
    Membership { audience: log.audience, number: log.membership, until }
}

fn cursor_of(log: &AudienceLog, request: &SyncRequest) -> Option<Cursor> {
    request.cursors.iter().copied().find(|cursor| cursor.audience == log.audience)
}

/// Whether the device knows of the epoch, so that what it had to send again was in this request or before.
fn has_read_only(epoch: u32, request: &SyncRequest) -> bool {
    request.cursors.iter().all(|cursor| cursor.epoch == epoch)
}

/// A log that the device has never read is read from its start, whatever its epoch.
fn wanted(log: &AudienceLog, request: &SyncRequest) -> Wanted {
    let cursor = cursor_of(log, request);
    Wanted {
        audience: log.audience,
        epoch: cursor.map_or(log.epoch, |cursor| cursor.epoch),
        after: cursor.map_or(0, |cursor| cursor.position),
    }
}

/// Whether device and service hold different sets, as far as that can be told now: only where the device has read
/// every log to its head.
fn diverged(logs: &[AudienceLog], request: &SyncRequest) -> bool {
    let held: BTreeSet<_> = request.cursors.iter().map(|cursor| cursor.audience).collect();
    let known = logs.iter().filter(|log| held.contains(&log.audience)).count() == held.len();
    let mut sums = BTreeMap::new();
    for log in logs {
        let (epoch, position) =
            cursor_of(log, request).map_or((log.epoch, 0), |cursor| (cursor.epoch, cursor.position));
        if epoch != log.epoch || position != log.head {
            return false;
        }
        if held.contains(&log.audience) {
            sums.insert(log.audience, log.sum);
        }
    }
    known && roll_up(&sums) != request.roll_up
}
