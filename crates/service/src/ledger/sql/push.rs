//! Storing batches, in one transaction: each is judged, kept whatever becomes of it, and entered into the logs if accepted.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use doorstep_domain::audience::{Agreed, EntryFacts, Limits, Scope, may_hold};
use doorstep_domain::change::{Change, Seen};
use doorstep_domain::id::{AudienceId, BatchId, ChangeId, EntryId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_sync::accept::{self, Author, KnownChange, judge_changes};
use doorstep_sync::planted::{Planted, is_planted};
use doorstep_sync::wire::{Outcome, Refused};

use super::chain::{Chain, place_of};
use super::keep::{BatchKey, Kept, State};
use super::known::{Asked, Known, json};
use super::logs::Growing;
use super::{members, place, restore, said, settle, waiting};
use crate::ledger::db::{Call, Db, name_of, values};
use crate::ledger::{Arrived, Error, Flag, Pushed};

/// A push under way.
pub(super) struct Push<'d> {
    pub(super) db: &'d dyn Db,
    pub(super) author: &'d Author,
    pub(super) at: DateTime<Utc>,
    pub(super) known: Known<'d>,
    pub(super) kept: Kept,
    chain: Chain,
    growing: Growing,
    /// What decides who holds them, of entries that are new or are held otherwise now.
    entries: BTreeMap<EntryId, EntryFacts>,
    /// Subjects that are new, and the scopes that they join.
    registered: Vec<(Subject, Vec<Scope>)>,
    /// Who belongs together by an entry that is new.
    links: BTreeMap<EntryId, (Subject, Subject)>,
    /// Whose place in the audiences is to be worked out again, once this is stored.
    unsettled: BTreeSet<Subject>,
    /// Of whom something was said that decides who holds them: what it means for their family is worked out as well.
    decided: BTreeSet<Subject>,
    /// How far the author of the batch being judged had read.
    seen: Vec<Seen>,
    /// Batches that waited and now do not.
    pub(super) released: HashMap<BatchId, Outcome>,
    /// Whether any batch of the organisation waits: most often none does, and nobody need look.
    pub(super) any_waits: bool,
}

pub(super) fn push(db: &dyn Db, author: &Author, batches: &[Arrived], at: DateTime<Utc>) -> Result<Pushed, Error> {
    let organisation = author.organisation;
    let known = Known::new(db, organisation, at);
    let changes: Vec<&Change> = batches.iter().filter_map(|batch| batch.read.as_ref().ok()).flatten().collect();
    let asked = Asked::by(&changes, &known);
    let mut questions: Vec<Call> = Chain::questions(author, batches).into();
    questions.extend(asked.questions(organisation));
    questions.extend([members::reading(organisation, author.staff, at), waiting::any(organisation)]);
    let mut answers = db.answers(questions)?;
    let chain = Chain::read(&mut answers)?;
    known.read(&mut answers, asked)?;
    known.read_scopes(&mut answers, author.staff)?;
    let mut push = Push {
        db,
        author,
        at,
        known,
        kept: Kept::of(organisation),
        chain,
        growing: Growing::default(),
        entries: BTreeMap::new(),
        registered: Vec::new(),
        links: BTreeMap::new(),
        unsettled: BTreeSet::new(),
        decided: BTreeSet::new(),
        seen: Vec::new(),
        released: HashMap::new(),
        any_waits: !answers.next()?.is_empty(),
    };
    let outcomes = batches.iter().map(|batch| push.settle(batch)).collect::<Result<Vec<_>, _>>()?;
    let settled = |(batch, outcome): (&Arrived, Outcome)| match outcome {
        Outcome::Waiting => push.released.get(&batch.id).cloned().unwrap_or(outcome),
        outcome => outcome,
    };
    let outcomes: Vec<Outcome> = batches.iter().zip(outcomes).map(settled).collect();
    // What was here before may not have been settled: the request that brought it may have ended before it was.
    let may_be_left = outcomes.contains(&Outcome::AlreadyHad);
    let is_settled = push.write()? && !may_be_left;
    Ok(Pushed { outcomes, is_settled })
}

