//! The reviews of a child: what is due, what was done, and why each stands as it does.

use chrono::NaiveDate;
use doorstep_domain::care::Care;
use doorstep_domain::entries::EntryKind;
use doorstep_domain::entries::contact::{Contact, ReviewKind};
use doorstep_domain::entries::death::Death;
use doorstep_domain::entries::past_review::PastReview;
use doorstep_domain::entries::pregnancy::{Pregnancy, PregnancyOutcome};
use doorstep_domain::entries::registration::Registration;
use doorstep_domain::entries::review_decision::ReviewDecision;
use doorstep_domain::id::{EntryId, Subject};
use doorstep_domain::person::Person;
use doorstep_domain::policy::Anchor;
use doorstep_domain::schedule::{
    Because, Decision, Done, NotCounted, Remotely, ReviewItem, ReviewState, Scheduled, Witness, schedule,
};
use doorstep_store::read::EntryState;
use serde::Serialize;
use ts_rs::TS;

use crate::error::ApiError;
use crate::family::{Entries, bodies, is_in_force};
use crate::policy::policy;
use crate::unverified::is_unverified;

/// A review, and why it stands as it does.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReviewView {
    /// Which.
    pub review: ReviewKind,
    /// How it stands today.
    pub state: ReviewState,
    /// The first day on which it may be done, ISO.
    pub opens_on: String,
    /// The last day that good practice names, ISO.
    pub target_on: Option<String>,
    /// The last day in time, ISO.
    pub due_on: String,
    /// Whether its days are counted from the expected date; otherwise from birth.
    pub from_expected: bool,
    /// The day from which they are counted, ISO.
    pub counted_from: String,
    /// The rules that were in force when it opened.
    pub rules: String,
    /// What decides.
    pub because: Because,
    /// Why the latest contact that was to be this review does not count.
    pub not_counted: Option<NotCounted>,
}

/// The reviews of a child as they stand today; none where the birth date is not known to the day.
pub(crate) fn reviews(entries: &impl Entries, child: &Person, today: NaiveDate) -> Result<Vec<ReviewView>, ApiError> {
    Ok(items(entries, child, today)?.iter().map(view).collect())
}

/// Whether a child who is seen at a brother's or sister's review on a day has this review too.
pub(crate) fn is_open_on(
    entries: &impl Entries,
    child: &Person,
    review: ReviewKind,
    day: NaiveDate,
) -> Result<bool, ApiError> {
    Ok(items(entries, child, day)?.iter().any(|item| item.review == review && item.is_open_on(day)))
}

fn items(entries: &impl Entries, child: &Person, as_of: NaiveDate) -> Result<Vec<ReviewItem<'static>>, ApiError> {
    let about = Subject::Person(child.id);
    let scheduled = match child.birth_day().filter(|_| child.is_child) {
        Some(born_on) => scheduled(entries, about, Scheduled::born(born_on, child.gestation))?,
        None => match pregnancy(entries, about)? {
            Some(pregnancy) => pregnancy,
            None => return Ok(Vec::new()),
        },
    };
    let decided: Vec<ReviewDecision> = bodies(entries, about, EntryKind::ReviewDecision)?;
    let done = done(entries, about, &decided)?;
    let decisions: Vec<Decision> = decided.iter().filter_map(decision).collect();
    Ok(schedule(&policy()?.schedule, &scheduled.believed_on(as_of), &done, &decisions, as_of))
}

/// What comes next: what is overdue the longest, or due the soonest.
pub(crate) fn next(reviews: Vec<ReviewView>) -> Option<ReviewView> {
    let live = reviews.into_iter().filter(|review| review.state.is_live());
    live.min_by(|one, other| one.due_on.cmp(&other.due_on))
}

/// The review that should be done now: what comes next, where that is due soon or overdue.
pub(crate) fn due(reviews: &[ReviewView]) -> Option<ReviewKind> {
    let now = reviews.iter().filter(|review| matches!(review.state, ReviewState::DueSoon | ReviewState::Overdue));
    now.min_by(|one, other| one.due_on.cmp(&other.due_on)).map(|review| review.review)
}

/// The pregnancy of a mother that is expected. Once a child is born the reviews are the child's; after a loss or a
/// stillbirth nothing is listed, counted or asked for any more (TRF-02).
fn pregnancy(entries: &impl Entries, mother: Subject) -> Result<Option<Scheduled>, ApiError> {
    let pregnancies: Vec<Pregnancy> = bodies(entries, mother, EntryKind::Pregnancy)?;
    let latest = pregnancies.into_iter().max_by_key(|pregnancy| pregnancy.expected_on);
    let expected = latest.filter(|pregnancy| pregnancy.outcome == PregnancyOutcome::Expected);
    Ok(expected.map(|pregnancy| Scheduled::expected(pregnancy.expected_on)))
}

