//! What stands around a family: alerts before the address, what waits, a brief for a meeting, what changed.

use chrono::Months;

use crate::recording::{opens_the_family, refers};
use crate::set_up::Desk;
use crate::today;
use crate::window::Window;

// Shows CON-10, REF-03, BRIEF-01, CHG-01.
#[test]
fn what_stands_around_a_family_is_seen_from_its_page() {
    let desk = Desk::of("around");
    let window = &desk.window;
    opens_the_family(window);
    warns(window);
    window.sees("Read before you knock or ring");
    window.sees("Go in pairs");
    refers(window);
    window.sees("acknowledged the referral");
    window.look("waiting");
    window.press("Brief for a meeting");
    window.sees("What is not known");
    window.sees("Nobody recorded having seen the child");
    window.look("brief");
    window.press("Save as a file");
    window.press("Back to the family");
    window.sees("What happened");
    window.press("What changed");
    window.sees("New alert: Go in pairs");
    window.look("changed");
    window.press("Doorstep");
    window.sees("Waiting for somebody");
    window.sees("Read first");
    window.look("caseload");
    window.press("Waiting for somebody");
    window.sees("Speech and language therapy");
    window.look("waiting-for-somebody");
}

fn warns(window: &Window) {
    window.pick("What do you want to record?", "Alert");
    window.press("Record it");
    window.choose("What is it about?", "Risk on a visit");
    window.fill("What must everybody know?", "Go in pairs");
    window.fill_date("From", today::date());
    window.fill_date("Look at it again by", today::date() + Months::new(3));
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}