impl Push<'_> {
    /// One batch, from its place in the chain to its last consequence.
    fn settle(&mut self, batch: &Arrived) -> Result<Outcome, Error> {
        let counts_again = is_planted(Planted::NoDeduplication);
        if let Some(had) = self.chain.had(batch).filter(|_| !counts_again) {
            return Ok(had);
        }
        self.seen.clone_from(&batch.signed.batch.seen);
        let outcome = match &batch.read {
            Err(refused) => refused.clone(),
            Ok(_) if self.chain.is_taken(batch) && !counts_again => {
                Outcome::Quarantined { change: None, reason: Refused::Forked }
            }
            Ok(changes) => judge_changes(&self.as_they_knew(self.author, changes)?, changes, self)?,
        };
        self.kept.add_batch(batch, &outcome, self.at)?;
        if !is_forged(&outcome) {
            self.note_place(batch)?;
            self.chain.add(batch, &outcome);
        }
        let key = BatchKey::of(batch);
        match (&outcome, &batch.read) {
            (Outcome::Accepted | Outcome::AlreadyHad, Ok(changes)) => self.enter(&key, changes)?,
            (Outcome::Waiting, Ok(changes)) => self.set_waiting(batch, changes)?,
            (_, Ok(changes)) => {
                self.kept.add_changes(&key, changes, State::Quarantined, self.at);
                self.set_aside(&batch.signed.batch.ids)?;
            }
            (_, Err(_)) => {
                self.kept.add_unread(batch, self.at);
                self.set_aside(&batch.signed.batch.ids)?;
            }
        }
        Ok(outcome)
    }

    /// What waits for something that was set aside would wait for ever.
    fn set_aside(&mut self, ids: &[ChangeId]) -> Result<(), Error> {
        self.known.add_set_aside(ids);
        if self.any_waits { self.release(ids.to_vec()) } else { Ok(()) }
    }

    /// The author in the role that they wrote in, where it was theirs and they could not know that it is no longer.
    pub(super) fn as_they_knew(&self, author: &Author, changes: &[Change]) -> Result<Author, Error> {
        let other = changes.iter().map(|change| change.header.role).find(|role| *role != author.role);
        let Some(role) = other else { return Ok(author.clone()) };
        let had = self.had_role(author.staff, role)? && !self.known.has_read_of_role(author.staff, role, &self.seen)?;
        Ok(if had { Author { role, ..author.clone() } } else { author.clone() })
    }

    fn had_role(&self, staff: StaffId, role: Role) -> Result<bool, Error> {
        let versions = said::versions_of_staff(self.db, self.author.organisation, staff)?;
        Ok(versions.iter().any(|version| said::role_in(version) == Some(role)))
    }

    pub(super) fn set_seen(&mut self, seen: Vec<Seen>) {
        self.seen = seen;
    }

    /// Puts changes in force, and then judges what waited for them.
    fn enter(&mut self, key: &BatchKey, changes: &[Change]) -> Result<(), Error> {
        let entered = self.put_in_force(key, changes)?;
        if self.any_waits { self.release(entered) } else { Ok(()) }
    }

    /// Puts changes in force and notes in which logs they belong. Returns those that were not in force before.
    pub(super) fn put_in_force(&mut self, key: &BatchKey, changes: &[Change]) -> Result<Vec<ChangeId>, Error> {
        let mut entered = Vec::with_capacity(changes.len());
        for (place, change) in changes.iter().enumerate() {
            if self.known.change(change.id())?.is_some() && !is_planted(Planted::NoDeduplication) {
                continue;
            }
            self.kept.add_change(key, change, (place, State::InForce), self.at);
            self.known.add_change(change);
            self.add_to_logs(change)?;
            entered.push(change.id());
        }
        Ok(entered)
    }

    fn add_to_logs(&mut self, change: &Change) -> Result<(), Error> {
        let header = &change.header;
        let (before, after) = self.facts(change)?;
        if before.as_ref() != Some(&after) {
            self.known.set_entry(header.entry, after.clone());
            self.entries.insert(header.entry, after.clone());
        }
        if before.as_ref().is_some_and(|before| *before != after) {
            self.unsettled.insert(header.subject);
        }
        for (scope, agreed) in self.join(header.subject, header.author)? {
            for audience in self.known.audiences(scope)? {
                let is_held = |facts: &EntryFacts| may_hold(scope, audience.reader, facts, &agreed);
                let held_before = before.as_ref().is_some_and(is_held);
                match (before.is_none(), held_before, is_held(&after)) {
                    (true, _, true) => self.growing.add_change(audience.id, change.id(), header.entry, true),
                    (false, true, true) if self.holds(audience.id, header.entry)? => {
                        self.growing.add_change(audience.id, change.id(), header.entry, false);
                    }
                    (false, true, false) if self.holds(audience.id, header.entry)? => {
                        self.withdraw(audience.id, change)?;
                    }
                    // What comes to be held is settled whole, after this.
                    _ => {}
                }
            }
        }
        // What ended by itself is withdrawn a little later. Meanwhile nothing more of it goes there.
        for scope in self.known.ended(header.subject) {
            for audience in self.known.audiences(scope)? {
                if before.is_some() && self.holds(audience.id, header.entry)? {
                    self.withdraw(audience.id, change)?;
                }
            }
        }
        self.note_what_follows(change, before.is_none())
    }

    /// With this change its entry is nothing for these readers: at once, not when it is settled.
    fn withdraw(&mut self, audience: AudienceId, change: &Change) -> Result<(), Error> {
        self.kept.write(self.db)?;
        let mut entries = place::ids_of(self.db, self.author.organisation, &[change.header.entry])?;
        entries.iter_mut().for_each(|(_, changes)| changes.retain(|id| *id != change.id()));
        self.growing.withdraw(audience, change.header.subject, &entries, false);
        Ok(())
    }

    fn holds(&self, audience: AudienceId, entry: EntryId) -> Result<bool, Error> {
        let organisation = self.author.organisation;
        Ok(self.growing.holds(audience, entry)
            || (!self.growing.drops(audience, entry) && place::is_held(self.db, organisation, audience, entry)?))
    }

    /// What decides who holds the change's entry: before it, and with it.
    fn facts(&mut self, change: &Change) -> Result<(Option<EntryFacts>, EntryFacts), Error> {
        let header = &change.header;
        let before = self.known.entry(header.entry)?;
        let least = header.sensitivity.max(header.kind.sensitivity());
        let sensitivity = before.as_ref().map_or(least, |before| before.sensitivity.max(least));
        let limits = match (&before, said::has_limits(&header.kind)) {
            (_, false) => Limits::default(),
            (None, true) => {
                let body: Option<serde_json::Value> = serde_json::from_str(change.body()).ok();
                said::limits(self.db, self.author.organisation, &header.kind, &body.into_iter().collect::<Vec<_>>())?
            }
            (Some(_), true) => {
                self.kept.write(self.db)?;
                let heads = said::heads(self.db, self.author.organisation, header.entry)?;
                said::limits(self.db, self.author.organisation, &header.kind, &heads)?
            }
        };
        let after = EntryFacts { kind: header.kind.clone(), subject: header.subject, sensitivity, limits };
        Ok((before, after))
    }

    /// The scopes that a subject is in; a new one joins those that it begins in.
    fn join(&mut self, subject: Subject, author: StaffId) -> Result<Vec<(Scope, Agreed)>, Error> {
        let grants = self.known.grants(subject)?;
        if !grants.is_empty() {
            return Ok(grants);
        }
        let scopes = match subject {
            Subject::Staff(staff) => vec![Scope::Organisation, Scope::Own(staff)],
            Subject::Centre(_) => vec![Scope::Organisation],
            Subject::Person(_) | Subject::Household(_) => self.known.home(author)?.into_iter().collect(),
        };
        if !scopes.is_empty() {
            self.registered.push((subject, scopes.clone()));
        }
        let grants: Vec<_> = scopes.into_iter().map(|scope| (scope, Agreed::default())).collect();
        self.known.set_grants(subject, grants.clone());
        Ok(grants)
    }

    /// What a change of this kind may mean for who holds what: worked out after this, each in a transaction of its own.
    fn note_what_follows(&mut self, change: &Change, is_first: bool) -> Result<(), Error> {
        let header = &change.header;
        let Some(kind) = header.kind.known() else { return Ok(()) };
        if said::decides(kind) {
            self.unsettled.insert(header.subject);
            self.decided.insert(header.subject);
        }
        if !said::is_link(kind) {
            return Ok(());
        }
        if !is_first {
            self.kept.write(self.db)?;
            self.links.remove(&header.entry);
            self.unsettled.extend(said::link_again(self.db, self.author.organisation, header.entry, kind)?);
            return Ok(());
        }
        let body = serde_json::from_str(change.body()).ok().filter(|_| !header.in_error);
        let Some(other) = body.and_then(|body| said::other_end(kind, &body)) else { return Ok(()) };
        self.links.insert(header.entry, (header.subject, other));
        // Two that were registered together are in the same scopes already.
        if !self.are_together(header.subject, other)? {
            self.unsettled.extend([header.subject, other]);
        }
        Ok(())
    }

    fn are_together(&self, one: Subject, other: Subject) -> Result<bool, Error> {
        let (one, other) = (self.known.grants(one)?, self.known.grants(other)?);
        let is_plain = |(scope, _): &(Scope, Agreed)| matches!(scope, Scope::Caseload(_) | Scope::Team(_));
        Ok(!one.is_empty() && one == other && one.iter().all(is_plain))
    }

    /// Everything that was gathered, and the positions last of all. Whether nobody's place is to be worked out again.
    fn write(mut self) -> Result<bool, Error> {
        let organisation = self.author.organisation;
        self.kept.write(self.db)?;
        place::register(self.db, organisation, &self.registered)?;
        let entry = |(id, facts): (&EntryId, &EntryFacts)| -> Result<Vec<_>, Error> {
            let sensitivity = name_of(&facts.sensitivity)?;
            let limits = json(&facts.limits)?;
            Ok(values![organisation, *id, facts.subject, facts.kind.name(), sensitivity, limits].to_vec())
        };
        let entries = self.entries.iter().map(entry).collect::<Result<Vec<_>, _>>()?;
        if !entries.is_empty() {
            self.db.run_each(
                "INSERT INTO entry (organisation, id, subject, kind, sensitivity, limits) VALUES ($1, $2, $3, $4, $5, $6)
                 ON CONFLICT (organisation, id) DO UPDATE SET sensitivity = excluded.sensitivity, limits = excluded.limits",
                entries,
            )?;
        }
        said::keep_links(self.db, organisation, &self.links)?;
        for subject in &self.decided {
            self.unsettled.extend(settle::family_of(self.db, organisation, *subject, self.at)?);
        }
        settle::mark_unsettled(self.db, organisation, &self.unsettled, self.at)?;
        self.note_device()?;
        self.growing.write(self.db, organisation)?;
        Ok(self.unsettled.is_empty())
    }

    /// Flags a hole before this batch and a fork at it, and moves the device's newest batch on. Neither refuses anything.
    fn note_place(&mut self, batch: &Arrived) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let before = self.chain.before(batch);
        if own.number > 1 && before.is_none() {
            self.flag(batch, Flag::Gap)?;
        }
        if self.chain.is_taken(batch) || (before.is_some() && before != own.previous) {
            self.flag(batch, Flag::Fork)?;
        }
        if place_of(batch) > self.chain.newest.0 {
            self.chain.newest = (place_of(batch), Some(batch.id));
        } else {
            self.close_gap_after(batch)?;
        }
        Ok(())
    }

    fn flag(&self, batch: &Arrived, flag: Flag) -> Result<(), Error> {
        let own = &batch.signed.batch;
        tracing::warn!(device = %own.device, number = own.number, ?flag, "a break in a device's chain");
        let (organisation, device) = (self.author.organisation, self.author.device);
        let row = values![organisation, device, own.incarnation, own.number, name_of(&flag)?, self.at];
        self.db.later(Call::Once(
            "INSERT INTO device_flag (organisation, device, incarnation, number, flag, flagged_at)
             VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
            row.to_vec(),
        ))
    }

    /// What was missing before the next batch has come after all.
    fn close_gap_after(&self, batch: &Arrived) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let next = own.number.saturating_add(1);
        self.db.later(Call::Once(
            "DELETE FROM device_flag
             WHERE organisation = $1 AND device = $2 AND incarnation = $3 AND number = $4 AND flag = 'gap'",
            values![self.author.organisation, self.author.device, own.incarnation, next].to_vec(),
        ))
    }

    fn note_device(&self) -> Result<(), Error> {
        let ((incarnation, number), batch) = self.chain.newest;
        let row = values![self.at, incarnation, number, batch, self.author.organisation, self.author.device];
        self.db.later(Call::Once(
            "UPDATE device SET last_seen_at = $1, incarnation = $2, number = $3, batch = $4
             WHERE organisation = $5 AND id = $6",
            row.to_vec(),
        ))
    }
}

