//! Scenario S10: a girl born early, measured at both ages; and a form laid out for its review, with its parts.

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

// Shows HCP-09, CLIN-05, NEED-03.
#[test]
fn a_child_born_early_is_read_at_both_ages_and_mother_and_child_are_signed_at_once() {
    let desk = Desk::of("early");
    let window = &desk.window;
    unlocks(window);
    opens_family(window, "owen gwil", "OWEN, Gwilym");
    window.pick("Which review is it?", "6 to 8 week review");
    window.press("Record a visit");
    window.sees("When and how");
    window.fill("Started", &today::began());
    window.press("Now Ended");
    window.choose("How did you meet?", "Face to face");
    window.choose("Where?", "Home");
    window.choose("What happened?", "It took place");
    window.choose("Was the child seen?", "Seen awake");
    window.fill("Weight", "4.00");
    window.choose("Whose measurements are these?", "These measurements are of Gwilym Owen");
    assesses_the_home(window);
    asks_the_mother(window);
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("by corrected age");
    window.sees("Two cots, both clear");
    window.look("signed");
}

fn assesses_the_home(window: &Window) {
    window.press("Home and safety: the home and family");
    window.look("domain");
    window.choose("How much is there to worry about?", "Nothing");
    window.press("Add another thing that protects");
    window.fill_within("What protects? 1", "What is it?", "Two cots, both clear");
    window.choose("How is it known?", "I saw it");
    window.look("assessed");
}

fn asks_the_mother(window: &Window) {
    window.press("Siân Mair Owen: her own record");
    window.look("mood");
}
