//! What must hold after every heal: the invariants of the simulation, each with its number (SECURITY 4.1).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use doorstep_domain::audience::Scope;
use doorstep_domain::change::{Change, Header};
use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::fold::State;
use doorstep_domain::id::{ChangeId, EntryId};
use doorstep_store::read::EntryState;
use serde_json::Value;

use crate::Outcome;
use crate::acts::MARKER;
use crate::central::{Kept, Service};
use crate::laptop::Laptop;
use crate::oracle::Oracle;
use crate::schedule::Schedule;
use crate::signed::Signed;

/// A store of a few hundred entries stays far below this, its write-ahead log too.
const LARGEST_FILE: u64 = 16 << 20;

/// Everything, at a moment when all laptops have synced.
pub(crate) fn everything(schedule: &mut Schedule<'_>) -> Outcome<()> {
    let kept = schedule.service.kept()?;
    let doubled = schedule.service.doubled()?;
    if doubled > 0 {
        return Err(format!("I3: {doubled} changes stand twice in a log").into());
    }
    if let Some(audience) = schedule.service.wrong_sum()? {
        return Err(format!("I10: the sum of {audience} is not that of what it holds").into());
    }
    intentions(schedule, &kept)?;
    let memberships = schedule.service.memberships(schedule.now)?;
    let oracle = Oracle::of(&kept, schedule.now.date_naive());
    every_grant_is_there(&oracle, &kept)?;
    let nothing = BTreeSet::new();
    for (place, laptop) in schedule.laptops.iter().enumerate() {
        let name = laptop.who.name;
        signed_is_somewhere(schedule, place, &kept).map_err(|error| format!("{name}: {error}"))?;
        if laptop.is_revoked {
            continue;
        }
        let reads = memberships.get(&laptop.who.staff).unwrap_or(&nothing);
        let expected = oracle.held_by(laptop.who.role, reads);
        holds_its_part(laptop, &expected, &kept, &schedule.service).map_err(|error| format!("{name}: {error}"))?;
        reads_alike(laptop, &oracle, &expected).map_err(|error| format!("{name}: {error}"))?;
        is_whole(laptop).map_err(|error| format!("{name}: {error}"))?;
    }
    schedule.counts.count("look at everything");
    Ok(())
}

/// I14: nothing is called received that the service does not have.
pub(crate) fn status_is_true(schedule: &Schedule<'_>, place: usize) -> Outcome<()> {
    // A service that forgot what it had acknowledged: until its laptops have asked, nobody can know.
    if schedule.was_restored {
        return Ok(());
    }
    let received = schedule.laptops[place].vault()?.all_batches()?;
    let kept = schedule.service.accepted()?;
    match received.iter().find(|batch| batch.state == "received" && !kept.contains(&batch.id)) {
        Some(batch) => {
            Err(format!("I14: batch {} is shown as received, and the service does not have it", batch.id).into())
        }
        None => Ok(()),
    }
}

/// I1, I5, I12: what was shown as saved is on its laptop or at the service, and on its way or set aside with a reason.
fn signed_is_somewhere(schedule: &Schedule<'_>, place: usize, kept: &Kept) -> Outcome<()> {
    let laptop = &schedule.laptops[place];
    let batches: BTreeMap<_, _> = laptop.vault()?.all_batches()?.into_iter().map(|batch| (batch.id, batch)).collect();
    let here: BTreeSet<ChangeId> = laptop.vault()?.all_changes()?.iter().map(|change| change.id).collect();
    for signed in schedule.signed.iter().filter(|signed| signed.laptop == place) {
        let is_kept = signed.changes.iter().all(|change| kept.all.contains(change));
        let is_here = signed.changes.iter().all(|change| here.contains(change));
        if signed.is_lost && !is_kept {
            continue;
        }
        let Some(batch) = batches.get(&signed.batch) else {
            if is_kept && signed.is_lost {
                continue;
            }
            return Err(format!("I1: batch {} was saved and is gone", signed.batch).into());
        };
        match batch.state.as_str() {
            "received" if is_kept => {}
            // What left this laptop after it was received nobody can send again to a service that lost it since.
            "received" if schedule.was_restored && (!is_here || laptop.is_revoked) => {}
            "received" => return Err(format!("I1: batch {} is received and not at the service", signed.batch).into()),
            _ if !is_here => return Err(format!("I1: batch {} is {} and not here", signed.batch, batch.state).into()),
            "quarantined" => is_rightly_set_aside(schedule, signed, batch.reason.as_deref())?,
            _ if laptop.is_revoked => {}
            "waiting" if schedule.was_restored => {}
            state => return Err(format!("I12: batch {} ({}) is still {state}", signed.batch, signed.kinds).into()),
        }
    }
    Ok(())
}

