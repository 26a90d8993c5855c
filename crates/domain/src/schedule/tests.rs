//! Claims about the engine, by the day. Thirty awkward children are in `tests/schedule`.

use chrono::Days;

use super::*;
use crate::entries::contact::{ContactMode, ContactOutcome};
use crate::entries::past_review::{PastReview, PastReviewSource};
use crate::policy::Policy;
use crate::staff::Role;

mod rules;
mod walks;

fn policy() -> Policy {
    Policy::shipped().unwrap_or_else(|error| panic!("{error}"))
}

fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn after(birth: &str, days: u64) -> NaiveDate {
    date(birth) + Days::new(days)
}

/// A complete review of a child seen by a health visitor at home.
fn seen(review: ReviewKind, on: NaiveDate) -> Done {
    Done {
        contact: EntryId::from_bytes([7; 16]),
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

struct Asked<'a> {
    child: Scheduled,
    contacts: &'a [Done],
    decisions: &'a [Decision],
}

impl Asked<'_> {
    fn state(&self, review: ReviewKind, as_of: NaiveDate) -> (ReviewState, Option<NotCounted>) {
        let policy = policy();
        let items = schedule(&policy.schedule, &self.child, self.contacts, self.decisions, as_of);
        let item = items.iter().find(|item| item.review == review).unwrap();
        (item.state, item.why.not_counted.map(|(_, why)| why))
    }
}

fn of(child: Scheduled) -> Asked<'static> {
    Asked { child, contacts: &[], decisions: &[] }
}

fn windows(child: &Scheduled) -> Vec<(ReviewKind, String)> {
    let policy = policy();
    let items = schedule(&policy.schedule, child, &[], &[], date("2030-01-01"));
    let said = |day: Option<NaiveDate>| day.map_or("-".to_owned(), |day| day.to_string());
    items
        .iter()
        .map(|item| {
            let Window { opens, target, due, closes, .. } = item.window;
            (item.review, format!("{opens} {} {due} {closes}", said(target)))
        })
        .collect()
}

// Shows HCP-01, HCP-03, HCP-05, HCP-07.
#[test]
fn a_child_born_at_term_has_the_five_reviews_and_two_contacts() {
    let child = Scheduled::born(date("2026-03-02"), "40+0".parse().ok());
    let expected = [
        (ReviewKind::Antenatal, "2025-12-08 - 2026-03-02 2026-03-02"),
        (ReviewKind::NewBirth, "2026-03-03 2026-03-16 2026-03-16 2026-04-01"),
        (ReviewKind::SixToEightWeek, "2026-04-13 - 2026-04-27 2026-04-27"),
        (ReviewKind::ExtraThreeToFourMonths, "2026-06-02 - 2026-07-02 2026-09-02"),
        (ReviewKind::ExtraSixMonths, "2026-09-02 - 2026-10-02 2026-12-02"),
        (ReviewKind::TwelveMonth, "2026-12-02 2027-03-02 2027-06-02 2027-06-02"),
        (ReviewKind::TwoToTwoAndAHalfYear, "2028-03-02 - 2028-09-02 2028-09-02"),
    ];
    assert_eq!(windows(&child), expected.map(|(review, days)| (review, days.to_owned())));
}

#[test]
fn a_child_born_on_29_february_is_twelve_months_old_on_the_28th() {
    let child = windows(&Scheduled::born(date("2024-02-29"), None));
    assert_eq!(child[4].1, "2024-11-29 2025-02-28 2025-05-29 2025-05-29", "12 months = 28 February");
    assert_eq!(child[5].1, "2026-02-28 - 2026-08-29 2026-08-29");
}

// Shows HCP-09.
#[test]
fn reviews_of_a_child_born_early_are_due_by_the_day_of_birth() {
    let (early, term) = (
        Scheduled::born(date("2026-01-10"), "31+2".parse().ok()),
        Scheduled::born(date("2026-01-10"), "40+0".parse().ok()),
    );
    assert_eq!(windows(&early)[1..], windows(&term)[1..], "HCP-09");
    assert_eq!(windows(&early)[0].1, "2025-12-18 - 2026-01-10 2026-01-10", "28+0 of a pregnancy expected on 12 March");
}

