//! What stands around a family: alerts before the address, what waits, a brief for a meeting, what changed.

use chrono::{Days, Months};

use crate::recording::{opens_the_family, refers};
use crate::set_up::{Desk, opens_family};
use crate::today;
use crate::window::Window;

// Shows CON-10, REF-03, BRIEF-01, CHG-01, APP-01.
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
    window.press("Brief for a strategy meeting");
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
    tells_the_family(window);
    books_the_slot_again(window);
}

/// Numbers that somebody asked about, and the others with the reason.
fn tells_the_family(window: &Window) {
    window.press("Doorstep");
    opens_family(window, "okafor chi", "OKAFOR, Chidi Emmanuel");
    books(window);
    window.sees("Saved on this laptop");
    window.press("Tell the family");
    window.sees("You have an appointment on");
    window.sees("Nobody has asked whether this is safe");
    window.look("tell-the-family");
    window.press("Copy the words Invitation");
    window.sees("Nothing has been sent yet");
    window.press("I sent the text");
    window.sees("Saved on this laptop");
    window.sees("A reminder of your appointment");
    window.look("told");
}

/// The laptop knows that the room is taken, and books all the same when somebody says so.
fn books_the_slot_again(window: &Window) {
    window.press("Doorstep");
    opens_family(window, "owen bron", "OWEN, Bronwen");
    books(window);
    window.sees("the room or the practitioner is booked for another family");
    window.look("slot-taken");
    window.choose("Please check", "Yes, this is right");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.press("Needs your decision");
    window.sees("One slot, more than one family");
    window.look("one-slot");
    window.press("Move or cancel Bronwen Owen");
    window.sees("Change: appointment");
    window.fill("At what time?", "11:00");
    window.choose("What became of it?", "Moved to another time");
    window.fill("Why does it change?", "The room was taken.");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.press("Needs your decision");
    window.sees("Nothing waits for a decision");
}

fn books(window: &Window) {
    window.pick("What do you want to record?", "Appointment");
    window.press("Record it");
    window.fill("What is it for?", "Weighing");
    window.fill_date("On which day?", today::date() + Days::new(7));
    window.fill("At what time?", "10:00");
    window.fill("For how long?", "30");
    window.pick("With whom?", "Amina Yusuf, health visitor");
    window.fill("Where?", "Romney centre");
    window.fill("Which room?", "Room 2");
    window.choose("Is an interpreter booked?", "Not needed");
    window.choose("Was an invitation sent?", "Not yet");
    window.look("appointment");
    window.press("Sign and save");
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
