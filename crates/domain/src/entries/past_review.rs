//! A review that was done before the child came to this service's record, or elsewhere: which, when and how. A contact says
//! far more (from when to when, who was seen), and nothing of that may be made up.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::contact::{ContactMode, ReviewKind};
use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// How it is known that a review was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PastReviewSource {
    /// The system that the service had before.
    PreviousSystem,
    /// The red book.
    RedBook,
    /// The service where the child was before.
    AnotherService,
    /// A parent says so.
    Parent,
}

/// IMP-01. One for each review of a child. Merged by field.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PastReview {
    /// Which.
    pub review: ReviewKind,
    /// When.
    #[ts(type = "string")]
    pub done_on: NaiveDate,
    /// How: face to face, by telephone or by video.
    pub mode: ContactMode,
    /// How it is known.
    pub source: PastReviewSource,
    /// Where it is written, or what else is known of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_NOTE: usize = 2_000;

impl Body for PastReview {
    const SAMPLE: &str = concat!(
        r#"{"review":"new_birth","done_on":"2026-10-12","mode":"face_to_face","source":"red_book","#,
        r#""note":"Signed by J. Hart, page 12."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(self.review.name().to_owned())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.refuse_future("done_on", self.done_on, about.today());
        let before_birth = about.born_on.is_some_and(|born| self.done_on < born);
        if before_birth && self.review != ReviewKind::Antenatal {
            found.reject("done_on", Rule::BeforeBirth);
        }
        match self.mode {
            ContactMode::FaceToFace | ContactMode::Telephone | ContactMode::Video => {}
            // A text or a letter is no review.
            ContactMode::Text | ContactMode::Email | ContactMode::Other => found.reject("mode", Rule::NotAChoice),
        }
        found.limit_text("note", &self.note, LONGEST_NOTE);
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::checking::{about, problems};
    use super::super::trying::{each_is_fine, each_is_refused};
    use super::*;

    #[test]
    fn a_review_was_done_on_a_day_that_has_been_and_by_meeting_or_talking() {
        each_is_refused::<PastReview>(&[
            (json!({ "done_on": "2026-11-04" }), "done_on", Rule::InTheFuture),
            (json!({ "mode": "text" }), "mode", Rule::NotAChoice),
            (json!({ "mode": "other" }), "mode", Rule::NotAChoice),
            (json!({ "note": "x".repeat(2_001) }), "note", Rule::TooLong),
        ]);
        each_is_fine::<PastReview>(&[json!({ "mode": "video", "note": null }), json!({ "done_on": "2026-11-03" })]);
    }

    #[test]
    fn only_the_antenatal_one_was_before_the_birth() {
        let whom = About { born_on: "2026-10-13".parse().ok(), ..about() };
        assert_eq!(problems(|_: &mut PastReview| {}, &whom), [("done_on", Rule::BeforeBirth)]);
        assert_eq!(problems(|body: &mut PastReview| body.review = ReviewKind::Antenatal, &whom), []);
    }
}
