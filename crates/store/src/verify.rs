//! Proving that nothing was lost or changed: every change hashed again, both chains walked, what is unsent listed.

use std::collections::BTreeSet;

use doorstep_domain::change::Batch;
use doorstep_domain::id::{BatchId, ChangeId};
use doorstep_sync::key::{Bytes, PublicKey};
use doorstep_sync::signature::batch_is_signed;
use rusqlite::Connection;

use crate::error::Error;
use crate::held::sum_of;
use crate::outbox::{self, OutboxItem};
use crate::{append, audit};

/// What a verification found.
#[derive(Debug, Clone)]
pub struct Verified {
    /// Changes hashed.
    pub changes: u64,
    /// Changes that do not hash to their id, or cannot be read.
    pub damaged: Vec<ChangeId>,
    /// Batches of this laptop checked.
    pub batches: u64,
    /// Batches whose signature, contents or place in the chain is wrong, by number.
    pub broken_batches: Vec<u64>,
    /// The first break in the audit chain.
    pub audit_broken_at: Option<i64>,
    /// Audiences whose recomputed digest is not the one kept.
    pub wrong_digests: u32,
    /// What has not reached the service.
    pub unsent: Vec<OutboxItem>,
}

impl Verified {
    /// Whether something that the service may have is damaged here, or is not what the digests say.
    pub(crate) fn differs(&self) -> bool {
        !self.damaged.is_empty() || self.wrong_digests > 0
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.damaged.is_empty()
            && self.broken_batches.is_empty()
            && self.audit_broken_at.is_none()
            && self.wrong_digests == 0
    }
}

pub(crate) fn verify(connection: &Connection, key: &PublicKey) -> Result<Verified, Error> {
    let (changes, damaged) = hash_changes(connection)?;
    let (batches, broken_batches) = walk_batches(connection, key)?;
    Ok(Verified {
        changes,
        damaged,
        batches,
        broken_batches,
        audit_broken_at: audit::broken_at(connection)?,
        wrong_digests: wrong_digests(connection)?,
        unsent: outbox::items(connection, u32::MAX)?,
    })
}

fn hash_changes(connection: &Connection) -> Result<(u64, Vec<ChangeId>), Error> {
    let mut statement = connection.prepare("SELECT id, bytes FROM change ORDER BY number")?;
    let mut rows = statement.query([])?;
    let (mut count, mut damaged) = (0, Vec::new());
    while let Some(row) = rows.next()? {
        let id: [u8; 32] = row.get(0)?;
        count += 1;
        // A record of a damaged page may not even be text any more: damaged, not a failure of the walk.
        let whole = row.get::<_, String>(1).ok().is_some_and(|bytes| append::read_change(id, bytes).is_ok());
        if !whole {
            damaged.push(ChangeId::from_bytes(id));
        }
    }
    Ok((count, damaged))
}

fn walk_batches(connection: &Connection, key: &PublicKey) -> Result<(u64, Vec<u64>), Error> {
    let mut statement =
        connection.prepare("SELECT number, id, bytes, signature, row FROM batch ORDER BY incarnation, number")?;
    let mut rows = statement.query([])?;
    let (mut count, mut broken) = (0, Vec::new());
    let mut previous: Option<BatchId> = None;
    while let Some(row) = rows.next()? {
        let number: u64 = row.get(0)?;
        let id = BatchId::from_bytes(row.get(1)?);
        let bytes: String = row.get(2)?;
        count += 1;
        let batch: Option<Batch> = serde_json::from_str(&bytes).ok();
        let holds = match batch {
            Some(batch) => {
                BatchId::of(bytes.as_bytes()) == id
                    && batch.previous == previous
                    && batch_is_signed(key, &batch, &Bytes(row.get(3)?))?
                    && ids_of(connection, row.get(4)?)? == batch.ids.into_iter().collect()
            }
            None => false,
        };
        if !holds {
            broken.push(number);
        }
        previous = Some(id);
    }
    Ok((count, broken))
}

/// What a batch signed: what is here of it, and what the service has and left this laptop.
fn ids_of(connection: &Connection, batch: i64) -> Result<BTreeSet<ChangeId>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT id FROM change WHERE batch = ?1 UNION ALL SELECT id FROM gone WHERE batch = ?1")?;
    let rows = statement.query_map([batch], |row| row.get(0).map(ChangeId::from_bytes))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The digests are kept as changes arrive; here they are made again from what is held.
fn wrong_digests(connection: &Connection) -> Result<u32, Error> {
    let mut audiences = connection.prepare("SELECT row, sum FROM cursor")?;
    let rows = audiences.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, [u8; 16]>(1)?)))?;
    let mut wrong = 0;
    for row in rows {
        let (audience, kept) = row?;
        wrong += u32::from(sum_of(connection, audience)?.bytes() != kept);
    }
    Ok(wrong)
}
