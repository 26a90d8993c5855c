//! What a family's page says when somebody of it has died, and when the family itself has gone to a colleague.

use chrono::Months;

use crate::one_visit::syncs;
use crate::recording::opens_the_family;
use crate::set_up::{Desk, opens_family};
use crate::today;
use crate::window::Window;

#[test]
fn a_bereavement_is_said_in_neutral_words_and_a_family_that_is_handed_on_leaves_the_window() {
    let Desk { mut team, window, laptop: _laptop } = Desk::of("handed_on");
    opens_the_family(&window);
    window.pick("What do you want to record?", "Consent to share");
    window.press("Record it");
    window.sees("If it is a children’s centre: which one?");
    window.look("consent");
    window.press("Doorstep");
    records_a_death(&window);
    window.press("OWEN, Gwilym");
    window.sees("There has been a bereavement in this family");
    window.look("bereavement");

    // The team leader hands every family on while Amina is in one of them, without a signal.
    window.press("Doorstep");
    opens_family(&window, "okafor chi", "OKAFOR, Chidi Emmanuel");
    window.sees("Nothing waits to be sent");
    team.service_stops();
    judges_the_need(&window);
    team.hands_everybody_on_to("Beth Carter");
    team.service_comes_back();
    syncs(&window);
    window.sees("Received, and no longer on this laptop");
    window.press("Caseload");
    window.sees("There are no children on this laptop");
    window.sees_no_more("OKAFOR");
    window.look("caseload");
    window.press("Go on");
    window.sees("With whom?");
    window.sees("A family that has left this laptop");
    window.look("draft");
    looks_up_chidi(&window);
}

/// Beth is away, and the family is at the clinic.
fn looks_up_chidi(window: &Window) {
    window.press("Caseload");
    window.fill("Search", "okafor chi");
    window.press("Look them up at the service");
    window.sees("Look up a family that is not on this laptop");
    window.press("Look up");
    window.sees("What do you need the record for?");
    window.look("look-up");
    window.fill("NHS number", "999 000 0034");
    window.choose("What do you need the record for?", "The family is here with me");
    window.fill("In your own words", "Weighing at the clinic.");
    window.press("Look up");
    window.sees("Nobody was found");
    window.look("look-up-nobody");
    window.fill("NHS number", "999 000 1146");
    window.press("Look up");
    window.sees("OKAFOR, Chidi Emmanuel");
    window.sees("What happened");
    window.look("looked-up");
}

fn records_a_death(window: &Window) {
    opens_family(window, "owen bron", "OWEN, Bronwen");
    window.pick("What do you want to record?", "Death");
    window.press("Record it");
    window.fill_date("When did they die?", today::date());
    window.choose("How is it known?", "Informally: somebody told us");
    window.fill("Who told us?", "A&E, by telephone");
    window.choose("Was it expected?", "Not expected");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}

fn judges_the_need(window: &Window) {
    window.pick("What do you want to record?", "Level of need");
    window.press("Record it");
    window.choose("Level", "Targeted");
    window.fill("Reasons", "Alone with two under two.");
    window.fill_date("From", today::date());
    window.fill_date("Look at it again by", today::date() + Months::new(3));
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}
