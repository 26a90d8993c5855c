//! That a contact happened: attendance. What was said and seen is an entry of its own.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Ask, Findings, Rule};

/// The five statutory reviews (SI 2013/351 reg 5A), and the two contacts that guidance of 2021 adds. By age.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewKind {
    /// After 28 weeks of pregnancy.
    Antenatal,
    /// 1 to 14 days.
    NewBirth,
    /// 6 to 8 weeks.
    SixToEightWeek,
    /// Suggested, not statutory: 3 to 4 months.
    #[serde(rename = "extra_3_4_months")]
    ExtraThreeToFourMonths,
    /// Suggested, not statutory: 6 months.
    #[serde(rename = "extra_6_months")]
    ExtraSixMonths,
    /// 9 to 15 months.
    TwelveMonth,
    /// 24 to 30 months.
    TwoToTwoAndAHalfYear,
}

impl ReviewKind {
    /// Every kind, by age.
    pub const ALL: [Self; 7] = [
        Self::Antenatal,
        Self::NewBirth,
        Self::SixToEightWeek,
        Self::ExtraThreeToFourMonths,
        Self::ExtraSixMonths,
        Self::TwelveMonth,
        Self::TwoToTwoAndAHalfYear,
    ];

    /// Its name, as written in changes and policy files.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Antenatal => "antenatal",
            Self::NewBirth => "new_birth",
            Self::SixToEightWeek => "six_to_eight_week",
            Self::ExtraThreeToFourMonths => "extra_3_4_months",
            Self::ExtraSixMonths => "extra_6_months",
            Self::TwelveMonth => "twelve_month",
            Self::TwoToTwoAndAHalfYear => "two_to_two_and_a_half_year",
        }
    }
}

/// How people met (CSDS consultation mechanism).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactMode {
    /// 01.
    FaceToFace,
    /// 02.
    Telephone,
    /// 11.
    Video,
    /// 09.
    Text,
    /// 05.
    Email,
    /// 98.
    Other,
}

/// Where (CSDS activity location type).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactPlace {
    /// A01.
    Home,
    /// B01.
    Clinic,
    /// H01.
    ChildrensCentre,
    /// C01.
    GpSurgery,
    /// X01.
    Other,
}

/// What became of it (mapped to CSDS attendance status on export).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ContactOutcome {
    /// It took place.
    TookPlace,
    /// Nobody opened the door.
    NoAccess,
    /// A child was not brought.
    WasNotBrought,
    /// An adult did not attend.
    DidNotAttend,
    /// The family cancelled.
    CancelledByFamily,
    /// The service cancelled.
    CancelledByService,
    /// The family declined.
    Declined,
}

/// Whether the child was seen, which only a person in the room can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChildSeen {
    /// Awake.
    Awake,
    /// Asleep.
    Asleep,
    /// Not seen.
    NotSeen,
    /// The contact is an adult's own.
    NotApplicable,
}

/// Somebody in the room, by what they are to the child.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Present {
    /// The mother.
    Mother,
    /// The father.
    Father,
    /// A parent's partner.
    Partner,
    /// Brothers or sisters.
    Siblings,
    /// A grandparent.
    Grandparent,
    /// Another relative or friend.
    OtherAdult,
    /// An interpreter.
    Interpreter,
    /// Another professional.
    Professional,
}

/// Who interpreted. A relative or friend must never interpret what is asked alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum InterpretedBy {
    /// A professional interpreter in the room.
    InPerson,
    /// A professional interpreter by telephone or video.
    Remotely,
    /// A colleague who speaks the language.
    Colleague,
    /// A relative or a friend.
    RelativeOrFriend,
    /// One was needed, and none came.
    NoneCame,
}

