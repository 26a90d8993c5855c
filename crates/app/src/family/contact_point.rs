//! How to reach somebody.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact_point::{ContactMeans, ContactPoint, Safe};
use doorstep_domain::id::{ChangeId, EntryId, PersonId, Subject};
use doorstep_domain::phone::Phone;
use doorstep_store::read::{EntryState, Stored};
use serde::Serialize;
use ts_rs::TS;

use super::{Entries, is_in_force};
use crate::error::ApiError;

/// A telephone number or an address.
#[derive(Clone, Serialize, TS)]
pub struct ContactPointView {
    /// The entry.
    pub entry: EntryId,
    /// The version that is shown.
    pub change: ChangeId,
    /// By what means; none for one that a later version of Doorstep knows.
    pub means: Option<ContactMeans>,
    /// As shown: "07700 900123".
    pub value: String,
    /// May a voicemail be left?
    pub safe_to_voicemail: Safe,
    /// May a text be sent?
    pub safe_to_text: Safe,
    /// When it is safe.
    pub safe_hours: Option<String>,
    /// Who answers.
    pub who_answers: Option<String>,
    /// Whether two people wrote different values, and a decision waits.
    pub disputed: bool,
}

pub(super) fn contact_points(entries: &impl Entries, person: PersonId) -> Result<Vec<ContactPointView>, ApiError> {
    let stored = entries.of_kind(Subject::Person(person), EntryKind::ContactPoint)?.into_iter();
    stored.filter(|stored| is_in_force(stored)).map(|stored| contact_point_view(&stored)).collect()
}

fn contact_point_view(stored: &Stored) -> Result<ContactPointView, ApiError> {
    let usual = ContactPointView {
        entry: stored.entry,
        change: stored.change.id(),
        means: None,
        value: String::new(),
        safe_to_voicemail: Safe::NotKnown,
        safe_to_text: Safe::NotKnown,
        safe_hours: None,
        who_answers: None,
        disputed: stored.state == EntryState::Disputed,
    };
    let Ok(point) = serde_json::from_str::<ContactPoint>(stored.body()) else {
        // A later version of Doorstep knows other means: what it wrote is shown as it stands, and hides nobody else's.
        let body: serde_json::Value = serde_json::from_str(stored.body())?;
        return Ok(ContactPointView { value: body["value"].as_str().unwrap_or_default().to_owned(), ..usual });
    };
    let phone = point.value.parse::<Phone>().map(|phone| phone.to_string());
    Ok(ContactPointView {
        means: Some(point.means),
        value: match point.means {
            ContactMeans::Phone => phone.unwrap_or(point.value),
            ContactMeans::Email => point.value,
        },
        safe_to_voicemail: point.safe_to_voicemail,
        safe_to_text: point.safe_to_text,
        safe_hours: point.safe_hours,
        who_answers: point.who_answers,
        ..usual
    })
}
