//! Scenario S9: twins in one visit, under one signature, and nobody taken for the other.

use std::rc::Rc;

use crate::laptop::Laptop;
use crate::screenshots::Screenshots;
use crate::set_up::{PASSPHRASE, is_set_up};
use crate::team::Team;
use crate::today;
use crate::window::Window;

// Shows IDN-03, HCP-04.
#[test]
fn twins_are_seen_at_one_visit_and_each_weight_is_said_to_be_whose() {
    let team = Team::start();
    let screenshots = Rc::new(Screenshots::of("twins"));
    let mut laptop = Laptop::new("amina", team.folder(), &screenshots);
    is_set_up(&laptop, &team);
    let window = laptop.opens();
    opens_bronwen(&window);
    window.pick("Which review is it?", "6 to 8 week review");
    window.press("Record a visit");
    window.sees("When and how");
    window.look("form");
    window.press("Gwilym Owen was seen too");
    window.sees("These measurements are of Gwilym Owen");
    window.look("both");

    begins(&window);
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
    window.sees("Unlock Doorstep");
    window.fill("Passphrase", PASSPHRASE);
    window.press("Unlock");
    window.sees("Caseload");
    window.fill("Search", "owen bron");
    window.sees("found on this laptop");
    window.press("OWEN, Bronwen");
    window.sees("What happened");
}