/// DOMAIN 3.7. One for each child and adult seen (two twins are two). Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Contact {
    /// Which review it was, if one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<ReviewKind>,
    /// How.
    pub mode: ContactMode,
    /// Where.
    pub place: ContactPlace,
    /// When it started.
    #[ts(type = "string")]
    pub started_at: DateTime<FixedOffset>,
    /// When it ended; none when it did not take place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub ended_at: Option<DateTime<FixedOffset>>,
    /// What became of it.
    pub outcome: ContactOutcome,
    /// Whether the child was seen.
    pub child_seen: ChildSeen,
    /// Who was in the room.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<Present>,
    /// Who interpreted (CON-06), where one was needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub interpreted_by: Option<InterpretedBy>,
}

const LONGEST_MINUTES: i64 = 600;
const LONG_MINUTES: i64 = 240;

impl Body for Contact {
    const SAMPLE: &str = concat!(
        r#"{"review":"new_birth","mode":"face_to_face","place":"home","started_at":"2026-10-25T01:30:00+01:00","#,
        r#""ended_at":"2026-10-25T01:30:00Z","outcome":"took_place","child_seen":"awake","#,
        r#""present":["mother","interpreter"],"interpreted_by":"remotely"}"#,
    );

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        if about.born_on.is_some_and(|born| self.started_at.date_naive() < born) {
            // Refused whatever the clock says: DOMAIN S12.
            found.reject("started_at", Rule::BeforeBirth);
        }
        if self.started_at > about.now + chrono::TimeDelta::minutes(5) && !about.clock_doubtful {
            found.ask("started_at", Ask::AfterNow);
        }
        match (self.outcome, self.ended_at) {
            (ContactOutcome::TookPlace, None) => found.reject("ended_at", Rule::Required),
            (_, Some(ended_at)) => self.check_duration(ended_at, about, &mut found),
            (_, None) => {}
        }
        found
    }
}

impl Contact {
    /// Whether somebody saw the child. Behind a closed door and through a telephone nobody is seen, whatever was ticked.
    #[must_use]
    pub fn saw_the_child(&self) -> bool {
        self.was_a_meeting() && matches!(self.child_seen, ChildSeen::Awake | ChildSeen::Asleep)
    }

    /// Whether somebody met whom the contact is about: the child, or an adult whose own it is.
    #[must_use]
    pub fn met_whom_it_is_about(&self) -> bool {
        self.saw_the_child() || (self.was_a_meeting() && self.child_seen == ChildSeen::NotApplicable)
    }

    /// Whether it took place, and in a way in which people see one another.
    fn was_a_meeting(&self) -> bool {
        let sees = match self.mode {
            ContactMode::FaceToFace | ContactMode::Video | ContactMode::Other => true,
            ContactMode::Telephone | ContactMode::Text | ContactMode::Email => false,
        };
        sees && self.outcome == ContactOutcome::TookPlace
    }

