//! A whole visit with the keyboard alone.

use crate::set_up::{Desk, PASSPHRASE};
use crate::today;
use crate::webdriver::{DOWN, ENTER, TAB, UP};
use crate::window::{Focus, Window};

/// More steps than this to anything, and nobody would use the keyboard.
const MOST_STEPS: usize = 40;

// Shows CON-01.
#[test]
fn a_visit_can_be_recorded_with_the_keyboard_alone() {
    let desk = Desk::of("keyboard");
    let window = &desk.window;
    window.sees("Unlock Doorstep");
    steps_to(window, "Passphrase");
    types(window, PASSPHRASE);
    window.press_keys([ENTER]);
    window.sees("1 to 11 of 11 children");

    steps_to(window, "Search");
    types(window, "chidi");
    window.sees("found on this laptop");
    steps_to(window, "OKAFOR, Chidi Emmanuel");
    window.look("found");
    window.press_keys([ENTER]);
    window.sees("What happened");

    steps_to(window, "Which review is it?");
    while window.focus().value != "New birth visit" {
        window.press_keys([DOWN]);
    }
    steps_to(window, "Record a visit");
    window.press_keys([ENTER]);
    window.sees("When and how");
    records(window);
    window.press_keys([ENTER]);
    window.sees("Saved on this laptop");
    window.sees("3.62 kg");
    window.look("signed");
}

fn records(window: &Window) {
    steps_to(window, "Started");
    types(window, &today::began());
    steps_to(window, "Now Ended");
    window.press_keys([' ']);
    for (group, choice) in
        [("How did you meet?", "Face to face"), ("Where?", "Clinic"), ("What happened?", "It took place")]
    {
        chooses(window, group, choice);
    }
    steps_to(window, "Mother");
    window.press_keys([' ']);
    chooses(window, "Was the child seen?", "Seen asleep");
    steps_to(window, "Weight");
    types(window, "3.62");
    steps_to(window, "Head circumference");
    types(window, "35.1");
    chooses(window, "Weighed in", "Nappy");
    window.look("measured");
    chooses(window, "How is the baby fed?", "Some breast milk");
    steps_to(window, "What you saw of the child");
    types(window, "Asleep in the pram, pink, breathing easily.");
    steps_to(window, "What was agreed");
    types(window, "Clinic in a week.");
    steps_to(window, "Sign and save");
    window.look("written");
}

/// Tab, until the focus is there. On the way it is never where nobody can see it.
#[track_caller]
fn steps_to(window: &Window, name: &str) {
    let arrived = |focus: &Focus| focus.name == name || focus.name.starts_with(&format!("{name} "));
    steps(window, name, arrived);
}

/// Into a group with Tab, to the choice with the arrows, and it is chosen by a space where an arrow has not done so.
#[track_caller]
fn chooses(window: &Window, group: &str, choice: &str) {
    steps(window, group, |focus| focus.group == group);
    let mut arrow = DOWN;
    for _ in 0..MOST_STEPS {
        let before = window.focus().name;
        if before == choice {
            break;
        }
        window.press_keys([arrow]);
        // At the last of a group, one turns round.
        if window.focus().name == before {
            arrow = UP;
        }
    }
    if window.focus().value != "chosen" {
        window.press_keys([' ']);
    }
    let focus = window.focus();
    assert_eq!((focus.name.as_str(), focus.value.as_str()), (choice, "chosen"), "{group}");
}

#[track_caller]
fn steps(window: &Window, to: &str, arrived: impl Fn(&Focus) -> bool) {
    let mut way = Vec::new();
    for _ in 0..MOST_STEPS {
        let focus = window.focus();
        if focus.hidden {
            panic!("nobody can see the focus: {focus:?}\nscreenshot: {}", window.picture("FAILED"));
        }
        if arrived(&focus) {
            return;
        }
        way.push(focus.name);
        window.press_keys([TAB]);
    }
    window.look("lost");
    panic!("{to:?} is not within {MOST_STEPS} steps: {way:#?}");
}

fn types(window: &Window, text: &str) {
    window.press_keys(text.chars());
}
