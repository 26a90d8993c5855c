//! What is wrong with something typed (a hard reject), and what to ask about it (a soft check).

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A hard reject: the field, and the rule that it breaks. Words for each rule live in the window.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Problem {
    /// The field's name in the form or body, `lines.0` for the first of a list.
    pub field: String,
    /// Which rule.
    pub rule: Rule,
}

/// A soft check: signing waits for a yes, and the yes is kept in the change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Question {
    /// The field's name in the form or body.
    pub field: String,
    /// What is unusual about it.
    pub ask: Ask,
}

/// Rules that something signed must keep (DOMAIN 3.2-3.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Nothing was given.
    Required,
    /// Longer than the field allows.
    TooLong,
    /// Not a number.
    NotANumber,
    /// Not a date.
    NotADate,
    /// Not a time of day.
    NotATime,
    /// A date without a day, where a day is needed.
    DayNeeded,
    /// After today.
    InTheFuture,
    /// Before the person was born.
    BeforeBirth,
    /// Ends before it starts.
    EndsBeforeStart,
    /// A contact of over 600 minutes, or of none.
    DurationOutOfRange,
    /// A weight without kg or g.
    UnitNeeded,
    /// Not a letter and five digits.
    PracticeCodeShape,
    /// Not ten digits.
    NhsNumberShape,
    /// The check digit is wrong, or the number is never issued.
    NhsNumberCheck,
    /// Not a UK postcode.
    PostcodeShape,
    /// Not a telephone number.
    PhoneShape,
    /// Not an e-mail address.
    EmailShape,
    /// Gestation outside 22+0 to 44+6 weeks.
    GestationOutOfRange,
    /// Birth weight outside 200 to 8,000 g.
    BirthWeightOutOfRange,
    /// Weight outside 0.2 to 60 kg.
    WeightOutOfRange,
    /// Length or height outside 20 to 140 cm.
    LengthOutOfRange,
    /// Head circumference outside 15 to 65 cm.
    HeadOutOfRange,
    /// Beyond 8 standard deviations (15 for a body mass index): a unit slip or the wrong child.
    Beyond8Sd,
    /// Not one of the choices.
    NotAChoice,
    /// Measured, or not done with a reason: neither was given.
    NothingRecorded,
    /// The author's role may not record this.
    RoleMayNot,
    /// The entry was marked in error and can no longer be changed.
    InError,
    /// An amendment, a mark in error or a late entry says why.
    ReasonRequired,
    /// Looked at again within twelve months, and after it begins.
    ReviewWithinAYear,
    /// The family must have been told.
    FamilyNotTold,
    /// A step down, or an end, rests on a document or on somebody who confirmed it.
    NotConfirmed,
    /// An enquiry under section 47 is always led by a social worker.
    SocialWorkerLeads,
    /// Somebody else than a social worker leads only when asked by a social-work manager, and when they agreed.
    AllocatedAndAgreed,
    /// Somebody on no professional register never does this.
    NotToUnregistered,
    /// The competency is not valid on the day on which it begins.
    CompetencyNotValid,
    /// Two people are needed, and one was named twice.
    SamePerson,
    /// Under a plan, or at the third attempt, somebody else hears of it the same day.
    SameDayDiscussion,
    /// A competency lasts three years at most.
    OverThreeYears,
    /// Under a plan or in care, somebody tells somebody in person or by telephone.
    VerbalHandover,
    /// From where the entry stands now, no step leads there.
    IllegalStep,
    /// Outside what the scale or the box allows.
    OutOfRange,
    /// One field says that another cannot have been answered.
    Contradiction,
    /// A thought of death or self-harm, and nothing said of what was decided about safety.
    SafetyDecision,
    /// A total that is less than one of its items.
    TotalBelowItem,
    /// A questionnaire for older children.
    TooYoung,
    /// Two NHS numbers, both traced: two people.
    NumbersDiffer,
    /// Everybody has one of these: it is recorded for the right person, not moved there.
    RecordedForEach,
    /// There is one of these, and somebody recorded it since the form opened: it is changed with that in sight.
    RecordedMeanwhile,
    /// It is part of another record, such as its visit, and only moves with it.
    PartOfAnother,
    /// A step of it was somebody else's to take: it is recorded again where it belongs, not moved.
    StepsOfOthers,
    /// Somebody with this NHS number, or this baby of this mother, has a record already.
    AlreadyRegistered,
    /// Taken back by the one who wrote it: somebody else must look too.
    SecondPerson,
    /// Two children are in one visit, and nobody said again whose numbers these are.
    NameNotConfirmed,
    /// Somebody covers on these days already.
    CoverOverlaps,
    /// Before today, where nobody acts on a day that is gone.
    InThePast,
    /// Somebody of this role can hold no caseload.
    NoCaseload,
}

