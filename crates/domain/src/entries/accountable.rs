//! Which health visitor is accountable for a child. A vacant post is held by a team leader: accountability never
//! lapses.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Body};
use crate::id::StaffId;
use crate::invalid::{Findings, Rule};

/// Whether the post of the accountable health visitor is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Post {
    /// It is.
    Filled,
    /// It is not: a team leader holds it.
    Vacant,
}

/// Somebody who stands in, from when to when.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct CoverPeriod {
    /// Who.
    pub health_visitor: StaffId,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Until when.
    #[ts(type = "string")]
    pub to: NaiveDate,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// DOMAIN 2.10 and 3.5. One for each child. Cover lies over it, dated; it never takes its place.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Accountable {
    /// The accountable health visitor; of a vacant post, the team leader who holds it.
    pub health_visitor: StaffId,
    /// Whether the post is filled.
    pub post: Post,
    /// From when.
    #[ts(type = "string")]
    pub from: NaiveDate,
    /// Who stays accountable until the day before `from`, where that day was still to come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<StaffId>,
    /// The team.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub team: String,
    /// Who covers, from when to when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cover: Vec<CoverPeriod>,
}

const LONGEST_LINE: usize = 200;

impl CoverPeriod {
    /// Whether it has a day in common with these days, the first and the last.
    #[must_use]
    pub fn meets(&self, (from, to): (NaiveDate, NaiveDate)) -> bool {
        self.from <= to && from <= self.to
    }

    fn check(&self) -> Findings {
        let mut found = Findings::default();
        found.limit_text("reason", &self.reason, LONGEST_LINE);
        found
    }
}

impl Accountable {
    /// Who is accountable on a day, whoever covers.
    #[must_use]
    pub fn holder(&self, day: NaiveDate) -> StaffId {
        self.before.filter(|_| day < self.from).unwrap_or(self.health_visitor)
    }

    /// Who answers for the child on a day: whoever covers, or who is accountable.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> StaffId {
        let cover = self.cover.iter().find(|cover| cover.meets((day, day)));
        cover.map_or_else(|| self.holder(day), |cover| cover.health_visitor)
    }
}

impl Body for Accountable {
    const SAMPLE: &str = concat!(
        r#"{"health_visitor":"0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a","post":"vacant","from":"2026-10-22","#,
        r#""team":"Seaside","#,
        r#""cover":[{"health_visitor":"0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b","from":"2026-11-09","to":"2026-11-20","reason":"Annual leave"}]}"#,
    );

    /// Who, in which post and from when is said in one breath: no hand-over comes about that nobody decided.
    const TOGETHER: &'static [&'static str] = &["health_visitor", "post", "from", "before"];

    fn key(&self) -> Option<String> {
        Some(String::new())
    }

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        found.limit_text("team", &self.team, LONGEST_LINE);
        for (place, item) in self.cover.iter().enumerate() {
            found.include(&format!("cover.{place}"), item.check());
        }
        for (place, cover) in self.cover.iter().enumerate() {
            found.refuse_before(&format!("cover.{place}.to"), cover.to, cover.from);
            if cover.health_visitor == self.health_visitor {
                found.reject(&format!("cover.{place}.health_visitor"), Rule::SamePerson);
            }
            if self.cover.iter().take(place).any(|other| other.meets((cover.from, cover.to))) {
                found.reject(&format!("cover.{place}.from"), Rule::CoverOverlaps);
            }
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
    fn cover_has_an_end_and_is_somebody_else() {
        let cover =
            |who: &str, to: &str| json!({ "cover": [{ "health_visitor": who, "from": "2026-11-09", "to": to }] });
        let (amina, beth) = ("0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a", "0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b");
        each_is_refused::<Accountable>(&[
            (cover(beth, "2026-11-08"), "cover.0.to", Rule::EndsBeforeStart),
            (cover(amina, "2026-11-20"), "cover.0.health_visitor", Rule::SamePerson),
        ]);
        each_is_fine::<Accountable>(&[cover(beth, "2026-11-09"), json!({ "cover": [] })]);
        let [first, second] = [("2026-11-09", "2026-11-20"), ("2026-11-20", "2026-11-27")]
            .map(|(from, to)| json!({ "health_visitor": beth, "from": from, "to": to }));
        each_is_refused::<Accountable>(&[(json!({ "cover": [first, second] }), "cover.1.from", Rule::CoverOverlaps)]);
    }
}