/// What else the days hang on: where care stands, and since when the child is known here.
fn scheduled(entries: &impl Entries, child: Subject, born: Scheduled) -> Result<Scheduled, ApiError> {
    let care = care(entries, child)?;
    Ok(Scheduled {
        died_on: care.died_on,
        go_live_on: known_since(entries, child)?,
        moved_in_on: care.moved_in_on,
        moved_out_on: care.left_on,
        ..born
    })
}

fn care(entries: &impl Entries, child: Subject) -> Result<Care, ApiError> {
    let deaths: Vec<Death> = bodies(entries, child, EntryKind::Death)?;
    let deaths: Vec<NaiveDate> = deaths.into_iter().map(|death| death.on).collect();
    let episodes: Vec<Registration> = bodies(entries, child, EntryKind::Registration)?;
    let records = child.person().map(|person| entries.vault().records_of(person)).transpose()?;
    Ok(Care::of(&episodes, &deaths, records.is_some_and(|records| records.len() > 1)))
}

/// The day on which Doorstep began to know the child. What was to be done before is not known: nobody here could have
/// recorded it, and it is never called overdue (IMP-01).
fn known_since(entries: &impl Entries, child: Subject) -> Result<Option<NaiveDate>, ApiError> {
    let mut first = None;
    for stored in entries.of_kind(child, EntryKind::Identity)? {
        let earlier = if stored.versions > 1 { entries.vault().versions(stored.entry)? } else { Vec::new() };
        let versions = earlier.iter().chain([&stored.change]);
        first = versions.map(|version| version.header.recorded_at.date_naive()).chain(first).min();
    }
    Ok(first)
}

fn decision(decided: &ReviewDecision) -> Option<Decision> {
    Some(Decision { review: decided.review, on: decided.decided_on, what: decided.decided()? })
}

/// The signed contacts that were to be reviews, and the reviews of before. One by telephone or video counts for what was
/// decided about meeting.
fn done(entries: &impl Entries, child: Subject, decided: &[ReviewDecision]) -> Result<Vec<Done>, ApiError> {
    let mut all = before(entries, child, decided)?;
    let contacts = entries.of_kind(child, EntryKind::Contact)?.into_iter();
    let settled = contacts.filter(|stored| stored.state == EntryState::Settled);
    all.extend(settled.filter_map(|stored| {
        let body: Contact = serde_json::from_str(stored.body()).ok()?;
        let remotely = remotely(decided, body.review, stored.entry);
        Done::of(stored.entry, &body, stored.change.header.role, remotely)
    }));
    Ok(all)
}

/// Reviews that were done before Doorstep or elsewhere, with whether anybody here vouches for them.
fn before(entries: &impl Entries, child: Subject, decided: &[ReviewDecision]) -> Result<Vec<Done>, ApiError> {
    let mut found = Vec::new();
    let recorded = entries.of_kind(child, EntryKind::PastReview)?.into_iter();
    for stored in recorded.filter(|stored| is_in_force(stored)) {
        let Ok(body) = serde_json::from_str::<PastReview>(stored.body()) else { continue };
        let witness = if is_unverified(entries.vault(), &stored)? { Witness::PreviousSystem } else { Witness::Told };
        let remotely = remotely(decided, Some(body.review), stored.entry);
        found.push(Done::before(stored.entry, &body, witness, remotely));
    }
    Ok(found)
}

/// What was decided about meeting after this one, if it was by telephone or video.
fn remotely(decided: &[ReviewDecision], review: Option<ReviewKind>, entry: EntryId) -> Option<Remotely> {
    let of_it = |decision: &&ReviewDecision| {
        Some(decision.review) == review && decision.contact.is_none_or(|contact| contact == entry)
    };
    decided.iter().find(of_it).and_then(ReviewDecision::remotely)
}

fn view(item: &ReviewItem<'_>) -> ReviewView {
    ReviewView {
        review: item.review,
        state: item.state,
        opens_on: item.window.opens.to_string(),
        target_on: item.window.target.map(|day| day.to_string()),
        due_on: item.window.due.to_string(),
        from_expected: item.why.rule.anchor == Anchor::Expected,
        counted_from: item.why.anchor_on.to_string(),
        rules: item.why.version.origin.title.clone(),
        because: item.why.because,
        not_counted: item.why.not_counted.map(|(_, why)| why),
    }
}
