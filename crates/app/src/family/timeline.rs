//! The timeline: what happened, entry by entry.

use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::measurement::Measurement;
use doorstep_domain::id::{BatchId, ChangeId, EntryId, PersonId};
use doorstep_domain::invalid::Ask;
use doorstep_domain::person::Person;
use doorstep_domain::sensitivity::Sensitivity;
use doorstep_domain::time::Age;
use doorstep_store::read::{EntryState, Progress, Stored};
use serde::{Deserialize as _, Serialize};
use serde_json::value::RawValue;
use ts_rs::TS;

use crate::error::ApiError;
use crate::growth::{GrowthScore, scores};
use crate::person::{AuthorView, corrected_words};
use crate::policy::policy;
use crate::scales::{ScaleView, scales};
use crate::scans::ScanView;
use crate::seen::SeenView;
use crate::staff::StaffNames;
use crate::unverified::is_unverified;

/// How far an item has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    /// Signed, and only on this laptop.
    OnThisLaptop,
    /// The service keeps it until the version that it builds on arrives.
    Waiting,
    /// The service has it.
    AtTheService,
    /// The service set it aside.
    Quarantined,
}

/// One entry of the timeline.
#[derive(Clone, Serialize, TS)]
pub struct TimelineItem {
    /// Which.
    pub entry: EntryId,
    /// The version that is shown.
    pub change: ChangeId,
    /// Whose; of what is about a home, the person of the screen.
    pub person: PersonId,
    /// Whether it is about all who live in a home.
    pub household: bool,
    /// What sort; none for a kind of a later version of Doorstep.
    pub kind: Option<EntryKind>,
    /// The content, `EntryBodies[kind]`.
    #[ts(type = "unknown")]
    pub body: Box<RawValue>,
    /// Where what was measured stands, for a measurement.
    pub scores: Vec<GrowthScore>,
    /// The scores of questionnaires, and the cut-offs that they reach.
    pub scales: Vec<ScaleView>,
    /// When it happened, ISO.
    pub occurred: String,
    /// How old whose it is was then (CON-11); none where the day or the birth is not known.
    pub age: Option<String>,
    /// The corrected age then, where the child was born before 37 weeks and it still mattered.
    pub corrected_age: Option<String>,
    /// Who wrote it.
    pub author: AuthorView,
    /// Items of one signature belong together: one visit, one card.
    pub batch: Option<BatchId>,
    /// How sensitive it is.
    pub sensitivity: Sensitivity,
    /// Taken over from the system before Doorstep: nobody here has verified it.
    pub unverified: bool,
    /// Written over 24 hours after it happened. What was taken over is not said to be late.
    pub late: bool,
    /// Written while the laptop's clock was wrong: the day is what its author said.
    pub clock_doubtful: bool,
    /// It happened after the family's move was asked for: what was sent to the other service may lack it (DOMAIN S4).
    pub after_transfer: bool,
    /// Changed since first signed.
    pub amended: bool,
    /// Entered in error.
    pub in_error: bool,
    /// Two versions differ, and a decision waits.
    pub disputed: bool,
    /// Under which record of the same person it was written, where that is not the one that is shown.
    pub written_under: Option<String>,
    /// How far it has come.
    pub receipt: Receipt,
    /// The scanned files of a document, in the order in which they came.
    pub scans: Vec<ScanView>,
    /// Who has seen it, of what is meant for somebody.
    pub seen: Option<SeenView>,
}

/// Who somebody is and where they live, shown where it is in force; parts of files, shown with their document; and who has
/// seen something, shown with it.
const SHOWN_ELSEWHERE: [EntryKind; 11] = [
    EntryKind::Identity,
    EntryKind::NhsNumberEntry,
    EntryKind::Birth,
    EntryKind::Address,
    EntryKind::ContactPoint,
    EntryKind::Membership,
    EntryKind::Relationship,
    EntryKind::SamePerson,
    EntryKind::StaffMember,
    EntryKind::DocumentPart,
    EntryKind::Acknowledgement,
];

/// Everything else that was recorded is in the timeline: nothing that somebody wrote down is out of sight.
pub(crate) fn belongs_in_timeline(stored: &Stored) -> bool {
    stored.change.header.kind.known().is_none_or(|kind| !SHOWN_ELSEWHERE.contains(&kind))
}

/// An entry as the timeline shows it.
pub(crate) fn timeline_item(
    stored: &Stored,
    person: PersonId,
    names: &mut StaffNames<'_>,
) -> Result<TimelineItem, ApiError> {
    let header = &stored.change.header;
    let body: Box<RawValue> = serde_json::from_str(stored.body())?;
    let unverified = is_unverified(names.vault(), stored)?;
    Ok(TimelineItem {
        entry: stored.entry,
        change: stored.change.id(),
        person,
        household: header.subject.household().is_some(),
        kind: header.kind.known(),
        scales: header.kind.known().map_or_else(|| Ok(Vec::new()), |kind| scales(kind, &*body))?,
        body,
        scores: Vec::new(),
        occurred: header.occurred.to_string(),
        age: None,
        corrected_age: None,
        author: names.author(header)?,
        batch: stored.batch.map(|batch| batch.id),
        sensitivity: stored.sensitivity,
        unverified,
        late: header.occurred.is_late(header.recorded_at) && !unverified,
        clock_doubtful: header.confirmed.iter().any(|yes| yes.ask == Ask::ClockDoubtful),
        after_transfer: false,
        amended: stored.versions > 1,
        in_error: stored.state == EntryState::InError,
        disputed: matches!(stored.state, EntryState::Disputed | EntryState::Concurrent),
        written_under: None,
        receipt: receipt(stored),
        scans: Vec::new(),
        seen: None,
    })
}

/// With how old the person was, and where a measurement stands.
pub(super) fn of_person(
    item: TimelineItem,
    stored: &Stored,
    person: Option<&Person>,
) -> Result<TimelineItem, ApiError> {
    let Some(person) = person.filter(|_| !item.household) else { return Ok(item) };
    let uk90 = policy()?.uk90.as_ref();
    let measured = Some(EntryKind::Measurement) == item.kind;
    let measurement = measured.then(|| Measurement::deserialize(&*item.body).ok()).flatten();
    let then = stored.change.header.occurred.earliest();
    Ok(TimelineItem {
        age: person.age_on(then).map(Age::in_words),
        corrected_age: person.corrected_age_on(then).and_then(corrected_words),
        scores: measurement.map(|measurement| scores(person, &measurement, uk90)).unwrap_or_default(),
        ..item
    })
}

pub(crate) fn receipt(stored: &Stored) -> Receipt {
    match stored.batch.map(|batch| batch.progress) {
        None | Some(Progress::Received) => Receipt::AtTheService,
        Some(Progress::Unsent) => Receipt::OnThisLaptop,
        Some(Progress::Waiting) => Receipt::Waiting,
        Some(Progress::Quarantined) => Receipt::Quarantined,
    }
}