impl accept::Known for Push<'_> {
    type Error = Error;

    fn change(&self, id: ChangeId) -> Result<Option<KnownChange>, Error> {
        self.known.change(id)
    }

    fn is_set_aside(&self, id: ChangeId) -> Result<bool, Error> {
        self.known.is_set_aside(id)
    }

    fn written(&self, id: ChangeId) -> Result<Option<Change>, Error> {
        self.known.written(id)
    }

    fn entry(&self, id: EntryId) -> Result<Option<(String, Subject)>, Error> {
        Ok(self.known.entry(id)?.map(|facts| (facts.kind.name().to_owned(), facts.subject)))
    }

    fn may_write(&self, staff: StaffId, subject: Subject) -> Result<bool, Error> {
        // What only the service decides, it decides about everybody.
        let is_service = self.author.role == Role::Service && staff == self.author.staff;
        if is_service || matches!(subject, Subject::Staff(_) | Subject::Centre(_)) {
            return Ok(true);
        }
        let grants = self.known.grants(subject)?;
        if grants.is_empty() && !self.known.is_registered(subject) {
            return Ok(self.known.home(staff)?.is_some());
        }
        let scopes = self.known.scopes(staff)?;
        Ok(grants.iter().any(|(scope, _)| scopes.contains(scope))
            || self.known.could_not_know(staff, subject, &self.seen)?
            // By what the service has forgotten, they may hold it.
            || restore::is_restoring(self.db, self.author.organisation)?)
    }
}

/// A batch that its device did not sign says nothing about the device's chain: its number is still free.
pub(super) fn is_forged(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Quarantined { reason: Refused::Signature, .. })
}
