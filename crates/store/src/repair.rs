//! Mending what differs from the service: what it holds and this laptop does not, and the other way round.

use std::collections::BTreeSet;

use doorstep_domain::change::Change;
use doorstep_domain::id::{AudienceId, ChangeId};
use doorstep_sync::client::{Received, ReceivedRepair};
use doorstep_sync::wire::Answer;
use rusqlite::{OptionalExtension, Transaction, params};

use crate::append::Appending;
use crate::error::Error;
use crate::held::Audience;
use crate::leaving::look_at_entries_of;

/// What a repair did.
#[derive(Default)]
pub(crate) struct Mended {
    /// Whether it changed what is held here.
    pub(crate) any: bool,
    /// Whether own changes that the service lacks are unsent again.
    pub(crate) sends_again: bool,
}

/// Makes an audience hold of a subject what the service says.
///
/// While the service is being restored, what it lacks stays: it may not have everything back yet. What it has just
/// answered for it has, whenever it looked at the subject.
pub(crate) fn mend(
    appending: &mut Appending<'_>,
    repair: &ReceivedRepair,
    received: &Received,
) -> Result<Mended, Error> {
    let mut mended = Mended::default();
    let transaction = appending.transaction;
    let Some(mut audience) = Audience::of(transaction, repair.audience)? else { return Ok(mended) };
    let before = audience.sum();
    let named: BTreeSet<ChangeId> = repair.changes.iter().map(Change::id).collect();
    for change in &repair.changes {
        let number = appending.add(change, None)?;
        mended.any |= put_right(appending, number, change)?;
        audience.hold(transaction, number, change.id())?;
        if let Some(batch) = batch_of(transaction, number)? {
            is_received(appending, batch)?;
        }
    }
    for (number, id) in audience.held_of(transaction, repair.subject, None)? {
        let batch = batch_of(transaction, number)?;
        if named.contains(&id) || batch.map_or(Ok(false), |batch| is_answered(transaction, batch, &received.answers))? {
            continue;
        }
        let sent_again = batch.map_or(Ok(false), |batch| send_again(appending, batch))?;
        mended.sends_again |= sent_again;
        if sent_again || !received.restoring {
            audience.let_go(transaction, number, id)?;
        }
    }
    audience.keep_sum(transaction)?;
    mended.any |= audience.sum() != before;
    Ok(mended)
}

/// What is stored of a change, where it is not what was signed, is written again. Whether it was not.
fn put_right(appending: &mut Appending<'_>, number: i64, change: &Change) -> Result<bool, Error> {
    let sql = "UPDATE change SET bytes = ?2 WHERE number = ?1 AND bytes IS NOT ?2 RETURNING entry";
    let mut statement = appending.transaction.prepare_cached(sql)?;
    let entry: Option<i64> = statement.query_row(params![number, change.bytes()], |row| row.get(0)).optional()?;
    entry.map_or(Ok(false), |entry| appending.refold(entry).map(|()| true))
}

