//! Why a review stands as it does, in a sentence for whoever checks the schedule. The window has words of its own.

use chrono::NaiveDate;
use doorstep_domain::policy::{Anchor, Offset};
use doorstep_domain::schedule::{Because, ReviewItem, ReviewState, Why, Witness};

pub(super) fn why(item: &ReviewItem<'_>, as_of: NaiveDate) -> String {
    let Why { version, rule, anchor_on, .. } = &item.why;
    let from = match rule.anchor {
        Anchor::Birth => format!("birth on {}", day(*anchor_on)),
        Anchor::Expected => format!("expected on {}", day(*anchor_on)),
    };
    let due = match rule.due {
        Offset::Birth => format!("it has to be before the birth ({from})"),
        Offset::Days(_) | Offset::Months(_) => format!("it has to be within {} after {from}", rule.due),
    };
    let title = &version.origin.title;
    format!("Due {} because {due}, by \"{title}\"; {}.", day(item.window.due), standing(item, as_of))
}

fn standing(item: &ReviewItem<'_>, as_of: NaiveDate) -> String {
    match item.why.because {
        Because::Day => by_day(item, as_of),
        Because::Born { on } if on < item.window.opens => {
            format!("born on {}, before it opened on {}", day(on), day(item.window.opens))
        }
        Because::Born { on } => format!("no antenatal contact is given, and the birth was on {}", day(on)),
        Because::Seen { on, witness: Witness::PreviousSystem, .. } => {
            format!("done on {}, from the previous system, not verified", day(on))
        }
        Because::Seen { on, witness: Witness::Contact | Witness::Told, .. } => format!("done on {}", day(on)),
        Because::Remote { on, .. } => format!("by telephone or video on {}", day(on)),
        Because::Declined { on, .. } => format!("declined on {}", day(on)),
        Because::NotDeliverable { on, .. } => format!("found on {} to be impossible", day(on)),
        Because::Died { on } => format!("ended by a death on {}", day(on)),
        Because::MovedOut { on } => format!("ended by a move on {}", day(on)),
        Because::Lapsed { on } => format!("suggested and not statutory, it lapsed on {}", day(on)),
        Because::RulesChanged { on } => format!("ended by new rules on {}", day(on)),
        Because::BeforeGoLive { on } => format!("its window had closed when the service began on {}", day(on)),
        Because::BeforeMovedIn { on } => format!("its window had closed when the family moved in on {}", day(on)),
    }
}

fn by_day(item: &ReviewItem<'_>, as_of: NaiveDate) -> String {
    let window = &item.window;
    let days = |from: NaiveDate, to: NaiveDate| match (to - from).num_days() {
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    };
    match item.state {
        ReviewState::NotYetOpen => format!("it opens on {}", day(window.opens)),
        ReviewState::Overdue => format!("{} late", days(window.due, as_of)),
        ReviewState::Open
        | ReviewState::DueSoon
        | ReviewState::DoneInWindow
        | ReviewState::DoneLate
        | ReviewState::DeliveredRemotely
        | ReviewState::Declined
        | ReviewState::NotDeliverable
        | ReviewState::ClosedDied
        | ReviewState::ClosedMoved
        | ReviewState::SupersededByRule
        | ReviewState::NotKnown => {
            format!("open since {}, {} left", day(window.opens), days(as_of, window.due))
        }
    }
}

fn day(day: NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}
