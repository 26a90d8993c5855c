//! Two records of one child found, shown as one and taken back; and what was written under the wrong child, moved.

use chrono::Days;

use crate::set_up::{Desk, unlocks};
use crate::today;
use crate::window::Window;

// Shows IDN-02.
#[test]
fn records_of_one_child_are_found_merged_and_parted_and_a_wrong_entry_is_moved() {
    let desk = Desk::of("identity");
    let window = &desk.window;
    unlocks(window);
    registers(window, "Kathryn", "999 000 0050");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.press("Caseload");
    registers(window, "Catherine", "");
    window.sees("Somebody like this has a record already");
    window.look("likely-while-typing");
    window.press("Sign and save");
    window.sees("Is this somebody else?");
    window.look("asked-when-signing");
    // The tick belongs to no group that the driver could name.
    window.attempt("document.querySelector('input[name^=confirm]').click(); return true;");
    window.press("Sign and save");
    window.sees("This may be the same person as another record");
    window.look("likely-pair");
    window.press("Same person: show as one");
    window.fill("How do you know?", "The mother showed both letters.");
    window.press("Sign");
    window.sees("One person, two records");
    window.look("one-person");
    parts(window);
}

fn registers(window: &Window, given: &str, number: &str) {
    window.press("Add a family that has moved in");
    window.sees("The adult who cares for the child");
    let child = "The child";
    window.fill_within(child, "Given names", given);
    window.fill_within(child, "Family name", "Marsh");
    window.fill_date("Born", today::date() - Days::new(300));
    window.fill_within("Their NHS number", "NHS number", number);
    window.choose("Sex", "Female");
    window.fill("Address", "3 Quay Street\nSaltmere");
    window.fill("Postcode", "xa1 2bd");
    window.fill_date("When did they move in?", today::date() - Days::new(3));
    let carer = "The adult who cares for the child";
    window.fill_within(carer, "Given names", "Jo");
    window.fill_within(carer, "Family name", "Marsh");
    window.choose("What they are to the child", "Mother");
    window.choose("Parental responsibility", "Has parental responsibility");
}

fn parts(window: &Window) {
    window.press("Take back: two records again");
    window.fill("How do you know?", "They are cousins.");
    window.press("Sign");
    window.sees_no_more("One person, two records");
    window.look("apart-again");
    window.press("This belongs to somebody else Registration");
    window.sees("Under whom should this have been written?");
    window.fill("Find the right person", "okafor");
    window.look("belongs-elsewhere");
}
