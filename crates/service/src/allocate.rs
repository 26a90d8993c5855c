//! Who is accountable for whom, decided at the service: each decision is an entry that the service signs.

use chrono::{DateTime, NaiveDate, Utc};
use doorstep_domain::audience::Scope;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::{Accountable, CoverPeriod, Post};
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, PersonId, StaffId, Subject};
use doorstep_domain::staff::Role;

use crate::admin::Admin;
use crate::error::Error;
use crate::ledger::{self, Decision, EntryStanding, Joining, LookedUp, Member, MembershipChange, Unallocated};
use crate::sweep::sweep;

/// Who decides something about who reads what, and why. It is kept for ever.
#[derive(Debug, Clone, Copy)]
pub struct Why<'a> {
    /// The administrator's name.
    pub decided_by: &'a str,
    /// Their reason.
    pub because: &'a str,
}

impl<'a> Why<'a> {
    pub(crate) fn at(self, at: DateTime<Utc>) -> Decision<'a> {
        Decision { at, by: self.decided_by, because: self.because }
    }
}

/// Who is accountable for a child, as the record stands.
struct Known {
    heads: Vec<ChangeId>,
    said: Option<Accountable>,
}

impl Admin {
    /// Makes somebody accountable for children: health visitors, or a team leader who holds a vacant post.
    ///
    /// # Errors
    /// When there is no such member of staff, they can hold no caseload, or the ledger cannot be written.
    pub fn allocate(&self, organisation: OrganisationId, children: &[PersonId], to: StaffId) -> Result<(), Error> {
        let staff = self.staff(organisation)?.into_iter().find(|staff| staff.id == to);
        let staff = staff.ok_or(ledger::Error::Unknown("member of staff"))?;
        let post = match staff.role {
            Role::HealthVisitor => Post::Filled,
            Role::TeamLeader => Post::Vacant,
            _ => return Err(ledger::Error::Unknown("health visitor or team leader of that id").into()),
        };
        let from = self.now().date_naive();
        for child in children {
            let change = |known: Option<Accountable>| Accountable {
                health_visitor: to,
                post,
                from,
                team: known.map(|known| known.team).unwrap_or_default(),
                cover: Vec::new(),
            };
            self.write_accountable(organisation, *child, change)?;
        }
        self.settle()
    }

    /// Reallocates everybody that one is accountable for to another, and gives how many they were.
    ///
    /// # Errors
    /// As [`Admin::allocate`].
    pub fn reallocate(&self, organisation: OrganisationId, from: StaffId, to: StaffId) -> Result<usize, Error> {
        let children = self.ledger().accountable_for(organisation, from)?;
        self.allocate(organisation, &children, to)?;
        Ok(children.len())
    }

    /// The children whom somebody is accountable for.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn accountable_for(&self, organisation: OrganisationId, staff: StaffId) -> Result<Vec<PersonId>, Error> {
        Ok(self.ledger().accountable_for(organisation, staff)?)
    }

    /// Lets somebody stand in for one child, from the first day to the last.
    ///
    /// # Errors
    /// When nobody is accountable for the child, or the ledger cannot be written.
    pub fn cover_child(
        &self,
        organisation: OrganisationId,
        child: PersonId,
        by: StaffId,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<(), Error> {
        let known = self.accountable(organisation, child)?.said;
        let known = known.ok_or(ledger::Error::Unknown("accountable health visitor of that child"))?;
        let reason = String::new();
        self.write_accountable(organisation, child, |_| {
            let mut cover = known.cover.clone();
            cover.push(CoverPeriod { health_visitor: by, from, to, reason: reason.clone() });
            Accountable { cover, ..known.clone() }
        })?;
        self.settle()
    }

    /// Lets somebody read a whole caseload until then: covering is joining it, and copies nothing.
    ///
    /// # Errors
    /// When there is no such member of staff, or the ledger cannot be written.
    pub fn cover(
        &self,
        organisation: OrganisationId,
        (staff, of): (StaffId, StaffId),
        until: Option<DateTime<Utc>>,
        why: Why<'_>,
    ) -> Result<(), Error> {
        let joining = Joining { staff, scope: Scope::Caseload(of), until };
        Ok(self.ledger().join(organisation, &joining, &why.at(self.now()))?)
    }

    /// Ends that.
    ///
    /// # Errors
    /// When they do not cover that caseload, or the ledger cannot be written.
    pub fn end_cover(
        &self,
        organisation: OrganisationId,
        (staff, of): (StaffId, StaffId),
        why: Why<'_>,
    ) -> Result<(), Error> {
        Ok(self.ledger().leave(organisation, staff, Scope::Caseload(of), &why.at(self.now()))?)
    }

    /// Every time that somebody was let read something or was no longer: who decided it, when, and why.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn membership_history(&self, organisation: OrganisationId) -> Result<Vec<MembershipChange>, Error> {
        Ok(self.ledger().membership_history(organisation)?)
    }

    /// Works out from that history who reads what, and gives how many members the ledger had otherwise: none, unless it
    /// was damaged.
    ///
    /// # Errors
    /// When the ledger cannot be written.
    pub fn rebuild_memberships(&self, organisation: OrganisationId) -> Result<usize, Error> {
        Ok(self.ledger().rebuild_memberships(organisation)?)
    }

    /// Who reads what now.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn members(&self, organisation: OrganisationId) -> Result<Vec<Member>, Error> {
        Ok(self.ledger().members(organisation, self.now())?)
    }

    /// The children whom nobody is accountable for. Accountability never lapses (DOMAIN 2.10): this list is to be empty.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn unallocated(&self, organisation: OrganisationId) -> Result<Vec<Unallocated>, Error> {
        Ok(self.ledger().unallocated(organisation)?)
    }

    /// Who looked up whom since then, and why, the latest first.
    ///
    /// # Errors
    /// When the ledger cannot be read.
    pub fn look_ups(&self, organisation: OrganisationId, since: DateTime<Utc>) -> Result<Vec<LookedUp>, Error> {
        Ok(self.ledger().look_ups(organisation, since)?)
    }

    /// Grants and withdraws whatever is due.
    pub(crate) fn settle(&self) -> Result<(), Error> {
        sweep(&*self.ledger(), self.now())?;
        Ok(())
    }

    fn accountable(&self, organisation: OrganisationId, child: PersonId) -> Result<Known, Error> {
        let entry = EntryId::derived(organisation, Subject::Person(child), EntryKind::Accountable, "");
        let EntryStanding { heads, body } = self.ledger().standing_of_entry(organisation, entry)?;
        let said = body.and_then(|body| serde_json::from_value(body.into()).ok());
        Ok(Known { heads, said })
    }

    fn write_accountable(
        &self,
        organisation: OrganisationId,
        child: PersonId,
        change: impl Fn(Option<Accountable>) -> Accountable,
    ) -> Result<(), Error> {
        let known = self.accountable(organisation, child)?;
        let body = change(known.said);
        let what = (Subject::Person(child), EntryKind::Accountable);
        self.write_own(organisation, what, known.heads, &body)
    }
}
