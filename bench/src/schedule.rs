//! How long it takes to work out every review of a caseload and of a whole service.

use std::time::Instant;

use chrono::{Days, NaiveDate};
use doorstep_domain::entries::contact::{ContactMode, ContactOutcome, ReviewKind};
use doorstep_domain::fixtures::dice::Dice;
use doorstep_domain::id::EntryId;
use doorstep_domain::policy::{Policy, ScheduleRules};
use doorstep_domain::schedule::{Done, ReviewState, Scheduled, Seen, Witness, schedule};
use doorstep_domain::staff::Role;
use doorstep_domain::time::Gestation;

use crate::report::{Line, Target, Times};
use crate::{Failed, fail};

const TURNS: usize = 21;

/// A child with what was done so far.
struct Child {
    scheduled: Scheduled,
    contacts: Vec<Done>,
}

/// The median of some turns over `count` children under five, each with what a child of that age has behind it.
pub(crate) fn all_reviews(measure: &str, count: usize, most_ms: f64) -> Result<(), Failed> {
    let policy = Policy::shipped()?;
    let Some(as_of) = NaiveDate::from_ymd_opt(2026, 11, 21) else { return fail("no such day") };
    let children = children(count, as_of);
    let mut times = Vec::new();
    for _ in 0..TURNS {
        let started = Instant::now();
        let overdue = overdue(&policy.schedule, &children, as_of);
        times.push(started.elapsed());
        // Of a caseload like this some reviews are late and most are not: nothing was optimised away.
        if overdue < count / 100 || overdue > count * 4 {
            return fail(format!("{overdue} overdue reviews of {count} children"));
        }
    }
    let line = Line::new(measure, Times::of(&times).percentile(50), "ms");
    line.should_be(Target::AtMost(most_ms)).print();
    Ok(())
}

fn overdue(rules: &ScheduleRules, children: &[Child], as_of: NaiveDate) -> usize {
    let of = |child: &Child| {
        let items = schedule(rules, &child.scheduled, &child.contacts, &[], as_of);
        items.iter().filter(|item| item.state == ReviewState::Overdue).count()
    };
    children.iter().map(of).sum()
}

/// Nine in ten reviews that were due are done, a few days after they opened.
fn children(count: usize, as_of: NaiveDate) -> Vec<Child> {
    let mut dice = Dice::new(5);
    let mut child = |_| {
        let born_on = as_of - Days::new(dice.below(5 * 365).into());
        let gestation = Gestation::new(34 + dice.below(8) as u8, dice.below(7) as u8).ok();
        let mut contacts = Vec::new();
        for (review, days) in [
            (ReviewKind::NewBirth, 11),
            (ReviewKind::SixToEightWeek, 50),
            (ReviewKind::TwelveMonth, 340),
            (ReviewKind::TwoToTwoAndAHalfYear, 800),
        ] {
            let on = born_on + Days::new(days);
            if on <= as_of && dice.below(10) > 0 {
                contacts.push(contact(review, on));
            }
        }
        Child { scheduled: Scheduled::born(born_on, gestation), contacts }
    };
    (0..count).map(&mut child).collect()
}

fn contact(review: ReviewKind, on: NaiveDate) -> Done {
    Done {
        contact: EntryId::from_bytes([1; 16]),
        review,
        on,
        mode: ContactMode::FaceToFace,
        outcome: ContactOutcome::TookPlace,
        seen: Seen::Yes,
        by: Some(Role::HealthVisitor),
        witness: Witness::Contact,
        remotely: None,
    }
}
