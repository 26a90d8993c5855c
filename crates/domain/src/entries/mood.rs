//! Asking a parent how they feel: Whooley, GAD, PHQ-9, EPDS (CLIN-05). Totals are worked out, and never kept twice.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{About, Answer, Asked, Body};
use crate::id::EntryId;
use crate::invalid::{Ask, Findings, Rule};

/// Over the last two weeks, how often (GAD and PHQ-9: 0 to 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HowOften {
    /// 0: not at all.
    NotAtAll,
    /// 1: several days.
    SeveralDays,
    /// 2: more than half the days.
    MoreThanHalfTheDays,
    /// 3: nearly every day.
    NearlyEveryDay,
}

impl HowOften {
    fn score(self) -> u8 {
        self as u8
    }
}

/// Whether somebody wants help with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WantsHelp {
    /// Yes.
    Yes,
    /// Yes, but not today.
    NotToday,
    /// No.
    No,
}

/// The two Whooley questions, of the past month, and the one on help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Whooley {
    /// Bothered by feeling down, depressed or hopeless.
    pub down: Answer,
    /// Bothered by having little interest or pleasure.
    pub little_interest: Answer,
    /// Wants help with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub wants_help: Option<WantsHelp>,
}

impl Whooley {
    /// How many of the two were answered with yes.
    #[must_use]
    pub fn total(&self) -> u8 {
        [self.down, self.little_interest].into_iter().map(|answer| u8::from(answer == Answer::Yes)).sum()
    }
}

/// Two questions on anxiety.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gad2 {
    /// Nervous, anxious or on edge.
    pub nervous: HowOften,
    /// Not able to stop or control worrying.
    pub worrying: HowOften,
}

impl Gad2 {
    /// 0 to 6.
    #[must_use]
    pub fn total(&self) -> u8 {
        self.nervous.score() + self.worrying.score()
    }
}

/// Seven questions on anxiety.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gad7 {
    /// Nervous, anxious or on edge.
    pub nervous: HowOften,
    /// Not able to stop or control worrying.
    pub worrying: HowOften,
    /// Worrying too much about different things.
    pub worrying_too_much: HowOften,
    /// Trouble relaxing.
    pub trouble_relaxing: HowOften,
    /// Too restless to sit still.
    pub restless: HowOften,
    /// Easily annoyed or irritable.
    pub irritable: HowOften,
    /// Afraid that something awful might happen.
    pub afraid: HowOften,
}

impl Gad7 {
    /// 0 to 21.
    #[must_use]
    pub fn total(&self) -> u8 {
        let worry = [self.nervous, self.worrying, self.worrying_too_much, self.trouble_relaxing];
        worry.into_iter().chain([self.restless, self.irritable, self.afraid]).map(HowOften::score).sum()
    }
}

/// Nine questions on depression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Phq9 {
    /// Little interest or pleasure.
    pub little_interest: HowOften,
    /// Down, depressed or hopeless.
    pub down: HowOften,
    /// Trouble with sleep, or too much of it.
    pub sleep: HowOften,
    /// Tired, little energy.
    pub tired: HowOften,
    /// Poor appetite, or overeating.
    pub appetite: HowOften,
    /// Feeling bad about oneself.
    pub feeling_bad: HowOften,
    /// Trouble concentrating.
    pub concentrating: HowOften,
    /// Slow, or fidgety.
    pub moving: HowOften,
    /// Item 9: better off dead, or hurting oneself. Anything but "not at all" needs a decision in the same contact.
    pub better_off_dead: HowOften,
}

impl Phq9 {
    /// 0 to 27.
    #[must_use]
    pub fn total(&self) -> u8 {
        let first = [self.little_interest, self.down, self.sleep, self.tired, self.appetite];
        let last = [self.feeling_bad, self.concentrating, self.moving, self.better_off_dead];
        first.into_iter().chain(last).map(HowOften::score).sum()
    }
}

/// The Edinburgh scale: its wording is not ours to show, so its total is typed, with the item on self-harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Epds {
    /// 0 to 30.
    pub total: u8,
    /// Item 10, 0 to 3. Anything but 0 needs a decision in the same contact.
    pub item_10: u8,
}

/// CLIN-05. Of a mother, a father or a partner, in that parent's own record. Clinical: never merges.
#[derive(Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Mood {
    /// The contact at which it was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact: Option<EntryId>,
    /// Whether it was asked.
    pub asked: Asked,
    /// Why not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub not_asked_because: String,
    /// Whooley questions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub whooley: Option<Whooley>,
    /// GAD-2.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gad_2: Option<Gad2>,
    /// Whether worry keeps them from places or activities: asked where GAD-2 is below 3 and there is still concern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub avoids: Option<Answer>,
    /// GAD-7.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub gad_7: Option<Gad7>,
    /// PHQ-9.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub phq_9: Option<Phq9>,
    /// Edinburgh scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub epds: Option<Epds>,
    /// What was decided about safety, with whom, before the contact ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub safety_decision: String,
    /// What happens next: a fuller assessment, the GP, another visit.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// What was said and seen.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub narrative: String,
}

