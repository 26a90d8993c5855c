//! Signing: a batch, its projections, its place in the outbox and its audit row, in one durable transaction.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Batch, Change, Seen};
use doorstep_domain::id::{ActId, AudienceId, BatchId, DraftId};
use doorstep_sync::planted::{Planted, is_planted};
use doorstep_sync::signature::sign_batch;
use doorstep_sync::wire::Refused;
use rusqlite::{Connection, OptionalExtension, Transaction, params};

use crate::append::Appending;
use crate::audit::{self, Act, Noted};
use crate::device::{DeviceKey, Enrolment};
use crate::error::Error;
use crate::mark::Mark;
use crate::{draft, find};

/// Something to be signed in one act.
pub struct ToSign {
    /// The changes, all or none.
    pub changes: Vec<Change>,
    /// The act that this is part of, such as an import.
    pub act: Option<ActId>,
    /// The draft that it was, which is gone once it is signed.
    pub draft: Option<DraftId>,
    /// When.
    pub at: DateTime<FixedOffset>,
}

/// Signed, and on the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignedBatchRow {
    /// The batch.
    pub id: BatchId,
    /// Its number on this device.
    pub number: u64,
}

/// Where the device's chain of batches stands.
pub(crate) fn chain_head(connection: &Connection) -> Result<Mark, Error> {
    let sql = "SELECT incarnation, number, id FROM batch ORDER BY incarnation DESC, number DESC LIMIT 1";
    let last = connection
        .prepare_cached(sql)?
        .query_row([], |row| Ok(Mark { incarnation: row.get(0)?, number: row.get(1)?, hash: row.get(2)? }))
        .optional()?;
    Ok(last.unwrap_or(Mark { incarnation: 0, number: 0, hash: [0; 32] }))
}

/// Who signs, and in which life of the vault.
pub(crate) struct Signer<'a> {
    pub(crate) enrolment: &'a Enrolment,
    pub(crate) key: &'a DeviceKey,
    /// Raised when the vault was found behind its high-water mark.
    pub(crate) incarnation: u64,
}

impl Signer<'_> {
    /// Signs everything in one transaction that the caller commits.
    pub(crate) fn sign(
        &self,
        transaction: &Transaction<'_>,
        acts: &[ToSign],
    ) -> Result<(Mark, Vec<SignedBatchRow>), Error> {
        let mut appending = Appending::begin(transaction)?;
        let incarnation = after_a_fork(transaction)?.map_or(self.incarnation, |next| next.max(self.incarnation));
        let mut head = chain_head(transaction)?;
        let seen = seen(transaction)?;
        let mut signed = Vec::with_capacity(acts.len());
        for to_sign in acts {
            let (next, row) = self.write_batch(transaction, (incarnation, &head), seen.clone(), to_sign)?;
            appending.arrives_on(to_sign.at.date_naive())?;
            for change in &to_sign.changes {
                appending.add(change, Some(row))?;
            }
            if let Some(draft) = to_sign.draft.filter(|_| !is_planted(Planted::DoubledReferral)) {
                draft::discard(transaction, draft)?;
            }
            head = next;
            note_signed(transaction, to_sign, head.number)?;
            signed.push(SignedBatchRow { id: BatchId::from_bytes(head.hash), number: head.number });
        }
        find::make_findable(transaction, appending.touched)?;
        Ok((head, signed))
    }

    fn write_batch(
        &self,
        transaction: &Transaction<'_>,
        (incarnation, head): (u64, &Mark),
        seen: Vec<Seen>,
        to_sign: &ToSign,
    ) -> Result<(Mark, i64), Error> {
        // Another incarnation counts from 1 again; the chain goes on from the last batch that is still there.
        let number = if head.incarnation == incarnation { head.number + 1 } else { 1 };
        let batch = Batch {
            organisation: self.enrolment.organisation,
            device: self.enrolment.device,
            incarnation: u32::try_from(incarnation).unwrap_or(u32::MAX),
            number,
            previous: (head.number > 0).then(|| BatchId::from_bytes(head.hash)),
            act: to_sign.act,
            seen,
            ids: to_sign.changes.iter().map(Change::id).collect(),
        };
        let bytes = batch.bytes()?;
        let id = BatchId::of(bytes.as_bytes());
        let signature = sign_batch(self.key.pair(), &batch)?;
        let mut statement = transaction.prepare_cached(
            "INSERT INTO batch (incarnation, number, id, bytes, signature, act, signed_at, changes, state)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 'unsent')",
        )?;
        statement.execute(params![
            batch.incarnation,
            number,
            id.bytes(),
            bytes,
            signature.0,
            to_sign.act.as_ref().map(ActId::bytes),
            to_sign.at.to_rfc3339(),
            batch.ids.len(),
        ])?;
        Ok((Mark { incarnation, number, hash: *id.bytes() }, transaction.last_insert_rowid()))
    }
}

/// The incarnation after the last in which the service had another batch of a number of this vault's: the whole folder was
/// put back to an older copy, mark included, and its next numbers may be taken as well.
fn after_a_fork(connection: &Connection) -> Result<Option<u64>, Error> {
    let mut statement = connection
        .prepare_cached("SELECT max(incarnation) + 1 FROM batch WHERE state = 'quarantined' AND reason = ?1")?;
    let forked = serde_json::to_string(&Refused::Forked)?;
    Ok(statement.query_row([forked], |row| row.get(0))?)
}

fn note_signed(transaction: &Transaction<'_>, to_sign: &ToSign, number: u64) -> Result<(), Error> {
    let subject = to_sign.changes.first().map(|change| *change.header.subject.bytes());
    audit::note(transaction, &Noted { at: to_sign.at, act: Act::Signed, subject, detail: number.to_string() })
}

/// How far each audience has been read: what the author could know.
fn seen(connection: &Connection) -> Result<Vec<Seen>, Error> {
    let mut statement = connection.prepare_cached("SELECT audience, epoch, position FROM cursor ORDER BY audience")?;
    let rows =
        statement.query_map([], |row| Ok(Seen(AudienceId::from_bytes(row.get(0)?), row.get(1)?, row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
