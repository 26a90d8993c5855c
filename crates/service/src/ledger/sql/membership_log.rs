//! Every decision about who reads what, and the table of members that is worked out from them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::id::{OrganisationId, StaffId};

use crate::ledger::db::{Db, Row, values};
use crate::ledger::{Decision, Error, MembershipChange};

/// How somebody stands to a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stands {
    pub(super) staff: StaffId,
    pub(super) scope: Scope,
    /// Leaving and coming back gives another.
    pub(super) membership: u32,
    pub(super) is_member: bool,
    pub(super) until: Option<DateTime<Utc>>,
}

/// How somebody stands to a scope; none where they never read it.
pub(super) fn stands(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
    scope: Scope,
) -> Result<Option<Stands>, Error> {
    let sql = "SELECT number, is_member, until FROM membership WHERE organisation = $1 AND staff = $2 AND scope = $3";
    let row = db.row(sql, &values![organisation, staff, scope])?;
    let stands = |row: Row| {
        let (membership, is_member) = (row.small(0)?, row.flag(1)?);
        Ok(Stands { staff, scope, membership, is_member, until: row.maybe_time(2)? })
    };
    row.map(stands).transpose()
}

/// Keeps a decision, and what the table of members says by it, in the transaction that it is made in.
pub(super) fn decide(
    db: &dyn Db,
    organisation: OrganisationId,
    stands: &Stands,
    decision: &Decision<'_>,
) -> Result<(), Error> {
    // Taken, so that of two decisions at once one has the next number and the other the one after it.
    let taken = "SELECT id FROM organisation WHERE organisation.id = $1 FOR UPDATE";
    db.row(taken, &values![organisation])?.ok_or(Error::Unknown("organisation"))?;
    let last = "SELECT max(number) FROM membership_change WHERE organisation = $1";
    let last = db
        .row(last, &values![organisation])?
        .map_or(Ok(0), |row| if row.is_none(0)? { Ok(0) } else { row.count(0) })?;
    let Stands { staff, scope, membership, is_member, until } = *stands;
    db.run(
        "INSERT INTO membership_change (organisation, number, staff, scope, membership, is_member, until, at, decided_by, because)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        &values![
            organisation,
            last + 1,
            staff,
            scope,
            membership,
            is_member,
            until,
            decision.at,
            decision.by,
            decision.because
        ],
    )?;
    keep(db, organisation, stands)
}

fn keep(db: &dyn Db, organisation: OrganisationId, stands: &Stands) -> Result<(), Error> {
    db.run(
        "INSERT INTO membership (organisation, staff, scope, number, until, is_member) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (organisation, staff, scope) DO UPDATE SET number = excluded.number, until = excluded.until,
             is_member = excluded.is_member",
        &values![organisation, stands.staff, stands.scope, stands.membership, stands.until, stands.is_member],
    )?;
    Ok(())
}

/// Every decision, in the order in which they were made.
pub(super) fn history(db: &dyn Db, organisation: OrganisationId) -> Result<Vec<MembershipChange>, Error> {
    let rows = db.rows(
        "SELECT number, staff, scope, is_member, until, at, decided_by, because FROM membership_change
         WHERE organisation = $1 ORDER BY number",
        &values![organisation],
    )?;
    let change = |row: &Row| {
        Ok(MembershipChange {
            number: row.count(0)?,
            staff: row.id(1, StaffId::from_bytes)?,
            scope: row.parsed(2)?,
            is_member: row.flag(3)?,
            until: row.maybe_time(4)?,
            at: row.time(5)?,
            by: row.text(6)?.to_owned(),
            because: row.text(7)?.to_owned(),
        })
    };
    rows.iter().map(change).collect()
}

/// Works the table of members out again from the decisions. Gives how many rows of it said something else.
pub(super) fn rebuild(db: &dyn Db, organisation: OrganisationId) -> Result<usize, Error> {
    let mut decided: BTreeMap<(StaffId, Scope), Stands> = BTreeMap::new();
    let rows = db.rows(
        "SELECT staff, scope, membership, is_member, until FROM membership_change WHERE organisation = $1 ORDER BY number",
        &values![organisation],
    )?;
    for row in &rows {
        let stands = row_to_stands(row)?;
        decided.insert((stands.staff, stands.scope), stands);
    }
    let rows = db.rows(
        "SELECT staff, scope, number, is_member, until FROM membership WHERE organisation = $1",
        &values![organisation],
    )?;
    let mut differed = 0;
    for row in &rows {
        let kept = row_to_stands(row)?;
        match decided.remove(&(kept.staff, kept.scope)) {
            Some(stands) if stands == kept => continue,
            Some(stands) => keep(db, organisation, &stands)?,
            None => {
                let forget = "DELETE FROM membership WHERE organisation = $1 AND staff = $2 AND scope = $3";
                db.run(forget, &values![organisation, kept.staff, kept.scope])?;
            }
        }
        differed += 1;
    }
    decided.values().try_for_each(|stands| keep(db, organisation, stands))?;
    Ok(differed + decided.len())
}

fn row_to_stands(row: &Row) -> Result<Stands, Error> {
    Ok(Stands {
        staff: row.id(0, StaffId::from_bytes)?,
        scope: row.parsed(1)?,
        membership: row.small(2)?,
        is_member: row.flag(3)?,
        until: row.maybe_time(4)?,
    })
}
