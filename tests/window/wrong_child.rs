//! Scenario S11: a weight was typed under the wrong child, and is put right without naming one child in the other's record.

use chrono::Days;

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

// Shows IDN-03.
#[test]
fn a_weight_under_the_wrong_child_is_moved_to_the_right_one() {
    let desk = Desk::of("wrong_child");
    let window = &desk.window;
    unlocks(window);
    opens_family(window, "owen bron", "OWEN, Bronwen");
    weighs_in_passing(window);
    changes_the_weight(window);
    window.press("This belongs to somebody else Measurements");
    window.sees("Under whom should this have been written?");
    window.fill("Find the right person", "gwilym");
    let born = (today::date() - Days::new(58)).format("%-d %B %Y");
    window.pick("Which person?", &format!("Gwilym Owen, Born {born}, NHS number 999 000 1359 (not traced yet)"));
    window.fill("How did it come to be here?", "The twins were taken for each other.");
    window.look("right-child-chosen");
    window.press("Move it there");
    window.sees("Moved. No decision, referral or disclosure has been recorded since.");
    window.sees("Entered in error");
    window.look("moved");
    window.press("Caseload");
    opens_family(window, "owen gwil", "OWEN, Gwilym");
    window.sees("3.95 kg");
    window.look("where-it-belongs");
}

fn weighs_in_passing(window: &Window) {
    window.press("In clinic");
    window.sees("When and how");
    window.look("in-passing");
    window.choose("Was the child seen?", "Seen awake");
    window.fill("Weight", "3.59");
    window.choose("Whose measurements are these?", "These measurements are of Bronwen Owen");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("3.59 kg");
}

/// Two figures were swapped: the first weight stays in the record, and the second is what it says.
fn changes_the_weight(window: &Window) {
    window.press("Change Measurements");
    window.sees("Why does it change?");
    window.holds("Weight", "3.59");
    window.fill("Weight", "3.95");
    window.fill("Why does it change?", "Two figures were swapped.");
    window.look("change-weight");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("3.95 kg");
    window.sees("Changed since first signed");
    window.look("changed-weight");
}