/// What is unusual enough to ask about (DOMAIN 3.2-3.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Ask {
    /// A number of 100 or more without a unit: grams?
    Grams,
    /// Beyond 4 standard deviations.
    Beyond4Sd,
    /// The weight changed by over two centile spaces since the last one.
    WeightChange,
    /// Down by 10 % or more from birth weight.
    WeightLossTenPercent,
    /// In the first 28 days, under 0.6 or over 1.5 times the birth weight.
    UnlikeBirthWeight,
    /// Shorter than last time by over 0.5 cm.
    HeightFell,
    /// The head crossed two centile spaces upward.
    HeadGrewFast,
    /// Birth weight outside 300 to 7,000 g.
    BirthWeightUnusual,
    /// A record that may be of the same person is here already.
    MayBeRegistered,
    /// A child of over 8 years registered for the first time.
    ChildOver8,
    /// A mother outside 14 to 50 years.
    MotherAgeUnusual,
    /// A contact of over 240 minutes.
    LongContact,
    /// It starts before another of the author's contacts ends.
    OverlapsAnother,
    /// After the laptop's own clock: is the clock right?
    AfterNow,
    /// A number that another country issued (Scotland, Northern Ireland).
    NhsNumberFromElsewhere,
    /// Exclusive breast milk, and solids.
    ExclusiveWithSolids,
    /// An assessment without the voice of the child.
    NoVoiceOfChild,
    /// A concern, and nothing that protects.
    NothingThatProtects,
    /// Answers that ask for a fuller assessment, and nothing said of what comes next.
    FullerAssessment,
    /// Abuse was disclosed, and nothing said of how to get in touch safely.
    NoSafeContact,
    /// A pregnant smoker, and no stop-smoking service offered.
    StopSmokingOffer,
    /// Alcohol in a pregnancy, and no advice given.
    AlcoholAdvice,
    /// Alcohol before birth and difficulties, and no referral.
    FasdReferral,
    /// Jaundice today, and nothing said of what is done.
    JaundiceAction,
    /// An injury of a baby that does not move about by itself.
    InjuredBeforeMobile,
    /// The laptop's clock is earlier than what was signed on it: is the day that was typed right?
    ClockDoubtful,
    /// A relative or friend interpreted what is to be asked alone.
    RelativeInterpreted,
    /// The room or the practitioner is booked for another family at that time.
    SlotTaken,
    /// A centre without a named health visitor.
    NobodyNamed,
    /// A joint meeting after which nobody does anything.
    NothingAgreed,
    /// A service of the directory that nobody has made sure of for a year.
    CheckedLongAgo,
}

/// What checking found. Empty: it may be signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Findings {
    /// Hard rejects.
    pub problems: Vec<Problem>,
    /// Soft checks.
    pub questions: Vec<Question>,
}

impl Findings {
    /// Adds a hard reject of `field`.
    pub fn reject(&mut self, field: &str, rule: Rule) {
        self.problems.push(Problem { field: field.to_owned(), rule });
    }

    /// Adds a soft check of `field`.
    pub fn ask(&mut self, field: &str, ask: Ask) {
        self.questions.push(Question { field: field.to_owned(), ask });
    }

    /// Rejects a text that is blank, or longer than `limit` characters.
    pub fn require_text(&mut self, field: &str, text: &str, limit: usize) {
        if text.trim().is_empty() {
            self.reject(field, Rule::Required);
        }
        self.limit_text(field, text, limit);
    }

    /// Rejects a text longer than `limit` characters.
    pub fn limit_text(&mut self, field: &str, text: &str, limit: usize) {
        if text.chars().count() > limit {
            self.reject(field, Rule::TooLong);
        }
    }

    /// Rejects a field in which nothing was given.
    pub fn require_given<T>(&mut self, field: &str, value: Option<&T>) {
        if value.is_none() {
            self.reject(field, Rule::Required);
        }
    }

    /// Rejects a day after `today`.
    pub fn refuse_future(&mut self, field: &str, day: impl Into<Option<NaiveDate>>, today: NaiveDate) {
        if day.into().is_some_and(|day| day > today) {
            self.reject(field, Rule::InTheFuture);
        }
    }

    /// Rejects an end before its `start`.
    pub fn refuse_before(&mut self, field: &str, end: impl Into<Option<NaiveDate>>, start: NaiveDate) {
        if end.into().is_some_and(|end| end < start) {
            self.reject(field, Rule::EndsBeforeStart);
        }
    }

    /// Rejects a number that its scale has not.
    pub fn refuse_outside<N: PartialOrd>(&mut self, field: &str, number: Option<N>, scale: RangeInclusive<N>) {
        if number.is_some_and(|number| !scale.contains(&number)) {
            self.reject(field, Rule::OutOfRange);
        }
    }

    /// Adds what another check found, its fields under `prefix`.
    pub fn include(&mut self, prefix: &str, other: Self) {
        let within = |field: String| if prefix.is_empty() { field } else { format!("{prefix}.{field}") };
        self.problems.extend(other.problems.into_iter().map(|p| Problem { field: within(p.field), ..p }));
        self.questions.extend(other.questions.into_iter().map(|q| Question { field: within(q.field), ..q }));
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.problems.is_empty() && self.questions.is_empty()
    }
}

/// Why something cannot be signed: hard rejects, which never name the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} field(s) cannot be signed as they are", .0.len())]
pub struct Invalid(pub Vec<Problem>);
