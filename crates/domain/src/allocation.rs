//! Who becomes accountable for a child and who covers, as a team leader decides it (DOMAIN 2.10): for one child or for many,
//! on a laptop or at the service.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::entries::accountable::{Accountable, CoverPeriod, Post};
use crate::id::StaffId;
use crate::staff::Role;

/// The post in which somebody of this role may be accountable: a health visitor's own, or a vacant one that a team leader
/// holds. None for who can hold no caseload, and so can cover none.
#[must_use]
pub fn post_of(role: Role) -> Option<Post> {
    match role {
        Role::HealthVisitor => Some(Post::Filled),
        Role::TeamLeader => Some(Post::Vacant),
        Role::StudentHealthVisitor
        | Role::StaffNurse
        | Role::NurseryNurse
        | Role::InfantFeedingSpecialist
        | Role::CentreWorker
        | Role::SafeguardingNurse
        | Role::Admin
        | Role::PrivacyOfficer
        | Role::Service
        | Role::Other => None,
    }
}

/// Why a child is left out of what was decided for many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NotAllocated {
    /// They are accountable for the child already.
    AlreadyTheirs,
    /// Nobody is accountable: there is nobody to cover for.
    NobodyAccountable,
    /// Whoever is accountable cannot cover for themselves.
    Themselves,
    /// Somebody covers on one of these days already.
    CoverOverlaps,
    /// Somebody changed it since it was shown, or the child is on this laptop no more.
    ChangedMeanwhile,
    /// Before it there was nobody accountable, or two who differed: there is nothing to go back to.
    NothingBefore,
}

/// Who becomes accountable, in which post, and from which day.
#[derive(Debug, Clone, Copy)]
pub struct HandOver {
    /// Who.
    pub to: StaffId,
    /// In which post, by [`post_of`].
    pub post: Post,
    /// From which day.
    pub from: NaiveDate,
}

impl HandOver {
    /// Who is accountable after it. Accountability never lapses: who was accountable stays so until a day that is still to
    /// come, and where nobody was, it begins today at the latest. Cover that goes beyond the day ends with it.
    ///
    /// # Errors
    /// When it would change nothing.
    pub fn of(&self, known: Option<&Accountable>, today: NaiveDate) -> Result<Accountable, NotAllocated> {
        let Self { to, post, from } = *self;
        let Some(known) = known else {
            let (from, team, cover) = (from.min(today), String::new(), Vec::new());
            return Ok(Accountable { health_visitor: to, post, from, before: None, team, cover });
        };
        let holder = known.holder(today);
        let is_planned = known.before.is_some() && today < known.from;
        if known.health_visitor == to && known.post == post && (!is_planned || known.from == from) {
            return Err(NotAllocated::AlreadyTheirs);
        }
        let until = from.pred_opt().unwrap_or(from);
        let cover = known.cover.iter().filter(|cover| cover.from < from && cover.health_visitor != to);
        Ok(Accountable {
            health_visitor: to,
            post,
            from,
            before: Some(holder).filter(|holder| from > today && *holder != to),
            team: known.team.clone(),
            cover: cover.map(|cover| CoverPeriod { to: cover.to.min(until), ..cover.clone() }).collect(),
        })
    }
}

