//! What an assessment found in one of its ten domains: what worries, what protects, what has changed (DOMAIN 3.6).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};
use crate::policy::NeedsDomain;
use crate::sensitivity::Sensitivity;
use crate::time::PartialDate;

/// How much there is to worry about, as somebody judged it. It is never worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// Nothing.
    None,
    /// Something.
    Some,
    /// Much.
    Significant,
    /// Not looked at, for a reason.
    NotAssessed,
}

/// How something is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The author saw it.
    Observed,
    /// Whom it concerns said so.
    Reported,
    /// Somebody else said so.
    ThirdParty,
    /// It was so once.
    Historic,
}

/// Better or worse than at the last assessment (NEED-12: that nothing changes can be a sign too).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangeSinceLast {
    /// Better.
    Improved,
    /// As it was.
    Same,
    /// Worse.
    Worse,
    /// There is no earlier one.
    NotApplicable,
}

/// One thing that is a risk, or that protects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Factor {
    /// What.
    pub term: String,
    /// Since when, as precisely as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<PartialDate>,
    /// Who said so: needed of what was not seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// How it is known.
    pub certainty: Certainty,
}

/// NEED-03, NEED-04 and NEED-12. One for each domain of an assessment; nothing is added up across them.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AssessedNeed {
    /// The assessment that it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assessment: Option<EntryId>,
    /// Which domain.
    pub domain: NeedsDomain,
    /// How much there is to worry about.
    pub concern: Concern,
    /// Why it was not looked at.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_assessed_because: String,
    /// What is a risk.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risk_factors: Vec<Factor>,
    /// What protects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protective_factors: Vec<Factor>,
    /// Better or worse than last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub change_since_last: Option<ChangeSinceLast>,
    /// Why it is better, worse or the same.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub change_reason: String,
    /// What the practitioner makes of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
    /// What this is like for the child.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub voice_of_child: String,
}

const LONGEST_TERM: usize = 500;
const LONGEST_TEXT: usize = 8_000;

impl Body for AssessedNeed {
    const SAMPLE: &str = concat!(
        r#"{"assessment":"cccccccc-cccc-cccc-cccc-cccccccccccc","domain":"home_and_safety","concern":"some","#,
        r#""not_assessed_because":"Upstairs was not seen.","#,
        r#""risk_factors":[{"term":"No stair gate","since":"2026-09","source":"Mother","certainty":"reported"}],"#,
        r#""protective_factors":[{"term":"Smoke alarm works","since":"about 2024","source":"Seen","certainty":"observed"}],"#,
        r#""change_since_last":"improved","change_reason":"Medicines are locked away now.","#,
        r#""narrative":"A gate is on order.","voice_of_child":"Climbs everything and laughs."}"#,
    );

    fn sensitivity(&self) -> Sensitivity {
        // Whoever told it may come to harm when it is known that they did.
        let told = |factor: &Factor| factor.certainty == Certainty::ThirdParty;
        if self.risk_factors.iter().chain(&self.protective_factors).any(told) {
            return Sensitivity::Restricted;
        }
        match self.domain {
            NeedsDomain::MentalHealthAndRelationships | NeedsDomain::Substances => Sensitivity::Sensitive,
            NeedsDomain::InfantFeeding
            | NeedsDomain::HomeAndSafety
            | NeedsDomain::Parenting
            | NeedsDomain::FamilySupport
            | NeedsDomain::PracticalSocial
            | NeedsDomain::ParentsHealth
            | NeedsDomain::InfantHealth
            | NeedsDomain::Development => Sensitivity::Standard,
        }
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (list, factors) in [("risk_factors", &self.risk_factors), ("protective_factors", &self.protective_factors)]
        {
            for (place, factor) in factors.iter().enumerate() {
                found.include(&format!("{list}.{place}"), factor.check(about));
            }
        }
        self.check_concern(&mut found);
        let changed = self.change_since_last.is_some_and(|change| change != ChangeSinceLast::NotApplicable);
        if changed {
            found.require_text("change_reason", &self.change_reason, LONGEST_TEXT);
        } else {
            found.limit_text("change_reason", &self.change_reason, LONGEST_TEXT);
        }
        found.limit_text("narrative", &self.narrative, LONGEST_TEXT);
        found.limit_text("voice_of_child", &self.voice_of_child, LONGEST_TEXT);
        found
    }
}