// Shows HCP-02.
#[test]
fn a_pregnancy_has_an_antenatal_review_and_a_child_of_unknown_gestation_has_none() {
    let kinds = |child| windows(&child).into_iter().map(|(review, _)| review).collect::<Vec<_>>();
    assert_eq!(kinds(Scheduled::expected(date("2026-03-12"))), [ReviewKind::Antenatal]);
    assert_eq!(kinds(Scheduled::born(date("2026-03-12"), None))[0], ReviewKind::NewBirth, "40 weeks is not assumed");
}

// Shows HCP-01.
#[test]
fn a_review_opens_comes_near_is_due_and_is_late() {
    let child = of(Scheduled::born(date("2026-11-02"), None));
    use ReviewState::{DueSoon, NotYetOpen, Open, Overdue};
    for (days, state) in
        [(0, NotYetOpen), (1, Open), (9, Open), (10, DueSoon), (14, DueSoon), (15, Overdue), (400, Overdue)]
    {
        assert_eq!(child.state(ReviewKind::NewBirth, after("2026-11-02", days)).0, state, "day {days}");
    }
    let twelve = |on| child.state(ReviewKind::TwelveMonth, date(on)).0;
    assert_eq!(
        ["2027-08-01", "2027-08-02", "2027-10-02", "2028-02-02", "2028-02-03"].map(twelve),
        [NotYetOpen, Open, DueSoon, DueSoon, Overdue]
    );
}

// Shows HCP-07.
#[test]
fn a_suggested_contact_lapses_and_a_statutory_review_stays_overdue() {
    let child = Scheduled::born(date("2026-03-02"), None);
    let at = |review, on: &str| of(child).state(review, date(on)).0;
    assert_eq!(at(ReviewKind::ExtraThreeToFourMonths, "2026-09-02"), ReviewState::Overdue);
    assert_eq!(at(ReviewKind::ExtraThreeToFourMonths, "2026-09-03"), ReviewState::NotDeliverable);
    assert_eq!(at(ReviewKind::SixToEightWeek, "2030-09-03"), ReviewState::Overdue, "it leaves by a decision alone");
    let late = |on| {
        let contacts = [seen(ReviewKind::ExtraThreeToFourMonths, date(on))];
        let asked = Asked { contacts: &contacts, ..of(child) };
        asked.state(ReviewKind::ExtraThreeToFourMonths, date("2026-12-01"))
    };
    assert_eq!(late("2026-09-02"), (ReviewState::DoneLate, None));
    assert_eq!(late("2026-09-03"), (ReviewState::NotDeliverable, Some(NotCounted::AfterItEnded)));
}

#[test]
fn an_expected_date_that_passes_makes_nothing_late() {
    let pregnancy = of(Scheduled::expected(date("2026-03-12")));
    let state = |on| pregnancy.state(ReviewKind::Antenatal, date(on)).0;
    assert_eq!(
        ["2025-12-17", "2025-12-18", "2026-02-12"].map(state),
        [ReviewState::NotYetOpen, ReviewState::Open, ReviewState::DueSoon]
    );
    assert_eq!(state("2026-03-20"), ReviewState::DueSoon, "the window ends with the birth");
    let late = Asked { contacts: &[seen(ReviewKind::Antenatal, date("2026-03-19"))], ..pregnancy };
    assert_eq!(late.state(ReviewKind::Antenatal, date("2026-03-20")).0, ReviewState::DoneInWindow);
    let born = of(Scheduled::born(date("2026-03-20"), "41+1".parse().ok()));
    assert_eq!(
        born.state(ReviewKind::Antenatal, date("2026-03-20")).0,
        ReviewState::NotDeliverable,
        "and then it is over"
    );
}

