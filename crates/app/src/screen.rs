//! Whose screen a form belongs to: a person’s, a colleague’s or a centre’s.

use chrono::NaiveDate;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::centre::Centre;
use doorstep_domain::id::{CentreId, StaffId, Subject};
use doorstep_store::Vault;
use doorstep_store::draft::Draft;
use serde::Serialize;
use ts_rs::TS;

use crate::entry::subject_of;
use crate::error::ApiError;
use crate::family::bodies;
use crate::person::{PersonView, person_view};
use crate::register::{beside, registers};

/// Whose screen a form belongs to. Its banner is theirs.
#[derive(Clone, Serialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Screen {
    /// A person’s.
    Person(Box<PersonView>),
    /// A colleague’s, whom this laptop may not know by name yet.
    Staff {
        /// Who.
        staff: StaffId,
    },
    /// A children’s centre’s.
    Centre(CentreName),
    /// A record that was sealed from the practitioner: nothing is said of it.
    Sealed {},
    /// Of a family that has left this laptop: nobody here knows who they are.
    Left {},
}

/// A centre, as a screen names it.
#[derive(Clone, Serialize, TS)]
pub struct CentreName {
    /// Which.
    pub centre: CentreId,
    /// What it is called; none while it is being recorded, or where this laptop does not know it.
    pub name: Option<String>,
}

impl Screen {
    /// The screen that a draft was opened on.
    pub(crate) fn of_draft(vault: &Vault, draft: &Draft, today: NaiveDate) -> Result<Self, ApiError> {
        match subject_of(draft) {
            Some(Subject::Staff(staff)) => Ok(Self::Staff { staff }),
            Some(Subject::Centre(centre)) => Ok(Self::Centre(centre_name(vault, centre)?)),
            Some(Subject::Person(_) | Subject::Household(_)) | None => {
                let person = beside(draft).or(draft.subject.person()).ok_or_else(ApiError::not_found)?;
                if vault.is_sealed(person)? {
                    return Ok(Self::Sealed {});
                }
                // Whoever is being registered is not on the record yet.
                let subject = Subject::Person(person);
                if !registers(draft) && vault.person(person)?.is_none() && vault.entries_of(subject)?.is_empty() {
                    return Ok(Self::Left {});
                }
                Ok(Self::Person(Box::new(person_view(vault, person, today)?)))
            }
        }
    }
}

pub(crate) fn centre_name(vault: &Vault, centre: CentreId) -> Result<CentreName, ApiError> {
    let known = bodies::<Centre>(vault, Subject::Centre(centre), EntryKind::Centre)?.pop();
    Ok(CentreName { centre, name: known.map(|known| known.name) })
}
