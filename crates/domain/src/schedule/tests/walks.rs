//! The table of states, and that no history leaves it.

use proptest::prelude::*;

use super::*;

#[test]
fn what_may_follow_what_is_the_table_of_states() {
    use ReviewState::{
        ClosedDied, ClosedMoved, Declined, DeliveredRemotely, DoneInWindow, DoneLate, DueSoon, NotDeliverable,
        NotKnown, NotYetOpen, Open, Overdue, SupersededByRule,
    };
    let ends = vec![Declined, NotDeliverable, ClosedDied, ClosedMoved, SupersededByRule];
    let and_ends = |first: &[ReviewState]| [first, &ends].concat();
    let table = [
        (NotYetOpen, and_ends(&[Open])),
        (Open, and_ends(&[DueSoon, DoneInWindow, DeliveredRemotely])),
        (DueSoon, and_ends(&[Overdue, DoneInWindow, DeliveredRemotely])),
        (Overdue, and_ends(&[DoneLate, DeliveredRemotely])),
        (DoneInWindow, vec![Open, DueSoon, Overdue]),
        (DoneLate, vec![Open, DueSoon, Overdue]),
        (DeliveredRemotely, and_ends(&[Open, DueSoon, Overdue, DoneInWindow, DoneLate, NotKnown])),
        (Declined, vec![NotYetOpen, Open, DueSoon, Overdue, DoneInWindow, DoneLate, DeliveredRemotely, NotKnown]),
        (NotDeliverable, vec![DoneInWindow, DoneLate, DeliveredRemotely]),
        (ClosedDied, vec![]),
        (ClosedMoved, vec![]),
        (SupersededByRule, vec![]),
        (NotKnown, vec![DoneInWindow, DoneLate, DeliveredRemotely, Declined, NotDeliverable]),
    ];
    assert_eq!(table.each_ref().map(|(from, _)| *from), ReviewState::ALL);
    for (from, may) in table {
        for to in ReviewState::ALL {
            assert_eq!(from.may_become(to), may.contains(&to), "{from:?} to {to:?}");
        }
    }
}

#[test]
fn a_state_is_called_what_is_written_of_it() {
    for state in ReviewState::ALL {
        assert_eq!(serde_json::to_value(state).unwrap(), state.name());
    }
}

/// Up to three things may happen on one day.
fn within_a_day(from: ReviewState, to: ReviewState) -> bool {
    let step = |from: ReviewState| ReviewState::ALL.into_iter().filter(move |next| from.may_become(*next));
    from == to || from.may_become(to) || step(from).any(|via| via.may_become(to) || step(via).any(|v| v.may_become(to)))
}

fn day() -> impl Strategy<Value = NaiveDate> {
    (0..1_100_u64).prop_map(|days| after("2025-12-01", days))
}

fn contact() -> impl Strategy<Value = Done> {
    let remotely = prop_oneof![
        Just(None),
        Just(Some(Remotely { reason: WhyRemote::Away, face_to_face: FaceToFace::NotNeeded })),
        day().prop_map(|by| Some(Remotely { reason: WhyRemote::Away, face_to_face: FaceToFace::StillToBe { by } })),
    ];
    let modes = prop_oneof![Just(ContactMode::FaceToFace), Just(ContactMode::Telephone), Just(ContactMode::Text)];
    (0..7_usize, day(), modes, remotely, any::<[u8; 16]>()).prop_map(|(review, on, mode, remotely, id)| Done {
        mode,
        remotely,
        contact: EntryId::from_bytes(id),
        ..seen(ReviewKind::ALL[review], on)
    })
}

fn decision() -> impl Strategy<Value = Decision> {
    let what = prop_oneof![
        Just(Decided::Declined { by: DeclinedBy::Father, reoffer_on: None }),
        Just(Decided::ChangedMind),
        Just(Decided::NotDeliverable(Undeliverable::NotReached)),
    ];
    (0..7_usize, day(), what).prop_map(|(review, on, what)| Decision { review: ReviewKind::ALL[review], on, what })
}

fn child() -> impl Strategy<Value = Scheduled> {
    let now_and_then = || prop::option::weighted(0.3, day());
    (0..300_u64, 22..43_u8, now_and_then(), now_and_then(), now_and_then(), now_and_then()).prop_map(
        |(days, weeks, moved_in_on, moved_out_on, died_on, go_live_on)| Scheduled {
            moved_in_on,
            moved_out_on,
            died_on,
            go_live_on,
            ..Scheduled::born(after("2026-01-01", days), Gestation::new(weeks, 3).ok())
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_history_goes_a_way_that_the_table_has_not(
        child in child(),
        contacts in prop::collection::vec(contact(), 0..8),
        decisions in prop::collection::vec(decision(), 0..6),
    ) {
        let policy = policy();
        let mut before: Vec<ReviewState> = Vec::new();
        for days in 0..1_200 {
            let as_of = after("2025-11-01", days);
            let items = schedule(&policy.schedule, &child, &contacts, &decisions, as_of);
            let states: Vec<ReviewState> = items.iter().map(|item| item.state).collect();
            for (item, before) in items.iter().zip(&before) {
                prop_assert!(within_a_day(*before, item.state), "{:?} on {as_of}: from {before:?} to {:?}", item.review, item.state);
                prop_assert_eq!(item.state.is_done(), item.satisfied_by.is_some());
            }
            prop_assert!(before.is_empty() || before.len() == states.len(), "one item for each review, on every day");
            before = states;
        }
    }

    #[test]
    fn the_order_in_which_contacts_arrive_says_nothing(
        child in child(),
        contacts in prop::collection::vec(contact(), 0..8),
        as_of in day(),
    ) {
        let policy = policy();
        let mut turned = contacts.clone();
        turned.reverse();
        let of = |contacts: &[Done]| {
            let items = schedule(&policy.schedule, &child, contacts, &[], as_of);
            items.iter().map(|item| (item.state, item.satisfied_by)).collect::<Vec<_>>()
        };
        prop_assert_eq!(of(&contacts), of(&turned));
    }
}
