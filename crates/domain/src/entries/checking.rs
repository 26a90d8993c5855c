//! How tests of a kind change its sample and see what a check finds.

use chrono::DateTime;

use super::{About, Body};
use crate::invalid::{Ask, Findings, Rule};

/// Nobody in particular, on 3 November 2026.
pub(super) fn about() -> About<'static> {
    About::nobody(DateTime::parse_from_rfc3339("2026-11-03T10:00:00Z").unwrap())
}

fn check<B: Body>(change: impl FnOnce(&mut B), about: &About<'_>) -> Findings {
    let mut body: B = serde_json::from_str(B::SAMPLE).unwrap();
    change(&mut body);
    body.check(about)
}

/// What is wrong with the sample after a change to it.
pub(super) fn problems<B: Body>(change: impl FnOnce(&mut B), about: &About<'_>) -> Vec<(&'static str, Rule)> {
    let found = check(change, about).problems;
    found.into_iter().map(|problem| (&*problem.field.leak(), problem.rule)).collect()
}

/// What is asked about the sample after a change to it.
pub(super) fn asked<B: Body>(change: impl FnOnce(&mut B), about: &About<'_>) -> Vec<(&'static str, Ask)> {
    let found = check(change, about).questions;
    found.into_iter().map(|question| (&*question.field.leak(), question.ask)).collect()
}
