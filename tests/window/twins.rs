//! Scenario S9: twins in one visit, under one signature, and nobody taken for the other.

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

// Shows IDN-03, HCP-04.
#[test]
fn twins_are_seen_at_one_visit_and_each_weight_is_said_to_be_whose() {
    let desk = Desk::of("twins");
    let window = &desk.window;
    opens_bronwen(window);
    window.pick("Which review is it?", "6 to 8 week review");
    window.press("Record a visit");
    window.sees("When and how");
    window.look("form");
    window.press("Gwilym Owen was seen too");
    window.sees("These measurements are of Gwilym Owen");
    window.look("both");

    begins(window);
    window.fill("Bronwen: Weight", "4.10");
    window.fill("Gwilym: Weight", "3.90");
    window.press("Sign and save");
    window.sees("two children are in this visit");
    window.look("whose");
    window.choose("Bronwen: Whose measurements are these?", "These measurements are of Bronwen Owen");
    window.choose("Gwilym: Whose measurements are these?", "These measurements are of Gwilym Owen");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("4.10 kg");
    window.look("signed");
}

fn begins(window: &Window) {
    window.fill("Started", &today::began());
    window.press("Now Ended");
    window.choose("How did you meet?", "Face to face");
    window.choose("Where?", "Home");
    window.choose("What happened?", "It took place");
    window.choose("Bronwen: Was the child seen?", "Seen awake");
    window.choose("Gwilym: Was the child seen?", "Seen asleep");
}

fn opens_bronwen(window: &Window) {
    unlocks(window);
    opens_family(window, "owen bron", "OWEN, Bronwen");
}