fn is_rightly_set_aside(schedule: &Schedule<'_>, signed: &Signed, reason: Option<&str>) -> Outcome<()> {
    match reason {
        None => Err(format!("I12: batch {} is set aside without a reason", signed.batch).into()),
        // What it builds on is judged by itself.
        Some(r#""parent_set_aside""#) => Ok(()),
        // Its author could know, or wrote on top of what was lost.
        Some(_) if signed.may_be_set_aside || schedule.was_restored || schedule.digests_may_differ => Ok(()),
        Some(reason) => Err(format!("I12: batch {} ({}) is set aside: {reason}", signed.batch, signed.kinds).into()),
    }
}

/// I3: what somebody meant to do once was done once.
fn intentions(schedule: &Schedule<'_>, kept: &Kept) -> Outcome<()> {
    let mut done: BTreeMap<usize, BTreeSet<EntryId>> = BTreeMap::new();
    for signed in &schedule.signed {
        let Some(intention) = signed.intention else { continue };
        let entries = signed.changes.iter().filter_map(|change| Some(kept.in_force.get(change)?.header.entry));
        done.entry(intention).or_default().extend(entries);
    }
    match done.values().find(|entries| entries.len() > 1) {
        Some(entries) => Err(format!("I3: one referral became {}", entries.len()).into()),
        None => Ok(()),
    }
}

/// I2: the ledger has every subject where the record says that it is.
fn every_grant_is_there(oracle: &Oracle<'_>, kept: &Kept) -> Outcome<()> {
    for (subject, granted) in &kept.granted {
        let expected: BTreeSet<Scope> = oracle.grants(*subject).into_keys().collect();
        if expected != *granted {
            return Err(format!("I2: {subject} is in {granted:?} and should be in {expected:?}").into());
        }
    }
    Ok(())
}

/// I2, I7, I11: a laptop holds what its practitioner may hold, all of it and nothing else.
fn holds_its_part(laptop: &Laptop<'_>, expected: &BTreeSet<ChangeId>, kept: &Kept, service: &Service) -> Outcome<()> {
    let here = laptop.vault()?.all_changes()?;
    let held: BTreeSet<ChangeId> = here.iter().filter(|change| change.is_held).map(|change| change.id).collect();
    let kind = |id: &ChangeId| kept.in_force.get(id).map(|change| change.header.kind.name().to_owned());
    if let Some(missing) = expected.difference(&held).next() {
        let more = expected.difference(&held).count();
        let holders = service.holders(*missing)?;
        return Err(format!(
            "I2: {more} changes are not here, one of kind {:?}: {missing}, of {holders:?}",
            kind(missing)
        )
        .into());
    }
    if let Some(leaked) = held.difference(expected).next() {
        let more = held.difference(expected).count();
        return Err(
            format!("I7: {more} changes are here that should not be, one of {:?}: {leaked}", kind(leaked)).into()
        );
    }
    let batches = laptop.vault()?.all_batches()?;
    let all_answered = batches.iter().all(|batch| batch.state == "received");
    match here.iter().find(|change| !change.is_held) {
        Some(left) if all_answered => Err(format!("I7: nobody holds {} and it is still here", left.id).into()),
        _ => Ok(()),
    }
}

/// I2, I5, I6: every entry reads as all that is in force of it says, both sides of a conflict included.
fn reads_alike(laptop: &Laptop<'_>, oracle: &Oracle<'_>, expected: &BTreeSet<ChangeId>) -> Outcome<()> {
    let vault = laptop.vault()?;
    let waits = vault.all_batches()?.iter().any(|batch| batch.state == "waiting");
    for (entry, changes) in oracle.entries().filter(|_| !waits) {
        let is_held = changes.iter().all(|change| expected.contains(&change.id()));
        let (true, Some(stored)) = (is_held, vault.entry(entry)?) else { continue };
        let Some(truth) = oracle.folded(entry) else { continue };
        let here = vault.folded(entry)?;
        if here.heads != truth.heads || here.state != truth.state {
            return Err(format!("I2: entry {entry} is another than at the service").into());
        }
        if !says(stored.state, stored.body(), &truth.state) {
            return Err(format!("I5: entry {entry} is shown as {:?}, and is not", stored.state).into());
        }
    }
    Ok(())
}

fn says(shown: EntryState, body: &str, truth: &State) -> bool {
    let reads = |said: &serde_json::Map<String, Value>| {
        serde_json::from_str::<serde_json::Map<String, Value>>(body).is_ok_and(|body| body == *said)
    };
    match truth {
        State::Settled(said) => shown == EntryState::Settled && reads(said),
        State::Disputed { .. } => shown == EntryState::Disputed,
        State::Concurrent(_) => shown == EntryState::Concurrent,
        State::InError(_) => shown == EntryState::InError,
        State::Disposed => shown == EntryState::Disposed,
    }
}

/// I10, I13, I15: chains verify, nothing stands in clear, nothing grows without end, and nothing waits.
fn is_whole(laptop: &Laptop<'_>) -> Outcome<()> {
    if !laptop.vault()?.verify()?.is_whole() {
        return Err("I10: a chain does not verify".into());
    }
    if laptop.shows(MARKER.as_bytes())? {
        return Err("I13: words of a record stand in a file in clear".into());
    }
    let largest = laptop.largest_file()?;
    if largest > LARGEST_FILE {
        return Err(format!("I15: a file of the vault has {largest} bytes").into());
    }
    Ok(())
}

/// The same, signed a second time by somebody who thinks that it was not: new entries.
pub(crate) fn signed_anew(changes: &[Change], dice: &mut Dice, at: DateTime<FixedOffset>) -> Outcome<Vec<Change>> {
    let mut again = Vec::with_capacity(changes.len());
    for change in changes {
        let body: Value = serde_json::from_str(change.body())?;
        let entry = EntryId::mint(at, dice.bytes());
        again.push(Change::write(Header { entry, ..change.header.clone() }, &body)?);
    }
    Ok(again)
}
