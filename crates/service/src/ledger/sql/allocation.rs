//! For whom somebody is accountable, and for whom nobody is.

use doorstep_domain::audience::Scope;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::Accountable;
use doorstep_domain::id::{EntryId, OrganisationId, PersonId, StaffId, Subject};
use serde_json::Value as Json;

use super::said;
use crate::ledger::db::{Db, Row, values};
use crate::ledger::{Error, Unallocated};

pub(super) fn accountable_for(
    db: &dyn Db,
    organisation: OrganisationId,
    staff: StaffId,
) -> Result<Vec<PersonId>, Error> {
    // Whoever they are accountable for is in their caseload; others may be there for their families.
    let rows = db.rows(
        "SELECT entry.id, entry.subject FROM entry
         JOIN granted ON granted.organisation = entry.organisation AND granted.subject = entry.subject
         WHERE entry.organisation = $1 AND entry.kind = $2 AND granted.scope = $3 ORDER BY entry.subject",
        &values![organisation, EntryKind::Accountable.name(), Scope::Caseload(staff)],
    )?;
    let mut children = Vec::new();
    for row in &rows {
        let body = said::standing(db, organisation, row.id(0, EntryId::from_bytes)?)?.body;
        let body: Option<Accountable> = body.and_then(|body| serde_json::from_value(Json::Object(body)).ok());
        if body.is_some_and(|body| body.health_visitor == staff) {
            children.extend(row.parsed::<Subject>(1)?.person());
        }
    }
    Ok(children)
}

pub(super) fn unallocated(db: &dyn Db, organisation: OrganisationId) -> Result<Vec<Unallocated>, Error> {
    let rows = db.rows(
        "SELECT subject.subject, subject.registered FROM entry
         JOIN subject ON subject.organisation = entry.organisation AND subject.subject = entry.subject
         LEFT JOIN entry AS accountable ON accountable.organisation = entry.organisation
             AND accountable.subject = entry.subject AND accountable.kind = $1
         WHERE entry.organisation = $2 AND entry.kind = $3 AND accountable.id IS NULL ORDER BY subject.subject",
        &values![EntryKind::Accountable.name(), organisation, EntryKind::Birth.name()],
    )?;
    let child = |row: &Row| {
        let child = row.parsed::<Subject>(0)?.person();
        let child = child.ok_or_else(|| Error::Damaged("a birth of somebody who is no person".to_owned()))?;
        Ok(Unallocated { child, registered: row.maybe_parsed(1)? })
    };
    rows.iter().map(child).collect()
}