// Shows HCP-10.
#[test]
fn a_review_is_done_by_a_contact_that_is_complete_face_to_face_and_by_who_may() {
    let child = Scheduled::born(date("2026-11-02"), "40+0".parse().ok());
    let good = seen(ReviewKind::NewBirth, date("2026-11-13"));
    use NotCounted as Not;
    use ReviewState::{DeliveredRemotely, DoneInWindow, DoneLate, Overdue};
    let remotely = |face_to_face| Some(Remotely { reason: WhyRemote::Infection, face_to_face });
    let call = Done { mode: ContactMode::Telephone, seen: Seen::No, ..good };
    let meets = remotely(FaceToFace::StillToBe { by: date("2026-12-01") });
    let cases = [
        (good, DoneInWindow, None),
        (Done { on: date("2026-11-16"), ..good }, DoneInWindow, None),
        (Done { on: date("2026-11-17"), ..good }, DoneLate, None),
        (Done { on: date("2026-11-02"), ..good }, Overdue, Some(Not::BeforeItOpened)),
        (Done { outcome: ContactOutcome::NoAccess, ..good }, Overdue, Some(Not::DidNotTakePlace)),
        (Done { seen: Seen::No, ..good }, Overdue, Some(Not::NotSeen)),
        (Done { by: Some(Role::NurseryNurse), ..good }, Overdue, Some(Not::RoleMayNot)),
        (Done { mode: ContactMode::Text, ..good }, Overdue, Some(Not::NotAMeeting)),
        (call, Overdue, Some(Not::NoDecisionAboutMeeting)),
        (Done { remotely: remotely(FaceToFace::NotNeeded), ..call }, DeliveredRemotely, None),
        (Done { remotely: meets, ..call }, DeliveredRemotely, None),
        (Done { review: ReviewKind::SixToEightWeek, ..good }, Overdue, None),
        (Done { on: date("2026-11-21"), ..good }, Overdue, None), // after the day that is asked about
    ];
    for (done, state, why) in cases {
        let asked = Asked { contacts: &[done], ..of(child) };
        assert_eq!(asked.state(ReviewKind::NewBirth, date("2026-11-20")), (state, why), "{done:?}");
    }
    let met = Asked { contacts: &[Done { remotely: meets, ..call }], ..of(child) };
    assert_eq!(met.state(ReviewKind::NewBirth, date("2026-12-02")).0, Overdue, "nobody met: it is owed again");
}

// Shows IMP-01.
#[test]
fn a_review_of_the_system_before_counts_as_done_until_somebody_vouches_for_another() {
    let child = Scheduled { go_live_on: Some(date("2026-06-01")), ..Scheduled::born(date("2026-03-02"), None) };
    let body = |day: &str, mode| PastReview {
        review: ReviewKind::NewBirth,
        done_on: date(day),
        mode,
        source: PastReviewSource::PreviousSystem,
        note: String::new(),
    };
    let imported =
        |day: &str, mode| Done::before(EntryId::from_bytes([1; 16]), &body(day, mode), Witness::PreviousSystem, None);
    let face_to_face = imported("2026-03-13", ContactMode::FaceToFace);
    let signed = seen(ReviewKind::NewBirth, date("2026-03-20"));
    let by_telephone = imported("2026-03-13", ContactMode::Telephone);
    let cases: [(&[Done], ReviewState, Option<NotCounted>); 5] = [
        (&[], ReviewState::NotKnown, None),
        (&[face_to_face], ReviewState::DoneInWindow, None),
        (&[imported("2026-03-20", ContactMode::FaceToFace)], ReviewState::DoneLate, None),
        (&[face_to_face, signed], ReviewState::DoneLate, None), // what was signed here supersedes it
        (&[by_telephone], ReviewState::NotKnown, Some(NotCounted::NoDecisionAboutMeeting)),
    ];
    for (contacts, state, why) in cases {
        let asked = Asked { contacts, ..of(child) };
        assert_eq!(asked.state(ReviewKind::NewBirth, date("2026-07-01")), (state, why), "{contacts:?}");
    }
    let policy = policy();
    let items = schedule(&policy.schedule, &child, &[face_to_face], &[], date("2026-07-01"));
    let because = items.iter().find(|item| item.review == ReviewKind::NewBirth).unwrap().why.because;
    assert!(matches!(because, Because::Seen { witness: Witness::PreviousSystem, .. }), "{because:?}");
}