fn is_answered(transaction: &Transaction<'_>, batch: i64, answers: &[Answer]) -> Result<bool, Error> {
    let mut statement = transaction.prepare_cached("SELECT incarnation, number FROM batch WHERE row = ?1")?;
    let number: (u32, u64) = statement.query_row([batch], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(answers.iter().any(|answer| (answer.incarnation, answer.number) == number))
}

fn batch_of(transaction: &Transaction<'_>, change: i64) -> Result<Option<i64>, Error> {
    let mut statement = transaction.prepare_cached("SELECT batch FROM change WHERE number = ?1")?;
    Ok(statement.query_row([change], |row| row.get(0))?)
}

/// What is in a log is in force, whatever its last answer was.
pub(crate) fn is_received(appending: &mut Appending<'_>, batch: i64) -> Result<(), Error> {
    let before = state_of(appending.transaction, batch)?;
    if before == "received" {
        return Ok(());
    }
    let sql = "UPDATE batch SET state = 'received', reason = NULL WHERE row = ?1";
    appending.transaction.prepare_cached(sql)?.execute([batch])?;
    if before == "quarantined" {
        refold_entries_of(appending, batch)?;
    }
    look_at_entries_of(appending.transaction, batch)
}

/// Marks a batch as unsent again, where every change of it is here. Whether it is.
fn send_again(appending: &mut Appending<'_>, batch: i64) -> Result<bool, Error> {
    let before = state_of(appending.transaction, batch)?;
    let mut statement = appending.transaction.prepare_cached(
        "UPDATE batch SET state = 'unsent', reason = NULL
         WHERE row = ?1 AND changes = (SELECT count(*) FROM change WHERE change.batch = ?1)",
    )?;
    if statement.execute([batch])? == 0 {
        return Ok(false);
    }
    if before == "quarantined" {
        refold_entries_of(appending, batch)?;
    }
    Ok(true)
}

fn state_of(transaction: &Transaction<'_>, batch: i64) -> Result<String, Error> {
    let mut statement = transaction.prepare_cached("SELECT state FROM batch WHERE row = ?1")?;
    Ok(statement.query_row([batch], |row| row.get(0))?)
}

/// A service that was restored has no own batch after this one: all after it are sent again, but for those that it
/// has just answered. Whether there are any.
pub(crate) fn send_again_after(
    appending: &mut Appending<'_>,
    newest: (u32, u64),
    answers: &[Answer],
) -> Result<bool, Error> {
    let transaction = appending.transaction;
    let mut statement =
        transaction.prepare_cached("SELECT row FROM batch WHERE (incarnation, number) > (?1, ?2) ORDER BY row")?;
    let rows = statement.query_map(params![newest.0, newest.1], |row| row.get(0))?;
    let mut any = false;
    for batch in rows.collect::<rusqlite::Result<Vec<i64>>>()? {
        if !is_answered(transaction, batch, answers)? && send_again(appending, batch)? {
            let_go_of(transaction, batch)?;
            any = true;
        }
    }
    Ok(any)
}

/// No log of the service has the batch's changes any more.
fn let_go_of(transaction: &Transaction<'_>, batch: i64) -> Result<(), Error> {
    let mut statement = transaction.prepare_cached(
        "SELECT cursor.audience, change.number, change.id FROM change JOIN held ON held.change = change.number
         JOIN cursor ON cursor.row = held.audience WHERE change.batch = ?1",
    )?;
    let rows = statement.query_map([batch], |row| {
        let audience = AudienceId::from_bytes(row.get(0)?);
        Ok((audience, row.get::<_, i64>(1)?, ChangeId::from_bytes(row.get(2)?)))
    })?;
    for (audience, number, id) in rows.collect::<rusqlite::Result<Vec<_>>>()? {
        let Some(mut audience) = Audience::of(transaction, audience)? else { continue };
        audience.let_go(transaction, number, id)?;
        audience.keep_sum(transaction)?;
    }
    Ok(())
}

/// Folds the entries of a batch again: what the service sets aside leaves the fold here as well, and what was built on
/// it goes with it.
pub(crate) fn refold_entries_of(appending: &mut Appending<'_>, batch: i64) -> Result<(), Error> {
    let mut statement = appending.transaction.prepare_cached("SELECT DISTINCT entry FROM change WHERE batch = ?1")?;
    let entries = statement.query_map([batch], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
    entries.into_iter().try_for_each(|entry| appending.refold(entry))
}

#[cfg(test)]
mod tests {
    use doorstep_sync::client::Replica as _;
    use doorstep_sync::wire::{Cursor, Membership};

    use super::*;
    use crate::keys::KdfParams;
    use crate::leaving::tests::{at, person};
    use crate::passphrase::Passphrase;
    use crate::{Making, Vault};

    const CASELOAD: AudienceId = AudienceId::from_bytes([6; 16]);

    fn reply() -> Received {
        Received::nothing_new(vec![Membership { audience: CASELOAD, number: 1, until: None }], at())
    }

    #[test]
    fn what_was_damaged_is_found_by_looking_and_put_right_by_the_next_sync() {
        let folder = tempfile::tempdir().unwrap();
        let making = Making { label: "AY", kdf: KdfParams::LEAST, at: at() };
        let passphrase = Passphrase::new("plover lantern gravel mint".into());
        let vault = Vault::create(folder.path(), &passphrase, &making).unwrap();
        let changes = person(1, "Okafor", "Wakeful.");
        let (subject, damaged) = (changes[1].header.subject, changes[1].id());
        let cursor = |position| Cursor { audience: CASELOAD, epoch: 0, position };
        let page = doorstep_sync::client::ReceivedPage {
            from: cursor(0),
            to: cursor(2),
            withdrawn: vec![],
            timed: vec![],
            changes: changes.to_vec(),
            own: vec![],
        };
        (&vault).receive(Received { pages: vec![page], ..reply() }).unwrap();
        let sql = "UPDATE change SET bytes = replace(bytes, 'Wakeful', 'Asleep.') WHERE number = 2";
        vault.write(|transaction| Ok(transaction.execute(sql, [])?)).unwrap();
        assert!((&vault).offer(1).unwrap().compare.is_empty());
        assert_eq!(vault.verify().unwrap().damaged, [damaged]);
        let compare = (&vault).offer(1).unwrap().compare;
        let whole: doorstep_sync::digest::Sum = [changes[0].id()].into_iter().collect();
        assert_eq!(
            compare[0].sums,
            [(subject, doorstep_sync::key::Bytes(whole.bytes()))],
            "what is damaged is not held"
        );
        let repair = ReceivedRepair { audience: CASELOAD, subject, changes: changes.to_vec() };
        (&vault).receive(Received { repairs: vec![repair], compared: true, ..reply() }).unwrap();
        assert!(vault.verify().unwrap().is_whole());
    }

    fn vault() -> (tempfile::TempDir, Vault) {
        let folder = tempfile::tempdir().unwrap();
        let making = Making { label: "AY", kdf: KdfParams::LEAST, at: at() };
        let vault =
            Vault::create(folder.path(), &Passphrase::new("plover lantern gravel mint".into()), &making).unwrap();
        (&vault).receive(reply()).unwrap();
        (folder, vault)
    }

    /// Whether the next request says what is held of each subject.
    fn compares_after(vault: &Vault, received: Received) -> bool {
        { vault }.receive(received).unwrap();
        !{ vault }.offer(1).unwrap().compare.is_empty()
    }

    #[test]
    fn what_did_not_fit_into_one_answer_is_asked_for_at_once_as_long_as_anything_is_mended() {
        let (_folder, vault) = vault();
        let changes = person(1, "Okafor", "Wakeful.").to_vec();
        let subject = changes[1].header.subject;
        let part = || {
            let repair = ReceivedRepair { audience: CASELOAD, subject, changes: changes.clone() };
            Received { repairs: vec![repair], compared: true, diverged: true, complete: false, ..reply() }
        };
        assert!(compares_after(&vault, part()), "there is more");
        assert!(!compares_after(&vault, part()), "it changes nothing: asking for ever would not either");
        assert!(!compares_after(&vault, Received { complete: true, ..part() }));
    }

    #[test]
    fn what_a_restore_left_is_compared_as_soon_as_it_is_confirmed() {
        let (_folder, vault) = vault();
        let diverged = |restoring| Received { diverged: true, restoring, ..reply() };
        assert!(compares_after(&vault, diverged(true)));
        assert!(!compares_after(&vault, Received { compared: true, ..diverged(true) }), "in vain, for now");
        assert!(!compares_after(&vault, diverged(true)), "not again within the hour");
        assert!(compares_after(&vault, diverged(false)), "but once it is confirmed");
        assert!(!compares_after(&vault, Received { compared: true, ..diverged(false) }));
        assert!(!compares_after(&vault, diverged(false)), "in vain: not again within the hour");
    }
}
