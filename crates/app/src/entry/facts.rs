//! What the record knows that a check asks for, so that nobody has to type it: who is competent in what, which plan is in
//! force.

use doorstep_domain::entries::appointment::Appointment;
use doorstep_domain::entries::competency::Competency;
use doorstep_domain::entries::group_session::GroupSession;
use doorstep_domain::entries::level_of_need::Level;
use doorstep_domain::entries::safeguarding_status::{SafeguardingState, SafeguardingStatus};
use doorstep_domain::entries::{About, EntryKind, Known};
use doorstep_domain::id::{EntryId, StaffId, Subject};
use doorstep_domain::staff::Role;
use doorstep_store::Vault;
use serde::Deserialize as _;
use serde_json::{Map, Value};

use super::sign::Version;
use crate::board::level;
use crate::double_booking::is_slot_taken;
use crate::error::ApiError;
use crate::family::{bodies, is_in_force};
use crate::staff::known_staff;

/// What checks of some kinds may know beside the person.
#[derive(Default)]
pub(super) struct Facts {
    colleagues: Vec<Known>,
    safeguarding: Option<SafeguardingState>,
    level: Option<Level>,
    slot_taken: bool,
}

impl Facts {
    /// What a check of this kind and body asks for; nothing for most kinds.
    pub(super) fn of(vault: &Vault, version: &Version<'_>, body: &Value) -> Result<Self, ApiError> {
        let subject = version.subject;
        match (version.kind, subject) {
            (EntryKind::Appointment, Subject::Person(person)) => {
                let slot_taken = is_slot_taken(vault, person, version.entry, &Appointment::deserialize(body)?)?;
                Ok(Self { slot_taken, ..Self::default() })
            }
            (EntryKind::Delegation, _) => Ok(Self { colleagues: colleagues(vault)?, ..Self::default() }),
            (EntryKind::NoAccess, Subject::Person(child)) => {
                Ok(Self { safeguarding: safeguarding(vault, subject)?, level: level(vault, child)?, ..Self::default() })
            }
            (EntryKind::Transfer | EntryKind::LeadPractitioner, Subject::Person(_)) => {
                Ok(Self { safeguarding: safeguarding(vault, subject)?, ..Self::default() })
            }
            _ => Ok(Self::default()),
        }
    }

    /// What was typed, with what another entry says in place of what somebody would have to type again: when a session
    /// was, and what it is called.
    pub(super) fn filled(
        vault: &Vault,
        kind: EntryKind,
        mut typed: Map<String, Value>,
    ) -> Result<Map<String, Value>, ApiError> {
        let session = typed.get("session").and_then(|id| EntryId::deserialize(id).ok());
        let Some(session) = session.filter(|_| kind == EntryKind::Attendance) else { return Ok(typed) };
        let stored = vault.entry(session)?;
        let held = stored.and_then(|stored| serde_json::from_str::<GroupSession>(stored.body()).ok());
        if let Some(held) = held {
            typed.insert("held_on".to_owned(), held.on.to_string().into());
            typed.insert("session_title".to_owned(), held.title.into());
        }
        Ok(typed)
    }

    pub(super) fn and<'a>(&'a self, about: About<'a>) -> About<'a> {
        let Self { colleagues, safeguarding, level, slot_taken } = self;
        About { colleagues, safeguarding: *safeguarding, level: *level, slot_taken: *slot_taken, ..about }
    }
}

/// Where a child stands, the highest of what is in force.
fn safeguarding(vault: &Vault, child: Subject) -> Result<Option<SafeguardingState>, ApiError> {
    let statuses: Vec<SafeguardingStatus> = bodies(vault, child, EntryKind::SafeguardingStatus)?;
    Ok(statuses.into_iter().map(|status| status.state).max())
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
