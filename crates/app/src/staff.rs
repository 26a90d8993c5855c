//! Who works here, and who wrote something, by the staff entries that the service signed.

use std::collections::BTreeMap;

use doorstep_domain::change::Header;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::staff::StaffMember;
use doorstep_domain::id::{EntryId, OrganisationId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use serde::Serialize;
use ts_rs::TS;

use crate::App;
use crate::api::Nothing;
use crate::error::ApiError;
use crate::person::AuthorView;

/// Somebody who works here, as a form names them.
#[derive(Clone, Serialize, TS)]
pub struct Colleague {
    /// Who.
    pub staff: StaffId,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: Role,
}

impl App {
    /// Everybody that the service has told of, and the practitioner, by name.
    pub(crate) fn colleagues(&self, _: Nothing) -> Result<Vec<Colleague>, ApiError> {
        let mut colleagues: Vec<Colleague> = known_staff(&*self.vault()?)?.into_values().collect();
        colleagues.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(colleagues)
    }
}

/// Everybody that the service has told of, and the practitioner.
pub(crate) fn known_staff(vault: &Vault) -> Result<BTreeMap<StaffId, Colleague>, ApiError> {
    let own = vault.enrolment()?;
    let own = Colleague { staff: own.staff, name: own.name, role: own.role };
    let mut known = BTreeMap::from([(own.staff, own)]);
    for stored in vault.staff()? {
        let Subject::Staff(staff) = stored.change.header.subject else { continue };
        let (name, role) = named(stored.body())?;
        known.insert(staff, Colleague { staff, name, role });
    }
    Ok(known)
}

/// Somebody's name and role. What a later build says of them grants nothing here, and hides nobody.
fn named(body: &str) -> Result<(String, Role), ApiError> {
    if let Ok(StaffMember { name, role, employer: _ }) = serde_json::from_str(body) {
        return Ok((name, role));
    }
    let body: serde_json::Value = serde_json::from_str(body)?;
    Ok((body["name"].as_str().unwrap_or_default().to_owned(), Role::Other))
}

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

    pub(crate) fn vault(&self) -> &'a Vault {
        self.vault
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

    pub(crate) fn name(&mut self, staff: StaffId) -> Result<Option<String>, ApiError> {
        if let Some(known) = self.known.get(&staff) {
            return Ok(known.clone());
        }
        let entry = EntryId::derived(self.organisation, Subject::Staff(staff), EntryKind::StaffMember, "");
        let stored = self.vault.entry(entry)?;
        let name = stored.map(|stored| named(stored.body())).transpose()?.map(|(name, _)| name);
        let name = name.filter(|name| !name.is_empty());
        self.known.insert(staff, name.clone());
        Ok(name)
    }
}
