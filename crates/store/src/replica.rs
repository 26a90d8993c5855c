//! Applying what came of a sync: answers, audiences, pages and repairs, in one transaction.

use doorstep_domain::change::Batch;
use doorstep_domain::id::ChangeId;
use doorstep_sync::client::{Applied, Received, ReceivedPage};
use doorstep_sync::planted::{Planted, is_planted};
use doorstep_sync::wire::{Answer, Outcome, OwnBatch};
use rusqlite::{OptionalExtension, Transaction, params};

use crate::append::Appending;
use crate::device::{set_setting, setting};
use crate::error::Error;
use crate::held::{self, Audience};
use crate::offer::COMPARE;
use crate::until::{self, Moment};
use crate::{find, leaving, repair};

/// A reply being applied.
struct Receiving<'t> {
    appending: Appending<'t>,
    /// Whether something on a screen may have changed.
    is_news: bool,
    /// Whether an own change was named of which the bytes are not here.
    lacks_bytes: bool,
}

/// Applies a reply. A page that does not start at the cursor is left out: it answers a question of another time.
/// `now` is the laptop's clock, as far as it is known.
///
/// The second value: whether more is to leave than went with this, in transactions of its own.
pub(crate) fn receive(
    transaction: &Transaction<'_>,
    received: &Received,
    now: Moment,
) -> Result<(Applied, bool), Error> {
    let appending = Appending::begin(transaction)?;
    let mut receiving = Receiving { appending, is_news: !received.answers.is_empty(), lacks_bytes: false };
    for answer in &received.answers {
        receiving.take_answer(answer)?;
    }
    let starts_again = receiving.belong(received)?;
    let mut sends_again = match received.newest {
        Some(newest) => repair::send_again_after(&mut receiving.appending, newest, &received.answers)?,
        None => false,
    };
    if !received.pages.is_empty() {
        receiving.appending.arrives_on(received.service_time.date_naive())?;
    }
    for page in &received.pages {
        receiving.apply_page(page)?;
    }
    let mut mends = false;
    for repair in &received.repairs {
        let mended = repair::mend(&mut receiving.appending, repair, received)?;
        sends_again |= mended.sends_again;
        mends |= mended.any;
        receiving.is_news = true;
    }
    // There was not room for everything that differs; what changes nothing here is not asked for for ever.
    let goes_on = received.compared && !received.complete && mends;
    let compares = receiving.compares(received, starts_again, goes_on)?;
    let is_whole = received.complete && !starts_again && !compares && !sends_again;
    // What the service sent nothing of, or may have forgotten, it has not withdrawn.
    let mut purges_on = false;
    if is_whole && !received.too_old && !received.restoring {
        leaving::keep_what_is_held(transaction)?;
        let purged = leaving::purge_unheld(&mut receiving.appending)?;
        receiving.is_news |= purged.any;
        purges_on = purged.more;
    }
    let Receiving { mut appending, is_news, .. } = receiving;
    let is_news = is_news || sends_again;
    let is_news = until::pass(&mut appending, now.or_later(received.service_time), is_news)? || is_news;
    keep_what_was_said(transaction, received, is_whole)?;
    find::make_findable(transaction, appending.touched)?;
    Ok((Applied { up_to_date: is_whole, is_news: is_news || purges_on }, purges_on))
}

fn keep_what_was_said(transaction: &Transaction<'_>, received: &Received, is_whole: bool) -> Result<(), Error> {
    let time = received.service_time.to_rfc3339();
    set_setting(transaction, until::SERVICE_TIME, &time)?;
    set_setting(transaction, "too_old", flag(received.too_old))?;
    if is_whole && !received.too_old {
        // The laptop's own clock is not asked: `as of` is what the service said.
        set_setting(transaction, "synced_at", &time)?;
    }
    Ok(())
}

fn flag(is_set: bool) -> &'static str {
    if is_set { "1" } else { "0" }
}

/// A difference that a comparison did not mend is not compared at once again: it names every subject held.
const COMPARED_AGAIN_AFTER_S: i64 = 3_600;