impl Accountable {
    /// The same with somebody who stands in on some days. Whoever is accountable stays so.
    ///
    /// # Errors
    /// When somebody covers on one of the days already, or it is whoever is accountable.
    pub fn covered(&self, cover: CoverPeriod) -> Result<Self, NotAllocated> {
        let by = cover.health_visitor;
        if by == self.health_visitor || self.holder(cover.from) == by {
            return Err(NotAllocated::Themselves);
        }
        if self.cover.iter().any(|known| known.meets((cover.from, cover.to))) {
            return Err(NotAllocated::CoverOverlaps);
        }
        let mut covered = self.clone();
        covered.cover.push(cover);
        covered.cover.sort_by_key(|cover| cover.from);
        Ok(covered)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::entries::trying::laid_over;

    const AMINA: StaffId = StaffId::from_bytes([10; 16]);
    const BETH: StaffId = StaffId::from_bytes([11; 16]);
    const CARA: StaffId = StaffId::from_bytes([12; 16]);

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn today() -> NaiveDate {
        day("2026-11-22")
    }

    fn known(changed: serde_json::Value) -> Accountable {
        let mut body = json!({ "health_visitor": AMINA, "post": "filled", "from": "2026-01-05", "cover": [] });
        let (Some(fields), serde_json::Value::Object(changed)) = (body.as_object_mut(), changed) else {
            unreachable!()
        };
        fields.extend(changed);
        laid_over(&body)
    }

    fn to(to: StaffId, from: &str) -> HandOver {
        HandOver { to, post: Post::Filled, from: day(from) }
    }

    fn cover(by: StaffId, from: &str, to: &str) -> CoverPeriod {
        CoverPeriod { health_visitor: by, from: day(from), to: day(to), reason: "Annual leave".into() }
    }

    fn days(accountable: &Accountable) -> Vec<(StaffId, String, String)> {
        let one = |cover: &CoverPeriod| (cover.health_visitor, cover.from.to_string(), cover.to.to_string());
        accountable.cover.iter().map(one).collect()
    }

    #[test]
    fn health_visitors_hold_caseloads_and_leaders_vacant_posts() {
        assert_eq!(post_of(Role::HealthVisitor), Some(Post::Filled));
        assert_eq!(post_of(Role::TeamLeader), Some(Post::Vacant));
        for role in [Role::StudentHealthVisitor, Role::NurseryNurse, Role::Admin, Role::CentreWorker, Role::Other] {
            assert_eq!(post_of(role), None, "{role:?}");
        }
    }

    #[test]
    fn somebody_is_accountable_on_every_day_whichever_day_it_begins() {
        for from in ["2026-11-01", "2026-11-22", "2026-11-23", "2027-03-01"] {
            for before in [None, Some(known(json!({})))] {
                let moved = to(BETH, from).of(before.as_ref(), today()).expect("it is a change");
                let holder = if before.is_some() && day(from) > today() { AMINA } else { BETH };
                assert_eq!(moved.holder(today()), holder, "{from}");
                assert_eq!(moved.holder(day(from)), BETH, "{from}");
                assert_eq!(moved.before.is_some(), holder == AMINA, "{from}");
            }
        }
    }

    #[test]
    fn a_plan_is_changed_and_called_off_and_what_would_change_nothing_is_left_out() {
        let planned = to(BETH, "2026-12-01").of(Some(&known(json!({}))), today()).expect("a plan");
        let later = to(BETH, "2026-12-07").of(Some(&planned), today()).expect("on another day");
        assert_eq!((later.before, later.from), (Some(AMINA), day("2026-12-07")));
        let instead = to(CARA, "2026-12-01").of(Some(&planned), today()).expect("to somebody else");
        assert_eq!((instead.before, instead.health_visitor), (Some(AMINA), CARA));
        let called_off = to(AMINA, "2026-11-22").of(Some(&planned), today()).expect("called off");
        assert_eq!((called_off.before, called_off.health_visitor), (None, AMINA));
        let same = |known: &Accountable, hand_over: HandOver| hand_over.of(Some(known), today()).err();
        assert_eq!(same(&planned, to(BETH, "2026-12-01")), Some(NotAllocated::AlreadyTheirs));
        assert_eq!(same(&known(json!({})), to(AMINA, "2026-12-01")), Some(NotAllocated::AlreadyTheirs));
        assert_eq!(same(&known(json!({ "post": "vacant" })), to(AMINA, "2026-12-01")), None, "the post was filled");
    }

    #[test]
    fn cover_ends_with_the_hand_over_that_it_was_for() {
        let covered = known(json!({ "cover": [
            { "health_visitor": CARA, "from": "2026-10-05", "to": "2026-10-09" },
            { "health_visitor": CARA, "from": "2026-11-16", "to": "2026-11-27" },
            { "health_visitor": CARA, "from": "2026-12-07", "to": "2026-12-11" },
        ]}));
        let october = (CARA, "2026-10-05".to_owned(), "2026-10-09".to_owned());
        let moved = to(BETH, "2026-11-24").of(Some(&covered), today()).expect("a change");
        assert_eq!(days(&moved), [october, (CARA, "2026-11-16".to_owned(), "2026-11-23".to_owned())]);
        assert_eq!(days(&to(CARA, "2026-11-24").of(Some(&covered), today()).expect("a change")), []);
    }

    #[test]
    fn cover_lies_over_whoever_is_accountable_and_never_over_other_cover() {
        let known = known(json!({}));
        let covered = known.covered(cover(BETH, "2026-12-07", "2026-12-11")).expect("nobody covers yet");
        assert_eq!((covered.health_visitor, covered.holder(day("2026-12-08"))), (AMINA, AMINA));
        assert_eq!((covered.on(day("2026-12-08")), covered.on(day("2026-12-12"))), (BETH, AMINA));
        for (from, to) in [("2026-12-01", "2026-12-07"), ("2026-12-11", "2026-12-31"), ("2026-12-08", "2026-12-09")] {
            assert_eq!(covered.covered(cover(CARA, from, to)).err(), Some(NotAllocated::CoverOverlaps), "{from}");
        }
        let before = covered.covered(cover(CARA, "2026-12-01", "2026-12-06")).expect("beside it");
        assert_eq!(days(&before).len(), 2);
        assert_eq!(before.cover[0].health_visitor, CARA, "in the order of their days");
        assert_eq!(known.covered(cover(AMINA, "2026-12-01", "2026-12-06")).err(), Some(NotAllocated::Themselves));
    }
}