#[test]
fn an_antenatal_review_is_before_the_birth_and_only_one_counts() {
    let child = Scheduled::born(date("2026-11-02"), "40+0".parse().ok());
    let asked = |on| {
        Asked { contacts: &[seen(ReviewKind::Antenatal, date(on))], ..of(child) }
            .state(ReviewKind::Antenatal, date("2026-12-01"))
    };
    assert_eq!(asked("2026-11-02"), (ReviewState::DoneInWindow, None), "to birth");
    assert_eq!(asked("2026-11-03"), (ReviewState::NotDeliverable, Some(NotCounted::AfterItEnded)));
    let twice = [("2026-11-18", 2), ("2026-11-13", 1)]
        .map(|(on, id)| Done { contact: EntryId::from_bytes([id; 16]), ..seen(ReviewKind::NewBirth, date(on)) });
    let policy = policy();
    let items = schedule(&policy.schedule, &child, &twice, &[], date("2026-12-01"));
    assert_eq!(items[1].satisfied_by, Some(EntryId::from_bytes([1; 16])), "the first that counts");
    assert!(items[1].met_target() && items[1].state == ReviewState::DoneInWindow);
}

// Shows HCP-10.
#[test]
fn a_family_that_declined_may_change_its_mind_until_the_window_closes() {
    let child = Scheduled::born(date("2026-01-15"), None);
    let decision = |on: &str, what| Decision { review: ReviewKind::TwelveMonth, on: date(on), what };
    let declined = Decided::Declined { by: DeclinedBy::Mother, reoffer_on: Some(date("2027-02-01")) };
    let state =
        |decisions: &[Decision], on: &str| Asked { decisions, ..of(child) }.state(ReviewKind::TwelveMonth, date(on)).0;
    let once = [decision("2026-12-01", declined)];
    assert_eq!(state(&once, "2026-11-30"), ReviewState::Open);
    assert_eq!(state(&once, "2030-01-01"), ReviewState::Declined, "never late");
    let wants = |on| [once[0], decision(on, Decided::ChangedMind)];
    assert_eq!(state(&wants("2027-04-15"), "2027-04-15"), ReviewState::DueSoon, "the last day of the window");
    assert_eq!(state(&wants("2027-04-16"), "2027-04-16"), ReviewState::Declined, "the window has closed");
    let impossible = [once[0], decision("2027-01-01", Decided::NotDeliverable(Undeliverable::Away))];
    assert_eq!(state(&impossible, "2027-02-01"), ReviewState::Declined, "what was declined is not undeliverable");
}

#[test]
fn a_death_or_a_confirmed_move_ends_every_review_that_was_not_done() {
    let child = Scheduled::born(date("2026-06-08"), None);
    let contacts = [seen(ReviewKind::NewBirth, date("2026-06-20"))];
    for (child, closed) in [
        (Scheduled { died_on: Some(date("2026-11-08")), ..child }, ReviewState::ClosedDied),
        (Scheduled { moved_out_on: Some(date("2026-11-08")), ..child }, ReviewState::ClosedMoved),
    ] {
        let asked = Asked { child, contacts: &contacts, decisions: &[] };
        assert_eq!(asked.state(ReviewKind::NewBirth, date("2026-11-08")).0, ReviewState::DoneInWindow, "stays done");
        assert_eq!(asked.state(ReviewKind::SixToEightWeek, date("2026-11-07")).0, ReviewState::Overdue);
        assert_eq!(asked.state(ReviewKind::SixToEightWeek, date("2026-11-08")).0, closed);
        assert_eq!(asked.state(ReviewKind::TwelveMonth, date("2026-11-08")).0, closed, "and what is to come");
    }
    let back = Scheduled { moved_out_on: Some(date("2026-11-08")), moved_in_on: Some(date("2027-02-01")), ..child };
    assert_eq!(of(back).state(ReviewKind::TwelveMonth, date("2027-04-01")).0, ReviewState::Open, "they came back");
    assert_eq!(of(back).state(ReviewKind::SixToEightWeek, date("2027-04-01")).0, ReviewState::NotKnown);
}

