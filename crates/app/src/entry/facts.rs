//! What the record knows that a check asks for, so that nobody has to type it: who is competent in what, which plan is in
//! force.

use doorstep_domain::entries::competency::Competency;
use doorstep_domain::entries::level_of_need::Level;
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use doorstep_domain::entries::{About, EntryKind, Known};
use doorstep_domain::id::{StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;

use crate::board::level;
use crate::error::ApiError;
use crate::family::{bodies, is_in_force};
use crate::staff::known_staff;

/// What checks of some kinds may know beside the person.
#[derive(Default)]
pub(super) struct Facts {
    colleagues: Vec<Known>,
    safeguarding: Option<SafeguardingState>,
    level: Option<Level>,
}

impl Facts {
    /// What a check of this kind asks for; nothing for most kinds.
    pub(super) fn of(vault: &Vault, kind: EntryKind, subject: Subject) -> Result<Self, ApiError> {
        match (kind, subject) {
            (EntryKind::Delegation, _) => Ok(Self { colleagues: colleagues(vault)?, ..Self::default() }),
            (EntryKind::NoAccess, Subject::Person(child)) => Ok(Self {
                safeguarding: bodies(vault, subject, EntryKind::SafeguardingStatus)?
                    .into_iter()
                    .map(|status: SafeguardingStatus| status.state)
                    .max(),
                level: level(vault, child)?,
                ..Self::default()
            }),
            _ => Ok(Self::default()),
        }
    }

    pub(super) fn and<'a>(&'a self, about: About<'a>) -> About<'a> {
        About { colleagues: &self.colleagues, safeguarding: self.safeguarding, level: self.level, ..about }
    }
}

fn colleagues(vault: &Vault) -> Result<Vec<Known>, ApiError> {
    let known = known_staff(vault)?.into_values();
    known.map(|colleague| known_colleague(vault, colleague.staff, colleague.role)).collect()
}

fn known_colleague(vault: &Vault, staff: StaffId, role: Role) -> Result<Known, ApiError> {
    let held = vault.entries_of_kind(Subject::Staff(staff), EntryKind::Competency)?.into_iter().filter(is_in_force);
    let read = |stored: doorstep_store::read::Stored| {
        Some((stored.entry, serde_json::from_str::<Competency>(stored.body()).ok()?))
    };
    Ok(Known { staff, role, competencies: held.filter_map(read).collect() })
}
