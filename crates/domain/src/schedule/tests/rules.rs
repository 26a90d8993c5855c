//! By which rules a review is judged.

use super::*;

/// The rules with those of 2026 replaced by `change` of them, from 1 April 2027.
fn from_april_2027(change: impl Fn(&str) -> String) -> Policy {
    let own = include_str!("../../../../../assets/schedule/2026-guidance.toml");
    let own = change(&own.replace("effective_from = 2026-02-06", "effective_from = 2027-04-01"));
    policy().with_override("schedule/2027-local.toml", own).unwrap_or_else(|error| panic!("{error}"))
}

fn titles(child: &Scheduled) -> Vec<String> {
    let policy = policy();
    let items = schedule(&policy.schedule, child, &[], &[], date("2026-11-01"));
    items.iter().map(|item| item.why.version.origin.title.clone()).collect()
}

// Shows HCP-08.
#[test]
fn a_review_is_judged_by_the_rules_of_the_day_on_which_it_opened() {
    let (regulation, guidance, now) = ("Regulation of 2015", "Guidance of 2021", "Guidance of 2026");
    let born = |on| titles(&Scheduled::born(date(on), None));
    assert_eq!(born("2020-10-01"), [regulation, regulation, guidance, guidance], "no contacts at 3 and 6 months then");
    assert_eq!(born("2021-05-18"), [guidance, guidance, guidance, guidance, guidance, guidance], "it opens on day 1");
    assert_eq!(born("2021-05-17")[0], regulation);
    assert_eq!(born("2026-02-04")[0], guidance);
    assert_eq!(born("2026-02-05")[0], now);
    assert_eq!(born("2014-09-01"), [regulation], "reviews that opened before there were rules are nobody's");
}

#[test]
fn guidance_of_today_says_nothing_of_what_opened_before() {
    let policy = from_april_2027(|text| {
        text.replace("due = \"14 days\"", "due = \"12 days\"").replace("target = \"14 days\"", "target = \"12 days\"")
    });
    let due = |birth: &str| {
        let items = schedule(&policy.schedule, &Scheduled::born(date(birth), None), &[], &[], date("2027-05-01"));
        items[0].window.due
    };
    assert_eq!(due("2027-03-30"), date("2027-04-13"), "it opened on 31 March, by the rules of 2026");
    assert_eq!(due("2027-03-31"), date("2027-04-12"));
}

#[test]
fn a_rule_that_opens_earlier_holds_from_its_first_day_and_nobody_falls_between() {
    let policy = from_april_2027(|text| text.replacen("opens = \"6 weeks\"", "opens = \"5 weeks\"", 1));
    for days in 0..60 {
        let birth = after("2027-01-15", days);
        let items = schedule(&policy.schedule, &Scheduled::born(birth, None), &[], &[], date("2027-05-01"));
        assert_eq!(items.iter().filter(|item| item.review == ReviewKind::SixToEightWeek).count(), 1, "born {birth}");
    }
}

#[test]
fn rules_may_do_away_with_a_review_also_where_it_is_open() {
    let without = |text: &str| {
        let start = text.find("[[review]]\nreview = \"extra_6_months\"").unwrap();
        let end = start + 10 + text[start + 10..].find("[[review]]").unwrap();
        format!("{}{}", &text[..start], &text[end..])
    };
    let ended = |text: &str| format!("{}\n[[ended]]\nreview = \"extra_6_months\"\n", without(text));
    let state = |policy: &Policy, birth: &str, contacts: &[Done]| {
        let child = Scheduled::born(date(birth), None);
        let items = schedule(&policy.schedule, &child, contacts, &[], date("2027-04-10"));
        items.iter().find(|item| item.review == ReviewKind::ExtraSixMonths).map(|item| item.state)
    };
    let (runs_out, stops) = (from_april_2027(without), from_april_2027(ended));
    assert_eq!(state(&runs_out, "2026-09-20", &[]), Some(ReviewState::DueSoon), "it opened before");
    assert_eq!(state(&stops, "2026-09-20", &[]), Some(ReviewState::SupersededByRule));
    let done = [seen(ReviewKind::ExtraSixMonths, date("2027-03-25"))];
    assert_eq!(state(&stops, "2026-09-20", &done), Some(ReviewState::DoneInWindow), "what was done stays done");
    assert_eq!(state(&runs_out, "2026-10-20", &[]), None, "it would have opened after");
}

#[test]
fn who_may_do_a_review_is_in_the_rules() {
    let nursery_nurse = |review, on: &str| {
        let done = Done { by: Some(Role::NurseryNurse), ..seen(review, date(on)) };
        Asked { contacts: &[done], ..of(Scheduled::born(date("2026-03-02"), None)) }.state(review, date("2027-03-02")).0
    };
    assert_eq!(nursery_nurse(ReviewKind::NewBirth, "2026-03-14"), ReviewState::Overdue);
    assert_eq!(nursery_nurse(ReviewKind::TwelveMonth, "2027-03-01"), ReviewState::DoneInWindow);
    for version in policy().schedule.versions() {
        for rule in &version.rules {
            assert!(rule.by.contains(&Role::HealthVisitor), "{:?}", rule.review);
            assert!(!rule.by.iter().any(|role| matches!(role, Role::Admin | Role::CentreWorker | Role::Service)));
        }
    }
}