// Shows IMP-01.
#[test]
fn a_window_that_closed_before_the_service_knew_the_child_is_not_known_and_never_overdue() {
    let child = Scheduled { go_live_on: Some(date("2026-04-02")), ..Scheduled::born(date("2026-03-02"), None) };
    assert_eq!(of(child).state(ReviewKind::NewBirth, date("2026-04-02")).0, ReviewState::NotKnown, "IMP-01");
    let child = Scheduled { go_live_on: Some(date("2026-04-01")), ..child };
    assert_eq!(
        of(child).state(ReviewKind::NewBirth, date("2026-04-02")).0,
        ReviewState::Overdue,
        "open on the first day"
    );
    let moved = Scheduled { moved_in_on: Some(date("2027-04-02")), go_live_on: None, ..child };
    assert_eq!(of(moved).state(ReviewKind::SixToEightWeek, date("2027-04-10")).0, ReviewState::NotKnown);
    assert_eq!(of(moved).state(ReviewKind::TwelveMonth, date("2027-04-10")).0, ReviewState::DueSoon);
    let told = Asked { contacts: &[seen(ReviewKind::SixToEightWeek, date("2026-04-20"))], ..of(moved) };
    assert_eq!(
        told.state(ReviewKind::SixToEightWeek, date("2027-04-10")).0,
        ReviewState::DoneInWindow,
        "history arrived"
    );
}

// Shows HCP-01.
#[test]
fn days_follow_a_birth_date_or_a_gestation_that_is_corrected() {
    let typed = windows(&Scheduled::born(date("2026-03-20"), "36+0".parse().ok()));
    let right = windows(&Scheduled::born(date("2026-03-02"), "38+0".parse().ok()));
    assert!(typed.iter().zip(&right).all(|((review, wrong), (same, right))| review == same && wrong != right));
}

#[test]
fn what_will_be_late_within_so_many_days_comes_the_most_urgent_first() {
    let policy = policy();
    let child = Scheduled::born(date("2026-11-02"), None);
    let within = |as_of: &str, days| {
        let items = schedule(&policy.schedule, &child, &[], &[], date(as_of));
        breaching(&items, date(as_of), days).iter().map(|item| item.review).collect::<Vec<_>>()
    };
    assert_eq!(within("2026-11-09", 6), []);
    assert_eq!(within("2026-11-09", 7), [ReviewKind::NewBirth], "due on the 16th");
    assert_eq!(within("2026-11-16", 0), [ReviewKind::NewBirth]);
    assert_eq!(within("2026-11-17", 60), [ReviewKind::SixToEightWeek], "what is late already is another list");
    assert_eq!(
        within("2026-11-02", 200),
        [ReviewKind::NewBirth, ReviewKind::SixToEightWeek, ReviewKind::ExtraThreeToFourMonths]
    );
}

// Shows IMP-01.
#[test]
fn a_day_that_has_not_come_yet_excuses_nothing() {
    // Registered on a laptop whose clock was a year ahead.
    let ahead = Some(date("2027-11-20"));
    let child = Scheduled::born(date("2026-10-25"), None);
    for child in [Scheduled { go_live_on: ahead, ..child }, Scheduled { moved_in_on: ahead, ..child }] {
        let today = date("2026-11-21");
        assert_eq!(of(child.believed_on(today)).state(ReviewKind::NewBirth, today).0, ReviewState::Overdue);
        assert_eq!(child.believed_on(date("2027-11-20")), child, "once it has come");
    }
}

#[test]
fn a_brother_has_a_review_too_only_where_his_own_is_owed_and_open() {
    let (today, year) = (date("2026-11-21"), ReviewKind::TwelveMonth);
    let too = |born_on: &str, contacts: &[Done]| {
        let policy = policy();
        let items = schedule(&policy.schedule, &Scheduled::born(date(born_on), None), contacts, &[], today);
        items.iter().any(|item| item.review == year && item.is_open_on(today))
    };
    for (born_on, expected, why) in [
        ("2025-11-25", true, "due"),
        ("2025-08-25", true, "in its last days"),
        ("2025-08-20", false, "late beyond its window"),
        ("2023-11-25", false, "three years old: his own is overdue, and asks for itself"),
        ("2026-03-25", false, "too young"),
    ] {
        assert_eq!(too(born_on, &[]), expected, "{born_on}: {why}");
    }
    assert!(!too("2025-11-01", &[seen(year, date("2026-10-25"))]), "done");
}
