//! Recording what is not a visit: any kind of entry, changed with a reason, and marked as made in error.

use std::thread::sleep;
use std::time::Duration;

use chrono::Months;

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

/// How long after the last keystroke the power goes. What was typed a second before is to be kept.
const LAST_MOMENT: Duration = Duration::from_millis(1500);

// Shows NEED-01, REF-02.
#[test]
fn any_kind_of_entry_is_recorded_changed_and_marked_in_error() {
    let Desk { team: _team, mut laptop, window } = Desk::of("recording");
    opens_the_family(&window);
    judges_the_need(&window);
    sleep(LAST_MOMENT);
    laptop.loses_power();

    let window = laptop.opens();
    opens_the_family(&window);
    window.sees("Level of need, begun");
    window.press("Go on");
    window.is_chosen("Level", "Targeted");
    window.holds("Reasons", "Alone with two under two; her sister is near and helps.");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("her sister is near and helps");
    window.look("signed");

    refers(&window);
    window.press("Change Level of need");
    window.choose("Level", "Universal");
    window.press("Sign and save");
    window.sees("There is a problem");
    window.look("why");
    window.fill("Why does it change?", "Her mother has moved in.");
    window.press("Sign and save");
    window.sees("Changed since first signed");
    window.press("Entered in error Level of need");
    window.fill("Why was it an error?", "Written under the wrong child.");
    window.look("in-error-asked");
    window.press("Yes, it was an error");
    window.sees("Entered in error");
    window.look("in-error");
}

pub(crate) fn opens_the_family(window: &Window) {
    unlocks(window);
    opens_family(window, "okafor chi", "OKAFOR, Chidi Emmanuel");
    window.look("family");
}

fn judges_the_need(window: &Window) {
    window.pick("What do you want to record?", "Level of need");
    window.press("Record it");
    window.sees("Look at it again by");
    window.look("level");
    window.press("Sign and save");
    window.sees("There is a problem");
    window.look("level-blank");
    window.choose("Level", "Targeted");
    window.fill("Reasons", "Alone with two under two; her sister is near and helps.");
    window.fill_date("From", today::date());
    window.fill_date("Look at it again by", today::date() + Months::new(3));
}

pub(crate) fn refers(window: &Window) {
    window.pick("What do you want to record?", "Referral");
    window.press("Record it");
    window.fill("To which service?", "Speech and language therapy");
    window.choose("How soon?", "Routine");
    window.fill("Why?", "Ten words at 27 months.");
    window.fill("What is hoped for?", "Joins two words by three.");
    window.choose("On what footing does it go?", "Consent was given");
    window.fill_date("When will you look whether it helped?", today::date() + Months::new(3));
    window.look("referral");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("Joins two words by three.");
    window.look("referred");
}
