//! What a push knows of the ledger: read for all of its batches at once, and kept true to what the push itself writes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{DateTime, Utc};
use doorstep_domain::audience::{Agreed, EntryFacts, Limits, Reader, Scope};
use doorstep_domain::change::{Change, Kind, Seen};
use doorstep_domain::id::{AudienceId, ChangeId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_sync::accept::KnownChange;

use super::members::{self, Audience};
use super::said;
use crate::ledger::Error;
use crate::ledger::db::{Answers, Call, Db, Row, Value, values};

/// A scope that a subject is in, and what its readers are told where they are a centre's.
pub(super) type Grants = Vec<(Scope, Agreed)>;

pub(super) struct Known<'d> {
    pub(super) db: &'d dyn Db,
    pub(super) organisation: OrganisationId,
    pub(super) at: DateTime<Utc>,
    changes: RefCell<HashMap<ChangeId, Option<KnownChange>>>,
    written: RefCell<HashMap<ChangeId, Change>>,
    /// What this push set aside.
    set_aside: RefCell<BTreeSet<ChangeId>>,
    entries: RefCell<HashMap<EntryId, Option<EntryFacts>>>,
    grants: RefCell<HashMap<Subject, Grants>>,
    ended: RefCell<HashMap<Subject, Vec<Scope>>>,
    /// Subjects whose row was taken and that had joined a scope before.
    registered: RefCell<BTreeSet<Subject>>,
    scopes: RefCell<HashMap<StaffId, Vec<Scope>>>,
    homes: RefCell<HashMap<StaffId, Option<Scope>>>,
    audiences: RefCell<BTreeMap<Scope, Vec<Audience>>>,
}

impl<'d> Known<'d> {
    pub(super) fn new(db: &'d dyn Db, organisation: OrganisationId, at: DateTime<Utc>) -> Self {
        Self {
            db,
            organisation,
            at,
            changes: RefCell::default(),
            written: RefCell::default(),
            set_aside: RefCell::default(),
            entries: RefCell::default(),
            grants: RefCell::default(),
            ended: RefCell::default(),
            registered: RefCell::default(),
            scopes: RefCell::default(),
            homes: RefCell::default(),
            audiences: RefCell::default(),
        }
    }

    /// Reads what these changes ask about, and takes the rows of their subjects, in their order, before their audiences.
    pub(super) fn take(&self, changes: &[&Change]) -> Result<(), Error> {
        let asked = Asked::by(changes, self);
        self.read(&mut self.db.answers(asked.questions(self.organisation))?, asked)
    }

    pub(super) fn read(&self, answers: &mut Answers, asked: Asked) -> Result<(), Error> {
        answers.next()?;
        self.registered.borrow_mut().extend(registered(&answers.next()?)?);
        self.add_grants(&answers.next()?, &asked.subjects)?;
        self.add_changes(&answers.next()?, asked.changes)?;
        self.add_entries(&answers.next()?, asked.entries)
    }

    /// What somebody reads, as [`members::reading`] asks.
    pub(super) fn read_scopes(&self, answers: &mut Answers, staff: StaffId) -> Result<(), Error> {
        let found = members::by_scope(&answers.next()?)?;
        self.scopes.borrow_mut().insert(staff, found.keys().copied().collect());
        self.audiences.borrow_mut().extend(found);
        Ok(())
    }

    fn add_changes(&self, rows: &[Row], asked: Vec<ChangeId>) -> Result<(), Error> {
        let mut known = self.changes.borrow_mut();
        known.extend(asked.into_iter().map(|id| (id, None)));
        for row in rows {
            known.insert(row.id(0, ChangeId::from_bytes)?, Some(row_to_known(row)?));
        }
        Ok(())
    }

    fn add_entries(&self, rows: &[Row], asked: Vec<EntryId>) -> Result<(), Error> {
        let mut known = self.entries.borrow_mut();
        known.extend(asked.into_iter().map(|id| (id, None)));
        for row in rows {
            known.insert(row.id(0, EntryId::from_bytes)?, Some(row_to_facts(row)?));
        }
        Ok(())
    }

