//! Team and centres: a centre, a protocol, a session, a competency, a local service that a referral then takes.

use chrono::Months;
use doorstep_domain::staff::Role;

use crate::set_up::{Desk, opens_family, unlocks};
use crate::today;
use crate::window::Window;

// Shows DEL-04, SHR-01, SHR-05, SHR-06, REF-07, CON-09.
#[test]
fn a_team_records_its_centre_and_refers_to_a_service_near_it() {
    let desk = Desk::of_a(Role::TeamLeader, "team");
    desk.team.invites_as("Beth Carter", Role::NurseryNurse);
    let window = &desk.window;
    unlocks(window);
    window.press("Team and centres");
    window.sees("No centre recorded yet");
    window.look("empty");
    records_the_centre(window);
    records_what_is_at_it(window);
    adds_a_service(window);
    window.press("Team and centres");
    window.sees("Sharing protocol in force until");
    records_a_competency(window);
    records_time(window);
    refers_from_the_directory(window);
}

fn records_the_centre(window: &Window) {
    window.press("Record a centre");
    window.fill("What is it called?", "Harbour Family Hub");
    window.fill("Where is it?", "2 Quay Street, Saltmere");
    window.look("centre-form");
    window.press("Sign and save");
    window.sees("No named health visitor is given");
    window.look("centre-asked");
    window.pick("Who is its named health visitor?", "Amina Yusuf, team leader");
    window.press("Sign and save");
    window.sees("Saved on this laptop");
    window.sees("Sharing protocols");
}

fn records_what_is_at_it(window: &Window) {
    window.press("Record a sharing protocol");
    window.fill("With which organisation?", "Lindshire County Council");
    window.choose("For what?", "Support by a children’s centre or family hub");
    window.choose("What may be shared?", "Names, and the child’s birth date");
    window.choose("On what footing in law?", "Public task: health or social care");
    window.fill_date("From when?", today::date());
    window.fill_date("Until when?", today::date() + Months::new(12));
    window.fill("Who signed, for each side?", "R. Adeyemi; S. Hill");
    window.look("protocol-form");
    window.press("Sign and save");
    window.sees("In force today");
    window.press("Record a session");
    window.choose("What sort of session?", "Baby group");
    window.fill("What is it called?", "Little Waves");
    window.fill_date("On which day?", today::date());
    window.fill("From when?", "ten");
    window.fill("Until when?", "11:30");
    window.pick("Who leads it?", "Amina Yusuf, team leader");
    window.fill("How many can come?", "12");
    window.press("Sign and save");
    window.sees("Give a time of day");
    window.look("session-refused");
    window.fill("From when?", "10:00");
    window.press("Sign and save");
    window.sees("Little Waves");
    window.press("Record a shared outcome");
    window.fill("What do you both want for families?", "More mothers still breastfeed at 6 to 8 weeks.");
    window.fill("How is it measured, and from what?", "Feeding at the 6 to 8 week review");
    window.fill("How did it stand at the start?", "41 of 100");
    window.fill("What do you want to reach?", "50 of 100");
    window.fill_date("By when?", today::date() + Months::new(12));
    window.press("Sign and save");
    window.sees("More mothers still breastfeed");
    window.look("centre");
}

fn adds_a_service(window: &Window) {
    window.press("Add a local service");
    window.fill("What is it called?", "Saltmere speech drop-in");
    window.fill("What does it help with?", "Talking and understanding");
    window.fill("How do you refer?", "Ring, or come on a Tuesday");
    window.fill("Telephone", "07700 900141");
    window.fill_date("When did somebody last make sure that this is right?", today::date());
    window.look("service-form");
    window.press("Sign and save");
    window.sees("1 of 1 service");
    window.fill("Find a service", "tuesday");
    window.look("directory");
}

fn records_a_competency(window: &Window) {
    window.sees("Beth Carter");
    window.press("Record a competency Beth Carter");
    window.choose("For what?", "Sleep");
    window.choose("How far?", "Alone");
    window.pick("Who assessed it?", "Amina Yusuf, team leader");
    window.fill_date("When was it assessed?", today::date());
    window.fill_date("Until when is it valid?", today::date() + Months::new(1));
    window.look("competency-form");
    window.press("Sign and save");
    window.sees("Ends soon, on");
    window.look("team");
}

fn records_time(window: &Window) {
    window.press("My time this week");
    window.press("Record time");
    window.choose("What did the time go into?", "Home visit");
    window.fill_date("On which day?", today::date());
    window.fill("Started", "09:40");
    window.fill("Ended", "10:50");
    window.fill("Travel, there and back", "25");
    window.look("time-form");
    window.press("Sign and save");
    window.sees("1 hour 10 minutes");
    window.look("time");
}

fn refers_from_the_directory(window: &Window) {
    window.press("Caseload");
    opens_family(window, "okafor chi", "OKAFOR, Chidi Emmanuel");
    window.pick("What do you want to record?", "Referral");
    window.press("Record it");
    window.press("Choose from the directory of local services");
    window.fill("Find a service", "talking");
    window.look("referral-directory");
    window.press("Saltmere speech drop-in: Talking and understanding");
    window.holds("To which service?", "Saltmere speech drop-in");
}
