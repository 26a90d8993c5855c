//! Whether somebody belongs to a group that services often miss. A fact that was asked for, never a judgement.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::invalid::{Findings, Rule};

/// Whether it was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum GroupsAsked {
    /// It was.
    Asked,
    /// They would rather not say.
    Declined,
    /// It was not.
    NotAsked,
}

/// The groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VulnerableGroupKind {
    /// Gypsy, Roma, Traveller, boater or showman.
    Traveller,
    /// Refugee or asylum seeker.
    RefugeeOrAsylumSeeker,
    /// New to the country.
    Migrant,
    /// No recourse to public funds.
    NoRecourseToPublicFunds,
    /// A parent under 20.
    TeenageParent,
    /// A parent who grew up in care.
    CareExperiencedParent,
    /// Homeless or in temporary housing.
    TemporaryHousing,
    /// A parent in prison.
    ParentInPrison,
    /// A family of the armed forces.
    ArmedForces,
    /// A child who cares for somebody.
    YoungCarer,
}

/// DOMAIN 2.10 and NEED-07. One for each person. Sensitive: some of them could bring harm if they were known.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct VulnerableGroup {
    /// Whether it was asked.
    pub asked: GroupsAsked,
    /// Which.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<VulnerableGroupKind>,
    /// Another group.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub other: String,
    /// When it was asked.
    #[ts(type = "string")]
    pub asked_on: NaiveDate,
    /// What follows from it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

const LONGEST_LINE: usize = 200;
const LONGEST_TEXT: usize = 8_000;

impl Body for VulnerableGroup {
    const SAMPLE: &str = concat!(
        r#"{"asked":"asked","groups":["refugee_or_asylum_seeker"],"other":"Showmen","asked_on":"2026-10-22","#,
        r#""note":"Moves to the coast in summer."}"#,
    );

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("other", &self.other, LONGEST_LINE);
        found.limit_text("note", &self.note, LONGEST_TEXT);
        found.refuse_future("asked_on", self.asked_on, about.today());
        let says_something = !self.groups.is_empty() || !self.other.trim().is_empty();
        if says_something && self.asked == GroupsAsked::Declined {
            found.reject("groups", Rule::Contradiction);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::{each_is_fine, each_is_refused};

    #[test]
    fn who_declined_is_put_in_no_group() {
        each_is_refused::<VulnerableGroup>(&[
            (json!({ "asked": "declined" }), "groups", Rule::Contradiction),
            (json!({ "asked_on": "2026-11-04" }), "asked_on", Rule::InTheFuture),
        ]);
        each_is_fine::<VulnerableGroup>(&[
            json!({ "asked": "declined", "groups": [], "other": null }),
            json!({ "asked": "asked", "groups": [], "other": null }),
        ]);
    }
}