impl Receiving<'_> {
    fn take_answer(&mut self, answer: &Answer) -> Result<(), Error> {
        let (state, reason, fault) = match &answer.outcome {
            Outcome::Accepted | Outcome::AlreadyHad => ("received", None, None),
            Outcome::Waiting => ("waiting", None, None),
            Outcome::Quarantined { .. } if is_planted(Planted::RefusedBatchDropped) => ("received", None, None),
            Outcome::Quarantined { change, reason } => {
                ("quarantined", Some(serde_json::to_string(reason)?), change.as_ref())
            }
        };
        let mut statement = self.appending.transaction.prepare_cached(
            "UPDATE batch SET state = ?3, reason = ?4, fault = ?5 WHERE incarnation = ?1 AND number = ?2 RETURNING row",
        )?;
        let fault = fault.map(ChangeId::bytes);
        let values = params![answer.incarnation, answer.number, state, reason, fault];
        let row: Option<i64> = statement.query_row(values, |row| row.get(0)).optional()?;
        match (row, state) {
            (Some(row), "quarantined") => repair::refold_entries_of(&mut self.appending, row),
            (Some(row), "received") => leaving::look_at_entries_of(self.appending.transaction, row),
            _ => Ok(()),
        }
    }

    /// Joins and leaves. Whether a log is to be read again from its start.
    fn belong(&mut self, received: &Received) -> Result<bool, Error> {
        if received.too_old {
            return Ok(false);
        }
        let belong = if received.restoring { held::join_only } else { held::belong_to };
        let joined = belong(self.appending.transaction, &received.audiences)?;
        self.is_news |= joined.is_news;
        Ok(joined.starts_again)
    }

    fn apply_page(&mut self, page: &ReceivedPage) -> Result<(), Error> {
        let transaction = self.appending.transaction;
        let Some(mut audience) = Audience::of(transaction, page.from.audience)? else { return Ok(()) };
        // A restored service's log goes on where its backup ended, or from its start. What is held stays either way:
        // a change counts once, and what the service has lost the sums will tell.
        let is_restored = audience.epoch != page.from.epoch && audience.position > 0;
        let is_stale = audience.position != page.from.position && !is_restored;
        if is_stale && !is_planted(Planted::StaleAnswerApplied) {
            return Ok(());
        }
        for withdrawn in &page.withdrawn {
            audience.withdraw(transaction, withdrawn)?;
        }
        for change in &page.changes {
            let number = self.appending.add(change, None)?;
            audience.hold(transaction, number, change.id())?;
        }
        for own in &page.own {
            self.hold_own(&mut audience, own)?;
        }
        for timed in &page.timed {
            until::hold_until(transaction, audience.row, timed)?;
        }
        self.is_news |= page.from.position != page.to.position;
        audience.moves_to(transaction, page.to)
    }

    fn hold_own(&mut self, audience: &mut Audience, own: &OwnBatch) -> Result<(), Error> {
        let OwnBatch(incarnation, number, places) = own;
        let transaction = self.appending.transaction;
        // What the service never answered for, or set aside, is not what it speaks of: this vault is a copy that went on, and
        // another batch had the number. The bytes are asked for.
        let sql = "SELECT row, bytes FROM batch
             WHERE incarnation = ?1 AND number = ?2 AND state IN ('received', 'waiting')";
        let found = transaction
            .prepare_cached(sql)?
            .query_row(params![incarnation, number], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?)))
            .optional()?;
        let Some((row, bytes)) = found else {
            self.lacks_bytes = true;
            return Ok(());
        };
        let batch: Batch = serde_json::from_str(&bytes)?;
        for place in places {
            let change = batch.ids.get(*place as usize).map(|id| Ok::<_, Error>((number_of(transaction, *id)?, *id)));
            match change.transpose()? {
                Some((Some(change), id)) => audience.hold(transaction, change, id)?,
                // Purged here, and granted again: the service does not know that it has to send the bytes.
                _ => self.lacks_bytes = true,
            }
        }
        repair::is_received(&mut self.appending, row)
    }

    /// Whether the next request has to say what is held of each subject, and is to follow at once.
    fn compares(&self, received: &Received, starts_again: bool, goes_on: bool) -> Result<bool, Error> {
        let transaction = self.appending.transaction;
        let differs = received.diverged && !starts_again;
        if differs || self.lacks_bytes || !received.repairs.is_empty() {
            held::recount(transaction)?;
        }
        let now = received.service_time.timestamp();
        // Nothing is let go while the service is being restored. What that left is compared as soon as it is confirmed.
        let in_vain = if received.restoring { "compared_in_vain_while_restoring_at" } else { "compared_in_vain_at" };
        if received.compared {
            let is_in_vain = received.repairs.is_empty() || received.restoring;
            set_setting(transaction, in_vain, &if is_in_vain { now } else { 0 }.to_string())?;
        }
        let last = setting(transaction, in_vain)?.and_then(|at| at.parse::<i64>().ok());
        let is_too_soon = last.is_some_and(|last| (0..COMPARED_AGAIN_AFTER_S).contains(&(now - last)));
        // What a page has just named was not there to be compared before.
        let compares = goes_on || self.lacks_bytes || (differs && !received.compared && !is_too_soon);
        set_setting(transaction, COMPARE, flag(compares))?;
        // Said to the practitioner only where a comparison has not mended it.
        set_setting(transaction, "diverged", flag(differs && !compares && !received.compared))?;
        Ok(compares)
    }
}

/// The number of a change; none where its bytes are not here.
pub(crate) fn number_of(transaction: &Transaction<'_>, id: ChangeId) -> Result<Option<i64>, Error> {
    let mut statement = transaction.prepare_cached("SELECT number FROM change WHERE id = ?1")?;
    Ok(statement.query_row([id.bytes()], |row| row.get(0)).optional()?)
}
