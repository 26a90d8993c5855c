//! Whether a family agrees that one partner is told something, for one purpose. Nothing is agreed by silence.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::{About, Body, States, Writer, legal_step};
use crate::id::CentreId;
use crate::invalid::{Findings, Rule};

/// What something is shared for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharingPurpose {
    /// Support by a children’s centre or family hub.
    ChildrensCentre,
    /// Help with feeding.
    FeedingSupport,
    /// Early help.
    EarlyHelp,
    /// A nursery or a school.
    NurseryOrSchool,
    /// GP and midwife.
    GpAndMidwife,
    /// A voluntary organisation.
    Voluntary,
    /// The review at two and a half, with the nursery.
    IntegratedReview,
    /// Another.
    Other,
}

/// What of the record may be shared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SharedSlice {
    /// Names and the child’s birth date.
    Names,
    /// A telephone number that is safe.
    SafePhone,
    /// The address, unless it is hidden.
    Address,
    /// Which reviews are due at the centre.
    DueReviews,
    /// What the family came to.
    Attendance,
    /// Growth and feeding.
    GrowthAndFeeding,
    /// Development.
    Development,
    /// A referral, its reason and what is hoped for.
    Referral,
}

impl SharedSlice {
    /// Every slice.
    pub const ALL: [Self; 8] = [
        Self::Names,
        Self::SafePhone,
        Self::Address,
        Self::DueReviews,
        Self::Attendance,
        Self::GrowthAndFeeding,
        Self::Development,
        Self::Referral,
    ];
}

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Nobody has asked.
    NotAsked,
    /// Asked; they want to think about it.
    AskedDeferred,
    /// Yes.
    Given,
    /// No.
    Refused,
    /// Yes once, and not any more.
    Withdrawn,
    /// The time for which it was given is over.
    Expired,
}

/// By what right somebody may say so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentGiver {
    /// Parental responsibility, which was checked.
    ParentalResponsibility,
    /// It is about themselves.
    DataSubject,
    /// An order of a court.
    Court,
}

/// How it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ConsentMethod {
    /// In writing.
    InWriting,
    /// Spoken, face to face.
    Spoken,
    /// By telephone.
    ByTelephone,
}

impl States for ConsentState {
    const FIRST: &'static [Self] = &[Self::NotAsked, Self::AskedDeferred, Self::Given, Self::Refused];
    const STEPS: &'static [(Self, Self)] = &[
        (Self::NotAsked, Self::AskedDeferred),
        (Self::NotAsked, Self::Given),
        (Self::NotAsked, Self::Refused),
        (Self::AskedDeferred, Self::Given),
        (Self::AskedDeferred, Self::Refused),
        (Self::Given, Self::Withdrawn),
        (Self::Given, Self::Expired),
        (Self::Refused, Self::Given),
        (Self::Withdrawn, Self::Given),
        (Self::Expired, Self::Given),
        (Self::Expired, Self::Refused),
    ];
}

/// SHR-02. One for each partner and purpose; of two written apart, a refusal or a withdrawal beats a yes.
///
/// A yes after a no is taken only with evidence, and by somebody who had seen the no.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Consent {
    /// With whom.
    pub partner: String,
    /// The children’s centre, where the partner is one: only to a centre that is named here does the record go by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub centre: Option<CentreId>,
    /// What for.
    pub purpose: SharingPurpose,
    /// What may be shared.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<SharedSlice>,
    /// What was said.
    pub state: ConsentState,
    /// When.
    #[ts(type = "string")]
    pub on: NaiveDate,
    /// Who said so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said_by: String,
    /// By what right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub said_as: Option<ConsentGiver>,
    /// How.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub how: Option<ConsentMethod>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evidence: String,
    /// Whether the giver is under 16.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub under_sixteen: bool,
    /// That a giver under 16 understands what it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub understanding: String,
    /// When it is to be asked again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "string")]
    pub expires_on: Option<NaiveDate>,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for Consent {
    const SAMPLE: &str = concat!(
        r#"{"partner":"Seaside children’s centre","purpose":"childrens_centre","#,
        r#""scope":["names","safe_phone","attendance"],"state":"given","on":"2026-10-22","#,
        r#""said_by":"Kayleigh Smith","said_as":"parental_responsibility","how":"in_writing","#,
        r#""evidence":"Form signed at the new birth visit, kept with the red book.","under_sixteen":true,"#,
        r#""understanding":"Said in her own words what the centre will be told.","expires_on":"2027-10-22"}"#,
    );
    const HAS_STATES: bool = true;

    fn key(&self) -> Option<String> {
        let partner = self.partner.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        Some(format!("{partner}|{}", self.purpose.name()))
    }

    fn may_follow(&self, before: Option<&Self>, by: &Writer) -> bool {
        legal_step(before.map(|before| before.state), self.state)
            && before.is_none_or(|before| self.may_overrule(before, by))
    }

    fn may_overrule(&self, before: &Self, _by: &Writer) -> bool {
        let is_yes_after_no = self.state == ConsentState::Given && before.state != ConsentState::Given;
        before.key() == self.key() && (!is_yes_after_no || !self.evidence.trim().is_empty())
    }

    fn protection(field: &str, value: Option<&Value>) -> Option<u8> {
        // A word of a later build is taken for a no: nobody here knows what it allows.
        let rank = |value| ConsentState::deserialize(value).map_or(u8::MAX, ConsentState::protection);
        (field == "state").then(|| value.map_or(u8::MAX, rank))
    }

    /// A yes was said of what its author saw: not of more that a colleague was adding meanwhile.
    fn speaks_of(field: &str) -> &'static [&'static str] {
        match field {
            "state" => &["scope"],
            _ => &[],
        }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("partner", &self.partner, LONGEST_LINE);
        found.limit_text("said_by", &self.said_by, LONGEST_LINE);
        found.limit_text("evidence", &self.evidence, LONGEST_TEXT);
        found.limit_text("understanding", &self.understanding, LONGEST_TEXT);
        found.refuse_future("on", self.on, about.today());
        if self.state == ConsentState::Given {
            self.check_given(&mut found);
        }
        if self.state == ConsentState::Expired {
            found.require_given("expires_on", self.expires_on.as_ref());
        }
        found.refuse_before("expires_on", self.expires_on, self.on);
        found
    }
}

