//! One visit, from a laptop with no signal to a colleague's screen.

use std::rc::Rc;
use std::thread::sleep;
use std::time::Duration;

use crate::caseload;
use crate::laptop::Laptop;
use crate::screenshots::Screenshots;
use crate::set_up::unlocks;
use crate::team::{Invitation, Team};
use crate::today;
use crate::window::Window;

const PASSPHRASE: &str = "plover lantern gravel mint";
/// How long after the last keystroke the power goes. What was typed a second before is to be kept.
const LAST_MOMENT: Duration = Duration::from_millis(1500);

// Shows CON-01, CON-02.
#[test]
fn a_visit_recorded_without_signal_reaches_a_colleague() {
    let mut team = Team::start();
    let screenshots = Rc::new(Screenshots::of("one_visit"));
    let mut amina = Laptop::new("amina", team.folder(), &screenshots);
    let mut beth = Laptop::new("beth", team.folder(), &screenshots);

    let window = amina.opens();
    enrols(&window, &team.invites("Amina Yusuf"));
    locks_and_unlocks(&window);
    imports_the_caseload(&window, &team);
    sees_the_time_before(&window);
    exports_the_caseload(&window, &amina);
    let colleague = beth.opens();
    enrols(&colleague, &team.invites("Beth Carter"));
    colleague.sees("1 to 11 of 11 children");
    colleague.look("caseload-by-sync");

    team.service_stops();
    opens_the_family(&window);
    begins_a_visit(&window);
    sleep(LAST_MOMENT);
    amina.loses_power();

    let window = amina.opens();
    unlocks(&window);
    goes_on_where_she_was(&window);
    signs(&window);
    amina.loses_power();

    let window = amina.opens();
    unlocks(&window);
    window.sees("1 item not yet at the service");
    sees_the_visit(&window);
    window.sees_no_more("At the service");
    cannot_reach_the_service(&window);
    changes_the_phone(&window, "07700 900123");
    window.sees("2 items not yet at the service");
    changes_the_phone(&colleague, "07700 900456");

    team.service_comes_back();
    for each in [&window, &colleague, &window] {
        syncs(each);
    }
    sees_the_visit(&colleague);
    colleague.sees("At the service");
    for each in [&window, &colleague] {
        sees_who_wrote_which(each);
    }
    settles(&colleague);
    for each in [&colleague, &window] {
        syncs(each);
        sees_the_settled_number(each);
    }
}

fn enrols(window: &Window, invitation: &Invitation) {
    window.sees("Set up Doorstep on this laptop");
    window.look("enrol");
    window.fill("Address of your organisation’s service", &invitation.address);
    window.fill("One-time code", &invitation.code);
    window.fill("Choose a passphrase", PASSPHRASE);
    window.fill("Type the passphrase again", PASSPHRASE);
    window.press("My organisation gave me a certificate as well");
    window.fill("Certificate authority", &invitation.authority);
    window.look("enrol-filled");
    window.press("Set up this laptop");
    window.sees("Caseload");
    window.sees("Nothing waits to be sent");
    window.look("enrolled");
}

fn locks_and_unlocks(window: &Window) {
    window.press("Lock");
    window.sees("Unlock Doorstep");
    window.look("unlock");
    window.fill("Passphrase", "not this one at all");
    window.press("Unlock");
    window.sees("That passphrase does not open this record");
    window.look("unlock-wrong");
    unlocks(window);
}

fn imports_the_caseload(window: &Window, team: &Team) {
    window.press("Import");
    window.sees("Nothing is written until you say so");
    window.look("import");
    window.attach("Caseload file (CSV)", &caseload::saved_in(team.folder(), today::date()));
    window.press("Check the file");
    window.sees("Nothing has been written yet");
    window.look("import-report");
    window.press("All lines");
    window.sees("Chidi Emmanuel Okafor");
    window.sees("Brings from the previous system, not verified");
    window.look("import-report-all");
    window.press("Import 11 children");
    window.sees("Every line is saved on this laptop");
    window.look("import-done");
    window.sees("Nothing waits to be sent");
    window.press("Caseload");
    window.sees("1 to 11 of 11 children");
    window.look("caseload");
}

/// What came from the old system says so, and counts.
fn sees_the_time_before(window: &Window) {
    window.fill("Search", "minh anh");
    window.sees("found on this laptop");
    window.press("NGUYỄN, Minh Anh");
    for words in [
        "Large dog. Ring first.",
        "From the previous system, not verified",
        "Review done before",
        "4.72 kg",
        "GP practice: Harbour Surgery",
    ] {
        window.sees(words);
    }
    window.look("time-before");
    window.press("Why? New birth visit");
    window.sees("nobody here has verified it");
    window.look("time-before-review");
    window.pick("Show", "Measurements");
    window.look("time-before-weights");
    window.press("Caseload");
    window.sees("1 to 11 of 11 children");
}

fn exports_the_caseload(window: &Window, laptop: &Laptop) {
    window.press("Import");
    window.sees("Export the caseload");
    window.press("Save the file");
    window.press("Yes, save the file");
    let file = laptop.saved(&format!("doorstep-caseload-{}.csv", today::date()));
    assert_eq!(file.lines().count(), 12, "a header and eleven children: {file}");
    assert!(file.contains("Chidi Emmanuel,Okafor") || file.contains("Okafor,Chidi Emmanuel"), "{file}");
}