    fn check_duration(&self, ended_at: DateTime<FixedOffset>, about: &About<'_>, found: &mut Findings) {
        match (ended_at - self.started_at).num_minutes() {
            ..0 => found.reject("ended_at", Rule::EndsBeforeStart),
            0 => found.reject("ended_at", Rule::DurationOutOfRange),
            minutes if minutes > LONGEST_MINUTES => found.reject("ended_at", Rule::DurationOutOfRange),
            minutes if minutes > LONG_MINUTES => found.ask("ended_at", Ask::LongContact),
            _ => {}
        }
        let overlaps =
            |(start, end): &(DateTime<FixedOffset>, DateTime<FixedOffset>)| self.started_at < *end && *start < ended_at;
        if about.other_contacts.iter().any(overlaps) {
            found.ask("started_at", Ask::OverlapsAnother);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> DateTime<FixedOffset> {
        DateTime::parse_from_rfc3339(&format!("2026-11-02T{time}:00+00:00")).unwrap()
    }

    fn contact(start: &str, end: Option<&str>) -> Contact {
        Contact {
            review: Some(ReviewKind::NewBirth),
            mode: ContactMode::FaceToFace,
            place: ContactPlace::Home,
            started_at: at(start),
            ended_at: end.map(at),
            outcome: ContactOutcome::TookPlace,
            child_seen: ChildSeen::Awake,
            present: vec![Present::Mother],
            interpreted_by: None,
        }
    }

    #[test]
    fn a_contact_lasts_between_a_minute_and_ten_hours() {
        let about = About::nobody(at("23:00"));
        let cases = [
            ("09:30", Some("10:20"), vec![], vec![]),
            ("09:30", Some("13:31"), vec![], vec![Ask::LongContact]),
            ("09:30", Some("19:31"), vec![Rule::DurationOutOfRange], vec![]),
            ("09:30", Some("09:30"), vec![Rule::DurationOutOfRange], vec![]),
            ("09:30", Some("09:00"), vec![Rule::EndsBeforeStart], vec![]),
            ("09:30", None, vec![Rule::Required], vec![]),
            ("23:06", Some("23:30"), vec![], vec![Ask::AfterNow]),
        ];
        for (start, end, rules, asks) in cases {
            let found = contact(start, end).check(&about);
            assert_eq!(found.problems.iter().map(|p| p.rule).collect::<Vec<_>>(), rules, "{start} to {end:?}");
            assert_eq!(found.questions.iter().map(|q| q.ask).collect::<Vec<_>>(), asks, "{start} to {end:?}");
        }
    }

    #[test]
    fn a_review_is_called_what_is_written_of_it() {
        for review in ReviewKind::ALL {
            assert_eq!(serde_json::to_value(review).unwrap(), review.name());
        }
        assert!(ReviewKind::ALL.is_sorted(), "by age");
    }

    #[test]
    fn no_contact_comes_before_birth_whatever_the_clock_says() {
        let mut about = About::nobody(at("08:00"));
        about.born_on = chrono::NaiveDate::from_ymd_opt(2026, 11, 3);
        let found = contact("09:30", Some("10:20")).check(&about);
        assert_eq!(found.problems[0].rule, Rule::BeforeBirth);
    }

    #[test]
    fn nobody_sees_a_child_behind_a_closed_door_or_through_a_telephone() {
        let met = |mode, outcome, child_seen| {
            let contact = Contact { mode, outcome, child_seen, ..contact("09:30", Some("10:20")) };
            (contact.saw_the_child(), contact.met_whom_it_is_about())
        };
        use ContactOutcome::{NoAccess, TookPlace};
        for (mode, outcome, child_seen, expected) in [
            (ContactMode::FaceToFace, TookPlace, ChildSeen::Awake, (true, true)),
            (ContactMode::FaceToFace, TookPlace, ChildSeen::Asleep, (true, true)),
            (ContactMode::FaceToFace, TookPlace, ChildSeen::NotSeen, (false, false)),
            (ContactMode::FaceToFace, TookPlace, ChildSeen::NotApplicable, (false, true)),
            (ContactMode::FaceToFace, NoAccess, ChildSeen::Awake, (false, false)),
            (ContactMode::Video, TookPlace, ChildSeen::Awake, (true, true)),
            (ContactMode::Telephone, TookPlace, ChildSeen::Awake, (false, false)),
            (ContactMode::Text, TookPlace, ChildSeen::NotApplicable, (false, false)),
        ] {
            assert_eq!(met(mode, outcome, child_seen), expected, "{mode:?} {outcome:?} {child_seen:?}");
        }
    }

    #[test]
    fn overlapping_contacts_of_one_author_are_asked_about() {
        let others = [(at("10:00"), at("10:40"))];
        let about = About { other_contacts: &others, ..About::nobody(at("18:00")) };
        assert_eq!(contact("09:30", Some("10:20")).check(&about).questions[0].ask, Ask::OverlapsAnother);
        assert!(contact("10:40", Some("11:20")).check(&about).is_clear(), "one may start as another ends");
    }
}
