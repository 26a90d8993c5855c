//! Who is accountable for whom, decided at the service: each decision is an entry that the service signs.

use chrono::{DateTime, NaiveDate, Utc};
use doorstep_domain::allocation::{HandOver, NotAllocated, post_of};
use doorstep_domain::audience::Scope;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::accountable::{Accountable, CoverPeriod, Post};
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, PersonId, StaffId, Subject};

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
        let post = self.post_of(organisation, to)?;
        let today = self.now().date_naive();
        let hand_over = HandOver { to, post, from: today };
        for child in children {
            // Whose they are already is no change, and no new version of it.
            self.write_accountable(organisation, *child, |known| hand_over.of(known, today).ok())?;
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
    /// When nobody is accountable for the child, somebody covers already, they can hold no caseload, or the ledger cannot be
    /// written.
    pub fn cover_child(
        &self,
        organisation: OrganisationId,
        child: PersonId,
        by: StaffId,
        (from, to): (NaiveDate, NaiveDate),
    ) -> Result<(), Error> {
        self.post_of(organisation, by)?;
        if to < from {
            return Err(ledger::Error::Cover("the last day is before the first").into());
        }
        let known = self.accountable(organisation, child)?.said;
        let known = known.ok_or(ledger::Error::Unknown("accountable health visitor of that child"))?;
        let cover = CoverPeriod { health_visitor: by, from, to, reason: String::new() };
        let covered = known.covered(cover).map_err(|why| {
            ledger::Error::Cover(match why {
                NotAllocated::CoverOverlaps => "somebody covers that child on one of these days already",
                _ => "they are accountable for that child themselves",
            })
        })?;
        self.write_accountable(organisation, child, |_| Some(covered.clone()))?;
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

    /// How many they are, of every organisation.
    pub(crate) fn count_unallocated(&self) -> Result<u64, Error> {
        let mut children = 0;
        for organisation in self.organisations()? {
            children += self.unallocated(organisation.id)?.len() as u64;
        }
        Ok(children)
    }

    /// Grants and withdraws whatever is due.
    pub(crate) fn settle(&self) -> Result<(), Error> {
        sweep(&*self.ledger(), self.now())?;
        Ok(())
    }

    /// The post in which they may be accountable.
    fn post_of(&self, organisation: OrganisationId, staff: StaffId) -> Result<Post, Error> {
        let known = self.staff(organisation)?.into_iter().find(|known| known.id == staff);
        let role = known.ok_or(ledger::Error::Unknown("member of staff"))?.role;
        Ok(post_of(role).ok_or(ledger::Error::Unknown("health visitor or team leader of that id"))?)
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
        change: impl Fn(Option<&Accountable>) -> Option<Accountable>,
    ) -> Result<(), Error> {
        let known = self.accountable(organisation, child)?;
        let Some(body) = change(known.said.as_ref()) else { return Ok(()) };
        let what = (Subject::Person(child), EntryKind::Accountable);
        self.write_own(organisation, what, known.heads, &body)
    }
}