/// The caseload has a link of this name too, and goes when something is found.
fn opens_the_family(window: &Window) {
    window.press("Caseload");
    window.fill("Search", "okafor chi");
    window.sees("found on this laptop");
    window.look("search");
    window.press("OKAFOR, Chidi Emmanuel");
    window.sees("What happened");
    window.look("family");
}

fn begins_a_visit(window: &Window) {
    window.pick("Which review is it?", "New birth visit");
    window.press("Record a visit");
    window.sees("When and how");
    window.look("visit");
    window.fill("Started", &today::began());
    window.choose("How did you meet?", "Face to face");
    window.choose("Where?", "Home");
    window.choose("Was the child seen?", "Seen awake");
    window.choose("Who was in the room?", "Mother");
    window.fill("Weight", "3.62");
    window.fill("What you saw of the child", "Pink, alert, settles at the breast and looks at his mo");
}

fn goes_on_where_she_was(window: &Window) {
    window.sees("Begun, and not signed yet");
    window.look("caseload-with-draft");
    window.press("Go on");
    window.holds("Weight", "3.62");
    window.holds("What you saw of the child", "Pink, alert, settles at the breast and looks at his mo");
    for (group, name) in [
        ("Which review is it?", "New birth visit"),
        ("How did you meet?", "Face to face"),
        ("Where?", "Home"),
        ("Was the child seen?", "Seen awake"),
        ("Who was in the room?", "Mother"),
    ] {
        window.is_chosen(group, name);
    }
    window.look("visit-resumed");
}

fn signs(window: &Window) {
    window.press("Now Ended");
    window.choose("What happened?", "It took place");
    window.choose("Weighed in", "Nothing");
    window.fill("Head circumference", "35.1");
    window.choose("How is the baby fed?", "Breast milk only");
    window.look("visit-measured");
    window.fill(
        "What you saw of the child",
        "Pink, alert, settles at the breast and looks at his mother's face. Moses basket beside the bed.",
    );
    window.fill("The parents’ words", "He is so much calmer this week.");
    window.fill("What you discussed and did", "Safe sleep talked through, basket seen.");
    window.fill("What was agreed", "Weigh again in clinic in a week.");
    window.look("visit-words");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
}

fn sees_the_visit(window: &Window) {
    opens_the_family(window);
    for words in [
        "New birth visit",
        "3.62 kg",
        "35.1 cm",
        "Breast milk only",
        "looks at his mother's face",
        "Weigh again in clinic in a week.",
        "Amina Yusuf (health visitor)",
    ] {
        window.sees(words);
    }
    window.look("family-with-visit");
}

fn cannot_reach_the_service(window: &Window) {
    window.press("1 item not yet at the service");
    window.sees("Not yet at the service");
    window.press("Sync now");
    window.sees("The service could not be reached");
    window.sees("You can go on working");
    window.look("sync-not-reached");
}

fn changes_the_phone(window: &Window, number: &str) {
    window.press("Caseload");
    window.fill("Search", "ngozi");
    window.press("OKAFOR, Ngozi");
    window.press("Change 07700 900111");
    window.sees("Why does it change?");
    window.fill("Number or email", number);
    window.fill("Why does it change?", "New phone, told at the visit");
    window.look("change-phone");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees(number);
    window.look("change-phone-saved");
}

pub(crate) fn syncs(window: &Window) {
    window.press(status_line(window));
    window.sees("What is signed on this laptop goes to the service by itself");
    window.press("Sync now");
    window.sees("The sync has finished");
    window.sees("Nothing waits to be sent");
    window.look("synced");
}

/// The line at the top leads to the sync centre, whatever it says.
fn status_line(window: &Window) -> &'static str {
    let text = window.text().unwrap();
    let says = |words: &&&str| text.contains(**words);
    ["Nothing waits to be sent", "1 item not yet", "2 items not yet"].iter().find(says).unwrap()
}

fn sees_who_wrote_which(window: &Window) {
    window.press("Needs your decision");
    for words in [
        "OKAFOR, Ngozi",
        "07700 900123",
        "Amina Yusuf (health visitor) wrote this on",
        "07700 900456",
        "Beth Carter (health visitor) wrote this on",
        "Doorstep shows 07700 900111",
    ] {
        window.sees(words);
    }
    window.look("decision");
}

fn settles(window: &Window) {
    window.choose("Number or email: which is right?", "07700 900456");
    window.fill("How do you know?", "Rang her, she answered");
    window.look("decision-made");
    window.press("Sign this decision");
    window.sees("Saved on this laptop");
    window.sees("Nothing waits for a decision");
    window.look("decision-saved");
}

fn sees_the_settled_number(window: &Window) {
    window.press("Needs your decision");
    window.sees("Nothing waits for a decision");
    window.press("Caseload");
    window.fill("Search", "ngozi");
    window.press("OKAFOR, Ngozi");
    window.sees("07700 900456");
    window.sees_no_more("Two people wrote different values");
    window.look("settled");
}
