//! Registering people: a family that moves in, a baby of a mother who is here, another adult.

use std::thread::sleep;
use std::time::Duration;

use chrono::Days;

use crate::set_up::{Desk, unlocks};
use crate::today;
use crate::window::Window;

/// How long after the last keystroke the power goes. What was typed a second before is to be kept.
const LAST_MOMENT: Duration = Duration::from_millis(1500);

// Shows TRF-02, SAFE-10.
#[test]
fn people_are_registered_at_the_desk_and_what_was_typed_survives() {
    let Desk { team: _team, mut laptop, window } = Desk::of("registering");
    unlocks(&window);
    window.press("Add a family that has moved in");
    window.sees("The adult who cares for the child");
    window.look("blank");
    window.press("Sign and save");
    window.sees("There is a problem");
    window.look("problems");
    types_the_family(&window);
    sleep(LAST_MOMENT);
    laptop.loses_power();

    let window = laptop.opens();
    unlocks(&window);
    window.sees("Begun, and not signed yet");
    window.look("draft-in-caseload");
    window.press("Go on");
    window.sees("The adult who cares for the child");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("3 Quay Street");
    window.look("family");
    adds_a_baby(&window);
}

fn types_the_family(window: &Window) {
    let child = "The child";
    window.fill_within(child, "Given names", "Rowan");
    window.fill_within(child, "Family name", "Marsh");
    window.fill_date("Born", today::date() - Days::new(300));
    window.fill_within("Their NHS number", "NHS number", "999 000 0050");
    window.choose("Sex", "Male");
    window.fill("Address", "3 Quay Street\nSaltmere");
    window.fill("Postcode", "xa1 2bd");
    window.fill_date("When did they move in?", today::date() - Days::new(3));
    let carer = "The adult who cares for the child";
    window.fill_within(carer, "Given names", "Jo");
    window.fill_within(carer, "Family name", "Marsh");
    window.choose("What they are to the child", "Mother");
    window.choose("Parental responsibility", "Has parental responsibility");
    window.fill("Number or email", "07700 900777");
}

fn adds_a_baby(window: &Window) {
    window.press("MARSH, Jo");
    window.sees("Record a visit");
    window.press("Change or add Jo Marsh");
    window.look("mother");
    window.press("Add a baby of this mother");
    window.sees("Mother: Jo Marsh");
    window.holds("Family name", "Baby of Jo Marsh");
    window.fill_date("Born", today::date() - Days::new(2));
    window.choose("Sex", "Female");
    window.look("baby");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("BABY OF JO MARSH");
    window.look("baby-registered");
}