    fn add_grants(&self, rows: &[Row], asked: &[Subject]) -> Result<(), Error> {
        let mut known = self.grants.borrow_mut();
        known.extend(asked.iter().map(|subject| (*subject, Vec::new())));
        for row in rows {
            let (subject, scope) = (row.parsed(0)?, row.parsed(1)?);
            if row.maybe_time(3)?.is_none_or(|until| until > self.at) {
                known.entry(subject).or_default().push((scope, agreed(row.text(2)?)?));
            } else {
                self.ended.borrow_mut().entry(subject).or_default().push(scope);
            }
        }
        Ok(())
    }

    /// The change of this id, where it is in force.
    pub(super) fn change(&self, id: ChangeId) -> Result<Option<KnownChange>, Error> {
        if !self.changes.borrow().contains_key(&id) {
            let rows = self.db.rows(CHANGE, &values![self.organisation, id])?;
            self.add_changes(&rows, vec![id])?;
        }
        Ok(self.changes.borrow().get(&id).cloned().flatten())
    }

    /// Whether a change that is not in force was set aside.
    pub(super) fn is_set_aside(&self, id: ChangeId) -> Result<bool, Error> {
        if self.set_aside.borrow().contains(&id) {
            return Ok(true);
        }
        let sql = "SELECT id FROM change WHERE organisation = $1 AND id = $2 AND state = 'quarantined'";
        Ok(self.db.row(sql, &values![self.organisation, id])?.is_some())
    }

    pub(super) fn add_set_aside(&self, ids: &[ChangeId]) {
        self.set_aside.borrow_mut().extend(ids);
    }

    /// A change as it was signed, in force or not.
    pub(super) fn written(&self, id: ChangeId) -> Result<Option<Change>, Error> {
        if let Some(written) = self.written.borrow().get(&id) {
            return Ok(Some(written.clone()));
        }
        let sql = "SELECT bytes FROM change WHERE organisation = $1 AND id = $2";
        let Some(mut row) = self.db.row(sql, &values![self.organisation, id])? else { return Ok(None) };
        Ok(row.signed(0)?.and_then(|bytes| Change::read(bytes).ok()))
    }

    /// What decides who holds an entry; none for a new one.
    pub(super) fn entry(&self, id: EntryId) -> Result<Option<EntryFacts>, Error> {
        if !self.entries.borrow().contains_key(&id) {
            let rows = self.db.rows(ENTRY, &values![self.organisation, id])?;
            self.add_entries(&rows, vec![id])?;
        }
        Ok(self.entries.borrow().get(&id).cloned().flatten())
    }

    /// The scopes that a subject is in.
    pub(super) fn grants(&self, subject: Subject) -> Result<Grants, Error> {
        if !self.grants.borrow().contains_key(&subject) {
            let rows = self.db.rows(GRANTS, &values![self.organisation, subject])?;
            self.add_grants(&rows, &[subject])?;
        }
        Ok(self.grants.borrow().get(&subject).cloned().unwrap_or_default())
    }

    /// The scopes that a subject was in until a moment that has passed, and that are still to be withdrawn.
    pub(super) fn ended(&self, subject: Subject) -> Vec<Scope> {
        self.ended.borrow().get(&subject).cloned().unwrap_or_default()
    }

    /// Whether a subject, whose row was taken, had joined a scope before.
    pub(super) fn is_registered(&self, subject: Subject) -> bool {
        self.registered.borrow().contains(&subject)
    }

    /// The scopes that somebody reads.
    pub(super) fn scopes(&self, staff: StaffId) -> Result<Vec<Scope>, Error> {
        if let Some(known) = self.scopes.borrow().get(&staff) {
            return Ok(known.clone());
        }
        let scopes = members::scopes(self.db, self.organisation, staff, self.at)?;
        self.scopes.borrow_mut().insert(staff, scopes.clone());
        Ok(scopes)
    }

    /// What new families of somebody join.
    pub(super) fn home(&self, staff: StaffId) -> Result<Option<Scope>, Error> {
        if let Some(known) = self.homes.borrow().get(&staff) {
            return Ok(*known);
        }
        let home = members::home(self.db, self.organisation, staff)?;
        self.homes.borrow_mut().insert(staff, home);
        Ok(home)
    }

    pub(super) fn audiences(&self, scope: Scope) -> Result<Vec<Audience>, Error> {
        if let Some(known) = self.audiences.borrow().get(&scope) {
            return Ok(known.clone());
        }
        let found = members::audiences(self.db, self.organisation, std::iter::once(scope))?.remove(&scope);
        let found = found.unwrap_or_default();
        self.audiences.borrow_mut().insert(scope, found.clone());
        Ok(found)
    }