impl AssessedNeed {
    fn check_concern(&self, found: &mut Findings) {
        found.limit_text("not_assessed_because", &self.not_assessed_because, LONGEST_TEXT);
        match self.concern {
            Concern::NotAssessed if self.not_assessed_because.trim().is_empty() => {
                found.reject("not_assessed_because", Rule::Required);
            }
            Concern::Some | Concern::Significant => {
                if self.risk_factors.is_empty() && self.narrative.trim().is_empty() {
                    found.reject("risk_factors", Rule::NothingRecorded);
                }
                if self.protective_factors.is_empty() {
                    found.ask("protective_factors", Ask::NothingThatProtects);
                }
            }
            Concern::None | Concern::NotAssessed => {}
        }
    }
}

impl Factor {
    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.require_text("term", &self.term, LONGEST_TERM);
        found.limit_text("source", &self.source, LONGEST_TERM);
        found.refuse_future("since", self.since.map(PartialDate::first_day), about.today());
        match self.certainty {
            Certainty::Reported | Certainty::ThirdParty if self.source.trim().is_empty() => {
                found.reject("source", Rule::Required);
            }
            Certainty::Reported | Certainty::ThirdParty | Certainty::Observed | Certainty::Historic => {}
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::checking::{about, asked, problems};
    use super::*;

    // Shows NEED-03.
    #[test]
    fn a_domain_that_was_not_assessed_says_why() {
        for (reason, expected) in [("", vec![("not_assessed_because", Rule::Required)]), ("No time.", vec![])] {
            let found = problems(
                |need: &mut AssessedNeed| {
                    need.concern = Concern::NotAssessed;
                    need.not_assessed_because = reason.to_owned();
                },
                &about(),
            );
            assert_eq!(found, expected, "{reason:?}");
        }
    }

    // Shows NEED-04.
    #[test]
    fn a_concern_says_what_it_is_and_asks_what_protects() {
        let bare = |concern| {
            move |need: &mut AssessedNeed| {
                need.concern = concern;
                need.risk_factors.clear();
                need.protective_factors.clear();
                need.narrative.clear();
            }
        };
        for (concern, is_one) in [(Concern::None, false), (Concern::Some, true), (Concern::Significant, true)] {
            let rule = is_one.then_some(("risk_factors", Rule::NothingRecorded));
            assert_eq!(problems(bare(concern), &about()), Vec::from_iter(rule), "{concern:?}");
            let ask = is_one.then_some(("protective_factors", Ask::NothingThatProtects));
            assert_eq!(asked(bare(concern), &about()), Vec::from_iter(ask), "{concern:?}");
        }
    }

    // Shows NEED-12.
    #[test]
    fn a_change_has_a_reason_also_where_there_is_none() {
        for (change, needs_reason) in [
            (Some(ChangeSinceLast::Improved), true),
            (Some(ChangeSinceLast::Same), true),
            (Some(ChangeSinceLast::Worse), true),
            (Some(ChangeSinceLast::NotApplicable), false),
            (None, false),
        ] {
            let without = |need: &mut AssessedNeed| {
                need.change_since_last = change;
                need.change_reason.clear();
            };
            let rule = needs_reason.then_some(("change_reason", Rule::Required));
            assert_eq!(problems(without, &about()), Vec::from_iter(rule), "{change:?}");
        }
    }

    #[test]
    fn what_was_heard_says_from_whom() {
        for (certainty, needs_source) in [
            (Certainty::Observed, false),
            (Certainty::Reported, true),
            (Certainty::ThirdParty, true),
            (Certainty::Historic, false),
        ] {
            let without = |need: &mut AssessedNeed| {
                need.risk_factors[0] =
                    Factor { term: "Damp".to_owned(), since: None, source: String::new(), certainty };
            };
            let rule = needs_source.then_some(("risk_factors.0.source", Rule::Required));
            assert_eq!(problems(without, &about()), Vec::from_iter(rule), "{certainty:?}");
        }
    }

    #[test]
    fn a_factor_has_a_name_and_began_by_today() {
        let future = |need: &mut AssessedNeed| {
            need.protective_factors[0].since = Some("2027".parse().unwrap());
            need.protective_factors[0].term.clear();
        };
        let expected =
            [("protective_factors.0.term", Rule::Required), ("protective_factors.0.since", Rule::InTheFuture)];
        assert_eq!(problems(future, &about()), expected);
    }

    #[test]
    fn minds_and_substances_are_sensitive() {
        let mut need: AssessedNeed = serde_json::from_str(AssessedNeed::SAMPLE).unwrap();
        let sensitive = NeedsDomain::ALL.into_iter().filter(|domain| {
            need.domain = *domain;
            need.sensitivity() == Sensitivity::Sensitive
        });
        assert_eq!(sensitive.collect::<Vec<_>>(), [NeedsDomain::Substances, NeedsDomain::MentalHealthAndRelationships]);
    }
}