const LONGEST_TEXT: usize = 8_000;
/// NICE CG192.
const GAD_2_ASKS_FOR_MORE: u8 = 3;

impl Body for Mood {
    const SAMPLE: &str = concat!(
        r#"{"contact":"cccccccc-cccc-cccc-cccc-cccccccccccc","asked":"asked","not_asked_because":"Partner left later.","#,
        r#""whooley":{"down":"yes","little_interest":"no","wants_help":"not_today"},"#,
        r#""gad_2":{"nervous":"several_days","worrying":"not_at_all"},"avoids":"no","#,
        r#""gad_7":{"nervous":"several_days","worrying":"not_at_all","worrying_too_much":"several_days","#,
        r#""trouble_relaxing":"more_than_half_the_days","restless":"not_at_all","irritable":"nearly_every_day","#,
        r#""afraid":"not_at_all"},"#,
        r#""phq_9":{"little_interest":"not_at_all","down":"several_days","sleep":"nearly_every_day","#,
        r#""tired":"nearly_every_day","appetite":"not_at_all","feeling_bad":"several_days","#,
        r#""concentrating":"several_days","moving":"not_at_all","better_off_dead":"not_at_all"},"#,
        r#""epds":{"total":11,"item_10":0},"safety_decision":"No thoughts of harm; knows whom to ring.","#,
        r#""next":"GP this week, visit on Monday.","narrative":"Tearful when talking about the birth."}"#,
    );

    fn check(&self, _about: &About<'_>) -> Findings {
        let mut found = Findings::default();
        for (field, text) in [
            ("not_asked_because", &self.not_asked_because),
            ("safety_decision", &self.safety_decision),
            ("next", &self.next),
            ("narrative", &self.narrative),
        ] {
            found.limit_text(field, text, LONGEST_TEXT);
        }
        match self.asked {
            Asked::NotAsked if self.has_answers() => found.reject("asked", Rule::Contradiction),
            Asked::NotAsked if self.not_asked_because.trim().is_empty() => {
                found.reject("not_asked_because", Rule::Required);
            }
            Asked::Asked if !self.has_answers() && self.narrative.trim().is_empty() => {
                found.reject("whooley", Rule::NothingRecorded);
            }
            Asked::Asked | Asked::NotAsked => {}
        }
        if let Some(epds) = self.epds {
            found.include("epds", epds.check());
        }
        if self.speaks_of_self_harm() && self.safety_decision.trim().is_empty() {
            found.reject("safety_decision", Rule::SafetyDecision);
        }
        self.check_what_next(&mut found);
        found
    }
}

impl Mood {
    fn has_answers(&self) -> bool {
        self.whooley.is_some()
            || self.gad_2.is_some()
            || self.avoids.is_some()
            || self.gad_7.is_some()
            || self.phq_9.is_some()
            || self.epds.is_some()
    }

    /// Whether an answer about death or self-harm was anything but "not at all".
    #[must_use]
    pub fn speaks_of_self_harm(&self) -> bool {
        self.epds.is_some_and(|epds| epds.item_10 > 0)
            || self.phq_9.is_some_and(|phq| phq.better_off_dead > HowOften::NotAtAll)
    }

    /// NICE CG192: any yes to Whooley, or GAD-2 of 3 or more, is followed by something.
    fn check_what_next(&self, found: &mut Findings) {
        if !self.next.trim().is_empty() {
            return;
        }
        let has_fuller = self.epds.is_some() || self.phq_9.is_some();
        if self.whooley.is_some_and(|whooley| whooley.total() > 0) && !has_fuller {
            found.ask("whooley", Ask::FullerAssessment);
        }
        if self.gad_2.is_some_and(|gad| gad.total() >= GAD_2_ASKS_FOR_MORE) && self.gad_7.is_none() {
            found.ask("gad_2", Ask::FullerAssessment);
        }
    }
}

