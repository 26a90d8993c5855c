use std::convert::Infallible;

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::entries::trying::laid_over;

const AMINA: &str = "0a0a0a0a-0a0a-0a0a-0a0a-0a0a0a0a0a0a";
const BETH: &str = "0b0b0b0b-0b0b-0b0b-0b0b-0b0b0b0b0b0b";

// What a booking says belongs to a person: it is shown here alone.
impl std::fmt::Debug for Booking {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.entry, serde_json::to_string(&self.appointment).unwrap_or_default())
    }
}

fn booked(more: Value) -> Appointment {
    let mut body = json!({
        "on": "2026-12-03", "at": "10:00", "duration_min": 30, "with": AMINA, "place": "Romney centre", "room": "Room 2",
        "state": "booked",
    });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    laid_over(&body)
}

fn booking(number: u8, family: u8, more: Value) -> Booking {
    Booking {
        entry: EntryId::from_bytes([number; 16]),
        person: PersonId::from_bytes([family; 16]),
        appointment: booked(more),
    }
}

fn found(bookings: &[Booking]) -> Vec<(Vec<u8>, Vec<Taken>)> {
    let same = |one: PersonId, other: PersonId| Ok::<_, Infallible>(one == other);
    let found = double_bookings(bookings, "2026-11-21".parse().unwrap(), same).unwrap();
    found
        .into_iter()
        .map(|one| (one.entries.iter().map(|entry| entry.bytes()[0]).collect(), one.taken.into_iter().collect()))
        .collect()
}

// Shows APP-01.
#[test]
fn a_room_or_a_practitioner_is_not_in_two_places() {
    use Taken::{Practitioner, Room};
    for (other, expected) in [
        (json!({}), vec![Room, Practitioner]),
        (json!({ "with": BETH }), vec![Room]),
        (json!({ "with": BETH, "place": "romney centre ", "room": "ROOM 2." }), vec![Room]),
        (json!({ "room": "Room 3" }), vec![Practitioner]),
        (json!({ "with": BETH, "room": "Room 3" }), vec![]),
        (json!({ "with": BETH, "place": "Lydd centre" }), vec![]),
        (json!({ "at": "09:31" }), vec![Room, Practitioner]),
        (json!({ "at": "09:30" }), vec![]),
        (json!({ "at": "10:29" }), vec![Room, Practitioner]),
        (json!({ "at": "10:30" }), vec![]),
        (json!({ "at": "08:00", "duration_min": 600 }), vec![Room, Practitioner]),
        (json!({ "on": "2026-12-02", "at": "23:30", "duration_min": 600 }), vec![]),
        (json!({ "on": "2026-12-02", "at": "23:30", "duration_min": 600, "room": "" }), vec![]),
        (json!({ "on": "2026-12-04" }), vec![]),
        (json!({ "state": "moved" }), vec![Room, Practitioner]),
        (json!({ "state": "cancelled" }), vec![]),
        (json!({ "state": "attended" }), vec![]),
    ] {
        let one = booked(json!({}));
        let found: Vec<Taken> = taken(&one, &booked(other.clone())).into_iter().collect();
        assert_eq!(found, expected, "{other}");
        assert_eq!(taken(&booked(other), &one).into_iter().collect::<Vec<_>>(), expected, "either way round");
    }
    let at_home = |with: &str| booked(json!({ "place": "Home", "room": "", "with": with }));
    assert!(taken(&at_home(AMINA), &at_home(BETH)).is_empty(), "two homes");
    let late = booked(json!({ "at": "23:50", "room": "" }));
    let early = booked(json!({ "on": "2026-12-04", "at": "00:10", "room": "" }));
    assert_eq!(taken(&late, &early).into_iter().collect::<Vec<_>>(), [Practitioner], "past midnight");
}

// Shows APP-01.
#[test]
fn brothers_and_sisters_and_a_joint_visit_are_no_double_booking() {
    assert_eq!(found(&[booking(1, 7, json!({})), booking(2, 7, json!({}))]), []);
    assert_eq!(found(&[booking(1, 7, json!({})), booking(2, 7, json!({ "with": BETH }))]), [], "two practitioners");
    assert_eq!(found(&[booking(1, 7, json!({})), booking(2, 8, json!({}))]).len(), 1);
}

#[test]
fn what_is_past_is_not_asked_about() {
    let past = json!({ "on": "2026-11-20" });
    assert_eq!(found(&[booking(1, 7, past.clone()), booking(2, 8, past)]), []);
    let today = json!({ "on": "2026-11-21" });
    assert_eq!(found(&[booking(1, 7, today.clone()), booking(2, 8, today)]).len(), 1);
}

#[test]
fn three_families_in_one_slot_are_one_question_and_two_slots_are_two() {
    use Taken::{Practitioner, Room};
    let slot = |at: &str| json!({ "at": at });
    let all = [
        booking(5, 5, slot("14:00")),
        booking(3, 3, json!({ "at": "10:20", "room": "" })),
        booking(1, 1, slot("10:00")),
        booking(2, 2, json!({ "at": "10:10", "with": BETH })),
        booking(4, 4, slot("14:20")),
    ];
    assert_eq!(found(&all), [(vec![1, 2, 3], vec![Room, Practitioner]), (vec![5, 4], vec![Room, Practitioner])]);
}

fn some_bookings() -> impl Strategy<Value = Vec<Booking>> {
    let one = (0_u8..4, 0_u32..8, 1_u16..8, prop::bool::ANY, 0_u8..3);
    prop::collection::vec(one, 0..8).prop_map(|drawn| {
        let many = drawn.into_iter().enumerate().map(|(number, (family, slot, quarters, own, room))| {
            let more = json!({
                "at": format!("{:02}:{:02}", 9 + slot / 4, slot % 4 * 15), "duration_min": quarters * 15,
                "with": if own { AMINA } else { BETH }, "room": (["", "1", "2"][usize::from(room)]),
            });
            booking(u8::try_from(number + 1).unwrap(), family, more)
        });
        many.collect()
    })
}

proptest! {
    #[test]
    fn two_laptops_that_hold_the_same_say_the_same(bookings in some_bookings(), turn in 0_usize..8) {
        let mut others = bookings.clone();
        others.reverse();
        let half = turn.min(others.len());
        others.rotate_left(half);
        prop_assert_eq!(found(&bookings), found(&others));
    }

    #[test]
    fn each_appointment_is_in_one_question_at_most_and_no_pair_is_missed(bookings in some_bookings()) {
        let found = found(&bookings);
        let mut named: Vec<u8> = found.iter().flat_map(|(entries, _)| entries.clone()).collect();
        let all = named.len();
        named.sort_unstable();
        named.dedup();
        prop_assert_eq!(named.len(), all);
        for one in &bookings {
            let clashes = bookings.iter().any(|other| {
                other.person != one.person && !taken(&one.appointment, &other.appointment).is_empty()
            });
            prop_assert_eq!(clashes, named.contains(&one.entry.bytes()[0]));
        }
    }
}
