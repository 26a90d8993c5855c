//! Writing changes down: the header that every form fills in the same way.

use chrono::{DateTime, FixedOffset};
use doorstep_domain::change::{Change, Header, Kind};
use doorstep_domain::entries::EntryKind;
use doorstep_domain::id::{ChangeId, EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::invalid::Question;
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::staff::Role;
use doorstep_domain::time::Occurred;
use doorstep_store::device::Enrolment;
use serde::Serialize;

use crate::error::ApiError;

/// Who writes, and when: the same for every change of a form.
#[derive(Clone)]
pub(crate) struct Writing {
    pub(crate) organisation: OrganisationId,
    pub(crate) author: StaffId,
    pub(crate) role: Role,
    pub(crate) at: DateTime<FixedOffset>,
    /// Why, for an amendment or a late entry.
    pub(crate) reason: Option<String>,
    /// Soft checks that were answered with yes.
    pub(crate) confirmed: Vec<Question>,
    /// Whether it is taken over from the system before, and nobody here has verified it.
    pub(crate) unverified: bool,
    /// What the service had set aside, and this is signed in place of.
    pub(crate) replaces: Vec<ChangeId>,
}

/// Which entry a change is a version of.
#[derive(Clone)]
pub(crate) struct Of {
    pub(crate) kind: EntryKind,
    pub(crate) entry: EntryId,
    pub(crate) subject: Subject,
    /// The heads that the form was opened on; none for a first version.
    pub(crate) parents: Vec<ChangeId>,
    pub(crate) occurred: Occurred,
    /// At least the kind's own, and the highest that the entry has carried.
    pub(crate) sensitivity: Sensitivity,
}

impl Writing {
    pub(crate) fn by(enrolment: &Enrolment, at: DateTime<FixedOffset>) -> Self {
        Self {
            organisation: enrolment.organisation,
            author: enrolment.staff,
            role: enrolment.role,
            at,
            reason: None,
            confirmed: Vec::new(),
            unverified: false,
            replaces: Vec::new(),
        }
    }

    /// A version of an entry.
    pub(crate) fn change(&self, of: Of, body: &impl Serialize) -> Result<Change, ApiError> {
        Ok(Change::write(self.header(of), body)?)
    }

    /// The mark that an entry was made in error. It carries the last body, for whoever must read it.
    pub(crate) fn in_error(&self, of: Of, body: &impl Serialize) -> Result<Change, ApiError> {
        Ok(Change::write(Header { in_error: true, ..self.header(of) }, body)?)
    }

    fn header(&self, of: Of) -> Header {
        Header {
            entry: of.entry,
            kind: Kind::Known(of.kind),
            schema: of.kind.schema(),
            organisation: self.organisation,
            subject: of.subject,
            parents: of.parents,
            author: self.author,
            role: self.role,
            occurred: of.occurred,
            recorded_at: self.at,
            reason: self.reason.clone(),
            sensitivity: of.sensitivity.max(of.kind.sensitivity()),
            replaces: self.replaces.clone(),
            in_error: false,
            confirmed: self.confirmed.clone(),
            unverified: self.unverified,
        }
    }
}
