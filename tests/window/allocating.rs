//! A team leader gives children to whoever becomes accountable, takes it back, and lets somebody cover.

use chrono::Days;
use doorstep_domain::staff::Role;

use crate::one_visit::syncs;
use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

#[test]
fn a_leader_gives_children_that_nobody_has_to_a_health_visitor_and_arranges_cover() {
    let desk = Desk::of_a(Role::TeamLeader, "allocating");
    desk.team.invites_as("Beth Carter", Role::HealthVisitor);
    desk.team.invites_as("Cara Lee", Role::HealthVisitor);
    let window = &desk.window;
    unlocks(window);
    window.press("Who is accountable");
    window.sees("Nobody is accountable for");
    window.sees("Cara Lee, health visitor");
    window.look("nobody");
    window.press("Show these children");
    window.sees("Select all");
    window.look("children");
    window.press("Go on");
    window.sees("There is a problem");
    window.look("refused");
    window.choose("Which children?", "Bronwen Owen");
    window.choose("Which children?", "Gwilym Owen");
    hands_over(window, "Beth Carter, health visitor", "Caseloads made even.");
    window.sees("2 children for whom nobody is accountable go to Beth Carter at once.");
    window.look("confirm");
    window.press("Sign");
    window.sees("Signed: Beth Carter is accountable for 2 children");
    window.sees_no_more("OWEN, Bronwen");
    window.look("signed");
    moves_on_a_day_to_come_and_back(window);
    covers(window);
}

fn hands_over(window: &Window, to: &str, why: &str) {
    window.pick("Who?", to);
    window.fill("Why?", why);
    window.press("Go on");
}

fn moves_on_a_day_to_come_and_back(window: &Window) {
    window.press("Who is accountable");
    window.press("Beth Carter, health visitor");
    window.sees("Beth Carter: 2 children");
    window.press("Select all 2 children");
    window.sees("2 of 2 children selected");
    window.fill_date("From which day?", today::date() + Days::new(9));
    hands_over(window, "Cara Lee, health visitor", "Beth moves to another team.");
    window.sees("Until then Beth Carter stays accountable");
    window.look("confirm-later");
    window.press("Sign");
    window.sees("Cara Lee from");
    window.press("Undo");
    window.sees("Put back as it was before: 2 children");
    window.sees_no_more("Cara Lee from");
}

fn covers(window: &Window) {
    window.choose("Which children?", "Bronwen Owen");
    window.choose("What is to happen?", "Cover: somebody stands in on some days");
    window.fill_date("From which day?", today::date());
    window.fill_date("Until which day?", today::date() + Days::new(4));
    hands_over(window, "Cara Lee, health visitor", "Annual leave");
    window.sees("Beth Carter stays accountable and keeps them");
    window.look("confirm-cover");
    window.press("Sign");
    window.sees("Signed: Cara Lee covers 1 child");
    window.sees("Annual leave");
    window.look("covered");
    window.press("Select all 2 children");
    window.choose("What is to happen?", "Cover: somebody stands in on some days");
    window.fill_date("From which day?", today::date() + Days::new(2));
    window.fill_date("Until which day?", today::date() + Days::new(3));
    hands_over(window, "Amina Yusuf, team leader", "Training");
    window.sees("somebody covers on one of these days already");
    window.look("overlap");
    window.press("Go back");
    window.press("Who is accountable");
    window.sees("Covered today");
    window.look("caseloads");
    // Beth has not opened it yet, and whoever handed it over reads so.
    window.press("Caseload");
    opens_family(window, "owen bron", "OWEN, Bronwen");
    window.sees("Not seen yet by whoever it is for");
    window.look("not-seen-yet");
}

#[test]
fn who_is_given_a_child_says_by_opening_the_family_that_they_have_seen_it() {
    let desk = Desk::of("seen");
    let window = &desk.window;
    unlocks(window);
    window.sees("Nothing waits to be sent");
    desk.team.gives_everybody_to("Amina Yusuf");
    syncs(window);
    window.press("Caseload");
    opens_family(window, "owen bron", "OWEN, Bronwen");
    window.sees("Seen by Amina Yusuf on");
    window.look("seen");
}
