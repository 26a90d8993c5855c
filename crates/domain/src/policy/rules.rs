//! The rules of the review schedule, in every version that was in force: `assets/schedule`.
//!
//! A review is judged by the version in force on the day on which it opened, so that guidance of today says nothing about
//! what was done by the guidance of its day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use toml::Spanned;

use super::file::{File, Header, Origin, PolicyError};
use super::offset::Offset;
use crate::entries::contact::ReviewKind;
use crate::staff::Role;

/// What a rule counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The day of birth, whatever the gestation: reviews are due by chronological age.
    Birth,
    /// The expected date of delivery.
    Expected,
}

/// When one review is due, and who may do it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewRule {
    /// Which review.
    pub review: ReviewKind,
    /// Whether the law asks for it.
    pub mandated: bool,
    /// What the rest counts from.
    pub anchor: Anchor,
    /// The first day on which it may be done.
    pub opens: Offset,
    /// The first day on which somebody is reminded.
    pub soon: Offset,
    /// The first day that good practice names, where it names one.
    #[serde(default)]
    pub target_from: Option<Offset>,
    /// The last day that good practice names, where it names one.
    #[serde(default)]
    pub target: Option<Offset>,
    /// The last day in time. The next one is late.
    pub due: Offset,
    /// The last day of the window: what closed before a service held the record is not known to it.
    pub closes: Offset,
    /// The roles that may do it.
    pub by: Vec<Role>,
}

impl ReviewRule {
    /// Its offsets in the order in which their days must come, none left out.
    fn in_order(&self) -> impl Iterator<Item = Offset> {
        let target = [self.target_from, self.target].into_iter().flatten();
        std::iter::once(self.opens).chain(target).chain([self.due, self.closes])
    }
}

/// The rules of one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleVersion {
    /// Where they come from and when they held.
    pub origin: Origin,
    /// A rule for each review of that time.
    pub rules: Vec<ReviewRule>,
    /// Reviews that these rules do away with, also where they are open.
    pub ended: Vec<ReviewKind>,
}

/// Every version of the rules, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScheduleRules {
    versions: Vec<RuleVersion>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    file: Spanned<Header>,
    review: Vec<Spanned<ReviewRule>>,
    #[serde(default)]
    ended: Vec<Ended>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ended {
    review: ReviewKind,
}

impl RuleVersion {
    /// Its rule for a review.
    #[must_use]
    pub fn rule(&self, review: ReviewKind) -> Option<&ReviewRule> {
        self.rules.iter().find(|rule| rule.review == review)
    }
}

impl ScheduleRules {
    /// Every version, the latest first.
    #[must_use]
    pub fn versions(&self) -> &[RuleVersion] {
        &self.versions
    }

    /// The rule of the version in force when, by its own count, the review opens: on the day that `opens` gives for it.
    ///
    /// Where guidance moved that day to an earlier one, a review may open too late for the old rules and too early for the
    /// new: then the new ones hold. A review that opened before anybody's rules had it is nobody's.
    pub fn in_force(
        &self,
        review: ReviewKind,
        opens: impl Fn(&ReviewRule) -> Option<NaiveDate>,
    ) -> Option<(&RuleVersion, &ReviewRule)> {
        // The version after the one that is looked at, if by its count the review opened before it began.
        let mut next = None;
        for version in &self.versions {
            let Some((rule, day)) = version.rule(review).and_then(|rule| Some((rule, opens(rule)?))) else {
                next = None;
                continue;
            };
            if version.origin.holds_on(day) {
                return Some((version, rule));
            }
            let too_early = day < version.origin.effective_from;
            if !too_early && next.is_some() {
                return next;
            }
            next = too_early.then_some((version, rule));
        }
        None
    }

    /// The first later version that does away with this review of that version.
    pub fn ended_after(&self, version: &RuleVersion, review: ReviewKind) -> Option<&RuleVersion> {
        let later = |other: &&RuleVersion| other.origin.effective_from > version.origin.effective_from;
        self.versions.iter().rev().filter(later).find(|other| other.ended.contains(&review))
    }
}

pub(super) fn read<'t>(files: impl Iterator<Item = File<'t>>) -> Result<ScheduleRules, PolicyError> {
    let mut versions = files.map(|file| version(&file)).collect::<Result<Vec<_>, _>>()?;
    versions.sort_by_key(|(_, _, version)| std::cmp::Reverse(version.origin.effective_from));
    for pair in versions.windows(2) {
        let [(_, _, later), (file, line, earlier)] = pair else { continue };
        let ended = earlier.origin.effective_to.map_or(Some(later.origin.effective_from), |last| last.succ_opt());
        if later.origin.effective_from == earlier.origin.effective_from || ended != Some(later.origin.effective_from) {
            let reason = format!("it must end on the day before \"{}\" begins, or not say when", later.origin.title);
            return Err(file.refuse_line(*line, reason));
        }
    }
    let mut versions: Vec<RuleVersion> = versions.into_iter().map(|(_, _, version)| version).collect();
    end_each_before_the_next(&mut versions);
    if versions.is_empty() {
        return Err(PolicyError::new("schedule", 1, "there are no rules at all"));
    }
    Ok(ScheduleRules { versions })
}

fn end_each_before_the_next(latest_first: &mut [RuleVersion]) {
    let mut next_begins: Option<NaiveDate> = None;
    for version in latest_first {
        version.origin.effective_to = version.origin.effective_to.or(next_begins.and_then(|day| day.pred_opt()));
        next_begins = Some(version.origin.effective_from);
    }
}

fn version<'t>(file: &File<'t>) -> Result<(File<'t>, usize, RuleVersion), PolicyError> {
    let Text { file: header, review: rules, ended } = file.toml()?;
    let line = file.refuse(header.span(), "").line;
    let origin = file.origin(header.into_inner())?;
    let mut seen = Vec::new();
    for rule in &rules {
        if let Some(reason) = wrong_with(rule.get_ref(), &seen) {
            return Err(file.refuse(rule.span(), reason));
        }
        seen.push(rule.get_ref().review);
    }
    let rules = rules.into_iter().map(Spanned::into_inner).collect();
    let ended = ended.into_iter().map(|ended| ended.review).collect();
    Ok((*file, line, RuleVersion { origin, rules, ended }))
}

/// Days are put in order for a birth in a short month and one in a long: months and days may be mixed.
fn wrong_with(rule: &ReviewRule, seen: &[ReviewKind]) -> Option<String> {
    let name = rule.review.name();
    if seen.contains(&rule.review) {
        return Some(format!("a second rule for {name}"));
    }
    if rule.by.is_empty() {
        return Some(format!("{name}: nobody may do it"));
    }
    for birth in [(2023, 1, 31), (2024, 2, 29)] {
        let birth = NaiveDate::from_ymd_opt(birth.0, birth.1, birth.2).unwrap_or_default();
        let days: Option<Vec<NaiveDate>> = rule.in_order().map(|offset| offset.after(birth, birth)).collect();
        let soon = rule.soon.after(birth, birth);
        let Some(days) = days.filter(|days| days.is_sorted()) else {
            return Some(format!("{name}: opens, target_from, target, due and closes must follow one another"));
        };
        if soon < days.first().copied() || soon > rule.due.after(birth, birth) {
            return Some(format!("{name}: a reminder comes between opening and due"));
        }
    }
    None
}
