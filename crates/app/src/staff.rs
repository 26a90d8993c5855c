//! Who wrote something, by the staff entries that the service signed.

use std::collections::BTreeMap;

use doorstep_domain::change::Header;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{EntryId, OrganisationId, StaffId, Subject};
use doorstep_store::Vault;

use crate::error::ApiError;
use crate::person::AuthorView;

/// Names of staff, each looked up once for a screen.
pub(crate) struct StaffNames<'a> {
    vault: &'a Vault,
    organisation: OrganisationId,
    known: BTreeMap<StaffId, Option<String>>,
}

impl<'a> StaffNames<'a> {
    pub(crate) fn of(vault: &'a Vault) -> Result<Self, ApiError> {
        let enrolment = vault.enrolment()?;
        // The practitioner's own name is known from enrolment, before the first sync.
        let known = BTreeMap::from([(enrolment.staff, Some(enrolment.name))]);
        Ok(Self { vault, organisation: enrolment.organisation, known })
    }

    /// Who wrote a change, and when.
    pub(crate) fn author(&mut self, header: &Header) -> Result<AuthorView, ApiError> {
        Ok(AuthorView {
            staff: header.author,
            name: self.name(header.author)?,
            role: header.role,
            recorded_at: header.recorded_at.to_rfc3339(),
        })
    }

    fn name(&mut self, staff: StaffId) -> Result<Option<String>, ApiError> {
        if let Some(known) = self.known.get(&staff) {
            return Ok(known.clone());
        }
        let entry = EntryId::derived(self.organisation, Subject::Staff(staff), EntryKind::StaffMember, "");
        let stored = self.vault.entry(entry)?;
        let name =
            stored.and_then(|stored| serde_json::from_str::<StaffMember>(stored.body()).ok()).map(|staff| staff.name);
        self.known.insert(staff, name.clone());
        Ok(name)
    }
}