impl Epds {
    fn check(self) -> Findings {
        let mut found = Findings::default();
        found.refuse_outside("total", Some(self.total), 0..=30);
        found.refuse_outside("item_10", Some(self.item_10), 0..=3);
        if self.total < self.item_10 {
            found.reject("total", Rule::TotalBelowItem);
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::super::checking::{about, asked, problems};
    use super::*;

    fn only_asked(mood: &mut Mood) {
        *mood = Mood {
            contact: None,
            asked: Asked::Asked,
            not_asked_because: String::new(),
            whooley: None,
            gad_2: None,
            avoids: None,
            gad_7: None,
            phq_9: None,
            epds: None,
            safety_decision: String::new(),
            next: String::new(),
            narrative: String::new(),
        };
    }

    #[test]
    fn totals_are_those_of_the_instruments() {
        let mood: Mood = serde_json::from_str(Mood::SAMPLE).unwrap();
        assert_eq!(mood.whooley.unwrap().total(), 1);
        assert_eq!(mood.gad_2.unwrap().total(), 1);
        assert_eq!(mood.gad_7.unwrap().total(), 7);
        assert_eq!(mood.phq_9.unwrap().total(), 9);
    }

    // Shows CLIN-05.
    #[test]
    fn a_thought_of_self_harm_cannot_be_signed_without_a_decision_about_safety() {
        for (item_10, item_9, decision, stops) in [
            (0, HowOften::NotAtAll, "", false),
            (1, HowOften::NotAtAll, "", true),
            (3, HowOften::NotAtAll, " ", true),
            (0, HowOften::SeveralDays, "", true),
            (1, HowOften::NearlyEveryDay, "Crisis team rung, stays with her mother.", false),
        ] {
            let found = problems(
                |mood: &mut Mood| {
                    mood.epds = Some(Epds { total: 12, item_10 });
                    mood.phq_9 = mood.phq_9.map(|phq| Phq9 { better_off_dead: item_9, ..phq });
                    mood.safety_decision = decision.to_owned();
                },
                &about(),
            );
            let rule = stops.then_some(("safety_decision", Rule::SafetyDecision));
            assert_eq!(found, Vec::from_iter(rule), "item 10 {item_10}, item 9 {item_9:?}");
        }
    }

    #[test]
    fn a_total_is_within_its_scale_and_not_below_its_item() {
        for (total, item_10, expected) in [
            (30, 3, vec![]),
            (2, 2, vec![]),
            (31, 0, vec![("epds.total", Rule::OutOfRange)]),
            (9, 4, vec![("epds.item_10", Rule::OutOfRange)]),
            (1, 2, vec![("epds.total", Rule::TotalBelowItem)]),
        ] {
            let found = problems(|mood: &mut Mood| mood.epds = Some(Epds { total, item_10 }), &about());
            assert_eq!(found, expected, "{total} with {item_10}");
        }
    }

    // Shows CLIN-05.
    #[test]
    fn a_yes_or_much_worry_asks_what_comes_next() {
        let answers = |down, worrying| {
            move |mood: &mut Mood| {
                only_asked(mood);
                mood.whooley = Some(Whooley { down, little_interest: Answer::No, wants_help: None });
                mood.gad_2 = Some(Gad2 { nervous: HowOften::SeveralDays, worrying });
            }
        };
        for (down, worrying, fields) in [
            (Answer::No, HowOften::SeveralDays, vec![]),
            (Answer::Yes, HowOften::SeveralDays, vec!["whooley"]),
            (Answer::No, HowOften::MoreThanHalfTheDays, vec!["gad_2"]),
            (Answer::Yes, HowOften::NearlyEveryDay, vec!["whooley", "gad_2"]),
        ] {
            let expected: Vec<_> = fields.into_iter().map(|field| (field, Ask::FullerAssessment)).collect();
            assert_eq!(asked(answers(down, worrying), &about()), expected, "{down:?} {worrying:?}");
        }
        let with_next = |mood: &mut Mood| {
            answers(Answer::Yes, HowOften::NearlyEveryDay)(mood);
            mood.next = "GP today.".to_owned();
        };
        assert_eq!(asked(with_next, &about()), [], "it has been said");
        let with_fuller = |mood: &mut Mood| {
            answers(Answer::Yes, HowOften::NotAtAll)(mood);
            mood.epds = Some(Epds { total: 4, item_10: 0 });
        };
        assert_eq!(asked(with_fuller, &about()), [], "it has been done");
    }

    #[test]
    fn not_asked_has_a_reason_and_asked_has_an_answer() {
        assert_eq!(problems(only_asked, &about()), [("whooley", Rule::NothingRecorded)]);
        let not_asked = |mood: &mut Mood| {
            only_asked(mood);
            mood.asked = Asked::NotAsked;
        };
        assert_eq!(problems(not_asked, &about()), [("not_asked_because", Rule::Required)]);
        let both = |mood: &mut Mood| mood.asked = Asked::NotAsked;
        assert_eq!(problems(both, &about()), [("asked", Rule::Contradiction)]);
    }
}
