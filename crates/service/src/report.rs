//! What laptops say of what is on them and not here, so that a loss can be told when one is lost.

use chrono::{DateTime, FixedOffset, SubsecRound as _, TimeDelta, Utc};
use doorstep_sync::wire::SyncRequest;

use crate::ledger::{OnlyThere, Report};

/// A sync with nothing new writes nothing, but once an hour it says that the device was here.
const NOTE_SEEN_EVERY: TimeDelta = TimeDelta::hours(1);

/// What a request says of the laptop that sends it.
pub(crate) fn report_of(request: &SyncRequest, at: DateTime<Utc>) -> Report {
    let drafts = u32::try_from(request.drafts.len()).unwrap_or(u32::MAX);
    let oldest_draft = request.drafts.iter().map(|draft| draft.opened_at).min();
    Report {
        at,
        drafts: oldest_draft.map(|oldest| only_there(drafts, oldest)),
        unsent: request.left.filter(|left| left.batches > 0).map(|left| only_there(left.batches, left.oldest)),
    }
}

/// As exactly as it is kept: what is kept of it must not differ from what is said again.
fn only_there(count: u32, oldest: DateTime<FixedOffset>) -> OnlyThere {
    OnlyThere { count, oldest_at: oldest.to_utc().trunc_subsecs(3) }
}

/// Whether a report is to be kept: it says something else than the last, or that was long ago.
pub(crate) fn is_news(report: &Report, last: Option<Report>) -> bool {
    last.is_none_or(|last| report.differs_from(&last) || report.at - last.at > NOTE_SEEN_EVERY)
}
