//! Rows of batches and changes. Every batch is kept whole, whatever became of it.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use doorstep_domain::change::{Change, Header};
use doorstep_domain::id::{BatchId, ChangeId, DeviceId, OrganisationId};
use doorstep_sync::wire::Outcome;

use crate::ledger::db::{Db, Value, name_of, values};
use crate::ledger::{Arrived, Error};

/// Which batch a change came in.
pub(super) struct BatchKey {
    pub(super) device: DeviceId,
    pub(super) incarnation: u32,
    pub(super) number: u64,
}

impl BatchKey {
    pub(super) fn of(batch: &Arrived) -> Self {
        let batch = &batch.signed.batch;
        Self { device: batch.device, incarnation: batch.incarnation, number: batch.number }
    }
}

/// What a change is to the fold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    InForce,
    Waiting,
    Quarantined,
}

impl State {
    fn name(self) -> &'static str {
        match self {
            Self::InForce => "in_force",
            Self::Waiting => "waiting",
            Self::Quarantined => "quarantined",
        }
    }
}

/// A change that is here already stays as it is.
const KEEP: &str = "INSERT INTO change (organisation, id, entry, kind, subject, sensitivity, state,
         device, incarnation, number, place, arrived_at, bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT DO NOTHING";

/// A change that waited or was set aside comes into force with the batch that brings it in order.
const PUT_IN_FORCE: &str = "INSERT INTO change (organisation, id, entry, kind, subject, sensitivity, state,
         device, incarnation, number, place, arrived_at, bytes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (organisation, id) DO UPDATE SET entry = excluded.entry, kind = excluded.kind,
         subject = excluded.subject, sensitivity = excluded.sensitivity, state = excluded.state,
         device = excluded.device, incarnation = excluded.incarnation, number = excluded.number,
         place = excluded.place, arrived_at = excluded.arrived_at
     WHERE change.state <> 'in_force'";

/// The conflict is a batch that was kept with a bad signature and now comes with a good one.
const KEEP_BATCH: &str = "INSERT INTO batch (organisation, device, incarnation, number, id, bytes, signature, act,
         received_at, outcome, reason, fault)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (organisation, device, incarnation, number, id) DO UPDATE SET signature = excluded.signature,
         received_at = excluded.received_at, outcome = excluded.outcome, reason = excluded.reason, fault = excluded.fault";

/// What is to be written, together and once: a statement for many rows costs little more than one for one.
pub(super) struct Kept {
    /// Whose batches they are: what a change itself says of its organisation may be why it is set aside.
    organisation: OrganisationId,
    batches: BTreeMap<(u32, u64, BatchId), Vec<Value>>,
    set_aside: Vec<Vec<Value>>,
    in_force: Vec<Vec<Value>>,
}

impl Kept {
    pub(super) fn of(organisation: OrganisationId) -> Self {
        Self { organisation, batches: BTreeMap::new(), set_aside: Vec::new(), in_force: Vec::new() }
    }

    pub(super) fn add_batch(&mut self, batch: &Arrived, outcome: &Outcome, at: DateTime<Utc>) -> Result<(), Error> {
        let own = &batch.signed.batch;
        let (outcome, reason, fault) = columns(outcome)?;
        let row = values![
            self.organisation,
            own.device,
            own.incarnation,
            own.number,
            batch.id,
            batch.bytes.as_bytes(),
            batch.signed.signature.0,
            own.act.map_or(Value::NoBytes, |act| act.bytes().into()),
            at,
            outcome,
            reason,
            fault
        ];
        // One that its device did not sign may come twice in one push.
        self.batches.insert((own.incarnation, own.number, batch.id), row.to_vec());
        Ok(())
    }

    /// The changes of a batch that cannot be read: their bytes are all that is known of them.
    pub(super) fn add_unread(&mut self, batch: &Arrived, at: DateTime<Utc>) {
        let key = BatchKey::of(batch);
        for (place, (bytes, id)) in batch.signed.changes.iter().zip(&batch.signed.batch.ids).enumerate() {
            let row = ChangeRow { id: *id, header: None, bytes, place };
            // Nothing in it can be named wrongly: it has no names.
            self.set_aside.extend(row.values(self.organisation, &key, State::Quarantined, at));
        }
    }

    pub(super) fn add_changes(&mut self, key: &BatchKey, changes: &[Change], state: State, at: DateTime<Utc>) {
        for (place, change) in changes.iter().enumerate() {
            self.add_change(key, change, (place, state), at);
        }
    }

    pub(super) fn add_change(
        &mut self,
        key: &BatchKey,
        change: &Change,
        (place, state): (usize, State),
        at: DateTime<Utc>,
    ) {
        let row = ChangeRow { id: change.id(), header: Some(&change.header), bytes: change.bytes(), place };
        let rows = if state == State::InForce { &mut self.in_force } else { &mut self.set_aside };
        rows.extend(row.values(self.organisation, key, state, at));
    }

    /// Writes what was added. What was set aside first: where the same change came in order too, that counts.
    pub(super) fn write(&mut self, db: &dyn Db) -> Result<(), Error> {
        let batches = std::mem::take(&mut self.batches).into_values().collect();
        let (set_aside, in_force) = (std::mem::take(&mut self.set_aside), std::mem::take(&mut self.in_force));
        for (sql, rows) in [(KEEP_BATCH, batches), (KEEP, set_aside), (PUT_IN_FORCE, in_force)] {
            if !rows.is_empty() {
                db.run_each(sql, rows)?;
            }
        }
        Ok(())
    }
}

struct ChangeRow<'c> {
    id: ChangeId,
    header: Option<&'c Header>,
    bytes: &'c str,
    place: usize,
}

impl ChangeRow<'_> {
    fn values(
        &self,
        organisation: OrganisationId,
        key: &BatchKey,
        state: State,
        at: DateTime<Utc>,
    ) -> Option<Vec<Value>> {
        let sensitivity = self.header.map(|header| name_of(&header.sensitivity)).transpose().ok()?;
        let row = values![
            organisation,
            self.id,
            self.header.map(|header| header.entry),
            self.header.map(|header| header.kind.name().to_owned()),
            self.header.map(|header| header.subject),
            sensitivity,
            state.name(),
            key.device,
            key.incarnation,
            key.number,
            self.place,
            at,
            self.bytes.as_bytes()
        ];
        Some(row.to_vec())
    }
}

/// Outcome, reason and change at fault, as the batch's row has them.
pub(super) fn columns(outcome: &Outcome) -> Result<(&'static str, Option<String>, Option<ChangeId>), Error> {
    Ok(match outcome {
        Outcome::Accepted | Outcome::AlreadyHad => ("accepted", None, None),
        Outcome::Waiting => ("waiting", None, None),
        Outcome::Quarantined { change, reason } => ("quarantined", Some(name_of(reason)?), *change),
    })
}