impl Consent {
    fn check_given(&self, found: &mut Findings) {
        for (field, text) in [("said_by", &self.said_by), ("evidence", &self.evidence)] {
            if text.trim().is_empty() {
                found.reject(field, Rule::Required);
            }
        }
        found.require_given("said_as", self.said_as.as_ref());
        found.require_given("how", self.how.as_ref());
        if self.scope.is_empty() {
            found.reject("scope", Rule::Required);
        }
        if self.under_sixteen && self.understanding.trim().is_empty() {
            found.reject("understanding", Rule::Required);
        }
    }
}

impl ConsentState {
    /// The higher, the less may be shared.
    fn protection(self) -> u8 {
        match self {
            Self::Given => 0,
            Self::NotAsked | Self::AskedDeferred => 1,
            Self::Expired => 2,
            Self::Refused => 3,
            Self::Withdrawn => 4,
        }
    }
}

impl SharingPurpose {
    /// Its name, as written in changes.
    fn name(self) -> &'static str {
        match self {
            Self::ChildrensCentre => "childrens_centre",
            Self::FeedingSupport => "feeding_support",
            Self::EarlyHelp => "early_help",
            Self::NurseryOrSchool => "nursery_or_school",
            Self::GpAndMidwife => "gp_and_midwife",
            Self::Voluntary => "voluntary",
            Self::IntegratedReview => "integrated_review",
            Self::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{HEALTH_VISITOR, each_is_fine, each_is_refused, laid_over};

    fn consent(changed: serde_json::Value) -> Consent {
        laid_over(&changed)
    }

    // Shows SHR-02.
    #[test]
    fn a_yes_says_who_gave_it_by_what_right_how_and_what_shows_it() {
        each_is_refused::<Consent>(&[
            (json!({ "said_by": null }), "said_by", Rule::Required),
            (json!({ "said_as": null }), "said_as", Rule::Required),
            (json!({ "how": null }), "how", Rule::Required),
            (json!({ "evidence": null }), "evidence", Rule::Required),
            (json!({ "scope": [] }), "scope", Rule::Required),
            (json!({ "understanding": null }), "understanding", Rule::Required),
            (json!({ "on": "2026-11-04" }), "on", Rule::InTheFuture),
            (json!({ "expires_on": "2026-10-21" }), "expires_on", Rule::EndsBeforeStart),
            (json!({ "state": "expired", "expires_on": null }), "expires_on", Rule::Required),
        ]);
    }

    #[test]
    fn a_no_needs_nothing_but_itself() {
        let bare = json!({ "said_by": null, "said_as": null, "how": null, "evidence": null, "scope": [] });
        for state in ["refused", "withdrawn", "not_asked", "asked_deferred"] {
            let mut no = bare.clone();
            no["state"] = json!(state);
            each_is_fine::<Consent>(&[no]);
        }
    }

    #[test]
    fn a_yes_after_a_no_needs_evidence() {
        for state in ["withdrawn", "refused", "expired"] {
            let no = consent(json!({ "state": state }));
            assert!(consent(json!({})).may_follow(Some(&no), &HEALTH_VISITOR));
            assert!(!consent(json!({ "evidence": null })).may_follow(Some(&no), &HEALTH_VISITOR), "{state}");
        }
    }

    // Shows SHR-02.
    #[test]
    fn one_partner_and_purpose_is_one_fact_however_it_is_typed() {
        let typed = consent(json!({ "partner": " Seaside  Children’s centre" }));
        assert_eq!(typed.key(), consent(json!({})).key());
        let other = consent(json!({ "purpose": "feeding_support" }));
        assert_ne!(other.key(), consent(json!({})).key());
        assert!(!other.may_follow(Some(&consent(json!({}))), &HEALTH_VISITOR), "another purpose is another consent");
    }

    #[test]
    fn every_purpose_is_written_in_the_key_as_in_the_change() {
        for purpose in [
            "childrens_centre",
            "feeding_support",
            "early_help",
            "nursery_or_school",
            "gp_and_midwife",
            "voluntary",
            "integrated_review",
            "other",
        ] {
            let key = consent(json!({ "purpose": purpose })).key().unwrap();
            assert_eq!(key.split_once('|').unwrap().1, purpose);
        }
    }

    // Shows SHR-02.
    #[test]
    fn a_withdrawal_and_a_refusal_beat_a_yes() {
        let rank = |state: &str| Consent::protection("state", Some(&json!(state)));
        for no in ["withdrawn", "refused", "expired", "not_asked", "a word of a later build"] {
            assert!(rank(no) > rank("given"), "{no}");
        }
        assert!(rank("withdrawn") > rank("refused") && rank("refused") > rank("expired"));
    }
}