    /// Whether somebody wrote of a subject that they held when they last read, and could not know that they no longer do.
    pub(super) fn could_not_know(&self, staff: StaffId, subject: Subject, seen: &[Seen]) -> Result<bool, Error> {
        // What has ended by itself is withdrawn a little later: until then nobody's log says so.
        let scopes = self.scopes(staff)?;
        if self.ended(subject).iter().any(|scope| scopes.contains(scope)) {
            return Ok(true);
        }
        for Seen(audience, epoch, position) in seen {
            if self.was_withdrawn_after(*audience, subject, *epoch, *position)?
                || self.has_left_audience(staff, subject, *audience)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether somebody had read, by what everybody in a role reads, that they are in it no longer.
    pub(super) fn has_read_of_role(&self, staff: StaffId, role: Role, seen: &[Seen]) -> Result<bool, Error> {
        let Some(reader) = Reader::of(role) else { return Ok(true) };
        let everybody = AudienceId::of(self.organisation, Scope::Organisation, reader);
        let Some(read) = seen.iter().find(|Seen(audience, ..)| *audience == everybody).map(|seen| seen.2) else {
            return Ok(false);
        };
        let versions = said::versions_of_staff(self.db, self.organisation, staff)?;
        for ended in versions.iter().filter(|version| said::role_in(version) != Some(role)) {
            let row = self.db.row(
                "SELECT position FROM log WHERE organisation = $1 AND audience = $2 AND change = $3 AND position <= $4",
                &values![self.organisation, everybody, ended.id(), read],
            )?;
            // What they were before counts for nothing: what came after it does.
            if row.is_some() && !ended.header.parents.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn was_withdrawn_after(
        &self,
        audience: AudienceId,
        subject: Subject,
        epoch: u32,
        position: u64,
    ) -> Result<bool, Error> {
        let row = self.db.row(
            "SELECT log.position FROM log JOIN organisation ON organisation.id = log.organisation
             WHERE log.organisation = $1 AND log.audience = $2 AND log.position > $3 AND log.subject = $4
                 AND log.change IS NULL AND log.until IS NULL AND log.entry IS NULL AND organisation.epoch = $5
             LIMIT 1",
            &values![self.organisation, audience, position, subject, epoch],
        )?;
        Ok(row.is_some())
    }

    fn has_left_audience(&self, staff: StaffId, subject: Subject, audience: AudienceId) -> Result<bool, Error> {
        let sql = "SELECT scope FROM audience WHERE organisation = $1 AND id = $2";
        let Some(row) = self.db.row(sql, &values![self.organisation, audience])? else { return Ok(false) };
        let scope: Scope = row.parsed(0)?;
        let is_in_it = self.grants(subject)?.iter().any(|(of, _)| *of == scope);
        Ok(is_in_it && members::has_left(self.db, self.organisation, staff, scope, self.at)?)
    }

    pub(super) fn add_change(&self, change: &Change) {
        self.changes.borrow_mut().insert(change.id(), Some(KnownChange::of(change)));
        self.written.borrow_mut().insert(change.id(), change.clone());
    }

    pub(super) fn set_entry(&self, id: EntryId, facts: EntryFacts) {
        self.entries.borrow_mut().insert(id, Some(facts));
    }

    pub(super) fn set_grants(&self, subject: Subject, grants: Grants) {
        self.grants.borrow_mut().insert(subject, grants);
    }
}

const CHANGE: &str = "SELECT id, entry, kind, subject, sensitivity FROM change
     WHERE organisation = $1 AND id = $2 AND state = 'in_force'";
const ENTRY: &str = "SELECT id, kind, subject, sensitivity, limits FROM entry WHERE organisation = $1 AND id = $2";
const GRANTS: &str =
    "SELECT subject, scope, agreed, until FROM granted WHERE organisation = $1 AND subject = $2 ORDER BY scope";

/// What changes ask about that is not known yet.
pub(super) struct Asked {
    /// In their order.
    subjects: Vec<Subject>,
    changes: Vec<ChangeId>,
    entries: Vec<EntryId>,
}

impl Asked {
    pub(super) fn by(changes: &[&Change], known: &Known<'_>) -> Self {
        let (of_grants, of_changes, of_entries) =
            (known.grants.borrow(), known.changes.borrow(), known.entries.borrow());
        let headers = || changes.iter().map(|change| &change.header);
        let subjects: BTreeSet<Subject> = headers().map(|header| header.subject).collect();
        let parents = headers().flat_map(|header| header.parents.iter().copied());
        let ids: BTreeSet<ChangeId> = changes.iter().map(|change| change.id()).chain(parents).collect();
        let entries: BTreeSet<EntryId> = headers().map(|header| header.entry).collect();
        Self {
            subjects: subjects.into_iter().filter(|subject| !of_grants.contains_key(subject)).collect(),
            changes: ids.into_iter().filter(|id| !of_changes.contains_key(id)).collect(),
            entries: entries.into_iter().filter(|id| !of_entries.contains_key(id)).collect(),
        }
    }

    /// The rows of subjects are taken first: what is read after that is as it was when they were.
    pub(super) fn questions(&self, organisation: OrganisationId) -> Vec<Call> {
        let [make, take] = lock_calls(organisation, &self.subjects);
        let granted = Call::Each(GRANTS, keys(organisation, &self.subjects));
        let changes = Call::Each(CHANGE, keys(organisation, &self.changes));
        vec![make, take, granted, changes, Call::Each(ENTRY, keys(organisation, &self.entries))]
    }
}

fn keys<T: Copy + Into<Value>>(organisation: OrganisationId, of: &[T]) -> Vec<Vec<Value>> {
    of.iter().map(|one| vec![organisation.into(), (*one).into()]).collect()
}

/// Takes the rows of subjects, making them where they are missing. In their order, so that no two wait for each other.
pub(super) fn lock(db: &dyn Db, organisation: OrganisationId, subjects: &[Subject]) -> Result<(), Error> {
    db.answers(lock_calls(organisation, subjects).into()).map(drop)
}

fn lock_calls(organisation: OrganisationId, subjects: &[Subject]) -> [Call; 2] {
    let keys = keys(organisation, subjects);
    [
        Call::Each("INSERT INTO subject (organisation, subject) VALUES ($1, $2) ON CONFLICT DO NOTHING", keys.clone()),
        Call::Each("SELECT subject, registered FROM subject WHERE organisation = $1 AND subject = $2 FOR UPDATE", keys),
    ]
}

/// Those subjects that had joined a scope when their rows were taken.
fn registered(rows: &[Row]) -> Result<Vec<Subject>, Error> {
    let mut registered = Vec::new();
    for row in rows {
        if row.maybe_parsed::<Scope>(1)?.is_some() {
            registered.push(row.parsed(0)?);
        }
    }
    Ok(registered)
}

fn row_to_known(row: &Row) -> Result<KnownChange, Error> {
    Ok(KnownChange {
        entry: row.id(1, EntryId::from_bytes)?,
        kind: row.text(2)?.to_owned(),
        subject: row.parsed(3)?,
        sensitivity: row.named(4)?,
    })
}

/// Kind, subject, sensitivity and limits, from the second column on.
pub(super) fn row_to_facts(row: &Row) -> Result<EntryFacts, Error> {
    Ok(EntryFacts {
        kind: Kind::from(std::borrow::Cow::Borrowed(row.text(1)?)),
        subject: row.parsed(2)?,
        sensitivity: row.named(3)?,
        limits: limits(row.text(4)?)?,
    })
}

/// Most entries have none, and then nothing is written.
fn limits(text: &str) -> Result<Limits, Error> {
    if text.is_empty() {
        return Ok(Limits::default());
    }
    serde_json::from_str(text).map_err(|_| Error::Damaged("the limits of an entry".to_owned()))
}

pub(super) fn agreed(text: &str) -> Result<Agreed, Error> {
    if text.is_empty() {
        return Ok(Agreed::default());
    }
    serde_json::from_str(text).map_err(|_| Error::Damaged("what a centre is told".to_owned()))
}

/// A value as it is kept: nothing, where it says nothing.
pub(super) fn json<T: Default + PartialEq + serde::Serialize>(value: &T) -> Result<String, Error> {
    if *value == T::default() {
        return Ok(String::new());
    }
    serde_json::to_string(value).map_err(|error| Error::Damaged(error.to_string()))
}
